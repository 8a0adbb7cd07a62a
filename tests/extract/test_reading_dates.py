"""Dates as files and people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reading.dates import read_date


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05",
        "20240305",
        "2024-03-05T23:59:59",
        "2024-03-05T23:59:59Z",
        "2024-03-05 10:00 UTC",
        "2024-03-06T02:00:00+04:00",
        "2024-03-04 23:00 -0500",
        "2024/3/5",
        "2024.03.05",
        "5 March 2024",
        "5th of March, 2024",
        "Tuesday, 5 March 2024, 10:30 pm",
        "March 5, 2024",
        "Mar. 5, 2024 at 10:30 EST",
        "05-Mar-2024",
        "2024 March 5",
        "Tue, 05 Mar 2024 19:00:00 -0300",
        "05.03.2024",
        "5.3.2024",
        "D:20240305",
        "D:20240305101500Z",
        "D:20240304233000-05'00'",
        "  March 5,\n2024 ",
    ],
)
def test_ways_of_writing_the_fifth_of_march(written: str) -> None:
    assert read_date(written) == dt.date(2024, 3, 5)


def test_order_of_day_and_month_where_only_one_is_possible() -> None:
    assert read_date("25/3/2024") == read_date("3/25/2024") == dt.date(2024, 3, 25)
    assert read_date("3/3/2024") == dt.date(2024, 3, 3)


@pytest.mark.parametrize(
    "written",
    [None, "", "soon", "2024", "March 2024", "3/5/2024", "2024-02-30", "31.02.2024", "5 Marching 2024", "1" * 70],
)
def test_what_names_no_single_day(written: str | None) -> None:
    assert read_date(written) is None


@given(st.dates())
def test_iso_dates_come_back(day: dt.date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(written: str) -> None:
    day = read_date(written)
    assert day is None or any(character.isdigit() for character in written)
