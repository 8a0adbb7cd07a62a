"""Claims that a verb makes: "Iran attacked Israel"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, permutations

from spacy.tokens import Doc, Token

from extract.claims.arguments import Arguments
from extract.claims.complements import complements
from extract.claims.constructions import Ends, construction_of, ends_of, is_passive, relativised_object
from extract.claims.proposals import Argument, Proposal
from extract.lexicon import words
from extract.ontology import relations
from extract.vocabulary import PREPOSITIONS, Entry, Frame, vocabulary

# "vowed to try to persuade X": infinitives seldom nest deeper.
_COMPLEMENT_DEPTH = 2
# The preposition that governs a noun, None for an object, and the noun's lemma.
GovernedNoun = tuple[str | None, str]
_DIRECT = frozenset({"dobj", "attr", "acomp", "oprd", "nsubjpass"})
_EACH_OTHER = frozenset({"each other", "one another"})
_PREPOSITIONAL = frozenset({"prep", "prt", "dative", "agent"})


def find_verb_claims(doc: Doc, arguments: Arguments) -> Iterator[Proposal]:
    """Every frame of the vocabulary that a verb of the document fills."""
    verbs = vocabulary().verbs
    for token in doc:
        is_verb = token.pos_ in ("VERB", "AUX") or _is_mistagged(token)
        if is_verb and token.lemma_.lower() in verbs and not _is_adjectival(token):
            yield from _claims_of(token, verbs[token.lemma_.lower()], arguments)


def is_told_already(proposal: Proposal, others: Iterable[Proposal]) -> bool:
    """ "threatened to attack X" is one claim: the attack is what the threat is made of, no event beside it."""
    return any(
        other.complement is not None
        and (
            other.complement.is_ancestor(proposal.predicate)
            or other.complement == proposal.predicate != other.predicate
        )
        and other.source.span.actor.id == proposal.source.span.actor.id
        and other.target.span.actor.id == proposal.target.span.actor.id
        for other in others
    )


def pairs(sources: list[Argument], targets: list[Argument]) -> Iterator[tuple[Argument, Argument]]:
    """Every source with every target, nobody with themselves."""
    for source in sources:
        for target in targets:
            if source.span.actor.id != target.span.actor.id:
                yield source, target


def mutual(arguments: list[Argument], relation: str) -> Iterator[tuple[Argument, Argument]]:
    """Every two different actors among the arguments: once where the relation is symmetric, else either way round:
    of two that exchange fire each fires."""
    order = combinations if relations()[relation].symmetric else permutations
    for one, other in order(arguments, 2):
        if one.span.actor.id != other.span.actor.id:
            yield one, other


def admits(frame: Frame, source: Argument, target: Argument) -> bool:
    """Are these actors of the kinds that the frame asks for? Who speaks to the press consults nobody."""
    told = frame.relation == "CONSULT" and {_last_word(source), _last_word(target)} & words("argument", "audiences")
    relation = relations()[frame.relation]
    sources, targets = frame.source_kinds or relation.source_kinds, frame.target_kinds or relation.target_kinds
    fits = not sources or source.span.actor.kind in sources
    return not told and fits and (not targets or target.span.actor.kind in targets)


def _last_word(argument: Argument) -> str:
    return argument.span.actor.name.lower().rpartition(" ")[2]


def first_filled(
    slots: tuple[str, ...],
    arguments: Arguments,
    predicate: Token,
    noun: Token | None,
    ends: Ends | None,
    complement: tuple[str, ...] = (),
) -> tuple[str, list[Argument]]:
    """The first slot that holds an actor, and the actors in it. `complement` are the relations that an infinitive must
    mean for its target to count."""
    for slot in slots:
        if slot == "infinitive":
            heads = (predicate, noun) if noun is not None else (predicate,)
            found = [a for head in heads for a in _complement_targets(head, complement, arguments)]
        else:
            found = arguments.fill(slot, predicate, noun, ends)
        if found:
            return slot, found
    return "", []


def fitting_entries(verb: Token, entries: tuple[Entry, ...], ends: Ends) -> Iterator[tuple[Frame, Token | None]]:
    """The frames whose particle and noun stand in the text, the longer wordings first, with that noun. An
    idiom ("hit a record") leaves the verb alone no meaning."""
    nouns = _governed_nouns(verb, ends)
    has_particle = any(t.dep_ == "prt" for t in verb.children)
    idioms = [idiom for idiom in vocabulary().idioms.get(verb.lemma_.lower(), ()) if _stands(verb, *idiom, nouns)]
    idiomatic, with_particle = bool(idioms), {particle for particle, noun in idioms if noun is not None}
    lemmas = {None, *(lemma for _, lemma in nouns)}
    for particle, noun, frame in entries:
        if noun not in lemmas:
            continue
        alone = particle is None and noun is None
        if (alone and idiomatic) or (particle is None and has_particle) or not _stands(verb, particle, noun, nouns):
            continue
        if noun is None and particle is not None and particle in with_particle:
            continue  # "called out the army"
        if particle is not None and noun is None and not ends.objects:
            frame = _with_governed(frame, particle)
        yield frame, _noun_of(noun, particle, nouns) if noun else None


def _with_governed(frame: Frame, particle: str) -> Frame:
    """ "laid into the party", "was shot at": the parser may take the particle for a preposition."""
    is_governing = "object" in frame.target and particle in PREPOSITIONS and particle not in frame.target
    return replace(frame, target=(*frame.target, particle)) if is_governing else frame


def _noun_of(lemma: str, particle: str | None, nouns: dict[GovernedNoun, Token]) -> Token | None:
    by_preposition = (token for (_, known), token in nouns.items() if known == lemma)
    return nouns.get((particle, lemma)) or nouns.get((None, lemma)) or next(by_preposition, None)


def _stands(verb: Token, particle: str | None, noun: str | None, nouns: dict[GovernedNoun, Token]) -> bool:
    """Do the other words of a wording stand at this verb?"""
    if noun is not None and (particle, noun) in nouns:
        return True
    if particle is not None and not _has_particle(verb, particle, alone=noun is None):
        return False
    if noun is None or (None, noun) in nouns:
        return True
    # "walked out of the talks": the particle hands the noun to a preposition
    return particle is not None and any(lemma == noun for _, lemma in nouns)


def _claims_of(verb: Token, entries: tuple[Entry, ...], arguments: Arguments) -> Iterator[Proposal]:
    """Where a wording with a noun says something, the verb without it says nothing else: "strike a deal" is no
    strike, "hand over food" yields nothing."""
    construction, ends = construction_of(verb)
    said: set[str] = set()
    for frame, noun in fitting_entries(verb, entries, ends):
        if noun is None and said - {frame.relation}:
            continue
        for proposal in _fill(verb, noun, frame, construction, ends, arguments):
            said.add(frame.relation)
            yield proposal


def _fill(
    verb: Token, noun: Token | None, frame: Frame, construction: str, ends: Ends, arguments: Arguments
) -> Iterator[Proposal]:
    slot, sources = first_filled(frame.source, arguments, verb, noun, ends)
    if not sources or (frame.relation == "THREATEN" and _only_informs(verb)):
        return
    slots = tuple(s for s in frame.target if s not in (slot, "subject_plural"))
    used, targets = first_filled(slots, arguments, verb, noun, ends, frame.complement)
    told = False
    follows = noun is not None and not targets and verb.dep_ in ("xcomp", "advcl")
    if follows and vocabulary().means_alone(verb.head.lemma_, "CONSULT"):
        targets, told = arguments.of_all(ends_of(verb.head).objects), True  # "called X to express its solidarity"
    found = list(pairs(sources, targets))
    # "agreed to share data" is one claim
    agreed = next((t for t in verb.children if t.dep_ == "xcomp"), None) if frame.relation == "AGREE" else None
    # "X and Y offered to help" may be anybody's help
    together = relations()[frame.relation].symmetric and used == "infinitive" and verb.lemma_ != "offer"
    together = together or (not used and (_may_be_mutual(frame, noun) or _is_reciprocal(verb, frame, ends)))
    if together and (both := list(mutual(sources, frame.relation))):  # "X and Y agreed to help Z" is between X and Y
        found = both
    elif used == "infinitive":  # "X and Y offered to train soldiers": not each other's
        own = {argument.span for argument in sources}
        found = [(source, target) for source, target in found if target.span not in own]
    for source, target in found:
        # who leads "U.N. inspectors" does not lead the United Nations
        part = arguments.index.is_part(target.span) or target.weight < 1
        if admits(frame, source, target) and not (frame.relation == "LEADS" and part):
            yield Proposal(
                source,
                frame.relation,
                target,
                verb,
                construction,
                frame.confidence,
                frame.mode,
                status="actual" if told else frame.status,
                complement=verb if used == "infinitive" else agreed,
            )


def _only_informs(verb: Token) -> bool:
    """ "warned him that Iran had put a price on his head" threatens nobody; "warned that it would strike" does."""
    told = [t for t in verb.children if t.dep_ == "ccomp" and any(m.lower_ == "that" for m in t.lefts)]
    return verb.lemma_ in ("warn", "caution") and any(
        (clause.tag_ in ("VBD", "VBZ", "VBP") or any(t.lemma_ == "have" for t in clause.lefts))
        and not any(t.tag_ == "MD" for t in clause.lefts)
        for clause in told
    )


def _may_be_mutual(frame: Frame, noun: Token | None) -> bool:
    """ "X and Y met", "X and Y share intelligence": what one does with another two do with each other."""
    with_noun = noun is not None and relations()[frame.relation].symmetric and frame.target[:1] == ("with",)
    return "subject_plural" in frame.target or (with_noun and frame.mode not in ("third-party", "multilateral"))


def _is_reciprocal(verb: Token, frame: Frame, ends: Ends) -> bool:
    """ "X and Y accused each other of", "fired rockets at one another": each does it to the other."""
    direct = ends.objects if "object" in frame.target else ()
    near = (*verb.children, *(p for t in verb.children if t.dep_ == "dobj" for p in t.children))
    governed = (t for p in near if p.dep_ == "prep" and p.lower_ in frame.target for t in p.children)
    return any(verb.doc[t.left_edge.i : t.right_edge.i + 1].text.lower() in _EACH_OTHER for t in (*direct, *governed))


def _complement_targets(
    head: Token, meanings: tuple[str, ...], arguments: Arguments, depth: int = 0
) -> Iterator[Argument]:
    """Whom the infinitive or gerund under `head` would act on, if it means one of the relations `meanings`."""
    for verb in complements(head):
        ends = ends_of(verb)
        found = list(_targets_of(verb, ends, meanings, arguments))
        if not found and depth < _COMPLEMENT_DEPTH:
            found = list(_complement_targets(verb, meanings, arguments, depth + 1))
        yield from found


def _targets_of(verb: Token, ends: Ends, meanings: tuple[str, ...], arguments: Arguments) -> Iterator[Argument]:
    known = vocabulary()
    for frame, noun in fitting_entries(verb, known.verbs.get(verb.lemma_.lower(), ()), ends):
        if not meanings or frame.relation in meanings:
            yield from first_filled(frame.target, arguments, verb, noun, ends, frame.complement)[1]
    for noun in ends.objects:
        for modifier, second, frame in known.nouns.get(noun.lemma_.lower(), ()):
            if modifier is None and second is None and (not meanings or frame.relation in meanings):
                found = first_filled(frame.target, arguments, noun, None, None)[1]
                yield from found or first_filled(frame.target, arguments, verb, noun, None)[1]


def _has_particle(verb: Token, particle: str, *, alone: bool) -> bool:
    """Of "took the town in May" the "in" belongs to May."""
    for child in verb.rights:
        if child.lower_ == particle and child.dep_ in ("prt", "prep", "advmod", "dative"):
            governs = child.dep_ == "prep" and any(t.dep_ == "pobj" for t in child.rights)
            if not (alone and governs and any(t.dep_ == "dobj" and t.i < child.i for t in verb.rights)):
                return True
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == particle


def _governed_nouns(verb: Token, ends: Ends) -> dict[GovernedNoun, Token]:
    """The nouns that may stand behind ``~``, by lemma: objects and predicates under None, others by preposition."""
    relativised = relativised_object(verb)
    direct = [*ends.objects, *(t for t in verb.children if t.dep_ in _DIRECT), *([relativised] if relativised else ())]
    direct += [t for t in verb.children if t.dep_ == "ccomp" and t.lemma_ == "go" and t.tag_ == "VB"]  # "let them go"
    near = [*direct, *(c for t in direct for c in t.conjuncts), *(m for t in direct for m in measured_by(t))]
    prepositions = [p for p in verb.children if p.dep_ in _PREPOSITIONAL]
    prepositions += [of for p in prepositions for of in p.children if of.lower_ == "of"]  # "walked out of the talks"
    governed = [(p, t) for p in prepositions for t in p.children if t.dep_ == "pobj"]
    found: dict[GovernedNoun, Token] = {(p.lower_, t.lemma_.lower()): t for p, t in reversed(governed)}
    return found | {(None, token.lemma_.lower()): token for token in reversed(near)}


def measured_by(noun: Token) -> Iterator[Token]:
    """ "a series of attacks", "five million dollars of aid": the noun that the measure is of."""
    if noun.lemma_.lower() in words("argument", "measures"):
        yield from (t for of in noun.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj")


def _is_mistagged(token: Token) -> bool:
    """ "which the bank lists as": tagged a noun, but parsed as the verb of a clause."""
    if token.tag_ not in ("NN", "NNS") or token.dep_ not in ("relcl", "ccomp", "advcl", "conj", "ROOT"):
        return False
    has_subject = any(t.dep_ in ("nsubj", "nsubjpass") for t in token.lefts)
    return has_subject and any(t.dep_ in ("dobj", "prep", "dative", "prt", "xcomp") for t in token.rights)


def _is_adjectival(verb: Token) -> bool:
    """ "wounded soldiers": a participle before its noun is no act of a clause."""
    return verb.dep_ in ("amod", "compound", "nmod") and not is_passive(verb)
