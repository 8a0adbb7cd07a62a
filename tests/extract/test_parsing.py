"""Documents parsed in bounded memory."""

from __future__ import annotations

import pytest

from extract.parsing import BATCH_CHARACTERS, BATCH_DOCUMENTS, batches, windows
from extract.pipeline import Extractor
from extract.records import Document

LINE = "Iran attacked Israel on Sunday. Oman condemned the attack, and Qatar offered talks.\n\n"


def test_batches_count_documents_and_characters() -> None:
    short = [Document(str(n), "a" * 10) for n in range(BATCH_DOCUMENTS + 1)]
    assert [len(batch) for batch in batches(short)] == [BATCH_DOCUMENTS, 1]
    long = [Document(str(n), "a" * (BATCH_CHARACTERS // 2)) for n in range(3)]
    assert [len(batch) for batch in batches([*long, Document("x", "a" * BATCH_CHARACTERS * 2), *short[:2]])] == [
        2,
        1,
        1,
        2,
    ]


@pytest.mark.parametrize(
    "text", [LINE * 40, LINE.strip().replace("\n", " ") * 40, "word " * 800, "x" * 4000, "a b" + "x" * 3000, LINE]
)
def test_windows_cover_a_text_and_none_is_too_long(text: str) -> None:
    found = list(windows(text, size=500))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= 500 for start, end in found)


def test_windows_are_cut_between_lines() -> None:
    text = LINE * 40
    assert all(text[start:].startswith("Iran") for start, _ in windows(text, size=500))


def test_a_text_in_windows_reads_like_each_of_its_articles() -> None:
    extractor = Extractor.load()
    count = BATCH_CHARACTERS // len(LINE) + 50
    (whole,) = extractor.read([Document("long", LINE * count)])
    (once,) = extractor.read([Document("short", LINE)])
    assert whole.document.text == LINE * count
    assert len([c for c in whole.claims if c.relation == "ASSAULT"]) == count
    assert {c.relation for c in whole.claims} >= {c.relation for c in once.claims}
    assert all(
        c.evidence.quote == whole.document.text[c.evidence.start_char : c.evidence.end_char] for c in whole.claims
    )
