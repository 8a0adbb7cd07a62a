"""The whole network as arrays: what a drawing of tens of thousands of actors needs, and no row objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from extract.ontology import relations
from graph.selection import about_claims
from graph.store import Store
from graph.views import MAX_ROWS, ActorRow, Filters, Network, RelationRow

QUAD_CLASSES = tuple(dict.fromkeys(relation.quad_class for relation in relations().values()))

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Two actors are joined by one line for each class of relations between them, whichever way those point.

    `actors` are those with a line, most claims first; line i joins ``actors[one[i]]`` and ``actors[other[i]]``, is of
    class ``QUAD_CLASSES[quad[i]]`` and the sum of ``claims[i]``. The totals say how much the filters leave.
    """

    actors: tuple[ActorRow, ...]
    one: Numbers
    other: Numbers
    quad: Numbers
    claims: Numbers
    total_actors: int
    total_relations: int

    def among(self, members: Numbers) -> Lines:
        """The same for some of the actors alone."""
        rank = np.full(len(self.actors), -1)
        rank[members] = np.arange(len(members))
        inside = (rank[self.one] >= 0) & (rank[self.other] >= 0)
        actors = tuple(self.actors[place] for place in members.tolist())
        ends = rank[self.one[inside]], rank[self.other[inside]]
        return Lines(actors, *ends, self.quad[inside], self.claims[inside], len(actors), int(inside.sum()))


def lines(store: Store, filters: Filters) -> Lines:
    """Seeds and hops of `filters` do not apply. Conditions on single claims leave the MAX_ROWS strongest relations."""
    filters = replace(filters, actors=())
    if about_claims(filters):
        return _of_rows(store.network(replace(filters, limit=MAX_ROWS)))
    known = store.every_relation()
    found = np.flatnonzero(known.passing(filters, ()))
    ends = known.ends(found)
    order = ends[np.lexsort((known.rank[ends], -known.actors["claims"].to_numpy()[ends]))]
    rank = np.zeros(known.actors.num_rows, np.int64)
    rank[order] = np.arange(len(order))
    columns = [column.to_pylist() for column in known.actors.select(_ROW).take(pa.array(order)).columns]
    summed = _summed(
        rank[known.source[found]], rank[known.target[found]], _quads(known.names)[known.relation[found]],
        known.claims[found],
    )  # fmt: skip
    return Lines(tuple(map(ActorRow, *columns)), *summed, len(order), len(found))


_ROW = [field.name for field in fields(ActorRow)]


def _of_rows(network: Network) -> Lines:
    rows = network.relations
    rank = {actor.id: place for place, actor in enumerate(network.actors)}
    one, other = (np.array([rank[end] for end in ends], np.int64) for ends in _ends(rows))
    quad = _quads([row.relation for row in rows])
    summed = _summed(one, other, quad, np.array([row.claims for row in rows], np.int64))
    return Lines(network.actors, *summed, network.total_actors, network.total_relations)


def _ends(rows: Sequence[RelationRow]) -> tuple[list[str], list[str]]:
    return [row.source for row in rows], [row.target for row in rows]


def _quads(names: Sequence[str]) -> Numbers:
    """The number of each relation's class."""
    return np.array([QUAD_CLASSES.index(relations()[name].quad_class) for name in names], np.int64)


def _summed(one: Numbers, other: Numbers, quad: Numbers, claims: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """One line a pair and class; what an actor does to itself joins nobody."""
    real = one != other
    low, high = np.minimum(one, other)[real], np.maximum(one, other)[real]
    size, classes = int(high.max(initial=0)) + 1, len(QUAD_CLASSES)
    keys, place = np.unique((low * size + high) * classes + quad[real], return_inverse=True)
    together = np.bincount(place, weights=claims[real], minlength=len(keys)).astype(np.int64)
    pairs = keys // classes
    return pairs // size, pairs % size, keys % classes, together
