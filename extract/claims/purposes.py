"""Protests whose target stands in what they are for: "marched to demand the minister's resignation"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of, ends_of
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import fitting_entries, pairs
from extract.lexicon import words
from extract.status import status_of
from extract.vocabulary import vocabulary

_CONFIDENCE = 0.7
# Whose resignation, return or removal is asked for, or who did what is protested at.
_AFFECTED = ("possessive", "of", "by", "from", "against", "on", "compound")


def protest_purpose(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Farmers marched to demand X's removal" -> farmers PROTEST X; "met to demand X's removal" -> nothing."""
    for purpose in doc:
        if purpose.lemma_.lower() not in words("argument", "protest_purposes") or purpose.pos_ != "VERB":
            continue
        act = purpose.head
        if purpose.dep_ not in ("advcl", "xcomp", "acl") or not (event := _protest_at(act)):
            continue
        doers = arguments.of_all(construction_of(event)[1].subjects)
        for source, target in pairs(doers, list(_against_whom(purpose, arguments))):
            yield Proposal(
                source, "PROTEST", target, act, "protest_purpose", _CONFIDENCE, "demo", status=status_of(event)[0]
            )


def _protest_at(act: Token) -> Token | None:
    """The verb that tells of a protest: "rioted"; or the one its noun hangs on: "began" a hunger strike."""
    if act.pos_ == "VERB":
        entries = vocabulary().verbs.get(act.lemma_.lower(), ())
        nouns = (t for t in act.children if t.dep_ == "dobj")
        told = any(frame.relation == "PROTEST" for frame, _ in fitting_entries(act, entries, ends_of(act)))
        return act if told or any(map(_is_protest, nouns)) else None
    if not _is_protest(act):
        return None
    verb = act.head.head if act.head.dep_ == "prep" else act.head
    return verb if verb.pos_ == "VERB" else None


def _is_protest(noun: Token) -> bool:
    before = {t.lemma_.lower() for t in noun.lefts}
    entries = vocabulary().nouns.get(noun.lemma_.lower(), ())
    return any(
        frame.relation == "PROTEST" and second is None and (modifier is None or modifier in before)
        for modifier, second, frame in entries
    )


def _against_whom(purpose: Token, arguments: Arguments) -> Iterator[Argument]:
    governed = (t for p in purpose.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
    for noun in (*(t for t in purpose.children if t.dep_ == "dobj"), *governed):
        named = arguments.actors(noun)
        yield from named or (a for slot in _AFFECTED for a in arguments.fill(slot, noun, None, None))
