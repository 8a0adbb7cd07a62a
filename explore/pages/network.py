"""An actor's neighbourhood drawn, and the evidence of whatever is clicked."""

from __future__ import annotations

import streamlit as st

from explore import look, panels, state, tables
from explore.canvas import Selection, draw_network
from explore.escape import to_markdown
from explore.filters import filter_bar
from explore.neighbourhood import FIRST_PARTNERS, MOST_PARALLEL, Neighbourhood, neighbourhood
from explore.search import search_actor
from graph.store import NotInStoreError
from graph.views import Filters

_KEY = "network"


def draw() -> None:
    search, bar = st.columns([0.42, 0.58], gap="small")
    with search:
        search_actor("network-search", _look_at)
    with bar:
        filters = filter_bar()
    centre = state.chosen_actor()
    if centre is None:
        panels.offer_examples("Search an actor above, or begin with one of these:", _look_at)
        return
    try:
        found = _neighbourhood(centre, filters)
    except NotInStoreError:
        st.info("That actor is not in this store. Search another one.", icon=":material/person_off:")
        return
    canvas, panel = st.columns([0.6, 0.4], gap="medium")
    with canvas:
        selection = _canvas(centre, found)
    with panel:
        _panel(selection, centre, filters)
    with st.expander("The same as a table", icon=":material/table:"):
        tables.relation_table(found.network, key="network-table")


def _look_at(actor: str) -> None:
    """A new centre: its neighbourhood replaces what was drawn, and nothing is expanded yet."""
    state.choose(actor)
    st.session_state["picked"] = Selection((actor,))
    st.session_state["expanded"] = ()
    st.session_state["partners"] = FIRST_PARTNERS


def _neighbourhood(centre: str, filters: Filters) -> Neighbourhood:
    return neighbourhood(
        lambda asked: state.read("network", asked),
        state.read("actor", centre, limit=1).actor.id,
        st.session_state.get("expanded", ()),
        filters,
        st.session_state.get("partners", FIRST_PARTNERS),
        bool(st.session_state.get("among")),
    )


def _canvas(centre: str, found: Neighbourhood) -> Selection:
    _count(found)
    edge = state.chosen_edge()
    expanded = st.session_state.get("expanded", ())
    picked = st.session_state.get("picked", Selection((centre,)))
    wanted = Selection(edge=edge) if edge and edge[1] else Selection(picked.actors)
    selection = draw_network(found.network, _KEY, selected=wanted, centre=centre, expanded=(centre, *expanded))
    if selection != wanted:
        st.session_state["picked"] = Selection(selection.actors)
        state.choose(edge=selection.edge)
        state.chosen_edge()
    if selection.expand and selection.expand not in expanded:
        st.session_state["expanded"] = (*expanded, selection.expand)
        st.rerun()
    if selection.collapse:
        st.session_state["expanded"] = tuple(actor for actor in expanded if actor != selection.collapse)
        st.rerun()
    return selection


def _count(found: Neighbourhood) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{found.shown:,} of {found.total:,}** partners shown",
            help="The best attested first. Between two actors at most "
            f"{MOST_PARALLEL} relations are drawn; click both (with Ctrl) to read all claims between them.",
        )
        if found.shown < found.total:
            st.button("Show 30 more", key="network-more", on_click=_show_more, icon=":material/add:")
        st.toggle("Links between partners", key="among", bind="query-params")


def _show_more() -> None:
    st.session_state["partners"] = st.session_state.get("partners", FIRST_PARTNERS) + FIRST_PARTNERS


def _panel(selection: Selection, centre: str, filters: Filters) -> None:
    if selection.edge:
        panels.show_relation(selection.edge, filters, key="network-evidence")
        return
    actors = selection.actors or (centre,)
    if len(actors) == 2:
        panels.show_relation((actors[0], "", actors[1]), filters, key="network-evidence")
        return
    panels.show_actor(actors[-1], key="network-actor")
    if actors[-1] != centre:
        name = to_markdown(state.read("actor", actors[-1], limit=1).actor.name, 40)
        st.button(f"Centre on {name}", icon=":material/center_focus_strong:", on_click=_look_at, args=(actors[-1],))
    st.caption(
        f"Click a line for the sentences behind it; double-click an actor for {look.plural(12, 'partner')} of its own."
    )


draw()
