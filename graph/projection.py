"""From records to rows: what the database holds of an extraction under a review. Pure; knows no engine."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any

from extract.ontology import relations
from extract.records import Actor, Attribution, Claim, Document, Extraction, from_json, to_json
from graph.journal import Review
from graph.names import search_text
from graph.record_line import dump as dump
from graph.schema import CLAIM_DATES, CLAIM_FIELDS

Row = dict[str, Any]
CLAIM_ROW = ("id", *CLAIM_FIELDS, *CLAIM_DATES, "source", "target", "speaker")
CONTEXT = 280  # characters before and after the evidence at most: a long news sentence on either side
# What may end a sentence comes first, so that the engine of `re` skips to the next such character.
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<!\n)[\"'”’)\]]*\s|(?<=\n)\s*\n)")
_compact = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))  # `json.dumps` makes one each time
_ACTOR_TEXTS = attrgetter("id", "name", "country", "wikidata", "description")
_CLAIM_TEXTS = attrgetter("id", "extractor", "mode", "role")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Tallies:
    """How many documents describe an actor how: the shown name is what most say, so that the order in which documents
    come does not matter and a removed document leaves no trace."""

    documents: int = 0
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    wikidata: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)

    def count(self, actor: Actor, times: int = 1) -> None:
        self.documents += times
        for counter, value in (
            (self.names, actor.name),
            (self.kinds, actor.kind),
            (self.countries, actor.country),
            (self.wikidata, actor.wikidata),
            (self.descriptions, actor.description),
        ):
            if value is not None:
                counter[clean(value)] += times
        for alias in set(actor.aliases):
            self.aliases[clean(alias)] += times

    def __add__(self, other: Tallies) -> Tallies:
        return Tallies(
            self.documents + other.documents,
            self.names + other.names,
            self.kinds + other.kinds,
            self.countries + other.countries,
            self.wikidata + other.wikidata,
            self.descriptions + other.descriptions,
            self.aliases + other.aliases,
        )

    def dump(self) -> str:
        parts = (self.names, self.kinds, self.countries, self.wikidata, self.descriptions, self.aliases)
        counts = [{value: n for value, n in sorted(part.items()) if n > 0} for part in parts]
        return _compact.encode([self.documents, *counts])

    @classmethod
    def load(cls, text: str) -> Tallies:
        documents, *parts = json.loads(text)
        return cls(documents, *(Counter(part) for part in parts))


def most(counts: Counter[str]) -> str | None:
    """What most documents say; among equals the alphabetically first."""
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def clean(text: str) -> str:
    """Without lone surrogates, which no database stores; the record in the archive keeps them."""
    return _SURROGATES.sub("\ufffd", text) if not text.isascii() else text


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def digest(extraction: Extraction) -> str:
    """Tells an extraction from another one of the same document."""
    return hashlib.sha256(dump(extraction).encode()).hexdigest()


def check(extraction: Extraction) -> str | None:
    """What is wrong with an extraction that cannot be stored, or None."""
    document = extraction.document
    actors = {actor.id for actor in extraction.actors}
    if not document.id:
        return "the document has no id"
    if len(actors) != len(extraction.actors) or "" in actors:
        return f"document {document.id}: two actors share an id, or one has none"
    claims = {claim.id for claim in extraction.claims}
    if len(claims) != len(extraction.claims) or "" in claims:
        return f"document {document.id}: two claims share an id, or one has none"
    for mention in extraction.mentions:
        if mention.actor_id not in actors:
            return f"document {document.id}: a mention of {mention.actor_id!r}, which is not among its actors"
    return next((wrong for claim in extraction.claims if (wrong := _check_claim(claim, document, actors))), None)


def _check_claim(claim: Claim, document: Document, actors: set[str]) -> str | None:
    if claim.relation not in relations():
        return f"claim {claim.id}: unknown relation {claim.relation!r}"
    speaker = claim.attribution and claim.attribution.speaker_id
    if not (claim.source in actors and claim.target in actors and (not speaker or speaker in actors)):
        ends = {claim.source, claim.target} | ({speaker} if speaker else set())
        return f"claim {claim.id}: {sorted(ends - actors)} not among the actors of its document"
    evidence = claim.evidence
    if document.text[evidence.start_char : evidence.end_char] != evidence.quote:
        return f"claim {claim.id}: its quote is not what stands at {evidence.start_char} of document {document.id}"
    return None


class Sentences:
    """Where the sentences of a text begin, found once for all claims of a document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.end() for match in _SENTENCE_END.finditer(text)]

    def around(self, start: int, end: int) -> tuple[str, int]:
        """The sentences around [start, end), at most `CONTEXT` characters to either side, and where they begin."""
        before, after = bisect_right(self._breaks, start), bisect_left(self._breaks, end)
        left = max(self._breaks[before - 1] if before else 0, start - CONTEXT)
        right = self._breaks[after] if after < len(self._breaks) else len(self._text)
        context = self._text[left : min(right, end + CONTEXT)]
        return context[: end - left] + context[end - left :].rstrip(), left


