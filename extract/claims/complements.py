"""The infinitives, gerunds and clauses that a predicate takes, and who is meant to do what they say."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.claims.constructions import Ends, is_passive
from extract.lexicon import words
from extract.vocabulary import vocabulary


def complements(head: Token) -> list[Token]:
    """The infinitives, gerunds and clauses that a verb or noun takes."""
    direct = [t for t in head.children if t.dep_ in ("xcomp", "ccomp", "acl", "advcl") and t.pos_ in ("VERB", "AUX")]
    direct = [t for t in direct if (t.dep_ in ("xcomp", "ccomp") and t.i > head.i) or _is_introduced(t)]
    gerunds = [t for p in head.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pcomp"]
    found = [*direct, *gerunds]
    return [*found, *(c for verb in found for c in verb.conjuncts if c.i > verb.i and c.pos_ == "VERB")]


def _is_introduced(clause: Token) -> bool:
    """ "the plan to go", "the charge that they went"; a participle is no complement."""
    if any(t.lower_ == "to" and t.dep_ == "aux" for t in clause.lefts):
        return True
    return clause.dep_ == "acl" and any(t.lower_ == "that" and t.dep_ == "mark" for t in clause.lefts)


def is_statement(verb: Token) -> bool:
    """A clause in the indicative, or the next of two; "that Iraq take steps" and "that it must go" are none."""
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return is_statement(verb.head)
    if verb.dep_ != "ccomp":
        return False
    auxiliaries = {t.lower_ for t in verb.lefts if t.dep_ in ("aux", "auxpass")}
    if auxiliaries & (words("argument", "obliging_modals") | {"to"}) or auxiliaries == {"be"}:
        return False
    if verb.head.lemma_.lower() in words("argument", "wishing"):  # "wants X expelled"
        return False
    return verb.tag_ in ("VBD", "VBZ") or bool(auxiliaries)


def clause_subjects(predicate: Token, ends: Ends | None) -> Iterator[Token]:
    """Of whom it is asked: X in "demanded that X leave", "wants X to leave", "that the port be taken from X"."""
    told_to = predicate.lemma_.lower() in vocabulary().control
    for verb in complements(predicate):
        if told_to and is_statement(verb):
            continue  # "told reporters that he would stay" asks nobody for anything
        subjects = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")]
        if verb.dep_ == "ccomp" and is_passive(verb) and (losers := tuple(_lose(verb))):
            yield from losers
        elif subjects:
            yield from subjects
        elif verb.dep_ == "xcomp" and ends is not None:
            yield from ends.objects


def _lose(verb: Token) -> Iterator[Token]:
    """ "demanded that the port be taken from X": X is asked."""
    if verb.lemma_.lower() in words("argument", "taking"):
        near = (*verb.children, *(t for away in verb.children if away.dep_ == "advmod" for t in away.children))
        yield from (t for p in near if p.lower_ in ("from", "by") for t in p.children if t.dep_ == "pobj")
