"""Who belongs to a body although nobody names them: "its treasurer", "the envoy of Sudan", "rebels of the Front"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.claims.arguments import Arguments
from extract.claims.proposals import Argument, Proposal
from extract.coref import UNNAMED
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.vocabulary import Role, vocabulary

_CONFIDENCE = 0.75
_OWNERS = ("possessive", "of", "from", "compound")
_BODIES = frozenset(
    {"Government body", "Military", "Armed group", "Political party", "International organization", "Company", "Group"}
)
_PEOPLE = _BODIES | {"Person"}


def described_member(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "its treasurer fled" -> the treasurer MEMBER_OF it, "the Front's commander" LEADS, "rebels of the Front"
    MEMBER_OF; "the Front's offices", "Kenyan rebels" and "rebels" -> nothing."""
    if span.how != "description" or span.actor.kind not in _PEOPLE or root.pos_ != "NOUN":
        return
    role = vocabulary().roles.get(root.lemma_.lower())
    if root.lemma_.lower() not in words("argument", "own_people") and (role is None or role.label == "fighter"):
        return  # "its prisoners"
    for slot in _OWNERS:
        owners = arguments.fill(slot, root, None, None)
        named = [owner for owner in owners if owner.weight == 1 and owner.span.actor.description != UNNAMED]
        fitting = [owner for owner in named if _owns(owner, role if root.tag_ == "NN" else None, slot)]
        for owner in fitting:
            relation = "LEADS" if role is not None and _leads(root, role, owner, span) else "MEMBER_OF"
            if owner.span.actor.id != span.actor.id:
                yield Proposal(
                    Argument(span),
                    relation,
                    owner,
                    root,
                    "described_member",
                    _CONFIDENCE,
                    role=role.label if role is not None else None,
                    status="actual",
                )
        if owners:
            return


def _owns(owner: Argument, role: Role | None, slot: str) -> bool:
    if owner.span.actor.kind in _BODIES:
        return True
    return owner.span.actor.kind == "State" and role is not None and slot != "compound"


def _leads(noun: Token, role: Role, owner: Argument, span: ActorSpan) -> bool:
    """ "its commander", not "its commanders" or "a commander of the Front"."""
    is_head = owner.span.actor.kind != "State" or role.of_state or role.title in words("argument", "leaders_of_states")
    one_of_many = noun.tag_ != "NN" or any(t.lower_ in ("a", "an", "another") for t in noun.lefts)
    return role.relation == "LEADS" and is_head and not one_of_many and span.actor.kind == "Person"
