"""The node and relationship types: their properties, and how they are told to who writes a query."""

from __future__ import annotations

DOCUMENT_FIELDS = ("title", "outlet", "url", "language", "version", "digest", "record", "actors", "claims")
ACTOR_FIELDS = ("kept", "name", "kind", "country", "wikidata", "description", "aliases", "search_text", "tallies")
CLAIM_FIELDS = (
    "relation", "extracted", "status", "accepted", "rejected", "flipped", "quote", "start_char", "end_char", "context",
    "context_start", "source_id", "source_start", "source_end", "target_id", "target_start", "target_end",
    "confidence", "extractor", "mode", "role", "month", "doc_id", "outlet", "speaker_id", "speaker_text", "cue",
    "stance", "speaker_start", "speaker_end", "cue_start", "cue_end", "content_start", "content_end",
)  # fmt: skip
CLAIM_DATES = ("date", "event_date")
RELATION_FIELDS = (
    "claims", "documents", "outlets", "outlet_names", "actual", "planned", "hypothetical", "negated", "confidence",
)  # fmt: skip
RELATION_DATES = ("first_date", "last_date")
_SPANS = ("source", "target", "speaker", "cue", "content")
# The types of the properties in the embedded engine's words; those not named here are texts.
TYPES = {
    **dict.fromkeys(("accepted", "rejected", "flipped"), "BOOLEAN"),
    **dict.fromkeys(("published", *CLAIM_DATES, *RELATION_DATES), "DATE"),
    **dict.fromkeys(("actors", "claims", "documents", "outlets", "mentions"), "INT64"),
    **dict.fromkeys(("actual", "planned", "hypothetical", "negated"), "INT64"),
    **dict.fromkeys(("start_char", "end_char", "context_start"), "INT64"),
    **{f"{part}_{end}": "INT64" for part in _SPANS for end in ("start", "end")},
    **dict.fromkeys(("aliases", "outlet_names"), "STRING[]"),
    "confidence": "DOUBLE",
}
DOCUMENT_COLUMNS = ("id", *DOCUMENT_FIELDS, "published")
ACTOR_COLUMNS = ("id", *ACTOR_FIELDS, "claims", "documents")
CLAIM_COLUMNS = ("id", *CLAIM_FIELDS, *CLAIM_DATES)
RELATION_COLUMNS = ("relation", *RELATION_FIELDS, *RELATION_DATES)
RELATION_NUMBERS = ("claims", "documents", "outlets", "actual", "planned", "hypothetical", "negated")
ROW_NAMES = (
    "source", "relation", "target", "claims", "documents", "outlets", "first_date", "last_date", "actual", "planned",
    "hypothetical", "negated", "confidence",
)  # fmt: skip

SCHEMA_TEXT = f"""\
(:Actor {{id, name, kind, country, wikidata, description, aliases, claims, documents, kept, search_text}})
    kept: the id of the actor that this one was judged to be, else its own
(:Document {{id, title, outlet, url, published, language, version, actors, claims}})
(:Claim {{id, {", ".join((*CLAIM_DATES, *CLAIM_FIELDS))}}})
    relation: as reviewed; extracted: as the extractor wrote it; date: event_date, else the document's
(:Claim)-[:SOURCE]->(:Actor)   who acts
(:Claim)-[:TARGET]->(:Actor)   who is acted on
(:Claim)-[:ATTRIBUTED_TO]->(:Actor)   who says so; none: the outlet itself
(:Claim)-[:EVIDENCED_BY]->(:Document)
(:Document)-[:MENTIONS {{actor_id, mentions}}]->(:Actor)
(:Actor)-[:RELATES {{relation, {", ".join((*RELATION_FIELDS, *RELATION_DATES))}}}]->(:Actor)   the sum of its claims
(:Judgement {{id, position, record}}), (:Store {{id, schema, version}})
"""
