"""The Network page's other half: everybody at once, or by communities where that is too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from explore import canvas, communities, look, state, tables, whole
from explore.beside import path_beside
from explore.canvas import Selection
from explore.communities import Community
from explore.escape import plain, to_markdown
from graph.lines import QUAD_CLASSES, Lines, lines
from graph.store import Store
from graph.views import Filters

_KEY = "whole"
_ROWS = 500  # of the table; the Export page has all
_LISTED = 8  # actors of a community that are named beside it
_FEW_LINES = 1500  # drawn without WebGL
_DEEPEST = 12  # communities within communities; a path in the URL is anybody's

Choose = Callable[[str], None]
Show = Callable[[Selection, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The actors looked at: all of the store, or the community at the end of `path`, whose names are the `trail`.
    `drawing` names the network, the same for the same claims."""

    lines: Lines
    drawing: str
    path: tuple[int, ...] = ()
    trail: tuple[str, ...] = ()


def draw(filters: Filters, grouped: bool, selected: Selection, show: Show, look_at: Choose) -> None:
    """By communities if `grouped` or if there are too many actors, else one by one. `show` takes what was selected and
    the name of what is drawn, and fills the panel beside the drawing; `look_at` opens the neighbourhood of an actor."""
    with st.spinner("Reading the whole network …"):
        part = _opened(filters)
    if not part.lines.actors:
        st.info("No relation passes the filters in force.", icon=":material/filter_alt_off:")
        return
    if (grouped and not part.path) or len(part.lines.actors) > _most():
        parts, between = _split(part.lines, part.drawing)
        if len(parts) > 1:
            _draw_communities(part, parts, between, look_at)
            return
    _draw_actors(part, filters, selected, show, look_at)


# ---- what is read; kept for all readers until somebody writes


def _opened(filters: Filters) -> Part:
    """The part that the URL names; a path that leads nowhere any more ends where it can."""
    opened = state.store()
    part = _all(opened, opened.url, opened.version, filters)
    for step in (state.shared("community") or "").split(".")[:_DEEPEST]:
        parts, _ = _split(part.lines, part.drawing) if step.isdigit() else ((), None)
        if len(parts) < 2 or int(step) >= len(parts):
            break
        community = parts[int(step)]
        path = (*part.path, int(step))
        inside = part.lines.among(community.members)
        part = Part(inside, f"{part.drawing}.{step}", path, (*part.trail, community.name))
    return part


def read_ahead(opened: Store) -> None:
    """What everybody sees who asks for a whole network that is too large to be drawn one by one."""
    part = _all(opened, opened.url, opened.version, Filters())
    if len(part.lines.actors) > whole.MAX_ACTORS:
        _split(part.lines, part.drawing)


@st.cache_resource(max_entries=4, show_spinner=False)
def _all(_store: Store, url: str, version: str, filters: Filters) -> Part:
    found = lines(_store, filters)
    return Part(found, whole.fingerprint(found))


@st.cache_resource(max_entries=16, show_spinner=False)
def _split(_lines: Lines, drawing: str) -> tuple[tuple[Community, ...], Lines]:
    return communities.split(_lines)


@st.cache_resource(max_entries=16, show_spinner=False)
def _strongest(_lines: Lines, drawing: str, webgl: bool) -> Lines:
    actors, most = (whole.MAX_ACTORS, whole.MAX_LINES) if webgl else (canvas.MAX_DRAWN, _FEW_LINES)
    return whole.strongest(_lines.among(np.arange(min(actors, len(_lines.actors)))), most)


@st.cache_resource(max_entries=64, show_spinner=False)
def _ground(url: str, path: tuple[int, ...]) -> whole.Ground:
    return whole.Ground(path_beside(url, f"places{''.join(f'-{step}' for step in path)}.json"), state.read_only())


# ---- one by one


def _most() -> int:
    return canvas.MAX_DRAWN if canvas.webgl_missing() else whole.MAX_ACTORS


def _draw_actors(part: Part, filters: Filters, selected: Selection, show: Show, look_at: Choose) -> None:
    drawn = _strongest(part.lines, part.drawing, not canvas.webgl_missing())
    drawing, panel = st.columns([0.64, 0.36], gap="medium")
    with drawing:
        _head(part, f"**{len(drawn.actors):,} of {part.lines.total_actors:,}** actors, "
              f"**{len(drawn.one):,} of {len(part.lines.one):,}** ties shown")  # fmt: skip
        if canvas.webgl_missing():
            selection = canvas.draw_lines(drawn, "whole-few", f"few:{part.drawing}", selected=_plain(selected))
        else:
            with st.spinner("Finding everybody a place …"):
                ground = _settled(part, filters)
            selection = canvas.draw_whole(drawn, _KEY, drawing=part.drawing, ground=ground, selected=selected)
            if canvas.webgl_missing():
                st.rerun()
    if selection.expand:
        look_at(selection.expand)
        st.rerun()
    with panel:
        show(selection, part.trail[-1] if part.trail else "Everybody")
    with tables.same_as_table("whole-as-table") as wanted:
        if wanted:
            _table(drawn)


def _plain(selected: Selection) -> Selection:
    """A relation is drawn here as one of its class; the pair stands for it."""
    return Selection(selected.edge[::2]) if selected.edge else selected


