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


def _telling(rows: Sequence[TimelineRow]) -> str:
    total = sum(row.claims for row in rows)
    return f"Bars over time: cooperation upwards, conflict downwards; {look.plural(total, 'claim')} in all"


def _balance(rows: Sequence[TimelineRow], height: int) -> alt.Chart:
    up = [
        {"Month": row.date, "Claims": row.cooperation, "Number": row.cooperation, "Class": "Cooperation"}
        for row in rows
    ]
    down = [{"Month": row.date, "Claims": -row.conflict, "Number": row.conflict, "Class": "Conflict"} for row in rows]
    frame = pd.DataFrame(up + down).astype({"Month": "datetime64[ns]"})
    shade = 1 if chrome.theme() == "dark" else 0
    colours = alt.Scale(domain=list(_SIDES), range=[look.quads()[quad].colour[shade] for quad in _SIDES.values()])
    long = bool(rows) and (rows[-1].date - rows[0].date).days > _YEARLY
    unit, word = ("year", "year") if long else ("yearmonth", "month")
    both_ways = alt.Axis(format="d", labelExpr="abs(datum.value)", tickMinStep=1)
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(f"{unit}(Month):T", title=None),
            y=alt.Y("sum(Claims):Q", title=f"Claims a {word}", axis=both_ways),
            color=alt.Color("Class:N", scale=colours, legend=alt.Legend(orient="top", title=None)),
            tooltip=[
                alt.Tooltip(f"{unit}(Month):T", title=word.capitalize()),
                "Class:N",
                alt.Tooltip("sum(Number):Q", title="Claims"),
            ],
        )
        # On a canvas, so that a screen reader hears the chart's description instead of a thousand unnamed shapes.
        .properties(height=height, usermeta={"embedOptions": {"renderer": "canvas"}})
    )


def brushed_balance(
    rows: Sequence[TimelineRow], key: str, since: dt.date | None, until: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """The balance by month with a brush over it; returns the months brushed. The period in force stands out."""
    chart = _balance(rows, 280)
    within = [
        (since is None or row.date >= since.replace(day=1)) and (until is None or row.date <= until) for row in rows
    ]
    if since or until:
        lit = [pd.Timestamp(row.date) for row, inside in zip(rows, within, strict=True) if inside]
        chart = chart.encode(opacity=alt.condition(alt.FieldOneOfPredicate("Month", lit), alt.value(1), alt.value(0.3)))
    brush = alt.selection_interval(name="period", encodings=["x"])
    event = st.altair_chart(
        chart.add_params(brush), key=key, on_select="rerun", selection_mode="period", alt=_telling(rows)
    )
    picked = (event.selection or {}).get("period") or {}
    ends = next(iter(picked.values()), None)
    if not ends:
        return None
    first, last = (dt.datetime.fromtimestamp(float(end) / 1000, dt.UTC).date() for end in (ends[0], ends[-1]))
    return first.replace(day=1), last
