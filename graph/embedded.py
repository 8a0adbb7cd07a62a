"""Ladybug, the embedded engine: its schema, transactions and console, and filling a new file. Imported only here."""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from extract.records import Extraction
from graph import cypher, locks, schema
from graph.archive import Archive
from graph.bulk import Filling
from graph.engine import SCHEMA, ReadOnlyError, Result, Row, StoreError, Transaction
from graph.journal import Judgement, marked, review
from graph.journal import to_json as judgement_to_json
from graph.views import Table

ENGINE = f"ladybug {ladybug.__version__}"
BUFFER_POOL = 1 << 30  # bytes; Ladybug's own default is 80 % of the machine, too much beside a model and a browser
FILLING_POOL = 2 << 30  # bytes; a million claims need about half of it while their relationships are sorted
_READING = re.compile(r"(?:\s|//[^\n]*\n|/\*.*?\*/)*(?:OPTIONAL|MATCH|UNWIND|WITH|RETURN)\b", re.IGNORECASE | re.DOTALL)
_FILES = re.compile(r"\bCOPY_TO\[\d+\]|Function: (?!READ_FTABLE\b)")  # READ_FTABLE feeds UNWIND and RETURN
ONE_THREAD, ALL_THREADS = 1, 0
_NAMED = re.compile(r"\bid(?:: (?:one\b|\$)| = \$)")
WAL_LIMIT = 4 << 20  # bytes; a longer log makes every opening slow, a shorter one checkpoints too often


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {schema.TYPES.get(name, 'STRING')}" for name in names)


DDL = (
    "CREATE NODE TABLE Store(id STRING PRIMARY KEY, schema INT64, version INT64, records INT64, journal INT64)",
    "CREATE NODE TABLE Judgement(id STRING PRIMARY KEY, position INT64, record STRING)",
    f"CREATE NODE TABLE Actor({_columns(schema.ACTOR_COLUMNS)}, PRIMARY KEY(id))",
    f"CREATE NODE TABLE Document({_columns(schema.DOCUMENT_COLUMNS)}, PRIMARY KEY(id))",
    f"CREATE NODE TABLE Claim({_columns(schema.CLAIM_COLUMNS)}, PRIMARY KEY(id))",
    "CREATE REL TABLE SOURCE(FROM Claim TO Actor)",
    "CREATE REL TABLE TARGET(FROM Claim TO Actor)",
    "CREATE REL TABLE ATTRIBUTED_TO(FROM Claim TO Actor)",
    "CREATE REL TABLE EVIDENCED_BY(FROM Claim TO Document)",
    "CREATE REL TABLE MENTIONS(FROM Document TO Actor, actor_id STRING, mentions INT64)",
    f"CREATE REL TABLE RELATES(FROM Actor TO Actor, {_columns(schema.RELATION_COLUMNS)})",
)


def run(connection: Any, query: str, parameters: dict[str, Any]) -> list[Row]:
    try:
        result = connection.execute(query, parameters)
    except RuntimeError as error:
        raise StoreError(f"the database refused: {error}") from error
    try:
        rows: list[Row] = result.rows_as_dict().get_all()
        return rows
    finally:
        result.close()


def table(connection: Any, query: str, parameters: dict[str, Any]) -> pa.Table:
    return connection.execute(query, parameters).get_as_arrow(100_000)


