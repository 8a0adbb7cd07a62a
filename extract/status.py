"""Status: whether an event happened, is planned, is only possible, or did not happen.

The status of a word is read off the words that govern it, from the inside out: its own negation and modals, then the
verb, noun or adjective that it complements, and so on up to the clause that stands by itself. What somebody is merely
reported to say keeps its own status, a denial excepted. After Saurí & Pustejovsky, “FactBank: a corpus annotated with
event factuality” (2009), with the four values of the ontology; implicative verbs after Karttunen (1971).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extract.attribution.cues import cues as reporting_words
from extract.cue_lists import STRENGTH, lists
from extract.doubts import Cue, doubt_of, is_inverted, is_negated, negates, untruth_of
from extract.records import Status

MAX_STEPS = 8  # governors above an event; a longer chain is a broken parse
COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "dobj", "nsubjpass", "pobj", "pcomp", "oprd", "attr", "dative", "csubj", "csubjpass"}
)
# The prepositions that link a cue to what it governs ("prepared for", "warned of").
GOVERNED_BY = frozenset({"for", "from", "at", "on", "of", "about", "to", "with", "against", "in"})
# With anything but an infinitive or an event noun these verbs only report or perceive.
ONLY_INFINITIVE = frozenset(
    {"be", "go", "have", "look", "set", "mean", "agree", "announce", "tell", "warn", "determine", "decide"}
    | {"swear", "offer"}
)
OWN_CLAUSE = frozenset({"mark", "nsubj", "nsubjpass", "aux", "auxpass"})
# What governs a word: its cue, the word to go on from, and whether that word's own cues bear on the event too.
Governor = tuple[Cue | None, Token | None, bool] | None


def status_of(predicate: Token) -> tuple[Status, Token | None]:
    """The status of the event that a verb, noun or adjective expresses, and the word that decides it."""
    cues = list(_cues(predicate))
    if any(_still_to_cease(predicate, cue, cues) for cue in cues):
        return "actual", None
    negations = [cue for cue in cues if cue[0] == "negated"]
    if len(negations) % 2 == 0:
        excluded = [cue for cue in negations if cue[1].lemma_ in {"rule", "exclude"}]
        cues = [cue for cue in cues if cue[0] != "negated"]
        if excluded:  # "has not ruled out strikes" leaves them possible
            cues.append(("hypothetical", excluded[0][1]))
    for status in STRENGTH:
        for found, token in cues:
            if found == status:
                return status, token
    return "actual", None


def _still_to_cease(predicate: Token, cue: Cue, cues: list[Cue]) -> bool:
    """ "Cairo must halt its strikes", "agreed to stop shelling the port"; who must stop others may come in time."""
    status, verb = cue
    if status != "negated" or verb.lemma_ not in lists().words["ceasing"]:
        return False
    own = predicate.head == verb and (
        predicate.dep_ == "xcomp" or any(t.dep_ == "poss" and t.tag_ == "PRP$" for t in predicate.lefts)
    )
    return own and any(other != cue and other[0] != "negated" for other in cues)


def _cues(predicate: Token) -> Iterator[Cue]:
    """Everything that bears on the event, from the inside out."""
    current, whole = predicate, True
    for _ in range(MAX_STEPS):
        if whole:
            yield from _own(current)
        governor = _governor(current)
        if governor is None:
            return
        cue, above, whole = governor
        if cue is not None:
            yield cue
        if above is None:
            return
        current = above


def _own(word: Token) -> Iterator[Cue]:
    """Cues inside the word's own phrase or clause."""
    if word.pos_ in {"VERB", "AUX", "ADJ"}:
        yield from _of_clause(word)
    if word.pos_ in {"NOUN", "PROPN", "ADJ"} or word.tag_ in {"VBG", "VBN"}:
        yield from _of_phrase(word)


def _of_clause(verb: Token) -> Iterator[Cue]:
    words = lists().words
    negated = next((kid for kid in verb.children if negates(kid)), None)
    if negated is not None:
        yield "negated", negated
    for kid in verb.lefts:
        if kid.dep_ in {"aux", "auxpass"}:
            yield from _of_auxiliary(verb, kid, negated is not None)
        elif kid.dep_ in {"mark", "advmod"} and kid.lower_ in words["conditional_marks"]:
            yield "hypothetical", kid
        elif kid.dep_ == "mark" and kid.lower_ == "until" and any(t.tag_ == "MD" for t in verb.head.lefts):
            yield "hypothetical", kid  # "would stay in force until Oman recognised Iran"
    if verb.dep_ == "ROOT" and verb.pos_ in {"VERB", "AUX"}:
        yield from _of_sentence(verb)


