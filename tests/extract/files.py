"""Small files of every format, and the ways in which the tests read them."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from extract.read import ReadError, read_bytes, read_documents
from extract.records import Document

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


PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Oman hosts talks | Harbour Post</title>
<meta property="og:title" content="Oman hosts talks"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-02-03T12:30:00+04:00">
<link rel="canonical" href="https://post.example/news/1"></head>
<body><nav><a href="/">Home</a> <a href="/world">World news</a></nav>
<article><h1>Oman hosts talks</h1><p>{STORY}</p>
<p>“We are <b>neighbours</b>,” said <a href="/e">the envoy</a>.</p>
<script>alert("never text")</script></article>
<footer>Subscribe to our newsletter! Copyright 2019.</footer></body></html>"""


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([[STORY]]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def lines(*entries: object) -> str:
    return "".join(json.dumps(entry) + "\n" for entry in entries)
