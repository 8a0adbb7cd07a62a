"""How long the default set of measures takes on a large network, and networkx for the same.

    python -m tests.bench.bench_analysis [--actors 100000] [--ties 500000] [--networkx-seconds 120]

networkx is given as long as our own measures together, or what is asked for; what it does not finish is named.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import resource
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import scipy.sparse as sp

from graph import analysis
from graph.analysis.centrality import PIVOTS
from graph.analysis.ties import Compact, without_loops


def network(actors: int, ties: int, seed: int = 11) -> Compact:
    """Directed, with a few actors in most ties, as in news: ends are drawn with probability 1 / (rank + 10)."""
    rng = np.random.default_rng(seed)
    chances = 1 / (np.arange(actors) + 10.0)
    chances /= chances.sum()
    codes = np.array([], dtype=np.int64)
    while len(codes) < ties:
        source = rng.choice(actors, ties, p=chances)
        target = np.where(rng.random(ties) < 0.5, rng.integers(actors, size=ties), rng.choice(actors, ties, p=chances))
        codes = np.unique(np.concatenate([codes, (source * actors + target)[source != target]]))
    codes = np.sort(rng.choice(codes, ties, replace=False))
    weights = rng.geometric(0.5, ties).astype(float)
    matrix = sp.csr_array((weights, (codes // actors, codes % actors)), shape=(actors, actors))
    return Compact(tuple(range(actors)), without_loops(matrix), True)


def ours(view: Compact) -> dict[str, Callable[[], object]]:
    undirected = Compact(view.nodes, view.either, False)
    kinds = {node: node % 9 for node in view.nodes}
    return {
        "degree and strength": lambda: analysis.degree(view),
        f"betweenness, {PIVOTS} pivots": lambda: analysis.betweenness(undirected),
        "pagerank": lambda: analysis.pagerank(view),
        "eigenvector": lambda: analysis.eigenvector(view),
        "cores": lambda: analysis.cores(view),
        "constraint, effective size": lambda: analysis.structural_holes(view),
        "Gould-Fernandez roles": lambda: analysis.gould_fernandez(view, kinds),
        "communities, 3 seeds": lambda: analysis.communities(undirected, seeds=3),
        "reciprocity": lambda: analysis.reciprocity(view),
    }


def theirs(graph: Any) -> dict[str, Callable[[], object]]:
    undirected = graph.to_undirected()
    return {
        "degree and strength": lambda: (dict(graph.degree()), dict(graph.degree(weight="weight"))),
        f"betweenness, {PIVOTS} pivots": lambda: nx.betweenness_centrality(undirected, k=PIVOTS, seed=7),
        "pagerank": lambda: nx.pagerank(graph, weight="weight"),
        "eigenvector": lambda: nx.eigenvector_centrality(undirected, max_iter=1000, weight="weight"),
        "cores": lambda: nx.core_number(undirected),
        "constraint, effective size": lambda: nx.constraint(graph, weight="weight"),
        "communities, 3 seeds": lambda: nx.community.louvain_communities(undirected, seed=7),
        "reciprocity": lambda: nx.overall_reciprocity(graph),
    }


def timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def bounded(run: Callable[[], object], seconds: float) -> float | None:
    """Seconds, or None if it took longer, or more than 12 GB; run in a process of its own that can be stopped."""
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()

    def alone() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (12 * 2**30,) * 2)
        with contextlib.suppress(MemoryError):
            queue.put(timed(run))

    child = context.Process(target=alone)
    child.start()
    child.join(seconds)
    if child.is_alive():
        child.terminate()
        child.join()
        return None
    return None if queue.empty() else float(queue.get())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=500_000)
    parser.add_argument("--networkx-seconds", type=float, default=120)
    args = parser.parse_args()
    view = network(args.actors, args.ties)
    print(f"{args.actors:,} actors, {view.weights.nnz:,} ties")
    own = {}
    for name, run in ours(view).items():
        own[name] = timed(run)
        print(f"{name:<30}{own[name]:>10.2f}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    coo = view.weights.tocoo()
    graph = nx.DiGraph()
    graph.add_nodes_from(view.nodes)
    graph.add_weighted_edges_from(zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True))
    others = theirs(graph)
    print(f"{'measure':<30}{'here, s':>10}{'networkx, s':>14}{'times':>8}")
    for name, seconds in own.items():
        found = bounded(others[name], args.networkx_seconds) if name in others and args.networkx_seconds else None
        other = "none" if name not in others else f"{found:.1f}" if found else f"> {args.networkx_seconds:.0f}"
        times = (
            f"{found / seconds:.0f}" if found else f"> {args.networkx_seconds / seconds:.0f}" if name in others else ""
        )
        print(f"{name:<30}{seconds:>10.2f}{other:>14}{times:>8}", flush=True)
    print(f"{'together':<30}{sum(own.values()):>10.1f}   peak {memory:.1f} GB")


if __name__ == "__main__":
    main()
