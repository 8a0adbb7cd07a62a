"""The search for an actor: a field, and what matches as buttons."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explore import look, state
from explore.escape import to_markdown
from graph.store import NotInStoreError
from graph.views import SearchHit

_HITS = 8  # matches offered; more and the eye does not find the right one either


def search_actor(key: str, choose: Callable[[str], None], label: str = "Search an actor", shown: bool = False) -> None:
    """Draws the field; a click on a match calls `choose` with the actor's id and empties the field."""
    text = st.text_input(
        label, key=key, type="search", live=True, max_chars=200, icon=":material/search:",
        placeholder="A state, group, organisation or person …", label_visibility="visible" if shown else "collapsed",
    )  # fmt: skip
    if not (text or "").strip():
        return
    hits: tuple[SearchHit, ...] = state.read("search", text.strip(), limit=_HITS)
    if not hits:
        st.caption("Nobody of that name in the store. Try a shorter or another spelling.")
        return
    with st.container(horizontal=True, gap="xsmall", key=f"{key}-hits"):
        for hit in hits:
            st.button(
                _label(hit), icon=look.kind_icon(hit.actor.kind), key=f"{key}-hit-{hit.actor.id}",
                on_click=_take, args=(key, choose, hit.actor.id), help=_help(hit),
            )  # fmt: skip


def _take(key: str, choose: Callable[[str], None], actor: str) -> None:
    st.session_state[key] = ""
    choose(actor)


def _label(hit: SearchHit) -> str:
    return f"{to_markdown(hit.actor.name, 50)} · {hit.actor.claims:,}"


def _help(hit: SearchHit) -> str:
    called = "" if hit.matched == hit.actor.name else f", here as “{to_markdown(hit.matched, 60)}”"
    return f"{hit.actor.kind}{called}: {look.plural(hit.actor.claims, 'claim')}"


def pick_actor(name: str, label: str, first: str | None = None) -> str | None:
    """A field that holds one actor: a search, then the chosen one with a way to change it. Returns the actor's id,
    which stands in the URL as `name`."""
    if first and state.never_chosen(name):
        state.keep(name, first)
    chosen = state.shared(name)
    shown = _name(chosen) if chosen else None
    if shown is None:
        search_actor(f"{name}-text", lambda actor: state.keep(name, actor), label, shown=True)
        return None
    st.button(
        f"{label}: {to_markdown(shown, 40)}", icon=":material/person_search:", key=f"{name}-change", width="stretch",
        help="Choose another actor", on_click=state.keep, args=(name, None),
    )  # fmt: skip
    return chosen


def _name(actor: str) -> str | None:
    try:
        return state.read("actor_row", actor).name
    except NotInStoreError:
        return None
