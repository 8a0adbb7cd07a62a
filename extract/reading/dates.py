"""Dates as files and people write them, without guessing: what is ambiguous is no date."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_ABBREVIATIONS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_ABBREVIATIONS, start=1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:[\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}.*)?"
_WRITTEN = tuple(
    re.compile(_WEEKDAY + pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR},?\s+{_MONTH}\s+{_DAY}",
    )
)
_YEAR_FIRST = re.compile(rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})")
_YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}{_TIME}")
_PDF = re.compile(r"D:(\d{8})(\d{6})?(?:(Z|[+-]\d{2})'?(\d{2})?'?)?.*")
# Longer than any date with its weekday, time and zone.
_LONGEST = 64


def read_date(written: str | None) -> dt.date | None:
    """The day in UTC that `written` names, or None. Knows ISO 8601, RFC 2822, the dates of PDF files, "5 March 2024",
    "March 5, 2024", "2024/3/5" and "05.03.2024"; "3/5/2024" could be two days and is none."""
    text = " ".join((written or "").split())
    if not text or len(text) > _LONGEST:
        return None
    for form in (_iso, _pdf, _mail, _in_words, _in_digits):
        day = form(text)
        if day:
            return day
    return None


def utc_day(moment: dt.datetime) -> dt.date | None:
    """The day of a moment in UTC; a moment without a zone is taken to be in UTC."""
    try:
        return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
    except OverflowError:  # within hours of year 1 or 9999
        return None


def _iso(text: str) -> dt.date | None:
    zoned = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text.replace("/", "-"))
    try:
        return utc_day(dt.datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d)", "", zoned)))
    except ValueError:
        return None


def _pdf(text: str) -> dt.date | None:
    found = _PDF.fullmatch(text)
    if not found:
        return None
    day, time, hours, minutes = found.groups()
    zone = "+00:00" if hours in (None, "Z") else f"{hours}:{minutes or '00'}"
    return _iso(f"{day}T{time or '000000'}{zone}")


def _mail(text: str) -> dt.date | None:
    if ":" not in text or "," not in text[:5]:
        return None
    try:
        return utc_day(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def _in_words(text: str) -> dt.date | None:
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            return _day(int(found["year"]), _MONTHS[found["month"][:3].lower()], int(found["day"]))
    return None


def _in_digits(text: str) -> dt.date | None:
    found = _YEAR_FIRST.match(text)
    if found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if found["mark"] == "." or first > 12 or first == second:  # dots: the order of continental Europe
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
