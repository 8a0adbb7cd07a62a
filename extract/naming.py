"""What a name tells by itself: an id, a kind of actor, the short forms that a text goes on with."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from extract.gazetteer import fold
from extract.lexicon import words
from extract.records import Actor, Kind
from extract.vocabulary import vocabulary

_NIL_KINDS: dict[str, Kind] = {
    "PERSON": "Person",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "ORG": "Group",
}


def slug(name: str) -> str:
    """A stable id of a name: lower-case ASCII words joined by hyphens; other scripts keep their letters."""
    folded = unicodedata.normalize("NFKD", fold(name))
    words = re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)))
    return "-".join(word for word in words if word != "the") or "unnamed"


def nil_actor(name: str, label: str) -> Actor:
    """An actor that no gazetteer knows, its kind told by the words of its name, else by spaCy's type of name."""
    kind = _NIL_KINDS[label or "ORG"]
    if label in ("ORG", "NORP", "FAC") or (label == "PERSON" and _last(name) in _no_surnames()):
        kind = kind_of_name(name) or kind
    return Actor(id=slug(name), name=name, kind=kind)


def _last(name: str) -> str:
    return (fold(name).split() or [""])[-1]


def kind_of_name(name: str) -> Kind | None:
    """The kind that the last telling word of a name gives it; "Union of Valley Defenders" is a union first, and "Frente
    Unido" begins with the word."""
    tokens = fold(name).split()
    if tokens and (kind := kind_of_beginning(" ".join(tokens))):
        return kind
    of = next((i for i, token in enumerate(tokens) if token in ("of", "for") and i > 0), len(tokens))
    return _kind_of_words(tokens[:of]) or _kind_of_words(tokens)


def _kind_of_words(tokens: list[str]) -> Kind | None:
    kinds, longest = _kind_words()
    for end in range(len(tokens), 0, -1):
        for length in range(min(longest, end), 0, -1):
            called = " ".join(tokens[end - length : end])
            if called in kinds and (end == len(tokens) or called not in _legal_forms()):
                return kinds[called]
    return None


def kind_of_beginning(key: str) -> Kind | None:
    """ "Jaish al-Tawhid", "Movimiento Popular" are written like a person's name and are none."""
    first, *others = key.split()
    return _beginnings().get(first) if others else None


def is_foreign_beginning(word: str) -> bool:
    """ "Movimiento", not "Union", which begins titles and headings of our own."""
    folded = fold(word)
    return folded in _beginnings() and folded not in vocabulary().collectives and folded not in _kind_words()[0]


def short_forms(name: str) -> Iterator[str]:
    """How a text goes on to name a person: "Hadi al-Amiri" -> "al amiri", "amiri"; "Vedant Patel" -> "patel"."""
    articles = words("name", "articles")
    parts = list(_parts(name))
    for start in range(1, len(parts)):
        follows_article = parts[start - 1] in articles
        is_last = start == len(parts) - 1
        if (parts[start] in articles and not is_last) or (
            parts[start] not in articles and (is_last or follows_article)
        ):
            yield " ".join(parts[start:])


def _parts(name: str) -> Iterator[str]:
    """ "Hadi al-Amiri" is of three, "Carine Haddad-Aoun" of two parts."""
    for word in name.split():
        folded = fold(word).split()
        yield from folded if folded and folded[0] in words("name", "articles") else [" ".join(folded)]


def other_names(name: str) -> Iterator[str]:
    """What a person may go by beside the last name: "Dang Quoc Thinh" -> "dang", "Ramiro Cálix Fúnez" -> "calix"."""
    parts = fold(name).split()
    if len(parts) > 1 and not words("name", "articles") & set(parts):
        yield from (part for part in parts[:-1] if len(part) > 2)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("data/kinds.toml").read_text(encoding="utf-8"))


@cache
def _no_surnames() -> frozenset[str]:
    return frozenset(_table()["no_surnames"])


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(_table()["legal_forms"])


@cache
def _beginnings() -> dict[str, Kind]:
    return {word: kind for kind, listed in _table()["beginnings"].items() for word in listed}


@cache
def _kind_words() -> tuple[dict[str, Kind], int]:
    kinds: dict[str, Kind] = {word: kind for kind, listed in _table()["words"].items() for word in listed}
    return kinds, max(len(word.split()) for word in kinds)
