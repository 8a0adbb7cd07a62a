"""What `load` is given: a run's folder, folders, Parquet, a folder that grows; and a load that is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.__main__ import main as extract
from extract.records import Extraction, to_json
from graph.__main__ import main
from graph.store import open_store
from tests.bench.bench_load import load as load_under_fire
from tests.bench.corpus_of_claims import write_run
from tests.graph.extractions import everything

ROOT = Path(__file__).parent.parent.parent


def write(path: Path, *extractions: Extraction) -> Path:
    path.write_text("".join(json.dumps(to_json(one)) + "\n" for one in extractions), encoding="utf-8")
    return path


def documents(url: str) -> int:
    with open_store(url, read_only=True) as store:
        return store.statistics().documents


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_folder_of_a_run_is_loaded(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "in.jsonl"
    rows = [
        {"id": f"d{n}", "text": f"Iran condemned Israel on {n + 1} May. Oman asked Iran for talks."} for n in range(20)
    ]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run, url = tmp_path / "run", str(tmp_path / "store")
    assert extract([str(texts), "--corpus", str(run), "--shard-size", "8", "--format", form]) == 0
    claims = json.loads((run / "manifest.json").read_text())["claims"]
    assert claims >= 20
    for given in (run, run / "manifest.json"):
        assert main(["load", str(given), "--db", url]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"20 documents added, 0 replaced, 0 unchanged, {claims} claims written, 0 failed"
    assert second == "0 documents added, 0 replaced, 20 unchanged, 0 claims written, 0 failed"


def test_a_shard_that_is_not_the_one_of_the_manifest_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    write_run(run, 30, 20, shard=10)
    (run / "shard-00001.jsonl").write_bytes((run / "shard-00000.jsonl").read_bytes())
    write(tmp_path / "secret.jsonl", *everything())
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["shards"].append({"file": "../secret.jsonl", "sha256": "0" * 64})
    manifest["shards"].append({"file": "shard-00009.jsonl", "sha256": "0" * 64})
    (run / "manifest.json").write_text(json.dumps(manifest))
    assert main(["load", str(run), "--db", str(tmp_path / "store")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("20 documents added") and out.endswith("3 failed\n")
    for place in ("shard-00001.jsonl: not what", "secret.jsonl: a shard stands in", "shard-00009.jsonl: No such file"):
        assert err.count(place) == 1
    assert documents(str(tmp_path / "store")) == 20


def test_a_folder_and_what_is_wrong_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    first, second, third = everything()
    write(folder / "a.jsonl", first)
    pq.write_table(pa.Table.from_pylist([{"id": "x"}]), folder / "b.parquet")
    (folder / "c.parquet").write_bytes(b"no table")
    write(folder / "d.jsonl", second)
    write(folder / "e.jsonl.part", third)
    assert main(["load", str(folder), "--db", str(tmp_path / "store")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("2 documents added") and out.endswith("2 failed\n")
    assert "b.parquet, row 1: not an extraction (no 'text')" in err and "c.parquet: not a Parquet file" in err
    (folder / "manifest.json").write_text("[]")
    assert main(["load", str(folder), "--db", str(tmp_path / "store")]) == 1
    assert "manifest.json: not the manifest of a corpus run" in capsys.readouterr().err


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts `load --watch` on tmp_path / "in"."""
    (tmp_path / "in").mkdir()
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "graph", "load", "--watch", str(tmp_path / "in"), "--every", "0.1"]
        command += ["--db", str(tmp_path / "store")]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(subprocess.Popen(command, cwd=ROOT, text=True, **pipes))  # type: ignore[call-overload]
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


def next_line(watch: subprocess.Popen[str]) -> str:
    assert watch.stdout is not None
    return watch.stdout.readline()


def test_a_folder_is_watched_and_every_file_is_loaded_once(
    tmp_path: Path, watching: Callable[[], subprocess.Popen[str]]
) -> None:
    first, second, third = everything()
    write(tmp_path / "in" / "a.jsonl", first)
    watch = watching()
    assert next_line(watch).startswith("1 documents added, 0 replaced, 0 unchanged")
    write(tmp_path / "in" / "b.jsonl.part", second).rename(tmp_path / "in" / "b.jsonl")
    assert next_line(watch).startswith("1 documents added, 0 replaced, 0 unchanged")
    write(tmp_path / "in" / "a.jsonl", first, third)  # it has grown
    assert next_line(watch).startswith("1 documents added, 0 replaced, 1 unchanged")
    watch.send_signal(signal.SIGINT)
    out, err = watch.communicate(timeout=30)
    assert (watch.returncode, out, err) == (0, "", "stopped watching\n")
    (tmp_path / "in" / "c.jsonl").write_text("{broken\n")
    watch = watching()  # all of it anew
    assert next_line(watch).startswith("0 documents added, 0 replaced, 3 unchanged, 0 claims written, 1 failed")
    watch.terminate()
    assert "c.jsonl, line 1: not an extraction" in watch.communicate(timeout=30)[1]
    assert watch.returncode == 1 and documents(str(tmp_path / "store")) == 3


def test_watch_takes_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "a.jsonl", *everything())
    assert main(["load", "--watch", str(file), "--db", str(tmp_path / "store")]) == 2
    assert "one folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["load", "--watch", str(tmp_path), "--every", "0"])
    assert stopped.value.code == 2


def test_a_load_that_is_killed_goes_on_with_exact_counts(tmp_path: Path, url: str) -> None:
    expected = write_run(tmp_path / "run", 2000, 200, each=1, shard=250)
    assert load_under_fire(tmp_path / "run", expected, url, kills=1, wait=0.1)
    with open_store(url, read_only=True) as store:
        assert store.verify() == ()
