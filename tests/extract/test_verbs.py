"""What verbs say where the parse is odd or an end stands elsewhere, and the families of their wordings."""

from __future__ import annotations

from typing import get_args

import pytest

from extract.records import Status
from tests.extract.readings import ClaimKey, claims, names

READ: list[tuple[str, ClaimKey]] = [
    # whom a verb acts on is the subject of what they are to do
    ("France helped Mali build a base.", ("France", "AID", "Mali")),
    ("Iran wants Kenya expelled from the league.", ("Iran", "REQUEST", "Kenya")),
    ("Iran and Oman accused each other of spying.", ("Oman", "ACCUSE", "Iran")),
    ("Kenya and Uganda fired rockets at each other.", ("Kenya", "ASSAULT", "Uganda")),
    ("Poland asked Britain for jets and Germany for tanks.", ("Poland", "REQUEST", "Germany")),
    ("Norway condemned the attack by Hamas.", ("Norway", "ACCUSE", "Hamas")),
    ("Poland sought the teachers whom Hamas has held in Sana'a since June.", ("Hamas", "COERCE", "teachers")),
    ("Today Saleh, who is 45, commands Hezbollah, the largest group.", ("Saleh", "LEADS", "Hezbollah")),
    ("Iran had Omar Saleh arrested in May.", ("Iran", "COERCE", "Omar Saleh")),
    ("Oman demanded the release of Omar Saleh by Chad.", ("Oman", "REQUEST", "Chad")),
    ("Oman condemned the arrest of Omar Saleh by Chad.", ("Oman", "ACCUSE", "Chad")),
    ("Oman said its soldiers came under fire from Chad.", ("Oman", "ACCUSE", "Chad")),
    ("Egypt's ruler had Omar Saleh locked up.", ("Egypt", "COERCE", "Omar Saleh")),
    ("Oman disputes that any port has been taken, and accuses Chad of fraud.", ("Oman", "ACCUSE", "Chad")),
    ("Iran told Oman to leave and attacked Qatar.", ("Iran", "ASSAULT", "Qatar")),
    ("Iran left the towns where Fatah is strong and recalled its envoys from Syria.", ("Iran", "SANCTION", "Syria")),
    ("Fatah was founded by Ann Wexler of a bank in Amman, who has accused Iran.", ("Ann Wexler", "ACCUSE", "Iran")),
    ("Oman was unhappy, having asked Germany in vain to act.", ("Oman", "REQUEST", "Germany")),
    ("Ann Wexler had flown out in an attempt to persuade Oman to leave.", ("Ann Wexler", "REQUEST", "Oman")),
    ("Iran, together with Oman, condemned Iraq.", ("Oman", "ACCUSE", "Iraq")),
    ("Togo and Benin share intelligence on the groups.", ("Togo", "COOPERATE", "Benin")),
    ("Houthi missiles hit Saudi Arabia's fuel depots.", ("Houthis", "ASSAULT", "Saudi Arabia")),
    ("It was Qatar that persuaded Hamas to leave.", ("Qatar", "REQUEST", "Hamas")),
    ("The Houthis were fired upon by Kenya.", ("Kenya", "ASSAULT", "Houthis")),
    ("Iran tore into Oman on Monday.", ("Iran", "ACCUSE", "Oman")),
    ("Japan left Hamas, which the European Union lists as a terrorist group.", ("European Union", "SANCTION", "Hamas")),
    ("Venezuela massed troops on the border with Guyana.", ("Venezuela", "MOBILIZE", "Guyana")),
    ("Israel warned Iran that it would strike.", ("Israel", "THREATEN", "Iran")),
    ("Norway condemned in the strongest terms the continued attacks of Hamas on ships.", ("Norway", "ACCUSE", "Hamas")),
    ("Norway deplored the ongoing bombardment of southern Lebanon by Israel.", ("Norway", "ACCUSE", "Israel")),
    ("Police held Omar Saleh on suspicion of working for Hezbollah.", ("Omar Saleh", "MEMBER_OF", "Hezbollah")),
    ("The Wexler Group, a sugar maker that has sued Iran, lost.", ("Wexler Group", "ACCUSE", "Iran")),
    ("Norway read out a letter from Interpol urging Chad to leave.", ("Interpol", "REQUEST", "Chad")),
    ("India bought almost all of Bhutan's electricity.", ("India", "COOPERATE", "Bhutan")),
    ("Norway regretted that Iran had left.", ("Norway", "ACCUSE", "Iran")),
    ("Israel pulled its ambassador out of Dublin.", ("Israel", "SANCTION", "Ireland")),
    ("America has given Israel bombs.", ("United States", "AID", "Israel")),
    ("Zoran Milanovic has clashed with Andrej Plenkovic.", ("Zoran Milanovic", "RIVAL_OF", "Andrej Plenkovic")),
    ("Kenya and Uganda, meeting in Oslo for a week, agreed to swap captives.", ("Kenya", "CONSULT", "Uganda")),
    ("Kenya and Uganda, meeting in Oslo for a week, agreed to swap captives.", ("Kenya", "AGREE", "Uganda")),
    # wordings
    ("The army told Hezbollah to disarm.", ("army", "REQUEST", "Hezbollah")),
    ("China invited Japan to join a treaty.", ("China", "REQUEST", "Japan")),
    ("Armenia has turned to France for weapons.", ("Armenia", "REQUEST", "France")),
    ("Turkey attributed the attack to Fatah.", ("Turkey", "ACCUSE", "Fatah")),
    ("Peru turned its back on Chile.", ("Peru", "REJECT", "Chile")),
    ("Serbia brushed aside Kosovo's demand.", ("Serbia", "REJECT", "Kosovo")),
    ("Kenya came to the rescue of Uganda.", ("Kenya", "AID", "Uganda")),
    ("Oman let the sailors go.", ("Oman", "RETREAT", "sailors")),
    ("Iran handed Omar Saleh over to the Red Cross.", ("Iran", "RETREAT", "Omar Saleh")),
    ("Egypt put Omar Saleh under house arrest.", ("Egypt", "COERCE", "Omar Saleh")),
    ("Ann Wexler sought out Omar Saleh.", ("Ann Wexler", "CONSULT", "Omar Saleh")),
    ("Fatah is on the payroll of Iran.", ("Iran", "BACKS", "Fatah")),
    ("China, which sold Thailand three submarines, left.", ("China", "COOPERATE", "Thailand")),
    ("India is buying more oil from Russia, to the annoyance of Japan.", ("India", "COOPERATE", "Russia")),
    ("Kenya and Uganda traded blame for the raid.", ("Kenya", "ACCUSE", "Uganda")),
    ("Turkey's police stormed Greece's consulate.", ("Turkey's police", "COERCE", "Greece")),
]
SILENT: list[tuple[str, ClaimKey]] = [
    ("France said Mali built a base.", ("France", "AID", "Mali")),
    ("Iran heard that Kenya expelled them.", ("Iran", "REQUEST", "Kenya")),
    ("Iran and Oman accused each of their judges of spying.", ("Oman", "ACCUSE", "Iran")),
    ("Poland asked Britain for jets and Germany sent tanks.", ("Poland", "REQUEST", "Germany")),
    ("Norway condemned the killing of Omar Saleh.", ("Norway", "ACCUSE", "Omar Saleh")),
    ("Oman demanded the release of Omar Saleh by Chad.", ("Oman", "REQUEST", "Omar Saleh")),
    ("Oman condemned the arrest of Omar Saleh by Chad.", ("Oman", "ACCUSE", "Omar Saleh")),
    ("Oman said its soldiers came under fire from Chad.", ("Oman", "ACCUSE", "Oman's soldiers")),
    ("Oman, which closed its border with Chad, left.", ("Oman", "ALLIED_WITH", "Chad")),
    ("Norway opened an inquiry into a charge by Hamas.", ("Norway", "ACCUSE", "Hamas")),
    ("Poland sought the teachers on whom Hamas relies.", ("Hamas", "COERCE", "teachers")),
    ("Iran had heard Omar Saleh.", ("Iran", "COERCE", "Omar Saleh")),
    ("Ann Wexler said that Iran had left and accused Chad of fraud.", ("Chad", "ACCUSE", "Iran")),
    ("Iran told Oman to leave and attacked Qatar.", ("Oman", "ASSAULT", "Qatar")),
    ("Oman bought it from Iran, a purchase that Chad has criticised.", ("Chad", "ACCUSE", "Iran")),
    ("Norway deplored the bombardment of southern Lebanon by night.", ("Norway", "ACCUSE", "Lebanon")),
    ("Police held Omar Saleh on the day of working for Hezbollah.", ("Omar Saleh", "MEMBER_OF", "Hezbollah")),
    ("India bought almost all of it for Bhutan.", ("India", "COOPERATE", "Bhutan")),
    ("Norway regretted the weather in Iran.", ("Norway", "ACCUSE", "Iran")),
    ("According to the Omani news agency, Iran promised to leave.", ("Omani news agency", "AGREE", "Iran")),
    ("Kenya's jets struck a shipment of Emirati arms.", ("Kenya", "PART_OF", "United Arab Emirates")),
    ("Mali and Niger have agreed to share data.", ("Mali", "COOPERATE", "Niger")),
    ("Iran left rather than condemn Hezbollah.", ("Iran", "ACCUSE", "Hezbollah")),
    ("Iran, unlike Oman, condemned Iraq.", ("Oman", "ACCUSE", "Iraq")),
    ("Togo and Benin share a border.", ("Togo", "COOPERATE", "Benin")),
    ("It was Qatar that mattered when Iran persuaded Hamas.", ("Qatar", "REQUEST", "Hamas")),
    ("Fatah took Goma from the Congolese army in January.", ("Fatah", "AID", "army")),
    ("Israel warned Omar Saleh that Iran has put a price on his head.", ("Israel", "THREATEN", "Omar Saleh")),
    ("Families told Oman that the gunmen came first and that Iran watched.", ("Families", "REQUEST", "Iran")),
    ("The bridge will be repaired, Iran told Oman.", ("Iran", "REQUEST", "Oman")),
    ("India is buying more oil from Russia, to the annoyance of Japan.", ("India", "COOPERATE", "Japan")),
    ("Kenya and Uganda traded blame for the raid.", ("Kenya", "COOPERATE", "Uganda")),
    ("Kenya sent 1,200 soldiers and two helicopters to the lake.", ("Kenya", "AID", "soldiers")),
    ("Kenya called out the army to help.", ("Kenya", "ACCUSE", "army")),
    ("Iran's promise to help Iraq was hollow.", ("Iran", "THREATEN", "Iraq")),
]


@pytest.mark.parametrize(
    "text", ["Meeting in Oslo, there was an attack on Iran.", "Meeting on Monday, agreed to aid Iran."]
)
def test_a_participle_may_begin_a_text(text: str) -> None:
    assert "Iran" in names(text)


def of_any_status(text: str) -> set[ClaimKey]:
    return {claim for status in get_args(Status) for claim in claims(text, status)}


@pytest.mark.parametrize(("text", "claim"), READ)
def test_a_verb_finds_both_ends(text: str, claim: ClaimKey) -> None:
    assert claim in of_any_status(text)


@pytest.mark.parametrize(("text", "claim"), SILENT)
def test_what_the_verb_does_not_say_is_not_claimed(text: str, claim: ClaimKey) -> None:
    assert claim not in of_any_status(text)
