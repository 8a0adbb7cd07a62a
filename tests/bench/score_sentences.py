"""Articles annotated sentence by sentence, and how far extracted claims agree with them.

A line `= ` holds a sentence, the lines below it the relations that it states: `source | RELATION | target | trigger`,
with the status behind them where that is not actual. Source, target and trigger are words of the sentence (`#2`: their
second occurrence); a blank line parts paragraphs; the first line, `@ id | date | title`, is the article's. Only what
stands between two actors of the same sentence is annotated, so only such claims are judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.ontology import relations
from extract.records import Claim, Extraction, Span
from extract.vocabulary import STATUSES
from tests.bench.score_gold import Article, Tally

SENTENCES = Path(__file__).parent / "sentences"
HELD_OUT = Path(__file__).parent / "held_out"
_HEAD = re.compile(r"@ (?P<id>[a-z0-9-]+) \| (?P<date>\d{4}-\d\d-\d\d) \| (?P<title>.+)")


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """Spans are character ranges of the article's text. Any of `types` is a right label."""

    source: Span
    types: tuple[str, ...]
    target: Span
    trigger: Span
    status: str


@dataclass(frozen=True, slots=True)
class AnnotatedArticle(Article):
    sentences: tuple[Span, ...]
    stated: tuple[StatedRelation, ...]


def read_sentences(folder: Path) -> list[AnnotatedArticle]:
    """The articles of a folder, by file name. Raises OSError, or ValueError naming the file and the line."""
    return [_read_article(path) for path in sorted(folder.glob("*.txt"))]


def _read_article(path: Path) -> AnnotatedArticle:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    head = _HEAD.fullmatch(first)
    if head is None:
        raise ValueError(f"{path}, line 1: not written as “@ id | date | title”")
    text, sentences, stated = "", [], []
    gap = ""
    for number, line in enumerate(lines, 2):
        if line.startswith("= "):
            text += gap + line[2:].strip()
            sentences.append((len(text) - len(line[2:].strip()), len(text)))
            gap = " "
        elif not line.strip():
            gap = "\n\n" if text else ""
        else:
            try:
                stated.append(_stated(line, text, sentences[-1]))
            except (ValueError, IndexError) as fault:
                raise ValueError(f"{path}, line {number}: {fault}") from fault
    return AnnotatedArticle(head["id"], head["title"], head["date"], text, tuple(sentences), tuple(stated))


def _stated(line: str, text: str, sentence: Span) -> StatedRelation:
    source, labels, target, trigger, *rest = (field.strip() for field in line.split("|"))
    types, status = tuple(labels.split("/")), rest[0] if rest else "actual"
    if not set(types) <= set(relations()):
        raise ValueError(f"{labels} is no relation")
    if status not in STATUSES or len(rest) > 1:
        raise ValueError(f"{' | '.join(rest)} is no status")
    source_at, target_at, trigger_at = (_place(words, text, sentence) for words in (source, target, trigger))
    return StatedRelation(source_at, types, target_at, trigger_at, status)


def _place(words: str, text: str, sentence: Span) -> Span:
    """Where the words stand in the sentence; `#2` behind them means their second occurrence."""
    words, _, number = words.partition("#")
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = list(pattern.finditer(text, *sentence))[int(number or 1) - 1 :]
    if not words or not found:
        raise ValueError(f"“{words}” does not stand in the sentence")
    return found[0].span()


def judge_sentences(article: AnnotatedArticle, extraction: Extraction) -> dict[str, Tally]:
    """One article's counts: those between the right two whatever the label, typed relations, and their status."""
    hits: dict[StatedRelation, Claim] = {}
    paired: set[StatedRelation] = set()
    claims = pairs = typed = 0
    for claim, between, right in _judged(article, extraction):
        hits = dict.fromkeys(right, claim) | hits
        paired.update(between)
        claims, pairs, typed = claims + 1, pairs + bool(between), typed + bool(right)
    statuses = sum(relation.status == claim.status for relation, claim in hits.items())
    gold = len(article.stated)
    return {
        "pairs": Tally(pairs, claims, len(paired), gold),
        "typed": Tally(typed, claims, len(hits), gold),
        "status": Tally(found=statuses, gold=len(hits)),
    }


def judged_claims(article: AnnotatedArticle, extraction: Extraction) -> Iterator[tuple[Claim, bool]]:
    """Every claim that can be judged, and whether its sentence states it."""
    for claim, _, right in _judged(article, extraction):
        yield claim, bool(right)


def _judged(
    article: AnnotatedArticle, extraction: Extraction
) -> Iterator[tuple[Claim, list[StatedRelation], list[StatedRelation]]]:
    """The claims both ends of which stand in one sentence, with what that sentence states between the two, and that of
    it which has the claim's label."""
    meant = _Meant(extraction)
    for claim in extraction.claims:
        for sentence in article.sentences:
            if all(_inside(span, sentence) for span in (claim.source_span, claim.target_span)):
                stated = (relation for relation in article.stated if _inside(relation.trigger, sentence))
                between = [relation for relation in stated if meant.is_between(claim, relation)]
                yield claim, between, [relation for relation in between if claim.relation in relation.types]


class _Meant:
    """Whom the words of an annotation mean: the actor whose mention ends where they end, else any that overlaps."""

    def __init__(self, extraction: Extraction) -> None:
        self.mentions = [(m.start_char, m.end_char, m.actor_id) for m in extraction.mentions]

    def is_between(self, claim: Claim, relation: StatedRelation) -> bool:
        """Is the claim about the two of the relation, either way round where its own relation has no direction?"""
        ends = (self.actor(relation.source), self.actor(relation.target))
        if None in ends:
            return False
        swapped = relations()[claim.relation].symmetric
        return (claim.source, claim.target) == ends or (swapped and (claim.target, claim.source) == ends)

    def actor(self, words: Span) -> str | None:
        over = [m for m in self.mentions if m[0] < words[1] and words[0] < m[1]]
        best = min(over, key=lambda m: (m[1] != words[1], abs(m[0] - words[0])), default=None)
        return best[2] if best is not None else None


def _inside(span: Span, sentence: Span) -> bool:
    return sentence[0] <= span[0] and span[1] <= sentence[1]
