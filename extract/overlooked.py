"""Names that the recogniser overlooks although their sentence says what they are: "Its commander, Colonel Saw Htoo",
"its trade union confederation, the UTC", "Omar Saleh and Saw Htoo"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from extract.describing import describing_nouns, is_body_noun
from extract.lexicon import words
from extract.naming import kind_of_name
from extract.short_names import Phrase
from extract.titles import is_title
from extract.vocabulary import vocabulary


def overlooked(doc: Doc, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases for the runs of proper nouns that no phrase covers and that are introduced as somebody."""
    taken = {i: phrase for phrase in phrases for i in range(phrase.start, phrase.end)}
    at = 0
    while at < len(doc):
        run = _run(doc, at, taken)
        if run is None:
            at += 1
            continue
        at = run.end
        name = _without_titles(run)
        label = _label(run, name, taken) if len(name) else None
        if label is not None:
            yield Phrase(name.start, name.end, "name", label)


def _run(doc: Doc, start: int, taken: dict[int, Phrase]) -> Span | None:
    """The longest run of proper nouns from here that nobody has; one that goes on from or into a name is none."""
    end = start
    while end < len(doc) and _is_of_name(doc[end], end - start) and end not in taken:
        end += 1
        if end < len(doc) and doc[end].is_sent_start:
            break
    if end == start or end in taken or (start and start - 1 in taken and doc[start - 1].tag_ != "POS"):
        return None
    while doc[end - 1].text == "-" or not doc[end - 1].text[:1].isupper():
        end -= 1
    return doc[start:end]


def _is_of_name(token: Token, inside: int) -> bool:
    """ "Saw", and behind it "-", "bin" or "Committee", whatever the tagger says; "March" of a date is none."""
    if token.ent_type_ in ("DATE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"):
        return False
    if inside and (token.text == "-" or token.lower_ in words("name", "articles")):
        return True
    is_large = token.text[:1].isupper() and token.text.replace(".", "").isalpha()
    return is_large and (token.tag_ in ("NNP", "NNPS") or (inside > 0 and token.pos_ in ("NOUN", "VERB", "X", "ADJ")))


def _without_titles(run: Span) -> Span:
    """ "Saw Htoo" of "Colonel Saw Htoo"."""
    start = run.start
    while start < run.end and is_title(run.doc[start]):
        start += 1
    return run.doc[start : run.end]


def _label(run: Span, name: Span, taken: dict[int, Phrase]) -> str | None:
    """What its sentence tells that the name is, if anything; one whose title, verb or noun tells nothing is nobody."""
    root = name.root
    if root.dep_ in ("compound", "amod", "nmod") and root.head not in name:
        return None  # "the Prime Ministerial election"
    if name.start > run.start and _is_titled(name):
        return "PERSON"
    beside = taken.get(root.head.i) if root.dep_ == "conj" else None
    if len(name) > 1 and beside is not None and beside.label == "PERSON" and not beside.actor_ids:
        return "PERSON"
    nouns = [noun for noun in describing_nouns(name, root) if noun.i != name.end]
    if any(map(is_body_noun, nouns)):
        return "ORG"
    if len(name) > 1 and (any(map(_is_role, nouns)) or _speaks(name)):
        return "PERSON"
    return "ORG" if len(name) > 1 and _is_called_a_body(name) else None


def _speaks(name: Span) -> bool:
    """ "Saw Htoo told reporters"; the Meadow Union told them is no person."""
    root = name.root
    return root.dep_ == "nsubj" and root.head.lemma_ in ("say", "tell") and kind_of_name(name.text) is None


def _is_titled(name: Span) -> bool:
    """ "Colonel Saw Htoo"; "Member States", "Executive Order" and "Baron Street" name nobody."""
    known, title, last = vocabulary(), name.doc[name.start - 1].lower_.rstrip("."), name[-1].lower_
    if (title not in known.roles and title not in known.honorifics) or kind_of_name(name[-1].text) is not None:
        return False
    if any(last in nouns or last.removesuffix("s") in nouns for nouns in (known.collectives, known.roles, known.nouns)):
        return False
    return name.root.tag_ == "NNP" or (len(name) > 1 and name.root.tag_ != "NNPS")


def _is_called_a_body(name: Span) -> bool:
    """ "Omar Saleh's Civic List"; the "Legislative Assembly election" is no assembly."""
    before = name.doc[name.start - 1].text if name.start else ""
    return kind_of_name(name[-1].text) not in (None, "Place", "Group", "Company") and before != "-"


def _is_role(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lower_ in vocabulary().roles
