"""Where actors stand: computed once on the server, extended but never changed, so that nothing jumps between reruns.

`place` sets a neighbourhood, with room for every label; `spread` a whole network, of tens of thousands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import scipy.fft
import scipy.sparse as sp
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]  # (actors, 2)

_SPREAD = 120.0  # pixels between neighbours: a short name fits between two actors; longer ones push them apart
_CHAR_WIDTH = 7.4  # of the label font, where the drawing is shrunk a little and the letters are not
_LINE = 22  # letters a label line, as the canvas wraps it
_GRIDS = {800: 64, 12_000: 128}  # up to so many actors: cells a side that repulsion is computed on, one actor in a few
_FINEST = 256
_MOVES = 150  # of a whole network; later ones move nothing by more than its width on the screen
_GRAVITY = 0.05  # holds together what no tie holds; clusters still part
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


def spread(ties: sp.csr_array, known: Points | None = None) -> Points:
    """Positions of the actors of a symmetric matrix of ties; rows of `known` that are not NaN stay where they are.

    Forces of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian, PLoS ONE 9, 2014) with ties pulling each actor to
    the mean of its own; repulsion of all by all as the convolution of their masses with 1/r on a grid (Hockney and
    Eastwood, Computer Simulation Using Particles, 1981), so that a step costs as much as the grid and not the square
    of the actors. Seeded: the same network always stands the same.
    """
    size = ties.shape[0]
    if not size:
        return np.empty((0, 2))
    degree = np.asarray(ties.sum(axis=1)).ravel()
    at = _first(ties, degree)
    free = np.ones(size, bool)
    if known is not None and np.isfinite(known).any():
        free = ~np.isfinite(known).all(axis=1)
        at = _beside(ties, known, free)
    mass = 1.0 + np.diff(ties.indptr)
    reach = math.sqrt(size) / 10
    grid = next((cells for most, cells in _GRIDS.items() if size <= most), _FINEST)
    for step in range(_MOVES if free.any() else 0):
        pull = (ties @ at - degree[:, None] * at) / mass[:, None]
        move = pull + _repulsion(at, mass, grid) - _GRAVITY * at
        length = np.linalg.norm(move, axis=1, keepdims=True)
        at[free] += (move * np.minimum(1, reach * (1 - step / _MOVES) / np.maximum(length, 1e-9)))[free]
    return at


def _first(ties: sp.csr_array, degree: NDArray[np.float64]) -> Points:
    """Actors of one cluster begin side by side: noise smoothed along the ties, then ranked to fill a square."""
    size = len(degree)
    noise = np.random.default_rng(7)
    at = noise.normal(size=(size, 2))
    for _ in range(40 if size > 2 else 0):
        at = (at + (ties @ at) / np.maximum(degree, 1e-9)[:, None]) / 2
        at -= (degree[:, None] * at).sum(axis=0) / max(degree.sum(), 1e-9)
        at, _ = np.linalg.qr(at)
    at = at / (at.std(axis=0) + 1e-12) + noise.normal(scale=0.02, size=(size, 2))
    ranks = np.argsort(np.argsort(at, axis=0), axis=0)
    return (ranks / size - 0.5) * 3 * math.sqrt(size)


def _beside(ties: sp.csr_array, known: Points, free: NDArray[np.bool_]) -> Points:
    """New actors begin beside those they are tied to that have a place."""
    at = np.where(free[:, None], 0.0, known)
    placed = sp.csr_array(ties @ sp.diags_array((~free).astype(float)))
    near = np.asarray(placed.sum(axis=1)).ravel()
    at[free] = ((placed @ at) / np.maximum(near, 1e-9)[:, None])[free]
    return at + np.where(free[:, None], np.random.default_rng(7).normal(size=at.shape), 0.0)


def _repulsion(at: Points, mass: NDArray[np.float64], grid: int) -> Points:
    """The push on each actor: masses are shared among the four grid points around it, and forces read off there."""
    low = at.min(axis=0)
    cell = (float((at.max(axis=0) - low).max()) or 1.0) / (grid - 3)
    place = (at - low) / cell + 1
    corner = place.astype(np.int64)
    part = place - corner
    wide = 2 * grid  # padded, so that what leaves on one side does not come back on the other
    corners = [
        ((corner[:, 0] + x) * wide + corner[:, 1] + y, abs(1 - x - part[:, 0]) * abs(1 - y - part[:, 1]))
        for x in (0, 1)
        for y in (0, 1)
    ]
    field = sum(np.bincount(index, weights=share * mass, minlength=wide * wide) for index, share in corners)
    spectrum = scipy.fft.rfft2(np.asarray(field, np.float32).reshape(wide, wide))
    forces = [scipy.fft.irfft2(spectrum * kernel, s=(wide, wide)).ravel() for kernel in _kernels(grid)]
    return np.stack([sum(share * force[index] for index, share in corners) for force in forces], axis=1) / cell


@cache
def _kernels(grid: int) -> tuple[Any, Any]:
    """Spectra of x/r² and y/r², softened within a cell."""
    offset = np.arange(2 * grid, dtype=np.float32)
    offset = np.where(offset < grid, offset, offset - 2 * grid)
    x, y = np.meshgrid(offset, offset, indexing="ij")
    square = x * x + y * y + 1
    return scipy.fft.rfft2(x / square), scipy.fft.rfft2(y / square)
