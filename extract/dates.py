"""When an event happened, as far as its own clause says: "on May 20", "last month", "two weeks ago", "in 2003".

A small grammar over tokens, linear in the clause. Relative expressions are resolved against the day of publication;
without that day they are left alone. A bare weekday or month is the nearest past one, or the next one where the clause
looks ahead ("will meet on Friday").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from spacy.tokens import Token

from extract.cue_lists import lists

Precision = Literal["day", "month", "year"]
Unit = Literal["day", "week", "month", "year"]

# Not from `calendar`, which follows the machine's locale.
_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
MONTHS = (
    {name: i for i, name in enumerate(_MONTHS, 1)} | {name[:3]: i for i, name in enumerate(_MONTHS, 1)} | {"sept": 9}
)
WEEKDAYS = {name: i for i, name in enumerate(_WEEKDAYS)} | {name[:3]: i for i, name in enumerate(_WEEKDAYS)}
WEEKDAYS |= {"tues": 1, "thurs": 3}
AMBIGUOUS = frozenset({"may", "march", "mar", "sun", "sat", "wed", "mon", "jun", "jan", "dec"})  # words beside dates
NAMED_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
UNITS: dict[str, Unit] = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "week", "month": "month",
    "months": "month", "year": "year", "years": "year", "night": "day", "weekend": "week",
}  # fmt: skip
NUMBERS = {word: i for i, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1}
BACK = frozenset({"last", "past", "previous"})
AHEAD = frozenset({"next", "coming", "following"})
FUTURE_WORDS = frozenset(
    {"will", "shall", "'ll", "’ll", "plan", "intend", "expect", "schedule", "set", "due", "poise", "prepare", "would"}
)
BEFORE_DATES = frozenset(
    {"on", "in", "of", "since", "by", "until", "from", "during", "before", "after", "late", "early", "mid", "this"}
)
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
YEAR = re.compile(r"(1[89]\d\d|20\d\d)$")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
MAX_CLAUSE = 60  # tokens looked through; dates further off belong to something else
MAX_STEPS = 12  # heads above an event; a longer chain is a broken parse
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "csubj", "pcomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class EventDate:
    """`date` is the first day of what the text names: of the month or the year where it gives no day."""

    date: dt.date
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Found:
    date: EventDate
    start: Token
    end: Token


def event_date(predicate: Token, published: dt.date | None) -> EventDate | None:
    """The date that the predicate's own clause gives; where it gives several, the finest and then the nearest."""
    ahead = _looks_ahead(predicate)
    for tokens, bare in _places(predicate):
        found = [one for one in _expressions(tokens, published, ahead) if bare or not _is_inside_noun(one, predicate)]
        if found:
            return min(found, key=lambda one: _rank(one, predicate)).date
    return None


def _rank(found: _Found, predicate: Token) -> tuple[int, int]:
    """The finest date first, then the nearest: "later this year on May 5"."""
    distance = min(abs(found.start.i - predicate.i), abs(found.end.i - predicate.i))
    return ("day", "month", "year").index(found.date.precision), distance


def _places(predicate: Token) -> Iterator[tuple[list[Token], bool]]:
    """Where to look, the nearest place first: a noun's own phrase, then the clause, if the noun happens in it."""
    verb = predicate
    if predicate.pos_ in {"NOUN", "PROPN"}:
        yield _below(predicate, predicate), True
        while verb.head != verb and (
            verb.dep_ in {"pobj", "prep", "conj", "compound", "amod"} or verb.head.pos_ == "NOUN"
        ):
            verb = verb.head
        happens = lists().happening | lists().light
        if verb.head.lemma_ not in happens or verb.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
            return
        verb = verb.head
    yield _below(_clause_top(verb), predicate), False


def _clause_top(token: Token) -> Token:
    """The verb whose clause the token belongs to: "plans to meet on Friday" is one clause."""
    for _ in range(MAX_STEPS):
        inside = token.dep_ in {"xcomp", "pcomp", "aux", "auxpass", "amod", "compound", "acomp", "prep"}
        if token.pos_ in {"VERB", "AUX"} and not inside:
            break
        token = token.head
    return token


