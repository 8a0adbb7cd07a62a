"""Who is put into an office or holds it: "the party elected X as its chairwoman", "X served as governor of Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of, is_passive
from extract.claims.posts import role_claim
from extract.claims.proposals import Argument, Proposal
from extract.lexicon import words
from extract.status import status_of
from extract.vocabulary import Role

_CONFIDENCE = 0.8


def appointment(noun: Token, role: Role, owners: list[Argument], arguments: Arguments) -> Iterator[Proposal]:
    """ "The party named X its chairman" -> X LEADS the party; "dismissed X as chairman", "hailed X as a leader of the
    party" -> nothing."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in ("pobj", "oprd") or (noun.dep_ == "pobj" and verb == noun.head):
        return
    ends = construction_of(verb)[1]
    if verb.lemma_ in words("argument", "appointing"):
        persons, bodies = ends.objects, arguments.of_all(ends.subjects)
    elif noun.dep_ == "pobj" and verb.lemma_ in words("argument", "serving") and not is_passive(verb):
        persons, bodies = ends.subjects, []
    else:
        return
    held = [a for a in arguments.of_all(persons) if a.span.actor.kind == "Person" and a.weight == 1]
    for owner in owners or [body for body in bodies if body.span.actor.kind != "State"]:
        for person in held:
            for claim in role_claim(arguments.index, person, role, owner, noun, "appointment", _CONFIDENCE):
                yield replace(claim, status=status_of(verb)[0])
