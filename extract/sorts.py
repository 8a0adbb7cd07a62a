"""Person, body or place? What a whole text tells of a name that nobody knows: who has a spokesman is a body, who has a
wife a person, and what things happen in is a place. It counts beside what the recogniser took the name for, which a
name from an unfamiliar language easily misleads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from extract.cities import is_city
from extract.describing import describing_nouns, is_body_noun
from extract.gazetteer import fold
from extract.lexicon import words
from extract.naming import kind_of_beginning, kind_of_name
from extract.places import acts
from extract.short_names import Phrase
from extract.titles import is_single_role, is_title
from extract.vocabulary import vocabulary

PERSON, BODY, PLACE = "PERSON", "ORG", "GPE"
_SORT_OF = {"PERSON": PERSON, "ORG": BODY, "NORP": BODY, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
# How much the recogniser's word counts for a name of one word and for a longer one, which it knows better. A person is
# called by the full name before the last name alone.
_RECOGNISED = {PERSON: (1.5, 2.5), BODY: (2.0, 2.8), PLACE: (1.5, 2.0)}
_CALLED = 2.0  # where a word of the name tells of a body
_LEAST = 0.1  # what nothing speaks for is rather a body
_CITY = 1.5  # where anything tells of a place
# Two mentions that tell the same tell more than one, a third adds nothing.
_OFTEN = 2
_OFTEN_RECOGNISED = 4
_REPEATED = 0.15
_WEIGHTS = {
    "title": (PERSON, 3.0),  # "Colonel X"
    "role": (PERSON, 2.5),  # "X, the group's leader"
    "called": (BODY, 3.0),  # "X, a militia"
    "common": (BODY, 3.0),  # "the Rising bloc"
    "begins": (BODY, 3.0),  # "Movimiento Popular"
    "acts": (BODY, 0.75),
    "age": (PERSON, 3.0),  # "X, 34,"
    "who": (PERSON, 2.0),
    "kin": (PERSON, 2.5),  # "X's brother"
    "one of": (PERSON, 2.0),  # "said X of the committee"
    "mind": (PERSON, 1.5),  # "X told reporters"
    "says": (PERSON, 0.5),
    "the": (PERSON, -2.5),  # "talks with the X"
    "which": (PERSON, -2.5),
    "headed": (BODY, 2.5),  # "X's commander"
    "ranked": (PERSON, -3.0),  # "a member of X"
    "counted": (PERSON, -1.5),  # "X fighters"
    "disbanded": (BODY, 3.0),  # "X was disbanded", "X merged with"
    "joined": (BODY, 1.5),
    "within": (PLACE, 2.5),  # "in X"
    "around": (PLACE, 1.0),  # "from X"
    "governed": (PLACE, 2.5),  # "the mayor of X"
}


def sorts_told(doc: Doc, phrases: Iterable[Phrase]) -> dict[str, str]:
    """The label that the text as a whole gives each name which no gazetteer knows, by its folded form."""
    labels: dict[str, Counter[str]] = {}
    told: dict[str, Counter[str]] = {}
    for phrase in phrases:
        if phrase.label and phrase.label in _SORT_OF:
            span = doc[phrase.start : phrase.end]
            key = fold(span.text)
            labels.setdefault(key, Counter())[phrase.label] += 1
            told.setdefault(key, Counter()).update(set(_evidence(span)))
    return {key: _decided(key, labels[key], told[key]) for key in labels}


def _decided(name: str, labels: Counter[str], told: Counter[str]) -> str:
    """The recogniser's most frequent label, unless the text tells another sort."""
    label = labels.most_common(1)[0][0]
    recognised = _SORT_OF[label]
    share = labels[label] / labels.total() * (1 + _REPEATED * (min(labels[label], _OFTEN_RECOGNISED) - 1))
    scores: dict[str, float] = {PERSON: 0.0, BODY: _LEAST, PLACE: 0.0}
    scores[recognised] += _RECOGNISED[recognised][" " in name] * share
    for sign, count in told.items():
        sort, weight = _WEIGHTS[sign]
        scores[sort] += weight * min(count, _OFTEN)
    if scores[PLACE] and is_city(name):
        scores[PLACE] += _CITY
    if kind_of_name(name) is not None:
        scores[BODY] += _CALLED
    sort = max(scores, key=lambda sort: (scores[sort], sort == recognised))
    return label if sort == recognised else sort


def _evidence(span: Span) -> Iterator[str]:
    """The signs at one mention, each a key of the weights."""
    yield from _before(span)
    yield from _after(span)
    yield from _of_verb(span)
    if span[-1].text.islower() and kind_of_name(span[-1].text) is not None:
        yield "common"
    if kind_of_beginning(fold(span.text)) is not None:
        yield "begins"
    for noun in describing_nouns(span, span.root):
        if is_body_noun(noun) and not _is_led(noun, span):
            yield "called"
        elif is_single_role(noun) and noun.i != span.end:
            yield "role"


