"""What is in this store, and where to begin."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explore import charts, look, panels, state, tables
from explore.canvas import Selection
from explore.escape import plain
from explore.evidence import show_date
from graph.views import DocumentPage, Filters, Network, Statistics

_CONNECTED = 6  # actors whose relations are counted


def draw() -> None:
    st.markdown(
        "**Who did what to whom, and who says so:** every line in these networks opens into the sentences behind it."
    )
    statistics: Statistics = state.read("statistics")
    if not statistics.documents:
        panels.show_empty_store()
        _tour()
        return
    with st.expander("How to begin", icon=":material/school:", expanded=not st.session_state.get("been_elsewhere")):
        _tour()
    _sizes(statistics)
    st.header("Begin with an actor")
    panels.offer_examples("The best attested in this store, with the number of claims about each:", _open_network)
    if st.session_state.pop("open_network", False):
        st.switch_page("explore/pages/network.py")
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        st.header("Cooperation and conflict over time")
        time = st.container()
        _newest()
    with right:
        _relations(statistics)
        st.header("Most connected")
        connected = st.container()
    # what takes longest on a large store comes last, when everything else can be read already
    with connected, st.spinner("Counting …"):
        _most_connected()
    with time, st.spinner("Adding up the claims …"):
        _over_time()


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


def _most_connected() -> None:
    actors = state.read("actors", limit=state.EXAMPLES).actors[:_CONNECTED]
    relations = {row.id: _relations_of(row.id) for row in actors}
    actors = sorted(actors, key=lambda row: -relations[row.id])
    frame = pd.DataFrame(
        [
            {
                "Actor": plain(row.name, 60),
                "Kind": row.kind,
                "Relations": relations[row.id],
                "Documents": row.documents,
            }
            for row in actors
        ]
    )
    chosen = tables.table(frame, "overview-connected", "Actors with most relations", select=True)
    if chosen:
        _open_network(actors[chosen[0]].id)
        st.session_state.pop("open_network")
        st.switch_page("explore/pages/network.py")


def _relations_of(actor: str) -> int:
    found: Network = state.read("network", Filters(actors=(actor,), places=True, limit=1))
    return found.total_relations


def _newest() -> None:
    st.header("Newest documents")
    page: DocumentPage = state.read("documents", limit=state.NEWEST)
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
    chosen = tables.table(frame, "overview-newest", "The documents published last; select one to read it", select=True)
    if chosen:
        state.choose_document(page.documents[chosen[0]].id)
        st.switch_page("explore/pages/documents.py")


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
