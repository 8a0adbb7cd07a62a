"""Web pages, PDF and Word files: their text in paragraphs, their own metadata, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from tests.extract.files import PAGE, STORY, docx_file, encrypted, pdf, read, read_error, read_one, zipped


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


def test_encrypted_pdf() -> None:
    assert "encrypted" in read_error("secret.pdf", encrypted("swordfish")).reason
    assert "foreign minister" in read_one("open.pdf", encrypted("")).text


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"no PDF at all", pdf([[STORY]])[:200], pdf([])])
def test_damaged_pdf(content: bytes) -> None:
    assert "PDF" in read_error("broken.pdf", content).reason


def test_docx_paragraphs_tables_and_properties() -> None:
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


@pytest.mark.parametrize("content", [b"no archive", docx_file([STORY])[:500], zipped(a=b"b"), b"PK\x03\x04"])
def test_damaged_docx(content: bytes) -> None:
    assert "not a sound Word file" in read_error("broken.docx", content).reason


def test_docx_that_would_swell() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(60):
            part.write(bytes(1_000_000))
    error = read_error("bomb.docx", bomb.getvalue())
    assert "unpacked it has 60 MB" in error.reason
