"""Kills writers at random moments and tells what is left: python -m tests.bench.crash [--kills 100] [--neo4j].

Every document that was told to be added must be whole afterwards, none half; the store opens; doing the work again
completes it. A writer that was done before its kill is told apart, and another one killed for it. With --neo4j the
client is killed, and in every fourth round the server, which is then started again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count, takewhile
from pathlib import Path
from typing import TextIO

from graph.store import Store, open_store
from tests.bench.corpus_of_claims import CLAIMS, corpus
from tests.neo4j.launch_neo4j import Neo4j
from tests.neo4j.wiped import emptied

ROOT = Path(__file__).parent.parent.parent
WAYS = "add", "bulk_add"
KILLED = tuple(f"writers killed in {how}" for how in WAYS)
WRITER = """
import sys
from itertools import islice
from graph.store import open_store
from tests.bench.corpus_of_claims import corpus
url, how, seed, number = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
documents = corpus(number * 10, 50, seed)
with open_store(url) as store:
    print("open", flush=True)
    if how == "bulk_add":
        print(store.bulk_add(documents, lambda done: print(done, flush=True)).added, flush=True)
    else:
        for document in documents:
            store.add(document)
            print(document.document.id, flush=True)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dramatis-crash-"))
    tally: Counter[str] = Counter()
    rng = random.Random(args.seed)
    server = Neo4j(folder / "neo4j") if args.neo4j else None
    try:
        if server:
            server.start()
        for number in takewhile(lambda _: tally[KILLED[0]] + tally[KILLED[1]] < args.kills, count()):
            url = server.url if server else str(folder / f"store-{number}")
            one_kill(url, number, rng, server, tally)
            if server:
                emptied(server.url)
            print(f"{number + 1:4} {dict(tally)}", file=sys.stderr, flush=True)
    finally:
        if server:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
    for name, times in sorted(tally.items()):
        print(f"{name:<44}{times:>8}")
    return 1 if tally["documents told to be added but lost"] or tally["differences"] or tally["half documents"] else 0


def one_kill(url: str, number: int, rng: random.Random, server: Neo4j | None, tally: Counter[str]) -> None:
    how = WAYS[number % 2]
    size = 12 if how == "add" else 300
    seed = 1000 + number
    command = [sys.executable, "-c", WRITER, url, how, str(seed), str(size)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    started = writer.stdout.readline().strip() == "open"
    batch = server is not None and how == "bulk_add"  # one transaction, which tells nothing before its end
    told = _until(writer.stdout, 0 if batch else rng.randrange(size))
    time.sleep(rng.random() * (2.0 if batch else 0.6 if how == "bulk_add" else 0.1))
    if server and number % 8 in (3, 6):  # once in each of the two ways to write
        server.kill()
        tally["servers killed"] += 1
        server.start()
    writer.send_signal(signal.SIGKILL)
    told += [line.strip() for line in writer.stdout]
    killed = writer.wait() == -signal.SIGKILL
    told = [line for line in told if line.startswith("doc-")]
    if not killed:
        tally["writers done before their kill"] += 1
    else:
        tally[KILLED[number % 2] if started else "writers killed before they opened"] += 1
    examine(url, seed, size, told, tally)


def _until(lines: TextIO, number: int) -> list[str]:
    """What the writer tells until it has done so many documents, whatever the speed of the machine."""
    told: list[str] = []
    while len(told) < number and (line := lines.readline()):
        told.append(line.strip())
    return told


def differences(store: Store) -> int:
    found = store.verify()
    for difference in found[:5]:
        print(difference, file=sys.stderr)
    return len(found)


def examine(url: str, seed: int, size: int, told: list[str], tally: Counter[str]) -> None:
    mine = f"doc-{seed}-"
    with open_store(url) as store:
        tally["stores opened again"] += 1
        shown = {
            document.id: document
            for document in store.documents(limit=10_000).documents
            if document.id.startswith(mine)
        }
        tally["documents told to be added"] += len(told)
        tally["documents told to be added but lost"] += len(set(told) - shown.keys())
        tally["half documents"] += sum(len(store.document(document).claims) != CLAIMS for document in shown)
        tally["differences"] += differences(store)
        done = store.bulk_add(corpus(size * 10, 50, seed))
        tally["documents there before the second run"] += done.unchanged
        tally["documents completed by the second run"] += done.added
        tally["differences"] += differences(store)
        whole = sum(document.id.startswith(mine) for document in store.documents(limit=10_000).documents)
        tally["runs completed"] += whole == size


if __name__ == "__main__":
    sys.exit(main())
