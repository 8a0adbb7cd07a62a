"""Signed balance against published values, and against trying everything."""

from __future__ import annotations

from itertools import product

import networkx as nx
import pytest

from graph import analysis
from graph.analysis import balance
from tests.graph import known_networks


def signed(size: int, ties: int, seed: int) -> nx.Graph:
    graph = nx.gnm_random_graph(size, ties, seed=seed)
    for place, (u, v) in enumerate(graph.edges):
        graph.edges[u, v]["sign"] = 1 if (place * 7 + seed) % 3 else -1
    return graph


def least_by_trying(graph: nx.Graph) -> int:
    nodes = list(graph)
    least = graph.number_of_edges()
    for camps in product((0, 1), repeat=len(nodes)):
        camp = dict(zip(nodes, camps, strict=True))
        least = min(least, sum((camp[u] == camp[v]) != (sign > 0) for u, v, sign in graph.edges(data="sign")))
    return least


def test_the_copy_of_sampsons_table_has_its_sums() -> None:
    graph = known_networks.monastery()
    liked = dict.fromkeys(graph, 0)
    disliked = dict(liked)
    for _, other, tie in graph.edges(data=True):
        (liked if tie["sign"] > 0 else disliked)[other] += tie["weight"]
    assert tuple(liked.values()) == known_networks.LIKED_SUMS
    assert {novice: disliked[novice] for novice in known_networks.DISLIKED_SUMS} == known_networks.DISLIKED_SUMS


def test_the_novices_fall_into_sampsons_three_groups() -> None:
    """Doreian and Mrvar (1996) find Sampson's groups as the best partition of the last period into three, with an
    inconsistency of 10.5 at α = 0.5; integer programming proves that none leaves less."""
    found = analysis.blocks(known_networks.monastery(), 3, weight="weight")
    groups = {frozenset(name for name in found.block if found.block[name] == block) for block in range(3)}
    assert found.inconsistency == 10.5
    assert groups == {
        frozenset(known_networks.TURKS), frozenset(known_networks.OUTCASTS), frozenset(known_networks.LOYAL)
    }  # fmt: skip


def test_three_blocks_fit_the_novices_better_than_two_or_one() -> None:
    left = {n: analysis.blocks(known_networks.monastery(), n, weight="weight").inconsistency for n in (1, 2, 3)}
    assert left[3] < left[2] < left[1]


@pytest.mark.parametrize("seed", range(5))
def test_frustration_is_the_least_that_trying_finds(seed: int) -> None:
    graph = signed(9, 20, seed)
    found = analysis.frustration(graph)
    assert found.exact
    assert found.index == least_by_trying(graph) == len(found.frustrated)
    assert found.share == found.index / 20
    # two blocks at α = 0.5 are the same question, each frustrated tie costing a half
    assert analysis.blocks(graph, 2).inconsistency == found.index / 2


def test_searching_and_proving_agree_on_the_novices(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = known_networks.monastery_ties()
    proved = analysis.frustration(graph)
    monkeypatch.setattr(balance, "EXACT_TIES", 10)
    searched = analysis.frustration(graph)
    assert proved.exact and not searched.exact
    assert proved.index == searched.index
    assert searched.bound <= searched.index


def test_the_published_frustration_of_the_highland_tribes() -> None:
    """Aref and Wilson, Balance and frustration in signed networks, J. Complex Networks 7 (2019): 16 actors, 58 ties, 29
    of them negative, index 7."""
    graph = known_networks.tribes()
    assert (len(graph), graph.number_of_edges()) == (16, 58)
    assert sum(sign < 0 for *_, sign in graph.edges(data="sign")) == 29
    found = analysis.frustration(graph)
    assert (found.index, found.exact) == (7, True)


def test_the_highland_tribes_fall_into_three_alliances() -> None:
    """Hage and Harary, Structural Models in Anthropology, Cambridge 1983: three clusters, but for the two friendships
    that the Masilakidzuha keep with another alliance. signnet (Schoch; R) prints groups of 7, 5 and 4 with a
    criterion of 2 in its manual of signed_blockmodel, each tie counted from both its ends: 1 of ours."""
    found = analysis.blocks(known_networks.tribes(), 3)
    sizes = sorted(list(found.block.values()).count(block) for block in range(3))
    assert sizes == [4, 5, 7]
    assert found.inconsistency == 1.0
    across = [{u, v} for u, v, sign in known_networks.tribes().edges(data="sign")
              if (found.block[u] == found.block[v]) != (sign > 0)]  # fmt: skip
    assert across == [{"Nagam", "Masilakidzuha"}, {"Masilakidzuha", "Uheto"}]


def test_triads_with_very_many_ties_are_counted_in_full() -> None:
    graph = nx.barabasi_albert_graph(300, 8, seed=4)
    for place, (u, v) in enumerate(graph.edges):
        graph.edges[u, v]["sign"] = -1 if place % 3 else 1
    assert analysis.triads(graph)["count"].sum() == sum(nx.triangles(graph).values()) / 3


def test_a_balanced_graph_has_no_frustration() -> None:
    graph = nx.complete_graph(8)
    for u, v in graph.edges:
        graph.edges[u, v]["sign"] = 1 if (u < 3) == (v < 3) else -1
    found = analysis.frustration(graph)
    assert (found.index, found.exact, found.frustrated) == (0, True, ())
    assert len({found.camps[node] for node in range(3)}) == 1
    assert found.camps[0] != found.camps[7]
    assert analysis.triads(graph).attrs["balance"] == 1


def test_triads_are_those_counted_by_hand() -> None:
    graph = signed(14, 50, 2)
    counts = dict.fromkeys(("+++", "++-", "+--", "---"), 0)
    for three in (clique for clique in nx.enumerate_all_cliques(graph) if len(clique) == 3):
        signs = [graph.edges[three[i], three[j]]["sign"] for i, j in ((0, 1), (0, 2), (1, 2))]
        counts["+" * signs.count(1) + "-" * signs.count(-1)] += 1
    table = analysis.triads(graph)
    assert table["count"].to_dict() == counts
    assert table["expected"].sum() == pytest.approx(sum(counts.values()))
    assert table.attrs["balance"] == (counts["+++"] + counts["+--"]) / sum(counts.values())


def test_graphs_without_ties_or_triangles() -> None:
    assert analysis.triads(nx.Graph()).attrs["balance"] is None
    assert analysis.frustration(nx.Graph()).index == 0
    assert analysis.blocks(nx.Graph(), 2).block == {}


def test_what_balance_is_not_asked_of_is_said() -> None:
    with pytest.raises(ValueError, match="undirected"):
        analysis.triads(known_networks.monastery())
    with pytest.raises(ValueError, match="at most 1500 actors"):
        analysis.blocks(nx.empty_graph(1501), 2)
