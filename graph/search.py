"""Finding actors by name, over the names of all in memory: first what contains the words, then what resembles them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from rapidfuzz import fuzz

from graph import cypher, reading, rows
from graph.engine import Engine, Row
from graph.likeness import Likeness
from graph.names import LONGEST, fold, skeleton
from graph.views import SearchHit

CANDIDATES = 200  # actors of most claims that are ranked
CUTOFF = 72.0  # of 100; below it rapidfuzz's hits on names are noise


class Names:
    """The names of every actor that is shown, those of the most claims first."""

    def __init__(self, engine: Engine) -> None:
        found = engine.table(cypher.ALL_NAMES)
        found = found.sort_by([("claims", "descending"), ("id", "ascending")]) if found.num_rows else found
        self._ids: list[str] = found["id"].to_pylist()
        self._kinds: list[str] = found["kind"].to_pylist()
        texts: list[str] = found["search_text"].to_pylist()
        self._text = "".join(texts)
        self._starts = list(accumulate(map(len, texts), initial=0))
        named = [(name, place) for place, text in enumerate(texts) for name in text.split("\n") if name]
        self._likeness = Likeness([name for name, _ in named if name[0] != "~"])
        self._owners = [place for name, place in named if name[0] != "~"]

    def containing(self, needle: str, kinds: tuple[str, ...]) -> Iterator[str]:
        """The actors whose search text contains it, `CANDIDATES` at most."""
        found, at = 0, self._text.find(needle)
        while at >= 0 and found < CANDIDATES:
            place = bisect_right(self._starts, at) - 1
            if not kinds or self._kinds[place] in kinds:
                found += 1
                yield self._ids[place]
            at = self._text.find(needle, self._starts[place + 1])

    def resembling(self, text: str, kinds: tuple[str, ...], limit: int) -> dict[str, float]:
        """Actors with the score of the folded name that comes nearest."""
        best: dict[str, float] = {}
        for score, at in self._likeness.nearest(text, 4 * limit, CUTOFF):
            place = self._owners[at]
            if not kinds or self._kinds[place] in kinds:
                best.setdefault(self._ids[place], score)
        return best


def search(engine: Engine, names: Names, text: str, kinds: tuple[str, ...], limit: int) -> tuple[SearchHit, ...]:
    wanted = fold(text[:LONGEST])
    limit = max(0, min(limit, CANDIDATES))
    if not wanted or not limit:
        return ()
    scores = dict.fromkeys(_containing(names, wanted, kinds, limit), 0.0)
    if len(scores) < limit:
        scores = names.resembling(wanted, kinds, limit) | scores
    hits = [_hit(row, wanted, scores[row["id"]]) for row in reading.found_actors(engine, scores)]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.actor.claims, hit.actor.id))[:limit])


def _containing(names: Names, wanted: str, kinds: tuple[str, ...], limit: int) -> list[str]:
    """Names that begin with the words; if those are too few, that hold them anywhere or share their consonants."""
    found: dict[str, None] = {}
    bones = skeleton(wanted)
    for needle in (f"\n{wanted}", wanted, f"\n~{bones}\n" if len(bones) > 2 else ""):
        if needle and len(found) < limit:
            found.update(dict.fromkeys(names.containing(needle, kinds)))
    return list(found)


def _hit(row: Row, wanted: str, fallback: float) -> SearchHit:
    best, matched = max((_score(fold(name), wanted), name) for name in (row["name"], *(row["aliases"] or ())))
    return SearchHit(rows.actor_row(row), matched, round(max(best, fallback), 1))


def _score(name: str, wanted: str) -> float:
    """100 exact, 90 prefix, 80 start of a word, then by consonants or resemblance; longer names a little lower."""
    surplus = min(9.0, max(0, len(name) - len(wanted)) / 8)
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return 95.0 - surplus
    if f" {wanted}" in name:
        return 88.0 - surplus
    if wanted in name:
        return 78.0 - surplus
    likeness = fuzz.ratio(name, wanted)
    return max(likeness, 84.0 - surplus) if skeleton(name) == skeleton(wanted) else likeness
