"""Where the subject and the object of a verb stand, one function per grammatical construction.

Labels are those of spaCy's English pipelines (ClearNLP). A function gives the tokens that head the ends, or None where
the verb does not stand in its construction; the first that fits counts, and its name is the claim's `extractor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

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
    objects = _children(verb, "nsubjpass")
    if not objects or verb.dep_ == "relcl":
        return None
    return Ends(agents(verb), objects)


def relative_clause(verb: Token) -> Ends | None:
    """ "the group, which attacked the base" -> group, base; "the group that Iran backs" -> Iran, group."""
    if verb.dep_ != "relcl":
        return None
    if _children(verb, "nsubjpass") or _children(verb, "auxpass"):
        return Ends(agents(verb), _children(verb, "nsubjpass") or (verb.head,))
    subjects = _children(verb, "nsubj") or (verb.head,)
    objects = _objects(verb)
    if any(t.lower_ == "whom" for t in objects):
        return Ends(subjects, (verb.head,))
    relativised = not objects and bool(_children(verb, "nsubj")) and not any(t.tag_ in ("WDT", "WP") for t in subjects)
    open_prepositions = any(map(_lacks_object, _children(verb, "prep")))
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
    if verb.dep_ != "relcl" or _children(verb, "nsubjpass") or not _children(verb, "nsubj"):
        return None
    ends = relative_clause(verb)
    objects = ends.objects if ends else ()
    relative = verb.head in objects or any(t.tag_ in ("WDT", "WP") or t.lower_ == "that" for t in objects)
    subject = any(t.tag_ in ("WDT", "WP") for t in _children(verb, "nsubj"))
    return verb.head if not subject and (relative or not _objects(verb)) else None


def active_verb(verb: Token) -> Ends | None:
    """ "Iran attacked Israel" -> Iran, Israel."""
    subjects = _children(verb, "nsubj")
    return Ends(subjects, _objects(verb)) if subjects else None


def coordinated_verb(verb: Token) -> Ends | None:
    """ "Iran condemned the raid and threatened Israel" -> Iran, Israel; "was seized and shot by gunmen"; "the militia
    that Iran founded and has since armed" -> Iran, the militia."""
    if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
        return None
    first = ends_of(verb.head)
    if _children(verb, "auxpass") and not _children(verb, "nsubj"):  # "met Oman and was attacked by Iran"
        return Ends(agents(verb), _children(verb, "nsubjpass") or _grammatical_subject(verb.head, first))
    if _is_participle(verb) and is_passive(verb.head) and not _children(verb, "aux"):
        return Ends(agents(verb) or first.subjects, first.objects)
    objects = _objects(verb)
    if not objects and verb.head.dep_ == "relcl" and not is_passive(verb.head):
        objects = tuple(t for t in first.objects if t.tag_ in ("WDT", "WP") or t.i < verb.head.i)
    return Ends(_grammatical_subject(verb.head, first), objects)


def infinitive(verb: Token) -> Ends | None:
    """ "Iran vowed to punish Israel" -> Iran, Israel; "urged Iraq to disband the militia" -> Iraq, militia."""
    if verb.dep_ != "xcomp" and not (verb.dep_ in ("advcl", "ccomp") and _has_to(verb)):
        return None
    governor = verb.head
    given = verb.dep_ == "advcl" and governor.lemma_.lower() in words("argument", "giving")
    controller = ends_of(governor).subjects if given and not is_passive(governor) else _controller(governor)
    if is_passive(verb):
        return Ends(agents(verb), controller)
    return Ends(controller, _objects(verb))


def participle(verb: Token) -> Ends | None:
    """ "militias operating in Iraq", "a network supported by Iran", "an operation targeting militias"."""
    if verb.dep_ != "acl":
        return None
    noun = verb.head
    if _is_participle(verb):
        return Ends(agents(verb), (noun,))
    return Ends(_doer_behind(noun), _objects(verb))


def adverbial_participle(verb: Token) -> Ends | None:
    """ "The army struck the camp, killing two fighters" -> army, fighters."""
    if verb.dep_ not in ("advcl", "ccomp", "dep", "parataxis"):
        return None
    if verb.head.pos_ not in ("VERB", "AUX"):
        return None
    subjects = _grammatical_subject(verb.head, ends_of(verb.head))
    if _is_participle(verb):
        return Ends(agents(verb), subjects)
    return Ends(subjects, _objects(verb))


