"""Groups of actors that have more to do with each other than with others, and how far to trust them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import graspologic_native as leiden_library
import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp

from graph.analysis.ties import Graph, compact

SEEDS = 10  # runs that the stability is judged by
BIG = 20_000  # nodes from which on a run is made once and not thrice


def communities(graph: Graph, resolution: float = 1.0, seeds: int = SEEDS, seed: int = 7) -> pd.DataFrame:
    """The community of each actor (0 the largest; -1 for an actor without ties) by Leiden's algorithm, which maximises
    modularity Q = Σ_c (L_c/m - γ (d_c/2m)²), ties taken in either direction with their weights; the best of `seeds`
    runs. `stability` is the share of an actor's fellows that it keeps in the other runs (Jaccard): near 1 for the core
    of a community, low for one that falls now here, now there. `table.attrs` has modularity, the number of
    communities, and the mean agreement of runs as adjusted Rand index.

    Traag, Waltman, van Eck, From Louvain to Leiden, Scientific Reports 9 (2019); Reichardt and Bornholdt, Statistical
    mechanics of community detection, Physical Review E 74 (2006); Hubert and Arabie, Comparing partitions, J.
    Classification 2 (1985).
    """
    view = compact(graph)
    matrix = view.either
    runs = [_leiden(matrix, resolution, seed + run) for run in range(max(seeds, 1))] if matrix.nnz else []
    best = max(runs, key=lambda run: run[0]) if runs else (0.0, np.full(len(view.nodes), -1))
    labels = _by_size(best[1])
    table = pd.DataFrame(
        {"community": labels, "stability": _stability(labels, [run[1] for run in runs])},
        index=pd.Index(view.nodes, name="actor", tupleize_cols=False),
    )
    agreement = [adjusted_rand(one[1], other[1]) for one, other in pairwise(runs)]
    table.attrs["modularity"] = modularity(matrix, labels, resolution) if runs else 0.0
    table.attrs["communities"] = int(labels.max(initial=-1)) + 1
    table.attrs["agreement"] = float(np.mean(agreement)) if agreement else 1.0
    return table


def modularity(matrix: sp.csr_array, labels: Any, resolution: float = 1.0) -> float:
    """Q of a partition of an undirected graph, given its symmetric matrix."""
    coo = matrix.tocoo()
    total = coo.data.sum()
    inside = coo.data[labels[coo.row] == labels[coo.col]].sum()
    strength = np.bincount(labels + 1, weights=matrix.sum(axis=1))
    return float(inside / total - resolution * (strength**2).sum() / total**2)


def adjusted_rand(first: Any, second: Any) -> float:
    """Agreement of two partitions, 1 for the same, 0 for what chance gives."""
    table = sp.coo_array((np.ones(len(first)), (first - first.min(), second - second.min()))).tocsr()
    together = _pairs(table.data).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    expected = rows * columns / max(_pairs(np.array([len(first)])).sum(), 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def cohesion(graph: nx.Graph, labels: pd.Series) -> pd.DataFrame:
    """One row a community: its actors, the ties within and out of it, their density, and its strongest actors."""
    strength = dict(graph.degree(weight="weight"))
    rows = []
    for number, members in labels[labels >= 0].groupby(labels):
        inside = set(members.index)
        within = graph.subgraph(inside).number_of_edges()
        out = sum(1 for node in inside for other in graph[node] if other not in inside)
        leading = sorted(inside, key=lambda node: (-strength[node], str(node)))[:5]
        possible = len(inside) * (len(inside) - 1) / 2
        density = within / possible if possible else 0.0
        rows.append((number, len(inside), within, out, density, tuple(leading)))
    columns = ["community", "actors", "ties_within", "ties_out", "density", "strongest"]
    return pd.DataFrame(rows, columns=columns).set_index("community")


def _leiden(matrix: sp.csr_array, resolution: float, seed: int) -> tuple[float, Any]:
    quality, found = leiden_library.leiden_csr(
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
        matrix.shape[0],
        resolution=resolution,
        iterations=1 if matrix.shape[0] > BIG else 3,
        seed=seed,
    )
    labels = np.array([found.get(place, -1) for place in range(matrix.shape[0])], dtype=int)
    labels[np.diff(matrix.indptr) == 0] = -1
    return quality, labels


def _by_size(labels: Any) -> Any:
    """Numbered from the largest; of equal ones, the one with the first node comes first."""
    found, first, counts = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))
    renamed = np.full(max(labels.max(initial=-1) + 2, 1), -1)
    renamed[found[order]] = np.arange(len(found))
    return np.where(labels >= 0, renamed[labels], -1)


def _stability(labels: Any, runs: list[Any]) -> Any:
    """Mean over runs of |fellows here ∩ fellows there| / |fellows here ∪ fellows there|, the actor itself counted."""
    scores = np.zeros(len(labels))
    placed = labels >= 0
    for run in runs:
        here, there = labels[placed], run[placed]
        both = sp.coo_array((np.ones(placed.sum()), (here, there))).tocsr()
        shared = np.asarray(both[here, there]).ravel()
        scores[placed] += shared / (np.bincount(here)[here] + np.bincount(there)[there] - shared)
    return np.where(placed, scores / max(len(runs), 1), np.nan)


def _pairs(counts: Any) -> Any:
    return counts * (counts - 1) / 2
