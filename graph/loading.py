"""Bringing in many documents: in batches of one transaction each, or all at once into a new embedded database."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from extract.records import Extraction
from graph import writing
from graph.archive import Appending, Archive
from graph.bulk import Filling
from graph.engine import StoreError, Transaction
from graph.journal import Review
from graph.judging import JournalReader
from graph.preparing import Batch, prepare
from graph.projection import check, clean, dump
from graph.views import Outcome, Tally

BATCH_CLAIMS = 10_000  # to a transaction: larger ones gain nothing more and strain a server's memory
BATCH_DOCUMENTS = 2_000  # with few claims, the more of them the fewer times an actor of many is set
# Documents that may have been passed on and not be stored yet: a batch that is written, one that is made ready, and one
# that is read.
UNDER_WAY = 3 * BATCH_DOCUMENTS


class Known:
    """Passes on what a store does not hold just so, and counts the rest: a load that goes on begins where it was."""

    def __init__(self, digests: Callable[[list[str]], dict[str, str]], progress: Callable[[int], None]) -> None:
        """`digests` are those that the store has of the documents with these ids."""
        self.unchanged = 0
        self._new = 0
        self._under_way: deque[str] = deque(maxlen=UNDER_WAY)
        self._digests = digests
        self._progress = progress

    def new(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        for batch in _batches(extractions):
            held = self._digests([clean(extraction.document.id) for extraction in batch])
            for document in self._under_way:  # the store may still have what they are about to replace
                held.pop(document, None)
            for extraction in batch:
                document = clean(extraction.document.id)
                if self._is_held(extraction, held.get(document)):
                    self.unchanged += 1
                    self.progress(self._new)
                else:
                    self._new += 1
                    self._under_way.append(document)
                    yield extraction

    def progress(self, number: int) -> None:
        """Told the number of new documents, tells that of all."""
        self._progress(self.unchanged + number)

    def tally(self, found: Tally) -> Tally:
        return replace(found, unchanged=found.unchanged + self.unchanged)

    def _is_held(self, extraction: Extraction, digest: str | None) -> bool:
        return digest is not None and not check(extraction) and digest == _digest(dump(extraction))


class Load:
    """The documents in force first, then the new ones. A document that replaces one cannot go into the same file:
    then `complete` is False, everything is in the archive, and the file is to be made from there."""

    def __init__(self, filling: Filling, records: Appending) -> None:
        self.complete = True
        self._filling = filling
        self._records = records
        self._digests: dict[str, str] = {}
        self._unwritten: dict[str, Extraction] = {}
        self._outcomes: Counter[Outcome] = Counter()
        self._failed: list[tuple[str, str]] = []
        self._claims = 0

    def keep_old(self, archive: Archive) -> None:
        for reference in archive.living():
            line = archive.line(reference)
            document = self._filling.add_line(line, reference)
            self._digests[document] = _digest(line)

    def add_new(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> None:
        for number, extraction in enumerate(extractions, 1):
            self._add(extraction)
            progress(number)

    def finish(self) -> None:
        """Afterwards the records are durable, and what was filled is complete if it can be."""
        if self.complete:
            self._filling.finish(self._records.sync)
        else:
            self._records.sync()

    def tally(self) -> Tally:
        counts = self._outcomes
        failed = tuple(self._failed)
        return Tally(counts["added"], counts["unchanged"], counts["replaced"], self._claims, failed)

    def _add(self, extraction: Extraction) -> None:
        wrong = check(extraction)
        if wrong:
            self._failed.append((extraction.document.id, wrong))
            return
        document = clean(extraction.document.id)
        known = self._digest_of(document)
        if known is not None and known == _digest(dump(extraction)):
            self._outcomes["unchanged"] += 1
            return
        taken = self._filling.taken(extraction, document)
        if taken:
            self._failed.append((document, f"claim {taken} is already one of another document"))
            return
        self._claims += len(extraction.claims)
        self._outcomes["replaced" if known else "added"] += 1
        if known and self.complete:
            self._filling.keep()
            self.complete = False
        if self.complete:
            self._unwritten[document] = extraction
            self._filling.add(extraction, partial(self._keep, document, extraction))
        else:
            self._keep(document, extraction)

    def _digest_of(self, document: str) -> str | None:
        unwritten = self._unwritten.get(document)
        return _digest(dump(unwritten)) if unwritten else self._digests.get(document)

    def _keep(self, document: str, extraction: Extraction) -> tuple[str, str]:
        """Writes the record: its reference and its digest."""
        self._unwritten.pop(document, None)
        line = dump(extraction)
        self._digests[document] = _digest(line)
        return self._records.append(line), self._digests[document]


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode("ascii")).hexdigest()


def load_batches(
    transact: Callable[[Callable[[Transaction], list[Outcome | StoreError]]], list[Outcome | StoreError]],
    batches: Iterable[Batch],
    reader: JournalReader,
    progress: Callable[[int], None],
) -> Tally:
    """Every batch is a transaction; `transact` runs one."""
    counts: Counter[Outcome] = Counter()
    failed: list[tuple[str, str]] = []
    claims = done = 0
    for batch in batches:
        outcomes = transact(lambda t, b=batch: writing.add_many(t, b, reader.review(t)))  # type: ignore[misc]
        for extraction, outcome in zip(batch.extractions, outcomes, strict=True):
            if isinstance(outcome, StoreError):
                failed.append((extraction.document.id, str(outcome)))
                continue
            counts[outcome] += 1
            claims += len(extraction.claims) if outcome != "unchanged" else 0
        done += len(batch.extractions)
        progress(done)
    return Tally(counts["added"], counts["unchanged"], counts["replaced"], claims, tuple(failed))


def prepared(extractions: Iterable[Extraction], state: Callable[[], Review | None]) -> Iterator[Batch]:
    return (prepare(batch, state()) for batch in _batches(extractions))


def ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Each is made in a thread of its own while the server is at work on the one before."""
    with ThreadPoolExecutor(max_workers=1) as maker:
        coming = maker.submit(next, batches, None)
        while batch := coming.result():
            coming = maker.submit(next, batches, None)
            yield batch


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    """A document that comes twice waits for the next batch."""
    batch: dict[str, Extraction] = {}
    size = 0
    for extraction in extractions:
        document = clean(extraction.document.id)
        if document in batch or size >= BATCH_CLAIMS or len(batch) >= BATCH_DOCUMENTS:
            yield list(batch.values())
            batch, size = {}, 0
        batch[document] = extraction
        size += len(extraction.claims)
    if batch:
        yield list(batch.values())
