"""What of a network a figure shows, where it stands, and how it is put into words."""

from __future__ import annotations

import math

import networkx as nx

from extract.ontology import relations
from graph.views import Network, RelationRow, TimelineRow

CLASSES = {"conflict": "conflict", "cooperation": "cooperation, alliance", "tie": "affiliation"}


def class_of(row: RelationRow) -> str:
    entry = relations()[row.relation]
    if entry.quad_class == "affiliation":
        return "tie"
    return "cooperation" if entry.intensity > 0 else "conflict"


def strongest(network: Network, most: int) -> Network:
    """The actors with most claims among the relations of the network, and the relations between them."""
    weight: dict[str, int] = {}
    for row in network.relations:
        for end in (row.source, row.target):
            weight[end] = weight.get(end, 0) + row.claims
    kept = sorted(weight, key=lambda actor: (-weight[actor], actor))[:most]
    inside = set(kept)
    rows = tuple(row for row in network.relations if row.source in inside and row.target in inside)
    linked = {end for row in rows for end in (row.source, row.target)}
    actors = {row.id: row for row in network.actors}
    chosen = tuple(actors[actor] for actor in kept if actor in linked)
    return Network(chosen, rows, network.total_actors, network.total_relations)


def ego(network: Network, actor: str, most: int = 30) -> Network:
    """The actor, its strongest others, and the relations between it and them."""
    rows = [row for row in network.relations if actor in (row.source, row.target)]
    weight: dict[str, int] = {}
    for row in rows:
        other = row.target if row.source == actor else row.source
        weight[other] = weight.get(other, 0) + row.claims
    kept = sorted(weight, key=lambda other: (-weight[other], other))[:most]
    known = {row.id: row for row in network.actors}
    chosen = tuple(known[one] for one in (actor, *(one for one in kept if one != actor)) if one in known)
    inside = {row.id for row in chosen}
    shown = tuple(row for row in rows if row.source in inside and row.target in inside)
    return Network(chosen, shown, len(weight) + 1, len(rows))


def layout(network: Network) -> dict[str, tuple[float, float]]:
    """Places of the actors by stress (Kamada and Kawai), component by component, then evened out: the same each
    time."""
    graph = nx.Graph()
    graph.add_nodes_from(row.id for row in network.actors)
    graph.add_edges_from((row.source, row.target) for row in network.relations)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    places: dict[str, tuple[float, float]] = {}
    right, top, row_height, width = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        order = [node for node in graph if node in part]
        inner = graph.subgraph(part)
        start = nx.circular_layout(order)
        found = nx.kamada_kawai_layout(inner, pos=start) if len(part) > 2 else nx.circular_layout(order)
        reach = math.sqrt(len(part))
        if right and right + 2 * reach > width:
            right, top, row_height = 0.0, top - row_height - 0.8, 0.0
        for node in order:
            x, y = found[node]
            places[node] = (right + reach + float(x) * reach, top - reach + float(y) * reach)
        right += 2 * reach + 0.8
        row_height = max(row_height, 2 * reach)
        width = max(width, right)
    return _evened(places)


def _evened(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Half its place and half its rank from left to right and from top to bottom: a crowded middle gets room from
    empty sides, and who stood left of somebody still does."""
    sides = []
    for side in (0, 1):
        order = sorted(places, key=lambda one: (places[one][side], one))
        low, high = (places[order[end]][side] for end in (0, -1)) if order else (0.0, 0.0)
        step = 1 / max(len(order) - 1, 1)
        spread = {one: (places[one][side] - low) / ((high - low) or 1.0) for one in order}
        sides.append({one: (spread[one] + rank * step) / 2 for rank, one in enumerate(order)})
    return {one: (sides[0][one], sides[1][one]) for one in places}


def describe_network(network: Network, shown: Network) -> str:
    """The alternative text: how much is shown, who stands out, what prevails."""
    leading = ", ".join(row.name for row in shown.actors[:5])
    classes: dict[str, int] = {}
    for row in shown.relations:
        classes[class_of(row)] = classes.get(class_of(row), 0) + row.claims
    counts = ", ".join(f"{number} of {CLASSES[name].replace(', ', ' or ')}" for name, number in sorted(classes.items()))
    of = f" of {network.total_actors}" if network.total_actors > len(shown.actors) else ""
    return (
        f"Network of {len(shown.actors)}{of} actors and {len(shown.relations)} relations; claims: {counts or 'none'}. "
        f"Most connected: {leading or 'nobody'}."
    )


def describe_timeline(rows: list[TimelineRow]) -> str:
    """Of rows with cooperation or conflict."""
    if not rows:
        return "Timeline without dated claims of cooperation or conflict."
    peak = max(rows, key=lambda row: (row.cooperation + row.conflict, row.date))
    cooperation, conflict = sum(row.cooperation for row in rows), sum(row.conflict for row in rows)
    return (
        f"{cooperation} dated claims of cooperation and {conflict} of conflict from {rows[0].date:%B %Y} to "
        f"{rows[-1].date:%B %Y}; most in {peak.date:%B %Y}: {peak.cooperation} of cooperation and {peak.conflict} of "
        "conflict. Alliances and affiliations are not drawn."
    )
