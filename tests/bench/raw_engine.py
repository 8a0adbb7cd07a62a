"""What the engines take without the store: the same tables copied, the same queries asked, nothing made of them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from graph import bolt, bulk, embedded, folder
from graph.store import Store

Told = list[tuple[str, dict[str, Any]]]


@contextlib.contextmanager
def copies() -> Iterator[list[tuple[str, pa.Table]]]:
    """The tables that are copied meanwhile."""
    tables: list[tuple[str, pa.Table]] = []
    original = bulk.copy

    def noting(connect: Callable[[], Any], name: str, table: pa.Table) -> None:
        tables.append((name, table))
        original(connect, name, table)

    bulk.copy = noting
    try:
        yield tables
    finally:
        bulk.copy = original


def copy_alone(path: Path, tables: list[tuple[str, pa.Table]]) -> float:
    with ladybug.Database(path, buffer_pool_size=embedded.FILLING_POOL, auto_checkpoint=False) as database:
        connection = ladybug.Connection(database)
        for statement in embedded.DDL:
            connection.execute(statement)
        start = time.perf_counter()
        for name, table in tables:
            connection.execute(f"COPY {name} FROM $rows", {"rows": table})
        connection.execute("CHECKPOINT")
        seconds = time.perf_counter() - start
        connection.close()
    return seconds


@contextlib.contextmanager
def statements() -> Iterator[list[Told]]:
    """What is said to a server meanwhile, transaction by transaction."""
    told: list[Told] = []
    transaction = bolt.ServerTransaction
    first, send = transaction.__init__, transaction._send

    def beginning(self: Any, inner: Any, alone: bool) -> None:
        told.append([])
        first(self, inner, alone)

    def noting(self: Any, query: str, parameters: dict[str, Any]) -> Any:
        told[-1].append((query, parameters))
        return send(self, query, parameters)

    transaction.__init__, transaction._send = beginning, noting  # type: ignore[method-assign]
    try:
        yield told
    finally:
        transaction.__init__, transaction._send = first, send  # type: ignore[method-assign]


def run_alone(store: Store, told: list[Told]) -> float:
    """The statements once more, by the driver alone, after everything that they made is gone."""
    empty(store)
    start = time.perf_counter()
    with store.engine._driver.session() as session:  # type: ignore[attr-defined]
        for transaction in list(told):
            session.execute_write(lambda t, said=transaction: [t.run(c, p).consume() for c, p in said])
    return time.perf_counter() - start


def empty(store: Store) -> None:
    with store.engine._driver.session() as session:  # type: ignore[attr-defined]
        for label in ("Claim", "Document", "Actor"):
            session.run(f"MATCH (n:{label}) CALL {{ WITH n DETACH DELETE n }} IN TRANSACTIONS OF 5000 ROWS").consume()


class Bare:
    """Queries that a user would write for what the store answers from memory."""

    def __init__(self, store: Store) -> None:
        self._connection = ladybug.Connection(store.engine._current()._database)  # type: ignore[attr-defined]

    def __call__(self, query: str, parameters: dict[str, Any]) -> None:
        self._connection.execute(query, parameters).get_all()

    def two_hops(self, pair: tuple[str, str]) -> None:
        for way in ("(m)-[r:RELATES]->(b:Actor)", "(m)<-[r:RELATES]-(b:Actor)"):
            self(
                f"MATCH (x:Actor {{id: $id}})-[:RELATES]-(m:Actor) WITH DISTINCT m MATCH {way} "
                "RETURN m.id, r.relation, b.id, r.claims AS claims ORDER BY claims DESC LIMIT 500",
                {"id": pair[0]},
            )

    def search(self, name: str) -> None:
        self(
            "MATCH (a:Actor) WHERE a.search_text CONTAINS $text RETURN a.id, a.name, a.claims AS claims "
            "ORDER BY claims DESC LIMIT 10",
            {"text": name.lower()},
        )

    def shortest(self, pair: tuple[str, str]) -> None:
        self(
            "MATCH (a:Actor {id: $one})-[e:RELATES* SHORTEST 1..6]-(b:Actor {id: $other}) RETURN length(e)",
            {"one": pair[0], "other": pair[1]},
        )


class Replay:
    """Asks again, on a bare connection, what the store asked of the engine for a question."""

    def __init__(self, store: Store) -> None:
        self._bare = Bare(store)
        self.told: Told = []

    def __call__(self, _question: Any) -> None:
        for query, parameters in self.told:
            self._bare(query, parameters)


@contextlib.contextmanager
def noted(raw: object) -> Iterator[None]:
    """For a replay: the queries that the store asks meanwhile."""
    if not isinstance(raw, Replay):
        yield
        return
    raw.told = []
    original = folder.run

    def noting(connection: Any, query: str, parameters: dict[str, Any]) -> Any:
        raw.told.append((query, parameters))
        return original(connection, query, parameters)

    folder.run = noting
    try:
        yield
    finally:
        folder.run = original
