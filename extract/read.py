"""From files to documents: every supported format, one clear message for whatever cannot be read."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from extract.reading.draft import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    Draft,
    Reader,
    UnreadableError,
    read_limited,
    single_line,
    too_long,
)
from extract.reading.language import foreign_language
from extract.reading.pdf import read_pdf
from extract.reading.tables import read_csv, read_json, read_json_lines
from extract.reading.texts import read_markdown, read_plain
from extract.reading.webpages import read_html
from extract.reading.word import read_docx
from extract.records import Document, hash_text

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
}
STANDARD_INPUT = "-"
# Texts about a folder of texts.
_ABOUT = ("README", "LICENSE")
_SUPPORTED = "supported are " + " ".join(READERS)


@dataclass(frozen=True, slots=True)
class ReadError:
    """What could not be read: the file, the line where it is one of many, why, and what can be done about it."""

    file: str
    line: int | None
    reason: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return single_line(f"{place}: {self.reason} ({self.advice})", limit=1000) or ""


Errors = Callable[[ReadError], None]


def read_documents(paths: Iterable[Path | str], errors: Errors) -> Iterator[Document]:
    """The documents of files, folders and `-` (standard input), in the order given; within a folder sorted by name,
    without hidden files, README and LICENSE, and without following links out of it. What cannot be read goes to
    `errors`."""
    for given in paths:
        if str(given) == STANDARD_INPUT:
            yield from _read_standard_input(errors)
        else:
            for path in find_files(Path(given), errors):
                yield from _read_file(path, errors)


def read_bytes(name: str, content: bytes, errors: Errors) -> Iterator[Document]:
    """The documents of an uploaded file; the ending of its name says what it is."""
    yield from read_stream(name, Path(name).suffix, io.BytesIO(content), errors)


def _read_file(path: Path, errors: Errors) -> Iterator[Document]:
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("not a regular file", "save its content to a file first")
        with path.open("rb") as stream:
            yield from read_stream(str(path), path.suffix, stream, errors)
    except UnreadableError as fault:
        errors(ReadError(str(path), None, fault.reason, fault.advice))
    except OSError as fault:
        errors(_os_error(path, fault))


def _read_standard_input(errors: Errors) -> Iterator[Document]:
    stream = cast(io.BufferedReader, sys.stdin.buffer)
    suffix = _sniffed_suffix(stream.peek(1024)[:1024])
    try:
        source = stream if suffix == ".jsonl" else io.BytesIO(read_limited(stream, MAX_FILE_BYTES))
    except UnreadableError as fault:
        errors(ReadError("standard input", None, fault.reason, fault.advice))
        return
    yield from read_stream("standard input", suffix, source, errors)


def _sniffed_suffix(head: bytes) -> str:
    """The format of a stream without a name, by its first bytes."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html")):
        return ".html"
    signs = {b"%pdf-": ".pdf", b"pk\x03\x04": ".docx", b"{": ".jsonl"}
    return next((suffix for sign, suffix in signs.items() if start.startswith(sign)), ".txt")


def read_stream(name: str, suffix: str, stream: BinaryIO, errors: Errors) -> Iterator[Document]:
    """The documents of an open file in the format that `suffix` names."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        reason = f"files ending in {suffix} are not supported" if suffix else "the file name has no ending"
        errors(ReadError(name, None, reason, _SUPPORTED))
        return
    try:
        for draft in reader(stream):
            try:
                yield _document(draft)
            except UnreadableError as fault:
                errors(ReadError(name, fault.line, fault.reason, fault.advice))
    except UnreadableError as fault:
        errors(ReadError(name, fault.line, fault.reason, fault.advice))


def _document(draft: Draft | UnreadableError) -> Document:
    """The document of a draft. Raises UnreadableError where it is none, or none that Dramatis can read."""
    if isinstance(draft, UnreadableError):
        raise draft
    if len(draft.text) > MAX_CHARACTERS:
        raise too_long(f"the text has {len(draft.text):,} characters", draft.line)
    _check_characters(draft)
    language = foreign_language(draft.text)
    if language:
        reason = f"the text is in {language}, which is not supported yet"
        raise UnreadableError(reason, "Dramatis reads English; give it a translation", draft.line)
    return Document(
        id=draft.id if draft.id is not None else hash_text(draft.text),
        text=draft.text,
        title=draft.title,
        outlet=draft.outlet,
        url=draft.url,
        published=draft.published,
    )


def _check_characters(draft: Draft) -> None:
    if not any(character.isalnum() for character in draft.text):
        raise UnreadableError("no text in it", "check that it was saved or downloaded completely", draft.line)
    try:
        (draft.text + (draft.id or "")).encode()
    except UnicodeEncodeError as fault:
        reason = f"half a character (an unpaired surrogate) stands at position {fault.start}"
        raise UnreadableError(reason, "remove it", draft.line) from fault


def is_readable(path: Path) -> bool:
    """Whether the ending of the name is one that Dramatis reads."""
    return path.suffix.lower() in READERS


def find_files(given: Path, errors: Errors, wanted: Callable[[Path], bool] = is_readable) -> Iterator[Path]:
    """The file itself, or the wanted files of the folder."""
    if not given.is_dir():
        yield given
        return
    found = False
    root = given.resolve()
    for path in _walk(given, errors):
        if not path.resolve().is_relative_to(root):
            errors(ReadError(str(path), None, "a link to a place outside the folder", "name that place itself"))
        elif wanted(path) and path.is_file() and path.stem.upper() not in _ABOUT:
            found = True
            yield path
    if not found:
        errors(ReadError(str(given), None, "no readable files in the folder", _SUPPORTED))


def _walk(folder: Path, errors: Errors) -> Iterator[Path]:
    """What stands in a folder and below, sorted by name, links to folders unopened, hidden ones left out."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and (path.is_symlink() or not path.is_dir()):
            yield path
            continue
        try:
            inside = [child for child in path.iterdir() if not child.name.startswith(".")]
        except OSError as fault:
            errors(_os_error(path, fault))
            continue
        waiting.extend(sorted(inside, key=lambda child: child.name, reverse=True))


def _os_error(path: Path, fault: OSError) -> ReadError:
    missing = isinstance(fault, FileNotFoundError)
    reason = "no such file or folder" if missing else (fault.strerror or type(fault).__name__)
    return ReadError(
        str(path), None, reason, "check the path" if missing else "check the permissions of " + os.fspath(path)
    )
