"""Networks for other programs, one module a family of formats.

`export` writes any of them; libraries that only one format needs are imported when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from extract.ontology import relations
from graph.exports.bundle import Bundle
from graph.exports.project import read_project, write_project
from graph.store import Store
from graph.views import Network, StoredClaim

__all__ = ["FORMATS", "Bundle", "Format", "bundle", "export", "read_project", "write_project"]

Format = Callable[[Bundle], bytes]
# name: (module, function, ending, media type, what it is for)
FORMATS: dict[str, tuple[str, str, str, str, str]] = {
    "gexf": ("gephi", "gexf", "gexf", "application/gexf+xml", "Gephi, with its timeline (GEXF 1.3)"),
    "pajek": ("networks", "pajek", "net", "text/plain", "Pajek"),
    "ucinet": ("networks", "ucinet", "dl", "text/plain", "UCINET (DL)"),
    "dot": ("networks", "dot", "dot", "text/vnd.graphviz", "Graphviz"),
    "mermaid": ("networks", "mermaid", "mmd", "text/plain", "a flowchart in Markdown (Mermaid)"),
    "node-link": ("networks", "node_link", "json", "application/json", "networkx and D3 (node-link JSON)"),
    "cytoscape": ("networks", "cytoscape", "cyjs", "application/json", "Cytoscape and Cytoscape.js"),
    "csv-zip": ("tables", "nodes_and_edges", "zip", "application/zip", "Gephi, R, spreadsheets: nodes, edges as CSV"),
    "neo4j-csv": ("tables", "neo4j_import", "zip", "application/zip", "the bulk import of Neo4j"),
    "cypher": ("script", "cypher_script", "cypher", "text/plain", "Neo4j, as a script with typed relationships"),
    "xlsx": ("tables", "excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             "Excel, with a codebook"),
    "parquet": ("tables", "parquet", "parquet", "application/vnd.apache.parquet", "pandas, R, DuckDB: the claims"),
    "events-csv": ("tables", "events_csv", "csv", "text/csv", "event rows with columns like PLOVER and POLECAT"),
    "turtle": ("linked", "turtle", "ttl", "text/turtle", "linked data with PROV-O provenance (Turtle)"),
    "json-ld": ("linked", "json_ld", "jsonld", "application/ld+json", "linked data with PROV-O provenance (JSON-LD)"),
    "ftm": ("linked", "follow_the_money", "ftm.json", "application/json", "FollowTheMoney and OpenSanctions tools"),
}  # fmt: skip


def bundle(store: Store, network: Network, texts: bool = True) -> Bundle:
    from graph.export import claims_of

    return Bundle(network, tuple(map(_in_order, claims_of(store, network))), texts)


def export(store: Store, network: Network, form: str, texts: bool = True) -> bytes:
    """The network in any format of `FORMATS`, of graph.export, or "project" for the whole store. `texts` False leaves
    quotes and sentences out, which may be under copyright; a project without them would not open again."""
    if form == "project":
        if not texts:
            raise ValueError("a project holds the texts that its claims quote; export tables or networks without them")
        return write_project(store)
    if form in FORMATS:
        return written(bundle(store, network, texts), form)
    from graph import export as basic

    if form == "json":
        return basic.network_json(network, map(_bare, basic.claims_of(store, network)) if not texts
                                  else basic.claims_of(store, network))  # fmt: skip
    if form == "claims-csv" and not texts:
        return basic.claims_csv(map(_bare, basic.claims_of(store, network)))
    return basic.FORMATS[form](store, network)


def written(found: Bundle, form: str) -> bytes:
    module, function, *_ = FORMATS[form]
    write: Format = getattr(import_module(f"graph.exports.{module}"), function)
    return write(found)


def _in_order(stored: StoredClaim) -> StoredClaim:
    """The two ends of a symmetric relation in the order of their ids, as in the relation itself."""
    if relations()[stored.relation].symmetric and stored.source.id > stored.target.id:
        return replace(stored, source=stored.target, target=stored.source)
    return stored


def _bare(stored: StoredClaim) -> StoredClaim:
    """The same claim without the words it was read from."""
    evidence = replace(stored.claim.evidence, quote="")
    return replace(stored, claim=replace(stored.claim, evidence=evidence), context="")
