"""The plain formats: GraphML, CSV, JSON, a page of HTML."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from typing import Any

import networkx as nx

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain, quotes
from graph.exports.tables import written_csv
from graph.views import RelationRow, StoredClaim

CLAIM_COLUMNS = (
    "claim", "source_id", "source", "relation", "target_id", "target", "status", "date", "mode", "role", "confidence",
    "speaker", "cue", "stance", "quote", "sentence", "title", "outlet", "published", "url", "document", "start_char",
    "end_char", "extractor", "review",
)  # fmt: skip


def graphml(bundle: Bundle) -> bytes:
    """For yEd, Cytoscape, igraph and networkx; `evidence` of an edge holds its first quotes, one a line."""
    buffer = BytesIO()
    nx.write_graphml(multigraph(bundle), buffer)
    return buffer.getvalue()


def relations_csv(bundle: Bundle) -> bytes:
    names = bundle.names
    rows = (
        {"source_id": row.source, "source": names[row.source], "relation": row.relation}
        | {"target_id": row.target, "target": names[row.target]}
        | _counts(row)
        for row in bundle.network.relations
    )
    return written_csv(["source_id", "source", "relation", "target_id", "target", *_COUNTS], rows)


def actors_csv(bundle: Bundle) -> bytes:
    columns = ["id", "name", "kind", "country", "claims", "documents"]
    return written_csv(columns, (asdict(actor) for actor in bundle.network.actors))


def claims_csv(claims: Iterable[StoredClaim]) -> bytes:
    """One row a claim, with its quote, sentence, speaker and outlet."""
    return written_csv(CLAIM_COLUMNS, map(claim_columns, claims))


def claims_table(bundle: Bundle) -> bytes:
    return claims_csv(bundle.claims)


def network_json(bundle: Bundle) -> bytes:
    """Actors, relations and the claims behind them; relations refer to actors by id."""
    table = {
        "note": bundle.note(),
        "actors": [asdict(actor) for actor in bundle.network.actors],
        "relations": [asdict(row) for row in bundle.network.relations],
        "claims": [claim_columns(claim) for claim in bundle.claims],
    }
    return json.dumps(table, ensure_ascii=True, indent=1, default=dt.date.isoformat).encode("ascii")


def page(bundle: Bundle) -> bytes:
    from graph.draw import draw_html

    return draw_html(bundle.network).encode("utf-8", "replace")


def multigraph(bundle: Bundle) -> nx.MultiDiGraph:
    """With the attributes of the formats; no value is None, since GraphML does not know that."""
    graph = nx.MultiDiGraph(note=bundle.note())
    for actor in bundle.network.actors:
        attributes = {"label": actor.name, "kind": actor.kind, "country": actor.country or ""}
        graph.add_node(plain(actor.id), claims=actor.claims, documents=actor.documents, **_safe(attributes))
    for number, row in enumerate(bundle.network.relations):
        entry = relations()[row.relation]
        meaning = {"label": row.relation, "quad_class": entry.quad_class, "intensity": entry.intensity}
        counts = {name: value for name, value in _counts(row).items() if value is not None}
        evidence = quotes(bundle, bundle.claims_of(row))
        more = {"evidence": evidence} if evidence else {}
        # keys become ids of edges, which must differ in the whole file
        ends = plain(row.source), plain(row.target)
        graph.add_edge(*ends, key=f"r{number}", weight=row.claims, **_safe(meaning | counts | more))
    return graph


def claim_columns(stored: StoredClaim) -> dict[str, Any]:
    claim, attribution = stored.claim, stored.claim.attribution
    speaker = stored.speaker.name if stored.speaker else attribution.speaker_text if attribution else None
    return {
        "claim": claim.id,
        "source_id": stored.source.id,
        "source": stored.source.name,
        "relation": stored.relation,
        "target_id": stored.target.id,
        "target": stored.target.name,
        "status": claim.status,
        "date": stored.date,
        "mode": claim.mode,
        "role": claim.role,
        "confidence": claim.confidence,
        "speaker": speaker,
        "cue": attribution.cue if attribution else None,
        "stance": attribution.stance if attribution else None,
        "quote": claim.evidence.quote,
        "sentence": stored.context,
        "title": stored.document.title,
        "outlet": stored.document.outlet,
        "published": stored.document.published,
        "url": stored.document.url,
        "document": stored.document.id,
        "start_char": claim.evidence.start_char,
        "end_char": claim.evidence.end_char,
        "extractor": claim.extractor,
        "review": " ".join(stored.states),
    }


_COUNTS = (
    "claims", "documents", "outlets", "first_date", "last_date", "actual", "planned", "hypothetical", "negated",
    "confidence",
)  # fmt: skip


def _counts(row: RelationRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COUNTS}


def _safe(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float) else plain(str(value)) for name, value in attributes.items()}
