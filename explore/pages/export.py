"""Networks, tables, figures, reports and measures as files; the whole project as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from explore import look, panels, state, tables, warming
from explore.escape import plain, to_markdown
from explore.filters import filter_bar
from explore.search import pick_actor
from graph.exports import FORMATS
from graph.store import NotInStoreError, Store
from graph.views import Filters, Network

# Figures, reports and measures bring libraries that take seconds to load: they are imported where they are asked for.
if TYPE_CHECKING:
    from graph.downloads import Download
    from graph.paint import Form

_PREVIEWED = 200  # relations shown before the download
_MANY = 100_000  # claims in a store, from which on writing them takes minutes
_TITLES = {
    "gexf": "GEXF", "graphml": "GraphML", "pajek": "Pajek", "ucinet": "UCINET", "dot": "DOT", "mermaid": "Mermaid",
    "node-link": "Node-link JSON", "cytoscape": "Cytoscape", "json": "JSON", "html": "Web page", "csv": "Relations",
    "actors-csv": "Actors", "claims-csv": "Claims", "events-csv": "Events", "csv-zip": "CSV tables",
    "neo4j-csv": "Neo4j import", "cypher": "Cypher", "xlsx": "Excel", "parquet": "Parquet", "turtle": "Turtle",
    "json-ld": "JSON-LD", "ftm": "FollowTheMoney",
}  # fmt: skip
_GROUPS = {
    "To draw and measure": ("gexf", "graphml", "cytoscape", "pajek", "ucinet", "dot", "node-link", "html", "mermaid"),
    "To count and read": ("xlsx", "csv", "actors-csv", "claims-csv", "events-csv", "csv-zip", "parquet"),
    "To link and keep": ("json", "turtle", "json-ld", "ftm", "cypher", "neo4j-csv"),
}
_FIGURES = {
    "network": "The network", "ego": "Around the actor", "timeline": "Over time", "matrix": "Who acts on whom",
    "states": "Between states", "periods": "Period by period",
}  # fmt: skip
_SIZES = {"a4": "A4 page", "a4-wide": "A4 on its side", "slide": "Slide"}
_REPORTS = {"docx": "Word", "html": "Web page", "md": "Markdown"}


def draw() -> None:
    warming.load("graph.downloads")
    st.markdown("What the filters let pass, as a file. Every claim keeps its sentence, its speaker and its outlet.")
    left, right = st.columns([0.4, 0.6], vertical_alignment="bottom")
    with left:
        actor = pick_actor("around", "Only around this actor (optional)")
    with right:
        filters = filter_bar()
    if not state.read("statistics").claims:
        panels.show_empty_store()
        return
    try:
        actor = state.read("actor_row", actor).id if actor else None
    except NotInStoreError:
        st.info("That actor is not in this store any more.", icon=":material/person_off:")
        return
    texts = st.toggle(
        "With quotes and sentences", True, key="export-texts",
        help="Newspapers' sentences may be under copyright: leave them out of what you publish.",
    )  # fmt: skip
    around = replace(filters, actors=(actor,)) if actor else filters
    titles = ["Networks and tables", "Figures", "Reports", "Measures", "Whole project"]
    files, pictures, reports, measures, project = st.tabs(titles, key="export", bind="query-params")
    if files.open:
        with files:
            _files(around, texts)
    if pictures.open:
        with pictures:
            _figures(around, actor)
    if reports.open:
        with reports:
            _reports(actor, filters, texts)
    if measures.open:
        with measures:
            _measures(filters)
    if project.open:
        with project:
            _project(texts)


def _files(filters: Filters, texts: bool) -> None:
    if _takes_long(filters):
        st.caption("This store is large: a file with all its claims takes minutes. Filters or an actor make it quick.")
    for column, (group, names) in zip(st.columns(len(_GROUPS), gap="medium"), _GROUPS.items(), strict=True):
        with column:
            st.markdown(f"**{group}**")
            for name in names:
                _file(name, filters, texts)
    with st.expander(
        "What would be in it", icon=":material/table:", on_change="rerun", key="export-preview"
    ) as preview:
        if preview.open:
            _preview(filters)


def _takes_long(filters: Filters) -> bool:
    return state.read("statistics").claims > _MANY and not filters.actors


def _file(name: str, filters: Filters, texts: bool) -> None:
    """Made when the button is pressed, not before: a large store takes its time."""
    form, store = FORMATS[name], state.store()
    st.download_button(
        f"**{_TITLES[name]}**{_used(name)}", lambda: _exported(store, name, filters, texts),
        f"dramatis-{name.removesuffix('-csv')}.{form.ending}", form.media_type, key=f"export-{name}",
        icon=":material/download:", on_click="ignore", type="tertiary", help=form.use,
    )  # fmt: skip


def _used(name: str) -> str:
    """What the format is for, without its title once more."""
    title, use = _TITLES[name], FORMATS[name].use
    rest = use.removeprefix(f"{title}, ") if use != title else ""
    return f" · {rest}" if rest else ""


def _exported(store: Store, name: str, filters: Filters | None = None, texts: bool = True) -> bytes:
    from graph.downloads import export_file

    return export_file(store, name, filters, texts).content


def _preview(filters: Filters) -> None:
    network: Network = state.read("network", replace(filters, limit=_PREVIEWED))
    st.markdown(
        f"**{look.plural(network.total_actors, 'actor')} and {look.plural(network.total_relations, 'relation')}**; "
        f"the {look.plural(len(network.relations), 'relation')} with most evidence:"
    )
    tables.relation_table(network, "export-table")


def _figures(filters: Filters, actor: str | None) -> None:
    from graph.downloads import FIGURE_FORMS, FIGURES, MEDIA_TYPES, SIZES

    choice, preview = st.columns([0.34, 0.66], gap="large")
    known = [name for name in FIGURES if actor or name != "ego"]
    with choice:
        name = st.radio(
            "Figure", known, format_func=_FIGURES.__getitem__, key=f"figure-{bool(actor)}",
            captions=[FIGURES[one] for one in known],
        )  # fmt: skip
        size = st.selectbox("For", SIZES, format_func=lambda one: _SIZES.get(one, one), key="figure-size")
        title = st.text_input("Title (optional)", key="figure-title", max_chars=120)
        drawn = _drawer(name or known[0], size or SIZES[0], filters, actor, title or "")
        with st.container(horizontal=True, gap="xsmall"):
            for form in FIGURE_FORMS:
                st.download_button(
                    form.upper(), lambda form=form: drawn(form).content, f"dramatis-{name}.{form}", MEDIA_TYPES[form],
                    key=f"figure-{form}", icon=":material/download:", on_click="ignore",
                )  # fmt: skip
    with preview:
        if _takes_long(filters) and not st.button("Draw it here", icon=":material/draw:", key="figure-draw"):
            st.caption("This store is large: a figure of all of it takes a minute. Filters or an actor make it quick.")
            return
        with st.spinner("Drawing …"):
            picture = drawn("png")
        st.image(picture.content, width="stretch")
        st.caption(to_markdown(picture.alt, 600))


def _drawer(name: str, size: str, filters: Filters, actor: str | None, title: str) -> Callable[[Form], Download]:
    from graph.downloads import figure_file

    store = state.store()
    return lambda form: figure_file(store, name, form, size, filters, actor, title=title)


def _reports(actor: str | None, filters: Filters, texts: bool) -> None:
    if actor is None:
        st.info(
            "A report is about one actor or two. Choose an actor above, at “Only around this actor”.",
            icon=":material/person_search:",
        )
        return
    from graph.downloads import MEDIA_TYPES, report_file

    other = pick_actor("export_with", "And this one (for a report about the two)")
    store = state.store()
    names = [plain(state.read("actor_row", one).name, 60) for one in (actor, other) if one]
    st.markdown(
        f"A sourced report about **{to_markdown(' and '.join(names), 140)}**: who, with whom, over time, who says so, "
        "how far the numbers hold, and every source."
    )
    with st.container(horizontal=True, gap="small"):
        for form, title in _REPORTS.items():
            st.download_button(
                title, lambda form=form: report_file(store, actor, other, form, filters, texts).content,
                f"dramatis-report.{form}", MEDIA_TYPES[form], key=f"report-{form}", icon=":material/description:",
                on_click="ignore",
            )  # fmt: skip


def _measures(filters: Filters) -> None:
    from graph.analysis import MEASURES
    from graph.downloads import measure_file

    st.markdown(
        "A number for each actor or pair, with what it would be under other choices beside it: how much confidence is "
        "asked for, with and without denials, by outlet. What moves much is no finding."
    )
    name = st.selectbox("Measure", list(MEASURES), key="measure-name", width=360)
    store = state.store()
    st.download_button(
        "Download as CSV", lambda: measure_file(store, str(name), filters).content, f"dramatis-{name}.csv", "text/csv",
        key="measure", icon=":material/download:", on_click="ignore", disabled=not name,
    )  # fmt: skip


def _project(texts: bool) -> None:
    st.markdown(
        "Everything in this store, documents and judgements included, as one archive, which "
        "`graph.exports.read_project` opens again on any machine: what you hand in with a thesis, so that others can "
        "check it."
    )
    if not texts:
        st.info("A project needs the texts that its claims quote; switch them on above.", icon=":material/lock:")
    store = state.store()
    st.download_button(
        "Download the project", lambda: _exported(store, "project"), "dramatis-project.zip",
        FORMATS["project"].media_type, key="export-project", icon=":material/archive:", on_click="ignore",
        type="primary", disabled=not texts,
    )  # fmt: skip


draw()
