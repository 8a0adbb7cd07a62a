"""Where the subject and the object of a verb stand, one function per grammatical construction.

Labels are those of spaCy's English pipelines (ClearNLP). A function gives the tokens that head the ends, or None where
the verb does not stand in its construction; the first that fits counts, and its name is the claim's `extractor`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from extract.claims.objects import children_of, objects_of
from extract.claims.subjects import subjects_of
from extract.lexicon import words
from extract.vocabulary import vocabulary

# Infinitives and participles nest; a chain longer than this is a parser's mistake.
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Ends:
    """Tokens that head the acting and the acted-on noun phrase of a verb; conjuncts are left to the reader."""

    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]


Construction = Callable[[Token], Ends | None]


def passive_verb(verb: Token) -> Ends | None:
    """ "The convoy was attacked by militants" -> militants, convoy."""
    objects = children_of(verb, "nsubjpass")
    if not objects or verb.dep_ == "relcl":
        return None
    return Ends(agents(verb), objects)


def relative_clause(verb: Token) -> Ends | None:
    """ "the group, which attacked the base" -> group, base; "the group that Iran backs" -> Iran, group."""
    if verb.dep_ != "relcl":
        return None
    if children_of(verb, "nsubjpass") or children_of(verb, "auxpass"):
        return Ends(agents(verb), children_of(verb, "nsubjpass") or (verb.head,))
    subjects = children_of(verb, "nsubj") or (verb.head,)
    objects = objects_of(verb)
    if any(t.lower_ == "whom" for t in objects):
        return Ends(subjects, (verb.head,))
    relativised = (
        not objects and bool(children_of(verb, "nsubj")) and not any(t.tag_ in ("WDT", "WP") for t in subjects)
    )
    open_prepositions = any(map(_lacks_object, children_of(verb, "prep")))
    return Ends(subjects, (verb.head,) if relativised and not open_prepositions else objects)


def _lacks_object(preposition: Token) -> bool:
    """ "the group that Iran relies on", "to which it turned"; in "whom Iran has held in Sana'a" the parser sometimes
    gives the pronoun to "in"."""
    governed = [t for t in preposition.children if t.i > preposition.i]
    following = preposition.nbor(1) if preposition.i + 1 < len(preposition.doc) else preposition
    is_followed = following.pos_ in ("NOUN", "PROPN", "DET", "NUM", "PRON", "ADJ")
    return any(t.tag_ in ("WDT", "WP") for t in governed) if governed else not is_followed


def relativised_object(verb: Token) -> Token | None:
    """ "the sanctions that Iran imposed" -> sanctions: the noun that the clause hangs on and means as its object."""
    if verb.dep_ != "relcl" or children_of(verb, "nsubjpass") or not children_of(verb, "nsubj"):
        return None
    ends = relative_clause(verb)
    objects = ends.objects if ends else ()
    relative = verb.head in objects or any(t.tag_ in ("WDT", "WP") or t.lower_ == "that" for t in objects)
    subject = any(t.tag_ in ("WDT", "WP") for t in children_of(verb, "nsubj"))
    return verb.head if not subject and (relative or not objects_of(verb)) else None


def active_verb(verb: Token) -> Ends | None:
    """ "Iran attacked Israel" -> Iran, Israel."""
    subjects = subjects_of(verb)
    if not subjects:
        return None
    if verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") and (caused := _causer(verb.head, verb)):
        return Ends(agents(verb) or caused, subjects)
    objects = objects_of(verb)
    return Ends(tuple(t for t in subjects if t not in objects), objects)


def _causer(governor: Token, caused: Token) -> tuple[Token, ...]:
    """ "The king had Haddad arrested": the arrest is the king's."""
    if governor.lemma_ not in ("have", "get") or governor.i > caused.i or governor.pos_ not in ("VERB", "AUX"):
        return ()
    is_bare = not any(t.dep_ in ("mark", "aux", "auxpass") for t in caused.lefts)
    return ends_of(governor).subjects if is_bare else ()


def coordinated_verb(verb: Token) -> Ends | None:
    """ "Iran condemned the raid and threatened Israel" -> Iran, Israel; "was seized and shot by gunmen"; "the militia
    that Iran founded and has since armed" -> Iran, the militia."""
    if verb.dep_ != "conj":
        return None
    if verb.i > 1 and verb.doc[verb.i - 2 : verb.i].text.lower() == "rather than":
        return Ends((), ())  # "left rather than defend Iran"
    if verb.head.pos_ == "ADJ" and children_of(verb.head, "nsubj") == () and not children_of(verb, "nsubj"):
        return Ends(_qualified(verb.head), objects_of(verb))
    if verb.head.pos_ not in ("VERB", "AUX"):
        return None
    first = ends_of(_going_on(verb))
    if children_of(verb, "auxpass") and not children_of(verb, "nsubj"):  # "met Oman and was attacked by Iran"
        return Ends(agents(verb), children_of(verb, "nsubjpass") or _grammatical_subject(_going_on(verb), first))
    if _is_participle(verb) and is_passive(verb.head) and not children_of(verb, "aux"):
        return Ends(agents(verb) or first.subjects, first.objects)
    objects = objects_of(verb)
    if not objects and verb.head.dep_ == "relcl" and not is_passive(verb.head):
        objects = tuple(t for t in first.objects if t.tag_ in ("WDT", "WP") or t.i < verb.head.i)
    return Ends(_grammatical_subject(_going_on(verb), first), objects)


