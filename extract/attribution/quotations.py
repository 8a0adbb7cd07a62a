"""Quotations: where direct speech stands in a text, by its marks alone, so that a wrong parse cannot lose one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

OPENING = frozenset({"“", "„", "«", "``"})
CLOSING = frozenset({"”", "»"})
EITHER = frozenset({'"', "''"})  # the straight mark opens and closes
SINGLE = frozenset({"‘", "’", "'"})
SPEECH_LENGTH = 5  # tokens; a shorter quotation with no clause of its own is a term at arm's length ("scare quotes")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``[start, end)`` with their marks. `speech`: somebody's sentence, not a quoted term. `open`: the
    paragraph ended before the quotation did."""

    start: int
    end: int
    speech: bool
    open: bool

    def characters(self, doc: Doc) -> tuple[int, int]:
        last = doc[self.end - 1]
        return doc[self.start].idx, last.idx + len(last)


def paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of the text between line breaks, in order."""
    breaks = [token.i for token in doc if token.is_space and "\n" in token.text]
    return [(a + 1, b) for a, b in pairwise([-1, *breaks, len(doc)]) if b > a + 1]


def quotations(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    """The quotations of one paragraph, outermost only."""
    opened, mark = -1, ""
    for token in doc[start:end]:
        text = token.text
        if opened < 0:
            if text in OPENING or text in EITHER or (text in SINGLE and _opens(token)):
                opened, mark = token.i, text
        elif (mark in SINGLE and text in SINGLE and _closes(token)) or (
            mark not in SINGLE and (text in CLOSING or text in EITHER)
        ):
            yield Quotation(opened, token.i + 1, _is_speech(doc, opened + 1, token.i), open=False)
            opened = -1
    if opened >= 0 and mark not in SINGLE and _is_speech(doc, opened + 1, end):
        yield Quotation(opened, end, speech=True, open=True)


def _opens(token: Token) -> bool:
    """A single mark opens a quotation where white space stands before it and none after."""
    before = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
    return before and not token.whitespace_ and token.tag_ != "POS"


def _closes(token: Token) -> bool:
    return token.tag_ != "POS" and (bool(token.whitespace_) or token.i + 1 == len(token.doc) or token.nbor().is_punct)


def _is_speech(doc: Doc, start: int, end: int) -> bool:
    if end - start < 2:
        return False
    return end - start >= SPEECH_LENGTH or doc[end - 1].text in {".", ",", "!", "?", "…"}
