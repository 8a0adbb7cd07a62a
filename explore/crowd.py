"""Where the actors of a whole network stand, tens of thousands of them."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import scipy.fft
import scipy.sparse as sp
from numpy.typing import NDArray

from explore.layout import Points
from graph.lines import Lines

_GRIDS = {800: 64, 12_000: 128}  # up to so many actors: cells a side that repulsion is computed on, one actor in a few
_FINEST = 256
_MOVES = 150  # of a whole network; later ones move nothing by more than its width on the screen
_GRAVITY = 0.05  # holds together what no tie holds; clusters still part


def spread(lines: Lines, known: Points | None = None) -> Points:
    """Positions of the actors; rows of `known` that are not NaN stay where they are.

    Forces of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian, PLoS ONE 9, 2014) with ties pulling each actor to
    the mean of its own; repulsion of all by all as the convolution of their masses with 1/r on a grid (Hockney and
    Eastwood, Computer Simulation Using Particles, 1981), so that a step costs as much as the grid and not the square
    of the actors. Seeded: the same network always stands the same.
    """
    size, ties = len(lines.actors), _matrix(lines)
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


def _matrix(lines: Lines) -> sp.csr_array:
    """Ties in both directions, weighing the logarithm of their claims: the hundredth sentence pulls less."""
    size = len(lines.actors)
    weight = np.log1p(lines.claims.astype(float))
    ends = np.concatenate((lines.one, lines.other)), np.concatenate((lines.other, lines.one))
    return sp.csr_array(sp.coo_array((np.tile(weight, 2), ends), shape=(size, size)))


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
