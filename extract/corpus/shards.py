"""The folder of a run: a file for each finished shard, what is known of it beside it, and the manifest of all.

shard-00000.jsonl     or .parquet: the extractions
shard-00000.json      written last: what makes the shard finished
shard-00000.minhash   for the stories: id, outlet, number of claims and MinHash of each document
stories.jsonl         documents that are one story
manifest.json         the sums, and all shards in order
"""

from __future__ import annotations

import base64
import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from extract.corpus.pieces import Record, Result
from extract.corpus.sources import Shard
from extract.read import ReadError

Format = Literal["jsonl", "parquet"]
MANIFEST = "manifest.json"
STORIES = "stories.jsonl"
_LOCK = "run.lock"


@dataclass(frozen=True, slots=True)
class Mark:
    """What stories are made of: one document."""

    id: str
    outlet: str | None
    claims: int
    signature: bytes


class FolderError(ValueError):
    """A folder that cannot be the folder of this run."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known of a finished shard. `made_by` names everything beside the input that its content depends on."""

    shard: int
    file: str
    input: str
    made_by: str
    documents: int
    claims: int
    size: int
    sha256: str
    failures: tuple[ReadError, ...]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder for one run at a time. Raises FolderError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    strangers = [
        path.name for path in folder.iterdir() if not path.name.startswith(("shard-", "manifest", "stories", _LOCK))
    ]
    if strangers:
        raise FolderError(f"{folder}: {strangers[0]!r} in it is of no run; give a folder of its own")
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise FolderError(f"{folder}: another run writes there; wait for its end") from fault
        yield


def find_finished(folder: Path, shard: Shard, made_by: str, format: Format) -> Finished | None:
    """What is known of the shard if it was finished from the same input in the same way."""
    try:
        known = json.loads(_path(folder, shard.number, "json").read_bytes())
        failures = tuple(ReadError(**failure) for failure in known.pop("failures"))
        finished = Finished(**known, failures=failures)
        whole = (folder / finished.file).stat().st_size == finished.size
    except (OSError, ValueError, TypeError, KeyError):
        return None
    same = (finished.input, finished.made_by, finished.file) == (
        shard.digest, made_by, _path(folder, shard.number, format).name,
    )  # fmt: skip
    return finished if same and whole and _path(folder, shard.number, "minhash").exists() else None


class _Rows(Protocol):
    def add(self, record: Record) -> None: ...
    def close(self) -> None: ...


class Writing:
    """A shard that is being written. Nothing of it counts before `finish`."""

    def __init__(self, folder: Path, shard: Shard, made_by: str, format: Format) -> None:
        self.shard = shard
        self._folder = folder
        self._made_by = made_by
        self._path = _path(folder, shard.number, format)
        self._part = self._path.with_name(self._path.name + ".part")
        self._marks: list[Mark] = []
        self._failures: list[ReadError] = []
        self._claims = 0
        self.pieces = 0
        self._rows: _Rows = _Lines(self._part) if format == "jsonl" else _parquet_rows(self._part)

    def add(self, result: Result) -> None:
        self.pieces += 1
        self._failures += result.failures
        for record in result.records:
            self._rows.add(record)
            self._marks.append(Mark(record.id, record.outlet, record.claims, record.signature))
            self._claims += record.claims

    def finish(self) -> Finished:
        self._rows.close()
        for ending in ("json", "jsonl", "parquet"):
            _path(self._folder, self.shard.number, ending).unlink(missing_ok=True)
        with self._part.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
        self._part.replace(self._path)
        lines = "".join(map(_mark_line, self._marks))
        write_whole(_path(self._folder, self.shard.number, "minhash"), lines)
        finished = Finished(
            shard=self.shard.number,
            file=self._path.name,
            input=self.shard.digest,
            made_by=self._made_by,
            documents=len(self._marks),
            claims=self._claims,
            size=self._path.stat().st_size,
            sha256=digest,
            failures=tuple(self._failures),
        )
        write_whole(_path(self._folder, self.shard.number, "json"), json.dumps(asdict(finished), indent=1) + "\n")
        return finished


class _Lines:
    def __init__(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="\n")

    def add(self, record: Record) -> None:
        self._stream.write(record.line + "\n")

    def close(self) -> None:
        self._stream.close()


def _parquet_rows(path: Path) -> _Rows:
    from extract.corpus.parquet import ParquetRows

    return ParquetRows(path)


def _mark_line(mark: Mark) -> str:
    signature = base64.b64encode(mark.signature).decode()
    return json.dumps([mark.id, mark.outlet, mark.claims, signature]) + "\n"


def read_marks(folder: Path, finished: Finished) -> Iterator[Mark]:
    """Of each document of a shard."""
    with _path(folder, finished.shard, "minhash").open(encoding="utf-8") as lines:
        for line in lines:
            name, outlet, claims, signature = json.loads(line)
            yield Mark(name, outlet, claims, base64.b64decode(signature))


def write_manifest(folder: Path, made_by: str, shards: list[Finished], stories: int, claims_of_stories: int) -> None:
    """Both counts of everything: of the documents, and of the stories, each of which counts as its first document.
    Removes what an earlier run left of shards that there are no more."""
    known = {finished.shard for finished in shards}
    for path in folder.glob("shard-*"):
        number = path.name.removeprefix("shard-").partition(".")[0]
        if not number.isdigit() or int(number) not in known:
            path.unlink()
    entries: list[dict[str, Any]] = []
    for finished in shards:
        entry = asdict(finished)
        entry["failures"] = len(finished.failures)
        entries.append(entry)
    sums = {name: sum(entry[name] for entry in entries) for name in ("documents", "claims", "failures")}
    manifest = {
        "dramatis_manifest": 1,
        "made_by": made_by,
        "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        **sums,
        "stories": stories,
        "claims_of_stories": claims_of_stories,
        "reprints": sums["documents"] - stories,
        "shards": entries,
    }
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def _path(folder: Path, number: int, ending: str) -> Path:
    return folder / f"shard-{number:05d}.{ending}"
