"""Speed and memory of extraction, beside bare parsing and what else one might take.

    python -m tests.bench.bench_extract [--documents 96] [--others FOLDER] [--memory 1000,5000,20000]
                                        [--linear 1000,10000,100000] [--long]

CPU seconds are compared rather than seconds, as a machine may have others at work; only scaling needs seconds, and has
beside it what two busy loops reach at that moment.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import spacy

from extract.corpus.crews import Alone, Crew, Processes, dispatch
from extract.corpus.pieces import Piece, Worker
from extract.corpus.run import Plan, run_corpus
from extract.parsing import BATCH_DOCUMENTS, batches, parse
from extract.pipeline import DEFAULT_MODEL, Extractor, read_document
from extract.records import Document
from tests.bench.corpus_of_articles import articles, write_articles

ROUNDS = 3  # of which the best counts: what else the machine does only ever adds
OTHERS = {"textacy": ("textacy: subject, verb, object", 48, 3), "triplet-extract": ("triplet-extract: OpenIE", 12, 1)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=96)
    parser.add_argument("--others", type=Path, help="folder of the environments of others")
    parser.add_argument("--memory", default="", help="numbers of articles after which memory is read")
    parser.add_argument("--linear", default="", help="numbers of short documents that are timed")
    parser.add_argument("--long", action="store_true", help="one text of a million characters")
    options = parser.parse_args()
    print(machine() + "\n")
    documents = list(articles(options.documents))
    extractor = Extractor.load()
    gc.collect()
    gc.freeze()  # as the command does once the model is loaded
    work = Worker(extractor, with_signatures=False)
    print_rates(documents, work, options.others)
    print(f"\ncold start on one article: {cold_start()}")
    print(f"two processes to one: {scaling(documents * 2, work)}", flush=True)
    if options.long:
        print(f"one text of a million characters: {long_text()}", flush=True)
    for line in memory(numbers(options.memory), Worker(extractor)):
        print(line, flush=True)
    for line in linearity(numbers(options.linear), extractor):
        print(line, flush=True)


def machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = names[0].partition(": ")[2] if names else platform.machine()
    return (
        f"{os.cpu_count()} cores ({name}), load {load()}, Python {platform.python_version()}, "
        f"spaCy {spacy.__version__}, {DEFAULT_MODEL}"
    )


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def extract_all(documents: Iterable[Document], work: Worker) -> int:
    """The number of claims."""
    results = (work(Piece(documents=tuple(batch))) for batch in batches(documents))
    return sum(record.claims for result in results for record in result.records)


# ---- rates


def print_rates(documents: list[Document], work: Worker, others: Path | None) -> None:
    print("| what | documents a CPU second | ratio to bare nlp.pipe | ms a document once parsed | found a document |")
    print("| --- | --- | --- | --- | --- |")
    for name, *figures in itertools.chain(rates(documents, work), of_others(others)):
        print(f"| {name} | " + " | ".join("" if x is None else f"{x:.2f}" for x in figures) + " |", flush=True)


def rates(documents: list[Document], work: Worker) -> Iterator[tuple[str, float, float, float | None, float | None]]:
    nlp, texts = spacy.load(DEFAULT_MODEL), [document.text for document in documents]
    parsed = [doc for batch in batches(documents) for doc in parse(work.extractor.nlp, batch)]
    known, made_by = work.extractor.gazetteer, work.extractor.made_by
    runs: dict[str, Callable[[], int]] = {
        "bare nlp.pipe": lambda: sum(1 for _ in nlp.pipe(texts, batch_size=BATCH_DOCUMENTS)),
        "Dramatis": lambda: extract_all(documents, work),
        "names in one sentence (spaCy)": lambda: co_occurrence(nlp, texts).total(),
        "parsed": lambda: sum(
            len(read_document(doc, document, known, made_by).claims)
            for doc, document in zip(parsed, documents, strict=True)
        ),
    }
    seconds, found = dict.fromkeys(runs, float("inf")), dict.fromkeys(runs, 0)
    for name in [name for _ in range(ROUNDS) for name in runs]:
        begin = time.process_time()
        found[name] = runs[name]()
        seconds[name] = min(seconds[name], time.process_time() - begin)
    count, bare = len(texts), seconds["bare nlp.pipe"]
    yield "bare nlp.pipe", count / bare, 1.0, None, None
    after = 1000 * seconds["parsed"] / count
    yield "Dramatis", count / seconds["Dramatis"], bare / seconds["Dramatis"], after, found["Dramatis"] / count
    name = "names in one sentence (spaCy)"
    yield name, count / seconds[name], bare / seconds[name], None, found[name] / count


def co_occurrence(nlp: spacy.Language, texts: list[str]) -> Counter[tuple[str, str]]:
    """Two names in one sentence are an edge: the graph that is drawn most often."""
    edges: Counter[tuple[str, str]] = Counter()
    for doc in nlp.pipe(texts, batch_size=BATCH_DOCUMENTS):
        for sentence in doc.sents:
            names = sorted({e.text for e in sentence.ents if e.label_ in ("PERSON", "ORG", "GPE", "NORP")})
            edges.update(itertools.combinations(names, 2))
    return edges


def of_others(folder: Path | None) -> Iterator[tuple[str, float, float, float | None, float]]:
    """Each in its own environment, beside bare parsing there."""
    script = Path(__file__).with_name("bench_extract_others.py")
    for name, (title, count, rounds) in OTHERS.items() if folder else ():
        assert folder is not None
        with tempfile.TemporaryDirectory() as place:
            source = write_articles(Path(place) / "in.jsonl", count)
            command = [str(folder.resolve() / name / "bin" / "python"), str(script), name, str(source), str(rounds)]
            done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{name} does not run: {done.stderr[-1000:]}")
        told = json.loads(done.stdout.splitlines()[-1])
        seconds = told["seconds"]
        after = 1000 * seconds["parsed"] / count if "parsed" in seconds else None
        yield title, count / seconds["tool"], seconds["bare"] / seconds["tool"], after, told["found"] / count


# ---- start, scaling


def cold_start() -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = write_articles(Path(folder) / "one.jsonl", 1)
        best = (float("inf"), float("inf"))
        for _ in range(ROUNDS):
            seconds, used, _ = of_child([sys.executable, "-m", "extract", str(source)])
            best = min(best, (seconds, used))
    return f"{best[0]:.1f} s, of which {best[1]:.1f} s of CPU"


def of_child(command: list[str]) -> tuple[float, float, float]:
    """Seconds, CPU seconds and the peak of memory in MB."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)}: exit status {status}")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def scaling(documents: list[Document], work: Worker) -> str:
    pieces = [Piece(documents=tuple(batch)) for batch in batches(documents)]
    crews: dict[int, Callable[[], Crew]] = {1: partial(Alone, work), 2: partial(Processes, work, 2)}
    best: dict[int, tuple[float, float]] = {}
    for count, crew in [*crews.items()] * ROUNDS:
        before, begin = cpu_seconds(), time.monotonic()
        for _ in dispatch(pieces, crew()):
            pass
        best[count] = min(best.get(count, (float("inf"), 0.0)), (time.monotonic() - begin, cpu_seconds() - before))
    times, cost = best[1][0] / best[2][0], best[2][1] / best[1][1]
    return f"{times:.2f} times as fast for {cost:.2f} times the CPU; two busy loops: {room():.2f} (load {load()})"


