"""Both engines behind one fixture: `store` is an empty store on each in turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graph.store import Store, open_store
from tests.graph.extractions import everything
from tests.neo4j.launch_neo4j import Neo4j

PASSWORD = "correct horse / battery @ staple"  # with what a URL must quote


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Neo4j of our own, with a password and TLS, or the one at NEO4J_URI, which must be empty: the tests delete what
    is in it. The password stands in the environment."""
    given = os.environ.get("NEO4J_URI")
    if given:
        with neo4j.GraphDatabase.driver(given, auth=_auth()) as driver:
            if driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]:
                pytest.fail(f"{given} is not empty; the tests would delete what is in it", pytrace=False)
        yield given
        return
    server = Neo4j(tmp_path_factory.mktemp("neo4j") / "home", PASSWORD)
    server.start()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NEO4J_PASSWORD", PASSWORD)
        yield server.url
    server.stop()


def _auth() -> tuple[str, str] | None:
    password = os.environ.get("NEO4J_PASSWORD")
    return (os.environ.get("NEO4J_USER", "neo4j"), password) if password else None


@pytest.fixture
def empty_server(server_url: str) -> str:
    return emptied(server_url)


def emptied(url: str) -> str:
    with neo4j.GraphDatabase.driver(url, auth=_auth()) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return url


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
