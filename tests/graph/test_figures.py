"""Figures: the same bytes each time, in each form, with words for who cannot see them, and labels apart."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ElementTree

import pypdf
import pytest
from PIL import Image

from graph import figures
from graph.labels import Box, placed
from graph.shown import ego, strongest
from graph.views import ActorRow, Network, RelationRow, TimelineRow


def network(size: int = 12) -> Network:
    actors = tuple(
        ActorRow(f"a{n}", f"Actor $number$ {n} كتائب", ("State", "Person")[n % 2], None, 3, 1) for n in range(size)
    )
    day = dt.date(2020, 1, 1)
    names = ("ASSAULT", "CONSULT", "LEADS")
    rows = tuple(
        RelationRow(f"a{n}", names[n % 3], f"a{(n * 5 + 1) % size}", 1 + n % 4, 1, 1, day, day, 1, 0, 0, 0, 0.9)
        for n in range(size)
    )
    return Network(actors, rows, size, len(rows))


MONTHS = tuple(TimelineRow(dt.date(2020, month, 1), 4, 2, 1, month, 2) for month in range(1, 7))
DRAW = {
    "network": lambda form: figures.network_figure(network(), form, title="All"),
    "ego": lambda form: figures.ego_figure(network(), "a1", form),
    "timeline": lambda form: figures.timeline_figure(MONTHS, form),
    "matrix": lambda form: figures.matrix_figure(network(), form),
    "periods": lambda form: figures.period_figure({"before": network(), "after": network(5)}, form),
    "nothing": lambda form: figures.network_figure(Network((), (), 0, 0), form),
}


@pytest.mark.parametrize("name", DRAW)
@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_same_figure_has_the_same_bytes_and_opens(name: str, form: figures.Form) -> None:
    drawing = DRAW[name](form)
    assert drawing == DRAW[name](form)
    assert drawing.alt
    if form == "svg":
        assert ElementTree.fromstring(drawing.content).tag.endswith("svg")
        assert drawing.alt[:20] in drawing.content.decode()
    elif form == "pdf":
        assert len(pypdf.PdfReader(io.BytesIO(drawing.content)).pages) == 1
    else:
        with Image.open(io.BytesIO(drawing.content)) as picture:
            assert picture.info["dpi"][0] == pytest.approx(figures.RESOLUTION, abs=1)


def test_the_alternative_text_counts_what_is_shown() -> None:
    assert figures.timeline_figure(MONTHS).alt == (
        "24 dated claims from January 2020 to June 2020; most in June 2020: 4, of them 1 of cooperation and 6 of "
        "conflict."
    )
    assert "12 actors" in figures.network_figure(network()).alt


def test_places_of_the_screen_are_kept() -> None:
    places = {f"a{n}": (float(n), float(n * n)) for n in range(12)}
    assert figures.network_figure(network(), places=places) != figures.network_figure(network())


def test_labels_do_not_collide() -> None:
    boxes = [Box(1 + 0.7 * (n % 6), 1 + 0.5 * (n // 6), 0.06, "Somebody") for n in range(36)]
    dots = [(box.x, box.y, box.radius) for box in boxes]
    found = placed(boxes, dots, (6.7, 6.2))
    assert len({(round(x, 3), round(y, 3)) for x, y, _ in found}) == 36
    assert placed(boxes, dots, (6.7, 6.2)) == found
    right = placed([Box(6.6, 3, 0.05, "At the right edge")], [(6.6, 3, 0.05)], (6.7, 6.2))
    assert right[0][2] == "right"


def test_the_strongest_and_those_around_one() -> None:
    few = strongest(network(), 4)
    assert len(few.actors) <= 4
    assert {end for row in few.relations for end in (row.source, row.target)} == {row.id for row in few.actors}
    around = ego(network(), "a1")
    assert all("a1" in (row.source, row.target) for row in around.relations)
    assert around.actors[0].id == "a1"