def _going_on(verb: Token) -> Token:
    """The verb that a coordinated one goes on from: in "disputes that a town has been taken, and accuses Iran" the
    parser joins it to the taking."""
    inner = verb.head
    outer = next((t for t in inner.ancestors if t.pos_ in ("VERB", "AUX")), inner)
    joined = next((t.i for t in inner.children if t.dep_ == "cc" and t.i < verb.i), 0)
    is_parted = joined > 0 and verb.doc[joined - 1].text == ","
    is_finite = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBD" and is_parted)
    is_finite = is_finite and verb.tag_ == outer.tag_ != inner.tag_
    if inner.dep_ == "xcomp" and inner.tag_ == "VB" and verb.tag_ == outer.tag_ and verb.tag_ in ("VBD", "VBZ"):
        return outer  # "told Oman to leave and attacked Qatar"
    if inner.dep_ in ("relcl", "advcl") and {inner.tag_, verb.tag_} == {"VBD", "VBZ"} and verb.tag_ == outer.tag_:
        return outer  # "left the towns where Fatah is strong and recalled its envoys"
    return outer if is_finite and inner.dep_ == "ccomp" and children_of(inner, "mark") else inner


def _qualified(adjective: Token) -> tuple[Token, ...]:
    """ "The militia, anxious for peace, freed the men": the parser joins the verb to the adjective."""
    head = adjective.head
    if adjective.dep_ == "amod" and head.pos_ in ("NOUN", "PROPN") and head.i < adjective.i:
        return (head,)
    return ends_of(head).subjects if adjective.dep_ == "acomp" and head.pos_ in ("VERB", "AUX") else ()


def infinitive(verb: Token) -> Ends | None:
    """ "Iran vowed to punish Israel" -> Iran, Israel; "urged Iraq to disband the militia" -> Iraq, militia."""
    if verb.dep_ != "xcomp" and not (verb.dep_ in ("advcl", "ccomp") and _has_to(verb)):
        return None
    governor = verb.head
    given = verb.dep_ == "advcl" and governor.lemma_.lower() in words("argument", "giving")
    controller = ends_of(governor).subjects if given and not is_passive(governor) else _controller(governor)
    if is_passive(verb):
        return Ends(agents(verb), controller)
    return Ends(controller, objects_of(verb))


def participle(verb: Token) -> Ends | None:
    """ "militias operating in Iraq", "a network supported by Iran", "an operation targeting militias"."""
    after_comma = verb.tag_ == "VBG" and verb.i > 0 and verb.doc[verb.i - 1].text == ","
    joined = after_comma and verb.dep_ == "conj" and verb.head.pos_ in ("NOUN", "PROPN")
    if verb.dep_ != "acl" and not joined:
        return None
    noun = verb.head
    while after_comma and noun.dep_ == "conj":  # "Armenia and Iran, meeting in Oman,"
        noun = noun.head
    if _is_participle(verb):
        caused = _causer(noun.head, verb) if noun.dep_ == "dobj" else ()
        return Ends(agents(verb) or caused, (noun,))
    return Ends(_doer_behind(noun), objects_of(verb))


def adverbial_participle(verb: Token) -> Ends | None:
    """ "The army struck the camp, killing two fighters" -> army, fighters."""
    if verb.dep_ not in ("advcl", "ccomp", "dep", "parataxis"):
        return None
    if verb.head.pos_ not in ("VERB", "AUX"):
        return None
    subjects = _grammatical_subject(verb.head, ends_of(verb.head))
    if _is_participle(verb):
        return Ends(agents(verb), subjects)
    return Ends(subjects, objects_of(verb))


def gerund(verb: Token) -> Ends | None:
    """ "accused Iran of arming the rebels" -> Iran, rebels; "succeeded in freeing them" -> the one who succeeded."""
    if verb.dep_ != "pcomp":
        return None
    governor = verb.head.head
    if governor.lemma_ in words("argument", "blameworthy") and governor.head.pos_ in ("VERB", "AUX"):
        governor = governor.head  # "was guilty of arming X"
    if governor.pos_ not in ("VERB", "AUX"):
        return Ends(_suspected_by(governor) or _doer_behind(governor), objects_of(verb))
    if verb.head.lower_ == "for" and (answerable := _answerable(governor)):
        return Ends(answerable, objects_of(verb))
    of_object = verb.head.lower_ in ("of", "from", "into", "for", "to", "about", "with")  # "stopped Iran from arming"
    subjects = _controller(governor) if of_object or is_passive(governor) else ends_of(governor).subjects
    return Ends(subjects, objects_of(verb))