def _below(top: Token, predicate: Token) -> list[Token]:
    """The words under `top` in order, without the clauses among them."""
    tokens: list[Token] = []
    waiting = [top]
    above = set(islice(predicate.ancestors, MAX_STEPS))
    while waiting and len(tokens) < MAX_CLAUSE:
        token = waiting.pop()
        tokens.append(token)
        waiting += [
            kid
            for kid in islice(token.children, MAX_CLAUSE)
            if not kid.is_space and not _is_other_clause(kid, predicate, above)
        ]
    return sorted(tokens, key=lambda token: token.i)


def _is_inside_noun(found: _Found, predicate: Token) -> bool:
    """ "condemned the 2003 invasion": a month or a year inside a noun phrase dates the noun. Days are left out of this:
    the parser hangs "on Friday" on the nearest noun whatever it belongs to."""
    if found.date.precision == "day":
        return False
    token = found.start
    for _ in range(3):
        token = token.head
        if token.pos_ == "NOUN" and token != predicate and token.lower_ not in UNITS:
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _is_other_clause(token: Token, predicate: Token, above: set[Token]) -> bool:
    if token.dep_ not in CLAUSES or token == predicate or token in above:
        return False
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"xcomp", "pcomp"}


def _looks_ahead(predicate: Token) -> bool:
    token = predicate
    for _ in range(4):
        if token.lemma_ in FUTURE_WORDS or any(kid.lower_ in FUTURE_WORDS for kid in token.lefts if kid.dep_ == "aux"):
            return True
        token = token.head
    return False


def _expressions(tokens: list[Token], published: dt.date | None, ahead: bool) -> Iterator[_Found]:
    i = 0
    while i < len(tokens):
        try:
            found = _absolute(tokens, i, published, ahead)
            if found is None and published is not None:
                found = _relative(tokens, i, published, ahead)
        except (ValueError, OverflowError):  # before the year 1, after 9999
            found = None
        if found is None:
            i += 1
            continue
        date, length = found
        yield _Found(date, tokens[i], tokens[i + length - 1])
        i += length


def _absolute(tokens: list[Token], i: int, published: dt.date | None, ahead: bool) -> tuple[EventDate, int] | None:
    """ "May 20", "May 20, 2023", "20 May 2023", "May 2023", "in May", "in 2003", "2023-05-20"."""
    word = _word(tokens, i)
    if not (word[:1].isdigit() or word in MONTHS):
        return None
    if (iso := ISO_DAY.match("".join(token.text for token in tokens[i : i + 5]))) and word.startswith(iso[1]):
        length = next(n for n in range(1, 6) if sum(len(token) for token in tokens[i : i + n]) >= iso.end())
        return _dated(int(iso[1]), int(iso[2]), int(iso[3]), length)
    if _is_month(tokens, i):
        return _from_month(tokens, i, published, ahead)
    day = _day(word)
    if day is not None:
        skip = 1 if _word(tokens, i + 1) == "of" else 0
        if _word(tokens, i + 1 + skip) in MONTHS:
            month = MONTHS[_word(tokens, i + 1 + skip)]
            year = _year(_word(tokens, i + 2 + skip))
            length = 2 + skip + (year is not None)
            return _completed(year, month, day, length, published, ahead)
    if YEAR.match(word) and _word(tokens, i - 1) in BEFORE_DATES:
        return EventDate(dt.date(int(word), 1, 1), "year"), 1
    return None


def _is_month(tokens: list[Token], i: int) -> bool:
    word = _word(tokens, i)
    if word not in MONTHS or not tokens[i].text[0].isupper():
        return False
    if word not in AMBIGUOUS:
        return True
    return _day(_word(tokens, i + 1)) is not None or _word(tokens, i - 1) in BEFORE_DATES | BACK | AHEAD


def _from_month(tokens: list[Token], i: int, published: dt.date | None, ahead: bool) -> tuple[EventDate, int] | None:
    month, day = MONTHS[_word(tokens, i)], _day(_word(tokens, i + 1))
    after = i + 1 + (day is not None)
    comma = 1 if _word(tokens, after) in {",", "of"} else 0
    year = _year(_word(tokens, after + comma))
    length = after - i + (comma + 1 if year is not None else 0)
    return _completed(year, month, day, length, published, ahead)


