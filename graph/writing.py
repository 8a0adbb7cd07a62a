"""Adding, removing and reviewing, on any engine: each function is the work of one transaction.

RELATES, the counts of actors and their shown names are derived from claims and mentions in the same transaction: by
increments when a document comes, by summing again what a removal or a judgement touches.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable

from extract.records import Extraction
from graph import cypher
from graph.engine import Row, StoreError, Transaction
from graph.journal import Judgement, Review, review
from graph.journal import from_json as judgement_from_json
from graph.preparing import Batch, Key, Rows, count, prepare, rows_of
from graph.projection import (
    Tallies,
    actor_row,
    clean,
    document_row,
    mention_rows,
    reviewed,
)
from graph.schema import ACTOR_FIELDS
from graph.sums import joined, relation_row
from graph.views import Outcome

Coming = tuple[Extraction, str, str]  # with its reference and its digest
BATCH = 5_000  # rows to one UNWIND: long sentences times this stay within a few megabytes


def judgements_after(run: Callable[..., list[Row]], after: int) -> list[Judgement]:
    return [judgement_from_json(json.loads(row["record"])) for row in run(cypher.JUDGEMENTS, after=after)]


def read_journal(transaction: Transaction) -> list[Judgement]:
    return judgements_after(transaction.run, 0)


def add(transaction: Transaction, extraction: Extraction, state: Review) -> Outcome:
    """Raises StoreError where the extraction contradicts itself or the store."""
    outcome = add_many(transaction, prepare([extraction]), state)[0]
    if isinstance(outcome, StoreError):
        raise outcome
    return outcome


def add_many(transaction: Transaction, batch: Batch, state: Review) -> list[Outcome | StoreError]:
    """In one transaction; a document that is refused leaves the others be."""
    outcomes: list[Outcome | StoreError] = []
    fresh: list[Coming] = []
    stored = _stored_digests(transaction, batch.extractions)
    taken = _taken_claims(transaction, batch.extractions)
    for extraction, wrong, line in zip(batch.extractions, batch.wrong, batch.lines, strict=True):
        document, sum_of = clean(extraction.document.id), hashlib.sha256(line.encode("ascii")).hexdigest()
        if wrong or (wrong := _taken(extraction, document, taken)):
            outcomes.append(StoreError(wrong))
        elif stored.get(document) == sum_of:
            outcomes.append("unchanged")
        else:
            if document in stored:
                transaction.be_alone()
                record = transaction.run(cypher.FIND_DIGEST, id=document)[0]["record"]
                _unproject(transaction, transaction.recall(record), state)
            fresh.append((extraction, transaction.keep(extraction, line), sum_of))
            outcomes.append("replaced" if document in stored else "added")
    if fresh:
        whole = batch.state is state and len(fresh) == len(batch.extractions)
        project(transaction, fresh, state, batch.rows if whole else None)
    return outcomes


def remove(transaction: Transaction, document: str, state: Review) -> bool:
    """False if the store has no such document."""
    found = transaction.run(cypher.FIND_DIGEST, id=document)
    if not found:
        return False
    _unproject(transaction, transaction.recall(found[0]["record"]), state)
    transaction.forget(document)
    return True


def enter(transaction: Transaction, judgements: Iterable[Judgement]) -> int:
    """Appends those that the journal does not have and shows their effect; returns how many."""
    entries = read_journal(transaction)
    known = {entry.id for entry in entries}
    fresh = [judgement for judgement in judgements if judgement.id not in known]
    for judgement in fresh:
        transaction.enter(judgement)
    if fresh:
        show(transaction, review(entries), review([*entries, *fresh]))
    return len(fresh)


def show(transaction: Transaction, before: Review, after: Review) -> None:
    """Makes what the database shows under one review what it shows under another."""
    moved = {actor for actor in (*before.kept, *after.kept) if before.actor(actor) != after.actor(actor)}
    moved |= {actor for actor in after.kept if before.cluster(actor) != after.cluster(actor)}
    moved |= {actor for actor in before.kept if before.cluster(actor) != after.cluster(actor)}
    if moved:
        _move_actors(transaction, moved, before, after)
    renamed = _changed(before.names, after.names) | _changed(before.kinds, after.kinds)
    if renamed - moved:
        clusters = {actor for name in renamed for actor in after.cluster(name)}
        _show_actors(transaction, {actor: Tallies() for actor in clusters}, after, only_known=True)
    claims = {claim for claim in before.claims() | after.claims() if before.on_claim(claim) != after.on_claim(claim)}
    if claims:
        _review_claims(transaction, sorted(claims), after, bool(moved))


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {key for key in (*before, *after) if before.get(key) != after.get(key)}


def batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _each(transaction: Transaction, query: str, ids: list[str]) -> list[Row]:
    """Of a query that unwinds $ids: Ladybug cannot unwind nothing."""
    return transaction.run(query, ids=ids) if ids else []


def _run_batches(transaction: Transaction, query: str, rows: list[Row]) -> None:
    for batch in batches(rows):
        transaction.run(query, rows=batch)


def _stored_digests(transaction: Transaction, extractions: list[Extraction]) -> dict[str, str]:
    ids = [clean(extraction.document.id) for extraction in extractions]
    return {row["id"]: row["digest"] for row in _each(transaction, cypher.FIND_DIGESTS, ids)}


def _taken_claims(transaction: Transaction, extractions: list[Extraction]) -> dict[str, str]:
    """Claims of these documents that are stored already, with the document they are stored for."""
    ids = [clean(claim.id) for extraction in extractions for claim in extraction.claims]
    found = _each(transaction, cypher.EXISTING_CLAIMS, ids)
    return {row["id"]: row["doc_id"] for row in found}


def _taken(extraction: Extraction, document: str, taken: dict[str, str]) -> str | None:
    """Why the claims cannot all be this document's; else they are from now on."""
    for claim in extraction.claims:
        owner = taken.setdefault(clean(claim.id), document)
        if owner != document:
            return f"claim {claim.id} of document {document} is already one of document {owner}"
    return None


