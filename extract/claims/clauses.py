"""Claims that a clause makes by its construction, whatever its verb: "said that Sudan must return the ship"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import agents, ends_of, is_passive
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import first_filled, fitting_entries, pairs
from extract.lexicon import words
from extract.vocabulary import vocabulary

_WARNING = frozenset({"warn", "threaten", "vow", "say", "declare", "announce"})
_SPEECH = frozenset({"say", "tell", "insist", "stress", "declare", "add", "state", "argue"})
_HELD_AGAINST = frozenset({"ASSAULT", "COERCE", "BACKS"})


def find_clause_claims(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """What the constructions below say, each of the whole document."""
    for construction in (
        demand_in_speech,
        allegation,
        conditional_warning,
        custody_in_state,
        protest_in_state,
        defiance,
        accompaniment,
    ):
        yield from construction(doc, arguments)


def demand_in_speech(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Russia said Sudan must return the ship" -> Russia REQUEST Sudan; "talks must go on" -> nothing."""
    for modal in doc:
        verb = modal.head
        if modal.dep_ != "aux" or modal.lower_ not in words("argument", "obliging_modals") or verb.dep_ != "ccomp":
            continue
        said = ends_of(verb.head).subjects if verb.head.lemma_ in _SPEECH else ()
        negated = any(child.dep_ == "neg" for child in verb.children)
        ends = ends_of(verb)
        asking = ends.objects if is_passive(verb) and not ends.subjects else ends.subjects
        asked = arguments.of_all(
            tuple(t for t in asking if t.pos_ != "PRON" or t.lower_ not in words("pronoun", "first"))
        )
        for source, target in pairs(arguments.of_all(said), asked):
            yield Proposal(
                source, "REQUEST", target, verb.head, "demand_in_speech", 0.6, "change" if not negated else None
            )


