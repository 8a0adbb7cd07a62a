"""Words, colours and shapes of the vocabulary, read once from look.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.ontology import relations

Colour = tuple[str, str]  # in the light theme, in the dark theme


@dataclass(frozen=True, slots=True)
class QuadLook:
    name: str
    label: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class StatusLook:
    name: str
    label: str
    dash: tuple[int, ...]
    help: str


@dataclass(frozen=True, slots=True)
class KindLook:
    name: str
    shape: str
    icon: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    asks: str
    cypher: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("explore").joinpath("look.toml").read_text(encoding="utf-8"))


@cache
def quads() -> dict[str, QuadLook]:
    return {name: QuadLook(name, row["label"], tuple(row["colour"])) for name, row in _table()["quads"].items()}


@cache
def statuses() -> dict[str, StatusLook]:
    table = _table()["statuses"].items()
    return {name: StatusLook(name, row["label"], tuple(row["dash"]), row["help"]) for name, row in table}


@cache
def kinds() -> dict[str, KindLook]:
    table = _table()["kinds"].items()
    return {name: KindLook(name, row["shape"], row["icon"], tuple(row["colour"])) for name, row in table}


@cache
def example_queries() -> tuple[ExampleQuery, ...]:
    return tuple(ExampleQuery(row["asks"], row["cypher"].strip()) for row in _table()["queries"])


def verb(relation: str) -> str:
    """What stands between source and target: “sanctions”, “is a member of”."""
    return _table()["relations"].get(relation, relation.replace("_", " ").lower())


def quad_of(relation: str) -> QuadLook:
    return quads()[relations()[relation].quad_class]


def kind_icon(kind: str) -> str:
    return f":material/{kinds()[kind].icon}:"


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """“1 claim”, “1,204 claims”."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
