"""Two Ray nodes on this machine do what one process does, and still do when one of them is killed half-way.

python -m tests.bench.bench_extract_cluster [--documents 2000]       needs requirements-ray.txt
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("RAY_worker_niceness", "0")
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])

import ray
from ray.cluster_utils import Cluster

from extract.corpus.cluster import Actors
from extract.corpus.pieces import Worker
from extract.corpus.run import Plan, Progress, run_corpus
from extract.pipeline import Extractor
from tests.bench.corpus_of_articles import write_articles


def load() -> Worker:
    return Worker(Extractor.load())


def outcome(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("shard-*"))}


class Killer:
    """Kills a node, and all that runs on it, once half of the documents are done."""

    def __init__(self, cluster: Cluster, node: object, after: int) -> None:
        self.cluster, self.node, self.after, self.thread = cluster, node, after, None

    def __call__(self, progress: Progress) -> None:
        if self.thread is None and progress.documents >= self.after:
            self.thread = threading.Thread(target=self.cluster.remove_node, args=(self.node, False))
            self.thread.start()


def wait_for_death() -> None:
    """The head takes half a minute to believe that a node is gone."""
    for _ in range(120):
        if sum(one["Alive"] for one in ray.nodes()) == 1:
            return
        time.sleep(1)
    raise AssertionError("the node lives on")


def on_cluster(source: Path, folder: Path, made_by: str, kill_after: int | None) -> float:
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 200_000_000})
    node = cluster.add_node(num_cpus=1, object_store_memory=200_000_000)
    ray.init(address=cluster.address, log_to_driver=False)
    nodes = sum(one["Alive"] for one in ray.nodes())
    killer = Killer(cluster, node, kill_after) if kill_after is not None else None
    begin = time.monotonic()
    failures: list[object] = []
    plan = Plan((str(source),), folder, shard_documents=100)
    run_corpus(plan, made_by, partial(Actors, load, 2), failures.append, killer or (lambda _: None))
    seconds = time.monotonic() - begin
    if killer:
        assert killer.thread is not None, "nothing was killed"
        killer.thread.join()
        wait_for_death()
    ray.shutdown()
    cluster.shutdown()
    assert nodes == 2 and not failures, (nodes, failures)
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_articles(folder / "in.jsonl", options.documents)
        command = [sys.executable, "-m", "extract", str(source), "--corpus", str(folder / "one"), "--shard-size", "100"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        made_by = Extractor.load().made_by
        whole = on_cluster(source, folder / "cluster", made_by, None)
        broken = on_cluster(source, folder / "killed", made_by, options.documents // 2)
        one = outcome(folder / "one")
        same = [outcome(folder / other) == one for other in ("cluster", "killed")]
        print(
            f"{options.documents} documents; two nodes: {whole:.0f} s, {'identical' if same[0] else 'DIFFERENT'};"
            f" one node killed half-way: {broken:.0f} s, {'identical' if same[1] else 'DIFFERENT'}"
        )
        return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
