"""Events over time: of everybody, of one actor, or between two; a brushed period becomes the filter."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from itertools import accumulate

import streamlit as st

from explore import charts, look, panels, state
from explore.filters import filter_bar, set_period
from explore.search import pick_actor
from graph.views import Filters, TimelineRow


def draw() -> None:
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        first = pick_actor("whose", "Actor", state.chosen_actor())
    with right:
        second = pick_actor("with", "With") if first else None
    filters = filter_bar()
    rows: tuple[TimelineRow, ...] = state.read(
        "timeline", actor=first, other=second, filters=replace(filters, since=None, until=None)
    )
    if not rows:
        _nothing(first)
        return
    period = charts.brushed_balance(rows, "timeline-chart", filters.since, filters.until)
    if period:
        _offer(period)
    _by_category(rows)
    if first:
        _claims(first, second, filters)


def _nothing(first: str | None) -> None:
    if first or state.read("statistics").claims:
        st.info("No dated claim here: dates come from the documents' day of publication.", icon=":material/event_busy:")
    else:
        panels.show_empty_store()


def _offer(period: tuple[dt.date, dt.date]) -> None:
    since, until = period
    last = until.replace(day=calendar.monthrange(until.year, until.month)[1])
    st.button(
        f"Use {since:%b %Y} to {last:%b %Y} as the period everywhere", icon=":material/date_range:",
        key="timeline-use", on_click=set_period, args=(since, last),
    )  # fmt: skip


def _by_category(rows: tuple[TimelineRow, ...]) -> None:
    balance = list(accumulate(row.cooperation - row.conflict for row in rows))
    warmest = max(rows, key=lambda row: row.cooperation)
    worst = max(rows, key=lambda row: row.conflict)
    with st.container(horizontal=True, gap="medium"):
        st.metric("Claims", f"{sum(row.claims for row in rows):,}", width="content")
        st.metric("Cooperation less conflict", f"{balance[-1]:+,}", width="content")
        if warmest.cooperation:
            st.metric("Most cooperation", f"{warmest.date:%b %Y}", width="content")
        if worst.conflict:
            st.metric("Most conflict", f"{worst.date:%b %Y}", width="content")


def _claims(first: str, second: str | None, filters: Filters) -> None:
    st.header("The claims of the period")
    if second:
        panels.show_relation((first, "", second), filters, key="timeline-evidence")
        return
    page = state.read("claims_of", first, filters, limit=200)
    panels.show_claims(page.claims, page.total, key="timeline-claims")
    if page.total > len(page.claims):
        st.caption(f"{look.plural(page.total, 'claim')} in all; narrow the period or add a second actor.")


draw()
