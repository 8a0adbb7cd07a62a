"""The input of a corpus, cut into shards: files and folders, JSON Lines, CSV, Parquet, compressed or remote."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from extract.corpus.pieces import Piece, Source
from extract.parsing import BATCH_CHARACTERS, BATCH_DOCUMENTS, batches
from extract.read import READERS, STANDARD_INPUT, ReadError, find_files, read_documents, read_stream
from extract.records import Document

_DECOMPRESSED: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
# Files of many documents; all others hold one.
_TABLES = (".jsonl", ".csv", ".json", ".parquet")
_LONGEST_LINE = 16_000_000  # bytes taken at once; the reader of the lines knows the real limit and says it
_ROWS = 256  # of a Parquet file in memory at once


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive pieces that become one file. `digest` is the hash of what stands in them, `size` their bytes."""

    number: int
    pieces: tuple[Piece, ...]
    documents: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Cut:
    piece: Piece
    documents: int
    size: int
    digest: bytes


def cut_shards(paths: Iterable[str], documents: int) -> Iterator[Shard]:
    """Shards of about that many documents, the same whenever the input is. What cannot be read is a failure of the
    shard in which it would stand."""
    number, cuts = 0, []
    for cut in _cuts(paths):
        cuts.append(cut)
        if sum(one.documents for one in cuts) >= documents:
            yield _shard(number, cuts)
            number, cuts = number + 1, []
    if cuts:
        yield _shard(number, cuts)


def _shard(number: int, cuts: list[_Cut]) -> Shard:
    digest = hashlib.sha256(b"".join(cut.digest for cut in cuts)).hexdigest()
    pieces = tuple(cut.piece for cut in cuts)
    return Shard(number, pieces, sum(cut.documents for cut in cuts), sum(cut.size for cut in cuts), digest)


def _cuts(paths: Iterable[str]) -> Iterator[_Cut]:
    single: list[Source] = []
    for path, failures in _inputs(paths):
        if not failures and _suffix(path) not in _TABLES and path != STANDARD_INPUT and not _is_packed(path):
            single.append(Source(path))
            if len(single) == BATCH_DOCUMENTS:
                yield _of_files(single)
                single = []
            continue
        if single:
            yield _of_files(single)
            single = []
        yield from [_of_documents((), tuple(failures))] if failures else _of_table(path)
    if single:
        yield _of_files(single)


def _inputs(paths: Iterable[str]) -> Iterator[tuple[str, list[ReadError]]]:
    """Each file, or what is wrong with a place where files should be."""
    for given in paths:
        if given == STANDARD_INPUT or "://" in given:
            yield given, []
            continue
        failures: list[ReadError] = []
        for path in find_files(Path(given), failures.append, _is_input):
            yield str(path), []
        if failures:
            yield given, failures


def _is_input(path: Path) -> bool:
    suffix = _suffix(str(path))
    return suffix in READERS or suffix == ".parquet"


def _suffix(path: str) -> str:
    """Of the name without the ending of its compression."""
    name = PurePosixPath(path.lower())
    return PurePosixPath(name.stem).suffix if name.suffix in _DECOMPRESSED else name.suffix


def _is_packed(path: str) -> bool:
    return "://" in path or PurePosixPath(path.lower()).suffix in _DECOMPRESSED


def _of_files(sources: list[Source]) -> _Cut:
    """Read twice, here for the digest: the second time from the memory of the operating system."""
    digests, size = [], 0
    for source in sources:
        try:
            with Path(source.path).open("rb") as stream:
                digests.append(hashlib.file_digest(stream, "sha256").digest())
                size += stream.tell()
        except OSError:
            digests.append(b"unreadable")
    return _Cut(Piece(sources=tuple(sources)), len(sources), size, hashlib.sha256(b"".join(digests)).digest())


def _of_table(path: str) -> Iterator[_Cut]:
    if _suffix(path) == ".jsonl" and not _is_packed(path):
        yield from _of_lines(path)
        return
    failures: list[ReadError] = []
    for batch in batches(_documents(path, failures)):
        yield _of_documents(tuple(batch), tuple(failures))
        failures.clear()
    if failures:
        yield _of_documents((), tuple(failures))


