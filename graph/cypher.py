"""Every query, run verbatim by both engines.

They keep to the subset of Cypher that means the same on Neo4j 5 and on Ladybug 0.22: nodes are matched one MATCH each
(a comma makes a product, 20 times slower on Ladybug), rows to UNWIND are never empty and of one type ("" is no date, -1
no position), values arrive as parameters only. Names of properties and fragments of WHERE are constants of this module;
nothing a user wrote ever becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph import schema

# Ladybug answers a list of ids from its index when it is unwound, and by reading everything when it stands after IN.
EACH_ACTOR, EACH_DOCUMENT, EACH_CLAIM = (
    f"UNWIND $ids AS one MATCH ({name}:{label} {{id: one}})"
    for name, label in (("a", "Actor"), ("d", "Document"), ("c", "Claim"))
)


def _set(name: str, fields: Sequence[str], dates: Sequence[str] = ()) -> str:
    """What a row says, property by property."""
    parts = [f"{name}.{each} = CASE WHEN row.{each} = '' THEN NULL ELSE date(row.{each}) END" for each in dates]
    return "SET " + ", ".join(parts + [f"{name}.{each} = row.{each}" for each in fields])


IN_STORE = "MATCH (s:Store {id: 'store'})"
STORE = f"{IN_STORE} RETURN s.schema AS schema, s.version AS version, s.records AS records, s.journal AS journal"
CREATE_STORE = "CREATE (:Store {id: 'store', schema: $schema, version: 0, records: 0, journal: 0})"
SET_SCHEMA = f"{IN_STORE} SET s.schema = $schema"
SET_APPLIED = f"{IN_STORE} SET s.records = $records, s.journal = $journal"

# ---- documents
DOCUMENT_RETURN = (
    "d.id AS id, d.title AS title, d.outlet AS outlet, d.url AS url, d.published AS published, d.language AS language, "
    "d.version AS version, d.actors AS actors, d.claims AS claims"
)
FIND_DIGEST = "MATCH (d:Document {id: $id}) RETURN d.digest AS digest, d.record AS record"
FIND_DIGESTS = f"{EACH_DOCUMENT} RETURN d.id AS id, d.digest AS digest"
CREATE_DOCUMENT = (
    f"UNWIND $rows AS row CREATE (d:Document {{id: row.id}}) {_set('d', schema.DOCUMENT_FIELDS, ['published'])}"
)
COUNT_DOCUMENTS = "MATCH (d:Document) RETURN count(*) AS total"
DELETE_DOCUMENT = "MATCH (d:Document {id: $id}) DETACH DELETE d"
GET_RECORDS = f"{EACH_DOCUMENT} RETURN d.record AS record, {DOCUMENT_RETURN}"
GET_DOCUMENTS = f"{EACH_DOCUMENT} RETURN {DOCUMENT_RETURN}"
DOCUMENT_RECORDS = (
    "MATCH (d:Document) WHERE d.id > $after RETURN d.id AS id, d.record AS record ORDER BY d.id LIMIT $limit"
)


def list_documents(outlets: bool, text: bool) -> tuple[str, str]:
    """The page and its total."""
    conditions = where(*("d.outlet IN $outlets",) * outlets, *("lower(d.title) CONTAINS $text",) * text)
    return (
        f"MATCH (d:Document) {conditions} RETURN {DOCUMENT_RETURN} "
        "ORDER BY coalesce(d.published, date('0001-01-01')) DESC, d.id SKIP $offset LIMIT $limit",
        f"MATCH (d:Document) {conditions} RETURN count(*) AS total",
    )


# ---- actors
ACTOR_ROW = (
    "a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, a.claims AS claims, a.documents AS documents"
)
ACTOR_RETURN = f"{ACTOR_ROW}, a.wikidata AS wikidata, a.description AS description, a.aliases AS aliases"
GET_ACTORS = f"{EACH_ACTOR} RETURN {ACTOR_RETURN}, a.kept AS kept"
ACTOR_ROWS = f"{EACH_ACTOR} RETURN {ACTOR_ROW}"
GET_TALLIES = f"{EACH_ACTOR} RETURN a.id AS id, a.tallies AS tallies"
SET_TALLIES = "UNWIND $rows AS row MATCH (a:Actor {id: row.id}) SET a.tallies = row.tallies"
ACTOR_STORED = ", ".join(f"a.{name} AS {name}" for name in ("id", *schema.ACTOR_FIELDS))
GET_STORED = f"{EACH_ACTOR} RETURN {ACTOR_STORED}"
_SAID = _set("a", schema.ACTOR_FIELDS)
CREATE_ACTORS = f"UNWIND $rows AS row CREATE (a:Actor {{id: row.id, claims: 0, documents: 0}}) {_SAID}"
SET_ACTORS = f"UNWIND $rows AS row MATCH (a:Actor {{id: row.id}}) {_SAID}"
SET_ACTOR_COUNTS = f"UNWIND $rows AS row MATCH (a:Actor {{id: row.id}}) {_set('a', ('claims', 'documents'))}"
ADD_ACTOR_COUNTS = (
    "UNWIND $rows AS row MATCH (a:Actor {id: row.id}) "
    "SET a.claims = a.claims + row.claims, a.documents = a.documents + row.documents"
)
DELETE_ACTORS = f"{EACH_ACTOR} DETACH DELETE a"
ACTOR_DOCUMENTS = (
    f"{EACH_ACTOR} MATCH (d:Document)-[:MENTIONS]->(a) RETURN a.id AS id, count(DISTINCT d.id) AS documents"
)
# A claim is counted once for an actor that is both its ends.
ACTOR_SOURCE_CLAIMS = (
    f"{EACH_ACTOR} MATCH (c:Claim)-[:SOURCE]->(a) WHERE c.rejected = false RETURN a.id AS id, count(*) AS claims"
)
ACTOR_TARGET_CLAIMS = (
    f"{EACH_ACTOR} MATCH (a)<-[:TARGET]-(c:Claim)-[:SOURCE]->(b:Actor) WHERE c.rejected = false "
    "AND a.id <> b.id RETURN a.id AS id, count(*) AS claims"
)
EVERY_SHOWN = "MATCH (a:Actor) WHERE a.kept = a.id"
ALL_NAMES = f"{EVERY_SHOWN} RETURN a.id AS id, a.kind AS kind, a.claims AS claims, a.search_text AS search_text"
ACTORS_TO_RESOLVE = f"{EVERY_SHOWN} RETURN {ACTOR_RETURN} ORDER BY a.documents DESC, a.id LIMIT $limit"
ORDERS = {"claims": "a.claims DESC, a.id", "documents": "a.documents DESC, a.id", "name": "a.name, a.id"}


def list_actors(kinds: bool, order: str) -> tuple[str, str]:
    """The page and its total."""
    conditions = where("a.kept = a.id", *("a.kind IN $kinds",) * kinds)
    return (
        f"MATCH (a:Actor) {conditions} RETURN {ACTOR_ROW} ORDER BY {ORDERS[order]} SKIP $offset LIMIT $limit",
        f"MATCH (a:Actor) {conditions} RETURN count(*) AS total",
    )


# ---- mentions
CREATE_MENTIONS = (
    "UNWIND $rows AS row MATCH (d:Document {id: row.doc_id}) MATCH (a:Actor {id: row.actor}) "
    "CREATE (d)-[:MENTIONS {actor_id: row.actor_id, mentions: row.mentions}]->(a)"
)
MENTION_RETURN = "d.id AS doc_id, a.id AS actor, m.actor_id AS actor_id, m.mentions AS mentions"
MENTIONS_OF = f"{EACH_ACTOR} MATCH (d:Document)-[m:MENTIONS]->(a) RETURN {MENTION_RETURN}"
DELETE_MENTIONS = f"{EACH_ACTOR} MATCH (:Document)-[m:MENTIONS]->(a) DELETE m"
COUNT_MENTIONS = "MATCH (:Document)-[m:MENTIONS]->(a:Actor {id: $id}) RETURN sum(m.mentions) AS total"
CO_MENTIONS = (
    "MATCH (x:Actor {id: $id})<-[:MENTIONS]-(d:Document)-[:MENTIONS]->(a:Actor) WHERE a.id <> $id "
    "RETURN a.id AS id, count(DISTINCT d.id) AS shared ORDER BY shared DESC, id SKIP $offset LIMIT $limit"
)


# A document mentions an actor once; but an actor that others were merged into, as often as it mentions one of them.
def actor_outlets(merged: bool) -> str:
    return (
        "MATCH (d:Document)-[:MENTIONS]->(a:Actor {id: $id}) WHERE d.outlet IS NOT NULL "
        f"RETURN d.outlet AS name, {'count(DISTINCT d.id)' if merged else 'count(*)'} AS number "
        "ORDER BY number DESC, name LIMIT $limit"
    )


def mentioning(merged: bool) -> str:
    return (
        "MATCH (d:Document)-[m:MENTIONS]->(a:Actor {id: $id}) WHERE m.mentions > 0 RETURN d.id AS id, "
        f"d.published AS published, {'sum(m.mentions)' if merged else 'm.mentions'} AS mentions "
        "ORDER BY coalesce(published, date('0001-01-01')) DESC, id LIMIT $limit"
    )


# ---- claims
CREATE_CLAIMS = (
    "UNWIND $rows AS row MATCH (d:Document {id: row.doc_id}) MATCH (a:Actor {id: row.source}) "
    f"MATCH (b:Actor {{id: row.target}}) CREATE (c:Claim {{id: row.id}}) "
    f"{_set('c', schema.CLAIM_FIELDS, schema.CLAIM_DATES)} "
    "CREATE (c)-[:EVIDENCED_BY]->(d) CREATE (c)-[:SOURCE]->(a) CREATE (c)-[:TARGET]->(b)"
)
CREATE_SPEAKERS = (
    "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) MATCH (s:Actor {id: row.speaker}) "
    "CREATE (c)-[:ATTRIBUTED_TO]->(s)"
)
EXISTING_CLAIMS = f"{EACH_CLAIM} RETURN c.id AS id, c.doc_id AS doc_id"
CLAIM_ENDS = (
    "c.id AS id, c.extracted AS extracted, c.source_id AS source_id, c.target_id AS target_id, "
    "c.speaker_id AS speaker_id"
)
CLAIMS_IN_DOCUMENT = (
    "MATCH (d:Document {id: $id})<-[:EVIDENCED_BY]-(c:Claim) MATCH (a:Actor)<-[:SOURCE]-(c)-[:TARGET]->(b:Actor) "
    "RETURN a.id AS source, b.id AS target, c.relation AS relation, c.rejected AS rejected"
)
DELETE_CLAIMS = "MATCH (d:Document {id: $id})<-[:EVIDENCED_BY]-(c:Claim) DETACH DELETE c"
CLAIMS_TOUCHING = (
    f"{EACH_ACTOR} MATCH (c:Claim)-[:SOURCE]->(a) RETURN {CLAIM_ENDS} "
    f"UNION {EACH_ACTOR} MATCH (c:Claim)-[:TARGET]->(a) RETURN {CLAIM_ENDS} "
    f"UNION {EACH_ACTOR} MATCH (c:Claim)-[:ATTRIBUTED_TO]->(a) RETURN {CLAIM_ENDS}"
)
CLAIMS_BY_ID = f"{EACH_CLAIM} RETURN {CLAIM_ENDS}"
# Ladybug finds the ends of a few claims at once if they are optional, and else by reading those of all.
ENDS_OF_CLAIMS = (
    f"{EACH_CLAIM} OPTIONAL MATCH (c)-[:SOURCE]->(a:Actor) OPTIONAL MATCH (c)-[:TARGET]->(b:Actor) "
    "RETURN c.id AS id, a.id AS source, b.id AS target, c.relation AS relation, c.rejected AS rejected"
)
DELETE_SOURCES = f"{EACH_CLAIM} MATCH (c)-[r:SOURCE]->(:Actor) DELETE r"
DELETE_TARGETS = f"{EACH_CLAIM} MATCH (c)-[r:TARGET]->(:Actor) DELETE r"
DELETE_SPEAKERS = f"{EACH_CLAIM} MATCH (c)-[r:ATTRIBUTED_TO]->(:Actor) DELETE r"
REVIEW_CLAIMS = (
    "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) "
    "SET c.relation = row.relation, c.accepted = row.accepted, c.rejected = row.rejected, c.flipped = row.flipped"
)
TIE_CLAIMS = (
    "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) MATCH (a:Actor {id: row.source}) "
    "MATCH (b:Actor {id: row.target}) CREATE (c)-[:SOURCE]->(a) CREATE (c)-[:TARGET]->(b)"
)

# ---- relations
SUMS = (
    "a.id AS source, c.relation AS relation, b.id AS target, count(*) AS claims, "
    "count(DISTINCT c.doc_id) AS documents, count(DISTINCT c.outlet) AS outlets, "
    "collect(DISTINCT c.outlet) AS outlet_names, "
    "min(c.date) AS first_date, max(c.date) AS last_date, "
    + ", ".join(
        f"sum(CASE WHEN c.status = '{status}' THEN 1 ELSE 0 END) AS {status}"
        for status in ("actual", "planned", "hypothetical", "negated")
    )
    + ", max(c.confidence) AS confidence"
)
BETWEEN = "MATCH (a:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b:Actor)"
COUNTED = "c.rejected = false AND a.id <> b.id"
SUM_FROM = f"{EACH_ACTOR} MATCH (a)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b:Actor) WHERE {COUNTED} RETURN {SUMS}"
SUM_TO = (
    "UNWIND $ids AS one MATCH (b:Actor {id: one}) MATCH (a:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(b) "
    f"WHERE {COUNTED} RETURN {SUMS}"
)
SUM_PAIR = f"{BETWEEN} WHERE a.id = $source AND b.id = $target AND {COUNTED} RETURN {SUMS}"
RELATION_RETURN = "a.id AS source, r.relation AS relation, b.id AS target, " + ", ".join(
    f"r.{name} AS {name}" for name in (*schema.RELATION_FIELDS, *schema.RELATION_DATES) if name != "outlet_names"
)
SET_RELATIONS = (
    "UNWIND $rows AS row MATCH (a:Actor {id: row.source}) MATCH (b:Actor {id: row.target}) "
    "MERGE (a)-[r:RELATES {relation: row.relation}]->(b) " + _set("r", schema.RELATION_FIELDS, schema.RELATION_DATES)
)
RELATIONS_AMONG = (
    "UNWIND $sources AS one MATCH (a:Actor {id: one})-[r:RELATES]->(b:Actor) "
    f"WHERE r.relation IN $relations AND b.id IN $targets RETURN {RELATION_RETURN}, r.outlet_names AS outlet_names"
)
DELETE_PAIR = "MATCH (a:Actor {id: $source})-[r:RELATES]->(b:Actor {id: $target}) DELETE r"
DELETE_RELATIONS_FROM = f"{EACH_ACTOR} MATCH (a)-[r:RELATES]->(:Actor) DELETE r"
DELETE_RELATIONS_TO = f"{EACH_ACTOR} MATCH (:Actor)-[r:RELATES]->(a) DELETE r"
EVERY_ACTOR = f"MATCH (a:Actor) RETURN {ACTOR_ROW}"
EVERY_RELATION = f"MATCH (a:Actor)-[r:RELATES]->(b:Actor) RETURN {RELATION_RETURN}"
ALL_RELATIONS = f"MATCH (a:Actor)-[r:RELATES]->(b:Actor) RETURN {RELATION_RETURN}, r.outlet_names AS outlet_names"

# ---- judgements
CREATE_JUDGEMENT = "CREATE (j:Judgement {id: $id, position: $position, record: $record})"
JUDGEMENTS = "MATCH (j:Judgement) WHERE j.position >= $after RETURN j.record AS record ORDER BY j.position"
COUNT_JUDGEMENTS = "MATCH (j:Judgement) RETURN count(*) AS total"

# ---- reading relations and claims, by filters
RELATED = "MATCH (a:Actor)-[r:RELATES]->(b:Actor)"
STRONGEST = "ORDER BY claims DESC, documents DESC, source, relation, target"
CLAIM_RETURN = ", ".join(f"c.{name} AS {name}" for name in ("id", *schema.CLAIM_FIELDS, *schema.CLAIM_DATES))
STRENGTH = "a.id AS source, c.relation AS relation, b.id AS target, count(*) AS claims, max(c.confidence) AS confidence"
SAID_BY = "EXISTS { MATCH (c)-[:ATTRIBUTED_TO]->(s:Actor) WHERE s.id IN $speakers }"
NEWEST = (
    "RETURN c.id AS id, c.date AS date ORDER BY coalesce(date, date('0001-01-01')) DESC, id SKIP $offset LIMIT $limit"
)


def where(*conditions: str) -> str:
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def relations_page(conditions: Sequence[str]) -> str:
    """The strongest relations, as they are stored."""
    return f"{RELATED} {where(*conditions)} RETURN {RELATION_RETURN} {STRONGEST} SKIP $offset LIMIT $limit"


def strengths(conditions: Sequence[str]) -> str:
    """How many relations rest on how many claims."""
    return f"{RELATED} {where(*conditions)} RETURN r.claims AS claims, count(*) AS number"


def sums_page(conditions: Sequence[str], having: Sequence[str]) -> str:
    """The strongest relations that the claims make that meet the conditions."""
    sums = SUMS.replace("collect(DISTINCT c.outlet) AS outlet_names, ", "")
    names = ", ".join(schema.ROW_NAMES)
    match = f"{BETWEEN} {where(COUNTED, *conditions)} WITH {sums} {where(*having)}"
    return f"{match} RETURN {names} {STRONGEST} SKIP $offset LIMIT $limit"


def sums_total(conditions: Sequence[str], having: Sequence[str]) -> str:
    return f"{BETWEEN} {where(COUNTED, *conditions)} WITH {STRENGTH} {where(*having)} RETURN count(*) AS total"


def ends(conditions: Sequence[str], having: Sequence[str]) -> str:
    """The two ends of every relation that the claims make."""
    match = f"{BETWEEN} {where(COUNTED, *conditions)} WITH {STRENGTH} {where(*having)}"
    return f"{match} RETURN DISTINCT source, target"


def neighbours(conditions: Sequence[str]) -> str:
    """How many actors b there are, whichever of the two is the source."""
    return f"MATCH (a:Actor)-[r:RELATES]-(b:Actor) {where(*conditions)} RETURN count(DISTINCT b.id) AS total"


def claims_page(conditions: Sequence[str], key: str, way: str) -> str:
    """The ids, sorted by key and date, with both: sorting whole claims takes ten times as long as looking them up."""
    page = NEWEST.replace("date ORDER BY", f"date, {key} AS key ORDER BY key {way},", 1) if key else NEWEST
    return f"{_claims(conditions)} {page}"


def claims_total(conditions: Sequence[str]) -> str:
    return f"{_claims(conditions)} RETURN count(*) AS total"


_ENDS = re.compile(r"\b[ab]\.")


def _claims(conditions: Sequence[str]) -> str:
    """Claims by conditions on them alone are found without their ends."""
    match = BETWEEN if any(map(_ENDS.search, conditions)) else "MATCH (c:Claim)"
    return f"{match} {where(*conditions)}"


CLAIMS = f"{EACH_CLAIM} RETURN {CLAIM_RETURN}"
CLAIMS_OF_DOCUMENT = (
    f"MATCH (d:Document {{id: $id}})<-[:EVIDENCED_BY]-(c:Claim) RETURN {CLAIM_RETURN} ORDER BY start_char, id"
)
CLAIMS_BY_SPEAKER = f"MATCH (s:Actor {{id: $id}})<-[:ATTRIBUTED_TO]-(c:Claim) WHERE c.rejected = false {NEWEST}"
COUNT_SPOKEN = "MATCH (s:Actor {id: $id})<-[:ATTRIBUTED_TO]-(c:Claim) WHERE c.rejected = false RETURN count(*) AS total"
ACTOR_SPEAKERS = (
    "MATCH (x:Actor {id: $id})<-[:SOURCE|TARGET]-(c:Claim)-[:ATTRIBUTED_TO]->(a:Actor) WHERE c.rejected = false "
    "RETURN a.id AS id, count(DISTINCT c.id) AS number ORDER BY number DESC, id LIMIT $limit"
)


def timeline(period: str, conditions: Sequence[str], of_actor: bool) -> tuple[str, str]:
    """Claims by `month` or `date` and relation, and documents by it. Of an actor, or by conditions on a, b and c."""
    dated = ("c.rejected = false", "c.date IS NOT NULL", *conditions)
    match = f"MATCH (x:Actor {{id: $id}})<-[:SOURCE|TARGET]-(c:Claim) {where(*dated)}" if of_actor else _claims(dated)
    number = "count(DISTINCT c.id)" if of_actor else "count(*)"  # an actor may be both ends of a claim
    return (
        f"{match} RETURN c.{period} AS period, c.relation AS relation, {number} AS claims",
        f"{match} RETURN c.{period} AS period, count(DISTINCT c.doc_id) AS documents",
    )


# ---- everything, for verify
VERIFY_DOCUMENTS = f"MATCH (d:Document) RETURN {DOCUMENT_RETURN}"
VERIFY_CLAIMS = (
    f"{BETWEEN} MATCH (c)-[:EVIDENCED_BY]->(d:Document) OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(s:Actor) "
    f"RETURN a.id AS source, b.id AS target, s.id AS speaker, {CLAIM_RETURN}"
)
VERIFY_ACTORS = f"MATCH (a:Actor) RETURN a.claims AS claims, a.documents AS documents, {ACTOR_STORED}"
VERIFY_MENTIONS = f"MATCH (d:Document)-[m:MENTIONS]->(a:Actor) RETURN {MENTION_RETURN}"


# ---- statistics
TOTALS = {
    "documents": COUNT_DOCUMENTS,
    "actors": "MATCH (a:Actor) WHERE a.kept = a.id RETURN count(*) AS total",
    "claims": "MATCH (c:Claim) RETURN count(*) AS total",
    "relations": f"{RELATED} RETURN count(*) AS total",
    "mentions": "MATCH (:Document)-[m:MENTIONS]->(:Actor) RETURN coalesce(sum(m.mentions), 0) AS total",
    "rejected": "MATCH (c:Claim) WHERE c.rejected = true RETURN count(*) AS total",
    "judgements": COUNT_JUDGEMENTS,
}
SHARES = {
    "by_relation": "MATCH (c:Claim) WHERE c.rejected = false RETURN c.relation AS name, count(*) AS number",
    "by_status": "MATCH (c:Claim) WHERE c.rejected = false RETURN c.status AS name, count(*) AS number",
    "by_kind": "MATCH (a:Actor) WHERE a.kept = a.id RETURN a.kind AS name, count(*) AS number",
    "by_outlet": "MATCH (d:Document) WHERE d.outlet IS NOT NULL RETURN d.outlet AS name, count(*) AS number",
    "extractors": "MATCH (c:Claim) RETURN c.extractor AS name, count(*) AS number",
}
DATE_RANGE = "MATCH (c:Claim) RETURN min(c.date) AS first_date, max(c.date) AS last_date"
