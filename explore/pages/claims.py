"""Claims as a table: searched, filtered, sorted, judged many at once, downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from explore import look, panels, state, tables
from explore.escape import plain
from explore.evidence import show_key
from explore.filters import filter_bar
from explore.review import say_failure, undo_last, write_all
from explore.search import pick_actor
from extract.ontology import relations
from graph.export import claims_csv
from graph.store import NotInStoreError
from graph.views import MAX_ROWS, ClaimOrder, ClaimPage, Filters, StoredClaim

_ORDERS = {
    "newest": "Newest first", "oldest": "Oldest first", "surest": "Surest first", "doubtful": "Least sure first",
    "relation": "By relation", "outlet": "By outlet",
}  # fmt: skip
_ROWS = 100  # claims in the table: what fits into one answer of a large store within a second
_PAIR = 1000  # of two actors, the claims among which words are sought: the first in the order chosen
_READ = 5  # cards under the table

Asked = tuple[str | None, str | None, str, Filters, ClaimOrder]  # actor, other, words, filters, order


def draw() -> None:
    of_one = state.shared("claims_of") is not None
    *ends, words, sorting = st.columns(
        [0.27, 0.27, 0.27, 0.19] if of_one else [0.48, 0.32, 0.2], vertical_alignment="bottom"
    )
    with ends[0]:
        actor = pick_actor("claims_of", "Actor")
    other = None
    if actor and of_one:
        with ends[1]:
            other = pick_actor("claims_with", "With")
    text = words.text_input(
        "Words in the sentence", key="claims-text", type="search", live=True, max_chars=200, icon=":material/search:"
    )
    order: ClaimOrder = sorting.selectbox(
        "Order", list(_ORDERS), format_func=_ORDERS.__getitem__, key="order", bind="query-params"
    )  # fmt: skip
    filters = filter_bar()
    say_failure()
    asked: Asked = (actor, other, (text or "").strip(), filters, order)
    number = _number(asked)
    try:
        page = _claims(*asked, limit=_ROWS, offset=number * _ROWS)
    except NotInStoreError:
        st.info("One of these actors is not in this store any more.", icon=":material/person_off:")
        return
    if not page.claims:
        _nothing()
        return
    _table(page, number, asked)


def _number(asked: Asked) -> int:
    """The page of the table, from 0; another question begins at its first page."""
    if st.session_state.get("claims-asked") != asked:
        st.session_state["claims-asked"] = asked
        st.session_state["claims-question"] = st.session_state.get("claims-question", 0) + 1
    return int(st.session_state.get(_pages_key(), 1)) - 1


def _pages_key() -> str:
    return f"claims-page-{st.session_state['claims-question']}"


def _claims(
    actor: str | None, other: str | None, text: str, filters: Filters, order: ClaimOrder, limit: int, offset: int
) -> ClaimPage:
    """Rejected ones included: they can be restored here."""
    wanted = {"rejected": True, "limit": limit, "offset": offset, "order": order}
    if actor and other:
        if not text:
            return state.read("claims_between", actor, other, filters, **wanted)
        every: ClaimPage = state.read("claims_between", actor, other, filters, **wanted | {"limit": _PAIR, "offset": 0})
        found = tuple(claim for claim in every.claims if _has(claim, text))
        return ClaimPage(found[offset:][:limit], len(found))
    asked = replace(filters, actors=(state.read("actor_row", actor).id,)) if actor else filters
    if actor and not text and not filters.kinds and not filters.min_confidence:
        return state.read("claims_of", actor, filters, **wanted)
    return state.read("claims", asked, text=text, **wanted)


def _has(claim: StoredClaim, text: str) -> bool:
    quote = claim.claim.evidence.quote.casefold()
    return all(word in quote for word in text.casefold().split())


def _nothing() -> None:
    if state.read("statistics").claims:
        st.info("No claim passes. Remove a filter or a word.", icon=":material/filter_alt_off:")
    else:
        panels.show_empty_store()


def _table(page: ClaimPage, number: int, asked: Asked) -> None:
    first = number * _ROWS
    st.caption(
        f"Claims {first + 1:,} to {first + len(page.claims):,} of {page.total:,}, {_ORDERS[asked[-1]].lower()}. "
        "Select rows to read and judge them."
    )
    event = st.dataframe(
        pd.DataFrame([_row(claim) for claim in page.claims]), hide_index=True, key=f"{_pages_key()}-table-{number}",
        on_select="rerun", selection_mode="multi-row", height=380, column_config=tables.COLUMNS,
        alt=f"Claims, {_ORDERS[asked[-1]].lower()}",
    )  # fmt: skip
    chosen = [page.claims[index] for index in event.selection.rows if index < len(page.claims)]
    if page.total > _ROWS:
        st.pagination(-(-min(page.total, MAX_ROWS) // _ROWS), key=_pages_key())
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom"):
        if not state.read_only():
            _bulk(chosen)
        _download(page.total, asked)
    _read(chosen)


def _download(total: int, asked: Asked) -> None:
    some = f"The first {MAX_ROWS:,}; the Export page writes all. " if total > MAX_ROWS else ""
    st.download_button(
        "Download as CSV", lambda: claims_csv(_claims(*asked, limit=MAX_ROWS, offset=0).claims), "claims.csv",
        "text/csv", icon=":material/download:", on_click="ignore", help=f"{some}With sentence, speaker and outlet.",
    )  # fmt: skip


def _read(chosen: Sequence[StoredClaim]) -> None:
    if not chosen:
        return
    show_key()
    for claim in chosen[:_READ]:
        panels.show_claim(claim, f"claims-{claim.claim.id}", focused=len(chosen) == 1)
    if len(chosen) > _READ:
        st.caption(f"The first {_READ} of {len(chosen)} selected.")


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
        "Review": ", ".join(state for state in claim.states if state != "extracted"),
    }


def _bulk(chosen: Sequence[StoredClaim]) -> None:
    number, names = len(chosen), list(relations())
    for label, icon, verb in (("Accept", "check", "accept"), ("Reject", "close", "reject")):
        st.button(
            f"{label} {number}" if number else label, icon=f":material/{icon}:", disabled=not chosen,
            key=f"claims-{verb}", on_click=write_all, args=([(verb, claim.claim.id) for claim in chosen],),
        )  # fmt: skip
    to = st.selectbox(
        "Re-label as", names, None, key="claims-relabel", label_visibility="collapsed", placeholder="Re-label as …",
        width=220,
    )  # fmt: skip
    st.button(
        "Re-label", icon=":material/edit:", disabled=not (chosen and to), key="claims-relabelled", on_click=write_all,
        args=([("relabel", claim.claim.id, to or "") for claim in chosen],),
    )  # fmt: skip
    if state.judgements_made():
        st.button(
            "Undo", icon=":material/undo:", key="claims-undo", on_click=undo_last,
            shortcut=None if number == 1 else "U", help="Takes back what you judged last",
        )  # fmt: skip


draw()