def _of_auxiliary(verb: Token, auxiliary: Token, negated: bool) -> Iterator[Cue]:
    words, lower = lists().words, auxiliary.lower_
    if lower in words["possibility_modals"] and not (negated and lower in {"could", "can", "ca"}):
        yield "hypothetical", auxiliary
    elif lower in words["planning_modals"] and auxiliary.tag_ == "MD":
        counterfactual = any(kid.lower_ == "have" and kid.dep_ == "aux" for kid in verb.lefts)
        conditional = any(
            kid.dep_ == "advcl" and any(mark.lower_ in {"if", "unless", "once", "provided"} for mark in kid.lefts)
            for kid in verb.children
        )
        past = lower in {"would", "'d", "’d"}
        yield ("hypothetical" if conditional or (past and counterfactual) else "planned"), auxiliary
    elif lower == "to" and (verb.dep_ == "ROOT" or any(kid.dep_ == "nsubj" for kid in verb.lefts)):
        yield "planned", auxiliary  # headlines: "Cairo to send troops"
    elif auxiliary.dep_ == "aux" and lower in words["inverted"] and is_inverted(verb, auxiliary):
        yield "hypothetical", auxiliary  # "Had Oman attacked, Iran would have fled"


def _of_sentence(verb: Token) -> Iterator[Cue]:
    """Questions and commands."""
    sentence = verb.sent
    last = next((token for token in reversed(sentence) if not (token.is_space or token.is_quote)), None)
    if last is not None and last.text == "?":
        yield "hypothetical", last
    elif verb.tag_ == "VB" and not any(kid.dep_ in {"nsubj", "nsubjpass", "aux"} for kid in verb.lefts):
        yield "hypothetical", verb


def _of_phrase(noun: Token) -> Iterator[Cue]:
    for kid in noun.lefts:
        if kid.dep_ == "det" and kid.lower_ in lists().words["negative_determiners"]:
            yield "negated", kid
        elif kid.dep_ in {"amod", "compound", "nmod"} and (status := lists().modifiers.get(kid.lower_)):
            yield _status(status), kid


def _governor(word: Token) -> Governor:
    head = word.head
    if head == word:
        return None
    if word.dep_ == "conj":
        return None, head, _shares(word)
    if word.dep_ in {"advcl", "acl", "relcl"}:
        return _above_adjunct(word, head)
    if word.dep_ in {"pobj", "pcomp"}:
        return _above_preposition(word, head)
    if word.dep_ in {"compound", "amod", "nmod", "poss"}:
        status = lists().nouns.get(head.lemma_.lower()) if word.dep_ == "compound" else None
        return ((_status(status), head), head, True) if status else None
    if word.dep_ in {"acomp", "attr", "oprd"} and head.lemma_ in {"be", "become", "remain"}:
        return None, head, True
    if word.dep_ == "nsubj":
        return _above_subject(head)
    if word.dep_ in COMPLEMENTS:
        return _above_complement(word, head)
    return None


def _shares(word: Token) -> bool:
    """ "will meet and sign" shares its auxiliary, "met and will sign" does not."""
    own = {"nsubj", "nsubjpass", "aux", "auxpass"}
    return not any(kid.dep_ in own for kid in word.lefts) and (word.pos_ == word.head.pos_ or word.pos_ == "NOUN")


def _above_adjunct(word: Token, head: Token) -> Governor:
    infinitive = next((kid for kid in word.lefts if kid.dep_ == "aux" and kid.lower_ == "to"), None)
    if word.dep_ == "relcl" and infinitive is None:
        return None
    bare = not any(kid.dep_ in OWN_CLAUSE for kid in word.lefts)
    if head.pos_ in {"NOUN", "PROPN"}:
        if infinitive is not None or any(kid.dep_ == "mark" for kid in word.lefts):
            return _above_noun(head, infinitive)
        return (None, head, True) if word.tag_ == "VBG" else None  # "a campaign targeting…" is as real as the campaign
    if infinitive is not None:  # "to dismantle…": a purpose
        governed = _by_lists(head, lists().adjectives if head.pos_ == "ADJ" else lists().verbs)
        return (governed or ("planned", infinitive)), head, is_negated(head)
    return (None, head, True) if word.tag_ == "VBG" and bare else None  # "…, killing two"


def _above_noun(noun: Token, infinitive: Token | None, preposition: str = "") -> Governor:
    """ "a plan to strike", "no evidence that…", "the threat of strikes", "a wave of strikes"."""
    lemma = noun.lemma_.lower()
    status = lists().nouns.get(lemma)
    if lemma in lists().words["rumours"] and (untrue := untruth_of(noun)):
        return ("negated", untrue), None, False
    if noun.dep_ == "dobj" and noun.head.lemma_ in lists().words["denials"] and lemma in lists().words["rumours"]:
        return ("negated", noun.head), noun.head, True  # "denied a report that it had shelled the port"
    if lemma in lists().evidence and any(_denies(kid) for kid in noun.lefts):
        return None, noun, True
    if infinitive is not None and any(kid.lower_ in lists().words["ranks"] for kid in noun.lefts):
        return None  # "the first state to recognise…" has done so
    if status == "planned" and preposition not in {"", "for", "to"}:
        return None, noun, True
    if status is not None:
        return (_status(status), noun), noun, True
    if infinitive is not None:
        return ("planned", infinitive), noun, True
    return (None, noun, True) if lemma in lists().evidence or lemma in lists().words["measures"] else None


