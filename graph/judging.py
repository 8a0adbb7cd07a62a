"""What a judgement may say: each function gives its subject and other, or raises StoreError."""

from __future__ import annotations

import threading
from collections.abc import Callable

from graph import cypher, journal
from graph.engine import Engine, NotInStoreError, Row, StoreError, Transaction
from graph.journal import Judgement, Review
from graph.writing import judgements_after

Subject = tuple[str, str | None]


class JournalReader:
    """The journal and its review. It only grows, so its length tells whether something is new."""

    def __init__(self) -> None:
        self._entries: list[Judgement] = []
        self._review = Review()
        self._version: str | None = None
        self._lock = threading.Lock()

    def at(self, version: str, run: Callable[..., list[Row]]) -> tuple[list[Judgement], Review]:
        """As `now`, without asking while the store's version is the same."""
        if version != self._version:
            self.now(run)
            self._version = version
        return self._entries, self._review

    def now(self, run: Callable[..., list[Row]]) -> tuple[list[Judgement], Review]:
        """`run` asks the database, in a transaction or outside."""
        with self._lock:
            total = run(cypher.COUNT_JUDGEMENTS)[0]["total"]
            if total < len(self._entries):
                self._entries = []
            if total != len(self._entries):
                fresh = judgements_after(run, len(self._entries))
                self._entries = journal.marked([*self._entries, *fresh])
                self._review = journal.review(self._entries)
            return self._entries, self._review

    def review(self, transaction: Transaction) -> Review:
        return self.now(transaction.run)[1]


def pair(engine: Engine, state: Review, first: str, second: str, verdict: str) -> Subject:
    """Of two actors that are the same, the one with a Wikidata id, else with more claims, comes first and is kept."""
    rows = known(engine, first, second)
    if verdict == "same":
        _refuse_contradiction(state, first, second)
    preferred = max((first, second), key=lambda actor: (rows[actor]["wikidata"] is not None, rows[actor]["claims"]))
    return preferred, second if preferred == first else first


def merge(engine: Engine, state: Review, kept: str, absorbed: str) -> Subject:
    known(engine, kept, absorbed)
    _refuse_contradiction(state, kept, absorbed)
    return kept, absorbed


def unmerge(state: Review, actor: str) -> Subject:
    if len(state.cluster(actor)) < 2:
        raise StoreError(f"actor {actor!r} is not merged with any other")
    return actor, None


def actor(engine: Engine, actor: str) -> Subject:
    if not engine.read(cypher.GET_ACTORS, ids=[actor]):
        raise NotInStoreError(f"no actor {actor!r} in the store")
    return actor, None


def claim(engine: Engine, claim: str) -> Subject:
    if not engine.read(cypher.EXISTING_CLAIMS, ids=[claim]):
        raise NotInStoreError(f"no claim {claim!r} in the store")
    return claim, None


def actor_or_claim(engine: Engine, subject: str) -> Subject:
    if engine.read(cypher.GET_ACTORS, ids=[subject]) or engine.read(cypher.EXISTING_CLAIMS, ids=[subject]):
        return subject, None
    raise NotInStoreError(f"no actor or claim {subject!r} in the store")


def undo(entries: list[Judgement], judgement: str) -> Subject:
    entry = next((entry for entry in entries if entry.id == judgement), None)
    if entry is None:
        raise NotInStoreError(f"no judgement {judgement!r} in the journal")
    if entry.undone:
        raise StoreError(f"judgement {judgement} is undone already")
    return judgement, None


def known(engine: Engine, first: str, second: str) -> dict[str, Row]:
    if first == second:
        raise StoreError("an actor is judged against another one, not against itself")
    rows: dict[str, Row] = {row["id"]: row for row in engine.read(cypher.GET_ACTORS, ids=[first, second])}
    for actor in (first, second):
        if actor not in rows:
            raise NotInStoreError(f"no actor {actor!r} in the store")
    return rows


def _refuse_contradiction(state: Review, first: str, second: str) -> None:
    apart = journal.contradiction(state, first, second)
    if apart and apart != frozenset((first, second)):
        one, other = sorted(apart)
        raise StoreError(f"{one} and {other} were judged different; undo that first")
