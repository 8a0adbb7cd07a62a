"""A corpus run: shards, manifest, going on, failures, engines."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.__main__ import main
from extract.corpus.crews import Alone, Crew, Processes, dispatch
from extract.corpus.pieces import Piece, Result, Source, Worker
from extract.corpus.run import Plan, Summary, run_corpus
from extract.corpus.sources import cut_shards
from extract.corpus.stories import find_stories, signature
from extract.pipeline import Extractor
from extract.read import ReadError
from extract.records import Document, from_json

TOWNS = ("Basra", "Aden", "Homs", "Tripoli", "Erbil", "Sanaa", "Kirkuk", "Tyre")


def text(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return f"Iran condemned Israel over the strike near {town}. Oman asked Iran for talks on {number + 2} May."


def write_lines(path: Path, count: int, first: int = 0) -> Path:
    rows = [{"id": f"d{n}", "text": text(n), "outlet": f"Outlet {n % 3}"} for n in range(first, first + count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(paths: list[Path], folder: Path, *more: str) -> int:
    return main([*map(str, paths), "--corpus", str(folder), "--shard-size", "16", *more])


def shards(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("shard-*"))}


def ids(folder: Path) -> list[str]:
    lines = b"".join(content for name, content in shards(folder).items() if name.endswith(".jsonl")).splitlines()
    return [from_json(json.loads(line)).document.id for line in lines]


def manifest(folder: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_the_output_does_not_depend_on_who_works(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 50)
    assert main([str(source), "--out", str(tmp_path / "plain.jsonl")]) == 0
    assert main([str(source), "--out", str(tmp_path / "three.jsonl"), "--workers", "3"]) == 0
    assert run([source], tmp_path / "one") == run([source], tmp_path / "two", "--workers", "2") == 0
    plain = (tmp_path / "plain.jsonl").read_bytes()
    assert (tmp_path / "three.jsonl").read_bytes() == plain
    assert b"".join(c for name, c in shards(tmp_path / "one").items() if name.endswith(".jsonl")) == plain
    assert shards(tmp_path / "one") == shards(tmp_path / "two")
    assert len([name for name in shards(tmp_path / "one") if name.endswith(".jsonl")]) == 4
    assert manifest(tmp_path / "one")["documents"] == 50


def test_progress_grows_with_every_piece_up_to_the_whole(tmp_path: Path) -> None:
    """Also within a shard: else the time left would grow until one is finished."""
    source = write_lines(tmp_path / "in.jsonl", 80)
    work, sizes = Worker(Extractor.load()), list[int]()
    plan = Plan((str(source),), tmp_path / "run", shard_documents=48)
    run_corpus(plan, "1", lambda: Alone(work), lambda _: None, lambda progress: sizes.append(progress.size))
    assert len(sizes) == 5 and sizes == sorted(set(sizes))
    assert sizes[-1] == sum(shard.size for shard in cut_shards(plan.paths, 48))


def test_a_finished_shard_is_not_done_again(tmp_path: Path) -> None:
    source, folder = write_lines(tmp_path / "in.jsonl", 40), tmp_path / "run"
    run([source], folder)
    undisturbed = shards(folder)
    written = {path: path.stat().st_mtime_ns for path in folder.glob("shard-*")}
    (folder / "shard-00001.json").unlink()
    (folder / "shard-00002.jsonl").write_bytes(b"half")
    assert run([source], folder) == 0
    assert shards(folder) == undisturbed
    again = {path.name for path, at in written.items() if path.stat().st_mtime_ns != at}
    assert {name.partition(".")[0] for name in again} == {"shard-00001", "shard-00002"}


def test_changed_input_and_changed_shards_redo_what_they_must(tmp_path: Path) -> None:
    source, folder = write_lines(tmp_path / "in.jsonl", 40), tmp_path / "run"
    run([source], folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("shard-*.jsonl")}
    with source.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "new", "text": text(3)}) + "\n")
    run([source], folder)
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("shard-*.jsonl")}
    assert [name for name in after if before.get(name) != after[name]] == ["shard-00002.jsonl"]
    assert ids(folder) == [*(f"d{n}" for n in range(40)), "new"]
    assert main([str(source), "--corpus", str(folder), "--shard-size", "100"]) == 0
    assert len(list(folder.glob("shard-*.jsonl"))) == 1 and len(ids(folder)) == 41


def test_another_version_of_the_extractor_does_everything_again(tmp_path: Path) -> None:
    source, folder = write_lines(tmp_path / "in.jsonl", 3), tmp_path / "run"
    work = Worker(Extractor.load())
    made: list[int] = []
    for version in ("1", "1", "2"):
        plan = Plan((str(source),), folder)
        run_corpus(plan, version, lambda: Alone(work), lambda _: None, lambda progress: made.append(progress.documents))
    assert made == [3, 3]


def test_failures_are_named_and_the_rest_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(30):
        (corpus / f"a{number:02}.txt").write_text(text(number), encoding="utf-8")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (corpus / "empty.html").write_bytes(b"")
    (corpus / "huge.txt").write_text(text(1) * 200_000, encoding="utf-8")
    with (corpus / "lines.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"id": f"l{n}", "text": text(n)}) + "\n" for n in range(20))
        lines.write("{broken\n\n")
        lines.write(json.dumps({"id": "last", "text": text(4)}) + "\n")
    folder = tmp_path / "run"
    for _ in range(2):  # the second time everything is finished, and the failures are still failures
        assert run([corpus], folder, "--workers", "2") == 1
        said = capsys.readouterr().err
        for place in ("broken.pdf", "empty.html", "huge.txt", "lines.jsonl, line 21"):
            assert said.count(place) == 1
        assert "Traceback" not in said
    assert manifest(folder)["failures"] == 4
    assert len(ids(folder)) == 51 and ids(folder)[-1] == "last"


class Deadly:
    """A worker that dies of one text."""

    def __init__(self, work: Worker, poison: str) -> None:
        self.work, self.poison = work, poison

    def __call__(self, piece: Piece) -> Result:
        if any(self.poison in source.read().decode() for source in piece.sources):
            os.kill(os.getpid(), signal.SIGKILL)
        return self.work(piece)


def deadly_run(source: Path, folder: Path, workers: int) -> tuple[Summary, list[ReadError]]:
    work = Deadly(Worker(Extractor.load()), "near Homs")
    failures: list[ReadError] = []
    plan = Plan((str(source),), folder, shard_documents=16)
    crew = partial(Processes, work, workers)
    return run_corpus(plan, "1", crew, failures.append, lambda _: None), failures


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_kills_its_worker_is_isolated(tmp_path: Path, workers: int) -> None:
    source = write_lines(tmp_path / "in.jsonl", 40)
    summary, failures = deadly_run(source, tmp_path / "run", workers)
    deadly = [n for n in range(40) if TOWNS[n % len(TOWNS)] == "Homs"]
    assert [failure.file for failure in failures] == [f"{source}, line {n + 1}" for n in deadly]
    assert all("SIGKILL" in failure.reason for failure in failures)
    assert ids(tmp_path / "run") == [f"d{n}" for n in range(40) if n not in deadly]
    assert summary.documents + summary.failures == 40


def test_a_rule_that_fails_costs_one_document() -> None:
    extractor = Extractor.load()
    piece = Piece(
        documents=(Document("a", text(0)), Document("b", "x" * (extractor.nlp.max_length + 1)), Document("c", "Iran."))
    )
    result = Worker(extractor)(piece)
    assert [record.id for record in result.records] == ["a", "b", "c"]
    (broken,) = Worker(extractor)(Piece(documents=(Document("d", text(0), published="never"),))).failures  # type: ignore[arg-type]
    assert broken.file == "document d" and "the extraction failed" in broken.reason


def test_workers_are_renewed_so_that_their_memory_stays_flat() -> None:
    def who(piece: Piece) -> Result:
        return Result((), (ReadError(str(os.getpid()), None, piece.documents[0].id, ""),))

    pieces = [Piece(documents=(Document(str(n), "x"),)) for n in range(7)]
    results = list(dispatch(pieces, Processes(who, 1, renewed_after=3)))
    workers = [result.failures[0].file for result in results]
    assert [result.failures[0].reason for result in results] == [str(n) for n in range(7)]
    assert [workers.count(worker) for worker in dict.fromkeys(workers)] == [3, 3, 1]


def test_pieces_that_wait_are_bounded() -> None:
    taken = 0

    def pieces() -> object:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield Piece(documents=(Document(str(number), "x"),))

    class Stuck:
        """Never finishes the first piece until nothing else is left to do."""

        size = 2

        def __init__(self) -> None:
            self.given: list[int] = []

        def has_room(self) -> bool:
            return len(self.given) < 2

        def give(self, ticket: int, piece: Piece) -> None:
            self.given.append(ticket)

        def take(self) -> tuple[int, Result]:
            return self.given.pop(-1 if len(self.given) > 1 else 0), Result()

        def close(self) -> None:
            self.given.clear()

    crew: Crew = Stuck()
    next(iter(dispatch(pieces(), crew)))  # type: ignore[arg-type]
    assert taken <= 20


@pytest.mark.parametrize("name", ["in.csv", "in.csv.gz", "in.parquet", "in.jsonl.gz", "in.json"])
def test_tables_and_compressed_files_are_read_alike(tmp_path: Path, name: str) -> None:
    rows = [{"id": f"d{n}", "text": text(n)} for n in range(20)]
    path = tmp_path / name
    plain = tmp_path / name.removesuffix(".gz")
    if plain.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif plain.suffix == ".csv":
        with plain.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, ["id", "text"])
            writer.writeheader()
            writer.writerows(rows)
    elif plain.suffix == ".json":
        plain.write_text(json.dumps(rows), encoding="utf-8")
    else:
        plain.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    if path != plain:
        path.write_bytes(gzip.compress(plain.read_bytes()))
    found = list(cut_shards([str(path)], 16))
    assert [shard.documents for shard in found] == [16, 4]
    assert found == list(cut_shards([str(path)], 16))
    documents = [document for shard in found for piece in shard.pieces for document in piece.documents]
    assert [(document.id, document.text) for document in documents] == [(row["id"], row["text"]) for row in rows]


def test_damaged_compressed_and_missing_input_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Iran"}\n' * 1000)[:60])
    (tmp_path / "b.parquet").write_bytes(b"PAR1 not")
    paths = [
        tmp_path / "a.jsonl.gz",
        tmp_path / "b.parquet",
        tmp_path / "none.txt",
        write_lines(tmp_path / "c.jsonl", 2),
    ]
    assert run(paths, tmp_path / "run") == 1
    said = capsys.readouterr().err
    assert all(name in said for name in ("a.jsonl.gz", "b.parquet", "none.txt")) and "Traceback" not in said
    assert ids(tmp_path / "run")[-2:] == ["d0", "d1"]


def test_ranges_of_lines_cover_a_file_whatever_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    content = (
        b"\xef\xbb\xbf" + b"\n".join(b'{"text": "%s"}' % (b"a" * (n * 7000 % 50_000)) for n in range(60)) + b"\n\n  \n{"
    )
    path.write_bytes(content)
    sources: list[Source] = [s for shard in cut_shards([str(path)], 16) for p in shard.pieces for s in p.sources]
    assert b"".join(source.read() for source in sources) == content
    assert all(content[: source.start].count(b"\n") == source.line - 1 for source in sources)
    singles = [single for source in sources for single in Piece(sources=(source,)).singles()]
    assert b"".join(single.sources[0].read() for single in singles) == content


def test_parquet_shards_hold_what_the_lines_hold(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 20)
    run([source], tmp_path / "lines")
    run([source], tmp_path / "tables", "--format", "parquet")
    rows = [row for path in sorted((tmp_path / "tables").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    lines = [
        json.loads(line)
        for name, c in shards(tmp_path / "lines").items()
        if name.endswith("jsonl")
        for line in c.splitlines()
    ]
    assert rows == lines and sum(len(row["claims"]) for row in rows) > 20


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_lines(tmp_path / "in.jsonl", 40)
    assert run([source], tmp_path / "run", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "3 shards, of which 0 are finished" in told and "40 documents" in told and "of one core" in told
    assert not (tmp_path / "run").exists()


def test_a_folder_that_is_of_no_run_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_lines(tmp_path / "in.jsonl", 2)
    assert run([source], tmp_path) == 2
    assert "in.jsonl" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


@pytest.mark.parametrize(
    "options", [["--out", "x", "--corpus", "y"], ["--dry-run"], ["--format", "parquet"], ["--ray-address", "a:1"]]
)
def test_options_that_contradict_each_other_are_a_usage_error(options: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["a.txt", *options])
    assert stopped.value.code == 2


WIRE = " ".join(
    f"Negotiators in {town} said on day {n} that the {n}th round had ended without a text."
    for n, town in enumerate(TOWNS * 3)
)


def test_reprints_are_one_story_and_reports_of_one_event_are_not() -> None:
    reprint = (
        "MUSCAT (Wire) - " + WIRE.replace("without a text", "without a text", 1) + " Additional reporting by our staff."
    )
    cut = WIRE[: int(len(WIRE) * 0.85)]
    other = WIRE.replace("Negotiators", "Mediators").replace("ended without a text", "closed and no paper came of it")
    texts = ["Something else entirely happened in the port.", WIRE, other, reprint, cut, "Iran.", WIRE, "Iran."]
    assert find_stories([signature(one) for one in texts]) == [0, 1, 2, 1, 1, 5, 1, 5]


def test_stories_are_counted_beside_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wire = f"{WIRE} Iran condemned Israel."
    rows = [{"id": f"w{n}", "text": f"{wire} Report {n}.", "outlet": f"Outlet {n}"} for n in range(3)]
    rows.append({"id": "own", "text": text(1), "outlet": "Outlet 9"})
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run([tmp_path / "in.jsonl"], tmp_path / "run")
    (story,) = map(json.loads, (tmp_path / "run" / "stories.jsonl").read_text(encoding="utf-8").splitlines())
    once = story["claims"]
    assert once > 0
    assert story == {
        "story": "w0",
        "documents": ["w0", "w1", "w2"],
        "outlets": ["Outlet 0", "Outlet 1", "Outlet 2"],
        "claims": once,
        "claims_with_reprints": 3 * once,
    }
    found = manifest(tmp_path / "run")
    assert (found["documents"], found["stories"], found["reprints"]) == (4, 2, 2)
    assert found["claims"] - found["claims_of_stories"] == 2 * once
    assert f"2 stories (with {found['claims_of_stories']} claims, reprints left out)" in capsys.readouterr().err
