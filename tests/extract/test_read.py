"""Reading files: each format with its metadata, each kind of bad input with its one message, the others still done."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import READERS, ReadError, read_bytes, read_documents
from extract.reading.draft import MAX_CHARACTERS
from extract.records import Document, hash_text

STORY = (
    "The foreign minister of Oman met the Iranian ambassador on Tuesday. "
    "They agreed that the talks about the strait would be held in Muscat in the spring."
)
ARABIC = "أعلنت وزارة الخارجية العمانية أن الوزير التقى السفير الإيراني يوم الثلاثاء لبحث أمن الملاحة في المضيق"
PERSIAN = "وزیر خارجه عمان روز سه‌شنبه با سفیر ایران دیدار کرد و دو طرف دربارهٔ امنیت کشتیرانی گفت‌وگو کردند که چگونه است"
FRENCH = "Le ministre des Affaires étrangères a rencontré mardi l'ambassadeur iranien et ils ont parlé du détroit."


def read(name: str, content: bytes | str) -> tuple[list[Document], list[ReadError]]:
    errors: list[ReadError] = []
    return list(read_bytes(name, content.encode() if isinstance(content, str) else content, errors.append)), errors


def read_one(name: str, content: bytes | str) -> Document:
    documents, errors = read(name, content)
    assert errors == []
    (document,) = documents
    return document


def read_error(name: str, content: bytes | str) -> ReadError:
    documents, errors = read(name, content)
    assert documents == []
    (error,) = errors
    assert error.file == name
    assert error.advice
    assert "\n" not in str(error)
    return error


def read_paths(paths: Iterable[Path | str]) -> tuple[list[Document], list[ReadError]]:
    errors: list[ReadError] = []
    return list(read_documents(paths, errors.append)), errors


def pdf(pages: list[list[str]], properties: str = "") -> bytes:
    """A PDF file with these lines of text on its pages; `properties` are entries of its information dictionary."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<<{properties}>>",
    ]
    numbers = []
    for lines in pages:
        shown = "".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')})Tj T*\n" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET"
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
        numbers.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(numbers)}/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]>>"
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R>>"
    return written + f"{end}\nstartxref\n{len(written)}\n%%EOF\n".encode()


def docx_file(paragraphs: list[str], title: str = "", created: dt.datetime | None = None) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    if created:
        document.core_properties.created = created
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# Plain text and Markdown


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


# Encodings


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
    import random

    assert "binary" in read_error("noise.txt", random.Random(size).randbytes(size)).reason
    assert "binary" in read_error("page.txt", pdf([[STORY]])[:100] + random.Random(1).randbytes(size)).reason


