"""Measures of structure against networkx, counting by hand, and published values."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from graph import analysis
from graph.analysis.centrality import PIVOTS, networkit_graph
from tests.graph import known_networks

KARATE = nx.karate_club_graph()
DAVIS = nx.davis_southern_women_graph()
MONKS = known_networks.monastery()
HOLED = nx.disjoint_union(nx.gnp_random_graph(12, 0.3, seed=3, directed=True), nx.empty_graph(2, nx.DiGraph))
GRAPHS: dict[str, nx.Graph] = {"karate": KARATE, "davis": DAVIS, "monastery": MONKS, "with isolates": HOLED}


def same(table: pd.Series, expected: dict[Any, float], digits: float = 1e-9) -> None:
    assert list(table.index) == list(expected)
    np.testing.assert_allclose(table.to_numpy(dtype=float), list(expected.values()), atol=digits)


@pytest.fixture(params=GRAPHS.values(), ids=GRAPHS)
def graph(request: pytest.FixtureRequest) -> nx.Graph:
    found: nx.Graph = request.param
    return found


def test_degree_and_strength(graph: nx.Graph) -> None:
    table = analysis.degree(graph)
    either = graph.to_undirected()
    same(table["degree"], dict(either.degree()))
    assert table["strength"].sum() == pytest.approx(2 * graph.size("weight"))
    if graph.is_directed():
        same(table["in_degree"], dict(graph.in_degree()))
        same(table["out_strength"], dict(graph.out_degree(weight="weight")))
    else:
        same(table["strength"], dict(graph.degree(weight="weight")))


def test_betweenness_is_that_of_networkx_on_both_paths(graph: nx.Graph) -> None:
    expected = nx.betweenness_centrality(graph)
    same(analysis.betweenness(graph)["betweenness"], expected)
    fast = analysis.betweenness(analysis.compact(graph))
    same(fast["betweenness"], expected)
    assert fast.attrs["pivots"] == 0


def test_betweenness_of_all_pivots_is_exact_and_of_some_is_near() -> None:
    large = nx.barabasi_albert_graph(400, 3, seed=5)
    exact = analysis.betweenness(large)["betweenness"]
    sampled = analysis.betweenness(large, big=100)
    assert sampled.attrs["pivots"] == PIVOTS
    assert np.corrcoef(exact, sampled["betweenness"])[0, 1] > 0.95
    again = analysis.betweenness(large, big=100)
    pd.testing.assert_frame_equal(sampled, again)


def test_the_published_betweenness_of_the_karate_club() -> None:
    # Freeman's measure of the instructor (0) and the president (33), as in the documentation of every package
    table = analysis.betweenness(KARATE)["betweenness"]
    assert table[0] == pytest.approx(0.4376, abs=5e-5)
    assert table[33] == pytest.approx(0.3041, abs=5e-5)


def test_pagerank(graph: nx.Graph) -> None:
    same(analysis.pagerank(graph)["pagerank"], nx.pagerank(graph, weight="weight", tol=1e-13, max_iter=1000), 1e-9)


def test_eigenvector_centrality_takes_ties_in_either_direction() -> None:
    expected = nx.eigenvector_centrality_numpy(KARATE, weight="weight")
    same(analysis.eigenvector(KARATE)["eigenvector"], expected, 1e-8)
    both = nx.Graph()
    both.add_nodes_from(MONKS)
    for one, other, tie in MONKS.edges(data=True):
        before = both.get_edge_data(one, other, {"weight": 0})["weight"]
        both.add_edge(one, other, weight=before + tie["weight"])
    same(analysis.eigenvector(MONKS)["eigenvector"], nx.eigenvector_centrality_numpy(both, weight="weight"), 1e-8)


def test_eigenvector_centrality_measures_the_largest_component() -> None:
    split = nx.disjoint_union(nx.path_graph(2), nx.complete_graph(4))
    assert analysis.eigenvector(split)["eigenvector"].tolist() == pytest.approx([0, 0, 0.5, 0.5, 0.5, 0.5])
    assert analysis.eigenvector(nx.empty_graph(3))["eigenvector"].tolist() == [0, 0, 0]


def test_cores(graph: nx.Graph) -> None:
    same(analysis.cores(graph)["core"], nx.core_number(graph.to_undirected()))


def test_the_karate_club_has_a_core_of_four() -> None:
    assert analysis.cores(KARATE)["core"].value_counts().to_dict() == {4: 10, 3: 12, 2: 11, 1: 1}


@pytest.mark.parametrize("weight", [None, "weight"])
def test_structural_holes(graph: nx.Graph, weight: str | None) -> None:
    table = analysis.structural_holes(graph, weight)
    tied = [node for node in graph if graph.degree(node)]
    expected = nx.constraint(graph, weight=weight)
    same(table["constraint"].loc[tied], {node: expected[node] for node in tied})
    # networkx asked of all nodes at once divides columns where the formula divides rows; asked of single ones it does
    # not, but takes actors to whom all ties lead for isolated
    active = [node for node in graph if graph[node]]
    sizes = nx.effective_size(graph, nodes=active, weight=weight)
    same(table["effective_size"].loc[active], {node: sizes[node] for node in active})
    assert table.loc[[node for node in graph if node not in tied], "constraint"].isna().all()


def test_structural_holes_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = analysis.structural_holes(DAVIS)
    monkeypatch.setattr("graph.analysis.brokerage.SLICE", 20)
    pd.testing.assert_frame_equal(analysis.structural_holes(DAVIS), whole)


def roles_by_hand(graph: nx.DiGraph, group: dict[Any, Any]) -> dict[Any, dict[str, int]]:
    table = {
        node: dict.fromkeys(("coordinator", "itinerant", "gatekeeper", "representative", "liaison"), 0)
        for node in graph
    }
    for i, broker, j in permutations(graph, 3):
        if graph.has_edge(i, broker) and graph.has_edge(broker, j) and not graph.has_edge(i, j):
            a, b, c = group[i], group[broker], group[j]
            role = (
                "coordinator" if a == b == c
                else "itinerant" if a == c
                else "gatekeeper" if b == c
                else "representative" if a == b
                else "liaison"
            )  # fmt: skip
            table[broker][role] += 1
    return table


@pytest.mark.parametrize("seed", range(4))
def test_brokerage_roles_are_those_counted_by_hand(seed: int) -> None:
    graph = nx.gnp_random_graph(25, 0.2, seed=seed, directed=True)
    groups = {node: "abc"[node % 3] for node in graph}
    table = analysis.gould_fernandez(graph, groups)
    by_hand = roles_by_hand(graph, groups)
    assert table.drop(columns="total").to_dict("index") == by_hand
    assert (table["total"] == table.drop(columns="total").sum(axis=1)).all()


def test_brokerage_among_the_novices() -> None:
    likes = nx.DiGraph((u, v) for u, v, tie in MONKS.edges(data=True) if tie["sign"] > 0)
    group = {
        novice: number
        for number, members in enumerate((known_networks.TURKS, known_networks.OUTCASTS, known_networks.LOYAL))
        for novice in members
    }
    table = analysis.gould_fernandez(likes, group)
    assert table.drop(columns="total").to_dict("index") == roles_by_hand(likes, group)


def test_the_published_brokerage_of_the_strikers() -> None:
    graph = known_networks.strikers()
    assert (len(graph), graph.number_of_edges()) == (24, 76)
    parts = (known_networks.HISPANIC, known_networks.YOUNG, known_networks.OLDER)
    group = {man: number for number, men in enumerate(parts) for man in men}
    table = analysis.gould_fernandez(graph, group)
    found = {
        man: tuple(row) for man, row in zip(table.index, table.drop(columns="total").to_numpy().tolist(), strict=True)
    }
    assert found == {man: known_networks.STRIKERS_ROLES.get(man, (0, 0, 0, 0, 0)) for man in graph}


def test_actors_of_unknown_group_share_it_with_nobody() -> None:
    path = nx.DiGraph([(1, 2), (2, 3)])
    assert analysis.gould_fernandez(path, {}).loc[2, "liaison"] == 1
    assert analysis.gould_fernandez(path, dict.fromkeys(path, "same")).loc[2, "coordinator"] == 1


def test_communities_reach_the_known_optimum_of_the_karate_club() -> None:
    unweighted = nx.Graph(KARATE.edges())
    table = analysis.communities(unweighted)
    # Brandes et al., On modularity clustering, IEEE TKDE 20 (2008): the optimum is 0.4198, with four communities
    assert table.attrs["modularity"] == pytest.approx(0.4198, abs=5e-5)
    assert table.attrs["communities"] == 4
    parts = [set(members.index) for _, members in table.groupby("community")]
    assert table.attrs["modularity"] == pytest.approx(nx.community.modularity(unweighted, parts))
    assert table["community"].value_counts().sort_index().is_monotonic_decreasing
    assert table["stability"].between(0, 1).all()


def test_communities_are_the_same_each_time_and_leave_isolates_out() -> None:
    table = analysis.communities(HOLED)
    pd.testing.assert_frame_equal(table, analysis.communities(HOLED))
    assert table.loc[[12, 13], "community"].tolist() == [-1, -1]
    assert analysis.communities(nx.empty_graph(3)).attrs["communities"] == 0


def test_clear_communities_are_stable() -> None:
    rings = nx.connected_caveman_graph(6, 8)
    table = analysis.communities(rings)
    assert table.attrs["communities"] == 6
    assert table["stability"].min() == pytest.approx(1)
    assert table.attrs["agreement"] == pytest.approx(1)
    cohesion = analysis.cohesion(rings, table["community"])
    assert cohesion["actors"].tolist() == [8] * 6
    assert cohesion["ties_out"].tolist() == [2] * 6


def test_adjusted_rand_index() -> None:
    one = np.array([0, 0, 1, 1, 2, 2])
    assert analysis.adjusted_rand(one, np.array([5, 5, 3, 3, 4, 4])) == 1
    assert analysis.adjusted_rand(one, np.array([0, 0, 0, 1, 1, 1])) == pytest.approx(0.24242424)


def test_networkit_holds_the_same_ties(graph: nx.Graph) -> None:
    view = analysis.compact(graph)
    converted = networkit_graph(view, weighted=True)
    assert converted.numberOfEdges() == graph.number_of_edges()
    assert converted.totalEdgeWeight() == pytest.approx(graph.size("weight"))


@pytest.mark.parametrize("measure", [analysis.centralities, analysis.structural_holes, analysis.communities])
@pytest.mark.parametrize("size", [0, 1, 2])
def test_graphs_of_nothing_are_measured(measure: Any, size: int) -> None:
    assert len(measure(nx.path_graph(size))) == size
    assert len(measure(nx.empty_graph(size, nx.DiGraph))) == size
