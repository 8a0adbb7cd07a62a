"""Every format read back by its own library or validator: same actors, relations and dates, whatever the names hold."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import mermaidx
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pydot
import pytest
import rdflib
from followthemoney import model
from lxml import etree

from extract.ontology import relations
from extract.records import Actor
from graph import exports
from graph.exports.linked import OWN, actor_iri
from graph.exports.networks import _CONTROL, _dl_labels
from graph.exports.script import literal
from graph.store import Store, StoreError, open_store
from graph.views import Filters, Network
from tests.gephi.read_by_gephi import read_by_gephi
from tests.graph.dl import KEPT, read_dl
from tests.graph.extractions import Said, article, everything
from tests.neo4j.launch_neo4j import Neo4j
from tests.neo4j.wiped import auth

SCHEMAS = Path(__file__).parent / "schemas"
ARABIC = Actor("kitab", "كتائب “حزب” الله", "Armed group", "IRQ")
ODD = Actor("odd", 'Front "of"\nLine \\ <b>&amp; 🦊 \x07', "Group", None)
FORMULA = Actor("formula", "=HYPERLINK(1)", "Company", "USA")
CHANGED = {actor.name: actor for actor in (ARABIC, ODD, FORMULA)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    strange = article(
        f"{ARABIC.name} bombed {ODD.name}. {FORMULA.name} met {ARABIC.name}.",
        Said(ARABIC.name, "ASSAULT", ODD.name, f"{ARABIC.name} bombed {ODD.name}"),
        Said(FORMULA.name, "CONSULT", ARABIC.name, f"{FORMULA.name} met {ARABIC.name}"),
        actors=CHANGED,
        title="=1+1",
    )
    with open_store(str(tmp_path_factory.mktemp("exported") / "store")) as opened:
        opened.bulk_add([*everything(), strange])
        yield opened


@pytest.fixture(scope="module")
def network(store: Store) -> Network:
    return store.whole_network(Filters(places=True))


@pytest.fixture
def found(store: Store, network: Network) -> exports.Bundle:
    return exports.bundle(store, network)


def triples(network: Network) -> set[tuple[str, str, str]]:
    return {(row.source, row.relation, row.target) for row in network.relations}


def days(network: Network) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The first and the last day of each relation."""
    return {
        (row.source, row.relation, row.target): (str(row.first_date or ""), str(row.last_date or ""))
        for row in network.relations
    }


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def texts_of(content: bytes) -> str:
    if content[:4] == b"PAR1":
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    if b"xl/workbook.xml" in content:
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return "".join(unpacked(content).values()) if content[:2] == b"PK" else content.decode("utf-8", "replace")


@pytest.mark.parametrize("form", [form for form in exports.FORMATS if form != "project"])
def test_texts_are_left_out_where_asked_and_the_same_twice(store: Store, network: Network, form: str) -> None:
    bare = exports.export(store, network, form, texts=False)
    assert bare == exports.export(store, network, form, texts=False)
    held = b"".join(part.encode() for part in unpacked(bare).values()) if bare[:2] == b"PK" else bare
    for quote in (b"bombed camps of", b"arms the Crimson", b"Mara Velk said that"):
        assert quote not in held


# Pajek and UCINET have no place for texts, tables of actors and relations and the drawn page show numbers.
WITHOUT_EVIDENCE = {"pajek", "ucinet", "csv", "actors-csv", "html"}


@pytest.mark.parametrize("form", sorted(set(exports.FORMATS) - WITHOUT_EVIDENCE))
def test_evidence_goes_along(store: Store, network: Network, form: str) -> None:
    content = exports.export(store, network, form)
    held = texts_of(content)
    words = "Ostren arms the Crimson Front" if form != "events-csv" else "Valdoria bombed the Crimson Front again"
    assert words in held


# Tables of one kind of row, labels and weights alone, and entities of a model have no place for it.
WITHOUT_NOTE = {"pajek", "ucinet", "csv", "actors-csv", "claims-csv", "events-csv", "ftm", "html"}


@pytest.mark.parametrize("form", sorted(set(exports.FORMATS) - WITHOUT_NOTE))
def test_a_note_says_what_a_claim_is_and_what_to_cite(store: Store, network: Network, form: str) -> None:
    content = exports.export(store, network, form)
    held = str(pq.read_schema(io.BytesIO(content)).metadata) if form == "parquet" else texts_of(content)
    assert "A claim is what one sentence" in held and "Cite the documents" in held


