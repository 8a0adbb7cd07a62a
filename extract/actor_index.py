"""Which actors stand at which token: the mentions of a document as the claim rules look them up."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from extract.linking import ActorSpan
from extract.vocabulary import vocabulary


class ActorIndex:
    """The actor spans of a document by token. A joined head ("U.S. and Iraqi forces") means several actors; an inner
    span stands inside another ("Iran" in "Iran-backed militias")."""

    def __init__(
        self,
        doc: Doc,
        spans: Iterable[ActorSpan],
        joined: dict[int, tuple[ActorSpan, ...]],
        inner: Iterable[ActorSpan] = (),
    ) -> None:
        self.doc = doc
        self.spans = tuple(sorted(spans, key=lambda span: (span.start, span.end)))
        self.inner = tuple(inner)
        self._inner_at = {i: span for span in self.inner for i in range(span.start, span.end)}
        self._at: dict[int, ActorSpan] = {i: span for span in self.spans for i in range(span.start, span.end)}
        self._joined = joined
        self.by_root: dict[int, ActorSpan] = {self.tokens(span).root.i: span for span in self.spans}

    def __getitem__(self, token: Token) -> tuple[ActorSpan, ...]:
        """Who is meant by this very token; nobody for most."""
        if token.i in self._joined:
            return self._joined[token.i]
        span = self._at.get(token.i)
        return (span,) if span else ()

    def innermost(self, token: Token) -> tuple[ActorSpan, ...]:
        """Who is meant by the word alone: Iran by "Iran" in "Iran-backed militias"."""
        span = self._inner_at.get(token.i)
        return (span,) if span else self[token]

    def is_part(self, span: ActorSpan) -> bool:
        """Does the mention name people of an actor rather than the actor: "U.N. inspectors", not "the U.N."?"""
        noun = self.doc[span.end - 1].lemma_.lower()
        collective = vocabulary().collectives.get(noun)
        if span.how != "description" or collective is None or collective.state_itself:
            return False
        return any(inner.start == span.start and inner.actor.id == span.actor.id for inner in self.inner)

    def tokens(self, span: ActorSpan) -> Span:
        return self.doc[span.start : span.end]

    def named(self, span: ActorSpan) -> ActorSpan:
        """For a pronoun the name that it goes back to, where that stands before it in the same sentence: "Iran said it
        would" is shown by "Iran"."""
        if span.how != "pronoun":
            return span
        sentence = self.doc[span.start].sent
        named = [s for s in self.spans if s.actor.id == span.actor.id and sentence.start <= s.start < span.start]
        return next((s for s in reversed(named) if s.how != "pronoun"), span)

    def chars(self, span: ActorSpan) -> tuple[int, int]:
        """The character range of a mention."""
        tokens = self.tokens(span)
        return tokens.start_char, tokens.end_char
