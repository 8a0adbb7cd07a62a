"""Suggesting which actors may be one. Nothing is merged here: a suggestion is for a reviewer to judge.

Candidates share a Wikidata id, a folded name or alias, a consonant skeleton, or are an abbreviation and its long form;
so the number of pairs compared grows with the names, not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    scored = []
    for first, second in _candidates(actors):
        if _judged(review, first, second):
            continue
        score, reasons = compare(actors[first], actors[second])
        if score > 0:
            scored.append((score, first, second, reasons))
    scored.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    found = [_with_neighbours(known, actors, entry) for entry in scored[:NEIGHBOURS]]
    found = sorted(
        (entry for entry in found if entry.score >= LEAST), key=lambda s: (-s.score, s.first.id, s.second.id)
    )
    return tuple(found[:limit])


def compare(one: Row, other: Row) -> tuple[float, list[str]]:
    """A score from 0 to 1 by names and ids, with the reasons; 0 where something contradicts."""
    if one["wikidata"] and other["wikidata"]:
        same = one["wikidata"] == other["wikidata"]
        return (0.98, [f"same Wikidata id {one['wikidata']}"]) if same else (0.0, [])
    if not _kinds_agree(one["kind"], other["kind"]):
        return 0.0, []
    if one["country"] and other["country"] and one["country"] != other["country"]:
        return 0.0, []
    score, reasons = _compare_names(one, other)
    if score and one["kind"] == other["kind"]:
        score, reasons = score + 0.05, [*reasons, f"both {one['kind']}"]
    if score and one["country"] and one["country"] == other["country"]:
        score, reasons = score + 0.05, [*reasons, f"both of {one['country']}"]
    return min(score, 0.97), reasons


def _compare_names(one: Row, other: Row) -> tuple[float, list[str]]:
    mine, theirs = _names(one), _names(other)
    shared = sorted(mine.keys() & theirs.keys())
    if shared:
        return 0.75, [f"both are called “{mine[shared[0]]}”"]
    first, second = fold(one["name"]), fold(other["name"])
    for short, long in ((one, other), (other, one)):
        if fold(short["name"]) in {_initials(name) for name in _names(long).values()}:
            return 0.6, [f"“{short['name']}” are the initials of “{long['name']}”"]
    if skeleton(first) == skeleton(second) and len(skeleton(first)) > 2:
        return 0.65, [f"“{one['name']}” and “{other['name']}” are transliterations of one name"]
    short_name, long_name = sorted((first, second), key=len)
    if " " in short_name and long_name.startswith(f"{short_name} "):
        return 0.55, [f"“{min(one['name'], other['name'], key=len)}” begins the longer name"]
    likeness = fuzz.token_sort_ratio(first, second)
    if likeness >= 85:
        return 0.6 * likeness / 100, [f"names alike to {likeness:.0f} %"]
    if {one["kind"], other["kind"]} == {"Person"} and _surname(first, second):
        return 0.45, [f"“{min(first, second, key=len)}” is the last name of “{max(first, second, key=len)}”"]
    return 0.0, []


def _surname(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    return " " not in short and long.endswith(f" {short}")


def _names(row: Row) -> dict[str, str]:
    """Folded names with how they are written."""
    return {folded: name for name in (row["name"], *(row["aliases"] or ())) if (folded := fold(name))}


def _initials(name: str) -> str:
    return "".join(word[0] for word in fold(name).split() if word not in {"of", "the", "and", "for", "al"})


def _kinds_agree(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kinds for kinds in _CONFUSABLE)


def _judged(review: Review, first: str, second: str) -> bool:
    return any(frozenset((a, b)) in review.verdicts for a in review.cluster(first) for b in review.cluster(second))


def _candidates(actors: dict[str, Row]) -> Iterator[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for actor, row in actors.items():
        for key in _keys(row):
            blocks[key].add(actor)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) <= MAX_BLOCK:
            for pair in combinations(sorted(block), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(row: Row) -> Iterable[str]:
    if row["wikidata"]:
        yield f"id {row['wikidata']}"
    for folded, name in _names(row).items():
        yield f"name {folded}"
        yield f"bones {skeleton(name)}"
        words = folded.split()
        if len(words) > 1:
            yield f"name {words[-1]}"
            yield f"name {words[0]} {words[1]}"
            yield f"name {_initials(name)}"


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
