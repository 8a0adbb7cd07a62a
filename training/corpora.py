"""Public corpora whose licence lets trained weights ship, as texts with named spans. They are read where they lie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from training.frames import Annotated
from training.names import Names, words

_CROSSNER = {
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "country": "GPE",
    "location": "GPE",
    "election": "EVENT",
    "event": "EVENT",
    "misc": "",  # whatever the stock recogniser takes it for, unless an actor
}
_GUM = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT"}
_RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "GPE", "Nationality": "NORP"}
# What a slot may be filled with where a corpus has a name of its label.
_SLOTS = {
    "politician": ("per",),
    "person": ("per",),
    "politicalparty": ("party",),
    "organisation": ("party", "intl", "ngo", "union", "univ", "body", "paper", "armed", "co"),
    "country": ("country",),
    "location": ("city", "region", "seat"),
    "election": ("election",),
    "Person": ("per",),
    "Location": ("city", "region"),
    "place": ("city", "region", "country"),
}
_PARTICLES = frozenset(words("corpora")["particles"].split())
_TITLES = re.compile(rf"(?:(?:{words('corpora')['titles']})\s+)+")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def crossner(path: Path) -> Iterator[Annotated]:
    for entry in read(path):
        kept = [e for e in entry["entities"] if e["label"] in _CROSSNER]
        yield entry["text"], [(e["start"], e["end"], _CROSSNER[e["label"]]) for e in kept], [e["label"] for e in kept]


def gum(path: Path) -> Iterator[Annotated]:
    """GUM marks every noun phrase: kept are those that are a name alone, the longest of nested ones."""
    for entry in read(path):
        kept: list[tuple[int, int, str, str]] = []
        for e in sorted(entry["entities"], key=lambda e: (e["start"], -e["end"])):
            found = _name_alone(entry["text"], e["start"], e["end"], e["label"] == "person")
            if e["label"] in _GUM and found and (not kept or found[0] >= kept[-1][1]):
                kept.append((*found, _GUM[e["label"]], e["label"]))
        yield entry["text"], [k[:3] for k in kept], [k[3] for k in kept]


def re3d(path: Path) -> Iterator[Annotated]:
    """re3D marks groups by description too: kept are those that bear a name."""
    for entry in read(path):
        kept: list[tuple[int, int, str, str]] = []
        for e in sorted(entry["entities"], key=lambda e: (e["start"], -e["end"])):
            if e["label"] not in _RE3D or (kept and e["start"] < kept[-1][1]):
                continue
            found = _name_alone(entry["text"], e["start"], e["end"], e["label"] == "Person")
            if found:
                kept.append((*found, _RE3D[e["label"]], e["label"]))
        yield entry["text"], [k[:3] for k in kept], [k[3] for k in kept]


def _name_alone(text: str, start: int, end: int, is_person: bool) -> tuple[int, int] | None:
    match = (_TITLES if is_person else _ARTICLE).match(text, start, end)
    start = match.end() if match and match.end() < end else start
    tail = re.search(r"\s?['’]s?$", text[start:end])
    end = start + tail.start() if tail else end
    words = text[start:end].split()
    capital = [word for word in words if word[:1].isupper()]
    if not capital or not all(word[:1].isupper() or word.lower() in _PARTICLES or word[:1].isdigit() for word in words):
        return None
    if capital == ["I"] or (
        len(words) == 1 and text[:start].rstrip()[-1:] in '.!?:\n"“' and words[0].lower() in _COMMON
    ):
        return None
    return (start, end) if any(len(word) > 1 for word in capital) else None


_COMMON = frozenset(words("corpora")["common"].split())


def can_swap(text: Annotated) -> bool:
    return any(kind in _SLOTS for kind in text[2] or ())


def swapped(annotated: Annotated, names: Names, share: float = 0.6) -> Annotated:
    """The text with other names in place of a share of its own, the same for the same."""
    text, spans, kinds = annotated
    assert kinds is not None
    chosen: dict[str, str] = {}
    result, end = "", 0
    out: list[tuple[int, int, str]] = []
    for (start, stop, label), kind in zip(spans, kinds, strict=True):
        old = text[start:stop]
        slots = _SLOTS.get(kind)
        if slots and old not in chosen and names.random.random() < share:
            chosen[old] = _replacement(old, slots, names)
        new = chosen.get(old, old)
        result += text[end:start]
        out.append((len(result), len(result) + len(new), label))
        result += new
        end = stop
    return result + text[end:], out, kinds


def _replacement(old: str, slots: tuple[str, ...], names: Names) -> str:
    slot = names.random.choice(slots)
    if slot in ("party",) and " " not in old and old.isupper():
        slot = "PARTY"
    make: Callable[[], str] = lambda: names.of(slot)  # noqa: E731
    if slot == "per" and " " not in old:
        return names.last(make())
    return make()