def _of_documents(documents: tuple[Document, ...], failures: tuple[ReadError, ...]) -> _Cut:
    content = repr((documents, failures)).encode("utf-8", "surrogatepass")
    piece = Piece(documents=documents, failures=failures)
    return _Cut(piece, len(documents), len(content), hashlib.sha256(content).digest())


def _of_lines(path: str) -> Iterator[_Cut]:
    """Ranges of bytes, so that whoever works on them reads and checks them itself."""
    try:
        with Path(path).open("rb") as stream:
            yield from _line_ranges(path, stream)
    except OSError:
        yield _of_files([Source(path)])  # whose reading will say why


def _line_ranges(path: str, stream: BinaryIO) -> Iterator[_Cut]:
    digest, start, line, lines = hashlib.sha256(), 0, 1, 0
    number = end = 0

    def cut() -> _Cut:
        return _Cut(Piece(sources=(Source(path, start, end, line),)), lines, end - start, digest.digest())

    for number, content in enumerate(_lines(stream), start=1):
        length = sum(map(len, content))
        full = lines == BATCH_DOCUMENTS or (lines and end - start + length > BATCH_CHARACTERS)
        if full:
            yield cut()
            digest, start, line, lines = hashlib.sha256(), end, number, 0
        for part in content:
            digest.update(part)
        end += length
        lines += bool(content[0].strip())
    if lines:
        yield cut()
    elif not start:
        yield _of_files([Source(path)])  # nothing in it, as its reading will say


def _lines(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Each line in parts, of which only an absurd one has several."""
    while part := stream.readline(_LONGEST_LINE):
        parts = [part]
        while not parts[-1].endswith(b"\n") and (part := stream.readline(_LONGEST_LINE)):
            parts = [*parts, part] if len(parts) < 4 else [*parts[:3], part]
        yield parts


def _documents(path: str, failures: list[ReadError]) -> Iterator[Document]:
    """The documents of a file of many that is read from front to back."""
    if path == STANDARD_INPUT:
        yield from read_documents([path], failures.append)
        return
    try:
        with _opened(path) as stream:
            if _suffix(path) == ".parquet":
                yield from _parquet_documents(path, stream, failures)
            else:
                yield from read_stream(path, _suffix(path), stream, failures.append)
    except (OSError, EOFError, lzma.LZMAError, ValueError, ImportError) as fault:
        reason = getattr(fault, "strerror", None) or f"{type(fault).__name__}: {fault}"
        failures.append(ReadError(path, None, reason, "check the path, and that the file is whole"))


def _opened(path: str) -> BinaryIO:
    unpack = _DECOMPRESSED.get(PurePosixPath(path.lower()).suffix)
    stream = _remote(path) if "://" in path else Path(path).open("rb")  # noqa: SIM115  closed by who opened it
    return cast(BinaryIO, unpack(stream) if unpack else stream)


def _remote(url: str) -> BinaryIO:
    try:
        import fsspec
    except ImportError as fault:
        raise ImportError("remote files need fsspec and its part for this protocol: pip install fsspec") from fault
    return cast(BinaryIO, fsspec.open(url, "rb").open())


def _parquet_documents(path: str, stream: BinaryIO, failures: list[ReadError]) -> Iterator[Document]:
    """The columns are those of a .jsonl file; each row is read as if it were a line of one."""
    import io

    import pyarrow.parquet as pq

    above = 0
    for batch in pq.ParquetFile(stream).iter_batches(_ROWS, use_threads=False):
        lines = b"".join(json.dumps(row, default=str).encode() + b"\n" for row in batch.to_pylist())
        found: list[ReadError] = []
        yield from read_stream(path, ".jsonl", io.BytesIO(lines), found.append)
        failures += [ReadError(e.file, above + (e.line or 1), e.reason, e.advice) for e in found]
        above += batch.num_rows


def total_size(paths: Iterable[str]) -> int | None:
    """The bytes of the input, where that is known before it is read."""
    size = 0
    for path, failures in _inputs(paths):
        if path == STANDARD_INPUT or _is_packed(path) or _suffix(path) in _TABLES[1:]:
            return None
        with suppress(OSError):
            size += 0 if failures else Path(path).stat().st_size
    return size
