"""A run over a corpus: what is finished stays, what is not is done, and the manifest says what came of it."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.corpus.crews import Crew, dispatch
from extract.corpus.pieces import Piece, Worker
from extract.corpus.shards import (
    STORIES,
    Finished,
    Format,
    Mark,
    Writing,
    find_finished,
    locked,
    read_marks,
    write_manifest,
    write_whole,
)
from extract.corpus.sources import Shard, cut_shards
from extract.corpus.stories import find_stories
from extract.read import ReadError

SHARD_DOCUMENTS = 1000  # a minute of one core: little is lost with a run, and a million documents are 1,000 files
# What a shard depends on beside its input, its extractor and its model; changed where the files themselves change.
_LAYOUT = "shards 2"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, and how and where it is written."""

    paths: tuple[str, ...]
    folder: Path
    format: Format = "jsonl"
    shard_documents: int = SHARD_DOCUMENTS
    gazetteers: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what it has done itself, and what it found finished. `size` in bytes of the input."""

    documents: int
    claims: int
    failures: int
    shards: int
    size: int
    found_finished: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """All shards of the folder, whichever run made them. A story is a document and its reprints, and has the claims of
    the first."""

    shards: int
    documents: int
    claims: int
    stories: int
    claims_of_stories: int
    failures: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would be. `seconds` of one core, measured on the first documents."""

    shards: int
    documents: int
    size: int
    seconds: float
    finished: int


def run_corpus(
    plan: Plan,
    made_by: str,
    crew: Callable[[], Crew],
    report: Callable[[ReadError], None],
    tell: Callable[[Progress], None],
) -> Summary:
    """Finishes all shards of a corpus. `report` is told of every failure, those of earlier runs too; `tell` of the
    progress after every piece. Raises FolderError, OSError."""
    with locked(plan.folder):
        run = _Run(plan, _made_by(plan, made_by), report)
        waiting = run.unfinished()
        first = next(waiting, None)
        if first is not None:
            for _ in run.work(first, waiting, crew()):
                tell(run.progress())
        return run.close()


def estimate(plan: Plan, made_by: str, work: Worker) -> Estimate:
    """Cuts the corpus without working on it, but for the piece that is timed."""
    shards = documents = size = finished = 0
    seconds = 0.0
    for shard in cut_shards(plan.paths, plan.shard_documents):
        shards, documents, size = shards + 1, documents + shard.documents, size + shard.size
        if find_finished(plan.folder, shard, _made_by(plan, made_by), plan.format):
            finished += 1
            continue
        if not seconds:
            work(Piece(documents=shard.pieces[0].documents[:1], sources=shard.pieces[0].sources[:1]))  # warm
            begin = time.process_time()
            work(shard.pieces[0])
            seconds_a_document = (time.process_time() - begin) / max(shard.documents / len(shard.pieces), 1)
        seconds += seconds_a_document * shard.documents
    return Estimate(shards, documents, size, seconds, finished)


class _Run:
    def __init__(self, plan: Plan, made_by: str, report: Callable[[ReadError], None]) -> None:
        self._plan = plan
        self._made_by = made_by
        self._report = report
        self._begin = time.monotonic()
        self._finished: list[Finished] = []
        self._under_way: deque[Shard] = deque()
        self._counts: Counter[str] = Counter()
        self._size_under_way = 0.0  # of the shard that is being written, by the share of its pieces

    def unfinished(self) -> Iterator[Shard]:
        plan = self._plan
        for shard in cut_shards(plan.paths, plan.shard_documents):
            known = find_finished(plan.folder, shard, self._made_by, plan.format)
            if known is None:
                yield shard
                continue
            self._finished.append(known)
            self._counts["found_finished"] += shard.size
            for failure in known.failures:
                self._report(failure)

    def work(self, first: Shard, rest: Iterator[Shard], crew: Crew) -> Iterator[None]:
        """One step a piece."""
        writing: Writing | None = None
        for result in dispatch(self._pieces(first, rest), crew):
            plan, shard = self._plan, self._under_way[0]
            writing = writing or Writing(plan.folder, shard, self._made_by, plan.format)
            writing.add(result)
            for failure in result.failures:
                self._report(failure)
            self._counts["failures"] += len(result.failures)
            self._counts["documents"] += len(result.records)
            self._counts["claims"] += sum(record.claims for record in result.records)
            self._size_under_way = shard.size * writing.pieces / len(shard.pieces)
            if writing.pieces == len(shard.pieces):
                self._finished.append(writing.finish())
                self._under_way.popleft()
                writing = None
                self._counts["shards"] += 1
                self._counts["size"] += shard.size
                self._size_under_way = 0.0
            yield

    def progress(self) -> Progress:
        counts, seconds = self._counts, time.monotonic() - self._begin
        return Progress(
            documents=counts["documents"],
            claims=counts["claims"],
            failures=counts["failures"],
            shards=counts["shards"],
            size=counts["size"] + int(self._size_under_way),
            found_finished=counts["found_finished"],
            seconds=seconds,
        )

    def close(self) -> Summary:
        shards = sorted(self._finished, key=lambda finished: finished.shard)
        folder = self._plan.folder
        marks = [mark for finished in shards for mark in read_marks(folder, finished)]
        first = find_stories([mark.signature for mark in marks])
        stories = _stories(marks, first)
        write_whole(folder / STORIES, "".join(json.dumps(story, ensure_ascii=False) + "\n" for story in stories))
        leaders = set(first)
        told = sum(marks[leader].claims for leader in leaders)
        write_manifest(folder, self._made_by, shards, len(leaders), told)
        failures = sum(len(finished.failures) for finished in shards)
        claims = sum(finished.claims for finished in shards)
        return Summary(len(shards), len(marks), claims, len(leaders), told, failures)

    def _pieces(self, first: Shard, rest: Iterator[Shard]) -> Iterator[Piece]:
        shard: Shard | None = first
        while shard is not None:
            self._under_way.append(shard)
            yield from shard.pieces
            shard = next(rest, None)


def _stories(marks: list[Mark], first: list[int]) -> Iterator[dict[str, object]]:
    """Those of several documents; all others are stories of their own."""
    members: dict[int, list[int]] = {}
    for number, leader in enumerate(first):
        members.setdefault(leader, []).append(number)
    for leader, numbers in members.items():
        if len(numbers) > 1:
            outlets = sorted({outlet for number in numbers if (outlet := marks[number].outlet)})
            yield {
                "story": marks[leader].id,
                "documents": [marks[number].id for number in numbers],
                "outlets": outlets,
                "claims": marks[leader].claims,
                "claims_with_reprints": sum(marks[number].claims for number in numbers),
            }


def _made_by(plan: Plan, made_by: str) -> str:
    if not plan.gazetteers:
        return f"{made_by}; {_LAYOUT}"
    own = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in plan.gazetteers))
    return f"{made_by}; gazetteers {own.hexdigest()[:16]}; {_LAYOUT}"
