"""One actor: its names, what it does and what is done to it, the claims, the mentions, who speaks about it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explore import charts, look, panels, standing, state, tables
from explore.escape import plain, to_html, to_markdown
from explore.evidence import document_html, mention_html, note_html
from explore.filters import filter_bar
from explore.review import correct_actor, say_failure
from explore.search import search_actor
from graph.store import NotInStoreError
from graph.views import ActorProfile

_ROWS = 200  # relations, mentions and partners read for one page
_QUOTED = 40  # mentions with their sentences
_CLAIMS = 100  # the newest; the Claims page has the rest


def draw() -> None:
    search_actor("actor-search", state.choose)
    actor = state.chosen_actor()
    if actor is None:
        panels.offer_examples("Search an actor above, or begin with one of these:", state.choose)
        return
    try:
        profile: ActorProfile = state.read("actor", actor, limit=_ROWS)
    except NotInStoreError:
        st.info("That actor is not in this store. Search another one.", icon=":material/person_off:")
        return
    _head(profile)
    titles = ["Relations", "Claims", "Documents", "Over time and who speaks"]
    does, claims, mentions, about = st.tabs(titles, key="about", bind="query-params")
    if does.open:
        with does:
            standing.show_posts(profile)
            standing.show_partners(profile)
            _relations(profile)
    if claims.open:
        with claims:
            page = state.read("claims_of", profile.actor.id, filter_bar(), limit=_CLAIMS)
            panels.show_claims(page.claims, page.total, key="actor-claims")
    if mentions.open:
        with mentions:
            _documents(profile)
            _mentions(profile)
    if about.open:
        with about:
            _about(profile)


def _head(profile: ActorProfile) -> None:
    actor = profile.actor
    say_failure()
    title, link, correct = st.columns([0.68, 0.16, 0.16], vertical_alignment="center")
    title.header(f"{look.kind_icon(actor.kind)} {to_markdown(actor.name, 100)}", anchor=False)
    with link:
        st.page_link(
            "explore/pages/network.py", label="Its network", icon=":material/hub:", query_params={"actor": actor.id}
        )
    if not state.read_only():
        with correct:
            correct_actor(profile)
    if actor.description:
        st.caption(to_markdown(actor.description, 300))
    st.html(panels.actor_facts(profile))
    _notes(profile)
    names = [
        f"{to_html(plain(name, 60))} <span>({count})</span>" for name, count in profile.names if name != actor.name
    ]
    if names:
        listed = " ".join(f"<bdi>{name}</bdi>" for name in names[:20])
        st.html(f'<p class="facts"><span>also called (in so many documents)</span> {listed}</p>')


def _notes(profile: ActorProfile) -> None:
    for note in profile.notes:
        st.html(note_html(note))


def _relations(profile: ActorProfile) -> None:
    names = {other.id: other.name for other in profile.others} | {profile.actor.id: profile.actor.name}
    for title, rows, total in (
        ("What it does", profile.outgoing, profile.total_outgoing),
        ("What is done to it", profile.incoming, profile.total_incoming),
    ):
        st.header(title)
        if rows:
            st.html(standing.by_class(rows))
            tables.table(tables.relation_rows(rows, names), f"actor-{title}", title)
        else:
            st.caption("Nothing in this store.")
        if total > len(rows):
            st.caption(f"{len(rows):,} of {total:,} shown, the best attested first.")


def _documents(profile: ActorProfile) -> None:
    """Those that the mentions stand in; a selected one is opened."""
    rows = list({stored.document.id: stored.document for stored in profile.mentions}.values())
    frame = pd.DataFrame(
        [
            {
                "Published": row.published,
                "Outlet": plain(row.outlet or "", 50),
                "Title": plain(row.title or "untitled", 140),
                "Claims": row.claims,
            }
            for row in rows
        ],
        columns=["Published", "Outlet", "Title", "Claims"],
    )
    st.caption(f"{len(rows):,} of {look.plural(profile.documents, 'document')}, newest first. Select one to read it.")
    for index in tables.table(frame, "actor-documents", "Documents that mention it, newest first", select=True):
        st.page_link(
            "explore/pages/documents.py", label=f"Read “{to_markdown(rows[index].title or 'untitled', 80)}”",
            icon=":material/article:", query_params={"document": rows[index].id},
        )  # fmt: skip


def _mentions(profile: ActorProfile) -> None:
    st.header("How the texts name it")
    for stored in profile.mentions[:_QUOTED]:
        st.html(mention_html(stored, f"{document_html(stored.document)} · found by {to_html(stored.mention.how)}"))
    st.caption(f"{min(len(profile.mentions), _QUOTED):,} of {look.plural(profile.total_mentions, 'mention')}")


def _about(profile: ActorProfile) -> None:
    rows = state.read("timeline", actor=profile.actor.id)
    if rows:
        charts.balance_chart(rows, "actor-balance")
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Who speaks about it**")
        frame = pd.DataFrame([{"Speaker": plain(row.name, 80), "Claims": count} for row, count in profile.speakers])
        tables.table(frame, "actor-speakers", "Speakers by number of claims about this actor")
    with right:
        st.markdown("**Outlets**")
        frame = pd.DataFrame([{"Outlet": plain(name, 80), "Documents": count} for name, count in profile.outlets])
        tables.table(frame, "actor-outlets", "Outlets by number of documents that mention this actor")
    _together(profile.actor.id)


def _together(actor: str) -> None:
    st.markdown("**Named in the same documents**")
    rows = [
        {"Actor": plain(row.actor.name, 80), "Kind": row.actor.kind, "Documents": row.documents}
        for row in state.read("co_mentions", actor, limit=50)
    ]
    tables.table(
        pd.DataFrame(rows, columns=["Actor", "Kind", "Documents"]), "actor-together", "Actors named together with it"
    )


draw()
