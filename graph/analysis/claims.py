"""From a store to tables: one row a claim, one row an actor. Everything that is measured starts here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from extract.ontology import relations
from extract.records import Claim, Extraction
from graph.journal import Review, review
from graph.projection import clean, reviewed
from graph.selection import relation_names
from graph.store import Store
from graph.views import MAX_ROWS, Filters, StoredClaim

CLAIM_COLUMNS = (
    "claim", "source", "relation", "target", "status", "date", "confidence", "quad_class", "intensity", "symmetric",
    "document", "outlet", "speaker", "speaker_text", "stance", "mode",
)  # fmt: skip
FEW = 5  # below so many claims a share or a trend says next to nothing


def claims_table(store: Store, filters: Filters | None = None) -> pd.DataFrame:
    """One row for each claim that counts: judgements applied, rejected ones left out. `date` is that of the event, else
    of publication (NaT where neither is known). Of `filters` all apply but the seeds, hops and limit."""
    known = review(store.journal())
    rows = [row for extraction in store.extractions() for row in _rows(extraction, known)]
    table = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))
    table["date"] = pd.to_datetime(table["date"])
    table = table.sort_values("claim", kind="stable", ignore_index=True)
    return select(table, filters or Filters(), actors_table(store), known)


def actors_table(store: Store) -> pd.DataFrame:
    """Name, kind, country and numbers of claims and documents of every actor, by id."""
    rows = list(_actor_rows(store))
    columns = ["id", "name", "kind", "country", "claims", "documents"]
    return pd.DataFrame([[getattr(row, name) for name in columns] for row in rows], columns=columns).set_index("id")


def stored_table(claims: Iterable[StoredClaim]) -> pd.DataFrame:
    """The same table of claims that a store has already given, as reviewed."""
    rows = []
    for stored in claims:
        relation, claim, attribution = relations()[stored.relation], stored.claim, stored.claim.attribution
        ends = [stored.source.id, stored.target.id]
        source, target = sorted(ends) if relation.symmetric else ends
        rows.append((
            claim.id, source, relation.name, target, claim.status, stored.date,
            float(claim.confidence), relation.quad_class, relation.intensity, relation.symmetric, stored.document.id,
            stored.document.outlet, stored.speaker.id if stored.speaker else None,
            attribution.speaker_text if attribution else None, attribution.stance if attribution else None, claim.mode,
        ))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))
    return table.assign(date=pd.to_datetime(table["date"]))


def select(claims: pd.DataFrame, filters: Filters, actors: pd.DataFrame, known: Review | None = None) -> pd.DataFrame:
    """The claims that pass the filters, as a store selects them for a network."""
    keep = _kinds(claims, filters, actors)
    names = relation_names(filters)
    if names is not None:
        keep &= claims["relation"].isin(names)
    if filters.statuses:
        keep &= claims["status"].isin(filters.statuses)
    if filters.since:
        keep &= claims["date"] >= pd.Timestamp(filters.since)
    if filters.until:
        keep &= claims["date"] <= pd.Timestamp(filters.until)
    if filters.outlets:
        keep &= claims["outlet"].isin(filters.outlets)
    if filters.speakers:
        keep &= claims["speaker"].isin([known.actor(one) if known else one for one in filters.speakers])
    if filters.outlet_voice:
        keep &= claims["speaker_text"].isna()
    return _strong(claims[keep], filters).reset_index(drop=True)


def _kinds(claims: pd.DataFrame, filters: Filters, actors: pd.DataFrame) -> pd.Series:
    kinds = actors["kind"]
    ends = claims["source"].map(kinds), claims["target"].map(kinds)
    if filters.kinds:
        return ends[0].isin(filters.kinds) & ends[1].isin(filters.kinds)
    if filters.places:
        return pd.Series(True, index=claims.index)
    return (ends[0] != "Place") & (ends[1] != "Place")


def _strong(claims: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    if filters.min_claims <= 1 and filters.min_confidence <= 0:
        return claims
    by_relation = claims.groupby(["source", "relation", "target"])["confidence"]
    enough = by_relation.transform("size") >= filters.min_claims
    return claims[enough & (by_relation.transform("max") >= filters.min_confidence)]


def _rows(extraction: Extraction, known: Review) -> Iterator[tuple[Any, ...]]:
    document = extraction.document
    for claim in extraction.claims:
        shown = reviewed(_as_extracted(claim), known)
        if shown["rejected"]:
            continue
        relation, attribution = relations()[shown["relation"]], claim.attribution
        yield (
            clean(claim.id), shown["source"], relation.name, shown["target"], claim.status,
            claim.event_date or document.published, float(claim.confidence), relation.quad_class, relation.intensity,
            relation.symmetric, clean(document.id), clean(document.outlet or "") or None, shown["speaker"],
            clean(attribution.speaker_text) if attribution else None, attribution.stance if attribution else None,
            claim.mode,
        )  # fmt: skip


def _as_extracted(claim: Claim) -> dict[str, Any]:
    speaker = claim.attribution.speaker_id if claim.attribution else None
    return {
        "id": clean(claim.id),
        "extracted": claim.relation,
        "source_id": clean(claim.source),
        "target_id": clean(claim.target),
        "speaker_id": clean(speaker) if speaker else None,
    }


def _actor_rows(store: Store) -> Iterator[Any]:
    offset = 0
    while page := store.actors(limit=MAX_ROWS, offset=offset, order="name").actors:
        yield from page
        offset += len(page)


def few(counts: Iterable[int], least: int = FEW) -> list[str]:
    """A warning for each number that is too small to carry a statement; "" for one that is not."""
    return [f"only {count} claim{'s' if count != 1 else ''}" if count < least else "" for count in counts]


def month(day: dt.date) -> dt.date:
    return day.replace(day=1)
