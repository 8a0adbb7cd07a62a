"""Whom a text has spoken of so far, what it has called them, and who of them is in the foreground."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Doc, Token

from extract.coref.grammar import (
    binds,
    function_of,
    is_coordinated_with,
    is_plural,
    is_subject_of_clause,
    root_of,
    weight_of,
)
from extract.coref.kinds import body_of, kind_called
from extract.describing import describing_nouns
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.records import Actor

UNNAMED = "unnamed; of one document"
# Sentences that a reader looks back over, for a pronoun and for a description.
REACH = 3
FAR_REACH = 12
_RECENCY = 0.7
_FREQUENCY = 0.3
# An object rather goes back to an object.
_PARALLEL = 0.4
# "The front suspended its talks": the owner is rather the subject of the same clause.
_OWN_CLAUSE = 1.0
# "the group" rather goes back to a name than to "fighters".
_NAMELESS = 3.0
_SAME_NOUN = 1.0
# "He" is rather one with a name than "a farmer".
_SOMEBODY = 0.05
# "the company" goes back to whom the text has called a company.
_CALLED_SO = 2.0
# More actors than this in a sentence are a list, not a pair.
_CROWD = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that was read; `members` are the actors of a joint one ("Iran and Oman")."""

    span: ActorSpan
    root: Token
    sentence: int
    weight: float
    members: tuple[ActorSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoy:
    """A noun that names nobody we know but that a pronoun may go back to."""

    root: Token
    sentence: int
    weight: float


class Memory:
    """Grows mention by mention while a document is read from front to back."""

    def __init__(self, doc: Doc, spans: tuple[ActorSpan, ...]) -> None:
        self.doc = doc
        self.sentence = 0
        self.seen: list[Seen] = []
        self.joint: list[Seen] = []
        self.decoys: list[Decoy] = []
        self.frequency: Counter[str] = Counter()
        self.pairs: Counter[frozenset[str]] = Counter()
        self.called: defaultdict[str, set[str]] = defaultdict(set)
        self.told: defaultdict[str, set[str]] = defaultdict(set)
        self.nouns: set[str] = set()
        self.sexes: dict[str, str] = {}
        self.bodies: dict[str, Actor] = {}
        self.by_id: dict[str, Actor] = {}
        # Who is meant at a token: names ahead of the reader too, since "X, head of Y" tells of X with Y.
        self.at: dict[int, ActorSpan] = {root_of(doc, span).i: span for span in spans}
        states = [span.actor for span in spans if span.actor.kind == "State"]
        self._states = {state.country: state.id for state in states if state.country}
        self._here: set[str] = set()
        self._read: set[tuple[str, int]] = set()

    def begin_sentence(self, number: int) -> None:
        if len(self._here) <= _CROWD:
            for pair in combinations(sorted(self._here), 2):
                self.pairs[frozenset(pair)] += 1
        self._here = set()
        self.sentence = number

    def remember(self, span: ActorSpan, members: tuple[ActorSpan, ...] = ()) -> None:
        root = root_of(self.doc, span)
        seen = Seen(span, root, self.sentence, weight_of(root), members)
        if members:
            self.joint.append(seen)
            return
        self.at[root.i] = span
        self.by_id.setdefault(span.actor.id, span.actor)
        self.frequency[span.actor.id] += 1
        self._learn(seen)
        self._join(seen)
        self.seen.append(seen)
        self._count_here(span)

    def add_decoy(self, noun: Token) -> None:
        if noun.i in self.at or any(t.dep_ == "appos" and t.i in self.at for t in noun.children):
            return
        self.decoys.append(Decoy(noun, self.sentence, weight_of(noun)))

    def recent(self, reach: int) -> Iterator[Seen]:
        """The last first."""
        for seen in reversed(self.seen):
            if self.sentence - seen.sentence > reach:
                return
            yield seen

    def kinds(self, actor: Actor) -> set[str]:
        """The kind of an actor and those of what the text calls it: a name that says nothing is a company's where it is
        "the carrier X"."""
        return {actor.kind, *filter(None, map(kind_called, self.called[actor.id]))}

    def score(self, anaphor: Token, seen: Seen) -> float:
        actor = seen.span.actor
        nameless = 0.0
        if actor.description == UNNAMED and anaphor.pos_ != "PRON":
            nameless = _SAME_NOUN if _same_noun(anaphor, seen.root) else _NAMELESS
        elif actor.description == UNNAMED and actor.kind == "Person":
            nameless = _SOMEBODY
        own = anaphor.dep_ == "poss" and is_subject_of_clause(seen.root, anaphor)
        return (
            seen.weight
            + _OWN_CLAUSE * own
            - nameless
            + _CALLED_SO * (anaphor.pos_ != "PRON" and anaphor.lemma_.lower() in self.called[actor.id])
            + _PARALLEL * _is_parallel(anaphor, seen.root)
            - _RECENCY * (self.sentence - seen.sentence)
            + _FREQUENCY * min(self.frequency[actor.id], 4) / 4
        )

    def best(self, anaphor: Token, agrees: Callable[[Seen], bool], reach: int = REACH) -> tuple[Seen | None, float]:
        """The most salient antecedent and its score; the later of two that are equal."""
        best, best_score = None, float("-inf")
        for seen in self.recent(reach):
            if agrees(seen) and not binds(anaphor, seen.root):
                score = self.score(anaphor, seen)
                if score > best_score:
                    best, best_score = seen, score
        return best, best_score

    def best_decoy(self, anaphor: Token, fits: Callable[[Token], bool], reach: int = 1) -> float:
        """The score of the noun without a name that fits best."""
        best = float("-inf")
        for decoy in reversed(self.decoys):
            if self.sentence - decoy.sentence > reach:
                break
            if fits(decoy.root) and not binds(anaphor, decoy.root):
                own = anaphor.dep_ == "poss" and is_subject_of_clause(decoy.root, anaphor)
                score = (
                    decoy.weight
                    + _OWN_CLAUSE * own
                    + _PARALLEL * _is_parallel(anaphor, decoy.root)
                    - _RECENCY * (self.sentence - decoy.sentence)
                )
                best = max(best, score)
        return best

    def _count_here(self, span: ActorSpan) -> None:
        """ "Armenian soldiers" speak of Armenia too, "Georgian" in "a Georgian crossing" hardly."""
        if span.how != "demonym":
            self._here.add(span.actor.id)
        if span.how == "description" and span.actor.country in self._states:
            self._here.add(self._states[span.actor.country])

    def _learn(self, seen: Seen) -> None:
        """What the phrase around a name tells: nouns, sex, the body that a person belongs to."""
        span, actor = seen.span, seen.span.actor
        if span.how not in ("name", "alias", "role", "description"):
            return
        nouns = list(describing_nouns(span, seen.root))
        own = self._words_of(span)
        described = [t.lemma_.lower() for t in nouns]
        around = [t.lemma_.lower() for noun in nouns for t in noun.lefts if t.is_alpha]
        self.told[actor.id].update(own, described, around)
        if actor.kind == "Person":
            self._learn_person(seen, nouns)
        names = [*described, *(own if span.how != "role" else ())]
        self.called[actor.id].update(names)
        self.nouns.update(names)

    def _words_of(self, span: ActorSpan) -> list[str]:
        """The words of a name, once for each of its forms."""
        form = span.actor.id, span.end - span.start
        if form in self._read:
            return []
        self._read.add(form)
        return [t.lemma_.lower() for t in self.doc[span.start : span.end] if t.is_alpha]

    def _learn_person(self, seen: Seen, nouns: list[Token]) -> None:
        span, actor = seen.span, seen.span.actor
        telling = {t.lower_.rstrip(".") for t in seen.root.lefts if t.i >= span.start - 3}
        telling.update(noun.lower_ for noun in nouns)
        for sex in ("male", "female") if actor.id not in self.sexes else ():
            if telling & words("sex", sex):
                self.sexes.setdefault(actor.id, sex)
            if span.end - span.start > 1 and self.doc[span.start].lower_ in words("sex", f"{sex}_names"):
                self.sexes.setdefault(actor.id, sex)
        body = body_of(seen.root, nouns, self.at)
        if body is not None:
            self.bodies.setdefault(actor.id, body)

    def _join(self, seen: Seen) -> None:
        """ "Iran and Oman" is a joint mention besides the two."""
        for other in reversed(self.seen):
            if other.sentence != self.sentence:
                return
            if is_coordinated_with(seen.root, other.root) and other.span.actor != seen.span.actor:
                earlier = next((j for j in reversed(self.joint) if j.root == other.root), None)
                members = (*(earlier.members if earlier else (other.span,)), seen.span)
                self.joint.append(Seen(other.span, other.root, self.sentence, weight_of(other.root), members))
                if len(members) == 2 and function_of(seen.root) != "npadvmod":
                    self.pairs[frozenset((other.span.actor.id, seen.span.actor.id))] += 2
                return


def _is_parallel(anaphor: Token, antecedent: Token) -> bool:
    return anaphor.dep_ == "dobj" == function_of(antecedent)


def _same_noun(one: Token, other: Token) -> bool:
    return one.lemma_.lower() == other.lemma_.lower()


def number_agrees(noun: Token, seen: Seen) -> bool:
    if is_plural(noun):
        many = seen.span.actor.kind in ("Armed group", "Military", "Group", "Political party")
        several = seen.span.how in ("description", "role") and seen.span.actor.kind != "Person"
        return is_plural(seen.root) or several or many
    return not is_plural(seen.root) or seen.span.how in ("name", "alias")
