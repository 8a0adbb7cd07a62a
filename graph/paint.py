"""The means of every figure: pages, signs, lines, legends, and the same bytes each time.

Colours are Okabe and Ito's, which the colour-blind can tell apart; what a colour says, a shape, a line style or a sign
says too, so that a copy in grey says as much.
"""

from __future__ import annotations

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
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from extract.ontology import relations
from graph.draw import KIND_COLOURS
from graph.labels import FONT, Box, Spot, drawable, placed, wrapped
from graph.shown import CLASSES, class_of
from graph.views import ActorRow, Network, RelationRow

Form = Literal["svg", "pdf", "png"]
Places = Mapping[str, tuple[float, float]]
RESOLUTION = 300  # dots an inch, what journals ask of line art in PNG at this size


_BETWEEN = 0.06  # inches between two signs
_FAR = 0.12  # inches between a sign and its name from which on a reader looks for a nearer one


@dataclass(frozen=True, slots=True)
class Page:
    """Inches within the margins, points of a letter, and how many actors a reader tells apart on it."""

    width: float
    height: float
    letters: float
    actors: int

    def margins(self, title: str) -> tuple[float, float]:
        """Shares of the height that the legend at the bottom and the title at the top take."""
        scale = self.letters / 6.5 / self.height
        return 0.55 * scale, (0.32 if title else 0.06) * scale