def cleaned(extraction: Extraction) -> Extraction:
    """The extraction as a database can hold it: nearly always itself."""
    try:
        "".join(filter(None, _strings(extraction))).encode()
    except UnicodeEncodeError:
        text = json.dumps(to_json(extraction), ensure_ascii=False)
        return from_json(json.loads(clean(text)))
    return extraction


def _strings(extraction: Extraction) -> list[str | None]:
    """All but those that stand in others: quotes and mentions in the text, ends and speakers among the actors."""
    document = extraction.document
    found = [document.text, document.id, document.title, document.outlet, document.url, document.language]
    found.append(extraction.version)
    found.extend(chain.from_iterable(map(_ACTOR_TEXTS, extraction.actors)))
    found.extend(alias for actor in extraction.actors for alias in actor.aliases)
    found.extend(chain.from_iterable(map(_CLAIM_TEXTS, extraction.claims)))
    for claim in extraction.claims:
        if claim.attribution:
            found += (claim.attribution.speaker_text, claim.attribution.cue)
    return found


def recall_some(line: str, actors: set[str]) -> Extraction:
    """Of a record no more than these actors and their mentions, in a third of the time that all of it takes."""
    record = json.loads(line)
    some = [actor for actor in record["actors"] if clean(actor["id"]) in actors]
    return from_json(record | {"actors": some, "claims": (), "attributions": ()})


def document_row(extraction: Extraction, reference: str, sum_of: str) -> Row:
    document = extraction.document
    return {
        "id": clean(document.id),
        "title": _clean(document.title),
        "outlet": _clean(document.outlet),
        "url": _clean(document.url),
        "published": document.published.isoformat() if document.published else "",
        "language": clean(document.language),
        "version": clean(extraction.version),
        "digest": sum_of,
        "record": reference,
        "actors": len(extraction.actors),
        "claims": len(extraction.claims),
    }


def claim_rows(extraction: Extraction, review: Review) -> list[Row]:
    """The claims as the database holds them. `source_id`, `target_id`, `speaker_id` and `extracted` are as extracted,
    `source`, `target`, `speaker` (the ends of its relationships) and `relation` as reviewed; -1 and "" stand for
    nothing, since a batch of rows must be of one type."""
    return [dict(zip(CLAIM_ROW, values, strict=True)) for values in claim_values(cleaned(extraction), review)]


def claim_values(extraction: Extraction, review: Review) -> list[tuple[Any, ...]]:
    """The values of `CLAIM_ROW` for each claim of a cleaned extraction."""
    document = extraction.document
    sentences = Sentences(document.text)
    published = document.published.isoformat() if document.published else ""
    return [_claim_values(claim, document, published, sentences, review) for claim in extraction.claims]


