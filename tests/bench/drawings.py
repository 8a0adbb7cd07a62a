"""The app that bench_ui opens: one network, drawn by one of several libraries when its button is pressed."""

from __future__ import annotations

import uuid

import streamlit as st
from pyvis.network import Network as PyvisNetwork

from explore import canvas, look, whole
from graph.lines import QUAD_CLASSES, Lines
from tests.bench.network_of_actors import network

HEIGHT = 620


@st.cache_resource
def prepared(actors: int) -> Lines:
    return network(actors)


def draw_canvas(lines: Lines) -> None:
    """The whole-network canvas, with nothing computed before: places, packing and sending are in the time."""
    ground = whole.Ground()
    shown = whole.strongest(lines)
    ground.points(lines)
    canvas.draw_whole(shown, "bench", drawing=uuid.uuid4().hex, ground=ground, height=HEIGHT)


def draw_neighbourhood(lines: Lines) -> None:
    """The canvas of neighbourhoods, which draws at most canvas.MAX_DRAWN actors."""
    canvas.draw_lines(lines, "bench-few", uuid.uuid4().hex, height=HEIGHT)


def draw_pyvis(lines: Lines, physics: bool) -> None:
    made = PyvisNetwork(height=f"{HEIGHT}px", width="100%", directed=True, cdn_resources="in_line")
    made.toggle_physics(physics)
    # Without physics pyvis leaves every actor at a random place; it is not charged for a layout it does not make.
    for place, actor in enumerate(lines.actors):
        made.add_node(place, label=actor.name)
    for one, other, quad in ends(lines):
        made.add_edge(one, other, color=look.quads()[QUAD_CLASSES[quad]].colour[0])
    st.iframe(made.generate_html(notebook=False), height=HEIGHT + 20)


def draw_link_analysis(lines: Lines, arrangement: str) -> None:
    from st_link_analysis import st_link_analysis

    nodes = [
        {"data": {"id": f"n{place}", "label": "ACTOR", "name": row.name}} for place, row in enumerate(lines.actors)
    ]
    edges = [
        {"data": {"id": f"e{number}", "label": QUAD_CLASSES[quad], "source": f"n{one}", "target": f"n{other}"}}
        for number, (one, other, quad) in enumerate(ends(lines))
    ]
    st_link_analysis({"nodes": nodes, "edges": edges}, layout=arrangement, height=HEIGHT, key="bench-link")


def ends(lines: Lines) -> list[tuple[int, int, int]]:
    return list(zip(lines.one.tolist(), lines.other.tolist(), lines.quad.tolist(), strict=True))


DRAWINGS = {
    "canvas": draw_canvas,
    "neighbourhood": draw_neighbourhood,
    "pyvis": lambda lines: draw_pyvis(lines, physics=False),
    "pyvis-physics": lambda lines: draw_pyvis(lines, physics=True),
    "link-random": lambda lines: draw_link_analysis(lines, "random"),
    "link-cose": lambda lines: draw_link_analysis(lines, "cose"),
}

st.set_page_config("drawings", layout="wide")
asked = DRAWINGS[st.query_params["draw"]]
lines = prepared(int(st.query_params["actors"]))
if st.button("Draw"):
    asked(lines)
