"""Entities of FollowTheMoney, which OpenSanctions and Aleph read."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain
from graph.views import ActorRow

_QID = re.compile(r"Q[1-9]\d*")
_SCHEMA = {
    "State": "Organization", "Government body": "PublicBody", "Military": "PublicBody", "Armed group": "Organization",
    "Political party": "Organization", "International organization": "Organization", "Company": "Company",
    "Person": "Person", "Group": "Organization", "Place": "Address",
}  # fmt: skip
# How the two ends of a link schema of FollowTheMoney are called.
_ENDS = {
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Succession": ("successor", "predecessor"),
    "UnknownLink": ("subject", "object"),
}


def follow_the_money(bundle: Bundle) -> bytes:
    """JSON lines of entities: actors, a link or event a relation, with the quotes as summary of the relation. Places
    are addresses."""
    kinds = {actor.id: actor.kind for actor in bundle.network.actors}
    lines = [_entity(actor) for actor in bundle.network.actors]
    for row in bundle.network.relations:
        schema = relations()[row.relation].followthemoney
        ends = [_ftm_id("actor", row.source), _ftm_id("actor", row.target)]
        about: dict[str, list[str]] = {"summary": [f"{row.relation}: {relations()[row.relation].meaning}"]}
        if row.first_date and row.last_date:
            about |= {"startDate": [row.first_date.isoformat()], "endDate": [row.last_date.isoformat()]}
        if bundle.texts:
            about["description"] = [plain(claim.claim.evidence.quote) for claim in bundle.claims_of(row)]
        schema, parts = _link(schema, ends, row.relation, kinds[row.target])
        identity = _ftm_id("relation", f"{row.source} {row.relation} {row.target}")
        lines.append({"id": identity, "schema": schema, "properties": about | parts})
    return b"".join(json.dumps(line, ensure_ascii=True).encode() + b"\n" for line in lines) or b"\n"


def _link(schema: str, ends: list[str], relation: str, target_kind: str) -> tuple[str, dict[str, list[str]]]:
    if schema == "Event":
        return "Event", {"name": [relation], "involved": ends}
    if schema not in _ENDS or target_kind == "Place":
        schema = "UnknownLink"
    first, second = _ENDS[schema]
    return schema, {"role": [relation], first: [ends[0]], second: [ends[1]]}


def _entity(actor: ActorRow) -> dict[str, Any]:
    schema = _SCHEMA[actor.kind]
    properties = {"full" if schema == "Address" else "name": [plain(actor.name)]}
    if schema != "Address" and _QID.fullmatch(actor.id):
        properties["wikidataId"] = [actor.id]
    code = _countries().get(actor.country or "")
    if code:
        properties["country"] = [code]
    return {"id": _ftm_id("actor", actor.id), "schema": schema, "properties": properties}


@cache
def _countries() -> dict[str, str]:
    return tomllib.loads(files("graph.exports").joinpath("countries.toml").read_text(encoding="utf-8"))


def _ftm_id(part: str, text: str) -> str:
    return f"dramatis-{part}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:20]}"
