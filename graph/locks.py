"""Locks between processes and threads on one embedded store, by flock on files in its folder."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from graph.engine import StoreBusyError

log = logging.getLogger(__name__)
PAUSE = 0.02  # seconds between two attempts
TELL_AFTER = 1.0  # seconds of waiting before the user is told


@contextlib.contextmanager
def shared(path: Path) -> Iterator[None]:
    """Held together with others that share; waits for one that holds it alone."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing(path: Path, wait: float) -> Iterator[None]:
    """The one writer. Raises StoreBusyError naming the process that holds the lock after `wait` seconds."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle, path, wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {time.strftime('%H:%M:%S')}".encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path, wait: float) -> None:
    start, told = time.monotonic(), False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = time.monotonic() - start
        holder = os.pread(handle, 80, 0).decode(errors="replace") or "another process"
        if waited > wait:
            raise StoreBusyError(
                f"{path.parent}: {holder} is still writing after {wait:.0f} s; try again later, or open it read-only"
            )
        if waited > TELL_AFTER and not told:
            log.warning("%s: %s is writing, waiting", path.parent, holder)
            told = True
        time.sleep(PAUSE)
