"""Actors without a name of their own: "Iraqi militias", "U.S. officials", "Iran-backed groups"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from extract.gazetteer import Gazetteer
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.naming import slug
from extract.parts_of_peoples import parted_by_state, without_homes
from extract.peoples import is_of_all, is_people
from extract.places import REGION
from extract.records import Actor, Kind
from extract.states_in_names import states_in_names
from extract.vocabulary import Collective, vocabulary

_NO_BODIES = frozenset({"State", "Place", "Person"})
_MODIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod", "advmod")


@dataclass(frozen=True, slots=True)
class Collectives:
    """`spans` are all mentions, none in another; `inner` those that a collective took in ("Iran" of "Iran-backed
    militias"); `joined` are heads with several actors ("U.S. and Iraqi forces"); `bare` are collective nouns that
    nothing before them tells apart ("the militias")."""

    spans: tuple[ActorSpan, ...]
    inner: tuple[ActorSpan, ...]
    joined: dict[int, tuple[ActorSpan, ...]]
    bare: tuple[int, ...]


def find_collectives(doc: Doc, spans: list[ActorSpan], gazetteer: Gazetteer) -> Collectives:
    """Make actors of collective nouns and what stands before them."""
    spans = [span if is_people(span.actor, gazetteer) else ethnic_group(doc, span) for span in spans]
    spans = parted_by_state(doc, spans, gazetteer)
    at = {i: span for span in spans for i in range(span.start, span.end)}
    found: dict[int, ActorSpan] = {}
    joined: dict[int, tuple[ActorSpan, ...]] = {}
    bare: list[int] = []
    for token in doc:
        collective = collective_noun(token)
        if collective is None or token.i in at:
            continue
        described = _described(token, at)
        if described is not None:
            if described.start < token.i:  # a descriptor before the name belongs to the name's phrase
                found[token.i] = ActorSpan(token.i, token.i + 1, described.actor, "description")
            continue
        modifiers = without_homes(list(_actor_modifiers(token, at)), gazetteer)
        if not modifiers:
            if _acts_unnamed(token, collective, at):
                bare.append(token.i)
        elif len(modifiers) > 1:
            last = replace(modifiers[-1], end=token.i + 1, how="description")
            found[last.start] = last
            joined[token.i] = (*modifiers[:-1], last)
        else:
            actor_span = _collective_span(token, modifiers[0], collective, gazetteer)
            found[actor_span.start] = actor_span
            if actor_span == modifiers[0]:  # "Haddad's party"
                bare.append(token.i)
    for root, spread in _spread_over_states(doc, spans, gazetteer):
        found[spread[-1].start] = spread[-1]
        joined[root.i] = spread
    reach = _reach(found.values())
    kept = [span for span in spans if reach.get(span.start, 0) < span.end]
    named = [span for span in kept if span.how != "demonym" or _is_known(span.actor, gazetteer)]
    ordered = sorted([*named, *found.values()], key=lambda span: span.start)
    inside = (span for span in spans if reach.get(span.start, 0) >= span.end)
    taken_in = [s for s in inside if s.actor.id in gazetteer and not is_people(s.actor, gazetteer)]
    same = {(span.start, span.end) for span in found.values()}
    inner = [span for span in taken_in if (span.start, span.end) not in same]
    known = set(inner)
    inner += [span for span in states_in_names(doc, named, gazetteer) if span not in known]
    return Collectives(tuple(ordered), tuple(inner), joined, tuple(bare))


def _reach(spans: Iterable[ActorSpan]) -> dict[int, int]:
    """How far the longest of the spans that a token stands in goes on."""
    reach: dict[int, int] = {}
    for span in spans:
        for i in range(span.start, span.end):
            reach[i] = max(span.end, reach.get(i, 0))
    return reach


def _is_known(actor: Actor, gazetteer: Gazetteer) -> bool:
    """An adjective of anybody else, "Ruritanian", names nobody by itself."""
    known = actor.id in gazetteer and gazetteer[actor.id].actor == actor
    return known or is_people(actor, gazetteer)


def _described(noun: Token, at: dict[int, ActorSpan]) -> ActorSpan | None:
    """The named actor that a collective noun only describes: "Hezbollah, the Iran-backed movement", "the militia X"."""
    before = _before_comma(noun, at)
    if before is not None:
        return before
    following = at.get(noun.i + 1)
    if following is not None and following.start == noun.i + 1 and following.how in ("name", "alias"):
        return following if following.actor.kind not in _NO_BODIES else None
    named = [noun.head] if noun.dep_ == "appos" else [t for t in noun.children if t.dep_ == "appos"]
    spans = [at[t.i] for t in named if t.i in at and at[t.i].how in ("name", "alias")]
    # "a Dutch company, Merel": a name that the recogniser took for a person's
    introduced = noun.tag_ == "NN" and any(t.lower_ in ("a", "an") for t in noun.lefts)
    odd = ("State", "Place") if introduced else ("State", "Place", "Person")
    return next((s for s in spans if s.actor.kind not in odd), None)


def _before_comma(noun: Token, at: dict[int, ActorSpan]) -> ActorSpan | None:
    """ "members of X (Y), a militia that": wherever the parser hung the militia, it is X."""
    if noun.tag_ != "NN":
        return None
    first = noun.left_edge
    if first.i < 2 or noun.doc[first.i - 1].text != ",":
        return None
    told_more = first.lower_ == "the" and any(t.dep_ in ("acl", "relcl") for t in noun.rights)
    if first.lower_ not in ("a", "an") and not told_more:
        return None
    last = first.i - 2 - (noun.doc[first.i - 2].text == ")")
    found = at.get(last)
    fitting = found is not None and found.how in ("name", "alias") and found.actor.kind not in _NO_BODIES
    return found if fitting else None


def _acts_unnamed(noun: Token, collective: Collective, at: dict[int, ActorSpan]) -> bool:
    """ "Judges jailed her", "a court": somebody, though nobody says who. Of firms and countries that is nobody yet, and
    "X is a militia" or "officers of X" speak of X."""
    lemma = noun.lemma_.lower()
    if lemma in words("collective", "bare_nouns") or _named_by_modifier(noun):
        return True
    owned = lemma in words("argument", "own_bodies") and any(t.dep_ == "poss" for t in noun.lefts)
    vague = not owned and (lemma in words("collective", "nobodies") or collective.kind == "Company")
    if vague or noun.dep_ in ("attr", "appos", "oprd"):
        return False
    within = (c for t in noun.rights if t.lower_ == "of" for c in t.children)
    return collective.kind == "Group" or not any(t.i in at for c in within for t in (c, *c.lefts))


def _named_by_modifier(noun: Token) -> bool:
    """ "opposition groups", "rights group": nobody in particular without the first word."""
    if noun.i == 0:
        return False
    pair = f"{noun.nbor(-1).lemma_.lower()} {noun.lemma_.lower()}"
    if noun.lemma_.lower() in words("collective", "bodies"):
        return noun.tag_ == "NN" and noun.nbor(-1).lower_ in words("collective", "body_modifiers")
    return pair in vocabulary().collectives or noun.nbor(-1).lower_ in words("collective", "telling_modifiers")


def _spread_over_states(
    doc: Doc, spans: list[ActorSpan], gazetteer: Gazetteer
) -> Iterator[tuple[Token, tuple[ActorSpan, ...]]]:
    """ "U.S. and Iraqi forces" are forces of two states, although the gazetteer knows "Iraqi forces" as one actor."""
    at = {i: span for span in spans for i in range(span.start, span.end)}
    for span in spans:
        root = doc[span.start : span.end].root
        if span.actor.kind not in ("Military", "Government body") or span.end - span.start < 2:
            continue
        others = [at[t.i] for t in root.lefts if t.i < span.start and t.i in at and t.dep_ in _MODIFIERS]
        joined_up = others and doc[span.start - 1].dep_ == "cc" and all(o.actor.kind == "State" for o in others)
        state = states_by_country(gazetteer).get(span.actor.country or "")
        if joined_up and state and collective_noun(root) is not None:
            own = ActorSpan(span.start, span.end, gazetteer[state].actor, "description")
            yield root, (*others, own)


def collective_noun(token: Token) -> Collective | None:
    """What sort of actor this noun makes of people; None for nearly all nouns."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "nmod"):
        return None
    lemma = _lemma(token)
    pair = f"{token.nbor(-1).lemma_.lower()} {lemma}" if token.i else lemma
    if pair not in vocabulary().collectives:
        pair = lemma
    if (
        token.tag_ in ("NN", "NNP")
        and not lemma.endswith("men")
        and not {pair, lemma} & words("collective", "group_nouns")
    ):
        return None
    return vocabulary().collectives.get(pair)


def _lemma(noun: Token) -> str:
    """ "Elders" at the head of a sentence may pass for a name, which has no lemma."""
    lemma = noun.lemma_.lower()
    if noun.tag_ == "NNPS" and noun.is_sent_start and lemma.endswith("s") and lemma[:-1] in vocabulary().collectives:
        return lemma[:-1]
    return lemma


def ethnic_group(doc: Doc, span: ActorSpan) -> ActorSpan:
    """ "ethnic Albanians" are no state."""
    if span.how != "demonym" or span.start == 0 or doc[span.start - 1].lower_ != "ethnic":
        return span
    name = f"ethnic {doc[span.start : span.end].text}"
    return ActorSpan(span.start - 1, span.end, Actor(slug(name), name, "Group"), "name")


def is_prefixed(modifier: Token) -> bool:
    """ "pro-Iranian", "anti-American": the group is not of that state."""
    return (
        modifier.i >= 2
        and modifier.nbor(-1).text == "-"
        and modifier.nbor(-2).lower_ in words("collective", "prefixes")
    )


def armed_clients(patron: Actor) -> Actor:
    """The armed groups that a state backs, as one actor: "Iran-backed militias", "Iran's proxies"."""
    return Actor(
        id=f"{slug(patron.name)}-backed-armed-groups",
        name=f"{patron.name}-backed armed groups",
        kind="Armed group",
        description=f"backed by {patron.name}",
    )


def patron_of(token: Token, at: dict[int, ActorSpan]) -> ActorSpan | None:
    """The actor in "Iran-backed", if `token` is such a participle: "backed" in "Iran-backed militias"."""
    if token.i < 2 or token.nbor(-1).text not in ("-", "–", "‑"):
        return None
    return at.get(token.i - 2) if participle_lemma(token) in words("collective", "patron_participles") else None


def participle_lemma(token: Token) -> str:
    """The verb of a participle that stands as an adjective: "backed" -> "back", "allied" -> "ally"."""
    lower = token.lower_
    if token.lemma_ != lower or not lower.endswith("ed"):
        return token.lemma_
    if lower.endswith("ied"):
        return lower[:-3] + "y"
    stem = lower[:-2]
    return stem if stem in words("collective", "patron_participles") else lower[:-1]


def _actor_modifiers(noun: Token, at: dict[int, ActorSpan]) -> Iterator[ActorSpan]:
    for child in noun.lefts:
        if child.dep_ not in _MODIFIERS or is_prefixed(child):
            continue
        patron = patron_of(child, at)
        if patron:
            yield patron
        elif child.i in at and _can_modify(at[child.i]):
            yield at[child.i]
            yield from (at[c.i] for c in child.conjuncts if c.i in at and c.i < noun.i and _can_modify(at[c.i]))
        elif child.dep_ == "compound" and child.lower_ in words("collective", "modifiers"):
            yield from (at[c.i] for c in child.lefts if c.dep_ in _MODIFIERS and c.i in at and _can_modify(at[c.i]))


def _can_modify(span: ActorSpan) -> bool:
    return span.how != "pronoun"


def _collective_span(noun: Token, modifier: ActorSpan, collective: Collective, gazetteer: Gazetteer) -> ActorSpan:
    doc = noun.doc
    start, end = modifier.start, noun.i + 1
    surface = doc[start:end].text
    owner = modifier.actor
    backed = any(participle_lemma(t) in words("collective", "patron_participles") for t in doc[modifier.end : noun.i])
    if owner.kind == "Person":
        state = _state_of(owner, gazetteer) if collective.state_itself else None
        return ActorSpan(start, end, state, "description") if state else modifier
    some_of_people = is_people(owner, gazetteer) and not is_of_all(noun)
    is_land = owner.kind in ("State", "Place") or owner.description == REGION
    whole = not is_land or (collective.state_itself and owner.kind != "Place")
    if not backed and whole and not some_of_people:
        return ActorSpan(start, end, owner, "description")
    actor = Actor(
        id=_collective_id(noun, modifier, backed),
        name=" ".join(surface.split()),
        kind="Government body" if some_of_people and collective.state_itself else _kind(noun, collective, backed),
        country=None if backed else owner.country,
        description=f"backed by {owner.name}" if backed else f"of {owner.name}, without a name of their own",
    )
    if backed and actor.kind == "Armed group":
        actor = armed_clients(owner)
    return ActorSpan(start, end, actor, "role" if collective.kind == "Group" else "description")


def _collective_id(noun: Token, modifier: ActorSpan, backed: bool) -> str:
    """The same for "Iran-backed militias" and "… armed groups", for "U.S. officials" and "American officials"."""
    lemma, owner = noun.lemma_.lower(), modifier.actor
    if backed:
        return f"{slug(owner.name)}-backed-{slug(lemma)}"
    within = range(modifier.start, modifier.end)  # "Kurdish" of "Kurdish fighters" is the owner already
    between = [t.lower_ for t in noun.lefts if t.lower_ in words("collective", "modifiers") and t.i not in within]
    kept = [word for word in between if word not in words("collective", "skipped_modifiers")]
    return "-".join([slug(owner.name), *map(slug, kept), slug(lemma)])


def _kind(noun: Token, collective: Collective, backed: bool) -> Kind:
    before = {t.lower_ for t in noun.lefts}
    if noun.lemma_.lower() in words("collective", "armed_nouns") and (
        backed or before & {"armed", "militant", "rebel"}
    ):
        return "Armed group"
    kind: Kind = collective.kind  # type: ignore[assignment]  # checked against the kinds when the vocabulary is read
    return kind


def _state_of(person: Actor, gazetteer: Gazetteer) -> Actor | None:
    """ "the Trump administration" is the United States."""
    state = states_by_country(gazetteer).get(person.country or "")
    return gazetteer[state].actor if state else None


@cache
def states_by_country(gazetteer: Gazetteer) -> dict[str, str]:
    """The ids of the states by ISO 3166-1 alpha-3."""
    states = (gazetteer[actor_id].actor for actor_id in gazetteer)
    return {state.country: state.id for state in states if state.kind == "State" and state.country}
