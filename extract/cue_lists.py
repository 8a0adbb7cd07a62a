"""The words that bear on status, read once from data/cues.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.records import Status

STRENGTH: tuple[Status, ...] = ("negated", "hypothetical", "planned")


@dataclass(frozen=True, slots=True)
class Lists:
    """Word → status for each part of speech that governs, and the word lists by name."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    modifiers: dict[str, str]
    light: frozenset[str]
    happening: frozenset[str]
    replies: frozenset[str]
    evidence: frozenset[str]
    words: dict[str, frozenset[str]]


@cache
def lists() -> Lists:
    text = files("extract").joinpath("data/cues.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = tomllib.loads(text)["status"]
    by_word = {
        part: {word: status for status in (*STRENGTH, "passing") for word in table[part].get(status, ())}
        for part in ("verbs", "nouns", "adjectives", "modifiers")
    }
    return Lists(
        **by_word,
        light=frozenset(table["verbs"]["light"]),
        happening=frozenset(table["verbs"]["happening"]),
        replies=frozenset(table["verbs"]["replies"]),
        evidence=frozenset(table["nouns"]["evidence"]),
        words={name: frozenset(words) for name, words in table["function_words"].items()},
    )
