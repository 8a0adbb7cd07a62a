"""The drawings of networks: `draw_network` for up to MAX_DRAWN actors, `draw_whole` for tens of thousands; both return
what the reader selects.

The components' files live in canvas_assets and are served from there. vis-network comes from the installed pyvis, as
canvas_assets/README.md tells; sigma.js was bundled as canvas_assets/whole/BUILD.md tells.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit import runtime

from explore import layout, look, whole
from explore.components import component
from explore.escape import plain
from extract.ontology import relations as vocabulary
from graph.lines import QUAD_CLASSES, Lines
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
    payload = _payload(shown, points, view, centre, expanded)
    return draw_rows(key, payload, selected=selected, height=height, grows=grows)


def draw_rows(
    key: str, payload: Mapping[str, Any], *, selected: Selection = Selection(), height: int = 560, grows: bool = True
) -> Selection:
    """Draws rows that are ready for vis-network, as `_payload` makes them."""
    result = component("canvas")(
        key=key,
        data={**payload, "height": height, "grows": grows, **_sent(key, payload["view"], selected)},
        default={"selection": None},
        on_selection_change=lambda: None,
        on_expand_change=lambda: None,
        on_collapse_change=lambda: None,
        height="content",
    )
    ids = {row[0] for row in payload["actors"]}
    edges = {tuple(row[:3]) for row in payload["relations"]}
    return _returned(key, ids, edges, result, selected)


def draw_whole(
    lines: Lines, key: str, *, drawing: str, ground: whole.Ground, selected: Selection = Selection(), height: int = 560
) -> Selection:
    """Draws up to whole.MAX_ACTORS actors and whole.MAX_LINES lines; double-clicking an actor is its `expand`.

    `drawing` names what `lines` shows, so that nothing is packed or sent again while it is the same; `ground` knows
    where everybody stands. A browser without WebGL is told so, and `webgl_missing` is true from then on.
    """
    ids = [actor.id for actor in lines.actors]
    chosen = selected.edge[::2] if selected.edge else selected.actors
    places = {actor: place for place, actor in enumerate(ids)} if chosen else {}
    told = _sent(key, f"{key}:{drawing}", Selection(tuple(actor for actor in chosen if actor in places)))
    result = component("whole", folder="canvas", script="whole/index.js")(
        key=key,
        data={
            **_whole_payload(lines),
            "view": key,
            "key": drawing,
            "url": _media(_packed(drawing, ground, lines), key),
            "selected": [places[actor] for actor in told["selected"]["actors"] if actor in places],
            "token": told["token"],
            "height": height,
        },
        default={"selection": None, "webgl": True},
        on_selection_change=lambda: None,
        on_webgl_change=lambda: None,
        on_expand_change=lambda: None,
        height="content",
    )
    if result.get("webgl") is False:
        st.session_state["webgl_missing"] = True
    named = {name: _named(result.get(name), drawing, ids) for name in ("selection", "expand")}
    expand = named["expand"]["actors"][0] if named["expand"] and named["expand"]["actors"] else None
    return _returned(key, ids, (), {"selection": named["selection"], "expand": expand}, selected)


def draw_lines(lines: Lines, key: str, view: str, *, selected: Selection = Selection(), height: int = 560) -> Selection:
    """Draws up to MAX_DRAWN actors of a whole network without WebGL; a line chosen is the `edge` (actor, class, actor).
    Double-clicking an actor is its `expand`."""
    known = st.session_state.setdefault("canvas_points", {}).setdefault(view, {})
    ids = [actor.id for actor in lines.actors]
    labels = {actor.id: plain(actor.name, 60) for actor in lines.actors}
    edges = [
        (ids[one], QUAD_CLASSES[quad], ids[other])
        for one, other, quad in zip(lines.one.tolist(), lines.other.tolist(), lines.quad.tolist(), strict=True)
    ]
    known.update(layout.place(labels, [(one, other) for one, _, other in edges], known))
    payload = {
        "view": view,
        "centre": None,
        "expanded": [],
        "palette": {name: quad.colour for name, quad in look.quads().items()},
        "dashes": {"actual": ()},
        "kinds": {actor.kind: _kind(actor.kind) for actor in lines.actors},
        "actors": [_sized_row(actor, known[actor.id], lines.actors[0].claims) for actor in lines.actors],
        "relations": _line_rows(lines, edges),
        **{name: _whole_payload(lines)[name] for name in ("legend", "description")},
    }
    payload["legend"]["kinds"] = list(payload["kinds"].values())
    return draw_rows(key, payload, selected=selected, height=height)


def _sized_row(actor: ActorRow, point: layout.Point, most: int) -> list[Any]:
    return [*_actor_row(actor, point, False)[:-1], round(9 + 21 * math.sqrt(actor.claims / max(most, 1)), 1)]


def _line_rows(lines: Lines, edges: Sequence[EdgeKey]) -> list[list[Any]]:
    claims = lines.claims.tolist()
    widest = math.sqrt(max(claims, default=1))
    widths = [round(1 + 6 * math.sqrt(number) / widest, 1) for number in claims]
    return [
        [one, quad, other, look.quads()[quad].label, quad, "actual", number, width, bend, True]
        for (one, quad, other), number, width, bend in zip(edges, claims, widths, bend_parallels(edges), strict=True)
    ]


def webgl_missing() -> bool:
    """Whether this reader's browser has said that it cannot draw a whole network."""
    return bool(st.session_state.get("webgl_missing"))


