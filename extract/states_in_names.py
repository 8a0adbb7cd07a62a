"""The state that the name of a body begins with: "Turkish" of "the Turkish Armed Forces", "Indonesian" of its navy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from extract.gazetteer import Gazetteer
from extract.linking import ActorSpan

_OWN_NAMES = frozenset({"State", "Place", "Person", "International organization"})


def states_in_names(doc: Doc, spans: Iterable[ActorSpan], gazetteer: Gazetteer) -> Iterator[ActorSpan]:
    """A mention by demonym for every name of a body of that state; "African" of "African Union" is none."""
    for span in spans:
        if span.end - span.start < 2 or span.how not in ("name", "alias") or span.actor.kind in _OWN_NAMES:
            continue
        meant = {i for hit in gazetteer.lookup(doc[span.start].text) if hit.how == "demonym" for i in hit.actor_ids}
        states = [gazetteer[i].actor for i in meant if gazetteer[i].actor.kind == "State"]
        if len(states) == 1 and span.actor.country in (None, states[0].country):
            yield ActorSpan(span.start, span.start + 1, states[0], "demonym")
