"""Speed of the store, each figure beside the raw engine's for the same rows: python -m tests.bench.store.

--claims 1000000   of the large embedded store that reads are measured on
--bulk 100000      claims that bulk_add is measured with, on each engine
--no-neo4j         leaves the Neo4j server out, which is otherwise started for it
--only-neo4j       measures nothing else
--keep FOLDER      keeps the large store there, and takes it up if it is there already
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from graph.store import Store, open_store
from graph.views import Filters
from tests.bench import raw_engine
from tests.bench.corpus_of_claims import corpus
from tests.neo4j.launch_neo4j import LONG, Neo4j

ACTORS = 100_000
QUESTIONS = 40
ARTICLES = 60
TURNS = 5
WIDTH = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--bulk", type=int, default=100_000)
    parser.add_argument("--no-neo4j", action="store_true")
    parser.add_argument("--only-neo4j", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.fill:
        fill(args.fill, args.claims)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="dramatis-bench-"))
    start = time.monotonic()
    print(f"{os.cpu_count()} cores, load {', '.join(f'{part:.1f}' for part in os.getloadavg())}")
    try:
        if not args.only_neo4j:
            measure_bulk(folder, args.bulk)
        if not args.no_neo4j:
            measure_server(folder, args.bulk)
        if not args.only_neo4j:
            measure_large(args.keep or folder / "large", args.claims)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{'all of this':<{WIDTH}}{time.monotonic() - start:>9.0f} s      load {load}")
    return 0


# ---- writing


def measure_bulk(folder: Path, claims: int) -> None:
    """In turns, since on a machine that others use one of the two may have it to itself."""
    documents = list(corpus(claims, max(claims // 10, 10)))
    with raw_engine.copies() as tables, open_store(str(folder / "copied")) as store:
        store.bulk_add(documents)
    seconds, alone = [], []
    for turn in range(TURNS):
        with open_store(str(folder / f"bulk-{turn}")) as store:
            seconds.append(_seconds(lambda: store.bulk_add(documents)))
        alone.append(raw_engine.copy_alone(folder / f"alone-{turn}.lbug", tables))
    turns = ", ".join(f"{ours:.2f} and {copying:.2f}" for ours, copying in zip(seconds, alone, strict=True))
    print(f"{'bulk_add and COPY alone, in turns':<{WIDTH}}{turns} s")
    of = "COPY of the same tables and a checkpoint"
    tell_rate("bulk_add, embedded", claims, median(seconds), median(alone), of, 20_000)


def measure_server(folder: Path, claims: int) -> None:
    """As it comes on a server just started, whose Java is still being compiled; then bare, and again."""
    documents = list(corpus(claims, max(claims // 10, 10)))
    server = Neo4j(folder / "neo4j", life=LONG)
    server.start()
    try:
        with open_store(server.url) as store, raw_engine.statements() as told:
            seconds = _seconds(lambda: store.bulk_add(documents))
        print(f"{'bulk_add, Neo4j just started':<{WIDTH}}{claims / seconds:>9,.0f} claims/s")
        with open_store(server.url) as store:
            alone = raw_engine.run_alone(store, told)
            raw_engine.empty(store)
            seconds = _seconds(lambda: store.bulk_add(documents))
            tell_rate("bulk_add, Neo4j at work", claims, seconds, alone, "the same statements", 3_000)
            articles = corpus(ARTICLES * 10, ACTORS, seed=7)
            ask("add one article, Neo4j", store.add, articles, 100, percentile=0.5)
    finally:
        server.kill()


def fill(folder: Path, claims: int) -> None:
    with open_store(str(folder)) as store:
        store.bulk_add(corpus(claims, ACTORS))


def measure_large(folder: Path, claims: int) -> None:
    if not folder.exists():
        command = [sys.executable, "-m", "tests.bench.store", "--fill", str(folder), "--claims", str(claims)]
        seconds = _seconds(lambda: subprocess.run(command, check=True))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        rate = f"{claims / seconds:>9,.0f} claims/s, the time of making them up included"
        print(f"{f'{claims:,} claims loaded':<{WIDTH}}{rate}; most memory {peak:,.0f} MB")
    size = {path.suffix: path.stat().st_size / 2**20 for path in folder.iterdir()}
    print(f"{'size on disk':<{WIDTH}}{size['.lbug']:>9,.0f} MB database, {size['.jsonl']:,.0f} MB records")
    pairs, names = questions(folder)
    with open_store(str(folder)) as store:
        measure_reads(store, pairs, names)
        measure_pages(store)
        articles = corpus(ARTICLES * 10, ACTORS, seed=int(time.time()))
        ask("add one article, embedded", store.add, articles, 100, percentile=0.5)
    print(
        f"{'most memory of the reader':<{WIDTH}}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>9,.0f} MB"
    )


# ---- reading


def questions(folder: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """The ends of relations drawn from all, the same in every run, and names: asked of a store that is closed again,
    so that the one that is measured has just been opened."""
    with open_store(str(folder), read_only=True) as store:
        ends = store.engine.columns("MATCH (a:Actor)-[r:RELATES]->(b:Actor) RETURN a.id, b.id")
        pairs = random.Random(5).sample(sorted(zip(*ends, strict=True)), QUESTIONS)
        return pairs, [store.actor(one, limit=1).actor.name for one, _ in pairs]


def measure_reads(store: Store, pairs: list[tuple[str, str]], names: list[str]) -> None:
    asked = raw_engine.Replay(store)
    ask("actor profile", lambda pair: store.actor(pair[0]), pairs, 50, asked)
    ask("1-hop network", lambda pair: store.network(Filters(actors=(pair[0],))), pairs, 50, asked)
    ask("claims_between", lambda pair: store.claims_between(*pair), pairs, 50, asked)
    print(f"{'relations read into memory':<{WIDTH}}{_seconds(lambda: store.network(Filters())):>9.2f} s")
    bare = raw_engine.Bare(store)
    near = Filters(hops=2, limit=500)
    ask(
        "2-hop network, limited to 500",
        lambda pair: store.network(Filters(actors=(pair[0],), hops=near.hops, limit=near.limit)),
        pairs,
        200,
        bare.two_hops,
    )
    print(f"{'names read into memory':<{WIDTH}}{_seconds(lambda: store.search('x')):>9.2f} s")
    ask("search, whole name", store.search, names, 100, bare.search)
    ask("search, first letters", lambda name: store.search(name[:5]), names, 100, lambda name: bare.search(name[:5]))
    ask("search, misspelt", lambda name: store.search("x" + name[1:]), names, 100)
    ends = [(one[0], other[1]) for one, other in pairwise(pairs)]
    print(f"{'edges put in order for walks':<{WIDTH}}{_seconds(lambda: store.paths(*ends[0])):>9.2f} s")
    ask("shortest path", lambda pair: store.paths(*pair, k=1), ends, 50, bare.shortest)
    ask("three shortest paths", lambda pair: store.paths(*pair, k=3), ends)


def measure_pages(store: Store) -> None:
    """What pages of the explorer ask of the whole store, each once."""
    for name, act in (
        ("network of the strongest relations", lambda: store.network(Filters())),
        ("timeline of everybody", store.timeline),
        ("statistics", store.statistics),
        ("first page of all claims", store.claims),
        ("claims with a word", lambda: store.claims(text="capital")),
        ("suggested merges", store.suggestions),
    ):
        print(f"{name:<{WIDTH}}{_seconds(act) * 1000:>9.0f} ms")  # type: ignore[arg-type]


def ask(
    name: str,
    act: Callable[[Any], Any],
    questions: Iterable[Any],
    bar: float | None = None,
    raw: Callable[[Any], Any] | None = None,
    percentile: float = 0.95,
) -> None:
    """Each question three times: as it comes, by the bare engine, and again, since the engine then had it in memory."""
    first, bare, again = [], [], []
    for question in questions:
        with raw_engine.noted(raw):
            first.append(_seconds(lambda q=question: act(q)) * 1000)  # type: ignore[misc]
        if raw:
            bare.append(_seconds(lambda q=question: raw(q)) * 1000)  # type: ignore[misc]
            again.append(_seconds(lambda q=question: act(q)) * 1000)  # type: ignore[misc]
    line = f"{name:<{WIDTH}}{part(first, 0.5):>9.1f} ms p50 {part(first, 0.95):>9.1f} ms p95"
    if bar:
        met = "met" if part(first, percentile) <= bar else "MISSED"
        line += f"   p{percentile * 100:.0f} ≤ {bar:.0f}: {met:<6}"
    if raw:
        line += f"   again {part(again, 0.95):>6.1f} p95, bare {part(bare, 0.5):>7.1f} p50 {part(bare, 0.95):>8.1f} p95"
        line += f", we take {_ratio(again, bare):.2f} times"
    print(line, flush=True)


def tell_rate(name: str, claims: int, seconds: float, alone: float, of: str, bar: int) -> None:
    met = "met" if claims / seconds >= bar else "MISSED"
    print(
        f"{name:<{WIDTH}}{claims / seconds:>9,.0f} claims/s   ≥ {bar:,}: {met:<6}   {of}: {claims / alone:,.0f} "
        f"claims/s, we take {seconds / alone:.2f} times",
        flush=True,
    )


def _ratio(ours: list[float], bare: list[float]) -> float:
    return sum(ours) / sum(bare)


def _seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def part(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    sys.exit(main())
