"""What is in this store, and where to begin."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explore import charts, look, panels, state, tables
from explore.canvas import Selection
from explore.escape import plain
from explore.evidence import show_date
from graph.views import Statistics


def draw() -> None:
    st.markdown(
        "**Who did what to whom, and who says so:** every line in these networks opens into the sentences behind it."
    )
    statistics: Statistics = state.read("statistics")
    if not statistics.documents:
        panels.show_empty_store()
        _tour()
        return
    _sizes(statistics)
    st.header("Begin with an actor")
    panels.offer_examples("The best attested in this store:", _open_network)
    if st.session_state.pop("open_network", False):
        st.switch_page("explore/pages/network.py")
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        _over_time()
    with right:
        _relations(statistics)
    _newest()
    with st.expander("How to read a network", icon=":material/school:"):
        _tour()


def _open_network(actor: str) -> None:
    state.choose(actor)
    st.session_state["picked"] = Selection((actor,))
    st.session_state["expanded"] = ()
    st.session_state["open_network"] = True


def _sizes(statistics: Statistics) -> None:
    numbers = {
        "Documents": statistics.documents,
        "Actors": statistics.actors,
        "Relations": statistics.relations,
        "Claims": statistics.claims,
        "Outlets": len(statistics.by_outlet),
    }
    for column, (name, number) in zip(st.columns(len(numbers)), numbers.items(), strict=True):
        column.metric(name, f"{number:,}", border=True)
    if statistics.first_date and statistics.last_date:
        st.caption(f"Claims dated from {show_date(statistics.first_date)} to {show_date(statistics.last_date)}.")


def _over_time() -> None:
    st.header("Cooperation and conflict over time")
    rows = state.read("timeline")
    if rows:
        charts.balance_chart(rows, "overview-balance")
    else:
        st.caption("No claim is dated yet: documents with a date of publication appear here.")


def _relations(statistics: Statistics) -> None:
    st.header("What the claims say")
    frame = pd.DataFrame(
        [
            {"Relation": look.verb(name), "Class": look.quad_of(name).label, "Claims": number}
            for name, number in statistics.by_relation[:12]
        ]
    )
    tables.table(frame, "overview-relations", "Relations by number of claims")


def _newest() -> None:
    st.header("Newest documents")
    page = state.read("documents", limit=8)
    frame = pd.DataFrame(
        [
            {
                "Published": row.published,
                "Outlet": plain(row.outlet or "", 50),
                "Title": plain(row.title or "untitled", 110),
                "Actors": row.actors,
                "Claims": row.claims,
            }
            for row in page.documents
        ]
    )
    tables.table(frame, "overview-newest", "The documents published last")


def _tour() -> None:
    one, two, three = st.columns(3, gap="medium")
    with one.container(border=True, height="stretch"):
        st.markdown("**1. Search an actor**")
        st.caption("A state, group, organisation or person. You see the thirty partners with most evidence.")
    with two.container(border=True, height="stretch"):
        st.markdown("**2. Click a line**")
        st.caption("The sentences that say so appear beside it, with who says it, where and when.")
    with three.container(border=True, height="stretch"):
        st.markdown("**3. Mind the dashes**")
        st.caption("Solid lines are said to have happened. Dashed ones were planned, conditional or denied.")


draw()
