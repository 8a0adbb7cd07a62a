"""Public corpora and their scorers, where a folder outside the project holds them. They are run as they are: their
licences keep them out of the project, and a scorer that nobody here wrote cannot flatter us.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.pipeline import extract_documents
from extract.read import ReadError, read_documents
from extract.records import Document, Extraction, to_json
from tests.bench.score_coref import score_coreference

Figures = dict[str, float]
_MEASURES: dict[str, dict[str, tuple[str, ...]]] = {
    "ner": {"ner": ("span+type", "f1")},
    "events": {"category": ("category", "f1"), "dyad": ("dyad", "f1"), "typed": ("typed", "f1")},
    "relations": {"relations, pair": ("pair_recall",), "relations, typed": ("typed_recall",)},
    "attribution": {"cue": ("cue", "f1"), "speaker": ("speaker", "f1")},
}
_CLAIM_MEASURES: dict[str, tuple[str, ...]] = {
    "actors": ("actors", "f1"),
    "pairs": ("pairs", "f1"),
    "typed": ("typed", "f1"),
    "typed, precision": ("typed", "p"),
    "typed, recall": ("typed", "r"),
    "status": ("status",),
    "traps": ("traps",),
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of one JSON object per line, and what it is scored on."""

    name: str
    file: str
    tasks: tuple[str, ...]


CORPORA = (
    Corpus("dwie", "public/dwie.dev.jsonl", ("ner", "relations")),
    Corpus("crossner", "public/crossner_politics.dev.jsonl", ("ner",)),
    Corpus("re3d", "public/re3d.dev.jsonl", ("ner", "relations")),
    Corpus("gum", "public/gum.dev.jsonl", ("ner", "coreference")),
    Corpus("plover", "public/plover_gsr.dev.jsonl", ("events",)),
    Corpus("polnear", "public/polnear.dev.jsonl", ("attribution",)),
)


class ScoringError(Exception):
    """A corpus that cannot be read or a scorer that fails: the message says which."""


def score_corpus(corpus: Corpus, folder: Path, work: Path) -> Figures:
    """The corpus read once, then every scorer on what came out, which stays in `work`."""
    gold, predicted = folder / corpus.file, work / f"{corpus.name}.jsonl"
    faults: list[ReadError] = []
    write_extractions(predicted, extract_documents(read_documents([gold], faults.append)))
    for fault in faults:
        print(f"scores: {fault}", file=sys.stderr)
    figures: Figures = {}
    for task in corpus.tasks:
        if task == "coreference":
            found = score_coreference(_lines(gold), {line["id"]: line for line in _lines(predicted)})
            figures[f"{corpus.name}: coreference"] = found.f1
        else:
            scores = _run_scorer(folder / "score_public.py", task, gold, predicted)
            figures |= _pick(corpus.name, _MEASURES[task], scores)
    return figures


def score_claims(folder: Path, extractions: list[Extraction], work: Path) -> Figures:
    """The folder's own annotated articles (`dev/`), scored by its scorer."""
    predicted = work / "claims.jsonl"
    write_extractions(predicted, extractions)
    return _pick("dev", _CLAIM_MEASURES, _run_scorer(folder / "score_claims.py", folder / "dev", predicted))


def write_extractions(path: Path, extractions: Iterator[Extraction] | list[Extraction]) -> None:
    """What `python -m extract --out PATH` writes."""
    with path.open("w", encoding="utf-8") as stream:
        for extraction in extractions:
            stream.write(json.dumps(to_json(extraction), ensure_ascii=False) + "\n")


def extract_all(documents: list[Document]) -> list[Extraction]:
    return list(extract_documents(documents))


def _run_scorer(scorer: Path, *arguments: str | Path) -> dict[str, Any]:
    """The JSON object that the scorer prints. Raises ScoringError."""
    command = [sys.executable, str(scorer), *map(str, arguments), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.stderr:
        print(ran.stderr.rstrip(), file=sys.stderr)
    if ran.returncode:
        raise ScoringError(f"{scorer} ended with status {ran.returncode}")
    scores: dict[str, Any] = json.loads(ran.stdout)
    return scores


def _pick(name: str, measures: dict[str, tuple[str, ...]], scores: dict[str, Any]) -> Figures:
    figures: Figures = {}
    for label, path in measures.items():
        value: Any = scores
        for step in path:
            value = value[step]
        figures[f"{name}: {label}"] = float(value)
    return figures


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorable(folder: Path, wanted: Callable[[str], bool]) -> list[Corpus]:
    """The wanted corpora that are there."""
    return [corpus for corpus in CORPORA if wanted(corpus.name) and (folder / corpus.file).is_file()]
