"""What a new server reads and loads once, for all readers, begun when the first page stands: on a large store it takes
seconds that nobody who then goes to another page need wait for."""

from __future__ import annotations

import logging
import sys
import threading
from importlib import import_module

import streamlit as st
from streamlit import runtime

from explore import state
from graph.store import Store, StoreError

log = logging.getLogger(__name__)


def begin() -> None:
    """Once for each server; nothing where a page runs without one."""
    if runtime.exists() and type(runtime.get_instance()) is runtime.Runtime:
        _begin(state.store())


@st.cache_resource(show_spinner=False)
def _begin(_store: Store) -> None:
    threading.Thread(target=_read, args=(_store,), daemon=True, name="reading ahead").start()


def _read(store: Store) -> None:
    """Pages go first: a thread that computes gives way after half a millisecond, not after five."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        store.search("a", limit=1)
        ends = [row.id for row in store.actors(limit=2).actors]
        if len(ends) == 2:
            store.paths(*ends, k=1)
        state.read_ahead(store, "suggestions", limit=state.SUGGESTIONS)
    except StoreError as error:  # whoever asks for it next is told
        log.warning("not read ahead: %s", error)
    finally:
        sys.setswitchinterval(usual)


@st.cache_resource(show_spinner=False)
def load(module: str) -> None:
    """Begins to import what the reader will need in a moment."""
    threading.Thread(target=import_module, args=(module,), daemon=True, name=f"loading {module}").start()
