"""The wordings of the relations, read once from data/predicates/*.toml, data/roles.toml and data/collectives.toml.

A word of a frame is written as
  - a lemma: ``bomb``, ``airstrike``, ``hostile``. An adjective may also be the participle as it stands: ``backed``;
  - a verb and its particle: ``shoot down``; a noun and its modifier: ``peace talk`` (the nearest word before it);
  - either, ``~`` and a second noun: ``carry out ~ strike``, ``state ~ war``. After a verb the noun heads the object,
    the predicate (``hold ~ responsible``: there it may be an adjective) or what the particle governs as a preposition
    (``put on ~ alert``, ``walk out ~ talk`` for "walked out of talks"); after a noun it stands behind a preposition;
  - a preposition behind that noun fixes the target slot of this word: ``throw ~ weight behind``;
  - ``/`` parts alternatives in any of these places: ``cut/sever ~ tie/link``.
An entry without a particle does not hold for a verb that has one. A word with a hyphen is one key as it is written
(``cease-fire``), though spaCy parts it. Where its lemmatizer errs ("waged" → "wag") light.toml lists the lemma under
`lemmas`, and every word is found by that too.

A slot of a frame is where its source or target stands, best first, seen from the predicate (and from its ``~`` noun):
  - subject, object, dative. Of a passive verb `object` is the grammatical subject and `subject` the agent; of an
    adjective `subject` is what it is said of ("X is hostile to Y", "the Iran-backed X");
  - possessive, compound (noun modifier, demonym or prefix: "Israeli strike", "Iran-backed");
  - subject_plural: "X and Y met";
  - clause: the subject of the complement ("demanded that X go", "urged X to go");
  - infinitive: the target of the complement's verb ("refused to meet X", "stopped funding X"), which must mean one of
    the relations in `complement`;
  - any preposition; `by` is the agent of a noun. Of a noun `subject` is who it is said of ("X, an ally of Y").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import Any, Literal, get_args

from extract.ontology import KINDS, relations
from extract.records import Status

GRAMMATICAL_SLOTS = ("subject", "object", "dative", "possessive", "compound", "subject_plural", "clause", "infinitive")
PREPOSITIONS = re.findall(
    r"\w+",
    """about above across after against ahead along alongside amid among around as at away before behind below beneath
    beside between beyond by down during for from in inside into near of off on onto out outside over past round since
    through throughout to together toward towards under until up upon versus via with within without""",
)
SLOTS = frozenset((*GRAMMATICAL_SLOTS, *PREPOSITIONS))
PARTICLES = frozenset(("aside", "apart", "back", "forth", "forward", "home", "short", *PREPOSITIONS))
STATUSES: tuple[str, ...] = get_args(Status)
DEFAULT_CONFIDENCE = 0.75
DEFAULT_SOURCE = {
    "verb": ("subject",),
    "noun": ("possessive", "by", "of", "compound"),
    "adjective": ("subject",),
}
WORD = re.compile(
    r"(?P<head>[a-z'/-]+)(?: (?P<second>[a-z'/-]+))?(?: ~ (?P<noun>[a-z'/-]+)(?: (?P<preposition>[a-z]+))?)?"
)

Toml = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a wording means and in which slots its source and target stand. No kinds: any that the relation allows.
    `status` stands where the wording itself says so ("call off"); `confidence` is how sure the wording means this
    relation once both ends are political actors; `complement` holds for the slot infinitive alone."""

    relation: str
    pos: Literal["verb", "noun", "adjective"]
    source: tuple[str, ...]
    target: tuple[str, ...]
    mode: str | None
    status: Status | None
    source_kinds: tuple[str, ...]
    target_kinds: tuple[str, ...]
    confidence: float
    complement: tuple[str, ...] = ()


