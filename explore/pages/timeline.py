"""Events over time: of everybody, of one actor, or between two. A brushed period becomes the filter, and it plays."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from explore import charts, look, panels, playing, state
from explore.escape import plain
from explore.filters import filter_bar, set_period
from explore.search import pick_actor
from extract.ontology import quad_classes
from graph.store import NotInStoreError
from graph.views import ActorProfile, Filters, TimelineRow

_SORTS = {"balance": "Cooperation and conflict", "class": "By class of relation", "actor": "By actor"}
_ACTORS = 5  # series that the eye can tell apart


def draw() -> None:
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        first = pick_actor("whose", "Actor", state.chosen_actor())
    with right:
        second = pick_actor("with", "With") if first else None
    filters = filter_bar()
    try:
        _draw(first, second, filters)
    except NotInStoreError:
        st.info("One of these actors is not in this store any more.", icon=":material/person_off:")


def _draw(first: str | None, second: str | None, filters: Filters) -> None:
    always = replace(filters, since=None, until=None)
    with st.spinner("Adding up the claims …"):
        rows = _rows(first, second, always)
    if not rows:
        _nothing(first)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        sort = st.segmented_control(
            "Show", list(_SORTS), default="balance", format_func=_SORTS.__getitem__, required=True, key="timeline-by",
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        playing.play_button(rows)
    with st.spinner("Adding up the claims …"):
        series = _series(sort or "balance", rows, first, second, always)
    if playing.is_playing():
        playing.play(rows, series, first, filters)
        return
    period = filters.since, filters.until
    charts.brushed_chart(series, f"timeline-{sort}", period, _choose)
    st.caption(
        "Draw over the bars with the mouse to choose a period; it becomes a filter, on this page and the others."
    )
    _numbers([row for row in rows if _within(row, filters)])
    if first:
        _claims(first, second, filters)


def _rows(first: str | None, second: str | None, filters: Filters) -> tuple[TimelineRow, ...]:
    if first is None and filters == Filters():
        return state.read("timeline")  # as the overview asks, so that a large store is summed up once for both
    return state.read("timeline", actor=first, other=second, filters=filters)


def _nothing(first: str | None) -> None:
    if first or state.read("statistics").claims:
        st.info("No dated claim here: dates come from the documents' day of publication.", icon=":material/event_busy:")
    else:
        panels.show_empty_store()


def _series(
    sort: str, rows: Sequence[TimelineRow], first: str | None, second: str | None, filters: Filters
) -> list[charts.Series]:
    if sort == "class":
        asked = {name: replace(filters, quad_classes=(name,)) for name in quad_classes() if _wanted(name, filters)}
        return charts.by_class(
            {name: state.read("timeline", actor=first, other=second, filters=one) for name, one in asked.items()}
        )
    if sort == "actor":
        return charts.by_name(_by_actor(first, second, filters))
    return charts.balance(rows)


def _wanted(quad: str, filters: Filters) -> bool:
    return not filters.quad_classes or quad in filters.quad_classes


def _by_actor(first: str | None, second: str | None, filters: Filters) -> dict[str, Sequence[TimelineRow]]:
    """Of everybody: the best-attested actors. Of one actor: those it has most to do with."""
    if first is None:
        busiest = state.read("actors", limit=_ACTORS).actors
        return {plain(row.name, 40): state.read("timeline", actor=row.id, filters=filters) for row in busiest}
    if second is not None:
        pair = [state.read("actor_row", actor) for actor in (first, second)]
        return {plain(one.name, 40): state.read("timeline", actor=one.id, filters=filters) for one in pair}
    profile: ActorProfile = state.read("actor", first, limit=50)
    weight: dict[str, int] = {}
    for row in (*profile.outgoing, *profile.incoming):
        other = row.target if row.source == profile.actor.id else row.source
        weight[other] = weight.get(other, 0) + row.claims
    nearest = sorted(weight, key=lambda other: (-weight[other], other))[:_ACTORS]
    names = {row.id: row.name for row in profile.others} | {profile.actor.id: profile.actor.name}
    return {
        plain(names[other], 40): state.read("timeline", actor=first, other=other, filters=filters) for other in nearest
    }


def _choose(first: dt.date, last: dt.date) -> None:
    set_period(first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def _within(row: TimelineRow, filters: Filters) -> bool:
    since, until = filters.since, filters.until
    return (since is None or row.date >= since.replace(day=1)) and (until is None or row.date <= until)


def _numbers(rows: Sequence[TimelineRow]) -> None:
    if not rows:
        st.caption("No claim in this period.")
        return
    warmest, worst = max(rows, key=lambda row: row.cooperation), max(rows, key=lambda row: row.conflict)
    with st.container(horizontal=True, gap="medium"):
        st.metric("Claims", f"{sum(row.claims for row in rows):,}", width="content")
        difference = sum(row.cooperation - row.conflict for row in rows)
        st.metric("Cooperation less conflict", f"{difference:+,}", width="content")
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
