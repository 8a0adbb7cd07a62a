"""Signed balance: whether the friends of friends are friends, and the enemies of enemies too.

Graphs are undirected with `sign` 1 or -1 on each tie, as `ties.signed_graph` makes them; blocks also take directed
ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from graph.analysis.brokerage import masked_product, pattern

EXACT_TIES = 400  # ties up to which the smallest number of frustrated ones is proved, not only searched for
SECONDS = 10.0  # of proving
_NEGATIVE = 2.0**17  # more than the actors that any two have in common; its square times that is still exact
MOST_BLOCKED = 1500  # actors that blocks are sought for: each move looks at all others


@dataclass(frozen=True, slots=True)
class Frustration:
    """`index` ties would have to change sign for the graph to fall into two camps at peace within and at war between;
    at least `bound` if it could not be proved (then `exact` is False). `share` is index by ties, `frustrated` these
    ties, `camps` the camp of each actor."""

    index: int
    bound: int
    exact: bool
    share: float
    frustrated: tuple[tuple[Any, Any], ...]
    camps: dict[Any, int]


@dataclass(frozen=True, slots=True)
class Blocks:
    """`inconsistency` is what the best partition found leaves: α · negative weight within + (1 - α) · positive
    between."""

    number: int
    inconsistency: float
    block: dict[Any, int]


def triads(graph: nx.Graph) -> pd.DataFrame:
    """Triangles by their number of negative ties, and how many there would be if the same signs were dealt at random.
    Balanced (Heider, Cartwright and Harary) are those with none or two; weakly balanced (Davis) also those with three.
    `table.attrs["balance"]` is the share of balanced ones, None without triangles.

    Cartwright and Harary, Structural balance, Psychological Review 63 (1956); Davis, Clustering and structural balance
    in graphs, Human Relations 20 (1967); Leskovec, Huttenlocher, Kleinberg, Signed networks in social media, CHI 2010.
    """
    nodes, ends, signs = _edges(graph)
    counts = _triangles(len(nodes), ends, signs)
    total, ties = sum(counts), len(signs)
    plus = int((signs > 0).sum()) / ties if ties else 0.0
    chances = (plus**3, 3 * plus**2 * (1 - plus), 3 * plus * (1 - plus) ** 2, (1 - plus) ** 3)
    table = pd.DataFrame(
        {
            "triad": ["+++", "++-", "+--", "---"],
            "count": counts,
            "expected": [total * chance for chance in chances],
            "balanced": [True, False, True, False],
            "weakly_balanced": [True, False, True, True],
        }
    ).set_index("triad")
    table.attrs["balance"] = (counts[0] + counts[2]) / total if total else None
    return table


def frustration(graph: nx.Graph, seed: int = 7, restarts: int = 50, seconds: float = SECONDS) -> Frustration:
    """The smallest number of ties whose signs are wrong for two camps, proved by integer programming for graphs of up
    to 400 ties, else the best of a local search.

    Harary, On the measurement of structural balance, Behavioral Science 4 (1959); Aref, Mason, Wilson, A modeling and
    computational study of the frustration index in signed networks, Networks 75 (2020).
    """
    nodes, ends, signs = _edges(graph)
    camps = _searched(len(nodes), ends, signs, seed, restarts)
    index = int(_frustrated(camps, ends, signs).sum())
    bound, exact = (0, index == 0) if len(signs) > EXACT_TIES or not index else (0, False)
    if index and len(signs) <= EXACT_TIES:
        bound, proved = _proved(len(nodes), ends, signs, seconds)
        if proved is not None and int(_frustrated(proved, ends, signs).sum()) < index:
            camps = proved
            index = int(_frustrated(camps, ends, signs).sum())
        exact = bound >= index
    wrong = _frustrated(camps, ends, signs)
    pairs = tuple((nodes[i], nodes[j]) for (i, j), bad in zip(ends, wrong, strict=True) if bad)
    share = index / len(signs) if len(signs) else 0.0
    return Frustration(index, max(bound, 0) if not exact else index, exact, share, pairs, _named(nodes, camps))


def blocks(graph: nx.Graph, number: int, alpha: float = 0.5, weight: str | None = None, seed: int = 7,
           restarts: int = 100) -> Blocks:  # fmt: skip
    """The partition into at most `number` blocks with positive ties within and negative ones between that leaves the
    least inconsistency α·N + (1 - α)·P: moving single actors and swapping two while that helps, from `restarts` random
    partitions. A local search: it may miss the best one. Without `weight` each tie counts 1.

    Doreian and Mrvar, A partitioning approach to structural balance, Social Networks 18 (1996); Partitioning signed
    social networks, Social Networks 31 (2009).
    """
    nodes = list(graph)
    if len(nodes) > MOST_BLOCKED:
        raise ValueError(f"blocks are sought among at most {MOST_BLOCKED} actors, not {len(nodes)}")
    within, between = _costs(graph, nodes, alpha, weight)
    rng = np.random.default_rng(seed)
    best: tuple[float, Any] = (np.inf, np.zeros(len(nodes), dtype=int))
    for _ in range(restarts if nodes else 0):
        found = _relocated(rng.integers(number, size=len(nodes)), within, between, number)
        cost = _inconsistency(found, within, between)
        best = (cost, found) if cost < best[0] - 1e-9 else best
    return Blocks(number, float(best[0]) if nodes else 0.0, _named(nodes, best[1]))


def _triangles(size: int, ends: Any, signs: Any) -> list[int]:
    """Each triangle once: ties run from the actor with fewer to the one with more of them, so that those with very many
    start few paths. A path of two ties counts 1, its negative ties times `_NEGATIVE` each; of all paths only those stay
    whose ends are tied."""
    degree = np.bincount(ends.ravel(), minlength=size)
    rank = np.empty(size, dtype=int)
    rank[np.lexsort((np.arange(size), degree))] = np.arange(size)
    low, high = np.sort(rank[ends], axis=1).T
    forward = sp.csr_array((np.where(signs > 0, 1.0, _NEGATIVE), (low, high)), shape=(size, size))
    counts = [0, 0, 0, 0]
    paths = masked_product(forward, forward, pattern(forward)).tocoo()
    third = np.asarray(forward[paths.row, paths.col]) if paths.nnz else np.array([])
    for negative in (0, 1):
        total = paths.data[(third != 1) == bool(negative)]
        two, rest = np.divmod(total, _NEGATIVE**2)
        one, none = np.divmod(rest, _NEGATIVE)
        for more, found in enumerate((none, one, two)):
            counts[negative + more] += int(found.sum())
    return counts


def _edges(graph: nx.Graph) -> tuple[list[Any], Any, Any]:
    if graph.is_directed():
        raise ValueError("balance is asked of an undirected signed graph")
    nodes = list(graph)
    place = {node: number for number, node in enumerate(nodes)}
    found = [(place[u], place[v], int(np.sign(sign))) for u, v, sign in graph.edges(data="sign") if u != v]
    table = np.array(found, dtype=int).reshape(-1, 3)
    return nodes, table[:, :2], table[:, 2]


def _frustrated(camps: Any, ends: Any, signs: Any) -> Any:
    together = camps[ends[:, 0]] == camps[ends[:, 1]]
    return together != (signs > 0)


def _searched(size: int, ends: Any, signs: Any, seed: int, restarts: int) -> Any:
    """The best camps that moving single actors finds, from random starts."""
    matrix = sp.coo_array((signs, (ends[:, 0], ends[:, 1])), shape=(size, size))
    matrix = sp.csr_array(matrix + matrix.T)
    rng = np.random.default_rng(seed)
    best, least = np.zeros(size, dtype=int), np.inf
    for _ in range(restarts if size <= MOST_BLOCKED else 3):
        side = rng.choice([-1, 1], size=size)
        moved = True
        while moved:
            moved = False
            for node in rng.permutation(size):
                row = slice(matrix.indptr[node], matrix.indptr[node + 1])
                if side[node] * (matrix.data[row] @ side[matrix.indices[row]]) < 0:
                    side[node] = -side[node]
                    moved = True
        camps = (side > 0).astype(int)
        wrong = _frustrated(camps, ends, signs).sum()
        if wrong < least:
            best, least = camps, wrong
    return best


def _proved(size: int, ends: Any, signs: Any, seconds: float) -> tuple[int, Any]:
    """A lower bound, and camps if any were found. One 0/1 variable an actor (its camp) and one a tie (frustrated)."""
    ties = len(signs)
    rows, lower = [], []
    for tie, ((i, j), sign) in enumerate(zip(ends, signs, strict=True)):
        for first in (1, -1):
            row = np.zeros(size + ties)
            row[i], row[j], row[size + tie] = (-first, first, 1) if sign > 0 else (first, first, 1)
            rows.append(row)
            lower.append(0 if sign > 0 else first)
    for tied in _unbalanced_triangles(ends, signs):
        row = np.zeros(size + ties)
        row[[size + tie for tie in tied]] = 1  # of three ties that contradict each other one is frustrated
        rows.append(row)
        lower.append(1)
    cost = np.concatenate([np.zeros(size), np.ones(ties)])
    upper = np.ones(size + ties)
    upper[np.bincount(ends.ravel(), minlength=size).argmax()] = 0  # the camps may be exchanged: one actor's is fixed
    found = milp(
        cost,
        integrality=np.ones(size + ties),
        bounds=Bounds(np.zeros(size + ties), upper),
        constraints=LinearConstraint(sp.csr_array(np.array(rows)), lb=lower),
        options={"time_limit": seconds},
    )
    bound = int(np.ceil((found.mip_dual_bound or 0) - 1e-6))
    return bound, None if found.x is None else np.round(found.x[:size]).astype(int)


def _unbalanced_triangles(ends: Any, signs: Any) -> list[tuple[int, int, int]]:
    tie = {frozenset((int(i), int(j))): number for number, (i, j) in enumerate(ends)}
    around: dict[int, set[int]] = {}
    for i, j in ends.tolist():
        around.setdefault(i, set()).add(j)
        around.setdefault(j, set()).add(i)
    found = []
    for i, j in ends.tolist():
        for k in around[i] & around[j]:
            three = tie[frozenset((i, j))], tie[frozenset((i, k))], tie[frozenset((j, k))]
            if k > max(i, j) and signs[list(three)].prod() < 0:
                found.append(three)
    return found


def _costs(graph: nx.Graph, nodes: list[Any], alpha: float, weight: str | None) -> tuple[Any, Any]:
    """What it costs to put two actors into one block, and into two; both symmetric."""
    place = {node: number for number, node in enumerate(nodes)}
    within, between = np.zeros((len(nodes),) * 2), np.zeros((len(nodes),) * 2)
    for u, v, attributes in graph.edges(data=True):
        if u == v:
            continue
        size = abs(float(attributes[weight])) if weight else 1.0
        table, share = (within, alpha) if attributes["sign"] < 0 else (between, 1 - alpha)
        table[place[u], place[v]] += share * size
        table[place[v], place[u]] += share * size
    return within, between


def _inconsistency(labels: Any, within: Any, between: Any) -> float:
    same = labels[:, None] == labels[None, :]
    return float((within * same).sum() + (between * ~same).sum()) / 2


def _relocated(labels: Any, within: Any, between: Any, number: int) -> Any:
    difference = within - between  # what each other actor adds to the cost of its block
    member = np.eye(number)[labels]
    while True:
        cost = difference @ member
        own = cost[np.arange(len(labels)), labels]
        gain = own[:, None] - cost
        node, block = np.unravel_index(gain.argmax(), gain.shape)
        if gain[node, block] > 1e-9:
            member[node] = np.eye(number)[block]
            labels[node] = block
            continue
        swap = gain[:, labels] + gain[:, labels].T + 2 * difference * (labels[:, None] != labels[None, :])
        one, two = np.unravel_index(swap.argmax(), swap.shape)
        if swap[one, two] <= 1e-9 or labels[one] == labels[two]:
            return labels
        labels[one], labels[two] = labels[two], labels[one]
        member[[one, two]] = member[[two, one]]


def _named(nodes: list[Any], labels: Any) -> dict[Any, int]:
    """Labels counted from 0 in the order in which they first occur."""
    numbers: dict[int, int] = {}
    return {node: numbers.setdefault(int(label), len(numbers)) for node, label in zip(nodes, labels, strict=True)}
