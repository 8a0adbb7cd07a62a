"""How long the default set of measures takes on a large network, and networkx for the same.

    python -m tests.bench.bench_analysis [--actors 100000] [--ties 500000] [--networkx-seconds 100] [--small 2000]

Two tables: the large network, where networkx does some measures only for a sample that is scaled up ("from 2 of 100
pivots"), and a small one, where it does everything. Times are seconds of a clock and, in brackets, of the processor,
threads added up; "times" compares the latter, which other programs on the machine disturb less.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np
import scipy.sparse as sp

from graph import analysis
from graph.analysis.centrality import PIVOTS
from graph.analysis.ties import Compact, without_loops

LIMIT, MEMORY = 60, 4  # seconds and GB that the default set may take
SOME = 40  # actors whose constraint networkx computes, of all


@dataclass(frozen=True, slots=True)
class Times:
    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Theirs:
    """What networkx does for a measure; `scale` times as much would be the whole, `how` says so."""

    run: Callable[[], object]
    scale: float = 1.0
    how: str = ""


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


def signed(view: Compact) -> nx.Graph:
    """Three of five ties positive."""
    upper = sp.triu(view.either).tocoo()
    signs = np.where(np.random.default_rng(5).random(upper.nnz) < 0.6, 1, -1)
    graph = nx.Graph()
    graph.add_nodes_from(view.nodes)
    graph.add_edges_from(
        (one, other, {"sign": sign})
        for one, other, sign in zip(upper.row.tolist(), upper.col.tolist(), signs.tolist(), strict=True)
    )
    return graph


def ours(view: Compact, balance: nx.Graph) -> dict[str, Callable[[], object]]:
    undirected = Compact(view.nodes, view.either, False)
    kinds = {node: node % 9 for node in view.nodes}
    return {
        "degree and strength": lambda: analysis.degree(view),
        "betweenness": lambda: analysis.betweenness(undirected),
        "pagerank": lambda: analysis.pagerank(view),
        "eigenvector": lambda: analysis.eigenvector(view),
        "cores": lambda: analysis.cores(view),
        "constraint, effective size": lambda: analysis.structural_holes(view),
        "Gould-Fernandez roles": lambda: analysis.gould_fernandez(view, kinds),
        "communities, 3 seeds": lambda: analysis.communities(undirected, seeds=3),
        "reciprocity, dyad census": lambda: (analysis.reciprocity(view), analysis.dyad_census(view)),
        "triads, signed": lambda: analysis.triads(balance),
        "frustration, searched": lambda: analysis.frustration(balance),
    }


def theirs(view: Compact, balance: nx.Graph, whole: bool) -> dict[str, Theirs]:
    coo = view.weights.tocoo()
    graph = nx.DiGraph()
    graph.add_nodes_from(view.nodes)
    graph.add_weighted_edges_from(zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True))
    undirected = graph.to_undirected()
    size = len(view.nodes)
    if whole:
        between = Theirs(lambda: nx.betweenness_centrality(undirected))
        holes = Theirs(lambda: (nx.constraint(graph, weight="weight"), nx.effective_size(graph, weight="weight")))
    else:
        between = Theirs(
            lambda: nx.betweenness_centrality(undirected, k=2, seed=7), PIVOTS / 2, f"2 of {PIVOTS} pivots"
        )
        some = np.random.default_rng(2).choice(size, SOME, replace=False).tolist()
        holes = Theirs(
            lambda: (nx.constraint(graph, some, weight="weight"), nx.effective_size(graph, some, weight="weight")),
            size / SOME,
            f"{SOME} of {size:,} actors",
        )
    return {
        "degree and strength": Theirs(lambda: (dict(graph.degree()), dict(graph.degree(weight="weight")))),
        "betweenness": between,
        "pagerank": Theirs(lambda: nx.pagerank(graph, weight="weight")),
        "eigenvector": Theirs(lambda: nx.eigenvector_centrality(undirected, max_iter=1000, weight="weight")),
        "cores": Theirs(lambda: nx.core_number(undirected)),
        "constraint, effective size": holes,
        "communities, 3 seeds": Theirs(
            lambda: nx.community.louvain_communities(undirected, seed=7), 3, "Louvain, 1 of 3 seeds"
        ),
        "reciprocity, dyad census": Theirs(lambda: nx.overall_reciprocity(graph), 1, "reciprocity alone"),
        "triads, signed": Theirs(lambda: nx.triangles(balance), 1, "triangles without signs"),
    }


def timed(run: Callable[[], object]) -> Times:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return Times(time.perf_counter() - clock, time.process_time() - processor)


def bounded(run: Callable[[], object], seconds: float) -> Times | None:
    """None if it took longer, or more than 12 GB; run in a process of its own that can be stopped."""
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
    return None if queue.empty() else queue.get()


def compare(actors: int, ties: int, seconds: float, whole: bool) -> tuple[float, float]:
    """Prints a table; the seconds that all our measures take of the processor, which are no fewer than those of the
    clock on a machine that does nothing else, and the peak of memory in GB before networkx."""
    view = network(actors, ties)
    balance = signed(view)
    print(f"\n{actors:,} actors, {view.weights.nnz:,} ties; load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    own = {name: timed(run) for name, run in ours(view, balance).items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    others = theirs(view, balance, whole) if seconds else {}
    print(f"{'measure':<28}{'here':>16}{'networkx':>22}{'times':>9}")
    for name, mine in own.items():
        print(f"{name:<28}{_shown(mine):>16}{_against(mine, others.get(name), seconds)}", flush=True)
    total = Times(sum(one.clock for one in own.values()), sum(one.processor for one in own.values()))
    print(f"{'together':<28}{_shown(total):>16}   peak {memory:.1f} GB")
    return total.processor, memory


def _against(mine: Times, other: Theirs | None, seconds: float) -> str:
    if other is None:
        return f"{'has none' if seconds else '':>22}"
    found = bounded(other.run, seconds)
    if found is None:
        return (
            f"{f'> {seconds * other.scale:.0f}':>22}{f'> {seconds * other.scale / mine.processor:.0f}':>9}  {other.how}"
        )
    scaled = Times(found.clock * other.scale, found.processor * other.scale)
    return (
        f"{_shown(scaled):>22}{scaled.processor / max(mine.processor, 0.001):>9.1f}  {other.how and f'({other.how})'}"
    )


def _shown(times: Times) -> str:
    return f"{times.clock:.2f} ({times.processor:.2f})"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=500_000)
    parser.add_argument("--small", type=int, default=2000, help="actors of the small network; 0 leaves it out")
    parser.add_argument("--networkx-seconds", type=float, default=100, help="for each measure; 0 leaves networkx out")
    args = parser.parse_args()
    seconds, memory = compare(args.actors, args.ties, args.networkx_seconds, whole=False)
    kept = seconds <= LIMIT and memory <= MEMORY
    print(f"{'within' if kept else 'BEYOND'} {LIMIT} s of the processor and {MEMORY} GB")
    if args.small and args.networkx_seconds:
        compare(args.small, args.small * 5, args.networkx_seconds, whole=True)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