def _denies(kid: Token) -> bool:
    return kid.lower_ in lists().words["negative_determiners"] or kid.lower_ in {"little", "scant"}


def _above_preposition(word: Token, preposition: Token) -> Governor:
    words, lower = lists().words, preposition.lower_
    if lower in words["negative_prepositions"] and (lower != "against" or word.tag_ == "VBG"):
        return ("negated", preposition), None, False
    instead = next(
        (near for near in (*preposition.lefts, preposition.head) if near.lower_ in {"instead", "rather"}), None
    )
    if lower in {"of", "than"} and instead is not None:
        return ("negated", instead), None, False
    above = preposition.head
    if above.pos_ in {"NOUN", "PROPN"}:
        if above.lower_ in words["condition_nouns"] and above.head.lower_ == "in":
            return ("hypothetical", above), None, False
        if lower in {"of", "for", "to", "on", "about", "in", "at", "against", "over"}:
            return _above_noun(above, None, lower)
        return None
    if above.pos_ in {"VERB", "AUX", "ADJ"} or above.dep_ in {"ROOT", "advcl"}:
        return _above_prepositional_verb(word, lower, above)
    return None


def _above_prepositional_verb(word: Token, preposition: str, verb: Token) -> Governor:
    """ "refrain from striking", "aimed at dismantling", "called for talks"; "by striking" is as real as its verb."""
    governed = _by_lists(verb, lists().adjectives if verb.pos_ == "ADJ" else lists().verbs)
    refrains = preposition in {"from", "to", "in"} or word.tag_ != "VBG"
    if governed is not None and preposition in GOVERNED_BY and (refrains or governed[0] != "negated"):
        return governed, verb, True
    if preposition == "by" and word.tag_ == "VBG":
        return None, verb, True
    if verb.lemma_ in lists().light and preposition in {"in", "into", "out", "to"}:
        return None, verb, True
    return None


def _above_subject(head: Token) -> Governor:
    """ "talks will resume", "an attack is likely"."""
    complement = next((kid for kid in head.rights if kid.dep_ in {"acomp", "attr", "oprd"}), None)
    if complement is not None and (status := lists().adjectives.get(complement.lower_)):
        return (_status(status), complement), head, True
    if head.lemma_ in lists().happening or head.lemma_ in lists().light:
        return None, head, True
    return None


def _above_complement(word: Token, head: Token) -> Governor:
    infinitive = next((kid for kid in word.lefts if kid.dep_ == "aux" and kid.lower_ == "to"), None)
    table = lists().adjectives if head.pos_ == "ADJ" else lists().nouns if head.pos_ == "NOUN" else lists().verbs
    governed = _by_lists(head, table)
    passing = table.get(head.lemma_.lower()) == "passing"
    if doubted := doubt_of(word, head):
        return doubted, None, False
    is_event_noun = word.pos_ in {"NOUN", "PROPN"}
    light = is_event_noun and head.lemma_ in lists().light
    if is_event_noun and head.lemma_ in lists().replies and word.lemma_.lower() in reporting_words().nouns:
        return None  # "rejected the accusation": it was made
    if passing or light:
        return None, head, True
    if governed is not None and (infinitive is not None or is_event_noun or head.lemma_ not in ONLY_INFINITIVE):
        return governed, head, True
    if infinitive is not None and head.tag_ == "VBN" and head.lemma_ in lists().words["reported"]:
        return None, head, True  # "is said to live in Oslo"
    if infinitive is not None and head.pos_ in {"VERB", "ADJ"}:
        controlled = any(kid.dep_ == "dobj" for kid in head.rights)
        return ("hypothetical" if controlled else "planned", infinitive), head, is_negated(head)
    if word.dep_ == "xcomp" and word.tag_ == "VBG":
        return None, head, True
    return None


def _by_lists(head: Token, table: dict[str, str]) -> Cue | None:
    lemma = head.lemma_.lower()
    status = table.get(head.lower_) if head.pos_ == "ADJ" else table.get(lemma)
    for kid in head.rights:
        if kid.dep_ in {"prt", "advmod", "dobj", "prep"} and (phrase := table.get(f"{lemma} {kid.lower_}")):
            status = phrase
    return (_status(status), head) if status and status != "passing" else None


def _status(name: str) -> Status:
    for status in STRENGTH:
        if name == status:
            return status
    raise ValueError(name)
