"""What documents add to a store as far as it can be told without asking the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.records import Extraction
from graph.engine import Row
from graph.journal import Review
from graph.projection import Tallies, check, claim_rows, clean, dump, mention_rows
from graph.sums import sum_document

Key = tuple[str, str, str]  # source, relation and target


@dataclass(slots=True)
class Rows:
    """What documents add under a review."""

    claims: list[Row]
    mentions: list[Row]
    actors: dict[str, Tallies]
    sums: dict[Key, Row]


@dataclass(slots=True)
class Batch:
    """Documents of different ids, with all of them that needs no database; `rows` hold under `state` alone."""

    extractions: list[Extraction]
    wrong: list[str | None]
    lines: list[str]
    state: Review | None = None
    rows: Rows | None = None


def prepare(extractions: list[Extraction], state: Review | None = None) -> Batch:
    wrong = [check(extraction) for extraction in extractions]
    lines = ["" if why else dump(extraction) for extraction, why in zip(extractions, wrong, strict=True)]
    rows = rows_of(extractions, state) if state and not any(wrong) else None
    return Batch(extractions, wrong, lines, state, rows)


def rows_of(extractions: Iterable[Extraction], state: Review) -> Rows:
    rows = Rows([], [], {}, {})
    for extraction in extractions:
        claims = claim_rows(extraction, state)
        rows.claims += claims
        rows.mentions += mention_rows(extraction, state)
        sum_document(claims, rows.sums)
        count(extraction, 1, rows.actors)
    return rows


def count(extraction: Extraction, times: int, deltas: dict[str, Tallies]) -> None:
    for actor in extraction.actors:
        deltas.setdefault(clean(actor.id), Tallies()).count(actor, times)
