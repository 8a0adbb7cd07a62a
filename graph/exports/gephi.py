"""GEXF 1.3 with time intervals, for Gephi's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain, quotes
from graph.views import ActorRow, RelationRow

NAMESPACE = "http://gexf.net/1.3"
_NODE = (("kind", "string"), ("country", "string"), ("claims", "integer"), ("documents", "integer"))
_EDGE = (
    ("relation", "string"), ("quad_class", "string"), ("intensity", "double"), ("symmetric", "boolean"),
    ("claims", "integer"),
    ("documents", "integer"), ("outlets", "integer"), ("actual", "integer"), ("planned", "integer"),
    ("hypothetical", "integer"), ("negated", "integer"), ("confidence", "double"), ("first_date", "string"),
    ("last_date", "string"), ("evidence", "string"),
)  # fmt: skip


def gexf(bundle: Bundle) -> bytes:
    """A relation is an edge with one spell from its first to its last claim; actors live as long as their relations.
    All edges are directed, since readers refuse a mixture; `symmetric` says which mean both directions.
    `evidence` holds the quotes, one a line."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_name("gexf"), version="1.3")
    meta = _child(root, "meta")
    _child(meta, "creator").text = "Dramatis"
    _child(meta, "description").text = bundle.note()
    graph = _child(
        root, "graph", mode="dynamic", defaultedgetype="directed", idtype="string", timeformat="date",
        timerepresentation="interval",
    )  # fmt: skip
    _declare(graph, "node", _NODE)
    _declare(graph, "edge", _EDGE)
    nodes = _child(graph, "nodes", count=str(len(bundle.network.actors)))
    for actor in bundle.network.actors:
        _node(nodes, actor, bundle)
    edges = _child(graph, "edges", count=str(len(bundle.network.relations)))
    for number, row in enumerate(bundle.network.relations):
        _edge(edges, f"r{number}", row, bundle)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _node(nodes: Any, actor: ActorRow, bundle: Bundle) -> None:
    span = bundle.spans.get(actor.id)
    lived = {"start": span[0].isoformat(), "end": span[1].isoformat()} if span else {}
    node = _child(nodes, "node", id=plain(actor.id), label=plain(actor.name), **lived)
    _values(node, (actor.kind, actor.country, actor.claims, actor.documents))


def _edge(edges: Any, name: str, row: RelationRow, bundle: Bundle) -> None:
    entry = relations()[row.relation]
    lived = {}
    if row.first_date and row.last_date:
        lived = {"start": row.first_date.isoformat(), "end": row.last_date.isoformat()}
    edge = _child(
        edges, "edge", id=name, source=plain(row.source), target=plain(row.target), label=row.relation,
        type="directed", weight=str(float(row.claims)), **lived,
    )  # fmt: skip
    evidence = quotes(bundle, bundle.claims_of(row))
    counts = [row.claims, row.documents, row.outlets, row.actual, row.planned, row.hypothetical, row.negated]
    _values(
        edge,
        (
            row.relation,
            entry.quad_class,
            entry.intensity,
            str(entry.symmetric).lower(),
            *counts,
            row.confidence,
            row.first_date,
            row.last_date,
            evidence or None,
        ),
    )


def _declare(graph: Any, part: str, columns: Iterable[tuple[str, str]]) -> None:
    attributes = _child(graph, "attributes", **{"class": part, "mode": "static"})
    for number, (title, kind) in enumerate(columns):
        _child(attributes, "attribute", id=str(number), title=title, type=kind)


def _values(element: Any, values: Iterable[object]) -> None:
    held = _child(element, "attvalues")
    for number, value in enumerate(values):
        if value is not None:
            _child(held, "attvalue", **{"for": str(number), "value": plain(str(value))})


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    return ElementTree.SubElement(parent, _name(tag), attributes)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
