"""The node and relationship types, told to who writes a query."""

from __future__ import annotations

from graph.cypher import CLAIM_DATES, CLAIM_FIELDS, RELATION_DATES, RELATION_FIELDS

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
