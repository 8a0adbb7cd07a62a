"""What ``python -m extract --corpus`` does and says."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from extract.corpus.crews import Crew, Processes
from extract.corpus.pieces import Worker
from extract.corpus.run import Estimate, Plan, Progress, Summary, estimate, run_corpus
from extract.corpus.sources import total_size
from extract.pipeline import Extractor
from extract.read import ReadError

_EVERY = {True: 1.0, False: 60.0}  # seconds between two lines of progress: on a terminal, elsewhere


def run_command(options: Namespace, loaded: Callable[[], None]) -> int:
    """Exit status 0 done, 1 some input failed. `loaded` is called once the model is. Raises ValueError, OSError."""
    gazetteers = tuple(options.gazetteer)
    plan = Plan(tuple(options.paths), Path(options.corpus), options.format, options.shard_size, gazetteers)
    extractor = Extractor.load(options.model, gazetteers)
    work = Worker(extractor)
    loaded()
    if options.dry_run:
        _print_estimate(estimate(plan, extractor.made_by, work), options.workers)
        return 0
    summary = run_corpus(plan, extractor.made_by, _crew(options, work), _report, _Teller(total_size(plan.paths)))
    _print_summary(summary, plan.folder)
    return 1 if summary.failures else 0


def _crew(options: Namespace, work: Worker) -> Callable[[], Crew]:
    if options.engine == "local":
        return partial(Processes, work, options.workers)
    try:
        from extract.corpus.cluster import Actors
    except ImportError as fault:
        raise ValueError("Ray is not installed: pip install -r requirements-ray.txt") from fault
    load = partial(_load, options.model, tuple(options.gazetteer))
    return partial(Actors, load, options.workers, options.ray_address)


def _load(model: str | None, gazetteers: tuple[Path, ...]) -> Worker:
    return Worker(Extractor.load(model, gazetteers))


def _report(failure: ReadError) -> None:
    print(f"extract: {failure}", file=sys.stderr)


class _Teller:
    """Progress on standard error: a line that is overwritten on a terminal, one a minute elsewhere."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY[self._terminal]:
            return
        self._last = now
        rate = progress.documents / progress.seconds if progress.seconds else 0.0
        left = self._left(progress)
        line = (
            f"{progress.documents:,} documents, {rate:.1f} a second, {progress.shards} shards, "
            f"{progress.failures} failures" + (f", {_duration(left)} left" if left is not None else "")
        )
        print(
            f"\r{line:<100}" if self._terminal else line,
            end="" if self._terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def _left(self, progress: Progress) -> float | None:
        if not self._total or not progress.size:
            return None
        left = max(self._total - progress.found_finished - progress.size, 0)
        return left * progress.seconds / progress.size


def _print_estimate(found: Estimate, workers: int) -> None:
    print(f"{found.shards} shards, of which {found.finished} are finished")
    print(f"{found.documents:,} documents, {found.size / 1e6:,.1f} MB")
    share = _duration(found.seconds / workers)
    print(f"about {_duration(found.seconds)} of one core, {share} with {workers} workers on as many cores")


def _print_summary(found: Summary, folder: Path) -> None:
    counted = f"{found.claims} claims, {found.stories} stories"
    if found.stories < found.documents:
        counted += f" (with {found.claims_of_stories} claims, reprints left out)"
    print(
        f"extract: {found.documents} documents in {found.shards} shards in {folder}, {counted}, "
        f"{found.failures} failures",
        file=sys.stderr,
    )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
