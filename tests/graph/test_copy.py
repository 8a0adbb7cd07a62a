"""Moving a store between engines and back loses nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph import care
from graph.__main__ import main
from graph.export import FORMATS
from graph.journal import VERBS
from graph.store import Store, StoreError, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, VALDORIA, everything, raid, rename
from tests.graph.shown import shown

ROOT = Path(__file__).parent.parent.parent


def judged(store: Store) -> None:
    store.bulk_add(everything())
    store.merge(CRIMSON.id, CRIMSON_TOO.id, "ann", "same flag")
    store.reject(raid().claims[0].id, "bob")
    store.relabel(raid().claims[1].id, "AID", "bob")
    store.note(VALDORIA.id, "a kingdom until 1950", "ann")
    store.undo(store.rename(VALDORIA.id, "Kingdom of Valdoria", "ann"), "ann")


def exports(store: Store) -> dict[str, bytes]:
    network = store.whole_network(Filters(places=True))
    return {form: write(store, network) for form, write in FORMATS.items()}


def test_copy_from_one_embedded_store_to_another(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "one")) as one, open_store(str(tmp_path / "other")) as other:
        judged(one)
        care.copy(one, other)
        assert shown(one) == shown(other)
        assert list(one.journal()) == list(other.journal())
        assert care.checksum(one) == care.checksum(other)


@pytest.mark.neo4j
def test_copy_to_a_server_and_back_gives_the_same_exports(tmp_path: Path, empty_server: str) -> None:
    with (
        open_store(str(tmp_path / "one")) as one,
        open_store(empty_server) as server,
        open_store(str(tmp_path / "two")) as two,
    ):
        judged(one)
        care.copy(one, server)
        assert server.verify() == ()
        care.copy(server, two)
        assert exports(one) == exports(server) == exports(two)
        assert shown(one) == shown(server) == shown(two)
        assert two.verify() == ()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles as the command line extracts them."""
    lines = tmp_path_factory.mktemp("samples") / "samples.jsonl"
    subprocess.run([sys.executable, "-m", "extract", "samples", "--out", str(lines)], cwd=ROOT, check=True)
    return lines


def reviewed_samples(store: Store, samples: Path) -> None:
    """The articles with a judgement of every verb, two of them undone."""
    assert main(["load", str(samples), "--db", store.url]) == 0
    first, second, third = (row.id for row in store.actors(kinds=("Person", "Armed group"), limit=3).actors)
    claims = [found.claim.id for found in store.claims(limit=8).claims]
    store.merge(first, second, "ann", "one of two spellings")
    store.judge(first, third, "different", "bob")
    store.unmerge(store.actor(second).merged[0], "ann")
    store.merge(first, second, "ann")
    store.rename(first, "Somebody <b>else</b>", "ann")
    store.change_kind(third, "Group", "bob")
    store.accept(claims[0], "bob", "checked")
    store.undo(store.accept(claims[1], "bob"), "ann")
    store.reject(claims[2], "ann")
    store.undo(store.reject(claims[3], "ann"), "bob")
    store.relabel(claims[4], "AID", "ann")
    store.flip(claims[5], "bob")
    store.note(claims[6], "see page 3", "ann")
    assert {entry.verb for entry in store.journal()} == set(VERBS)


@pytest.mark.neo4j
def test_copy_of_the_samples_to_a_server_and_back(tmp_path: Path, empty_server: str, samples: Path) -> None:
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    with open_store(one) as store:
        reviewed_samples(store, samples)
    assert main(["copy", one, empty_server]) == 0
    assert main(["copy", empty_server, two]) == 0
    with open_store(one) as first, open_store(empty_server) as server, open_store(two) as second:
        assert first.statistics().documents == 12
        assert exports(first) == exports(server) == exports(second)
        assert shown(first) == shown(server) == shown(second)
        assert list(first.journal()) == list(server.journal()) == list(second.journal())
        assert server.verify() == second.verify() == ()


def test_copy_does_not_mix_stores(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "one")) as one, open_store(str(tmp_path / "other")) as other:
        judged(one)
        other.add(rename())
        with pytest.raises(StoreError, match="needs an empty store"):
            care.copy(one, other)
        assert other.statistics().documents == 1
