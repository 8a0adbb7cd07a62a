"""Which actor each phrase means: from the gazetteer by context, else an actor of the text's own under a stable id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Doc, Span, Token

from extract.cities import country_of_city
from extract.gazetteer import Gazetteer, fold
from extract.lexicon import words
from extract.naming import kind_of_beginning, kind_of_name, nil_actor, other_names, short_forms, slug
from extract.places import REGION, acts, acts_for_state, is_called_a_place, is_headed
from extract.records import Actor, How, Kind
from extract.short_names import Phrase, body_short_forms
from extract.sorts import sorts_told
from extract.titles import is_single_role, is_title
from extract.vocabulary import vocabulary

# Whose it is said to be counts for more than all else that a text tells of a name.
_OWNED = 6.0


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Tokens [start, end) mean `actor`."""

    start: int
    end: int
    actor: Actor
    how: How


def link_phrases(doc: Doc, phrases: list[Phrase], gazetteer: Gazetteer) -> list[ActorSpan]:
    """The actor of every phrase that means one, in order. Full names are linked first, short forms to them."""
    linker = _Linker(doc, phrases, gazetteer)
    linked: dict[int, ActorSpan] = {}
    for stage in (_is_introduced_by_nothing, _is_short_form, _is_acronym):
        for phrase in phrases:
            if phrase.start not in linked and stage(linker, phrase):
                actor_span = linker.link(phrase, linked)
                if actor_span is not None:
                    linked[phrase.start] = actor_span
    return [linked[start] for start in sorted(linked)]


def _described_kinds(doc: Doc, phrases: list[Phrase], labels: dict[str, str]) -> dict[str, Kind]:
    """What the text itself calls a name: "the exchange Namsan Pay", "the Citizen Dawn movement", "X, a drone maker".
    Of a person "a grain exporter" tells no other kind."""
    kinds: dict[str, Kind] = {}
    for phrase in phrases:
        span = doc[phrase.start : phrase.end]
        key = fold(span.text)
        is_person = " " in key and labels.get(key) == "PERSON"
        nouns = (t for t in _describing(span) if not (is_person and t.lemma_.endswith(("er", "or"))))
        kind = next((kind for noun in nouns if (kind := _kind_of_noun(noun))), None)
        if kind is not None:
            kinds.setdefault(key, kind)
    return kinds


def _describing(span: Span) -> Iterator[Token]:
    """The nouns that stand right before or after a name, or in apposition to it."""
    doc, root = span.doc, span.root
    if span.end < len(doc) and doc[span.end].pos_ == "NOUN" and root.dep_ in ("compound", "nmod", "appos"):
        yield doc[span.end]
    before = doc[span.start - 1] if span.start > 0 else None
    if before is not None and before.pos_ == "NOUN" and (before.head == root or root.head == before):
        yield before
    yield from (t for t in root.children if t.dep_ == "appos" and t.i > root.i and t.tag_ == "NN")


def _kind_of_noun(noun: Token) -> Kind | None:
    """The kind of a body that a common noun in the singular calls it; people's roles are no bodies."""
    lemma = noun.lemma_.lower()
    collective = vocabulary().collectives.get(lemma)
    if collective is None or noun.tag_ != "NN" or noun.text != noun.lower_ or collective.state_itself:
        return None
    is_body = lemma in words("collective", "group_nouns") or collective.kind == "Company"
    return cast(Kind, collective.kind) if is_body else None


