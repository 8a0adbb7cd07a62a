"""What a store asks of a database engine. `graph.embedded` and `graph.server` are the two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from extract.records import Extraction
from graph.journal import Judgement
from graph.views import Table, Tally

SCHEMA = 2  # of the nodes and relationships; a store of another one is rebuilt, or refused
Result = TypeVar("Result")
Row = dict[str, Any]


class StoreError(Exception):
    """Something the user can act on: the message says what happened and what to do. Never holds a password."""


class StoreBusyError(StoreError):
    """Somebody else is writing and did not finish in time."""


class NotInStoreError(StoreError):
    """No such actor, claim, document or judgement."""


class ReadOnlyError(StoreError):
    """A write to a store that was opened for reading only, or from the query console."""


class Transaction(Protocol):
    """All or nothing. `keep` and `forget` tell the archive of records, which lives and dies with the transaction."""

    def run(self, cypher: str, **parameters: Any) -> list[Row]: ...

    def relations(self, keys: Collection[tuple[str, str, str]]) -> list[Row]:
        """Those of these sources, relations and targets that there are, perhaps with others of the same actors."""

    def stored(self, actors: list[str]) -> list[Row]:
        """What is stored of these actors, which nobody else changes until the end."""

    def be_alone(self) -> None:
        """From here on nobody else writes until the end; the work may begin again for that."""

    def keep(self, extraction: Extraction, line: str) -> str:
        """Where `recall` finds the record again."""

    def forget(self, document: str) -> None: ...

    def enter(self, judgement: Judgement) -> None: ...

    def recall(self, reference: str) -> Extraction: ...


class Engine(Protocol):
    url: str
    read_only: bool
    hands_over_tables: bool  # a million rows in about a second

    def read(self, cypher: str, **parameters: Any) -> list[Row]: ...

    def write(self, work: Callable[[Transaction], Result], alone: bool = True) -> Result:
        """Runs `work` in one transaction, again from its start if the engine asks for that. Work that is not `alone`
        only adds a document, which several writers may do at once where the engine lets them."""

    def recall(self, reference: str) -> Extraction: ...

    def line(self, reference: str) -> str:
        """The record as it is written."""

    def living(self) -> Iterable[str]:
        """The references of the records in force."""

    def version(self) -> str: ...

    def load(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> Tally: ...

    def query(self, cypher: str, parameters: dict[str, Any], seconds: float, rows: int) -> Table: ...

    def rebuild(self) -> None: ...

    def backup(self, folder: str) -> None: ...

    def columns(self, cypher: str, **parameters: Any) -> list[Sequence[Any]]:
        """The columns of a large answer as lists."""

    def table(self, cypher: str, **parameters: Any) -> pa.Table:
        """A large answer as Arrow."""

    def close(self) -> None: ...
