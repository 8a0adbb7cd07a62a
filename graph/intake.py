"""What ``load`` is given: files of extractions, folders of them, folders of corpus runs, and folders that still grow.

A run's folder is known by its ``manifest.json`` (written by ``python -m extract --corpus``). Its shards are loaded in
their order, and only if they are what the manifest says; in any other folder every .jsonl and .parquet file is loaded,
by name.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from extract.records import Extraction, from_json

MANIFEST = "manifest.json"
STANDARD_INPUT = "-"
_STORIES = "stories.jsonl"  # of a run: which documents are one story
_ENDINGS = (".jsonl", ".parquet")
_ROWS = 256  # of a Parquet file in memory at once

Failed = Callable[[str, str], None]
Stamp = tuple[int, int]


def read_extractions(names: Iterable[str], failed: Failed) -> Iterator[Extraction]:
    """`failed` is told the place and the reason of everything that is no extraction, or not the one promised."""
    for name in names:
        for path in _files(name, failed):
            try:
                yield from _read(path, failed)
            except OSError as error:
                failed(str(path), error.strerror or "cannot be read")


def _files(name: str, failed: Failed) -> Iterator[Path]:
    path = Path(name)
    if path.name == MANIFEST or (path / MANIFEST).is_file():
        yield from _shards(path if path.name == MANIFEST else path / MANIFEST, failed)
    elif path.is_dir():
        yield from extraction_files(path)
    else:
        yield path


def extraction_files(folder: Path) -> list[Path]:
    """Those that stand in a folder now, by name; what is being written has another ending."""
    return sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS and path.name != _STORIES)


def _shards(manifest: Path, failed: Failed) -> Iterator[Path]:
    try:
        shards = [(str(shard["file"]), str(shard["sha256"])) for shard in json.loads(manifest.read_bytes())["shards"]]
    except OSError as error:
        failed(str(manifest), error.strerror or "cannot be read")
        return
    except (ValueError, KeyError, TypeError):
        failed(str(manifest), "not the manifest of a corpus run")
        return
    for name, digest in shards:
        wrong = _difference(manifest.parent, name, digest)
        if wrong:
            failed(str(manifest.parent / name), wrong)
        else:
            yield manifest.parent / name


def _difference(folder: Path, name: str, digest: str) -> str:
    """Why a shard is not the one of the manifest; empty where it is."""
    if Path(name).name != name:
        return "a shard stands in the folder of its manifest, and this one does not"
    try:
        with (folder / name).open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == digest
    except OSError as error:
        return error.strerror or "cannot be read"
    return "" if same else "not what the manifest says; run the extraction again, it makes this shard anew"


def _read(path: Path, failed: Failed) -> Iterator[Extraction]:
    records = _parquet(path) if path.suffix == ".parquet" else _lines(path)
    for number, record in enumerate(records, 1):
        try:
            found = json.loads(record) if isinstance(record, bytes) else record
            if found is not None:
                yield from_json(found)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            failed(f"{path}, {'row' if path.suffix == '.parquet' else 'line'} {number}", _reason(error))


def _lines(path: Path) -> Iterator[bytes | None]:
    with sys.stdin.buffer if str(path) == STANDARD_INPUT else path.open("rb") as lines:
        for line in lines:
            yield line if line.strip() else None


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    """The columns are the keys of the JSON lines."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with closing(pq.ParquetFile(path)) as rows:
            for batch in rows.iter_batches(_ROWS, use_threads=False):
                yield from batch.to_pylist()
    except pa.ArrowInvalid as error:
        raise OSError(0, f"not a Parquet file: {error}") from error


def _reason(error: Exception) -> str:
    return f"not an extraction ({f'no {error}' if isinstance(error, KeyError) else error})"


def arrivals(folder: Path, every: float, stopped: threading.Event) -> Iterator[list[Path]]:
    """Looks into a folder again and again, and tells which files are new or changed: each once it has stayed the same
    from one look to the next, so that nobody is at work on it."""
    told: dict[Path, Stamp] = {}
    before: dict[Path, Stamp] = {}
    while not stopped.is_set():
        now = {path: stamp for path in extraction_files(folder) if (stamp := _stamp(path))}
        ready = [path for path, stamp in now.items() if before.get(path) == stamp != told.get(path)]
        if ready:
            yield ready
        told |= {path: now[path] for path in ready}
        before = now
        stopped.wait(every)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:  # gone since the folder was read
        return None
    return found.st_mtime_ns, found.st_size