@pytest.mark.parametrize("form", sorted(set(exports.FORMATS) - {"ucinet", "ftm", "events-csv"}))
def test_names_of_any_script_survive(store: Store, network: Network, form: str) -> None:
    """As text, as the escapes of JSON, Cypher and Mermaid, or with the quotes that the format has to replace."""
    content = exports.export(store, network, form)
    held = texts_of(content)
    written = {
        ARABIC.name, ARABIC.name[:5], json.dumps(ARABIC.name)[1:-1], literal(ARABIC.name)[1:-1],
        "".join(letter if letter.isalnum() or letter == " " else f"#{ord(letter)};" for letter in ARABIC.name),
        ARABIC.name.encode("ascii", "xmlcharrefreplace").decode(),
    }  # fmt: skip
    assert any(name in held for name in written)
    emoji = {"🦊", "\\ud83e\\udd8a", "#129418;"}
    assert any(sign in held for sign in emoji)


@pytest.mark.parametrize(("form", "schema"), [("gexf", "gexf.xsd"), ("graphml", "graphml.xsd")])
def test_xml_is_valid_against_its_schema(store: Store, network: Network, form: str, schema: str) -> None:
    document = etree.fromstring(exports.export(store, network, form))
    etree.XMLSchema(etree.parse(str(SCHEMAS / schema))).assertValid(document)


def test_gexf_is_read_by_networkx_with_its_intervals(found: exports.Bundle, network: Network) -> None:
    graph = nx.read_gexf(io.BytesIO(exports.written(found, "gexf")), version="1.3")
    assert {(u, edge["relation"], v) for u, v, edge in graph.edges(data=True)} <= {
        ends for s, r, t in triples(network) for ends in ((s, r, t), (t, r, s))
    }
    assert graph.number_of_edges() == len(network.relations)
    dated = {(edge["start"], edge["end"]) for _, _, edge in graph.edges(data=True) if "start" in edge}
    assert dated == {(str(r.first_date), str(r.last_date)) for r in network.relations if r.first_date}
    assert graph.nodes["kitab"]["label"] == ARABIC.name
    assert "🦊" in graph.nodes["odd"]["label"]


@pytest.mark.gephi
def test_gephi_opens_what_it_is_given(tmp_path: Path, found: exports.Bundle, network: Network) -> None:
    """Actors, relations and days of GEXF, all but days of GraphML, the numbers of DL, none of them with a complaint."""
    files = [tmp_path / name for name in ("a.gexf", "a.graphml", "a.dl")]
    for path, form in zip(files, ("gexf", "graphml", "ucinet"), strict=True):
        path.write_bytes(exports.written(found, form))
    gexf, graphml, dl = read_by_gephi(*files)
    assert {gexf.report, graphml.report, dl.report} == {""}
    dated = {(r.source, r.relation, r.target): (r.first_date, r.last_date) for r in network.relations if r.first_date}
    edges = {(source, label, target): span for source, label, target, _, span in gexf.edges}
    assert set(edges) == triples(network)
    assert {ends: span for ends, span in edges.items() if span} == dated
    assert {node: span for node, (_, span) in gexf.nodes.items() if span} == found.spans
    assert {(source, label, target) for source, label, target, *_ in graphml.edges} == triples(network)
    for opened in (gexf, graphml):
        weights = sorted(weight for *_, weight, _ in opened.edges)
        assert weights == sorted(row.claims for row in network.relations)
        names = {actor.id: actor.name.replace("\x07", "\ufffd") for actor in network.actors}
        assert {node: label for node, (label, _) in opened.nodes.items()} == names
    read = read_dl(exports.written(found, "ucinet").decode())
    assert {label.upper()[:KEPT] for label, _ in dl.nodes.values()} == set(read.labels)
    named = {node: label.upper()[:KEPT] for node, (label, _) in dl.nodes.items()}
    ties = Counter((named[source], named[target], weight) for source, _, target, weight, _ in dl.edges)
    assert ties == Counter((*ends, weight) for matrix in read.ties for ends, weight in matrix.items())


