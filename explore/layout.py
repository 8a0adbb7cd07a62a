"""Where the actors of a neighbourhood stand, with room for every label: computed once on the server, extended but never
changed, so that nothing jumps between reruns. `explore.crowd` does so for tens of thousands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]  # (actors, 2)

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
    order = {actor: place for place, actor in enumerate(sorted(actors))}
    tied = np.zeros((len(order), len(order)))
    for one, other in ties:
        if one in order and other in order and one != other:
            tied[order[one], order[other]] = tied[order[other], order[one]] = 1
    kept = {actor: known[actor] for actor in actors if actor in known}
    start = _starts(order, tied, new, kept, centre) | kept
    reach = _SPREAD * math.sqrt(len(actors))
    at = np.array([start[actor] for actor in order]) / reach
    fixed = np.array([actor in kept or (not kept and actor == centre) for actor in order])
    found = dict(zip(order, _forced(at, tied, fixed, _effort(80, len(actors))), strict=True))
    points = {actor: (float(x) * reach, float(y) * reach) for actor, (x, y) in found.items()}
    return dict(known) | _apart(points, actors, frozenset(kept) | ({centre} & set(actors)), new)


def _forced(at: Points, tied: NDArray[np.float64], fixed: NDArray[np.bool_], steps: int) -> Points:
    """Repelled by k²/d and pulled along ties by d²/k, each step a little shorter; scaled to 1 if nobody is fixed."""
    k = 1.1 / math.sqrt(len(at))
    reach = float(np.ptp(at, axis=0).max()) * 0.1
    for step in range(steps):
        apart = at[:, None] - at[None]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        move = np.einsum("ijk,ij->ik", apart, k * k / distance**2 - tied * distance / k)
        length = np.sqrt((move**2).sum(axis=1))
        length = np.where(length < 0.01, 0.1, length)
        moved = move * (reach * (1 - step / (steps + 1)) / length)[:, None]
        moved[fixed] = 0
        at = at + moved
        if np.linalg.norm(moved) / len(at) < 1e-4:
            break
    if not fixed.any():
        at = at - at.mean(axis=0)
        at = at / (np.abs(at).max() or 1.0)
    return at


def _effort(steps: int, actors: int) -> int:
    """Fewer steps for larger drawings: each costs the square of the actors, and the page waits for all of them."""
    return max(12, min(steps, steps * 120 // max(actors, 1)))


def _starts(
    order: Mapping[str, int],
    tied: NDArray[np.float64],
    new: list[str],
    kept: Mapping[str, Point],
    centre: str | None,
) -> dict[str, Point]:
    """New actors begin on a circle around the placed actors they are tied to."""
    starts: dict[str, Point] = {}
    for index, actor in enumerate(new):
        near = tied[order[actor]]
        anchors = [point for other, point in kept.items() if near[order[other]]]
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
