"""Questions in Cypher, reading only: the engine itself refuses to write."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from explore import look, panels, state, tables
from explore.canvas import Selection, draw_network
from explore.escape import plain
from explore.found_network import found_network, in_words
from graph.store import StoreError
from graph.views import Filters, Network, Table

_ROWS = 1000
_SECONDS = 10.0


def draw() -> None:
    st.markdown("Ask the store in Cypher. Queries only read; they stop after ten seconds or a thousand rows.")
    schema = _schema()
    asked, shown = st.columns([0.62, 0.38], gap="medium")
    with shown, st.expander("What there is to ask for", expanded=True, icon=":material/schema:"):
        st.code(schema, language=None, wrap_lines=True)
    with asked:
        _examples()
        with st.form("query", border=False):
            st.text_area("Query", key="query-text", height=160, max_chars=10_000, placeholder="MATCH … RETURN …")
            if st.form_submit_button("Run", type="primary", icon=":material/play_arrow:", shortcut="Ctrl+Enter"):
                st.session_state["query-asked"] = st.session_state["query-text"].strip()
        if st.session_state.get("query-asked"):
            _run(st.session_state["query-asked"])


def _schema() -> str:
    try:
        return state.store().schema()
    except StoreError as error:
        return str(error)


def _examples() -> None:
    st.caption("Examples")
    with st.container(horizontal=True, gap="xsmall"):
        for example in look.example_queries():
            st.button(example.asks, key=f"query-{example.asks}", on_click=_take, args=(example.cypher,))


def _take(cypher: str) -> None:
    st.session_state["query-text"] = st.session_state["query-asked"] = cypher


def _run(cypher: str) -> None:
    try:
        table: Table = state.store().query(cypher, seconds=_SECONDS, rows=_ROWS)
    except StoreError as error:
        st.warning("The query was not answered.", icon=":material/error:")
        st.code(plain(str(error), 2000), language=None, wrap_lines=True)
        return
    st.caption(
        f"{look.plural(len(table.rows), 'row')} in {table.seconds:.2f} s"
        + (", cut off there" if table.truncated else "")
    )
    network = found_network(table, lambda filters: state.read("network", filters))
    if network and st.segmented_control(
        "Show the answer as", ("Table", "Network"), default="Table", required=True, key="query-form",
        label_visibility="collapsed",
    ) == "Network":  # fmt: skip
        _draw(network)
        return
    _tabulate(table)
    if table.rows and not network:
        st.caption("An answer that returns actors, as in RETURN a, r, b, can be drawn as a network, too.")


def _tabulate(table: Table) -> None:
    frame = pd.DataFrame(
        [[_cell(value) for value in row] for row in table.rows], columns=_unique([plain(c, 60) for c in table.columns])
    )
    tables.table(frame, "query-table", "Answer to the query")
    st.download_button("Download as CSV", tables.to_csv(frame), "query.csv", "text/csv", icon=":material/download:")


def _draw(network: Network) -> None:
    st.caption(
        f"{look.plural(len(network.actors), 'actor')} and {look.plural(len(network.relations), 'relation')} of the "
        "answer. Click a line for the sentences behind it."
    )
    held = st.session_state.get("query-picked", Selection())
    selection = draw_network(network, "query", selected=held, height=460, grows=False)
    st.session_state["query-picked"] = selection
    if selection.edge:
        panels.show_relation(selection.edge, Filters(), key="query-evidence")
    elif selection.actors:
        panels.show_actor(selection.actors[-1], key="query-actor")


def _cell(value: object) -> object:
    """Numbers, dates and truth stay what they are; everything else becomes one clean line."""
    if isinstance(value, int | float | bool | dt.date) or value is None:
        return value
    return plain(str(in_words(value)), 500)


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


draw()
