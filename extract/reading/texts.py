"""Plain text and Markdown, with the metadata that may stand above them between two lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from extract.reading.dates import read_date
from extract.reading.draft import MAX_TEXT_BYTES, Draft, UnreadableError, read_limited, single_line, tidy
from extract.reading.encoding import decode

_FRONT = re.compile(r"\s*---[ \t]*\n(?P<lines>.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40})\s*:(?:\s+(?P<value>.*))?")
_KEYS = {"date": "published", "source": "outlet", "publisher": "outlet", "sitename": "outlet", "link": "url"}
# Headlines of news run to some 20 words.
_LONGEST_TITLE = 150
# Above the width that texts are wrapped at, so that a line this long is a paragraph.
_PARAGRAPH = 120

# The bounds keep a text of nothing but opening marks from costing more than a few seconds.
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,1000}?-->", re.DOTALL), ""),
    (re.compile(r"^ {0,3}(?:```|~~~)[^\n]*\n?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S[^\n]*\n?", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), ""),
    (re.compile(r"\[\^[^\]\n]{1,50}\]"), ""),
    (re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,200})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s\\])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s\\])_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,2000})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read_plain(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """A .txt file: metadata above it, then text that is left as it stands."""
    yield from _draft(tidy(decode(read_limited(stream, MAX_TEXT_BYTES))), markdown=False)


def read_markdown(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """A .md file: metadata above it, then text whose links, emphasis and headings become plain words."""
    yield from _draft(tidy(decode(read_limited(stream, MAX_TEXT_BYTES))), markdown=True)


def plain_words(markdown: str) -> str:
    """Markdown as the reader of the page sees it: the words of a link, the heading without its signs."""
    for pattern, words in _MARKUP:
        markdown = pattern.sub(words, markdown)
    return markdown


def _draft(written: str, markdown: bool) -> Iterator[Draft | UnreadableError]:
    front, body = split_front_matter(written)
    published = read_date(front.get("published"))
    if front.get("published") and not published:
        yield unclear_date(front["published"])
    text = plain_words(body) if markdown else body
    yield Draft(
        text=text,
        id=single_line(front.get("id")),
        title=single_line(front.get("title"))
        or first_line_title(text, heading=markdown and body.lstrip().startswith("# ")),
        outlet=single_line(front.get("outlet")),
        url=single_line(front.get("url"), limit=2000),
        published=published,
    )


def unclear_date(written: object, line: int | None = None) -> UnreadableError:
    """The complaint about a date that is none; its document is read without one."""
    shown = single_line(str(written), limit=60)
    return UnreadableError(f"the date “{shown}” is not understood; read without a date", "write it as 2024-03-31", line)


def split_front_matter(written: str) -> tuple[dict[str, str], str]:
    """The metadata between two lines of dashes that a text begins with, and the text below them."""
    found = _FRONT.match(written)
    entries = _entries(found["lines"]) if found else None
    if found is None or entries is None:
        return {}, written
    return entries, written[found.end() :].lstrip("\n")


def _entries(lines: str) -> dict[str, str] | None:
    """None where a line is no entry: then the dashes belong to the text."""
    entries: dict[str, str] = {}
    for line in lines.split("\n"):
        if not line.strip() or line.startswith((" ", "\t", "#", "- ")):
            continue
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is None:
            return None
        key = entry["key"].strip().lower()
        entries[_KEYS.get(key, key)] = _unquoted(entry["value"] or "")
    return entries or None


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def first_line_title(text: str, heading: bool = False) -> str | None:
    """The first line where it looks like a headline: short, not a sentence, a text below it that it is no part of."""
    first, _, rest = text.strip().partition("\n")
    first, second = first.strip(), rest.partition("\n")[0].strip()
    if heading:
        return single_line(first)
    if not rest.strip() or len(first) > _LONGEST_TITLE or len(first.split()) < 2:
        return None
    if not first[0].isalnum() and first[0] not in "‘“\"'":
        return None
    if first[-1] in ".,;:" and not first.endswith(("U.S.", "U.N.", "U.K.")):
        return None
    return single_line(first) if not second or len(second) > _PARAGRAPH else None
