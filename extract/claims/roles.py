"""Claims about who is what in which organisation: titles, appositions, copulas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from extract.claims.appointments import appointment
from extract.claims.arguments import Arguments, listed_beside, named_beside, said_of
from extract.claims.posts import by_focus, by_post, by_seat, role_claim
from extract.claims.proposals import Argument, Proposal, membership
from extract.gazetteer import Gazetteer
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.vocabulary import Role, vocabulary

_TITLE_WORDS = 5  # "deputy assistant secretary of state" is about the longest title there is
_CONFIDENCE = 0.9
_UNTITLED = 0.75  # the organisation stands beside the name, but no title between them
_PLURAL = frozenset({"NNS", "NNPS"})
_HOLDING = ("possessive", "of", "compound", "for", "to", "in", "at", "with", "from")
_NO_BODY = frozenset({"Person", "Place", "State"})


def find_role_claims(
    doc: Doc, arguments: Arguments, gazetteer: Gazetteer, published: dt.date | None
) -> Iterator[Proposal]:
    """Every affiliation that the document states or implies by a title."""
    for span in arguments.index.spans:
        root = arguments.index.tokens(span).root
        if span.actor.kind == "Person" and span.how in ("name", "alias"):
            yield from title(span, root, arguments, gazetteer, published)
            yield from organisation_before(span, root, arguments)
            yield from organisation_after(span, root, arguments)
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "amod"):
            yield from apposition(token, arguments, gazetteer)


def title(
    person: ActorSpan, root: Token, arguments: Arguments, gazetteer: Gazetteer, published: dt.date | None
) -> Iterator[Proposal]:
    """ "Lebanese President Michel Aoun" -> Aoun LEADS Lebanon; "former President X" -> nothing."""
    doc = arguments.index.doc
    found = _role_before(doc, person.start) or _shared_role(person, root, arguments)
    if found is None:
        return
    role, first, last = found
    start = first - 1
    while start >= 0 and doc[start].sent == root.sent and _belongs_to_title(doc[start], arguments):
        if doc[start].lower_ in words("name", "past"):
            return
        start -= 1
    owners = [span for i in range(first - 1, start, -1) for span in arguments.index[doc[i]]]
    owners = owners or [span for i in range(first, last) for span in arguments.index[doc[i]]]
    owners = owners or [
        span
        for of in root.rights
        if of.lower_ == "of" and of.i == person.end
        for t in of.children
        for span in arguments.index[t]
    ]
    owners = owners or [a.span for t in doc[start + 1 : first] if t.tag_ == "WP$" for a in _antecedents(t, arguments)]
    if owners:  # of "the bank's Africa director" it is the bank
        nearest = next((span for span in owners if span.actor.kind not in ("Person", "Place")), owners[0])
        role = _of_a_branch(role, doc[first - 1] if start < first - 1 else None, arguments)
        yield from role_claim(
            arguments.index, Argument(person), role, Argument(nearest), doc[last - 1], "title", _CONFIDENCE
        )
    elif doc[first].lower_ not in words("name", "past"):
        found_posts = list(by_post(person, role, doc[first], arguments, gazetteer, published))
        found_posts = found_posts or list(by_seat(person, role, doc[first], arguments, gazetteer))
        yield from found_posts or by_focus(person, role, doc[first], arguments, gazetteer)


def organisation_before(person: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Greenpeace campaigner Ann Wexler" -> Wexler MEMBER_OF Greenpeace; "German author Ann Wexler" -> nothing."""
    doc = arguments.index.doc
    if _role_before(doc, person.start) is not None:
        return
    first = person.start
    while (
        first > 0
        and doc[first - 1].pos_ == "NOUN"
        and doc[first - 1].text.islower()
        and doc[first - 1].sent == root.sent
    ):
        first -= 1
    role = doc[first : person.start].text or None
    before = first - 1
    if before >= 0 and doc[before].tag_ == "POS" and root.head.i != before:
        before -= 1
    elif role is None:
        return
    if before < 0 or doc[before].sent != root.sent:
        return
    for span in arguments.index[doc[before]]:
        if span.actor.kind not in _NO_BODY and span.how in ("name", "alias"):
            yield membership(person, span, root, "organisation_before", _UNTITLED, role)


