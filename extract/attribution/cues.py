"""The vocabulary of attribution, read once from data/cues.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.records import Stance


@dataclass(frozen=True, slots=True)
class Cues:
    """`verbs`: lemma → frame → stance. `phrases`: lemma → second word → stance."""

    verbs: dict[str, dict[str, Stance]]
    phrases: dict[str, dict[str, Stance]]
    nouns: dict[str, Stance]
    adjectives: frozenset[str]
    light_verbs: frozenset[str]
    prepositional_nouns: frozenset[str]
    documents: frozenset[str]
    misread: dict[str, str]


@cache
def cues() -> Cues:
    text = files("extract").joinpath("data/cues.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["attribution"]
    return Cues(
        *_verbs(table),
        nouns={word: group["stance"] for group in table["nouns"] for word in group["words"]},
        adjectives=frozenset(table["adjectives"]),
        light_verbs=frozenset(table["light_verbs"]),
        prepositional_nouns=frozenset(table["prepositional_nouns"]),
        documents=frozenset(table["documents"]),
        misread=table["misread"],
    )


def _verbs(table: dict[str, Any]) -> tuple[dict[str, dict[str, Stance]], dict[str, dict[str, Stance]]]:
    verbs: dict[str, dict[str, Stance]] = {}
    phrases: dict[str, dict[str, Stance]] = {}
    for group in table["verbs"]:
        for word in group["words"]:
            for frame in group["frames"]:
                verbs.setdefault(word, {})[frame] = group["stance"]
    for group in table["phrases"]:
        for phrase in group["words"]:
            verb, second = phrase.split()
            phrases.setdefault(verb, {}).setdefault(second, group["stance"])
    return verbs, phrases
