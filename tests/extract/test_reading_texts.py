"""Plain text and Markdown: what is title, what is metadata, and every encoding that texts come in."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from extract.records import hash_text
from tests.extract.files import ARABIC, STORY, pdf, read, read_error, read_one


def test_text_is_left_to_the_character() -> None:
    text = f"  {STORY}\n\n\tSecond   paragraph – “quoted”.\n"
    document = read_one("story.txt", text)
    assert document.text == text
    assert document.id == hash_text(text)
    assert document.published is None


def test_line_ends_become_newlines() -> None:
    assert read_one("story.txt", "One came to Oman.\r\nThe other left.\rNobody knew.").text == (
        "One came to Oman.\nThe other left.\nNobody knew."
    )


def test_front_matter_is_metadata_and_not_text() -> None:
    front = "---\ntitle: 'Oman: a mediator'\npublished: 2024-02-03\noutlet: \"Harbour Post\"\nurl: https://post.example/1\n---\n\n"
    for name in ("story.md", "story.txt"):
        document = read_one(name, front + STORY)
        assert document.text == STORY
        assert (document.title, document.outlet) == ("Oman: a mediator", "Harbour Post")
        assert (document.url, document.published) == ("https://post.example/1", dt.date(2024, 2, 3))


@pytest.mark.parametrize("start", ["---\n", "---\nA line that is no entry\n---\n", "---\ntitle: never closed\n\n"])
def test_dashes_without_entries_or_end_belong_to_the_text(start: str) -> None:
    assert read_one("story.txt", start + STORY).text == start + STORY


def test_other_names_of_entries() -> None:
    document = read_one("story.md", f"---\nSource: Post\ndate: 3 March 2024\nlink: https://a.example\n---\n{STORY}")
    assert (document.outlet, document.published, document.url) == ("Post", dt.date(2024, 3, 3), "https://a.example")


def test_unclear_date_is_reported_and_the_text_still_read() -> None:
    documents, errors = read("story.md", f"---\npublished: last week\n---\n{STORY}")
    assert [document.text for document in documents] == [STORY]
    assert "last week" in errors[0].reason


def test_headline_is_title_and_stays_in_the_text() -> None:
    text = f"Oman hosts talks on the strait\n\n{STORY}"
    document = read_one("story.txt", text)
    assert document.title == "Oman hosts talks on the strait"
    assert document.text == text


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"The minister arrived.\n\n{STORY}",
        f"- Talks: they begin today\n\n{STORY}",
        "The foreign minister of Oman met the Iranian\nambassador on Tuesday to speak about the strait",
        "Oman hosts talks",
        f"{'very ' * 40}long\n\n{STORY}",
    ],
)
def test_first_lines_that_are_no_headline(text: str) -> None:
    assert read_one("story.txt", text).title is None


def test_markdown_becomes_words() -> None:
    written = (
        "# Oman *hosts* talks\n\n"
        "![map](map.png)The [foreign minister](https://a.example/b_c_d) **met** the __envoy__.\n\n"
        "> He said the `strait` was _open_ and 3 * 4 * 5 file_name_here.\n\n***\n\n[1]: https://note.example\n"
        "- It was \\*quiet\\*.\n<!-- nobody sees this -->"
    )
    document = read_one("story.md", written)
    assert document.title == "Oman hosts talks"
    assert [line for line in document.text.split("\n") if line] == [
        "Oman hosts talks",
        "The foreign minister met the envoy.",
        "He said the strait was open and 3 * 4 * 5 file_name_here.",
        "- It was *quiet*.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = f"{STORY} “We are neighbours,” said the envoy – twice – in Muscat’s café."
    assert read_one("story.txt", text.encode(encoding)).text == text


def test_encoding_beyond_the_first_sample() -> None:
    text = STORY * 3000 + " “We are neighbours,” said the envoy."
    assert read_one("story.txt", text.encode("cp1252")).text == text
    assert read_one("a.csv", b"text\n" + f'"{text[-5000:]}"\n'.encode("cp1252")).text == text[-5000:]


def test_one_damaged_character_does_not_garble_the_others() -> None:
    text = f"{STORY} “We are neighbours,” said the envoy – twice – in Muscat’s café “by the sea” – “at night”. " * 3
    broken = text.encode() + b"\xe2\x80 End."
    assert read_one("story.txt", broken).text == text + "\ufffd End."


def test_legacy_encoding_of_another_language_is_named() -> None:
    assert "Arabic" in read_error("story.txt", (ARABIC * 5).encode("cp1256")).reason


@pytest.mark.parametrize("size", [200, 5000, 300_000])
def test_binary_noise_with_the_name_of_a_text(size: int) -> None:
    assert "binary" in read_error("noise.txt", random.Random(size).randbytes(size)).reason
    assert "binary" in read_error("page.txt", pdf([[STORY]])[:100] + random.Random(1).randbytes(size)).reason
