"""Every attribution of an article: the constructions, and the quotations that run on after them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Doc, Span, Token

from extract import records
from extract.attribution.constructions import (
    according_to,
    adjectival,
    headed,
    in_the_words_of,
    lemma_of,
    nominal,
    signed,
    verbal,
)
from extract.attribution.contents import Reported, with_quotations, with_ranges
from extract.attribution.cues import cues
from extract.attribution.quotations import Quotation, paragraphs, quotations
from extract.lexicon import words

WINDOW = 25  # tokens between a quotation and its cue
FAR = 80  # tokens between a quotation and the cue of a clause that holds it
ENDINGS = frozenset({".", "!", "?", ";"})
LAST_INSIDE = frozenset({",", "!", "?", "…", "—", "–", "-", "..."})


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A paragraph ended inside a quotation: `owner` is the index of its attribution, if that is known; else `waiting`
    holds the stretches that the next paragraph may name a speaker for."""

    owner: int | None
    waiting: tuple[records.Span, ...]


def find_attributions(doc: Doc) -> list[Reported]:
    """Every attribution of the article, in the order of the cues."""
    found: list[Reported] = []
    unfinished = Unfinished(None, ())
    lines = paragraphs(doc)
    for i, (start, end) in enumerate(lines):
        quoted = list(quotations(doc, start, end))
        cued = _cued(doc, start, end, quoted)
        if doc[end - 1].text == ":" and i + 1 < len(lines):
            cue = _verb_before(doc, end - 1, start)
            block = Quotation(lines[i + 1][0], _statement_end(doc, lines[i + 1 :]), speech=True, open=False)
            cued |= {cue: [block]} if cue is not None else {}
        first = len(found)
        found += sorted(_of_one_line(doc, (start, end), quoted, cued), key=lambda one: one.cue.start)
        unfinished = _run_on(doc, start, quoted, found, first, unfinished)
    return found


def _statement_end(doc: Doc, below: Sequence[tuple[int, int]]) -> int:
    """What stands under "Salim said:" is the next paragraph and, without quotation marks, all up to the last one that
    speaks in the first person: so press statements are printed."""
    last = below[0][1]
    for start, end in below:
        if doc[end - 1].text == ":" or any(token.is_quote for token in doc[start:end]):
            break
        if any(token.lower_ in words("pronoun", "first") for token in doc[start:end]):
            last = end
    return last


def attribution_of(span: records.Span, reported: Sequence[Reported]) -> Reported | None:
    """The innermost attribution whose content holds the character range `span`."""
    holding = [
        (end - start, -one.cue.start, i)
        for i, one in enumerate(reported)
        for start, end in one.contents
        if start <= span[0] and span[1] <= end
    ]
    return reported[min(holding)[2]] if holding else None


def _of_one_line(
    doc: Doc, line: tuple[int, int], quoted: Sequence[Quotation], cued: dict[int, list[Quotation]]
) -> list[Reported]:
    whole = [with_quotations(doc, one, quoted) for one in _constructions(doc, *line, cued)]
    inside = _Inside(doc, whole, quoted)
    return _by_layout(doc, *line, quoted) + [one for one in whole if _tells(one) or one.cue not in inside]


class _Inside:
    """Whether a cue stands in what somebody else is reported to say."""

    def __init__(self, doc: Doc, reported: Sequence[Reported], quoted: Sequence[Quotation]) -> None:
        ranges = [span for one in reported for span in one.contents]
        ranges += [quotation.characters(doc) for quotation in quoted]
        ranges.sort()
        self._starts = [start for start, _ in ranges]
        self._reach = list(accumulate((end for _, end in ranges), max))  # the furthest end up to here

    def __contains__(self, cue: Span) -> bool:
        before = bisect_right(self._starts, cue.start_char)
        return before > 0 and cue.end_char <= self._reach[before - 1]


def _tells(one: Reported) -> bool:
    """Whether it adds a second voice where it is itself reported: "he said that the army claimed that…" does, "he said
    that he hoped…" and "“I think that…”" do not."""
    verb, speaker = one.cue[0], one.speaker
    if speaker is None or speaker.root.pos_ == "PRON" or "any" not in cues().verbs.get(lemma_of(verb), {}):
        return False
    return any(kid.dep_ == "ccomp" for kid in verb.children)


def _by_layout(doc: Doc, start: int, end: int, quoted: Sequence[Quotation]) -> list[Reported]:
    """Attributions by layout alone: a name and a colon before, a dash and a name behind."""
    lines = [headed(doc, start, end), *(signed(doc, quotation, end) for quotation in quoted if quotation.speech)]
    return [line for line in lines if line is not None]