def project(transaction: Transaction, coming: list[Coming], state: Review, rows: Rows | None = None) -> None:
    """Shows documents that the database does not show yet: extraction, reference and digest of each."""
    rows = rows or rows_of([extraction for extraction, _, _ in coming], state)
    _show_actors(transaction, rows.actors, state)
    _run_batches(transaction, cypher.CREATE_DOCUMENT, [document_row(*document) for document in coming])
    _run_batches(transaction, cypher.CREATE_MENTIONS, rows.mentions)
    _run_batches(transaction, cypher.CREATE_CLAIMS, rows.claims)
    _run_batches(transaction, cypher.CREATE_SPEAKERS, [row for row in rows.claims if row["speaker"] is not None])
    _count_actors(transaction, rows.mentions, rows.claims, 1)
    _add_to_relations(transaction, rows.sums)


def _unproject(transaction: Transaction, extraction: Extraction, state: Review) -> None:
    document = clean(extraction.document.id)
    ends = transaction.run(cypher.CLAIMS_IN_DOCUMENT, id=document)
    mentions = mention_rows(extraction, state)
    transaction.run(cypher.DELETE_CLAIMS, id=document)
    transaction.run(cypher.DELETE_DOCUMENT, id=document)
    _count_actors(transaction, mentions, ends, -1)
    sum_pairs(transaction, {(row["source"], row["target"]) for row in ends if not row["rejected"]})
    deltas: dict[str, Tallies] = {}
    count(extraction, -1, deltas)
    _show_actors(transaction, deltas, state)


def _show_actors(transaction: Transaction, deltas: dict[str, Tallies], state: Review, only_known: bool = False) -> None:
    """Adds to what documents say of actors and shows the outcome; takes actors away that no document names."""
    clusters = {actor: state.cluster(actor) for actor in deltas}
    wanted = sorted({member for actor, cluster in clusters.items() for member in (actor, *cluster)})
    stored = {row["id"]: row for row in transaction.stored(wanted)} if wanted else {}
    told = {actor: Tallies.load(row["tallies"]) for actor, row in stored.items()}
    own = {actor: _sum(told.get(actor, Tallies()), deltas.get(actor)) for actor in wanted}
    rows, gone = [], []
    for actor in sorted({member for name in deltas for member in (name, state.actor(name))}):
        together = Tallies()
        for member in state.cluster(actor):
            together += own[member]
        alive = own[actor].documents > 0 or (state.actor(actor) == actor and together.documents > 0)
        if alive and not (only_known and actor not in stored):
            rows.append(actor_row(actor, own[actor], together, state))
        elif not alive and actor in stored:
            gone.append(actor)
    _set_actors(transaction, rows, stored)
    _each(transaction, cypher.DELETE_ACTORS, gone)


def _set_actors(transaction: Transaction, rows: list[Row], stored: dict[str, Row]) -> None:
    """What is shown of an actor seldom changes with one document more: to set it all takes twenty times as long as to
    set the tallies."""
    known = [row for row in rows if row["id"] in stored]
    same = [row for row in known if _looks_same(row, stored[row["id"]])]
    _run_batches(transaction, cypher.CREATE_ACTORS, [row for row in rows if row["id"] not in stored])
    _run_batches(transaction, cypher.SET_ACTORS, [row for row in known if not _looks_same(row, stored[row["id"]])])
    _run_batches(transaction, cypher.SET_TALLIES, [{"id": row["id"], "tallies": row["tallies"]} for row in same])


def _looks_same(row: Row, stored: Row) -> bool:
    fields = (name for name in ACTOR_FIELDS if name not in ("aliases", "tallies"))
    return row["aliases"] == (stored["aliases"] or []) and all(row[name] == stored[name] for name in fields)


def _sum(stored: Tallies, delta: Tallies | None) -> Tallies:
    """Counter addition drops what is zero afterwards; a negative delta is a document that goes."""
    return stored + delta if delta else stored


def _count_actors(transaction: Transaction, mentions: list[Row], claims: list[Row], times: int) -> None:
    documents = Counter(actor for actor, _ in {(row["actor"], row["doc_id"]) for row in mentions})
    counted = Counter(end for row in claims if not row["rejected"] for end in {row["source"], row["target"]})
    rows = [
        {"id": actor, "claims": times * counted[actor], "documents": times * documents[actor]}
        for actor in sorted(documents.keys() | counted.keys())
    ]
    _run_batches(transaction, cypher.ADD_ACTOR_COUNTS, rows)