def allegation(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman claimed that Iran had shelled the port" -> Oman ACCUSE Iran; "claimed that Iran had won" -> nothing."""
    known = vocabulary().verbs
    for verb in doc:
        if verb.dep_ != "ccomp":
            continue
        said = verb.head
        alleged = said.lemma_.lower() in words("argument", "alleging")
        if not alleged and said.lemma_.lower() not in _SPEECH:
            continue
        if any(t.dep_ in ("neg", "aux") and t.lemma_ not in ("have", "be") for t in verb.children):
            continue  # "claimed that Iran would strike"
        ends = ends_of(verb)
        frames = fitting_entries(verb, known.get(verb.lemma_.lower(), ()), ends)
        told = [(frame, noun) for frame, noun in frames if frame.relation in _HELD_AGAINST]
        struck = [a for frame, noun in told for a in first_filled(frame.target, arguments, verb, noun, ends)[1]]
        speakers = arguments.of_all(ends_of(said).subjects)
        if not alleged:  # who just says so accuses others of what was done to the speaker
            own = {a.span.actor.id for a in struck} | {a.span.actor.country for a in struck if a.span.actor.country}
            own_side = [s for s in speakers if own & {s.span.actor.id, s.span.actor.country}]
            speakers = speakers if _is_to_blame(verb) else own_side
        doers = [a for frame, noun in told for a in first_filled(frame.source, arguments, verb, noun, ends)[1]]
        for source, target in pairs(speakers, arguments.of_all(ends.subjects) if _is_to_blame(verb) else doers):
            yield Proposal(source, "ACCUSE", target, said, "allegation", 0.6, "allege")


def _is_to_blame(verb: Token) -> bool:
    """ "bore responsibility", "was responsible", "was behind" """
    if verb.lemma_ in ("bear", "carry", "have"):
        return any(t.dep_ == "dobj" and t.lemma_ in ("responsibility", "blame", "guilt") for t in verb.children)
    blamed = words("argument", "blameworthy")
    return verb.lemma_ == "be" and any(
        t.dep_ in ("acomp", "prep", "xcomp") and t.lemma_ in blamed for t in verb.children
    )


def conditional_warning(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Cairo warned that it would act if Oman went on" -> Egypt THREATEN Oman; "warned of rain" -> nothing."""
    for mark in doc:
        if mark.lower_ not in ("if", "unless") or mark.dep_ != "mark":
            continue
        condition, act = mark.head, mark.head.head
        warning = act.head
        if act.lemma_ in _WARNING and act.dep_ != "ccomp":  # hung on the warning itself
            act, warning = next((t for t in act.children if t.dep_ == "xcomp"), act), act
        if condition.dep_ != "advcl" or act.dep_ not in ("ccomp", "xcomp") or warning.lemma_ not in _WARNING:
            continue
        if not any(t.dep_ == "aux" and t.lower_ not in ("is", "are", "do", "does", "has", "have") for t in act.lefts):
            continue  # "if they stop, we stop"
        source = arguments.of_all(ends_of(warning).subjects)
        acting = arguments.of_all(ends_of(act).subjects)
        own_act = {a.span.actor.id for a in source} & {a.span.actor.id for a in acting}
        if own_act:
            for one, other in pairs(source, arguments.of_all(ends_of(condition).subjects)):
                yield Proposal(one, "THREATEN", other, warning, "conditional_warning", 0.7)


def custody_in_state(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Saleh was jailed in Iran" -> Iran COERCE Saleh, only a state jails; "was killed in Iran" -> nothing."""
    for verb in doc:
        if verb.lemma_.lower() not in words("argument", "custody_verbs") or not is_passive(verb) or agents(verb):
            continue
        for source, target in pairs(_states_in(verb.children, arguments), arguments.of_all(ends_of(verb).objects)):
            if target.span.actor.kind != "State":
                yield Proposal(source, "COERCE", target, verb, "custody_in_state", 0.55, "arrest")


def protest_in_state(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Kurds rioted in Iran" -> Kurds PROTEST Iran; "Kurds rioted in Iran against Oman" -> nothing by this rule."""
    for verb in doc:
        ends = ends_of(verb) if verb.lemma_ in words("argument", "protesting") and verb.pos_ == "VERB" else None
        if ends is None or any(t.lower_ in ("against", "over", "for") for t in verb.children):
            continue
        crowds = [a for a in arguments.of_all(ends.subjects) if a.span.actor.kind == "Group"]
        for source, target in pairs(crowds, _states_in(verb.subtree, arguments)[:1]):
            yield Proposal(source, "PROTEST", target, verb, "protest_in_state", 0.5, "demo")


def _states_in(tokens: Iterable[Token], arguments: Arguments) -> list[Argument]:
    """The states that an "in" among the tokens places something in."""
    places = tuple(t for p in tokens if p.lower_ == "in" for t in p.children if t.dep_ == "pobj")
    return [a for a in arguments.of_all(places) if a.span.actor.kind == "State" and a.weight == 1]


def defiance(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman refused to leave despite pressure from Iran" -> Oman REJECT Iran; "left despite pressure" -> nothing."""
    for asking in doc:
        despite = asking.head
        if despite.lower_ != "despite" or asking.lemma_.lower() not in words("argument", "askings"):
            continue
        refusals = (t for t in (despite.head, *despite.head.ancestors) if t.lemma_ in words("argument", "refusing"))
        refused = next(refusals, None)
        if refused is None:
            continue
        _, askers = first_filled(("from", "by", "possessive", "compound"), arguments, asking, None, None)
        for source, target in pairs(arguments.of_all(ends_of(refused).subjects), askers):
            yield Proposal(source, "REJECT", target, refused, "defiance", 0.6)


def accompaniment(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman patrolled together with Iran" -> Oman COOPERATE Iran, "fought pirates alongside Iran" -> Iran ASSAULT
    pirates, too; "Oman came with Iran's letter" -> nothing."""
    for word in doc:
        beside = word.lower_ == "alongside" and word.dep_ == "prep"
        together = word.lower_ == "with" and word.i and word.nbor(-1).lower_ in ("together", "jointly", "along")
        verb = word.head
        if verb.pos_ != "VERB" or not (beside or together):
            continue
        company = [a for a in arguments.of_all(tuple(t for t in word.children if t.dep_ == "pobj")) if a.weight == 1]
        ends = ends_of(verb)
        doers = arguments.of_all(ends.subjects)
        for source, target in pairs(doers, company):
            yield Proposal(source, "COOPERATE", target, verb, "accompaniment", 0.6)
        for frame, noun in fitting_entries(verb, vocabulary().verbs.get(verb.lemma_.lower(), ()), ends):
            if frame.relation == "ASSAULT":
                _, struck = first_filled(frame.target, arguments, verb, noun, ends)
                for source, target in pairs(company, [a for a in struck if a not in (*doers, *company)]):
                    yield Proposal(source, "ASSAULT", target, verb, "accompaniment", 0.6, frame.mode)
