"""What only a Neo4j server has: URLs with secrets, and going away."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from graph.store import Store, StoreError, open_store
from tests.graph.extractions import everything, raid
from tests.graph.shown import shown
from tests.neo4j.launch_neo4j import Neo4j

SECRET = "hunter2-and-a-half"


def test_no_server_is_told_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"bolt://neo4j:{SECRET}@127.0.0.1:1")
    assert "no Neo4j server answers at bolt://127.0.0.1:1" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", ["bolt://", "neo4j+s://", f"bolt://neo4j:{SECRET}@", "bolt://127.0.0.1:notaport"])
def test_urls_that_name_no_server(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert SECRET not in str(caught.value)


@pytest.mark.neo4j
def test_the_password_is_nowhere(empty_server: str) -> None:
    with open_store(empty_server.replace("://", f"://neo4j:{SECRET}@")) as store:
        assert store.url == empty_server
        assert SECRET not in repr(vars(store.engine)).replace(repr(vars(store.engine)["_driver"]), "")


@pytest.mark.neo4j
def test_backups_of_a_server_are_its_own_affair(empty_server: str, tmp_path: Path) -> None:
    with open_store(empty_server) as store, pytest.raises(StoreError, match="graph copy"):
        store.backup(str(tmp_path / "copy"))


@pytest.mark.neo4j
def test_a_server_without_a_store_is_not_given_one_for_reading(empty_server: str) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(empty_server, read_only=True)


@pytest.mark.neo4j
def test_a_store_of_an_older_schema_is_made_anew(empty_server: str) -> None:
    with open_store(empty_server) as store:
        store.bulk_add(everything())
        before = shown(store)
    with neo4j.GraphDatabase.driver(empty_server) as driver:
        driver.execute_query("MATCH (s:Store) SET s.schema = 1 WITH s MATCH (c:Claim) REMOVE c.accepted")
    with pytest.raises(StoreError, match="must be rebuilt"):
        open_store(empty_server, read_only=True)
    with open_store(empty_server) as store:
        assert shown(store) == before
        assert store.verify() == ()
    with open_store(empty_server, read_only=True) as store:
        assert shown(store) == before


@pytest.mark.neo4j
def test_what_a_killed_server_had_committed_is_there_again(tmp_path: Path) -> None:
    server = Neo4j(tmp_path / "home")
    server.start()
    try:
        with open_store(server.url) as store:
            store.bulk_add(everything())
            before = shown(store)
            server.kill()
            with pytest.raises(StoreError, match="no Neo4j server answers"):
                _ask(store)
            server.start()
            assert shown(store) == before
            assert store.verify() == ()
            assert store.add(raid()) == "unchanged"
    finally:
        server.kill()


def _ask(store: Store) -> None:
    store.statistics()
