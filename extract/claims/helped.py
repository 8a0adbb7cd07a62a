"""Help told beside what was done with it: "took the town with the help of Iran", "with Iranian money"."""

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

_CONFIDENCE = 0.65
_GIVERS = ("possessive", "of", "from", "by", "compound")
_CLIENTS = frozenset({"Armed group", "Political party", "Person"})


def find_help(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "With Iran's help Fatah took the town" -> Iran BACKS Fatah, "with Chadian approval Oman built it" -> Chad
    SUPPORT Oman; "with Iran's fleet", "hit it with Iranian drones" -> nothing: those may be one's own by now."""
    for token in doc:
        if token.lower_ == "with" and token.dep_ == "prep" and token.head.pos_ == "VERB":
            for noun in token.children:
                if noun.dep_ == "pobj":
                    yield from _help(noun, token.head, arguments)
        elif token.pos_ == "NOUN" and _kind_of_help(token) in words("argument", "helps"):
            yield from _gift(token, arguments)


def _kind_of_help(noun: Token) -> str:
    """The lemma, but for arms, which are no limbs."""
    return "arms" if noun.lower_ == "arms" else noun.lemma_.lower()


def _gift(noun: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Iranian arms for Fatah", "shipments of Iranian arms to Fatah" -> Iran AID Fatah; "Iranian arms for the war" ->
    nothing."""
    if _kind_of_help(noun) in vocabulary().nouns:
        return
    measure = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    heads = (noun, measure) if measure.pos_ == "NOUN" else (noun,)
    filled = [a for head in heads for slot in ("for", "to") for a in arguments.fill(slot, head, None, None)]
    receivers = [a for a in filled if a.weight == 1]
    givers = first_filled(("possessive", "from", "compound"), arguments, noun, None, None)[1] if receivers else []
    for giver, receiver in pairs(givers, receivers):
        yield Proposal(giver, "AID", receiver, noun, "helped", _CONFIDENCE)


def _help(noun: Token, verb: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Fatah struck with Iran's help" -> Iran BACKS Fatah; "with Iran's patience" -> nothing."""
    lemma = _kind_of_help(noun)
    is_material, is_consent = lemma in words("argument", "helps"), lemma in words("argument", "consents")
    if not (is_material or is_consent):
        return
    givers = [a for a in first_filled(_GIVERS, arguments, noun, None, None)[1] if a.weight == 1]
    for giver, doer in pairs(givers, arguments.of_all(construction_of(verb)[1].subjects)):
        relation = "BACKS" if doer.span.actor.kind in _CLIENTS else "AID" if is_material else "SUPPORT"
        if not _is_given_back(giver, doer):
            yield Proposal(giver, relation, doer, noun, "helped", _CONFIDENCE, status=status_of(verb)[0])


def _is_given_back(giver: Argument, doer: Argument) -> bool:
    """ "Oman's envoy left with Oman's approval": a state helps its own in no other sense than that it acts."""
    country = giver.span.actor.country
    return country is not None and country == doer.span.actor.country