def _constructions(doc: Doc, start: int, end: int, cued: dict[int, list[Quotation]]) -> Iterator[Reported]:
    for token in doc[start:end]:
        found: Reported | None = None
        if token.pos_ == "VERB":
            found = according_to(token) or verbal(token, cued.get(token.i, ()))
        elif token.pos_ in {"NOUN", "PROPN"}:
            found = in_the_words_of(token) or nominal(token)
        elif token.pos_ in {"ADJ", "ADP", "SCONJ", "ADV"}:
            found = according_to(token) or adjectival(token)
        if found is not None:
            yield found


def _cued(doc: Doc, start: int, end: int, quoted: Sequence[Quotation]) -> dict[int, list[Quotation]]:
    """Cue verbs (token index) with the direct speech beside them."""
    cued: dict[int, list[Quotation]] = {}
    for quotation in quoted:
        if not quotation.speech:
            continue
        cue = _cue_after(doc, quotation, end)
        if cue is None:
            cue = _cue_before(doc, quotation, start)
        if cue is not None:
            cued.setdefault(cue, []).append(quotation)
    return cued


def _cue_after(doc: Doc, quotation: Quotation, end: int) -> int | None:
    """ "“…,” said Salim" and "“…?” Salim, the envoy, asked"."""
    inside = doc[quotation.end - 2].text
    if inside not in LAST_INSIDE and not (quotation.end < end and doc[quotation.end].text == ","):
        return None
    for token in doc[quotation.end : min(quotation.end + WINDOW, end)]:
        if token.text in ENDINGS or token.is_quote or token.dep_ == "cc":
            return None
        if _introduces(token):
            return token.i
    return None


def _cue_before(doc: Doc, quotation: Quotation, start: int) -> int | None:
    """ "Salim said: “…”", "Salim added, “…”", "saying “…”"."""
    verb = _verb_before(doc, quotation.start, start)
    near = verb is not None and (doc[quotation.start - 1].text in {",", ":"} or quotation.start - verb <= 2)
    return verb if near else None


def _verb_before(doc: Doc, i: int, start: int) -> int | None:
    """The nearest verb of saying before token `i` in its sentence."""
    for j in range(i - 1, max(start, i - WINDOW) - 1, -1):
        if doc[j].text in ENDINGS or doc[j].is_quote:
            return None
        if _introduces(doc[j]):
            return j
    return None


def _introduces(token: Token) -> bool:
    if token.pos_ != "VERB" or token.dep_ in {"relcl", "amod"}:
        return False
    lemma = lemma_of(token)
    frames = cues().verbs.get(lemma, {})
    return "any" in frames or "quotation" in frames or lemma in cues().phrases


def _run_on(
    doc: Doc, start: int, quoted: Sequence[Quotation], found: list[Reported], first: int, unfinished: Unfinished
) -> Unfinished:
    """Gives sentences in quotation marks that have no cue of their own to the speaker before them: "“…,” he said. “…”",
    and over paragraphs whose quotation was left open to the speaker before or behind. Returns what is open now."""
    for quotation in quoted:
        span = quotation.characters(doc)
        owner, more = _owner(found, first, quotation, span), [span]
        if quotation.start == start:
            if owner is None:
                owner = unfinished.owner
            more += unfinished.waiting
        if owner is None and quotation.speech and _begins_sentence(doc, quotation.start, start):
            owner = _before(found, first, quotation.start)
        if owner is not None:
            found[owner] = with_ranges(found[owner], more)
        waiting = tuple(more) if owner is None and quotation.open else ()
        unfinished = Unfinished(owner if quotation.open else None, waiting)
    return unfinished if quoted else Unfinished(None, ())


def _owner(found: list[Reported], first: int, quotation: Quotation, span: records.Span) -> int | None:
    """The attribution whose content overlaps the quotation; its cue is not far."""
    near = bisect_left(found, quotation.start - FAR, lo=first, key=_position)
    for i in range(near, bisect_left(found, quotation.end + FAR, lo=near, key=_position)):
        if any(start < span[1] and span[0] < end for start, end in found[i].contents):
            return i
    return None


def _before(found: list[Reported], first: int, token: int) -> int | None:
    earlier = bisect_left(found, token, lo=first, key=_position) - 1
    return earlier if earlier >= first else None


def _position(one: Reported) -> int:
    return one.cue.start


def _begins_sentence(doc: Doc, i: int, start: int) -> bool:
    return i == start or doc[i - 1].text in ENDINGS or doc[i - 1].is_quote
