"""Phrases that name somebody, and the shorter names that a text goes on with: acronyms in brackets, "the Front"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from extract.cities import is_city
from extract.dates import MONTHS
from extract.gazetteer import fold
from extract.lexicon import words
from extract.naming import is_foreign_beginning, kind_of_beginning, kind_of_name
from extract.records import How

_SHORTEST = 4  # letters of a word that a body can be called by
_ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]{0,8}[A-Z.]|[A-Z]{2,8}s?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens [start, end) that name somebody. `actor_ids` are the gazetteer's candidates, `label` is spaCy's type of
    name ("" where only the gazetteer knows it); `acronym_of` is the phrase that introduced this one in brackets."""

    start: int
    end: int
    how: How
    label: str
    actor_ids: tuple[str, ...] = ()
    acronym_of: int | None = None


def with_acronyms(doc: Doc, phrases: list[Phrase]) -> list[Phrase]:
    """Add acronyms that the text itself introduces ("Rapid Support Forces (RSF)") at every place they stand."""
    introduced: dict[str, int] = {}
    for phrase in phrases:
        opening = phrase.end
        if (
            phrase.label != "PERSON"
            and opening + 2 < len(doc)
            and doc[opening].text == "("
            and doc[opening + 2].text == ")"
        ):
            acronym = doc[opening + 1]
            if _ACRONYM.fullmatch(acronym.text) and _spells(acronym.text, doc[phrase.start : phrase.end]):
                introduced.setdefault(acronym.text, phrase.start)
    if not introduced:
        return phrases
    taken = {i for phrase in phrases for i in range(phrase.start, phrase.end)}
    linked = [
        replace(p, acronym_of=introduced.get(doc[p.start].text, p.acronym_of)) if p.end == p.start + 1 else p
        for p in phrases
    ]
    added = [
        Phrase(token.i, token.i + 1, "alias", "", (), introduced[token.text])
        for token in doc
        if token.text in introduced and token.i not in taken
    ]
    return sorted([*linked, *added], key=lambda phrase: phrase.start)


def _spells(acronym: str, name: Span) -> bool:
    """Do the letters of the acronym stand in order at the starts of the name's words? One may be missing."""
    letters = [c for c in fold(acronym).replace(" ", "") if c.isalnum()]
    initials = [fold(token.text)[:1] for token in name if not token.is_punct]
    matched = 0
    for initial in initials:
        if matched < len(letters) and initial == letters[matched]:
            matched += 1
    return len(letters) >= 2 and matched >= len(letters) - 1


def short_bodies(doc: Doc, phrases: list[Phrase]) -> Iterator[Phrase]:
    """ "the Front", once the text has named the Azalai Front: written large and with its article."""
    shorts = {
        short: phrase
        for phrase in phrases
        if phrase.label == "ORG" and phrase.end - phrase.start > 1
        for short in (last_word(doc[phrase.start : phrase.end]),)
        if short and short[:1].isupper()
    }
    taken = {i for phrase in phrases for i in range(phrase.start, phrase.end)}
    for token in doc[1:]:
        named = shorts.get(token.text)
        is_alone = named is not None and named.end <= token.i and token.i not in taken
        if is_alone and token.nbor(-1).lower_ == "the" and not _goes_on(token):
            yield Phrase(token.i, token.i + 1, "name", "ORG")


def last_word(name: Span) -> str | None:
    """What a body is called for short: its last word, or the first of "Sons of the Jazira"; no acronym, no number."""
    of = next((t.i for t in name if t.lower_ in ("of", "for") and t.i > name.start), name.end)
    word = name.doc[of - 1]
    return word.text if word.is_alpha and len(word) >= _SHORTEST and not word.is_upper else None


def body_short_forms(name: Span, *, is_company: bool) -> Iterator[str]:
    """What else a text goes on to call a body: "Shield" for the Farasan Shield, "Kallistos" for Kallistos Shipping,
    "FC" for the Frontier Corps, "National Concord" for the National Concord party, "Hill Army" for the Libyan Hill
    Army, "Frente" for the Frente Unido."""
    large = [token.text for token in name if token.text[:1].isupper()]
    forms = [last_word(name)]
    if len(large) > 1:
        forms.append("".join(word[0] for word in large))
    if len(name) == 2 and (is_company or _is_called_after(name)):
        forms.append(name[0].text)
    if len(name) > 2 and name[1].text[:1].isupper():
        forms.append(name[1:].text)
    if len(name) > 1 and name[-1].text.islower():
        forms.append(name[:-1].text)
    if kind_of_beginning(fold(name.text)):
        forms.append(name[0].text)
    yield from dict.fromkeys(form for form in forms if form)


def _is_called_after(name: Span) -> bool:
    """ "Fajr" for the Fajr Organisation; not "Izmir" for the Izmir Chamber."""
    return kind_of_name(name[1].text) is not None and kind_of_name(name[0].text) is None and not is_city(name[0].text)


def named_after_days(doc: Doc) -> Iterator[Phrase]:
    """ "the March 9 Movement", "the 14 March alliance": the recogniser sees a date."""
    for body in doc[2:]:
        if body.lower_ in words("name", "bodies_with_days"):
            day = {body.nbor(-1), body.nbor(-2)}
            is_name = body.is_title or (body.i > 2 and body.nbor(-3).lower_ == "the")
            if is_name and any(t.text.isdigit() for t in day) and any(t.lower_ in MONTHS for t in day):
                yield Phrase(body.i - 2, body.i + 1, "name", "ORG")


def named_in_other_languages(doc: Doc) -> Iterator[Phrase]:
    """ "the Movimiento Cantor", "Jabhat al-Nahda": the recogniser knows their first word at most."""
    for first in doc:
        if first.is_title and is_foreign_beginning(first.text):
            end = _end_of_name(first)
            if end > first.i + 1:
                yield Phrase(first.i, end, "name", "ORG")


def _end_of_name(first: Token) -> int:
    doc, end, at = first.doc, first.i + 1, first.i + 1
    while at < first.sent.end:
        token = doc[at]
        if token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            end = at + 1
        elif token.lower_ not in words("name", "articles") | {"-", "y", "e"}:
            break
        at += 1
    return end


def _goes_on(token: Token) -> bool:
    """ "the Front National" is another name."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return following != token and following.text[:1].isupper() and following.pos_ == "PROPN"
