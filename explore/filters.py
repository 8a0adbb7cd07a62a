"""The filters: one popover, always visible as chips, and in the URL, so that every view is a link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from explore import look, state
from explore.escape import plain, to_markdown
from explore.search import search_actor
from extract.ontology import KINDS, relations
from graph.store import NotInStoreError
from graph.views import Filters

_EMPTY: dict[str, Any] = {
    "relation": [], "class": [], "status": [], "kind": [], "outlet": [],
    "since": None, "until": None, "voice": False, "places": False, "claims": 1, "confidence": 0.0,
}  # fmt: skip
KEYS = frozenset(_EMPTY)
_WORDS: dict[str, Callable[[Any], str]] = {
    "relation": look.verb,
    "class": lambda name: look.quads()[name].label,
    "status": lambda name: look.statuses()[name].label,
    "kind": str,
    "outlet": lambda name: to_markdown(name, 40),
    "since": lambda day: f"from {day:%-d %b %Y}",
    "until": lambda day: f"until {day:%-d %b %Y}",
    "voice": lambda _: "in the outlet's own words",
    "places": lambda _: "with places",
    "claims": lambda least: f"at least {least} claims",
    "confidence": lambda least: f"confidence ≥ {least:.0%}",
}
_FIRST_DAY = dt.date(1900, 1, 1)  # the calendar's reach; older news is not read by machine


def filter_bar() -> Filters:
    """Draws the filters and their chips; returns what they ask for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filterbar"):
        with st.popover("Filters", icon=":material/tune:", width="content"):
            _widgets()
        _chips()
    st.session_state["filters_kept"] = {key: st.session_state.get(key, _EMPTY[key]) for key in asked_for()}
    st.session_state["filters_linked"] = asked_for()
    return _asked()


def asked_for() -> dict[str, list[str]]:
    """The filters in force, as the URL has them."""
    return {key: st.query_params.get_all(key) for key in _EMPTY if key in st.query_params}


def bring_along() -> None:
    """To be called where a page begins: the filters of the page before hold on it, unless its link brings its own."""
    if not any(key in st.query_params for key in _EMPTY):
        # Streamlit wants both: the widgets begin with the one, the address with the other
        st.session_state.update(st.session_state.get("filters_kept", {}))
        st.query_params.update(st.session_state.get("filters_linked", {}))


def take(asked: Mapping[str, list[str]]) -> None:
    """Whatever the filters were before, now they are these, as an address has them."""
    for name in ("filters_kept", "filters_linked"):
        st.session_state.pop(name, None)
    for key, empty in _EMPTY.items():
        try:
            st.session_state[key] = _READ[key](asked[key]) if key in asked else empty
        except ValueError:  # somebody wrote the address by hand
            st.session_state[key] = empty


def _known(names: Callable[[], Iterable[str]]) -> Callable[[list[str]], list[str]]:
    return lambda given: [name for name in given if name in names()]


_READ: dict[str, Callable[[list[str]], Any]] = {
    "relation": _known(relations),
    "class": _known(look.quads),
    "status": _known(look.statuses),
    "kind": _known(lambda: KINDS),
    "outlet": _known(lambda: state.read("outlets")),
    "since": lambda given: dt.date.fromisoformat(given[0]),
    "until": lambda given: dt.date.fromisoformat(given[0]),
    "voice": lambda given: given[0].lower() == "true",
    "places": lambda given: given[0].lower() == "true",
    "claims": lambda given: min(max(int(given[0]), 1), 1000),
    "confidence": lambda given: min(max(float(given[0]), 0.0), 1.0),
}


