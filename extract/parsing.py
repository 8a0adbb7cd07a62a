"""The parse of many documents in bounded memory: short ones together, a long one in windows.

What a parse costs in memory grows with the characters parsed at once (3 GB for a million), not with their number of
documents; so both are counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.layout import find_blocks
from extract.records import Document

# Documents parsed together: large enough to keep the matrix products busy.
BATCH_DOCUMENTS = 16
# Characters parsed together: 16 long articles, some 300 MB while they are parsed.
BATCH_CHARACTERS = 100_000
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in order, in batches that can be parsed at once; a document over the limit stands alone."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        size = len(document.text)
        if batch and (len(batch) >= BATCH_DOCUMENTS or characters + size > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += size
    if batch:
        yield batch


def parse(nlp: Language, batch: list[Document]) -> Iterator[Doc]:
    """One parsed document for each of a batch, in order."""
    if len(batch) == 1 and len(batch[0].text) > BATCH_CHARACTERS:
        yield _parted_at_semicolons(_parse_long(nlp, batch[0].text))
    else:
        parsed = nlp.pipe((document.text for document in batch), batch_size=BATCH_DOCUMENTS)
        yield from map(_parted_at_semicolons, parsed)


def _parted_at_semicolons(doc: Doc) -> Doc:
    """ "Iran blamed Oman; Oman denied it": the parser takes the first clause for what the second says."""
    for mark in doc if ";" in doc.text else ():
        if mark.text == ";":
            for clause in mark.head.lefts:
                if clause.dep_ == "ccomp" and clause.i < mark.i:
                    clause.dep_ = "dep"
    return doc


def _parse_long(nlp: Language, text: str) -> Doc:
    """Cut where the layout starts a sentence anyway, so that only the words beside a cut see less of the other side."""
    parts = list(nlp.pipe((text[start:end] for start, end in windows(text)), batch_size=1))
    for part in parts:
        part.user_data.clear()  # the layout of a part counts from its own beginning
    doc = Doc.from_docs(parts, ensure_whitespace=False)
    doc.user_data["blocks"] = find_blocks(text)
    return doc


def windows(text: str, size: int = BATCH_CHARACTERS) -> Iterator[tuple[int, int]]:
    """Ranges of at most `size` characters that cover a text: cut before a line, else a sentence, else a word."""
    lines = [block.start for block in find_blocks(text)]
    start = 0
    while len(text) - start > size:
        end = _cut(text, lines, start, start + size)
        yield start, end
        start = end
    yield start, len(text)


def _cut(text: str, lines: list[int], start: int, limit: int) -> int:
    line = lines[max(bisect_right(lines, limit) - 1, 0)]
    if line > start:
        return line
    near = max(limit - 5_000, start + 1)  # no sentence worth the name is longer
    ends = [found.end() for found in _SENTENCE_END.finditer(text, near, limit)]
    return ends[-1] if ends else text.rfind(" ", near, limit) + 1 or limit
