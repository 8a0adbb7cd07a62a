"""A corpus run is killed with all its processes, again and again: the end must be that of an undisturbed run.

python -m tests.bench.bench_extract_kills [--documents 500] [--kills 20] [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus_of_articles import write_articles


def start(source: Path, folder: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extract", str(source), "--corpus", str(folder), "--shard-size", "16"]
    log = (folder.parent / "log").open("ab")
    return subprocess.Popen([*command, "--workers", str(workers)], stderr=log, start_new_session=True)


def finished(folder: Path) -> int:
    return len(list(folder.glob("shard-*.json")))


def outcome(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("shard-*"))} | {
        "stories": (folder / "stories.jsonl").read_bytes()
    }


def first_shard(source: Path, folder: Path, workers: int) -> float | None:
    """An undisturbed run: the seconds until its first shard; None where it fails."""
    begun, run, first = time.monotonic(), start(source, folder, workers), 0.0
    while run.poll() is None:
        first = first or (time.monotonic() - begun if finished(folder) else 0.0)
        time.sleep(0.02)
    return None if run.returncode else first


def kill_once(source: Path, folder: Path, workers: int, goal: int, moment: float) -> bool:
    """When `goal` shards are finished and so many seconds have gone since, or a shard more: a run that finds them
    finished is killed while it loads or in its first shards. False where the run was done before."""
    run = start(source, folder, workers)
    while run.poll() is None and finished(folder) < goal:
        time.sleep(0.02)
    end = time.monotonic() + moment
    while run.poll() is None and finished(folder) <= goal and time.monotonic() < end:
        time.sleep(0.02)
    if run.poll() is not None:
        return False
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return True


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rng = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        source = write_articles(Path(folder) / "in.jsonl", options.documents)
        calm, killed = Path(folder) / "calm", Path(folder) / "killed"
        first = first_shard(source, calm, options.workers)
        if first is None:
            return 1
        shards = finished(calm)
        goals = [shards * (number + 1) // (options.kills + 4) for number in range(options.kills)]
        kills = sum(kill_once(source, killed, options.workers, goal, rng.random() * first) for goal in goals)
        left = finished(killed)
        if start(source, killed, options.workers).wait():
            return 1
        same = outcome(calm) == outcome(killed)
        print(
            f"{kills} kills, the last at {left} of {finished(calm)} shards; output {'identical' if same else 'DIFFERS'}"
        )
        return 0 if same and kills == options.kills else 1


if __name__ == "__main__":
    sys.exit(main())
