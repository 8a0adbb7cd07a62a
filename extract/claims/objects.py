"""What a verb acts on, where the parser shows it and where it errs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.lexicon import words
from extract.vocabulary import vocabulary


def children_of(head: Token, dep: str) -> tuple[Token, ...]:
    """The children that stand in one dependency to their head."""
    return tuple(child for child in head.children if child.dep_ == dep)


def objects_of(verb: Token) -> tuple[Token, ...]:
    """The objects; of "beat them, a rights group charged" the parser takes the speaker for another."""
    objects = tuple(t for t in children_of(verb, "dobj") if not _says_so(t))
    return (*objects, *_gapped(verb, objects)) if objects else _made_to(verb) or _read_as_subject(verb)


def _read_as_subject(verb: Token) -> tuple[Token, ...]:
    """ "Haddad, who is 45, commands Hezbollah, the largest group", "had Haddad locked up": the parser finds two
    subjects."""
    subjects = children_of(verb, "nsubj")
    if len(subjects) < 2 or subjects[0].i > verb.i or subjects[0].tag_ in ("WDT", "WP"):
        return ()
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return tuple(t for t in subjects if t.left_edge.i == verb.i + 1)
    having = next((t.i for t in children_of(verb, "aux") if t.lemma_ == "have"), None)
    return () if having is None else tuple(t for t in subjects if subjects[0].i < having < t.i < verb.i)


def _gapped(verb: Token, objects: tuple[Token, ...]) -> Iterator[Token]:
    """ "asked Chad for jets and Mali for tanks": the parser joins Mali to the jets."""
    for preposition in (p for head in (verb, *objects) for p in head.children if p.dep_ == "prep"):
        for other in (t for noun in preposition.children for t in noun.children if t.dep_ == "conj"):
            if other.i + 1 < len(verb.doc) and other.nbor(1).lower_ == preposition.lower_:
                yield other


def _made_to(verb: Token) -> tuple[Token, ...]:
    """ "helped Mali build a base", "wants it sold": whom the verb acts on is the subject of what they are to do."""
    if verb.lemma_.lower() not in vocabulary().control:
        return ()
    bare = (t for t in children_of(verb, "ccomp") if t.i > verb.i and t.tag_ in ("VB", "VBN", "VBG"))
    return tuple(
        subject
        for clause in bare
        if not any(t.dep_ in ("mark", "aux") for t in clause.lefts)
        for subject in (*children_of(clause, "nsubj"), *children_of(clause, "nsubjpass"))
        if verb.i < subject.i < clause.i
    )


def _says_so(noun: Token) -> bool:
    """ ", a rights group charged" at the end of a sentence."""
    charged = (t for t in noun.rights if t.dep_ in ("acl", "relcl") and t.i == noun.i + 1)
    if not any(t.lemma_.lower() in words("argument", "trailing_cues") for t in charged):
        return False
    first = noun.left_edge.i
    return first > 0 and bool(noun.doc[first - 1].text == ",")


def _read_as_modifier(given: Token) -> Iterator[Token]:
    """ "gave Israel bombs": the parser takes the one who gets them for a part of their name."""
    first = next(iter(given.lefts), None)
    if first is None or first.tag_ != "NNP" or first.dep_ not in ("compound", "nmod"):
        return
    if given.tag_ == "NNS" and not any(t.lower_ == "to" for t in given.head.rights):
        yield first


def datives_of(verb: Token) -> Iterator[Token]:
    """Who gets what is given."""
    for child in verb.children:
        if child.dep_ == "dative":
            governed = [t for t in child.children if t.dep_ == "pobj"]
            yield from governed or [child]
        elif child.dep_ == "dobj" and verb.lemma_.lower() in words("argument", "giving"):
            yield from _read_as_modifier(child)
    if children_of(verb, "dobj"):  # "Iran was given a deadline"
        yield from children_of(verb, "nsubjpass")
