"""The claim graph: all verbs of it, the same on both engines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal

from extract.ontology import KINDS, relations
from extract.records import Extraction
from graph import care, claim_pages, document_pages, journal, judging, network, reading, resolve, selection, writing
from graph import paths as walks
from graph import search as searching
from graph.engine import Engine, NotInStoreError, ReadOnlyError, StoreBusyError, StoreError
from graph.journal import Judgement, Review, Verb
from graph.projection import clean
from graph.relations import Cache, Relations, read_relations
from graph.schema import SCHEMA_TEXT
from graph.views import (
    ActorPage,
    ActorProfile,
    ActorRow,
    ClaimOrder,
    ClaimPage,
    CoMention,
    Difference,
    DocumentPage,
    Filters,
    Network,
    Outcome,
    PathStep,
    SearchHit,
    Statistics,
    StoredClaim,
    StoredDocument,
    Suggestion,
    Table,
    Tally,
    TimelineRow,
    Verdict,
)

__all__ = ["NotInStoreError", "ReadOnlyError", "Store", "StoreBusyError", "StoreError", "open_store"]

DEFAULT_STORE = "./store"
SERVER_SCHEMES = ("bolt", "neo4j")


def open_store(url: str | None = None, read_only: bool = False) -> Store:
    """The store at `url`: a folder (made if it is not there) or bolt:// neo4j:// (+s, +ssc) for a Neo4j server; None
    means DRAMATIS_DB, else ./store. Thread-safe; share one per process. Raises StoreError."""
    url = url or os.environ.get("DRAMATIS_DB") or DEFAULT_STORE
    scheme, colon, _ = url.partition("://")
    if not colon:
        from graph.folder import Embedded

        return Store(Embedded(Path(url), read_only))
    if scheme.partition("+")[0] not in SERVER_SCHEMES:
        raise StoreError(f"unknown kind of store {scheme}://; give a folder, or bolt:// or neo4j:// of a Neo4j server")
    from graph.server import Server

    return Store(Server(url, read_only))


class Store:
    """A context manager; safe to share between threads. Actors may be named by any id that was merged into them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._names = Cache(searching.Names)
        self._relations = Cache(read_relations)
        self._edges = walks.EdgeIndex()
        self._reader = judging.JournalReader()

    @property
    def url(self) -> str:
        """Without a password."""
        return self.engine.url

    @property
    def read_only(self) -> bool:
        return self.engine.read_only

    @property
    def version(self) -> str:
        """Changes with every write of anybody: a cache key."""
        return self.engine.version()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.engine.close()

    # ---- writing

    def add(self, extraction: Extraction) -> Outcome:
        """One transaction: all of the document or nothing. The same extraction again is "unchanged"."""
        return self.engine.write(lambda within: writing.add(within, extraction, self._reader.review(within)), False)

    def bulk_add(self, extractions: Iterable[Extraction], progress: Callable[[int], None] | None = None) -> Tally:
        """Many documents by the engine's fastest path; `progress` is told the number of documents done."""
        return self.engine.load(iter(extractions), progress or (lambda _: None))

    def remove(self, document: str) -> None:
        """Takes the document, its claims, and relations and actors that lived only by them."""
        document = clean(document)
        if not self.engine.write(lambda within: writing.remove(within, document, self._reader.review(within))):
            raise NotInStoreError(f"no document {document!r} in the store")

    # ---- reviewing; each returns the id of the judgement, for undo

    def judge(self, first: str, second: str, verdict: Verdict, who: str, note: str = "") -> str:
        """Whether two actors are one. Of two that are the same, the one with a Wikidata id, else with more claims, is
        kept. Raises StoreError where the verdict contradicts an earlier one."""
        return self._enter(
            lambda state: judging.pair(self.engine, state, first, second, verdict), "judge", who, verdict, note
        )

    def merge(self, kept: str, absorbed: str, who: str, note: str = "") -> str:
        """As `judge` with "same", saying which one is kept."""
        return self._enter(lambda state: judging.merge(self.engine, state, kept, absorbed), "judge", who, "same", note)

    def unmerge(self, actor: str, who: str, note: str = "") -> str:
        """Takes back every merge of this very id with others."""
        return self._enter(lambda state: judging.unmerge(state, actor), "unmerge", who, None, note)

    def rename(self, actor: str, name: str, who: str, note: str = "") -> str:
        if not name.strip():
            raise StoreError("a name cannot be empty")
        return self._enter(lambda _: judging.actor(self.engine, actor), "rename", who, clean(name.strip()), note)

    def change_kind(self, actor: str, kind: str, who: str, note: str = "") -> str:
        if kind not in KINDS:
            raise StoreError(f"unknown kind {kind!r}; one of {', '.join(KINDS)}")
        return self._enter(lambda _: judging.actor(self.engine, actor), "kind", who, kind, note)

    def accept(self, claim: str, who: str, note: str = "") -> str:
        """Somebody checked the claim and found it right; of an `accept` and a `reject` the later one counts."""
        return self._enter(lambda _: judging.claim(self.engine, claim), "accept", who, None, note)

    def reject(self, claim: str, who: str, note: str = "") -> str:
        """The claim no longer counts in relations; it stays readable. Taken back by `undo`."""
        return self._enter(lambda _: judging.claim(self.engine, claim), "reject", who, None, note)

    def relabel(self, claim: str, relation: str, who: str, note: str = "") -> str:
        if relation not in relations():
            raise StoreError(f"unknown relation {relation!r}; one of {', '.join(relations())}")
        return self._enter(lambda _: judging.claim(self.engine, claim), "relabel", who, relation, note)

    def flip(self, claim: str, who: str, note: str = "") -> str:
        """Turns the claim round: its target did it to its source."""
        return self._enter(lambda _: judging.claim(self.engine, claim), "flip", who, None, note)

    def note(self, subject: str, text: str, who: str) -> str:
        """`subject` is the id of an actor or a claim."""
        if not text.strip():
            raise StoreError("a note cannot be empty")
        return self._enter(lambda _: judging.actor_or_claim(self.engine, subject), "note", who, clean(text), "")

    def undo(self, judgement: str, who: str) -> str:
        """In any order. Undoing an undo does the judgement again."""
        return self._enter(lambda _: judging.undo(self._journal()[0], judgement), "undo", who, None, "")

    def journal(self) -> Iterator[Judgement]:
        """Every judgement ever made, oldest first, undone ones marked."""
        return iter(self._journal()[0])

    def import_journal(self, entries: Iterable[Judgement]) -> int:
        """Appends the judgements that the store does not have yet; returns how many."""
        wanted = list(entries)
        return self.engine.write(lambda transaction: writing.enter(transaction, wanted))

    def suggestions(self, limit: int = 50) -> tuple[Suggestion, ...]:
        """Pairs of actors that may be one, the surest first; pairs that were judged are left out."""
        return resolve.suggestions(self.engine, self._relations.of(self.engine), self._journal()[1], limit)

    # ---- reading

    def network(self, filters: Filters) -> Network:
        return network.network(self.engine, self._relations, filters)

    def whole_network(self, filters: Filters) -> Network:
        """For exports: without the limit, where the filters are about relations only."""
        return network.whole(self.engine, self._relations, filters)

    def every_relation(self) -> Relations:
        """All of them in memory, column by column."""
        return self._relations.of(self.engine)

    def actor(self, actor: str, limit: int = 50, offset: int = 0) -> ActorProfile:
        """`limit` and `offset` page each list of the profile. Raises NotInStoreError."""
        held, review = self._relations.held(self.engine), self._journal()[1]
        return reading.profile(self.engine, held, clean(actor), review, limit, offset)

    def actor_row(self, actor: str) -> ActorRow:
        """Name and counts alone. Raises NotInStoreError."""
        return reading.row_of(self.engine, clean(actor))

    def actors(
        self,
        kinds: tuple[str, ...] = (),
        limit: int = 50,
        offset: int = 0,
        order: Literal["claims", "documents", "name"] = "claims",
    ) -> ActorPage:
        return reading.actors(self.engine, kinds, limit, offset, order)

    def claim(self, claim: str) -> StoredClaim:
        return claim_pages.claim(self.engine, claim, self._journal()[1])

    def claims(
        self, filters: Filters | None = None, rejected: bool = False, text: str = "", limit: int = 50, offset: int = 0,
        order: ClaimOrder = "newest",
    ) -> ClaimPage:  # fmt: skip
        """Claims of the whole store. Of `filters` all apply but hops, places and min_claims: actors and kinds to either
        end, min_confidence to the claim. Every word of `text` stands in the quote; `rejected` includes the rejected
        ones. In equal places of any `order` the newest come first."""
        chosen = claim_pages.select_listed(self._on_kept(filters) or Filters(), rejected, clean(text))
        return claim_pages.claim_page(self.engine, chosen, self._journal()[1], limit, offset, order)

    def claims_between(
        self, first: str, second: str, filters: Filters | None = None, rejected: bool = False, limit: int = 50,
        offset: int = 0, order: ClaimOrder = "newest",
    ) -> ClaimPage:  # fmt: skip
        """Claims in both directions; of `filters` those apply that are about claims. `rejected` includes the rejected
        ones."""
        chosen = claim_pages.select_between(self._on_kept(filters), rejected, self._kept(first), self._kept(second))
        return claim_pages.claim_page(self.engine, chosen, self._journal()[1], limit, offset, order)

    def claims_of(
        self, actor: str, filters: Filters | None = None, rejected: bool = False, limit: int = 50, offset: int = 0,
        order: ClaimOrder = "newest",
    ) -> ClaimPage:  # fmt: skip
        """Claims with the actor as source or target."""
        chosen = claim_pages.select_of(self._on_kept(filters), rejected, self._kept(actor))
        return claim_pages.claim_page(self.engine, chosen, self._journal()[1], limit, offset, order)

    def claims_by(self, speaker: str, limit: int = 50, offset: int = 0) -> ClaimPage:
        """Claims that the actor makes, newest first."""
        return claim_pages.claims_by(self.engine, self._kept(speaker), self._journal()[1], limit, offset)

    def search(self, text: str, kinds: tuple[str, ...] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        """Actors by name or alias: exact, prefix, words, then fuzzy; accents and transliteration folded."""
        return searching.search(self.engine, self._names.of(self.engine), clean(text), kinds, limit)

    def documents(
        self, outlets: tuple[str, ...] = (), text: str = "", limit: int = 50, offset: int = 0
    ) -> DocumentPage:
        """Newest first; `text` is sought in titles."""
        return document_pages.documents(self.engine, outlets, clean(text), limit, offset)

    def document(self, document: str) -> StoredDocument:
        return document_pages.document(self.engine, clean(document), self._journal()[1])

    def timeline(
        self, actor: str | None = None, other: str | None = None, filters: Filters | None = None, by_day: bool = False
    ) -> tuple[TimelineRow, ...]:
        """Dated claims by month: of everybody, of one actor, or between two."""
        one = None if actor is None else self._kept(actor)
        two = None if other is None else self._kept(other)
        chosen = reading.select_timeline(self._on_kept(filters), one, two)
        return reading.timeline(self.engine, chosen, one is not None and two is None, by_day)

    def paths(
        self, first: str, second: str, k: int = 3, max_steps: int = 6, filters: Filters | None = None
    ) -> tuple[tuple[PathStep, ...], ...]:
        """The k shortest walks without loops, relations taken in either direction. Of `filters`, kinds, relations, quad
        classes, places, min_claims and min_confidence apply."""
        known = self._relations.of(self.engine)
        edges = self._edges.edges(known, filters or Filters())
        found = walks.k_shortest(edges, self._kept(first), self._kept(second), k, max_steps)
        return network.steps(known, found)

    def co_mentions(self, actor: str, limit: int = 50, offset: int = 0) -> tuple[CoMention, ...]:
        return reading.co_mentions(self.engine, self._kept(actor), limit, offset)

    def statistics(self) -> Statistics:
        return reading.statistics(self.engine)

    def outlets(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, _ in reading.shares(self.engine, "by_outlet")))

    def extractors(self) -> tuple[tuple[str, int], ...]:
        """Rules that found claims, with the number of claims."""
        return reading.shares(self.engine, "extractors")

    def extractions(self) -> Iterator[Extraction]:
        """Every document's extraction as it was added, by document id."""
        return care.extractions(self.engine)

    def query(
        self, cypher: str, parameters: dict[str, object] | None = None, seconds: float = 10.0, rows: int = 1000
    ) -> Table:
        """A read-only Cypher query; the engine itself refuses writes. Raises StoreError with the engine's message."""
        return self.engine.query(cypher, parameters or {}, seconds, rows)

    def schema(self) -> str:
        """The node and relationship types with their properties, for who writes a query."""
        return SCHEMA_TEXT

    # ---- care

    def verify(self) -> tuple[Difference, ...]:
        """What the database shows but the records do not say, or the other way round; empty if all is well."""
        return care.verify(self.engine, lambda: self._journal()[1])

    def rebuild(self) -> None:
        """Makes the database anew from the records."""
        self.engine.rebuild()

    def backup(self, folder: str) -> None:
        """A copy of the embedded store, a store itself, in a new folder; readers and the writer need not stop."""
        self.engine.backup(folder)

    # ---- within

    def _kept(self, actor: str) -> str:
        return reading.kept(self.engine, clean(actor))

    def _on_kept(self, filters: Filters | None) -> Filters | None:
        if filters is None:
            return None
        actors, speakers = (tuple(reading.kept_all(self.engine, asked)) for asked in (filters.actors, filters.speakers))
        return selection.on_kept(filters, actors, speakers)

    def _journal(self) -> tuple[list[Judgement], Review]:
        return self._reader.at(self.engine.version(), self.engine.read)

    def _enter(
        self, find: Callable[[Review], tuple[str, str | None]], verb: Verb, who: str, value: str | None, note: str
    ) -> str:
        """`find` gives subject and other of the judgement, or raises."""
        if not who.strip():
            raise StoreError("a judgement needs the name of who makes it")
        if self.read_only:
            raise ReadOnlyError(f"{self.url} was opened for reading only")
        subject, other = find(self._journal()[1])
        judgement = journal.make(verb, subject, clean(who.strip()), other, value, clean(note))
        self.engine.write(lambda transaction: writing.enter(transaction, [judgement]))
        return judgement.id
