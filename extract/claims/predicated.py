"""What a noun is said of where it stands neither in apposition nor after a copula, and whose act it is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of
from extract.claims.proposals import Argument


def doers_behind(noun: Token) -> Iterator[Token]:
    """ "deplored the arrest of X by Oman": the parser may hang the doer on the verb, whose own is another."""
    verb = noun.head
    if noun.dep_ == "dobj" and any(t.dep_ == "nsubj" for t in verb.lefts):
        behind = (t for t in verb.rights if t.lower_ == "by" and t.i == noun.right_edge.i + 1)
        yield from (t for by in behind for t in by.children if t.dep_ == "pobj")


def equated(noun: Token) -> Iterator[Token]:
    """ "Oman's demand is that Iran leave"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        clauses = [t for t in verb.rights if t.dep_ == "ccomp" and any(c.lower_ == "that" for c in t.lefts)]
        yield from (t for clause in clauses for t in clause.children if t.dep_ in ("nsubj", "nsubjpass"))


def held_to_be(noun: Token, arguments: Arguments) -> list[Argument]:
    """Whom else a noun is said of: "NATO members X and Y left", "NATO member X and Z left"."""
    name = noun.head
    if noun.dep_ not in ("compound", "nmod") or name.pos_ != "PROPN" or noun.i > name.i:
        return arguments.of_all(_named(noun))
    return arguments.of_all((name,)) if noun.tag_ == "NNS" else [Argument(span) for span in arguments.index[name]]


def _named(noun: Token) -> tuple[Token, ...]:
    """What else a noun is said of: "regards X as an ally", "called X its puppet", "its allies, X and Y" (which the
    parser takes for a list); "used X as bait" is no tie whatever X is."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
    if verb.pos_ == "VERB" and (noun.dep_ == "oprd" or verb != noun.head):
        return construction_of(verb)[1].objects
    if noun.dep_ == "conj" and (beside := _next_beside(noun)):
        return (beside,)
    first = next((t for t in noun.rights if t.dep_ == "conj"), None)
    if noun.tag_ != "NNS" or first is None or any(t.dep_ == "cc" for t in noun.rights) or first.pos_ != "PROPN":
        return ()
    return (first,) if noun.doc[first.left_edge.i - 1].text == "," else ()


def _next_beside(noun: Token) -> Token | None:
    """ "Chad and its ally, Oman, left": the parser sets Oman beside Chad."""
    following = noun.doc[noun.i + 1 : noun.i + 8]
    if len(following) < 2 or following[0].text != ",":
        return None
    beside = (t for t in following if t.dep_ == "appos" and t.left_edge == following[1])
    return next((t for t in beside if t.head == noun.head), None)
