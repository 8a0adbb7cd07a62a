"""What nouns and names say of who belongs to whom, on sentences of our own, each with one that says nothing."""

from __future__ import annotations

import pytest

from tests.extract.readings import ClaimKey, claims, names

USED: list[tuple[str, str, str]] = [
    ("A drone killed Maroud's commander, Selim Tarok.", "Maroud", "Group"),
    ("The Maroud said it would fight on.", "Maroud", "Group"),
    ("Ilmar Kerrin, a grain dealer who lives in Graz, spoke.", "Ilmar Kerrin", "Person"),
]
UNUSED: list[tuple[str, str, str]] = [
    ("A drone killed Selim Tarok's driver.", "Selim Tarok", "Person"),
    ("The late Selim Tarok was her friend.", "Selim Tarok", "Person"),
    ("That of President Selim Tarok, which fell in May, was weak.", "Selim Tarok", "Person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), [*USED, *UNUSED])
def test_kind_of_a_name_is_told_by_its_use(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind


PERU = "Peru closed its border on Monday. Peru said that the army would stay."
SAID: list[tuple[str, ClaimKey]] = [
    ("The leader of Hamas is Omar Saleh.", ("Omar Saleh", "LEADS", "Hamas")),
    ("Belarus freed her at Russian insistence.", ("Russia", "REQUEST", "Belarus")),
    ("Oman left the pact under pressure from France.", ("France", "REQUEST", "Oman")),
    ("Oman closed the port under an agreement with Iran.", ("Oman", "AGREE", "Iran")),
    ("Omar Saleh heads a coalition of the Elm League and the Oak Party.", ("Elm League", "ALLIED_WITH", "Oak Party")),
    ("Oman hosted the encounters of French and Iranian envoys.", ("France", "CONSULT", "Iran")),
    ("Egypt regards the Elm Front as a wing of Hamas.", ("Elm Front", "PART_OF", "Hamas")),
    ("Chad's partners, the Elm Front and the Oak Front, left.", ("Chad", "ALLIED_WITH", "Oak Front")),
    (
        "Ann Wexler, Africa director at Amnesty International, left.",
        ("Ann Wexler", "MEMBER_OF", "Amnesty International"),
    ),
    ("Ann Wexler, envoy to Oman and head of Hamas, left.", ("Ann Wexler", "LEADS", "Hamas")),
    ("Hamas, whose leader Omar Saleh was jailed, left.", ("Omar Saleh", "LEADS", "Hamas")),
    ("Ann Wexler, a lawyer with Amnesty International, left.", ("Ann Wexler", "MEMBER_OF", "Amnesty International")),
    (f"{PERU} President Ann Wexler left.", ("Ann Wexler", "LEADS", "Peru")),
    (f"{PERU} The oil minister, Omar Saleh, left.", ("Omar Saleh", "MEMBER_OF", "Peru")),
    ("Omar Saleh's death at the hands of Hamas shocked Iran.", ("Hamas", "ASSAULT", "Omar Saleh")),
    ("Two Iranian officers were killed in an Omani raid.", ("Oman", "ASSAULT", "Iranian officers")),
    ("Two Iranian officers died in an attack claimed by Hamas.", ("Hamas", "ASSAULT", "Iranian officers")),
    ("After talks with Ann Wexler, Omar Saleh condemned Iran.", ("Omar Saleh", "ACCUSE", "Iran")),
    ("Omani mediation between Chad and Iran failed.", ("Oman", "CONSULT", "Iran")),
    ("Joint exercises by Chad and Iran began.", ("Chad", "COOPERATE", "Iran")),
    ("Elm Group, a Danish chain, left.", ("Elm Group", "BASED_IN", "Denmark")),
    ("The Elm Front, a rebel group in the north of Mali, left.", ("Elm Front", "BASED_IN", "Mali")),
    ("Haiti's Baz Elme gang freed Ann Wexler.", ("Baz Elme", "BASED_IN", "Haiti")),
    ("Ann Wexler of the Elm list left.", ("Ann Wexler", "MEMBER_OF", "Elm")),
    ("Presidents Omar Saleh of Oman and Ann Wexler of Chad met.", ("Ann Wexler", "LEADS", "Chad")),
    ("Omar Saleh, number two in the Elm Party, left.", ("Omar Saleh", "MEMBER_OF", "Elm Party")),
    ("The Elm Party grew under the leadership of Omar Saleh.", ("Omar Saleh", "LEADS", "Elm Party")),
    ("Omar Saleh succeeded Ann Wexler as chair of Hamas.", ("Omar Saleh", "LEADS", "Hamas")),
    ("France seized a shipment of Iranian arms to Hamas.", ("Iran", "AID", "Hamas")),
    ("Chad denounced the arrest of Omar Saleh by Oman.", ("Oman", "COERCE", "Omar Saleh")),
    ("Chad's demand was that Oman leave the pact.", ("Chad", "REQUEST", "Oman")),
    ("The Elm Party's leader, the mayor of Graz, Ann Wexler, spoke.", ("Ann Wexler", "LEADS", "Elm Party")),
    ("The coalition of the Elm Party and the Oak Party fell.", ("Elm Party", "ALLIED_WITH", "Oak Party")),
    ("NATO members Oman and Chad left.", ("Chad", "MEMBER_OF", "NATO")),
    ("The Elm Party and its junior partner, the Oak Party, left.", ("Elm Party", "ALLIED_WITH", "Oak Party")),
    ("The Elm Brigade, a unit of the Oak Front, left.", ("Elm Brigade", "PART_OF", "Oak Front")),
    ("The Elm Party elected Ann Wexler as its chairwoman.", ("Ann Wexler", "LEADS", "Elm Party")),
    ("Hamas took the town with Iranian money.", ("Iran", "BACKS", "Hamas")),
    ("Oman built a port with India's approval.", ("India", "SUPPORT", "Oman")),
    ("The Elm Brigade of Omar Saleh attacked Oman.", ("Omar Saleh", "LEADS", "Elm Brigade")),
    ("The Elm Brigade, under Omar Saleh, attacked Oman.", ("Omar Saleh", "LEADS", "Elm Brigade")),
]
UNSAID: list[tuple[str, ClaimKey]] = [
    ("The leader of Hamas is no Omar Saleh.", ("Omar Saleh", "LEADS", "Hamas")),
    ("Belarus freed her at Russian airports.", ("Russia", "REQUEST", "Belarus")),
    ("Oman left the pact under pressure.", ("France", "REQUEST", "Oman")),
    ("Omar Saleh heads a coalition of the Elm League and the Oak Party.", ("Omar Saleh", "ALLIED_WITH", "Oak Party")),
    ("Oman hosted French and Iranian envoys.", ("France", "CONSULT", "Iran")),
    ("France kept Chad's enemies at bay.", ("France", "RIVAL_OF", "Chad")),
    ("Egypt used the Elm Front as a shield against Hamas.", ("Elm Front", "PART_OF", "Hamas")),
    ("Chad's partners and the Oak Front left.", ("Chad", "ALLIED_WITH", "Oak Front")),
    ("Ann Wexler, Africa director at Amnesty International, left.", ("Ann Wexler", "LEADS", "Amnesty International")),
    ("Ann Wexler, envoy to Oman and head of Hamas, left.", ("Ann Wexler", "MEMBER_OF", "Hamas")),
    ("Hamas, whose leader met Omar Saleh, left.", ("Omar Saleh", "LEADS", "Hamas")),
    (f"{PERU} Chancellor Ann Wexler left.", ("Ann Wexler", "LEADS", "Peru")),
    (f"{PERU} The club's president Ann Wexler left.", ("Ann Wexler", "LEADS", "Peru")),
    ("Chad and Oman are members of a Moscow-led pact.", ("Chad", "MEMBER_OF", "Russia")),
    ("Omar Saleh's fate in the hands of Hamas shocked Iran.", ("Hamas", "ASSAULT", "Omar Saleh")),
    ("Two Iranian officers were killed in the Baghdad bombing.", ("Iraq", "ASSAULT", "Iranian officers")),
    ("Two Iranian officers died in an attack on Hamas.", ("Hamas", "ASSAULT", "Iranian officers")),
    ("She praised the work of Ann Wexler, Omar Saleh said.", ("Ann Wexler", "SUPPORT", "Omar Saleh")),
    ("Omani talks between Chad and Iran failed.", ("Oman", "CONSULT", "Chad")),
    ("Elm Group, a Danish ally, left.", ("Elm Group", "BASED_IN", "Denmark")),
    ("The Elm Front, a splinter group in the Oak Party of Mali, left.", ("Elm Front", "BASED_IN", "Mali")),
    ("Haiti's Elm affair hurt Ann Wexler.", ("Baz Elme", "BASED_IN", "Haiti")),
    ("Ann Wexler of the Elm region left.", ("Ann Wexler", "MEMBER_OF", "Elm")),
    ("Presidents Omar Saleh of Oman and Ann Wexler of Chad met.", ("Ann Wexler", "LEADS", "Oman")),
    ("Omar Saleh, number on the list of the Elm Party, left.", ("Omar Saleh", "MEMBER_OF", "Elm Party")),
    ("The Elm Party grew under the eyes of Omar Saleh.", ("Omar Saleh", "LEADS", "Elm Party")),
    ("Omar Saleh was replaced as chair of Hamas.", ("Omar Saleh", "LEADS", "Hamas")),
    ("France seized a shipment of Iranian arms for the war on Hamas.", ("Iran", "AID", "Hamas")),
    ("Chad heard of the arrest of Omar Saleh by Monday in Oman.", ("Oman", "COERCE", "Omar Saleh")),
    ("Chad's demand was that the pact end in Oman.", ("Chad", "REQUEST", "Oman")),
    ("The Elm Party's leader, the mayor of Graz, met Ann Wexler.", ("Ann Wexler", "LEADS", "Elm Party")),
    ("The office of the Elm Party and the Oak Party fell.", ("Elm Party", "ALLIED_WITH", "Oak Party")),
    ("NATO member Oman and Chad left.", ("Chad", "MEMBER_OF", "NATO")),
    ("The Elm Party and its junior partner left the Oak Party.", ("Elm Party", "ALLIED_WITH", "Oak Party")),
    ("Omani rebel leader Omar Saleh left.", ("Omar Saleh", "LEADS", "Oman")),
    ("The Elm Party dismissed Ann Wexler as its chairwoman.", ("Ann Wexler", "LEADS", "Elm Party")),
    ("Hamas took the town with Iranian carpets.", ("Iran", "BACKS", "Hamas")),
    ("Oman built a port with India's engineers.", ("India", "SUPPORT", "Oman")),
    ("The Elm Brigade of Graz attacked Omar Saleh.", ("Omar Saleh", "LEADS", "Elm Brigade")),
    ("The Elm Brigade fled under fire from Omar Saleh.", ("Omar Saleh", "LEADS", "Elm Brigade")),
]


@pytest.mark.parametrize(("text", "claim"), SAID)
def test_nouns_tell_of_ties(text: str, claim: ClaimKey) -> None:
    assert claim in claims(text, "actual")


@pytest.mark.parametrize(("text", "claim"), UNSAID)
def test_nouns_do_not_tell_of_ties(text: str, claim: ClaimKey) -> None:
    assert not any(claim in claims(text, status) for status in ("actual", "planned", "hypothetical"))


def test_a_tie_holds_whatever_is_done_to_its_end() -> None:
    assert ("Elm Corps", "PART_OF", "Elm Party") in claims(
        "Oman banned the Elm Party's youth wing, the Elm Corps.", "actual"
    )
    assert ("Elm Corps", "PART_OF", "Elm Party") not in claims(
        "The Elm Corps could become a wing of the Elm Party.", "actual"
    )
    assert ("Oman", "BACKS", "rebels") in claims("A plan to arm the rebels was dropped by Oman.", "negated")
    assert ("Oman", "BACKS", "rebels") not in claims("A plan to arm the rebels was dropped by Oman.", "actual")
