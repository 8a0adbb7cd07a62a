"""Who stands where: degree, strength, betweenness, PageRank, eigenvector centrality and cores.

A graph goes in, a table comes out, one row a node. Small graphs are measured by networkx, large ones by networkit or
sparse algebra; both give the same numbers.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

from graph.analysis.ties import Compact, Graph, compact

EXACT = 3000  # nodes up to which all shortest paths are followed; beyond, the paths from some of them
PIVOTS = 100  # of a sample: what pairs of so many tell of the largest shares is right to about 5 percent of the largest
DIGITS = 12  # threads add up in any order; what they cannot agree on is not shown


def degree(graph: Graph, weight: str | None = "weight") -> pd.DataFrame:
    """Degree: the number of others an actor has ties to (out), from (in), or both (degree); strength: the weights of
    these ties added up. d_i = Σ_j [a_ij ≠ 0], s_i = Σ_j a_ij.

    Freeman, Centrality in social networks, Social Networks 1 (1979); Barrat et al., The architecture of complex
    weighted networks, PNAS 101 (2004).
    """
    view = compact(graph, weight)
    either = view.either
    table = {"degree": np.diff(either.indptr), "strength": either.sum(axis=1)}
    if view.directed:
        columns = sp.csc_array(view.weights)
        table |= {"in_degree": np.diff(columns.indptr), "out_degree": np.diff(view.weights.indptr)}
        table |= {"in_strength": view.weights.sum(axis=0), "out_strength": view.weights.sum(axis=1)}
    return _table(view, table)


def strength_by(claims: pd.DataFrame, by: str = "quad_class") -> pd.DataFrame:
    """Claims of each actor as source (out) and as target (in) by relation or quad class: s_i^r = Σ_j a_ij^r. What is
    symmetric counts in both. Columns are (direction, class)."""
    symmetric = claims["symmetric"].astype(bool)
    turned = claims[symmetric].rename(columns={"source": "target", "target": "source"})
    both = pd.concat([claims, turned], ignore_index=True)
    tables = {
        side: both.groupby([end, by], sort=True).size().unstack(fill_value=0)
        for side, end in (("out", "source"), ("in", "target"))
    }
    return pd.concat(tables, axis=1).fillna(0).astype(int).sort_index().rename_axis("actor")


def betweenness(graph: Graph, pivots: int | None = None, seed: int = 7, big: int = EXACT) -> pd.DataFrame:
    """The share of shortest paths between two others that lead through an actor, c_i = Σ_jk σ_jk(i)/σ_jk, divided by
    the number of pairs of others. Ties are not weighted. Up to `big` nodes exact (Brandes); beyond, or where `pivots`
    is given, estimated from the paths of so many random nodes; `table.attrs["pivots"]` says how many, 0 if exact.

    Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); Brandes, A faster algorithm for
    betweenness centrality, J. Math. Sociology 25 (2001); Geisberger, Sanders, Schultes, Better approximation of
    betweenness centrality, ALENEX 2008.
    """
    size = len(graph.nodes)
    wanted = pivots if pivots is not None else 0 if size <= big else min(PIVOTS, size)
    if not wanted and size <= 300 and isinstance(graph, nx.Graph):
        simple = _simple(graph)
        table = _indexed({"betweenness": list(nx.betweenness_centrality(simple).values())}, list(simple))
    else:
        view = compact(graph)
        table = _table(view, {"betweenness": _betweenness(view, wanted, seed)})
    table.attrs["pivots"] = wanted
    return table


def _betweenness(view: Compact, pivots: int, seed: int) -> list[float]:
    if len(view.nodes) < 3:
        return [0.0] * len(view.nodes)
    import networkit as nk  # here, since it takes as long to load as all the rest

    nk.setSeed(seed, False)
    graph = networkit_graph(view, weighted=False)
    if pivots:
        measure = nk.centrality.EstimateBetweenness(graph, pivots, normalized=True, parallel=True)
    else:
        measure = nk.centrality.Betweenness(graph, normalized=True)
    return [round(score, DIGITS) for score in measure.run().scores()]


def pagerank(graph: Graph, damping: float = 0.85, weight: str | None = "weight") -> pd.DataFrame:
    """The share of time that a walker spends at an actor who follows ties by their weight and with probability
    1 - `damping` starts anew anywhere: x = d·Pᵀx + (1 - d)/n, the walker at a dead end starting anew too.

    Page, Brin, Motwani, Winograd, The PageRank citation ranking, Stanford 1999.
    """
    view = compact(graph, weight)
    size = len(view.nodes)
    if not size:
        return _table(view, {"pagerank": []})
    out = view.weights.sum(axis=1)
    ways = sp.csr_array(sp.diags_array(np.divide(1.0, out, out=np.zeros(size), where=out != 0)) @ view.weights).T
    rank = np.full(size, 1 / size)
    for _ in range(500):
        before = rank
        rank = damping * (ways @ rank + before[out == 0].sum() / size) + (1 - damping) / size
        if np.abs(rank - before).sum() < 1e-12:
            break
    return _table(view, {"pagerank": rank})


def eigenvector(graph: Graph, weight: str | None = "weight") -> pd.DataFrame:
    """Central is who is tied to the central: Ax = λx for the largest λ, |x| = 1, ties taken in either direction. In a
    graph of several components only the largest is measured; the others get 0.

    Bonacich, Power and centrality: a family of measures, American J. Sociology 92 (1987).
    """
    view = compact(graph, weight)
    scores = np.zeros(len(view.nodes))
    inner = _largest(view.either)
    if len(inner) > 2:
        matrix = view.either[inner][:, inner]
        _, vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(len(inner)))
        scores[inner] = np.abs(vectors[:, 0])
    elif len(inner) == 2:
        scores[inner] = np.sqrt(0.5)
    return _table(view, {"eigenvector": scores})


def cores(graph: Graph) -> pd.DataFrame:
    """The largest k such that the actor belongs to a group in which everybody has ties to k others of the group.

    Seidman, Network structure and minimum degree, Social Networks 5 (1983); Batagelj and Zaveršnik, An O(m) algorithm
    for cores decomposition of networks, 2003.
    """
    view = compact(graph, None)
    return _table(view, {"core": _peeled(view.either)})


def _peeled(matrix: sp.csr_array) -> np.ndarray[Any, Any]:
    """Takes away all actors with the fewest ties, then those left with no more than these, and so on."""
    starts, left = matrix.indptr[:-1], np.diff(matrix.indptr)
    core, remains = np.zeros(len(left), dtype=int), np.ones(len(left), dtype=bool)
    while remains.any():
        least = left[remains].min()
        some = np.flatnonzero(remains & (left <= least))
        while len(some):
            core[some], remains[some] = least, False
            counts = matrix.indptr[some + 1] - starts[some]
            ends = np.cumsum(counts)
            others = matrix.indices[np.repeat(starts[some] - ends + counts, counts) + np.arange(counts.sum())]
            others = others[remains[others]]
            np.subtract.at(left, others, 1)
            some = np.unique(others[left[others] <= least])
    return core


def centralities(graph: Graph) -> pd.DataFrame:
    """The measures above side by side, the most connected first. Strength, PageRank and eigenvector centrality use the
    weights of a graph, betweenness and cores do not; betweenness follows ties in either direction."""
    view = compact(graph)
    undirected = Compact(view.nodes, view.either, False)
    between = betweenness(undirected)
    table = pd.concat([degree(view), between, pagerank(view), eigenvector(view), cores(view)], axis=1)
    table.attrs["pivots"] = between.attrs["pivots"]
    return table.sort_values(["strength", "pagerank"], ascending=False, kind="stable")


def networkit_graph(view: Compact, weighted: bool) -> Any:
    """The same graph for networkit, nodes numbered in the same order."""
    import networkit as nk

    matrix = view.weights.tocoo() if view.directed else sp.triu(view.weights).tocoo()
    ends = (matrix.row.astype(np.uint64), matrix.col.astype(np.uint64))
    values = matrix.data.astype(float) if weighted else np.ones(matrix.nnz)
    return nk.GraphFromCoo((values, ends), n=len(view.nodes), weighted=weighted, directed=view.directed)


def _largest(matrix: sp.csr_array) -> np.ndarray[Any, Any]:
    """The places of the largest component, the first of equals."""
    if not matrix.shape[0]:
        return np.array([], dtype=int)
    _, labels = connected_components(matrix, directed=False)
    return np.flatnonzero(labels == np.bincount(labels).argmax())


def _simple(graph: nx.Graph) -> nx.Graph:
    simple = nx.DiGraph() if graph.is_directed() else nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((u, v) for u, v in graph.edges() if u != v)
    return simple


def _table(view: Compact, columns: dict[str, Any]) -> pd.DataFrame:
    return _indexed(columns, list(view.nodes))


def _indexed(columns: dict[str, Any], nodes: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(nodes, name="actor", tupleize_cols=False))
