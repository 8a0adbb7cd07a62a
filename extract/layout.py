"""What each line of a text is: body, heading, byline; and where sentences must start.

News arrives as lines and paragraphs. A parser that reads over a heading's end glues it to the next sentence, and names
in title-case headings are not what they seem; so the layout is read before the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from extract.lexicon import words

Part = Literal["body", "headline", "title case", "byline"]

# A line wrapped by hand is about as long as a terminal or a typewriter page is wide.
_WRAPPED = range(50, 101)
_HEADING_WORDS = 16
_TERMINAL = re.compile(r"[.!?:;,…][\"'”’)\]]*$|[\"”]$")
_BULLET = re.compile(r"\s*(?:[-–—•*▪●]|\d{1,2}[.)])\s+")
_BULLET_LABEL = re.compile(r"(?:[A-Z][\w'’-]*[ ]?){1,4}:\s")
_BYLINE = re.compile(
    r"^(?:by\s+[A-Z]|(?:additional |edited |written )?(?:reporting|writing|editing) by\b"
    r"|(?:image|photo|file photo|picture|credit|source|caption)\s*:"
    r"|(?:read more|related|see also|also read|watch|listen|subscribe|share this|copyright|©|all rights reserved)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[a-z]{2}[.!?][\"'”’)]*$")
# "rc/jb (AFP, Reuters)": initials and agencies at the foot of a wire report.
_SIGNATURE = re.compile(r"^(?:[a-z]{2,4}(?:[/,][a-z]{2,4})*\s*)?\((?:[\w. -]+[,/;]\s*)*[\w. -]+\)$")
# The same after the last sentence: "... until Wednesday. nf/os (AFP, dpa)", "... said. nf/dpa/AP".
_SIGNED = re.compile(
    r"(?<=[.!?\"”’'])\s+(?:(?P<desk>[a-z]{2,4}/[\w/]+)(?:\s+\([^()\n]{2,60}\))?(?:\s+Editor:[^\n]{3,60})?"
    r"|(?:[a-z]{2,4}\s+)?\((?P<agency>[\w. -]+)(?:[,/;]\s*[\w. -]+){0,6}\))\s*$"
)
_DESK = re.compile(r"[a-z]{2,4}/[\w/]+(?:\s+\(|\s*$|\s+Editor:)")
# "NAQOURA, Lebanon, Oct 27 (Wire) - ": capitals first, then at most a place, a date and an agency, then a dash.
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'’. -]{2,}(?:[,/][^—–\n]{0,60}?)?(?:\([^)\n]{1,30}\)\s*)?\s(?:-{1,2}|[—–])\s+(?=\S)"
)

# "Lagos, 3 March 2021 — ", "Port Sudan, Sudan, May 4 (Wire) - ": in small letters only with a date.
_DATED_LINE = re.compile(
    r"\s*[A-Z][\w'’. -]{2,30}(?:, [A-Z][\w'’. -]{2,30})?,\s+(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?"
    r"\s*(?:\([^)\n]{1,30}\)\s*)?(?:-{1,2}|[—–])\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph; `body_start` skips a bullet, its label or a dateline."""

    start: int
    end: int
    body_start: int
    part: Part


def find_blocks(text: str) -> list[Block]:
    """The lines of a text as blocks, in order; lines wrapped by hand are one block."""
    return [_block(text, *part) for start, end in _paragraphs(text) for part in _without_signature(text, start, end)]


@Language.component("dramatis_layout")
def set_layout(doc: Doc) -> Doc:
    """Start a sentence where a block starts, before the parser runs; keep the blocks for the later stages."""
    blocks = find_blocks(doc.text)
    doc.user_data["blocks"] = blocks
    starts = iter(sorted({position for block in blocks for position in (block.start, block.body_start)}))
    position = next(starts, None)
    for token in doc:
        if position is None:
            break
        if token.is_space or token.idx < position:
            continue
        token.is_sent_start = True
        while position is not None and position <= token.idx:
            position = next(starts, None)
    return doc


def blocks_of(doc: Doc) -> list[Block]:
    """The blocks that `set_layout` found."""
    blocks: list[Block] = doc.user_data["blocks"]
    return blocks


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*", text)]
    start: int | None = None
    for (line_start, line_end), following in zip(lines, [*lines[1:], None], strict=True):
        start = line_start if start is None else start
        if following is None or not _wrapped(text, (line_start, line_end), following):
            yield start, line_end
            start = None


def _wrapped(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Does the sentence of a line go on in the next? Only over a single line break, and only if it looks broken off."""
    if text.count("\n", line[1], following[0]) > 1:
        return False
    this, that = text[slice(*line)].rstrip(), text[slice(*following)].lstrip()
    if _TERMINAL.search(this) and not this.endswith(","):
        return False
    return that[:1].islower() or (this.endswith(",") and len(this) in _WRAPPED) or this.endswith("-")


def _without_signature(text: str, start: int, end: int) -> list[tuple[int, int]]:
    signed = _SIGNED.search(text, start, end)
    if signed is None or not (signed["desk"] or signed["agency"].lower() in words("heading", "agencies")):
        return [(start, end)]
    return [(start, signed.start()), (signed.start() + len(signed[0]) - len(signed[0].lstrip()), end)]


def _block(text: str, start: int, end: int) -> Block:
    line = text[start:end]
    bullet = _BULLET.match(line)
    body = bullet.end() if bullet else len(line) - len(line.lstrip())
    dateline = _DATELINE.match(line, body) or _DATED_LINE.match(line, body)
    label = _BULLET_LABEL.match(line, body) if bullet else dateline
    body_start = start + (label.end() if label else body)
    return Block(start, end, body_start, _part(line[body:], bool(bullet)))


def _part(line: str, bullet: bool) -> Part:
    line = line.strip()
    if _SIGNATURE.match(line) or _DESK.match(line) or (_BYLINE.match(line) and not _SENTENCE_END.search(line)):
        return "byline"
    if bullet or _TERMINAL.search(line) or len(line.split()) > _HEADING_WORDS:
        return "body"
    return "title case" if _is_title_case(line) else "headline"


def _is_title_case(line: str) -> bool:
    found = [
        word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if word.lower() not in words("heading", "small_words")
    ]
    return bool(found) and sum(word[0].isupper() for word in found) >= 0.8 * len(found)
