"""Checking a store against its records, and moving one into another."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from extract.records import Extraction
from graph import cypher
from graph.engine import Engine, Row, StoreError
from graph.journal import Review
from graph.journal import to_json as judgement_to_json
from graph.projection import Tallies, actor_row, claim_rows, clean, digest, document_row, mention_rows
from graph.schema import ACTOR_FIELDS, CLAIM_DATES, CLAIM_FIELDS, RELATION_DATES, RELATION_FIELDS
from graph.sums import relation_row, sum_document
from graph.views import Difference, Statistics

if TYPE_CHECKING:
    from graph.store import Store

PAGE = 500  # documents read at once
MAX_DIFFERENCES = 1_000
ATTEMPTS = 5  # to find the store the same after everything was read as before
Facts = dict[tuple[str, str], Any]


def extractions(engine: Engine) -> Iterator[Extraction]:
    """By document id."""
    for _, reference in _references(engine):
        yield engine.recall(reference)


def _references(engine: Engine) -> Iterator[tuple[str, str]]:
    after = ""
    while True:
        found = engine.read(cypher.DOCUMENT_RECORDS, after=after, limit=PAGE)
        for row in found:
            yield row["id"], row["record"]
        if len(found) < PAGE:
            return
        after = found[-1]["id"]


def verify(engine: Engine, review: Callable[[], Review]) -> tuple[Difference, ...]:
    """Compares everything that the database holds with what the records and the journal say it should. It takes many
    questions: where somebody wrote between them, all are asked again. A server shows a large transaction part by part
    while it commits it, its version perhaps first, so that differences count when they are found twice. Raises
    StoreError if that never ends."""
    before: tuple[Difference, ...] = ()
    for _ in range(ATTEMPTS):
        version = engine.version()
        differences = _differences(expectation(engine, review()), holding(engine))
        if differences == before and engine.version() == version:
            return differences
        before = differences
    raise StoreError(f"{engine.url}: others kept writing while it was compared; verify again when they are done")


def _differences(expected: Facts, found: Facts) -> tuple[Difference, ...]:
    differences = (
        Difference(
            kind, subject, str(expected.get((kind, subject), "nothing")), str(found.get((kind, subject), "nothing"))
        )
        for kind, subject in sorted(expected.keys() | found.keys())
        if expected.get((kind, subject)) != found.get((kind, subject))
    )
    return tuple(itertools.islice(differences, MAX_DIFFERENCES))


def expectation(engine: Engine, review: Review) -> Facts:
    facts: Facts = {}
    tallies: dict[str, Tallies] = {}
    documents_of: dict[str, set[str]] = {}
    claims_of: dict[str, int] = {}
    sums: dict[tuple[str, str, str], Row] = {}
    for reference in engine.living():
        extraction = engine.recall(reference)
        document = clean(extraction.document.id)
        facts["document", document] = _document_fact(document_row(extraction, "", ""))
        for actor in extraction.actors:
            tallies.setdefault(clean(actor.id), Tallies()).count(actor)
        for row in mention_rows(extraction, review):
            facts["mention", f"{document} {row['actor_id']}"] = (row["actor"], row["mentions"])
            documents_of.setdefault(row["actor"], set()).add(document)
        rows = claim_rows(extraction, review)
        for row in rows:
            facts["claim", row["id"]] = _claim_fact(row)
        for end in (end for row in rows if not row["rejected"] for end in {row["source"], row["target"]}):
            claims_of[end] = claims_of.get(end, 0) + 1
        sum_document(rows, sums)
    for (source, relation, target), row in sums.items():
        facts["relation", f"{source} {relation} {target}"] = _relation_fact(row)
    facts |= _actor_facts(tallies, review, documents_of, claims_of)
    return facts


def _actor_facts(
    tallies: dict[str, Tallies], review: Review, documents_of: dict[str, set[str]], claims_of: dict[str, int]
) -> Facts:
    facts: Facts = {}
    for actor in {member for name in tallies for member in (name, review.actor(name))}:
        together = sum((tallies[member] for member in review.cluster(actor) if member in tallies), Tallies())
        row = actor_row(actor, tallies.get(actor, Tallies()), together, review)
        counts = {"documents": len(documents_of.get(actor, ())), "claims": claims_of.get(actor, 0)}
        facts["actor", actor] = _actor_fact(row | counts)
    return facts


def holding(engine: Engine) -> Facts:
    facts: Facts = {}
    for row in _all(engine, cypher.VERIFY_DOCUMENTS):
        facts["document", row["id"]] = _document_fact(row)
    for row in _all(engine, cypher.VERIFY_CLAIMS):
        facts["claim", row["id"]] = _claim_fact(row)
    for row in _all(engine, cypher.VERIFY_ACTORS):
        facts["actor", row["id"]] = _actor_fact(row)
    for row in _all(engine, cypher.VERIFY_MENTIONS):
        facts["mention", f"{row['doc_id']} {row['actor_id']}"] = (row["actor"], row["mentions"])
    for row in _all(engine, cypher.ALL_RELATIONS):
        facts["relation", f"{row['source']} {row['relation']} {row['target']}"] = _relation_fact(relation_row(row))
    return facts


def _all(engine: Engine, query: str) -> Iterator[Row]:
    names = [column.rpartition(" AS ")[2] for column in query.rpartition(" RETURN ")[2].split(", ")]
    columns = engine.columns(query)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _document_fact(row: Row) -> tuple[Any, ...]:
    names = ("title", "outlet", "url", "language", "version", "actors", "claims")
    return (_day(row["published"]), *(row[name] for name in names))


def _claim_fact(row: Row) -> tuple[Any, ...]:
    dates = tuple(_day(row[name]) for name in CLAIM_DATES)
    return (*dates, row["source"], row["target"], row["speaker"], *(row[name] for name in CLAIM_FIELDS))


def _actor_fact(row: Row) -> tuple[Any, ...]:
    aliases = tuple(row["aliases"] or ())
    names = (*(name for name in ACTOR_FIELDS if name != "aliases"), "claims", "documents")
    return (aliases, *(row[name] for name in names))


def _relation_fact(row: Row) -> tuple[Any, ...]:
    return tuple(str(row[name]) for name in (*RELATION_FIELDS, *RELATION_DATES))


def _day(value: Any) -> str:
    return str(value)[:10] if value else ""


def checksum(store: Store) -> str:
    """Of everything that a store holds: its records in the order of their ids, and its journal."""
    total = hashlib.sha256()
    for extraction in store.extractions():
        total.update(digest(extraction).encode())
    for judgement in store.journal():
        total.update(json.dumps(judgement_to_json(judgement), sort_keys=True).encode())
    return total.hexdigest()


def copy(source: Store, target: Store, progress: Callable[[int], None] | None = None) -> Statistics:
    """Moves records and judgements into an empty store and checks that all arrived. Raises StoreError."""
    there = target.statistics()
    if there.documents or there.judgements:
        raise StoreError(f"{target.url} holds {there.documents} documents; copy needs an empty store")
    tally = target.bulk_add(source.extractions(), progress)
    if tally.failed:
        raise StoreError(
            f"{len(tally.failed)} documents were refused, first {tally.failed[0][0]}: {tally.failed[0][1]}"
        )
    target.import_journal(source.journal())
    before, after = source.statistics(), target.statistics()
    if before != after or checksum(source) != checksum(target):
        raise StoreError(f"{target.url} is not what {source.url} is, though nothing was refused; run verify on both")
    return after
