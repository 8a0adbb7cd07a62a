"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from extract.reading.draft import UnreadableError

# A sign of UTF-32 begins with the one of UTF-16: the longer ones first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
# The first bytes of characters beyond ASCII.
_LEADS = bytes(range(0xC2, 0xF5))
# Enough to tell an encoding by, little enough to be quick.
SAMPLE = 262_144
# Compressed or encrypted bytes are one in ten control characters; texts have next to none.
_MOST_CONTROLS = 0.003
# Above this share of bytes beyond ASCII a text is not in a Western European alphabet.
_MOST_WESTERN = 0.1


def decode(content: bytes) -> str:
    """The text that the bytes hold; single damaged characters become U+FFFD. Raises UnreadableError where they hold
    none."""
    text = content.decode(find_stream_encoding(io.BytesIO(content)), "replace")
    if text.count("\ufffd") > 10 + len(text) // 100:
        raise _no_text()
    return text


def find_stream_encoding(stream: BinaryIO) -> str:
    """The encoding of a whole seekable stream, which is then at its beginning again. Raises UnreadableError where it
    is no text. A few damaged characters make it no less UTF-8: one bad byte must not garble every quotation mark."""
    sample = stream.read(SAMPLE)
    encoding = _marked(sample) or _silent_utf_16(sample)
    if encoding is None:
        _check_controls(sample)
        stream.seek(0)
        encoding = "utf-8" if (suspect := _not_utf_8(stream)) is None else _single_byte_encoding(suspect)
    stream.seek(0)
    return encoding


def _marked(sample: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), None)


def _check_controls(sample: bytes) -> None:
    if len(sample.translate(None, _CONTROLS)) < len(sample) * (1 - _MOST_CONTROLS):
        raise _no_text()


def _not_utf_8(stream: BinaryIO) -> bytes | None:
    """None for UTF-8, else the first piece that shows that it is none."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damaged = sound = 0
    suspect: bytes | None = None
    while sample := stream.read(SAMPLE):
        bad = decoder.decode(sample).count("\ufffd")
        damaged += bad
        sound += len(sample) - len(sample.translate(None, _LEADS)) - bad
        suspect = sample if bad and suspect is None else suspect
    return suspect if damaged * 20 > sound else None


def _silent_utf_16(sample: bytes) -> str | None:
    """UTF-16 without its mark: in English every other byte is zero, and only every other one."""
    pairs = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None


def _single_byte_encoding(sample: bytes) -> str:
    beyond_ascii = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if beyond_ascii < len(sample) * _MOST_WESTERN and _decodes(sample, "cp1252"):
        # English outside Unicode is Windows-1252 nearly always; from a few quotation marks no statistics can tell.
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise _no_text()
    return best.encoding


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _no_text() -> UnreadableError:
    return UnreadableError(
        "the file is not text but binary", "give it the name ending of its format, or save it as UTF-8 text"
    )
