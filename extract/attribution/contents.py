"""Contents: the stretches of text that a cue reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from extract import records
from extract.attribution.quotations import Quotation
from extract.records import Stance

Range = tuple[int, int]  # tokens
MAX_QUOTED = 20  # quotations that one content can cut through


@dataclass(frozen=True, slots=True)
class Reported:
    """`speaker` (None: nobody is named) says (`cue`) what stands in `contents`: character ranges in order, more than
    one where the attribution interrupts them, none where nothing is told ("declined to comment")."""

    speaker: Span | None
    cue: Span
    contents: tuple[records.Span, ...]
    stance: Stance


def contents_of(doc: Doc, cue: Span, speaker: Span | None, parts: Iterable[Range]) -> tuple[records.Span, ...]:
    """Character ranges of the token ranges `parts` without the words of the attribution itself."""
    said = [(cue.start, cue.end)] + ([(speaker.start, speaker.end)] if speaker is not None else [])
    first, last = min(start for start, _ in said), max(end for _, end in said)
    ranges: list[Range] = []
    for start, end in parts:
        apart = last <= start or end <= first
        ranges += [(start, end)] if apart else [(start, first), (last, end)]
    return _characters(doc, ranges)


def with_quotations(doc: Doc, reported: Reported, quoted: Sequence[Quotation]) -> Reported:
    """The same, with quotations that the contents cut through taken whole. `quoted` stand in order."""
    ranges: list[records.Span] = []
    for a, b in reported.contents:
        first = bisect_right(quoted, a, key=lambda quotation: doc[quotation.end - 1].idx)
        for quotation in quoted[first : first + MAX_QUOTED]:
            start, end = quotation.characters(doc)
            if start >= b:
                break
            if not (a <= start and end <= b):
                ranges.append((start, end))
    return with_ranges(reported, ranges) if ranges else reported


def with_ranges(reported: Reported, ranges: Iterable[records.Span]) -> Reported:
    """The same with character ranges added; a range that holds the cue itself ("“A,” said X, “B”") is left out."""
    cue = reported.cue
    added = [(a, b) for a, b in ranges if not a <= cue.start_char < b]
    return replace(reported, contents=_merged([*reported.contents, *added]))


def subtree(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _characters(doc: Doc, ranges: Iterable[Range]) -> tuple[records.Span, ...]:
    trimmed = [_trim(doc, start, end) for start, end in ranges]
    return _merged([(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in trimmed if a < b])


def _trim(doc: Doc, start: int, end: int) -> Range:
    """Without white space, commas and colons at the ends; nothing where no word is left."""
    if not any(token.is_alpha or token.like_num for token in doc[start:end]):
        return end, end
    while start < end and (doc[start].is_space or doc[start].text in {",", ";", ":"}):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in {",", ";", ":"}):
        end -= 1
    return start, end


def _merged(ranges: Iterable[records.Span]) -> tuple[records.Span, ...]:
    merged: list[records.Span] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
