"""A Neo4j server over Bolt: connection, constraints, transactions and the console. The only module that imports neo4j.

A document's record stands in its node as the JSON line of its extraction, so the server alone holds everything.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import neo4j
import pyarrow as pa
from neo4j.exceptions import AuthError, ClientError, ConstraintError, DriverError, Neo4jError, ServiceUnavailable

from extract.records import Extraction, from_json
from graph import bolt, cypher, writing
from graph.bolt import LANES, CrowdedError, ServerTransaction
from graph.engine import SCHEMA, ReadOnlyError, Result, Row, StoreError, Transaction
from graph.journal import review
from graph.judging import JournalReader
from graph.loading import Known, ahead, load_batches, prepared
from graph.views import Table, Tally

log = logging.getLogger(__name__)

RETRY = 20.0  # seconds in which a transaction that the server calls transient is tried again
READ_RETRY = 3.0
PAGE = 200  # records read at once: about 5 MB
DELETED = 5_000  # nodes to one transaction of a rebuild


class Server:
    """`url` may name user, password and database: ``neo4j+s://user:password@host:7687/database``; else NEO4J_USER (or
    NEO4J_USERNAME), NEO4J_PASSWORD and NEO4J_DATABASE do. Raises StoreError."""

    hands_over_tables = False

    def __init__(self, url: str, read_only: bool = False) -> None:
        self.url, auth, self._database = _credentials(url)
        self.read_only = read_only
        self._lanes = itertools.cycle(random.sample(range(1, LANES + 1), LANES))
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
        return str(self.read(bolt.VERSION)[0]["version"])

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

    def write(self, work: Callable[[Transaction], Result], alone: bool = True) -> Result:
        """Work beside others' is done again alone where it turns out to concern what they write too."""
        self._refuse_if_read_only()

        def beside(transaction: neo4j.ManagedTransaction) -> Result:
            transaction.run(bolt.TAKE_LANE, lane=next(self._lanes)).consume()
            return work(ServerTransaction(transaction, alone=False))

        def by_itself(transaction: neo4j.ManagedTransaction) -> Result:
            transaction.run(bolt.TAKE_ALL).consume()
            return work(ServerTransaction(transaction, alone=True))

        with self._session(neo4j.WRITE_ACCESS) as session:
            if not alone:
                with contextlib.suppress(CrowdedError, ConstraintError):
                    return session.execute_write(beside)
            return session.execute_write(by_itself)

    def load(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally:
        self._refuse_if_read_only()
        reader, known = JournalReader(), Known(self._digests, progress)
        batches = prepared(known.new(extractions), lambda: reader.now(self.read)[1])
        return known.tally(load_batches(self.write, ahead(batches), reader, known.progress))

    def _digests(self, documents: list[str]) -> dict[str, str]:
        return {row["id"]: row["digest"] for row in self.read(cypher.FIND_DIGESTS, ids=documents)}

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyError(f"{self.url} was opened for reading only")

    def rebuild(self) -> None:
        """Claims and actors are deleted and made again from the records in the documents, which stay all the while: if
        it is interrupted, run it again."""
        for query in bolt.CLEAR:
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
        found = self.read(bolt.STATE)
        if found and found[0]["schema"] > SCHEMA:
            raise StoreError(
                f"{self.url} was written by a newer Dramatis (schema {found[0]['schema']}); update Dramatis"
            )
        if found and found[0]["schema"] == SCHEMA and (self.read_only or found[0]["lanes"] == LANES):
            return
        if self.read_only:
            older = f"{self.url} must be rebuilt for this version: python -m graph rebuild --db {self.url}"
            raise StoreError(older if found else f"there is no store at {self.url}")
        self._create(bool(found))
        if found and found[0]["schema"] < SCHEMA:
            log.warning("%s was written by an older Dramatis; making it anew from its records", self.url)
            self.rebuild()
            self.write(lambda transaction: transaction.run(cypher.SET_SCHEMA, schema=SCHEMA))

    def _create(self, there: bool) -> None:
        """What is not there already."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            for statement in (*bolt.CONSTRAINTS, *bolt.INDEXES):
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
            if not there:
                with contextlib.suppress(ClientError):  # another process made it in the same moment
                    session.run(cypher.CREATE_STORE, {"schema": SCHEMA}).consume()
            session.run(bolt.CREATE_LANES, {"lanes": LANES}).consume()

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
