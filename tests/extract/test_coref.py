"""Whom pronouns and descriptions mean, and when they mean nobody that is sure."""

from __future__ import annotations

import pytest

from extract.coref import with_speakers
from extract.linking import ActorSpan
from extract.pipeline import DEFAULT_MODEL, load_model
from extract.records import Actor
from tests.extract.readings import claims, extraction, names


def meant_by(text: str, anaphor: str) -> set[str]:
    """The names of the actors that the last `anaphor` of the text means."""
    found = extraction(text)
    start = text.rindex(anaphor)
    end = start + len(anaphor)
    by_id = {actor.id: actor.name for actor in found.actors}
    heads = [m for m in found.mentions if start <= m.start_char and m.end_char == end and m.how != "demonym"]
    return {by_id[m.actor_id] for m in heads}


MEANT = [
    # sex, told by a title or by a pronoun before
    ("Queen Maud Larsen met Peter Olsen. He thanked Norway.", "He", {"Peter Olsen"}),
    ("Maria Lund lost her seat. Karl Berg won. She blamed France.", "She", {"Maria Lund"}),
    # a description by the word that the text introduced the actor with
    ("Brenta Volt, a battery maker, left Italy. France fined the company.", "the company", {"Brenta Volt"}),
    ("A militia called Black Lantern seized the mine. Chad condemned the militia.", "the militia", {"Black Lantern"}),
    ("The group, known as Path of Honour, attacked Malta.", "The group", {"Path of Honour"}),
    # bodies of the one state that the text is about
    (
        "Peru closed the mine. Peru fined the owners. Villagers in Peru marched on Lima. The union met the government.",
        "the government",
        {"Peru"},
    ),
    (
        "Peru closed the mine. Peru fined the owners. Farmers in Peru cheered. The army arrested three farmers.",
        "The army",
        {"Peru's army"},
    ),
    # its towns and bodies tell what state a text is about
    (
        "Miners in Lima, Peru, and in Cuzco wept. The air force bombed a mob.",
        "The air force",
        {"Peru's air force"},
    ),
    ("Chad, Peru and Niger met. The cabinet in Lima condemned Chad.", "The cabinet", {"Peru's cabinet"}),
    ("Chad and Niger met. Chad and Niger condemned the junta.", "the junta", {"junta"}),
    # one with a name rather than one without
    ("Karl Berg met a welder. Latvia jailed him.", "him", {"Karl Berg"}),
    ("Miners in Lima, Peru, and in Cuzco wept. The army chief, Karl Berg, fled to Chad.", "army", {"Peru's army"}),
    ("The clerks, Karl Berg and Maria Lund, were jailed by Latvia.", "The clerks", {"Karl Berg"}),
    ("Prosecutors charged Karl Berg. Latvia praised Chad, which had paid them.", "them", {"Prosecutors"}),
    # nobody does to himself what he does to "him", whoever the words say does it
    ("King Olav Moe spoke. King Per Lien vowed to depose him.", "him", {"Olav Moe"}),
    ("King Olav Moe spoke. King Per Lien, who had deposed him, left.", "him", {"Olav Moe"}),
    ("King Olav Moe spoke. France told King Per Lien to depose him.", "him", {"Olav Moe"}),
    ("King Olav Moe spoke. France accused King Per Lien of deposing him.", "him", {"Olav Moe"}),
    ("Chad spoke first. France, its ally, left.", "its", {"Chad"}),
    # the other of two
    ("Chad and Niger traded fire. Chad and Niger withdrew. Chad blamed its neighbour.", "its neighbour", {"Niger"}),
    ("Chad blamed its neighbour.", "its neighbour", {"Chad's neighbour"}),
    # of a person: the state that he governs
    ("President Omar Sow of Chad left. France condemned his government.", "his government", {"Chad"}),
    ("President Omar Sow of Chad left. France condemned Sow's cabinet.", "Sow's cabinet", {"Chad's cabinet"}),
    # a ministry without a name is not a maker of batteries
    ("Brenta Volt, a battery maker, left Italy. France praised the ministry.", "the ministry", {"ministry"}),
    # a person's own body
    (
        "Olga Brandt, chairwoman of the Meadow Party, resigned. Her party supported Latvia.",
        "Her party",
        {"Meadow Party"},
    ),
    # right beside its name
    ("Chad warned Niger. Niger said that Chad itself had attacked France.", "itself", {"Chad"}),
    # a subject does not go back to what stands with its own verb
    ("King Olav Moe left. In a letter to King Per Lien, he thanked France.", "he", {"Olav Moe"}),
    # two at once
    ("Chad and Niger signed a pact. They asked France for help.", "They", {"Chad"}),
    ("Chad and Niger signed a pact. France praised the two governments.", "the two governments", {"Chad"}),
]