def test_graphml_is_read_by_networkx(store: Store, network: Network) -> None:
    graph = nx.read_graphml(io.BytesIO(exports.export(store, network, "graphml")), force_multigraph=True)
    assert {(u, edge["label"], v) for u, v, edge in graph.edges(data=True)} == triples(network)
    dated = {(edge["first_date"], edge["last_date"]) for _, _, edge in graph.edges(data=True) if "first_date" in edge}
    assert dated == {(str(row.first_date), str(row.last_date)) for row in network.relations if row.first_date}
    assert {ARABIC.name, ODD.name.replace("\x07", "\ufffd")} <= {name for _, name in graph.nodes(data="label")}


def test_pajek_is_read_by_networkx(found: exports.Bundle, network: Network) -> None:
    """Pajek reads letters beyond ASCII by code: mrvar2.fdv.si/pajek/Unicode-Pajek.htm"""
    text = exports.written(found, "pajek").decode("ascii")
    vertices = text.splitlines()[1 : 1 + len(network.actors)]
    names = [re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), line.split('"')[1]) for line in vertices]
    assert names == [_CONTROL.sub(" ", actor.name).replace('"', "”").strip() for actor in network.actors]
    assert int(re.match(r"\*Vertices (\d+)", text)[1]) == len(network.actors)  # type: ignore[index]
    # networkx knows one relation a file, so each is read alone
    for relation in {row.relation for row in network.relations}:
        vertices = text[: text.index("*Arcs")] if text.index("*Arcs") < text.find("*Edges") else text.split("*Edges")[0]
        part = re.search(rf'(\*(?:Arcs|Edges)) :\d+ "{relation}"\r\n((?:[\d ]+\r\n)*)', text)
        assert part
        graph = nx.parse_pajek(f"{vertices}{part[1]}\n{part[2]}".replace("\r", ""))
        weights = sorted(edge["weight"] for *_, edge in nx.MultiDiGraph(graph).edges(data=True))
        expected = sorted(float(row.claims) for row in network.relations if row.relation == relation)
        assert weights == expected if part[1] == "*Arcs" else set(weights) == set(expected)


def test_ucinet_is_read_by_the_grammar_of_its_guide(found: exports.Bundle, network: Network) -> None:
    """No library under a permissive licence reads DL with several matrices."""
    read = read_dl(exports.written(found, "ucinet").decode())
    assert list(read.labels) == [actor.id.upper()[:KEPT] for actor in network.actors]
    expected: dict[str, Counter[tuple[str, str]]] = {}
    labels = dict(zip((actor.id for actor in network.actors), read.labels, strict=True))
    for row in network.relations:
        entry = relations()[row.relation]
        matrix = expected.setdefault(entry.quad_class.replace(" ", "-").upper()[:KEPT], Counter())
        matrix[labels[row.source], labels[row.target]] += row.claims
        if entry.symmetric:
            matrix[labels[row.target], labels[row.source]] += row.claims
    assert dict(zip(read.names, read.ties, strict=True)) == expected


def test_labels_of_ucinet_differ_in_what_it_keeps_of_them() -> None:
    names = ["crimson-front-of-ostren", "crimson-front-of-oster", "CRIMSON-FRONT-OF-O", "crimson-front-of-2", "فتح", ""]
    labels = _dl_labels(names)
    assert labels[0] == "crimson-front-of-o"
    assert len({label[:KEPT].upper() for label in labels}) == len(names)


