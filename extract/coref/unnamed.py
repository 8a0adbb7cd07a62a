"""Actors of one document alone: "protesters", "a tribunal", "its treasurer", of whom nobody says who they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from extract.collectives import collective_noun
from extract.coref.grammar import possessive
from extract.coref.memory import UNNAMED, Memory
from extract.lexicon import words
from extract.naming import slug
from extract.records import Actor, Kind
from extract.vocabulary import vocabulary

_PRIVATE = frozenset({"Group"})
_PEOPLE = frozenset({"Group", "Government body", "Military", "Armed group"})
# Of a state that nobody names these are bodies.
_GOVERNMENTS = frozenset({"government", "authority", "administration", "junta", "regime"})
_FUNCTIONS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss"})
_ONE = frozenset({"a", "an", "another", "the", "this", "that"})
# A name that follows a comma stands this near to the noun that tells of it.
_NEAR = 8


def one_person(memory: Memory, noun: Token, of_person: bool) -> bool:
    """ "A judge", "its treasurer": a role or a trade in the singular that stands for somebody. "As a judge" and "X, a
    judge" tell of another, "Iran's envoy" and "the Iraqi judge" are rather the state."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or not any(t.dep_ == "poss" or (t.dep_ == "det" and t.lower_ in _ONE) for t in noun.lefts):
        return False
    of_body = not of_person and any(t.dep_ == "poss" for t in noun.lefts)
    if (of_body and lemma in words("argument", "partitives")) or lemma in _unsure() or not _is_of_people(lemma):
        return False
    private = _kind(lemma) in _PRIVATE
    states = () if private else (t for t in noun.lefts if _state_at(memory, t))
    return not any(states) and not _is_of_somebody(memory, noun) and stands_alone(memory, noun)


def stands_alone(memory: Memory, noun: Token) -> bool:
    """Is it somebody, and not what another is called, does or becomes: "as a judge", "X, its rival", "is its ally"?"""
    if noun.pos_ != "NOUN" or noun.dep_ not in _FUNCTIONS or noun.head.lower_ == "as":
        return False
    return not _is_named_beside(memory, noun)


def unnamed_collective(memory: Memory, phrase: Span) -> Actor | None:
    """ "Protesters" here are not the protesters of another text; in this one all are the same."""
    noun = phrase.root
    collective = collective_noun(noun)
    if collective is None or (collective.state_itself and not _governs(noun)):
        return None
    return _actor(memory, noun.lemma_, phrase, "", "Government body" if collective.state_itself else collective.kind)  # type: ignore[arg-type]  # checked on reading


def _governs(noun: Token) -> bool:
    """ "The government" of a state that nobody names; "a government led by X" is yet to be formed."""
    told = any(t.lower_ in ("a", "an", "any") for t in noun.lefts) or any(
        t.dep_ in ("prep", "acl") for t in noun.rights
    )
    return noun.lemma_.lower() in _GOVERNMENTS and not told


def unnamed_person(memory: Memory, phrase: Span, owner: str = "") -> Actor:
    """ "A finance minister" is not "the justice minister", and "a soldier" no soldier before."""
    noun = phrase.root
    words_of = " ".join(t.lemma_ for t in (*_telling(noun), noun))
    first = any(t.lower_ in ("a", "an", "another") for t in noun.lefts)
    return _actor(memory, f"{words_of} {noun.i}" if first else words_of, phrase, owner, "Person")


def unnamed_other(memory: Memory, phrase: Span, owner: Actor) -> Actor:
    """ "Its neighbour" is of the owner's kind, and not the owner."""
    return _actor(memory, phrase.root.lemma_, phrase, owner.name, owner.kind)


def _actor(memory: Memory, called: str, phrase: Span, owner: str, kind: Kind) -> Actor:
    own = f"{slug(f'{owner} {called}'.lower())}-{memory.doc.user_data['doc_id'][:8]}"
    text = " ".join(phrase.text.split())
    name = f"{possessive(owner)} {text}" if owner else text
    return memory.by_id.get(own) or Actor(own, name, kind, description=UNNAMED)


def _telling(noun: Token) -> Iterator[Token]:
    return (t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod"))


@cache
def _unsure() -> frozenset[str]:
    lists = ("nobodies", "anybodies", "group_nouns")
    return frozenset().union(*(words("collective", one) for one in lists))


def _kind(lemma: str) -> str | None:
    collective = vocabulary().collectives.get(lemma)
    return None if collective is None or collective.state_itself else collective.kind


def _is_of_people(lemma: str) -> bool:
    return _kind(lemma) in _PEOPLE or lemma in vocabulary().roles


def _state_at(memory: Memory, token: Token) -> bool:
    found = memory.at.get(token.i)
    return found is not None and found.actor.kind == "State"


def _is_of_somebody(memory: Memory, noun: Token) -> bool:
    """ "A commander of the Amber Legion": what is done to him is done to it."""
    within = (c for t in noun.rights if t.lower_ in ("of", "for") for c in t.children)
    return any(t.i in memory.at for c in within for t in (c, *c.lefts))


def _is_named_beside(memory: Memory, noun: Token) -> bool:
    """ "The club's founder, Karl Berg,", "Karl Berg, the founder": whatever the parser makes of the comma."""
    doc, first = noun.doc, noun.left_edge.i
    following = memory.at.get(noun.i + 1)
    if any(t.dep_ == "appos" for t in noun.rights) or (following is not None and following.start == noun.i + 1):
        return True
    if first > 1 and doc[first - 1].text == "," and _is_person(memory, doc[first - 2]):
        return True
    for token in doc[noun.i + 1 : min(noun.i + _NEAR, noun.sent.end)]:
        if token.text == ",":
            return any(_is_name(memory, t) for t in doc[token.i + 1 : token.i + 4])
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _is_name(memory: Memory, token: Token) -> bool:
    found = memory.at.get(token.i)
    return _is_person(memory, token) or (
        found is not None and found.how in ("name", "alias") and found.actor.kind != "Place"
    )


def _is_person(memory: Memory, token: Token) -> bool:
    found = memory.at.get(token.i)
    return token.ent_type_ == "PERSON" or (
        found is not None and found.actor.kind == "Person" and found.how != "pronoun"
    )
