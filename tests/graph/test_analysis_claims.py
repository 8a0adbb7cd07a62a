"""Measures of claims: ties, dyads over time, comparisons and sensitivity, on claims made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from extract.ontology import relations
from graph import analysis
from graph.analysis.claims import CLAIM_COLUMNS
from graph.store import Store, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, OSTREN, VALDORIA, everything


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("measured") / "store")) as opened:
        opened.bulk_add(everything())
        yield opened


def table(*rows: tuple[str, str, str, str], outlet: str = "Courier", confidence: float = 0.8) -> pd.DataFrame:
    """Claims from (source, relation, target, date)."""
    found = []
    for number, (source, relation, target, date) in enumerate(rows):
        entry = relations()[relation]
        values = (
            f"c{number}", source, relation, target, "actual", pd.Timestamp(date) if date else pd.NaT, confidence,
            entry.quad_class, entry.intensity, entry.symmetric, f"d{number}", outlet, None, None, None, None,
        )  # fmt: skip
        found.append(dict(zip(CLAIM_COLUMNS, values, strict=True)))
    return pd.DataFrame(found, columns=list(CLAIM_COLUMNS))


def test_the_table_of_a_store_is_its_network(store: Store) -> None:
    claims = analysis.claims_table(store)
    sums = claims.groupby(["source", "relation", "target"]).size().to_dict()
    network = store.whole_network(Filters())
    assert sums == {(row.source, row.relation, row.target): row.claims for row in network.relations}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(places=True),
        Filters(statuses=("actual",)),
        Filters(outlets=("Valdoria Wire",)),
        Filters(outlet_voice=True),
        Filters(speakers=("mara-velk",)),
        Filters(since=dt.date(2024, 3, 5)),
        Filters(until=dt.date(2024, 3, 5)),
        Filters(kinds=("State",)),
        Filters(quad_classes=("material conflict",), min_claims=2),
        Filters(min_confidence=0.9),
        Filters(relations=("CONSULT",), statuses=("negated",)),
    ],
)
def test_filters_select_what_the_store_selects(store: Store, filters: Filters) -> None:
    claims = analysis.claims_table(store, filters)
    sums = claims.groupby(["source", "relation", "target"]).size().to_dict()
    network = store.whole_network(filters)
    assert sums == {(row.source, row.relation, row.target): row.claims for row in network.relations}


def test_judgements_are_applied(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as opened:
        opened.bulk_add(everything())
        before = analysis.claims_table(opened)
        opened.merge(CRIMSON.id, CRIMSON_TOO.id, who="reader")
        opened.reject(before["claim"].iloc[0], who="reader")
        after = analysis.claims_table(opened)
        assert len(after) == len(before) - 1
        assert CRIMSON_TOO.id not in set(after["source"]) | set(after["target"])
        assert CRIMSON.id in set(after["source"])


def test_ties_of_symmetric_relations_run_both_ways() -> None:
    claims = table(
        ("a", "ASSAULT", "b", ""), ("a", "CONSULT", "c", ""), ("b", "ASSAULT", "a", ""), ("a", "ACCUSE", "a", "")
    )
    graph = analysis.tie_graph(claims)
    assert {(u, v): w for u, v, w in graph.edges(data="weight")} == {
        ("a", "b"): 1, ("b", "a"): 1, ("a", "c"): 1, ("c", "a"): 1
    }  # fmt: skip
    assert dict(analysis.undirected_graph(claims).edges) == {("a", "b"): {"weight": 2}, ("a", "c"): {"weight": 1}}


def test_signs_are_those_of_the_summed_intensity() -> None:
    claims = table(("a", "ASSAULT", "b", ""), ("b", "AID", "a", ""), ("a", "CONSULT", "c", ""), ("a", "LEADS", "d", ""))
    graph = analysis.signed_graph(claims)
    assert {frozenset(pair): sign for *pair, sign in graph.edges(data="sign")} == {
        frozenset("ab"): -1, frozenset("ac"): 1
    }  # fmt: skip
    assert graph.edges["a", "b"]["weight"] == pytest.approx(1.25)


def test_actors_bring_their_names(store: Store) -> None:
    graph = analysis.tie_graph(analysis.claims_table(store), analysis.actors_table(store))
    assert graph.nodes[VALDORIA.id] == {"name": "Valdoria", "kind": "State", "country": "VAL"}


def test_strength_by_class() -> None:
    claims = table(("a", "ASSAULT", "b", ""), ("a", "ASSAULT", "b", ""), ("a", "CONSULT", "b", ""))
    strength = analysis.strength_by(claims, "relation")
    assert strength.loc["a", ("out", "ASSAULT")] == 2
    assert strength.loc["b", ("in", "ASSAULT")] == 2
    assert strength.loc["b", ("out", "CONSULT")] == strength.loc["a", ("in", "CONSULT")] == 1


def test_reciprocity() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    nx.set_edge_attributes(graph, {("a", "b"): 3, ("b", "a"): 1, ("a", "c"): 2}, "weight")
    found = analysis.reciprocity(graph)
    assert found["share"] == nx.overall_reciprocity(graph) == 2 / 3
    assert found["weighted"] == 2 / 6
    assert found["correlation"] == pytest.approx((2 / 3 - 0.5) / 0.5)
    assert analysis.dyad_census(graph) == {"mutual": 1, "asymmetric": 1, "null": 1}


def test_dyad_balance_fills_the_months_between() -> None:
    claims = table(
        ("a", "ASSAULT", "b", "2020-01-05"), ("b", "ACCUSE", "a", "2020-01-20"), ("a", "CONSULT", "b", "2020-03-01"),
        ("a", "LEADS", "b", "2020-03-01"), ("a", "ASSAULT", "c", "2020-02-01"), ("a", "ASSAULT", "b", ""),
    )  # fmt: skip
    found = analysis.dyad_balance(claims, "a", "b")
    assert [str(period) for period in found.index] == ["2020-01", "2020-02", "2020-03"]
    assert found["conflict"].tolist() == [2, 0, 0]
    assert found["cooperation"].tolist() == [0, 0, 1]
    assert found["first_to_second"].tolist() == [1, 0, 1]
    assert found["second_to_first"].tolist() == [1, 0, 1]
    assert found["intensity"].tolist()[0] == pytest.approx((-10 - 3) / 2)
    assert found["intensity"].isna().tolist() == [False, True, False]
    assert found["warning"].tolist() == ["only 2 claims", "only 0 claims", "only 1 claim"]
    assert analysis.dyad_balance(claims, "b", "c").empty


def test_emerging_and_fading_ties() -> None:
    early = [("a", "ASSAULT", "b", "2019-05-01")] * 12 + [("a", "ASSAULT", "c", "2019-06-01")] * 2
    late = [("a", "ASSAULT", "b", "2020-05-01")] * 2 + [("d", "AID", "a", "2020-06-01")] * 12
    found = analysis.changed_ties(table(*early, *late), dt.date(2020, 1, 1)).set_index(["source", "target"])
    assert found["change"].to_dict() == {("a", "b"): "shrinking", ("a", "c"): "fading", ("a", "d"): "emerging"}
    assert found.loc[("a", "b"), "p"] < 0.05
    assert found.loc[("a", "c"), "warning"] == "only 2 claims"
    near = analysis.changed_ties(table(*early, *late), dt.date(2020, 1, 1), window=31)
    assert near.empty


def test_pictures_of_outlets() -> None:
    one = table(("a", "ASSAULT", "b", ""), ("a", "ASSAULT", "c", ""), outlet="Courier")
    other = table(("a", "ASSAULT", "b", ""), ("d", "AID", "c", ""), ("d", "AID", "c", ""), outlet="Wire")
    found = analysis.pictures(pd.concat([one, other], ignore_index=True))
    assert found["relations"].to_dict() == {"Wire": 2, "Courier": 2}
    assert found["only_here"].to_dict() == {"Wire": 1, "Courier": 1}
    assert found["shared"].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert found.loc["Courier", "intensity"] == -10
    with pytest.raises(ValueError, match="not by 'mood'"):
        analysis.pictures(one, "mood")


def test_differences_of_two_pictures() -> None:
    first = table(*[("a", "ASSAULT", "b", "")] * 20, *[("a", "AID", "c", "")] * 5)
    second = table(*[("a", "ASSAULT", "b", "")] * 5, *[("a", "AID", "c", "")] * 20)
    found = analysis.differences(first, second).set_index("relation")
    assert found.loc["ASSAULT", "log_odds"] > 0 > found.loc["AID", "log_odds"]
    assert found["p"].max() < 0.001
    assert found.loc["AID", "first_share"] == 0.2
    assert analysis.differences(first.iloc[:0], second.iloc[:0]).empty


def test_periods_part_at_a_day() -> None:
    claims = table(("a", "AID", "b", "2019-12-31"), ("a", "AID", "b", "2020-01-01"), ("a", "AID", "b", ""))
    parts = analysis.parts(claims, "period", dt.date(2020, 1, 1))
    assert {name: len(part) for name, part in parts.items()} == {"after": 1, "before": 1}
    with pytest.raises(ValueError, match="the day that parts them"):
        analysis.parts(claims, "period")


def test_similar_actors_do_the_same_to_the_same() -> None:
    claims = table(
        ("a", "ASSAULT", "x", ""), ("b", "ASSAULT", "x", ""), ("c", "AID", "x", ""), ("a", "AID", "y", ""),
        ("b", "AID", "y", ""), ("a", "CONSULT", "b", ""),
    )  # fmt: skip
    found = analysis.similarity(claims, "a")
    assert found.loc["b", "cosine"] == pytest.approx(1)
    assert found.loc["b", "others"] == 2
    assert "c" not in found.index
    assert analysis.similarity(claims, "nobody").empty


def sent(claims: pd.DataFrame) -> pd.Series:
    return analysis.degree(analysis.tie_graph(claims))["out_strength"]


def test_sensitivity_tells_how_far_a_ranking_holds() -> None:
    sure = table(*[(name, "ASSAULT", "x", "") for name in "aaaaabbbbcccdde"], confidence=0.95)
    unsure = table(*[("e", "ASSAULT", "x", "")] * 9, outlet="Wire", confidence=0.4)
    claims = pd.concat([sure, unsure], ignore_index=True)
    numbers, summary = analysis.sensitivity(
        claims, lambda part: analysis.degree(analysis.tie_graph(part))["out_strength"], top=2
    )
    assert numbers.index[0] == "e"
    assert numbers.loc["e"].to_dict()["as chosen"] == 10
    assert summary.loc["confidence at least 0.7", "first"] == "a"
    assert summary.loc["confidence at least 0.7", "top_kept"] == 1
    assert summary.loc["confidence at least 0.7", "claims"] == 15
    assert summary.loc["without outlet Courier", "warning"] == "only 9 claims"
    assert "actual only" not in summary.index  # it would change nothing


def test_sensitivity_of_a_store(store: Store) -> None:
    claims = analysis.claims_table(store)
    _, summary = analysis.sensitivity(claims, lambda part: analysis.degree(analysis.tie_graph(part))["strength"])
    assert summary.loc["actual only", "claims"] == (claims["status"] == "actual").sum() < len(claims)
    assert OSTREN.id in set(claims["source"]) | set(claims["target"])


@pytest.mark.parametrize("name", analysis.MEASURES)
def test_every_measure_carries_how_far_it_holds(store: Store, name: str) -> None:
    claims, actors = analysis.claims_table(store), analysis.actors_table(store)
    found = analysis.measured(claims, name, actors)
    assert {"confidence at least 0.9", "without denied", "actual only", "without outlet Selm Courier"} <= set(
        found.variants.index
    )
    assert {"value", "actual only"} <= set(found.numbers.columns)
    assert "only 7 claims: no rank among them carries a comparison" in found.warnings
    if name != "network":
        assert found.numbers["name"].notna().all()
        assert (found.numbers["best_rank"] <= found.numbers["worst_rank"]).all()
        assert found.numbers["rank"].dropna().is_monotonic_increasing


def test_a_measure_moves_as_its_variants_say(store: Store) -> None:
    found = analysis.measured(analysis.claims_table(store), "out-strength", analysis.actors_table(store))
    assert found.numbers.loc[OSTREN.id, ["value", "actual only", "without denied"]].tolist() == [4, 2, 3]
    assert found.numbers.loc[VALDORIA.id, "warning"] == ""
    assert found.numbers.loc[CRIMSON.id, "warning"] == "only 3 claims"
    with pytest.raises(ValueError, match="there is no measure 'beauty'"):
        analysis.measured(analysis.claims_table(store), "beauty")
    with pytest.raises(ValueError, match="needs the table of actors"):
        analysis.measured(analysis.claims_table(store), "liaison")


def test_a_low_constraint_comes_first() -> None:
    claims = table(
        ("a", "ASSAULT", "b", ""), ("a", "ASSAULT", "c", ""), ("a", "ASSAULT", "d", ""), ("b", "AID", "c", "")
    )
    found = analysis.measured(claims, "constraint")
    assert found.numbers.index[0] == "a"
    assert found.numbers["rank"].iloc[0] == 1


def test_claims_of_a_store_make_the_same_table(store: Store) -> None:
    whole = analysis.claims_table(store)
    stored = analysis.stored_table(store.claims_of(OSTREN.id).claims)
    expected = whole[(whole["source"] == OSTREN.id) | (whole["target"] == OSTREN.id)]
    ordered = stored.sort_values("claim", ignore_index=True).fillna("")
    assert ordered.to_dict("records") == expected.reset_index(drop=True).fillna("").to_dict("records")
