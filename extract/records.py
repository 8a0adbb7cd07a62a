"""The records that everything hangs on.

A document holds mentions of actors; an extractor reads claims off its sentences; every claim carries its evidence
(where it stands) and its attribution (who says so). An `Extraction` is all of that for one document, and its JSON
line is the seam between extraction and everything else.

Spans are half-open character ranges ``(start, end)`` into ``Document.text``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
How = Literal["name", "alias", "metonym", "demonym", "role", "pronoun", "description"]
Status = Literal["actual", "planned", "hypothetical", "negated"]
Stance = Literal["asserts", "denies", "demands", "doubts"]
Kind = Literal[
    "State",
    "Government body",
    "Military",
    "Armed group",
    "Political party",
    "International organization",
    "Company",
    "Person",
    "Group",
    "Place",
]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that somebody published. `id` is given with the text or `hash_text(text)`; `outlet` is the publisher."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Mention:
    """`text`, standing at [start_char, end_char) of the document, means the actor `actor_id`."""

    doc_id: str
    start_char: int
    end_char: int
    text: str
    actor_id: str
    how: How


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a Wikidata QID where known, else a slug of the name. `country` is ISO 3166-1 alpha-3."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: ``quote == text[start_char:end_char]``, always."""

    doc_id: str
    start_char: int
    end_char: int
    quote: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker_text` says (`cue`) what stands in `content_span`. `speaker_id` is None for a speaker without a name
    that links anywhere. A claim with no attribution is made by the outlet itself."""

    speaker_id: str | None
    speaker_text: str
    speaker_span: Span | None
    cue: str
    cue_span: Span
    content_span: Span
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True)
class Claim:
    """The document claims that `source` did `relation` to `target` (actor ids). `extractor` is the function name of the
    rule that found it; `confidence` lies in (0, 1]."""

    id: str
    source: str
    relation: str
    target: str
    source_span: Span
    target_span: Span
    status: Status
    evidence: Evidence
    attribution: Attribution | None
    mode: str | None
    role: str | None
    event_date: dt.date | None
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read off one document; mentions stand in the order of the text. `version` names the extractor and the
    model that made it, so that a store can tell an old extraction of the same document from a new one."""

    document: Document
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    version: str


def hash_text(text: str) -> str:
    """sha256 of the text with Unicode composed and white space collapsed, as 64 hexadecimal digits."""
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).hexdigest()


def claim_id(
    doc_id: str, source: str, relation: str, target: str, source_span: Span, target_span: Span, evidence_span: Span
) -> str:
    """Content hash of a claim, 20 hexadecimal digits. Status and confidence stay outside, so that a review of a claim
    survives a better extractor."""
    parts = (doc_id, source, relation, target, source_span, target_span, evidence_span)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The JSON object of one extraction: the command line's output format."""
    document = extraction.document
    mentions: dict[str, list[dict[str, Any]]] = {actor.id: [] for actor in extraction.actors}
    for mention in extraction.mentions:
        mentions[mention.actor_id].append(
            {
                "start_char": mention.start_char,
                "end_char": mention.end_char,
                "text": mention.text,
                "how": mention.how,
            }
        )
    return {
        "id": document.id,
        "title": document.title,
        "published": _iso(document.published),
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "version": extraction.version,
        "text": document.text,
        "actors": [_actor_to_json(actor) | {"mentions": mentions[actor.id]} for actor in extraction.actors],
        "claims": [_claim_to_json(claim) for claim in extraction.claims],
        "attributions": [_attribution_to_json(attribution) for attribution in extraction.attributions],
    }


def from_json(line: Mapping[str, Any]) -> Extraction:
    """The extraction that `to_json` wrote. Raises KeyError, TypeError or ValueError where the line is not one."""
    doc_id = line["id"]
    document = Document(
        id=doc_id,
        text=line["text"],
        title=line.get("title"),
        outlet=line.get("outlet"),
        url=line.get("url"),
        published=_date(line.get("published")),
        language=line.get("language", "en"),
    )
    return Extraction(
        document=document,
        actors=tuple(_actor_from_json(actor) for actor in line["actors"]),
        mentions=tuple(
            sorted(
                (
                    Mention(doc_id, m["start_char"], m["end_char"], m["text"], actor["id"], m["how"])
                    for actor in line["actors"]
                    for m in actor["mentions"]
                ),
                key=lambda mention: (mention.start_char, mention.end_char, mention.actor_id),
            )
        ),
        claims=tuple(_claim_from_json(doc_id, claim) for claim in line["claims"]),
        attributions=tuple(_attribution_from_json(attribution) for attribution in line["attributions"]),
        version=line.get("version", ""),
    )


def _actor_to_json(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "aliases": list(actor.aliases),
        "description": actor.description,
    }


def _actor_from_json(line: Mapping[str, Any]) -> Actor:
    return Actor(
        id=line["id"],
        name=line["name"],
        kind=line["kind"],
        country=line.get("country"),
        aliases=tuple(line.get("aliases", ())),
        wikidata=line.get("wikidata"),
        description=line.get("description"),
    )


def _claim_to_json(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "source": claim.source,
        "relation": claim.relation,
        "target": claim.target,
        "source_span": list(claim.source_span),
        "target_span": list(claim.target_span),
        "status": claim.status,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "mode": claim.mode,
        "role": claim.role,
        "event_date": _iso(claim.event_date),
        "evidence": {
            "start_char": claim.evidence.start_char,
            "end_char": claim.evidence.end_char,
            "quote": claim.evidence.quote,
        },
        "attribution": _attribution_to_json(claim.attribution) if claim.attribution else None,
    }


def _claim_from_json(doc_id: str, line: Mapping[str, Any]) -> Claim:
    evidence = line["evidence"]
    return Claim(
        id=line["id"],
        source=line["source"],
        relation=line["relation"],
        target=line["target"],
        source_span=_span(line["source_span"]),
        target_span=_span(line["target_span"]),
        status=line["status"],
        evidence=Evidence(doc_id, evidence["start_char"], evidence["end_char"], evidence["quote"]),
        attribution=_attribution_from_json(line["attribution"]) if line["attribution"] else None,
        mode=line.get("mode"),
        role=line.get("role"),
        event_date=_date(line.get("event_date")),
        confidence=line["confidence"],
        extractor=line["extractor"],
    )


def _attribution_to_json(attribution: Attribution) -> dict[str, Any]:
    return {
        "speaker": attribution.speaker_id,
        "speaker_text": attribution.speaker_text,
        "speaker_span": list(attribution.speaker_span) if attribution.speaker_span else None,
        "cue": attribution.cue,
        "cue_span": list(attribution.cue_span),
        "content_span": list(attribution.content_span),
        "stance": attribution.stance,
    }


def _attribution_from_json(line: Mapping[str, Any]) -> Attribution:
    return Attribution(
        speaker_id=line["speaker"],
        speaker_text=line["speaker_text"],
        speaker_span=_span(line["speaker_span"]) if line.get("speaker_span") else None,
        cue=line["cue"],
        cue_span=_span(line["cue_span"]),
        content_span=_span(line["content_span"]),
        stance=line["stance"],
    )


def _span(ends: list[int]) -> Span:
    start, end = ends
    return start, end


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
