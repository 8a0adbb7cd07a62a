"""Dramatis' own name recogniser, trained on political news: how it takes the place of the pipeline's."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

MODELS = Path(__file__).parent / "models"
# A pipeline of the one component "ner", as spacy.load reads it; training/ makes it.
WEIGHTS = MODELS / "ner"
# Names that the world knows, with their labels: what a small recogniser finds but may take for something else.
KNOWN = MODELS / "known-names.json"


def attach_ner(nlp: Language, weights: Path = WEIGHTS, known: Path = KNOWN) -> None:
    """Replace the name recogniser of a pipeline by ours, at the same place. Where the weights are absent or do not
    fit the installed spaCy, the pipeline keeps its own, and standard error says so."""
    if not (weights / "ner" / "model").is_file():
        _warn(f"{weights} has no weights")
        return
    try:
        # The words and the tokenizer stay those of the pipeline.
        trained = spacy.load(weights, vocab=nlp.vocab, exclude=["vocab", "tokenizer"])
    except (OSError, ValueError) as fault:
        _warn(f"{weights} cannot be read: {fault}")
        return
    position = nlp.pipe_names.index("ner")
    after = nlp.pipe_names[position + 1] if position + 1 < len(nlp.pipe_names) else None
    nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=trained, before=after)
    if known.is_file():
        nlp.add_pipe("dramatis_known_names", config={"path": str(known)}, after="ner")


@Language.factory(
    "dramatis_known_names", default_config={"path": str(KNOWN)}, assigns=["doc.ents"], requires=["doc.ents"]
)
def known_names(nlp: Language, name: str, path: str) -> KnownNames:
    return KnownNames(_labels(path))


class KnownNames:
    """Gives a recognised name the label that the world knows it by, unless the text has a person of that name."""

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels

    def __call__(self, doc: Doc) -> Doc:
        if any(self.labels.get(ent.text, ent.label_) != ent.label_ for ent in doc.ents):
            surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
            doc.ents = [self._relabelled(ent, surnames) for ent in doc.ents]
        return doc

    def _relabelled(self, ent: Span, surnames: set[str]) -> Span:
        label = self.labels.get(ent.text)
        if label is None or label == ent.label_ or ent.text in surnames:
            return ent
        return Span(ent.doc, ent.start, ent.end, label=label)


@cache
def _labels(path: str) -> dict[str, str]:
    by_label: dict[str, list[str]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return {name: label for label, names in by_label.items() for name in names}


def _warn(fault: str) -> None:
    print(
        f"warning: {fault}; names are recognised less well, by the installed pipeline's own recogniser", file=sys.stderr
    )
