"""Files of many documents: each line on its own, the others done where one is bad."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from extract.reading.draft import MAX_CHARACTERS
from extract.records import hash_text
from tests.extract.files import ARABIC, STORY, lines, read, read_error, read_one


def test_json_lines_keep_text_and_id_to_the_character() -> None:
    text = "\ufeff Oman met Iran.\r\n\r\tThey  agreed. \u00ad\x0c\u2028 "
    document = read_one("a.jsonl", lines({"id": " a/1\n", "text": text, "published": "2024-02-03T23:30:00-05:00"}))
    assert (document.id, document.text) == (" a/1\n", text)
    assert document.published == dt.date(2024, 2, 4)


def test_json_lines_metadata_and_missing_ids() -> None:
    entry = {"text": STORY, "title": "Talks", "outlet": "Post", "url": "https://post.example", "published": None}
    document = read_one("a.jsonl", "\ufeff" + lines(entry).replace("\n", "\r\n") + "\n\n")
    assert (document.title, document.outlet, document.url) == ("Talks", "Post", "https://post.example")
    assert document.id == hash_text(STORY)
    assert read_one("a.jsonl", lines({"id": 7, "text": STORY})).id == "7"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "Oman', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"id": ' + "9" * 5000 + ', "text": "Oman met Iran."}', "not valid JSON"),
        ("7", "not an object but int"),
        ('{"id": "x"}', "no text"),
        ('{"id": "x", "text": " \\n"}', "no text"),
        ('{"id": "x", "text": ["a"]}', "no text"),
        ('{"id": "a", "text": "Iran met Oman."}', "“a” was used on line 1"),
        ('{"id": {}, "text": "Iran met Oman."}', '"id" is neither'),
        ('{"id": "x", "text": "Iran met \\ud83d."}', "surrogate"),
        ('{"id": "x", "text": "...!"}', "no text"),
        (json.dumps({"id": "x", "text": ARABIC}), "Arabic"),
        (json.dumps({"id": "x", "text": STORY * (MAX_CHARACTERS // len(STORY) + 1)}), "characters"),
        (json.dumps({"id": "x", "text": "x" * 13 * MAX_CHARACTERS}), "the line is longer than 12 MB"),
    ],
)
def test_bad_third_line_is_named_and_the_others_are_done(bad: str, reason: str) -> None:
    good = [{"id": key, "text": STORY} for key in ("a", "b", "c")]
    documents, errors = read("a.jsonl", f"{lines(*good[:2])}{bad}\n{lines(good[2])}")
    assert [document.id for document in documents] == ["a", "b", "c"]
    assert [error.line for error in errors] == [3]
    assert reason in errors[0].reason
    assert str(errors[0]).startswith("a.jsonl, line 3: ")


def test_line_that_is_not_utf_8() -> None:
    content = (
        lines({"text": STORY}).encode()
        + '{"text": "Café in Oman"}\n'.encode("latin-1")
        + lines({"text": "It was so."}).encode()
    )
    documents, errors = read("a.jsonl", content)
    assert len(documents) == 2
    assert (errors[0].line, "not UTF-8" in errors[0].reason) == (2, True)


def test_json_object_and_list() -> None:
    assert read_one("a.json", json.dumps({"id": "a", "text": STORY})).id == "a"
    documents, errors = read(
        "a.json", json.dumps([{"id": "a", "text": STORY}, 3, {"id": "a", "text": STORY}, {"text": STORY}])
    )
    assert len(documents) == 2
    assert [error.reason.partition(":")[0] for error in errors] == ["entry 2", "entry 3"]
    assert "on entry 1" in errors[1].reason


def test_json_that_is_none() -> None:
    assert ".jsonl" in read_error("a.json", lines({"text": STORY}, {"text": STORY})).advice
    assert "empty" in read_error("a.json", "[]").reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv(delimiter: str) -> None:
    table = [
        ["ID", " Title", "Text", "date", "source", "url", "editor"],
        ["a", "Talks", f'"{STORY}"', "2024-02-03", "Post", "u", "x"],
    ]
    document = read_one("a.csv", "\ufeff" + "\r\n".join(delimiter.join(row) for row in table))
    assert (document.id, document.title, document.text) == ("a", "Talks", STORY)
    assert (document.published, document.outlet, document.url) == (dt.date(2024, 2, 3), "Post", "u")


def test_csv_fields_over_lines_and_larger_than_usual() -> None:
    long = (STORY + "\n") * 2000
    documents, errors = read("a.csv", f'id,text\na,"{STORY}\r\n\r\nHe said ""yes""."\nb,"{long}"\n\nc,\n')
    assert [document.text for document in documents] == [f'{STORY}\n\nHe said "yes".', long.strip()]
    assert [(error.line, error.reason) for error in errors] == [(2007, "no text")]


def test_csv_without_a_text_column() -> None:
    assert "no column of the name text among a, b" in read_error("a.csv", "a,b\n1,2\n").reason


def test_csv_row_with_too_many_fields() -> None:
    documents, errors = read("a.csv", f"id,text\na,Oman met Iran, and it left\nb,{STORY}\n")
    assert [document.id for document in documents] == ["b"]
    assert (errors[0].line, errors[0].reason) == (2, "the row has 3 fields and the first line 2")


def test_csv_with_an_unclosed_quotation_mark() -> None:
    _, errors = read("a.csv", 'id,text\na,"' + "x" * (12 * MAX_CHARACTERS + 10))
    assert [error.line for error in errors] == [2]
    assert "not valid CSV" in errors[0].reason
