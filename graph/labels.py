"""Where labels go so that they cover neither each other nor the dots: each takes the best of the places around its dot,
those of the largest dots first. Everything in inches."""

from __future__ import annotations

from dataclasses import dataclass

_LETTER, _LINE = 0.052, 0.125  # width and height of a letter at 6.5 points, with a little air
_GAP = 0.03
# Right, left, above, below, and the corners: where a reader looks first.
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    radius: float
    text: str


Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


def placed(
    boxes: list[Box], obstacles: list[tuple[float, float, float]], page: tuple[float, float]
) -> list[tuple[float, float, str]]:
    """The point and horizontal anchor of each label."""
    taken: list[Rectangle] = [(x - r, y - r, x + r, y + r) for x, y, r in obstacles]
    found: list[tuple[float, float, str]] = []
    for box in boxes:
        spots = [_spot(box, dx, dy, reach) for reach in (1.0, 2.2, 3.6) for dx, dy in _AROUND]
        own = (box.x - box.radius, box.y - box.radius, box.x + box.radius, box.y + box.radius)
        others = [rectangle for rectangle in taken if rectangle != own]
        costs = [_cost(rectangle, others, page) + rank * 0.0004 for rank, (_, rectangle) in enumerate(spots)]
        (point, rectangle) = spots[costs.index(min(costs))]
        found.append(point)
        taken.append(rectangle)
    return found


def _spot(box: Box, dx: float, dy: float, reach: float) -> tuple[tuple[float, float, str], Rectangle]:
    width = len(box.text) * _LETTER
    x, y = box.x + dx * (box.radius + _GAP * reach), box.y + dy * (box.radius + _LINE * 0.6 * reach)
    anchor = "left" if dx > 0 else "right" if dx < 0 else "center"
    left = x if dx > 0 else x - width if dx < 0 else x - width / 2
    return (x, y, anchor), (left, y - _LINE / 2, left + width, y + _LINE / 2)


def _cost(rectangle: Rectangle, taken: list[Rectangle], page: tuple[float, float]) -> float:
    """The area that is covered already, and ten times that which lies off the page."""
    left, bottom, right, top = rectangle
    covered = sum(
        max(0.0, min(right, r) - max(left, x)) * max(0.0, min(top, t) - max(bottom, b)) for x, b, r, t in taken
    )
    inside = max(0.0, min(right, page[0]) - max(left, 0)) * max(0.0, min(top, page[1]) - max(bottom, 0))
    return covered + 10 * ((right - left) * (top - bottom) - inside)
