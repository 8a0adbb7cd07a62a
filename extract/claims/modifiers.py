"""Claims packed into what stands before or after a noun: "Iran-backed militias", "troops loyal to Haftar"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import ends_of
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import admits, first_filled, pairs
from extract.lexicon import words
from extract.vocabulary import Frame, vocabulary

_HYPHENS = ("-", "–", "‑")


def find_modifier_claims(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """Every frame of the vocabulary that an adjective or participle of the document fills."""
    adjectives = vocabulary().adjectives
    for token in doc:
        if token.lower_ in words("argument", "brokering") and _hyphenated(token):
            yield from brokered(token, arguments)
        # a participle counts as it stands: what is closed is not close
        lemma = token.lower_ if token.pos_ == "VERB" else token.lemma_.lower()
        frames = adjectives.get(token.lower_) or adjectives.get(lemma)
        if frames and token.pos_ in ("ADJ", "VERB", "ADV", "NOUN", "PROPN"):
            rule = compound_modifier if _hyphenated(token) else predicative_adjective
            for _, _, frame in frames:
                yield from rule(token, frame, arguments)


def compound_modifier(participle: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Iran-backed militias" -> Iran BACKS militias; "state-backed firms" -> nothing."""
    patrons = [Argument(span) for span in arguments.index.innermost(participle.nbor(-2))] or [
        Argument(span)
        for child in participle.lefts
        if child.dep_ == "npadvmod"
        for span in arguments.index.innermost(child)
    ]
    said_of = _said_of(participle, arguments)
    if "compound" in frame.source:
        ends = pairs(patrons, said_of)
    elif "compound" in frame.target:
        ends = pairs(said_of, patrons)
    else:
        return
    yield from _proposals(participle, frame, ends, "compound_modifier")


def brokered(participle: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Mali and Niger signed an Algeria-brokered pact" -> Algeria CONSULT Mali; "a brokered pact" -> nothing."""
    deal = participle.head
    brokers = [Argument(span) for span in arguments.index.innermost(participle.nbor(-2))]
    parties = arguments.fill("between", deal, None, None)
    if not parties and deal.dep_ in ("dobj", "pobj"):
        verb = deal.head if deal.dep_ == "dobj" else deal.head.head
        parties = arguments.of_all(ends_of(verb).subjects) if verb.pos_ == "VERB" else []
    for broker, party in pairs(brokers, parties):
        yield Proposal(broker, "CONSULT", party, participle, "brokered", 0.8, "third-party")


def predicative_adjective(adjective: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Haftar is hostile to Tripoli", "units loyal to Saleh"; "a hostile crowd" -> nothing."""
    said_of = _said_of(adjective, arguments)
    if "subject" in frame.source:
        _, others = first_filled(tuple(s for s in frame.target if s != "compound"), arguments, adjective, None, None)
        ends = pairs(said_of, others)
    else:
        _, others = first_filled(tuple(s for s in frame.source if s != "compound"), arguments, adjective, None, None)
        ends = pairs(others, said_of)
    yield from _proposals(adjective, frame, ends, "predicative_adjective")


def _said_of(adjective: Token, arguments: Arguments) -> list[Argument]:
    """What an adjective is said of: the noun it stands at, or the subject of its verb."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "attr", "oprd") or (adjective.dep_ == "ROOT" and adjective.pos_ == "ADJ"):
        verb = head if adjective.dep_ != "ROOT" else adjective
        return arguments.of_all(tuple(t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")))
    if any(t.dep_ == "nsubjpass" for t in adjective.children):  # "Israel is opposed to", read as a passive
        return arguments.of_all(tuple(t for t in adjective.children if t.dep_ == "nsubjpass"))
    if head.pos_ in ("NOUN", "PROPN"):
        said = arguments.actors(head)
        owned = {span.start for child in head.lefts for span in arguments.index[child]}
        # An owner standing before the noun ("Israel's Iran-backed foes") is not what the adjective is said of, and
        # neither is its own patron.
        if not arguments.index[head]:
            said = [argument for argument in said if argument.span.start not in owned]
        return said
    return []


def _proposals(
    adjective: Token, frame: Frame, ends: Iterator[tuple[Argument, Argument]], extractor: str
) -> Iterator[Proposal]:
    for source, target in ends:
        if admits(frame, source, target):
            yield Proposal(
                source,
                frame.relation,
                target,
                adjective,
                extractor,
                frame.confidence,
                frame.mode,
                status=frame.status or ("actual" if extractor == "compound_modifier" else None),
            )


def _hyphenated(token: Token) -> bool:
    return token.i >= 2 and token.nbor(-1).text in _HYPHENS and not token.nbor(-1).whitespace_
