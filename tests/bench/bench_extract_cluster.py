"""Two Ray nodes on this machine do what one process does, and still do when one of them is killed half-way.

    python -m tests.bench.bench_extract_cluster [--documents 2000] [--length 0]      needs requirements-ray.txt

Articles of one sentence by default: what is asked is whether pieces arrive, not how fast they are read.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

os.environ.setdefault("RAY_worker_niceness", "0")
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])

import ray
from ray.cluster_utils import Cluster

from extract.corpus.cluster import Actors
from extract.corpus.pieces import Piece, Result, Worker
from extract.corpus.run import Plan, Progress, run_corpus
from extract.pipeline import Extractor
from extract.read import ReadError
from tests.bench.corpus_of_articles import write_articles

SHARD = 100
NODE = {"num_cpus": 1, "object_store_memory": 200_000_000}
# A dead node is missed after five seconds instead of half a minute.
WATCH = {"health_check_initial_delay_ms": 1000, "health_check_period_ms": 1000}


class Telling:
    """A worker that notes at which node it did a piece."""

    def __init__(self, notes: Path) -> None:
        self._work = Worker(Extractor.load())
        self._notes = notes

    def __call__(self, piece: Piece) -> Result:
        result = self._work(piece)
        with self._notes.open("a", encoding="utf-8") as stream:
            stream.write(f"{ray.get_runtime_context().get_node_id()} {len(result.records)}\n")
        return result


class Killer:
    """Kills a node, and all that runs on it, once half of the documents are done."""

    def __init__(self, cluster: Cluster, node: object, after: int) -> None:
        self.cluster, self.node, self.after = cluster, node, after
        self.thread: threading.Thread | None = None

    def __call__(self, progress: Progress) -> None:
        if self.thread is None and progress.documents >= self.after:
            self.thread = threading.Thread(target=self.cluster.remove_node, args=(self.node, False))
            self.thread.start()

    def wait_for_death(self) -> None:
        assert self.thread is not None, "nothing was killed"
        self.thread.join()
        for _ in range(600):
            if sum(one["Alive"] for one in ray.nodes()) == 1:
                return
            time.sleep(0.1)
        raise AssertionError("the node lives on")


def outcome(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("shard-*"))}


def alone(source: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extract", str(source), "--corpus", str(folder), "--shard-size", str(SHARD)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def on_cluster(source: Path, folder: Path, made_by: str, killer: Killer | None) -> str:
    """What is said of the run: its time, and what each node did."""
    notes, failures = folder.with_suffix(".notes"), list[ReadError]()
    plan = Plan((str(source),), folder, shard_documents=SHARD)
    begin = time.monotonic()
    crew = partial(Actors, partial(Telling, notes), 2)
    run_corpus(plan, made_by, crew, failures.append, killer or (lambda _: None))
    seconds = time.monotonic() - begin
    assert not failures, failures
    shares: Counter[str] = Counter()
    for line in notes.read_text(encoding="utf-8").splitlines():
        node, documents = line.split()
        shares[node] += int(documents)
    assert len(shares) == 2, f"only {len(shares)} nodes worked"
    return f"{seconds:.0f} s, the nodes did {' and '.join(map(str, shares.values()))} documents"


def difference(folder: Path, one: Path) -> str:
    """Empty where two runs wrote the same to the byte."""
    if outcome(folder) == outcome(one):
        return ""
    ids = Counter(
        json.loads(line)["id"] for path in folder.glob("shard-*.jsonl") for line in path.read_bytes().splitlines()
    )
    return f"DIFFERENT: {len(ids)} documents, {sum(ids.values()) - len(ids)} of them doubled"


def compare(folder: Path, documents: int, length: int) -> list[tuple[str, str, str]]:
    """Each run on the cluster: its name, what is said of it, and in what it differs."""
    source = write_articles(folder / "in.jsonl", documents, length=length)
    cluster = Cluster(initialize_head=True, head_node_args={**NODE, "_system_config": WATCH})
    node = cluster.add_node(**NODE)
    reference = alone(source, folder / "one")  # not before: Ray gives a node half a minute to start
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    try:
        assert sum(one["Alive"] for one in ray.nodes()) == 2
        assert reference.wait() == 0
        made_by = Extractor.load().made_by
        killer = Killer(cluster, node, documents // 2)
        whole = on_cluster(source, folder / "whole", made_by, None)
        broken = on_cluster(source, folder / "killed", made_by, killer)
        killer.wait_for_death()
    finally:
        reference.kill()
        ray.shutdown()
        cluster.shutdown()
    runs = ("two nodes", "whole", whole), ("one of two killed half-way", "killed", broken)
    return [(name, said, difference(folder / run, folder / "one")) for name, run, said in runs]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--length", type=int, default=0, help="paragraphs in a document")
    options = parser.parse_args()
    said_by_ray = io.StringIO()  # on standard output, at length, that the node which we killed is dead
    with tempfile.TemporaryDirectory() as name:
        try:
            with contextlib.redirect_stdout(said_by_ray):
                found = compare(Path(name), options.documents, options.length)
        except BaseException:
            print(said_by_ray.getvalue(), file=sys.stderr)
            raise
    print(f"{options.documents} documents beside one process (load {os.getloadavg()[0]:.1f})")
    for run, said, differs in found:
        print(f"{run}: {said}; output {differs or 'identical'}")
    return 1 if any(differs for *_, differs in found) else 0


if __name__ == "__main__":
    sys.exit(main())