def _completed(
    year: int | None, month: int, day: int | None, length: int, published: dt.date | None, ahead: bool
) -> tuple[EventDate, int] | None:
    """With the year that the text leaves out: the latest one not after publication, or the next one ahead."""
    if year is not None:
        return _dated(year, month, day, length)
    if published is None:
        return None
    candidate = _dated(published.year, month, day, length)
    if candidate is None:
        return None
    first = candidate[0].date
    if ahead and first < published.replace(day=published.day if day else 1):
        return _dated(published.year + 1, month, day, length)
    if not ahead and first > published:
        return _dated(published.year - 1, month, day, length)
    return candidate


def _dated(year: int, month: int, day: int | None, length: int) -> tuple[EventDate, int] | None:
    try:
        return EventDate(dt.date(year, month, day or 1), "day" if day else "month"), length
    except ValueError:  # "February 30", "2023-13-01": no date
        return None


def _relative(tokens: list[Token], i: int, published: dt.date, ahead: bool) -> tuple[EventDate, int] | None:
    """ "yesterday", "on Friday", "last month", "two weeks ago"."""
    word = _word(tokens, i)
    if word in NAMED_DAYS:
        return EventDate(published + dt.timedelta(days=NAMED_DAYS[word]), "day"), 1
    if word in BACK | AHEAD | {"this"}:
        step = -1 if word in BACK else 1 if word in AHEAD else 0
        return _stepped(_word(tokens, i + 1), step, published)
    if (
        word in WEEKDAYS
        and tokens[i].text[0].isupper()
        and (word not in AMBIGUOUS or _word(tokens, i - 1) in {"on", "last"})
    ):
        return EventDate(_weekday(WEEKDAYS[word], published, ahead), "day"), 1
    return _ago(tokens, i, published)


def _stepped(word: str, step: int, published: dt.date) -> tuple[EventDate, int] | None:
    if word in WEEKDAYS:
        if step == 0:
            monday = published - dt.timedelta(days=published.weekday())
            return EventDate(monday + dt.timedelta(days=WEEKDAYS[word]), "day"), 2
        return EventDate(_weekday(WEEKDAYS[word], published + dt.timedelta(days=step), step > 0), "day"), 2
    if word in MONTHS and step:
        found = _completed(None, MONTHS[word], None, 2, published, step > 0)
        if found is not None and step < 0 and found[0].date.replace(day=1) == published.replace(day=1):
            return replace(found[0], date=found[0].date.replace(year=published.year - 1)), 2
        return found
    unit = UNITS.get(word)
    return (_moved(published, unit, step), 2) if unit is not None else None


def _weekday(weekday: int, published: dt.date, ahead: bool) -> dt.date:
    """The nearest such day on or before publication, or on or after it."""
    back = (published.weekday() - weekday) % 7
    return published + dt.timedelta(days=(7 - back) % 7 if ahead else -back)


def _ago(tokens: list[Token], i: int, published: dt.date) -> tuple[EventDate, int] | None:
    """ "two weeks ago", "in three days"."""
    word = _word(tokens, i)
    number = NUMBERS.get(word, int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None)
    unit = UNITS.get(_word(tokens, i + 1))
    if number is None or unit is None:
        return None
    if _word(tokens, i + 2) == "ago":
        return _moved(published, unit, -number), 3
    if _word(tokens, i - 1) == "in" and number:
        return _moved(published, unit, number), 2
    return None


def _moved(published: dt.date, unit: Unit, step: int) -> EventDate:
    """The first day of the unit; a week's is its Monday, to the month's precision, since the day itself is unknown."""
    if unit == "day":
        return EventDate(published + dt.timedelta(days=step), "day")
    if unit == "week":
        day = published + dt.timedelta(weeks=step)
        return EventDate(day - dt.timedelta(days=day.weekday()), "month")
    if unit == "year":
        return EventDate(dt.date(max(published.year + step, 1), 1, 1), "year")
    months = max(published.year * 12 + published.month - 1 + step, 12)
    return EventDate(dt.date(months // 12, months % 12 + 1, 1), "month")


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i].lower_.rstrip(".") or tokens[i].lower_ if 0 <= i < len(tokens) else ""


def _day(word: str) -> int | None:
    matched = DAY.match(word)
    return int(matched[1]) if matched and 1 <= int(matched[1]) <= 31 else None


def _year(word: str) -> int | None:
    return int(word) if YEAR.match(word) else None
