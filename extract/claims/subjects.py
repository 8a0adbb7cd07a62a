"""Who acts, where the parser shows it and where it errs."""

from __future__ import annotations

from spacy.tokens import Token

from extract.claims.objects import children_of

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def subjects_of(verb: Token) -> tuple[Token, ...]:
    """The subjects; "after talks with Ann Wexler, Omar Saleh left": the parser takes Saleh for another name of
    Wexler's, "after talks with Ann Wexler, the envoy, left" is another matter."""
    subjects = children_of(verb, "nsubj")
    if subjects and not all(_is_governed(subject, verb) for subject in subjects):
        return subjects
    apposed = _apposed_before(verb)
    return (apposed,) if apposed is not None else subjects or _of_participle_before(verb)


def _of_participle_before(verb: Token) -> tuple[Token, ...]:
    """ "Kenya and Uganda, meeting in Oslo, agreed": the parser gives both to the meeting alone."""
    if verb.tag_ not in _FINITE or verb.dep_ not in ("ROOT", "ccomp"):
        return ()
    before = (t for t in verb.lefts if t.dep_ == "advcl" and t.tag_ == "VBG" and t.i and t.nbor(-1).text == ",")
    return next((own for t in before if (own := children_of(t, "nsubj")) and own[0].i < t.i), ())


def _is_governed(subject: Token, verb: Token) -> bool:
    """ "After talks": the parser gave the noun behind the preposition to the verb; no main clause begins with it."""
    before = subject.left_edge.i - 1
    preposition = subject.doc[before] if before >= 0 else None
    if preposition is None or any(preposition.children):
        return False
    return preposition.dep_ == "prep" or (preposition.dep_ == "mark" and verb.dep_ == "ROOT" == preposition.head.dep_)


def _apposed_before(verb: Token) -> Token | None:
    """The name right before a finite verb that hangs on the last name of the phrase before it."""
    auxiliaries = [t for t in verb.lefts if t.dep_ in ("aux", "neg", "advmod") and t.i < verb.i]
    first = verb
    while first.i > verb.sent.start and first.nbor(-1) in auxiliaries:
        first = first.nbor(-1)
    if first.i == verb.sent.start or not {first.tag_, verb.tag_} & _FINITE:
        return None
    name = first.nbor(-1)
    beside = name.head
    if name.dep_ != "appos" or not name.pos_ == beside.pos_ == "PROPN" or verb not in beside.ancestors:
        return None
    before = name.left_edge.i - 1
    is_fronted = beside.dep_ == "pobj" and beside.left_edge.i > verb.sent.start
    return name if is_fronted and before >= 0 and name.doc[before].text == "," else None
