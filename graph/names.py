"""Names folded so that spellings of one name meet: accents, apostrophes, hyphens, articles, transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 200  # characters of a name that a search looks at
MOST = 8_000  # characters of all names together: Neo4j's text index holds no value over 32,766 bytes
_APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´ʹ]")
_BREAKS = re.compile(r"[^\w]+|_+")
_ARTICLES = re.compile(r"\b(?:al|el|ul|ad|as|ash|ar|an|at|az|the)\b ?")
# Letters that transliterations of Arabic and Persian write now so, now so; longer ones first.
_SPELLINGS = (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"))
_VOWELS = re.compile(r"(?<=\w)[aeiouyh]")
_DOUBLED = re.compile(r"(\w)\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case, without accents and apostrophes, every other break a single space."""
    plain = name.casefold() if name.isascii() else _unaccented(name).casefold()
    return _BREAKS.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def _unaccented(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants that every transliteration of a name shares: Kata'ib, Ketaeb and Kataib are all ``ktb``."""
    text = fold(name)
    text = _ARTICLES.sub("", text) or text
    for spelling, letter in _SPELLINGS:
        text = text.replace(spelling, letter)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", text)).strip()


def search_text(names: tuple[str, ...]) -> str:
    """What a search looks through: each folded name on a line of its own, then the skeletons after a ``~``."""
    folded = dict.fromkeys(filter(None, map(fold, names)))
    bones = dict.fromkeys(filter(None, map(skeleton, names)))
    text = "\n" + "".join(f"{name[:LONGEST]}\n" for name in folded) + "".join(f"~{bone[:LONGEST]}\n" for bone in bones)
    return text[:MOST]
