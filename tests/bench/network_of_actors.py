"""A made-up network of any size for the benchmarks: communities, few actors in most ties, most in few, as in news."""

from __future__ import annotations

import numpy as np

from explore import look
from graph.lines import QUAD_CLASSES, Lines
from graph.views import ActorRow
from tests.bench.corpus_of_claims import actor

TIES = 2  # for each actor, beside the one that everybody has
INSIDE = 0.8  # of ties are within a community
SHARES = (0.30, 0.16, 0.16, 0.16, 0.10, 0.12)  # of classes of relations, in their order


def network(actors: int, seed: int = 3) -> Lines:
    rng = np.random.default_rng(seed)
    groups = max(4, min(60, actors // 60))
    share = 1 / (np.arange(groups) + 3)
    group = rng.choice(groups, actors, p=share / share.sum())
    weight = 1 / (np.arange(actors) + 10)
    one = np.concatenate((np.arange(actors), rng.choice(actors, TIES * actors, p=weight / weight.sum())))
    inside = np.concatenate((np.ones(actors, bool), rng.random(TIES * actors) < INSIDE))
    other = rng.choice(actors, len(one), p=weight / weight.sum())
    for number in range(groups):
        members = np.flatnonzero(group == number)
        asking = inside & (group[one] == number)
        chances = weight[members] / weight[members].sum()
        other[asking] = rng.choice(members, asking.sum(), p=chances)
    quad = rng.choice(len(QUAD_CLASSES), len(one), p=SHARES)
    return _lines(actors, one, other, quad)


def _lines(actors: int, one: np.ndarray, other: np.ndarray, quad: np.ndarray) -> Lines:
    real = one != other
    low, high = np.minimum(one, other)[real], np.maximum(one, other)[real]
    keys, claims = np.unique((low * actors + high) * len(QUAD_CLASSES) + quad[real], return_counts=True)
    pairs = keys // len(QUAD_CLASSES)
    ends = pairs // actors, pairs % actors
    total = np.bincount(np.concatenate(ends), weights=np.tile(claims, 2), minlength=actors).astype(int)
    order = np.argsort(-total, kind="stable")
    rank = np.empty(actors, np.int64)
    rank[order] = np.arange(actors)
    kinds = [kind for kind in look.kinds() if kind not in ("Community", "Place")]
    rows = tuple(
        ActorRow(f"actor-{number}", actor(number).name, kinds[number % len(kinds)], None, int(total[number]), 1)
        for number in order.tolist()
    )
    return Lines(rows, rank[ends[0]], rank[ends[1]], keys % len(QUAD_CLASSES), claims, actors, len(keys))
