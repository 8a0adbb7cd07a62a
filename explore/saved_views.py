"""Named views of a store: a page with its address, kept in the store's folder, so that everybody who opens it has them.

A store on a server has no folder here; its views are kept in the data folder of whoever runs this app.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from explore.beside import path_beside, write_whole
from explore.escape import plain

MAX_NAME = 80  # characters; more does not fit the list
_MAX_VIEWS = 200
_MAX_QUERY = 4000  # characters of an address: what browsers and servers all take
_FILE = "views.json"
_turn = threading.Lock()  # between the sessions of this server

Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SavedView:
    """A name, a page (its path, "" for the first) and what stands after the ? of its address."""

    name: str
    page: str
    query: Query


class ViewError(Exception):
    """In words for the reader."""


def read_views(store: str) -> tuple[SavedView, ...]:
    """By name. `store` is the store's url."""
    path = path_beside(store, _FILE)
    if not path.exists():
        return ()
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        found = [SavedView(row["name"], row["page"], tuple((k, v) for k, v in row["query"])) for row in listed]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ViewError(f"The saved views in {path} cannot be read: {plain(str(error), 200)}") from error
    return tuple(sorted(found, key=lambda view: view.name.casefold()))


def keep_view(store: str, view: SavedView) -> None:
    """In place of one of the same name."""
    name = _named(view.name)
    if sum(len(key) + len(value) + 2 for key, value in view.query) > _MAX_QUERY:
        raise ViewError("The address of this view is too long to be kept. Take some filters away.")
    with _turn:
        others = [other for other in read_views(store) if other.name != name]
        if len(others) >= _MAX_VIEWS:
            raise ViewError(f"This store has {_MAX_VIEWS} views. Delete one first.")
        _write(store, [*others, SavedView(name, view.page, view.query)])


def rename_view(store: str, old: str, new: str) -> None:
    name = _named(new)
    with _turn:
        views = read_views(store)
        if name != old and any(view.name == name for view in views):
            raise ViewError("There is a view of that name.")
        _write(store, [SavedView(name, v.page, v.query) if v.name == old else v for v in views])


def drop_view(store: str, name: str) -> None:
    with _turn:
        _write(store, [view for view in read_views(store) if view.name != name])


def _named(name: str) -> str:
    name = plain(name, MAX_NAME)
    if not name:
        raise ViewError("A view needs a name.")
    return name


def _write(store: str, views: Sequence[SavedView]) -> None:
    try:
        write_whole(path_beside(store, _FILE), json.dumps([asdict(view) for view in views], indent=1))
    except OSError as error:
        raise ViewError(f"The views could not be kept: {plain(str(error), 200)}") from error
