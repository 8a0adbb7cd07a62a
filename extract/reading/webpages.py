"""Saved web pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from extract.reading.dates import read_date
from extract.reading.draft import MAX_PAGE_BYTES, Draft, UnreadableError, read_limited, single_line, tidy
from extract.reading.encoding import decode

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.IGNORECASE)
_ADVICE = "save the page completely and as HTML, or paste its text into a .txt file"


def read_html(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """The article of a saved page without its navigation, and the metadata that the page itself declares."""
    page = _decode_page(read_limited(stream, MAX_PAGE_BYTES))
    try:
        draft = _article(page)
    except Exception as fault:  # trafilatura and lxml raise whatever a page provokes
        raise UnreadableError(f"the page cannot be parsed ({type(fault).__name__}: {fault})", _ADVICE) from fault
    if draft is None:
        raise UnreadableError("no article text in the page", _ADVICE)
    yield draft


def _article(page: str) -> Draft | None:
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    # Only dates that the markup names: dates that merely occur in the text are guesses.
    dates = {"original_date": True, "extensive_search": False}
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    paragraphs = (" ".join(line.strip("| ").split()) for line in tidy(found.text or "").split("\n"))
    return Draft(
        text="\n\n".join(filter(None, paragraphs)),
        title=single_line(found.title),
        outlet=single_line(found.sitename),
        url=single_line(found.url, limit=2000),
        published=read_date(found.date),
    )


def _decode_page(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and b"\0" not in content[:100]:
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # pages often declare what they are not
    return decode(content)