@st.cache_resource(max_entries=6, show_spinner=False)
def _packed(drawing: str, _ground: whole.Ground, _lines: Lines) -> bytes:
    points = _ground.points(_lines)
    return whole.pack(_lines, points, _ground.extent())


def _media(packed: bytes, key: str) -> str:
    """Where the browser fetches the bytes: beside the socket, so that no click sends them again."""
    if not runtime.exists():
        return ""
    return runtime.get_instance().media_file_mgr.add(packed, "application/octet-stream", f"canvas-{key}")


def _named(state: Any, drawing: str, ids: Sequence[str]) -> dict[str, Any] | None:
    """The numbers of actors that the browser knows, as their ids; None if they are of a drawing that is gone."""
    if not isinstance(state, Mapping) or state.get("key") != drawing:
        return None
    numbers = state.get("actors", [state.get("actor")])
    chosen = [ids[number] for number in numbers if isinstance(number, int) and 0 <= number < len(ids)]
    return {"actors": chosen, "edge": None}


def _whole_payload(lines: Lines) -> dict[str, Any]:
    present = {actor.kind for actor in lines.actors}
    drawn = {QUAD_CLASSES[number] for number in set(lines.quad.tolist())}
    kinds = [_kind(name) | {"shape": "circle"} for name in look.kinds()]
    quads = [
        {"name": name, "label": look.quads()[name].label, "colour": look.quads()[name].colour} for name in QUAD_CLASSES
    ]
    return {
        "actors": len(lines.actors),
        "description": f"{_described(len(lines.actors), len(lines.one), 'tie')}; arrow keys go from name to name",
        "kinds": kinds,
        "quads": quads,
        "legend": {
            "quads": [quad for quad in quads if quad["name"] in drawn],
            "statuses": [],
            "kinds": [kind for kind in kinds if kind["name"] in present],
        },
    }


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


def _returned(
    key: str, ids: Collection[str], edges: Collection[Any], result: Mapping[str, Any], selected: Selection
) -> Selection:
    """The state of the browser as a Selection, if it changed since it was last read. The browser is not trusted: ids
    that are not drawn are dropped."""
    memory = _memory(key)
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
    return f"{_described(len(network.actors), len(network.relations), 'relation')}; the table below says the same"


def _described(actors: int, lines: int, noun: str) -> str:
    return f"Network of {look.plural(actors, 'actor')} and {look.plural(lines, noun)}"
