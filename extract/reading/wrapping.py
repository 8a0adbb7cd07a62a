"""Paragraphs out of printed pages: lines joined, words mended at hyphens, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_PAGE_NUMBER = re.compile(
    r"(?:[-–—\s]*\d{1,4}[-–—\s]*|page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4})", re.I
)
_BULLET = re.compile(r"(?:[•▪■●◦‣*–—-]|\d{1,2}[.)])\s+\S")
_BROKEN = re.compile(r"(?:^|[\s(“\"‘])(?P<left>[^\W\d_][\w.'’-]*)[-‐]$")
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")")
# A line this much shorter than the page is wide did not break for lack of room.
_SHORT = 0.75
# How often the same words must head a page to be a running head.
_RUNNING = 3


def join_pages(pages: list[str]) -> str:
    """The text in paragraphs with an empty line between them."""
    lines_of_pages = [page.translate(_LIGATURES).split("\n") for page in pages]
    running = _running_lines(lines_of_pages)
    words = Counter(re.findall(r"[\w’'-]+", " ".join(pages).lower()))
    paragraphs: list[str] = []
    for group in _groups(lines_of_pages, running):
        paragraphs.append(_joined(group, words))
    return "\n\n".join(filter(None, paragraphs))


def _joined(lines: list[str], words: Counter[str]) -> str:
    text = ""
    for line in lines:
        broken = _BROKEN.search(text)
        if not text:
            text = line
        elif broken and line[:1].isalpha():
            text = (text if _keeps_hyphen(broken["left"], line, words) else text[:-1]) + line
        else:
            text = f"{text} {line}"
    return text


def _keeps_hyphen(left: str, line: str, words: Counter[str]) -> bool:
    """Iran-/backed and U.S.-/led keep their hyphen, opera-/tion loses it: the rest of the text tells which, else a
    capital in either half does."""
    right = re.split(r"[^\w’'-]", line, maxsplit=1)[0]
    whole, hyphened = words[(left + right).lower()], words[f"{left}-{right}".lower()]
    if whole != hyphened:
        return hyphened > whole
    return left[0].isupper() or "." in left or "-" in left or right[:1].isupper()


def _groups(pages: list[list[str]], running: set[str]) -> Iterator[list[str]]:
    """The lines of each paragraph, over the ends of pages."""
    group: list[str] = []
    width = 0
    for page in pages:
        lines = [" ".join(line.split()) for line in page]
        kept = _without_furniture(lines, running)
        width = _page_width(kept) or width
        for line in kept:
            if group and (not line or _begins_paragraph(group[-1], line, width)):
                yield group
                group = []
            if line:
                group.append(line)
    if group:
        yield group


def _begins_paragraph(before: str, line: str, width: int) -> bool:
    if _BULLET.match(line):
        return True
    if before.endswith(("-", ",", ";")) or line[0].islower():
        return False
    return len(before) < width * _SHORT and (before.endswith(_ENDS) or not line[0].isdigit())


def _page_width(lines: list[str]) -> int:
    """Characters on a full line: nine of ten lines have no more."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _without_furniture(lines: list[str], running: set[str]) -> list[str]:
    """The lines of a page without running heads, running feet and page numbers, nor the blank lines at its ends: a
    paragraph goes on over the page."""
    kept = list(lines)
    for end in (0, -1):
        while kept and (not kept[end] or _PAGE_NUMBER.fullmatch(kept[end]) or _shape(kept[end]) in running):
            kept.pop(end)
    return kept


def _running_lines(pages: list[list[str]]) -> set[str]:
    """The shapes of lines that stand at the head or foot of many pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [" ".join(line.split()) for line in page if line.strip()]
        counts.update({_shape(line) for line in lines[:2] + lines[-2:]})
    return {shape for shape, count in counts.items() if count >= max(_RUNNING, len(pages) // 2)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.lower())
