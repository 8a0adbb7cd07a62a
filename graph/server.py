"""A Neo4j server over Bolt: connection, constraints, transactions and the console. The only module that imports neo4j.

A document's record stands in its node as the JSON line of its extraction, so the server alone holds everything.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import neo4j
import pyarrow as pa
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable

from extract.records import Extraction, from_json
from graph import cypher, writing
from graph.engine import SCHEMA, ReadOnlyError, Result, Row, StoreError, Transaction
from graph.journal import Judgement, review
from graph.journal import to_json as judgement_to_json
from graph.loading import load_batches
from graph.views import Table, Tally

log = logging.getLogger(__name__)

RETRY = 20.0  # seconds in which a transaction that the server calls transient is tried again
READ_RETRY = 3.0
PAGE = 200  # records read at once: about 5 MB
DELETED = 5_000  # nodes to one transaction of a rebuild
CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT dramatis_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in ("Store", "Judgement", "Actor", "Document", "Claim")
)
INDEXES = (
    "CREATE INDEX dramatis_claim_date IF NOT EXISTS FOR (n:Claim) ON (n.date)",
    "CREATE INDEX dramatis_actor_kind IF NOT EXISTS FOR (n:Actor) ON (n.kind)",
    "CREATE INDEX dramatis_judgement_position IF NOT EXISTS FOR (n:Judgement) ON (n.position)",
    "CREATE TEXT INDEX dramatis_actor_search IF NOT EXISTS FOR (n:Actor) ON (n.search_text)",
)
CLEAR = tuple(
    f"MATCH (n:{label}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS total" for label in ("Claim", "Actor")
)


class ServerTransaction:
    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: str, **parameters: Any) -> list[Row]:
        return [dict(record) for record in self._transaction.run(cypher, parameters)]

    def keep(self, extraction: Extraction, line: str) -> str:
        return line

    def forget(self, document: str) -> None:
        """The record went with its node."""

    def enter(self, judgement: Judgement) -> None:
        position = self.run(cypher.COUNT_JUDGEMENTS)[0]["total"]
        record = json.dumps(judgement_to_json(judgement))
        self.run(cypher.CREATE_JUDGEMENT, id=judgement.id, position=position, record=record)

    def recall(self, reference: str) -> Extraction:
        return from_json(json.loads(reference))


class Server:
    """`url` may name user, password and database: ``neo4j+s://user:password@host:7687/database``; else NEO4J_USER (or
    NEO4J_USERNAME), NEO4J_PASSWORD and NEO4J_DATABASE do. Raises StoreError."""

    hands_over_tables = False

    def __init__(self, url: str, read_only: bool = False) -> None:
        self.url, auth, self._database = _credentials(url)
        self.read_only = read_only
        with self._asking():
            self._driver = neo4j.GraphDatabase.driver(
                self.url,
                auth=auth,
                max_transaction_retry_time=RETRY,
                notifications_min_severity="OFF",
                user_agent="Dramatis",
            )
        try:
            with self._asking():
                self._driver.verify_connectivity()
                self._prepare()
        except BaseException:
            self._driver.close()
            raise

    # ---- reading

    def read(self, cypher: str, **parameters: Any) -> list[Row]:
        return self._read(lambda transaction: [dict(record) for record in transaction.run(cypher, parameters)])

    def columns(self, cypher: str, **parameters: Any) -> list[Sequence[Any]]:
        return [column.to_pylist() for column in self.table(cypher, **parameters).columns]

    def table(self, cypher: str, **parameters: Any) -> pa.Table:
        def values(transaction: neo4j.Transaction) -> pa.Table:
            result = transaction.run(cypher, parameters)
            names = result.keys()
            rows = [[_plain(value) for value in record.values()] for record in result]
            columns = zip(*rows, strict=True) if rows else [()] * len(names)
            return pa.table([pa.array(column) for column in columns], names=names)

        return self._read(values)

    def recall(self, reference: str) -> Extraction:
        return from_json(json.loads(reference))

    def line(self, reference: str) -> str:
        return reference

    def living(self) -> Iterator[str]:
        after = ""
        while found := self.read(cypher.DOCUMENT_RECORDS, after=after, limit=PAGE):
            yield from (row["record"] for row in found)
            after = found[-1]["id"]

    def version(self) -> str:
        return str(self.read(cypher.STORE)[0]["version"])

    def query(self, cypher: str, parameters: dict[str, Any], seconds: float, rows: int) -> Table:
        """The server refuses writes to a session opened for reading; its plan tells what would read files or URLs."""
        start = time.monotonic()
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction(timeout=seconds) as transaction:
            plan = transaction.run(f"EXPLAIN {cypher}", parameters).consume()
            if plan.query_type not in ("r", None):
                raise ReadOnlyError("the console reads only; claims are changed by judgements")
            if "LoadCSV" in str(plan.plan):
                raise ReadOnlyError("the console reads no files")
            result = transaction.run(cypher, parameters)
            found = [tuple(map(_plain, record.values())) for record in result.fetch(rows + 1)]
            names = tuple(result.keys())
        return Table(names, tuple(found[:rows]), len(found) > rows, time.monotonic() - start)

    # ---- writing

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        if self.read_only:
            raise ReadOnlyError(f"{self.url} was opened for reading only")

        def locked(transaction: neo4j.ManagedTransaction) -> Result:
            transaction.run(cypher.LOCK_STORE).consume()
            return work(ServerTransaction(transaction))

        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(locked)

    def load(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally:
        return load_batches(self.write, extractions, progress)

    def rebuild(self) -> None:
        """Claims and actors are deleted and made again from the records in the documents, which stay all the while: if
        it is interrupted, run it again."""
        for query in CLEAR:
            while self.write(lambda transaction, q=query: transaction.run(q, limit=DELETED)[0]["total"]):  # type: ignore[misc]
                pass
        after = ""
        while found := self.read(cypher.DOCUMENT_RECORDS, after=after, limit=PAGE):
            self.write(lambda transaction, rows=found: _again(transaction, rows))  # type: ignore[misc]
            after = found[-1]["id"]

    def backup(self, folder: str) -> None:
        raise StoreError(f"a server is backed up with its own tools, or with: python -m graph copy {self.url} {folder}")

    def close(self) -> None:
        self._driver.close()

    # ---- within

    def _prepare(self) -> None:
        found = self.read(cypher.STORE)
        if found and found[0]["schema"] > SCHEMA:
            raise StoreError(
                f"{self.url} was written by a newer Dramatis (schema {found[0]['schema']}); update Dramatis"
            )
        if found and found[0]["schema"] == SCHEMA:
            return
        if self.read_only:
            older = f"{self.url} must be rebuilt for this version: python -m graph rebuild --db {self.url}"
            raise StoreError(older if found else f"there is no store at {self.url}")
        if found:
            log.warning("%s was written by an older Dramatis; making it anew from its records", self.url)
            self.rebuild()
            self.write(lambda transaction: transaction.run(cypher.SET_SCHEMA, schema=SCHEMA))
            return
        with self._session(neo4j.WRITE_ACCESS) as session:
            for statement in (*CONSTRAINTS, *INDEXES):
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
            with contextlib.suppress(ClientError):  # another process made it in the same moment
                session.run(cypher.CREATE_STORE, {"schema": SCHEMA}).consume()

    def _read(self, work: Callable[[neo4j.Transaction], Result]) -> Result:
        """A reader is at a screen: it is told sooner than a writer that the server is gone."""
        deadline = time.monotonic() + READ_RETRY
        with self._session(neo4j.READ_ACCESS) as session:
            while True:
                try:
                    with session.begin_transaction() as transaction:
                        return work(transaction)
                except (Neo4jError, DriverError) as error:
                    if not error.is_retryable() or time.monotonic() > deadline:
                        raise
                    time.sleep(0.1)

    @contextlib.contextmanager
    def _session(self, mode: str) -> Iterator[neo4j.Session]:
        with self._asking(), self._driver.session(database=self._database, default_access_mode=mode) as session:
            yield session

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """The driver's errors as ours. Messages of the driver hold no password; ours hold none either."""
        try:
            yield
        except ServiceUnavailable as error:
            raise StoreError(_unanswered(self.url, str(error))) from error
        except AuthError as error:
            raise StoreError(f"{self.url} refused the user or password; set NEO4J_USER and NEO4J_PASSWORD") from error
        except Neo4jError as error:
            raise _refusal(error) from error
        except (DriverError, ValueError) as error:
            raise StoreError(f"{self.url}: {error}") from error


