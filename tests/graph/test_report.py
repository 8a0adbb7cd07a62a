"""Reports: complete, sourced, the same twice, and safe whatever a text holds."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from extract.ontology import relations
from extract.records import Actor
from graph.__main__ import main
from graph.report import Report, dossier, dyad
from graph.report_forms import FORMS, written
from graph.store import NotInStoreError, Store, open_store
from graph.views import Filters
from graph.wording import quotation, verb
from tests.graph.extractions import CRIMSON, OSTREN, VALDORIA, Said, article, everything


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("reported") / "store")) as opened:
        opened.bulk_add(everything())
        yield opened


def text_of(content: bytes, form: str) -> str:
    if form != "docx":
        return content.decode()
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def made(store: Store) -> Report:
    return dossier(store, CRIMSON.id)


def test_a_report_of_word_has_the_paper_of_its_readers(made: Report) -> None:
    """A4; every table within the text, its heading repeated where it goes on."""
    document = docx.Document(io.BytesIO(written(made, "docx")))
    (sheet,) = document.sections
    assert (round(sheet.page_width.cm, 1), round(sheet.page_height.cm, 1)) == (21.0, 29.7)
    room = sheet.page_width - sheet.left_margin - sheet.right_margin
    assert len(document.tables) == 2
    for table in document.tables:
        assert sum(cell.width for cell in table.rows[0].cells) <= room + Pt(1)
        assert "tblHeader" in table.rows[0]._tr.xml and "tblHeader" not in table.rows[1]._tr.xml
    assert all(picture.width <= room + Pt(1) for picture in document.inline_shapes)


@pytest.fixture(scope="module")
def bare(store: Store) -> Report:
    return dossier(store, CRIMSON.id, texts=False)


@pytest.mark.parametrize("form", FORMS)
def test_a_dossier_says_who_did_what_and_who_says_so(made: Report, bare: Report, form: str) -> None:
    content = written(made, form)
    assert content == written(made, form)
    text = text_of(content, form)
    for part in ("Crimson Front", "Valdoria attacks Crimson Front", "Mara Velk", "Raid near Port Selm", "2024-03-04"):
        assert part in text
    assert "Valdoria bombed camps of the Crimson Front" in text
    assert "bombed camps" not in text_of(written(bare, form), form)


def test_the_same_dossier_is_made_twice(store: Store, made: Report) -> None:
    assert dossier(store, CRIMSON.id) == made


def test_every_claim_bears_numbers_of_sources_that_are_listed(store: Store) -> None:
    report = dossier(store, VALDORIA.id)
    sources = next(section.entries for section in report.sections if section.heading == "Sources")
    cited = set()
    for section in report.sections:
        if section.heading == "Sources":
            continue
        for entry in section.entries:
            numbers = re.search(r"\[([\d, ]+)\]$", entry)
            assert numbers, entry
            cited |= set(map(int, numbers[1].split(", ")))
        for row in section.table[1:]:
            assert section.table[0][-1] != "Sources" or re.fullmatch(r"\[[\d, ]+\]", row[-1])
    assert cited == set(range(1, len(sources) + 1))


def test_every_quote_stands_in_the_document_that_its_number_names(store: Store) -> None:
    documents = [extraction.document for extraction in store.extractions()]
    report = dossier(store, VALDORIA.id)
    listed = [entry for section in report.sections if section.heading == "Sources" for entry in section.entries]
    quoted = [re.search(r": “(.+)” \[(\d+)\]$", entry) for section in report.sections for entry in section.entries]
    found = [(match[1], int(match[2])) for match in quoted if match]
    assert len(found) == 6
    for quote, number in found:
        parts = {one.id: [str(part) for part in (one.outlet, one.title, one.published) if part] for one in documents}
        named = [one for one in documents if all(part in listed[number - 1] for part in parts[one.id])]
        text = max(named, key=lambda one: len(parts[one.id])).text
        assert re.sub(r" \[[^]]+\]", "", quote) in " ".join(text.split())


def test_a_report_on_a_part_of_the_claims_says_so(store: Store) -> None:
    part = Filters(statuses=("actual", "planned"), since=dt.date(2024, 3, 5), outlet_voice=True)
    (said,) = [line for line in dossier(store, VALDORIA.id, part).sections[0].paragraphs if "Counted" in line]
    assert said == (
        "Counted are only claims that are actual or planned, from 2024-03-05 on, in the outlets' own words."
    )
    whole = "\n".join(dyad(store, OSTREN.id, VALDORIA.id).sections[0].paragraphs)
    assert "Counted are only" not in whole and "A claim is what one sentence" in whole


def test_what_is_not_actual_is_said_to_be_so(store: Store) -> None:
    text = written(dyad(store, OSTREN.id, VALDORIA.id), "md").decode()
    assert "Ostren attacks Valdoria (a possibility only), according to spokesman" in text
    assert "Ostren holds talks with Valdoria (said not to be so): 1 claim" in text
    assert "no count here carries a comparison" in text
    assert "| 2024 | 3 | 2 | 1 | -2.0 | only 3 claims |" in text


def test_the_counts_are_repeated_with_claims_left_out(store: Store) -> None:
    moved = {row[0]: row[1:] for row in _table(dossier(store, VALDORIA.id), "How far the numbers hold")}
    assert moved["all of this report"][:4] == ("6", "4", "2", "0")
    assert moved["without denied"][0] == "5"
    assert moved["actual only"][:3] == ("4", "3", "1")
    assert "without outlet Valdoria Wire" in moved
    assert moved["confidence at least 0.9"][-1] == "Crimson Front (2)"


def test_partners_are_told_from_the_side_of_the_actor(made: Report) -> None:
    rows = _table(made, "With whom")
    assert rows[0] == ("Crimson Front …", "Actor", "Claims", "First to last", "Sources")
    assert rows[1][:4] == ("is attacked by", "Valdoria", "2", "2024-03-04 to 2024-04-10")


def _table(report: Report, heading: str) -> tuple[tuple[str, ...], ...]:
    return next(section.table for section in report.sections if section.heading == heading)


@pytest.mark.parametrize(
    ("name", "kind", "several"),
    [
        ("U.S. jets", "Military", True), ("Iraqi Security Forces", "Military", True), ("militias", "Group", True),
        ("Brigades of the Harbour", "Armed group", True), ("tribal elders of Selm", "Group", True),
        ("United States", "State", False), ("United Nations", "International organization", False),
        ("Ministry of Foreign Affairs", "Government body", False), ("Marine Corps", "Military", False),
        ("Hamas", "Armed group", False), ("Selm People's Congress", "Political party", False),
        ("the crowd", "Group", False), ("", "Group", False),
    ],
)  # fmt: skip
def test_a_verb_agrees_with_its_actor(name: str, kind: str, several: bool) -> None:
    actor = Actor("x", name, kind)
    assert verb("ASSAULT", actor) == ("attack" if several else "attacks")
    assert verb("ASSAULT", actor, turned=True) == ("are attacked by" if several else "is attacked by")


def test_words_that_name_nobody_are_explained_in_the_quote(tmp_path: Path) -> None:
    text = "They bombed a camp of Ostren on Monday. " + "It said nothing. " * 40
    told = article(f"Valdoria denied it. {text}", Said("Valdoria", "ASSAULT", "Ostren", "They bombed a camp of Ostren"))
    claim = replace(told.claims[0], source_span=(20, 24))
    with open_store(str(tmp_path / "store")) as opened:
        opened.add(replace(told, claims=(claim,)))
        (found,) = opened.claims_of(OSTREN.id).claims
    assert quotation(found) == "They [Valdoria] bombed a camp of Ostren on Monday."
    assert quotation(found, most=10) == "They [Valdoria] bombed a camp of Ostren"
    assert quotation(replace(found, source=replace(VALDORIA, name="They"))) == "They bombed a camp of Ostren on Monday."


def test_a_report_needs_actors_that_are_there(store: Store) -> None:
    with pytest.raises(NotInStoreError):
        dossier(store, "nobody")
    with pytest.raises(ValueError, match="not as 'rtf'"):
        written(dossier(store, CRIMSON.id), "rtf")


def test_every_relation_and_mode_has_its_words() -> None:
    words = tomllib.loads(files("graph").joinpath("wording.toml").read_text(encoding="utf-8"))
    assert set(words["verbs"]) == set(relations())
    assert all(len(forms) == 4 for forms in words["verbs"].values())
    assert set(words["modes"]) >= {mode for entry in relations().values() for mode in entry.modes}


def test_text_is_never_markup(made: Report) -> None:
    report = made
    wicked = '<script>alert(1)</script> [x](javascript:1) | "'
    changed = type(report)(wicked, wicked, report.sections)
    assert "<script>" not in written(changed, "html").decode()
    assert "](" not in written(changed, "md").decode().splitlines()[0].replace("\\](", "").replace("\\]", "")


def test_the_command_line_writes_reports(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied = tmp_path / "store"
    store.backup(str(copied))
    for form in FORMS:
        assert main(["report", CRIMSON.id, "--db", str(copied), "--out", str(tmp_path / f"x.{form}")]) == 0
        assert (tmp_path / f"x.{form}").stat().st_size > 1000
    assert main(["report", CRIMSON.id, OSTREN.id, "--db", str(copied), "--out", str(tmp_path / "two.md")]) == 0
    assert main(["report", CRIMSON.name.upper(), "--db", str(copied), "--out", str(tmp_path / "named.md")]) == 0
    assert (tmp_path / "named.md").read_bytes() == (tmp_path / "x.md").read_bytes()
    assert main(["report", CRIMSON.name[:-3], "--db", str(copied), "--out", str(tmp_path / "near.md")]) == 1
    assert f"near it: {CRIMSON.name} ({CRIMSON.id})" in capsys.readouterr().err
    assert main(["report", CRIMSON.id, "--db", str(copied), "--out", str(tmp_path / "x.rtf")]) == 1
    assert "names the form by its ending" in capsys.readouterr().err
