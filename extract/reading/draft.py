"""What the readers of the formats hand over: drafts of documents, and what could not be read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

# A long book. spaCy parses no longer text by default, for reasons: it takes 3 GB of memory for this one.
MAX_CHARACTERS = 1_000_000
# The longest characters have four bytes, in UTF-8 as in UTF-32: no text within the limit is longer than this.
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
# Saved pages carry scripts and pictures beside their text, PDF and Word files more of them.
MAX_PAGE_BYTES = 20_000_000
MAX_FILE_BYTES = 200_000_000

_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\x85"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as its file gives it. `line` is where it begins in a file of many."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    line: int | None = None


class UnreadableError(Exception):
    """A file, or one line of it, that cannot be read: why, and what its owner can do. Readers raise it where the whole
    file is lost and yield it where the rest can still be read."""

    def __init__(self, reason: str, advice: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.line = line


Reader = Callable[[BinaryIO], Iterator[Draft | UnreadableError]]


def read_limited(stream: BinaryIO, limit: int) -> bytes:
    """All the bytes of a stream. Raises UnreadableError where there are none, or more than `limit`."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_long(f"it is larger than {limit // 1_000_000} MB")
    if not content.strip():
        raise UnreadableError("the file is empty", "check that it was saved or downloaded completely")
    return content


def too_long(reason: str, line: int | None = None) -> UnreadableError:
    """The complaint about a text that is no single document."""
    limit = f"Dramatis reads up to {MAX_CHARACTERS:,} characters as one document"
    return UnreadableError(
        reason, f"{limit}: split it into articles, or put one article on each line of a .jsonl file", line
    )


def tidy(text: str) -> str:
    """The text with line ends as \\n, without control characters, byte order marks and soft hyphens."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\x0c", "\n")
    return lines.replace("\ufeff", "").replace("\u00ad", "").translate(_CONTROLS)


def single_line(text: object, limit: int = 500) -> str | None:
    """A title, outlet or address from a file's metadata on one line, or None where nothing is left of it."""
    if not isinstance(text, str):
        return None
    printable = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text[: 4 * limit])
    return " ".join(printable.split())[:limit] or None
