"""What only a Neo4j server is told: constraints, how writers make way for each other, rows as it reads them fastest."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from extract.records import Extraction, from_json
from graph import cypher, writing
from graph.engine import Row
from graph.journal import Judgement
from graph.journal import to_json as judgement_to_json

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT dramatis_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in ("Store", "Lane", "Judgement", "Actor", "Document", "Claim")
)
INDEXES = (
    "CREATE INDEX dramatis_claim_date IF NOT EXISTS FOR (n:Claim) ON (n.date)",
    "CREATE INDEX dramatis_actor_kind IF NOT EXISTS FOR (n:Actor) ON (n.kind)",
    "CREATE INDEX dramatis_judgement_position IF NOT EXISTS FOR (n:Judgement) ON (n.position)",
    "CREATE TEXT INDEX dramatis_actor_search IF NOT EXISTS FOR (n:Actor) ON (n.search_text)",
)
CLEAR = tuple(
    f"MATCH (n:{label}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS total" for label in ("Claim", "Actor")
)
# Who adds a document takes one of the lanes, in which others do the same beside it; who does anything else takes them
# all, in their order. Every write raises a version, and the sum of all is that of the store.
LANES = 32
STATE = f"{cypher.IN_STORE} RETURN s.schema AS schema, COUNT {{ (:Lane) }} AS lanes"
VERSION = "MATCH (n:Store|Lane) RETURN sum(n.version) AS version"
CREATE_LANES = (
    f"{cypher.IN_STORE} SET s.version = s.version + 1 WITH s UNWIND range(1, $lanes) AS lane "
    "MERGE (l:Lane {id: lane}) ON CREATE SET l.version = 0"
)
TAKE_LANE = "MATCH (l:Lane {id: $lane}) SET l.version = l.version + 1"
TAKE_ALL = (
    f"{cypher.IN_STORE} SET s.version = s.version + 1 WITH s MATCH (l:Lane) WITH l ORDER BY l.id "
    "SET l.version = l.version + 1"
)
# A property that is set to what it is made of is locked before it is read.
TAKE_STORED = f"{cypher.EACH_ACTOR} SET a.claims = a.claims + 0 RETURN {cypher.ACTOR_STORED}"
# Without WITH, a plan made while there are few relations reads all of an actor's.
RELATIONS_AT = (
    "UNWIND $rows AS row MATCH (a:Actor {id: row.source}) MATCH (b:Actor {id: row.target}) WITH row, a, b "
    "MATCH (a)-[r:RELATES {relation: row.relation}]->(b) "
    f"RETURN {cypher.RELATION_RETURN}, r.outlet_names AS outlet_names"
)
_IN_ROW = re.compile(r"\brow\.(\w+)")


class CrowdedError(Exception):
    """The work is not to be done beside that of others."""


class ServerTransaction:
    def __init__(self, transaction: Any, alone: bool) -> None:
        self._transaction = transaction
        self._alone = alone

    def run(self, cypher: str, **parameters: Any) -> list[Row]:
        if rows := parameters.get("rows"):
            cypher, names = _by_place(cypher)
            parameters["rows"] = [[row[name] for name in names] for row in rows]
        return self._send(cypher, parameters)

    def _send(self, query: str, parameters: dict[str, Any]) -> list[Row]:
        return [dict(record) for record in self._transaction.run(query, parameters)]

    def relations(self, keys: Collection[tuple[str, str, str]]) -> list[Row]:
        """Found by their keys: those of a source are many in a large store."""
        rows = [dict(zip(("source", "relation", "target"), key, strict=True)) for key in keys]
        return [found for batch in writing.batches(rows) for found in self.run(RELATIONS_AT, rows=batch)]

    def stored(self, actors: list[str]) -> list[Row]:
        return self.run(cypher.GET_STORED if self._alone else TAKE_STORED, ids=actors)

    def be_alone(self) -> None:
        if not self._alone:
            raise CrowdedError

    def keep(self, extraction: Extraction, line: str) -> str:
        return line

    def forget(self, document: str) -> None:
        """The record went with its node."""

    def enter(self, judgement: Judgement) -> None:
        position = self.run(cypher.COUNT_JUDGEMENTS)[0]["total"]
        record = json.dumps(judgement_to_json(judgement))
        self.run(cypher.CREATE_JUDGEMENT, id=judgement.id, position=position, record=record)

    def recall(self, reference: str) -> Extraction:
        return from_json(json.loads(reference))


@lru_cache
def _by_place(query: str) -> tuple[str, tuple[str, ...]]:
    """The query for rows that are lists of what it names, in that order: without the names, which take longer to read
    than what they name."""
    names = tuple(dict.fromkeys(_IN_ROW.findall(query)))
    return _IN_ROW.sub(lambda found: f"row[{names.index(found[1])}]", query), names
