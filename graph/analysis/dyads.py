"""Pairs of actors: whether they return what they get, how they stand over time, which ties come and go."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.stats import binomtest

from graph.analysis.claims import FEW, few
from graph.analysis.ties import SIGNED, Graph, compact

CONFLICT = ("verbal conflict", "material conflict")
COOPERATION = ("verbal cooperation", "material cooperation")
LIKELY = 0.05  # of a change that chance brings this often or less, one speaks


def reciprocity(graph: Graph, weight: str | None = "weight") -> dict[str, float]:
    """`share` of ties that are returned, r = L↔/L; `correlation` ρ = (r - d)/(1 - d) with the density d, 0 for ties
    dealt at random; `weighted` Σ_ij min(w_ij, w_ji) / Σ_ij w_ij. NaN for a graph without ties.

    Wasserman and Faust, Social Network Analysis, Cambridge 1994, 13.2; Garlaschelli and Loffredo, Patterns of link
    reciprocity in directed networks, Physical Review Letters 93 (2004); Squartini et al., Reciprocity of weighted
    networks, Scientific Reports 3 (2013).
    """
    view = compact(graph, weight)
    matrix, size = view.weights, len(view.nodes)
    if not matrix.nnz:
        return {"share": float("nan"), "correlation": float("nan"), "weighted": float("nan")}
    pattern = matrix.astype(bool).astype(float)
    share = float(pattern.multiply(pattern.T).sum() / matrix.nnz)
    density = matrix.nnz / (size * (size - 1))
    correlation = (share - density) / (1 - density) if density < 1 else float("nan")
    returned = sp.csr_array(matrix).minimum(sp.csr_array(matrix.T)).sum()
    return {"share": share, "correlation": correlation, "weighted": float(returned / matrix.sum())}


def dyad_balance(claims: pd.DataFrame, first: str, second: str, period: str = "M") -> pd.DataFrame:
    """How two actors stand to each other by month ("M"), quarter ("Q") or year ("Y"): claims of cooperation, of
    conflict and of alignment, what each does to the other, and the mean `intensity` from -10 to 10 (NaN where nothing
    is reported). Periods without claims stand in the table with zeros. `warning` marks those with fewer than 5 claims.

    Goldstein, A conflict-cooperation scale for WEIS events data, J. Conflict Resolution 36 (1992); the condensation to
    one value a relation is that of the codebook (extract/data/relations.toml).
    """
    between = _between(claims, first, second)
    chosen = between[between["quad_class"].isin(SIGNED) & between["date"].notna()]
    columns = ["claims", "cooperation", "conflict", "alignment", "first_to_second", "second_to_first", "intensity"]
    if chosen.empty:
        return pd.DataFrame(columns=[*columns, "warning"], index=pd.PeriodIndex([], freq=period, name="period"))
    periods = chosen["date"].dt.to_period(period)
    shown = pd.DataFrame(
        {
            "claims": 1,
            "cooperation": chosen["quad_class"].isin(COOPERATION),
            "conflict": chosen["quad_class"].isin(CONFLICT),
            "alignment": chosen["quad_class"] == "alignment",
            "first_to_second": _does(chosen, first),
            "second_to_first": _does(chosen, second),
        }
    ).astype(int)
    table = shown.groupby(periods).sum()
    table["intensity"] = chosen.groupby(periods)["intensity"].mean()
    table = table.reindex(pd.period_range(periods.min(), periods.max(), freq=period, name="period"))
    table[columns[:-1]] = table[columns[:-1]].fillna(0).astype(int)
    return table.assign(warning=few(table["claims"]))


def changed_ties(claims: pd.DataFrame, boundary: dt.date, window: int | None = None) -> pd.DataFrame:
    """Ties before `boundary` and from that day on: emerging (none before), fading (none after), growing, shrinking,
    steady. With n1 claims in t1 days and n2 in t2, growing and shrinking are said where the number of claims of the
    whole network in the two spans would give so uneven a split in no more than 5 of 100 cases (exact binomial test,
    `p`; for many ties at once some fall below by chance). `window` bounds both spans to so many days.

    Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31 (1940).
    """
    dated = _undirected(claims[claims["date"].notna()])
    edge = pd.Timestamp(boundary)
    if window:
        span = pd.Timedelta(days=window)
        dated = dated[(dated["date"] >= edge - span) & (dated["date"] < edge + span)]
    after = dated["date"] >= edge
    counts = (
        dated.assign(before=~after, after=after)
        .groupby(["source", "target"], sort=True)
        .agg(before=("before", "sum"), after=("after", "sum"), first=("date", "min"), last=("date", "max"),
             intensity=("intensity", "mean"))
        .reset_index()
    )  # fmt: skip
    share = float(after.mean()) if len(dated) else 0.0
    counts["p"] = [_chance(int(b), int(a), share) for b, a in zip(counts["before"], counts["after"], strict=True)]
    counts["change"] = [
        _change(before, after, p, share)
        for before, after, p in zip(counts["before"], counts["after"], counts["p"], strict=True)
    ]
    counts["warning"] = few(counts["before"] + counts["after"])
    order = counts.assign(size=(counts["after"] - counts["before"]).abs())
    return order.sort_values(["size", "source", "target"], ascending=[False, True, True], ignore_index=True).drop(
        columns="size"
    )


def dyads(claims: pd.DataFrame, actors: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a pair, in either direction: claims, cooperation, conflict, mean intensity, documents, outlets, dates."""
    pairs = _undirected(claims)
    table = (
        pairs.assign(cooperation=pairs["quad_class"].isin(COOPERATION), conflict=pairs["quad_class"].isin(CONFLICT))
        .groupby(["source", "target"], sort=True)
        .agg(claims=("claim", "size"), cooperation=("cooperation", "sum"), conflict=("conflict", "sum"),
             intensity=("intensity", "mean"), documents=("document", "nunique"), outlets=("outlet", "nunique"),
             first=("date", "min"), last=("date", "max"))
        .reset_index()
        .rename(columns={"source": "first_actor", "target": "second_actor"})
    )  # fmt: skip
    if actors is not None:
        for place, end in enumerate(("first_actor", "second_actor")):
            table.insert(2 + place, f"{end}_name", table[end].map(actors["name"]))
    table["warning"] = few(table["claims"])
    return table.sort_values(["claims", "first_actor", "second_actor"], ascending=[False, True, True]).reset_index(
        drop=True
    )


