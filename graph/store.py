"""The claim graph. (Signatures first; the bodies follow.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from extract.records import Extraction
from graph.journal import Judgement
from graph.views import (
    ActorPage,
    ActorProfile,
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


class StoreError(Exception):
    """Something the user can act on: the message says what happened and what to do. Never wraps a password."""


class StoreBusy(StoreError):
    """Somebody else is writing and did not finish in time."""


class NotInStore(StoreError, KeyError):
    """No such actor, claim, document or judgement."""


class ReadOnly(StoreError):
    """A write to a store opened for reading only, or a write in the query console."""


def open_store(url: str | None = None, read_only: bool = False) -> Store:
    """The store at `url`: a folder (made if it is not there) or bolt:// neo4j:// (+s, +ssc) for a Neo4j server; None
    means DRAMATIS_DB, else ./store. Thread-safe; share one per process. Raises StoreError."""
    raise NotImplementedError


class Store:
    """All verbs of the claim graph, the same on both engines. A context manager; safe to share between threads."""

    url: str  # without a password
    read_only: bool

    def close(self) -> None: ...

    @property
    def version(self) -> str:
        """Changes with every write of anybody: a cache key."""

    # ---- writing
    def add(self, extraction: Extraction, who: str | None = None) -> Outcome:
        """One transaction: all of the document or nothing. The same extraction again is "unchanged"."""

    def bulk_add(self, extractions: Iterable[Extraction], progress: Callable[[int], None] | None = None) -> Tally:
        """Many documents by the engine's fastest path; `progress` is told the number of documents done."""

    def remove(self, document: str) -> None:
        """Takes the document, its claims, and relations and actors that lived only by them."""

    # ---- reviewing; each returns the id of the judgement, for undo
    def judge(self, first: str, second: str, verdict: Verdict, who: str, note: str = "") -> str: ...

    def merge(self, kept: str, absorbed: str, who: str, note: str = "") -> str: ...

    def unmerge(self, actor: str, who: str, note: str = "") -> str: ...

    def rename(self, actor: str, name: str, who: str, note: str = "") -> str: ...

    def change_kind(self, actor: str, kind: str, who: str, note: str = "") -> str: ...

    def reject(self, claim: str, who: str, note: str = "") -> str: ...

    def relabel(self, claim: str, relation: str, who: str, note: str = "") -> str: ...

    def flip(self, claim: str, who: str, note: str = "") -> str: ...

    def note(self, subject: str, text: str, who: str) -> str:
        """`subject` is the id of an actor or a claim."""

    def undo(self, judgement: str, who: str) -> str:
        """In any order. Undoing an undo does the judgement again."""

    def journal(self) -> Iterator[Judgement]:
        """Every judgement ever made, oldest first, undone ones included."""

    def suggestions(self, limit: int = 50) -> tuple[Suggestion, ...]: ...

    # ---- reading
    def network(self, filters: Filters) -> Network: ...

    def actor(self, actor: str, limit: int = 50, offset: int = 0) -> ActorProfile:
        """Follows merges. `limit` and `offset` page each list of the profile. Raises NotInStore."""

    def actors(
        self,
        kinds: tuple[str, ...] = (),
        limit: int = 50,
        offset: int = 0,
        order: Literal["claims", "documents", "name"] = "claims",
    ) -> ActorPage: ...

    def claim(self, claim: str) -> StoredClaim: ...

    def claims_between(
        self,
        first: str,
        second: str,
        filters: Filters | None = None,
        rejected: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> ClaimPage:
        """Claims in both directions, newest first; of `filters` those apply that are about claims. `rejected` includes
        the rejected ones."""

    def claims_of(
        self,
        actor: str,
        filters: Filters | None = None,
        rejected: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> ClaimPage:
        """Claims with the actor as source or target, newest first."""

    def claims_by(self, speaker: str, limit: int = 50, offset: int = 0) -> ClaimPage:
        """Claims that the actor makes, newest first."""

    def search(self, text: str, kinds: tuple[str, ...] = (), limit: int = 10) -> tuple[SearchHit, ...]:
        """Actors by name or alias: exact, prefix, words, then fuzzy; accents and transliteration folded."""

    def documents(
        self, outlets: tuple[str, ...] = (), text: str = "", limit: int = 50, offset: int = 0
    ) -> DocumentPage:
        """Newest first; `text` is sought in titles."""

    def document(self, document: str) -> StoredDocument: ...

    def timeline(
        self, actor: str | None = None, other: str | None = None, filters: Filters | None = None, by_day: bool = False
    ) -> tuple[TimelineRow, ...]:
        """Dated claims by month: of everybody, of one actor, or between two."""

    def paths(
        self, first: str, second: str, k: int = 3, max_steps: int = 6, filters: Filters | None = None
    ) -> tuple[tuple[PathStep, ...], ...]:
        """The k shortest walks without loops, relations taken in either direction; the best-attested first among
        equals. Of `filters`, kinds, relations, quad classes, places, min_claims and min_confidence apply."""

    def co_mentions(self, actor: str, limit: int = 50, offset: int = 0) -> tuple[CoMention, ...]: ...

    def statistics(self) -> Statistics: ...

    def outlets(self) -> tuple[str, ...]: ...

    def extractors(self) -> tuple[tuple[str, int], ...]:
        """Rules that found claims, with the number of claims."""

    def extractions(self) -> Iterator[Extraction]:
        """Every document's extraction as it was added, by document id."""

    def query(
        self, cypher: str, parameters: dict[str, object] | None = None, seconds: float = 10.0, rows: int = 1000
    ) -> Table:
        """A read-only Cypher query; the engine itself refuses writes. Raises StoreError with the engine's message."""

    def schema(self) -> str:
        """The node and relationship types with their properties, for who writes a query."""

    # ---- care
    def verify(self) -> tuple[Difference, ...]: ...

    def rebuild(self) -> None: ...

    def backup(self, folder: str) -> None: ...
