"""Does a claim's confidence mean what it says? Of the claims made with confidence .8, four in five should be right.

Expected calibration error after Guo et al., “On Calibration of Modern Neural Networks” (ICML 2017): the distance
between stated confidence and precision, averaged over bins of equal width by the number of claims in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies in (low, high]: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    claims: int
    confidence: float
    precision: float


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """The bins that hold anything, lowest confidence first."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        # Rounded, so that .3 * 10 falls into the bin that ends at .3.
        number = max(ceil(round(confidence * bins, 9)), 1) - 1
        held.setdefault(number, []).append((confidence, right))
    return [
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            claims=len(claims),
            confidence=sum(confidence for confidence, _ in claims) / len(claims),
            precision=sum(right for _, right in claims) / len(claims),
        )
        for number, claims in sorted(held.items())
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """0 (every bin is as right as it says) to 1."""
    total = sum(b.claims for b in bins)
    return sum(b.claims * abs(b.confidence - b.precision) for b in bins) / total if total else 0.0


def draw_reliability(bins: Sequence[Bin]) -> str:
    """A small text table; the bar shows the precision, and `|` where it would end if the confidence were right."""
    lines = ["confidence  claims  stated  right"]
    for b in bins:
        bar = "".join(
            "|" if place == round(b.confidence * 20) else " #"[place < round(b.precision * 20)] for place in range(21)
        )
        lines.append(
            f"{b.low:.1f} to {b.high:.1f}  {b.claims:6}   {b.confidence:.3f}  {b.precision:.3f}  {bar.rstrip()}"
        )
    lines.append(f"expected calibration error {expected_calibration_error(bins):.3f}")
    return "\n".join(lines)
