"""Networks and claims written for other programs, a small function a format."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx

from extract.ontology import relations
from graph import exports
from graph.store import Store
from graph.views import Filters, Network, RelationRow, StoredClaim

# What XML 1.0 cannot hold; other programs choke on it elsewhere too.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
CLAIM_COLUMNS = (
    "claim", "source_id", "source", "relation", "target_id", "target", "status", "date", "mode", "role", "confidence",
    "speaker", "cue", "stance", "quote", "sentence", "title", "outlet", "published", "url", "document", "start_char",
    "end_char", "extractor", "review",
)  # fmt: skip


def gexf(network: Network) -> bytes:
    """For Gephi: a directed multigraph with time intervals, one edge a relation, weighted by its claims."""
    return exports.written(exports.Bundle(network, ()), "gexf")


def graphml(network: Network) -> bytes:
    """For yEd, Cytoscape, igraph and networkx."""
    return _written(nx.write_graphml, multigraph(network))


def relations_csv(network: Network) -> bytes:
    names = {actor.id: actor.name for actor in network.actors}
    rows = (
        {"source_id": row.source, "source": names[row.source], "relation": row.relation}
        | {"target_id": row.target, "target": names[row.target]}
        | _counts(row)
        for row in network.relations
    )
    columns = ["source_id", "source", "relation", "target_id", "target", *_COUNTS]
    return _csv(columns, rows)


def actors_csv(network: Network) -> bytes:
    return _csv(["id", "name", "kind", "country", "claims", "documents"], (asdict(actor) for actor in network.actors))


def claims_csv(claims: Iterable[StoredClaim]) -> bytes:
    """One row a claim, with its quote, sentence, speaker and outlet."""
    return _csv(list(CLAIM_COLUMNS), map(claim_columns, claims))


def network_json(network: Network, claims: Iterable[StoredClaim]) -> bytes:
    """Actors, relations and the claims behind them; relations refer to actors by id."""
    table = {
        "actors": [asdict(actor) for actor in network.actors],
        "relations": [asdict(row) for row in network.relations],
        "claims": [claim_columns(claim) for claim in claims],
    }
    return json.dumps(table, ensure_ascii=True, indent=1, default=dt.date.isoformat).encode("ascii")


def multigraph(network: Network) -> nx.MultiDiGraph:
    """With the attributes that the formats and notebooks use; no value is None, since neither XML format knows that."""
    graph = nx.MultiDiGraph()
    for actor in network.actors:
        attributes = {"label": actor.name, "kind": actor.kind, "country": actor.country or ""}
        graph.add_node(_xml(actor.id), claims=actor.claims, documents=actor.documents, **_safe(attributes))
    for number, row in enumerate(network.relations):
        entry = relations()[row.relation]
        meaning = {"label": row.relation, "quad_class": entry.quad_class, "intensity": entry.intensity}
        counts = {name: value for name, value in _counts(row).items() if value is not None}
        ends = _xml(row.source), _xml(row.target)
        # keys become ids of edges, which must differ in the whole file
        graph.add_edge(*ends, key=f"r{number}", weight=row.claims, **_safe(meaning), **_safe(counts))
    return graph


def claims_of(store: Store, network: Network) -> Iterator[StoredClaim]:
    """The claims behind the relations of a network, page by page, document by document."""
    wanted = {(row.source, row.relation, row.target) for row in network.relations}
    for extraction in store.extractions():
        for claim in store.document(extraction.document.id).claims:
            ends = claim.source.id, claim.relation, claim.target.id
            if not claim.rejected and (ends in wanted or ends[::-1] in wanted):
                yield claim


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


def _written(write: Callable[[nx.MultiDiGraph, BytesIO], None], graph: nx.MultiDiGraph) -> bytes:
    buffer = BytesIO()
    write(graph, buffer)
    return buffer.getvalue()


def _safe(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | float) else _xml(str(value)) for name, value in attributes.items()}


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _csv(columns: list[str], rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read it as such."""
    buffer = StringIO()
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is quoted the way spreadsheets do it."""
    if isinstance(value, str):
        value = value.replace("\x00", "\ufffd")
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


def _drawn(store: Store, network: Network) -> bytes:
    from graph.draw import draw_html

    return draw_html(network).encode("utf-8", "replace")


def _elsewhere(form: str) -> Callable[[Store, Network], bytes]:
    return lambda store, network: exports.export(store, network, form)


FORMATS: dict[str, Callable[[Store, Network], bytes]] = {
    "graphml": lambda _, network: graphml(network),
    "csv": lambda _, network: relations_csv(network),
    "actors-csv": lambda _, network: actors_csv(network),
    "claims-csv": lambda store, network: claims_csv(claims_of(store, network)),
    "json": lambda store, network: network_json(network, claims_of(store, network)),
    "html": _drawn,
} | {name: _elsewhere(name) for name in (*exports.FORMATS, "project")}


def write_export(store: Store, form: str, path: Path, filters: Filters | None = None, texts: bool = True) -> Network:
    """Writes the file and returns the network that stands in it; `texts` False leaves quotes and sentences out."""
    network = store.whole_network(filters or Filters())
    content = exports.export(store, network, form, texts)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return network
