"""Claims as a table: searched, filtered, sorted, judged many at once, downloaded."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from explore import look, panels, state, tables
from explore.escape import plain
from explore.evidence import show_key
from explore.filters import filter_bar
from explore.review import ACCEPTED, is_accepted, undo_last, write
from explore.search import pick_actor
from extract.ontology import relations
from graph.export import claims_csv
from graph.store import NotInStoreError
from graph.views import ClaimPage, DocumentPage, Filters, StoredClaim

_ROWS = 1000  # claims in the table; more than anybody reads, few enough to sort in the browser
_DOCUMENTS = 40  # the newest, where no actor is chosen


def draw() -> None:
    first, second, words = st.columns([0.3, 0.3, 0.4], vertical_alignment="bottom")
    with first:
        actor = pick_actor("claims_of", "Actor")
    with second:
        other = pick_actor("claims_with", "With") if actor else None
    text = words.text_input("Words in the sentence", key="claims-text", type="search", live=True, max_chars=200)
    filters = filter_bar()
    try:
        claims, total = _claims(actor, other, filters)
    except NotInStoreError:
        st.info("One of these actors is not in this store any more.", icon=":material/person_off:")
        return
    found = [claim for claim in claims if _has(claim, text or "")]
    if not found:
        _nothing(total)
        return
    _table(found, total, actor)


def _claims(actor: str | None, other: str | None, filters: Filters) -> tuple[Sequence[StoredClaim], int]:
    """The claims to show, rejected ones included, and how many there are."""
    if actor and other:
        page: ClaimPage = state.read("claims_between", actor, other, filters, rejected=True, limit=_ROWS)
        return page.claims, page.total
    if actor:
        page = state.read("claims_of", actor, filters, rejected=True, limit=_ROWS)
        return page.claims, page.total
    return _newest(filters)


def _newest(filters: Filters) -> tuple[list[StoredClaim], int]:
    """The claims of the newest documents, as far as the filters let them pass."""
    page: DocumentPage = state.read("documents", filters.outlets, limit=_DOCUMENTS)
    claims: list[StoredClaim] = []
    for row in page.documents:
        claims += [claim for claim in state.read("document", row.id).claims if passes(claim, filters)]
        if len(claims) >= _ROWS:
            break
    return claims[:_ROWS], state.read("statistics").claims


def passes(claim: StoredClaim, filters: Filters) -> bool:
    """Whether a claim is among those that the filters ask for."""
    since, until = filters.since, filters.until
    dated = (not since or (claim.date and claim.date >= since)) and (not until or (claim.date and claim.date <= until))
    wanted = (
        (filters.relations, claim.relation),
        (filters.quad_classes, relations()[claim.relation].quad_class),
        (filters.statuses, claim.claim.status),
        (filters.outlets, claim.document.outlet),
    )
    kinds = not filters.kinds or claim.source.kind in filters.kinds or claim.target.kind in filters.kinds
    said = not filters.speakers or (claim.speaker is not None and claim.speaker.id in filters.speakers)
    voice = not filters.outlet_voice or claim.claim.attribution is None
    sure = claim.claim.confidence >= filters.min_confidence
    return bool(dated and kinds and said and voice and sure and all(not some or one in some for some, one in wanted))


def _has(claim: StoredClaim, text: str) -> bool:
    quote = claim.claim.evidence.quote.casefold()
    return all(word in quote for word in text.casefold().split())


def _nothing(total: int) -> None:
    if total:
        st.info("No claim passes. Remove a filter or a word.", icon=":material/filter_alt_off:")
    else:
        panels.show_empty_store()


def _table(claims: list[StoredClaim], total: int, actor: str | None) -> None:
    of = look.plural(total, "claim") + ("" if actor else "; without an actor, those of the newest documents")
    st.caption(f"{len(claims):,} of {of}. Select rows to judge them together.")
    frame = pd.DataFrame([_row(claim) for claim in claims])
    event = st.dataframe(
        frame, hide_index=True, key="claims-table", on_select="rerun", selection_mode="multi-row", height=380,
        column_config=tables.COLUMNS, alt="Claims, newest first",
    )  # fmt: skip
    chosen = [claims[index] for index in event.selection.rows if index < len(claims)]
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom"):
        st.download_button(
            "Download as CSV", lambda: claims_csv(claims), "claims.csv", "text/csv", icon=":material/download:"
        )
        if not state.read_only():
            _bulk(chosen)
    if chosen:
        show_key()
        for claim in chosen[:5]:
            panels.show_claim(claim, f"claims-{claim.claim.id}", focused=len(chosen) == 1)


def _row(claim: StoredClaim) -> dict[str, object]:
    attribution = claim.claim.attribution
    speaker = claim.speaker.name if claim.speaker else attribution.speaker_text if attribution else ""
    return {
        "Date": claim.date,
        "Source": plain(claim.source.name, 60),
        "Relation": look.verb(claim.relation),
        "Target": plain(claim.target.name, 60),
        "Status": look.statuses()[claim.claim.status].label,
        "Says who": plain(speaker, 60),
        "Evidence": plain(claim.claim.evidence.quote, 300),
        "Outlet": plain(claim.document.outlet or "", 40),
        "Confidence": claim.claim.confidence,
        "Rule": plain(claim.claim.extractor, 60),
        "Review": ", ".join(
            [*(s for s in claim.states if s != "extracted"), *(["accepted"] if is_accepted(claim) else [])]
        ),
    }


def _bulk(chosen: list[StoredClaim]) -> None:
    number = len(chosen)
    st.button(
        f"Accept {number}",
        icon=":material/check:",
        disabled=not chosen,
        on_click=_each,
        args=(chosen, "note", ACCEPTED),
    )
    st.button(f"Reject {number}", icon=":material/close:", disabled=not chosen, on_click=_each, args=(chosen, "reject"))
    names = list(relations())
    to = st.selectbox(
        "Re-label as",
        names,
        None,
        key="claims-relabel",
        label_visibility="collapsed",
        placeholder="Re-label as …",
        width=220,
    )
    st.button(
        "Re-label", icon=":material/edit:", disabled=not (chosen and to), on_click=_each, args=(chosen, "relabel", to)
    )
    if state.judgements_made():
        st.button(
            "Undo", icon=":material/undo:", key="claims-undo", on_click=undo_last, help="Takes back the last judgement"
        )


def _each(chosen: list[StoredClaim], verb: str, *arguments: str) -> None:
    for claim in chosen:
        write(verb, claim.claim.id, *arguments)


draw()
