"""PDF files."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from extract.reading.dates import read_date
from extract.reading.draft import MAX_CHARACTERS, Draft, UnreadableError, single_line, tidy, too_long
from extract.reading.wrapping import join_pages

if TYPE_CHECKING:
    from pypdf import PdfReader

_DAMAGED = "open it in a PDF viewer and print it to a new PDF, or paste its text into a .txt file"
# Fewer letters than these on all pages together are stamps on a scan, not a text.
_FEWEST_LETTERS = 20
# Titles that programs set when nobody gave one.
_NO_TITLES = ("untitled", "microsoft word - ", "document", "unknown", "(anonymous)")


def read_pdf(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """The text of a .pdf file in paragraphs, and its title and date of creation."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open(stream)
    pages: list[str] = []
    for page in _pages(reader):
        if isinstance(page, UnreadableError):
            yield page
        else:
            pages.append(page)
    text = join_pages(pages)
    if sum(character.isalpha() for character in text[:10_000]) < _FEWEST_LETTERS:
        raise UnreadableError(
            "no text in it; it seems to be scanned", "run it through OCR first, for example with ocrmypdf"
        )
    title, published = _properties(reader)
    yield Draft(text=text, title=title, published=read_date(published))


def _open(stream: BinaryIO) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    locked = UnreadableError("the PDF is encrypted", "open it with its password and print it to a new PDF")
    try:
        reader = PdfReader(stream)
        # Many files have a password against changes only and open with an empty one.
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        if len(reader.pages) == 0:
            raise UnreadableError("the PDF has no pages", _DAMAGED)
        return reader
    except UnreadableError:
        raise
    except DependencyError as fault:
        raise locked from fault
    except Exception as fault:  # "broken PDF files might cause other Exceptions" (pypdf.errors)
        raise _damaged(fault) from fault


def _pages(reader: PdfReader) -> Iterator[str | UnreadableError]:
    """The text of each page; a page that cannot be read comes as its complaint."""
    length = 0
    for number in range(len(reader.pages)):
        try:
            page = tidy(reader.pages[number].extract_text())
        except Exception as fault:
            yield UnreadableError(
                f"page {number + 1} cannot be read ({type(fault).__name__}: {fault}); left out", _DAMAGED
            )
            continue
        length += len(page)
        if length > MAX_CHARACTERS:
            raise too_long(f"the text has more than {MAX_CHARACTERS:,} characters")
        yield page


def _properties(reader: PdfReader) -> tuple[str | None, str | None]:
    """Title and date of creation as written."""
    try:
        properties: Mapping[str, object] = reader.metadata or {}
        title, written = single_line(properties.get("/Title")), single_line(properties.get("/CreationDate"))
    except Exception:  # a document is no worse for damaged properties
        return None, None
    return (None if title and title.lower().startswith(_NO_TITLES) else title), written


def _damaged(fault: Exception) -> UnreadableError:
    return UnreadableError(f"not a sound PDF ({type(fault).__name__}: {fault})", _DAMAGED)
