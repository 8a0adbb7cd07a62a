"""The relations, read once from data/relations.toml.

Events are the 16 categories of PLOVER (Political Language Ontology for Verifying Event Records, Open Event Data
Alliance); states of affairs are the lasting ties between actors.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

from extract.records import Kind

KINDS: tuple[str, ...] = get_args(Kind)
ACTING_KINDS: tuple[str, ...] = tuple(kind for kind in KINDS if kind != "Place")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a source can do or be to a target. `intensity` runs from -10 (most hostile) to +10 (most cooperative), after
    Goldstein (1992); 0 for ties that are neither. `event` is False for a state of affairs. No kinds: any that acts."""

    name: str
    meaning: str
    wording: str
    event: bool
    symmetric: bool
    quad_class: str
    intensity: float
    modes: tuple[str, ...]
    source_kinds: tuple[str, ...]
    target_kinds: tuple[str, ...]
    wikidata: tuple[str, ...]
    followthemoney: str

    def allows(self, source_kind: str, target_kind: str) -> bool:
        return source_kind in (self.source_kinds or ACTING_KINDS) and target_kind in (self.target_kinds or ACTING_KINDS)


@cache
def relations() -> MappingProxyType[str, Relation]:
    """Every relation by its name, in the order of the codebook."""
    table = tomllib.loads(files("extract").joinpath("data/relations.toml").read_text(encoding="utf-8"))
    lists = ("modes", "source_kinds", "target_kinds", "wikidata")
    read: dict[str, Relation] = {}
    for name, entry in table.items():
        fields: dict[str, Any] = {key: tuple(v) if key in lists else v for key, v in entry.items()}
        read[name] = Relation(name=name, **fields)
    return MappingProxyType(read)


def quad_classes() -> tuple[str, ...]:
    """The classes that relations fall into, in the order of the codebook."""
    return tuple(dict.fromkeys(relation.quad_class for relation in relations().values()))
