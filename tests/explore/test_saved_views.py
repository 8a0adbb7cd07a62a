"""Saved views: kept beside the store, opened whole, and never more than a name and an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from explore.saved_views import SavedView, ViewError, drop_view, keep_view, read_views, rename_view
from tests.explore.page_corpus import ATTACKS
from tests.explore.test_pages import open_page, words

_VIEW = SavedView("Denials", "network", (("actor", "norvania"), ("status", "negated"), ("status", "planned")))


def test_a_view_is_kept_renamed_and_dropped(tmp_path: Path) -> None:
    store = str(tmp_path)
    keep_view(store, _VIEW)
    keep_view(store, SavedView("a first one", "", ()))
    assert read_views(store) == (SavedView("a first one", "", ()), _VIEW)
    rename_view(store, "Denials", "What was denied")
    assert [view.name for view in read_views(store)] == ["a first one", "What was denied"]
    drop_view(store, "a first one")
    assert read_views(store) == (SavedView("What was denied", "network", _VIEW.query),)


def test_one_name_is_one_view(tmp_path: Path) -> None:
    keep_view(str(tmp_path), _VIEW)
    keep_view(str(tmp_path), SavedView("Denials", "claims", ()))
    assert [view.page for view in read_views(str(tmp_path))] == ["claims"]
    keep_view(str(tmp_path), SavedView("Other", "", ()))
    with pytest.raises(ViewError, match="of that name"):
        rename_view(str(tmp_path), "Other", "Denials")


def test_a_server_has_its_views_in_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    keep_view("bolt://one.example", _VIEW)
    assert read_views("bolt://one.example") == (_VIEW,)
    assert read_views("bolt://two.example") == ()


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200b"])
def test_a_view_needs_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ViewError, match="needs a name"):
        keep_view(str(tmp_path), SavedView(name, "", ()))


def test_an_endless_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="too long"):
        keep_view(str(tmp_path), SavedView("long", "", (("outlet", "x" * 5000),)))


@pytest.mark.parametrize("written", ["{", "[1]", '[{"name": "x"}]', "\x00"])
def test_a_damaged_file_is_named_and_not_overwritten(tmp_path: Path, written: str) -> None:
    (tmp_path / "views.json").write_text(written)
    with pytest.raises(ViewError, match=r"views\.json"):
        keep_view(str(tmp_path), _VIEW)
    assert (tmp_path / "views.json").read_text() == written


def test_a_hostile_name_is_shown_as_it_is_written(small_store: str) -> None:
    for attack in ATTACKS:
        keep_view(small_store, SavedView(attack, "network", (("actor", attack), ("status", attack), ("since", attack))))
    app = open_page("network")
    assert not app.exception
    opened = open_page("network", view=read_views(small_store)[0].name)
    assert not opened.exception


def test_opening_a_view_leaves_nothing_of_before(small_store: str) -> None:
    keep_view(small_store, _VIEW)
    app = open_page("network", view="Denials")
    assert not app.exception
    assert app.multiselect(key="status").value == ["negated", "planned"]
    assert app.query_params["actor"] == "norvania" and "view" not in app.query_params


def test_a_store_for_reading_takes_no_views(small_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_view(small_store, _VIEW)
    monkeypatch.setenv("DRAMATIS_READ_ONLY", "1")
    app = open_page("overview")
    assert not [element for element in app.text_input if element.key == "view-name"]
    assert "Saved views" in words(app)
