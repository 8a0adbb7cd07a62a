"""Suggesting which actors may be one. Nothing is merged here: a suggestion is for a reviewer to judge.

Candidates share a Wikidata id, a folded name or alias, a consonant skeleton, or are an abbreviation and its long form;
so the number of pairs compared grows with the names, not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from graph import cypher, rows
from graph.engine import Engine, Row
from graph.journal import Review
from graph.names import fold, skeleton
from graph.relations import Relations
from graph.views import Suggestion

MAX_ACTORS = 20_000  # the most mentioned; pairs among the rare rest are not worth a reviewer's hour
MAX_BLOCK = 40  # actors under one key; more say that the key is a common word
LEAST = 0.5  # score below which a pair is not shown
NEIGHBOURS = 400  # candidate pairs whose neighbours are compared; the best by name first
# Kinds that newswire and its taggers mix up; two others contradict each other.
_CONFUSABLE = (
    {"Military", "Armed group", "Group", "Government body", "International organization", "Political party", "Company"},
    {"State", "Place"},
    {"Group", "State"},
)


def suggestions(engine: Engine, known: Relations, review: Review, limit: int) -> tuple[Suggestion, ...]:
    actors = {row["id"]: row for row in engine.read(cypher.ACTORS_TO_RESOLVE, limit=MAX_ACTORS)}
    called = {actor: _called(row) for actor, row in actors.items()}
    scored = []
    for first, second in _candidates(called):
        score, reasons = _compare(called[first], called[second])
        if score > 0 and not _judged(review, first, second):
            scored.append((score, first, second, reasons))
    scored.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    found = [_with_neighbours(known, actors, entry) for entry in scored[:NEIGHBOURS]]
    found = sorted(
        (entry for entry in found if entry.score >= LEAST), key=lambda s: (-s.score, s.first.id, s.second.id)
    )
    return tuple(found[:limit])


@dataclass(frozen=True, slots=True)
class _Called:
    """An actor with what its names are compared by, made once: it stands in many pairs. `names` are its folded names
    with how they are written, `first` the folded name shown, `bones` its skeleton, `initials` those of all names."""

    row: Row
    names: dict[str, str]
    first: str
    bones: str
    initials: frozenset[str]


def _called(row: Row) -> _Called:
    names = {folded: name for name in (row["name"], *(row["aliases"] or ())) if (folded := fold(name))}
    first = fold(row["name"])
    return _Called(row, names, first, skeleton(first), frozenset(map(_initials, names)))


def compare(one: Row, other: Row) -> tuple[float, list[str]]:
    """A score from 0 to 1 by names and ids, with the reasons; 0 where something contradicts."""
    return _compare(_called(one), _called(other))


def _compare(first: _Called, second: _Called) -> tuple[float, list[str]]:
    one, other = first.row, second.row
    if one["wikidata"] and other["wikidata"]:
        same = one["wikidata"] == other["wikidata"]
        return (0.98, [f"same Wikidata id {one['wikidata']}"]) if same else (0.0, [])
    if not _kinds_agree(one["kind"], other["kind"]):
        return 0.0, []
    if one["country"] and other["country"] and one["country"] != other["country"]:
        return 0.0, []
    score, reasons = _compare_names(first, second)
    if score and one["kind"] == other["kind"]:
        score, reasons = score + 0.05, [*reasons, f"both {one['kind']}"]
    if score and one["country"] and one["country"] == other["country"]:
        score, reasons = score + 0.05, [*reasons, f"both of {one['country']}"]
    return min(score, 0.97), reasons


def _compare_names(one: _Called, other: _Called) -> tuple[float, list[str]]:
    shared = one.names.keys() & other.names.keys()
    if shared:
        return 0.75, [f"both are called “{one.names[min(shared)]}”"]
    for short, long in ((one, other), (other, one)):
        if short.first in long.initials:
            return 0.6, [f"“{short.row['name']}” are the initials of “{long.row['name']}”"]
    names = one.row["name"], other.row["name"]
    if one.bones == other.bones and len(one.bones) > 2:
        return 0.65, [f"“{names[0]}” and “{names[1]}” are transliterations of one name"]
    short_name, long_name = sorted((one.first, other.first), key=len)
    if " " in short_name and long_name.startswith(f"{short_name} "):
        return 0.55, [f"“{min(names, key=len)}” begins the longer name"]
    likeness = fuzz.token_sort_ratio(one.first, other.first, score_cutoff=85)
    if likeness:
        return 0.6 * likeness / 100, [f"names alike to {likeness:.0f} %"]
    if (
        one.row["kind"] == other.row["kind"] == "Person"
        and " " not in short_name
        and long_name.endswith(f" {short_name}")
    ):
        return 0.45, [f"“{short_name}” is the last name of “{long_name}”"]
    return 0.0, []


def _initials(folded: str) -> str:
    return "".join(word[0] for word in folded.split() if word not in {"of", "the", "and", "for", "al"})


def _kinds_agree(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kinds for kinds in _CONFUSABLE)


def _judged(review: Review, first: str, second: str) -> bool:
    return any(frozenset((a, b)) in review.verdicts for a in review.cluster(first) for b in review.cluster(second))


def _candidates(called: dict[str, _Called]) -> Iterator[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for actor, own in called.items():
        for key in _keys(own):
            blocks[key].add(actor)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if 1 < len(block) <= MAX_BLOCK:
            for pair in combinations(sorted(block), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(own: _Called) -> Iterable[str]:
    if own.row["wikidata"]:
        yield f"id {own.row['wikidata']}"
    for folded, name in own.names.items():
        yield f"name {folded}"
        yield f"bones {skeleton(name)}"
        words = folded.split()
        if len(words) > 1:
            yield f"name {words[-1]}"
            yield f"name {words[0]} {words[1]}"
    for initials in own.initials:
        if len(initials) > 1:
            yield f"name {initials}"


def _with_neighbours(known: Relations, actors: dict[str, Row], entry: tuple[float, str, str, list[str]]) -> Suggestion:
    """Actors that both are related with make a pair likelier; being related with each other less so."""
    score, first, second, reasons = entry
    mine, theirs = known.neighbours(first), known.neighbours(second)
    shared = mine & theirs
    if shared:
        score = min(0.99, score + 0.1 * len(shared) / min(len(mine), len(theirs)))
        reasons = [*reasons, f"{len(shared)} neighbours in common"]
    if known.places.get(second) in mine:
        score, reasons = score * 0.7, [*reasons, "but claims relate them with each other"]
    return Suggestion(rows.actor_row(actors[first]), rows.actor_row(actors[second]), round(score, 3), tuple(reasons))
