"""Figures for print: networks, timelines, matrices, as SVG, PDF and PNG. The same input gives the same bytes.

Colours are Okabe and Ito's, which the colour-blind can tell apart; what a colour says, a line style or a sign says too,
so that a copy in grey says as much. Every figure comes with an alternative text.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D

from extract.ontology import relations
from graph.draw import KIND_COLOURS
from graph.labels import Box, placed
from graph.shown import CLASSES, class_of, describe_network, describe_timeline, ego, layout, strongest
from graph.views import ActorRow, Network, RelationRow, TimelineRow

Form = Literal["svg", "pdf", "png"]
Places = Mapping[str, tuple[float, float]]
SIZES = {"a4": (6.7, 6.2), "a4-wide": (9.9, 6.2), "slide": (12.0, 6.4)}  # inches within the margins
RESOLUTION = 300  # dots an inch, what journals ask of line art in PNG at this size
MOST_ACTORS, MOST_MATRIX = 60, 30  # more than these cannot be told apart on a page
YEARLY = 5 * 366  # days beyond which bars of months are too thin to see
# A class of relation: its colour and its line style.
STYLES: dict[str, tuple[str, Any]] = {
    "conflict": ("#d55e00", "solid"),
    "cooperation": ("#0072b2", "dashed"),
    "tie": ("#777777", "dotted"),
}
_FONTS = ["DejaVu Sans"]  # ships with matplotlib: the same on every machine
_SETTINGS: Any = {
    "font.family": _FONTS, "font.size": 8, "svg.hashsalt": "dramatis", "svg.fonttype": "path", "pdf.fonttype": 42,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bytes of a figure and what it shows, in words."""

    content: bytes
    form: Form
    alt: str


def network_figure(
    network: Network, form: Form = "svg", size: str = "a4", places: Places | None = None, title: str = ""
) -> Drawing:
    """The most connected actors and their relations. `places` are those of the screen; without them a layout
    is made that is the same each time."""
    shown = strongest(network, MOST_ACTORS)
    where = _scaled(places, shown) if places else layout(shown)

    def paint(sheet: Any) -> None:
        axes = sheet.add_axes((0.02, 0.07, 0.96, 0.88 if title else 0.92))
        _paint_network(axes, shown, where, SIZES[size])
        _legend(sheet, shown)
        if title:
            sheet.suptitle(title, y=0.985, fontsize=10)

    return _drawn(paint, SIZES[size], form, describe_network(network, shown))


def ego_figure(network: Network, actor: str, form: Form = "svg", size: str = "a4", title: str = "") -> Drawing:
    """An actor in the middle, those it has to do with around it, the most claimed first, clockwise from the top."""
    around = ego(network, actor)
    others = [row for row in around.actors if row.id != actor]
    where = {actor: (0.0, 0.0)}
    for number, row in enumerate(others):
        angle = math.pi / 2 - 2 * math.pi * number / max(len(others), 1)
        distance = 1.0 if number % 2 == 0 or len(others) < 12 else 0.72
        where[row.id] = (distance * math.cos(angle), distance * math.sin(angle))

    def paint(sheet: Any) -> None:
        axes = sheet.add_axes((0.02, 0.07, 0.96, 0.88 if title else 0.92))
        _paint_network(axes, around, where, SIZES[size])
        _legend(sheet, around)
        if title:
            sheet.suptitle(title, y=0.985, fontsize=10)

    return _drawn(paint, SIZES[size], form, describe_network(network, around))


def timeline_figure(
    rows: Iterable[TimelineRow], form: Form = "svg", size: tuple[float, float] = (6.7, 2.4), title: str = ""
) -> Drawing:
    """Claims of cooperation above the line and of conflict below it, by month, over more than five years by year."""
    found = list(rows)
    long = bool(found) and (found[-1].date - found[0].date).days > YEARLY
    bars: dict[dt.date, list[int]] = {}
    for row in found:
        bar = bars.setdefault(row.date.replace(month=1, day=1) if long else row.date, [0, 0])
        bar[0] += row.cooperation
        bar[1] += row.conflict

    def paint(sheet: Any) -> None:
        axes = sheet.add_axes((0.08, 0.2, 0.9, 0.66))
        up, down = ([bar[side] for bar in bars.values()] for side in (0, 1))
        width = dt.timedelta(days=300 if long else 25)
        axes.bar(list(bars), up, width=width, align="edge", color=STYLES["cooperation"][0], label="cooperation")
        axes.bar(
            list(bars), [-n for n in down], width=width, align="edge", color=STYLES["conflict"][0], label="conflict"
        )
        axes.axhline(0, color="black", linewidth=0.6)
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set_ylabel("claims a year" if long else "claims a month")
        axes.grid(axis="y", linewidth=0.3, color="#cccccc")
        axes.legend(loc="upper left", ncols=2, frameon=False, bbox_to_anchor=(0, 1.18))
        if title:
            axes.set_title(title, loc="right", fontsize=9)

    return _drawn(paint, size, form, describe_timeline(found))


