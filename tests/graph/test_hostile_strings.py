"""Whatever stands in a document stays text: nothing executes, nothing is lost, round trips are exact."""

from __future__ import annotations

import csv
import io
import json
from itertools import count
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.records import Actor, Attribution, Claim, Document, Evidence, Extraction, Mention, claim_id
from graph import exports
from graph.draw import draw_html
from graph.store import Store, open_store
from graph.views import Filters

NASTY = (
    "'}) DETACH DELETE a //",
    "x'); MATCH (n) DETACH DELETE n; //",
    '"} ) RETURN 1 //',
    "$id",
    "`) DELETE `",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '<a href="javascript:alert(1)">',
    "a\x00b",
    "\u202egnp.exe",
    "\ufeff",
    "\u2028\u2029",
    "\ud800",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "{{7*7}}",
    "\n~\n",
    "x" * 1_000_000,
    " ",
)
hostile = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text(st.characters(codec=None), max_size=30))


def made_of(ids: str, name: str, words: str, outlet: str) -> Extraction:
    """One claim between two actors whose every text is hostile."""
    first, second = (
        Actor(f"1{ids}", name or "-", "State", None, (words,)),
        Actor(f"2{ids}", f"{name}2", "Person", name or None),
    )
    text = f"{words} {name}"
    quote = text[: len(words)]
    document = Document(f"doc {ids}", text, name, outlet, words, None)
    said = Attribution(first.id, name, (0, len(quote)), words, (0, 1), (0, len(quote)))
    spans = (0, 1), (0, len(quote)), (0, len(quote))
    claim = Claim(
        claim_id(document.id, first.id, "ASSAULT", second.id, *spans), first.id, "ASSAULT", second.id, *spans[:2],
        "actual", Evidence(document.id, 0, len(quote), quote), said, words, name, None, 0.5, name,
    )  # fmt: skip
    mention = Mention(document.id, 0, len(quote), quote, first.id, "name")
    return Extraction(document, (first, second), (mention,), (claim,), (said,), words)


def check_round_trip(store: Store, extraction: Extraction) -> None:
    before = store.statistics().documents
    store.add(extraction)
    assert store.statistics().documents == before + 1
    assert extraction in list(store.extractions())
    text = "".join(extraction.document.text).encode("utf-8", "surrogatepass")
    if b"\xed\xa0" not in text and b"\xed\xb0" not in text and "\\ud" not in ascii(extraction):
        assert store.claim(extraction.claims[0].id).claim == extraction.claims[0]
        assert store.document(extraction.document.id).text == extraction.document.text
        assert store.actor(extraction.actors[0].id).actor.name == extraction.actors[0].name
        store.claims_between(
            extraction.actors[0].id, extraction.actors[1].id, Filters(outlets=(extraction.document.outlet or "",))
        )
    for ask in (extraction.document.title or "", extraction.actors[0].id):
        store.search(ask)
        store.documents(text=ask)
    assert store.verify() == ()
    store.rename(store.actors(limit=1).actors[0].id, extraction.actors[0].name.strip() or "x", "ann")
    assert store.verify() == ()
    store.remove(extraction.document.id)
    assert store.statistics().documents == before


SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text[:20]))
def test_nasty_strings_everywhere(store: Store, nasty: str) -> None:
    check_round_trip(store, made_of(nasty[:1000], nasty, nasty, nasty))


@given(ids=hostile, name=hostile, words=hostile, outlet=hostile)
@settings(SETTINGS, max_examples=40)
def test_any_string_on_the_embedded_engine(
    tmp_path_factory: pytest.TempPathFactory, ids: str, name: str, words: str, outlet: str
) -> None:
    with open_store(str(tmp_path_factory.mktemp("hostile") / "store")) as store:
        check_round_trip(store, made_of(ids[:1000], name, words, outlet))


@pytest.mark.neo4j
def test_any_string_on_the_server(empty_server: str) -> None:
    number = count()  # judgements outlive their documents by design, so no example may meet another's actors
    with open_store(empty_server) as store:

        @given(ids=hostile, name=hostile, words=hostile, outlet=hostile)
        @settings(SETTINGS, max_examples=15)
        def check(ids: str, name: str, words: str, outlet: str) -> None:
            check_round_trip(store, made_of(f"{next(number)} {ids[:1000]}", name, words, outlet))

        check()


@pytest.mark.parametrize("nasty", [text for text in NASTY if len(text) < 100], ids=ascii)
def test_exports_hold_hostile_names(embedded: Store, tmp_path: Path, nasty: str) -> None:
    embedded.add(made_of("id", nasty, nasty, nasty))
    network = embedded.whole_network(Filters())
    made = {form: exports.export(embedded, network, form) for form in ("gexf", "graphml", "csv", "json")}
    assert nx.read_gexf(io.BytesIO(made["gexf"])).number_of_edges() == 1
    assert nx.read_graphml(io.BytesIO(made["graphml"])).number_of_edges() == 1
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"), newline="")))
    assert len(rows) == 1
    assert not rows[0]["source"].startswith(("=", "+", "-", "@"))
    table = json.loads(made["json"])
    assert len(table["claims"]) == 1
    page = draw_html(network)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "innerHTML = this" not in page
