"""Networks for other programs, one module a family of formats.

`export` writes any of them; libraries that only one format needs are imported when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module

from extract.ontology import relations
from graph.exports.bundle import Bundle
from graph.exports.project import read_project, write_project
from graph.store import Store
from graph.views import Network, StoredClaim

__all__ = ["FORMATS", "Bundle", "Format", "bundle", "claims_of", "export", "read_project", "write_project", "written"]

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """What it is for, the ending and media type of its file, and the function that writes it; `claims` False where it
    takes the numbers of the network alone."""

    use: str
    ending: str
    media_type: str
    module: str
    function: str
    claims: bool = True


FORMATS = {
    "gexf": Format("Gephi, with its timeline (GEXF 1.3)", "gexf", "application/gexf+xml", "gephi", "gexf"),
    "graphml": Format("yEd, Cytoscape, igraph, R (GraphML)", "graphml", "application/graphml+xml", "plain", "graphml"),
    "pajek": Format("Pajek", "net", "text/plain", "networks", "pajek"),
    "ucinet": Format("UCINET (DL)", "dl", "text/plain", "networks", "ucinet"),
    "dot": Format("Graphviz", "dot", "text/vnd.graphviz", "networks", "dot"),
    "mermaid": Format("a flowchart in Markdown (Mermaid)", "mmd", "text/plain", "networks", "mermaid"),
    "node-link": Format("networkx and D3 (node-link JSON)", "json", "application/json", "networks", "node_link"),
    "cytoscape": Format("Cytoscape and Cytoscape.js", "cyjs", "application/json", "networks", "cytoscape"),
    "json": Format("programs of one's own: the network and its claims", "json", "application/json", "plain",
                   "network_json"),
    "html": Format("the drawing as one page that opens offline", "html", "text/html", "plain", "page", False),
    "csv": Format("spreadsheets: one row a relation", "csv", "text/csv", "plain", "relations_csv", False),
    "actors-csv": Format("spreadsheets: one row an actor", "csv", "text/csv", "plain", "actors_csv", False),
    "claims-csv": Format("spreadsheets: one row a claim", "csv", "text/csv", "plain", "claims_table"),
    "events-csv": Format("event rows with columns like PLOVER and POLECAT", "csv", "text/csv", "tables", "events_csv"),
    "csv-zip": Format("Gephi, R, spreadsheets: nodes, edges and claims as CSV", "zip", "application/zip", "tables",
                      "nodes_and_edges"),
    "neo4j-csv": Format("the bulk import of Neo4j", "zip", "application/zip", "tables", "neo4j_import"),
    "cypher": Format("Neo4j, as a script with typed relationships", "cypher", "text/plain", "script", "cypher_script"),
    "xlsx": Format("Excel, with a codebook", "xlsx", _EXCEL, "tables", "excel"),
    "parquet": Format("pandas, R, DuckDB: the claims", "parquet", "application/vnd.apache.parquet", "tables",
                      "parquet"),
    "turtle": Format("linked data with PROV-O provenance (Turtle)", "ttl", "text/turtle", "linked", "turtle"),
    "json-ld": Format("linked data with PROV-O provenance (JSON-LD)", "jsonld", "application/ld+json", "linked",
                      "json_ld"),
    "ftm": Format("FollowTheMoney and OpenSanctions tools", "ftm.json", "application/json", "money",
                  "follow_the_money"),
    "project": Format("the whole store as one archive that opens again", "zip", "application/zip", "project",
                      "write_project"),
}  # fmt: skip


def export(store: Store, network: Network, form: str, texts: bool = True) -> bytes:
    """The network in any format of `FORMATS`; "project" is the whole store. `texts` False leaves quotes and sentences
    out, which may be under copyright; a project without them would not open again."""
    if form != "project":
        found = bundle(store, network, texts) if FORMATS[form].claims else Bundle(network, (), texts)
        return written(found, form)
    if not texts:
        raise ValueError("a project holds the texts that its claims quote; export tables or networks without them")
    return write_project(store)


def written(found: Bundle, form: str) -> bytes:
    entry = FORMATS[form]
    write: Callable[[Bundle], bytes] = getattr(import_module(f"graph.exports.{entry.module}"), entry.function)
    return write(found)


def bundle(store: Store, network: Network, texts: bool = True) -> Bundle:
    claims = map(_in_order, claims_of(store, network))
    return Bundle(network, tuple(claims if texts else map(_bare, claims)), texts)


def claims_of(store: Store, network: Network) -> Iterator[StoredClaim]:
    """The claims behind the relations of a network, document by document."""
    wanted = {(row.source, row.relation, row.target) for row in network.relations}
    for extraction in store.extractions():
        for claim in store.document(extraction.document.id).claims:
            ends = claim.source.id, claim.relation, claim.target.id
            if not claim.rejected and (ends in wanted or ends[::-1] in wanted):
                yield claim


def _in_order(stored: StoredClaim) -> StoredClaim:
    """The two ends of a symmetric relation in the order of their ids, as in the relation itself."""
    if relations()[stored.relation].symmetric and stored.source.id > stored.target.id:
        return replace(stored, source=stored.target, target=stored.source)
    return stored


def _bare(stored: StoredClaim) -> StoredClaim:
    """The same claim without the words it was read from."""
    evidence = replace(stored.claim.evidence, quote="")
    return replace(stored, claim=replace(stored.claim, evidence=evidence), context="")
