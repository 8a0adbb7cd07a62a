"""One pass over a document, mention by mention."""

from __future__ import annotations

from spacy.symbols import ADJ, NOUN, PRON, PROPN
from spacy.tokens import Doc, Token

from extract.collectives import Collectives
from extract.coref.descriptions import Descriptions
from extract.coref.grammar import verb_of
from extract.coref.home import Home
from extract.coref.kinds import kinds_by_description, with_kinds
from extract.coref.memory import Memory
from extract.coref.pronouns import resolve_pronoun
from extract.linking import ActorSpan

_MEANING = frozenset((PRON, NOUN, PROPN, ADJ))
_DECOY_FUNCTIONS = ("nsubj", "nsubjpass", "dobj")


class Reading:
    """Reads a document once from front to back and remembers whom it has spoken of."""

    def __init__(self, doc: Doc, collectives: Collectives) -> None:
        self.doc = doc
        kinds = kinds_by_description(doc, collectives.spans)
        self.given = {head: tuple(with_kinds(spans, kinds)) for head, spans in collectives.joined.items()}
        self.named = tuple(with_kinds(collectives.spans, kinds))
        self.spans = {span.start: span for span in self.named}
        self.memory = Memory(doc, self.named)
        self.descriptions = Descriptions(self.memory, Home(doc, collectives), frozenset(collectives.bare))
        self.joined: dict[int, tuple[ActorSpan, ...]] = {}

    def resolve(self) -> list[ActorSpan]:
        """The mentions by pronoun and description; in `joined`, those of them that mean several actors."""
        found: list[ActorSpan] = []
        sentence, inside = -1, -1
        for token in self.doc:
            if token.is_sent_start:
                sentence += 1
                self.memory.begin_sentence(sentence)
            if token.i in self.spans:
                inside = self._read(self.spans[token.i])
            elif token.i >= inside and token.pos in _MEANING:
                found.extend(self._resolve(token))
        return found

    def _read(self, span: ActorSpan) -> int:
        self.memory.remember(span)
        members = self.given.get(span.end - 1, ())
        if len(members) > 1:
            self.memory.remember(span, members)
        return span.end

    def _resolve(self, token: Token) -> tuple[ActorSpan, ...]:
        spans = self._meant(token)
        if not spans:
            if token.pos == NOUN and token.dep_ in _DECOY_FUNCTIONS:
                self.memory.add_decoy(token)
            return ()
        for span in spans:
            self.memory.remember(span)
        if len(spans) > 1:
            self.joined[token.i] = spans
            self.memory.remember(spans[0], spans)
        return spans[:1]

    def _meant(self, token: Token) -> tuple[ActorSpan, ...]:
        if token.pos == PRON:
            return resolve_pronoun(self.memory, token)
        if token.lower_ == "other":
            return self._other(token)
        if token.pos == ADJ:
            return ()
        named_next = token.i + 1 in self.spans and self.spans[token.i + 1].how in ("name", "alias")
        if token.ent_type_ in ("", "ORG", "NORP") and not named_next:
            return self.descriptions.resolve(token)
        return ()

    def _other(self, token: Token) -> tuple[ActorSpan, ...]:
        """ "Each government blamed the other": the two again, each with the other."""
        if token.i == 0 or token.dep_ not in ("dobj", "pobj") or token.nbor(-1).lower_ != "the":
            return ()
        subject = next((t for t in verb_of(token).lefts if t.i in self.joined), None)
        if subject is None or not any(t.lower_ in ("each", "both") for t in subject.lefts):
            return ()
        return tuple(ActorSpan(token.i - 1, token.i + 1, span.actor, "description") for span in self.joined[subject.i])


def with_coreference(doc: Doc, collectives: Collectives) -> tuple[list[ActorSpan], dict[int, tuple[ActorSpan, ...]]]:
    """All mentions of the document, pronouns and descriptions among them, and the heads that mean several actors."""
    reading = Reading(doc, collectives)
    found = reading.resolve()
    return [*reading.named, *found], {**reading.given, **reading.joined}