def console(connection: Any, query: str, parameters: dict[str, Any], seconds: float, limit: int) -> Table:
    """A query of the user's. Read mode refuses writes to the database, but not to files: COPY TO, EXPORT and LOAD FROM
    would reach those, so a query begins as reading ones do, is a single one, and its plan touches no file."""
    start = time.monotonic()
    if not _READING.match(query):
        raise ReadOnlyError("the console reads only: a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN")
    connection.set_query_timeout(max(1, int(seconds * 1000)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of prepare, the only way to ask for one statement
            prepared = connection.prepare(query, parameters)
        if not prepared.is_success():
            raise _refusal(prepared.get_error_message(), seconds)
        plan = str(connection.execute(f"EXPLAIN {query}", parameters).get_all())
        if _FILES.search(plan):
            raise ReadOnlyError("the console neither reads nor writes files, nor calls procedures")
        result = connection.execute(query, parameters)
        names, rows = result.get_column_names(), result.get_n(limit + 1)
    except RuntimeError as error:
        raise _refusal(str(error), seconds) from error
    finally:
        connection.set_query_timeout(0)
    shown = tuple(tuple(row) for row in rows[:limit])
    return Table(tuple(names), shown, len(rows) > limit, time.monotonic() - start)


def _refusal(message: str, seconds: float) -> StoreError:
    if "read-only" in message:
        return ReadOnlyError("the console reads only; claims are changed by judgements")
    if "nterrupted" in message:
        return StoreError(f"the query did not finish within {seconds:g} s; narrow it, or give it more time")
    return StoreError(message.strip())


@contextlib.contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, IndexError, ValueError, MemoryError) as error:  # what a damaged file was seen to raise
        raise UnreadableError(f"{path} does not open: {error}") from error


class UnreadableError(StoreError):
    """The database file is damaged, missing or of another version; the records beside it are not concerned."""


class EmbeddedTransaction:
    """`replayed` is the reference of a record that stands in the archive already and is not to be written again."""

    def __init__(self, connection: Any, archive: Archive, replayed: str | None = None) -> None:
        self._connection = connection
        self._archive = archive
        self._replayed = replayed

    def run(self, cypher: str, **parameters: Any) -> list[Row]:
        return run(self._connection, cypher, parameters)

    def relations(self, keys: Collection[tuple[str, str, str]]) -> list[Row]:
        sources, targets = sorted({key[0] for key in keys}), sorted({key[2] for key in keys})
        names = sorted({key[1] for key in keys})
        return self.run(cypher.RELATIONS_AMONG, sources=sources, targets=targets, relations=names)

    def stored(self, actors: list[str]) -> list[Row]:
        return self.run(cypher.GET_STORED, ids=actors)

    def be_alone(self) -> None:
        """The only writer is."""

    def keep(self, extraction: Extraction, line: str) -> str:
        return self._replayed if self._replayed is not None else self._archive.append(line)

    def forget(self, document: str) -> None:
        if self._replayed is None:
            self._archive.append_removal(document)

    def enter(self, judgement: Judgement) -> None:
        if self._replayed is None:
            self._archive.append_judgement(judgement)
        position = self.run(cypher.COUNT_JUDGEMENTS)[0]["total"]
        _write_judgement(self._connection, judgement, position)

    def recall(self, reference: str) -> Extraction:
        return self._archive.recall(reference)


class Session:
    """The database open for writing, used by who holds the writer's lock. Between two writers of the process it rests:
    opening takes twice as long as adding a document. It is of use again if nobody else has written meanwhile."""

    def __init__(self, path: Path, archive: Archive, turnstile: Path) -> None:
        self._path = path
        self._archive = archive
        self._turnstile = turnstile
        self._left: list[object] = []
        with _opening(path):
            self._database = ladybug.Database(path, buffer_pool_size=BUFFER_POOL, auto_checkpoint=False)
        self.take()

    def take(self) -> None:
        """With a new connection: one remembers the rows of every statement that it ran."""
        self.connection = ladybug.Connection(self._database, num_threads=ONE_THREAD)
        self.connection.execute("CALL force_checkpoint_on_close=false")

    def rest(self) -> None:
        self._shorten_log()
        self.connection.close()
        # The engine's own lock goes when any handle of the process on the file is closed. Ours is the one that tells
        # writers apart, and it lets others write while this one rests.
        os.close(os.open(self._path, os.O_RDONLY))
        self._left = self._files()

    def is_of_use(self, path: Path) -> bool:
        """Whether the files are as this session left them; a writer that was killed may have told nobody of its
        commits."""
        return self._path == path and self._left == self._files()

    def applied(self) -> tuple[int, int]:
        row = run(self.connection, cypher.STORE, {})[0]
        return row["records"], row["journal"]

    def transact(
        self,
        work: Callable[[Transaction], Result],
        replayed: str | None = None,
        applied: tuple[int, int] | None = None,
    ) -> Result:
        """`applied` is how far the archive is applied afterwards; without it, all of it."""
        sizes = self._archive.sizes()
        self.connection.execute("BEGIN TRANSACTION")
        try:
            result = work(EmbeddedTransaction(self.connection, self._archive, replayed))
            records, journal = applied or self._archive.sizes()
            run(self.connection, cypher.SET_APPLIED, {"records": records, "journal": journal})
            self._archive.sync()
        except BaseException:
            with contextlib.suppress(RuntimeError):  # an error of the engine has rolled back already
                self.connection.execute("ROLLBACK")
            if replayed is None:
                self._archive.cut(sizes)
            raise
        with locks.alone(self._turnstile):
            self.connection.execute("COMMIT")
        return result

    def close(self) -> None:
        self.connection.close()
        self._database.close()

    def _shorten_log(self) -> None:
        log_file = self._log_file()
        if log_file.exists() and log_file.stat().st_size > WAL_LIMIT:
            with locks.alone(self._turnstile):
                self.connection.execute("CHECKPOINT")

    def _log_file(self) -> Path:
        return self._path.with_name(self._path.name + ".wal")

    def _files(self) -> list[object]:
        stats = [path.stat() for path in (self._path, self._log_file()) if path.exists()]
        return [(stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in stats]


class Snapshot:
    """A database opened for reading at one version of the store, with the connections that are free."""

    def __init__(self, path: Path, stamp: object) -> None:
        self.stamp = stamp
        with _opening(path):
            self._database = ladybug.Database(path, read_only=True, buffer_pool_size=BUFFER_POOL)
        self._free: dict[int, list[Any]] = {ONE_THREAD: [], ALL_THREADS: []}

    @contextlib.contextmanager
    def connection(self, query: str) -> Iterator[Any]:
        """What begins at a node that is named takes longer when threads share it."""
        threads = ONE_THREAD if _NAMED.search(query) else ALL_THREADS
        try:
            connection = self._free[threads].pop()
        except IndexError:
            connection = ladybug.Connection(self._database, num_threads=threads)
        yield connection
        self._free[threads].append(connection)


class Fresh:
    """A new database file, filled from the archive. It is complete, and has no log beside it, when its `filling` and
    then it itself was told to `finish`."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self.path = path
        self._archive = archive
        for old in path.parent.glob(path.name + "*"):
            old.unlink()
        self._database = ladybug.Database(path, buffer_pool_size=FILLING_POOL, auto_checkpoint=False)
        self._connection = ladybug.Connection(self._database)
        for statement in ("BEGIN TRANSACTION", *DDL, "COMMIT"):
            self._connection.execute(statement)
        run(self._connection, cypher.CREATE_STORE, {"schema": SCHEMA})
        judgements = [judgement for judgement, _ in archive.journal()]
        for position, judgement in enumerate(judgements):
            _write_judgement(self._connection, judgement, position)
        self.filling = Filling(partial(ladybug.Connection, self._database), review(marked(judgements)))

    def finish(self) -> None:
        records, journal = self._archive.sizes()
        run(self._connection, cypher.SET_APPLIED, {"records": records, "journal": journal})
        self._connection.execute("CHECKPOINT")
        self._close()

    def abandon(self) -> None:
        self.filling.abandon()
        self._close()
        for old in self.path.parent.glob(self.path.name + "*"):
            old.unlink()

    def _close(self) -> None:
        self._connection.close()
        self._database.close()


def _write_judgement(connection: Any, judgement: Judgement, position: int) -> None:
    record = json.dumps(judgement_to_json(judgement))
    run(connection, cypher.CREATE_JUDGEMENT, {"id": judgement.id, "position": position, "record": record})
