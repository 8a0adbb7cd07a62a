"""The first person: "we" in a quotation is whom the speaker speaks for, in a statement whoever makes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from extract.coref.grammar import root_of
from extract.coref.kinds import body_of
from extract.coref.memory import UNNAMED
from extract.describing import describing_nouns
from extract.linking import ActorSpan
from extract.ontology import relations
from extract.records import Actor, Span
from extract.vocabulary import vocabulary

_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
# Authors speak of themselves this often, not once by the way.
_OFTEN = 3
# Whoever is quoted says no more than so many characters in one breath.
_LONG = 1500
_OPENING = frozenset('"“„«')


def with_speakers(
    doc: Doc, spans: Iterable[ActorSpan], said: Iterable[tuple[Actor, tuple[Span, ...]]]
) -> list[ActorSpan]:
    """`spans` and the mentions by a pronoun of the first person. `said` holds every speaker that is known with the
    character ranges of what they say. Outside of direct speech "we" is whoever makes a statement, else nobody."""
    known = list(spans)
    first = {token.idx: token for token in doc if token.lower_ in _PLURAL | _SINGULAR}
    if not first:
        return known
    bodies = _bodies(doc, known)
    text = doc.text  # put together anew each time it is asked for
    taken = {i for span in known for i in range(span.start, span.end)}
    for speaker, ranges in said:
        for start, end in ranges:
            for token in (first[idx] for idx in first if start <= idx < end and _is_direct(text, start, idx)):
                actor = _meant(token.lower_, speaker, bodies)
                if token.i not in taken and actor is not None:
                    taken.add(token.i)
                    known.append(ActorSpan(token.i, token.i + 1, actor, "pronoun"))
    return [*known, *_of_statement(doc, text, known, [t for t in first.values() if t.i not in taken])]


def _meant(pronoun: str, speaker: Actor, bodies: dict[str, Actor]) -> Actor | None:
    """ "I" is a person, "we" the body of the speaker; who is of no body that we know may speak for anybody."""
    if speaker.kind == "Person":
        return speaker if pronoun in _SINGULAR else bodies.get(speaker.id, speaker)
    return speaker if pronoun in _PLURAL else None


def _bodies(doc: Doc, spans: list[ActorSpan]) -> dict[str, Actor]:
    at = {root_of(doc, span).i: span for span in spans}
    return dict(_of_persons(doc, spans, at))


def _of_persons(doc: Doc, spans: list[ActorSpan], at: dict[int, ActorSpan]) -> Iterator[tuple[str, Actor]]:
    for span in reversed(spans):
        if span.actor.kind == "Person" and span.how in ("name", "alias"):
            root = root_of(doc, span)
            body = body_of(root, describing_nouns(span, root), at)
            if body is not None:
                yield span.actor.id, body


def _is_direct(text: str, start: int, position: int) -> bool:
    """Does a quotation open between the start of what is said, or right before it, and the word? What stands below
    "she said:" needs no marks."""
    if text[max(start - 4, 0) : start].rstrip().endswith(":"):
        return True
    return any(c in _OPENING for c in text[max(start - 2, 0) : position])


def _of_statement(doc: Doc, text: str, spans: list[ActorSpan], pronouns: list[Token]) -> Iterator[ActorSpan]:
    """ "Norway condemns the attack. We call on all sides …": the text itself is Norway's. Where it quotes anybody, it
    is a report, or the work of authors who speak of themselves."""
    plural = [token for token in pronouns if token.lower_ in _PLURAL]
    author = None if any(token.is_quote for token in doc) else _author(doc, spans)
    if author is None:
        plural = [token for token in plural if not _is_quoted(text, token.idx)]
        if sum(token.dep_ in ("nsubj", "nsubjpass") for token in plural) < _OFTEN:
            return
        own = f"authors-{doc.user_data['doc_id'][:8]}"
        author = Actor(own, "the authors", "Group", description=UNNAMED)
    for token in plural:
        yield ActorSpan(token.i, token.i + 1, author, "pronoun")


def _is_quoted(text: str, position: int) -> bool:
    """Is a quotation open at this character? None runs over a paragraph's end unmarked."""
    before = text[max(position - _LONG, 0) : position].rpartition("\n\n")[2]
    straight = before.count('"') % 2 == 1
    return straight or before.count("“") + before.count("„") > before.count("”")


def _author(doc: Doc, spans: list[ActorSpan]) -> Actor | None:
    """The body that praises, blames or asks in the present tense in the first sentence."""
    opening = next(doc.sents, None)
    if opening is None or opening.root.tag_ not in ("VBZ", "VBP"):
        return None
    frames = [frame for _, _, frame in vocabulary().verbs.get(opening.root.lemma_.lower(), ())]
    subject = next((t for t in opening.root.children if t.dep_ == "nsubj"), None)
    if subject is None or not any(relations()[frame.relation].quad_class.startswith("verbal") for frame in frames):
        return None
    return next((s.actor for s in spans if s.start <= subject.i < s.end and s.actor.kind != "Person"), None)