def gerund(verb: Token) -> Ends | None:
    """ "accused Iran of arming the rebels" -> Iran, rebels; "succeeded in freeing them" -> the one who succeeded."""
    if verb.dep_ != "pcomp":
        return None
    governor = verb.head.head
    if governor.pos_ not in ("VERB", "AUX"):
        return Ends(_doer_behind(governor), _objects(verb))
    of_object = verb.head.lower_ in ("of", "from", "into", "for", "to", "about", "with")  # "stopped Iran from arming"
    subjects = _controller(governor) if of_object or is_passive(governor) else ends_of(governor).subjects
    return Ends(subjects, _objects(verb))


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
    return "bare_verb", Ends(agents(verb), _objects(verb))


def ends_of(verb: Token) -> Ends:
    """Who does what the verb says, and to whom."""
    return construction_of(verb)[1]


def is_passive(verb: Token) -> bool:
    """Is the grammatical subject of this verb the one acted on?"""
    if _children(verb, "nsubjpass") or _children(verb, "auxpass"):
        return True
    if verb.dep_ == "conj" and _is_participle(verb) and not _children(verb, "aux") and not _children(verb, "nsubj"):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return verb.dep_ == "acl" and _is_participle(verb)


def agents(verb: Token) -> tuple[Token, ...]:
    """ "by militants" at a passive verb; in "was declared an outlaw by Iran" the parser hangs it on the predicate."""
    passive = bool(_children(verb, "nsubjpass"))
    named = (t for t in verb.children if t.dep_ == "oprd" or (t.dep_ == "dobj" and passive))
    near = (*verb.children, *(t for predicate in named for t in predicate.children))
    found = (by for by in near if by.dep_ == "agent" or (by.lower_ == "by" and by.dep_ == "prep" and by.head != verb))
    return tuple(t for by in found for t in by.children if t.dep_ == "pobj")


def _children(verb: Token, dep: str) -> tuple[Token, ...]:
    return tuple(child for child in verb.children if child.dep_ == dep)


def _grammatical_subject(verb: Token, ends: Ends) -> tuple[Token, ...]:
    """What the verbs and participles that go on share: of a passive the one acted on."""
    return ends.objects if is_passive(verb) else ends.subjects


def _objects(verb: Token) -> tuple[Token, ...]:
    """The objects; of "beat them, a rights group charged" the parser takes the speaker for another."""
    objects = tuple(t for t in _children(verb, "dobj") if not _says_so(t))
    return (*objects, *_gapped(verb, objects)) if objects else _made_to(verb)


def _gapped(verb: Token, objects: tuple[Token, ...]) -> Iterator[Token]:
    """ "asked Chad for jets and Mali for tanks": the parser joins Mali to the jets."""
    for preposition in (p for head in (verb, *objects) for p in head.children if p.dep_ == "prep"):
        for other in (t for noun in preposition.children for t in noun.children if t.dep_ == "conj"):
            if other.i + 1 < len(verb.doc) and other.nbor(1).lower_ == preposition.lower_:
                yield other


def _made_to(verb: Token) -> tuple[Token, ...]:
    """ "helped Mali build a base", "wants it sold": whom the verb acts on is the subject of what they are to do."""
    if verb.lemma_.lower() not in vocabulary().control:
        return ()
    bare = (t for t in _children(verb, "ccomp") if t.i > verb.i and t.tag_ in ("VB", "VBN", "VBG"))
    return tuple(
        subject
        for clause in bare
        if not any(t.dep_ in ("mark", "aux") for t in clause.lefts)
        for subject in (*_children(clause, "nsubj"), *_children(clause, "nsubjpass"))
        if verb.i < subject.i < clause.i
    )


def _says_so(noun: Token) -> bool:
    charged = (t for t in noun.rights if t.dep_ in ("acl", "relcl") and t.i == noun.i + 1)
    if not any(t.lemma_.lower() in words("argument", "trailing_cues") for t in charged):
        return False
    first = noun.left_edge.i
    return first > 0 and bool(noun.doc[first - 1].text == ",")


def _is_participle(verb: Token) -> bool:
    return bool(verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children))


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _controller(governor: Token) -> tuple[Token, ...]:
    """Whose act an infinitive or gerund under this verb is: of "urge Iraq to" Iraq, of "vow to" the one who vows."""
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("AUX", "VERB"):  # "is likely to"
        governor = governor.head
    ends = ends_of(governor)
    if governor.lemma_.lower() in vocabulary().control:
        told = ends.objects or _children(governor, "dative") or _called_on(governor)
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
    governor = noun.head
    if noun.dep_ in ("dobj", "attr") and governor.pos_ in ("VERB", "AUX"):
        return ends_of(governor).subjects
    if noun.dep_ == "nsubjpass":
        return agents(governor)
    return ()


def _depth(verb: Token) -> int:
    depth = 0
    while verb.head != verb and depth <= _DEPTH and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl", "ccomp"):
        verb = verb.head
        depth += verb.pos_ in ("VERB", "AUX")
    return depth