@pytest.mark.parametrize(("text", "anaphor", "expected"), MEANT)
def test_an_anaphor_means(text: str, anaphor: str, expected: set[str]) -> None:
    assert meant_by(text, anaphor) == expected


NOBODY = [
    ("Queen Maud Larsen met the press. He thanked Norway.", "He"),
    ("Hezbollah left the talks. Israel bombed the rival group.", "the rival group"),
    (
        "Peru and Chile met in Quito. Peru blamed Chile. Chile blamed Peru. The union met the government.",
        "the government",
    ),
    ("Olga Brandt, chairwoman of the Meadow Party, resigned. Her company supported Latvia.", "Her company"),
    ("Chad signed a pact. France praised the two governments.", "the two governments"),
    ("Chad attacked the town. Niger said that Chad should withdraw from it.", "it"),
    ("Chad shelled the camp, France said. Niger denied it.", "it"),
    ("Chad made it clear that the talks were over.", "it"),
    ("The trucks left Chad at dawn. They were stopped.", "They"),
    ("Miners in Lima, Peru, and in Cuzco wept. An army truck hit Chad.", "army"),
    ("Chad and Niger left. Two countries praised France.", "Two countries"),
    ("Karl Berg left France. A farmer was arrested. He denied the charge.", "He"),
]


@pytest.mark.parametrize(("text", "anaphor"), NOBODY)
def test_an_anaphor_that_is_not_sure_means_nobody(text: str, anaphor: str) -> None:
    assert meant_by(text, anaphor) == set()


def test_each_and_the_other_are_the_two_crosswise() -> None:
    text = "Chad and Niger exchanged fire on Friday. Each government blamed the other."
    assert {("Chad", "ACCUSE", "Niger"), ("Niger", "ACCUSE", "Chad")} <= claims(text, "actual")


def test_the_other_alone_is_not_the_two() -> None:
    text = "Chad and Niger exchanged fire on Friday. France blamed the other."
    assert not any(source == "France" for source, _, _ in claims(text, "actual"))


def test_both_are_those_that_stand_together_most_often() -> None:
    text = (
        "Chad and Niger exchanged fire on Friday. Chad accused Niger of lying. "
        "France and Italy helped. Oman praised both countries."
    )
    assert {("Oman", "SUPPORT", "Chad"), ("Oman", "SUPPORT", "Niger")} <= claims(text, "actual")
    assert ("Oman", "SUPPORT", "France") not in claims(text, "actual")


def test_what_a_text_calls_a_name_tells_its_kind() -> None:
    assert names("Italy lost Brenta Aero, a drone maker.")["Brenta Aero"] == "Company"
    assert names("Italy lost Brenta Aero, a drone pilot.")["Brenta Aero"] != "Company"


SPEAKER = Actor("olga-brandt", "Olga Brandt", "Person")
PARTY = Actor("meadow-party", "Meadow Party", "Political party")


def first_persons(text: str, *, of_party: bool) -> dict[str, str]:
    """The pronouns of the first person → whom they mean, where Olga Brandt says everything."""
    doc = load_model(DEFAULT_MODEL)(text)
    words = [token.text for token in doc]
    spans = [ActorSpan(words.index("Brandt"), words.index("Brandt") + 1, SPEAKER, "name")]
    if of_party:
        spans.append(ActorSpan(words.index("Meadow"), words.index("Party") + 1, PARTY, "name"))
    said = [(SPEAKER, ((0, text.index("said")),))]
    return {words[s.start]: s.actor.name for s in with_speakers(doc, spans, said) if s.how == "pronoun"}


def test_we_in_a_quotation_is_the_body_of_the_speaker() -> None:
    text = "“We oppose it and I told them,” said Brandt of the Meadow Party."
    assert first_persons(text, of_party=True) == {"We": "Meadow Party", "I": "Olga Brandt"}


