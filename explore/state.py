"""What pages share: the one store of this server, and what this reader has chosen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from explore import gate
from graph.store import NotInStoreError, Store, StoreError, open_store

EdgeKey = tuple[str, str, str]  # source, relation, target; relation "" for everything between the two
EXAMPLES = 8  # of the best-attested actors, to begin with
NEWEST = 8  # documents
SUGGESTIONS = 50  # of merges, read for one visit
_KEPT_READS = 512  # answers kept in memory, of all readers together


def store() -> Store:
    """The store that DRAMATIS_DB names, opened once for all readers. A store that cannot be opened ends the page with
    the reason."""
    try:
        return opened()
    except StoreError as error:
        st.error("The store could not be opened.", icon=":material/database_off:")
        st.code(str(error), language=None)
        st.stop()


def opened() -> Store:
    """As `store`, outside of a page. Raises StoreError."""
    return _open(os.environ.get("DRAMATIS_DB") or None, read_only())


@st.cache_resource(show_spinner="Opening the store …")
def _open(url: str | None, reading: bool) -> Store:
    return open_store(url, read_only=reading)


def read_only() -> bool:
    return os.environ.get("DRAMATIS_READ_ONLY", "") not in ("", "0", "false", "no")


def read(verb: str, *args: Any, **kwargs: Any) -> Any:
    """A read of the store, kept until somebody writes. NotInStoreError passes through; other failures end the page."""
    try:
        return read_from(store(), verb, *args, **kwargs)
    except NotInStoreError:
        raise
    except StoreError as error:
        st.error("The store did not answer.", icon=":material/database_off:")
        st.code(str(error), language=None)
        st.stop()


def read_from(opened: Store, verb: str, *args: Any, **kwargs: Any) -> Any:
    """As `read`, outside of a page. Raises StoreError."""
    return _read(opened, opened.url, opened.version, verb, args, kwargs)


@st.cache_resource(max_entries=_KEPT_READS, show_spinner=False)
def _read(_store: Store, url: str, version: str, verb: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return getattr(_store, verb)(*args, **kwargs)


def chosen_actor() -> str | None:
    """The actor in the URL, else the one chosen last in this session; the URL then says it too."""
    return shared("actor")


def chosen_edge() -> EdgeKey | None:
    """The relation in the URL, else the one chosen last in this session."""
    parts = tuple((shared("edge") or "").split("~"))
    return parts if len(parts) == 3 and parts[0] and parts[2] else None


def chosen_document() -> str | None:
    return shared("document")


def choose_document(document: str | None) -> None:
    keep("document", document)


def choose(actor: str | None = None, edge: EdgeKey | None = None) -> None:
    """Chooses for this session; the page's URL follows when it is drawn next."""
    if actor:
        keep("actor", actor)
    keep("edge", "~".join(edge) if edge else None)


def keep(name: str, value: str | None) -> None:
    """Chooses for this session; the URL follows when the page asks for `shared(name)`."""
    st.session_state[f"chosen_{name}"] = value


def remember_link() -> None:
    """To be called on every page, so that what a link chose holds on the pages that do not ask for it, too."""
    for name in ("actor", "edge", "document", "speaker"):
        _follow(name)


def take_choices(chosen: Mapping[str, str]) -> None:
    """These and no others: what was chosen before is forgotten."""
    for name in [name for name in st.session_state if str(name).startswith(("chosen_", "linked_"))]:
        del st.session_state[name]
    for name, value in chosen.items():
        keep(name, value)


def never_chosen(name: str) -> bool:
    return name not in st.query_params and f"chosen_{name}" not in st.session_state


def _follow(name: str) -> None:
    linked = st.query_params.get(name)
    if linked and linked != st.session_state.get(f"linked_{name}"):
        st.session_state[f"chosen_{name}"] = st.session_state[f"linked_{name}"] = linked


def shared(name: str) -> str | None:
    """A choice that the URL and the session both know: a URL that changed since it was last written wins."""
    _follow(name)
    value = st.session_state.get(f"chosen_{name}")
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    st.session_state[f"linked_{name}"] = value
    return value


def reviewer() -> str:
    """Under which name this reader's judgements are recorded."""
    return gate.visitor() or os.environ.get("DRAMATIS_USER") or "reader"


def judgements_made() -> list[tuple[str, ...]]:
    """What this session judged and can undo, the last one last; what was judged together is undone together."""
    return st.session_state.setdefault("judgements_made", [])
