"""What is kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import gazetteer
from extract.actor_files import built_in_entries
from extract.cache import digest, keep, kept
from extract.gazetteer import Gazetteer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "dramatis"


def test_what_is_kept_comes_back_and_its_predecessor_goes(home: Path) -> None:
    keep("list", "aa", [1, "é"])
    assert kept("list", "aa") == [1, "é"]
    keep("list", "bb", [2])
    assert kept("list", "aa") is None
    assert [path.name for path in home.iterdir()] == ["list-bb.json"]


def test_cuts_between_parts_count() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep("list", "aa", [1])
    assert kept("list", "aa") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"entries": [[1]]}', b'"\xff'])
def test_a_damaged_gazetteer_is_made_anew(home: Path, damage: bytes) -> None:
    gazetteer._built_in.cache_clear()
    Gazetteer.load()
    (path,) = home.glob("gazetteer-*.json")
    path.write_bytes(damage)
    gazetteer._built_in.cache_clear()
    assert list(Gazetteer.load()) == [entry.actor.id for entry in built_in_entries()]


def test_the_kept_gazetteer_is_the_built_one() -> None:
    gazetteer._built_in.cache_clear()
    Gazetteer.load()
    gazetteer._built_in.cache_clear()
    known, built = Gazetteer.load(), Gazetteer(built_in_entries())
    assert [known[name] for name in known] == [built[name] for name in built]
    for text in ("The U.S. and Tehran", "Kata’ib Hezbollah", "al-Sadr", "Iranian", "IRGC"):
        assert known.find(text) == built.find(text)
        assert known.lookup(text) == built.lookup(text)