def organisation_after(person: ActorSpan, root: Token, arguments: Arguments) -> Iterator[Proposal]:
    """ "Ann Wexler of the Greens", "Ann Wexler, from the Greens", "Ann Wexler (Greens)" -> MEMBER_OF; "Ann Wexler of
    Oslo" -> nothing."""
    doc = arguments.index.doc
    inside = doc[person.end + 1 : person.end + 2 + _TITLE_WORDS]
    closing = next((t.i for t in inside if t.text == ")"), None)
    if closing is not None and doc[person.end].text == "(":
        named = doc[person.end + 1 : closing].root
        bodies = arguments.index[named]
    else:
        after = person.end + (person.end < len(doc) and doc[person.end].text == ",")
        of = (t for t in root.rights if t.dep_ == "prep" and t.lower_ in ("of", "from", "at") and t.i == after)
        governed = (t for prep in of for t in prep.children if t.dep_ == "pobj")
        bodies = tuple(span for t in governed for span in _body_called(t, arguments))
    for span in bodies:
        if span.actor.kind not in _NO_BODY and span.how in ("name", "alias"):
            yield membership(person, span, root, "organisation_after", _UNTITLED)


def _body_called(noun: Token, arguments: Arguments) -> tuple[ActorSpan, ...]:
    """ "of the Greens", "of the Elm list"."""
    if arguments.index[noun] or noun.lemma_.lower() not in words("argument", "own_bodies"):
        return arguments.index[noun]
    return tuple(span for t in noun.lefts if t.dep_ in ("compound", "nmod") for span in arguments.index[t])


def apposition(noun: Token, arguments: Arguments, gazetteer: Gazetteer) -> Iterator[Proposal]:
    """ "Aoun, the president of Lebanon", "the RSF's commander, Dagalo", "Aoun is Lebanon's president"."""
    role = _role_at(noun) or _work_at(noun)
    named = any(span.how not in ("role", "description") for span in arguments.index[noun])
    if role is None or named or any(t.lower_ in words("name", "past") for t in noun.lefts):
        return
    modifiers = (t for t in noun.lefts if t.dep_ == "compound" and t.i == noun.i - 1)
    role = _of_a_branch(role, next(modifiers, None), arguments)
    persons = [
        Argument(span) for token in _bearers(noun) for span in arguments.index[token] if span.actor.kind == "Person"
    ]
    if not persons:
        if noun.dep_ in ("oprd", "pobj"):
            yield from appointment(noun, role, _owners(noun, arguments), arguments)
        return
    among = any(t.lower_ in ("a", "an") for t in noun.lefts)  # "a commander of Hamas" is one of several
    owners = _owners(noun, arguments)
    if not owners and any(t.lower_ == "the" for t in noun.lefts):
        yield from by_focus(persons[0].span, role, noun, arguments, gazetteer)
    for owner in owners:
        if among and owner.span.actor.kind not in ("State", "Group"):
            role = replace(role, relation="MEMBER_OF")
        if owner.span.actor.id != persons[0].span.actor.id:
            yield from role_claim(arguments.index, persons[0], role, owner, noun, "apposition", _CONFIDENCE)


def _bearers(noun: Token) -> tuple[Token, ...]:
    """Who is said to be something. Of "Ann Wexler, envoy to Oman and head of the bank" the parser joins the head to
    Oman."""
    governor = noun.head.head.head if noun.dep_ == "conj" and noun.head.dep_ == "pobj" else noun
    if governor != noun and noun.head.pos_ == "PROPN" and not said_of(noun) and _role_at(governor) is not None:
        return said_of(governor)
    # "its leader, the mayor of Graz, Ann Wexler"
    further = tuple(name for role in (noun, *named_beside(noun)) if role.pos_ == "NOUN" for name in named_beside(role))
    return (*said_of(noun), *listed_beside(noun), *further)


def _shared_role(person: ActorSpan, root: Token, arguments: Arguments) -> tuple[Role, int, int] | None:
    """ "Presidents Alma Ruiz of Peru and Ivo Lanz of Chile": the plural before the first is every one's title."""
    head = root
    while head.dep_ in ("conj", "appos") and head.head.i < head.i and arguments.index[head.head]:
        head = head.head
    first = next(iter(arguments.index[head]), None)
    if first is None or first == person or first.actor.kind != "Person":
        return None
    found = _role_before(arguments.index.doc, first.start)
    return found if found is not None and arguments.index.doc[found[2] - 1].tag_ in _PLURAL else None


