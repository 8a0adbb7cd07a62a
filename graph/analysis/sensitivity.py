"""How far a number depends on choices: the same measure of the same claims, chosen otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from graph.analysis.claims import FEW

THRESHOLDS = (0.5, 0.7, 0.9)
TOP = 10  # actors that a reader will name


def variants(claims: pd.DataFrame, thresholds: tuple[float, ...] = THRESHOLDS) -> dict[str, pd.DataFrame]:
    """The claims as given, and chosen otherwise: by confidence, by status, without the most productive outlet, without
    what speakers say, and without the document with most claims. Variants that change nothing are left out."""
    found = {"as chosen": claims}
    for threshold in thresholds:
        found[f"confidence at least {threshold:g}"] = claims[claims["confidence"] >= threshold]
    found["without planned"] = claims[claims["status"] != "planned"]
    found["without denied"] = claims[claims["status"] != "negated"]
    found["actual only"] = claims[claims["status"] == "actual"]
    found["outlets' own words"] = claims[claims["speaker_text"].isna()]
    for column, title in (("outlet", "without outlet {}"), ("document", "without the largest document")):
        counts = claims[column].value_counts()
        if len(counts) > 1:
            most = min(counts[counts == counts.max()].index)
            found[title.format(most)] = claims[claims[column] != most]
    return {name: part for name, part in found.items() if name == "as chosen" or 0 < len(part) < len(claims)}


def sensitivity(
    claims: pd.DataFrame, measure: Callable[[pd.DataFrame], pd.Series], top: int = TOP, ascending: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`measure` takes claims and gives a number an actor (or whatever it measures). Returns the numbers, one column a
    variant, the first ones first (the lowest if `ascending`); and one row a variant: its claims, how alike it ranks
    (Spearman's ρ over the actors of both), how many of the `top` stay among the top, who is first, the largest shift of
    rank among the top, and a warning where there is too little left."""
    chosen = variants(claims)
    results = {name: measure(part) for name, part in chosen.items()}
    numbers = pd.concat(results, axis=1)
    results = {name: result.sort_values(ascending=ascending, kind="stable") for name, result in results.items()}
    base = results["as chosen"]
    rows = [_compared(name, len(chosen[name]), base, result, top, ascending) for name, result in results.items()]
    columns = ["variant", "claims", "actors", "same_ranking", "top_kept", "first", "largest_shift", "warning"]
    return numbers.reindex(base.index), pd.DataFrame(rows, columns=columns).set_index("variant")


def _compared(
    name: str, claims: int, base: pd.Series, result: pd.Series, top: int, ascending: bool
) -> tuple[Any, ...]:  # fmt: skip
    ordered = result.dropna()
    both = pd.concat([base, ordered], axis=1, join="inner").dropna()
    enough = len(both) >= FEW and both.iloc[:, 0].nunique() > 1 and both.iloc[:, 1].nunique() > 1
    agreement = float(spearmanr(both.iloc[:, 0], both.iloc[:, 1]).statistic) if enough else float("nan")
    leading = list(base.index[:top])
    before, after = (one.rank(ascending=ascending, method="min") for one in (base, ordered))
    shifts = [abs(after[one] - before[one]) for one in leading if one in after.index and before[one] == before[one]]
    first = ordered.index[0] if len(ordered) else None
    warning = f"only {claims} claims" if claims < 10 * FEW else "" if enough else "too few actors to compare ranks"
    kept = len(set(leading) & set(ordered.index[:top]))
    return name, claims, len(ordered), agreement, kept, first, int(np.max(shifts)) if shifts else 0, warning
