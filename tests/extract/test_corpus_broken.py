"""A corpus in which much is wrong: what can be read is read, and all that cannot is named."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.__main__ import main
from extract.pipeline import DEFAULT_MODEL
from extract.records import from_json

WORD = "Zerbrechlich"  # what kills a worker in this test
TOWNS = ("Basra", "Aden", "Homs", "Tripoli", "Erbil")
BROKEN = {
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "cut.docx": b"PK\x03\x04\x14\x00\x06\x00nothing of an archive",
    "empty.html": b"",
    "noise.txt": bytes(range(128, 256)) * 40,
    "broken.json": b'[{"id": "a", "text": "Iran',
}


@Language.component("dramatis_test_crash")
def crash(doc: Doc) -> Doc:
    """As a fault in a compiled part of the pipeline would."""
    if any(token.text == WORD for token in doc):
        os.kill(os.getpid(), signal.SIGKILL)
    return doc


@pytest.fixture(scope="module")
def fragile_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("dramatis_test_crash", first=True)
    path = tmp_path_factory.mktemp("model") / "fragile"
    nlp.to_disk(path)
    return path


def write_corpus(folder: Path) -> dict[str, str]:
    """A hundred files, of which five are broken, one is a text of 20 MB and one kills its worker; the texts of the
    others by name."""
    folder.mkdir()
    good = {f"a{n:02}.txt": f"Iran condemned Israel over strike {n} near {TOWNS[n % 5]}." for n in range(93)}
    for name, text in good.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    (folder / "a50-huge.txt").write_text("Oman asked Iran for talks in Aden. " * 600_000, encoding="utf-8")
    (folder / "a70-deadly.txt").write_text(f"Oman asked {WORD} for talks in Aden.", encoding="utf-8")
    assert (folder / "a50-huge.txt").stat().st_size > 20_000_000
    assert len(list(folder.iterdir())) == 100
    return good


def test_what_can_be_read_is_read_and_all_else_is_named(
    tmp_path: Path, fragile_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write_corpus(tmp_path / "news")
    run = tmp_path / "run"
    command = [str(tmp_path / "news"), "--corpus", str(run), "--shard-size", "32", "--workers", "2"]
    assert main([*command, "--model", str(fragile_model)]) == 1
    said = capsys.readouterr().err
    lines = b"".join(path.read_bytes() for path in sorted(run.glob("shard-*.jsonl"))).splitlines()
    assert [from_json(json.loads(line)).document.text for line in lines] == [good[name] for name in sorted(good)]

    shards = [json.loads(path.read_text()) for path in sorted(run.glob("shard-*.json"))]
    failures = {Path(failure["file"]).name: failure["reason"] for shard in shards for failure in shard["failures"]}
    assert failures.keys() == {*BROKEN, "a50-huge.txt", "a70-deadly.txt"}
    assert "killed the worker (SIGKILL)" in failures["a70-deadly.txt"]
    for name in failures:
        assert said.count(f"extract: {tmp_path / 'news' / name}") == 1
    manifest = json.loads((run / "manifest.json").read_text())
    assert (manifest["documents"], manifest["failures"]) == (93, 7)
    assert "Traceback" not in said
