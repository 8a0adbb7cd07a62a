"""Files of many documents: JSON Lines, JSON and CSV, read line by line so that a corpus never stands in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from extract.reading.dates import read_date
from extract.reading.draft import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    Draft,
    UnreadableError,
    read_limited,
    single_line,
    tidy,
    too_long,
)
from extract.reading.encoding import decode, find_stream_encoding
from extract.reading.texts import unclear_date

_DELIMITERS = ",;\t|"
# The other names that a column has in the exports of news archives.
_COLUMNS = {
    "content": "text",
    "body": "text",
    "headline": "title",
    "date": "published",
    "source": "outlet",
    "publisher": "outlet",
    "link": "url",
}
_KNOWN = {"id", "text", "title", "published", "outlet", "url"}
# In JSON a character takes up to twelve bytes; a longer line is skipped without keeping it in memory.
_LONGEST_LINE = 12 * MAX_CHARACTERS
_SHAPE = 'an object {"id", "text", "title", "published", "outlet", "url"}'


def read_json_lines(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """A .jsonl file: one object a line. The text and the id are taken to the character."""
    seen: dict[int, int] = {}
    blank = True
    for number, line in enumerate(_lines(stream), start=1):
        if isinstance(line, UnreadableError):
            blank = False
            yield UnreadableError(line.reason, line.advice, number)
        elif line.strip():
            blank = False
            yield from _without_repeats(_json_line(line, number), seen)
    if blank:
        raise UnreadableError("the file is empty", "check that it was saved or downloaded completely")


def read_json(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """A .json file: one object as in JSON Lines, or a list of them."""
    try:
        content = json.loads(decode(read_limited(stream, MAX_FILE_BYTES)))
    except (ValueError, RecursionError) as fault:
        advice = "check the file; with one object on each line it is JSON Lines and its name ends in .jsonl"
        raise UnreadableError(f"not valid JSON: {fault}", advice) from fault
    entries = content if isinstance(content, list) else [content]
    if not entries:
        raise UnreadableError("the list is empty", f"it needs {_SHAPE} for each document")
    seen: dict[int, int] = {}
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}: " if len(entries) > 1 else ""
        for draft in _without_repeats(_entry(entry, number), seen, of="entry"):
            yield UnreadableError(where + draft.reason, draft.advice) if isinstance(draft, UnreadableError) else draft


def read_csv(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """A .csv file with a line of column names: text, and where there are such id, title, published, outlet, url."""
    csv.field_size_limit(_LONGEST_LINE)
    lines = io.TextIOWrapper(stream, encoding=find_stream_encoding(stream), errors="replace", newline="")
    try:
        yield from _csv_rows(lines)
    finally:
        lines.detach()


def _lines(stream: BinaryIO) -> Iterator[str | UnreadableError]:
    """The lines in UTF-8 as RFC 8259 has it, or UTF-16 with its mark; a line that is none comes as its complaint."""
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield too_long(f"the line is longer than {_LONGEST_LINE // 1_000_000} MB")
            continue
        try:
            yield line.decode("utf-8-sig" if line.startswith(b"\xef\xbb\xbf") else "utf-8")
        except UnicodeDecodeError as fault:
            yield UnreadableError(f"not UTF-8: {fault.reason} at byte {fault.start + 1}", "save the file as UTF-8")


def _json_line(line: str, number: int) -> Iterator[Draft | UnreadableError]:
    try:
        entry = json.loads(line.rstrip())
    except json.JSONDecodeError as fault:
        yield UnreadableError(f"not valid JSON: {fault.msg} at column {fault.colno}", "check the line", number)
    except (ValueError, RecursionError) as fault:  # a number of 5,000 digits, a thousand brackets
        yield UnreadableError(f"not valid JSON: {fault}", "check the line", number)
    else:
        yield from _entry(entry, number)


def _entry(entry: Any, number: int) -> Iterator[Draft | UnreadableError]:
    """The draft that a JSON object describes, or what is wrong with it."""
    if not isinstance(entry, Mapping):
        yield UnreadableError(f"not an object but {type(entry).__name__}", f"write {_SHAPE}", number)
        return
    text, key = entry.get("text"), entry.get("id")
    if not isinstance(text, str) or not text.strip():
        yield UnreadableError("no text", 'put the text of the document into "text"', number)
        return
    if not isinstance(key, str | int | None) or isinstance(key, bool):
        yield UnreadableError('the "id" is neither a string nor a whole number', "write it as a string", number)
        return
    written = entry.get("published")
    published = read_date(written) if isinstance(written, str) else None
    if written and not published:
        yield unclear_date(written, number)
    yield Draft(
        text=text,
        id=None if key is None or key == "" else str(key),
        title=single_line(entry.get("title")),
        outlet=single_line(entry.get("outlet")),
        url=single_line(entry.get("url"), limit=2000),
        published=published,
        line=number,
    )


def _without_repeats(
    drafts: Iterator[Draft | UnreadableError], seen: dict[int, int], of: str = "line"
) -> Iterator[Draft | UnreadableError]:
    """Passes drafts on unless their id came before. `seen`: the hash of an id (8 bytes, however long the ids of a
    corpus are) to the line that had it."""
    for draft in drafts:
        if isinstance(draft, Draft) and draft.id is not None:
            before = seen.setdefault(hash(draft.id), draft.line or 0)
            if before != draft.line:
                shown = single_line(draft.id, limit=60)
                yield UnreadableError(
                    f"the id “{shown}” was used on {of} {before}", "give each document its own id", draft.line
                )
                continue
        yield draft


def _csv_rows(lines: io.TextIOWrapper) -> Iterator[Draft | UnreadableError]:
    above, heading = next(((n, line) for n, line in enumerate(lines, start=1) if line.strip()), (1, ""))
    if not heading:
        raise UnreadableError("the file is empty", "check that it was saved or downloaded completely")
    delimiter = max(_DELIMITERS, key=lambda mark: len(_KNOWN & set(_column_names(heading, mark))))
    columns = _column_names(heading, delimiter)
    if "text" not in columns:
        raise UnreadableError(
            f"no column of the name text among {', '.join(filter(None, columns[:12]))}",
            "give the columns the names text, and id, title, published, outlet, url, in the first line",
        )
    seen: dict[int, int] = {}
    number = above
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield from _without_repeats(_csv_row(columns, row, number + 1), seen)
            number = above + rows.line_num
    except csv.Error as fault:
        reason = f"not valid CSV: {fault}; read no further"
        yield UnreadableError(reason, "check the quotation marks around the texts", number + 1)


def _column_names(heading: str, delimiter: str) -> list[str]:
    names = next(csv.reader([heading.strip("\ufeff\r\n")], delimiter=delimiter), [])
    lowered = [name.strip().lower() for name in names]
    return [name if name in _KNOWN or _COLUMNS.get(name) in lowered else _COLUMNS.get(name, name) for name in lowered]


def _csv_row(columns: list[str], row: list[str], number: int) -> Iterator[Draft | UnreadableError]:
    if len(row) > len(columns):
        reason = f"the row has {len(row)} fields and the first line {len(columns)}"
        yield UnreadableError(reason, "put quotation marks around texts that hold the delimiter", number)
        return
    entry = {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name in _KNOWN}
    yield from _entry(entry | {"text": tidy(entry.get("text", ""))}, number)
