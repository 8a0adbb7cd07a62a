"""The state that a text is about: "the government", "the army" without a name are those of that state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.collectives import Collectives
from extract.coref.grammar import possessive
from extract.lexicon import words
from extract.linking import ActorSpan
from extract.naming import slug
from extract.records import Actor, Kind
from extract.vocabulary import vocabulary

# One country is the subject of a text when it is spoken of this often, and so many times as often as any other.
_OFTEN = 3
_AHEAD = 2.0
# The headline and the first sentence tell what a text is about.
_OPENING = 2


class Home:
    """Counts once what each country is spoken of in a document: by its name, its cities, its bodies and parties."""

    def __init__(self, doc: Doc, collectives: Collectives) -> None:
        every = {(s.start, s.actor.id): s for s in (*collectives.spans, *collectives.inner) if s.actor.country}.values()
        named = Counter(span.actor for span in every if span.actor.kind == "State")
        self.by_country = {state.country: state for state, _ in reversed(named.most_common())}
        self.owned = [span for span in every if _is_body_of_state(span)]
        opening = [sent.end for _, sent in zip(range(_OPENING), doc.sents, strict=False)]
        counted: Counter[str] = Counter()
        for span in every:
            if span.actor.country and span.actor.kind != "Person":
                counted[span.actor.country] += 2 if opening and span.start < opening[-1] else 1
        self.state = self._foremost(counted)

    def _foremost(self, counted: Counter[str]) -> Actor | None:
        ranked = counted.most_common(2)
        if not ranked or ranked[0][1] < _OFTEN:
            return None
        if len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]:
            return None
        return self.by_country.get(ranked[0][0])

    def seated(self, place: ActorSpan | None) -> Actor | None:
        """ "The ministry in Maputo" is one of Mozambique."""
        return self.by_country.get(place.actor.country) if place is not None else None

    def of(self, noun: Token) -> Actor | None:
        """The state whose body `noun` names: that of the text, else that of another body in the same sentence."""
        if self.state is not None:
            return self.state
        sent = noun.sent
        countries = {s.actor.country for s in self.owned if sent.start <= s.start < noun.i}
        near = {self.by_country[c].id: self.by_country[c] for c in countries if c in self.by_country}
        return next(iter(near.values())) if len(near) == 1 else None


def body_of_state(phrase: Sequence[Token], state: Actor) -> Actor:
    """The state for its government; for its army or police the same actor that "the Iraqi army" is."""
    lemma = phrase[-1].lemma_.lower()
    pair = f"{phrase[-2].lower_} {lemma}" if len(phrase) > 1 else lemma
    lemma = pair if pair in vocabulary().collectives else lemma
    collective = vocabulary().collectives.get(lemma)
    if collective is None or collective.state_itself:
        return state
    kind: Kind = collective.kind  # type: ignore[assignment]  # checked when the vocabulary is read
    name = f"{possessive(state.name)} {' '.join(t.lower_ for t in phrase)}"
    return Actor(
        slug(f"{state.name} {' '.join(t.lemma_.lower() for t in phrase)}"),
        name,
        kind,
        country=state.country,
        description=f"of {state.name}, without a name of their own",
    )


def is_home_noun(noun: Token) -> bool:
    """ "the government", "the air force": of these nouns the one without a name is that of the state of the text."""
    lemma = noun.lemma_.lower()
    pair = f"{noun.nbor(-1).lower_} {lemma}" if noun.i else lemma
    if pair in words("anaphor", "bodies_of_state"):
        return True
    if lemma not in words("anaphor", "bodies_of_state"):
        return False
    return noun.tag_ in ("NN", "NNP") or lemma in ("police", "authority")


def _is_body_of_state(span: ActorSpan) -> bool:
    actor = span.actor
    return bool(actor.country) and span.how == "description" and actor.kind in ("Government body", "Military")
