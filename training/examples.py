"""Texts with spans as training examples in the tokens, sentences and labels of the pipeline that will read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.training import Example

from training.frames import Annotated, Text

# Labels that our texts leave open and the stock recogniser is good at.
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
# In public corpora also these: they mark no nationalities, laws or works.
_UNMARKED = _MEASURES | {"NORP", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT"}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ACTORS = frozenset({"PERSON", "ORG", *_PLACES})


def from_frames(nlp: Language, texts: Iterable[Text]) -> list[Example]:
    """Texts of our own are short: their sentences need no parse."""
    parse = [name for name in nlp.pipe_names if name != "dramatis_layout"]
    return _examples(nlp, [(text, spans, None) for text, spans in texts], parse)


def from_corpus(nlp: Language, texts: Iterable[Annotated], parsed: bool = True) -> list[Example]:
    disabled = ["ner"] if parsed else [name for name in nlp.pipe_names if name != "dramatis_layout"]
    return _examples(nlp, list(texts), disabled)


def _examples(nlp: Language, texts: list[Annotated], disabled: list[str]) -> list[Example]:
    stock = nlp.get_pipe("ner")
    assert isinstance(stock, EntityRecognizer)
    with nlp.select_pipes(disable=disabled):
        docs = list(nlp.pipe((text for text, _, _ in texts), batch_size=32))
    references = stock.pipe((doc.copy() for doc in docs), batch_size=32)
    made = []
    for doc, reference, (_, spans, kinds) in zip(docs, references, texts, strict=True):
        _annotate(reference, spans, _MEASURES if kinds is None else _UNMARKED, kinds is not None)
        made.append(Example(doc, reference))
    return [example for example in made if _is_learnable(stock, example)]


def _annotate(doc: Doc, spans: list[tuple[int, int, str]], from_stock: frozenset[str], is_corpus: bool) -> None:
    """Set the names of a text, and what the stock recogniser found elsewhere under a label left open."""
    taken: set[int] = set()
    named: list[Span] = []
    unclear: list[Span] = []
    for start, end, label in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or taken.intersection(range(span.start, span.end)):
            continue
        taken.update(range(span.start, span.end))
        if (span.start_char, span.end_char) != (start, end):
            unclear.append(span)
        elif label := _label(doc, span, label, is_corpus):
            named.append(Span(doc, span.start, span.end, label=label))
    for ent in doc.ents:
        if ent.label_ in from_stock and taken.isdisjoint(range(ent.start, ent.end)):
            named.append(ent)
    doc.set_ents(named, missing=unclear, default="outside")


def _label(doc: Doc, span: Span, label: str, is_corpus: bool) -> str:
    """Corpora tell no state from a sea, nor what a miscellaneous name is: there the stock recogniser decides."""
    guess = next((ent.label_ for ent in doc.ents if ent.start <= span.start and span.end <= ent.end), "")
    if label == "":
        return "" if guess in _ACTORS else guess
    return guess if is_corpus and label == "GPE" and guess in _PLACES else label


def _is_learnable(stock: EntityRecognizer, example: Example) -> bool:
    """A name that crosses a sentence as the parser sees it cannot be predicted."""
    try:
        stock.moves.get_oracle_sequence(example)
    except ValueError:
        return False
    return True


def lines(texts: Iterable[Annotated]) -> Iterator[Annotated]:
    """Long texts line by line."""
    for text, spans, kinds in texts:
        at = 0
        for line in text.splitlines(keepends=True):
            inside = [i for i, (start, end, _) in enumerate(spans) if start >= at and end <= at + len(line.rstrip())]
            if line.strip():
                shifted = [(spans[i][0] - at, spans[i][1] - at, spans[i][2]) for i in inside]
                yield line.rstrip(), shifted, [kinds[i] for i in inside] if kinds is not None else None
            at += len(line)
