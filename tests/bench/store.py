"""Speed of the store, each figure beside the raw engine's for the same rows: python -m tests.bench.store.

--claims 1000000   of the large embedded store that reads are measured on
--bulk 100000      claims that bulk_add is measured with, on each engine
--neo4j            also measures a Neo4j server, started for it
--keep FOLDER      keeps the large store there, and takes it up if it is there already
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from graph import bulk, cypher
from graph.bulk import Filling
from graph.store import Store, open_store
from graph.views import Filters
from tests.bench.corpus_of_claims import corpus
from tests.neo4j.launch_neo4j import Neo4j

ACTORS = 100_000
QUESTIONS = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--bulk", type=int, default=100_000)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dramatis-bench-"))
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}")
    try:
        measure_bulk(str(folder / "bulk"), args.bulk, raw=True)
        if args.neo4j:
            measure_server(folder, args.bulk)
        large = args.keep or folder / "large"
        with open_store(str(large)) as store:
            if not store.statistics().documents:
                store.bulk_add(corpus(args.claims, ACTORS))
            measure_reads(store)
            measure_single(store)
        size = sum(path.stat().st_size for path in large.iterdir())
        print(f"{'size on disk':<34}{size / 2**20:>10.0f} MB")
        print(f"{'most memory':<34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>10.0f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def measure_bulk(url: str, claims: int, raw: bool) -> None:
    """`raw` is the time that the engine itself takes: COPY, sums and checkpoints, without our rows being made."""
    documents = list(corpus(claims, max(claims // 10, 10)))
    engine = 0.0
    original, related = bulk.copy, Filling._relate

    def timed(work: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: Any) -> None:
            nonlocal engine
            start = time.perf_counter()
            work(*arguments)
            engine += time.perf_counter() - start

        return run

    if raw:
        bulk.copy, Filling._relate = timed(original), timed(related)  # type: ignore[method-assign]
    with open_store(url) as store:
        start, cpu = time.perf_counter(), time.process_time()
        tally = store.bulk_add(documents)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    bulk.copy, Filling._relate = original, related  # type: ignore[method-assign]
    assert tally.claims == claims
    kind = "server" if "://" in url else "embedded"
    print(f"{'bulk_add, ' + kind:<34}{claims / seconds:>10.0f} claims/s  ({seconds:.1f} s, {cpu:.1f} s of processor)")
    if raw:
        print(f"{'  the engine alone':<34}{claims / engine:>10.0f} claims/s")


def measure_server(folder: Path, claims: int) -> None:
    server = Neo4j(folder / "neo4j")
    server.start()
    try:
        measure_bulk(server.url, claims, raw=False)
        with open_store(server.url) as store:
            measure_single(store, "server")
    finally:
        server.kill()


def measure_reads(store: Store) -> None:
    rng = random.Random(5)
    query = "MATCH (a:Actor)-[r:RELATES]->(b:Actor) RETURN a.id, b.id LIMIT 100000"
    rows = store.query(query, rows=10_000).rows
    pairs = [(str(one), str(other)) for one, other in rng.sample(list(rows), QUESTIONS)]
    names = [store.actor(one, limit=1).actor.name for one, _ in pairs]
    ask(
        "actor profile",
        lambda pair: store.actor(pair[0]),
        pairs,
        lambda pair: store.engine.read(cypher.relations_page(["a.id = $id"], False), id=pair[0], limit=50, offset=0),
    )
    ask(
        "1-hop network",
        lambda pair: store.network(Filters(actors=(pair[0],))),
        pairs,
        lambda pair: [
            store.engine.read(cypher.relations_page([f"{end}.id = $id"], False), id=pair[0], limit=200, offset=0)
            for end in "ab"
        ],
    )
    ask(
        "claims_between",
        lambda pair: store.claims_between(*pair),
        pairs,
        lambda pair: [
            store.engine.read(cypher.claims_page(["a.id = $one AND b.id = $two"]), one=one, two=two, limit=50, offset=0)
            for one, two in (pair, pair[::-1])
        ],
    )
    ask("2-hop network of 500", lambda pair: store.network(Filters(actors=(pair[0],), hops=2, limit=500)), pairs[:20])
    ask("search, whole name", store.search, names)
    ask("search, first letters", lambda name: store.search(name[:5]), names)
    ask("search, misspelt", lambda name: store.search("x" + name[1:]), names)
    start = time.perf_counter()
    store.paths(*pairs[0])
    print(f"{'edges read into memory':<34}{time.perf_counter() - start:>10.2f} s")
    ends = [(one[0], other[1]) for one, other in pairwise(pairs)]
    ask("shortest path", lambda pair: store.paths(*pair, k=1), ends)
    ask("three shortest paths", lambda pair: store.paths(*pair, k=3), ends)


def measure_single(store: Store, kind: str = "embedded, large") -> None:
    documents = list(corpus(300, ACTORS, seed=int(time.time())))
    ask(f"add one article, {kind}", store.add, documents)


def ask(
    name: str, act: Callable[[Any], Any], questions: Iterable[Any], raw: Callable[[Any], Any] | None = None
) -> None:
    times, raws = [], []
    for question in questions:
        times.append(_milliseconds(act, question))
        if raw:
            raws.append(_milliseconds(raw, question))
    line = f"{name:<34}p50 {_part(times, 0.5):>7.1f}  p95 {_part(times, 0.95):>7.1f}  most {max(times):>7.1f} ms"
    print(line + (f"   bare query p50 {_part(raws, 0.5):.1f}  p95 {_part(raws, 0.95):.1f}" if raws else ""), flush=True)


def _milliseconds(act: Callable[[Any], Any], question: Any) -> float:
    start = time.perf_counter()
    act(question)
    return (time.perf_counter() - start) * 1000


def _part(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    sys.exit(main())
