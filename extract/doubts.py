"""Wordings that undo what they govern: negation, untruth, doubt, and the condition without an if."""

from __future__ import annotations

from spacy.tokens import Token

from extract.cue_lists import lists
from extract.records import Status

Cue = tuple[Status, Token]


def negates(kid: Token) -> bool:
    words = lists().words
    if kid.dep_ == "neg" or (kid.dep_ in {"advmod", "preconj", "cc"} and kid.lower_ in words["negators"]):
        return True
    if kid.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        return kid.lower_ in words["negative_subjects"] or _is_none(kid)
    return kid.dep_ == "advmod" and kid.lower_ == "longer" and any(below.lower_ == "no" for below in kid.children)


def _is_none(noun: Token) -> bool:
    return noun.dep_ != "dobj" and any(
        kid.dep_ == "det" and kid.lower_ in lists().words["negative_determiners"] for kid in noun.lefts
    )


def is_negated(head: Token) -> bool:
    return any(negates(kid) for kid in head.children)


def is_inverted(verb: Token, auxiliary: Token) -> bool:
    """Does the auxiliary stand before the subject of a clause that is no question?"""
    before_subject = any(kid.dep_ in {"nsubj", "nsubjpass"} and kid.i > auxiliary.i for kid in verb.lefts)
    return before_subject and verb.dep_ != "ROOT"


def untruth_of(noun: Token) -> Token | None:
    """ "Rumours that Oman struck proved false", "cleared him of charges that he had": the word that says so."""
    if noun.dep_ == "nsubj":
        return next((kid for kid in noun.head.rights if kid.lower_ in lists().words["untrue"]), None)
    verb = noun.head.head
    verb = verb if verb.pos_ == "VERB" else verb.head  # the parser hangs the charges on who is cleared
    acquits = noun.dep_ == "pobj" and noun.head.lower_ == "of" and verb.lemma_ in lists().words["acquitting"]
    return verb if acquits else None


def doubt_of(word: Token, head: Token) -> Cue | None:
    """ "wrongly claimed that it struck", "neither confirmed nor denied that it did", "would not hesitate to strike"."""
    wrongly = next((kid for kid in head.children if kid.lower_ in lists().words["wrongly"]), None)
    if wrongly is not None and word.dep_ == "ccomp":
        return "negated", wrongly
    if head.lemma_ == "deny" and head.dep_ == "conj" and head.head.lemma_ == "confirm":
        return "hypothetical", head
    return ("planned", head) if head.lemma_ == "hesitate" and is_negated(head) else None
