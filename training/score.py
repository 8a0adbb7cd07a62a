"""How well a recogniser finds names, by itself: exact span and coarse type on public corpora."""

from __future__ import annotations

import re
from pathlib import Path

from spacy.language import Language

from training.corpora import read

# DWIE is read here to measure by, and nowhere else: its licence lets no weights ship.
_FILES = {"DWIE": "dwie.dev.jsonl", "CrossNER": "crossner_politics.dev.jsonl", "re3d": "re3d.dev.jsonl"}
_GOLD = {
    **dict.fromkeys(("politician", "person", "Person"), "PER"),
    **dict.fromkeys(("organisation", "organization", "Organisation", "politicalparty"), "ORG"),
    **dict.fromkeys(("country", "location", "Location"), "LOC"),
}
_FOUND = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s?['’]s?$")
Names = set[tuple[int, int, str]]


def report(title: str, nlp: Language, folder: Path, hold_out: bool = False) -> None:
    """Print one line for each corpus in the folder. `hold_out`: of re3d only the documents not learnt from."""
    for corpus, file in _FILES.items():
        if (folder / file).is_file():
            entries = read(folder / file)[1::2] if corpus == "re3d" and hold_out else read(folder / file)
            texts = [entry["text"] for entry in entries]
            gold = [
                _names(e["text"], [(x["start"], x["end"], _GOLD.get(x["label"])) for x in e["entities"]])
                for e in entries
            ]
            docs = nlp.pipe(texts, batch_size=16)
            found = [_names(d.text, [(e.start_char, e.end_char, _FOUND.get(e.label_)) for e in d.ents]) for d in docs]
            print(f"{title:7} {corpus:9} {_figures(gold, found)}", flush=True)


def _names(text: str, spans: list[tuple[int, int, str | None]]) -> Names:
    return {(*_bare(text, start, end), kind) for start, end, kind in spans if kind}


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    tail = _POSSESSIVE.search(text[start:end])
    return start, start + tail.start() if tail and tail.start() else end


def _figures(gold: list[Names], found: list[Names]) -> str:
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    precision, recall = right / max(sum(map(len, found)), 1), right / max(sum(map(len, gold)), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