def _again(transaction: Transaction, rows: list[Row]) -> None:
    state = review(writing.read_journal(transaction))
    coming: list[writing.Coming] = []
    for row in rows:
        found = transaction.run(cypher.FIND_DIGEST, id=row["id"])
        transaction.run(cypher.DELETE_DOCUMENT, id=row["id"])
        coming += [(transaction.recall(row["record"]), row["record"], found[0]["digest"])] if found else []
    if coming:
        writing.project(transaction, coming, state)


def _unanswered(url: str, why: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in why or "SSLCertVerificationError" in why:
        trusting = url.replace("+s://", "+ssc://")
        return f"nobody that this machine trusts vouches for the certificate of {url}; if you do: {trusting}"
    return f"no Neo4j server answers at {url}"


def _refusal(error: Neo4jError) -> StoreError:
    message = error.message or "the server refused"
    if "read access mode" in message:
        return ReadOnlyError("the console reads only; claims are changed by judgements")
    if "TransactionTimedOut" in (error.code or ""):
        return StoreError("the query did not finish in its time; narrow it, or give it more")
    return StoreError(message)


def _credentials(url: str) -> tuple[str, tuple[str, str] | None, str | None]:
    """The URL without its secrets, user and password, and the database."""
    parts = urlsplit(url)
    user = unquote(parts.username or "") or os.environ.get("NEO4J_USER") or os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = unquote(parts.password or "") or os.environ.get("NEO4J_PASSWORD")
    database = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE")
    host = parts.netloc.rpartition("@")[2]
    if not host:
        raise StoreError(f"{parts.scheme}:// needs a host, as in {parts.scheme}://localhost:7687")
    return f"{parts.scheme}://{host}", (user, password) if password else None, database or None


def _plain(value: Any) -> Any:
    """What a table shows: nodes and relationships as their properties, dates as Python's."""
    if isinstance(value, neo4j.graph.Entity):
        return dict(value)
    if isinstance(value, neo4j.graph.Path):
        return [dict(node) for node in value.nodes]
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.to_native() if hasattr(value, "to_native") else value
