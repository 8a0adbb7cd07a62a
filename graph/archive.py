"""The records of an embedded store, in two files that only grow: extractions and judgements, one JSON line each.

They are the truth; the database file beside them is made from them. A line ``{"removed": id}`` takes a document away,
a later line of the same document replaces it. A reference to a record is its place in the file, ``offset:length``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from io import BufferedWriter
from pathlib import Path
from typing import Any

from extract.records import Extraction, from_json
from graph.journal import Judgement
from graph.journal import from_json as judgement_from_json
from graph.journal import to_json as judgement_to_json

# `to_json` writes the id first; reading only that much makes finding the living documents fast.
_ID = re.compile(rb'\{"(id|removed)":\s*("(?:[^"\\]|\\.)*")')


class Appending:
    """The file of extractions, open for many lines."""

    def __init__(self, file: BufferedWriter) -> None:
        self._file = file
        self._offset = file.seek(0, os.SEEK_END)

    def append(self, line: str) -> str:
        """The reference of the line."""
        reference = f"{self._offset}:{len(line)}"
        self._offset += self._file.write(line.encode("ascii") + b"\n")
        return reference

    def sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


class Archive:
    """Appends are undone by `cut` and made durable by `sync`. Not shared between threads while writing."""

    def __init__(self, folder: Path) -> None:
        self.extractions = folder / "extractions.jsonl"
        self.judgements = folder / "journal.jsonl"

    def sizes(self) -> tuple[int, int]:
        return _size(self.extractions), _size(self.judgements)

    def append(self, line: str) -> str:
        """The reference of the line."""
        return _append(self.extractions, line)

    def append_removal(self, document: str) -> None:
        _append(self.extractions, json.dumps({"removed": document}))

    def append_judgement(self, judgement: Judgement) -> None:
        _append(self.judgements, json.dumps(judgement_to_json(judgement)))

    @contextlib.contextmanager
    def appending(self) -> Iterator[Appending]:
        with self.extractions.open("ab") as file:
            yield Appending(file)

    def cut(self, sizes: tuple[int, int]) -> None:
        """Back to what the files were."""
        for path, size in zip((self.extractions, self.judgements), sizes, strict=True):
            if _size(path) > size:
                os.truncate(path, size)

    def sync(self) -> None:
        for path in (self.extractions, self.judgements):
            if path.exists():
                with path.open("rb") as file:
                    os.fsync(file.fileno())

    def mend(self) -> None:
        """Takes off a last line that a killed writer did not finish."""
        for path in (self.extractions, self.judgements):
            end = _end_of_lines(path)
            if end < _size(path):
                os.truncate(path, end)

    def line(self, reference: str) -> str:
        offset, length = map(int, reference.split(":"))
        with self.extractions.open("rb") as file:
            file.seek(offset)
            return file.read(length).decode("ascii")

    def recall(self, reference: str) -> Extraction:
        return from_json(json.loads(self.line(reference)))

    def entry(self, reference: str) -> Extraction | str:
        """The extraction, or the id of a document that was removed."""
        record: dict[str, Any] = json.loads(self.line(reference))
        return record["removed"] if "removed" in record else from_json(record)

    def references(self, after: int) -> Iterator[str]:
        """Of all lines from a place in the file on."""
        return (reference for reference, _ in self._lines(after))

    def living(self, until: int | None = None) -> list[str]:
        """The references of the documents in force, in the order they came; `until` a place in the file."""
        references: dict[str, str] = {}
        for reference, line in self._lines(0):
            if until is not None and int(reference.partition(":")[0]) >= until:
                break
            match = _ID.match(line)
            if not match:
                raise ValueError(f"{self.extractions}: no record at {reference}")
            document = json.loads(match[2])
            references.pop(document, None)
            if match[1] == b"id":
                references[document] = reference
        return list(references.values())

    def journal(self, after: int = 0) -> Iterator[tuple[Judgement, int]]:
        """Each judgement, and where its line ends."""
        if not self.judgements.exists():
            return
        with self.judgements.open("rb") as file:
            file.seek(after)
            for line in file:
                after += len(line)
                if line.endswith(b"\n"):
                    yield judgement_from_json(json.loads(line)), after

    def _lines(self, after: int) -> Iterator[tuple[str, bytes]]:
        if not self.extractions.exists():
            return
        with self.extractions.open("rb") as file:
            file.seek(after)
            offset = after
            for line in file:
                if not line.endswith(b"\n"):
                    return
                yield f"{offset}:{len(line) - 1}", line
                offset += len(line)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _append(path: Path, line: str) -> str:
    with path.open("ab") as file:
        offset = file.seek(0, os.SEEK_END)
        file.write(line.encode("ascii") + b"\n")
    return f"{offset}:{len(line)}"


def _end_of_lines(path: Path) -> int:
    """Where the last whole line ends, found from the end of the file."""
    size = _size(path)
    if not size:
        return 0
    with path.open("rb") as file:
        for start in range(max(size - 65536, 0), -65536, -65536):
            file.seek(max(start, 0))
            block = file.read(65536 if start >= 0 else 65536 + start)
            if (newline := block.rfind(b"\n")) >= 0:
                return max(start, 0) + newline + 1
    return 0
