"""Of which state a post is that the text gives to somebody without saying so: "Prime Minister X said"."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from extract.actor_index import ActorIndex
from extract.claims.arguments import Arguments
from extract.claims.proposals import Argument, Proposal
from extract.collectives import states_by_country
from extract.gazetteer import Gazetteer, fold
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.vocabulary import Role, vocabulary

_FOCUSED = 0.6  # the text just speaks of no other state as much
_FOCUS = 3  # mentions that make a state the one that a text is about, and so many times those of the next
_AHEAD = 1.3
# What a text is about it says in its headline and its first sentence: a mention there counts for so many.
_OPENING, _OPENING_WORDS = 3, 40
_OWN_BODY = 2  # a state whose parliament or army is spoken of is rather at home than one that is just named
_POST_KNOWN = 0.8  # the office is not in the sentence but in the gazetteer
_OF_STATE = frozenset({"Government body", "Military"})


def role_claim(
    index: ActorIndex,
    person: Argument,
    role: Role,
    owner: Argument,
    predicate: Token,
    extractor: str,
    confidence: float,
) -> Iterator[Proposal]:
    """ "President X of Chad" -> LEADS, "the Chadian co-chairman X" -> MEMBER_OF; "Chadian expert X" -> nothing."""
    if owner.span.actor.kind in ("Person", "Place") or owner.span.actor.id == person.span.actor.id:
        return
    if role.kind_hint == "Group" and owner.span.actor.kind == "State":
        return  # an expert of a state's is nobody's official
    if role.relation == "LEADS" and index.is_part(owner.span):
        return  # who leads "U.N. inspectors" does not lead the United Nations
    is_headed = (
        owner.span.actor.kind != "State" or role.of_state or role.title in words("argument", "leaders_of_states")
    )
    # "the American co-chairman" and "the Malian rebel leader" do not lead America and Mali
    relation = "MEMBER_OF" if role.relation == "LEADS" and not is_headed else role.relation
    yield Proposal(person, relation, owner, predicate, extractor, confidence, role=role.label, status="actual")


def by_post(
    person: ActorSpan,
    role: Role,
    predicate: Token,
    arguments: Arguments,
    gazetteer: Gazetteer,
    published: dt.date | None,
) -> Iterator[Proposal]:
    """ "Prime Minister al-Sudani": of which state, the gazetteer knows, if the text names that state at all."""
    if person.actor.id not in gazetteer:
        return
    for post in gazetteer[person.actor.id].posts:
        # without a date the title in the text is word enough
        if (published is not None and not post.held(published)) or fold(post.title) not in (
            fold(role.title),
            fold(role.label),
        ):
            continue
        named = [span for span in arguments.index.spans if span.actor.id == post.of]
        if named:
            nearest = min(named, key=lambda span: abs(span.start - person.start))
            yield from role_claim(
                arguments.index, Argument(person), role, Argument(nearest), predicate, "title", _POST_KNOWN
            )
            return


def _is_met(person: Token) -> bool:
    """ "met Prime Minister X": whom a visitor meets is of another state than the visitor, who may be the focus."""
    met = person.head if person.dep_ == "dobj" else person.head.head if person.dep_ == "pobj" else person
    frames = (frame for _, _, frame in vocabulary().verbs.get(met.lemma_.lower(), ()))
    return met != person and any(frame.relation == "CONSULT" for frame in frames)


def _is_of_another(title: Token, role: Role) -> bool:
    """ "the farmers' federation president X", "the club's president, X", "a candidate for president, X"."""
    parts = role.title.split()
    first = title.i - (len(parts) - 1) * (title.lower_ == parts[-1])
    before = title.doc[first - 1] if first > title.sent.start else None
    if before is None:
        return False
    return before.tag_ in ("NN", "NNS", "POS") or (before.lower_ in ("for", "as") and title.tag_ == "NN")


def by_focus(
    person: ActorSpan, role: Role, predicate: Token, arguments: Arguments, gazetteer: Gazetteer
) -> Iterator[Proposal]:
    """ "President X", of whom nobody has heard, in a text that is all about one state: that state's."""
    known = person.actor.id in gazetteer or _is_met(arguments.index.tokens(person).root)
    if (
        known
        or not role.of_state
        or role.title in words("argument", "vague_offices")
        or _is_of_another(predicate, role)
    ):
        return
    states = _states_spoken_of(arguments.index, gazetteer)
    (focus, most), (_, second) = [*states.most_common(2), ("", 0), ("", 0)][:2]
    if most < _FOCUS or most < _AHEAD * second:
        return
    if role.title in words("argument", "rare_offices") and not gazetteer.holders(focus, role.title, None):
        return  # few states have a chancellor
    near = [span for span in (*arguments.index.spans, *arguments.index.inner) if span.actor.id == focus]
    nearest = min(near, key=lambda span: abs(span.start - person.start), default=None)
    if nearest is None:
        return
    yield from role_claim(arguments.index, Argument(person), role, Argument(nearest), predicate, "title", _FOCUSED)


def by_seat(
    person: ActorSpan, role: Role, predicate: Token, arguments: Arguments, gazetteer: Gazetteer
) -> Iterator[Proposal]:
    """ "In Tehran, oil minister X said", "Foreign Minister X told reporters in Nairobi": a minister at home."""
    index = arguments.index
    if person.actor.id in gazetteer or not role.of_state:
        return
    sentence = predicate.sent
    named = {span.actor.id for span in index.spans if span.actor.kind == "State"}
    for seat in index.spans:
        inside = sentence.start < seat.start < sentence.end and index.doc[seat.start - 1].lower_ == "in"
        if not inside or seat.actor.kind != "Place":
            continue
        state = states_by_country(gazetteer).get(seat.actor.country or "")
        opening = seat.start == sentence.start + 1
        told = index.doc[seat.start - 2].lemma_ in words("argument", "audiences") and state in named
        if state and (opening or told) and fold(seat.actor.name) in map(fold, gazetteer[state].metonyms):
            meant = ActorSpan(seat.start, seat.end, gazetteer[state].actor, "metonym")
            yield from role_claim(index, Argument(person), role, Argument(meant), predicate, "title", _FOCUSED)
            return


@lru_cache(maxsize=1)  # every title of a document asks for it
def _states_spoken_of(index: ActorIndex, gazetteer: Gazetteer) -> Counter[str]:
    """How much a text is about each state."""
    states: Counter[str] = Counter()
    for span in index.spans:
        for state in _states_of(span, index, gazetteer):
            weight = 1 if span.actor.kind == "State" else _OWN_BODY
            states[state] += weight * (_OPENING if span.start < _OPENING_WORDS else 1)
    return states


def _states_of(span: ActorSpan, index: ActorIndex, gazetteer: Gazetteer) -> Iterator[str]:
    """The state that a mention speaks of; of "the Assembly of Kosovo" Kosovo."""
    if span.actor.kind == "State":
        yield span.actor.id
    elif span.actor.kind in _OF_STATE:
        of_country = states_by_country(gazetteer).get(span.actor.country or "")
        named = (hit.actor_ids for token in index.tokens(span) for hit in gazetteer.lookup(token.text))
        inside = (one for ids in named for one in ids[:1] if gazetteer[one].actor.kind == "State")
        state = of_country or next(inside, None)
        yield from (state,) if state else ()
