"""Which actors and relations to draw around one actor: never a hairball, always the best-attested first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.views import ActorRow, Filters, Network, RelationRow

FIRST_PARTNERS = 30  # drawn around the actor looked at
MORE_PARTNERS = 12  # drawn around each actor expanded after it
MOST_PARALLEL = 6  # lines between two actors; more cannot be told apart, and the evidence lists all of them
MOST_BETWEEN = 200  # lines among the partners; more are a hairball
_RELATIONS = 2000  # read for one actor; the strongest come first

ReadNetwork = Callable[[Filters], Network]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`shown` of `total` partners of the centre are in `network`."""

    network: Network
    shown: int
    total: int


def neighbourhood(
    read: ReadNetwork,
    centre: str,
    expanded: Sequence[str],
    filters: Filters,
    partners: int = FIRST_PARTNERS,
    among: bool = False,
) -> Neighbourhood:
    """The centre with its `partners` best-attested partners, and MORE_PARTNERS of each expanded actor; `among` adds
    the relations between those drawn."""
    around = read(_about(filters, centre))
    rows, near = strongest(around.relations, centre, partners)
    actors = {actor.id: actor for actor in around.actors if actor.id in near or actor.id == centre}
    for actor in expanded:
        wider = read(_about(filters, actor))
        more, new = strongest(wider.relations, actor, MORE_PARTNERS)
        rows += [row for row in more if row not in rows]
        actors |= {row.id: row for row in wider.actors if (row.id in new or row.id == actor) and row.id not in actors}
    if among:
        rows += _between(read, filters, actors, rows)
    rows = strongest_of_pairs(rows)
    ordered = sorted(actors.values(), key=lambda row: (row.id != centre, -row.claims, row.id))
    network = Network(tuple(ordered), tuple(rows), around.total_actors, around.total_relations)
    return Neighbourhood(network, len(near), max(around.total_actors - 1, len(near)))


def strongest(relations: Sequence[RelationRow], actor: str, most: int) -> tuple[list[RelationRow], set[str]]:
    """The relations of `actor` with its `most` best-attested partners, and those partners."""
    weight: dict[str, int] = {}
    for row in relations:
        other = _other(row, actor)
        if other:
            weight[other] = weight.get(other, 0) + row.claims
    near = set(sorted(weight, key=lambda other: (-weight[other], other))[:most])
    return [row for row in relations if _other(row, actor) in near], near


def strongest_of_pairs(rows: Sequence[RelationRow]) -> list[RelationRow]:
    """At most MOST_PARALLEL relations between the same two actors, the best attested."""
    seen: dict[frozenset[str], int] = {}
    kept = []
    for row in sorted(rows, key=lambda row: -row.claims):
        pair = frozenset((row.source, row.target))
        seen[pair] = seen.get(pair, 0) + 1
        if seen[pair] <= MOST_PARALLEL:
            kept.append(row)
    return kept


def _other(row: RelationRow, actor: str) -> str | None:
    if actor == row.source:
        return row.target
    return row.source if actor == row.target else None


def _about(filters: Filters, actor: str) -> Filters:
    return replace(filters, actors=(actor,), hops=1, limit=_RELATIONS)


def _between(
    read: ReadNetwork, filters: Filters, actors: dict[str, ActorRow], rows: list[RelationRow]
) -> list[RelationRow]:
    have = {(row.source, row.relation, row.target) for row in rows}
    found = read(replace(filters, actors=tuple(sorted(actors)), hops=0, limit=len(rows) + MOST_BETWEEN)).relations
    return [row for row in found if (row.source, row.relation, row.target) not in have][:MOST_BETWEEN]