def matrix_figure(network: Network, form: Form = "svg", size: str = "a4", title: str = "") -> Drawing:
    """Who acts on whom: rows act, columns are acted on; the shade says how many claims, the sign what prevails."""
    shown = strongest(network, MOST_MATRIX)
    actors = list(shown.actors)
    place = {row.id: number for number, row in enumerate(actors)}
    totals, tone = np.zeros((len(actors),) * 2), np.zeros((len(actors),) * 2)
    for row in shown.relations:
        for one, other in _directions(row):
            totals[place[one], place[other]] += row.claims
            tone[place[one], place[other]] += row.claims * relations()[row.relation].intensity

    def paint(sheet: Any) -> None:
        axes = sheet.add_axes((0.26, 0.03, 0.62, 0.66))
        axes.imshow(np.sqrt(totals), cmap="Greys", vmin=0, vmax=max(np.sqrt(totals).max(), 1) * 2.2)
        for one, other in zip(*np.nonzero(totals), strict=True):
            sign = "+" if tone[one, other] > 0 else "−" if tone[one, other] < 0 else "·"
            colour = STYLES["cooperation" if sign == "+" else "conflict" if sign == "−" else "tie"][0]
            axes.text(other, one, sign, ha="center", va="center", color=colour, fontsize=8, fontweight="bold")
        names = [shortened(row.name, 28) for row in actors]
        axes.set_xticks(range(len(actors)), names, rotation=60, ha="left", rotation_mode="anchor", fontsize=6.5)
        axes.set_yticks(range(len(actors)), names, fontsize=6.5)
        axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
        axes.set_xticks(np.arange(-0.5, len(actors)), minor=True)
        axes.set_yticks(np.arange(-0.5, len(actors)), minor=True)
        axes.grid(which="minor", color="#dddddd", linewidth=0.4)
        axes.tick_params(which="minor", length=0)
        axes.spines[:].set_visible(False)
        sheet.text(0.01, 0.97, title or "Rows act on columns", fontsize=9, va="top")
        sheet.text(0.01, 0.93, "darker: more claims\n+ cooperation  − conflict\n· affiliation", fontsize=7, va="top")

    alt = f"Matrix of the {len(actors)} most connected actors; {describe_network(network, shown)}"
    return _drawn(paint, SIZES[size], form, alt)


def period_figure(
    networks: Mapping[str, Network], form: Form = "svg", size: str = "a4-wide", title: str = ""
) -> Drawing:
    """The same actors at the same places, period by period."""
    shown = {name: strongest(network, 25) for name, network in networks.items()}
    everybody = {row.id: row for part in shown.values() for row in part.actors}
    everything = tuple(row for part in shown.values() for row in part.relations)
    where = layout(Network(tuple(everybody.values()), everything, len(everybody), len(everything)))
    columns = min(len(shown), 3) or 1
    lines = math.ceil(len(shown) / columns) or 1

    def paint(sheet: Any) -> None:
        for number, (name, part) in enumerate(shown.items()):
            line, column = divmod(number, columns)
            width, height = 1 / columns, 0.9 / lines
            box = (column * width + 0.01, 0.08 + (lines - 1 - line) * height, width - 0.02, height - 0.05)
            axes = sheet.add_axes(box)
            axes.set_title(name, fontsize=9)
            inches = SIZES[size][0] * box[2], SIZES[size][1] * box[3]
            _paint_network(axes, part, where, inches, labelled=8)
        _legend(sheet, Network(tuple(everybody.values()), everything, 0, 0))
        if title:
            sheet.suptitle(title, y=0.99, fontsize=10)

    alt = "; ".join(f"{name}: {describe_network(networks[name], part)}" for name, part in shown.items())
    return _drawn(paint, SIZES[size], form, alt)


