"""The whole network as arrays: what a drawing of tens of thousands of actors needs, and no row objects."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.ontology import relations
from graph import cypher, reading
from graph.selection import about_claims, select_relations
from graph.store import Store
from graph.views import MAX_ROWS, ActorRow, Filters

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
    ends: list[tuple[Iterable[str], Iterable[str]]] = []
    quads: list[Numbers] = []
    claims: list[Numbers] = []
    if about_claims(filters):
        network = store.network(replace(filters, limit=MAX_ROWS))
        rows = network.relations
        ends.append(([row.source for row in rows], [row.target for row in rows]))
        quads.append(np.array([QUAD_CLASSES.index(relations()[row.relation].quad_class) for row in rows], np.int64))
        claims.append(np.array([row.claims for row in rows], np.int64))
        return _lines(store, ends, quads, claims, (network.total_actors, network.total_relations))
    for number, quad in enumerate(QUAD_CLASSES):
        if filters.quad_classes and quad not in filters.quad_classes:
            continue
        selection = select_relations(replace(filters, quad_classes=(quad,)), [])
        sources, targets, counts = store.engine.columns(cypher.edges(selection.conditions), **selection.parameters)
        ends.append((sources, targets))
        quads.append(np.full(len(counts), number, np.int64))
        claims.append(np.array(counts, np.int64))
    return _lines(store, ends, quads, claims, None)


def _lines(
    store: Store,
    ends: list[tuple[Iterable[str], Iterable[str]]],
    quads: list[Numbers],
    claims: list[Numbers],
    totals: tuple[int, int] | None,
) -> Lines:
    places: dict[str, int] = {}
    one = np.array([places.setdefault(actor, len(places)) for part in ends for actor in part[0]], np.int64)
    other = np.array([places.setdefault(actor, len(places)) for part in ends for actor in part[1]], np.int64)
    actors = _actors(store, places)
    rank = np.zeros(len(places), np.int64)
    rank[[places[actor.id] for actor in actors]] = np.arange(len(actors))
    total_actors, total_relations = totals or (len(actors), len(one))
    summed = _summed(rank[one], rank[other], np.concatenate([*quads, _NONE]), np.concatenate([*claims, _NONE]))
    return Lines(actors, *summed, total_actors, total_relations)


def _actors(store: Store, ids: Collection[str]) -> tuple[ActorRow, ...]:
    """Above MAX_ROWS it is faster to read every actor of the store than to look up each."""
    if len(ids) <= MAX_ROWS:
        return reading.actor_rows(store.engine, ids)
    every, _ = cypher.list_actors(kinds=False, order="claims")
    columns = store.engine.columns(every, limit=_EVERY, offset=0)
    rows = zip(*columns, strict=True)
    return tuple(ActorRow(*values) for values in rows if values[0] in ids)


_EVERY = 2**31  # no limit, in a query that has one
_NONE: Numbers = np.empty(0, np.int64)


def _summed(one: Numbers, other: Numbers, quad: Numbers, claims: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """One line a pair and class; what an actor does to itself joins nobody."""
    real = one != other
    low, high = np.minimum(one, other)[real], np.maximum(one, other)[real]
    size, classes = int(high.max(initial=0)) + 1, len(QUAD_CLASSES)
    keys, place = np.unique((low * size + high) * classes + quad[real], return_inverse=True)
    together = np.bincount(place, weights=claims[real], minlength=len(keys)).astype(np.int64)
    pairs = keys // classes
    return pairs // size, pairs % size, keys % classes, together
