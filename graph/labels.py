"""Where labels go so that they cover neither each other nor the dots, and as few lines as may be: each takes the best
of the places around its dot, those of the most connected actors first. Everything in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FONT = "DejaVu Sans"  # ships with matplotlib: the same on every machine
_GAP = 0.03
_CROSSED = 0.0012  # square inches that a point of a line under a label counts for; points lie 0.08 inches apart
_ON_A_DOT, _ON_A_LABEL = 12.0, 4.0  # a hidden dot is worse than a label touched by another
# Right, left, above, below, and the corners: where a reader looks first.
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
_REACHES = (1.0, 2.0, 3.2)
_WRAPPED = 20  # letters from which on a name takes two lines

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Box:
    """A dot of that radius and the label it gets, `letters` points high."""

    x: float
    y: float
    radius: float
    text: str
    letters: float = 6.5

    @property
    def height(self) -> float:
        return (1 + self.text.count("\n")) * self.letters * 1.3 / 72

    @property
    def width(self) -> float:
        return max(_width(line, self.letters) for line in self.text.split("\n")) + 0.04


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label is anchored at its "left", "right" or "center", and what it covers."""

    x: float
    y: float
    anchor: str
    covers: Rectangle


def placed(
    boxes: Sequence[Box],
    dots: Sequence[tuple[float, float, float]],
    page: tuple[float, float],
    lines: Sequence[tuple[float, float]] = (),
) -> list[Spot]:
    """A spot for each label. `dots` are (x, y, radius) of all that is drawn, `lines` points on the lines."""
    taken = [(x - r, y - r, x + r, y + r, _ON_A_DOT) for x, y, r in dots]
    points = np.array(lines, dtype=float).reshape(-1, 2)
    found: list[Spot] = []
    for box in boxes:
        own = (box.x - box.radius, box.y - box.radius, box.x + box.radius, box.y + box.radius, _ON_A_DOT)
        others = np.array([covered for covered in taken if covered != own], dtype=float).reshape(-1, 5)
        spots = [_spot(box, dx, dy, reach, page[0]) for reach in _REACHES for dx, dy in _AROUND]
        costs = [_cost(spot.covers, others, points, page) + rank * 0.0006 for rank, spot in enumerate(spots)]
        best = spots[int(np.argmin(np.round(costs, 9)))]
        found.append(best)
        taken.append((*best.covers, _ON_A_LABEL))
    return found


def _spot(box: Box, dx: float, dy: float, reach: float, wide: float) -> Spot:
    """A label above or below its dot moves sideways where it would leave the page."""
    x, y = box.x + dx * (box.radius + _GAP * reach), box.y + dy * (box.radius + box.height * 0.55 * reach)
    anchor = "left" if dx > 0 else "right" if dx < 0 else "center"
    if not dx:
        x = max(min(x, wide - box.width / 2), box.width / 2)
    left = x if dx > 0 else x - box.width if dx < 0 else x - box.width / 2
    return Spot(x, y, anchor, (left, y - box.height / 2, left + box.width, y + box.height / 2))


def _cost(rectangle: Rectangle, taken: Any, points: Any, page: tuple[float, float]) -> float:
    """The areas that are covered already, each times its weight; what the lines under it count for; ten times the area
    off the page."""
    left, bottom, right, top = rectangle
    wide = np.minimum(right, taken[:, 2]) - np.maximum(left, taken[:, 0])
    high = np.minimum(top, taken[:, 3]) - np.maximum(bottom, taken[:, 1])
    covered = float((wide.clip(0) * high.clip(0) * taken[:, 4]).sum())
    x, y = points[:, 0], points[:, 1]
    crossed = int(((x > left) & (x < right) & (y > bottom) & (y < top)).sum())
    inside = max(0.0, min(right, page[0]) - max(left, 0)) * max(0.0, min(top, page[1]) - max(bottom, 0))
    return covered + _CROSSED * crossed + 10 * ((right - left) * (top - bottom) - inside)


def drawable(text: str, otherwise: str = "") -> str:
    """On one line, without what the font has no letters for; `otherwise` where hardly anything is left."""
    known = _letters()
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    kept = " ".join("".join(letter for letter in line if ord(letter) in known).split())
    return kept if len(kept) * 2 > len(line) else drawable(otherwise) if otherwise else kept


def wrapped(name: str) -> str:
    """A long name on two lines of about one length."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) < _WRAPPED or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


@cache
def _width(text: str, letters: float) -> float:
    wide, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(family=FONT, size=letters), False)
    return float(wide) / 72
