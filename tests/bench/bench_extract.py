"""Speed and memory of extraction, beside bare parsing and what else one might take: one table.

    python -m tests.bench.bench_extract [--documents 96] [--memory 1000,5000] [--linear 100,400] [--others]

CPU seconds are compared rather than seconds, as a machine may have others at work; only scaling needs seconds.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

from extract.corpus.crews import Processes, dispatch
from extract.corpus.pieces import Piece, Worker
from extract.parsing import BATCH_DOCUMENTS, batches
from extract.pipeline import DEFAULT_MODEL, Extractor
from extract.records import Document
from tests.bench.corpus_of_articles import articles, write_articles

ROUNDS = 3  # of which the best counts: what else the machine does only ever adds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=96)
    parser.add_argument("--memory", default="", help="numbers of documents after which memory is read")
    parser.add_argument("--linear", default="", help="numbers of documents that are timed")
    parser.add_argument("--others", action="store_true", help="beside what else one might take")
    options = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, spaCy {spacy.__version__}, {DEFAULT_MODEL}\n")
    documents = list(articles(options.documents))
    work = Worker(Extractor.load(), with_signatures=False)
    print("| what | documents a CPU second | ratio to bare nlp.pipe |\n| --- | --- | --- |")
    for name, rate, ratio in rates(documents, work, options.others):
        print(f"| {name} | {rate:.1f} | {ratio:.2f} |", flush=True)
    print(f"\ncold start on one article: {cold_start()}")
    print(f"two processes to one: {scaling(documents, work)}")
    for number, peak in memory(numbers(options.memory), work):
        print(f"memory after {number} documents: {peak:.0f} MB")
    for number, rate in linearity(numbers(options.linear), work):
        print(f"{number} documents: {rate:.1f} a CPU second")


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def extract_all(documents: Iterable[Document], work: Worker) -> None:
    for batch in batches(documents):
        work(Piece(documents=tuple(batch)))


def rates(documents: list[Document], work: Worker, others: bool) -> Iterable[tuple[str, float, float]]:
    nlp, texts = spacy.load(DEFAULT_MODEL), [document.text for document in documents]
    runs: dict[str, Callable[[], object]] = {
        "bare nlp.pipe": lambda: sum(1 for _ in nlp.pipe(texts, batch_size=BATCH_DOCUMENTS)),
        "Dramatis": lambda: extract_all(documents, work),
    }
    if others:
        runs["co-occurrence of spaCy's names"] = lambda: co_occurrence(nlp, texts)
        runs |= of_others(nlp, texts)
    seconds = dict.fromkeys(runs, float("inf"))
    for name in [name for _ in range(ROUNDS) for name in runs]:
        begin = time.process_time()
        runs[name]()
        seconds[name] = min(seconds[name], time.process_time() - begin)
    for name in runs:
        yield name, len(texts) / seconds[name], seconds["bare nlp.pipe"] / seconds[name]


def co_occurrence(nlp: spacy.Language, texts: list[str]) -> Counter[tuple[str, str]]:
    """Two names in one sentence are an edge: the graph that is drawn most often."""
    edges: Counter[tuple[str, str]] = Counter()
    for doc in nlp.pipe(texts, batch_size=BATCH_DOCUMENTS):
        for sentence in doc.sents:
            names = sorted({e.text for e in sentence.ents if e.label_ in ("PERSON", "ORG", "GPE", "NORP")})
            edges.update(itertools.combinations(names, 2))
    return edges


def of_others(nlp: spacy.Language, texts: list[str]) -> dict[str, Callable[[], object]]:
    """Those that are installed; each is given the same parsed pipeline to run."""
    runs: dict[str, Callable[[], object]] = {}
    try:
        from textacy.extract.triples import subject_verb_object_triples as triples

        runs["textacy subject–verb–object"] = lambda: sum(
            len(list(triples(doc))) for doc in nlp.pipe(texts, batch_size=BATCH_DOCUMENTS)
        )
    except ImportError:
        print("textacy is not installed", file=sys.stderr)
    try:
        from triplet_extract import OpenIEExtractor

        openie = OpenIEExtractor(nlp=nlp)
        runs["triplet-extract (OpenIE)"] = lambda: [openie.extract_triplet_objects(text) for text in texts]
    except (ImportError, OSError) as fault:
        print(f"triplet-extract: {fault}", file=sys.stderr)
    return runs


def cold_start() -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = write_articles(Path(folder) / "one.jsonl", 1)
        best = (float("inf"), float("inf"))
        for _ in range(ROUNDS):
            before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            subprocess.run([sys.executable, "-m", "extract", str(source)], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = min(best, (time.monotonic() - begin, used))
    return f"{best[0]:.1f} s, of which {best[1]:.1f} s of CPU"


def scaling(documents: list[Document], work: Worker) -> str:
    pieces = [Piece(documents=tuple(batch)) for batch in batches(documents)]
    seconds, used = {}, {}
    for count in (1, 2):
        before, begin = cpu_seconds(), time.monotonic()
        for _ in dispatch(pieces, Processes(work, count)):
            pass
        seconds[count], used[count] = time.monotonic() - begin, cpu_seconds() - before
    load = Path("/proc/loadavg").read_text(encoding="utf-8").split()[0]
    times, cost = seconds[1] / seconds[2], used[2] / used[1]
    return f"{times:.2f} times as fast for {cost:.2f} times the CPU (load of the machine: {load})"


def cpu_seconds() -> float:
    """Of this process and its children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def memory(after: list[int], work: Worker) -> Iterable[tuple[int, float]]:
    """Of this process, in MB; its own peak, as a worker's would be."""
    done = 0
    for number in after:
        extract_all(articles(number - done, seed=number), work)
        done = number
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        yield number, int(resident.split()[1]) / 1024


def linearity(counts: list[int], work: Worker) -> Iterable[tuple[int, float]]:
    for count in counts:
        begin = time.process_time()
        extract_all(articles(count, seed=count), work)
        yield count, count / (time.process_time() - begin)


if __name__ == "__main__":
    main()
