"""What goes between states, drawn as bands across a circle."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Patch, PathPatch, Wedge
from matplotlib.path import Path

from extract.ontology import relations
from graph.labels import Box
from graph.paint import STYLES, Page, headline, shortened
from graph.shown import CLASSES, class_of
from graph.views import Network

OFFICIAL = ("State", "Government body", "Military")  # who acts for a state
_AIR = 0.05  # radians between two states
_ARC = 0.06  # width of a state's arc, of the radius
_HATCHES = {"conflict": "", "cooperation": "/////"}


@dataclass(frozen=True, slots=True)
class Flow:
    """So many claims of one class that `source` or its officials did something to `target` or its, if `mutual` that
    both did it together; names of states."""

    source: str
    target: str
    kind: str
    mutual: bool
    claims: int


def between_states(network: Network, most: int) -> list[Flow]:
    """Claims of conflict and cooperation between officials of different countries, for the `most` states with most of
    them. A country goes by its state's name, where
    the network has that state, else by its code."""
    names = {actor.country: actor.name for actor in network.actors if actor.kind == "State" and actor.country}
    home = {actor.id: actor.country for actor in network.actors if actor.kind in OFFICIAL and actor.country}
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for row in network.relations:
        one, other = home.get(row.source), home.get(row.target)
        if one is None or other is None or one == other or class_of(row) == "tie":
            continue
        source, target = names.get(one, one), names.get(other, other)
        mutual = relations()[row.relation].symmetric
        if mutual:
            source, target = sorted((source, target))
        counts[source, target, class_of(row), mutual] += row.claims
    share: Counter[str] = Counter()
    for (source, target, *_), claims in counts.items():
        share.update({source: claims, target: claims})
    kept = {name for name, _ in sorted(share.items(), key=lambda entry: (-entry[1], entry[0]))[:most]}
    flows = [Flow(*ends, claims) for ends, claims in counts.items() if {ends[0], ends[1]} <= kept]
    return sorted(flows, key=lambda flow: (-flow.claims, flow.source, flow.target, flow.kind))


def describe_flows(flows: list[Flow]) -> str:
    if not flows:
        return "No claims between states."
    states = {name for flow in flows for name in (flow.source, flow.target)}
    total = Counter({kind: sum(flow.claims for flow in flows if flow.kind == kind) for kind in STYLES})
    largest = "; ".join(
        f"{flow.source} {'and' if flow.mutual else 'to'} {flow.target}, {flow.kind}: {flow.claims}"
        for flow in flows[:5]
    )
    return (
        f"Claims between {len(states)} states: {total['conflict']} of conflict, {total['cooperation']} of cooperation "
        f"or alliance. Most: {largest}."
    )


def paint_chord(sheet: Any, flows: list[Flow], page: Page, title: str) -> None:
    bottom, top = page.margins(title)
    axes = sheet.add_axes((0.01, bottom, 0.98, 1 - bottom - top))
    arcs = _arcs(flows)
    wide, high = page.width * 0.98, page.height * (1 - bottom - top)
    names = max((Box(0, 0, 0, shortened(state, 26), page.letters * 1.1).width for state in arcs), default=0.0)
    radius = min(high / 2.45, (wide / 2 - names) / 1.2)  # inches; names stand outside
    axes.set_xlim(-wide / 2 / radius, wide / 2 / radius)
    axes.set_ylim(-high / 2 / radius, high / 2 / radius)
    axes.axis("off")
    _paint_states(axes, arcs, page, page.letters * 1.6 / 72 / radius)
    free = {state: start for state, (start, _) in arcs.items()}
    unit = _unit(flows)
    for flow in _outward(flows, arcs):
        ends = []
        for state in (flow.source, flow.target):
            ends.append((free[state], free[state] + flow.claims * unit))
            free[state] += flow.claims * unit
        _paint_band(axes, flow, ends[0], ends[1])
    _explain(sheet, flows, page)
    headline(sheet, title, page)


def _unit(flows: list[Flow]) -> float:
    """Radians a claim; each claim takes room at both its states."""
    states = {name for flow in flows for name in (flow.source, flow.target)}
    return (2 * math.pi - _AIR * len(states)) / max(2 * sum(flow.claims for flow in flows), 1)


def _arcs(flows: list[Flow]) -> dict[str, tuple[float, float]]:
    """From which to which angle each state reaches, the largest first, from the top against the clock."""
    share: Counter[str] = Counter()
    for flow in flows:
        share.update({flow.source: flow.claims, flow.target: flow.claims})
    found, angle, unit = {}, math.pi / 2, _unit(flows)
    for state, claims in sorted(share.items(), key=lambda entry: (-entry[1], entry[0])):
        found[state] = (angle, angle + claims * unit)
        angle += claims * unit + _AIR
    return found


def _outward(flows: list[Flow], arcs: dict[str, tuple[float, float]]) -> list[Flow]:
    """Bands to neighbours last, so that they cross few others."""
    place = {state: number for number, state in enumerate(arcs)}
    return sorted(flows, key=lambda flow: (-abs(place[flow.source] - place[flow.target]), flow.source, flow.target))


def _paint_states(axes: Any, arcs: dict[str, tuple[float, float]], page: Page, gap: float) -> None:
    """Arcs, and names at their side of the circle, `gap` apart, a line leading to those that had to move."""
    for arc in arcs.values():
        ends = math.degrees(arc[0]), math.degrees(arc[1])
        axes.add_patch(Wedge((0, 0), 1 + _ARC, *ends, width=_ARC, facecolor="#444444", edgecolor="none"))
    middle = {state: sum(arc) / 2 for state, arc in arcs.items()}
    for side in (1, -1):
        names = sorted((n for n in arcs if math.cos(middle[n]) * side > 0), key=lambda n: -math.sin(middle[n]))
        heights = _apart([1.1 * math.sin(middle[name]) for name in names], gap)
        for name, y in zip(names, heights, strict=True):
            start = _on_circle(middle[name], 1 + _ARC)
            x = side * (max(math.sqrt(max(1.14**2 - y * y, 0.0)), side * start[0]) + 0.02)
            axes.plot([start[0], x - side * 0.01], [start[1], y], color="#888888", linewidth=0.5)
            axes.text(x, y, shortened(name, 26), ha="left" if side > 0 else "right", va="center_baseline",
                      fontsize=page.letters * 1.1)  # fmt: skip


def _apart(heights: list[float], gap: float) -> list[float]:
    """The same from top to bottom, moved as little as may be until they are `gap` apart."""
    groups: list[list[float]] = []  # names that touch share their mean
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _foot(groups[-2], gap) - _head(groups[-1], gap) < gap:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_head(group, gap) - place * gap for group in groups for place in range(len(group))]


def _head(group: list[float], gap: float) -> float:
    return sum(group) / len(group) + (len(group) - 1) * gap / 2


def _foot(group: list[float], gap: float) -> float:
    return _head(group, gap) - (len(group) - 1) * gap


def _paint_band(axes: Any, flow: Flow, source: tuple[float, float], target: tuple[float, float]) -> None:
    """Wide at its source, a point at its target; wide at both ends where both do something together."""
    near = 1.0 if flow.mutual else 0.93
    arrival = _curve(*target) if flow.mutual else [_on_circle(sum(target) / 2, 0.985), _on_circle(target[1], near)]
    points = [*_curve(*source), (0.0, 0.0), _on_circle(target[0], near), *arrival, (0.0, 0.0), _on_circle(source[0])]
    start = len(_curve(*source))
    codes = [Path.MOVETO, *[Path.LINETO] * (start - 1), Path.CURVE3, Path.CURVE3]
    codes += [*[Path.LINETO] * len(arrival), Path.CURVE3, Path.CURVE3]
    colour = STYLES[flow.kind][0]
    axes.add_patch(
        PathPatch(Path(points, codes), facecolor=colour if flow.kind == "conflict" else "white", edgecolor=colour,
                  hatch=_HATCHES[flow.kind], alpha=0.75, linewidth=0.6)
    )  # fmt: skip


def _curve(start: float, end: float) -> list[tuple[float, float]]:
    steps = max(int((end - start) / 0.05), 1)
    return [_on_circle(start + (end - start) * step / steps) for step in range(steps + 1)]


def _on_circle(angle: float, radius: float = 1.0) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)


def _explain(sheet: Any, flows: list[Flow], page: Page) -> None:
    kinds = [kind for kind in _HATCHES if any(flow.kind == kind for flow in flows)]
    signs = [
        Patch(facecolor=STYLES[kind][0] if kind == "conflict" else "white", edgecolor=STYLES[kind][0],
              hatch=_HATCHES[kind], label=CLASSES[kind])
        for kind in kinds
    ]  # fmt: skip
    if signs:
        sheet.legend(handles=signs, loc="lower center", ncols=2, frameon=False, fontsize=page.letters,
                     bbox_to_anchor=(0.5, page.letters * 1.1 / 72 / page.height))  # fmt: skip
    sheet.text(
        0.5, 0.05 / page.height,
        "A band is as wide as there are claims where somebody acts, and points to whom; wide at both ends: together. "
        "States with governments and armed forces.",
        ha="center", fontsize=page.letters * 0.9, color="#444444",
    )  # fmt: skip
