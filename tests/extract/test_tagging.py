"""The remembered attribute ruler gives what the ruler gives."""

from __future__ import annotations

from pathlib import Path

import spacy

from extract.pipeline import DEFAULT_MODEL
from extract.tagging import NAME, remember_tagging

TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[2].glob("samples/0*.md"))),
    "It ain't so, and I'm gonna say: let's go! Y'all got ta c'mon.  There's nothin' that you'd do. \n\n He'd had it.",
    "What did she do? They don't have to. You, whom it hit, once were there; that which was his is its.",
    "",
]


def test_every_attribute_is_the_same_the_first_time_and_again() -> None:
    stock, ours = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    remember_tagging(ours)
    assert NAME in ours.pipe_names and "attribute_ruler" not in ours.pipe_names
    for text in TEXTS * 2:
        for one, other in zip(stock(text), ours(text), strict=True):
            assert (one.tag_, one.pos_, str(one.morph), one.lemma_, one.dep_) == (
                other.tag_,
                other.pos_,
                str(other.morph),
                other.lemma_,
                other.dep_,
            ), one.sent.text


def test_a_pipeline_without_a_ruler_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    remember_tagging(nlp)
    assert nlp.pipe_names == []