def test_we_is_the_speaker_who_is_of_no_body_and_nobody_where_nothing_is_quoted() -> None:
    assert first_persons("“We oppose it,” said Brandt.", of_party=False) == {"We": "Olga Brandt"}
    assert first_persons("Had we opposed it, said Brandt of the Meadow Party.", of_party=True) == {}


def test_authors_who_speak_of_themselves_act() -> None:
    text = "We came late. We saw much. We condemn Latvia, which “we trust” none the less."
    assert ("the authors", "ACCUSE", "Latvia") in claims(text, "actual")
    assert names("We came late, and Latvia left.").keys() == {"Latvia"}


SOMEBODY = [
    ("Judges in Lima jailed Pedro Salas.", ("Judges", "COERCE", "Pedro Salas")),
    ("Peru fined three dockers.", ("Peru", "SANCTION", "three dockers")),
    ("A tribunal jailed Pedro Salas.", ("tribunal", "COERCE", "Pedro Salas")),
    ("The city's elders condemned Peru.", ("elders", "ACCUSE", "Peru")),
    # "his men" are those of the body that he leads
    (
        "General Pavel Orlik, commander of the Amber Legion, fled. His men attacked Latvia.",
        ("Amber Legion", "ASSAULT", "Latvia"),
    ),
    # one person, by trade or office
    ("The Amber Legion kidnapped a surgeon.", ("Amber Legion", "ASSAULT", "surgeon")),
    ("The Amber Legion expelled its treasurer.", ("Amber Legion", "SANCTION", "Amber Legion's treasurer")),
    ("The Amber Legion kidnapped the ambassador.", ("Amber Legion", "ASSAULT", "ambassador")),
    (
        "Maria Lund of Latvia left. She sacked her finance minister.",
        ("Maria Lund", "SANCTION", "Maria Lund's finance minister"),
    ),
    ("Two welders of the Amber Legion attacked Latvia.", ("Two welders", "ASSAULT", "Latvia")),
    ("Welders in Lima condemned Peru.", ("Welders", "ACCUSE", "Peru")),
    # of a state: the same as "the Latvian inspectors"
    ("Latvia said that Chad had wounded its peacekeepers.", ("Chad", "ASSAULT", "Latvia's peacekeepers")),
]


@pytest.mark.parametrize(("text", "claim"), SOMEBODY)
def test_people_without_a_name_act(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims(text, "actual")


NOBODY_YET = [
    # of a named body, or the named body itself, or whoever "his" may be
    "Officers of the Amber Legion attacked Latvia.",
    "The Amber Legion is a regiment that attacked Latvia.",
    "His men attacked Latvia.",
    "Companies attacked Latvia.",
    "As a surgeon, the head of the Amber Legion attacked Latvia.",
    "The founder of the Amber Legion attacked Latvia.",
    "No surgeon attacked Latvia.",
    "The Latvian judge fined the Amber Legion.",
    "A government led by the Amber Legion attacked Latvia.",
    "The ambassador of Latvia attacked the Amber Legion.",
    "Latvia's ambassador attacked the Amber Legion.",
    "Latvia, an ally, condemned the Amber Legion.",
    "Latvia's ally, the Amber Legion, left.",
]


@pytest.mark.parametrize("text", NOBODY_YET)
def test_no_actor_is_made_of_what_tells_of_another(text: str) -> None:
    assert names(text).keys() <= {"Amber Legion", "Latvia"}


def test_both_sides_are_rather_those_with_names() -> None:
    text = "Chad fought Niger while monks and nurses fled, and monks and nurses wept. France met both sides."
    assert {s for s, r, t in claims(text, "actual") if r == "CONSULT"} <= {"France", "Chad", "Niger"}


BODIES = [
    ("Tajik border guards fired on Iran.", "Tajik border guards", "Government body"),
    ("The Kyrgyz border service blamed Iran.", "Kyrgyz border service", "Government body"),
    ("Belgian shepherds blocked the road to Paris.", "Belgian shepherds", "Group"),
]


@pytest.mark.parametrize(("text", "name", "kind"), BODIES)
def test_a_nationality_and_a_body_of_two_words_are_one_actor(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind


def test_one_guard_is_no_body() -> None:
    assert not any("guard" in name for name in names("A Tajik guard fired on Iran."))
    assert not any("service" in name for name in names("The Tajik postal service blamed Iran."))
