"""A crew of Ray actors, on this machine or on all of a cluster. Each holds a loaded model.

Only this module knows Ray (Apache-2.0), which is optional: ``pip install -r requirements-ray.txt``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any

# Ray gives its workers the lowest priority but one; on a machine that does little else they should not wait.
os.environ.setdefault("RAY_worker_niceness", "0")
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")

import ray
from ray.exceptions import ActorDiedError, ActorUnavailableError, RayError, RayTaskError

from extract.corpus.crews import Lost
from extract.corpus.pieces import Piece, Result

Work = Callable[[Piece], Result]


class _Member:
    """Runs in the cluster."""

    def __init__(self, load: Callable[[], Work]) -> None:
        self._work = load()

    def ready(self) -> bool:
        return True

    def work(self, piece: Piece) -> Result:
        return self._work(piece)


class Actors:
    """Ray actors, one CPU each. Input is read here and sent along, so that the nodes need not share a file system."""

    def __init__(self, load: Callable[[], Work], size: int, address: str | None = None) -> None:
        """`load` makes the work on each actor; the environment of all nodes must be that of this process. Without an
        address a cluster is started on this machine."""
        self._own = not ray.is_initialized()
        if self._own:
            local = {"num_cpus": size, "include_dashboard": False} if address is None else {"address": address}
            ray.init(log_to_driver=False, configure_logging=False, **local)
        self.size = size
        self._load = load
        self._kind: Any = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Member)
        self._hired: dict[Any, Any] = {}  # what tells that a member is ready -> the member
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[int, Any]] = {}
        for _ in range(size):
            self._hire()

    def has_room(self) -> bool:
        """Waits where nobody works and nobody is ready yet."""
        self._meet(block=not self._idle and not self._busy)
        return bool(self._idle)

    def give(self, ticket: int, piece: Piece) -> None:
        member = self._idle.pop()
        self._busy[member.work.remote(piece.carried())] = ticket, member

    def take(self) -> tuple[int, Result | Lost]:
        (done, *_), _ = ray.wait(list(self._busy), num_returns=1)
        ticket, member = self._busy.pop(done)
        try:
            result: Result = ray.get(done)
        except RayTaskError as fault:  # of our own code, which catches what a document may cause
            raise RuntimeError(f"a worker of the cluster failed: {fault}") from fault
        except RayError as fault:
            self._dismiss(member)
            return ticket, Lost(type(fault).__name__)
        self._idle.append(member)
        return ticket, result

    def close(self) -> None:
        for member in [*self._idle, *self._hired.values(), *(member for _, member in self._busy.values())]:
            with contextlib.suppress(RayError):
                ray.kill(member)
        if self._own:
            ray.shutdown()

    def _hire(self) -> None:
        member = self._kind.remote(self._load)
        self._hired[member.ready.remote()] = member

    def _meet(self, block: bool) -> None:
        """Takes in who has become ready. One whose node went before it was is replaced."""
        while self._hired:
            ready, _ = ray.wait(list(self._hired), num_returns=1, timeout=None if block else 0)
            if not ready:
                return
            member = self._hired.pop(ready[0])
            try:
                ray.get(ready[0])
            except (ActorDiedError, ActorUnavailableError):
                self._dismiss(member)
                continue
            self._idle.append(member)
            block = False

    def _dismiss(self, member: Any) -> None:
        with contextlib.suppress(RayError):
            ray.kill(member)
        self._hire()