def cpu_seconds() -> float:
    """Of this process and its children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def room() -> float:
    """How much more two busy processes get done than one: what scaling can reach at this moment."""
    seconds = []
    for count in (1, 2):
        loops = [multiprocessing.get_context("fork").Process(target=_busy) for _ in range(count)]
        begin = time.monotonic()
        for loop in loops:
            loop.start()
        for loop in loops:
            loop.join()
        seconds.append(time.monotonic() - begin)
    return 2 * seconds[0] / seconds[1]


def _busy() -> None:
    for _ in range(60_000_000):
        pass


# ---- memory, length


def long_text() -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "long.txt"
        text = "\n\n".join(document.text for document in articles(500))
        source.write_text(text[:999_000], encoding="utf-8")
        seconds, used, peak = of_child([sys.executable, "-m", "extract", str(source)])
    return f"{seconds:.0f} s, {used:.0f} s of CPU, {peak:.0f} MB at most"


def memory(after: list[int], work: Worker) -> Iterator[str]:
    """Articles through two workers, as in a corpus run: the most that each has held until then, and the rate."""
    if not after:
        return
    crew = Processes(work, 2)
    done, worker, parent, begin, used = 0, 0.0, 0.0, time.monotonic(), 0.0
    pieces = (Piece(documents=tuple(batch)) for batch in batches(articles(after[-1], seed=7)))
    for result in dispatch(pieces, crew):
        done += len(result.records)
        worker = max([worker, *(resident(child.pid) for child in multiprocessing.active_children())])
        parent, used = max(parent, resident(os.getpid())), used + sum(record.characters for record in result.records)
        if done >= after[0]:
            rate = done / (time.monotonic() - begin)
            yield (
                f"{after.pop(0):,} articles ({used / 1e6:.1f} MB): {worker:.0f} MB a worker at most, {parent:.0f} MB "
                f"the process that writes; {rate:.1f} a second with two workers (load {load()})"
            )


def resident(process: int | None) -> float:
    """MB, with what is shared with others."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:  # it has just been replaced
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def linearity(counts: list[int], extractor: Extractor) -> Iterator[str]:
    """Whole corpus runs over documents of one sentence: what a run costs beside the reading grows with their number."""
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            source = write_articles(Path(name) / "in.jsonl", count, seed=count, length=0)
            plan, before, begin = Plan((str(source),), Path(name) / "run"), cpu_seconds(), time.monotonic()
            crew = partial(Processes, Worker(extractor), 2)
            summary = run_corpus(plan, extractor.made_by, crew, print, lambda _: None)
            used, seconds = cpu_seconds() - before, time.monotonic() - begin
        assert summary.documents == count
        rate = f"{count / used:.0f} a CPU second, {count / seconds:.0f} a second (load {load()})"
        yield f"{count:,} short documents: {rate}"


if __name__ == "__main__":
    main()
