"""Uploaded files and archives, opened with limits: nothing is written to disk, whatever names or sizes they claim."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from extract.read import READERS, ReadError, read_bytes
from extract.records import Document

MAX_ENTRIES = 2_000  # files in an archive: a year of a newsroom's week; more belongs on the command line
MAX_UNPACKED = 200_000_000  # bytes an archive may grow to
ARCHIVES = (".zip",)
ENDINGS = (*READERS, *ARCHIVES)

Errors = Callable[[ReadError], None]


def read_upload(name: str, content: bytes, errors: Errors) -> Iterator[Document]:
    """The documents of one uploaded file or archive; whatever cannot be read goes to `errors`."""
    if PurePosixPath(name).suffix.lower() not in ARCHIVES:
        yield from read_bytes(name, content, errors)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _read_archive(name, archive, errors)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
        errors(
            ReadError(name, None, "the archive is damaged or of a kind that is not supported", "pack it again as .zip")
        )


def _read_archive(name: str, archive: zipfile.ZipFile, errors: Errors) -> Iterator[Document]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
    if len(entries) > MAX_ENTRIES:
        errors(ReadError(name, None, f"{len(entries):,} files; {MAX_ENTRIES:,} are read", "split the archive"))
        return
    left = MAX_UNPACKED
    for entry in entries:
        shown = f"{name}: {entry.filename}"
        if ".." in PurePosixPath(entry.filename).parts or entry.filename.startswith("/"):
            errors(ReadError(shown, None, "its path leads out of the archive", "pack the folder again"))
            continue
        if entry.flag_bits & 1:
            errors(ReadError(shown, None, "it is locked with a password", "unlock it first"))
            continue
        content = _unpack(archive, entry, left)
        if content is None:
            errors(
                ReadError(name, None, f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB", "split the archive")
            )
            return
        left -= len(content)
        yield from read_bytes(shown, content, errors)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | None:
    """The bytes of an entry, None if there are more than `limit`: its header is not believed."""
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    return None if len(content) > limit else content


def _hidden(path: str) -> bool:
    """Whether the system or an editor put it there, not the person who packed the archive."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(path).parts)
