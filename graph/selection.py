"""Filters as conditions of a query and the parameters they need. A parameter is passed only if its condition is there:
Ladybug answers a missing one with no rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from extract.ontology import relations
from graph import cypher
from graph.views import Filters

# What claims are sorted by; in equal places the newest come first.
CLAIM_ORDERS = {
    "newest": ("", ""),
    "oldest": ("coalesce(c.date, date('9999-12-31'))", "ASC"),
    "surest": ("c.confidence", "DESC"),
    "doubtful": ("c.confidence", "ASC"),
    "relation": ("c.relation", "ASC"),
    "outlet": ("coalesce(c.outlet, '~')", "ASC"),
}


@dataclass(slots=True)
class Selection:
    """`on_claims` if a condition is about single claims, so that the stored sums cannot answer it."""

    conditions: list[str] = field(default_factory=list)
    having: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    on_claims: bool = False

    def require(self, condition: str, **parameters: Any) -> None:
        self.conditions.append(condition)
        self.parameters |= parameters


def about_claims(filters: Filters) -> bool:
    return bool(
        filters.statuses
        or filters.since
        or filters.until
        or filters.outlets
        or filters.speakers
        or filters.outlet_voice
    )


def select_relations(filters: Filters, seeds: list[str], ends: str = "ab") -> Selection:
    """Conditions on (a)-[r:RELATES]->(b), or on the claims c between a and b where those are asked for; on the kinds of
    these ends alone."""
    selection = Selection(on_claims=about_claims(filters))
    _require_kinds(selection, filters, seeds, ends)
    wanted = relation_names(filters)
    if wanted is not None:
        edge = "c" if selection.on_claims else "r"
        selection.require(f"{edge}.relation IN $relations", relations=wanted)
    if selection.on_claims:
        _require_claims(selection, filters)
    _require_strength(selection, filters)
    return selection


def select_claims(filters: Filters | None, rejected: bool) -> Selection:
    """Conditions on single claims c."""
    selection = Selection(on_claims=True)
    if not rejected:
        selection.require("c.rejected = false")
    if filters:
        wanted = relation_names(filters)
        if wanted is not None:
            selection.require("c.relation IN $relations", relations=wanted)
        _require_claims(selection, filters)
    return selection


def relation_names(filters: Filters) -> list[str] | None:
    """The relations that both the names and the quad classes allow; None for all."""
    if not filters.relations and not filters.quad_classes:
        return None
    return [
        name
        for name, relation in relations().items()
        if (not filters.relations or name in filters.relations)
        and (not filters.quad_classes or relation.quad_class in filters.quad_classes)
    ]


def _require_kinds(selection: Selection, filters: Filters, seeds: list[str], ends: str) -> None:
    """A seed may be of any kind: it was asked for."""
    spared = " OR {0}.id IN $seeds" if seeds else ""
    if seeds:
        selection.parameters["seeds"] = seeds
    if filters.kinds:
        selection.parameters["kinds"] = list(filters.kinds)
        test = "({0}.kind IN $kinds" + spared + ")"
    elif not filters.places:
        test = "({0}.kind <> 'Place'" + spared + ")"
    else:
        selection.parameters.pop("seeds", None)
        return
    selection.conditions += map(test.format, ends)


def _require_claims(selection: Selection, filters: Filters) -> None:
    if filters.statuses:
        selection.require("c.status IN $statuses", statuses=list(filters.statuses))
    if filters.since:
        selection.require("c.date >= date($since)", since=filters.since.isoformat())
    if filters.until:
        selection.require("c.date <= date($until)", until=filters.until.isoformat())
    if filters.outlets:
        selection.require("c.outlet IN $outlets", outlets=list(filters.outlets))
    if filters.speakers:
        selection.require(cypher.SAID_BY, speakers=list(filters.speakers))
    if filters.outlet_voice:
        selection.require("c.speaker_text IS NULL")


def _require_strength(selection: Selection, filters: Filters) -> None:
    names = ("claims", "confidence") if selection.on_claims else ("r.claims", "r.confidence")
    tests = selection.having if selection.on_claims else selection.conditions
    if filters.min_claims > 1:
        tests.append(f"{names[0]} >= $min_claims")
        selection.parameters["min_claims"] = filters.min_claims
    if filters.min_confidence > 0:
        tests.append(f"{names[1]} >= $min_confidence")
        selection.parameters["min_confidence"] = filters.min_confidence


def on_kept(filters: Filters, actors: tuple[str, ...], speakers: tuple[str, ...]) -> Filters:
    """The kept ones of those asked for; one that the store does not have matches nothing."""
    return replace(filters, actors=actors or filters.actors, speakers=speakers or filters.speakers)
