"""Speakers: whose statement a cue verb or noun introduces, and how far the phrase that names them reaches."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extract.attribution.cues import cues

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
# What hangs on a name without being part of it; "of" and "for" phrases are part of it ("the minister for trade").
TRAILING = frozenset(
    {"relcl", "case", "acl", "advcl", "appos", "punct", "cc", "conj", "parataxis", "dep", "ccomp", "advmod", "prep"}
)
MAX_STEPS = 6  # clauses between a cue and the subject that it shares; longer chains are parse errors


def child(token: Token, *deps: str) -> Token | None:
    return next((kid for kid in token.children if kid.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    if any(kid.dep_ in {"auxpass", "nsubjpass"} for kid in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and child(verb, "aux") is None


def agent_of(verb: Token) -> Token | None:
    """ "was accused by Y": Y."""
    by = child(verb, "agent")
    if by is None:
        by = next((kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def speaker_of(verb: Token) -> Token | None:
    """Head of the noun phrase that does what the cue verb says; None where nobody is named ("is said to be")."""
    speaker = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if speaker is None and verb.lower_ in cues().adjectives:
        speaker = child(verb, *PASSIVE_SUBJECTS, *SUBJECTS)  # "Ankara is convinced that…"
    if speaker is not None and speaker.tag_ in {"WDT", "WP"}:
        return _antecedent(speaker)
    return speaker


def _antecedent(pronoun: Token) -> Token | None:
    """ "the envoy, who said": the envoy; None for "what"."""
    clause = pronoun.head
    while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "relcl":
        return None
    noun = clause.head
    placed = pronoun.lower_ == "who" and noun.dep_ == "pobj" and noun.ent_type_ in {"GPE", "LOC", "FAC", "DATE"}
    return noun.head.head if placed else noun  # "an official in Beirut, who declined to be named"


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or the one that it shares with the clause above."""
    for _ in range(MAX_STEPS):
        own = child(verb, *SUBJECTS)
        if own is not None:
            return own
        if verb.dep_ == "acl":
            return verb.head
        above = _clause_above(verb)
        if above is None:
            return None
        if verb.dep_ == "xcomp" and (controlled := child(above, "dobj")) is not None and controlled.i < verb.i:
            return controlled
        passive = child(above, *PASSIVE_SUBJECTS)
        if passive is not None:
            return passive
        verb = above
    return None


def _clause_above(verb: Token) -> Token | None:
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "pcomp":
        return head.head
    if verb.dep_ in {"conj", "xcomp", "acomp", "dep", "parataxis"} or (
        verb.dep_ in {"advcl", "ccomp"} and verb.tag_ in {"VBG", "VB"}
    ):
        return head
    return None


def noun_phrase(head: Token, before: int | None = None, depth: int = MAX_STEPS) -> Span:
    """The phrase around `head`: titles and "of" phrases with it, relative clauses and what follows a comma without it;
    a name in apposition stays ("the spokesman, Imad Rahal")."""
    end = head.i + 1
    for kid in head.rights:
        if depth == 0 or (before is not None and kid.i >= before):
            break
        if kid.dep_ == "appos" and kid.pos_ == "PROPN" and head.pos_ != "PROPN":
            end = kid.i + 1
        elif (
            kid.dep_ == "prep"
            and kid.i <= end
            and kid.lower_ in {"of", "for", "in", "at", "from", "with", "by", "on", "to"}
        ):
            end = kid.right_edge.i + 1
        elif kid.dep_ == "conj" and kid.i - end < 4:
            end = noun_phrase(kid, depth=depth - 1).end
        elif kid.dep_ not in TRAILING:
            end = kid.right_edge.i + 1
    start = head.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return head.doc[start:end]
