"""The whole journey in a real browser: an article is added, searched, drawn, clicked, and its sentence read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.explore.app_server import Visit, actor_named, on_edge, point, running_app, settle, visiting

pytestmark = pytest.mark.browser

_ARTICLE = """Jordan and Syria quarrel over the border crossing

Jordan condemned Syria on Monday after smugglers crossed the frontier near the town of Ramtha.
"Syria attacked Jordan with drones last week," the Jordanian foreign ministry said in a statement.
Turkey will meet Syria in Ankara next month. Russia supplied weapons to Syria in March.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a store that is empty at first: the tests share it, since each app loads the language model once."""
    folder = tmp_path_factory.mktemp("site")
    with running_app(str(folder / "store"), folder / "log") as host:
        yield host


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    with visiting(browser, site) as made:
        yield made


def test_from_an_article_to_the_sentence_behind_an_edge(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    article = tmp_path / "border.txt"
    article.write_text(_ARTICLE, encoding="utf-8")
    page.goto(f"http://{visit.host}/add")
    page.get_by_role("tab", name="Upload files").click()
    page.locator("input[type=file]").set_input_files(article)
    expect(page.get_by_text("border.txt")).to_be_visible()
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("1 document read")).to_be_visible(timeout=120_000)

    page.get_by_role("link", name="Network", exact=True).click()
    page.get_by_label("Search an actor").fill("syri")
    page.get_by_role("button", name="Syria").first.click()
    canvas = page.locator(".canvas")
    expect(canvas).to_be_visible()
    settle(page)

    jordan, syria = actor_named(canvas, "Jordan"), actor_named(canvas, "Syria")
    page.mouse.click(*point(canvas, f"network.getPosition({jordan!r})"))
    expect(page.get_by_role("heading", name="Jordan")).to_be_visible()
    settle(page)

    page.mouse.click(*point(canvas, on_edge(syria, "ASSAULT", jordan)))
    expect(page.locator("article.claim .part-quote").first).to_be_visible()
    card = page.locator("article.claim").filter(has_text="attacks")
    expect(card).to_contain_text("Syria attacked Jordan with drones last week")
    expect(card.locator(".part-source").first).to_contain_text("Syria")
    expect(card.locator(".part-target").first).to_contain_text("Jordan")
    expect(card).to_contain_text("foreign ministry")
    assert "edge=" in page.url and "actor=" in page.url
    assert visit.complaints == []


def test_stopping_loses_nothing_and_goes_on(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    corpus = tmp_path / "week.jsonl"
    lines = [
        json.dumps({"id": f"d{n}", "text": f"Jordan condemned Syria {n} times in the month of May. " * 20})
        for n in range(24)
    ]
    corpus.write_text("\n".join(lines), encoding="utf-8")
    page.goto(f"http://{visit.host}/")
    page.get_by_role("link", name="Add documents").first.click()
    page.get_by_role("tab", name="Upload files").click()
    page.locator("input[type=file]").set_input_files(corpus)
    expect(page.get_by_text("week.jsonl")).to_be_visible()
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("of 24:")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped;")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Go on with the other").click()
    expect(page.get_by_text("24 documents read")).to_be_visible(timeout=240_000)
    assert visit.complaints == []
