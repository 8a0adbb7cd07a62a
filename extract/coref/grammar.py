"""What the parse tells about a mention: its function, its verb, who does what the verb says."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.describing import INSIDE
from extract.linking import ActorSpan
from extract.vocabulary import vocabulary

_FUNCTION = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.5, "dobj": 0.4, "dative": 0.3, "poss": 0.15, "appos": -0.2}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# So many verbs at most stand between a verb and who does it.
_DEEP = 5


def root_of(doc: Doc, span: ActorSpan) -> Token:
    """The head of a mention."""
    return doc[span.start] if span.end == span.start + 1 else doc[span.start : span.end].root


def function_of(root: Token) -> str:
    """The grammatical function of the whole phrase that the token stands in."""
    if root.dep_ == "appos" and root.head.i < root.i:
        return function_of(root.head)
    if root.dep_ == "conj":
        return next((t.dep_ for t in root.ancestors if t.dep_ != "conj"), root.dep_)
    if root.dep_ == "pobj" and root.head.dep_ == "agent":
        return "agent"
    if root.dep_ == "pobj" and root.head.lower_ == "to" and root.head.head.lower_ == "according":
        return "nsubj"
    return str(root.dep_)


def weight_of(root: Token) -> float:
    return _FUNCTION.get(function_of(root), 0.0)


def verb_of(token: Token) -> Token:
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            found: Token = ancestor
            return found
    return token


def is_plural(root: Token) -> bool:
    return root.tag_ in ("NNS", "NNPS")


def possessive(name: str) -> str:
    """ "Hamas's", but "students'"."""
    return f"{name}'" if name.endswith("s") and name[:1].islower() else f"{name}'s"


def is_subject_of_clause(antecedent: Token, anaphor: Token) -> bool:
    return function_of(antecedent) in ("nsubj", "nsubjpass") and verb_of(antecedent) == verb_of(anaphor)


def binds(anaphor: Token, antecedent: Token) -> bool:
    """An object does not go back to the subject of its own verb ("Iran attacked it", "Iran vowed to attack it"), nor a
    subject to what stands with its own verb ("In a letter to Kim, he asked"), nor an owner to whom the phrase is about
    ("Iran, its ally")."""
    if antecedent.i >= anaphor.i:
        return True
    if anaphor.dep_ == "poss":
        beside = anaphor.head.dep_ == "appos" and anaphor.head.head == antecedent
        return bool(beside or anaphor.head == antecedent) or _strikes(antecedent, anaphor)
    if antecedent.dep_ == "poss":
        return False
    verb, other = verb_of(anaphor), verb_of(antecedent)
    if verb == other:
        return True
    doer = None if anaphor.dep_ in _SUBJECTS else understood_subject(verb)
    return doer is not None and (antecedent == doer or antecedent in doer.conjuncts)


def understood_subject(verb: Token) -> Token | None:
    """Who does what a verb says: Oman in "Iran urged Oman to attack it", Iran in "Iran has tried to attack it and sunk
    it", the militia in "the militia that sank it" and "the militia sinking it"."""
    for _ in range(_DEEP):
        own = next((t for t in verb.lefts if t.dep_ in _SUBJECTS), None)
        if own is not None:
            return verb.head if own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else own
        if verb.dep_ == "acl":
            return verb.head if verb.tag_ == "VBG" else None
        governing = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ not in ("conj", "xcomp", "pcomp", "advcl") or governing.pos_ not in ("VERB", "AUX"):
            return None
        if verb.dep_ == "xcomp" or (verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "from", "into", "for")):
            told = next((t for t in governing.children if t.dep_ == "dobj" and t.i < verb.i), None)
            if told is not None:
                return governing.head if told.tag_ in ("WP", "WDT") and governing.dep_ == "relcl" else told
        verb = governing
    return None


def _strikes(subject: Token, owner: Token) -> bool:
    """ "When X shelled their post": nobody shells what is theirs."""
    verb = owner.head.head
    if owner.head.dep_ != "dobj" or function_of(subject) != "nsubj" or verb_of(subject) != verb:
        return False
    return vocabulary().means_alone(verb.lemma_, "ASSAULT")


def is_coordinated_with(root: Token, other: Token) -> bool:
    """ "Iran and Oman", "of Iran and of Oman"."""
    if root.dep_ == "conj":
        return other in root.conjuncts
    both = root.dep_ == other.dep_ == "pobj"
    return both and root.head.dep_ == "conj" and other.head in root.head.conjuncts


def owner_tokens(noun: Token) -> Iterator[Token]:
    """Who may own or hold what the noun names: "its leader", "KRF spokesman", "lawmaker of the New Party"."""
    yield from (t for t in noun.lefts if t.dep_ in INSIDE)
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "for", "from", "at"):
            yield from (t for t in preposition.children if t.dep_ == "pobj")
