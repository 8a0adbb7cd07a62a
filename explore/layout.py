"""Where actors stand: computed once on the server, extended but never changed, so that nothing jumps between reruns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np

Point = tuple[float, float]

_SPREAD = 120.0  # pixels between neighbours: a short name fits between two actors; longer ones push them apart
_CHAR_WIDTH = 7.4  # of the label font, where the drawing is shrunk a little and the letters are not
_LINE = 22  # letters a label line, as the canvas wraps it
_STEPS = 120  # of pushing labels apart; a neighbourhood of 30 is settled after about 20


def place(
    actors: Mapping[str, str],
    ties: Iterable[tuple[str, str]],
    known: Mapping[str, Point],
    centre: str | None = None,
) -> dict[str, Point]:
    """Positions in pixels of every actor (id → label) not in `known`; those known stay where they are.

    Fruchterman and Reingold (1991) from a circle around the centre, seeded; then labels are pushed apart.
    """
    new = sorted(actor for actor in actors if actor not in known)
    if not new:
        return dict(known)
    graph = nx.Graph()
    graph.add_nodes_from(sorted(actors))
    graph.add_edges_from((a, b) for a, b in ties if a in actors and b in actors and a != b)
    kept = {actor: known[actor] for actor in actors if actor in known}
    start = _starts(graph, new, kept, centre)
    fixed = sorted(kept) or ([centre] if centre in actors else None)
    reach = _SPREAD * math.sqrt(len(actors))
    scaled = {actor: np.array(point) / reach for actor, point in (start | kept).items()}
    found = nx.spring_layout(
        graph,
        pos=scaled,
        fixed=fixed,
        k=1.1 / math.sqrt(len(actors)),
        seed=7,
        iterations=_effort(80, len(actors)),
        method="force",
    )
    points = {actor: (float(x) * reach, float(y) * reach) for actor, (x, y) in found.items()}
    return dict(known) | _apart(points, actors, frozenset(kept) | ({centre} & set(actors)), new)


def _effort(steps: int, actors: int) -> int:
    """Fewer steps for larger drawings: each costs the square of the actors, and the page waits for all of them."""
    return max(12, min(steps, steps * 120 // max(actors, 1)))


def _starts(graph: nx.Graph, new: list[str], kept: Mapping[str, Point], centre: str | None) -> dict[str, Point]:
    """New actors begin on a circle around the placed actors they are tied to."""
    starts: dict[str, Point] = {}
    for index, actor in enumerate(new):
        anchors = [kept[other] for other in sorted(graph[actor]) if other in kept]
        x = sum(point[0] for point in anchors) / len(anchors) if anchors else 0.0
        y = sum(point[1] for point in anchors) / len(anchors) if anchors else 0.0
        angle = 2 * math.pi * index / len(new)
        away = 0.0 if actor == centre else _SPREAD * (0.9 + 0.25 * (index % 3))
        starts[actor] = (x + away * math.cos(angle), y + away * math.sin(angle))
    return starts


def _apart(
    points: Mapping[str, Point], labels: Mapping[str, str], fixed: frozenset[str], new: list[str]
) -> dict[str, Point]:
    """Pushes actors apart, along the shorter overlap, until neither shapes nor labels lie on each other."""
    ids = sorted(points)
    at = np.array([points[actor] for actor in ids])
    wide = np.array([max(64.0, min(len(labels[actor]), _LINE) * _CHAR_WIDTH) + 16 for actor in ids])
    tall = np.array([96.0 if len(labels[actor]) > _LINE else 82.0 for actor in ids])
    free = np.array([actor in set(new) and actor not in fixed for actor in ids])
    for _ in range(_effort(_STEPS, len(ids))):
        dx = at[:, None, 0] - at[None, :, 0]
        dy = at[:, None, 1] - at[None, :, 1]
        over_x = (wide[:, None] + wide[None, :]) / 2 - np.abs(dx)
        over_y = (tall[:, None] + tall[None, :]) / 2 - np.abs(dy)
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, False)
        if not hit[free].any():
            break
        sideways = hit & (over_x < over_y)
        upright = hit & ~sideways
        order = np.sign(np.subtract.outer(np.arange(len(ids)), np.arange(len(ids))))
        push_x = np.where(sideways, np.where(dx == 0, order, np.sign(dx)) * over_x, 0).sum(axis=1) * 0.5
        push_y = np.where(upright, np.where(dy == 0, order, np.sign(dy)) * over_y, 0).sum(axis=1) * 0.5
        at[free, 0] += np.clip(push_x, -60, 60)[free]
        at[free, 1] += np.clip(push_y, -60, 60)[free]
    return {actor: (round(float(x), 1), round(float(y), 1)) for actor, (x, y) in zip(ids, at, strict=True)}
