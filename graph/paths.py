"""Shortest walks between two actors, over the relations in memory.

Breadth first from both ends; the k shortest without loops after Yen, "Finding the K shortest loopless paths in a
network", Management Science 17 (1971). Relations are walked in either direction.
"""

from __future__ import annotations

import heapq
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.relations import Relations
from graph.views import Filters

Numbers = NDArray[np.int64]
MAX_PATHS = 50
MAX_STEPS = 10
CACHED = 4  # sets of edges in memory, some 100 MB each for a million claims


@dataclass(slots=True)
class Edges:
    """The actors that an actor is related with: ``neighbours[starts[i]:starts[i + 1]]``, the best attested first."""

    ids: list[str]
    places: dict[str, int]
    starts: Numbers
    neighbours: Numbers

    def of(self, place: int) -> Numbers:
        return self.neighbours[self.starts[place] : self.starts[place + 1]]


class EdgeIndex:
    """The edges under the last few filters, made again when the store has changed."""

    def __init__(self) -> None:
        self._edges: OrderedDict[Filters, tuple[Relations, Edges]] = OrderedDict()
        self._lock = threading.Lock()

    def edges(self, known: Relations, filters: Filters) -> Edges:
        """Of `filters`, what is about relations and their actors applies."""
        key = Filters(
            kinds=filters.kinds,
            relations=filters.relations,
            quad_classes=filters.quad_classes,
            places=filters.places,
            min_claims=filters.min_claims,
            min_confidence=filters.min_confidence,
        )
        with self._lock:
            found = self._edges.get(key)
            if found is None or found[0] is not known:
                keep = np.flatnonzero(known.passing(key, ()))
                edges = make_edges(known.ids, known.source[keep], known.target[keep], known.claims[keep])
                found = self._edges[key] = known, edges
            self._edges.move_to_end(key)
            while len(self._edges) > CACHED:
                self._edges.popitem(last=False)
            return found[1]


def make_edges(ids: list[str], one: Numbers, other: Numbers, claims: Numbers) -> Edges:
    """Several relations between two actors are one edge, as strong as their claims together."""
    size = len(ids)
    one, other = one.astype(np.int64), other.astype(np.int64)
    keys = np.concatenate((one * size + other, other * size + one))
    unique, place = np.unique(keys, return_inverse=True)
    strength = np.bincount(place, weights=np.tile(claims, 2).astype(float), minlength=len(unique))
    start, end = (unique // size, unique % size) if size else (unique, unique)
    order = np.lexsort((end, -strength, start))
    starts = np.searchsorted(start[order], np.arange(size + 1))
    return Edges(ids, {actor: place for place, actor in enumerate(ids)}, starts, end[order])


def k_shortest(edges: Edges, first: str, second: str, k: int, max_steps: int) -> list[list[str]]:
    """Walks as ids, the shortest first; at most `max_steps` relations long. Empty if there is none."""
    if first == second or first not in edges.places or second not in edges.places:
        return []
    start, goal = edges.places[first], edges.places[second]
    max_steps = min(max_steps, MAX_STEPS)
    shortest = _shortest(edges, start, goal, max_steps, set(), set())
    found = [shortest] if shortest else []
    candidates: list[tuple[int, list[int]]] = []
    seen = {tuple(path) for path in found}
    while found and len(found) < min(k, MAX_PATHS):
        for path in _detours(edges, found, goal, max_steps):
            if tuple(path) not in seen:
                seen.add(tuple(path))
                heapq.heappush(candidates, (len(path), path))
        if not candidates:
            break
        found.append(heapq.heappop(candidates)[1])
    return [[edges.ids[place] for place in path] for path in found]


def _detours(edges: Edges, found: list[list[int]], goal: int, max_steps: int) -> Iterable[list[int]]:
    """The shortest ways that leave the last found path at each of its actors."""
    last = found[-1]
    for turn in range(len(last) - 1):
        root = last[: turn + 1]
        barred = {path[turn + 1] for path in found if path[: turn + 1] == root}
        rest = _shortest(edges, last[turn], goal, max_steps - turn, set(root[:-1]), barred)
        if rest:
            yield root[:-1] + rest


def _shortest(
    edges: Edges, start: int, goal: int, max_steps: int, without: set[int], barred: set[int]
) -> list[int] | None:
    """Breadth first from both ends in turn, the smaller front first. `barred` may not be the first step."""
    ahead: dict[int, int] = {start: -1}
    behind: dict[int, int] = {goal: -1}
    front, back = [start], [goal]
    steps = 0
    while front and back and steps < max_steps:
        steps += 1
        if len(front) <= len(back) or steps == 1:
            front, meeting = _spread(edges, front, ahead, behind, without, barred if steps == 1 else set())
        else:
            back, meeting = _spread(edges, back, behind, ahead, without | {start}, set())
        if meeting is not None:
            return _walk(meeting, ahead)[::-1] + _walk(meeting, behind)[1:]
    return None


def _spread(
    edges: Edges, front: list[int], mine: dict[int, int], theirs: dict[int, int], without: set[int], barred: set[int]
) -> tuple[list[int], int | None]:
    fresh: list[int] = []
    for place in front:
        for neighbour in edges.of(place).tolist():
            if neighbour in mine or neighbour in without or neighbour in barred:
                continue
            mine[neighbour] = place
            if neighbour in theirs:
                return fresh, neighbour
            fresh.append(neighbour)
    return fresh, None


def _walk(place: int, came_from: dict[int, int]) -> list[int]:
    path = [place]
    while came_from[path[-1]] >= 0:
        path.append(came_from[path[-1]])
    return path