def _widgets() -> None:
    bound = {"bind": "query-params"}
    first, second = st.columns(2)
    with first:
        st.multiselect("Relation", list(relations()), format_func=_option, key="relation", **bound)
        st.multiselect("Status", list(look.statuses()), key="status", **bound)
        st.date_input("From", None, min_value=_FIRST_DAY, key="since", **bound)
        st.number_input("At least this many claims", 1, 1000, key="claims", **bound)
        st.toggle(
            "Only the outlets' own words", key="voice", help="Leaves out what outlets report others to say", **bound
        )
    with second:
        st.multiselect("Class of relation", list(look.quads()), key="class", **bound)
        st.multiselect("Kind of actor", list(KINDS), key="kind", **bound)
        st.date_input("Until", None, min_value=_FIRST_DAY, key="until", **bound)
        st.slider("Confidence of at least", 0.0, 1.0, step=0.05, format="percent", key="confidence", **bound)
        st.toggle("Show places", key="places", **bound)
    search_actor("filter-speaker", _add_speaker, "Only what this actor says", shown=True)
    st.multiselect(
        "Outlet", list(state.read("outlets")), format_func=lambda name: plain(name, 60), key="outlet", **bound
    )


def _option(relation: str) -> str:
    return f"{relation} · {look.verb(relation)}"


def _chips() -> None:
    """One button for each filter in force; a click takes it away."""
    active = [(key, value) for key in _EMPTY for value in _values(key)]
    for key, value in active:
        st.button(
            _WORDS[key](value), icon=":material/close:", key=f"chip-{key}-{value}", help="Remove this filter",
            on_click=_remove, args=(key, value),
        )  # fmt: skip
    for speaker in _speakers():
        st.button(
            f"said by {to_markdown(_name(speaker), 40)}", icon=":material/close:", key=f"chip-speaker-{speaker}",
            help="Remove this filter", on_click=_drop_speaker, args=(speaker,),
        )  # fmt: skip
    if len(active) + len(_speakers()) > 1:
        st.button("Clear all", type="tertiary", key="chip-all", on_click=_clear)


def _speakers() -> list[str]:
    """The ids of the actors whose words alone are asked for; the URL holds them."""
    return [speaker for speaker in (state.shared("speaker") or "").split("~") if speaker]


def _add_speaker(speaker: str) -> None:
    state.keep("speaker", "~".join(dict.fromkeys([*_speakers(), speaker])))


def _drop_speaker(speaker: str) -> None:
    state.keep("speaker", "~".join(other for other in _speakers() if other != speaker) or None)


def _name(actor: str) -> str:
    try:
        return state.read("actor_row", actor).name
    except NotInStoreError:
        return actor


def _values(key: str) -> list[Any]:
    value = st.session_state.get(key, _EMPTY[key])
    if isinstance(value, list):
        return value
    return [] if value == _EMPTY[key] else [value]


def _remove(key: str, value: Any) -> None:
    current = st.session_state.get(key)
    st.session_state[key] = [kept for kept in current if kept != value] if isinstance(current, list) else _EMPTY[key]


def set_period(since: dt.date | None, until: dt.date | None) -> None:
    """To be called from a callback: the filters are drawn after it."""
    st.session_state["since"], st.session_state["until"] = since, until


def _clear() -> None:
    for key, empty in _EMPTY.items():
        st.session_state[key] = list(empty) if isinstance(empty, list) else empty
    state.keep("speaker", None)


def _asked() -> Filters:
    """What the widgets hold, checked once more: a URL can hold anything."""
    held = {key: st.session_state.get(key, empty) for key, empty in _EMPTY.items()}
    return Filters(
        kinds=tuple(kind for kind in held["kind"] if kind in KINDS),
        relations=tuple(name for name in held["relation"] if name in relations()),
        quad_classes=tuple(name for name in held["class"] if name in look.quads()),
        statuses=tuple(name for name in held["status"] if name in look.statuses()),
        since=held["since"],
        until=held["until"],
        outlets=tuple(held["outlet"]),
        speakers=tuple(_speakers()),
        outlet_voice=bool(held["voice"]),
        places=bool(held["places"]),
        min_claims=int(held["claims"]),
        min_confidence=float(held["confidence"]),
    )
