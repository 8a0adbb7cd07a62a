"""A report as Markdown, HTML and Word. Everything that a document says is text there, never markup."""

from __future__ import annotations

import base64
import datetime as dt
import html
import re
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from graph.exports.bundle import plain
from graph.exports.tables import restamped
from graph.paint import Drawing
from graph.report import Report, Section

FORMS = ("md", "html", "docx")
LETTER = 0.19  # centimetres of a bold one in a table
TEXT_WIDTH = 16.5  # centimetres of the 21 of a page of A4
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~])")
_NUMBERS = re.compile(r"\\\[([\d, ]+)\\\]")
_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}"
    "h1,h2{font-family:sans-serif;line-height:1.2}table{border-collapse:collapse;font-size:90%}"
    "td,th{border-bottom:1px solid #ccc;padding:.25em .6em;text-align:left;vertical-align:top}img{max-width:100%}"
    "figure{margin:1em 0}figcaption{font-size:85%;color:#555}li{margin:.3em 0}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def written(report: Report, form: str) -> bytes:
    """Raises ValueError for a form that is none of `FORMS`."""
    if form == "md":
        return markdown(report)
    if form == "html":
        return page(report)
    if form == "docx":
        return word(report)
    raise ValueError(f"a report is written as {', '.join(FORMS)}, not as {form!r}")


def markdown(report: Report) -> bytes:
    """Figures stand at the end of the file, where they leave its text readable; words say what they show."""
    lines = [f"# {_md(report.title)}", "", _md(report.subtitle)]
    pictures: list[str] = []
    for section in report.sections:
        lines += ["", f"## {_md(section.heading)}"]
        for paragraph in section.paragraphs:
            lines += ["", _md(paragraph)]
        if section.figure:
            name = f"figure-{len(pictures) // 2 + 1}"
            lines += ["", f"![{_md(section.figure.alt)}][{name}]", "", f"*Figure. {_md(section.figure.alt)}*"]
            pictures += ["", f"[{name}]: {_inline(section.figure)}"]
        if len(section.table) > 1:
            head, *rows = section.table
            lines += ["", f"| {' | '.join(map(_md, head))} |", "|" + " --- |" * len(head)]
            lines += [f"| {' | '.join(map(_md, row))} |" for row in rows]
        if section.entries:
            mark = "{}." if section.heading == "Sources" else "-"
            lines += ["", *(f"{mark.format(number)} {_md(entry)}" for number, entry in enumerate(section.entries, 1))]
    return ("\n".join(lines + pictures) + "\n").encode("utf-8", "replace")


def page(report: Report) -> bytes:
    """One file with its figures, which loads nothing."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{_html(report.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{_html(report.title)}</h1><p>{_html(report.subtitle)}</p>",
        *(_section(section) for section in report.sections),
        "</body></html>",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _section(section: Section) -> str:
    parts = [f"<h2>{_html(section.heading)}</h2>"]
    parts += [f"<p>{_html(paragraph)}</p>" for paragraph in section.paragraphs]
    if section.figure:
        words = _html(section.figure.alt)
        picture = f'<img alt="{words}" src="{_inline(section.figure)}">'
        parts.append(f"<figure>{picture}<figcaption>Figure. {words}</figcaption></figure>")
    if len(section.table) > 1:
        head, *rows = section.table
        parts.append("<table><tr>" + "".join(f"<th>{_html(cell)}</th>" for cell in head) + "</tr>")
        parts += ["<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in rows]
        parts.append("</table>")
    if section.entries:
        kind = "ol" if section.heading == "Sources" else "ul"
        parts.append(f"<{kind}>" + "".join(f"<li>{_html(entry)}</li>" for entry in section.entries) + f"</{kind}>")
    return "\n".join(parts)


def word(report: Report) -> bytes:
    document = docx.Document()
    document.core_properties.author = "Dramatis"
    document.core_properties.title = plain(report.title)
    document.core_properties.created = document.core_properties.modified = dt.datetime(1980, 1, 1)
    document.styles["Normal"].font.size = Pt(10.5)
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    sheet.left_margin = sheet.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    document.add_heading(plain(report.title), 0)
    document.add_paragraph(plain(report.subtitle))
    for section in report.sections:
        document.add_heading(plain(section.heading), 1)
        for paragraph in section.paragraphs:
            document.add_paragraph(plain(paragraph))
        if section.figure:
            document.add_picture(BytesIO(section.figure.content), width=Cm(TEXT_WIDTH))
            document.inline_shapes[-1]._inline.docPr.set("descr", plain(section.figure.alt))
            document.add_paragraph(f"Figure. {plain(section.figure.alt)}", style="Caption")
        if len(section.table) > 1:
            _add_table(document, section.table)
        style = "List Number" if section.heading == "Sources" else "List Bullet"
        for entry in section.entries:
            document.add_paragraph(plain(entry), style=style)
    buffer = BytesIO()
    document.save(buffer)
    return restamped(buffer.getvalue())


def _add_table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    """Columns as wide as their texts ask for; the heading again on each page, no row on two of them."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Light List")
    table.autofit = False
    widths = _widths(rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(rows):
        line = table.add_row()
        marks = line._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if not number:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(line.cells, row, widths, strict=True):
            cell.width = width
            cell.text = plain(text)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[Cm]:
    """Room for the longest word of each column, and of what is left the more the longer its texts are."""
    columns = list(zip(*rows, strict=True))
    words = [max(min(len(word), 24) for cell in column for word in [*cell.split(), ""]) for column in columns]
    least = [LETTER * letters + 0.5 for letters in words]
    shares = [max(map(len, column)) + 1 for column in columns]
    spare = max(TEXT_WIDTH - sum(least), 0)
    found = [low + spare * share / sum(shares) for low, share in zip(least, shares, strict=True)]
    return [Cm(TEXT_WIDTH * width / sum(found)) for width in found]


def _inline(figure: Drawing) -> str:
    return f"data:image/png;base64,{base64.b64encode(figure.content).decode('ascii')}"


def _md(text: str) -> str:
    escaped = _MARKS.sub(r"\\\1", " ".join(plain(text).split()))
    return _NUMBERS.sub(r"[\1]", escaped)  # numbers of sources link nowhere, so they need no escape


def _html(text: str) -> str:
    return html.escape(plain(text))
