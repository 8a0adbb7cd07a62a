"""Pronouns of the third person."""

from __future__ import annotations

from spacy.tokens import Token

from extract.coref.grammar import function_of, is_plural, understood_subject, verb_of
from extract.coref.memory import REACH, Memory, Seen
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.records import Actor
from extract.vocabulary import vocabulary

_THINGS = frozenset(
    {"State", "Government body", "Military", "Armed group", "Political party", "International organization", "Company"}
)
_MANY = frozenset({"Armed group", "Military", "Group", "Political party", "Company"})
# Of a pair that stands side by side "they" is said rather than of a body that is many.
_JOINT = 0.3
# A body with a name is likelier meant in the news than a thing without.
_DECOY = 0.5
_ONE_BODY = 0.8
# "She" is rather the woman before the last person than a person whose sex is not known.
_KNOWN_SEX = 0.5
# By this much the best antecedent must be ahead before its sex is believed.
_SURE = 0.4


def resolve_pronoun(memory: Memory, token: Token) -> tuple[ActorSpan, ...]:
    """Who is meant; several by "they", nobody where that is not sure."""
    lower = token.lower_
    if lower in words("pronoun", "reflexive") and _emphasised(memory, token) is None:
        return _own_subject(memory, token)
    beside = _emphasised(memory, token) or _beside(memory, token)
    if beside is not None:
        return (ActorSpan(token.i, token.i + 1, beside, "pronoun"),)
    if lower in words("pronoun", "person"):
        actors = _person(memory, token)
    elif lower in words("pronoun", "thing"):
        actors = _thing(memory, token)
    elif lower in words("pronoun", "plural"):
        actors = _plural(memory, token)
    else:
        return ()
    return tuple(ActorSpan(token.i, token.i + 1, actor, "pronoun") for actor in actors)


def _own_subject(memory: Memory, token: Token) -> tuple[ActorSpan, ...]:
    """ "China confined itself to hoping": the subject of the same verb, or nobody we know."""
    subject = understood_subject(verb_of(token))
    found = memory.at.get(subject.i) if subject is not None else None
    return (ActorSpan(token.i, token.i + 1, found.actor, "pronoun"),) if found is not None else ()


def _emphasised(memory: Memory, token: Token) -> Actor | None:
    """ "Minsk itself" """
    if token.i == 0 or token.lower_ not in ("itself", "himself", "herself", "themselves"):
        return None
    before = memory.at.get(token.i - 1)
    return before.actor if before is not None and before.end == token.i else None


def _beside(memory: Memory, token: Token) -> Actor | None:
    """ "Iran and its proxies": the owner stands right beside what it owns."""
    owned = token.head
    if token.dep_ != "poss" or token.lower_ in words("pronoun", "first"):
        return None
    if owned.dep_ == "pobj" and owned.head.lower_ == "in" and owned.lemma_ in words("anaphor", "struggles"):
        found = memory.at.get(owned.head.i - 1)  # "backed Iraq in its fight": the fight of whom one backs
    elif owned.dep_ == "conj":
        found = memory.at.get(owned.head.i)
    else:
        return None
    if found is None or found.start > token.i:
        return None
    return found.actor if (found.actor.kind == "Person") == (token.lower_ in words("pronoun", "person")) else None


def _person(memory: Memory, token: Token) -> tuple[Actor, ...]:
    sex = "female" if token.lower_ in words("pronoun", "female") else "male"

    def agrees(seen: Seen) -> bool:
        actor = seen.span.actor
        return actor.kind == "Person" and memory.sexes.get(actor.id, sex) == sex

    best, score = memory.best(token, agrees)
    known, known_score = memory.best(token, lambda seen: seen.span.actor.id in memory.sexes and agrees(seen))
    if known_score + _KNOWN_SEX > score:
        best, score = known, known_score
    if best is None or memory.best_decoy(token, _is_person_noun) > score:
        return ()
    actor = best.span.actor
    _, rival = memory.best(token, lambda seen: agrees(seen) and seen.span.actor.id != actor.id)
    if score - rival >= _SURE:
        memory.sexes.setdefault(actor.id, sex)
    return (actor,)


def _thing(memory: Memory, token: Token) -> tuple[Actor, ...]:
    if is_pleonastic(token) or _means_an_act(token) or _means_a_place(token):
        return ()
    best, score = memory.best(token, lambda seen: _is_thing(seen))
    if best is None or memory.best_decoy(token, _is_thing_noun) - _DECOY > score:
        return ()
    return (best.span.actor,)


