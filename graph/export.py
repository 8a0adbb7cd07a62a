"""Networks and claims written for other programs: every format by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from graph import exports
from graph.exports.plain import claims_csv
from graph.store import Store
from graph.views import Filters, Network

FORMATS: dict[str, Callable[[Store, Network], bytes]] = {
    name: partial(exports.export, form=name) for name in exports.FORMATS
}


def write_export(store: Store, form: str, path: Path, filters: Filters | None = None, texts: bool = True) -> Network:
    """Writes the file and returns the network that stands in it; `texts` False leaves quotes and sentences out."""
    network = store.whole_network(filters or Filters())
    content = exports.export(store, network, form, texts)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return network


__all__ = ["FORMATS", "claims_csv", "write_export"]
