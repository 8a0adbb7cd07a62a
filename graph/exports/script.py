"""A Cypher script that makes the network in an empty Neo4j: actors by kind, relations by type, quotes with them."""

from __future__ import annotations

from typing import Any

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain, quotes

BATCH = 500  # rows a statement: small enough for one transaction, few enough statements


def cypher_script(bundle: Bundle) -> bytes:
    """Run with `cypher-shell -f FILE`. Values are written as literals and escaped; nothing of a text is ever code."""
    statements = ["CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE"]
    kinds: dict[str, list[str]] = {}
    for actor in bundle.network.actors:
        row = _map({"id": actor.id, "name": actor.name, "kind": actor.kind,
                    "country": actor.country, "claims": actor.claims, "documents": actor.documents})  # fmt: skip
        kinds.setdefault(actor.kind.replace(" ", ""), []).append(row)
    for label, rows in kinds.items():
        statements += [_actors(label, part) for part in _parts(rows)]
    found: dict[str, list[str]] = {}
    for relation in bundle.network.relations:
        row = _map({
            "a": relation.source, "b": relation.target, "claims": relation.claims, "documents": relation.documents,
            "first_date": relation.first_date.isoformat() if relation.first_date else None,
            "last_date": relation.last_date.isoformat() if relation.last_date else None,
            "actual": relation.actual, "confidence": relation.confidence,
            "quad_class": relations()[relation.relation].quad_class,
            "evidence": quotes(bundle, bundle.claims_of(relation)) or None,
        })  # fmt: skip
        found.setdefault(relation.relation, []).append(row)
    for name, rows in found.items():
        statements += [_relations(name, part) for part in _parts(rows)]
    heading = "// " + bundle.note().replace("\n", " ")
    return ("\n".join([heading, *(f"{statement};" for statement in statements)]) + "\n").encode("utf-8")


def _actors(label: str, rows: list[str]) -> str:
    return f"UNWIND {_listed(rows)} AS row MERGE (a:Actor {{id: row.id}}) SET a:{label}, a += row"


def _relations(name: str, rows: list[str]) -> str:
    return (
        f"UNWIND {_listed(rows)} AS row MATCH (a:Actor {{id: row.a}}), (b:Actor {{id: row.b}}) "
        f"MERGE (a)-[r:{name}]->(b) SET r.claims = row.claims, r.documents = row.documents, "
        "r.first_date = date(row.first_date), r.last_date = date(row.last_date), r.actual = row.actual, "
        "r.confidence = row.confidence, r.quad_class = row.quad_class, r.evidence = row.evidence"
    )


def _listed(rows: list[str]) -> str:
    return "[" + ",\n ".join(rows) + "]"


def _parts(rows: list[str]) -> list[list[str]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _map(values: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {literal(value)}" for name, value in values.items() if value is not None) + "}"


def literal(value: str | int | float) -> str:
    """A literal of Cypher. Neo4j decodes escapes by code before it reads the string, so a quote, a backslash and what
    ends a line are escaped by letter, all else but plain characters by code."""
    if not isinstance(value, str):
        return repr(value)
    units = plain(value).encode("utf-16-be")
    codes = [int.from_bytes(units[place : place + 2], "big") for place in range(0, len(units), 2)]
    return '"' + "".join(map(_letter, codes)) + '"'


_BY_LETTER = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _letter(code: int) -> str:
    letter = chr(code)
    if letter in _BY_LETTER:
        return _BY_LETTER[letter]
    # "u" too is written by code: after an escaped backslash it must not look like the start of a code
    plain_letter = letter.isascii() and letter != "u" and (letter.isalnum() or letter in " .,-:()")
    return letter if plain_letter else f"\\u{code:04x}"
