"""Claims about an act that was told before: "Iran struck the camp … Jordan condemned the strike"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of
from extract.claims.nouns import doers_of
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import admits, fitting_entries, pairs
from extract.cue_lists import lists
from extract.ontology import relations
from extract.vocabulary import Entry, vocabulary

_DEFINITE = frozenset({"the", "this", "these", "that", "those"})
# The act is further away than the sentence: what is said of it is less sure to be said of its doer.
_WEIGHT = 0.75
# Tokens, some three sentences: further back another act of the same sort may be meant.
_NEAR = 80
_THIS = frozenset({"this", "that", "it"})


def event_anaphora(doc: Doc, arguments: Arguments, proposals: list[Proposal]) -> Iterator[Proposal]:
    """ "Jordan condemned the strike" -> Jordan ACCUSE who struck before; "condemned the weather" -> nothing."""
    doers = _doers_by_act(proposals)
    verbs = vocabulary().verbs
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in verbs:
            continue
        _, ends = construction_of(verb)
        acts = [t for t in ends.objects if _is_definite(t) and not arguments.actors(t)]
        behind = [doer for act in acts for doer in _doers_before(act, doers)]
        if not behind:
            continue
        for frame, noun in fitting_entries(verb, verbs[verb.lemma_.lower()], ends):
            if (
                noun is None
                and "object" in frame.target
                and relations()[frame.relation].quad_class.startswith("verbal")
            ):
                for source, target in pairs(arguments.of_all(ends.subjects), behind):
                    if admits(frame, source, target):
                        yield Proposal(
                            source, frame.relation, target, verb, "event_anaphora", frame.confidence, frame.mode
                        )


def denied_charge(doc: Doc, arguments: Arguments, proposals: list[Proposal]) -> Iterator[Proposal]:
    """ "Oman accused Iran of arming Fatah. Iran denied the charge", "denied this" -> Iran BACKS Fatah, negated; "denied
    the visa" -> nothing."""
    for verb in doc:
        if verb.lemma_ not in lists().words["denials"]:
            continue
        told_of = lists().words["rumours"] | _THIS
        charges = [t for t in verb.children if t.dep_ == "dobj" and t.lemma_.lower() in told_of]
        if not any(map(_is_plain, charges)):
            continue
        for denier in arguments.of_all(construction_of(verb)[1].subjects):
            accusations = [p for p in proposals if p.relation == "ACCUSE" and p.predicate.i < verb.i]
            against = [p for p in accusations if p.target.span.actor.id == denier.span.actor.id]
            if not against or verb.i - against[-1].predicate.i > _NEAR:
                continue
            last = against[-1].predicate
            for told in proposals:
                own = told.source.span.actor.id == denier.span.actor.id
                if own and told.relation != "ACCUSE" and last.is_ancestor(told.predicate):
                    source = Argument(denier.span, denier.weight * _WEIGHT)
                    yield replace(
                        told, source=source, predicate=charges[0], extractor="denied_charge", status="negated"
                    )


def _is_plain(noun: Token) -> bool:
    """ "the charge", "any such allegation", not "the charge that it had lied"."""
    return not any(t.dep_ in ("acl", "relcl", "prep") for t in noun.rights)


def acting_event(doc: Doc, arguments: Arguments, proposals: list[Proposal]) -> Iterator[Proposal]:
    """ "Iran carried out strikes … the strikes killed X", "Iran carried out strikes that killed X" -> Iran ASSAULT X;
    "the storm killed X" -> nothing."""
    doers = _doers_by_act([p for p in proposals if p.relation == "ASSAULT"])
    for act in doc:
        if act.pos_ == "NOUN" and any(frame.relation == "ASSAULT" for _, _, frame in _meanings(act)):
            told = ((act.i, Argument(a.span, a.weight * _WEIGHT)) for a in doers_of(act, arguments))
            doers.setdefault(act.lemma_.lower(), []).extend(told)
    if not doers:
        return
    verbs = vocabulary().verbs
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in verbs:
            continue
        name, ends = construction_of(verb)
        acts = [t for t in ends.subjects if name != "passive_verb" and _is_counted(t) and not arguments.actors(t)]
        # only an act of the same name: "the operation" may be any of theirs
        behind = [doer for act in acts if act.lemma_.lower() in doers for doer in _doers_before(act, doers)]
        if not behind and verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN" and verb.head.pos_ == "NOUN":
            behind = [] if arguments.actors(verb.head) else doers_of(verb.head, arguments)
        for frame, noun in fitting_entries(verb, verbs[verb.lemma_.lower()], ends) if behind else ():
            if noun is None and "object" in frame.target and frame.relation == "ASSAULT":
                for source, target in pairs(behind, arguments.of_all(ends.objects)):
                    if admits(frame, source, target):
                        yield Proposal(
                            source, frame.relation, target, verb, "acting_event", frame.confidence, frame.mode
                        )


def _meanings(noun: Token) -> tuple[Entry, ...]:
    return vocabulary().nouns.get(noun.lemma_.lower(), ())


def _is_counted(noun: Token) -> bool:
    """ "the strike", "these strikes", "three strikes"."""
    counted = any(t.dep_ == "nummod" for t in noun.lefts)
    return _is_definite(noun) or (noun.pos_ == "NOUN" and counted)


def _doers_by_act(proposals: list[Proposal]) -> dict[str, list[tuple[int, Argument]]]:
    """By the lemma of an act's noun or verb, and by its relation: where it was told, and who did it."""
    doers: dict[str, list[tuple[int, Argument]]] = {}
    for proposal in proposals:
        predicate, relation = proposal.predicate, relations()[proposal.relation]
        acts = {predicate.lemma_.lower(), *(t.lemma_.lower() for t in predicate.children if t.dep_ == "dobj")}
        if relation.quad_class == "material conflict":
            acts.add(relation.name)
        sides = [proposal.source, proposal.target] if relation.symmetric else [proposal.source]
        for act in acts:
            doers.setdefault(act, []).extend((predicate.i, Argument(s.span, s.weight * _WEIGHT)) for s in sides)
    return doers


def _doers_before(act: Token, doers: dict[str, list[tuple[int, Argument]]]) -> list[Argument]:
    """Who did the act of that name last; "the takeover" may also be an act that was told in other words just before."""
    lemma = act.lemma_.lower()
    told = [(i, doer) for i, doer in doers.get(lemma, ()) if i < act.i]
    if not told:
        meanings = {frame.relation for _, _, frame in vocabulary().nouns.get(lemma, ())}
        told = [(i, d) for meaning in meanings for i, d in doers.get(meaning, ()) if act.i - _NEAR < i < act.i]
    if not told:
        return []
    last = max(i for i, _ in told)
    return [doer for i, doer in told if i == last]


def _is_definite(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and any(t.dep_ == "det" and t.lower_ in _DEFINITE for t in noun.lefts)
