"""Rows of the database as the views that reads return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from extract.records import Actor, Attribution, Claim, Evidence, Kind, Span
from graph.engine import Row
from graph.journal import Judgement, Review
from graph.views import ActorRow, DocumentRow, Note, RelationRow, ReviewState, StoredClaim


def date(value: Any) -> dt.date | None:
    """A date of either engine."""
    if value is None or type(value) is dt.date:
        return value
    return dt.date.fromisoformat(str(value)[:10])


def actor_row(row: Row) -> ActorRow:
    return ActorRow(row["id"], row["name"], row["kind"], row["country"], int(row["claims"]), int(row["documents"]))


def actor(row: Row) -> Actor:
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=cast(Kind, row["kind"]),
        country=row["country"],
        aliases=tuple(row["aliases"] or ()),
        wikidata=row["wikidata"],
        description=row["description"],
    )


def relation_row(row: Row) -> RelationRow:
    return RelationRow(
        source=row["source"],
        relation=row["relation"],
        target=row["target"],
        claims=int(row["claims"]),
        documents=int(row["documents"]),
        outlets=int(row["outlets"]),
        first_date=date(row["first_date"]),
        last_date=date(row["last_date"]),
        actual=int(row["actual"]),
        planned=int(row["planned"]),
        hypothetical=int(row["hypothetical"]),
        negated=int(row["negated"]),
        confidence=row["confidence"],
    )


def document_row(row: Row) -> DocumentRow:
    return DocumentRow(
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published=date(row["published"]),
        language=row["language"],
        version=row["version"],
        actors=int(row["actors"]),
        claims=int(row["claims"]),
    )


def notes(entries: Iterable[Judgement]) -> tuple[Note, ...]:
    return tuple(Note(entry.value or "", entry.who, entry.when, entry.id) for entry in entries)


def stored_claim(row: Row, actors: dict[str, Actor], documents: dict[str, DocumentRow], review: Review) -> StoredClaim:
    """`actors` by the ids that documents use, already the ones shown."""
    source, target = actors[row["source_id"]], actors[row["target_id"]]
    if row["flipped"]:
        source, target = target, source
    return StoredClaim(
        claim=claim(row),
        relation=row["relation"],
        source=source,
        target=target,
        speaker=actors[row["speaker_id"]] if row["speaker_id"] is not None else None,
        document=documents[row["doc_id"]],
        context=row["context"],
        context_start=row["context_start"],
        date=date(row["date"]),
        states=_states(row),
        notes=notes(review.notes.get(row["id"], ())),
    )


def claim(row: Row) -> Claim:
    """The claim as the extractor wrote it."""
    return Claim(
        id=row["id"],
        source=row["source_id"],
        relation=row["extracted"],
        target=row["target_id"],
        source_span=(row["source_start"], row["source_end"]),
        target_span=(row["target_start"], row["target_end"]),
        status=row["status"],
        evidence=Evidence(row["doc_id"], row["start_char"], row["end_char"], row["quote"]),
        attribution=_attribution(row),
        mode=row["mode"],
        role=row["role"],
        event_date=date(row["event_date"]),
        confidence=row["confidence"],
        extractor=row["extractor"],
    )


def _attribution(row: Row) -> Attribution | None:
    if row["speaker_text"] is None:
        return None
    return Attribution(
        speaker_id=row["speaker_id"],
        speaker_text=row["speaker_text"],
        speaker_span=_span(row["speaker_start"], row["speaker_end"]),
        cue=row["cue"],
        cue_span=(row["cue_start"], row["cue_end"]),
        content_span=(row["content_start"], row["content_end"]),
        stance=row["stance"],
    )


def _span(start: int, end: int) -> Span | None:
    return None if start < 0 else (start, end)


def _states(row: Row) -> tuple[ReviewState, ...]:
    states: tuple[tuple[ReviewState, bool], ...] = (
        ("accepted", row["accepted"]),
        ("rejected", row["rejected"]),
        ("relabelled", row["relation"] != row["extracted"]),
        ("flipped", row["flipped"]),
    )
    return tuple(state for state, holds in states if holds)
