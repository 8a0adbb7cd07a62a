"""The relations of a store in memory, column by column: what traversals need and no engine does fast enough.

Read once for a version of the store, some 100 MB for a million relations; a network of several hops is then a few
passes over arrays, whatever the number of its actors.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graph import cypher
from graph.engine import Engine
from graph.rows import date
from graph.selection import relation_names
from graph.views import ActorRow, Filters, RelationRow

Numbers = NDArray[Any]
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Relations:
    """`actors` by their place; each relation as the places of its ends and the columns of its sums. The names of
    relations are numbered in the order of `names`, which is alphabetical, as `rank` is that of the actors' ids."""

    actors: pa.Table
    source: Numbers
    target: Numbers
    relation: Numbers
    names: list[str]
    columns: pa.Table
    claims: Numbers
    documents: Numbers
    confidence: Numbers

    def __len__(self) -> int:
        return len(self.source)

    @cached_property
    def ids(self) -> list[str]:
        found: list[str] = self.actors["id"].to_pylist()
        return found

    @cached_property
    def places(self) -> dict[str, int]:
        return {actor: place for place, actor in enumerate(self.ids)}

    @cached_property
    def kinds(self) -> tuple[Numbers, list[str]]:
        """The kind of each actor as the place of its name."""
        encoded = pc.dictionary_encode(self.actors["kind"].cast(pa.string()).combine_chunks())
        return encoded.indices.to_numpy(), encoded.dictionary.to_pylist()

    @cached_property
    def rank(self) -> Numbers:
        order = pc.sort_indices(self.actors["id"].cast(pa.string())).to_numpy()
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return rank

    @cached_property
    def by_source(self) -> tuple[Numbers, Numbers]:
        return _grouped(self.source, self.actors.num_rows)

    @cached_property
    def by_target(self) -> tuple[Numbers, Numbers]:
        return _grouped(self.target, self.actors.num_rows)

    def at(self, end: str, place: int) -> Numbers:
        """The relations that the actor is the source or the target of."""
        order, starts = self.by_source if end == "source" else self.by_target
        return order[starts[place] : starts[place + 1]]

    def of(self, place: int) -> Numbers:
        """The relations that the actor is an end of."""
        return np.concatenate((self.at("source", place), self.at("target", place)))

    def neighbours(self, actor: str) -> set[int]:
        place = self.places.get(actor)
        if place is None:
            return set()
        found = self.of(place)
        return {*self.source[found].tolist(), *self.target[found].tolist()} - {place}

    def between(self, one: int, other: int) -> Numbers:
        """In either direction, the best attested first."""
        found = min(self.of(one), self.of(other), key=len)
        there = {one, other}
        inside = [at for at in found.tolist() if int(self.source[at]) in there and int(self.target[at]) in there]
        return self.strongest(np.array(inside, np.int64), len(inside))

    def passing(self, filters: Filters, seeds: Iterable[int]) -> Numbers:
        """Which relations the filters let pass, as far as they are about relations; a seed may be of any kind."""
        keep = np.ones(len(self), bool)
        if filters.kinds or not filters.places:
            kind, names = self.kinds
            kinds = np.array([self._kind_passes(filters, name) for name in names], bool)[kind]
            kinds[list(seeds)] = True
            keep &= kinds[self.source] & kinds[self.target]
        wanted = relation_names(filters)
        if wanted is not None:
            keep &= np.isin(self.relation, [place for place, name in enumerate(self.names) if name in wanted])
        if filters.min_claims > 1:
            keep &= self.claims >= filters.min_claims
        if filters.min_confidence > 0:
            keep &= self.confidence >= filters.min_confidence
        return keep

    def around(self, keep: Numbers, seeds: list[int], hops: int) -> Numbers:
        """Those of the relations that stand within so many hops of the seeds; within none, those among them."""
        reached = np.zeros(self.actors.num_rows, bool)
        reached[seeds] = True
        if not hops:
            return keep & reached[self.source] & reached[self.target]
        for _ in range(hops - 1):
            crossed = keep & (reached[self.source] | reached[self.target])
            before = int(reached.sum())
            reached[self.source[crossed]] = reached[self.target[crossed]] = True
            if int(reached.sum()) == before:
                break
        return keep & (reached[self.source] | reached[self.target])

    def strongest(self, found: Numbers, limit: int) -> Numbers:
        """Of the relations found, the best attested, in that order; equals by their ids."""
        if 0 < limit < len(found):
            strength = self.claims[found].astype(np.int64) * (1 << 31) + self.documents[found]
            least = np.partition(strength, len(found) - limit)[len(found) - limit]
            above, equal = found[strength > least], found[strength == least]
            names = self._names_of(equal)
            wanted = limit - len(above)
            found = np.concatenate((above, equal[np.argpartition(names, wanted - 1)[:wanted]]))
        order = np.lexsort((self._names_of(found), -self.documents[found], -self.claims[found]))
        return found[order][: max(limit, 0)]

    def ends(self, found: Numbers) -> Numbers:
        """The actors of the relations, each once."""
        there = np.zeros(self.actors.num_rows, bool)
        there[self.source[found]] = there[self.target[found]] = True
        return np.flatnonzero(there)

    def actor_rows(self, places: Numbers) -> list[ActorRow]:
        """In the order of their number of claims."""
        found = self.actors.take(pa.array(places)).to_pylist()
        return sorted((ActorRow(**row) for row in found), key=lambda row: (-row.claims, row.id))

    def rows(self, found: Numbers) -> list[RelationRow]:
        ids = self.actors["id"]
        sources = ids.take(pa.array(self.source[found])).to_pylist()
        targets = ids.take(pa.array(self.target[found])).to_pylist()
        names = [self.names[name] for name in self.relation[found].tolist()]
        sums = self.columns.take(pa.array(found)).to_pylist()
        return [
            RelationRow(source, name, target, **_dated(row))
            for source, name, target, row in zip(sources, names, targets, sums, strict=True)
        ]

    def _names_of(self, found: Numbers) -> Numbers:
        """Numbers in the order of source, relation and target."""
        size = self.actors.num_rows
        name = self.rank[self.source[found]] * len(self.names) + self.relation[found]
        numbers: Numbers = name * size + self.rank[self.target[found]]
        return numbers

    @staticmethod
    def _kind_passes(filters: Filters, kind: str) -> bool:
        return kind in filters.kinds if filters.kinds else kind != "Place"


