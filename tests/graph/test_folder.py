"""What only the embedded store has: a folder of files, shared by processes, that outlives crashes and damage."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph import embedded as engine
from graph import folder as folders
from graph import locks
from graph.in_force import InForce
from graph.store import Store, StoreBusyError, StoreError, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, everything, raid, rename, threat
from tests.graph.shown import shown

ROOT = Path(__file__).parent.parent.parent


def folder(store: Store) -> Path:
    return Path(store.url)


def database(store: Store) -> Path:
    return folder(store) / json.loads((folder(store) / "store.json").read_text())["database"]


def test_the_records_are_lines_anybody_can_read(embedded: Store) -> None:
    embedded.add(raid())
    embedded.remove(raid().document.id)
    first, second = (folder(embedded) / "extractions.jsonl").read_text().splitlines()
    assert json.loads(first)["text"] == raid().document.text
    assert json.loads(second) == {"removed": raid().document.id}


def test_the_default_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMATIS_DB", str(tmp_path / "named"))
    with open_store() as store:
        assert folder(store) == tmp_path / "named"


def test_a_missing_store_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(str(tmp_path / "none"), read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("important")
    with pytest.raises(StoreError, match="a folder of something else"):
        open_store(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        open_store(str(tmp_path / "file"))


def test_an_unknown_kind_of_url_is_told() -> None:
    with pytest.raises(StoreError, match="unknown kind of store http"):
        open_store("http://localhost")


def test_a_lost_database_file_is_made_again(embedded: Store) -> None:
    embedded.bulk_add(everything())
    embedded.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    before = shown(embedded)
    embedded.close()
    for path in folder(embedded).glob("graph-*"):
        path.unlink()
    with open_store(embedded.url) as again:
        assert shown(again) == before
        assert again.verify() == ()


@pytest.mark.parametrize("damage", ["nonsense", "half", "empty", "header"])
def test_a_damaged_database_file_is_made_again(embedded: Store, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    embedded.bulk_add(everything())
    before = shown(embedded)
    embedded.close()
    path = database(embedded)
    whole = path.read_bytes()
    spoiled = {
        "nonsense": os.urandom(len(whole)),
        "half": whole[: len(whole) // 2],
        "empty": b"",
        "header": b"\0" * 4096 + whole[4096:],
    }
    path.write_bytes(spoiled[damage])
    with caplog.at_level(logging.WARNING), open_store(embedded.url) as again:
        assert shown(again) == before
        assert again.verify() == ()
    assert "making it anew" in caplog.text


def test_a_read_only_store_that_is_damaged_says_what_to_do(embedded: Store) -> None:
    embedded.add(raid())
    embedded.close()
    database(embedded).write_bytes(os.urandom(10_000))
    with pytest.raises(StoreError, match="graph rebuild"):
        open_store(embedded.url, read_only=True)


def test_a_store_of_another_engine_version_is_made_again(embedded: Store) -> None:
    embedded.bulk_add(everything())
    before = shown(embedded)
    embedded.close()
    state = json.loads((folder(embedded) / "store.json").read_text())
    (folder(embedded) / "store.json").write_text(json.dumps(state | {"engine": "ladybug 0.1"}))
    with pytest.raises(StoreError, match="must be rebuilt"):
        open_store(embedded.url, read_only=True)
    with open_store(embedded.url) as again:
        assert shown(again) == before


def test_a_store_of_a_newer_schema_is_refused(embedded: Store) -> None:
    embedded.add(raid())
    embedded.close()
    state = json.loads((folder(embedded) / "store.json").read_text())
    (folder(embedded) / "store.json").write_text(json.dumps(state | {"schema": 99}))
    with pytest.raises(StoreError, match="newer Dramatis"):
        open_store(embedded.url)


def test_a_half_written_record_is_taken_off(embedded: Store) -> None:
    embedded.add(raid())
    with (folder(embedded) / "extractions.jsonl").open("a") as file:
        file.write('{"id": "half of a rec')
    embedded.add(threat())
    assert embedded.statistics().documents == 2
    assert embedded.verify() == ()


def test_records_written_down_but_not_committed_are_shown_by_the_next_writer(embedded: Store, tmp_path: Path) -> None:
    embedded.add(raid())
    with open_store(str(tmp_path / "other")) as other:
        other.add(threat())
        late = (folder(other) / "extractions.jsonl").read_text()
    with (folder(embedded) / "extractions.jsonl").open("a") as file:
        file.write(late)
    assert embedded.statistics().documents == 1
    embedded.add(rename())
    assert embedded.statistics().documents == 3
    assert embedded.verify() == ()


def test_lost_records_are_told(embedded: Store) -> None:
    embedded.bulk_add(everything())
    os.truncate(folder(embedded) / "extractions.jsonl", 10)
    with pytest.raises(StoreError, match="shorter than"):
        embedded.add(raid())


def test_verify_names_what_differs(embedded: Store) -> None:
    embedded.bulk_add(everything())
    lines = (folder(embedded) / "extractions.jsonl").read_text().splitlines()
    (folder(embedded) / "extractions.jsonl").write_text(
        "\n".join(lines).replace('"confidence":0.95', '"confidence":0.15') + "\n"
    )
    differences = embedded.verify()
    assert {difference.kind for difference in differences} == {"claim", "relation"}
    embedded.rebuild()
    assert embedded.verify() == ()


def test_a_backup_is_a_store(embedded: Store, tmp_path: Path) -> None:
    embedded.bulk_add(everything())
    embedded.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    embedded.backup(str(tmp_path / "copy"))
    embedded.remove(raid().document.id)
    with open_store(str(tmp_path / "copy")) as copy:
        assert copy.statistics().documents == 3
        assert copy.verify() == ()
        copy.add(raid())


def test_a_backup_does_not_write_over_anything(embedded: Store, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("important")
    with pytest.raises(StoreError, match="not empty"):
        embedded.backup(str(tmp_path / "full"))


def test_a_second_writer_waits_and_then_is_told_who_writes(embedded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "WAIT", 0.1)
    with (
        locks.writing(folder(embedded) / "writer.lock", 1),
        pytest.raises(StoreBusyError, match=rf"process {os.getpid()} since .* is still writing"),
    ):
        embedded.add(raid())
    assert embedded.add(raid()) == "added"


def test_readers_read_while_somebody_writes(embedded: Store) -> None:
    embedded.add(raid())
    with locks.writing(folder(embedded) / "writer.lock", 1):
        assert embedded.statistics().documents == 1


# A fresh interpreter, as in a second terminal: a child of this process would run whatever stood as its main module.
WRITER = """
import sys, time
from graph.store import StoreBusyError, open_store
from tests.graph.extractions import Said, article

url, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def patiently(act):
    while True:
        try:
            return act()
        except StoreBusyError:  # another writer held it for longer than one waits: what a user would do again
            time.sleep(0.1)


said = Said("Valdoria", "ASSAULT", "Ostren", "Valdoria struck Ostren")
with patiently(lambda: open_store(url)) as store:
    for number in range(first, last):
        patiently(lambda: store.add(article(f"Valdoria struck Ostren, report {number}.", said)))
"""


def test_processes_write_at_once_and_nothing_is_lost(embedded: Store) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, embedded.url, str(n * 8), str(n * 8 + 8)], cwd=ROOT)
        for n in range(3)
    ]
    seen = []
    while any(writer.poll() is None for writer in writers):
        seen.append(embedded.statistics().documents)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen == sorted(seen)
    assert embedded.network(Filters()).relations[0].claims == 24
    assert embedded.verify() == ()


@pytest.mark.parametrize("tells", [True, False])
def test_a_writer_that_rested_goes_on_from_what_another_wrote(
    embedded: Store, monkeypatch: pytest.MonkeyPatch, tells: bool
) -> None:
    """The other one may have been killed between its commit and its telling of it."""
    first, second, third = everything()
    embedded.add(first)
    with open_store(embedded.url) as other, monkeypatch.context() as patch:
        patch.setattr(engine, "WAL_LIMIT", 0)  # and its commit is in the file, no longer in the log
        if not tells:
            patch.setattr(InForce, "announce", lambda *_: None)
        other.add(second)
    assert embedded.add(third) == "added"
    assert embedded.statistics().documents == 3
    assert embedded.verify() == ()


def test_threads_share_a_store(embedded: Store) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        from tests.graph.extractions import article

        try:
            for step in range(4):
                embedded.add(article(f"Valdoria rose {number} {step}."))
                assert embedded.actor("Q90001").documents >= step
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert embedded.statistics().documents == 16
    assert embedded.verify() == ()


@pytest.mark.parametrize(
    "query",
    [
        "COPY (MATCH (a:Actor) RETURN a.id) TO '{path}'",
        "MATCH (a:Actor) RETURN a.id; COPY (MATCH (a:Actor) RETURN a.id) TO '{path}'",
        "// MATCH\nCOPY (MATCH (a:Actor) RETURN a.id) TO '{path}'",
        "EXPORT DATABASE '{path}'",
        "CALL threads=1",
        "EXPLAIN MATCH (a:Actor) RETURN a",
    ],
)
def test_the_console_writes_no_files(embedded: Store, tmp_path: Path, query: str) -> None:
    embedded.add(raid())
    path = tmp_path / "out.csv"
    with pytest.raises(StoreError):
        embedded.query(query.format(path=path))
    assert not path.exists()


def test_the_console_reads_no_files(embedded: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    embedded.add(raid())
    for query in (f"LOAD FROM '{secret}' RETURN *", f"WITH 1 AS x LOAD FROM '{secret}' RETURN *"):
        with pytest.raises(StoreError):
            embedded.query(query)