@pytest.mark.parametrize(
    ("heading", "data", "labels", "ties"),
    [
        (
            'dl n = 3\nformat = edgelist1\nlabels:\nanna, "bob lee", carl',
            "1 2\n3 1 4.5\n",
            ("ANNA", "BOB LEE", "CARL"),
            ({("ANNA", "BOB LEE"): 1.0, ("CARL", "ANNA"): 4.5},),
        ),
        (
            "DL N=2, NM=2 FORMAT=EDGELIST1 LABELS:\na\nb\nMATRIX LABELS: likes helps",
            "1,2,1\n!\n2 1\n",
            ("A", "B"),
            ({("A", "B"): 1.0}, {("B", "A"): 1.0}),
        ),
        ("dl n=2 format=edgelist1", "2 1 7", ("1", "2"), ({("2", "1"): 7.0},)),
    ],
)
def test_dl_as_the_guide_writes_it_is_read(heading: str, data: str, labels: tuple[str, ...], ties: object) -> None:
    read = read_dl(f"{heading}\ndata:\n{data}")
    assert (read.labels, read.ties) == (labels, ties)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("n=2 format=edgelist1\ndata:\n1 2", "begins with DL"),
        ("DL format=edgelist1 labels:\na,b n=2\ndata:\n1 2", "0 labels were announced"),
        ("DL n=2\ndata:\n0 1\n1 0", "format FULLMATRIX"),
        ("DL n=2 format=edgelist1 labels:\ncrimson-front-of-ostren crimson-front-of-oster\ndata:\n", "1 can be told"),
        ("DL n=2 nm=2 format=edgelist1\ndata:\n1 2", "1 matrices, 2 announced"),
        ("DL n=2 format=edgelist1\ndata:\n1 3", "no such cell"),
    ],
)
def test_what_breaks_the_language_of_dl_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_dl(text)


def test_dot_is_read_by_pydot(found: exports.Bundle, network: Network) -> None:
    graph = pydot.graph_from_dot_data(exports.written(found, "dot").decode())[0]
    ends = {(edge.get_source().strip('"'), edge.get_destination().strip('"')) for edge in graph.get_edges()}
    assert ends == {(row.source, row.target) for row in network.relations}
    assert any(ARABIC.name in (node.get("label") or "") for node in graph.get_nodes())
    spans = {(edge.get("first_date"), edge.get("last_date")) for edge in graph.get_edges()}
    assert spans == {
        tuple(f'"{day}"' if day else None for day in (r.first_date, r.last_date)) for r in network.relations
    }


def test_mermaid_is_drawn_by_mermaid(found: exports.Bundle, network: Network) -> None:
    """Mermaid's own code, which mermaidx runs without a browser, draws names and relations as they were meant."""
    drawn = etree.fromstring(mermaidx.render(exports.written(found, "mermaid").decode()).svg().encode())
    places = {node.get("id").split("-")[-2]: _words(node) for node in _of_class(drawn, "node")}
    labels = {label.get("data-id"): _words(label) for label in _of_class(drawn, "label") if label.get("data-id")}
    shown = Counter()
    for path in _of_class(drawn, "flowchart-link"):
        one, other = path.get("data-id").split("_")[1:3]
        ends = places[one], places[other]
        directed = path.get("marker-end") is not None
        shown[ends if directed else tuple(sorted(ends)), labels[path.get("data-id")]] += 1
    names = {actor.id: " ".join(actor.name.replace("\x07", " ").split()) for actor in network.actors}
    expected = Counter()
    for row in network.relations:
        ends = names[row.source], names[row.target]
        ends = tuple(sorted(ends)) if relations()[row.relation].symmetric else ends
        span = " – ".join(dict.fromkeys(str(day) for day in (row.first_date, row.last_date) if day))
        expected[ends, f"{row.relation} ({row.claims}) {span}".strip()] += 1
    assert shown == expected


def _of_class(drawn: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in drawn.iter() if name in (element.get("class") or "").split()]


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_node_link_is_read_by_networkx(found: exports.Bundle, network: Network) -> None:
    graph = nx.node_link_graph(json.loads(exports.written(found, "node-link")), edges="links")
    assert {(u, key, v) for u, v, key in graph.edges(keys=True)} == triples(network)
    assert graph.nodes["odd"]["name"] == ODD.name
    assert {(u, key, v): _days(edge) for u, v, key, edge in graph.edges(keys=True, data=True)} == days(network)


def test_cytoscape_is_read_by_networkx(found: exports.Bundle, network: Network) -> None:
    graph = nx.cytoscape_graph(json.loads(exports.written(found, "cytoscape")))
    assert {(u, edge["interaction"], v): _days(edge) for u, v, edge in graph.edges(data=True)} == days(network)
    assert dict(graph.nodes(data="name")) == {actor.id: actor.name for actor in network.actors}


def _days(row: Mapping[str, Any]) -> tuple[str, str]:
    return row.get("first_date") or "", row.get("last_date") or ""


