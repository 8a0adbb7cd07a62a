"""The fast paths of a corpus give what the plain ones do: the record's line, the sums of claims, the whole database."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from pathlib import Path

from extract.records import Document, Extraction, from_json, to_json
from graph.record_line import dump
from graph.store import Store, open_store
from graph.views import Filters
from tests.bench.corpus_of_claims import corpus
from tests.graph.extractions import everything
from tests.graph.shown import shown


def varied(number: int) -> list[Extraction]:
    """A corpus with documents that lack a date, an outlet, claims or everything, and claims with what few have."""
    rng = random.Random(3)
    found = []
    for extraction in corpus(number * 10, 30):
        document = replace(
            extraction.document,
            published=rng.choice((None, dt.date(2020, 2, 29), extraction.document.published)),
            outlet=rng.choice((None, "Côte d'Or \U0001f600", extraction.document.outlet)),
            url=rng.choice((None, "https://example.org/a?b=c&d")),
        )
        claims = tuple(
            replace(claim, event_date=rng.choice((None, dt.date(1999, 12, 31))), mode=rng.choice((None, "air")))
            for claim in extraction.claims[: rng.randrange(6)]
        )
        said = tuple(claim.attribution for claim in claims if claim.attribution)
        found.append(replace(extraction, document=document, claims=claims, attributions=said))
    return [*found, Extraction(Document("empty", ""), (), (), (), (), "0")]


def test_the_line_of_a_record_is_the_json_of_it() -> None:
    for extraction in (*everything(), *varied(30)):
        line = dump(extraction)
        assert line == json.dumps(to_json(extraction), ensure_ascii=True, separators=(",", ":"))
        assert from_json(json.loads(line)) == extraction


def judged(store: Store) -> None:
    store.merge("actor-1", "actor-2", "ann")
    store.merge("actor-3", "actor-1", "ann")
    first, second, third, fourth = (found.claim.id for found in store.claims(limit=4).claims)
    store.reject(first, "ann")
    store.relabel(second, "ALLIED_WITH", "ann")
    store.flip(third, "bob")
    store.accept(fourth, "bob")


def test_a_corpus_at_once_is_what_its_documents_are_one_by_one(tmp_path: Path) -> None:
    documents = varied(101)
    with open_store(str(tmp_path / "one")) as slow, open_store(str(tmp_path / "other")) as fast:
        for start in range(0, len(documents), 50):
            slow.bulk_add(documents[start : start + 50])
        fast.bulk_add(documents)
        assert shown(slow) == shown(fast)
        assert slow.network(Filters(places=True)) == fast.network(Filters(places=True))
        judged(fast)
        before = shown(fast)
        assert fast.verify() == ()
        fast.rebuild()
        assert shown(fast) == before
        assert fast.verify() == ()
