"""What a reader takes away: one way to each export, figure, report and measure, on the command line too."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from graph import downloads, exports
from graph.__main__ import main
from graph.paint import Form
from graph.store import NotInStoreError, Store, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, OSTREN, VALDORIA, everything


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("taken") / "store"
    with open_store(str(found)) as opened:
        opened.bulk_add(everything())
    return found


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_store(str(folder), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("form", exports.FORMATS)
def test_an_export_has_a_name_a_type_and_words(store: Store, form: str) -> None:
    made = downloads.export_file(store, form)
    assert made.content
    assert made.name.endswith(exports.FORMATS[form].ending)
    assert "/" in made.media_type
    assert made.alt.startswith("4 actors and 5 relations")


def test_an_export_takes_the_filters(store: Store) -> None:
    made = downloads.export_file(store, "csv", Filters(actors=(CRIMSON.id,), statuses=("actual",)))
    rows = list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))
    assert {row["relation"] for row in rows} == {"ASSAULT", "BACKS"}


@pytest.mark.parametrize("kind", downloads.FIGURES)
def test_a_figure_of_each_kind(store: Store, kind: str) -> None:
    made = downloads.figure_file(store, kind, "svg", "slide", actor=VALDORIA.id if kind == "ego" else None)
    assert made == downloads.figure_file(store, kind, "svg", "slide", actor=VALDORIA.id if kind == "ego" else None)
    assert made.content.startswith(b"<?xml")
    assert made.name == f"dramatis-{kind}{'-Q90001' if kind == 'ego' else ''}.svg"
    assert made.media_type == "image/svg+xml"
    assert made.alt


def digests(store: Store) -> list[str]:
    """Of every export, every kind of figure, a report and a measure."""
    made = [downloads.export_file(store, form) for form in exports.FORMATS]
    made += [downloads.figure_file(store, kind, "svg", actor=VALDORIA.id) for kind in downloads.FIGURES]
    made += [downloads.report_file(store, VALDORIA.id, form="docx"), downloads.measure_file(store, "network")]
    return [f"{one.name} {hashlib.sha256(one.content).hexdigest()}" for one in made]


def test_another_process_makes_the_same_bytes(folder: Path, store: Store) -> None:
    """Sets and hashes are ordered otherwise there."""
    program = (
        "import sys; from graph.store import open_store; from tests.graph.test_downloads import digests\n"
        "with open_store(sys.argv[1], read_only=True) as store: print(*digests(store), sep='\\n')"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=root, env=os.environ | {"PYTHONHASHSEED": "20"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == digests(store)


def test_forms_of_figures_are_those_that_are_drawn() -> None:
    assert get_args(Form) == downloads.FIGURE_FORMS


def test_what_cannot_be_drawn_is_said(store: Store) -> None:
    with pytest.raises(ValueError, match="there is no figure 'cake'"):
        downloads.figure_file(store, "cake")
    with pytest.raises(ValueError, match="needs the actor"):
        downloads.figure_file(store, "ego")
    with pytest.raises(ValueError, match="in the sizes a4, a4-wide, slide"):
        downloads.figure_file(store, "network", size="poster")
    with pytest.raises(ValueError, match="one to six periods"):
        downloads.figure_file(store, "periods", periods=7)
    with pytest.raises(NotInStoreError):
        downloads.figure_file(store, "ego", actor="nobody")


def test_periods_hold_about_as_many_claims(store: Store) -> None:
    assert downloads.figure_file(store, "periods", periods=2).alt.startswith("2024: Network of 3")


def test_a_report_is_named_after_its_actors(store: Store) -> None:
    made = downloads.report_file(store, OSTREN.id, VALDORIA.id, "md")
    assert made.name == "dramatis-report-Q90002-Q90001.md"
    assert made.alt == "Ostren and Valdoria"
    filtered = downloads.report_file(store, CRIMSON.id, form="md", filters=Filters(statuses=("negated",)))
    assert "No claim in the store is about Crimson Front" in filtered.content.decode()


def test_a_measure_is_a_table_with_its_variants(store: Store) -> None:
    made = downloads.measure_file(store, "strength")
    rows = list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))
    assert rows[0]["name"] == "Valdoria"
    assert float(rows[0]["value"]) == 6
    assert float(rows[0]["actual only"]) == 4
    assert "only 7 claims" in made.alt


def test_the_command_line_draws_and_measures(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.svg"
    drawn = ["figure", "ego", "--of", CRIMSON.id, "--out", str(out), "--db", str(folder), "--status", "actual"]
    assert main(drawn) == 0
    first = out.read_bytes()
    assert main(drawn) == 0
    assert out.read_bytes() == first
    assert capsys.readouterr().out.startswith("Network of 3 actors and 2 relations")
    assert main(["figure", "network", "--out", str(tmp_path / "x.gif"), "--db", str(folder)]) == 1
    table = tmp_path / "x.csv"
    assert main(["measure", "strength", "--top", "1", "--out", str(table), "--db", str(folder)]) == 0
    said = capsys.readouterr()
    assert "Q90001\tValdoria\t6" in said.out
    assert "Q90002" not in said.out.partition("How far")[0]
    assert "without denied" in said.out
    assert "only 7 claims" in said.err
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 5
    assert main(["measure", "beauty", "--db", str(folder)]) == 1
    assert "there is no measure 'beauty'" in capsys.readouterr().err
