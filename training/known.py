"""The names of the word lists with the one label that each has: what extract/ner.py corrects the recogniser by."""

from __future__ import annotations

import json
from pathlib import Path

from training.names import listed, people_of_the_world, towns, words

_ORGANISATIONS = (
    *(
        "parties",
        "companies",
        "banks",
        "papers",
        "broadcasters",
        "agencies",
        "international",
        "ngos",
        "unions",
        "bodies",
    ),
    *("unions", "bodies", "armed", "clubs", "universities", "culture"),
)
_PLACES = {"regions": "GPE", "waters": "LOC", "lands": "LOC", "sites": "FAC"}
_OTHERS = {"competitions": "EVENT", "events": "EVENT", "laws": "LAW", "products": "PRODUCT", "works": "WORK_OF_ART"}
_BELIEFS = {"faiths": "NORP", "clocks": "TIME"}
_LABELS = {"places": _PLACES | _OTHERS | _BELIEFS, "organisations": dict.fromkeys(_ORGANISATIONS, "ORG")}
_SHORTEST = 3


def known_names() -> dict[str, list[str]]:
    """By label, the names that no other list, no town and (one-word names) no person has."""
    labels: dict[str, set[str]] = {}
    for file, tables in _LABELS.items():
        for table, label in tables.items():
            for name in listed(file, table):
                labels.setdefault(name, set()).add(label)
    for name in listed("places", "peoples", "plural"):
        labels.setdefault(name, set()).add("NORP")
    shared = set(towns()).union(*people_of_the_world()) | _listed_people()
    kept: dict[str, list[str]] = {}
    for name, found in sorted(labels.items()):
        if len(found) == 1 and name not in shared and len(name) >= _SHORTEST:
            kept.setdefault(min(found), []).append(name)
    return kept


def _listed_people() -> set[str]:
    return {
        name
        for table in words("people").values()
        for key in ("given", "family")
        for name in str(table.get(key, "")).split()
    }


def write_known_names(path: Path) -> None:
    path.write_text(json.dumps(known_names(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
