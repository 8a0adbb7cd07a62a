"""Networks and claims as files for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from explore import look, panels, state, tables
from explore.filters import filter_bar
from explore.search import pick_actor
from graph.export import FORMATS
from graph.store import NotInStoreError
from graph.views import Filters, Network


@dataclass(frozen=True, slots=True)
class Form:
    """A file to download: its name in graph.export, what it is for, its ending and media type."""

    name: str
    title: str
    use: str
    ending: str
    media_type: str


_FORMS = (
    Form("gexf", "GEXF", "for Gephi: actors and relations with all their numbers", "gexf", "application/gexf+xml"),
    Form("graphml", "GraphML", "for yEd, Cytoscape, igraph, networkx", "graphml", "application/graphml+xml"),
    Form("html", "Web page", "the drawing as one file that opens anywhere, without a network", "html", "text/html"),
    Form("csv", "Relations as CSV", "for a spreadsheet: one row a relation", "csv", "text/csv"),
    Form("actors-csv", "Actors as CSV", "one row an actor", "csv", "text/csv"),
    Form("claims-csv", "Claims as CSV", "one row a claim, with sentence, speaker and outlet", "csv", "text/csv"),
    Form("json", "JSON", "the network with all claims behind it", "json", "application/json"),
)


def draw() -> None:
    st.markdown("What the filters let pass, as a file. Every claim keeps its sentence, its speaker and its outlet.")
    left, right = st.columns([0.4, 0.6], vertical_alignment="bottom")
    with left:
        actor = pick_actor("around", "Only around this actor (optional)")
    with right:
        filters = filter_bar()
    try:
        network = _network(actor, filters)
    except NotInStoreError:
        st.info("That actor is not in this store any more.", icon=":material/person_off:")
        return
    if not network.relations:
        _nothing()
        return
    st.markdown(
        f"**{look.plural(len(network.actors), 'actor')} and {look.plural(len(network.relations), 'relation')}** pass."
    )
    known = [form for form in _FORMS if form.name in FORMATS]
    for row in (known[:4], known[4:]):
        for column, form in zip(st.columns(4), row, strict=False):
            with column.container(border=True, height="stretch"):
                _offer(form, network)
    with st.expander("What would be in it", icon=":material/table:"):
        tables.relation_table(replace(network, relations=network.relations[:500]), "export-table")


def _network(actor: str | None, filters: Filters) -> Network:
    if actor:
        return state.read("network", replace(filters, actors=(actor,), limit=10_000))
    return state.read("whole_network", filters)


def _nothing() -> None:
    if state.read("statistics").claims:
        st.info("No relation passes the filters. Remove one.", icon=":material/filter_alt_off:")
    else:
        panels.show_empty_store()


def _offer(form: Form, network: Network) -> None:
    st.markdown(f"**{form.title}**")
    st.caption(form.use)
    st.download_button(
        "Download", _content(form, network), f"dramatis-{form.name.removesuffix('-csv')}.{form.ending}",
        form.media_type, key=f"export-{form.name}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _content(form: Form, network: Network) -> Callable[[], bytes]:
    """Made when the button is pressed, not before: a large store takes its time."""
    store = state.store()
    return lambda: FORMATS[form.name](store, network)


draw()