def dyad_census(graph: Graph) -> dict[str, int]:
    """Pairs with ties in both directions (mutual), in one (asymmetric), in none (null).

    Holland and Leinhardt, A method for detecting structure in sociometric data, American J. Sociology 76 (1970).
    """
    view = compact(graph, None)
    pattern = view.weights.astype(bool).astype(int)
    mutual = int(pattern.multiply(pattern.T).sum() // 2)
    asymmetric = int(pattern.nnz - 2 * mutual)
    size = len(view.nodes)
    return {"mutual": mutual, "asymmetric": asymmetric, "null": size * (size - 1) // 2 - mutual - asymmetric}


@cache  # most ties have few claims, so the same few counts return again and again
def _chance(before: int, after: int, share: float) -> float:
    return float(binomtest(after, before + after, share).pvalue) if 0 < share < 1 else 1.0


def _change(before: int, after: int, p: float, share: float) -> str:
    if not before:
        return "emerging"
    if not after:
        return "fading"
    if p > LIKELY:
        return "steady"
    return "growing" if after > (before + after) * share else "shrinking"


def _between(claims: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    source, target = claims["source"], claims["target"]
    return claims[((source == first) & (target == second)) | ((source == second) & (target == first))]


def _does(claims: pd.DataFrame, actor: str) -> Any:
    return (claims["source"] == actor) | claims["symmetric"].astype(bool)


def _undirected(claims: pd.DataFrame) -> pd.DataFrame:
    ends = np.sort(claims[["source", "target"]].to_numpy(dtype=object), axis=1)
    chosen = claims.assign(source=ends[:, 0], target=ends[:, 1])
    return chosen[chosen["source"] != chosen["target"]]


__all__ = ["FEW", "changed_ties", "dyad_balance", "dyad_census", "dyads", "reciprocity"]
