"""Two at once: "both countries", "the two sides", "each government", "the other"."""

from __future__ import annotations

from collections import Counter
from functools import cache

from spacy.tokens import Token

from extract.coref.grammar import is_plural
from extract.coref.memory import FAR_REACH, UNNAMED, Memory
from extract.lexicon import section_names, words
from extract.records import Actor

# So often at least two are spoken of together who are neighbours or rivals.
_OFTEN = 2
_ARMS = ("Armed group", "Military")
# Two that have names are rather meant.
_NAMELESS = 1.0


def is_pair(noun: Token) -> bool:
    """Does the phrase speak of exactly two, of a sort that acts?"""
    if noun.lemma_.lower() not in _pair_nouns():
        return False
    before = {t.lower_ for t in noun.lefts}
    if is_plural(noun):
        known = "both" in before or ("two" in before and bool(before & {"the", "these", "those", "all"}))
        return known and not before & {"other", "another"}
    return bool(before & {"each", "either", "neither"})


@cache
def _pair_nouns() -> frozenset[str]:
    return frozenset().union(*(words("pair", kind) for kind in section_names("pair")))


def pair_meant(memory: Memory, noun: Token) -> tuple[Actor, ...]:
    """The two actors of a fitting kind that the text speaks of together most often, and last."""
    lemma = noun.lemma_.lower()
    kinds = {kind for kind in section_names("pair") if lemma in words("pair", kind)}
    best: tuple[float, tuple[Actor, ...]] = (0.0, ())
    last = {seen.span.actor.id: seen for seen in reversed(list(memory.recent(FAR_REACH)))}
    for pair, together in memory.pairs.items():
        found = [last[actor_id] for actor_id in pair if actor_id in last]
        if len(found) < 2 or not all(_fits(seen.span.actor, kinds) for seen in found):
            continue
        age = memory.sentence - min(seen.sentence for seen in found)
        nameless = sum(seen.span.actor.description == UNNAMED for seen in found)
        rank = together - _NAMELESS * nameless + 0.1 * min(memory.frequency[actor_id] for actor_id in pair) - 0.1 * age
        if rank > best[0] or not best[1]:
            ordered = sorted(found, key=lambda seen: (seen.span.start, seen.span.actor.id))  # two may stand in one span
            best = rank, tuple(seen.span.actor for seen in ordered)
    return best[1]


def companion(memory: Memory, noun: Token, owner: Actor) -> Actor | None:
    """ "Its neighbour", "their rival": the one of the owner's kind with whom the text speaks of it most, if one is."""
    if is_plural(noun) or noun.lemma_.lower() not in _pair_nouns():
        return None
    last = {seen.span.actor.id: seen.span.actor for seen in memory.recent(FAR_REACH)}
    beside = ((pair - {owner.id}, together) for pair, together in memory.pairs.items() if owner.id in pair)
    ranked = Counter({last[i]: together for ids, together in beside for i in ids if i in last})
    fitting = [(actor, n) for actor, n in ranked.most_common() if (actor.kind in _ARMS) == (owner.kind in _ARMS)]
    fitting = [
        (actor, n) for actor, n in fitting if actor.kind in (owner.kind, *_ARMS) and actor.description != UNNAMED
    ]
    sure = fitting and fitting[0][1] >= _OFTEN and (len(fitting) == 1 or fitting[0][1] > fitting[1][1])
    return fitting[0][0] if sure else None


def _fits(actor: Actor, kinds: set[str]) -> bool:
    if actor.description == UNNAMED and actor.kind in ("Person", "Group"):
        return False
    return actor.kind.lower().replace(" ", "_") in kinds
