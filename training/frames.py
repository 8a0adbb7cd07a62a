"""Training texts of our own: frames with their slots filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.names import Names

Text = tuple[str, list[tuple[int, int, str]]]
Annotated = tuple[str, list[tuple[int, int, str]], list[str] | None]

_FRAMES = Path(__file__).parent / "text" / "frames.txt"
SLOT = re.compile(r"\{([A-Za-z]+)(\d?)\}")


def frames() -> list[str]:
    lines = _FRAMES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def filled(names: Names, rounds: int) -> Iterator[Text]:
    """Every frame `rounds` times, each time with other names."""
    for _ in range(rounds):
        for frame in frames():
            yield fill(frame, names)


def fill(frame: str, names: Names) -> Text:
    text, spans, given = "", [], {}
    end = 0
    for match in SLOT.finditer(frame):
        text += frame[end : match.start()]
        end = match.end()
        slot, number = match.groups()
        name = _name(slot, number, names, given)
        if text.lower().endswith("the "):
            name = name.removeprefix("The ")
        spans.append((len(text), len(text) + len(name), "PERSON" if slot == "last" else names.label(slot)))
        text += name
    return text + frame[end:], spans


def _name(slot: str, number: str, names: Names, given: dict[str, str]) -> str:
    kind = "per" if slot == "last" else slot
    name = given.get(kind + number) if number else None
    if name is None:
        name = names.of(kind)
        if number:
            given[kind + number] = name
    return names.last(name) if slot == "last" else name
