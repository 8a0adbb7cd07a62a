"""Claims about which body belongs to which: "Iran's Quds Force", "the Turkish navy", "militias such as X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import ends_of
from extract.claims.proposals import Argument, Proposal, membership
from extract.claims.verbs import pairs
from extract.describing import INSIDE
from extract.gazetteer import Gazetteer
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.places import REGION
from extract.vocabulary import vocabulary

_CONFIDENCE = 0.9
_BY_NATIONALITY = 0.75  # a Belarusian maker may also be run from elsewhere
_BY_PLACE = 0.6
_BY_POSSESSION = 0.7  # a leader's or a member's: the wording does not tell which
_JOINED = frozenset({"Armed group", "Political party", "Company", "Group", "Government body"})
_HELD_BY_STATE = frozenset({"Government body", "Military"})
_WITH_UNITS = frozenset({"Military", "Government body", "Armed group", "International organization"})
_AT_HOME = frozenset({"Armed group", "Political party", "Company", "Group"})
_WITH_WINGS = frozenset({"Armed group", "Political party", "Military"})  # "Fatah's Storm Brigades"
_DESCRIPTION = 4  # words that describe a name before it: "Swedish clothing retailer"


def find_affiliations(doc: Doc, arguments: Arguments, gazetteer: Gazetteer) -> Iterator[Proposal]:
    """Every body of a state or of another body that the document names as such."""
    for span in arguments.index.spans:
        root = arguments.index.tokens(span).root
        if span.how in ("name", "alias") and span.actor.kind != "Person":
            yield from possessive_affiliation(span, root, arguments)
            yield from home_before(span, root, arguments)
            yield from seat_after(span, root, arguments)
            yield from own_party(span, root, arguments)
            yield from under(span, root, arguments)
            yield from affiliation_in_name(span, root, arguments, gazetteer)
        elif span.how == "description":
            if span.actor.kind in _AT_HOME and span.actor.name in arguments.index.tokens(span).text:  # "Haiti's X gang"
                yield from possessive_affiliation(span, root, arguments)
            yield from body_of_state(span, root, arguments)
            if root.lemma_.lower() in words("argument", "own_bodies"):
                yield from own_party(span, root, arguments)
    for token in doc:
        if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.dep_ == "appos"):
            yield from nationality(token, arguments)
            yield from own_mission(token, arguments)
            yield from as_part(token, arguments)
        if token.pos_ == "NOUN" and token.lemma_.lower() in words("argument", "own_bodies"):
            yield from own_party_named(token, arguments)
        if token.dep_ == "prep" and token.lower_ in ("as", "including", "like"):
            yield from exemplification(token, arguments)


def possessive_affiliation(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Iran's Revolutionary Guards" -> PART_OF Iran; "Lebanon's Hezbollah" -> BASED_IN Lebanon."""
    among_bodies = span.actor.kind == "International organization"  # "the EU's European Investment Bank"
    is_unit = among_bodies or span.actor.kind in _HELD_BY_STATE
    relation = "PART_OF" if is_unit else "BASED_IN" if span.actor.kind in _AT_HOME else None
    if relation is None:
        return
    for child in root.lefts:
        if child.dep_ not in INSIDE or child.i >= span.start:
            continue
        for owner in arguments.index[child]:
            of_state = owner.actor.kind == "State" and span.actor.country in (None, owner.actor.country)
            of_state = of_state and not among_bodies
            of_body = is_unit and child.dep_ == "poss" and owner.actor.kind in _WITH_UNITS
            of_body = of_body and (not among_bodies or owner.actor.kind == span.actor.kind)
            is_wing = child.dep_ == "poss" and {owner.actor.kind, span.actor.kind} <= _WITH_WINGS
            if of_state or of_body or is_wing:
                yield Proposal(
                    Argument(span),
                    "PART_OF" if is_wing else relation,
                    Argument(owner),
                    root,
                    "possessive_affiliation",
                    _CONFIDENCE,
                    status="actual",
                )


