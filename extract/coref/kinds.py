"""What the words around a name tell: "Brenta Aero, a drone maker" is a company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.coref.grammar import owner_tokens, root_of
from extract.describing import describing_nouns
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.records import Actor, Kind
from extract.vocabulary import vocabulary


def kind_called(noun: str) -> Kind | None:
    """The kind of actor that a noun makes of whom it describes."""
    if noun in words("anaphor", "companies"):
        return "Company"
    collective = vocabulary().collectives.get(noun)
    return collective.kind if collective is not None else None  # type: ignore[return-value]  # checked on reading


def kinds_by_description(doc: Doc, spans: Iterable[ActorSpan]) -> dict[str, Actor]:
    """The actors, by id, that get another kind than the recogniser gave their name."""
    found: dict[str, Actor] = {}
    for span in spans:
        if span.actor.id not in found and span.how in ("name", "alias") and _is_open(span.actor):
            for noun in describing_nouns(span, root_of(doc, span)):
                kind = _kind_of(noun, span.actor)
                if kind is not None:
                    found[span.actor.id] = replace(span.actor, kind=kind)
                    break
    return found


def body_of(person: Token, nouns: Iterable[Token], at: Mapping[int, ActorSpan]) -> Actor | None:
    """Whom a person leads, speaks for or sits in: "its leader, X", "X, a lawmaker of the New Party". `nouns` describe
    the person; `at` tells who is meant by the root of a phrase."""
    owners = (at.get(owner.i) for noun in (*nouns, person) for owner in owner_tokens(noun))
    return next((s.actor for s in owners if s is not None and s.actor.kind not in ("Person", "Place")), None)


def with_kinds(spans: Iterable[ActorSpan], actors: dict[str, Actor]) -> Iterator[ActorSpan]:
    return (replace(s, actor=actors[s.actor.id]) if s.actor.id in actors else s for s in spans)


def _is_open(actor: Actor) -> bool:
    """Known to nobody but this text, and of no kind that its own words tell."""
    known = actor.wikidata or actor.aliases or actor.country or actor.description
    return not known and actor.kind in ("Group", "Person")


def _kind_of(noun: Token, actor: Actor) -> Kind | None:
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN":
        return None
    if actor.kind == "Person" and noun.dep_ == "appos" and not any(t.lower_ in ("a", "an") for t in noun.lefts):
        return None
    if lemma not in words("anaphor", "companies") | words("collective", "group_nouns"):
        return None
    kind = kind_called(lemma)
    return kind if kind not in (actor.kind, "Group", "State") else None
