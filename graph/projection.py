"""From records to rows: what the database holds of an extraction under a review. Pure; knows no engine."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extract.ontology import relations
from extract.records import Actor, Claim, Document, Extraction, to_json
from graph.journal import Review
from graph.names import search_text

Row = dict[str, Any]
CONTEXT = 280  # characters before and after the evidence at most: a long news sentence on either side
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n\s*\n")
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
        return json.dumps([self.documents, *counts], ensure_ascii=True, separators=(",", ":"))

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


def dump(extraction: Extraction) -> str:
    """The JSON line of an extraction, ASCII so that every string survives every file and database."""
    return json.dumps(to_json(extraction), ensure_ascii=True, separators=(",", ":"))


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
    ends = {claim.source, claim.target}
    if claim.attribution and claim.attribution.speaker_id:
        ends.add(claim.attribution.speaker_id)
    if not ends <= actors:
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
    sentences = Sentences(extraction.document.text)
    return [claim_row(claim, extraction.document, sentences, review) for claim in extraction.claims]


def claim_row(claim: Claim, document: Document, sentences: Sentences, review: Review) -> Row:
    """One claim as the database holds it. `source_id`, `target_id`, `speaker_id` and `extracted` are as extracted,
    `source`, `target`, `speaker` (the ends of its relationships) and `relation` as reviewed; -1 and "" stand for
    nothing, since a batch of rows must be of one type."""
    attribution = claim.attribution
    evidence = claim.evidence
    around, start = sentences.around(evidence.start_char, evidence.end_char)
    published = document.published.isoformat() if document.published else ""
    event_date = claim.event_date.isoformat() if claim.event_date else ""
    row: Row = {
        "id": clean(claim.id),
        "extracted": claim.relation,
        "status": claim.status,
        "quote": clean(evidence.quote),
        "start_char": evidence.start_char,
        "end_char": evidence.end_char,
        "context": clean(around),
        "context_start": start,
        "source_id": clean(claim.source),
        "source_start": claim.source_span[0],
        "source_end": claim.source_span[1],
        "target_id": clean(claim.target),
        "target_start": claim.target_span[0],
        "target_end": claim.target_span[1],
        "confidence": float(claim.confidence),
        "extractor": clean(claim.extractor),
        "mode": _clean(claim.mode),
        "role": _clean(claim.role),
        "event_date": event_date,
        "date": event_date or published,
        "month": (event_date or published)[:7] or None,
        "doc_id": clean(document.id),
        "outlet": _clean(document.outlet),
        "speaker_id": None,
        "speaker_text": None,
        "cue": None,
        "stance": None,
        "speaker_start": -1,
        "speaker_end": -1,
        "cue_start": -1,
        "cue_end": -1,
        "content_start": -1,
        "content_end": -1,
    }
    if attribution:
        row["speaker_id"] = _clean(attribution.speaker_id)
        row["speaker_text"] = clean(attribution.speaker_text)
        row["cue"] = clean(attribution.cue)
        row["stance"] = attribution.stance
        row["speaker_start"], row["speaker_end"] = attribution.speaker_span or (-1, -1)
        row["cue_start"], row["cue_end"] = attribution.cue_span
        row["content_start"], row["content_end"] = attribution.content_span
    return row | reviewed(row, review)


def reviewed(row: Row, review: Review) -> Row:
    """The part of a claim's row that judgements decide. The ends of a symmetric relation are put in the order of their
    ids, so that what A and B did together is one relation however the sentence has it."""
    claim = row["id"]
    flipped = claim in review.flipped
    relation = review.relations.get(claim) or row["extracted"]
    source, target = review.actor(row["source_id"]), review.actor(row["target_id"])
    if relations()[relation].symmetric:
        source, target = sorted((source, target))
    elif flipped:
        source, target = target, source
    speaker = review.actor(row["speaker_id"]) if row["speaker_id"] else None
    return {
        "relation": relation,
        "accepted": claim in review.accepted,
        "rejected": claim in review.rejected,
        "flipped": flipped,
        "source": source,
        "target": target,
        "speaker": speaker,
    }


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
