"""Networks by filters: the strongest relations around seeds, or of the whole graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from graph import cypher, reading, rows
from graph.engine import Engine, Row
from graph.relations import Cache, Relations
from graph.selection import Selection, about_claims, select_relations
from graph.views import MAX_ROWS, Filters, Network, PathStep

MAX_HOPS = 4


def network(engine: Engine, known: Cache[Relations], filters: Filters) -> Network:
    seeds = reading.kept_all(engine, filters.actors)
    speakers = tuple(reading.kept_all(engine, filters.speakers))
    if (filters.actors and not seeds) or (filters.speakers and not speakers):
        return Network((), (), 0, 0)
    filters = replace(filters, speakers=speakers)
    limit = reading.bounded(filters.limit)["limit"]
    quick = (
        (len(seeds) == 1 and filters.hops <= 1)
        or (seeds and not filters.hops)
        or not (seeds or engine.hands_over_tables)
    )
    held = known.held(engine) if quick else None
    if about_claims(filters) or (quick and held is None):
        return _asked(engine, filters, seeds, limit)
    return _in_memory(known.of(engine) if held is None else held, filters, seeds, limit)


def whole(engine: Engine, known: Cache[Relations], filters: Filters) -> Network:
    """Every relation that the filters leave, for exports; with seeds or conditions on claims the strongest."""
    if filters.actors or about_claims(filters):
        return network(engine, known, replace(filters, limit=MAX_ROWS))
    held = known.of(engine)
    return _in_memory(held, filters, [], len(held))


def _in_memory(known: Relations, filters: Filters, seeds: list[str], limit: int) -> Network:
    start = [known.places[seed] for seed in seeds if seed in known.places]
    keep = known.passing(filters, start)
    if seeds:
        keep = known.around(keep, start, min(filters.hops, MAX_HOPS))
    found = np.flatnonzero(keep)
    shown = known.strongest(found, limit)
    actors = known.actor_rows(np.union1d(known.ends(shown), np.array(start, np.int64)))
    reached = np.union1d(known.ends(found), np.array(start, np.int64))
    return Network(tuple(actors), tuple(known.rows(shown)), len(reached), len(found))


def _asked(engine: Engine, filters: Filters, seeds: list[str], limit: int) -> Network:
    """By the engine: relations of one actor, and those that are to be summed from the claims that pass."""
    inner = _inner(engine, filters, seeds) if seeds else []
    selections = _around(filters, seeds, inner) if seeds else [select_relations(filters, [])]
    found: list[Row] = []
    total = 0
    for selection in selections:
        part, number = (_summed if selection.on_claims else reading.strongest)(engine, selection, limit)
        found += part
        total += number
    found.sort(key=lambda row: (-row["claims"], -row["documents"], row["source"], row["relation"], row["target"]))
    relations = tuple(map(rows.relation_row, found[:limit]))
    shown = _ends(relations) | set(seeds)
    reached = len(shown) if total == len(relations) or not filters.hops else _reached(engine, selections, seeds)
    return Network(reading.actor_rows(engine, shown), relations, reached, total)


def _summed(engine: Engine, selection: Selection, limit: int) -> tuple[list[Row], int]:
    """As `reading.strongest`."""
    conditions, having = selection.conditions, selection.having
    found = engine.read(cypher.sums_page(conditions, having), **selection.parameters, limit=limit, offset=0)
    if len(found) < limit:  # then these are all of them
        return found, len(found)
    return found, engine.read(cypher.sums_total(conditions, having), **selection.parameters)[0]["total"]


def _ends(relations: Iterable[Any]) -> set[str]:
    return {end for row in relations for end in (row.source, row.target)}


def _reached(engine: Engine, selections: list[Selection], seeds: list[str]) -> int:
    """How many actors the relations join. Of stored ones, the first selection tells: those of one actor, or all."""
    first = selections[0]
    if first.on_claims:
        return len(set(seeds).union(*(_every_end(engine, selection) for selection in selections)))
    found = engine.read(cypher.neighbours(first.conditions), **first.parameters)
    return len(seeds) + int(found[0]["total"])


def _every_end(engine: Engine, selection: Selection) -> set[str]:
    query = cypher.ends(selection.conditions, selection.having)
    sources, targets = engine.columns(query, **selection.parameters)
    return {*sources, *targets}


def _around(filters: Filters, seeds: list[str], inner: list[str]) -> list[Selection]:
    """Relations with their source among the inner actors, and those with their target alone there; without a hop, those
    with both. One actor is asked for by `=`, which Ladybug answers from its index, and no condition is on it or reads
    its id again."""
    if not filters.hops:
        among = select_relations(filters, seeds)
        among.require("a.id IN $inner AND b.id IN $inner", inner=inner)
        return [among]
    if inner == seeds and len(seeds) == 1:
        outgoing, incoming = select_relations(filters, [], "b"), select_relations(filters, [], "a")
        outgoing.require("a.id = $seed", seed=seeds[0])
        incoming.require("b.id = $seed", seed=seeds[0])
    else:
        outgoing, incoming = select_relations(filters, seeds), select_relations(filters, seeds)
        outgoing.require("a.id IN $inner", inner=inner)
        incoming.require("b.id IN $inner AND NOT a.id IN $inner", inner=inner)
    return [outgoing, incoming]


def _inner(engine: Engine, filters: Filters, seeds: list[str]) -> list[str]:
    """The actors within one hop less than asked: their relations are the network."""
    reached, frontier = set(seeds), set(seeds)
    for _ in range(min(filters.hops, MAX_HOPS) - 1):
        fresh: set[str] = set()
        for selection in _around(filters, seeds, sorted(frontier)):
            fresh |= _every_end(engine, selection)
        frontier = fresh - reached
        reached |= fresh
        if not frontier:
            break
    return sorted(reached)


def steps(known: Relations, walks: list[list[str]]) -> tuple[tuple[PathStep, ...], ...]:
    """The walks with the relations that each step goes over."""
    places = sorted({known.places[actor] for walk in walks for actor in walk})
    named = {row.id: row for row in known.actor_rows(np.array(places, np.int64))}
    pairs = {frozenset(pair) for walk in walks for pair in pairwise(walk)}
    between = {
        pair: tuple(known.rows(known.between(*(known.places[actor] for actor in sorted(pair))))) for pair in pairs
    }
    return tuple(
        tuple(PathStep(named[one], named[other], between[frozenset((one, other))]) for one, other in pairwise(walk))
        for walk in walks
    )