def _settled(part: Part, filters: Filters) -> whole.Ground:
    """Everybody has a place before anybody is filtered out: the map is the same under all filters."""
    opened = state.store()
    ground = _ground(opened.url, part.path)
    if not len(ground):
        every = _all(opened, opened.url, opened.version, Filters()) if not part.path else part
        if 0 < len(every.lines.actors) <= whole.MAX_ACTORS:
            ground.points(every.lines)
    ground.points(part.lines)
    return ground


def _table(drawn: Lines) -> None:
    order = np.argsort(-drawn.claims, kind="stable")[:_ROWS].tolist()
    names = [plain(actor.name, 80) for actor in drawn.actors]
    frame = pd.DataFrame(
        {
            "Actor": [names[drawn.one[place]] for place in order],
            "Other": [names[drawn.other[place]] for place in order],
            "Class of relation": [look.quads()[QUAD_CLASSES[drawn.quad[place]]].label for place in order],
            "Claims": [int(drawn.claims[place]) for place in order],
        }
    )
    st.caption(f"{len(frame):,} of {len(drawn.one):,} ties, the best attested first; the Export page has all.")
    tables.table(frame, "whole-table", "Ties, the best attested first")


# ---- by communities


def _draw_communities(part: Part, parts: tuple[Community, ...], between: Lines, look_at: Choose) -> None:
    shown = parts[: communities.MOST]
    inside = sum(len(one.members) for one in shown)
    drawing, panel = st.columns([0.64, 0.36], gap="medium")
    with drawing:
        _head(part, f"**{len(shown):,} of {len(parts):,}** communities shown, "
              f"with **{inside:,} of {len(part.lines.actors):,}** actors")  # fmt: skip
        held = st.session_state.get("whole-community", Selection())
        selection = canvas.draw_lines(between, "whole-parts", f"parts:{part.drawing}", selected=held)
    st.session_state["whole-community"] = Selection(selection.actors, selection.edge)
    if selection.expand:
        _open((*part.path, int(selection.expand)))
        st.rerun()
    with panel:
        _community_panel(part, parts, between, selection, look_at)
    with tables.same_as_table("whole-parts-as-table") as wanted:
        if wanted:
            tables.table(_community_rows(shown), "whole-parts-table", "Communities, the largest first")


def _community_panel(
    part: Part, parts: tuple[Community, ...], between: Lines, selection: Selection, look_at: Choose
) -> None:
    if selection.edge:
        one, _, other = selection.edge
        _show_between(parts, between, int(one), int(other))
        return
    if not selection.actors:
        st.markdown("## Communities")
        st.caption(
            "Each circle is a group of actors that have more to do with each other than with the rest (Leiden's "
            "algorithm). Click one to see who is in it; double-click it, or press Enter, to open it."
        )
        return
    number = int(selection.actors[-1])
    community = parts[number]
    st.markdown(f"## {to_markdown(community.name, 70)}")
    share = community.within / max(community.within + community.out, 1)
    st.caption(f"{look.plural(len(community.members), 'actor')}; {share:.0%} of their claims are about each other.")
    st.button(
        "Open this community", icon=":material/zoom_in_map:", key="whole-open", type="primary",
        on_click=_open, args=((*part.path, number),),
    )  # fmt: skip
    st.markdown("**Its actors with most claims**")
    with st.container(gap=None, key="whole-members"):
        for member in community.members[:_LISTED].tolist():
            actor = part.lines.actors[member]
            st.button(
                f"{to_markdown(actor.name, 46)} · {actor.claims:,}", icon=look.kind_icon(actor.kind), type="tertiary",
                key=f"whole-member-{actor.id}", help="Draw its neighbourhood", on_click=look_at, args=(actor.id,),
            )  # fmt: skip


def _show_between(parts: tuple[Community, ...], between: Lines, one: int, other: int) -> None:
    st.markdown(f"## {to_markdown(parts[one].name, 50)} and {to_markdown(parts[other].name, 50)}")
    together = (np.minimum(between.one, between.other) == min(one, other)) & (
        np.maximum(between.one, between.other) == max(one, other)
    )
    for quad, claims in zip(between.quad[together].tolist(), between.claims[together].tolist(), strict=True):
        st.markdown(f"- {look.quads()[QUAD_CLASSES[quad]].label}: {look.plural(claims, 'claim')}")
    st.caption("Open one of the two to see its actors and read their claims.")


def _community_rows(shown: tuple[Community, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Community": [one.name for one in shown],
            "Actors": [len(one.members) for one in shown],
            "Claims within": [one.within for one in shown],
            "Claims with others": [one.out for one in shown],
        }
    )


# ---- above the drawing


def _head(part: Part, counted: str) -> None:
    st.markdown(counted, help="The best attested first. Filters above take away; places are kept.")
    if not part.path:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="whole-trail"):
        st.button(
            "Everybody", type="tertiary", icon=":material/arrow_back:", key="whole-back-", on_click=_open, args=((),)
        )
        for depth, name in enumerate(part.trail, 1):
            st.button(
                f"› {to_markdown(name, 40)}", type="tertiary", key=f"whole-back-{depth}",
                disabled=depth == len(part.trail), on_click=_open, args=(part.path[:depth],),
            )  # fmt: skip


def _open(path: tuple[int, ...]) -> None:
    state.keep("community", ".".join(map(str, path)) or None)
    st.session_state["whole-community"] = Selection()
