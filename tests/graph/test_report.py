"""Reports: complete, sourced, the same twice, and safe whatever a text holds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from extract.ontology import relations
from graph.__main__ import main
from graph.report import VERBS, dossier, dyad
from graph.report_forms import FORMS, written
from graph.store import NotInStoreError, Store, open_store
from tests.graph.extractions import CRIMSON, OSTREN, VALDORIA, everything


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


@pytest.mark.parametrize("form", FORMS)
def test_a_dossier_says_who_did_what_and_who_says_so(store: Store, form: str) -> None:
    content = written(dossier(store, CRIMSON.id), form)
    assert content == written(dossier(store, CRIMSON.id), form)
    text = text_of(content, form)
    for part in ("Crimson Front", "Valdoria attacks Crimson Front", "Mara Velk", "Raid near Port Selm", "2024-03-04"):
        assert part in text
    assert "Valdoria bombed camps of the Crimson Front" in text
    bare = text_of(written(dossier(store, CRIMSON.id, texts=False), form), form)
    assert "bombed camps" not in bare


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
            assert re.fullmatch(r"\[[\d, ]+\]", row[-1])
    assert cited == set(range(1, len(sources) + 1))


def test_what_is_not_actual_is_said_to_be_so(store: Store) -> None:
    text = written(dyad(store, OSTREN.id, VALDORIA.id), "md").decode()
    assert "Ostren attacks Valdoria (conditional or possible), says spokesman" in text
    assert "(denied)" in text
    assert "no number in this report carries a comparison" in text


def test_a_report_needs_actors_that_are_there(store: Store) -> None:
    with pytest.raises(NotInStoreError):
        dossier(store, "nobody")
    with pytest.raises(ValueError, match="not as 'rtf'"):
        written(dossier(store, CRIMSON.id), "rtf")


def test_every_relation_has_a_verb() -> None:
    assert set(VERBS) == set(relations())


def test_text_is_never_markup(store: Store) -> None:
    report = dossier(store, CRIMSON.id)
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
    assert main(["report", CRIMSON.id, "--db", str(copied), "--out", str(tmp_path / "x.rtf")]) == 1
    assert "names the form by its ending" in capsys.readouterr().err
