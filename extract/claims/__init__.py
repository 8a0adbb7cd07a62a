"""Claims: one module per family of constructions, one generator per construction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.actor_index import ActorIndex
from extract.claims.affiliations import find_affiliations
from extract.claims.anaphora import acting_event, denied_charge, event_anaphora
from extract.claims.arguments import Arguments
from extract.claims.clauses import find_clause_claims
from extract.claims.helped import find_help
from extract.claims.modifiers import find_modifier_claims
from extract.claims.nouns import find_noun_claims
from extract.claims.proposals import Proposal
from extract.claims.purposes import protest_purpose
from extract.claims.roles import find_role_claims
from extract.claims.struck import with_struck_states
from extract.claims.suffered import find_suffered
from extract.claims.verbs import find_verb_claims
from extract.gazetteer import Gazetteer


def find_claims(doc: Doc, index: ActorIndex, gazetteer: Gazetteer, published: dt.date | None) -> Iterator[Proposal]:
    """Everything that any rule reads off the document."""
    arguments = Arguments(index)
    found = [
        *find_verb_claims(doc, arguments),
        *find_clause_claims(doc, arguments),
        *find_noun_claims(doc, arguments),
        *protest_purpose(doc, arguments),
        *find_help(doc, arguments),
        *find_suffered(doc, arguments),
        *find_modifier_claims(doc, arguments),
        *find_role_claims(doc, arguments, gazetteer, published),
        *find_affiliations(doc, arguments, gazetteer),
    ]
    found += [
        *event_anaphora(doc, arguments, found),
        *acting_event(doc, arguments, found),
        *denied_charge(doc, arguments, found),
    ]
    yield from with_struck_states(doc, found, gazetteer)
