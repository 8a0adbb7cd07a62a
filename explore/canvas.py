"""The drawing of a network: `draw_network` is its whole interface.

The component's files live in canvas_assets and are served from there. vis-network comes from the installed pyvis, as
canvas_assets/README.md tells.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from explore import layout, look
from explore.components import component
from explore.escape import plain
from extract.ontology import relations as vocabulary
from graph.views import ActorRow, Network, RelationRow

_BEND = 0.24  # between two parallel lines, as a share of their length: their labels stand clear of each other
_MOST_BENT = 1.2  # between the outermost two: beyond, lines leave the drawing

EdgeKey = tuple[str, str, str]  # source, relation, target
MAX_DRAWN = 500  # actors; above, a drawing of this kind is neither legible nor fast


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen on a canvas: actors, or one relation. `expand` and `collapse` name the actor asked for now."""

    actors: tuple[str, ...] = ()
    edge: EdgeKey | None = None
    expand: str | None = field(default=None, compare=False)
    collapse: str | None = field(default=None, compare=False)


def draw_network(
    network: Network,
    key: str,
    *,
    selected: Selection = Selection(),
    centre: str | None = None,
    expanded: Sequence[str] = (),
    height: int = 560,
    grows: bool = True,
) -> Selection:
    """Draws the network and returns what the reader has selected on it, `selected` until then.

    `key` names the canvas, `centre` the actor it is about; what the reader moved, pinned and hid is remembered for each
    pair of them. Positions survive reruns, filters and expansions. At most MAX_DRAWN actors are drawn. Without
    `grows` actors cannot be expanded.
    """
    view = f"{key}:{centre or ''}"
    shown = _bounded(network)
    points = _points(shown, view, centre)
    result = component("canvas")(
        key=key,
        data=_payload(shown, points, view, centre, expanded)
        | {"height": height, "grows": grows}
        | _sent(key, view, selected),
        default={"selection": None},
        on_selection_change=lambda: None,
        on_expand_change=lambda: None,
        on_collapse_change=lambda: None,
        height="content",
    )
    return _returned(key, shown, result, selected)


def _bounded(network: Network) -> Network:
    actors = network.actors[:MAX_DRAWN]
    ids = {actor.id for actor in actors}
    relations = tuple(row for row in network.relations if row.source in ids and row.target in ids)
    return Network(actors, relations, network.total_actors, network.total_relations)


def _points(network: Network, view: str, centre: str | None) -> dict[str, layout.Point]:
    """Where everything in this view ever stood, with what is new in it."""
    known = st.session_state.setdefault("canvas_points", {}).setdefault(view, {})
    labels = {actor.id: plain(actor.name, 60) for actor in network.actors}
    ties = [(row.source, row.target) for row in network.relations]
    known.update(layout.place(labels, ties, known, centre))
    return known


def _sent(key: str, view: str, selected: Selection) -> dict[str, Any]:
    """The selection as the browser is told it. What the browser itself chose is not sent back, so that a click leaves
    the payload as it was and Streamlit has nothing to send again."""
    memory = _memory(key)
    if memory["view"] != view or memory["shows"] != selected:
        memory |= {"view": view, "told": selected, "shows": selected, "token": memory["token"] + 1}
    told = memory["told"]
    return {"selected": {"actors": list(told.actors), "edge": told.edge}, "token": memory["token"]}


def _returned(key: str, network: Network, result: Any, selected: Selection) -> Selection:
    """The state of the browser as a Selection, if it changed since it was last read. The browser is not trusted: ids
    that are not drawn are dropped."""
    memory = _memory(key)
    ids = {actor.id for actor in network.actors}
    edges = {(row.source, row.relation, row.target) for row in network.relations}
    grown = {verb: result.get(verb) if result.get(verb) in ids else None for verb in ("expand", "collapse")}
    state = result.get("selection")
    if state and memory["read"] != state:
        memory["read"] = state
        edge = tuple(state.get("edge") or ())
        actors = tuple(actor for actor in state.get("actors", ()) if actor in ids)
        selected = memory["shows"] = Selection(actors, edge if edge in edges else None)
    return Selection(selected.actors, selected.edge, **grown)


