"""Finding actors by name: the database finds what contains the words, names in memory what only resembles them."""

from __future__ import annotations

import threading

from rapidfuzz import fuzz, process

from graph import cypher, reading, rows
from graph.engine import Engine, Row
from graph.names import LONGEST, fold, skeleton
from graph.views import SearchHit

CANDIDATES = 200  # rows that the database hands over for ranking
CUTOFF = 72.0  # of 100; below it rapidfuzz's hits on names are noise


class NameIndex:
    """The names of every actor, read again when the store has changed."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._names: list[str] = []
        self._owners: list[str] = []
        self._lock = threading.Lock()

    def resembling(self, engine: Engine, text: str, limit: int) -> dict[str, tuple[str, float]]:
        """Actor ids with the folded name that comes nearest and its score."""
        with self._lock:
            self._refresh(engine)
            found = process.extract(text, self._names, scorer=fuzz.ratio, limit=4 * limit, score_cutoff=CUTOFF)
            best: dict[str, tuple[str, float]] = {}
            for name, score, place in found:
                best.setdefault(self._owners[place], (name, score))
        return best

    def _refresh(self, engine: Engine) -> None:
        version = engine.version()
        if version == self._version:
            return
        self._names, self._owners = [], []
        for row in engine.read(cypher.ALL_NAMES):
            for name in row["search_text"].split("\n"):
                if name and not name.startswith("~"):
                    self._names.append(name)
                    self._owners.append(row["id"])
        self._version = version


def search(engine: Engine, index: NameIndex, text: str, kinds: tuple[str, ...], limit: int) -> tuple[SearchHit, ...]:
    wanted = fold(text[:LONGEST])
    limit = max(0, min(limit, CANDIDATES))
    if not wanted or not limit:
        return ()
    hits = _containing(engine, wanted, kinds, limit)
    if len(hits) < limit:
        scores = index.resembling(engine, wanted, limit)
        missing = [actor for actor in scores if actor not in hits]
        for row in reading.found_actors(engine, missing):
            if row["kept"] == row["id"] and (not kinds or row["kind"] in kinds):
                hits[row["id"]] = _hit(row, wanted, fallback=scores[row["id"]][1])
    ranked = sorted(hits.values(), key=lambda hit: (-hit.score, -hit.actor.claims, hit.actor.id))
    return tuple(ranked[:limit])


def _containing(engine: Engine, wanted: str, kinds: tuple[str, ...], limit: int) -> dict[str, SearchHit]:
    """Names that begin with the words; if those are too few, that hold them anywhere or share their consonants."""
    hits: dict[str, SearchHit] = {}
    bones = skeleton(wanted)
    for needle in (f"\n{wanted}", wanted, f"\n~{bones}\n" if len(bones) > 2 else ""):
        if not needle or len(hits) >= limit:
            continue
        for row in engine.read(cypher.SEARCH_ACTORS, text=needle, limit=CANDIDATES):
            if row["id"] not in hits and (not kinds or row["kind"] in kinds):
                hits[row["id"]] = _hit(row, wanted)
    return hits


def _hit(row: Row, wanted: str, fallback: float = 0.0) -> SearchHit:
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
