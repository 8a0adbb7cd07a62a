"""Panels that several pages show: a relation with its evidence, an actor in brief, and where to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from explore import look, state
from explore.escape import plain, to_html, to_markdown
from explore.evidence import claim_html, name_relation, show_key
from explore.review import review_bar
from extract.ontology import relations
from graph.store import NotInStoreError
from graph.views import ActorProfile, ClaimPage, Filters, RelationRow, StoredClaim

_PAGE = 5000  # bytes of claims drawn at once: with what is sent whatever is clicked, a click brings no more than 20 KB
_MOST = 200  # claims of one relation that can be walked through; the Claims page has all


def show_relation(edge: state.EdgeKey, filters: Filters, key: str) -> None:
    """Every claim between two actors, newest first; with a relation named, those of that relation and direction."""
    source, relation, target = edge
    asked = replace(filters, relations=(relation,), quad_classes=()) if relation in relations() else filters
    try:
        page: ClaimPage = state.read("claims_between", source, target, asked, limit=_MOST)
        every: ClaimPage = state.read("claims_between", source, target, filters, limit=1)
        names = [state.read("actor_row", actor).name for actor in (source, target)]
    except NotInStoreError:
        st.info("That relation is not in this store any more.", icon=":material/link_off:")
        return
    claims = [claim for claim in page.claims if _points(claim, edge)]
    total = page.total - (len(page.claims) - len(claims))
    if relation:
        st.markdown(f"## {name_relation(names[0], relation, names[1])}")
    else:
        st.markdown(f"## **{to_markdown(names[0], 60)}** and **{to_markdown(names[1], 60)}**")
    heading = (
        look.plural(total, "claim") if total == len(claims) else f"{len(claims):,} of {look.plural(total, 'claim')}"
    )
    _claims(claims, key, f"{heading}, newest first")
    if every.total > total:
        st.button(
            f"All {every.total:,} claims between the two", key=f"{key}-all", on_click=state.choose,
            kwargs={"edge": (source, "", target)}, icon=":material/compare_arrows:",
        )  # fmt: skip


def _points(claim: StoredClaim, edge: state.EdgeKey) -> bool:
    """Whether a claim is of the relation named, in its direction."""
    source, relation, _ = edge
    if relation not in relations():
        return True
    return claim.relation == relation and (relations()[relation].symmetric or claim.source.id == source)


def show_claims(claims: tuple[StoredClaim, ...], total: int, key: str) -> None:
    _claims(list(claims), key, f"{len(claims):,} of {look.plural(total, 'claim')}, newest first")


def _claims(claims: list[StoredClaim], key: str, heading: str) -> None:
    if not claims:
        st.info("No claim passes the filters in force.", icon=":material/filter_alt_off:")
        return
    at = _cursor(claims, key)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(heading, width="stretch")
        st.button("Previous", icon=":material/keyboard_arrow_up:", shortcut="K", key=f"{key}-up", disabled=not at,
                  on_click=_go, args=(key, at - 1))  # fmt: skip
        st.button("Next", icon=":material/keyboard_arrow_down:", shortcut="J", key=f"{key}-down",
                  disabled=at + 1 >= len(claims), on_click=_go, args=(key, at + 1))  # fmt: skip
    show_key()
    drawn = _page(claims, at)
    with st.container(height=600 if len(claims) > 2 else "content", border=False, key=f"{key}-list"):
        for index in drawn:
            show_claim(claims[index], f"{key}-{index}", focused=index == at, focus=lambda index=index: _go(key, index))
    if len(claims) > len(drawn):
        st.caption(f"Claims {drawn.start + 1:,} to {drawn.stop:,}; Next goes on.")


def _page(claims: Sequence[StoredClaim], at: int) -> range:
    """The claims drawn together with that one."""
    first = size = 0
    for index, claim in enumerate(claims):
        more = len(claim_html(claim).encode())
        if size and size + more > _PAGE:
            if index > at:
                return range(first, index)
            first, size = index, 0
        size += more
    return range(first, len(claims))


def _cursor(claims: list[StoredClaim], key: str) -> int:
    return min(st.session_state.get(f"{key}-at", 0), len(claims) - 1)


def _go(key: str, index: int) -> None:
    st.session_state[f"{key}-at"] = index


def show_claim(claim: StoredClaim, key: str, focused: bool = True, focus: Callable[[], None] | None = None) -> None:
    """A claim's card; under the focused one stand the ways to judge it and to read on."""
    st.html(claim_html(claim, focused))
    if focused:
        review_bar(claim, key)
    elif focus:
        st.button("Review", key=f"{key}-focus", type="tertiary", icon=":material/rate_review:", on_click=focus)


