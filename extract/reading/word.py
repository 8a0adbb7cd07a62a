"""Word files."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.reading.dates import utc_day
from extract.reading.draft import MAX_CHARACTERS, MAX_FILE_BYTES, Draft, UnreadableError, single_line, tidy, too_long

# The words of a paragraph with accepted insertions, without what tracked changes moved away and without text boxes,
# which Word stores twice.
_WORDS = (
    ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:moveFrom) and not(ancestor::w:pPr)]"
)
_PARAGRAPHS = "w:body//w:p[not(ancestor::w:txbxContent)]"
# A real document has at most some thousand parts. Its XML, unlike its pictures, is parsed: into ten times the memory.
_MOST_PARTS = 10_000
_MOST_XML = 50_000_000
# The template of python-docx bears this date, whenever the file was written.
_TEMPLATE = dt.date(2013, 12, 23)


def read_docx(stream: BinaryIO) -> Iterator[Draft | UnreadableError]:
    """The paragraphs of a .docx file, those in tables too, and its core properties."""
    try:
        _check_size(stream)
        yield _draft(stream)
    except UnreadableError:
        raise
    except Exception as fault:  # python-docx, zipfile and lxml raise whatever a damaged file provokes
        advice = "open it in Word and save it again as .docx"
        raise UnreadableError(f"not a sound Word file ({type(fault).__name__}: {fault})", advice) from fault


def _check_size(stream: BinaryIO) -> None:
    """Raises UnreadableError for an archive that would swell beyond the limit. Its own figures can be trusted so far:
    zipfile never unpacks more than they say."""
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if unpacked > MAX_FILE_BYTES or xml > _MOST_XML or len(parts) > _MOST_PARTS:
        raise too_long(f"unpacked it has {unpacked // 1_000_000} MB in {len(parts)} parts, more than the limit")
    stream.seek(0)


def _draft(stream: BinaryIO) -> Draft:
    import docx

    document = docx.Document(stream)
    texts = [text for paragraph in document.element.xpath(_PARAGRAPHS) if (text := _text(paragraph))]
    length = sum(map(len, texts))
    if length > MAX_CHARACTERS:
        raise too_long(f"the text has {length:,} characters")
    properties = document.core_properties
    return Draft(
        text="\n\n".join(texts),
        title=single_line(properties.title),
        published=_created(properties.created) if properties.created else None,
    )


def _created(moment: dt.datetime) -> dt.date | None:
    day = utc_day(moment)
    return None if day == _TEMPLATE else day


def _text(paragraph: Any) -> str:
    pieces = (_piece(word) for word in paragraph.xpath(_WORDS) if not _in_text_box(word, paragraph))
    return " ".join(tidy("".join(pieces)).split())


def _in_text_box(word: Any, paragraph: Any) -> bool:
    return any(ancestor.tag.endswith("}txbxContent") for ancestor in word.iterancestors() if ancestor is not paragraph)


def _piece(word: Any) -> str:
    name = word.tag.rpartition("}")[2]
    return word.text or "" if name == "t" else "-" if name == "noBreakHyphen" else " "
