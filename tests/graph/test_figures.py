"""Figures: the same bytes each time, in each form, with words for who cannot see them, and labels apart."""

from __future__ import annotations

import datetime as dt
import io
import math
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import combinations

import pypdf
import pytest
from PIL import Image

from graph import figures
from graph.chord import between_states
from graph.labels import Box, drawable, placed, wrapped
from graph.paint import fitted
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


def states() -> Network:
    """Three states, an army of the first, a militia of the second that acts for nobody."""
    kinds = {"v": "State", "o": "State", "p": "State", "army": "Military", "militia": "Armed group"}
    homes = {"v": "VAL", "o": "OST", "p": "PEL", "army": "VAL", "militia": "OST"}
    actors = tuple(ActorRow(one, one.title(), kind, homes[one], 1, 1) for one, kind in kinds.items())
    acts = (("army", "ASSAULT", "o", 3), ("v", "ASSAULT", "o", 1), ("o", "CONSULT", "p", 2), ("militia", "AID", "p", 9),
            ("army", "PART_OF", "v", 5), ("army", "ASSAULT", "v", 4))  # fmt: skip
    rows = tuple(RelationRow(a, r, b, n, 1, 1, None, None, n, 0, 0, 0, 0.9) for a, r, b, n in acts)
    return Network(actors, rows, len(actors), len(rows))


MONTHS = tuple(TimelineRow(dt.date(2020, month, 1), 4, 2, 1, month, 2) for month in range(1, 7))
DRAW = {
    "network": lambda form: figures.network_figure(network(), form, title="All"),
    "ego": lambda form: figures.ego_figure(network(), "a1", form),
    "timeline": lambda form: figures.timeline_figure(MONTHS, form),
    "matrix": lambda form: figures.matrix_figure(network(), form),
    "states": lambda form: figures.states_figure(states(), form, title="كتائب 🦊 $x$"),
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
            assert picture.info["Description"] == drawing.alt


def test_the_alternative_text_counts_what_is_shown() -> None:
    affiliation = TimelineRow(dt.date(1980, 1, 1), 1, 1, 0, 0, 1)
    assert figures.timeline_figure((affiliation, *MONTHS)).alt == (
        "6 dated claims of cooperation and 21 of conflict from January 2020 to June 2020; most in June 2020: 1 of "
        "cooperation and 6 of conflict. Alliances and affiliations are not drawn."
    )
    assert "12 actors" in figures.network_figure(network()).alt


def test_places_of_the_screen_are_kept() -> None:
    places = {f"a{n}": (float(n), float(n * n)) for n in range(12)}
    assert figures.network_figure(network(), places=places) != figures.network_figure(network())


def test_signs_stand_apart_on_the_page() -> None:
    """Even where all were to stand at one place, or nearly."""
    page, inches = figures.PAGES["a4"], (6.5, 5.8)
    for where in ({f"a{n}": (0.0, 0.0) for n in range(12)}, {f"a{n}": (n * 0.001 + (n > 8), 0.0) for n in range(12)}):
        places = list(fitted(network(), where, inches, page).values())
        assert all(0 < x < inches[0] and 0 < y < inches[1] for x, y in places)
        assert min(math.dist(one, other) for one, other in combinations(places, 2)) > 2 * 0.055


def test_labels_cover_neither_each_other_nor_dots() -> None:
    boxes = [Box(1 + 0.9 * (n % 5), 1 + 0.5 * (n // 5), 0.06, "Somebody") for n in range(25)]
    dots = [(box.x, box.y, box.radius) for box in boxes]
    found = placed(boxes, dots, (6.7, 6.2))
    covers = [spot.covers for spot in found] + [(x - r, y - r, x + r, y + r) for x, y, r in dots]
    for one, other in combinations(covers, 2):
        wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
        assert min(wide, high) <= 1e-9
    assert placed(boxes, dots, (6.7, 6.2)) == found


def test_labels_keep_to_the_page_and_off_the_lines() -> None:
    edge = placed([Box(6.6, 3, 0.05, "At the right edge")], [(6.6, 3, 0.05)], (6.7, 6.2))
    assert edge[0].anchor == "right"
    line = [(1 + n * 0.08, 3.0) for n in range(60)]
    apart = placed([Box(1, 3, 0.05, "Somebody")], [(1, 3, 0.05)], (6.7, 6.2), line)
    assert not apart[0].covers[1] < 3 < apart[0].covers[3] or apart[0].covers[2] < 1


def test_names_are_drawn_with_the_letters_of_the_font(recwarn: pytest.WarningsRecorder) -> None:
    assert drawable("Front 🦊\n of \x07 كتائب") == "Front of كتائب"
    assert drawable("人民解放军", "pla") == "pla"
    assert wrapped("Islamic Revolutionary Guard Corps") == "Islamic Revolutionary\nGuard Corps"
    strange = ActorRow("pla", "人民解放军 🦊", "Military", None, 1, 1)
    whole = states()
    figures.network_figure(replace(whole, actors=(strange, *whole.actors[1:]),
                                   relations=(replace(whole.relations[2], target="pla"),)), "png")  # fmt: skip
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_states_act_through_their_officials() -> None:
    flows = between_states(states(), 10)
    assert [(flow.source, flow.target, flow.kind, flow.mutual, flow.claims) for flow in flows] == [
        ("V", "O", "conflict", False, 4), ("O", "P", "cooperation", True, 2)
    ]  # fmt: skip
    assert figures.states_figure(states()).alt == (
        "Claims between 3 states: 4 of conflict, 2 of cooperation or alliance. Most: V to O, conflict: 4; O and P, "
        "cooperation: 2."
    )
    assert between_states(states(), 2) == flows[:1]


@pytest.mark.parametrize("size", figures.PAGES)
def test_figures_have_the_size_of_the_page(size: str) -> None:
    page = figures.PAGES[size]
    box = pypdf.PdfReader(io.BytesIO(figures.states_figure(states(), "pdf", size).content)).pages[0].mediabox
    assert (float(box.width) / 72, float(box.height) / 72) == pytest.approx((page.width, page.height))


def test_an_actor_stands_at_one_place_in_all_periods() -> None:
    sheet = ElementTree.fromstring(figures.period_figure({"before": network(), "after": network(5)}).content)
    panels = []
    for number in (1, 2):
        (panel,) = sheet.findall(f".//*[@id='axes_{number}']")
        placed_signs = [one.attrib for one in panel.iter() if one.tag.endswith("use") and "y" in one.attrib]
        signs = [(float(one["x"]), float(one["y"])) for one in placed_signs]
        left = min(x for x, _ in signs)
        panels.append(sorted((round(x - left, 3), round(y, 3)) for x, y in signs))
    assert len(panels[0]) == 12
    assert panels[0] == panels[1]


def test_the_strongest_and_those_around_one() -> None:
    few = strongest(network(), 4)
    assert len(few.actors) <= 4
    assert {end for row in few.relations for end in (row.source, row.target)} == {row.id for row in few.actors}
    around = ego(network(), "a1")
    assert all("a1" in (row.source, row.target) for row in around.relations)
    assert around.actors[0].id == "a1"