def _role_before(doc: Doc, start: int) -> tuple[Role, int, int] | None:
    """The longest title that ends right before a name, and its tokens [first, last)."""
    roles = vocabulary().roles
    last = start
    while last > 0 and (
        doc[last - 1].lower_.rstrip(".") in vocabulary().honorifics or doc[last - 1].text in ("(", ",")
    ):
        last -= 1
        if doc[last].text == ",":
            return None
    for length in range(min(_TITLE_WORDS, last), 0, -1):
        if doc[last - length].is_space:
            continue
        words_before = doc[last - length : last].text.lower().replace("- ", "-")
        role = roles.get(" ".join(words_before.split())) or roles.get(words_before.rstrip("."))
        if role is None and doc[last - 1].tag_ in _PLURAL:
            role = roles.get(" ".join(words_before.split()).removesuffix("s"))
        if role is not None:
            return role, last - length, last
    return None


def _belongs_to_title(token: Token, arguments: Arguments) -> bool:
    return (
        bool(arguments.index[token])
        or token.pos_ in ("ADJ", "NOUN", "PROPN", "PART")
        or token.text in ("-", "’s", "'s")
        or token.tag_ == "WP$"
    )


def _antecedents(whose: Token, arguments: Arguments) -> list[Argument]:
    """ "Hamas, whose leader Omar Saleh left", wherever the parser hung the clause."""
    clause = next((t for t in whose.ancestors if t.dep_ == "relcl"), None)
    before = whose.nbor(-2) if whose.i > 1 and whose.nbor(-1).text == "," else None
    return arguments.actors(clause.head) if clause is not None else arguments.actors(before) if before else []


def _of_a_branch(role: Role, modifier: Token | None, arguments: Arguments) -> Role:
    """The "Africa director" and the "finance chief" of a body do not lead it; its "party chief" does."""
    if role.relation != "LEADS" or modifier is None or role.title not in words("argument", "heads_of_branches"):
        return role
    of_place = any(span.actor.kind == "Place" for span in arguments.index[modifier])
    lemma = modifier.lemma_.lower()
    is_body = lemma in words("argument", "own_bodies") or lemma in words("collective", "group_nouns")
    of_field = modifier.tag_ in ("NN", "NNS") and modifier.text.islower() and not is_body
    return replace(role, relation="MEMBER_OF") if of_place or of_field else role


def _role_at(noun: Token) -> Role | None:
    """The role that a noun with the words before it names: "foreign minister", else "minister"."""
    roles = vocabulary().roles
    doc = noun.doc
    if noun.lower_ == "number" and noun.i + 1 < len(doc):  # "number two in the party"
        return roles.get(doc[noun.i : noun.i + 2].text.lower())
    for length in range(_TITLE_WORDS if noun.lower_ in _last_words() else 0, 0, -1):
        if noun.i + 1 - length >= 0:
            role = roles.get(" ".join(doc[noun.i + 1 - length : noun.i + 1].text.lower().split()))
            if role is not None:
                return role
    return roles.get(noun.lemma_.lower())


@cache
def _last_words() -> frozenset[str]:
    """The words that titles end in: most nouns are none of them."""
    titles = vocabulary().roles
    return frozenset(end for title in titles for end in (title.split()[-1], re.split(r"[^\w.]", title)[-1]))


def _work_at(noun: Token) -> Role | None:
    """ "a policy expert of the Greens": any other noun that is said of a person works there."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma in vocabulary().nouns or lemma not in vocabulary().collectives:
        return None
    return Role(lemma, "MEMBER_OF", lemma, of_state=False, kind_hint="Group")


def _owners(noun: Token, arguments: Arguments) -> list[Argument]:
    """The organisation or state in which a role is held."""
    for slot in _HOLDING:
        found = [a for a in arguments.fill(slot, noun, None, None) if a.span.actor.kind not in ("Person", "Place")]
        if found:
            surest = max(argument.weight for argument in found)
            return [argument for argument in found if argument.weight == surest]
    # "General Moor, commander, Northern Command, spoke"
    if noun.dep_ == "appos" and (
        listed := [a for t in noun.children if t.dep_ == "appos" for a in arguments.actors(t)]
    ):
        return [a for a in listed if a.span.actor.kind not in ("Person", "Place", "State")]
    inner = next((t for t in noun.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"), None)
    return [Argument(span) for t in inner.lefts for span in arguments.index[t]] if inner is not None else []