# Web pages

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Oman hosts talks | Harbour Post</title>
<meta property="og:title" content="Oman hosts talks"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-02-03T12:30:00+04:00">
<link rel="canonical" href="https://post.example/news/1"></head>
<body><nav><a href="/">Home</a> <a href="/world">World news</a></nav>
<article><h1>Oman hosts talks</h1><p>{STORY}</p>
<p>“We are <b>neighbours</b>,” said <a href="/e">the envoy</a>.</p>
<script>alert("never text")</script></article>
<footer>Subscribe to our newsletter! Copyright 2019.</footer></body></html>"""


def test_page_gives_article_and_metadata() -> None:
    document = read_one("page.html", PAGE)
    assert STORY in document.text
    assert "“We are neighbours,” said the envoy." in document.text.split("\n\n")
    assert "alert" not in document.text and "Home" not in document.text and "newsletter" not in document.text
    assert (document.title, document.outlet) == ("Oman hosts talks", "Harbour Post")
    assert (document.url, document.published) == ("https://post.example/news/1", dt.date(2024, 2, 3))


def test_page_in_the_encoding_that_it_declares() -> None:
    page = PAGE.replace("utf-8", "windows-1252")
    assert "“We are neighbours,”" in read_one("page.HTM", page.encode("cp1252")).text


def test_page_without_article() -> None:
    assert "no article text" in read_error("page.html", "<html><body><img src='a.png'></body></html>").reason


def test_page_of_a_thousand_open_elements() -> None:
    documents, errors = read("page.html", "<div>" * 5000 + f"<p>{STORY}</p>")
    assert len(documents) + len(errors) == 1


# PDF


def test_pdf_paragraphs_are_joined_and_words_mended() -> None:
    head = "Harbour Post, page {}"
    pages = [
        [
            head.format(1),
            "Oman hosts talks",
            "The foreign minister of Oman met the ambassador of Iran on Tuesday and spoke with",
            "him about the opera-",
            "tion of the port. Oman wants the Iran-",
            "backed fighters to leave the island before the talks are held there in the spring.",
            "Nobody knows how long that takes.",
            "The ambassador said that his country would answer when it had heard the others, and",
            "1",
        ],
        [
            head.format(2),
            "not before. He left for Tehran at noon with the letter that the minister gave him in",
            "Muscat.",
            "2",
        ],
        [head.format(3), "The talks are to begin in May.", "3"],
    ]
    document = read_one("paper.pdf", pdf(pages))
    assert document.text.split("\n\n") == [
        "Oman hosts talks",
        "The foreign minister of Oman met the ambassador of Iran on Tuesday and spoke with him about the operation of "
        "the port. Oman wants the Iran-backed fighters to leave the island before the talks are held there in the "
        "spring. Nobody knows how long that takes.",
        "The ambassador said that his country would answer when it had heard the others, and not before. He left for "
        "Tehran at noon with the letter that the minister gave him in Muscat.",
        "The talks are to begin in May.",
    ]


def test_pdf_properties() -> None:
    document = read_one("paper.pdf", pdf([[STORY]], "/Title(Oman hosts talks)/CreationDate(D:20240203233000-05'00')"))
    assert (document.title, document.published) == ("Oman hosts talks", dt.date(2024, 2, 4))
    assert read_one("paper.pdf", pdf([[STORY]], "/Title(Untitled)/CreationDate(never)")).title is None


def test_scanned_pdf() -> None:
    assert "scanned" in read_error("scan.pdf", pdf([[], []])).reason


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([[STORY]]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_encrypted_pdf() -> None:
    assert "encrypted" in read_error("secret.pdf", encrypted("swordfish")).reason
    assert "foreign minister" in read_one("open.pdf", encrypted("")).text


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"no PDF at all", pdf([[STORY]])[:200], pdf([])])
def test_damaged_pdf(content: bytes) -> None:
    assert "PDF" in read_error("broken.pdf", content).reason


# Word


def test_docx_paragraphs_tables_and_properties() -> None:
    import docx

    source = docx.Document(
        io.BytesIO(docx_file([STORY, "", "They left."], "Oman hosts talks", dt.datetime(2024, 2, 3, 9)))
    )
    source.add_table(rows=1, cols=2).rows[0].cells[1].text = "Ships of Oman"
    written = io.BytesIO()
    source.save(written)
    document = read_one("paper.docx", written.getvalue())
    assert document.text.split("\n\n") == [STORY, "They left.", "Ships of Oman"]
    assert (document.title, document.published) == ("Oman hosts talks", dt.date(2024, 2, 3))


def test_docx_tracked_changes() -> None:
    import docx
    from docx.oxml import parse_xml

    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    source = docx.Document()
    source.element.body.insert(
        0,
        parse_xml(
            f'<w:p xmlns:w="{words}"><w:r><w:t xml:space="preserve">Oman </w:t></w:r>'
            '<w:ins w:id="1" w:author="a"><w:r><w:t>asked Iran</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>attacked Iran</w:delText></w:r></w:del>'
            "<w:r><w:tab/><w:t>for talks.</w:t></w:r></w:p>"
        ),
    )
    written = io.BytesIO()
    source.save(written)
    assert read_one("paper.docx", written.getvalue()).text == "Oman asked Iran for talks."


def test_docx_without_a_date_of_its_own() -> None:
    assert read_one("paper.docx", docx_file([STORY])).published is None


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize("content", [b"no archive", docx_file([STORY])[:500], zipped(a=b"b"), b"PK\x03\x04"])
def test_damaged_docx(content: bytes) -> None:
    assert "not a sound Word file" in read_error("broken.docx", content).reason


def test_docx_that_would_swell() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(250):
            part.write(bytes(1_000_000))
    error = read_error("bomb.docx", bomb.getvalue())
    assert "unpacked it has 250 MB" in error.reason


# JSON Lines and JSON


def lines(*entries: object) -> str:
    return "".join(json.dumps(entry) + "\n" for entry in entries)


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


# CSV


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
    _, errors = read("a.csv", 'id,text\na,"' + "x" * (MAX_CHARACTERS + 10))
    assert [error.line for error in errors] == [2]
    assert "not valid CSV" in errors[0].reason


# Sizes, languages, names


@pytest.mark.parametrize("name", sorted(name for name in READERS if name not in (".pdf", ".docx")))
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n "])
def test_empty_file(name: str, content: bytes) -> None:
    assert "empty" in read_error("a" + name, content).reason


def test_text_of_50_megabytes() -> None:
    error = read_error("big.txt", (STORY.encode() + b"\n") * (50_000_000 // len(STORY)))
    assert "characters" in error.reason or "larger" in error.reason
    assert ".jsonl" in error.advice


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


# Paths


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


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    story.chmod(0)
    _, errors = read_paths([story])
    assert "Permission denied" in errors[0].reason


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