def _add_to_relations(transaction: Transaction, sums: dict[Key, Row]) -> None:
    """The sums stay as they are: the work may begin again."""
    found: dict[Key, Row] = {}
    for row in transaction.relations(sums) if sums else ():
        found[row["source"], row["relation"], row["target"]] = relation_row(row)
    _run_batches(transaction, cypher.SET_RELATIONS, [joined(found.get(key), row) for key, row in sums.items()])


def sum_pairs(transaction: Transaction, pairs: set[tuple[str, str]]) -> None:
    """Makes RELATES between these ordered pairs what the claims say now."""
    rows: list[Row] = []
    for source, target in sorted(pairs):
        if source != target:
            transaction.run(cypher.DELETE_PAIR, source=source, target=target)
            rows += map(relation_row, transaction.run(cypher.SUM_PAIR, source=source, target=target))
    _run_batches(transaction, cypher.SET_RELATIONS, rows)


def _review_claims(transaction: Transaction, claims: list[str], state: Review, moved: bool) -> None:
    """Where actors `moved`, some of the claims are shown as reviewed already, so that their ends are counted anew."""
    rows = _each(transaction, cypher.CLAIMS_BY_ID, claims)
    if not rows:
        return
    before = {row["id"]: row for row in _each(transaction, cypher.ENDS_OF_CLAIMS, [row["id"] for row in rows])}
    turned = [{"id": row["id"], **reviewed(row, state)} for row in rows]
    _run_batches(transaction, cypher.REVIEW_CLAIMS, turned)
    _tie_claims(transaction, [row for row in turned if _ends(row) != _ends(before[row["id"]])], speakers=False)
    sum_pairs(transaction, {_ends(row) for row in (*before.values(), *turned)})
    if moved:
        return _recount(transaction, {end for row in (*before.values(), *turned) for end in _ends(row)})
    _count_actors(transaction, [], list(before.values()), times=-1)
    _count_actors(transaction, [], turned, times=1)


def _ends(row: Row) -> tuple[str, str]:
    return row["source"], row["target"]


def _tie_claims(transaction: Transaction, turned: list[Row], speakers: bool) -> None:
    """To the actors that the review gives them, and to no others."""
    for batch in batches(turned):
        ids = [row["id"] for row in batch]
        _each(transaction, cypher.DELETE_SOURCES, ids)
        _each(transaction, cypher.DELETE_TARGETS, ids)
        transaction.run(cypher.TIE_CLAIMS, rows=batch)
        if speakers:
            _each(transaction, cypher.DELETE_SPEAKERS, ids)
            if spoken := [row for row in batch if row["speaker"] is not None]:
                transaction.run(cypher.CREATE_SPEAKERS, rows=spoken)


def _move_actors(transaction: Transaction, moved: set[str], before: Review, after: Review) -> None:
    """Merges and unmerges: everything tied to the actors concerned is tied again."""
    touched = {member for actor in moved for state in (before, after) for member in state.cluster(actor)}
    ids = sorted(touched)
    claims = _each(transaction, cypher.CLAIMS_TOUCHING, ids)
    mentions = _each(transaction, cypher.MENTIONS_OF, ids)
    _each(transaction, cypher.DELETE_RELATIONS_FROM, ids)
    _each(transaction, cypher.DELETE_RELATIONS_TO, ids)
    _each(transaction, cypher.DELETE_MENTIONS, ids)
    _show_actors(transaction, {actor: Tallies() for actor in touched}, after)
    turned = [{"id": row["id"], **reviewed(row, after)} for row in claims]
    _run_batches(transaction, cypher.REVIEW_CLAIMS, turned)
    _tie_claims(transaction, turned, speakers=True)
    rows = [{**row, "actor": after.actor(row["actor_id"])} for row in mentions]
    _run_batches(transaction, cypher.CREATE_MENTIONS, rows)
    sums = [*_each(transaction, cypher.SUM_FROM, ids), *_each(transaction, cypher.SUM_TO, ids)]
    unique = {(row["source"], row["relation"], row["target"]): row for row in sums}
    _run_batches(transaction, cypher.SET_RELATIONS, [relation_row(row) for row in unique.values()])
    _recount(transaction, touched)


def _recount(transaction: Transaction, actors: set[str]) -> None:
    ids = sorted(actors)
    claims: Counter[str] = Counter()
    for query in (cypher.ACTOR_SOURCE_CLAIMS, cypher.ACTOR_TARGET_CLAIMS):
        claims.update({row["id"]: row["claims"] for row in _each(transaction, query, ids)})
    documents = {row["id"]: row["documents"] for row in _each(transaction, cypher.ACTOR_DOCUMENTS, ids)}
    rows = [{"id": actor, "claims": claims[actor], "documents": documents.get(actor, 0)} for actor in ids]
    _run_batches(transaction, cypher.SET_ACTOR_COUNTS, rows)
