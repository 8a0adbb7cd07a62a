"""Names and texts are written by strangers. Whatever goes to the page passes one of these first."""

from __future__ import annotations

import html
import re
import unicodedata

# Characters that re-order or hide what stands around them: bidirectional embeddings, overrides, isolates, zero widths.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
# Everything that Streamlit's Markdown gives a meaning: emphasis, links, code, HTML, directives, maths, tables, lists.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>&$:=^@/\"'%])")


def plain(text: str, limit: int = 160) -> str:
    """One line without control or direction-changing characters, at most `limit` characters."""
    seen = _INVISIBLE.sub("", text)
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Co") else char for char in seen)
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def to_html(text: str) -> str:
    """Safe inside an element or a double-quoted attribute; keeps line breaks and length in words."""
    return html.escape(_INVISIBLE.sub("", text).replace("\x00", ""), quote=True)


def to_markdown(text: str, limit: int = 160) -> str:
    """`plain`, with every character escaped that Markdown could take for a command."""
    return _MARKDOWN.sub(r"\\\1", plain(text, limit))


def safe_url(url: str | None) -> str | None:
    """The address if it is plain http or https, else None: no javascript:, data: or file: behind a link."""
    if url and re.match(r"https?://[^\s<>\"'\\]+$", url):
        return url
    return None
