"""What the claim rules hand on to coding: an ordered pair of actors, a relation, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from extract.linking import ActorSpan
from extract.records import Status


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor in a slot of a predicate. `weight` in (0, 1] falls where the actor only owns what fills the slot."""

    span: ActorSpan
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """`predicate` is the word that carries the claim: its status, its date and its attribution are read from there.
    `status` stands where the wording itself decides it; `confidence` is the prior of the wording. `complement` is the
    verb whose infinitive or gerund filled the target: what that says is part of this claim."""

    source: Argument
    relation: str
    target: Argument
    predicate: Token
    extractor: str
    confidence: float
    mode: str | None = None
    role: str | None = None
    status: Status | None = None
    complement: Token | None = None


def membership(
    person: ActorSpan, body: ActorSpan, predicate: Token, extractor: str, confidence: float, role: str | None = None
) -> Proposal:
    """That a person belongs to a body."""
    return Proposal(
        Argument(person), "MEMBER_OF", Argument(body), predicate, extractor, confidence, role=role, status="actual"
    )
