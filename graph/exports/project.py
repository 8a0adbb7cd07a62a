"""A whole store as one zip that opens again: records, judgements, versions, method, and how to cite."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO

from extract.records import Extraction, from_json
from graph import journal
from graph.exports.bundle import ABOUT
from graph.exports.tables import zipped
from graph.projection import dump
from graph.store import Store, StoreError, open_store

LAYOUT = 1  # of the archive; a later program may read an older one
MOST_BYTES = 20 * 2**30  # of what an archive may unfold to
_NAMES = ("extractions.jsonl", "journal.jsonl", "project.json")


def write_project(store: Store) -> bytes:
    found = store.statistics()
    about = {
        "layout": LAYOUT,
        "program": f"dramatis {version('dramatis')}",
        "documents": found.documents,
        "claims": found.claims,
        "judgements": found.judgements,
        "extractors": sorted({extraction.version for extraction in store.extractions()}),
        "note": ABOUT,
    }
    lines = "".join(dump(extraction) + "\n" for extraction in store.extractions())
    judgements = "".join(json.dumps(journal.to_json(entry)) + "\n" for entry in store.journal())
    contents = (lines.encode(), judgements.encode(), json.dumps(about, indent=1).encode())
    return zipped(dict(zip(_NAMES, contents, strict=True)))


def read_project(content: bytes, url: str) -> Store:
    """A store at `url` with everything of the archive; raises StoreError where it is none, or the store not empty."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise StoreError("the archive unfolds to more than 20 GB")
            about = json.loads(archive.read("project.json"))
            records = archive.read("extractions.jsonl")
            judgements = archive.read("journal.jsonl")
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise StoreError(f"not a project archive ({error})") from None
    if about.get("layout") != LAYOUT:
        raise StoreError(f"the archive has layout {about.get('layout')!r}, this program reads {LAYOUT}")
    store = open_store(url)
    if store.statistics().documents:
        store.close()
        raise StoreError(f"{store.url} is not empty")
    store.bulk_add(_extractions(records))
    store.import_journal(journal.from_json(json.loads(line)) for line in judgements.splitlines() if line.strip())
    return store


def _extractions(records: bytes) -> Iterator[Extraction]:
    for line in records.split(b"\n"):
        if line.strip():
            yield from_json(json.loads(line))
