"""An actor's neighbourhood drawn, or on request the whole network, and the evidence of whatever is clicked."""

from __future__ import annotations

import streamlit as st

from explore import look, panels, state, tables, whole_view
from explore.canvas import Selection, draw_network
from explore.escape import to_markdown
from explore.filters import filter_bar
from explore.neighbourhood import FIRST_PARTNERS, MOST_BETWEEN, MOST_PARALLEL, Neighbourhood, neighbourhood
from explore.search import search_actor
from graph.store import NotInStoreError
from graph.views import Filters

_KEY = "network"
_SCOPES = {"actor": "Around one actor", "whole": "Whole network", "communities": "Communities"}


def draw() -> None:
    search, scope, bar = st.columns([0.32, 0.42, 0.26], gap="small")
    with search:
        search_actor("network-search", _find)
    with scope:
        drawn = _scope()
    with bar:
        filters = filter_bar()
    centre = state.chosen_actor()
    if drawn != "actor":
        _draw_whole(filters, drawn == "communities")
    elif centre is None:
        panels.offer_examples("Search an actor above, or begin with one of these:", _look_at)
    else:
        _draw_around(centre, filters)


def _scope() -> str | None:
    if wanted := st.session_state.pop("scope_wanted", None):
        st.session_state["scope"] = wanted
    return st.segmented_control(
        "What to draw", list(_SCOPES), default="actor", format_func=_SCOPES.__getitem__, required=True, key="scope",
        label_visibility="collapsed", bind="query-params",
    )  # fmt: skip


def _find(actor: str) -> None:
    """Found in the search: in the whole network it is shown where it stands."""
    if st.session_state.get("scope", "actor") == "actor":
        _look_at(actor)
    else:
        _pick(Selection((actor,)))


def _draw_whole(filters: Filters, grouped: bool) -> None:
    selected = _picked(())

    def show(selection: Selection, drawn: str) -> None:
        _keep(selection, selected)
        if selection.edge or selection.actors:
            _panel(selection, None, filters)
            return
        st.markdown(f"## {to_markdown(drawn, 70)}")
        st.caption(
            "Point at an actor to light up its partners; click it to read about it, and with Ctrl on a second one for "
            "all claims between the two. Double-click, or press Enter, for its neighbourhood with every relation apart."
        )

    whole_view.draw(filters, grouped, selected, show, _look_around)


def _look_around(actor: str) -> None:
    _look_at(actor)
    st.session_state["scope_wanted"] = "actor"


def _draw_around(centre: str, filters: Filters) -> None:
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
    with tables.same_as_table("network-as-table") as wanted:
        if wanted:
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
        state.read("actor_row", centre).id,
        st.session_state.get("expanded", ()),
        filters,
        st.session_state.get("partners", FIRST_PARTNERS),
        bool(st.session_state.get("among", st.query_params.get("among") == "true")),
    )


def _canvas(centre: str, found: Neighbourhood) -> Selection:
    _count(found)
    expanded = st.session_state.get("expanded", ())
    wanted = _picked((centre,))
    selection = draw_network(found.network, _KEY, selected=wanted, centre=centre, expanded=(centre, *expanded))
    _keep(selection, wanted)
    if selection.expand and selection.expand not in expanded:
        st.session_state["expanded"] = (*expanded, selection.expand)
        st.rerun()
    if selection.collapse:
        st.session_state["expanded"] = tuple(actor for actor in expanded if actor != selection.collapse)
        st.rerun()
    return selection


def _picked(default: tuple[str, ...]) -> Selection:
    """What is to be shown as selected: the relation in the URL, or two actors where it names none, else what was
    clicked last."""
    edge = state.chosen_edge()
    if edge:
        return Selection(edge=edge) if edge[1] else Selection(edge[::2])
    return Selection(st.session_state.get("picked", Selection(default)).actors)


def _keep(selection: Selection, before: Selection) -> None:
    if selection != before:
        _pick(selection)
        state.chosen_edge()


def _pick(selection: Selection) -> None:
    st.session_state["picked"] = Selection(selection.actors)
    state.choose(edge=selection.edge)


def _count(found: Neighbourhood) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{found.shown:,} of {found.total:,}** partners shown",
            help="The best attested first. Between two actors at most "
            f"{MOST_PARALLEL} relations are drawn; click both (with Ctrl) to read all claims between them.",
        )
        if found.shown < found.total:
            st.button("Show 30 more", key="network-more", on_click=_show_more, icon=":material/add:")
        st.toggle(
            "Links between partners", key="among", bind="query-params",
            help=f"At most {MOST_BETWEEN}, the best attested first",
        )  # fmt: skip


def _show_more() -> None:
    st.session_state["partners"] = st.session_state.get("partners", FIRST_PARTNERS) + FIRST_PARTNERS


def _panel(selection: Selection, centre: str | None, filters: Filters) -> None:
    if selection.edge:
        panels.show_relation(selection.edge, filters, key="network-evidence")
        return
    actors = selection.actors or ((centre,) if centre else ())
    if len(actors) == 2:
        panels.show_relation((actors[0], "", actors[1]), filters, key="network-evidence")
        return
    panels.show_actor(actors[-1], key="network-actor")
    if actors[-1] != centre:
        name = to_markdown(state.read("actor_row", actors[-1]).name, 40)
        label = f"Centre on {name}" if centre else f"Draw the neighbourhood of {name}"
        st.button(label, icon=":material/center_focus_strong:", on_click=_look_around, args=(actors[-1],))
    if centre is None:
        return
    st.caption(
        f"Click a line for the sentences behind it; double-click an actor for {look.plural(12, 'partner')} of its own."
    )


draw()
