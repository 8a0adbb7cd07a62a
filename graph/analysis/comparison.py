"""Whose picture of the network? Two periods, outlets or speakers side by side, and actors that are alike."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.stats import fisher_exact, spearmanr

from graph.analysis.claims import FEW, few

_TIE = ["source", "relation", "target"]


def parts(claims: pd.DataFrame, by: str, boundary: dt.date | None = None) -> dict[str, pd.DataFrame]:
    """The claims by "outlet", by "speaker" (the outlet's own voice is ""), by "year", or by "period" before and from
    `boundary` on; the largest part first."""
    if by == "period":
        if boundary is None:
            raise ValueError("two periods need the day that parts them")
        dated = claims["date"].dropna()
        key = (dated >= pd.Timestamp(boundary)).map({True: "after", False: "before"})
    elif by == "year":
        key = claims["date"].dropna().dt.year.astype(str)
    elif by in ("outlet", "speaker"):
        key = claims[by].fillna("")
    else:
        raise ValueError(f"claims are parted by outlet, speaker, year or period, not by {by!r}")
    found = {str(name): claims.loc[rows.index] for name, rows in key.groupby(key)}
    return dict(sorted(found.items(), key=lambda part: (-len(part[1]), part[0])))


def pictures(claims: pd.DataFrame, by: str = "outlet", boundary: dt.date | None = None) -> pd.DataFrame:
    """One row a part: its claims, actors and relations, those that no other part has, how many of its relations the
    rest shares (Jaccard's index), and how alike it ranks actors (Spearman's ρ of their claims, over actors of both).
    `intensity` is the mean of its claims of cooperation and conflict; `warning` marks parts of fewer than 5 claims.

    Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11 (1912); Spearman, The proof and
    measurement of association between two things, American J. Psychology 15 (1904).
    """
    found = parts(claims, by, boundary)
    rows = []
    for name, part in found.items():
        rest = pd.concat([other for title, other in found.items() if title != name] or [part.iloc[:0]])
        own, others = _ties(part), _ties(rest)
        signed = part[part["quad_class"] != "affiliation"]
        rows.append(
            {
                by: name,
                "claims": len(part),
                "actors": len(set(part["source"]) | set(part["target"])),
                "relations": len(own),
                "only_here": len(own - others),
                "shared": len(own & others) / len(own | others) if own | others else np.nan,
                "same_ranking": _rank_agreement(part, rest),
                "intensity": signed["intensity"].mean() if len(signed) else np.nan,
            }
        )
    table = pd.DataFrame(rows, columns=[by, "claims", "actors", "relations", "only_here", "shared", "same_ranking",
                                        "intensity"]).set_index(by)  # fmt: skip
    return table.assign(warning=few(table["claims"]))


def differences(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Relations in two sets of claims (two periods, two outlets, two speakers): how often each reports them, the share
    in all it reports, the log odds ratio with 0.5 added to each count, and the probability of so uneven a split if both
    drew from one picture (Fisher's exact test, two-sided).

    Haldane, The estimation and significance of the logarithm of a ratio of frequencies, Annals of Human Genetics 20
    (1956); Fisher, The logic of inductive inference, J. Royal Statistical Society 98 (1935).
    """
    counts = pd.concat([first.groupby(_TIE).size(), second.groupby(_TIE).size()], axis=1, keys=["first", "second"])
    table = counts.fillna(0).astype(int).reset_index()
    sizes = len(first), len(second)
    odds = []
    for name, size in zip(("first", "second"), sizes, strict=True):
        table[f"{name}_share"] = table[name] / size if size else 0.0
        odds.append((table[name] + 0.5) / (size - table[name] + 0.5))
    table["log_odds"] = np.log(odds[0] / odds[1])
    counts = table[["first", "second"]].itertuples(index=False)
    table["p"] = [_chance(int(a), int(b), *sizes) for a, b in counts]
    table["warning"] = few(table["first"] + table["second"])
    order = table.assign(size=table["log_odds"].abs()).sort_values(["p", "size"], ascending=[True, False])
    return order.drop(columns="size").reset_index(drop=True)


@cache  # most relations have few claims, so the same few counts return again and again
def _chance(first: int, second: int, of_first: int, of_second: int) -> float:
    return float(fisher_exact([[first, of_first - first], [second, of_second - second]])[1])


def similarity(claims: pd.DataFrame, actor: str, top: int = 10) -> pd.DataFrame:
    """Actors who do and suffer the same with the same others. A profile counts an actor's claims by direction,
    relation and other actor; `cosine` is that of two profiles, `shared` Jaccard's index of their others, `others` the
    others of both. Ties between the two themselves are left out of both profiles, which makes this the comparison of
    structural equivalence.

    Lorrain and White, Structural equivalence of individuals in social networks, J. Mathematical Sociology 1 (1971);
    Salton and McGill, Introduction to Modern Information Retrieval, 1983.
    """
    both = _profiles(claims)
    actors = pd.Index(sorted(set(both["actor"])))
    columns = ["actor", "cosine", "shared", "others", "warning"]
    if actor not in actors:
        return pd.DataFrame(columns=columns).set_index("actor")
    features = pd.MultiIndex.from_frame(both[["side", "relation", "other"]])
    codes, known = features.factorize()
    places = actors.get_indexer(both["actor"])
    matrix = sp.coo_array((np.ones(len(both)), (places, codes)), shape=(len(actors), len(known))).tocsr()
    partners = [other for _, _, other in known]
    rows = [
        row
        for place in np.unique((matrix @ matrix[[actors.get_loc(actor)]].T).nonzero()[0])
        if actors[place] != actor and (row := _likeness(matrix, actors, partners, actor, int(place)))
    ]
    table = pd.DataFrame(rows, columns=columns).set_index("actor")
    return table.sort_values(["cosine", "shared"], ascending=False, kind="stable").head(top)


def _likeness(
    matrix: sp.csr_array, actors: pd.Index, partners: list[Any], actor: str, place: int
) -> tuple[Any, ...] | None:
    one, two = matrix[[actors.get_loc(actor)]], matrix[[place]]
    third = np.array([other not in (actor, actors[place]) for other in partners], dtype=float)
    left, right = one.multiply(third[None, :]).toarray().ravel(), two.multiply(third[None, :]).toarray().ravel()
    length = np.sqrt((left**2).sum() * (right**2).sum())
    if not length:
        return None
    others = [{partners[column] for column in np.flatnonzero(side)} for side in (left, right)]
    shared = len(others[0] & others[1]) / len(others[0] | others[1])
    warning = few([int(min(left.sum(), right.sum()))])[0]
    return actors[place], float(left @ right / length), shared, len(others[0] & others[1]), warning


def _profiles(claims: pd.DataFrame) -> pd.DataFrame:
    """One row a claim and end of it; the sides of a symmetric relation are not told apart."""
    symmetric = claims["symmetric"].astype(bool).to_numpy()
    out = pd.DataFrame({"actor": claims["source"], "relation": claims["relation"], "other": claims["target"]})
    into = pd.DataFrame({"actor": claims["target"], "relation": claims["relation"], "other": claims["source"]})
    out["side"] = np.where(symmetric, "with", "out")
    into["side"] = np.where(symmetric, "with", "in")
    return pd.concat([out, into], ignore_index=True)


def _ties(claims: pd.DataFrame) -> set[tuple[str, str, str]]:
    return set(claims[_TIE].itertuples(index=False, name=None))


def _rank_agreement(part: pd.DataFrame, rest: pd.DataFrame) -> float:
    counts = [pd.concat([one["source"], one["target"]]).value_counts() for one in (part, rest)]
    both = pd.concat(counts, axis=1, join="inner")
    if len(both) < FEW or both.nunique().min() < 2:
        return float("nan")
    return float(spearmanr(both.iloc[:, 0], both.iloc[:, 1]).statistic)
