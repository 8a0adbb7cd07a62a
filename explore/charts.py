"""Charts over time, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from explore import chrome, look
from graph.views import TimelineRow

_SIDES = {
    "Cooperation": "material cooperation",
    "Conflict": "material conflict",
}  # the quad class that lends its colour


def balance_chart(rows: Sequence[TimelineRow], key: str, height: int = 220) -> None:
    """Cooperation upwards and conflict downwards, by month, so that the balance is seen at once."""
    up = [
        {"Month": row.date, "Claims": row.cooperation, "Number": row.cooperation, "Class": "Cooperation"}
        for row in rows
    ]
    down = [{"Month": row.date, "Claims": -row.conflict, "Number": row.conflict, "Class": "Conflict"} for row in rows]
    frame = pd.DataFrame(up + down).astype({"Month": "datetime64[ns]"})
    shade = 1 if chrome.theme() == "dark" else 0
    colours = alt.Scale(domain=list(_SIDES), range=[look.quads()[quad].colour[shade] for quad in _SIDES.values()])
    both_ways = alt.Axis(format="d", labelExpr="abs(datum.value)")
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("yearmonth(Month):T", title=None),
            y=alt.Y("Claims:Q", title="Claims a month", axis=both_ways),
            color=alt.Color("Class:N", scale=colours, legend=alt.Legend(orient="top", title=None)),
            tooltip=[
                alt.Tooltip("yearmonth(Month):T", title="Month"),
                "Class:N",
                alt.Tooltip("Number:Q", title="Claims"),
            ],
        )
        .properties(height=height)
    )
    total = sum(row.claims for row in rows)
    st.altair_chart(
        chart, key=key, alt=f"Bars by month: cooperation upwards, conflict downwards, {total} claims in all"
    )
