"""Filling an empty embedded database from records: rows become Arrow tables, which the engine copies.

While the engine copies one table in a thread of its own, Python makes the next.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from extract.records import Extraction, from_json
from graph import cypher
from graph.engine import Row
from graph.journal import Review
from graph.projection import Tallies, actor_row, check, claim_rows, clean, document_row, mention_rows
from graph.schema import CLAIM_DATES, RELATION_DATES

log = logging.getLogger(__name__)

CHUNK = 20_000  # claims to one COPY: about 20 MB of Arrow, large enough that its fixed cost does not show
_TEXT, _NUMBER, _DATE, _TEXTS = pa.string(), pa.int64(), pa.date32(), pa.list_(pa.string())
_PARTS = ("source", "target", "speaker", "cue", "content")
_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("accepted", "rejected", "flipped"), pa.bool_()),
    **dict.fromkeys(("published", *CLAIM_DATES, *RELATION_DATES), _DATE),
    **dict.fromkeys(("actors", "claims", "documents", "mentions", "context_start", "start_char", "end_char"), _NUMBER),
    **{f"{part}_{end}": _NUMBER for part in _PARTS for end in ("start", "end")},
    **dict.fromkeys(("aliases", "outlet_names"), _TEXTS),
    "confidence": pa.float64(),
}
DOCUMENT_COLUMNS = (
    "id", "title", "outlet", "url", "published", "language", "version", "digest", "record", "actors", "claims",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "relation", "extracted", "status", "accepted", "rejected", "flipped", "quote", "start_char", "end_char",
    "context", "context_start", "source_id", "source_start", "source_end", "target_id", "target_start", "target_end",
    "confidence", "extractor", "mode", "role", "date", "month", "event_date", "doc_id", "outlet", "speaker_id",
    "speaker_text", "cue", "stance", "speaker_start", "speaker_end", "cue_start", "cue_end", "content_start",
    "content_end",
)  # fmt: skip
ACTOR_COLUMNS = (
    "id", "kept", "name", "kind", "country", "wikidata", "description", "aliases", "search_text", "tallies", "claims",
    "documents",
)  # fmt: skip
RELATION_COLUMNS = (
    "source", "target", "relation", "claims", "documents", "outlets", "outlet_names", "first_date", "last_date",
    "actual", "planned", "hypothetical", "negated", "confidence",
)  # fmt: skip


class Filling:
    """Takes extractions one by one, then `finish`es. Nothing is complete before."""

    def __init__(self, connection: Any, review: Review) -> None:
        self._connection = connection
        self._review = review
        self._copier = ThreadPoolExecutor(max_workers=1)
        gc.disable()  # nothing here is cyclic, and walking millions of rows again and again costs a third of the time
        self._pending: list[Future[Any]] = []
        self._tallies: defaultdict[str, Tallies] = defaultdict(Tallies)
        self._claims_of: Counter[str] = Counter()
        self._documents_of: Counter[str] = Counter()
        self._claim_ids: dict[str, str] = {}
        self._claims: list[Row] = []
        self._documents: list[Row] = []
        self._ends: dict[str, list[pa.Table]] = {
            name: [] for name in ("SOURCE", "TARGET", "ATTRIBUTED_TO", "EVIDENCED_BY")
        }
        self._mentions: list[pa.Table] = []
        self._mention_rows: list[Row] = []

    def taken(self, extraction: Extraction, document: str) -> str | None:
        """A claim of the extraction that another document has already."""
        ids = (clean(claim.id) for claim in extraction.claims)
        return next((claim for claim in ids if self._claim_ids.get(claim, document) != document), None)

    def add_line(self, line: str, reference: str) -> str:
        """The id of the document. A line that is at odds with an earlier one is left out."""
        extraction = from_json(json.loads(line))
        document = clean(extraction.document.id)
        if check(extraction) or self.taken(extraction, document):
            log.warning("the record of document %s is left out: it contradicts itself or an earlier one", document)
        else:
            self.add(extraction, reference, hashlib.sha256(line.encode("ascii")).hexdigest())
        return document

    def add(self, extraction: Extraction, reference: str, digest: str) -> None:
        claims = claim_rows(extraction, self._review)
        mentions = mention_rows(extraction, self._review)
        self._documents.append(document_row(extraction, reference, digest))
        self._claims += claims
        self._mention_rows += mentions
        for row in claims:
            self._claim_ids[row["id"]] = row["doc_id"]
        for actor in extraction.actors:
            self._tallies[clean(actor.id)].count(actor)
        self._documents_of.update({row["actor"] for row in mentions})
        for row in claims:
            if not row["rejected"]:
                self._claims_of.update({row["source"], row["target"]})
        if len(self._claims) >= CHUNK or len(self._documents) >= CHUNK:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._copy("Actor", _table(self._actor_rows(), ACTOR_COLUMNS))
        for name, tables in self._ends.items():
            self._copy(name, pa.concat_tables(tables))
        self._copy("MENTIONS", pa.concat_tables(self._mentions))
        self._settle()
        self._copier.shutdown()
        gc.enable()
        self._relate()

    def abandon(self) -> None:
        self._copier.shutdown(cancel_futures=True)
        gc.enable()

    def _flush(self) -> None:
        self._settle()  # at most one chunk is under way, so memory stays bounded
        claims = _table(self._claims, CLAIM_COLUMNS)
        self._copy("Document", _table(self._documents, DOCUMENT_COLUMNS))
        self._copy("Claim", claims)
        self._pending.append(
            self._copier.submit(self._connection.execute, "CHECKPOINT")
        )  # else its pages fill the pool
        spoken = [row for row in self._claims if row["speaker"] is not None]
        for name, rows, end in (
            ("SOURCE", self._claims, "source"),
            ("TARGET", self._claims, "target"),
            ("ATTRIBUTED_TO", spoken, "speaker"),
            ("EVIDENCED_BY", self._claims, "doc_id"),
        ):
            self._ends[name].append(_table(rows, ("id", end)).rename_columns(["from", "to"]))
        columns = ("doc_id", "actor", "actor_id", "mentions")
        self._mentions.append(_table(self._mention_rows, columns).rename_columns(["from", "to", *columns[2:]]))
        self._claims, self._documents, self._mention_rows = [], [], []

    def _actor_rows(self) -> list[Row]:
        review, rows = self._review, []
        for actor in sorted({member for name in self._tallies for member in (name, review.actor(name))}):
            own = self._tallies.get(actor) or Tallies()
            cluster = review.cluster(actor)
            together = own
            if len(cluster) > 1:
                together = sum((self._tallies[member] for member in cluster if member in self._tallies), Tallies())
            counts = {"claims": self._claims_of[actor], "documents": self._documents_of[actor]}
            rows.append(actor_row(actor, own, together, review) | counts)
        return rows

    def _copy(self, name: str, table: pa.Table) -> None:
        if table.num_rows:
            self._pending.append(self._copier.submit(copy, self._connection, name, table))

    def _settle(self) -> None:
        for future in self._pending:
            future.result()
        self._pending.clear()

    def _relate(self) -> None:
        """RELATES out of the claims just copied, by the query that defines it."""
        sums = self._connection.execute(cypher.SUM_ALL).get_as_arrow(100_000)
        if sums.num_rows:
            columns = [
                sums[name].cast(_TYPES.get(name, _NUMBER if name not in _ENDS else _TEXT)) for name in RELATION_COLUMNS
            ]
            copy(self._connection, "RELATES", pa.table(columns, names=["from", "to", *RELATION_COLUMNS[2:]]))


_ENDS = ("source", "target", "relation")


def copy(connection: Any, name: str, table: pa.Table) -> None:
    connection.execute(f"COPY {name} FROM $rows", {"rows": table})


def _table(rows: list[Row], columns: Iterable[str]) -> pa.Table:
    return pa.table({name: _column([row[name] for row in rows], _TYPES.get(name, _TEXT)) for name in columns})


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    if kind == _DATE:
        return pa.array([value or None for value in values], _TEXT).cast(_DATE)
    return pa.array(values, kind)
