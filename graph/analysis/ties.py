"""From claims to graphs. A tie joins two actors with the number of claims between them as its weight; a signed tie says
whether they are, on balance, with or against each other. networkx is the interface; `Compact` is the same graph as a
sparse matrix, made once for measures that need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp

SIGNED = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "alignment")


@dataclass(frozen=True, slots=True)
class Compact:
    """`weights[i, j]` is the weight of the tie from `nodes[i]` to `nodes[j]`; no loops. Symmetric if undirected."""

    nodes: tuple[Any, ...]
    weights: sp.csr_array
    directed: bool

    @property
    def either(self) -> sp.csr_array:
        """Ties in either direction: the weights of both added up; those of an undirected graph as they are."""
        return sp.csr_array(self.weights + self.weights.T) if self.directed else self.weights


Graph: TypeAlias = Any  # nx.Graph or Compact; networkx has no types


def compact(graph: Graph, weight: str | None = "weight") -> Compact:
    """`weight` names the attribute that weights a tie; None weights every tie alike. Parallel ties are added up."""
    if isinstance(graph, Compact):
        return graph if weight else Compact(graph.nodes, _ones(graph.weights), graph.directed)
    nodes = tuple(graph)
    if not nodes:
        return Compact((), sp.csr_array((0, 0)), graph.is_directed())
    matrix = sp.csr_array(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=weight, dtype=float))
    return Compact(nodes, without_loops(matrix), graph.is_directed())


def without_loops(matrix: sp.csr_array) -> sp.csr_array:
    coo = matrix.tocoo()
    keep = (coo.row != coo.col) & (coo.data != 0)
    return sp.csr_array((coo.data[keep], (coo.row[keep], coo.col[keep])), shape=matrix.shape)


def _ones(matrix: sp.csr_array) -> sp.csr_array:
    return sp.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)


def ties(claims: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of actors and direction, with claims, documents, outlets, mean confidence and mean intensity.
    What is symmetric counts in both directions."""
    mirrored = claims[claims["symmetric"].astype(bool)].rename(columns={"source": "target", "target": "source"})
    both = pd.concat([claims, mirrored], ignore_index=True)
    both = both[both["source"] != both["target"]]
    return (
        both.groupby(["source", "target"], sort=True)
        .agg(
            weight=("claim", "size"),
            documents=("document", "nunique"),
            outlets=("outlet", "nunique"),
            confidence=("confidence", "mean"),
            intensity=("intensity", "mean"),
        )
        .reset_index()
    )


def tie_graph(claims: pd.DataFrame, actors: pd.DataFrame | None = None) -> nx.DiGraph:
    """Who is said to act on whom, weighted by claims; symmetric relations run both ways."""
    return _graph(ties(claims), actors, nx.DiGraph())


def undirected_graph(claims: pd.DataFrame, actors: pd.DataFrame | None = None) -> nx.Graph:
    """Who has to do with whom; each claim weighs 1 whichever way it points."""
    pairs = _pairs(claims).groupby(["source", "target"], sort=True).agg(weight=("claim", "size")).reset_index()
    return _graph(pairs, actors, nx.Graph())


def signed_graph(claims: pd.DataFrame, actors: pd.DataFrame | None = None) -> nx.Graph:
    """`sign` 1 where the intensities of all claims of cooperation, conflict and alignment between two actors add up to
    more than zero, -1 where to less; pairs that add up to zero, and mere affiliations, make no tie. `weight` is the
    mean of the intensities without its sign (1 to 10), `claims` their number."""
    chosen = _pairs(claims[claims["quad_class"].isin(SIGNED)])
    pairs = (
        chosen.groupby(["source", "target"], sort=True)
        .agg(total=("intensity", "sum"), mean=("intensity", "mean"), claims=("claim", "size"))
        .reset_index()
    )
    pairs = pairs[pairs["total"] != 0]
    pairs = pairs.assign(sign=np.sign(pairs["total"]).astype(int), weight=pairs["mean"].abs())
    return _graph(pairs.drop(columns=["total", "mean"]), actors, nx.Graph())


def _pairs(claims: pd.DataFrame) -> pd.DataFrame:
    """The ends of each claim in the order of their ids; loops left out."""
    swapped = claims["source"] > claims["target"]
    ends = claims[["source", "target"]].to_numpy(copy=True)
    ends[swapped.to_numpy()] = ends[swapped.to_numpy()][:, ::-1]
    chosen = claims.assign(source=ends[:, 0], target=ends[:, 1])
    return chosen[chosen["source"] != chosen["target"]]


def _graph(pairs: pd.DataFrame, actors: pd.DataFrame | None, graph: Any) -> Any:
    ends = sorted(set(pairs["source"]) | set(pairs["target"]))
    if actors is None:
        graph.add_nodes_from(ends)
    else:
        known = actors.reindex(ends)[["name", "kind", "country"]].astype(object)
        graph.add_nodes_from(
            (end, {name: value for name, value in row.items() if isinstance(value, str)})
            for end, row in zip(ends, known.to_dict("records"), strict=True)
        )
    columns = [name for name in pairs.columns if name not in ("source", "target")]
    for source, target, *values in pairs[["source", "target", *columns]].itertuples(index=False):
        graph.add_edge(source, target, **dict(zip(columns, values, strict=True)))
    return graph
