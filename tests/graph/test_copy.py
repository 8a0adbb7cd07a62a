"""Moving a store between engines and back loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import care
from graph.export import FORMATS
from graph.store import Store, StoreError, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, VALDORIA, everything, raid, rename
from tests.graph.shown import shown


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


def test_copy_does_not_mix_stores(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "one")) as one, open_store(str(tmp_path / "other")) as other:
        judged(one)
        other.add(rename())
        with pytest.raises(StoreError, match="needs an empty store"):
            care.copy(one, other)
        assert other.statistics().documents == 1
