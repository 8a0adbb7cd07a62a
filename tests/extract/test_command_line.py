"""``python -m extract`` as scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.__main__ import main

ARTICLE = "Iran attacked Israel on Sunday. Oman condemned Iran."


def test_one_json_object_per_document_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"id": f"d{n}", "text": ARTICLE + " " * n} for n in range(3)]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main([str(source)]) == 0
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(d["id"], d["text"]) for d in written] == [(d["id"], d["text"]) for d in lines]
    assert {"actors", "claims", "attributions", "title", "published", "outlet", "url"} <= set(written[0])


def test_bad_input_is_named_and_the_rest_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    out = tmp_path / "result.jsonl"
    assert main([str(tmp_path), "--out", str(out)]) == 1
    assert "empty.txt" in capsys.readouterr().err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    assert not list(tmp_path.glob("*.part"))


def test_a_model_that_is_not_there_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert main([str(tmp_path / "a.txt"), "--model", "no_such_model"]) == 2
    assert "no_such_model" in capsys.readouterr().err


def test_standard_input_is_a_dash() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "extract", "-"], input=ARTICLE, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0
    assert json.loads(run.stdout)["text"].strip() == ARTICLE


def test_without_a_path_it_says_how_to_use_it() -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
