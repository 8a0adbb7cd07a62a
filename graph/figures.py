"""Figures for print and slides: networks, an actor's own, timelines, matrices, states, periods; as SVG, PDF and PNG.
The same input gives the same bytes, and every figure comes with an alternative text."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from extract.ontology import relations
from graph.chord import Flow, between_states, describe_flows, paint_chord
from graph.labels import Box, drawable
from graph.paint import (
    PAGES,
    RESOLUTION,
    STYLES,
    Drawing,
    Form,
    Page,
    Places,
    drawn,
    fitted,
    headline,
    legend,
    network_sheet,
    paint_network,
    shortened,
)
from graph.shown import describe_network, describe_timeline, ego, layout, strongest
from graph.views import Network, RelationRow, TimelineRow

MOST_MATRIX, MOST_PERIOD, MOST_STATES = 30, 16, 14  # actors: more cannot be told apart in a cell, a panel, a circle
_SIGNS = "Rows act on columns.\nNumber: claims. + cooperation\nprevails, − conflict, · neither."
MOST_TICKS = 12  # names of months or years below a timeline
YEARLY = 5 * 366  # days beyond which bars of months are too thin to see


def network_figure(
    network: Network, form: Form = "svg", size: str = "a4", places: Places | None = None, title: str = ""
) -> Drawing:
    """The most connected actors and their relations. `places` are those of the screen; without them a layout
    is made that is the same each time."""
    page = PAGES[size]
    shown = strongest(network, page.actors)
    where = _scaled(places, shown) if places else layout(shown)
    alt = describe_network(network, shown)
    return drawn(lambda sheet: network_sheet(sheet, shown, where, page, title), _inches(page), form, alt)


def ego_figure(network: Network, actor: str, form: Form = "svg", size: str = "a4", title: str = "") -> Drawing:
    """An actor in the middle, those it has to do with around it, the most claimed first, clockwise from the top."""
    page = PAGES[size]
    around = ego(network, actor, page.actors // 2)
    others = [row for row in around.actors if row.id != actor]
    where = {actor: (0.0, 0.0)}
    for number, row in enumerate(others):
        angle = math.pi / 2 - 2 * math.pi * number / max(len(others), 1)
        distance = 1.0 if number % 2 == 0 or len(others) < 12 else 0.72
        where[row.id] = (distance * math.cos(angle), distance * math.sin(angle))
    alt = describe_network(network, around)
    return drawn(lambda sheet: network_sheet(sheet, around, where, page, title), _inches(page), form, alt)


def timeline_figure(
    rows: Iterable[TimelineRow], form: Form = "svg", size: str = "a4", title: str = ""
) -> Drawing:  # fmt: skip
    """Claims of cooperation above the line and of conflict below it, by month, over more than five years by year."""
    page = PAGES[size]
    found = [row for row in rows if row.cooperation or row.conflict]
    long = bool(found) and (found[-1].date - found[0].date).days > YEARLY
    bars: dict[dt.date, list[int]] = {}
    for row in found:
        bar = bars.setdefault(row.date.replace(month=1, day=1) if long else row.date, [0, 0])
        bar[0] += row.cooperation
        bar[1] += row.conflict

    def paint(sheet: Any) -> None:
        axes = sheet.add_axes((0.08, 0.15, 0.9, 0.68))
        middle = dt.timedelta(days=182 if long else 14)
        width = dt.timedelta(days=300 if long else 25)
        for name, side, sign in (("cooperation", 0, 1), ("conflict", 1, -1)):
            heights = [sign * bar[side] for bar in bars.values()]
            axes.bar([start + middle for start in bars], heights, width=width, color=STYLES[name][0], label=name)
        spans = _spans(list(bars), long)
        axes.set_xticks(
            [start + middle for start in spans], [f"{start:{'%Y' if long else '%b %Y'}}" for start in spans]
        )
        axes.axhline(0, color="black", linewidth=0.6)
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set_ylabel("claims a year" if long else "claims a month", fontsize=page.letters * 1.2)
        axes.tick_params(labelsize=page.letters * 1.2)
        axes.grid(axis="y", linewidth=0.3, color="#cccccc")
        axes.legend(loc="lower left", ncols=2, frameon=False, bbox_to_anchor=(0, 1), fontsize=page.letters * 1.2)
        headline(sheet, title, page)

    return drawn(paint, (page.width, page.height * 0.4), form, describe_timeline(found))


def _spans(starts: list[dt.date], long: bool) -> list[dt.date]:
    """The years or months from the first to the last, as many of them as a line has room for names."""
    if not starts:
        return []
    step = 12 if long else 1
    first, last = (12 * day.year + day.month - 1 for day in (starts[0], starts[-1]))
    named = range(first, last + 1, step * math.ceil((last - first + 1) / step / MOST_TICKS))
    return [dt.date(number // 12, number % 12 + 1, 1) for number in named]


def matrix_figure(network: Network, form: Form = "svg", size: str = "a4", title: str = "") -> Drawing:
    """Who acts on whom: rows act, columns are acted on; a cell says how many claims, and by its sign what prevails."""
    page = PAGES[size]
    shown = strongest(network, min(MOST_MATRIX, page.actors // 2))
    place = {row.id: number for number, row in enumerate(shown.actors)}
    totals, tone = np.zeros((len(place),) * 2), np.zeros((len(place),) * 2)
    for row in shown.relations:
        for one, other in _directions(row):
            totals[place[one], place[other]] += row.claims
            tone[place[one], place[other]] += row.claims * relations()[row.relation].intensity
    alt = f"Matrix of the {len(place)} most connected actors; {describe_network(network, shown)}"
    names = [shortened(row.name, 28, row.id) for row in shown.actors]
    return drawn(lambda sheet: _paint_matrix(sheet, names, totals, tone, page, title), _inches(page), form, alt)


def _paint_matrix(sheet: Any, names: list[str], totals: Any, tone: Any, page: Page, title: str) -> None:
    letters = min(page.letters, page.height * 0.7 / max(len(names), 1) * 72 * 0.55)
    longest = max((Box(0, 0, 0, name, letters).width for name in names), default=0.0)
    side = min(page.width - 2 * longest, page.height - 0.85 * longest - 0.2)  # names of columns lean
    left = max((page.width - side) / 2, longest + 0.1) / page.width
    axes = sheet.add_axes((left, 0.02, side / page.width, side / page.height))
    axes.imshow(np.sqrt(totals), cmap="Greys", vmin=0, vmax=max(np.sqrt(totals).max(initial=0), 1) * 2.8, aspect="auto")
    for one, other in zip(*np.nonzero(totals), strict=True):
        sign, colour = ("·", "#333333")
        if tone[one, other]:
            sign, name = ("+", "cooperation") if tone[one, other] > 0 else ("−", "conflict")
            colour = STYLES[name][0]
        text = f"{sign}{totals[one, other]:g}"
        axes.text(other, one, text, ha="center", va="center_baseline", color=colour, fontsize=letters, weight="bold")
    _rule(axes, names, letters)
    top = 1 - 0.1 / page.height
    sheet.text(0.01, top, drawable(title) or "Who acts on whom", fontsize=page.letters * 1.4, va="top")
    sheet.text(0.01, top - page.letters * 2.2 / 72 / page.height, _SIGNS, fontsize=page.letters, va="top")


def states_figure(network: Network, form: Form = "svg", size: str = "a4", title: str = "") -> Drawing:
    """What goes from state to state: claims between states, their governments and armed forces, added up by country. A
    band is as wide at its start as there are claims, and points to the state that something is done to."""
    page = PAGES[size]
    flows: list[Flow] = between_states(network, MOST_STATES)
    return drawn(lambda sheet: paint_chord(sheet, flows, page, title), _inches(page), form, describe_flows(flows))


def period_figure(
    networks: Mapping[str, Network], form: Form = "svg", size: str = "a4-wide", title: str = ""
) -> Drawing:
    """The same actors at the same places, period by period: those with most claims in all of them together. An actor
    without relations in a period is an empty dot."""
    page = PAGES[size]
    rows = tuple(row for part in networks.values() for row in part.relations)
    known = {actor.id: actor for part in networks.values() for actor in part.actors}
    whole = strongest(Network(tuple(known.values()), rows, len(known), len(rows)), min(MOST_PERIOD, page.actors // 3))
    kept = {actor.id for actor in whole.actors}
    shown = {name: _within(part, kept) for name, part in networks.items()}
    where = layout(whole)
    columns = min(len(shown), 3) or 1
    lines = math.ceil(len(shown) / columns) or 1
    bottom, top = page.margins(title)

    def paint(sheet: Any) -> None:
        width, height = 1 / columns, (1 - bottom - top) / lines
        inches = page.width * (width - 0.01), page.height * height - 0.28
        places = fitted(whole, where, inches, page)
        for number, (name, part) in enumerate(shown.items()):
            line, column = divmod(number, columns)
            box = (column * width + 0.005, bottom + (lines - 1 - line) * height,
                   width - 0.01, height - 0.28 / page.height)  # fmt: skip
            axes = sheet.add_axes(box)
            axes.set_title(f"{name} ({sum(row.claims for row in part.relations)} claims)", fontsize=page.letters * 1.3)
            present = {actor.id for actor in part.actors}
            paint_network(axes, part, places, inches, page, others=[one for one in places if one not in present])
        legend(sheet, whole, page)
        headline(sheet, title, page)

    alt = "; ".join(f"{name}: {describe_network(networks[name], part)}" for name, part in shown.items())
    return drawn(paint, _inches(page), form, alt or "No period is shown.")


def _within(network: Network, kept: set[str]) -> Network:
    rows = tuple(row for row in network.relations if row.source in kept and row.target in kept)
    ends = {end for row in rows for end in (row.source, row.target)}
    actors = tuple(actor for actor in network.actors if actor.id in ends)
    return Network(actors, rows, network.total_actors, network.total_relations)


def _rule(axes: Any, names: list[str], letters: float) -> None:
    """Names at rows and columns, and a grid between the cells."""
    axes.set_xticks(range(len(names)), names, rotation=55, ha="left", rotation_mode="anchor", fontsize=letters)
    axes.set_yticks(range(len(names)), names, fontsize=letters)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axes.set_xticks(np.arange(-0.5, len(names)), minor=True)
    axes.set_yticks(np.arange(-0.5, len(names)), minor=True)
    axes.grid(which="minor", color="#dddddd", linewidth=0.4)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(False)


def _inches(page: Page) -> tuple[float, float]:
    return page.width, page.height


def _directions(row: RelationRow) -> list[tuple[str, str]]:
    ends = (row.source, row.target)
    return [ends, ends[::-1]] if relations()[row.relation].symmetric else [ends]


def _scaled(places: Places, network: Network) -> dict[str, tuple[float, float]]:
    """Places of the screen, where y grows downwards; an actor that the screen lacks stands in the middle."""
    return {
        row.id: (places[row.id][0], -places[row.id][1]) if row.id in places else (0.0, 0.0) for row in network.actors
    }


__all__ = [
    "PAGES", "RESOLUTION", "Drawing", "Form", "ego_figure", "matrix_figure", "network_figure", "period_figure",
    "states_figure", "timeline_figure",
]  # fmt: skip
