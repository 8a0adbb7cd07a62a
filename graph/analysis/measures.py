"""Measures by name, each with how far it holds: what a table in a paper needs beside its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from graph.analysis.balance import frustration, triads
from graph.analysis.brokerage import gould_fernandez, structural_holes
from graph.analysis.centrality import betweenness, cores, degree, eigenvector, pagerank
from graph.analysis.claims import FEW, few
from graph.analysis.communities import communities
from graph.analysis.dyads import reciprocity
from graph.analysis.sensitivity import TOP, sensitivity
from graph.analysis.ties import signed_graph, tie_graph, undirected_graph

Run = Callable[[pd.DataFrame, pd.DataFrame | None], pd.Series]


@dataclass(frozen=True, slots=True)
class Measure:
    """What it says of an actor, how it is computed from claims, and whether the low values are the telling ones."""

    about: str
    run: Run
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """`numbers` has one row an actor, best first: name, value, rank, the number of claims, a warning where these are
    few, the best and worst rank under all variants, and the value under each. `variants` tells of each variant how far
    it changes the whole, as `sensitivity` does. `warnings` are of the whole."""

    name: str
    about: str
    numbers: pd.DataFrame
    variants: pd.DataFrame
    warnings: tuple[str, ...]


MEASURES = {
    "degree": Measure("others with whom there are claims", lambda c, _: degree(undirected_graph(c))["degree"]),
    "strength": Measure("claims with others", lambda c, _: degree(undirected_graph(c))["strength"]),
    "out-strength": Measure("claims of what it does", lambda c, _: degree(tie_graph(c))["out_strength"]),
    "in-strength": Measure("claims of what is done to it", lambda c, _: degree(tie_graph(c))["in_strength"]),
    "betweenness": Measure("share of shortest paths that lead through it",
                           lambda c, _: betweenness(undirected_graph(c))["betweenness"]),
    "pagerank": Measure("share of a random walk along ties", lambda c, _: pagerank(tie_graph(c))["pagerank"]),
    "eigenvector": Measure("ties to those who are central", lambda c, _: eigenvector(tie_graph(c))["eigenvector"]),
    "core": Measure("the innermost core that it belongs to", lambda c, _: cores(undirected_graph(c))["core"]),
    "constraint": Measure("how much its contacts know each other (low: a broker)",
                          lambda c, _: structural_holes(tie_graph(c))["constraint"], ascending=True),
    "effective-size": Measure("contacts less what they have in common",
                              lambda c, _: structural_holes(tie_graph(c))["effective_size"]),
    "brokerage": Measure("pairs of others that it stands between, whatever their states",
                         lambda c, a: gould_fernandez(tie_graph(c), _states(a))["total"]),
    "liaison": Measure("pairs of others of two foreign states that it stands between",
                       lambda c, a: gould_fernandez(tie_graph(c), _states(a))["liaison"]),
    "network": Measure("numbers of the whole network", lambda c, _: _whole(c)),
}  # fmt: skip

_WHOLE = ["actors", "ties", "reciprocity", "communities", "modularity", "balanced triads", "frustrated ties"]


def measured(claims: pd.DataFrame, name: str, actors: pd.DataFrame | None = None, top: int = TOP) -> Measured:
    """A measure of `MEASURES` with its sensitivity. `actors` (of `actors_table`) gives names, and the states that
    brokerage asks for. Raises ValueError for an unknown name."""
    if name not in MEASURES:
        raise ValueError(f"there is no measure {name!r}; there are {', '.join(MEASURES)}")
    measure = MEASURES[name]
    values, variants = sensitivity(claims, lambda part: measure.run(part, actors), top, measure.ascending)
    warnings = _warnings(claims, variants)
    if name == "network":
        values, variants = values.reindex(_WHOLE), variants[["claims", "warning"]]
        return Measured(name, measure.about, values.rename(columns={"as chosen": "value"}), variants, warnings)
    ranks = values.rank(ascending=measure.ascending, method="min")
    counts = pd.concat([claims["source"], claims["target"]]).value_counts().reindex(values.index).fillna(0).astype(int)
    columns = {
        "value": values["as chosen"], "rank": ranks["as chosen"], "claims": counts, "warning": few(counts),
        "best_rank": ranks.min(axis=1), "worst_rank": ranks.max(axis=1),
    }  # fmt: skip
    numbers = pd.concat([pd.DataFrame(columns), values.drop(columns="as chosen")], axis=1)
    if actors is not None:
        numbers.insert(0, "name", actors["name"].reindex(numbers.index))
    return Measured(name, measure.about, numbers, variants, warnings)


def _warnings(claims: pd.DataFrame, variants: pd.DataFrame) -> tuple[str, ...]:
    found = []
    if len(claims) < 10 * FEW:
        found.append(f"only {len(claims)} claims: no rank among them carries a comparison")
    if claims["outlet"].nunique(dropna=False) < 2:
        found.append("all claims come from one outlet: what depends on it cannot be seen")
    loose = variants[variants["same_ranking"] < 0.7].index
    if len(loose) and len(variants) > 1:
        found.append(f"the ranking changes much (ρ below 0.7): {', '.join(loose)}")
    return tuple(found)


def _states(actors: pd.DataFrame | None) -> dict[str, object]:
    if actors is None:
        raise ValueError("brokerage between states needs the table of actors")
    return {str(actor): country for actor, country in actors["country"].items() if isinstance(country, str)}


def _whole(claims: pd.DataFrame) -> pd.Series:
    directed, signed = tie_graph(claims), signed_graph(claims)
    groups = communities(undirected_graph(claims)).attrs
    balance = triads(signed).attrs["balance"]
    numbers = (
        len(directed), directed.number_of_edges(), reciprocity(directed)["share"], groups["communities"],
        groups["modularity"], float("nan") if balance is None else balance, frustration(signed).share,
    )  # fmt: skip
    return pd.Series(dict(zip(_WHOLE, numbers, strict=True)), dtype=float)