def _memory(key: str) -> dict[str, Any]:
    """What passed between server and browser for one canvas: the selection last told and last read, and that shown."""
    fresh = {"view": None, "told": Selection(), "shows": None, "token": 0, "read": None}
    return st.session_state.setdefault("canvas_memory", {}).setdefault(key, fresh)


def forget_shown() -> None:
    """To be called when another page opens: the browser then starts its canvases anew and must be told everything."""
    for memory in st.session_state.get("canvas_memory", {}).values():
        memory |= {"shows": None, "read": None}


def _payload(
    network: Network,
    points: dict[str, layout.Point],
    view: str,
    centre: str | None,
    expanded: Sequence[str],
) -> dict[str, Any]:
    kinds = list(dict.fromkeys(actor.kind for actor in network.actors))
    bends = bend_parallels([(row.source, row.relation, row.target) for row in network.relations])
    return {
        "view": view,
        "centre": centre,
        "expanded": list(expanded),
        "description": _description(network),
        "actors": [_actor_row(actor, points[actor.id], actor.id == centre) for actor in network.actors],
        "relations": [_relation_row(row, bend) for row, bend in zip(network.relations, bends, strict=True)],
        "palette": {name: quad.colour for name, quad in look.quads().items()},
        "dashes": {name: status.dash for name, status in look.statuses().items()},
        "kinds": {kind: _kind(kind) for kind in kinds},
        "legend": _legend(network),
    }


def _kind(name: str) -> dict[str, Any]:
    kind = look.kinds()[name]
    return {"name": name, "label": name, "shape": kind.shape, "colour": kind.colour}


def _legend(network: Network) -> dict[str, Any]:
    """Only what is drawn, in the order of the codebook."""
    kinds = {actor.kind for actor in network.actors}
    quads = {vocabulary()[row.relation].quad_class for row in network.relations}
    drawn = {main_status(row) for row in network.relations}
    return {
        "quads": [
            {"name": q.name, "label": q.label, "colour": q.colour} for q in look.quads().values() if q.name in quads
        ],
        "statuses": [
            {"name": s.name, "label": s.label, "dash": s.dash} for s in look.statuses().values() if s.name in drawn
        ],
        "kinds": [_kind(name) for name in look.kinds() if name in kinds],
    }


def _actor_row(actor: ActorRow, point: layout.Point, central: bool) -> list[Any]:
    radius = 11 + 3.2 * math.log2(1 + actor.claims) if actor.claims else 10
    return [actor.id, plain(actor.name, 60), actor.kind, *point, round(min(radius, 30) + (5 if central else 0), 1)]


def _relation_row(row: RelationRow, bend: float) -> list[Any]:
    relation = vocabulary()[row.relation]
    width = round(1.4 + 1.1 * math.log2(row.claims), 1)
    return [
        row.source, row.relation, row.target, look.verb(row.relation), relation.quad_class, main_status(row),
        row.claims, min(width, 8), bend, relation.symmetric,
    ]  # fmt: skip


def main_status(row: RelationRow) -> str:
    """A relation that anybody says happened is drawn so; else as the status of most of its claims."""
    counts = {"actual": row.actual, "planned": row.planned, "hypothetical": row.hypothetical, "negated": row.negated}
    return "actual" if row.actual else max(counts, key=lambda status: counts[status])


def bend_parallels(edges: Sequence[EdgeKey]) -> list[float]:
    """How far each line curves so that none between the same two actors covers another: 0 is straight, the sign is
    the side as seen from its source."""
    pairs: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, (source, _, target) in enumerate(edges):
        pairs[frozenset((source, target))].append(index)
    bends = [0.0] * len(edges)
    for indices in pairs.values():
        step = min(_BEND, _MOST_BENT / len(indices))
        for rank, index in enumerate(indices):
            side = rank - (len(indices) - 1) / 2
            source, _, target = edges[index]
            bends[index] = round(step * side * (1 if source < target else -1), 3)
    return bends


def _description(network: Network) -> str:
    actors = look.plural(len(network.actors), "actor")
    return f"Network of {actors} and {look.plural(len(network.relations), 'relation')}; the table below says the same"
