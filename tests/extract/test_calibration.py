"""Confidence is a share of claims that are right, so it rises and stays a share."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.calibration import calibrated


@given(st.floats(0, 1), st.floats(0, 1))
def test_it_never_falls(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) <= 1


def test_a_sure_wording_is_not_a_sure_claim() -> None:
    assert all(calibrated(raw) < raw for raw in (0.5, 0.7, 0.9, 1.0))
    assert len({calibrated(raw / 10) for raw in range(3, 10)}) == len(list(pairwise(range(3, 11))))
