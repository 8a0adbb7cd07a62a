"""Names of places: which are no persons, and which stand for their state."""

from __future__ import annotations

from spacy.tokens import Span, Token

from extract.lexicon import words
from extract.ontology import relations
from extract.titles import is_title
from extract.vocabulary import vocabulary

# The description of a region that acts by its own government.
REGION = "government of a region"


def is_called_a_place(span: Span) -> bool:
    """ "the town of Ras Kamboni", "the Jubba valley"."""
    doc, end = span.doc, span.end
    named = doc[max(span.start - 2, 0) : span.start]
    introduced = len(named) == 2 and named[1].lower_ == "of" and named[0].lemma_.lower() in words("place", "called")
    return introduced or (end < len(doc) and doc[end].lower_ in words("place", "called_after"))


def acts(span: Span) -> bool:
    """ "Jubaland accused the court": what accuses is a regional government, no mere place."""
    return span.root.dep_ == "nsubj" and _does(span.root.head)


def is_headed(span: Span) -> bool:
    """ "the mayor of Izmir", "Malaita's premier": what they head is the government there."""
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ == "of":
        head = root.head.head
    elif root.dep_ == "poss":
        head = root.head
    else:
        return False
    return head.lemma_.lower() in words("place", "heads") and head.tag_ in ("NN", "NNP")


def acts_for_state(span: Span) -> bool:
    """Does this capital or palace stand for its state? "Tehran vowed" does, "in Tehran" and "Tehran airport" do not."""
    root = span.root
    if any(_is_done_by(root, clause) for clause in root.rights if clause.dep_ == "relcl"):
        return True
    if root.dep_ in ("compound", "nmod", "amod") and root.head.lower_ in words("place", "place_nouns"):
        return False
    if root.dep_ == "appos" or _is_followed_by_its_country(span):
        return False
    if root.dep_ == "conj":
        first = next((token for token in root.ancestors if token.dep_ != "conj"), root.head)
        root = first if first.dep_ == "pobj" else root
    if root.dep_ == "pobj":
        preposition = root.head
        if _is_state_visit(preposition.head):
            return True
        if preposition.lower_ in words("place", "locative_prepositions"):
            seated = preposition.lower_ == "in" and preposition.i > 0  # wherever the parser hung it
            return seated and preposition.nbor(-1).lower_ in words("place", "seated")
        if preposition.lower_ in ("to", "from", "of", "for"):
            governor = preposition.head
            located = preposition.lower_ == "of" and governor.lower_ in words("place", "nouns_of_place")
            return not located and governor.lemma_ not in words("place", "motion_verbs")
    return True


def _is_done_by(root: Token, clause: Token) -> bool:
    """ "a bad moment for Islamabad, which is negotiating"; "in Lahore, which lies on the Ravi" tells of the town."""
    subject = next((t for t in clause.lefts if t.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ == "which" and subject.i > root.i and _does(clause)


def _does(verb: Token) -> bool:
    if verb.pos_ != "VERB" or verb.lemma_ in words("place", "motion_verbs"):
        return False
    frames = (frame for _, noun, frame in vocabulary().verbs.get(verb.lemma_, ()) if noun is None)
    return any(relations()[frame.relation].event for frame in frames) or verb.lemma_ in words("place", "speaking")


def _is_state_visit(verb: Token) -> bool:
    """ "The emir arrived in Oslo" and "X travelled to Oslo for talks" are visits to the state; "the goods arrived in
    Oslo" and "X travelled to Oslo by train" are none."""
    if verb.lemma_ not in words("place", "visiting_verbs"):
        return False
    for_talks = any(t.lemma_ in words("place", "visits") for p in verb.children if p.dep_ == "prep" for t in p.children)
    visitors = [t for subject in verb.children if subject.dep_ == "nsubj" for t in (subject, *subject.conjuncts)]
    return any(
        t.lemma_.lower() in vocabulary().roles
        or (t.ent_type_ == "PERSON" and (for_talks or any(is_title(c) for c in t.lefts)))
        for t in visitors
    )


def _is_followed_by_its_country(span: Span) -> bool:
    following = span.doc[span.end : span.end + 2]
    return (
        len(following) == 2
        and following[0].text == ","
        and following[1].dep_ == "appos"
        and following[1].ent_type_ == "GPE"
    )
