"""The commands as a user types them: output, exit status, and one clear message for what fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.records import to_json
from graph.__main__ import main
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, everything

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "found.jsonl"
    path.write_text("".join(json.dumps(to_json(extraction)) + "\n" for extraction in everything()))
    return path


@pytest.fixture
def loaded(tmp_path: Path, lines: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAMATIS_DB", str(tmp_path / "store"))
    assert main(["load", str(lines)]) == 0
    return tmp_path / "store"


def test_load_and_load_again(tmp_path: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(lines), "--db", str(tmp_path / "s")]) == 0
    assert "3 documents added" in capsys.readouterr().out
    assert main(["load", str(lines), "--db", str(tmp_path / "s")]) == 0
    assert "3 unchanged" in capsys.readouterr().out


def test_load_names_every_failure_and_does_the_rest(
    tmp_path: Path, lines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lines.open("a") as file:
        file.write("{broken\n[1]\n" + '{"id": "x"}\n')
    assert main(["load", str(lines), str(tmp_path / "none.jsonl"), "--db", str(tmp_path / "s")]) == 1
    out, err = capsys.readouterr()
    assert "3 documents added" in out
    for place in ("line 4", "line 5", "line 6", "none.jsonl: No such file"):
        assert place in err
    assert "Traceback" not in err


def test_load_reads_standard_input(tmp_path: Path, lines: Path) -> None:
    command = [sys.executable, "-m", "graph", "load", "-", "--db", str(tmp_path / "s")]
    done = subprocess.run(command, input=lines.read_bytes(), capture_output=True, cwd=ROOT)
    assert done.returncode == 0
    assert b"3 documents added" in done.stdout


def test_stats(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["stats", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["claims"], found["by_kind"]["State"]) == (3, 8, 2)


def test_query_search_and_resolve(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["query", "MATCH (a:Actor {id: 'Q90001'}) RETURN a.name AS name"]) == 0
    assert capsys.readouterr().out == "name\nValdoria\n"
    assert main(["search", "crimson"]) == 0
    assert CRIMSON.id in capsys.readouterr().out
    assert main(["resolve"]) == 0
    assert CRIMSON_TOO.id in capsys.readouterr().out
    assert main(["query"]) == 0
    assert "(:Claim)-[:SOURCE]->(:Actor)" in capsys.readouterr().out


def test_a_query_that_writes_fails(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "MATCH (a:Actor) DETACH DELETE a"]) == 1
    assert "reads only" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["gexf", "graphml", "csv", "actors-csv", "claims-csv", "json", "html"])
def test_export(loaded: Path, tmp_path: Path, form: str) -> None:
    assert main(["export", "--format", form, "--out", str(tmp_path / "x")]) == 0
    assert (tmp_path / "x").stat().st_size > 100


def test_export_around_an_actor(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "csv", "--out", str(tmp_path / "x"), "--actor", CRIMSON.id]) == 0
    assert len((tmp_path / "x").read_text().splitlines()) == 3
    assert main(["export", "--format", "csv", "--out", str(tmp_path / "y"), "--actor", "nobody"]) == 1
    assert "no actor 'nobody'" in capsys.readouterr().err


def test_judge_journal_and_undo(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["judge", CRIMSON.id, CRIMSON_TOO.id, "same", "--who", "ann"]) == 0
    judgement = capsys.readouterr().out.strip()
    assert main(["journal"]) == 0
    journal = capsys.readouterr().out
    assert json.loads(journal)["id"] == judgement
    (tmp_path / "j.jsonl").write_text(journal)
    assert main(["undo", judgement, "--who", "bob"]) == 0
    assert main(["journal", "--load", str(tmp_path / "j.jsonl")]) == 0
    assert "0 judgements added" in capsys.readouterr().err


def test_verify_rebuild_backup_restore_and_copy(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == main(["rebuild"]) == main(["verify"]) == 0
    assert main(["backup", str(tmp_path / "saved")]) == 0
    assert main(["restore", str(tmp_path / "saved"), str(tmp_path / "again")]) == 0
    assert main(["copy", str(tmp_path / "again"), str(tmp_path / "moved")]) == 0
    assert "3 documents, 8 claims" in capsys.readouterr().out
    assert main(["copy", str(tmp_path / "again"), str(tmp_path / "moved")]) == 1


@pytest.mark.parametrize("command", [["stats"], ["verify"], ["search", "x"], ["query", "RETURN 1"]])
def test_a_store_that_is_not_there(tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--db", str(tmp_path / "none")]) == 1
    assert "there is no store" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["load"], ["export", "--format", "doc", "--out", "x"], ["copy", "one"]]
)
def test_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
