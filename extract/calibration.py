"""From the confidence of a wording to the share of such claims that are right."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files


def calibrated(confidence: float) -> float:
    """The share of claims with this raw confidence that human annotators made too; rises with it, both in [0, 1]."""
    points = _points()
    above = min(max(bisect_left([raw for raw, _ in points], confidence), 1), len(points) - 1)
    (low, low_share), (high, high_share) = points[above - 1], points[above]
    share = low_share + (high_share - low_share) * (confidence - low) / (high - low)
    return round(min(max(share, 0.0), 1.0), 3)


@cache
def _points() -> tuple[tuple[float, float], ...]:
    table = tomllib.loads(files("extract").joinpath("data/calibration.toml").read_text(encoding="utf-8"))
    return tuple((float(raw), float(share)) for raw, share in table["points"])
