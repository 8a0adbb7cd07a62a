"""Reading files of whatever format: sizes, languages, names, folders, standard input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import READERS, ReadError
from extract.reading.draft import MAX_CHARACTERS
from tests.extract.files import (
    ARABIC,
    FRENCH,
    PAGE,
    PERSIAN,
    STORY,
    docx_file,
    lines,
    pdf,
    read,
    read_error,
    read_one,
    read_paths,
)


@pytest.mark.parametrize("name", sorted(name for name in READERS if name not in (".pdf", ".docx")))
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n "])
def test_empty_file(name: str, content: bytes) -> None:
    assert "empty" in read_error("a" + name, content).reason


@pytest.mark.parametrize("size", [MAX_CHARACTERS + 1, 50_000_000])
@pytest.mark.parametrize("name", ["big.txt", "big.md"])
def test_text_that_is_too_long(name: str, size: int) -> None:
    error = read_error(name, (STORY * (size // len(STORY) + 1))[:size])
    assert "1,000,001 characters" in error.reason or "larger than 4 MB" in error.reason
    assert "1,000,000 characters as one document" in error.advice


@pytest.mark.parametrize(
    ("text", "language"),
    [(ARABIC, "Arabic"), (PERSIAN, "Persian"), (FRENCH, "French"), ("我们在马斯喀特见面了", "Chinese")],
)
def test_other_languages_are_not_supported_yet(text: str, language: str) -> None:
    error = read_error("a.txt", text)
    assert error.reason == f"the text is in {language}, which is not supported yet"


@pytest.mark.parametrize(
    "text",
    [
        "Iran, Iraq, Oman, Qatar.",
        "Hadi al-Amiri, Qais al-Khazali, Falih al-Fayyadh, Ammar al-Hakim, Nouri al-Maliki",
        f"{STORY} “السلام عليكم”, said the envoy.",
        "U.S. STRIKES IRAN-BACKED MILITIAS IN SYRIA AFTER DRONE ATTACK KILLS CONTRACTOR",
        "Hezbollah fires rockets; Israel bombs Beirut suburb",
    ],
)
def test_english_full_of_names_is_english(text: str) -> None:
    assert read_one("a.txt", text).language == "en"


@pytest.mark.parametrize(
    ("name", "reason"), [("a.xlsx", "files ending in .xlsx are not supported"), ("a", "no ending")]
)
def test_unsupported_names(name: str, reason: str) -> None:
    error = read_error(name, STORY)
    assert reason in error.reason
    assert ".docx" in error.advice


def test_messages_stay_on_one_line() -> None:
    assert str(ReadError("a\nb.txt", None, "x\ty\x1b[31m", "z")) == "a b.txt: x y [31m (z)"


def test_folder_is_walked_in_order_and_the_rest_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    for name in (
        "b/2.txt",
        "b/.hidden.txt",
        "a.txt",
        ".git/x.txt",
        "c.TXT",
        "picture.png",
        "README.md",
        "b/LICENSE.txt",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{STORY} {name}", encoding="utf-8")
    documents, errors = read_paths([folder])
    assert errors == []
    assert [document.text.rpartition(" ")[2] for document in documents] == ["a.txt", "b/2.txt", "c.TXT"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "news", tmp_path / "private"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(STORY, encoding="utf-8")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "same.txt").symlink_to(folder / "a.txt")
    documents, errors = read_paths([folder])
    assert [document.text for document in documents] == [STORY, STORY]
    assert [Path(error.file).name for error in errors] == ["file.txt", "folder"]
    assert {error.reason for error in errors} == {"a link to a place outside the folder"}


def test_paths_that_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    documents, errors = read_paths([tmp_path / "no.txt", tmp_path / "empty", tmp_path / "pipe.txt", str(story)])
    assert [document.text for document in documents] == [STORY]
    assert [error.reason for error in errors] == [
        "no such file or folder",
        "no readable files in the folder",
        "not a regular file",
    ]


def test_file_that_the_system_will_not_open(tmp_path: Path) -> None:
    circle = tmp_path / "circle.txt"
    circle.symlink_to(circle)
    documents, errors = read_paths([circle])
    assert documents == []
    assert "symbolic links" in errors[0].reason


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (STORY.encode(), STORY),
        (lines({"id": "a", "text": STORY}).encode(), STORY),
        (PAGE.encode(), STORY),
        (pdf([["Oman met Iran on Tuesday."]]), "Oman met Iran on Tuesday."),
        (docx_file([STORY]), STORY),
    ],
    ids=["text", "jsonl", "html", "pdf", "docx"],
)
def test_standard_input(content: bytes, text: str) -> None:
    script = """
import sys
from extract.read import read_documents
for document in read_documents(["-"], print):
    sys.stdout.buffer.write(document.text.encode())
"""
    done = subprocess.run([sys.executable, "-c", script], input=content, capture_output=True, check=True)
    assert text in done.stdout.decode()
    assert done.stderr == b""


def test_importing_the_readers_is_quick() -> None:
    """The libraries of single formats load when a file needs them: the command line answers at once."""
    script = (
        "import extract.read, sys; print(*{'trafilatura', 'pypdf', 'docx', 'py3langid', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b""


@given(
    st.sampled_from(sorted(READERS)),
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
@settings(max_examples=150, deadline=None)
def test_whatever_bytes_come_there_is_a_document_or_a_message(suffix: str, content: bytes) -> None:
    documents, errors = read("a" + suffix, content)
    assert documents or errors
    for document in documents:
        document.text.encode()
        assert document.text.strip()
