"""How is one actor linked to another? The shortest walks between them, each hop with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explore import look, panels, state
from explore.canvas import Selection, draw_network
from explore.escape import to_markdown
from explore.filters import filter_bar
from explore.search import pick_actor
from extract.ontology import relations
from graph.store import NotInStoreError
from graph.views import ActorRow, Network, PathStep, RelationRow

Path = Sequence[PathStep]


def draw() -> None:
    left, right, number = st.columns([0.4, 0.4, 0.2], vertical_alignment="bottom")
    with left:
        first = pick_actor("from", "From", state.chosen_actor())
    with right:
        second = pick_actor("to", "To")
    most = number.slider("Number of paths", 1, 8, 3, key="paths-number")
    filters = filter_bar()
    if not first or not second:
        st.info("Choose two actors: the chains of relations that link them appear here.", icon=":material/route:")
        return
    if first == second:
        st.info("These are the same actor. Choose two different ones.", icon=":material/route:")
        return
    try:
        paths: tuple[Path, ...] = state.read("paths", first, second, k=most, filters=filters)
    except NotInStoreError:
        st.info("One of these actors is not in this store any more.", icon=":material/person_off:")
        return
    if not paths:
        st.info("Nothing links the two within six steps under these filters.", icon=":material/link_off:")
        return
    _show(paths, first, filters)


def _show(paths: Sequence[Path], first: str, filters: object) -> None:
    network = _network(paths)
    left, right = st.columns([0.55, 0.45], gap="medium")
    with left:
        held = st.session_state.get("paths-picked", Selection())
        selection = draw_network(network, "paths", selected=held, centre=first, height=420, grows=False)
        st.session_state["paths-picked"] = selection
        for number, path in enumerate(paths, 1):
            st.markdown(f"**{number}.** {_words(path)}")
    with right:
        edge = selection.edge or _edge(paths[0][0].relations[0])
        if not selection.edge:
            st.caption("Click a line for its sentences; these are behind the first step.")
        panels.show_relation(edge, filters, key="paths-evidence")


def _edge(row: RelationRow) -> tuple[str, str, str]:
    return row.source, row.relation, row.target


def _words(path: Path) -> str:
    """“**A** —attacks→ **B** ←backs— **C**”; ties that go both ways have no arrow."""
    words = f"**{to_markdown(path[0].source.name, 50)}**"
    for step in path:
        row = step.relations[0]
        more = f" (+{len(step.relations) - 1})" if len(step.relations) > 1 else ""
        verb = f"{look.verb(row.relation)}{more}"
        ahead, back = ("—", "—") if relations()[row.relation].symmetric else ("→", "←")
        arrow = f" —{verb}{ahead} " if row.source == step.source.id else f" {back}{verb}— "
        words += f"{arrow}**{to_markdown(step.target.name, 50)}**"
    return words


def _network(paths: Sequence[Path]) -> Network:
    steps = [step for path in paths for step in path]
    actors: dict[str, ActorRow] = {row.id: row for step in steps for row in (step.source, step.target)}
    relations = tuple(dict.fromkeys(row for step in steps for row in step.relations))
    return Network(tuple(actors.values()), relations, len(actors), len(relations))


draw()
