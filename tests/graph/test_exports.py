"""Every export is read back by the library that users open it with."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from graph import export, exports
from graph.draw import draw_html
from graph.store import Store
from graph.views import Filters, Network
from tests.graph.extractions import CRIMSON, OSTREN, VALDORIA, everything, raid


@pytest.fixture
def network(embedded: Store) -> Network:
    embedded.bulk_add(everything())
    return embedded.whole_network(Filters())


def made(network: Network, form: str) -> bytes:
    return exports.written(exports.Bundle(network, ()), form)


def check(graph: nx.MultiDiGraph) -> None:
    assert graph.is_directed()
    assert set(graph) == {VALDORIA.id, OSTREN.id, CRIMSON.id, "crimson-front-of-ostren"}
    assert graph.number_of_edges() == 5
    assert graph.nodes[VALDORIA.id]["kind"] == "State"
    edges = graph.get_edge_data(VALDORIA.id, CRIMSON.id).values()
    assert [(edge["quad_class"], edge["claims"], edge["last_date"]) for edge in edges] == [
        ("material conflict", 2, "2024-04-10")
    ]


def test_gexf_is_read_by_networkx(network: Network) -> None:
    graph = nx.MultiDiGraph(nx.read_gexf(io.BytesIO(made(network, "gexf"))))
    check(graph)
    assert graph.nodes[VALDORIA.id]["label"] == "Valdoria"


def test_graphml_is_read_by_networkx(network: Network) -> None:
    check(nx.read_graphml(io.BytesIO(made(network, "graphml")), force_multigraph=True))


def test_csv_of_relations(network: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(made(network, "csv").decode("utf-8-sig"))))
    assert len(rows) == 5
    assert (rows[0]["source"], rows[0]["relation"], rows[0]["target"], rows[0]["claims"]) == (
        "Valdoria", "ASSAULT", "Crimson Front", "2",
    )  # fmt: skip
    read = {
        (row["source_id"], row["relation"], row["target_id"]): (row["first_date"], row["last_date"]) for row in rows
    }
    assert read == {
        (row.source, row.relation, row.target): (str(row.first_date or ""), str(row.last_date or ""))
        for row in network.relations
    }


def test_csv_of_actors(network: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(made(network, "actors-csv").decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == {"Valdoria", "Ostren", "Crimson Front", "Crimson Front of Ostren"}


def test_csv_of_claims_has_quote_sentence_and_speaker(embedded: Store, network: Network) -> None:
    embedded.reject(raid().claims[0].id, "ann")
    text = export.claims_csv(exports.claims_of(embedded, network)).decode("utf-8-sig")
    rows = {row["quote"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == 6
    backs = rows["Ostren arms the Crimson Front"]
    assert (backs["speaker"], backs["cue"], backs["outlet"]) == ("Mara Velk", "said", "Selm Courier")
    assert backs["sentence"] == "Mara Velk said that Ostren arms the Crimson Front."


def test_json_holds_actors_relations_and_claims(embedded: Store, network: Network) -> None:
    table = json.loads(exports.export(embedded, network, "json"))
    ids = {actor["id"] for actor in table["actors"]}
    assert len(table["relations"]) == 5
    assert len(table["claims"]) == 7
    assert all({row["source"], row["target"]} <= ids for row in table["relations"])


@pytest.mark.parametrize("form", sorted(export.FORMATS))
def test_an_empty_network_is_written_in_every_format(embedded: Store, form: str) -> None:
    assert export.FORMATS[form](embedded, Network((), (), 0, 0))


def test_a_file_is_written_whole_or_not_at_all(embedded: Store, tmp_path: Path) -> None:
    embedded.add(raid())
    with pytest.raises(OSError, match="No such file"):
        export.write_export(embedded, "gexf", tmp_path / "none" / "x.gexf")
    export.write_export(embedded, "gexf", tmp_path / "x.gexf")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.gexf"]


def test_the_page_loads_nothing_from_elsewhere(network: Network) -> None:
    page = draw_html(network)
    tags = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", page)
    assert not [tag for tag in tags if re.search(r"(?:src|href)\s*=", tag)]
    assert "bootstrap" not in page
    assert "default-src 'none'" in page


def test_the_page_is_directed_still_and_placed(network: Network) -> None:
    page = draw_html(network, {actor.id: (1.0, 2.0) for actor in network.actors})
    nodes = json.loads(re.search(r"nodes = new vis\.DataSet\((\[.*?\])\);", page)[1])  # type: ignore[index]
    edges = json.loads(re.search(r"edges = new vis\.DataSet\((\[.*?\])\);", page)[1])  # type: ignore[index]
    assert {(node["x"], node["y"], node["physics"]) for node in nodes} == {(1.0, 2.0, False)}
    assert {edge["arrows"] for edge in edges} == {"to", ""}
    assert draw_html(network) == draw_html(network)
