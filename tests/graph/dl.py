"""A reader of DL after its published language (UCINET 6: help on "DL Language"; User's Guide, section 3), as far as it
tells of edge lists of numbered actors. It knows nothing of the writer, and gives what UCINET keeps: labels in capitals,
cut after 18 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KEPT = 18
_WORD = re.compile(r'"([^"]*)"|([^\s,="]+)')  # spaces, line ends, commas and equal signs separate


@dataclass(frozen=True, slots=True)
class Matrices:
    """`ties` has one entry a matrix: the values of its cells by the labels of row and column."""

    labels: tuple[str, ...]
    names: tuple[str, ...]
    ties: tuple[dict[tuple[str, str], float], ...]


def read_dl(text: str) -> Matrices:
    """Raises ValueError where the file breaks the language."""
    parts = re.split(r"(?<=\s)DATA:", text, maxsplit=1, flags=re.IGNORECASE)
    words = (quoted or bare for quoted, bare in _WORD.findall(parts[0]))
    if len(parts) != 2 or next(words, "").upper() != "DL":
        raise ValueError("DL begins with DL, and DATA: comes last")
    size, number, form = 0, 1, "FULLMATRIX"
    labels, names = tuple[str, ...](), tuple[str, ...]()
    for word in words:
        match word.upper():
            case "N":
                size = int(next(words))
            case "NM":
                number = int(next(words))
            case "FORMAT":
                form = next(words).upper()
            case "LABELS:":
                labels = _labels(words, size)
            case "MATRIX" if next(words).upper() == "LABELS:":
                names = _labels(words, number)
            case _:
                raise ValueError(f"{word!r} means nothing here")
    if form != "EDGELIST1":
        raise ValueError(f"format {form} is not read here")
    matrices = parts[1].split("!")
    if len(matrices) != number:
        raise ValueError(f"{len(matrices)} matrices, {number} announced")
    ends = labels or tuple(str(place) for place in range(1, size + 1))
    return Matrices(ends, names, tuple(_ties(matrix, ends) for matrix in matrices))


def _labels(words: Iterator[str], number: int) -> tuple[str, ...]:
    """Dimensions come before labels, or nobody knows how many words are meant."""
    found = tuple(next(words)[:KEPT].upper() for _ in range(number))
    if not number or len(set(found)) != number:
        raise ValueError(f"{number} labels were announced, {len(set(found))} can be told apart")
    return found


def _ties(matrix: str, labels: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """A line is a row, a column and a value, which is 1 where it is left out."""
    ties = {}
    for line in filter(str.strip, matrix.splitlines()):
        row, column, *value = re.split(r"[\s,]+", line.strip())
        if not 1 <= int(row) <= len(labels) or not 1 <= int(column) <= len(labels):
            raise ValueError(f"no such cell: {line}")
        ties[labels[int(row) - 1], labels[int(column) - 1]] = float(value[0]) if value else 1.0
    return ties
