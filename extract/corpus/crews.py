"""Who works on pieces: this process, or processes forked from it. And the dispatcher, which keeps the order."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Protocol

from extract.corpus.pieces import Piece, Result
from extract.read import ReadError

Work = Callable[[Piece], Result]
# Pieces, some 8,000 documents, after which a worker makes room for a fresh one: spaCy keeps every word that it has met,
# half a kilobyte for each, and never forgets one.
RENEWED_AFTER = 500
# Pieces in hand for each member, counting those that wait for an earlier one: bounds memory, rides out a slow piece.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Lost:
    """Whoever worked on a piece died of `reason`."""

    reason: str


class Crew(Protocol):
    """Members that each work on one piece at a time. One that dies is replaced."""

    size: int

    def has_room(self) -> bool:
        """Whether a piece can be given; may wait until somebody is ready where nobody is at work."""

    def give(self, ticket: int, piece: Piece) -> None: ...

    def take(self) -> tuple[int, Result | Lost]:
        """Waits for the first that is done. Only while somebody is at work."""

    def close(self) -> None: ...


def dispatch(pieces: Iterable[Piece], crew: Crew) -> Iterator[Result]:
    """The results in the order of the pieces. A piece whose worker died is tried again, then document by document; a
    document that kills its worker twice when alone is a failure."""
    todo = _Todo(iter(pieces), crew.size * AHEAD)
    try:
        while todo.has_more():
            while todo.has_next() and crew.has_room():
                crew.give(*todo.next())
            todo.settle(*crew.take())
            yield from todo.ready()
    finally:
        crew.close()


class _Todo:
    """The pieces under way. Each has the tickets of its parts: one, or one for each document once it was split."""

    def __init__(self, pieces: Iterator[Piece], limit: int) -> None:
        self._pieces = pieces
        self._limit = limit
        self._exhausted = False
        self._tickets = 0
        self._waiting: deque[int] = deque()
        self._given: dict[int, Piece] = {}
        self._deaths: dict[int, int] = {}
        self._done: dict[int, Result] = {}
        self._order: deque[list[int]] = deque()

    def has_more(self) -> bool:
        return bool(self._order) or self.has_next()

    def has_next(self) -> bool:
        if not self._waiting and not self._exhausted and len(self._order) < self._limit:
            piece = next(self._pieces, None)
            if piece is None:
                self._exhausted = True
            else:
                self._order.append([self._enter(piece)])
        return bool(self._waiting)

    def next(self) -> tuple[int, Piece]:
        ticket = self._waiting.popleft()
        return ticket, self._given[ticket]

    def settle(self, ticket: int, outcome: Result | Lost) -> None:
        if isinstance(outcome, Result):
            self._done[ticket] = outcome
            del self._given[ticket]
            return
        piece = self._given[ticket]
        self._deaths[ticket] = self._deaths.get(ticket, 0) + 1
        if self._deaths[ticket] < 2:
            self._waiting.appendleft(ticket)
            return
        singles = piece.singles()
        if len(singles) == 1:
            reason = f"reading it killed the worker ({outcome.reason})"
            failure = ReadError(piece.name, None, reason, "please report it with the text")
            self._done[ticket] = Result((), (*piece.failures, failure))
        else:
            parts = next(parts for parts in self._order if ticket in parts)
            parts[:] = [self._enter(single) for single in singles]
        del self._given[ticket], self._deaths[ticket]

    def ready(self) -> Iterator[Result]:
        while self._order and all(ticket in self._done for ticket in self._order[0]):
            yield sum((self._done.pop(ticket) for ticket in self._order.popleft()), Result())

    def _enter(self, piece: Piece) -> int:
        self._tickets += 1
        self._given[self._tickets] = piece
        self._waiting.append(self._tickets)
        return self._tickets


class Alone:
    """A crew of one: the process that asks."""

    size = 1

    def __init__(self, work: Work) -> None:
        self._work = work
        self._given: tuple[int, Piece] | None = None

    def has_room(self) -> bool:
        return self._given is None

    def give(self, ticket: int, piece: Piece) -> None:
        self._given = ticket, piece

    def take(self) -> tuple[int, Result | Lost]:
        assert self._given is not None
        ticket, piece = self._given
        self._given = None
        return ticket, self._work(piece)

    def close(self) -> None:
        self._given = None


class Processes:
    """Processes forked from this one after the model is loaded, so that they share its memory."""

    def __init__(self, work: Work, size: int, renewed_after: int = RENEWED_AFTER) -> None:
        self.size = size
        self._work = work
        self._renewed_after = renewed_after
        self._done: dict[Connection, int] = {}
        self._context = multiprocessing.get_context("fork")
        self._members: dict[Connection, ForkProcess] = {}
        self._busy: dict[Connection, int] = {}
        for _ in range(size):
            self._hire()

    def has_room(self) -> bool:
        return len(self._busy) < self.size

    def give(self, ticket: int, piece: Piece) -> None:
        member = next(member for member in self._members if member not in self._busy)
        self._busy[member] = ticket
        with contextlib.suppress(OSError):  # died while idle: `take` finds out
            member.send(piece)

    def take(self) -> tuple[int, Result | Lost]:
        member = next(one for one in wait(list(self._busy)) if isinstance(one, Connection))
        ticket = self._busy.pop(member)
        try:
            result: Result = member.recv()
        except (EOFError, OSError):
            return ticket, Lost(self._replace(member))
        self._done[member] += 1
        if self._done[member] >= self._renewed_after:
            self._replace(member)
        return ticket, result

    def close(self) -> None:
        for member, worker in self._members.items():
            member.close()
            worker.terminate()
        for worker in self._members.values():
            worker.join()
        self._members.clear()
        self._busy.clear()

    def _hire(self) -> None:
        here, there = self._context.Pipe()
        strangers = [*self._members, here]
        worker = self._context.Process(target=_serve, args=(self._work, there, strangers), daemon=True)
        worker.start()
        there.close()
        self._members[here] = worker
        self._done[here] = 0

    def _replace(self, member: Connection) -> str:
        worker = self._members.pop(member)
        del self._done[member]
        member.close()
        worker.join()
        self._hire()
        code = worker.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def _serve(work: Work, asker: Connection, strangers: list[Connection]) -> None:
    """Until the asker is gone: its ends of the pipes are closed here, or none of its workers would see it go."""
    for stranger in strangers:
        stranger.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the asker decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(EOFError, OSError):
        while True:
            asker.send(work(asker.recv()))
