"""The documents, and a reader that shows in the text what was read off it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explore import look, panels, state, tables
from explore.escape import plain, to_markdown
from explore.evidence import document_html, name_relation
from explore.reader import WINDOW, Pick, read_document
from graph.store import NotInStoreError
from graph.views import DocumentPage, StoredClaim, StoredDocument

_ROWS = 25


def draw() -> None:
    chosen = state.chosen_document()
    if chosen is None:
        _list()
        return
    st.button("All documents", icon=":material/arrow_back:", on_click=state.choose_document, args=(None,))
    try:
        document: StoredDocument = state.read("document", chosen)
    except NotInStoreError:
        st.info("That document is not in this store.", icon=":material/scan_delete:")
        return
    _read(document)


def _list() -> None:
    left, right = st.columns([0.6, 0.4])
    text = left.text_input(
        "Search in titles", key="documents-text", type="search", live=True, max_chars=200, icon=":material/search:",
        placeholder="Words of a title …", label_visibility="collapsed",
    )  # fmt: skip
    outlets = right.multiselect(
        "Outlets", list(state.read("outlets")), key="documents-outlets", format_func=lambda name: plain(name, 60),
        placeholder="All outlets", label_visibility="collapsed",
    )  # fmt: skip
    number = max(0, st.session_state.get("documents-page", 1) - 1)
    page: DocumentPage = state.read(
        "documents", tuple(outlets), (text or "").strip(), limit=_ROWS, offset=number * _ROWS
    )
    if not page.total:
        if text or outlets:
            st.info("No title matches. Try fewer words or other outlets.", icon=":material/search_off:")
        else:
            panels.show_empty_store()
        return
    st.caption(f"{look.plural(page.total, 'document')}, newest first. Choose one to read it.")
    _choose(page)
    if page.total > _ROWS:
        st.pagination(-(-page.total // _ROWS), key="documents-page")


def _choose(page: DocumentPage) -> None:
    frame = pd.DataFrame(
        [
            {
                "Published": row.published,
                "Outlet": plain(row.outlet or "", 50),
                "Title": plain(row.title or "untitled", 140),
                "Actors": row.actors,
                "Claims": row.claims,
            }
            for row in page.documents
        ]
    )
    event = tables.table(frame, "documents-list", "Documents, newest first", select=True)
    if event:
        state.choose_document(page.documents[event[0]].id)
        st.rerun()


def _read(document: StoredDocument) -> None:
    st.header(to_markdown(document.document.title or "untitled", 200), anchor=False)
    st.html(f'<p class="meta">{document_html(document.document)}</p>')
    parts = -(-len(document.text) // WINDOW)
    part = st.pagination(parts, key="documents-part") - 1 if parts > 1 else 0
    text, side = st.columns([0.6, 0.4], gap="medium")
    held = f"claim-in-{document.document.id}"
    with text:
        pick = read_document(document, "reader", min(part, parts - 1), st.session_state.get(f"told-{held}", (None, 0)))
    if pick != st.session_state.get("documents-picked"):
        st.session_state["documents-picked"] = pick
        st.session_state[held] = pick.claim
    with side:
        _side(document, pick, held)


def _side(document: StoredDocument, pick: Pick, held: str) -> None:
    number = st.session_state.get(held)
    st.caption(
        f"{look.plural(len(document.claims), 'claim')}, {look.plural(len(document.actors), 'actor')}. "
        "Click a shaded sentence or a name in the text, or a claim here."
    )
    if number is not None and number < len(document.claims):
        _chosen(document.claims[number])
    elif pick.actor:
        panels.show_actor(pick.actor, key="documents-actor")
    with st.container(height=420, gap=None):
        for index, claim in enumerate(document.claims):
            st.button(
                name_relation(claim.source.name, claim.relation, claim.target.name), key=f"documents-claim-{index}",
                type="tertiary", on_click=_show_claim, args=(held, index),
                icon=":material/arrow_right:" if index == number else None,
            )  # fmt: skip


def _show_claim(held: str, index: int) -> None:
    """Scrolls the text to a claim; the number of such wishes tells the browser a new one from one it has fulfilled."""
    st.session_state[held] = index
    st.session_state[f"told-{held}"] = (index, st.session_state.get(f"told-{held}", (None, 0))[1] + 1)


def _chosen(claim: StoredClaim) -> None:
    panels.show_claim(claim, key="documents-chosen")
    st.page_link(
        "explore/pages/network.py", label="See it in the network", icon=":material/hub:",
        query_params={"actor": claim.source.id, "edge": "~".join((claim.source.id, claim.relation, claim.target.id))},
    )  # fmt: skip


draw()
