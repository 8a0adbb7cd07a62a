"""Every page on an empty, a small and a hostile store: it draws, says what to do, and shows what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explore.escape import to_markdown
from tests.explore.page_corpus import ATTACKS

_ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (_ROOT / "explore" / "pages").glob("*.py") if path.stem != "__init__")
TITLES = tuple("Add documents" if name == "add" else name.capitalize() for name in PAGES)


def open_page(name: str, **query: str) -> AppTest:
    """The page as a new visitor with this URL sees it."""
    app = AppTest.from_file(str(_ROOT / "app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    return app if name == "overview" else app.switch_page(f"explore/pages/{name}.py").run()


def words(app: AppTest) -> str:
    """All text on the page, one piece a line."""
    kinds = ("markdown", "html", "caption", "info", "warning", "error", "success", "button", "header", "title")
    pieces = [element for kind in kinds for element in app.get(kind)]
    return "\n".join(str(getattr(piece, "label", None) or piece.value) for piece in pieces)


@pytest.mark.parametrize("name", PAGES)
def test_page_on_an_empty_store(name: str, empty_store: str) -> None:
    app = open_page(name)
    assert not app.exception
    assert len(words(app)) > 100


@pytest.mark.parametrize("name", PAGES)
def test_page_on_a_small_store(name: str, small_store: str) -> None:
    app = open_page(name, actor="norvania")
    assert not app.exception
    assert len(words(app)) > 100


@pytest.mark.parametrize("name", PAGES)
def test_page_on_a_hostile_store(name: str, hostile_store: str) -> None:
    app = open_page(name, actor=ATTACKS[0].lower(), edge="~".join((ATTACKS[0].lower(), "", "x")))
    assert not app.exception
    for element in app.get("html"):
        assert "<script" not in element.value and "<img" not in element.value and "javascript:" not in element.value
    for element in app.markdown:
        assert "<script" not in element.value.replace("\\<", "") and "<img" not in element.value.replace("\\<", "")


def test_an_empty_store_says_what_to_do(empty_store: str) -> None:
    assert "Add an article" in words(open_page("overview"))
    assert "Add an article" in words(open_page("network"))


def test_search_and_look_at_an_actor(small_store: str) -> None:
    app = open_page("network")
    app.text_input(key="network-search").set_value("norv").run()
    found = [button for button in app.button if button.key == "network-search-hit-norvania"]
    assert found[0].label.startswith("Norvania")
    found[0].click().run()
    assert not app.exception
    assert "3 of 3" in words(app) or "2 of 2" in words(app)
    assert app.query_params["actor"] == "norvania"


def test_a_relation_opens_into_its_sentences(small_store: str) -> None:
    app = open_page("network", actor="norvania", edge="norvania~ASSAULT~sundria")
    text = words(app)
    assert "attacked" in text and "After the talks" in text and "Harbour talks" in text
    assert text.index("After the talks") < text.index("Harbour talks")  # newest first
    assert "active_verb" in text


def test_filters_narrow_and_are_chips(small_store: str) -> None:
    app = open_page("network", actor="norvania")
    app.multiselect(key="status").set_value(["negated"]).run()
    assert not app.exception
    chips = [button for button in app.button if (button.key or "").startswith("chip-status")]
    assert [chip.label for chip in chips] == ["denied or did not happen"]
    app.session_state["network-as-table"] = True
    app.run()
    assert len(app.dataframe[-1].value) == 1
    chips[0].click().run()
    assert app.multiselect(key="status").value == []
    assert len(app.dataframe[-1].value) > 1


def test_a_link_brings_the_lines_among_partners(small_store: str) -> None:
    def lines(**query: str) -> int:
        app = open_page("network", actor="norvania", **query)
        app.session_state["network-as-table"] = True
        app.run()
        return len(app.dataframe[-1].value)

    assert lines(among="true") > lines()


def test_all_claims_between_two_are_a_click_from_those_of_one_relation(small_store: str) -> None:
    app = open_page("network", actor="norvania", edge="norvania~SANCTION~sundria")
    assert "1 claim, newest first" in words(app)
    next(button for button in app.button if button.label == "All 4 claims between the two").click().run()
    assert not app.exception
    assert "4 claims, newest first" in words(app)


def test_an_actor_that_is_not_there(small_store: str) -> None:
    assert "not in this store" in words(open_page("actor", actor="nobody"))


def test_a_hostile_name_is_shown_as_it_is_written(hostile_store: str) -> None:
    assert to_markdown(ATTACKS[1], 100) in words(open_page("actor", actor=ATTACKS[1].replace(" ", "-").lower()))


def test_pasting_a_text_adds_what_it_says(empty_store: str) -> None:
    app = open_page("add")
    app.text_area(key="paste-text").set_value(
        "Turkey attacked Syria on Monday, the government of Jordan said in a statement."
    )
    app.text_input(key="paste-outlet").set_value("Test Courier")
    app.button[0].click().run(timeout=120)
    assert not app.exception
    assert "1 document read" in words(app)
    assert "Turkey" in words(open_page("overview"))


def test_what_cannot_be_read_is_said_by_file(empty_store: str) -> None:
    app = open_page("add")
    app.file_uploader[0].upload("noise.txt", bytes(range(256)) * 20)
    app.file_uploader[0].upload("picture.zip", b"no archive")
    next(button for button in app.button if button.label == "Read them").click().run(timeout=120)
    assert not app.exception
    assert "2 files could not be read" in words(app)
    assert set(app.table[0].value["File"]) == {"noise\\.txt", "picture\\.zip"}


def test_only_what_somebody_says(small_store: str) -> None:
    app = open_page("network", actor="norvania", speaker="mira-olt")
    assert not app.exception
    assert "said by Mira Olt" in words(app)
    app.session_state["network-as-table"] = True
    app.run()
    assert list(app.dataframe[-1].value["Relation"]) == ["backs"]


def test_a_server_with_a_password_shows_nothing_without_it(small_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMATIS_PASSWORD", "open sesame")
    app = open_page("overview")
    assert "Norvania" not in words(app)
    app.text_input(key="password-given").set_value("guess")
    app.button[0].click().run()
    assert "not the password" in words(app) and "Norvania" not in words(app)
    app.text_input(key="password-given").set_value("open sesame")
    app.button[0].click().run()
    assert "Norvania" in words(app)


def test_a_store_for_reading_takes_no_documents(small_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMATIS_READ_ONLY", "1")
    assert "cannot be changed" in words(open_page("add"))
    app = open_page("network", actor="norvania", edge="norvania~ASSAULT~sundria")
    assert not [button for button in app.button if button.label in ("Accept", "Reject")]


def test_rejecting_and_undoing(small_store: str) -> None:
    app = open_page("network", actor="norvania", edge="norvania~ASSAULT~sundria")
    assert "2 claims, newest first" in words(app)
    next(button for button in app.button if button.label == "Reject").click().run()
    assert "1 claim, newest first" in words(app)
    next(button for button in app.button if button.label == "Undo").click().run()
    assert "2 claims, newest first" in words(app)


def _press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_renaming_an_actor_and_undoing(small_store: str) -> None:
    app = open_page("actor", actor="norvania")
    app.text_input(key="actor-name-norvania").set_value("Kingdom of Norvania")
    _press(app, "Keep")
    assert not app.exception
    assert "Kingdom of Norvania" in words(app)
    _press(app, "Undo the last judgement")
    assert "Kingdom of Norvania" not in words(app)


def test_merging_two_actors_and_undoing(small_store: str) -> None:
    app = open_page("resolve", keep="norvania", absorb="sundria")
    _press(app, "Merge")
    assert not app.exception
    assert "Sundria" not in words(open_page("overview"))
    _press(app, "Undo the last judgement")
    assert "Sundria" in words(open_page("overview"))
