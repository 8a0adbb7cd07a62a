"""Titles, roles and honorifics before a name."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from extract.lexicon import words
from extract.vocabulary import vocabulary


def is_title(token: Token) -> bool:
    """Is this word a title, a role or an honorific ("President", "Gen.", "Mr")?"""
    return token.lower_.rstrip(".") in _title_words()


def is_single_role(noun: Token) -> bool:
    """ "Leader", "treasurer"; "leaders" are several."""
    return noun.tag_ in ("NN", "NNP") and noun.lower_ in vocabulary().roles


@cache
def _title_words() -> frozenset[str]:
    known = vocabulary()
    heads = {title.replace("-", " ").split()[-1].rstrip(".") for title in known.roles}
    return frozenset(heads | words("name", "title_prefixes") | {word.rstrip(".") for word in known.honorifics})