def show_actor(actor: str, key: str) -> None:
    """An actor in brief: who it is, and its strongest relations each way."""
    profile: ActorProfile = state.read("actor", actor, limit=8)
    st.markdown(f"## {look.kind_icon(profile.actor.kind)} {to_markdown(profile.actor.name, 80)}")
    st.html(actor_facts(profile))
    st.page_link(
        "explore/pages/actor.py",
        label="Everything about this actor",
        icon=":material/badge:",
        query_params={"actor": profile.actor.id},
    )
    for title, rows in (("What it does", profile.outgoing), ("What is done to it", profile.incoming)):
        if rows:
            st.markdown(f"**{title}**, by number of claims")
            with st.container(gap=None, key=f"{key}-{title}"):
                for row in rows[:6]:
                    _relation_button(row, profile, key)


def _relation_button(row: RelationRow, profile: ActorProfile, key: str) -> None:
    names = {actor.id: actor.name for actor in profile.others} | {profile.actor.id: profile.actor.name}
    outgoing = row.source == profile.actor.id
    other = to_markdown(names.get(row.target if outgoing else row.source, "?"), 46)
    label = f"{look.verb(row.relation)} {other}" if outgoing else f"{other} {look.verb(row.relation)} it"
    edge = (row.source, row.relation, row.target)
    st.button(
        f"{label} · {row.claims:,}", key=f"{key}-{'~'.join(edge)}", type="tertiary", on_click=state.choose,
        kwargs={"edge": edge}, help="Show the evidence",
    )  # fmt: skip


def actor_facts(profile: ActorProfile) -> str:
    """Kind, country and sizes, as safe HTML."""
    actor = profile.actor
    facts = [("", actor.kind)]
    if actor.country:
        facts.append(("country", actor.country))
    facts += [
        ("claims", f"{profile.claims:,}"),
        ("documents", f"{profile.documents:,}"),
        ("claims it makes", f"{profile.speaks:,}"),
    ]
    if actor.wikidata:
        facts.append(("Wikidata", actor.wikidata))
    body = "".join(f"<span>{to_html(name)} <b>{to_html(plain(value, 60))}</b></span>" for name, value in facts)
    return f'<p class="facts">{body}</p>'


def offer_examples(invitation: str, choose: Callable[[str], None]) -> None:
    """The best-attested actors as buttons; in an empty store, what to do instead."""
    actors = state.read("actors", limit=state.EXAMPLES).actors
    if not actors:
        show_empty_store()
        return
    st.markdown(invitation)
    with st.container(horizontal=True, gap="small", key="examples"):
        for actor in actors:
            st.button(
                f"{to_markdown(actor.name, 50)} · {actor.claims:,}", icon=look.kind_icon(actor.kind),
                key=f"example-{actor.id}", on_click=choose, args=(actor.id,),
            )  # fmt: skip


def show_empty_store() -> None:
    st.info(
        "This store is empty. Add an article: paste its text or upload the file, and its actors, their relations and "
        "the sentences behind them appear here.",
        icon=":material/inbox:",
    )
    if not state.read_only():
        st.page_link("explore/pages/add.py", label="Add documents", icon=":material/note_add:")
