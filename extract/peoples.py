"""Peoples and religious communities: where their name means them.

A people is an actor of the kind Group that has demonyms. "Kurds" means one, and so does "the Hausa"; before a noun the
name does where that noun tells of them ("the Kurdish minority", "Kurdish fighters", "the Kurdish leader"), not in "the
Kurdish language".
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from extract.gazetteer import Entry, Gazetteer, Hit, fold
from extract.lexicon import words
from extract.records import Actor, How
from extract.vocabulary import vocabulary

PART = "the part of a people that lives in one state"
_MODIFIERS = ("amod", "compound", "nmod", "poss")


def is_people(actor: Actor, gazetteer: Gazetteer) -> bool:
    """Is this a people, a religious community, or the part of one in a state?"""
    if actor.kind != "Group":
        return False
    return actor.description == PART or (actor.id in gazetteer and bool(gazetteer[actor.id].demonyms))


def meant_by(hit: Hit, span: Span, gazetteer: Gazetteer) -> tuple[How, tuple[str, ...]]:
    """How a hit means whom: the peoples alone where it means one, else the others that are written so."""
    peoples = [i for i in hit.actor_ids if is_people(gazetteer[i].actor, gazetteer)]
    if not peoples:
        return hit.how, hit.actor_ids
    others = tuple(i for i in hit.actor_ids if i not in peoples)
    meant = () if _begins_another(span, gazetteer) else tuple(i for i in peoples if _means(span, gazetteer[i]))
    chosen = meant or others
    ways = (found.how for found in gazetteer.lookup(span.text) if set(chosen) & set(found.actor_ids))
    return next(ways, hit.how), chosen


def _begins_another(span: Span, gazetteer: Gazetteer) -> bool:
    """ "the Muslim Uyghur minority" is one of the Uyghurs."""
    if span.end >= len(span.doc):
        return False
    found = gazetteer.lookup(span.doc[span.end].text)
    return any(is_people(gazetteer[actor_id].actor, gazetteer) for hit in found for actor_id in hit.actor_ids)


def _means(span: Span, entry: Entry) -> bool:
    if _is_hyphened(span):
        return False
    surface = fold(span.text)
    if surface not in {fold(word) for word in (*entry.demonyms, *entry.short)}:
        return True
    noun = _modified(span)
    if noun is not None:
        return _tells_of_people(noun)
    if _goes_on(span) or _is_language(span) or _is_one(span):
        return False
    if is_ambiguous(surface, entry):
        return _is_marked(span)
    return surface in {fold(name) for name in (entry.actor.name, *entry.actor.aliases)}


def is_ambiguous(surface: str, entry: Entry) -> bool:
    """Is the folded name of the people that of persons or things as well?"""
    return surface in {fold(word) for word in entry.short}


def _is_hyphened(span: Span) -> bool:
    """ "pro-Kurdish", "Tamil-language"."""
    doc = span.doc
    after = span.end < len(doc) and doc[span.end].text in ("-", "‑") and not doc[span.end - 1].whitespace_
    before = span.start > 0 and doc[span.start - 1].text in ("-", "‑") and not doc[span.start - 1].whitespace_
    return after or before


def _modified(span: Span) -> Token | None:
    """The noun that the name stands before: also of "Kurdish" in "Kurdish and Arab fighters"."""
    word = span.root
    while word.dep_ == "conj" and word.head.i < word.i:
        word = word.head
    return word.head if word.dep_ in _MODIFIERS and word.head.i >= span.end and not _is_possessive(span) else None


def _is_possessive(span: Span) -> bool:
    return span.end < len(span.doc) and span.doc[span.end].tag_ == "POS"


def _tells_of_people(noun: Token) -> bool:
    """Does a noun tell of many of the people, or of who speaks for them?"""
    lemma, many = noun.lemma_.lower(), noun.tag_ in ("NNS", "NNPS")
    if not many and noun.text[:1].isupper():
        return False  # "Shan State"
    if is_of_all(noun):
        return True
    known = vocabulary().collectives
    return many and (lemma in known or noun.lower_ in known) and lemma not in words("people", "lands")


def is_of_all(noun: Token) -> bool:
    """ "the Kurdish minority" are the Kurds, and their leaders act for them; "Kurdish protesters" are some of them."""
    return noun.lemma_.lower() in words("people", "all") | words("people", "speakers")


def _goes_on(span: Span) -> bool:
    """ "Tamil Nadu", "Roma Termini"."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    return following is not None and following.tag_ in ("NNP", "NNPS") and following.sent == span.sent


def _is_language(span: Span) -> bool:
    """ "a poem in Hausa", "she speaks Hausa"."""
    head = span.root.head
    if span.root.dep_ == "pobj":
        return head.lower_ in words("people", "language_prepositions") and head.i == span.start - 1
    return span.root.dep_ == "dobj" and head.lemma_ in words("people", "language_verbs") and head.i == span.start - 1


def _is_one(span: Span) -> bool:
    """ "an Igbo" is one person."""
    return any(token.lower_ in ("a", "an", "one", "another") for token in span.root.lefts)


def _is_marked(span: Span) -> bool:
    """ "the Shan", "ethnic Karen": a name that others have as well."""
    return span.start > 0 and span.doc[span.start - 1].lower_ in ("the", "ethnic")