def shortened(name: str, most: int = 34) -> str:
    """On one line; matplotlib would take a dollar sign for mathematics."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split()).replace("$", r"\$")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _paint_network(axes: Any, network: Network, where: Places, inches: tuple[float, float], labelled: int = 60) -> None:
    places = _fitted({row.id: where[row.id] for row in network.actors}, inches)
    axes.set_xlim(0, inches[0])
    axes.set_ylim(0, inches[1])
    axes.axis("off")
    radius = {row.id: _radius(row, network) for row in network.actors}
    for number, row in enumerate(network.relations):
        _paint_relation(axes, row, places, radius, number)
    for actor in network.actors:
        x, y = places[actor.id]
        axes.add_patch(_dot(x, y, radius[actor.id], KIND_COLOURS.get(actor.kind, "#777777")))
    boxes = [Box(*places[row.id], radius[row.id], shortened(row.name)) for row in network.actors[:labelled]]
    obstacles = [(*places[row.id], radius[row.id]) for row in network.actors]
    for box, (x, y, anchor) in zip(boxes, placed(boxes, obstacles, inches), strict=True):
        axes.text(x, y, box.text, fontsize=6.5, ha=anchor, va="center", zorder=5, parse_math=False,
                  bbox={"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none",
                        "alpha": 0.75})  # fmt: skip


def _paint_relation(axes: Any, row: RelationRow, places: Places, radius: Mapping[str, float], number: int) -> None:
    colour, style = STYLES[class_of(row)]
    axes.annotate(
        "", xy=places[row.target], xytext=places[row.source], zorder=1,
        arrowprops={
            "arrowstyle": "-" if relations()[row.relation].symmetric else "-|>,head_width=0.12,head_length=0.25",
            "color": colour, "linestyle": style, "linewidth": 0.5 + 0.5 * math.log1p(row.claims), "alpha": 0.75,
            "connectionstyle": f"arc3,rad={(0.08, -0.08, 0.16)[number % 3]}",
            "shrinkA": radius[row.source] * 72, "shrinkB": radius[row.target] * 72 + 1,
        },
    )  # fmt: skip


def _dot(x: float, y: float, radius: float, colour: str) -> Any:
    from matplotlib.patches import Circle

    return Circle((x, y), radius, facecolor=colour, edgecolor="black", linewidth=0.5, zorder=3)


def _radius(row: ActorRow, network: Network) -> float:
    """Inches; the area grows with the claims of the relations shown."""
    own = sum(one.claims for one in network.relations if row.id in (one.source, one.target))
    return 0.035 + 0.02 * math.sqrt(own)


def _legend(sheet: Any, network: Network) -> None:
    classes = [name for name in STYLES if any(class_of(row) == name for row in network.relations)]
    lines = [Line2D([], [], color=STYLES[name][0], linestyle=STYLES[name][1], label=CLASSES[name]) for name in classes]
    kinds = [kind for kind in KIND_COLOURS if any(row.kind == kind for row in network.actors)]
    dots = [
        Line2D([], [], marker="o", linestyle="", markerfacecolor=KIND_COLOURS[kind], markeredgecolor="black",
               markeredgewidth=0.5, markersize=5, label=kind)
        for kind in kinds
    ]  # fmt: skip
    if lines:
        columns = math.ceil((len(lines) + len(dots)) / 2)
        sheet.legend(handles=[*lines, *dots], loc="lower center", ncols=min(columns, 6), frameon=False, fontsize=6.5,
                     handlelength=2.2, columnspacing=1.2, bbox_to_anchor=(0.5, 0.0))  # fmt: skip


def _directions(row: RelationRow) -> list[tuple[str, str]]:
    ends = (row.source, row.target)
    return [ends, ends[::-1]] if relations()[row.relation].symmetric else [ends]


def _scaled(places: Places, network: Network) -> dict[str, tuple[float, float]]:
    """Places of the screen, where y grows downwards; an actor that the screen lacks stands in the middle."""
    return {
        row.id: (places[row.id][0], -places[row.id][1]) if row.id in places else (0.0, 0.0) for row in network.actors
    }


def _fitted(places: Places, inches: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """Into a page of that size, with room for labels at its sides."""
    if not places:
        return {}
    xs, ys = zip(*places.values(), strict=True)
    margin = min(0.75, inches[0] / 6), 0.3
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return {
        actor: (
            margin[0] + (x - min(xs)) / wide * (inches[0] - 2 * margin[0]),
            margin[1] + (y - min(ys)) / high * (inches[1] - 2 * margin[1]),
        )
        for actor, (x, y) in places.items()
    }


def _drawn(paint: Callable[[Any], None], size: tuple[float, float], form: Form, alt: str) -> Drawing:
    with matplotlib.rc_context(_SETTINGS):
        sheet = Sheet(figsize=size)
        FigureCanvasAgg(sheet)
        paint(sheet)
        held: dict[Form, dict[str, Any]] = {
            "svg": {"Date": None, "Creator": "Dramatis", "Description": alt, "Title": "Dramatis"},
            "pdf": {"CreationDate": None, "ModDate": None, "Creator": "Dramatis", "Subject": alt},
            "png": {"Software": "Dramatis", "Description": alt.encode("latin-1", "replace").decode("latin-1")},
        }
        buffer = BytesIO()
        sheet.savefig(buffer, format=form, dpi=RESOLUTION, metadata=held[form], facecolor="white")
    return Drawing(buffer.getvalue(), form, alt)