# (particle of the verb or modifier of the noun, noun behind ~, frame); those with a noun stand first: they say more.
Entry = tuple[str | None, str | None, Frame]
Idiom = tuple[str | None, str | None]
# (first word, particle of the verb or last word of the noun, noun behind ~, preposition behind that)
Reading = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that says little and hands its subject to the event noun that is its object or, with a preposition for
    `particle`, stands behind that: as the noun's source ("Iran launched an attack", "was behind an attack") or its
    target ("Iran suffered an attack", "came under attack"). With `noun` the verb has that object and the preposition
    belongs to it ("claimed responsibility for an attack"). `status` as in Frame."""

    particle: str | None
    passes: Literal["source", "target"]
    status: Status | None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A title or role noun: `label` is what a claim's `role` says, `of_state` whether it stands for the head of a state
    or government, `kind_hint` the kind of actor it is held in where that is not open."""

    title: str
    relation: str
    label: str
    of_state: bool
    kind_hint: str | None


@dataclass(frozen=True, slots=True)
class Collective:
    """A noun that makes an actor of people. `state_itself`: with a country it means the state ("the Iraqi regime")."""

    kind: str
    state_itself: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lemma → entries. The keys of `chain` are "begin", "go on", "be set" (be and the participle or adjective); those
    of `chain_nouns` nouns that take an infinitive ("refusal to"); those of `control` verbs whose object is the subject
    of the infinitive or gerund ("urged Iraq to withdraw": planned). Titles and honorifics are lower case. `idioms` are
    (particle, noun) of wordings that mean none of the relations whatever the verb alone may mean ("hit ~ record")."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    light: Mapping[str, tuple[LightVerb, ...]]
    chain: Mapping[str, Status]
    chain_nouns: Mapping[str, Status]
    control: Mapping[str, Status]
    idioms: Mapping[str, frozenset[Idiom]]
    roles: Mapping[str, Role]
    honorifics: frozenset[str]
    collectives: Mapping[str, Collective]

    def means_alone(self, verb: str, relation: str) -> bool:
        """May the lemma mean the relation without a particle or a noun?"""
        return any(frame.relation == relation for *rest, frame in self.verbs.get(verb, ()) if rest == [None, None])


@cache
def vocabulary() -> Vocabulary:
    """The whole vocabulary. Raises ValueError that names the file and the word where the files are wrong."""
    folder = files("extract").joinpath("data")
    predicates = {
        path.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.joinpath("predicates").iterdir(), key=lambda path: path.name)
        if path.name.endswith(".toml")
    }
    roles, collectives = (
        tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("roles.toml", "collectives.toml")
    )
    return build_vocabulary(predicates, roles, collectives)


