"""The wordings of the relations: that they are many, that they are checked, and that one wording has one meaning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from extract.ontology import ACTING_KINDS, KINDS, relations
from extract.vocabulary import Entry, Frame, build_vocabulary, vocabulary

EVENTS = [name for name, relation in relations().items() if relation.event]


def entries() -> Iterator[tuple[str, Entry]]:
    known = vocabulary()
    for mapping in (known.verbs, known.nouns, known.adjectives):
        for lemma, found in mapping.items():
            yield from ((lemma, entry) for entry in found)


def frames(pos: str, lemma: str, particle: str | None = None, noun: str | None = None) -> list[Frame]:
    mapping = {"verb": vocabulary().verbs, "noun": vocabulary().nouns, "adjective": vocabulary().adjectives}[pos]
    return [frame for one, other, frame in mapping.get(lemma, ()) if (one, other) == (particle, noun)]


def meanings(pos: str, lemma: str, particle: str | None = None, noun: str | None = None) -> set[str]:
    return {frame.relation for frame in frames(pos, lemma, particle, noun)}


def broken(frame: dict[str, Any] | None = None, **files: Any) -> None:
    whole = {"pos": "verb", "target": ["object"], "words": ["bomb"]}
    table = {"relation": files.pop("relation", "ASSAULT"), "frame": [whole | (frame or {})]}
    light = {"light.toml": files.pop("light", {})}
    build_vocabulary({"assault.toml": table} | light, files.pop("roles", {}), files.pop("collectives", {}))


def test_the_vocabulary_is_large_and_covers_every_relation() -> None:
    distinct = {(frame.pos, lemma, one, noun) for lemma, (one, noun, frame) in entries()}
    of_events = {(lemma, one, noun) for lemma, (one, noun, frame) in entries() if relations()[frame.relation].event}
    heads = {(frame.pos, lemma) for lemma, (_, _, frame) in entries()}
    assert len(heads) >= 2_500
    assert len(distinct) >= 10_000
    assert len(of_events) > 0.8 * len(distinct)
    assert {frame.relation for _, (_, _, frame) in entries()} == set(relations())
    assert len(vocabulary().roles) >= 150
    assert len(vocabulary().collectives) >= 300


@pytest.mark.parametrize("relation", EVENTS)
def test_every_event_has_verbs_and_nouns(relation: str) -> None:
    found = {(frame.pos, lemma) for lemma, (_, _, frame) in entries() if frame.relation == relation}
    assert sum(pos == "verb" for pos, _ in found) >= 40
    assert sum(pos == "noun" for pos, _ in found) >= 10


def test_every_mode_of_the_codebook_has_a_wording() -> None:
    worded = {(frame.relation, frame.mode) for _, (_, _, frame) in entries() if frame.mode}
    assert worded == {(name, mode) for name, relation in relations().items() for mode in relation.modes}


def test_one_wording_in_one_slot_has_one_meaning() -> None:
    """Two relations may share a wording only where kinds of actors or complements part them."""
    known = vocabulary()
    for mapping in (known.verbs, known.nouns, known.adjectives):
        for lemma, found in mapping.items():
            for (one, noun, frame), (other, second, rival) in combinations(found, 2):
                if (one, noun) == (other, second) and frame.relation != rival.relation:
                    assert not overlap(frame, rival), (lemma, one, noun, frame.relation, rival.relation)


def overlap(one: Frame, other: Frame) -> bool:
    def kinds(of: Frame, end: str) -> set[str]:
        allowed = relations()[of.relation]
        given = of.source_kinds if end == "source" else of.target_kinds
        by_relation = allowed.source_kinds if end == "source" else allowed.target_kinds
        return set(given or ACTING_KINDS) & set(by_relation or ACTING_KINDS)

    targets = set(one.target) & set(other.target)
    if targets == {"infinitive"}:
        return bool(set(one.complement) & set(other.complement))
    same_slots = bool(set(one.source) & set(other.source)) and bool(targets - {"infinitive"})
    return same_slots and all(kinds(one, end) & kinds(other, end) for end in ("source", "target"))


@pytest.mark.parametrize(
    ("pos", "wording", "relation"),
    [
        ("verb", ("strike", None, "deal"), "AGREE"),
        ("verb", ("strike", None, None), "ASSAULT"),
        ("verb", ("go", "on", "strike"), "PROTEST"),
        ("verb", ("meet", None, None), "CONSULT"),
        ("verb", ("meet", None, "demand"), "CONCEDE"),
        ("verb", ("hold", None, "talk"), "CONSULT"),
        ("verb", ("hold", None, "hostage"), "ASSAULT"),
        ("verb", ("shoot", "down", None), "ASSAULT"),
        ("verb", ("shoot", "down", "proposal"), "REJECT"),
        ("verb", ("walk", "out", "talk"), "REJECT"),
        ("verb", ("hand", "over", "prisoner"), "RETREAT"),
        ("verb", ("hand", "over", "suspect"), "COOPERATE"),
        ("verb", ("join", None, None), "MEMBER_OF"),
        ("verb", ("join", None, "force"), "COOPERATE"),
        ("verb", ("impose", None, "embargo"), "SANCTION"),
        ("verb", ("impose", None, "curfew"), "COERCE"),
        ("verb", ("put", "on", "alert"), "MOBILIZE"),
        ("verb", ("put", "on", "trial"), "ACCUSE"),
        ("verb", ("throw", None, "weight"), "SUPPORT"),
        ("verb", ("file", None, "lawsuit"), "ACCUSE"),
        ("verb", ("apologise", None, None), "CONCEDE"),
        ("verb", ("grant", None, "asylum"), "AID"),
        ("noun", ("talk", None, None), "CONSULT"),
        ("noun", ("fire", "rocket", None), "ASSAULT"),
        ("noun", ("strike", "hunger", None), "PROTEST"),
        ("noun", ("recall", None, "ambassador"), "SANCTION"),
        ("noun", ("proxy", None, None), "BACKS"),
        ("adjective", ("backed", None, None), "BACKS"),
        ("adjective", ("hostile", None, None), "RIVAL_OF"),
    ],
)
def test_wording_decides_the_relation(pos: str, wording: tuple[str, str | None, str | None], relation: str) -> None:
    assert meanings(pos, *wording) == {relation}


def test_kinds_of_actors_part_what_grammar_cannot() -> None:
    leaving = {frame.relation: set(frame.target_kinds) for frame in frames("verb", "withdraw")}
    assert "State" in leaving["RETREAT"] and "State" not in leaving["SANCTION"]
    assert "International organization" in leaving["SANCTION"]
    arming = {frame.relation: set(frame.target_kinds) for frame in frames("verb", "arm")}
    assert "Armed group" in arming["BACKS"] and "Armed group" not in arming["AID"]


def test_the_complement_tells_a_promise_from_a_threat() -> None:
    vows = {frame.relation: set(frame.complement) for frame in frames("verb", "vow") if "infinitive" in frame.target}
    assert "ASSAULT" not in vows["AGREE"] and "AID" in vows["AGREE"]
    assert "ASSAULT" in vows["THREATEN"] or "SANCTION" in vows["THREATEN"]


def test_more_specific_wordings_stand_first() -> None:
    has_noun = [noun is not None for _, noun, _ in vocabulary().verbs["strike"]]
    assert has_noun == sorted(has_noun, reverse=True) and True in has_noun and False in has_noun


def test_light_verbs_pass_their_subject_on() -> None:
    light = vocabulary().light
    assert ("out", "source") in {(verb.particle, verb.passes) for verb in light["carry"]}
    assert {verb.passes for verb in light["suffer"]} == {"target"}
    assert "negated" in {verb.status for verb in light["call"] if verb.particle == "off"}
    claimed = next(verb for verb in light["claim"] if verb.noun == "responsibility")
    assert claimed.particle == "for"


def test_infinitive_chains_say_whether_it_is_so() -> None:
    known = vocabulary()
    assert [known.chain[word] for word in ("begin", "be poised", "consider", "refuse")] == [
        "actual",
        "planned",
        "hypothetical",
        "negated",
    ]
    assert known.chain_nouns["refusal"] == "negated" and known.chain_nouns["plan"] == "planned"
    assert known.control["urge"] == "planned" and known.control["prevent"] == "negated"


def test_a_word_is_found_by_the_lemma_that_spacy_writes() -> None:
    """ "waged" is lemmatised "wag", "raped" "rap", "staged" "stag"."""
    known = vocabulary()
    assert known.verbs["rap"] == known.verbs["rape"]
    assert {noun for _, noun, _ in known.verbs["wag"]} >= {"war"}
    assert known.light["stag"] == known.light["stage"]


def test_idioms_mean_no_relation() -> None:
    idioms = vocabulary().idioms
    assert (None, "record") in idioms["hit"] and (None, "chord") in idioms["strike"]
    assert not any((None, noun) in idioms["strike"] for noun in ("deal", "target"))


def test_roles_tell_the_head_of_a_state_from_others() -> None:
    roles = vocabulary().roles
    assert roles["prime minister"].of_state and roles["prime minister"].relation == "LEADS"
    assert roles["commander"].relation == "LEADS" and not roles["commander"].of_state
    assert roles["foreign minister"].relation == "MEMBER_OF" and roles["foreign minister"].label == "minister"
    assert roles["deputy commander"].relation == "MEMBER_OF" and roles["deputy commander"].label == "deputy"
    assert roles["spokeswoman"].label == "spokesperson"
    assert {"gen.", "sen.", "rep.", "lt. col.", "sgt."} <= set(roles)
    assert {
        "mr",
        "mrs",
        "dr",
        "sheikh",
        "ayatollah",
        "hojatoleslam",
        "sayyed",
        "king",
        "prince",
    } <= vocabulary().honorifics


def test_collectives_that_stand_for_the_state() -> None:
    collectives = vocabulary().collectives
    assert all(collectives[word].state_itself for word in ("government", "administration", "regime", "authority"))
    assert collectives["government"].kind == "State"
    assert collectives["militia"].kind == "Armed group" and not collectives["militia"].state_itself
    assert collectives["soldier"].kind == "Military" and collectives["protester"].kind == "Group"
    assert {collective.kind for collective in collectives.values()} <= set(KINDS) - {"Place", "Person"}


def test_alternatives_particles_and_fixed_prepositions_are_read() -> None:
    frame = {"pos": "verb", "target": ["object"], "words": ["cut/break off ~ tie/link with"]}
    built = build_vocabulary({"sanction.toml": {"relation": "SANCTION", "frame": [frame]}}, {}, {})
    assert {(particle, noun, one.target) for particle, noun, one in built.verbs["cut"]} == {
        ("off", "tie", ("with",)),
        ("off", "link", ("with",)),
    }
    assert set(built.verbs) == {"cut", "break"}


def test_the_last_word_of_a_noun_is_its_head() -> None:
    frame = {"pos": "noun", "target": ["with"], "words": ["peace talk", "round ~ talk"]}
    built = build_vocabulary({"consult.toml": {"relation": "CONSULT", "frame": [frame]}}, {}, {})
    assert built.nouns["talk"][0][:2] == ("peace", None)
    assert built.nouns["round"][0][:2] == (None, "talk")


@pytest.mark.parametrize(
    ("frame", "named"),
    [
        ({"target": ["patient"]}, "assault.toml: bomb: unknown slot 'patient'"),
        ({"target": []}, "assault.toml: bomb: a frame needs slots"),
        ({"pos": "adverb"}, "assault.toml: bomb: adverb is no part of speech"),
        ({"mode": "restrict"}, "assault.toml: bomb: unknown mode of ASSAULT 'restrict'"),
        ({"status": "likely"}, "assault.toml: bomb: unknown status 'likely'"),
        ({"source_kinds": ["Country"]}, "assault.toml: bomb: unknown kind 'Country'"),
        ({"confidence": 1.5}, "assault.toml: bomb: confidence 1.5"),
        ({"weight": 1}, "assault.toml: bomb: unknown key 'weight'"),
        ({"complement": ["AID"]}, "assault.toml: bomb: the slot infinitive and complement go together"),
        ({"target": ["infinitive"], "complement": ["HELP"]}, "assault.toml: bomb: unknown relation 'HELP'"),
        ({"words": []}, "assault.toml: a group without words"),
        ({"words": ["bomb", "Bomb It"]}, "assault.toml: 'Bomb It' is not written"),
        ({"words": ["shoot dead"]}, "assault.toml: shoot dead: unknown particle 'dead'"),
        ({"words": ["bomb", "bomb"]}, "assault.toml: bomb stands twice"),
        ({"words": ["cut//sever"]}, "assault.toml: 'cut//sever' has an empty alternative"),
        ({"words": ["throw ~ stone hither"]}, "assault.toml: throw ~ stone hither: unknown slot 'hither'"),
    ],
)
def test_wrong_frames_are_named(frame: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match="^" + named.replace("'", ".").replace("(", r"\(")):
        broken(frame)


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"relation": "HARM"}, "assault.toml: HARM is no relation"),
        (
            {"light": {"chain": {"actual": ["begin"], "planned": ["begin"]}}},
            "light.toml: begin is both actual and planned",
        ),
        ({"light": {"chain": {"maybe": ["begin"]}}}, "light.toml: unknown status 'maybe'"),
        ({"light": {"light": [{"passes": "agent", "words": ["do"]}]}}, "light.toml: do: unknown end 'agent'"),
        ({"roles": {"role": [{"relation": "OWNS", "words": ["boss"]}]}}, "roles.toml: boss: unknown relation"),
        ({"roles": {"role": [{"relation": "LEADS", "words": ["boss", "boss"]}]}}, "roles.toml: boss stands twice"),
        ({"collectives": {"collective": [{"kind": "Crowd", "words": ["mob"]}]}}, "collectives.toml: mob: unknown kind"),
    ],
)
def test_wrong_files_are_named(files: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match="^" + named):
        broken(None, **files)
