"""What only a Neo4j server has: URLs with secrets, and going away."""

from __future__ import annotations

import json
import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from urllib.parse import quote

import neo4j
import pytest

from extract.records import Extraction, from_json, to_json
from graph import writing
from graph.__main__ import main
from graph.bolt import LANES
from graph.engine import Transaction
from graph.journal import Review
from graph.store import Store, StoreError, open_store
from tests.bench.corpus_of_claims import corpus
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


@pytest.fixture
def password(empty_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of the server, which the environment no longer tells."""
    known = os.environ.get("NEO4J_PASSWORD")
    if not known:
        pytest.fail("the server of these tests asks for a password: set NEO4J_PASSWORD beside NEO4J_URI", pytrace=False)
    monkeypatch.delenv("NEO4J_PASSWORD")
    return known


def with_secret(url: str, secret: str) -> str:
    return url.replace("://", f"://neo4j:{quote(secret, safe='')}@")


@pytest.mark.neo4j
def test_the_password_is_taken_from_the_url_or_the_environment(
    empty_server: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(with_secret(empty_server, password)) as store:
        assert store.add(raid()) == "added"
        assert store.url == empty_server
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    with open_store(empty_server, read_only=True) as store:
        assert store.statistics().documents == 1


@pytest.mark.neo4j
@pytest.mark.parametrize("given", [SECRET, ""])
def test_a_wrong_password_is_refused_and_not_repeated(empty_server: str, password: str, given: str) -> None:
    with pytest.raises(StoreError, match="refused the user or password") as caught:
        open_store(with_secret(empty_server, given) if given else empty_server)
    assert SECRET not in str(caught.value)
    assert password not in str(caught.value)


@pytest.mark.neo4j
def test_the_password_is_in_no_log_and_no_message(
    empty_server: str, password: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    url = with_secret(empty_server, password)
    with open_store(url) as store:
        store.add(raid())
        assert password not in repr(vars(store.engine)).replace(repr(vars(store.engine)["_driver"]), "")
    assert main(["stats", "--db", url]) == 0
    assert main(["judge", "nobody", "Q90001", "same", "--who", "ann", "--db", url]) == 1
    told = capsys.readouterr()
    assert "documents" in told.out
    assert "no actor" in told.err
    assert "neo4j" in {record.name.partition(".")[0] for record in caplog.records}
    for text in (caplog.text, told.out, told.err):
        assert password not in text
        assert quote(password, safe="") not in text


@pytest.mark.neo4j
def test_a_certificate_that_nobody_vouches_for_is_told(empty_server: str) -> None:
    if "+ssc" not in empty_server:
        pytest.fail(
            "the server of these tests has a certificate of its own making: NEO4J_URI as bolt+ssc://", pytrace=False
        )
    with pytest.raises(StoreError, match=r"certificate.*bolt\+ssc://"):
        open_store(empty_server.replace("+ssc", "+s"))
    with pytest.raises(StoreError, match="no Neo4j server answers"):
        open_store(empty_server.replace("+ssc", ""))


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
    with neo4j.GraphDatabase.driver(empty_server, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
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


@pytest.mark.neo4j
def test_an_article_is_added_while_another_one_is(empty_server: str) -> None:
    """Who has not come to an end keeps nobody waiting who writes about others; who writes about the same, and who
    judges, comes after it."""
    first, second = (corpus(10, 30, seed=seed) for seed in (1, 2))
    article, other = next(first), renamed(next(second))
    entered, leave = threading.Event(), threading.Event()

    def slowly(transaction: Transaction) -> None:
        writing.add(transaction, article, Review())
        entered.set()
        assert leave.wait(60)

    with open_store(empty_server) as store, ThreadPoolExecutor(3) as threads:
        before = store.version
        slow = threads.submit(store.engine.write, slowly, False)
        try:
            assert entered.wait(60)
            assert store.add(other) == "added"
            assert store.version != before
            same = threads.submit(store.add, article)
            judged = threads.submit(store.reject, other.claims[0].id, "ann")
            assert not wait((same, judged), 0.5).done
        finally:
            leave.set()
        slow.result()
        assert same.result() == "unchanged"
        assert judged.result() in {entry.id for entry in store.journal()}
        assert store.verify() == ()


def renamed(extraction: Extraction) -> Extraction:
    """The same of actors that nothing else names."""
    return from_json(json.loads(json.dumps(to_json(extraction)).replace('"actor-', '"another-')))


@pytest.mark.neo4j
def test_writers_at_once_lose_nothing_of_actors_they_share(empty_server: str) -> None:
    documents = list(corpus(320, 6))
    with open_store(empty_server) as one, open_store(empty_server) as two, ThreadPoolExecutor(4) as threads:
        adding = [threads.submit((one, two)[place % 2].add, each) for place, each in enumerate(documents)]
        again = [threads.submit(two.add, each) for each in documents[:4]]
        assert sorted(each.result() for each in (*adding, *again)) == ["added"] * 32 + ["unchanged"] * 4
        assert one.verify() == ()


@pytest.mark.neo4j
def test_a_store_without_lanes_gets_them(empty_server: str) -> None:
    with open_store(empty_server) as store:
        store.add(raid())
    password = os.environ["NEO4J_PASSWORD"]
    with neo4j.GraphDatabase.driver(empty_server, auth=("neo4j", password)) as driver:
        driver.execute_query("MATCH (l:Lane) DELETE l")
        with open_store(empty_server) as store:
            assert store.remove(raid().document.id) is None
        assert driver.execute_query("MATCH (l:Lane) RETURN count(l) AS lanes").records[0]["lanes"] == LANES
