"""A corpus run is loaded into both stores while the loading is killed again and again: every count must be exact.

    python -m tests.bench.bench_load [--documents 200000] [--claims 3] [--kills 4] [--only embedded|neo4j]

Each kill is SIGKILL to the whole group, somewhere after the next share of the documents; the last command is left to
finish. The Neo4j server is one of the tests' own (Java and Maven).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store import open_store
from tests.bench.corpus_of_claims import write_run
from tests.neo4j.launch_neo4j import LONG, Neo4j

ROOT = Path(__file__).parents[2]
ENGINES = ("embedded", "neo4j")


def command(*words: str, url: str) -> list[str]:
    return [sys.executable, "-m", "graph", *words, "--db", url]


def kill_once(run: Path, url: str, after: int, wait: float) -> int:
    """The number of documents that the loading had told of when it was killed, a little later; -1 if it was done."""
    loading = subprocess.Popen(
        command("load", str(run), url=url), cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert loading.stderr is not None
    told = 0
    for line in loading.stderr:
        told = int(found[1]) if (found := re.match(r"(\d+) documents", line)) else told
        if told >= after:
            break
    time.sleep(wait)
    if loading.poll() is not None:
        return -1
    os.killpg(loading.pid, signal.SIGKILL)
    loading.wait()
    return told


def finish(run: Path, url: str) -> Counter[str]:
    """The tally of a loading that nobody disturbs."""
    done = subprocess.run(command("load", str(run), url=url), cwd=ROOT, capture_output=True, text=True)
    said = re.findall(r"(\d+) (?:documents )?(added|replaced|unchanged|failed)", done.stdout)
    if not said:
        raise RuntimeError(f"exit status {done.returncode}: {done.stdout}{done.stderr[-2000:]}")
    return Counter({name: int(number) for number, name in said})


def statistics(url: str) -> Counter[str]:
    with open_store(url, read_only=True) as store:
        found = store.statistics()
    return Counter(documents=found.documents, claims=found.claims, actors=found.actors)


@contextmanager
def started(engine: str, folder: Path) -> Iterator[str]:
    if engine == "embedded":
        yield str(folder / "store")
        return
    server = Neo4j(folder / "neo4j", life=LONG)
    server.start()
    try:
        yield server.url
    finally:
        server.kill()


def load(run: Path, expected: Counter[str], url: str, kills: int, wait: float = 1.5) -> bool:
    """Prints the tally; whether it is exact. `wait` is the most seconds from what a kill waits for to the kill."""
    rng, documents = random.Random(kills), expected["documents"]
    begin = time.monotonic()
    killed_at = [
        kill_once(run, url, int((number + rng.random()) * documents / (kills + 1)), rng.random() * wait)
        for number in range(kills)
    ]
    before = time.monotonic()
    tally = finish(run, url)
    seconds, found = time.monotonic() - before, statistics(url)
    print(f"  {sum(at >= 0 for at in killed_at)} kills in {before - begin:.0f} s, at {killed_at} documents")
    print(f"  the last command, {seconds:.0f} s: " + ", ".join(f"{tally[name]} {name}" for name in tally))
    for name, number in expected.items():
        print(f"  {name}: {found[name]:,} of {number:,}")
    done = tally["added"] + tally["unchanged"]
    return -1 not in killed_at and found == expected and done == documents and not tally["failed"] + tally["replaced"]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--claims", type=int, default=3, help="in a document")
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--only", choices=ENGINES)
    options = parser.parse_args()
    exact = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = write_run(folder / "run", options.documents, max(options.documents // 4, 20), options.claims)
        for engine in [options.only] if options.only else ENGINES:
            with started(engine, folder) as url:
                print(f"{engine} (load {os.getloadavg()[0]:.1f})", flush=True)
                same = load(folder / "run", expected, url, options.kills)
            print("  exact" if same else "  NOT EXACT", flush=True)
            exact = exact and same
    return 0 if exact else 1


if __name__ == "__main__":
    sys.exit(main())
