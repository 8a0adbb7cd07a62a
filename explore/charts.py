"""Charts over time, in the colours of the theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from explore import chrome, look
from graph.views import TimelineRow

_YEARLY = 6 * 365  # days; beyond, months are too thin to see
_SIDES = {
    "Cooperation": "material cooperation",
    "Conflict": "material conflict",
}  # the quad class that lends its colour


def balance_chart(rows: Sequence[TimelineRow], key: str, height: int = 220) -> None:
    """Cooperation upwards and conflict downwards, by month or, over long spans, by year."""
    st.altair_chart(_balance(rows, height), key=key, alt=_telling(rows))


def brushed_balance(
    rows: Sequence[TimelineRow], key: str, since: dt.date | None, until: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """The balance with a brush over it; returns the first and last month brushed. The period in force stands out."""
    brush = alt.selection_interval(name="period", encodings=["x"])
    chart = _balance(rows, 280, since, until).add_params(brush)
    event = st.altair_chart(chart, key=key, on_select="rerun", selection_mode="period", alt=_telling(rows))
    picked = (event.selection or {}).get("period") or {}
    ends = next(iter(picked.values()), None)
    if not ends:
        return None
    first, last = (dt.datetime.fromtimestamp(float(end) / 1000, dt.UTC).date() for end in (ends[0], ends[-1]))
    return first.replace(day=1), last


def _telling(rows: Sequence[TimelineRow]) -> str:
    total = sum(row.claims for row in rows)
    return f"Bars over time: cooperation upwards, conflict downwards; {look.plural(total, 'claim')} in all"


def _balance(
    rows: Sequence[TimelineRow], height: int, since: dt.date | None = None, until: dt.date | None = None
) -> alt.Chart:
    yearly = bool(rows) and (rows[-1].date - rows[0].date).days > _YEARLY
    unit, word = ("year", "year") if yearly else ("yearmonth", "month")
    shade = 1 if chrome.theme() == "dark" else 0
    colours = alt.Scale(domain=list(_SIDES), range=[look.quads()[quad].colour[shade] for quad in _SIDES.values()])
    both_ways = alt.Axis(format="d", labelExpr="abs(datum.value)", tickMinStep=1)
    return (
        alt.Chart(_frame(rows, yearly, since, until))
        .mark_bar()
        .encode(
            x=alt.X(f"{unit}(Month):T", title=None),
            y=alt.Y("Claims:Q", title=f"Claims a {word}", axis=both_ways),
            color=alt.Color("Class:N", scale=colours, legend=alt.Legend(orient="top", title=None)),
            opacity=alt.Opacity("Within:Q", scale=alt.Scale(domain=[0, 1], range=[0.3, 1]), legend=None),
            tooltip=[
                alt.Tooltip(f"{unit}(Month):T", title=word.capitalize()),
                "Class:N",
                alt.Tooltip("Number:Q", title="Claims"),
            ],
        )
        # On a canvas, so that a screen reader hears the chart's description instead of a thousand unnamed shapes.
        .properties(height=height, usermeta={"embedOptions": {"renderer": "canvas"}})
    )


def _frame(rows: Sequence[TimelineRow], yearly: bool, since: dt.date | None, until: dt.date | None) -> pd.DataFrame:
    """One line a month or year and side; `Within` is 1 where any of its months lies in the period."""
    sums: dict[tuple[dt.date, str], list[int]] = {}
    for row in rows:
        start = row.date.replace(month=1) if yearly else row.date
        inside = (since is None or row.date >= since.replace(day=1)) and (until is None or row.date <= until)
        for side, number in (("Cooperation", row.cooperation), ("Conflict", row.conflict)):
            tally = sums.setdefault((start, side), [0, 0])
            tally[0] += number
            tally[1] = max(tally[1], int(inside))
    lines = [
        {"Month": start, "Class": side, "Claims": -n if side == "Conflict" else n, "Number": n, "Within": inside}
        for (start, side), (n, inside) in sums.items()
    ]
    return pd.DataFrame(lines, columns=["Month", "Class", "Claims", "Number", "Within"]).astype(
        {"Month": "datetime64[ns]"}
    )
