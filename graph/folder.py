"""An embedded store: a folder with the records, the database file made from them, and the locks around both.

The folder holds ``store.json`` (which database file is in force, its schema and engine, a version that every write
raises), ``extractions.jsonl`` and ``journal.jsonl`` (see `graph.archive`), ``graph-N.lbug`` and two lock files. One
process writes at a time, behind ``writer.lock``; readers hold ``turnstile.lock`` shared while they read, a writer holds
it alone while it commits, so that no reader sees pages change under it. Readers open the database again when the
version has changed.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from extract.records import Extraction
from graph import cypher, locks, writing
from graph.archive import Archive
from graph.embedded import Fresh, Session, Snapshot, UnreadableError, console, run, table
from graph.engine import SCHEMA, ReadOnlyError, Result, Row, StoreBusyError, StoreError, Transaction
from graph.in_force import InForce
from graph.journal import Judgement, review
from graph.judging import JournalReader
from graph.loading import Known, Load, load_batches, prepared
from graph.views import Table, Tally

log = logging.getLogger(__name__)

WAIT = 60.0  # seconds that a writer waits for another one before it gives up
BULK_SHARE = 0.015  # of the store's documents: from there on making the file anew is faster than adding to it
BULK_LEAST = 100  # documents; below it a transaction each takes under two seconds


class Embedded:
    """Opens the store in `folder`, makes it where there is none, and makes the database file anew where it is missing,
    does not open, or was written by another engine or schema. Raises StoreError."""

    hands_over_tables = True

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self.url = str(folder)
        self.read_only = read_only
        self._folder = folder
        self._archive = Archive(folder)
        self._in_force = InForce(folder)
        self._turnstile = folder / "turnstile.lock"
        self._mutex = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._resting: Session | None = None
        self._prepare()

    # ---- reading

    def read(self, cypher: str, **parameters: Any) -> list[Row]:
        with self._reading(cypher) as connection:
            return run(connection, cypher, parameters)

    def recall(self, reference: str) -> Extraction:
        return self._archive.recall(reference)

    def line(self, reference: str) -> str:
        return self._archive.line(reference)

    def living(self) -> list[str]:
        """Of what the database was told: a writer at work may have written down more."""
        return self._archive.living(self.read(cypher.STORE)[0]["records"])

    def version(self) -> str:
        state = self._in_force.state()
        return f"{state['database']}:{state['version']}"

    def columns(self, cypher: str, **parameters: Any) -> list[Sequence[Any]]:
        return [column.to_pylist() for column in self.table(cypher, **parameters).columns]

    def table(self, cypher: str, **parameters: Any) -> pa.Table:
        with self._reading(cypher) as connection:
            return table(connection, cypher, parameters)

    def close(self) -> None:
        with self._mutex:
            self._snapshot = None
        self._forget_session()

    @contextlib.contextmanager
    def _reading(self, cypher: str) -> Iterator[Any]:
        with locks.shared(self._turnstile), self._current().connection(cypher) as connection:
            yield connection

    def _current(self) -> Snapshot:
        """Call with the turnstile held, so that the file does not change between its name and its opening."""
        with self._mutex:
            stamp = self._in_force.stamp()
            if self._snapshot is None or self._snapshot.stamp != stamp:
                self._snapshot = Snapshot(self._in_force.path(), stamp)
            return self._snapshot

    # ---- writing

    def write(self, work: Callable[[Transaction], Result], alone: bool = True) -> Result:
        with self._session() as session:
            return session.transact(work)

    def load(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally:
        """Few documents are added in batches; many are written to the archive and the database is made anew."""
        with self._session() as session:
            documents = _documents(session)
        known = Known(self._digests, progress)
        few = int(max(BULK_LEAST, BULK_SHARE * documents))
        new = known.new(extractions)
        head = list(itertools.islice(new, few + 1))
        load = self._load_few if len(head) <= few else self._load_anew
        return known.tally(load(itertools.chain(head, new), known.progress))

    def _digests(self, documents: list[str]) -> dict[str, str]:
        return {row["id"]: row["digest"] for row in self.read(cypher.FIND_DIGESTS, ids=documents)}

    def _load_few(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally:
        with self._session() as session:
            batches = prepared(extractions, lambda: None)
            return load_batches(session.transact, batches, JournalReader(), progress)

    def _load_anew(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally:
        with self._writer():
            self._archive.mend()
            sizes = self._archive.sizes()
            fresh = Fresh(self._in_force.next(), self._archive)
            try:
                with self._archive.appending() as records:
                    load = Load(fresh.filling, records)
                    load.keep_old(self._archive)
                    load.add_new(extractions, progress)
                    load.finish()
                if load.complete:
                    fresh.finish()
            except BaseException:
                fresh.abandon()
                self._archive.cut(sizes)
                raise
            if load.complete:
                self._swap(fresh.path)
            else:
                fresh.abandon()
                self._make_database()
        return load.tally()

    def rebuild(self) -> None:
        """Makes a new database file from the archive and puts it in the place of the old one."""
        with self._writer():
            self._archive.mend()
            self._make_database()

    def query(self, cypher: str, parameters: dict[str, Any], seconds: float, rows: int) -> Table:
        with self._reading(cypher) as connection:
            return console(connection, cypher, parameters, seconds, rows)

    def backup(self, folder: str) -> None:
        """Of one moment: the writer waits meanwhile, readers do not."""
        target = Path(folder)
        if target.exists() and any(target.iterdir()):
            raise StoreError(f"{folder} is not empty; a backup needs an empty or new folder")
        with locks.writing(self._folder / "writer.lock", WAIT):
            target.mkdir(parents=True, exist_ok=True)
            database = self._in_force.path().name
            files = [self._archive.extractions, self._archive.judgements, *self._folder.glob(database + "*")]
            for path in (*filter(Path.exists, files), self._folder / "store.json"):
                shutil.copyfile(path, target / path.name)

    @contextlib.contextmanager
    def _writer(self, wait: float | None = None) -> Iterator[None]:
        if self.read_only:
            raise ReadOnlyError(f"{self.url} was opened for reading only")
        with locks.writing(self._folder / "writer.lock", WAIT if wait is None else wait):
            yield

    @contextlib.contextmanager
    def _session(self, wait: float | None = None) -> Iterator[Session]:
        """The only writer, with the database up to date with the archive. Readers learn of it at the end."""
        with self._writer(wait):
            self._archive.mend()
            session = self._rested() or self._open()
            try:
                if not self._catch_up(session):
                    session.close()
                    self._make_database()
                    session = self._open()
                yield session
                session.rest()
            except BaseException:
                session.close()
                raise
            else:
                with self._mutex:
                    self._resting = session
            finally:
                self._in_force.announce()

    def _rested(self) -> Session | None:
        """The session of the writer before, if it is of use. Call with the writer's lock held."""
        with self._mutex:
            session, self._resting = self._resting, None
        if session is None:
            return None
        if session.is_of_use(self._in_force.path()):
            session.take()
            return session
        session.close()
        return None

    def _forget_session(self) -> None:
        with self._mutex:
            session, self._resting = self._resting, None
        if session is not None:
            session.close()

    def _open(self) -> Session:
        try:
            return Session(self._in_force.path(), self._archive, self._turnstile)
        except UnreadableError as error:
            log.warning("%s; making it anew from the records", error)
            self._make_database()
            return Session(self._in_force.path(), self._archive, self._turnstile)

    def _catch_up(self, session: Session) -> bool:
        """Applies what a killed writer had written down but not committed. False if making the file anew is better."""
        (records, judged), sizes = session.applied(), self._archive.sizes()
        if records > sizes[0] or judged > sizes[1]:
            raise StoreError(f"{self.url}: the records are shorter than what the database was made of; see: verify")
        waiting = list(self._archive.references(records))
        documents = _documents(session)
        if len(waiting) > max(BULK_LEAST, BULK_SHARE * documents):
            return False
        for reference in waiting:
            self._replay(session, reference, judged)
        for judgement, end in self._archive.journal(judged):
            session.transact(partial(_enter, judgement=judgement), "", (sizes[0], end))
        return True

    def _replay(self, session: Session, reference: str, judged: int) -> None:
        entry = self._archive.entry(reference)
        offset, length = map(int, reference.split(":"))

        def work(transaction: Transaction) -> None:
            state = review(writing.read_journal(transaction))
            if isinstance(entry, str):
                writing.remove(transaction, entry, state)
            else:
                writing.add(transaction, entry, state)

        applied = (offset + length + 1, judged)
        try:
            session.transact(work, reference, applied)
        except StoreError as error:  # the writer that was killed would have refused it
            log.warning("%s: a record is left out: %s", self.url, error)
            session.transact(lambda _: None, reference, applied)

    # ---- the folder

    def _prepare(self) -> None:
        known = self._in_force.is_made()
        records = any(self._archive.sizes())
        if not known and self._folder.exists() and not self._folder.is_dir():
            raise StoreError(f"{self.url} is a file, not the folder of a store")
        if not known and not records:
            if self._folder.exists() and any(self._folder.iterdir()):
                raise StoreError(f"{self.url} is a folder of something else; a new store needs an empty or new one")
            if self.read_only:
                raise StoreError(f"there is no store at {self.url}")
            self._create_folder()
        if not known or not self._in_force.fits():
            self._make_unless_made()
        try:
            with locks.shared(self._turnstile):
                self._current()
        except UnreadableError as error:
            if self.read_only:
                raise StoreError(f"{error}; run: python -m graph rebuild --db {self.url}") from error
            log.warning("%s; making it anew from the records", error)
            self.rebuild()
        if not self.read_only:
            self._finish_what_was_begun()

    def _finish_what_was_begun(self) -> None:
        """Records that a killed writer left uncommitted are shown, unless somebody is at work on them."""
        applied = self.read(cypher.STORE)[0]
        if (applied["records"], applied["journal"]) != self._archive.sizes():
            with contextlib.suppress(StoreBusyError), self._session(wait=0):
                pass

    def _create_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"no store can be made at {self.url}: {error.strerror}") from error

    def _make_unless_made(self) -> None:
        if self.read_only:
            raise StoreError(
                f"{self.url} must be rebuilt for this version first: python -m graph rebuild --db {self.url}"
            )
        with self._writer():
            schema = self._in_force.state().get("schema", 0)
            if schema > SCHEMA:
                raise StoreError(f"{self.url} was written by a newer Dramatis (schema {schema}); update Dramatis")
            if not self._in_force.fits():
                self._archive.mend()
                self._make_database()

    def _make_database(self) -> None:
        """Holding the writer's lock."""
        fresh = Fresh(self._in_force.next(), self._archive)
        try:
            for reference in self._archive.living():
                fresh.filling.add_line(self._archive.line(reference), reference)
            fresh.filling.finish()
            fresh.finish()
        except BaseException:
            fresh.abandon()
            raise
        self._swap(fresh.path)

    def _swap(self, path: Path) -> None:
        self._forget_session()
        with locks.alone(self._turnstile):
            self._in_force.announce(path.name)
            for old in self._folder.glob("graph-*.lbug*"):
                if not old.name.startswith(path.name):
                    old.unlink()


def _documents(session: Session) -> int:
    documents: int = run(session.connection, cypher.COUNT_DOCUMENTS, {})[0]["total"]
    return documents


def _enter(transaction: Transaction, judgement: Judgement) -> None:
    writing.enter(transaction, [judgement])
