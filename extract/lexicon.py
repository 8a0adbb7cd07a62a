"""Closed word lists of the grammar, read once from data/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The list `name` of a section. Raises KeyError where there is none."""
    return frozenset(_table()[section][name])


def section_names(section: str) -> frozenset[str]:
    """The names of all lists in a section."""
    return frozenset(_table()[section])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(files("extract").joinpath("data/words.toml").read_text(encoding="utf-8"))
    return table