def test_csv_tables_hold_all(found: exports.Bundle, network: Network) -> None:
    files = unpacked(exports.written(found, "csv-zip"))
    edges = list(csv.DictReader(io.StringIO(files["edges.csv"])))
    assert {(row["Source"], row["Label"], row["Target"]): _days(row) for row in edges} == days(network)
    nodes = {row["Id"]: row["Label"] for row in csv.DictReader(io.StringIO(files["nodes.csv"], newline=""))}
    assert nodes["odd"] == ODD.name
    assert nodes["formula"] == "'=HYPERLINK(1)"
    events = list(csv.DictReader(io.StringIO(exports.written(found, "events-csv").decode("utf-8-sig"))))
    assert {row["event_type"] for row in events} == {"ASSAULT", "CONSULT"}


def test_neo4j_import_headings_say_types(found: exports.Bundle, network: Network) -> None:
    files = unpacked(exports.written(found, "neo4j-csv"))
    rows = list(csv.DictReader(io.StringIO(files["relationships.csv"])))
    read = {
        (row[":START_ID"], row[":TYPE"], row[":END_ID"]): (row["first_date:date"], row["last_date:date"])
        for row in rows
    }
    assert read == days(network)
    nodes = list(csv.DictReader(io.StringIO(files["nodes.csv"], newline="")))
    assert {row["id:ID"] for row in nodes} == {actor.id for actor in network.actors}
    assert {row[":LABEL"] for row in nodes} >= {"Actor;State", "Actor;Armedgroup"}


def test_literals_of_cypher_cannot_break_out() -> None:
    assert literal('"}) DETACH DELETE n //') == '"\\"\\u007d) DETACH DELETE n \\u002f\\u002f"'
    assert literal("🦊") == '"\\ud83e\\udd8a"'
    assert literal(3) == "3"


@pytest.mark.neo4j
def test_the_cypher_script_makes_the_network(empty_server: str, found: exports.Bundle, network: Network) -> None:
    import neo4j

    script = exports.written(found, "cypher").decode()
    with neo4j.GraphDatabase.driver(empty_server, auth=auth()) as driver:
        for statement in script.partition("\n")[2].split(";\n"):
            if statement.strip():
                driver.execute_query(statement)
        ask = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, toString(r.first_date), toString(r.last_date)"
        made = driver.execute_query(ask).records
        assert {(a, r, b): (first or "", last or "") for a, r, b, first, last in map(tuple, made)} == days(network)
        names = driver.execute_query("MATCH (a:Actor) RETURN a.id, a.name").records
        assert dict(record.values() for record in names)["kitab"] == ARABIC.name
        driver.execute_query("MATCH (n) DETACH DELETE n")
        driver.execute_query("DROP CONSTRAINT actor_id IF EXISTS")


@pytest.mark.neo4j
def test_neo4j_imports_its_csv_in_bulk(tmp_path: Path, found: exports.Bundle, network: Network) -> None:
    """With the tool that `neo4j-admin database import` runs; then a server opens what was imported."""
    import neo4j

    for name, text in unpacked(exports.written(found, "neo4j-csv")).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    server = Neo4j(tmp_path / "home")
    server.bulk_import(tmp_path / "nodes.csv", tmp_path / "relationships.csv")
    server.start()
    try:
        with neo4j.GraphDatabase.driver(server.url) as driver:
            made = driver.execute_query(
                "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, toString(r.first_date), r.evidence"
            ).records
            names = dict(record.values() for record in driver.execute_query("MATCH (a) RETURN a.id, a.name").records)
    finally:
        server.stop()
    assert {(a, relation, b) for a, relation, b, *_ in map(tuple, made)} == triples(network)
    assert all(days(network)[a, relation, b][0] == (day or "") for a, relation, b, day, _ in map(tuple, made))
    assert any("Ostren arms the Crimson Front" in (evidence or "") for *_, evidence in map(tuple, made))
    assert names["kitab"] == ARABIC.name
    assert names["odd"] == ODD.name


