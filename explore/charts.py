"""Charts over time, in the colours of the theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from explore import chrome, look
from extract.ontology import quad_classes
from graph.views import TimelineRow

_YEARLY = 6 * 365  # days; beyond, months are too thin to see
_SIDES = {
    "Cooperation": "material cooperation",
    "Conflict": "material conflict",
}  # the quad class that lends its colour
# Okabe and Ito's colours, for series that have none of their own; light theme, dark theme
_SERIES = (
    ("#0B4A94", "#7CC4F5"), ("#BF7400", "#F2B541"), ("#00805E", "#35C99B"), ("#A8201A", "#FF9C8F"),
    ("#7A5195", "#C6A6DD"),
)  # fmt: skip
Period = tuple[dt.date | None, dt.date | None]

# Altair takes a quarter of a second to load: a page says what else it has to say before its first chart.
if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers by day; `down` draws them below the line."""

    label: str
    colour: str
    numbers: Mapping[dt.date, int]
    down: bool = False


def balance(rows: Sequence[TimelineRow]) -> list[Series]:
    """Cooperation upwards and conflict downwards."""
    up = {row.date: row.cooperation for row in rows}
    down = {row.date: row.conflict for row in rows}
    colours = [look.quads()[quad].colour[_shade()] for quad in _SIDES.values()]
    return [Series("Cooperation", colours[0], up), Series("Conflict", colours[1], down, down=True)]


def by_class(rows: Mapping[str, Sequence[TimelineRow]]) -> list[Series]:
    """By quad class: conflicts downwards, everything else upwards."""
    return [
        Series(
            look.quads()[name].label, look.quads()[name].colour[_shade()], _claims(rows.get(name, ())),
            "conflict" in name,
        )
        for name in quad_classes()
    ]  # fmt: skip


def by_name(rows: Mapping[str, Sequence[TimelineRow]]) -> list[Series]:
    """At most five names."""
    pairs = zip(rows.items(), _SERIES, strict=False)
    return [Series(name, colour[_shade()], _claims(found)) for (name, found), colour in pairs]


def _claims(rows: Sequence[TimelineRow]) -> dict[dt.date, int]:
    return {row.date: row.claims for row in rows}


def _shade() -> int:
    return 1 if chrome.theme() == "dark" else 0


def balance_chart(rows: Sequence[TimelineRow], key: str, height: int = 220) -> None:
    """By month or, over long spans, by year."""
    chart(balance(rows), key, height)


def chart(series: Sequence[Series], key: str, height: int = 220, period: Period = (None, None)) -> None:
    """The period stands out."""
    st.altair_chart(_bars(series, height, period), key=key, alt=_telling(series))


def brushed_chart(
    series: Sequence[Series], key: str, period: Period, choose: Callable[[dt.date, dt.date], None], height: int = 280
) -> None:
    """A chart on which a period is brushed: `choose` is told its first and last month, before the page is drawn."""
    import altair as alt

    brush = alt.selection_interval(name="period", encodings=["x"])

    def on_brush() -> None:
        picked = (st.session_state[key].selection or {}).get("period") or {}
        ends = next(iter(picked.values()), None)
        if ends:
            choose(*(dt.datetime.fromtimestamp(float(end) / 1000, dt.UTC).date() for end in (ends[0], ends[-1])))

    st.altair_chart(
        _bars(series, height, period).add_params(brush), key=key, on_select=on_brush, selection_mode="period",
        alt=_telling(series),
    )  # fmt: skip


def is_long(days: Sequence[dt.date]) -> bool:
    return bool(days) and (max(days) - min(days)).days > _YEARLY


def _telling(series: Sequence[Series]) -> str:
    parts = [f"{one.label}, {'downwards' if one.down else 'upwards'}: {sum(one.numbers.values()):,}" for one in series]
    return f"Bars of claims over time. {'; '.join(parts)}"


def _bars(series: Sequence[Series], height: int, period: Period) -> alt.Chart:
    import altair as alt

    yearly = is_long([day for one in series for day in one.numbers])
    unit, word = ("year", "year") if yearly else ("yearmonth", "month")
    colours = alt.Scale(domain=[one.label for one in series], range=[one.colour for one in series])
    both_ways = alt.Axis(format="d", labelExpr="abs(datum.value)", tickMinStep=1)
    return (
        alt.Chart(_frame(series, yearly, period))
        .mark_bar()
        .encode(
            # Each label begins where its bar does; one that would leave the chart is not drawn.
            x=alt.X(
                f"{unit}(Month):T", title=None, axis=alt.Axis(labelFlush=False, labelAlign="left", labelBound=True)
            ),
            y=alt.Y("Claims:Q", title=f"Claims a {word}", axis=both_ways),
            color=alt.Color("Class:N", scale=colours, legend=alt.Legend(orient="top", title=None, labelLimit=260)),
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


def _frame(series: Sequence[Series], yearly: bool, period: Period) -> pd.DataFrame:
    """One line a month or year and series; `Within` is 1 where any of its months lies in the period."""
    since, until = period
    sums: dict[tuple[dt.date, int], list[int]] = {}
    for at, one in enumerate(series):
        for day, number in one.numbers.items():
            inside = (since is None or day >= since.replace(day=1)) and (until is None or day <= until)
            tally = sums.setdefault((day.replace(month=1, day=1) if yearly else day, at), [0, 0])
            tally[0] += number
            tally[1] = max(tally[1], int(inside))
    lines = [
        {"Month": start, "Class": series[at].label, "Claims": -n if series[at].down else n, "Number": n, "Within": near}
        for (start, at), (n, near) in sums.items()
    ]
    return pd.DataFrame(lines, columns=["Month", "Class", "Claims", "Number", "Within"]).astype(
        {"Month": "datetime64[ns]"}
    )