def _is_led(noun: Token, span: Span) -> bool:
    """ "the speaker of the parliament, X", "a group round its leader, X", "the Saleh family": none is called so."""
    roles = vocabulary().roles
    led = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in roles
    return led or noun.i == span.end or any(t.lemma_.lower() in roles for t in noun.doc[noun.i + 1 : span.start])


def _before(span: Span) -> Iterator[str]:
    """ "Colonel X", "his brother X", "the weekly X", "the X"."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    if before is None:
        return
    is_role = is_title(before) and before.dep_ == "compound" and before.head in span
    if is_role and (before.text[:1].isupper() or kind_of_name(span.text) is None):
        yield "title"
    if before.lemma_.lower() in words("sort", "kin"):
        yield "kin"
    if before.lower_ in ("daily", "weekly"):
        yield "called"
    if before.lower_ == "the" and _is_named_with_article(span):
        yield "the"
    if before.dep_ == "prep" and span.root.dep_ == "pobj" and span.root.head == before:
        yield from _governed(before)


def _governed(preposition: Token) -> Iterator[str]:
    """ "In X", "from X", "the mayor of X"; "confidence in X" tells of no place."""
    word, noun = preposition.lower_, preposition.head
    if word in ("in", "near") and preposition.i:
        if not {noun.lemma_, preposition.nbor(-1).lemma_} & words("sort", "in_persons"):
            yield "within"
    elif word in ("at", "from", "outside", "around"):
        yield "around"
    elif word == "of":
        if noun.lemma_.lower() in words("sort", "of_places") | words("place", "called"):
            yield "governed"
        yield from _owned(noun)


def _owned(noun: Token) -> Iterator[str]:
    """What "the noun of X" and "X's noun" tell of X."""
    lemma = noun.lemma_.lower()
    if lemma in words("sort", "kin"):
        yield "kin"
    elif lemma in words("sort", "places_have"):
        yield "governed"
    elif lemma in words("sort", "heads_of_bodies"):
        yield "headed"
    elif lemma in words("sort", "parts_of_bodies"):
        yield "ranked"


def _after(span: Span) -> Iterator[str]:
    """ "X's brother", "X fighters", "X, 34,", "X, who", "X, which"."""
    doc, root = span.doc, span.root
    after = doc[span.end : min(span.end + 3, span.sent.end)]
    if len(after) == 0:
        return
    if after[0].tag_ == "POS" and root.head.i > span.end:
        yield from _owned(root.head)
    elif root.dep_ in ("compound", "nmod") and root.head.i >= span.end and root.head.pos_ == "NOUN":
        if _is_of_bodies(root.head):
            yield "counted"
    elif after[0].text == "," and len(after) == 3:
        if after[1].like_num and len(after[1]) == 2 and after[2].is_punct:
            yield "age"
        elif after[1].lower_ == "who" or (after[1].lower_ == "which" and after[1].head.head == root):
            yield after[1].lower_


def _of_verb(span: Span) -> Iterator[str]:
    """ "X thinks", "X merged with", "the court disbanded X", "joined X"."""
    root = _subject_of(span.root)
    verb = root.head.lemma_
    if root.dep_ == "nsubj":
        if verb in words("sort", "of_mind"):
            yield "mind"
        elif verb == "say":
            yield "says"
            if _is_one_of(span):
                yield "one of"
        elif verb in words("sort", "bodies_do"):
            yield "disbanded"
    elif root.dep_ in ("dobj", "nsubjpass"):
        if verb in words("sort", "done_to_bodies"):
            yield "disbanded"
        elif verb in words("sort", "joining"):
            yield "joined"
    if acts(span):
        yield "acts"


def _is_one_of(span: Span) -> bool:
    """ "said Lesbia Amador of the Committee of Relatives"; the Union of Teachers is no person."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return len(span) > 1 and after == "of" and kind_of_name(span.text) is None


def _subject_of(root: Token) -> Token:
    """ "One of them, X, merged": what X stands beside."""
    while root.dep_ == "appos" or (root.dep_ == "pobj" and root.head.head.lower_ in ("one", "most", "largest")):
        root = root.head if root.dep_ == "appos" else root.head.head
    return root


def _is_of_bodies(noun: Token) -> bool:
    """ "X fighters", "an X commander": the noun counts those of a body."""
    lemma = noun.lemma_.lower()
    many = noun.tag_ == "NNS" and (lemma in vocabulary().collectives or lemma in vocabulary().roles)
    return many or lemma in words("sort", "heads_of_bodies") | words("sort", "parts_of_bodies")


def _is_named_with_article(span: Span) -> bool:
    """ "the Katiba said"; "the Saleh family" and "the Emperor Otto" are no bodies."""
    root = span.root
    return root.dep_ not in ("compound", "nmod", "amod", "poss") and root.tag_ == "NNP" and not is_title(span[0])