def home_before(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "the Swedish retailer Lindahl" -> BASED_IN Sweden; "Swedish talks with Lindahl" -> nothing."""
    if span.actor.kind not in _AT_HOME:
        return
    doc, at = arguments.index.doc, span.start - 1
    while at > max(span.start - _DESCRIPTION, 0) and doc[at].pos_ == "NOUN" and doc[at].tag_ == "NN":
        at -= 1
    if at < 0 or at == span.start - 1 or doc[at].sent != root.sent:
        return
    for owner in arguments.index[doc[at]]:
        adjectival = owner.how == "demonym" or doc[at].text.isupper()  # "the US magazine X"
        if owner.actor.kind == "State" and adjectival and span.actor.country in (None, owner.actor.country):
            yield Proposal(
                Argument(span), "BASED_IN", Argument(owner), root, "home_before", _BY_NATIONALITY, status="actual"
            )


def seat_after(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "the Lindahl works in Oslo", "Lindahl of Norway" -> BASED_IN, "the Elbe Group of the OSCE" -> PART_OF; "met
    Lindahl in Oslo" -> nothing."""
    doc = arguments.index.doc
    if span.end >= len(doc) or doc[span.end].lower_ not in ("in", "of") or doc[span.end].head != root:
        return
    homes = [s for t in doc[span.end].children if t.dep_ == "pobj" for s in arguments.index[t]]
    is_of = doc[span.end].lower_ == "of"
    of_state = is_of and span.actor.kind in _HELD_BY_STATE
    of_body = is_of and doc[span.end - 1].lower_ in words("name", "bodies_of")
    # "met X in Oslo", "Western diplomats in Oslo": the place is that of the act, or of others
    passing = root.dep_ == "dobj" or root.pos_ == "NOUN"
    at_home = any(s.actor.kind == "State" and s.actor.country == span.actor.country for s in homes)
    if not (of_state or of_body) and (span.actor.kind not in _AT_HOME or (passing and not at_home)):
        return
    relation = "PART_OF" if of_state or of_body else "BASED_IN"
    for home in homes:
        of_bodies = of_body and home.actor.kind == "International organization"
        if of_bodies or home.actor.kind == "State" or (home.actor.kind == "Place" and not is_of):
            yield Proposal(Argument(span), relation, Argument(home), root, "seat_after", _BY_PLACE, status="actual")


def own_party(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Wexler's Green League" -> Wexler MEMBER_OF Green League; an armed group and "the Green League of Ann Wexler"
    are led by whose they are; "Wexler's talks with it", "the League of Rights" -> nothing."""
    if span.actor.kind not in _JOINED:
        return
    for child in root.lefts:
        if child.dep_ == "poss" and child.i < span.start:
            for owner in arguments.actors(child) if child.tag_ == "WP$" else map(Argument, arguments.index[child]):
                own = any(t.lower_ == "own" for t in root.lefts)
                leads = span.actor.kind == "Armed group" and not own
                yield from _owned_by(owner.span, span, root, leads=leads)
    of = next((t for t in root.rights if t.i == span.end and t.lower_ == "of"), None)
    for child in of.children if of is not None else ():
        for person in arguments.index[child] if child.dep_ == "pobj" else ():
            if person.how in ("name", "alias"):
                yield from _owned_by(person, span, root, leads=True)


def _owned_by(person: ActorSpan, body: ActorSpan, root: Token, *, leads: bool) -> Iterator[Proposal]:
    if person.actor.kind == "Person":
        claim = membership(person, body, root, "own_party", _BY_POSSESSION)
        yield replace(claim, relation="LEADS") if leads else claim


def under(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "the Green League, under Ann Wexler", "the brigade under Major Tarok" -> LEADS; "was under fire" -> nothing."""
    doc = arguments.index.doc
    at = span.end + (span.end < len(doc) and doc[span.end].text == ",")
    if at >= len(doc) or doc[at].lower_ != "under" or span.actor.kind not in (*_JOINED, "Military"):
        return
    for child in doc[at].children:
        for person in arguments.index[child] if child.dep_ == "pobj" else ():
            if person.actor.kind == "Person" and person.how in ("name", "alias") and root.i < at:
                yield from _owned_by(person, span, doc[at], leads=True)


def own_party_named(noun: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "her party, the Green League" -> the one who has it MEMBER_OF Green League; "the party" -> nothing."""
    persons = [s for t in noun.lefts if t.dep_ == "poss" for s in arguments.index[t] if s.actor.kind == "Person"]
    for token in (*noun.rights, noun.head) if noun.dep_ == "appos" else tuple(noun.rights):
        for body in arguments.index[token] if token.dep_ == "appos" or token == noun.head else ():
            if body.actor.kind in _JOINED:
                yield from (membership(person, body, noun, "own_party_named", _BY_POSSESSION) for person in persons)


def affiliation_in_name(span: ActorSpan, root: Token, arguments: Arguments, gazetteer: Gazetteer) -> Iterator[Proposal]:
    """ "the U.S. State Department", "the Supreme Court of India" -> PART_OF; "the Iraqi Communist Party" -> nothing."""
    if span.actor.kind not in _HELD_BY_STATE or span.end - span.start < 2:
        return
    doc = arguments.index.doc
    first = ((span.start, end) for end in range(min(span.start + 2, span.end - 1), span.start, -1))
    last = ((i + 1, span.end) for i in range(span.start + 1, span.end - 1) if doc[i].lower_ == "of")
    for start, end in (*first, *last):
        named = {actor_id for hit in gazetteer.lookup(doc[start:end].text) for actor_id in hit.actor_ids}
        states = [s.actor for s in arguments.index.spans if s.actor.id in named and s.actor.kind == "State"]
        if states and span.actor.country in (None, states[0].country):
            owner = ActorSpan(start, end, states[0], "demonym")
            yield Proposal(
                Argument(span), "PART_OF", Argument(owner), root, "affiliation_in_name", _CONFIDENCE, status="actual"
            )
            return


def body_of_state(span: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "the Congolese police" -> PART_OF Congo; "Congolese officials" -> nothing, they are nobody's unit."""
    pair = arguments.index.doc[max(root.i - 1, 0) : root.i + 1].lemma_.lower()  # "border guard"
    if span.actor.kind not in _HELD_BY_STATE or not {root.lemma_.lower(), pair} & words("collective", "group_nouns"):
        return
    first = arguments.index.doc[span.start]
    owners = arguments.index.innermost(first)
    if first.tag_ == "PRP$":  # "its army"
        states = (s for s in arguments.index.spans if s.actor.kind == "State" and s.start < span.start)
        owners = tuple(s for s in states if s.actor.country == span.actor.country)[-1:] or owners
    for owner in owners:
        of_land = owner.actor.kind == "State" or owner.actor.description == REGION
        if of_land and owner.actor.id != span.actor.id:
            yield Proposal(
                Argument(span), "PART_OF", Argument(owner), root, "body_of_state", _CONFIDENCE, status="actual"
            )


def nationality(noun: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Zarnica, a Belarusian drone maker", "Chad's largest union, the UTC", "X, a rebel group in the north of Mali" ->
    BASED_IN; "X, an ally of Belarus" -> nothing."""
    named = [noun.head] if noun.dep_ == "appos" else [t for t in noun.rights if t.dep_ == "appos" and t.pos_ == "PROPN"]
    if not named or _means_a_tie(noun) or any(s.how != "description" for s in arguments.index[noun]):
        return
    states = [(t, s) for t in noun.lefts if t.dep_ in INSIDE for s in arguments.index[t]]
    is_body = noun.lemma_.lower() in vocabulary().collectives or noun.lemma_.lower() in words("argument", "own_bodies")
    own = [s for t, s in states if s.actor.kind == "State" and (s.how == "demonym" or t.dep_ == "poss")]
    homes = own if is_body else [s for s in own if s.how == "demonym"]
    located = (t for p in noun.rights if p.lower_ in ("in", "from") for t in p.children if t.dep_ == "pobj")
    homes += [s for t in located for s in _places_of(t, arguments)]
    for state in homes:
        for span in arguments.index[named[0]]:
            if span.actor.kind in _AT_HOME:
                yield Proposal(
                    Argument(span), "BASED_IN", Argument(state), noun, "nationality", _BY_NATIONALITY, status="actual"
                )


def _means_a_tie(noun: Token) -> bool:
    """ "an ally of X", "a splinter group in X"; a "rebel group in X" means none."""
    entries = vocabulary().nouns.get(noun.lemma_.lower(), ())
    modifiers = {t.lemma_.lower() for t in noun.lefts}
    return any(second is None and (modifier is None or modifier in modifiers) for modifier, second, _ in entries)


def _places_of(noun: Token, arguments: Arguments) -> Iterator[ActorSpan]:
    """ "in Mali", "in the north of Mali", "in Mali's north"."""
    parts = [noun]
    if noun.lower_ in words("argument", "parts_of_lands"):
        parts += [t for t in noun.lefts if t.dep_ == "poss"]
        parts += [t for of in noun.rights if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"]
    yield from (s for t in parts for s in arguments.index[t] if s.actor.kind in ("State", "Place"))


def own_mission(noun: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "MONUSCO, the UN mission" -> PART_OF United Nations; "X, a UN critic" -> nothing."""
    if noun.dep_ != "appos" or noun.lemma_.lower() not in words("argument", "missions"):
        return
    owners = [s for t in noun.lefts if t.dep_ in INSIDE for s in arguments.index.innermost(t)]
    for body in arguments.index[noun.head]:
        for owner in owners:
            if owner.actor.kind in ("International organization", "State") and owner.actor.id != body.actor.id:
                yield Proposal(Argument(body), "PART_OF", Argument(owner), noun, "own_mission", _BY_POSSESSION)


def as_part(part: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "The brigade fought as part of the task force" -> PART_OF; "played a part in the task force" -> nothing."""
    preposition = part.head
    if part.lower_ != "part" or part.dep_ != "pobj" or preposition.lower_ != "as" or preposition.head.pos_ != "VERB":
        return
    wholes = arguments.fill("of", part, None, None)
    for source, target in pairs(arguments.of_all(ends_of(preposition.head).subjects), wholes):
        relation = "PART_OF" if source.span.actor.kind not in ("State", "Person") else "MEMBER_OF"
        if source.weight == target.weight == 1 and target.span.actor.kind not in ("State", "Place", "Person"):
            yield Proposal(source, relation, target, part, "as_part", _BY_POSSESSION, status="actual")


def exemplification(preposition: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "militias such as Kata'ib Hezbollah" -> Kata'ib Hezbollah PART_OF militias."""
    noun = preposition.head
    if preposition.lower_ == "like" and preposition.head.dep_ in ("ROOT", "nsubj"):
        return  # "Western diplomats like the party": the parser may have missed the verb
    if preposition.lower_ == "as" and not any(t.lower_ == "such" for t in (*preposition.children, *noun.children)):
        return
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    wholes = [Argument(span) for span in arguments.index[noun]]
    if noun.dep_ == "dobj" and noun.head.lemma_ in ("include", "comprise", "contain"):
        wholes = arguments.of_all(tuple(t for t in noun.head.children if t.dep_ == "nsubj")) or wholes
    parts = arguments.of_all(tuple(t for t in preposition.children if t.dep_ == "pobj"))
    for whole in wholes:
        for part in parts:
            if part.span.actor.id != whole.span.actor.id and part.span.actor.kind not in ("State", "Person"):
                yield Proposal(part, "PART_OF", whole, noun, "exemplification", 0.8, status="actual")
