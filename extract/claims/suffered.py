"""Harm told by who suffered it: "died in an Omani air strike", "his death at the hands of Fatah"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import first_filled, pairs
from extract.lexicon import words
from extract.status import status_of
from extract.vocabulary import vocabulary

_CONFIDENCE = 0.7
_VICTIMS = ("possessive", "of", "compound")


def find_suffered(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """Every harm whose doer stands in a phrase beside it."""
    for noun in doc:
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN":
            if noun.lower_ == "hands" and noun.head.lower_ == "at":
                yield from at_the_hands(noun, arguments)
            elif noun.head.lower_ in ("in", "during") and noun.head.head.lemma_ in words("argument", "suffering"):
                yield from struck_in(noun, arguments)


def at_the_hands(hands: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Omar's death at the hands of Fatah", "suffered at the hands of Fatah" -> Fatah ASSAULT; "the matter is in
    Fatah's hands" -> nothing."""
    harm = hands.head.head
    doers = first_filled(("of", "possessive"), arguments, hands, None, None)[1]
    if harm.pos_ == "NOUN" and harm.lemma_ in words("argument", "harms"):
        struck = first_filled(_VICTIMS, arguments, harm, None, None)[1]
    elif harm.lemma_ in words("argument", "suffering"):
        struck = _victims(harm, arguments)
    else:
        return
    yield from _assaults(doers, struck, harm)


def struck_in(act: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Two officers were killed in an Iranian strike", "died in clashes with Iran", "in an attack blamed on Iran"
    -> Iran ASSAULT the officers; "died in the Iran war", "in an attack on Iran" -> nothing."""
    if not any(frame.relation == "ASSAULT" for _, _, frame in vocabulary().nouns.get(act.lemma_.lower(), ())):
        return
    mutual = act.lemma_.lower() in words("argument", "fights")
    slots = ("with", "between", "against") if mutual else ("possessive", "by", "from", "compound")
    doers = first_filled(slots, arguments, act, None, None)[1] or arguments.of_all(tuple(_blamed(act)))
    doers = [doer for doer in doers if doer.span.how != "metonym"]  # "killed in the Baghdad bombing"
    yield from _assaults(doers, _victims(act.head.head, arguments), act)


def _victims(verb: Token, arguments: Arguments) -> list[Argument]:
    """Who "died" or "suffered", and whom others "killed"."""
    ends = construction_of(verb)[1]
    return arguments.of_all(ends.subjects if verb.lemma_ in ("die", "perish", "suffer") else ends.objects)


def _blamed(act: Token) -> Iterator[Token]:
    """ "an attack blamed on Fatah", "claimed by Fatah"."""
    for clause in act.rights:
        if clause.dep_ == "acl" and clause.lemma_ in words("argument", "blamed"):
            governing = (p for p in clause.children if p.lower_ in ("on", "by", "to"))
            yield from (t for preposition in governing for t in preposition.children if t.dep_ == "pobj")


def _assaults(doers: list[Argument], struck: list[Argument], predicate: Token) -> Iterator[Proposal]:
    for doer, victim in pairs(doers, struck):
        country = doer.span.actor.country
        if country is None or country != victim.span.actor.country:  # "in clashes between Omani and Chadian troops"
            status = status_of(predicate.head.head if predicate.dep_ == "pobj" else predicate)[0]
            yield Proposal(doer, "ASSAULT", victim, predicate, "suffered", _CONFIDENCE, status=status)