def _plural(memory: Memory, token: Token) -> tuple[Actor, ...]:
    officials = token.lower_ == "they"  # "Saudi officials … they"

    def are_many(seen: Seen) -> bool:
        judges = seen.span.actor.kind == "Government body" and function_of(seen.root) in ("nsubj", "nsubjpass")
        return is_plural(seen.root) and (judges or _is_many(memory, seen) or (officials and _is_body(seen, token)))

    best, score = memory.best(token, are_many)
    body, body_score = memory.best(token, lambda seen: _is_many(memory, seen) and not is_plural(seen.root))
    if body is not None and body_score - _ONE_BODY > score:
        best, score = body, body_score - _ONE_BODY
    actors: tuple[Actor, ...] = (best.span.actor,) if best is not None else ()
    for joint in reversed(memory.joint):
        if memory.sentence - joint.sentence > REACH:
            break
        joint_score = memory.score(token, joint) + _JOINT
        if joint_score > score and _is_in_foreground(joint, token):
            actors, score = tuple(dict.fromkeys(m.actor for m in joint.members)), joint_score
    if memory.best_decoy(token, is_plural) - (_DECOY if token.dep_ != "dobj" else 0.0) > score:
        return ()
    return actors


def _is_in_foreground(joint: Seen, token: Token) -> bool:
    """The subject of a main clause, or spoken of in the same sentence, but not the subject of the same verb."""
    root = joint.root
    if root.i >= token.i or function_of(root) not in ("nsubj", "nsubjpass", "agent", "pobj"):
        return False
    if root.sent == token.sent:
        return token.dep_ in ("nsubj", "nsubjpass", "poss") or verb_of(root) != verb_of(token)
    return function_of(root) in ("nsubj", "nsubjpass") and verb_of(root).dep_ == "ROOT"


def _is_thing(seen: Seen) -> bool:
    if seen.span.actor.kind == "Group" or seen.span.how == "description":
        return not is_plural(seen.root) and seen.root.lower_ != "police"
    return seen.span.actor.kind in _THINGS


def _is_body(seen: Seen, token: Token) -> bool:
    """ "the authorities … They": the state; "the parties … they" of one sentence."""
    if seen.span.actor.kind == "State":
        return seen.span.how == "description"
    return seen.span.actor.kind == "Government body" and seen.root.sent == token.sent


def _is_many(memory: Memory, seen: Seen) -> bool:
    kinds = memory.kinds(seen.span.actor)
    return bool(kinds & _MANY) and "Person" not in kinds and (is_plural(seen.root) or seen.span.actor.kind != "Company")


def _is_person_noun(noun: Token) -> bool:
    if is_plural(noun):
        return False
    lemma = noun.lemma_.lower()
    collective = lemma in vocabulary().collectives and lemma not in words("collective", "group_nouns")
    return collective or lemma in vocabulary().roles or lemma in words("anaphor", "persons")


def _is_thing_noun(noun: Token) -> bool:
    return not is_plural(noun) and not _is_person_noun(noun)


def is_pleonastic(token: Token) -> bool:
    """ "It is clear that", "it rained", "made it clear", "when it comes to"."""
    verb = token.head
    if verb.lemma_ == "come" and token.dep_ == "nsubj" and any(t.lower_ == "to" for t in verb.rights):
        return True
    if verb.lemma_ in ("clear", "possible", "hard", "difficult", "easy") or _is_made_something(token):
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma_ in ("be", "seem", "appear", "remain", "become", "take") or token.dep_ == "nsubjpass":
        return any(child.dep_ in ("ccomp", "xcomp", "advcl", "acomp", "attr") for child in verb.rights)
    return False


def _is_made_something(token: Token) -> bool:
    """ "made it clear", "found it hard": nothing is the object of "make"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return (
        token.i > 0
        and token.dep_ in ("dobj", "nsubj")
        and token.nbor(-1).lemma_ in ("make", "find")
        and following.pos_ == "ADJ"
    )


def _means_an_act(token: Token) -> bool:
    """ "Oman praised the strike while China condemned it": an object goes back to an object, even to nobody's."""
    if token.lower_ != "it" or token.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    if token.dep_ == "dobj" and token.head.lemma_ in words("anaphor", "verbs_of_acts"):
        return True
    before = token.doc[token.sent.start : token.i]
    return any(t.dep_ in ("dobj", "nsubjpass") and t.tag_ == "NN" for t in before)


def _means_a_place(token: Token) -> bool:
    """ "withdrew from it", "marched into it": a town, a base, whatever has no name here."""
    return token.dep_ == "pobj" and token.head.lower_ in words("anaphor", "place_prepositions")
