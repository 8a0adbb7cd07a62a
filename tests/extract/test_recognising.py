"""The decoder in matrices finds what spaCy's finds."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from extract.pipeline import DEFAULT_MODEL
from extract.recognising import NAME, decode_at_once

TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[2].glob("samples/0*.md"))),
    "The Mayor of Kansas City\n\nKansas City said the U.S. House of Representatives of",
    "Bank of England Governor Ann Wexler Smith, 2 May 2021",
    "Rome",
    "  ",
    "",
]


def names(nlp: Language) -> list[list[tuple[int, int, str]]]:
    docs = list(nlp.pipe(TEXTS, batch_size=4))
    assert all(doc.has_annotation("ENT_IOB") for doc in docs if len(doc))
    return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]


def test_every_name_is_the_same() -> None:
    stock, ours = (spacy.load(DEFAULT_MODEL, exclude=["tagger", "attribute_ruler", "lemmatizer"]) for _ in range(2))
    decode_at_once(ours)
    assert NAME in ours.pipe_names and "ner" not in ours.pipe_names
    found = names(ours)
    assert found == names(stock)
    assert sum(map(len, found)) > 100


def test_a_pipeline_whose_names_are_set_before_keeps_its_recogniser() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "ORG", "pattern": "Basra Front"}])
    decode_at_once(nlp)
    assert NAME not in nlp.pipe_names and "ner" in nlp.pipe_names