def build_vocabulary(predicates: Mapping[str, Toml], roles: Toml, collectives: Toml) -> Vocabulary:
    """The vocabulary of the parsed files: `predicates` by file name, light.toml among them."""
    light = predicates.get("light.toml", {})
    odd: Mapping[str, list[str]] = light.get("lemmas", {})
    by_pos: dict[str, dict[str, list[Entry]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for name, table in predicates.items():
        if name != "light.toml":
            for pos, lemma, entry in _read_relation(name, table, odd):
                by_pos[pos].setdefault(lemma, []).append(entry)
    return Vocabulary(
        verbs=_freeze(by_pos["verb"]),
        nouns=_freeze(by_pos["noun"]),
        adjectives=_freeze(by_pos["adjective"]),
        light=_read_light(light.get("light", []), odd),
        chain=_read_chain(light.get("chain", {}), odd),
        chain_nouns=_read_chain(light.get("chain_nouns", {}), odd),
        control=_read_chain(light.get("control", {}), odd),
        idioms=_read_idioms(light.get("idioms", []), odd),
        roles=MappingProxyType(_with_deputies({role.title: role for role in _read_roles(roles)})),
        honorifics=frozenset(word.lower() for word in roles.get("honorifics", [])),
        collectives=MappingProxyType(dict(_read_collectives(collectives))),
    )


def _freeze(entries: dict[str, list[Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    frozen = {word: tuple(sorted(found, key=lambda e: (e[1] is None, e[0] is None))) for word, found in entries.items()}
    return MappingProxyType(frozen)


def _read_relation(name: str, table: Toml, odd: Mapping[str, list[str]]) -> Iterator[tuple[str, str, Entry]]:
    relation = str(table.get("relation"))
    if relation not in relations():
        raise ValueError(f"{name}: {relation} is no relation")
    for entry in table.get("frame", []):
        frame = _read_frame(name, relation, entry)
        seen: set[Reading] = set()
        for word in _words(name, entry):
            for reading in _readings(name, word, odd):
                if reading in seen:
                    raise ValueError(f"{name}: {word} stands twice in the same frame")
                seen.add(reading)
                yield frame.pos, *_entry(name, word, reading, frame)


def _read_frame(name: str, relation: str, entry: Toml) -> Frame:
    where = f"{name}: {(entry.get('words') or ['?'])[0]}"
    known = {"pos", "source", "target", "mode", "status", "source_kinds", "target_kinds", "confidence"}
    known |= {"complement", "words"}
    _check(where, "key", entry, known)
    pos = entry.get("pos")
    if pos not in DEFAULT_SOURCE:
        raise ValueError(f"{where}: {pos} is no part of speech")
    frame = Frame(
        relation=relation,
        pos=pos,
        source=tuple(entry.get("source", DEFAULT_SOURCE[pos])),
        target=tuple(entry.get("target", ())),
        mode=entry.get("mode"),
        status=entry.get("status"),
        source_kinds=tuple(entry.get("source_kinds", ())),
        target_kinds=tuple(entry.get("target_kinds", ())),
        confidence=entry.get("confidence", DEFAULT_CONFIDENCE),
        complement=tuple(entry.get("complement", ())),
    )
    _check_frame(where, frame)
    return frame


def _check_frame(where: str, frame: Frame) -> None:
    if not frame.source or not frame.target:
        raise ValueError(f"{where}: a frame needs slots for source and target")
    _check(where, "slot", frame.source + frame.target, SLOTS)
    _check(where, "kind", frame.source_kinds + frame.target_kinds, KINDS)
    _check(where, "relation", frame.complement, relations())
    if bool(frame.complement) != ("infinitive" in frame.target):
        raise ValueError(f"{where}: the slot infinitive and complement go together")
    if frame.mode is not None:
        _check(where, f"mode of {frame.relation}", (frame.mode,), relations()[frame.relation].modes)
    if frame.status is not None:
        _check(where, "status", (frame.status,), STATUSES)
    if not 0 < frame.confidence <= 1:
        raise ValueError(f"{where}: confidence {frame.confidence} is not in (0, 1]")


def _readings(name: str, word: str, odd: Mapping[str, list[str]]) -> Iterator[Reading]:
    """The alternatives that "/" parts, in every spelling that lemmas come in."""
    parts = WORD.fullmatch(word)
    if not parts:
        raise ValueError(f"{name}: {word!r} is not written as a word of a frame")
    heads, seconds, nouns = (part.split("/") if part else [] for part in parts.group("head", "second", "noun"))
    if "" in (*heads, *seconds, *nouns):
        raise ValueError(f"{name}: {word!r} has an empty alternative")
    heads, nouns = (list(dict.fromkeys(s for one in ones for s in (one, *odd.get(one, ())))) for ones in (heads, nouns))
    for head, second, noun in product(heads, seconds or [None], nouns or [None]):
        yield head, second, noun, parts.group("preposition")


def _entry(name: str, word: str, reading: Reading, frame: Frame) -> tuple[str, Entry]:
    """The lemma that the word is found by, and its entry. Of "peace talk" that is the noun, the last word."""
    head, second, noun, preposition = reading
    if preposition:
        _check(f"{name}: {word}", "slot", (preposition,), PREPOSITIONS)
        frame = replace(frame, target=(preposition,))
    if frame.pos == "verb":
        _check(f"{name}: {word}", "particle", (second,) if second else (), PARTICLES)
    elif second:
        head, second = second, head
    return head, (second, noun, frame)


def _read_idioms(words: list[str], odd: Mapping[str, list[str]]) -> Mapping[str, frozenset[Idiom]]:
    idioms: dict[str, set[Idiom]] = {}
    for word in words:
        for head, second, noun, _ in _readings("light.toml", word, odd):
            idioms.setdefault(head, set()).add((second, noun))
    return MappingProxyType({lemma: frozenset(found) for lemma, found in idioms.items()})


def _read_light(groups: list[Toml], odd: Mapping[str, list[str]]) -> Mapping[str, tuple[LightVerb, ...]]:
    light: dict[str, list[LightVerb]] = {}
    for group in groups:
        for word in _words("light.toml", group):
            _check(f"light.toml: {word}", "end", (group["passes"],), ("source", "target"))
            _check(f"light.toml: {word}", "status", (group.get("status", "actual"),), STATUSES)
            for head, second, noun, preposition in _readings("light.toml", word, odd):
                particle = preposition or second
                _check(f"light.toml: {word}", "particle", (particle,) if particle else (), PARTICLES)
                light.setdefault(head, []).append(LightVerb(particle, group["passes"], group.get("status"), noun))
    return MappingProxyType({lemma: tuple(found) for lemma, found in light.items()})


def _read_chain(groups: Mapping[str, list[str]], odd: Mapping[str, list[str]]) -> Mapping[str, Status]:
    _check("light.toml", "status", groups, STATUSES)
    chain: dict[str, Status] = {}
    for status in get_args(Status):
        for word in groups.get(status, []):
            for spelling in (word, *odd.get(word, ())):
                if spelling in chain:
                    raise ValueError(f"light.toml: {spelling} is both {chain[spelling]} and {status}")
                chain[spelling] = status
    return MappingProxyType(chain)


def _read_roles(table: Toml) -> Iterator[Role]:
    seen: set[str] = set()
    for group in table.get("role", []):
        for title in _words("roles.toml", group):
            where = f"roles.toml: {title}"
            if title in seen:
                raise ValueError(f"{where} stands twice")
            seen.add(title)
            _check(where, "relation of roles", (group.get("relation"),), ("LEADS", "MEMBER_OF", "FOUNDED"))
            kind = group.get("kind_hint")
            _check(where, "kind", (kind,) if kind else (), KINDS)
            yield Role(title, group["relation"], group.get("label", title), group.get("of_state", False), kind)


def _with_deputies(roles: dict[str, Role]) -> dict[str, Role]:
    """The deputy of a leader leads nothing: "deputy commander", "vice chairman" unless they are listed themselves."""
    seconds = {
        title: Role(title, "MEMBER_OF", "deputy", False, role.kind_hint)
        for role in roles.values()
        if role.relation == "LEADS"
        for title in (f"{prefix} {role.title}" for prefix in ("deputy", "vice", "assistant"))
    }
    return seconds | roles


def _read_collectives(table: Toml) -> Iterator[tuple[str, Collective]]:
    seen: set[str] = set()
    for group in table.get("collective", []):
        for word in _words("collectives.toml", group):
            if word in seen:
                raise ValueError(f"collectives.toml: {word} stands twice")
            seen.add(word)
            _check(f"collectives.toml: {word}", "kind", (group.get("kind"),), KINDS)
            yield word, Collective(group["kind"], group.get("state_itself", False))


def _words(name: str, group: Toml) -> list[str]:
    words = group.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError(f"{name}: a group without words: {group}")
    return words


def _check(where: str, what: str, given: Any, known: Any) -> None:
    for one in given:
        if one not in known:
            raise ValueError(f"{where}: unknown {what} {one!r}")
