"""Office-holders that a text does not name: "Iraq's prime minister" in 2022 is Mohammed Shia al-Sudani."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.describing import INSIDE
from extract.gazetteer import Gazetteer
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.titles import is_title

_TITLE_WORDS = 4


def find_office_holders(
    doc: Doc, spans: tuple[ActorSpan, ...], gazetteer: Gazetteer, published: dt.date | None
) -> Iterator[ActorSpan]:
    """A mention for every title that exactly one person held on the day the document was published. Without that day
    nobody is guessed."""
    if published is None:
        return
    at = {i: span for span in spans for i in range(span.start, span.end)}
    for noun in doc:
        if noun.i in at or noun.tag_ not in ("NN", "NNP") or not is_title(noun) or _names_its_holder(noun, at):
            continue
        for owner in _owners(noun, at):
            holders = _holders(noun, owner, gazetteer, published)
            if len(holders) == 1:
                yield ActorSpan(noun.i, noun.i + 1, gazetteer[holders[0]].actor, "role")
                break


def _holders(noun: Token, owner: ActorSpan, gazetteer: Gazetteer, published: dt.date) -> tuple[str, ...]:
    """The holders of the longest title that ends with this noun."""
    for length in range(_TITLE_WORDS, 0, -1):
        if noun.i + 1 - length > (owner.end - 1 if owner.end <= noun.i else -1):
            title = noun.doc[noun.i + 1 - length : noun.i + 1].text.lower()
            found = gazetteer.holders(owner.actor.id, _american(title), published)
            if found:
                return found
    return ()


def _american(title: str) -> str:
    """The gazetteer spells titles the American way and without sex."""
    return (
        title.replace("defence", "defense").replace("spokesman", "spokesperson").replace("spokeswoman", "spokesperson")
    )


def _owners(noun: Token, at: dict[int, ActorSpan]) -> Iterator[ActorSpan]:
    yield from (at[t.i] for t in noun.lefts if t.dep_ in INSIDE and t.i in at and _is_body(at[t.i]))
    of = (t for prep in noun.rights if prep.lower_ == "of" for t in prep.children if t.dep_ == "pobj")
    yield from (at[t.i] for t in of if t.i in at and _is_body(at[t.i]))


def _is_body(span: ActorSpan) -> bool:
    return span.actor.kind not in ("Person", "Place")


def _names_its_holder(noun: Token, at: dict[int, ActorSpan]) -> bool:
    """ "Prime Minister X", "the prime minister, X", "X, the prime minister", "former", "deputy": nothing to look up."""
    if any(t.lower_ in words("name", "past") or t.lower_ == "deputy" for t in noun.lefts):
        return True
    if noun.dep_ in ("compound", "appos", "attr", "nmod", "amod") or noun.i + 1 in at:
        return True
    return any(t.dep_ == "appos" for t in noun.children) or any(
        t.dep_ == "appos" for of in noun.rights if of.lower_ == "of" for owner in of.children for t in owner.children
    )