def test_excel_is_read_by_openpyxl(found: exports.Bundle, network: Network) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.written(found, "xlsx")))
    assert book.sheetnames == ["Actors", "Relations", "Claims", "Events", "Codebook"]
    rows = list(book["Relations"].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[2], row[3]) for row in rows} == triples(network)
    dates = {row[11].date() for row in rows if row[11]}
    assert dates == {row.first_date for row in network.relations if row.first_date}
    names = {row[0].value: row[1] for row in book["Actors"].iter_rows(min_row=2)}
    assert names["formula"].value == "=HYPERLINK(1)" and names["formula"].data_type == "s"
    assert "🦊" in names["odd"].value
    widths = {name: book["Claims"].column_dimensions[name].width for name in "CO"}
    assert widths["C"] >= len("Crimson Front of Ostren") and widths["O"] == 48  # names whole, quotes within reason
    codes = {row[0] for row in book["Codebook"].iter_rows(min_row=2, values_only=True)}
    assert {"ASSAULT", "confidence", "about"} <= codes


def test_parquet_is_typed(found: exports.Bundle) -> None:
    table = pq.read_table(io.BytesIO(exports.written(found, "parquet")))
    assert table.num_rows == len(found.claims)
    assert str(table.schema.field("date").type) == "date32[day]"
    assert b"claim" in table.schema.metadata[b"note"]
    assert ARABIC.name in table["source_name"].to_pylist()
    columns = ("source", "relation", "target", "date")
    rows = Counter(tuple(row[name] for name in columns) for row in table.to_pylist())
    assert rows == Counter((one.source.id, one.relation, one.target.id, one.date) for one in found.claims)


@pytest.mark.parametrize(("form", "syntax"), [("turtle", "turtle"), ("json-ld", "json-ld")])
def test_linked_data_is_read_by_rdflib(found: exports.Bundle, network: Network, form: str, syntax: str) -> None:
    graph = rdflib.Graph().parse(data=exports.written(found, form), format=syntax)
    rdf, prov = rdflib.RDF, rdflib.PROV
    statements = set(graph.subjects(rdf.type, rdf.Statement))
    assert len(statements) == len(found.claims)
    read = {
        (graph.value(one, rdf.subject), graph.value(one, rdf.predicate), graph.value(one, rdf.object))
        for one in statements
    }
    assert read == {(actor_iri(s), OWN[f"relation/{r}"], actor_iri(t)) for s, r, t in triples(network)}
    assert all(graph.value(one, prov.wasQuotedFrom) for one in statements)
    dates = Counter(str(date) for date in graph.objects(None, rdflib.DCTERMS.date))
    assert dates == Counter(str(claim.date) for claim in found.claims if claim.date)
    assert graph.value(actor_iri("Q90001"), rdflib.SKOS.prefLabel) == rdflib.Literal("Valdoria")


def test_follow_the_money_validates_and_keeps_every_value(found: exports.Bundle, network: Network) -> None:
    lines = [json.loads(line) for line in exports.written(found, "ftm").splitlines()]
    assert len(lines) == len(network.actors) + len(network.relations)
    for line in lines:
        entity = model.get_proxy(line, cleaned=False)
        entity.schema.validate({"properties": line["properties"]})
        kept = {name: entity.get(name) for name in line["properties"]}
        assert all(kept.values()), line
    actors = [line["properties"] for line in lines[: len(network.actors)] if "name" in line["properties"]]
    countries = {properties["name"][0]: properties.get("country") for properties in actors}
    assert countries[ARABIC.name] == ["iq"]
    assert countries[FORMULA.name] == ["us"]
    assert countries["Valdoria"] is None  # a country that the model does not know
    spans = {(line["properties"]["startDate"][0], line["properties"]["endDate"][0]) for line in lines
             if "startDate" in line["properties"]}  # fmt: skip
    assert spans == {(str(row.first_date), str(row.last_date)) for row in network.relations if row.first_date}


def test_a_project_opens_again(store: Store, tmp_path: Path) -> None:
    content = exports.write_project(store)
    assert content == exports.write_project(store)
    with exports.read_project(content, str(tmp_path / "again")) as again:
        assert list(again.extractions()) == list(store.extractions())
        assert replace(again.statistics()) == store.statistics()
        assert again.verify() == ()
    with pytest.raises(StoreError, match="is not empty"):
        exports.read_project(content, str(tmp_path / "again"))
    with pytest.raises(StoreError, match="not a project archive"):
        exports.read_project(b"PK nonsense", str(tmp_path / "other"))
    with pytest.raises(ValueError, match="holds the texts"):
        exports.export(store, store.whole_network(Filters()), "project", texts=False)
