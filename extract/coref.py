"""Pronouns and descriptions: whom "he", "they", "the group", "both countries" go back to.

A salience ranking after Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (Computational Linguistics
20, 1994), cut down to what a news text needs: recency, grammatical function, frequency, and agreement in kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.collectives import Collectives, armed_clients, collective_noun
from extract.lexicon import section_names, words
from extract.linking import ActorSpan, slug
from extract.mentions import is_title
from extract.records import Actor

# Sentences that a reader looks back over, for a pronoun and for a description.
_REACH = 3
_FAR_REACH = 12
_RECENCY = 0.7
_FUNCTION = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.5, "dobj": 0.4, "dative": 0.3, "poss": 0.15, "appos": -0.2}
_FREQUENCY = 0.3
# "The front suspended its talks": the owner is rather the subject of the same clause.
_OWN_CLAUSE = 1.0
# "the group" rather goes back to a name than to "fighters".
_NAMELESS = 3.0
UNNAMED = "unnamed; of one document"
_THINGS = frozenset(
    {"State", "Government body", "Military", "Armed group", "Political party", "International organization", "Company"}
)
_MANY = frozenset({"Armed group", "Military", "Group", "Political party", "Company"})
_DETERMINERS = frozenset({"the", "this", "these", "that", "those", "such", "both"})


@dataclass(frozen=True, slots=True)
class _Seen:
    span: ActorSpan
    root: Token
    sentence: int
    weight: float


class Coreference:
    """Reads a document once from front to back and remembers whom it has spoken of."""

    def __init__(self, doc: Doc, collectives: Collectives) -> None:
        self.doc = doc
        self.spans = {span.start: span for span in collectives.spans}
        self.joined = collectives.joined
        self.bare = frozenset(collectives.bare)
        self.seen: list[_Seen] = []
        self.frequency: Counter[str] = Counter()
        self.sentence = 0

    def resolve(self) -> tuple[list[ActorSpan], dict[int, tuple[ActorSpan, ...]]]:
        """The mentions by pronoun and description, and those of them that mean several actors."""
        found: list[ActorSpan] = []
        joined: dict[int, tuple[ActorSpan, ...]] = {}
        for number, sent in enumerate(self.doc.sents):
            self.sentence = number
            inside = -1
            for token in sent:
                if token.i in self.spans:
                    span = self.spans[token.i]
                    inside = span.end
                    self._remember(span)
                elif token.i >= inside:
                    spans = self._resolve(token)
                    found.extend(spans[:1])
                    if len(spans) > 1:
                        joined[token.i] = spans
                    for span in spans:
                        self._remember(span)
        return found, joined

    def _remember(self, span: ActorSpan) -> None:
        root = self.doc[span.start : span.end].root
        weight = _FUNCTION.get(_function(root), 0.0)
        self.frequency[span.actor.id] += 1
        self.seen.append(_Seen(span, root, self.sentence, weight))

    def _resolve(self, token: Token) -> tuple[ActorSpan, ...]:
        if token.pos_ == "PRON":
            return self._pronoun(token)
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ in ("", "ORG", "NORP"):
            return self._description(token)
        return ()

    def _pronoun(self, token: Token) -> tuple[ActorSpan, ...]:
        lower = token.lower_
        beside = self._beside(token)
        if beside is not None:
            return (ActorSpan(token.i, token.i + 1, beside, "pronoun"),)
        if lower in words("pronoun", "person"):
            best = self._best(token, lambda seen: seen.span.actor.kind == "Person")
        elif lower in words("pronoun", "thing"):
            best = None if _is_pleonastic(token) or _means_an_act(token) else self._best(token, _is_thing)
        elif lower in words("pronoun", "plural"):
            best = self._best(token, _is_many)
        else:
            return ()
        if best is None:
            return ()
        return (ActorSpan(token.i, token.i + 1, best.span.actor, "pronoun"),)

    def _beside(self, token: Token) -> Actor | None:
        """ "Iran and its proxies": the owner stands right beside what it owns."""
        owned = token.head
        if token.dep_ != "poss" or owned.dep_ != "conj" or token.lower_ in words("pronoun", "first"):
            return None
        return next((seen.span.actor for seen in reversed(self.seen) if seen.root == owned.head), None)

    def _description(self, noun: Token) -> tuple[ActorSpan, ...]:
        lemma = noun.lemma_.lower()
        if lemma in words("collective", "client_nouns"):
            return self._clients(noun)
        determiner = next((t for t in noun.lefts if t.dep_ in ("det", "predet") or t.lower_ in ("both", "two")), None)
        if determiner is None or determiner.lower_ not in _DETERMINERS | {"two"}:
            return self._bare_plural(noun)
        start = min(t.i for t in noun.lefts if t.i <= noun.i)
        if lemma in words("pronoun", "pairs") and _is_pair(noun):
            return tuple(ActorSpan(start, noun.i + 1, actor, "description") for actor in self._two_states(noun))
        if _has_own_modifier(noun, self.spans) or lemma not in section_names("description"):
            return self._role(noun, start) or self._unnamed(noun, start)
        kinds = words("description", lemma)
        best = self._best(noun, lambda seen: seen.span.actor.kind in kinds and _number_agrees(noun, seen), _FAR_REACH)
        if best is None:
            return self._unnamed(noun, start)
        return (ActorSpan(start, noun.i + 1, best.span.actor, "description"),)

    def _bare_plural(self, noun: Token) -> tuple[ActorSpan, ...]:
        if noun.i not in self.bare or any(t.dep_ == "poss" for t in noun.lefts):
            return ()
        start = min((t.i for t in noun.lefts if t.dep_ in ("amod", "compound", "nummod")), default=noun.i)
        lemma = noun.lemma_.lower()
        if start == noun.i and noun.tag_ in ("NNS", "NNPS") and lemma in ("militia", "militant"):
            best = self._best(noun, _is_armed_collective, _FAR_REACH)
            if best is not None:
                return (ActorSpan(start, noun.i + 1, best.span.actor, "description"),)
        return self._unnamed(noun, start)

    def _clients(self, noun: Token) -> tuple[ActorSpan, ...]:
        """ "Iran and its proxies" -> the armed groups that Iran backs."""
        owner = next((t for t in noun.lefts if t.dep_ == "poss"), None)
        patron = next((seen.span.actor for seen in reversed(self.seen) if seen.root == owner), None)
        if patron is None or patron.kind != "State":
            return ()
        return (ActorSpan(noun.left_edge.i, noun.i + 1, armed_clients(patron), "description"),)

    def _role(self, noun: Token, start: int) -> tuple[ActorSpan, ...]:
        """ "the minister", "the general": the last person who was introduced with that title."""
        if not is_title(noun) or any(t.dep_ == "appos" and t.i > noun.i for t in noun.children):
            return ()
        title = {noun.lower_, *(t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound"))}
        for seen in reversed(self.seen):
            if seen.span.actor.kind == "Person" and title <= _titles_before(self.doc, seen):
                return (ActorSpan(start, noun.i + 1, seen.span.actor, "role"),)
        return ()

    def _unnamed(self, noun: Token, start: int) -> tuple[ActorSpan, ...]:
        """A collective of this document alone: "protesters" here are not the protesters of another text."""
        collective = collective_noun(noun)
        if noun.i not in self.bare or collective is None or collective.state_itself:
            return ()
        while start < noun.i and (self.doc[start].dep_ in ("det", "predet", "punct") or self.doc[start].is_space):
            start += 1
        name = " ".join(self.doc[start : noun.i + 1].text.split())
        own = f"{slug(noun.lemma_.lower())}-{self.doc.user_data['doc_id'][:8]}"
        actor = Actor(own, name, collective.kind, description=UNNAMED)  # type: ignore[arg-type]
        earlier = next((seen.span.actor for seen in self.seen if seen.span.actor.id == own), None)
        return (ActorSpan(start, noun.i + 1, earlier or actor, "description"),)

    def _two_states(self, noun: Token) -> list[Actor]:
        """The last two states that stood side by side, else the last two that were spoken of outside this clause."""
        verb = _verb_of(noun)
        states = [
            seen
            for seen in self._recent(_FAR_REACH)
            if seen.span.actor.kind == "State" and seen.span.how != "demonym" and _verb_of(seen.root) != verb
        ]
        for seen in reversed(states):
            pair = [
                other for other in states if other.root in seen.root.conjuncts and other.span.actor != seen.span.actor
            ]
            if pair:
                return [pair[0].span.actor, seen.span.actor]
        last = list(
            dict.fromkeys(seen.span.actor for seen in reversed(states) if self.sentence - seen.sentence <= _REACH)
        )
        return last[:2] if len(last) >= 2 else []

    def _best(self, anaphor: Token, agrees: Callable[[_Seen], bool], reach: int = _REACH) -> _Seen | None:
        best, best_score = None, float("-inf")
        for seen in self._recent(reach):
            if not agrees(seen) or _binds(anaphor, seen.root):
                continue
            score = (
                seen.weight
                + (_OWN_CLAUSE if anaphor.dep_ == "poss" and _is_subject_of_clause(seen.root, anaphor) else 0.0)
                - (_NAMELESS if seen.span.actor.description == UNNAMED and not _same_noun(anaphor, seen.root) else 0.0)
                - _RECENCY * (self.sentence - seen.sentence)
                + _FREQUENCY * min(self.frequency[seen.span.actor.id], 4) / 4
            )
            if score >= best_score:
                best, best_score = seen, score
        return best

    def _recent(self, reach: int) -> Iterator[_Seen]:
        return (seen for seen in self.seen if self.sentence - seen.sentence <= reach)


def _is_subject_of_clause(antecedent: Token, anaphor: Token) -> bool:
    return _function(antecedent) in ("nsubj", "nsubjpass") and _verb_of(antecedent) == _verb_of(anaphor)


def _function(root: Token) -> str:
    if root.dep_ == "appos" and root.head.i < root.i:
        return _function(root.head)
    if root.dep_ == "conj":
        return next((t.dep_ for t in root.ancestors if t.dep_ != "conj"), root.dep_)
    if root.dep_ == "pobj" and root.head.dep_ == "agent":
        return "agent"
    return str(root.dep_)


def _is_thing(seen: _Seen) -> bool:
    return seen.span.actor.kind in _THINGS or (seen.span.actor.kind == "Group" and not _is_plural(seen.root))


def _is_many(seen: _Seen) -> bool:
    return seen.span.actor.kind in _MANY and (_is_plural(seen.root) or seen.span.actor.kind != "Company")


def _is_armed_collective(seen: _Seen) -> bool:
    return seen.span.actor.kind == "Armed group" and seen.span.how == "description"


def _is_plural(root: Token) -> bool:
    return root.tag_ in ("NNS", "NNPS")


def _number_agrees(noun: Token, seen: _Seen) -> bool:
    if noun.tag_ in ("NNS", "NNPS"):
        return _is_plural(seen.root) or seen.span.how in ("description", "role")
    return not _is_plural(seen.root) or seen.span.how in ("name", "alias")


def _same_noun(one: Token, other: Token) -> bool:
    return one.lemma_.lower() == other.lemma_.lower()


def _is_pair(noun: Token) -> bool:
    return noun.tag_ == "NNS" and any(t.lower_ in ("both", "two") for t in noun.lefts)


def _has_own_modifier(noun: Token, spans: dict[int, ActorSpan]) -> bool:
    """ "the Kurdish group": modified by a name that makes it another actor than the last one spoken of."""
    return any(t.dep_ in ("amod", "compound", "nmod", "poss") and _tells_apart(t) for t in noun.lefts) or any(
        t.dep_ in ("prep", "relcl", "acl") and t.lower_ in ("of", "led", "called", "known") for t in noun.rights
    )


def _tells_apart(modifier: Token) -> bool:
    return bool(modifier.ent_type_) and modifier.lower_ not in words("collective", "modifiers")


def _binds(anaphor: Token, antecedent: Token) -> bool:
    """An object does not go back to the subject of its own verb ("Iran attacked it")."""
    if antecedent.i >= anaphor.i:
        return True
    if anaphor.dep_ == "poss":
        return anaphor.head == antecedent
    return anaphor.dep_ not in ("nsubj", "nsubjpass") and _verb_of(anaphor) == _verb_of(antecedent)


def _verb_of(token: Token) -> Token:
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            found: Token = ancestor
            return found
    return token


def _is_pleonastic(token: Token) -> bool:
    """ "It is clear that", "it rained"."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma_ in ("be", "seem", "appear", "remain", "become", "take") or token.dep_ == "nsubjpass":
        return any(child.dep_ in ("ccomp", "xcomp", "advcl", "acomp", "attr") for child in verb.rights)
    return False


def _means_an_act(token: Token) -> bool:
    """ "Oman praised the strike while China condemned it": an object goes back to an object, even to nobody's."""
    if token.lower_ != "it" or token.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    before = token.doc[token.sent.start : token.i]
    objects = [t for t in before if t.dep_ in ("dobj", "nsubjpass") and t.pos_ == "NOUN" and t.tag_ == "NN"]
    return bool(objects)


def _titles_before(doc: Doc, seen: _Seen) -> frozenset[str]:
    """The words right before a person's name, and of the description that follows it."""
    before = {t.lower_ for t in doc[max(seen.span.start - 5, 0) : seen.span.start]}
    after = {t.lower_ for child in seen.root.rights if child.dep_ == "appos" for t in (child, *child.lefts)}
    return frozenset(before | after)


def with_coreference(doc: Doc, collectives: Collectives) -> tuple[list[ActorSpan], dict[int, tuple[ActorSpan, ...]]]:
    """All mentions of the document, pronouns and descriptions among them, and the heads that mean several actors."""
    found, joined = Coreference(doc, collectives).resolve()
    return [*collectives.spans, *found], {**collectives.joined, **joined}
