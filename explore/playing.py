"""A timeline that plays: period after period stands out, with what the claims say of it."""

from __future__ import annotations

import calendar
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from explore import charts, look, state, tables
from explore.filters import set_period
from graph.views import Filters, Network, TimelineRow

_BEAT = 1.5  # seconds a period: time to read a number and to see the bars
_MOST = 120  # periods; a longer span plays by years
_SHOWN = 6  # relations of a period

Step = tuple[dt.date, dt.date]


def steps(days: Sequence[dt.date]) -> list[Step]:
    """First and last day of every month from the first to the last of `days`; of every year where that is long."""
    first, last = min(days), max(days)
    if charts.is_long(days):
        return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first.year, last.year + 1)][-_MOST:]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [_month(number // 12, number % 12 + 1) for number in months]


def _month(year: int, month: int) -> Step:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def is_playing() -> bool:
    return bool(st.session_state.get("playing"))


def play_button(rows: Sequence[TimelineRow]) -> None:
    if is_playing():
        st.button("Stop", icon=":material/stop:", key="timeline-stop", on_click=_stop)
    else:
        st.button(
            "Play", icon=":material/play_arrow:", key="timeline-play", on_click=_start, disabled=len(rows) < 2,
            help="Goes through the periods one after the other",
        )  # fmt: skip


def _start() -> None:
    st.session_state.update(
        {"playing": True, "playing-held": False, "playing-at": 0, "playing-since": time.monotonic()}
    )


def _stop() -> None:
    st.session_state["playing"] = False


def play(rows: Sequence[TimelineRow], series: Sequence[charts.Series], actor: str | None, filters: Filters) -> None:
    st.fragment(_frame, run_every=None if st.session_state.get("playing-held") else _BEAT)(rows, series, actor, filters)


def _frame(rows: Sequence[TimelineRow], series: Sequence[charts.Series], actor: str | None, filters: Filters) -> None:
    periods = steps([row.date for row in rows])
    _advance(len(periods))
    at = st.select_slider(
        "Period", range(len(periods)), key="playing-at", format_func=lambda number: _words(periods[number])
    )
    since, until = periods[at]
    charts.chart(series, "playing-chart", 280, (since, until))
    found = [row for row in rows if since <= row.date <= until]
    st.header(_words((since, until)))
    with st.container(horizontal=True, gap="medium"):
        for label, number in (
            ("Claims", sum(row.claims for row in found)),
            ("Cooperation", sum(row.cooperation for row in found)),
            ("Conflict", sum(row.conflict for row in found)),
        ):
            st.metric(label, f"{number:,}", width="content")
    held = st.session_state.get("playing-held")
    with st.container(horizontal=True):
        ended = bool(held) and at + 1 == len(periods)
        label = "Play again" if ended else "Go on" if held else "Pause"
        if st.button(label, key="playing-hold", on_click=_hold, args=(ended,)):
            st.rerun()
        if st.button("Use this period everywhere", icon=":material/date_range:", key="playing-use", on_click=_use,
                     args=(since, until)):  # fmt: skip
            st.rerun()
    if actor:
        _strongest(actor, replace(filters, since=since, until=until))


def _advance(number: int) -> None:
    """The next period, once the beat is over: what the reader does meanwhile runs this, too."""
    now = time.monotonic()
    if st.session_state.get("playing-held") or now - st.session_state["playing-since"] < _BEAT * 0.8:
        return
    st.session_state["playing-since"] = now
    if st.session_state.get("playing-at", 0) + 1 < number:
        st.session_state["playing-at"] = st.session_state.get("playing-at", 0) + 1
    else:
        st.session_state["playing-held"] = True
        st.rerun()  # of the whole page: nothing beats any more


def _hold(ended: bool) -> None:
    if ended:
        st.session_state["playing-at"] = 0
    st.session_state["playing-held"] = not st.session_state.get("playing-held")
    st.session_state["playing-since"] = time.monotonic()


def _use(since: dt.date, until: dt.date) -> None:
    _stop()
    set_period(since, until)


def _words(step: Step) -> str:
    since, until = step
    return str(since.year) if until.month != since.month else f"{since:%b %Y}"


def _strongest(actor: str, filters: Filters) -> None:
    network: Network = state.read("network", replace(filters, actors=(actor,), limit=_SHOWN))
    if network.relations:
        names = {row.id: row.name for row in network.actors}
        tables.table(tables.relation_rows(network.relations, names), "playing-relations", "The best attested of it")
        st.caption(f"{look.plural(network.total_relations, 'relation')} in this period.")
