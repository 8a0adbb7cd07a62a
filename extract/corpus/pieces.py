"""A piece: consecutive documents of the input that are read and parsed together, and what comes of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extract.corpus.stories import signature
from extract.parsing import batches, parse
from extract.pipeline import Extractor, read_document
from extract.read import ReadError, read_documents, read_stream
from extract.records import Document, Extraction, to_json


@dataclass(frozen=True, slots=True)
class Source:
    """A file of one document, or the bytes from `start` to `end` of a .jsonl file: whole lines, the first of which has
    the number `line`. `content` is what stands there, for a worker that cannot open the file itself."""

    path: str
    start: int = 0
    end: int | None = None
    line: int = 1
    content: bytes | None = None

    def read(self) -> bytes:
        """Raises OSError."""
        if self.content is not None:
            return self.content
        with Path(self.path).open("rb") as stream:
            stream.seek(self.start)
            return stream.read(-1 if self.end is None else self.end - self.start)


@dataclass(frozen=True, slots=True)
class Piece:
    """Sources to be read by whoever works on it, or documents that are read already with the failures among them."""

    sources: tuple[Source, ...] = ()
    documents: tuple[Document, ...] = ()
    failures: tuple[ReadError, ...] = ()

    def carried(self) -> Piece:
        """The piece with its content, for another machine. What cannot be opened is left to fail there by its name."""
        return replace(self, sources=tuple(map(_carried, self.sources)))

    def singles(self) -> list[Piece]:
        """A piece for each document; the failures go with the first."""
        parts = [Piece(sources=(line,)) for source in self.sources for line in _lines_of(source)]
        parts += [Piece(documents=(document,)) for document in self.documents]
        return [replace(part, failures=self.failures if part is parts[0] else ()) for part in parts]

    @property
    def name(self) -> str:
        """Of a single: where its document stands."""
        for source in self.sources:
            return source.path if source.end is None else f"{source.path}, line {source.line}"
        return f"document {self.documents[0].id}" if self.documents else "nothing"


@dataclass(frozen=True, slots=True)
class Record:
    """One document in the output: `line` is its JSON."""

    id: str
    outlet: str | None
    line: str
    claims: int
    characters: int
    signature: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a piece: a record or a failure for each document, in order."""

    records: tuple[Record, ...] = ()
    failures: tuple[ReadError, ...] = ()

    def __add__(self, other: Result) -> Result:
        return Result(self.records + other.records, self.failures + other.failures)


class Worker:
    """Works on pieces with a loaded extractor. A document that fails is a failure, and the rest goes on."""

    def __init__(self, extractor: Extractor, with_signatures: bool = True) -> None:
        self.extractor = extractor
        self._with_signatures = with_signatures

    def __call__(self, piece: Piece) -> Result:
        failures = list(piece.failures)
        documents = [*piece.documents, *(d for source in piece.sources for d in _documents(source, failures))]
        records: list[Record] = []
        for batch in batches(documents):
            self._read(batch, records, failures)
        return Result(tuple(records), tuple(failures))

    def _read(self, batch: list[Document], records: list[Record], failures: list[ReadError]) -> None:
        try:
            parsed = list(parse(self.extractor.nlp, batch))
        except Exception as fault:
            if len(batch) == 1:
                failures.append(_failure(batch[0], fault))
                return
            for document in batch:
                self._read([document], records, failures)
            return
        for document, doc in zip(batch, parsed, strict=True):
            try:
                extraction = read_document(doc, document, self.extractor.gazetteer, self.extractor.made_by)
                records.append(self._record(extraction))
            except Exception as fault:  # a rule that fails on one text must not cost the others
                failures.append(_failure(document, fault))

    def _record(self, extraction: Extraction) -> Record:
        document = extraction.document
        return Record(
            id=document.id,
            outlet=document.outlet,
            line=json.dumps(to_json(extraction), ensure_ascii=False),
            claims=len(extraction.claims),
            characters=len(document.text),
            signature=signature(document.text) if self._with_signatures else b"",
        )


def _documents(source: Source, failures: list[ReadError]) -> Iterator[Document]:
    if source.end is None and source.content is None:
        yield from read_documents([source.path], failures.append)
        return
    found: list[ReadError] = []
    try:
        suffix = Path(source.path).suffix
        yield from read_stream(source.path, suffix, io.BytesIO(source.read()), found.append)
    except OSError as fault:
        found.append(ReadError(source.path, None, fault.strerror or "cannot be read", "check the path"))
    above = source.line - 1
    failures += [replace(error, line=error.line + above) if error.line else error for error in found]


def _failure(document: Document, fault: Exception) -> ReadError:
    reason = f"the extraction failed: {type(fault).__name__}: {fault}"
    return ReadError(f"document {document.id}", None, reason, "please report it with the text")


def _carried(source: Source) -> Source:
    try:
        return replace(source, content=source.read())
    except OSError:
        return source


def _lines_of(source: Source) -> Iterator[Source]:
    if source.end is None:
        yield source
        return
    start = source.start
    for number, line in enumerate(source.read().splitlines(keepends=True), source.line):
        content = line if source.content is not None else None
        yield Source(source.path, start, start + len(line), number, content)
        start += len(line)
