"""Names that a text uses as only a body's is used: "the Katiba", "Rada's commander", "Jagoron, which"."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Span

from extract.gazetteer import fold
from extract.lexicon import words
from extract.mentions import is_title
from extract.short_names import Phrase

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_CERTAIN = 3  # votes


def bodies_by_use(doc: Doc, phrases: list[Phrase]) -> frozenset[str]:
    """The folded names that the recogniser took for a person's or a place's and that the text uses otherwise."""
    votes: Counter[str] = Counter()
    for phrase in phrases:
        if not phrase.actor_ids and phrase.label:
            span = doc[phrase.start : phrase.end]
            votes[fold(span.text)] += _vote(span, phrase.label)
    return frozenset(name for name, vote in votes.items() if vote > 0)


def _vote(span: Span, label: str) -> int:
    if _is_headed(span, label) or (label == "PERSON" and _is_which(span)):
        return _CERTAIN
    if label in _PLACES:
        return 0
    return 1 if _has_article(span) else -1


def _has_article(span: Span) -> bool:
    """ "the Katiba said"; "the late Omar Saleh", "the Saleh family" and "the Emperor Otto" are no bodies."""
    if span.start == 0 or span.doc[span.start - 1].lower_ != "the" or is_title(span[0]):
        return False
    return span.root.dep_ not in ("compound", "nmod", "amod", "poss") and span.root.tag_ == "NNP"


def _is_which(span: Span) -> bool:
    """ "Jagoron, which split from the party"; "that of President Saleh, which" tells of something else."""
    after = span.doc[span.end : span.end + 2]
    if span.start and is_title(span.doc[span.start - 1]):
        return False
    return len(after) == 2 and after[0].text == "," and after[1].lower_ == "which" and after[1].head.head == span.root


def _is_headed(span: Span, label: str) -> bool:
    """ "Rada's commander", "the emir of Rada", "members of Rada"; "Basra's police chief" and "members of Basra" say
    nothing."""
    root = span.root
    if root.dep_ == "poss" and span.end < len(span.doc) and span.doc[span.end].tag_ == "POS":
        noun = root.head
    elif root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.i == span.start - 1:
        noun = root.head.head
    else:
        return False
    return noun.lemma_.lower() in words("name", "heads_of_bodies" if label in _PLACES else "parts_of_bodies")
