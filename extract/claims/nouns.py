"""Claims that an event noun makes: "Israel's attack on Iran", "imposed sanctions on Iran", "talks between X and Y"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.constructions import construction_of, is_passive, relativised_object
from extract.claims.predicated import doers_behind, equated, held_to_be
from extract.claims.proposals import Argument, Proposal
from extract.claims.verbs import admits, first_filled, measured_by, mutual, pairs
from extract.lexicon import words
from extract.ontology import relations
from extract.records import Status
from extract.status import status_of
from extract.vocabulary import Entry, Frame, LightVerb, vocabulary


def find_noun_claims(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """Every frame of the vocabulary that a noun of the document fills."""
    nouns = vocabulary().nouns
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and not _is_actor(token, arguments):
            frames = _meanings(token, nouns.get(lemma_with_prefix(token), ()))
            for rule in _RULES:
                found = [proposal for frame in frames for proposal in rule(token, frame, arguments)]
                yield from found
                if found and not (
                    rule is light_verb and any(t.dep_ == "poss" and t.pos_ != "PRON" for t in token.lefts)
                ):
                    break  # "joined Fatah's fight against X" is Fatah's fight, too


def _is_actor(noun: Token, arguments: Arguments) -> bool:
    """A name is no predicate; "its junior partner", "a unit of the Front" are one, whomever they mean besides."""
    spans = arguments.index[noun]
    if not spans or noun.pos_ != "NOUN" or any(span.how != "description" for span in spans):
        return bool(spans)
    return all(relations()[frame.relation].event for _, _, frame in vocabulary().nouns.get(noun.lemma_, ()))


def _meanings(noun: Token, entries: tuple[Entry, ...]) -> list[Frame]:
    """The frames that fit. "A telephone call" is no call for anything: the longer wording says what is meant."""
    fitting = [(entry, frame) for entry in entries if (frame := _fitting(noun, entry))]
    told = {frame.relation for (modifier, second, _), frame in fitting if modifier or second}
    return [frame for (modifier, second, _), frame in fitting if modifier or second or told <= {frame.relation}]


def lemma_with_prefix(noun: Token) -> str:
    """The lemma as the vocabulary writes it: of "cease-fire" the parser sees the last part alone."""
    lemma = noun.lemma_.lower()
    if noun.i >= 2 and noun.nbor(-1).text == "-" and not noun.nbor(-1).whitespace_:
        joined = f"{noun.nbor(-2).lower_}-{lemma}"
        return joined if joined in vocabulary().nouns else lemma
    return lemma


def nominalisation(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Israel's attack on Iran" -> Israel ASSAULT Iran; "the attack" alone -> nothing."""
    used, sources = first_filled(frame.source, arguments, noun, None, None)
    if not sources and "subject" in frame.source:
        sources = held_to_be(noun, arguments)
    if not sources and "by" in frame.source:
        used, sources = "by", arguments.of_all(tuple(doers_behind(noun)))
    if not sources:
        return
    shared = ("subject_plural",) if _is_third_party(frame) else ("subject_plural", "between")
    slots = tuple(slot for slot in frame.target if slot not in (used, *shared))
    _, targets = first_filled(slots, arguments, noun, None, None, frame.complement)
    if not targets and "subject" in slots:
        targets = held_to_be(noun, arguments)
    if not targets and "clause" in slots:
        targets = arguments.of_all(tuple(equated(noun)))
    if not targets and "compound" in frame.target and used == "compound" and len(sources) == 2:
        sources, targets = sources[:1], sources[1:]  # "the Iran-Iraq war"
    yield from _proposals(noun, frame, pairs(sources, targets), "nominalisation")


