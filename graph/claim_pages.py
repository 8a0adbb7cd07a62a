"""The reads of claims, on any engine: single ones and pages, newest first."""

from __future__ import annotations

import datetime as dt

from graph import cypher, rows
from graph.engine import Engine, NotInStoreError, Row, StoreError
from graph.journal import Review
from graph.reading import bounded, document_rows, shown_actors, total
from graph.selection import CLAIM_ORDERS, Selection, select_claims
from graph.views import ClaimOrder, ClaimPage, Filters, StoredClaim

FIRST_DAY = dt.date.min
MAX_WORDS = 30  # each is a condition of the query


def stored_claims(engine: Engine, found: list[Row], review: Review) -> tuple[StoredClaim, ...]:
    ends = {row[name] for row in found for name in ("source_id", "target_id", "speaker_id")} - {None}
    actors = shown_actors(engine, ends)
    documents = document_rows(engine, {row["doc_id"] for row in found})
    return tuple(rows.stored_claim(row, actors, documents, review) for row in found)


def claim(engine: Engine, claim: str, review: Review) -> StoredClaim:
    found = engine.read(cypher.CLAIMS, ids=[claim])
    if not found:
        raise NotInStoreError(f"no claim {claim!r} in the store")
    return stored_claims(engine, found, review)[0]


def claim_page(
    engine: Engine, selections: list[Selection], review: Review, limit: int, offset: int, order: ClaimOrder = "newest"
) -> ClaimPage:
    """The first claims of several disjoint selections together."""
    page, (key, way) = bounded(limit, offset), CLAIM_ORDERS[order]
    reach = {"limit": page["limit"] + page["offset"], "offset": 0}
    found: list[Row] = []
    number = 0
    for selection in selections:
        part = engine.read(cypher.claims_page(selection.conditions, key, way), **selection.parameters, **reach)
        found += part
        if len(part) < reach["limit"]:  # then these are all of them
            number += len(part)
        else:
            number += engine.read(cypher.claims_total(selection.conditions), **selection.parameters)[0]["total"]
    found.sort(key=lambda row: row["id"])
    found.sort(key=lambda row: rows.date(row["date"]) or FIRST_DAY, reverse=True)
    if key:
        found.sort(key=lambda row: row["key"], reverse=way == "DESC")
    return ClaimPage(_whole(engine, found[page["offset"] :][: page["limit"]], review), number)


def _whole(engine: Engine, found: list[Row], review: Review) -> tuple[StoredClaim, ...]:
    """The claims of these ids, in this order."""
    ids = [row["id"] for row in found]
    known = {row["id"]: row for row in engine.read(cypher.CLAIMS, ids=ids)} if ids else {}
    return stored_claims(engine, [known[claim] for claim in ids], review)


def select_between(filters: Filters | None, rejected: bool, first: str, second: str) -> list[Selection]:
    ways = [(first, second), (second, first)] if first != second else [(first, second)]
    selections = []
    for source, target in ways:
        selection = select_claims(filters, rejected)
        selection.require("a.id = $first AND b.id = $second", first=source, second=target)
        selections.append(selection)
    return selections


def select_of(filters: Filters | None, rejected: bool, actor: str) -> list[Selection]:
    outgoing, incoming = select_claims(filters, rejected), select_claims(filters, rejected)
    outgoing.require("a.id = $id", id=actor)
    incoming.require("b.id = $id AND a.id <> b.id", id=actor)
    return [outgoing, incoming]


def claims_by(engine: Engine, speaker: str, review: Review, limit: int, offset: int) -> ClaimPage:
    found = engine.read(cypher.CLAIMS_BY_SPEAKER, id=speaker, **bounded(limit, offset))
    return ClaimPage(_whole(engine, found, review), total(engine, cypher.COUNT_SPOKEN, speaker))


def select_listed(filters: Filters, rejected: bool, text: str) -> list[Selection]:
    """Of `filters`, the actors and the kinds are asked of either end; hops and min_claims are not about claims."""
    selection = select_claims(filters, rejected)
    if filters.actors:
        selection.require("(a.id IN $actors OR b.id IN $actors)", actors=list(filters.actors))
    if filters.kinds:
        selection.require("(a.kind IN $kinds OR b.kind IN $kinds)", kinds=list(filters.kinds))
    if filters.min_confidence > 0:
        selection.require("c.confidence >= $min_confidence", min_confidence=filters.min_confidence)
    words = text.lower().split()
    if len(words) > MAX_WORDS:
        raise StoreError(f"at most {MAX_WORDS} words are sought in quotes, not {len(words)}")
    for number, word in enumerate(words):
        selection.require(f"lower(c.quote) CONTAINS $word{number}", **{f"word{number}": word})
    return [selection]
