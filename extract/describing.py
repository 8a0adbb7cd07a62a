"""What the phrase around a name calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from spacy.tokens import Token

from extract.lexicon import words
from extract.vocabulary import vocabulary

# What stands before a noun and tells whose or which it is.
INSIDE = ("compound", "amod", "nmod", "poss")


class _Extent(Protocol):
    """Tokens [start, end)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def describing_nouns(span: _Extent, root: Token) -> Iterator[Token]:
    """The nouns that call a named actor something: "maker" of "Zarnica Aero, a drone maker", "militia" of "a militia
    called X", "carrier" of "the carrier X", "gang" of "the X gang", "party" of "X is a party"."""
    beside = (t for t in root.rights if t.dep_ == "appos" and t.i >= span.end and t.pos_ == "NOUN")
    yield from (t for t in beside if not _is_of_another(span, t))
    head = root.head
    if root.dep_ == "appos" and head.pos_ == "NOUN" and head.i < span.start:
        yield head
    yield from (t for t in root.lefts if t.dep_ in ("compound", "nmod") and t.i == span.start - 1 and t.pos_ == "NOUN")
    if root.dep_ in INSIDE and head.i == span.end and head.lemma_.lower() in words("collective", "group_nouns"):
        yield head
    if root.dep_ in ("nsubj", "nsubjpass") and head.lemma_ == "be":
        yield from (t for t in head.rights if t.dep_ == "attr" and t.pos_ == "NOUN")
    if root.dep_ not in ("pobj", "oprd", "dobj", "attr"):
        return
    naming = next((t for t in root.ancestors if t.dep_ == "acl"), None)
    if naming is not None and is_naming(naming) and naming.head.i < span.start:
        yield naming.head


def _is_of_another(span: _Extent, noun: Token) -> bool:
    """ "Omar Saleh of the Orlan Centre, a think tank": what stands between is called so, whatever the parser says; in
    "Omar Saleh of the Orlan Centre, its director" it is not."""
    between = noun.doc[span.end : noun.left_edge.i]
    if noun.lemma_.lower() in vocabulary().roles:
        return False
    return any(t.dep_ == "prep" for t in between) and any(t.pos_ == "PROPN" for t in between)


def is_naming(participle: Token) -> bool:
    """ "called", "known as", "that call themselves" after a noun."""
    if participle.lemma_.lower() not in words("anaphor", "naming"):
        return False
    reflexive = any(t.lower_ in ("itself", "themselves") for t in participle.children)
    return participle.dep_ == "acl" or (participle.dep_ == "relcl" and reflexive)


def is_body_noun(noun: Token) -> bool:
    """ "Militia", "party", "bloc" in the singular: who is called so is no person."""
    lemma = noun.lemma_.lower()
    return noun.tag_ == "NN" and lemma in words("sort", "bodies") | words("collective", "group_nouns")
