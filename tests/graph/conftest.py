"""Both engines behind one fixture: `store` is an empty store on each in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from tests.graph.extractions import everything
from tests.neo4j.wiped import emptied


@pytest.fixture
def empty_server(server_url: str) -> str:
    return emptied(server_url)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be opened."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    return str(request.getfixturevalue("empty_server"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    """With the three articles of `extractions`."""
    for extraction in everything():
        store.add(extraction)
    return store


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """As `filled`, made once for all tests of a module that only read."""
    if request.param == "embedded":
        url = str(tmp_path_factory.mktemp("asked") / "store")
    else:
        url = emptied(request.getfixturevalue("server_url"))
    with open_store(url) as opened:
        opened.bulk_add(everything())
        yield opened


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store")) as opened:
        yield opened
