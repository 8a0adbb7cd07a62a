"""The part of a people that lives in one state: "Iraqi Kurds", "Iraq's Kurdish minority".

It is an actor of its own, `iraqi-kurds` with the country IRQ: who studies conflicts codes the Kurds of Iraq apart from
those of Turkey. A people at home in one state is not parted: "Burmese Rohingya" are the Rohingya.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from extract.gazetteer import Gazetteer, fold
from extract.linking import ActorSpan
from extract.naming import slug
from extract.peoples import PART, is_people
from extract.records import Actor, How

_MODIFIERS = ("amod", "compound", "nmod")


def parted_by_state(doc: Doc, spans: Iterable[ActorSpan], gazetteer: Gazetteer) -> list[ActorSpan]:
    """The mentions, with "Iraqi Kurds" as one, and with the Kurds of "Iraq's Kurds" as Iraqi Kurds."""
    parted: list[ActorSpan] = []
    for span in spans:
        before = parted[-1] if parted else None
        if before is not None and before.actor.kind == "State" and is_people(span.actor, gazetteer):
            if before.end == span.start and doc[before.start : before.end].root.dep_ in _MODIFIERS:
                span = _joined(doc, parted.pop(), span, gazetteer)
            elif before.end + 1 == span.start and doc[before.end].tag_ == "POS":
                span = replace(span, actor=_part_of(span.actor, before.actor, gazetteer))
        parted.append(span)
    return parted


def without_homes(modifiers: list[ActorSpan], gazetteer: Gazetteer) -> list[ActorSpan]:
    """Each once, and no state beside its part of a people: "Iraq's Kurdish fighters" are those of the Iraqi Kurds."""
    homes = {m.actor.country for m in modifiers if is_people(m.actor, gazetteer)}
    return [m for m in dict.fromkeys(modifiers) if m.actor.kind != "State" or m.actor.country not in homes]


def _joined(doc: Doc, state: ActorSpan, people: ActorSpan, gazetteer: Gazetteer) -> ActorSpan:
    actor = _part_of(people.actor, state.actor, gazetteer)
    whole = fold(doc[state.start : people.end].text) == fold(actor.name)
    how: How = "demonym" if people.how == "demonym" else "name" if whole else "alias"
    return ActorSpan(state.start, people.end, actor, how)


def _part_of(people: Actor, state: Actor, gazetteer: Gazetteer) -> Actor:
    demonyms = gazetteer[state.id].demonyms if state.id in gazetteer else ()
    if people.country == state.country or not demonyms:
        return people
    name = f"{demonyms[0]} {people.name}"
    for hit in gazetteer.lookup(name):
        if is_people(gazetteer[hit.actor_ids[0]].actor, gazetteer):
            return gazetteer[hit.actor_ids[0]].actor
    return Actor(slug(name), name, "Group", state.country, description=PART)