class _Linker:
    """What linking knows of one document: its words, which actors its unambiguous names mean, its people's names."""

    def __init__(self, doc: Doc, phrases: list[Phrase], gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.words = frozenset(fold(doc.text).split())
        self.ending_at = {phrase.end: phrase for phrase in phrases}
        alone = (p for p in phrases if len(p.actor_ids) == 1)
        self.certain = Counter(p.actor_ids[0] for p in alone if not self._is_short(p, p.actor_ids[0]))
        self.countries = Counter(
            entry.country for actor_id in self.certain.elements() if (entry := gazetteer[actor_id].actor).country
        )
        self.labels = sorts_told(doc, phrases)
        self.described = _described_kinds(doc, phrases, self.labels)
        self.acting = {fold(span.text) for span in map(self.span, phrases) if acts(span)}
        self.full_names: dict[str, Actor] = {}
        self.persons: dict[str, Actor] = {}
        self.other_names: dict[str, Actor] = {}
        self.bodies: dict[str, list[tuple[int, Actor]]] = {}

    def span(self, phrase: Phrase) -> Span:
        return self.doc[phrase.start : phrase.end]

    def link(self, phrase: Phrase, linked: dict[int, ActorSpan]) -> ActorSpan | None:
        if phrase.acronym_of is not None:
            introduced = linked.get(phrase.acronym_of)
            if introduced:
                return ActorSpan(phrase.start, phrase.end, introduced.actor, "alias")
            if not phrase.label:
                return None
        if phrase.actor_ids:
            return self._known(phrase)
        realm = self._realm(phrase)
        return ActorSpan(phrase.start, phrase.end, realm, "alias") if realm is not None else self._unknown(phrase)

    def _realm(self, phrase: Phrase) -> Actor | None:
        """ "the Kingdom" is that among the states of the text which is spoken of most."""
        word = fold(self.span(phrase).text)
        if word not in words("place", "realms") or phrase.start == 0 or self.doc[phrase.start - 1].lower_ != "the":
            return None
        states = (self.gazetteer[actor_id].actor for actor_id, _ in self.certain.most_common())
        return next((s for s in states if s.kind == "State" and any(word in fold(a).split() for a in s.aliases)), None)

    def _known(self, phrase: Phrase) -> ActorSpan | None:
        earlier = self.persons.get(fold(self.span(phrase).text)) if phrase.label == "PERSON" else None
        if earlier is not None:
            return ActorSpan(phrase.start, phrase.end, earlier, "alias")
        chosen = self._choose(phrase)
        if chosen is None:
            return self._unknown(replace(phrase, actor_ids=(), how="name")) if phrase.label else None
        if self._is_short(phrase, chosen) and chosen not in self.certain and (body := self._body_called(phrase)):
            return ActorSpan(phrase.start, phrase.end, body, "alias")
        actor, how = self.gazetteer[chosen].actor, self._how(phrase, chosen)
        if how == "metonym" and not acts_for_state(self.span(phrase)):
            name = self.span(phrase).text
            actor, how = Actor(slug(name), name, "Place", actor.country), "name"
        elif actor.kind == "Person":
            self._remember(actor, actor.name, *actor.aliases)
        elif actor.kind == "Place":
            actor = self._governing(self.span(phrase), actor)
        self._remember_body(phrase, actor)
        return ActorSpan(phrase.start, phrase.end, actor, how)

    def _choose(self, phrase: Phrase) -> str | None:
        """The candidate that the context favours; None where only a shared short name speaks for it."""
        scores = {actor_id: self._score(actor_id, phrase) for actor_id in phrase.actor_ids}
        best = max(scores, key=lambda actor_id: scores[actor_id])
        told = not self._is_short(phrase, best) or (scores[best] > 0 and not _is_in_longer_name(self.span(phrase)))
        return best if told or self._is_known_by_it(phrase, self.gazetteer[best].actor) else None

    def _is_known_by_it(self, phrase: Phrase, actor: Actor) -> bool:
        """A state; a surname that the recogniser takes for a person; "the Red Cross", which is nobody else's."""
        alone = len(phrase.actor_ids) == 1
        of_all = actor.country is None and phrase.label == "ORG"
        return actor.kind == "State" or (alone and (of_all or (actor.kind == "Person" and phrase.label == "PERSON")))

    def _score(self, actor_id: str, phrase: Phrase) -> float:
        entry = self.gazetteer[actor_id]
        named = 3.0 * (actor_id in self.certain)
        home = 1.0 * self._is_at_home(entry.actor.country, self._is_short(phrase, actor_id))
        context = sum(set(fold(word).split()) <= self.words for word in entry.context)
        written = 0.0 if self._is_short(phrase, actor_id) else 1.5
        contradicted = phrase.label == "PERSON" and entry.actor.kind != "Person" and len(phrase.actor_ids) > 1
        owner = self._owner(phrase)
        owned = 0.0 if owner is None else _OWNED if entry.actor.country == owner else -_OWNED
        return named + home + context + written + owned - 3.0 * contradicted

    def _owner(self, phrase: Phrase) -> str | None:
        """The country of "Lebanon's Hezbollah", "the Lebanese Hezbollah"."""
        possessive = phrase.start > 0 and self.doc[phrase.start - 1].tag_ == "POS"
        before = self.ending_at.get(phrase.start - possessive)
        if before is None or len(before.actor_ids) != 1 or not (possessive or before.how == "demonym"):
            return None
        owner = self.gazetteer[before.actor_ids[0]].actor
        return owner.country if owner.kind == "State" else None

    def _is_at_home(self, country: str | None, is_short: bool) -> bool:
        """ "The Constitutional Court" is that of a state that the text speaks of often, not of any that it names."""
        told = self.countries[country] if country else 0
        return told > 0 and (not is_short or 2 * told >= max(self.countries.values()))

    def _is_short(self, phrase: Phrase, actor_id: str) -> bool:
        entry, surface = self.gazetteer[actor_id], fold(self.span(phrase).text)
        return surface in set(map(fold, entry.short)) - set(map(fold, entry.demonyms))

    def _how(self, phrase: Phrase, actor_id: str) -> How:
        entry = self.gazetteer[actor_id]
        surface = fold(self.span(phrase).text)
        if phrase.how == "demonym" and surface not in {fold(d) for d in entry.demonyms}:
            return "alias"
        if surface == fold(entry.actor.name):
            return "name"
        return phrase.how

    def _unknown(self, phrase: Phrase) -> ActorSpan | None:
        span = self.span(phrase)
        key = fold(span.text)
        if phrase.label == "NORP" and (span.root.pos_ == "ADJ" or span.root.dep_ in ("amod", "compound", "nmod")):
            return ActorSpan(phrase.start, phrase.end, nil_actor(_tidy(span.text), "NORP"), "demonym")
        label = self.labels.get(key, phrase.label)
        if phrase.label == label == "NORP":
            return ActorSpan(phrase.start, phrase.end, nil_actor(_tidy(span.text), label), "demonym")
        known = self.full_names.get(key) or self.persons.get(key) or self._body_called(phrase)
        known = known or self.other_names.get(key)
        if known is not None:
            return ActorSpan(phrase.start, phrase.end, known, "name" if key == fold(known.name) else "alias")
        if self._is_introduced_as_person(span):
            label = "PERSON"
        elif label in ("PERSON", "ORG") and (self._is_town(span) or is_called_a_place(span)):
            label = "GPE"
        elif label == "PERSON" and kind_of_beginning(key):
            label = "ORG"
        actor = nil_actor(_tidy(span.text), label)
        if described := self.described.get(key):
            actor = replace(actor, kind=described)
        if actor.kind == "Military" and self._is_of_no_state(span):
            actor = replace(actor, kind="Armed group")
        if actor.kind == "Place" and not _follows_article(span):  # "the North" is no town of that name
            actor = self._governing(span, replace(actor, country=country_of_city(actor.name, self.countries)))
        self.full_names[key] = actor
        self._remember_body(phrase, actor)
        if actor.kind == "Person":
            self._remember(actor, actor.name)
        return ActorSpan(phrase.start, phrase.end, actor, "name")

    def _is_of_no_state(self, span: Span) -> bool:
        """ "the Selous Army" is no state's, "the Kenya Army" and "the Third Army" are."""
        if span[-1].lower_ != "army" or len(span) < 2 or span[0].lower_ in words("name", "regular"):
            return False
        hits = (hit for token in span for hit in self.gazetteer.lookup(token.text))
        return not any(self.gazetteer[one].actor.kind == "State" for hit in hits for one in hit.actor_ids)

    def _governing(self, span: Span, place: Actor) -> Actor:
        """A region that acts anywhere in the text is its government, and so is any place that one heads; a town that
        acts is a figure of speech."""
        if is_headed(span):
            name = f"Government of {place.name}"
            return Actor(slug(name), name, "Government body", place.country, description=REGION)
        is_town = bool(country_of_city(place.name, self.countries))
        key = fold(span.text)
        if is_town or key not in self.acting or key in words("place", "continents"):
            return place
        return replace(place, kind="Government body", description=REGION)

    def _is_introduced_as_person(self, span: Span) -> bool:
        """A title before the name or a role after it: the recogniser takes many a foreign name for something else."""
        if kind_of_name(span.text) is not None:
            return False
        before = self.doc[span.start - 1] if span.start else None
        if before is not None and is_title(before) and before.dep_ == "compound" and before.head in span:
            return True
        root = span.root
        if (root.dep_ == "appos" and is_single_role(root.head)) or _has_an_age_or_acts_as_one(span):
            return True
        beside = [t for t in root.children if t.dep_ == "appos" and t.i > root.i]
        return any(is_single_role(t) or _is_told_of_as_one(t) for t in beside)

    def _is_town(self, span: Span) -> bool:
        """ "in La Ceiba": the recogniser takes many a foreign town for somebody."""
        root = span.root
        located = root.dep_ == "pobj" and root.head.lower_ in ("in", "at", "near") and root.head.i == span.start - 1
        return located and kind_of_name(span.text) is None and bool(country_of_city(span.text, self.countries))

    def _remember_body(self, phrase: Phrase, actor: Actor) -> None:
        span = self.span(phrase)
        if len(span) == 1 or actor.kind in ("Person", "Place", "State"):
            return
        for short in body_short_forms(span, is_company=actor.kind == "Company"):
            self.bodies.setdefault(fold(short), []).append((phrase.start, actor))

    def _body_called(self, phrase: Phrase) -> Actor | None:
        """ "the Front", "Renewal": the body whose name ends so and that was named last before."""
        named = [actor for start, actor in self.bodies.get(fold(self.span(phrase).text), ()) if start < phrase.start]
        if not named or (phrase.label == "PERSON" and kind_of_name(named[-1].name) is None):
            return None  # "Reed": what the recogniser took Dean Reed for is not sure
        return named[-1]

    def _remember(self, person: Actor, *names: str) -> None:
        for name in names:
            for short in short_forms(name):
                self.persons.setdefault(short, person)
            for part in other_names(name):
                self.other_names.setdefault(part, person)
        self.persons[fold(person.name)] = person


def _is_introduced_by_nothing(linker: _Linker, phrase: Phrase) -> bool:
    return phrase.acronym_of is None and not _is_short_form(linker, phrase)


def _is_short_form(linker: _Linker, phrase: Phrase) -> bool:
    if phrase.acronym_of is not None:
        return False
    if phrase.actor_ids:
        return all(linker._is_short(phrase, actor_id) for actor_id in phrase.actor_ids)
    return len(fold(linker.span(phrase).text).split()) == 1 or phrase.end - phrase.start == 1


def _follows_article(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ == "the"


def _is_in_longer_name(span: Span) -> bool:
    """ "Cortés" of "Puerto Cortés" is nobody's short name."""
    joined = [t for t in span.doc[max(span.start - 1, 0) : span.start] if t.dep_ == "compound" and t.head in span]
    return any(t.text[:1].isupper() and not is_title(t) and t.ent_type_ not in ("NORP", "GPE") for t in joined)


def _is_told_of_as_one(noun: Token) -> bool:
    """ "Wilmer Pineda, a grain trader who"."""
    clauses = (t for t in noun.rights if t.dep_ == "relcl") if noun.tag_ == "NN" else ()
    return any(t.lower_ == "who" for clause in clauses for t in clause.lefts)


def _has_an_age_or_acts_as_one(span: Span) -> bool:
    """ "Wilmer Pineda, 64,", "Wilmer Pineda, who"."""
    after = span.doc[span.end : span.end + 3]
    if len(span) == 1 or len(after) < 3 or after[0].text != ",":
        return False
    aged = after[1].like_num and len(after[1]) == 2 and after[2].is_punct
    return aged or after[1].lower_ == "who"


def _is_acronym(_linker: _Linker, phrase: Phrase) -> bool:
    return phrase.acronym_of is not None


def _tidy(name: str) -> str:
    return " ".join(name.split())
