"""Networks and claims as files for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from explore import look, panels, state, tables
from explore.filters import filter_bar
from explore.search import pick_actor
from graph.export import FORMATS
from graph.store import Store
from graph.views import Filters, Network

_MOST = 10_000  # relations around one actor
_PREVIEWED = 200  # relations shown before the download


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
    if not state.read("statistics").claims:
        panels.show_empty_store()
        return
    if actor:
        filters = replace(filters, actors=(actor,), limit=_MOST)
    known = [form for form in _FORMS if form.name in FORMATS]
    for row in (known[:4], known[4:]):
        for column, form in zip(st.columns(4), row, strict=False):
            with column.container(border=True, height="stretch"):
                _offer(form, filters)
    with st.expander(
        "What would be in it", icon=":material/table:", on_change="rerun", key="export-preview"
    ) as preview:
        if preview.open:
            _preview(filters)


def _network(store: Store, filters: Filters) -> Network:
    return store.network(filters) if filters.actors else store.whole_network(filters)


def _preview(filters: Filters) -> None:
    network: Network = state.read("network", replace(filters, limit=_PREVIEWED))
    st.markdown(
        f"**{look.plural(network.total_actors, 'actor')} and {look.plural(network.total_relations, 'relation')}**; "
        f"the {look.plural(len(network.relations), 'relation')} with most evidence:"
    )
    tables.relation_table(network, "export-table")


def _offer(form: Form, filters: Filters) -> None:
    st.markdown(f"**{form.title}**")
    st.caption(form.use)
    st.download_button(
        "Download", _content(form, filters), f"dramatis-{form.name.removesuffix('-csv')}.{form.ending}",
        form.media_type, key=f"export-{form.name}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _content(form: Form, filters: Filters) -> Callable[[], bytes]:
    """Made when the button is pressed, not before: a large store takes its time."""
    store = state.store()
    return lambda: FORMATS[form.name](store, _network(store, filters))


draw()