def reciprocal_noun(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "talks between Iran and Oman", "fighting broke out between Iran and Oman" -> a claim on both; "talks between
    officials" -> nothing."""
    between = arguments.fill("between", noun, None, None)
    if not between and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ == "VERB":
        between = arguments.fill("between", noun.head, None, None)
    if not between:  # "the fighting of May between Iran and Oman"
        inside = (t for t in noun.subtree if t.lower_ == "between" and t.dep_ == "prep" and t.head.pos_ != "VERB")
        first = next(inside, None)
        between = arguments.of_all(tuple(c for c in first.children if c.dep_ == "pobj")) if first is not None else []
    between = between or _both_of(noun, frame, arguments)
    if "between" in (*frame.source, *frame.target) and not _is_third_party(frame):
        yield from _proposals(noun, frame, mutual(between, frame.relation), "reciprocal_noun")


def light_verb(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Iran launched an attack on Israel", "curbs were imposed on Iran by Oman"; "saw an attack" -> nothing."""
    found = _light_verb_of(noun)
    if found is None or frame.source == ("subject",):  # "struck arms of X": no arm of an organisation
        return
    verb, light = found
    ends = construction_of(verb)[1]
    is_state = is_passive(verb) and not ends.subjects and verb.lemma_ in ("engage", "involve", "embroil")
    subject = arguments.of_all(ends.objects if is_state else tuple(t for t in ends.subjects if t != noun))
    other_slots = frame.target if light.passes == "source" else frame.source
    together = () if _is_third_party(frame) else ("subject_plural", "between")
    slots = tuple(slot for slot in other_slots if slot not in together)
    if _is_anothers(noun, frame, subject, arguments):
        return
    own = {a.span.actor.id for a in subject}
    _, others = first_filled(slots, arguments, noun, None, ends, frame.complement)
    if own.issuperset(a.span.actor.id for a in others):
        prepositions = tuple(
            slot for slot in slots if slot not in ("compound", "possessive", "of", "infinitive", "clause")
        )
        _, others = first_filled(prepositions, arguments, verb, None, ends)
        others = [a for a in others if a not in subject]
    if light.passes == "target":
        ordered = pairs(others, subject)
    elif others:
        ordered = pairs(subject, others)
    else:
        is_mutual = bool(together) and ("between" in frame.source or "subject_plural" in frame.target)
        ordered = mutual(subject, frame.relation) if is_mutual else iter(())
    # "ordered the invasion" happened, whatever "order" does to an infinitive
    yield from _proposals(noun, frame, ordered, "light_verb", light.status or status_of(verb)[0])


def _is_anothers(noun: Token, frame: Frame, subject: list[Argument], arguments: Arguments) -> bool:
    """ "Oman kept Iran's enemies at bay", "Omar Saleh heads an alliance of Oman and Iran": such ties are not the
    subject's; "Iraq joined an alliance of Oman and Iran"."""
    if relations()[frame.relation].event:
        return False
    owners = {a.span.actor.id for a in arguments.fill("possessive", noun, None, None)}
    if owners and owners.isdisjoint(a.span.actor.id for a in subject):
        return True
    return all(a.span.actor.kind == "Person" for a in subject) and bool(_both_of(noun, frame, arguments))


def _both_of(noun: Token, frame: Frame, arguments: Arguments) -> list[Argument]:
    """ "an alliance of Oman and Iran", "the first encounters of Omani and Iranian envoys" are between the two."""
    slots = (*frame.source, *frame.target)
    if not {"between", "with"} & set(slots) or _is_third_party(frame) or any(t.lower_ == "with" for t in noun.rights):
        return []
    found = arguments.fill("of", noun, None, None) or arguments.fill("by", noun, None, None)
    joined = (t for t in noun.rights if t.dep_ == "conj" and t.pos_ == "PROPN")
    if found:  # "the coalition of X and Y left": the parser joins Y to the coalition
        found = [*found, *arguments.of_all(tuple(joined))]
    return found if len({a.span.actor.id for a in found}) > 1 else []


def adjunct_noun(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman voiced doubts in a call with Iran" -> Oman CONSULT Iran; "acted on the orders of Oman" -> Oman REQUEST the
    one who acted; "died in an attack on Iran" -> nothing, to die in an attack is not to make it."""
    preposition, relation = noun.head, relations()[frame.relation]
    told_by_doing = relation.quad_class.endswith("cooperation") or relation.name in ("PROTEST", "REQUEST", "REJECT")
    told_by_doing = told_by_doing or (relation.name, preposition.lower_) in (("ACCUSE", "in"), ("LEADS", "under"))
    if preposition.lower_ == "on" and relation.name not in ("CONSULT", "REQUEST"):
        return  # "backed a tax on trade with X"
    if noun.dep_ != "pobj" or not told_by_doing or preposition.lower_ not in words("argument", "adjunct_prepositions"):
        return
    verb = preposition.head.head if preposition.head.dep_ == "dobj" else preposition.head
    if verb.pos_ != "VERB":
        return
    slots = tuple(slot for slot in frame.target if slot not in ("subject_plural", "between", "infinitive", "clause"))
    if preposition.lower_ == "in" and not any(t.dep_ in ("det", "poss") for t in noun.lefts):
        slots = (*slots, "of", "at")  # "in support of", "in protest at"
    _, others = first_filled(slots, arguments, noun, None, None)
    others = others or [a for slot in slots for a in arguments.after(noun, slot)]
    doers = arguments.of_all(construction_of(verb)[1].subjects)
    if relation.name == "LEADS":
        _, others = first_filled(("possessive", "of"), arguments, noun, None, None)
        yield from _proposals(noun, frame, pairs(others, doers), "adjunct_noun", "actual")
        return
    if relation.name == "REQUEST" and preposition.lower_ != "in":
        _, others = first_filled(("possessive", "from", "by", "of", "compound"), arguments, noun, None, None)
        yield from _proposals(noun, frame, pairs(others, doers), "adjunct_noun", "actual")
        return
    yield from _proposals(noun, frame, pairs(doers, others), "adjunct_noun", status_of(verb)[0])


def answered_noun(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Iran turned down an Omani request" -> Oman REQUEST Iran: who answers was asked; "saw a request" -> nothing."""
    verb = noun.head
    if frame.relation not in ("REQUEST", "ACCUSE", "THREATEN") or noun.dep_ not in ("dobj", "nsubjpass"):
        return
    if verb.lemma_.lower() not in words("argument", "answering_verbs"):
        return
    _, sources = first_filled(("possessive", "by", "from", "compound"), arguments, noun, None, None)
    ends = construction_of(verb)[1]
    yield from _proposals(noun, frame, pairs(sources, arguments.of_all(ends.subjects)), "answered_noun", "actual")


def helped_act(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman backs Iran in the fight against X" -> Iran ASSAULT X; "praised Iran in the fight" -> nothing, who is
    praised there may have stood by."""
    inside = noun.head
    if frame.relation != "ASSAULT" or noun.dep_ != "pobj" or inside.lower_ != "in" or inside.i == 0:
        return
    helped = inside.nbor(-1)
    while helped.dep_ in ("conj", "pobj") and helped.head.lemma_.lower() not in words("argument", "helping"):
        helped = helped.head
    if helped.dep_ not in ("dobj", "pobj", "conj", "prep") or not _is_helped(helped):
        return
    _, struck = first_filled(tuple(s for s in frame.target if s != "compound"), arguments, noun, None, None)
    doers = arguments.of_all(tuple(helped.children) if helped.dep_ == "prep" else (helped,))
    yield from _proposals(noun, frame, pairs(doers, struck), "helped_act", "actual")


def charged_act(noun: Token, frame: Frame, arguments: Arguments) -> Iterator[Proposal]:
    """ "Oman blamed Iran for the attack on X" -> Iran ASSAULT X; "asked Iran for support of X" -> nothing."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("for", "of", "over", "with"):
        return
    verb = preposition.head if preposition.head.pos_ == "VERB" else preposition.head.head
    if verb.lemma_.lower() not in words("argument", "charging"):
        return
    _, struck = first_filled(tuple(s for s in frame.target if s != "subject_plural"), arguments, noun, None, None)
    charged = arguments.of_all(construction_of(verb)[1].objects)
    yield from _proposals(noun, frame, pairs(charged, struck), "charged_act", "actual")


_RULES = (light_verb, reciprocal_noun, nominalisation, adjunct_noun, answered_noun, helped_act, charged_act)


def _is_helped(noun: Token) -> bool:
    """ "helped Iraq", "support for Iraq", "support of the government of Iraq"."""
    governors = [t.lemma_.lower() for t in islice(noun.ancestors, 4)]
    return any(lemma in words("argument", "helping") for lemma in governors)


def doers_of(noun: Token, arguments: Arguments) -> list[Argument]:
    """Whose act an event noun names, whomever it struck: "Iran carried out strikes", "Iran's strikes"."""
    found = _light_verb_of(noun)
    if found is not None and found[1].passes == "source":
        return arguments.of_all(construction_of(found[0])[1].subjects)
    return first_filled(("possessive", "by", "compound"), arguments, noun, None, None)[1]


def _proposals(
    noun: Token,
    frame: Frame,
    ends: Iterator[tuple[Argument, Argument]],
    extractor: str,
    status: Status | None = None,
) -> Iterator[Proposal]:
    is_tie = not relations()[frame.relation].event
    for source, target in ends:
        if is_tie and (_is_prefix(source, noun) or _is_prefix(target, noun)):
            continue  # "a member of a Moscow-led pact"
        if admits(frame, source, target):
            yield Proposal(
                source,
                frame.relation,
                target,
                noun,
                extractor,
                frame.confidence,
                frame.mode,
                status=frame.status or status,
            )


def _is_prefix(end: Argument, noun: Token) -> bool:
    """ "Moscow" of "Moscow-led"."""
    after = noun.doc[end.span.end : end.span.end + 1]
    return after.text in ("-", "–", "‑") and not after[0].whitespace_ and end.weight < 1


def _is_third_party(frame: Frame) -> bool:
    """ "mediation between X and Y" is neither's act: the mediator talks to both."""
    return frame.mode == "third-party"


def _fitting(noun: Token, entry: Entry) -> Frame | None:
    modifier, second, frame = entry
    if modifier is not None and not any(t.lemma_.lower() == modifier for t in noun.lefts):
        return None
    if second is not None:
        governed = (t for p in noun.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
        if not any(t.lemma_.lower() == second for t in governed):
            return None
    return frame


def _light_verb_of(noun: Token) -> tuple[Token, LightVerb] | None:
    clause = next((t for t in noun.rights if t.dep_ == "relcl" and relativised_object(t) == noun), None)
    if clause is not None and (light := _fitting_light_verb(clause)):  # "the sanctions that Iran imposed on X"
        return clause, light
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    if head.dep_ == "pobj" and head in measured_by(head.head.head):
        head = head.head.head
    verb = head.head
    if head.dep_ == "pobj" and verb.dep_ == "prep":
        particle, verb = verb.lower_, verb.head
        if verb.dep_ in ("dobj", "attr"):  # "claimed responsibility for the attack"
            verb = verb.head
    elif head.dep_ == "dobj" or (head.dep_ == "nsubjpass" and is_passive(verb)):
        particle = None
    else:
        return None
    light = _fitting_light_verb(verb, particle)
    return (verb, light) if light else None


def _fitting_light_verb(verb: Token, particle: str | None = None) -> LightVerb | None:
    if particle is None:
        particle = next((t.lower_ for t in verb.children if t.dep_ == "prt"), "")
    objects = {t.lemma_.lower() for t in verb.children if t.dep_ in ("dobj", "attr", "acomp")}
    known = vocabulary().light.get(verb.lemma_.lower(), ())
    fitting = (v for v in known if (v.particle or "") == particle and (v.noun is None or v.noun in objects))
    return next(fitting, None)
