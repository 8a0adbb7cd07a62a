"""Names that do what a name does although the parser does not join them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token


def companions(name: Token) -> Iterator[Token]:
    """All of the kinds below."""
    yield from _enumerated(name)
    yield from _after_apposition(name)
    yield from _accompanying(name)


def _enumerated(name: Token) -> Iterator[Token]:
    """ "Thon, Makur and Lul": the parser sets the second of a list of names beside the first."""
    for other in name.children:
        if other.dep_ == "appos" and other.pos_ == name.pos_ == "PROPN" and other.ent_type_ == name.ent_type_ != "":
            conjuncts = [t for t in other.conjuncts if t.i > other.i]
            yield from (other, *conjuncts) if conjuncts else ()


def _accompanying(name: Token) -> Iterator[Token]:
    """ "Iran, together with Oman, left": both leave."""
    if name.dep_ in ("nsubj", "nsubjpass"):
        for company in (t for t in name.children if t.lower_ == "with" and t.i > 1):
            if company.nbor(-1).lower_ in ("together", "along", "jointly"):
                yield from (t for t in company.children if t.dep_ == "pobj")


def _after_apposition(name: Token) -> Iterator[Token]:
    """ "Merkel, the chancellor, and Macron": the parser joins Macron to the chancellor."""
    for role in name.children:
        if role.dep_ == "appos" and role.pos_ == "NOUN" and name.pos_ == "PROPN":
            yield from (
                t for t in role.conjuncts if t.i > role.i and t.pos_ == "PROPN" and t.ent_type_ == name.ent_type_
            )
