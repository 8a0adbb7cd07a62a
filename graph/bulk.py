"""Filling an empty embedded database from records: rows become Arrow tables, which the engine copies.

While the engine copies one table in a thread of its own, Python makes the next. What ties claims to actors and
documents is kept as numbers until every actor is known, and the relations are summed from those (`graph.bulk_sums`).
Records, on which nothing but the documents' own rows waits, are written while the engine is busiest: with a checkpoint,
and with the relations at the end.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from extract.records import Actor, Extraction, from_json
from graph.bulk_sums import Columns, Numbering, relation_table
from graph.engine import Row
from graph.journal import Review
from graph.projection import CLAIM_ROW, Tallies, actor_row, check, claim_values, clean, cleaned, document_row
from graph.schema import ACTOR_COLUMNS, CLAIM_COLUMNS, DOCUMENT_COLUMNS, TYPES

log = logging.getLogger(__name__)

CHUNK = 20_000  # claims to one COPY: about 20 MB of Arrow, large enough that its fixed cost does not show
CHECKPOINT = 5  # chunks between two checkpoints; without any, the pages written fill the engine's pool
WAITING = 30_000_000  # characters of the documents whose records are yet to be written: some 200 MB of objects
DOCUMENT = 500  # characters that a document takes beside its text
_TEXT = pa.string()
_ARROW = {
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "INT64": pa.int64(),
    "DOUBLE": pa.float64(),
    "STRING[]": pa.list_(_TEXT),
}
Kept = tuple[str, str]  # the reference of a record and its digest


class Filling:
    """Takes extractions one by one, then `finish`es. Nothing is complete before."""

    def __init__(self, connect: Callable[..., Any], review: Review) -> None:
        self._connect = connect
        self._beside_python = partial(connect, num_threads=1)  # which needs the other core
        self._review = review
        self._copier = ThreadPoolExecutor(max_workers=1)
        gc.disable()  # nothing here is cyclic, and walking millions of rows again and again costs a third of the time
        self._pending: list[Future[Any]] = []
        self._described: Counter[Actor] = Counter()
        self._claim_ids: dict[str, str] = {}
        self._claims: list[tuple[Any, ...]] = []
        self._waiting: list[tuple[Extraction, Callable[[], Kept]]] = []
        self._waiting_length = 0
        self._uncounted: list[Extraction] = []
        self._unsummed: list[dict[str, tuple[Any, ...]]] = []
        self._actors = Numbering()
        self._ends = Columns(self._actors)
        self._ids: list[pa.Array] = []
        self._mentioned: list[pa.Table] = []
        self._chunks = 0

    def taken(self, extraction: Extraction, document: str) -> str | None:
        """A claim of the extraction that another document has already."""
        ids = [clean(claim.id) for claim in extraction.claims]
        if self._claim_ids.keys().isdisjoint(ids):
            return None
        return next((claim for claim in ids if self._claim_ids.get(claim, document) != document), None)

    def add_line(self, line: str, reference: str) -> str:
        """The id of the document. A line that is at odds with an earlier one is left out."""
        extraction = from_json(json.loads(line))
        document = clean(extraction.document.id)
        if check(extraction) or self.taken(extraction, document):
            log.warning("the record of document %s is left out: it contradicts itself or an earlier one", document)
        else:
            kept = reference, hashlib.sha256(line.encode("ascii")).hexdigest()
            self.add(extraction, lambda: kept)
        return document

    def add(self, extraction: Extraction, keep: Callable[[], Kept]) -> None:
        """`keep` writes the record; it is called later, and in the order of the documents."""
        extraction = cleaned(extraction)
        document = extraction.document.id
        self._waiting.append((extraction, keep))
        self._waiting_length += len(extraction.document.text) + DOCUMENT
        self._claims += claim_values(extraction, self._review)
        self._claim_ids.update(dict.fromkeys([claim.id for claim in extraction.claims], document))
        self._uncounted.append(extraction)
        if len(self._claims) >= CHUNK:
            self._flush()
        if self._waiting_length >= WAITING:
            self.keep()

    def keep(self) -> None:
        """Writes the records that wait for it."""
        self._count()
        rows = [document_row(extraction, *keep()) for extraction, keep in self._waiting]
        self._waiting, self._waiting_length = [], 0
        self._copy("Document", _table(rows, DOCUMENT_COLUMNS))

    def finish(self, sync: Callable[[], None] = lambda: None) -> None:
        """`sync` makes the records durable."""
        if self._claims or not self._ids:
            self._flush()
        self._checkpoint()
        self._count()
        mentions = pa.concat_tables(self._mentioned)
        self._copy("Actor", _table(self._actor_rows(mentions), ACTOR_COLUMNS))
        actors, ids = pa.array(self._actors, _TEXT), pa.concat_arrays(self._ids)
        for name, end in (("SOURCE", "source"), ("TARGET", "target"), ("ATTRIBUTED_TO", "speaker")):
            self._copy(name, _tied(ids, actors, self._ends[end]))
        self._copy("RELATES", relation_table(self._ends, actors))
        self.keep()
        self._copy("EVIDENCED_BY", _tied(ids, pa.array(self._ends.documents, _TEXT), self._ends["document"]))
        self._copy("MENTIONS", mentions.drop_columns(["place"]))
        sync()
        self._settle()
        self._copier.shutdown()
        gc.enable()

    def abandon(self) -> None:
        self._copier.shutdown(cancel_futures=True)
        gc.enable()

    def _flush(self) -> None:
        """At most one chunk is under way, so memory stays bounded."""
        if self._chunks == CHECKPOINT:
            self._checkpoint()
            self.keep()
            self._chunks = 0
        columns = dict(zip(CLAIM_ROW, list(zip(*self._claims, strict=True)) or [()] * len(CLAIM_ROW), strict=True))
        self._unsummed.append({name: columns[name] for name in self._ends.taken})
        claims = pa.table({name: _column(columns[name], name) for name in CLAIM_COLUMNS})
        self._ids.append(claims["id"].combine_chunks())
        self._claims = []
        self._settle()
        self._copy("Claim", claims)
        self._chunks += 1

    def _count(self) -> None:
        """How actors are described, how often a document mentions them, what claims make relations of."""
        for columns in self._unsummed:
            self._ends.append(columns)
        self._unsummed = []
        mentions: list[tuple[str, str, int]] = []
        for extraction in self._uncounted:
            document, actors = extraction.document.id, extraction.actors
            self._described.update(actors)
            counts = Counter([mention.actor_id for mention in extraction.mentions])
            mentions += [(document, actor.id, counts[actor.id]) for actor in actors]
        self._uncounted = []
        self._mentioned.append(self._mention_table(mentions))

    def _mention_table(self, mentions: list[tuple[str, str, int]]) -> pa.Table:
        """Of a document with the actor that is shown, and that one's number."""
        documents, said, counts = list(zip(*mentions, strict=True)) or [(), (), ()]
        shown = [self._review.actor(actor) for actor in said]
        columns = {"from": documents, "to": shown, "actor_id": said, "mentions": counts}
        table = pa.table({name: _column(values, name) for name, values in columns.items()})
        return table.append_column("place", pa.array(self._actors.places(shown)))

    def _actor_rows(self, mentions: pa.Table) -> list[Row]:
        review, rows = self._review, []
        tallies: defaultdict[str, Tallies] = defaultdict(Tallies)
        for actor, times in self._described.items():
            tallies[actor.id].count(actor, times)
        names = sorted({member for name in tallies for member in (name, review.actor(name))})
        self._actors.places(names)
        claims, documents = self._ends.claims(), _documents(mentions, len(self._actors))
        for name in names:
            own, cluster = tallies.get(name) or Tallies(), review.cluster(name)
            together = own
            if len(cluster) > 1:
                together = sum((tallies[member] for member in cluster if member in tallies), Tallies())
            place = self._actors[name]
            counts = {"claims": int(claims[place]), "documents": int(documents[place])}
            rows.append(actor_row(name, own, together, review) | counts)
        return rows

    def _checkpoint(self) -> None:
        self._pending.append(self._copier.submit(execute, self._connect, "CHECKPOINT"))

    def _copy(self, name: str, table: pa.Table) -> None:
        if table.num_rows:
            connect = self._beside_python if name == "Claim" else self._connect
            self._pending.append(self._copier.submit(copy, connect, name, table))

    def _settle(self) -> None:
        for future in self._pending:
            future.result()
        self._pending.clear()