PAGES = {"a4": Page(6.7, 6.2, 6.5, 60), "a4-wide": Page(9.9, 6.2, 6.5, 60), "slide": Page(12.0, 6.4, 11.0, 30)}
# A class of relation: its colour and its line style.
STYLES: dict[str, tuple[str, Any]] = {
    "conflict": ("#d55e00", "solid"),
    "cooperation": ("#0072b2", "dashed"),
    "tie": ("#777777", "dotted"),
}
_PERSON = Path.make_compound_path(
    Path.circle((0, 0.42), 0.5), Path.wedge(0, 180).transformed(Affine2D().scale(0.95, 0.85).translate(0, -0.95))
)
# A kind of actor: its shape, that of the screen.
SHAPES: dict[str, Any] = {
    "State": "o", "Government body": "s", "Military": "^", "Armed group": "v", "Political party": "D",
    "International organization": "h", "Company": "P", "Person": _PERSON, "Group": "p", "Place": "X",
}  # fmt: skip
_SETTINGS: Any = {
    "font.family": [FONT], "font.size": 8, "svg.hashsalt": "dramatis", "svg.fonttype": "path", "pdf.fonttype": 42,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "text.parse_math": False,
}  # fmt: skip
_SCALE = "Area of a sign and width of a line: number of claims. An arrow points to whom something is done."


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bytes of a figure and what it shows, in words."""

    content: bytes
    form: Form
    alt: str


def drawn(paint: Callable[[Any], None], size: tuple[float, float], form: Form, alt: str) -> Drawing:
    with matplotlib.rc_context(_SETTINGS):
        sheet = Sheet(figsize=size)
        FigureCanvasAgg(sheet)
        paint(sheet)
        held: dict[Form, dict[str, Any]] = {
            "svg": {"Date": None, "Creator": "Dramatis", "Description": alt, "Title": "Dramatis"},
            "pdf": {"CreationDate": None, "ModDate": None, "Creator": "Dramatis", "Subject": alt},
            "png": {"Software": "Dramatis", "Description": alt},
        }
        buffer = BytesIO()
        sheet.savefig(buffer, format=form, dpi=RESOLUTION, metadata=held[form], facecolor="white")
    return Drawing(buffer.getvalue(), form, alt)


def network_sheet(sheet: Any, network: Network, where: Places, page: Page, title: str) -> None:
    """One network with its legend and title on a whole sheet."""
    bottom, top = page.margins(title)
    axes = sheet.add_axes((0.01, bottom, 0.98, 1 - bottom - top))
    inches = page.width * 0.98, page.height * (1 - bottom - top)
    paint_network(axes, network, fitted(network, where, inches, page), inches, page)
    legend(sheet, network, page)
    headline(sheet, title, page)


def paint_network(
    axes: Any, network: Network, places: Places, inches: tuple[float, float], page: Page,
    others: Iterable[str] = (),
) -> None:  # fmt: skip
    """`places` in inches; `others` are actors that take no part here and keep their places."""
    axes.set_xlim(0, inches[0])
    axes.set_ylim(0, inches[1])
    axes.axis("off")
    radius = {row.id: _radius(row, network, page) for row in network.actors}
    lines: list[tuple[float, float]] = []
    for number, row in enumerate(network.relations):
        lines += _paint_relation(axes, row, places, radius, number)
    for other in others:
        axes.plot(*places[other], marker="o", markersize=3, markerfacecolor="white", markeredgecolor="#bbbbbb")
    for actor in network.actors:
        _paint_actor(axes, actor, places[actor.id], radius[actor.id])
    boxes = [
        Box(*places[row.id], radius[row.id], wrapped(shortened(row.name, 44, row.id)), page.letters)
        for row in network.actors
    ]
    dots = [(*places[row.id], radius[row.id]) for row in network.actors]
    for box, spot in zip(boxes, placed(boxes, dots, inches, lines), strict=True):
        _paint_label(axes, box, spot)


def _paint_label(axes: Any, box: Box, spot: Spot) -> None:
    """The name, on what dims the lines below it; a thin line leads to its sign where that is not near."""
    left, bottom, right, top = spot.covers
    corner, size = (left, bottom), (right - left, top - bottom)
    axes.add_patch(Rectangle(corner, *size, facecolor="white", alpha=0.7, zorder=2, linewidth=0))
    x, y = min(max(box.x, left), right), min(max(box.y, bottom), top)
    if math.hypot(x - box.x, y - box.y) > box.radius + _FAR:
        axes.plot([box.x, x], [box.y, y], color="#666666", linewidth=0.4, zorder=2.5)
    axes.text(spot.x, spot.y, box.text, fontsize=box.letters, ha=spot.anchor, va="center", zorder=5, linespacing=1.05)


def _paint_relation(
    axes: Any, row: RelationRow, places: Places, radius: Mapping[str, float], number: int
) -> list[tuple[float, float]]:
    """Draws an arc and returns points along it."""
    colour, style = STYLES[class_of(row)]
    bend = (0.08, -0.08, 0.16)[number % 3]
    axes.add_patch(
        FancyArrowPatch(
            places[row.source],
            places[row.target],
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-" if relations()[row.relation].symmetric else "-|>,head_width=1.4,head_length=2.8",
            color=colour,
            linestyle=style,
            linewidth=0.6 + 0.5 * math.log1p(row.claims),
            alpha=0.8,
            shrinkA=radius[row.source] * 72,
            shrinkB=radius[row.target] * 72 + 1,
            zorder=1,
        )
    )
    return _arc(places[row.source], places[row.target], bend)


def _arc(start: tuple[float, float], end: tuple[float, float], bend: float) -> list[tuple[float, float]]:
    """Points 0.08 inches apart on the curve that "arc3" draws."""
    (x, y), (u, v) = start, end
    middle = (x + u) / 2 + bend * (v - y), (y + v) / 2 - bend * (u - x)
    steps = np.linspace(0, 1, max(int(math.hypot(u - x, v - y) / 0.08), 2))
    curve = [
        (1 - steps) ** 2 * a + 2 * steps * (1 - steps) * m + steps**2 * b
        for a, m, b in zip(start, middle, end, strict=True)
    ]
    return list(zip(curve[0].tolist(), curve[1].tolist(), strict=True))


def _paint_actor(axes: Any, actor: ActorRow, place: tuple[float, float], radius: float) -> None:
    axes.plot(
        *place, marker=SHAPES.get(actor.kind, "o"), linestyle="",
        markersize=2 * radius * 72 * (0.75 if actor.kind == "Political party" else 1),  # a square on its corner
        markerfacecolor=KIND_COLOURS.get(actor.kind, "#777777"), markeredgecolor="black", markeredgewidth=0.5, zorder=3,
    )  # fmt: skip


def _radius(row: ActorRow, network: Network, page: Page) -> float:
    """Inches; the area grows with the claims of the relations shown."""
    own = sum(one.claims for one in network.relations if row.id in (one.source, one.target))
    return (0.035 + 0.02 * math.sqrt(own)) * page.letters / 6.5


def legend(sheet: Any, network: Network, page: Page) -> None:
    classes = [name for name in STYLES if any(class_of(row) == name for row in network.relations)]
    lines = [Line2D([], [], color=STYLES[name][0], linestyle=STYLES[name][1], label=CLASSES[name]) for name in classes]
    kinds = [kind for kind in SHAPES if any(row.kind == kind for row in network.actors)]
    signs = [
        Line2D([], [], marker=SHAPES[kind], linestyle="", markerfacecolor=KIND_COLOURS[kind], markeredgecolor="black",
               markeredgewidth=0.5, markersize=page.letters * 0.85, label=kind)
        for kind in kinds
    ]  # fmt: skip
    if lines:
        columns = math.ceil((len(lines) + len(signs)) / 2)
        sheet.legend(handles=[*lines, *signs], loc="lower center", ncols=min(columns, 7), frameon=False,
                     fontsize=page.letters, handlelength=2.4, columnspacing=1.4,
                     bbox_to_anchor=(0.5, page.letters * 1.1 / 72 / page.height))  # fmt: skip
        sheet.text(0.5, 0.05 / page.height, _SCALE, ha="center", fontsize=page.letters * 0.9, color="#444444")


def headline(sheet: Any, title: str, page: Page) -> None:
    if title:
        size = page.letters * 1.5
        sheet.text(0.5, 1 - 0.1 / page.height, drawable(title), ha="center", va="top", fontsize=size)


def shortened(name: str, most: int, otherwise: str = "") -> str:
    line = drawable(name, otherwise)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def fitted(network: Network, where: Places, inches: tuple[float, float], page: Page) -> dict[str, tuple[float, float]]:
    """Into a page of that size, with room for labels at its sides; signs that would cover each other move apart."""
    if not network.actors:
        return {}
    scale = page.letters / 6.5
    margin = np.array((min(0.75 * scale, inches[0] / 6), 0.32 * scale))
    points = np.array([where[row.id] for row in network.actors], dtype=float)
    low, reach = points.min(axis=0), np.ptp(points, axis=0)
    shares = np.where(reach, (points - low) / np.where(reach, reach, 1.0), 0.5)
    points = margin + shares * (np.array(inches) - 2 * margin)
    radius = np.array([_radius(row, network, page) for row in network.actors])
    points = _parted(points, radius, margin, np.array(inches) - margin)
    return {row.id: (float(x), float(y)) for row, (x, y) in zip(network.actors, points, strict=True)}


def _parted(points: Any, radius: Any, low: Any, high: Any) -> Any:
    """Two signs that are too near push each other away, and nobody leaves the page."""
    least = radius[:, None] + radius[None, :] + _BETWEEN
    for turn in range(200):
        apart = points[:, None] - points[None, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        near = np.clip(least - distance, 0, None)
        if not near.any():
            break
        angles = 2.4 * (np.arange(len(points)) + turn)  # where two stand at one place, each goes its own way
        own = np.stack((np.cos(angles), np.sin(angles)), axis=1)[:, None]
        ways = np.where(distance[..., None] > 0, apart / np.maximum(distance, 1e-9)[..., None], own)
        points = np.clip(points + (ways * near[..., None]).sum(axis=1) / 2, low, high)
    return points