def _answerable(verb: Token) -> tuple[Token, ...]:
    """ "jailed two officers for arming rebels": who is punished, blamed or praised for it did it."""
    known = vocabulary()
    judges = any(known.means_alone(verb.lemma_.lower(), one) for one in ("COERCE", "SANCTION", "ACCUSE", "SUPPORT"))
    return ends_of(verb).objects if judges else ()


def _suspected_by(noun: Token) -> tuple[Token, ...]:
    """ "held him on suspicion of spying": who is held did it."""
    verb = noun.head.head
    is_ground = noun.dep_ == "pobj" and noun.lemma_ in ("suspicion", "charge", "count", "accusation", "allegation")
    return ends_of(verb).objects if is_ground and verb.pos_ == "VERB" else ()


CONSTRUCTIONS: tuple[Construction, ...] = (
    passive_verb,
    relative_clause,
    active_verb,
    coordinated_verb,
    infinitive,
    participle,
    adverbial_participle,
    gerund,
)


def construction_of(verb: Token) -> tuple[str, Ends]:
    """The name of the construction a verb stands in, and its ends."""
    for construction in CONSTRUCTIONS:
        ends = construction(verb) if _depth(verb) <= _DEPTH else None
        if ends is not None:
            return construction.__name__, ends
    return "bare_verb", Ends(agents(verb), objects_of(verb))


def ends_of(verb: Token) -> Ends:
    """Who does what the verb says, and to whom."""
    return construction_of(verb)[1]


def is_passive(verb: Token) -> bool:
    """Is the grammatical subject of this verb the one acted on?"""
    if children_of(verb, "nsubjpass") or children_of(verb, "auxpass"):
        return True
    if verb.dep_ == "conj" and _is_participle(verb) and not children_of(verb, "aux") and not children_of(verb, "nsubj"):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return verb.dep_ == "acl" and _is_participle(verb)


def agents(verb: Token) -> tuple[Token, ...]:
    """ "by militants" at a passive verb; in "was declared an outlaw by Iran" the parser hangs it on the predicate."""
    passive = bool(children_of(verb, "nsubjpass"))
    named = (t for t in verb.children if t.dep_ == "oprd" or (t.dep_ == "dobj" and passive))
    near = (*verb.children, *(t for predicate in named for t in predicate.children))
    found = (by for by in near if by.dep_ == "agent" or (by.lower_ == "by" and by.dep_ == "prep" and by.head != verb))
    return tuple(t for by in found for t in by.children if t.dep_ == "pobj")


def _grammatical_subject(verb: Token, ends: Ends) -> tuple[Token, ...]:
    """What the verbs and participles that go on share: of a passive the one acted on."""
    return ends.objects if is_passive(verb) else ends.subjects


def _is_participle(verb: Token) -> bool:
    return bool(
        verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ in ("have", "having") for c in verb.children)
    )


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _controller(governor: Token) -> tuple[Token, ...]:
    """Whose act an infinitive or gerund under this verb is: of "urge Iraq to" Iraq, of "vow to" the one who vows."""
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("AUX", "VERB"):  # "is likely to"
        governor = governor.head
    ends = ends_of(governor)
    if governor.lemma_.lower() in vocabulary().control:
        told = ends.objects or children_of(governor, "dative") or _called_on(governor)
        if told:
            return told
    return _grammatical_subject(governor, ends)


def _called_on(governor: Token) -> tuple[Token, ...]:
    return tuple(
        t
        for prep in governor.children
        if prep.dep_ == "prep" and prep.lower_ in ("on", "upon", "to", "with")
        for t in prep.children
        if t.dep_ == "pobj"
    )


def _doer_behind(noun: Token) -> tuple[Token, ...]:
    """Who does what a noun's participle says: the noun itself, or, of a plan or an operation, who has or makes it."""
    if noun.lemma_.lower() not in words("argument", "undertakings"):
        return (noun,)
    modifying = (t for t in noun.lefts if t.dep_ in ("poss", "amod", "compound", "nmod"))
    owners = tuple(t for t in modifying if t.ent_type_ or t.dep_ == "poss")
    if owners:
        return owners
    makers = (p for p in noun.children if p.dep_ == "prep" and p.lower_ in ("from", "by"))
    if named := tuple(t for p in makers for t in p.children if t.dep_ == "pobj"):  # "a letter from X urging Y to"
        return named
    governor = noun.head
    if noun.dep_ in ("dobj", "attr") and governor.pos_ in ("VERB", "AUX"):
        return ends_of(governor).subjects
    if noun.dep_ == "nsubjpass":
        return agents(governor)
    verb = governor.head
    if noun.dep_ == "pobj" and governor.lower_ in ("in", "on", "with") and verb.pos_ == "VERB":  # "in an attempt to"
        return _grammatical_subject(verb, ends_of(verb))
    return ()


def _depth(verb: Token) -> int:
    depth = 0
    while verb.head != verb and depth <= _DEPTH and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl", "ccomp"):
        verb = verb.head
        depth += verb.pos_ in ("VERB", "AUX")
    return depth