def copy(connect: Callable[[], Any], name: str, table: pa.Table) -> None:
    execute(connect, f"COPY {name} FROM $rows", rows=table)


def execute(connect: Callable[[], Any], statement: str, **parameters: Any) -> None:
    """On a connection of its own: one remembers its statements with the tables that they copied, in all gigabytes."""
    with connect() as connection:
        connection.execute(statement, parameters)


def _documents(mentions: pa.Table, actors: int) -> Any:
    """In how many documents each actor is named: two ids of one actor in the same document count once."""
    document = mentions["from"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    pairs = np.unique(document * actors + mentions["place"].to_numpy())
    return np.bincount(pairs % max(actors, 1), minlength=actors)


def _tied(ids: pa.Array, others: pa.Array, places: Any) -> pa.Table:
    """The relationships of claims to others; a negative place is none."""
    keep = np.flatnonzero(places >= 0)
    return pa.table({"from": ids.take(pa.array(keep)), "to": others.take(pa.array(places[keep]))})


def _table(rows: list[Row], columns: Iterable[str]) -> pa.Table:
    return pa.table({name: _column([row[name] for row in rows], name) for name in columns})


def _column(values: Sequence[Any], name: str) -> pa.Array:
    kind = TYPES.get(name, "STRING")
    if kind == "DATE":
        return pa.array([value or None for value in values], _TEXT).cast(pa.date32())
    return pa.array(values, _ARROW.get(kind, _TEXT))
