"""Archives: read within limits, never written anywhere."""

from __future__ import annotations

import io
import zipfile

from explore import uploads
from extract.read import ReadError

_TEXT = (
    "The ministry of Norvania said on Tuesday that it would meet the delegation of Sundria in the capital next week."
)


def _zip(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _read(name: str, content: bytes) -> tuple[list[str], list[ReadError]]:
    failed: list[ReadError] = []
    return [document.text for document in uploads.read_upload(name, content, failed.append)], failed


def test_an_archive_gives_its_documents_and_names_what_fails() -> None:
    files = {"a.txt": _TEXT, "pic.png": "x", "../../etc/b.txt": _TEXT, ".hidden/c.txt": _TEXT, "in/d.md": _TEXT}
    texts, failed = _read("week.zip", _zip(files))
    assert texts == [_TEXT, _TEXT]
    assert [error.file for error in failed] == ["week.zip: pic.png", "week.zip: ../../etc/b.txt"]


def test_a_bomb_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 50_000)
    texts, failed = _read("bomb.zip", _zip({"a.txt": "a " * 100_000}))
    assert texts == [] and "unpacks to more" in failed[0].reason


def test_too_many_files_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MAX_ENTRIES", 3)
    texts, failed = _read("many.zip", _zip({f"{n}.txt": _TEXT for n in range(4)}))
    assert texts == [] and "4 files" in failed[0].reason


def test_noise_is_not_an_archive() -> None:
    texts, failed = _read("noise.zip", b"PK\x03\x04 nothing of the kind")
    assert texts == [] and failed[0].file == "noise.zip"