class Cache(Generic[Kept]):
    """Something made of a store, made again when the store has changed."""

    def __init__(self, make: Callable[[Engine], Kept]) -> None:
        self._make = make
        self._kept: tuple[str, Kept] | None = None
        self._lock = threading.Lock()

    def held(self, engine: Engine) -> Kept | None:
        """What is made already of the store as it is now."""
        kept = self._kept
        return kept[1] if kept and kept[0] == engine.version() else None

    def of(self, engine: Engine) -> Kept:
        with self._lock:
            version = engine.version()
            if self._kept is None or self._kept[0] != version:
                self._kept = None  # both at once would take twice the memory
                self._kept = version, self._make(engine)
            return self._kept[1]


def read_relations(engine: Engine) -> Relations:
    actors = engine.table(cypher.EVERY_ACTOR).combine_chunks()
    found = engine.table(cypher.EVERY_RELATION).combine_chunks()
    names = sorted(found["relation"].unique().to_pylist())
    ids = actors["id"].cast(pa.string())
    source, target = (_within(found[end], ids).combine_chunks() for end in ("source", "target"))
    known = pc.and_(source.is_valid(), target.is_valid())  # an actor may have come between the two questions
    return Relations(
        actors=actors,
        source=source.filter(known).to_numpy().astype(np.int32),
        target=target.filter(known).to_numpy().astype(np.int32),
        relation=_numbers(
            pc.index_in(found["relation"].cast(pa.string()), pa.array(names, pa.string())), known, np.int16
        ),
        names=names,
        columns=found.drop_columns(["source", "relation", "target"]).filter(known),
        claims=_numbers(found["claims"], known, np.int32),
        documents=_numbers(found["documents"], known, np.int32),
        confidence=_numbers(found["confidence"], known, np.float64),
    )


def _within(column: pa.ChunkedArray, values: pa.Array) -> pa.ChunkedArray:
    """The places of texts among others."""
    return pc.index_in(column.cast(pa.string()), values)


def _numbers(column: pa.ChunkedArray, known: pa.Array, kind: type) -> Numbers:
    numbers: Numbers = column.filter(known).to_numpy().astype(kind)
    return numbers


def _grouped(ends: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Relations in the order of one end, and where each actor's begin."""
    order = np.argsort(ends, kind="stable").astype(np.int32)
    return order, np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=size))))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    row["first_date"], row["last_date"] = date(row["first_date"]), date(row["last_date"])
    return row
