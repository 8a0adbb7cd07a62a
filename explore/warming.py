"""What a server loads and reads ahead of its readers: before it answers at all, what every page is drawn with; then,
whenever nobody waits for a page, what takes its time on a large store and is kept until somebody writes."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from stat import S_ISSOCK

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explore import state, whole_view
from graph.store import Store, StoreError

log = logging.getLogger(__name__)

_LOADED = ("altair", "pandas", "pyarrow")
_PAUSE = 0.3  # seconds without a word between server and browsers, in which what waits is read
_REST = 3.0  # seconds after somebody wrote: who judges claims judges more of them
_PATIENCE = 10.0  # seconds that a starting server waits for this, before it answers whether it is there or not
_ready = threading.Event()
_asked = threading.Event()  # somebody waits for an answer, or did a moment ago


class Attentive:
    """Middleware that tells when anybody asks or is answered: what is read ahead gives way to it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_told() -> Message:
            message = await receive()
            _asked.set()
            return message

        async def send_told(message: Message) -> None:
            _asked.set()
            await send(message)

        await self._app(scope, receive_told, send_told)


@asynccontextmanager
async def lifespan(_server: object) -> AsyncIterator[None]:
    """Of the server, as Streamlit asks for it."""
    for module in _LOADED:
        import_module(module)
    _send_at_once()
    inspect.stack()  # asked for by the first page, it looks at every module there is
    threading.Thread(target=_keep_ready, daemon=True, name="reading ahead").start()
    await asyncio.to_thread(_ready.wait, _PATIENCE)
    yield


def _send_at_once() -> None:
    """Else what follows on a first word waits until the browser has acknowledged that, some 40 ms each time: asyncio
    spares this only sockets made with their protocol named, as Streamlit's is not. Connections inherit it."""
    opened = Path("/dev/fd")
    for number in map(int, [path.name for path in opened.iterdir()] if opened.exists() else []):
        with suppress(OSError):  # the number that the folder itself was opened by
            if S_ISSOCK(os.fstat(number).st_mode):
                with socket.socket(fileno=os.dup(number)) as found:
                    if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _keep_ready() -> None:
    # Streamlit warns on the terminal that this thread belongs to no reader, which it is not to.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    sys.setswitchinterval(0.0005)  # pages go first: a thread that computes gives way after half a millisecond, not five
    known = ""
    while True:
        try:
            store = state.opened()
            if store.version != known:
                known = _settled(store) if known else store.version
                _read(store, known)
        except StoreError as error:  # whoever asks for it next is told
            log.warning("not read ahead: %s", error)
        _ready.set()
        _asked.wait()
        _await_pause()


def _settled(store: Store) -> str:
    """The version, once nobody has written for a while."""
    version = ""
    while version != store.version:
        version = store.version
        time.sleep(_REST)
    return version


def _await_pause() -> None:
    while _asked.is_set():
        _asked.clear()
        time.sleep(_PAUSE)


def _read(store: Store, version: str) -> None:
    for read in _reads(store):
        _await_pause()
        if store.version != version:
            return
        read()
    gc.collect()
    gc.freeze()  # what is kept now need not be gone through after every page, which Streamlit does


def _reads(store: Store) -> Iterator[Callable[[], object]]:
    """What pages show before anybody has chosen anything, then what searching, paths, merges and drawings rest on."""
    ahead = partial(partial, state.read_from, store)
    yield ahead("statistics")
    yield ahead("actors", limit=state.EXAMPLES)
    yield ahead("timeline")
    yield ahead("documents", limit=state.NEWEST)
    yield ahead("outlets")
    yield partial(store.search, "a", limit=1)
    ends = [row.id for row in state.read_from(store, "actors", limit=state.EXAMPLES).actors[:2]]
    if len(ends) == 2:
        yield partial(store.paths, *ends, k=1)
    yield ahead("suggestions", limit=state.SUGGESTIONS)
    yield partial(whole_view.read_ahead, store)


@st.cache_resource(show_spinner=False)
def load(module: str) -> None:
    """Begins to import what the reader will need in a moment."""
    threading.Thread(target=import_module, args=(module,), daemon=True, name=f"loading {module}").start()
