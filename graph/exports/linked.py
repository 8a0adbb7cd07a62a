"""Linked data: Turtle and JSON-LD with PROV-O provenance."""

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import quote

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain
from graph.views import ActorRow, DocumentRow, StoredClaim

WIKIDATA = Namespace("http://www.wikidata.org/entity/")
OWN = Namespace("urn:dramatis:")
_QID = re.compile(r"Q[1-9]\d*")


def turtle(bundle: Bundle) -> bytes:
    return _graph(bundle).serialize(format="longturtle", encoding="utf-8")


def json_ld(bundle: Bundle) -> bytes:
    context = {"prov": str(PROV), "dcterms": str(DCTERMS), "skos": str(SKOS), "dramatis": str(OWN), "rdfs": str(RDFS)}
    text = _graph(bundle).serialize(format="json-ld", context=context, indent=1)
    found = json.loads(text)
    found.get("@graph", []).sort(key=lambda node: str(node.get("@id")))
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def _graph(bundle: Bundle) -> Graph:
    """Actors are agents (Wikidata items where known); a claim is a statement and an entity that was quoted from its
    document and attributed to its speaker, else to its outlet."""
    graph = Graph()
    for prefix, space in (("prov", PROV), ("dcterms", DCTERMS), ("skos", SKOS), ("dramatis", OWN), ("wd", WIKIDATA)):
        graph.bind(prefix, space)
    note = OWN["note"]
    graph.add((note, DCTERMS.description, Literal(bundle.note(), lang="en")))
    for name, entry in relations().items():
        if any(row.relation == name for row in bundle.network.relations):
            graph.add((OWN[f"relation/{name}"], RDF.type, RDF.Property))
            graph.add((OWN[f"relation/{name}"], RDFS.comment, Literal(entry.meaning, lang="en")))
    for actor in bundle.network.actors:
        _add_actor(graph, actor)
    for claim in bundle.claims:
        _add_claim(graph, bundle, claim)
    return graph


def _add_actor(graph: Graph, actor: ActorRow) -> None:
    node = actor_iri(actor.id)
    kind = PROV.Person if actor.kind == "Person" else PROV.Location if actor.kind == "Place" else PROV.Organization
    graph.add((node, RDF.type, kind))
    graph.add((node, SKOS.prefLabel, Literal(plain(actor.name))))
    graph.add((node, OWN.kind, Literal(actor.kind)))
    if actor.country:
        graph.add((node, OWN.country, Literal(actor.country)))


def _add_claim(graph: Graph, bundle: Bundle, stored: StoredClaim) -> None:
    claim, node, document = (
        stored.claim,
        OWN[f"claim/{quote(stored.claim.id, safe='')}"],
        _document(graph, stored.document),
    )
    graph.add((node, RDF.type, RDF.Statement))
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, RDF.subject, actor_iri(stored.source.id)))
    graph.add((node, RDF.predicate, OWN[f"relation/{stored.relation}"]))
    graph.add((node, RDF.object, actor_iri(stored.target.id)))
    graph.add((node, PROV.wasQuotedFrom, document))
    graph.add((node, OWN.status, Literal(claim.status)))
    graph.add((node, OWN.confidence, Literal(claim.confidence)))
    graph.add((node, OWN.extractor, Literal(plain(claim.extractor))))
    if stored.date:
        graph.add((node, DCTERMS.date, Literal(stored.date.isoformat(), datatype=XSD.date)))
    if bundle.texts:
        graph.add((node, PROV.value, Literal(plain(claim.evidence.quote))))
    if stored.speaker:
        graph.add((node, PROV.wasAttributedTo, actor_iri(stored.speaker.id)))
    elif name := bundle.speaker(stored) or stored.document.outlet:
        agent = BNode(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:20])
        graph.add((agent, RDF.type, PROV.Agent))
        graph.add((agent, RDFS.label, Literal(plain(name))))
        graph.add((node, PROV.wasAttributedTo, agent))


def _document(graph: Graph, document: DocumentRow) -> URIRef:
    node = OWN[f"document/{quote(plain(document.id), safe='')}"]
    graph.add((node, RDF.type, PROV.Entity))
    if document.title:
        graph.add((node, DCTERMS.title, Literal(plain(document.title))))
    if document.outlet:
        graph.add((node, DCTERMS.publisher, Literal(plain(document.outlet))))
    if document.published:
        graph.add((node, DCTERMS.issued, Literal(document.published.isoformat(), datatype=XSD.date)))
    if document.url:
        graph.add((node, DCTERMS.source, Literal(plain(document.url))))
    return node


def actor_iri(actor: str) -> URIRef:
    return WIKIDATA[actor] if _QID.fullmatch(actor) else OWN[f"actor/{quote(plain(actor), safe='')}"]