def _claim_values(
    claim: Claim, document: Document, published: str, sentences: Sentences, review: Review
) -> tuple[Any, ...]:
    evidence, said = claim.evidence, claim.attribution
    context, context_start = sentences.around(evidence.start_char, evidence.end_char)
    event_date = claim.event_date.isoformat() if claim.event_date else ""
    date = event_date or published
    speaker_id = said.speaker_id if said else None
    relation, accepted, rejected, flipped, source, target, speaker = _decided(
        claim.id, claim.relation, claim.source, claim.target, speaker_id, review
    )
    return (
        claim.id, relation, claim.relation, claim.status, accepted, rejected, flipped,
        evidence.quote, evidence.start_char, evidence.end_char, context, context_start,
        claim.source, *claim.source_span, claim.target, *claim.target_span,
        float(claim.confidence), claim.extractor, claim.mode, claim.role, date[:7] or None,
        document.id, document.outlet, *(_said(said) if said else NOBODY), date, event_date, source, target, speaker,
    )  # fmt: skip


NOBODY = (None, None, None, None, -1, -1, -1, -1, -1, -1)


def _said(said: Attribution) -> tuple[Any, ...]:
    return (
        said.speaker_id, said.speaker_text, said.cue, said.stance,
        *(said.speaker_span or (-1, -1)), *said.cue_span, *said.content_span,
    )  # fmt: skip


def reviewed(row: Row, review: Review) -> Row:
    """The part of a claim's row that judgements decide."""
    found = _decided(row["id"], row["extracted"], row["source_id"], row["target_id"], row["speaker_id"], review)
    return dict(zip(DECIDED, found, strict=True))


DECIDED = ("relation", "accepted", "rejected", "flipped", "source", "target", "speaker")


def _decided(
    claim: str, extracted: str, source: str, target: str, speaker: str | None, review: Review
) -> tuple[str, bool, bool, bool, str, str, str | None]:
    """The values of `DECIDED`. The ends of a symmetric relation are put in the order of their ids, so that what A and B
    did together is one relation however the sentence has it."""
    relation = review.relations.get(claim) or extracted
    flipped = claim in review.flipped
    source, target = review.actor(source), review.actor(target)
    if relations()[relation].symmetric:
        source, target = (source, target) if source <= target else (target, source)
    elif flipped:
        source, target = target, source
    kept = review.actor(speaker) if speaker else None
    return relation, claim in review.accepted, claim in review.rejected, flipped, source, target, kept


def mention_rows(extraction: Extraction, review: Review) -> list[Row]:
    """One row for each actor of the document, with its number of mentions (0 if only claims name it)."""
    counts = Counter(mention.actor_id for mention in extraction.mentions)
    return [
        {
            "doc_id": clean(extraction.document.id),
            "actor_id": clean(actor.id),
            "actor": review.actor(clean(actor.id)),
            "mentions": counts[actor.id],
        }
        for actor in extraction.actors
    ]


def actor_row(actor: str, own: Tallies, together: Tallies, review: Review) -> Row:
    """The shown actor: `own` is what documents say of this id, `together` of all ids judged to be it."""
    names = own.names or together.names
    cluster = review.cluster(actor)
    name = _latest(review.names, cluster, actor) or most(names) or actor
    aliases = sorted((set(together.names) | set(together.aliases)) - {name})
    return {
        "id": actor,
        "kept": review.actor(actor),
        "name": name,
        "kind": _latest(review.kinds, cluster, actor) or most(own.kinds or together.kinds) or "Group",
        "country": most(own.countries or together.countries),
        "wikidata": most(own.wikidata or together.wikidata),
        "description": most(own.descriptions or together.descriptions),
        "aliases": aliases,
        "search_text": search_text((name, *aliases)),
        "tallies": own.dump(),
    }


def _latest(overlay: dict[str, str], cluster: Iterable[str], actor: str) -> str | None:
    """The judgement on the actor itself, else on the first of its cluster that has one."""
    return next((overlay[member] for member in (actor, *cluster) if member in overlay), None)
