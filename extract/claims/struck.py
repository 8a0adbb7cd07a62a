"""Places that stand for the state they lie in: "Russia shelled Kharkiv", "sent tents to Kharkiv"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from extract.claims.proposals import Argument, Proposal
from extract.collectives import states_by_country
from extract.gazetteer import Gazetteer
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.records import Actor

_STRIKING = frozenset({"ASSAULT", "COERCE", "THREATEN", "AID"})
# Who strikes at home strikes somebody there, not the state whose body it is.
_STATE_ITSELF = frozenset({"State", "Government body", "Military", "Person"})
# A town may be another's for the time being.
_WEIGHT = 0.75


def with_struck_states(doc: Doc, proposals: Iterable[Proposal], gazetteer: Gazetteer) -> Iterator[Proposal]:
    """The proposals, with the state for a place that is their target. "Iraq struck Basra" and "struck IS-held Raqqa"
    tell no attack on Iraq or Syria."""
    states = states_by_country(gazetteer)
    for proposal in proposals:
        place = proposal.target.span
        if proposal.relation not in _STRIKING or place.actor.kind != "Place":
            yield proposal
            continue
        state = states.get(place.actor.country or "")
        if state and not _is_held_by_others(doc, place) and not _is_at_home(proposal.source.span.actor, place.actor):
            meant = ActorSpan(place.start, place.end, gazetteer[state].actor, "metonym")
            yield replace(proposal, target=Argument(meant, proposal.target.weight * _WEIGHT))


def _is_at_home(source: Actor, place: Actor) -> bool:
    """ "The army shelled Goma" tells of no country: it is likely its own."""
    return source.kind in _STATE_ITSELF and source.country in (None, place.country)


def _is_held_by_others(doc: Doc, place: ActorSpan) -> bool:
    before = doc[max(place.start - 1, 0)]
    return before.lower_ in words("argument", "holding_participles")
