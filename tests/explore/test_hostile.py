"""Names and texts written to attack the reader's browser: on no page and in no exported page does any of them run."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from graph.export import FORMATS
from graph.store import open_store
from graph.views import Filters
from tests.explore import page_corpus
from tests.explore.app_server import actor_named, go_to, on_edge, point, settle, visiting
from tests.explore.page_corpus import ATTACKS
from tests.explore.test_pages import TITLES

pytestmark = pytest.mark.browser

_NAMING = ("Overview", "Network", "Actor", "Compare", "Paths", "Timeline")  # pages that name actors outside of tables
_ACTORS = [attack.replace(" ", "-").lower() for attack in ATTACKS]


def _harmed(page: Page) -> object:
    """What an attack would have left behind."""
    return page.evaluate(
        "() => window.pwned ?? (document.querySelector('iframe[srcdoc], [onerror], [onload]') && 'markup')"
    )


def test_no_page_runs_what_a_text_says(browser: Browser, hostile_site: str) -> None:
    with visiting(browser, hostile_site) as visit:
        page = visit.page
        page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
        edge = "~".join((_ACTORS[1], "ASSAULT", f"{_ACTORS[2]}!"))
        page.goto(f"http://{hostile_site}/?actor={quote(_ACTORS[1], safe='')}&edge={quote(edge, safe='')}")
        page.wait_for_selector("h1")
        for title in TITLES:
            go_to(page, title)
            assert "onerror" in page.content() or title not in _NAMING  # the names are there, as text
            assert _harmed(page) is None, title
        assert visit.complaints == []


def test_no_search_and_no_drawing_runs_it(browser: Browser, hostile_site: str) -> None:
    with visiting(browser, hostile_site) as visit:
        page = visit.page
        page.goto(f"http://{hostile_site}/")
        page.get_by_role("link", name="Network", exact=True).click()
        page.get_by_label("Search an actor").fill("img src")
        page.get_by_role("button", name="onerror").first.click()
        canvas = page.locator(".canvas")
        canvas.wait_for()
        settle(page)
        name = page_corpus.ATTACKS[1]
        actor = actor_named(canvas, name)
        page.mouse.move(*point(canvas, f"network.getPosition({actor!r})"))
        page.wait_for_timeout(400)
        assert name in canvas.locator(".tip").inner_text()
        other = f"{_ACTORS[2]}!"
        page.mouse.click(*point(canvas, on_edge(actor, "ASSAULT", other)))
        page.wait_for_selector("article.claim")
        settle(page)
        assert _harmed(page) is None
        assert visit.complaints == []


def test_no_document_runs_it(browser: Browser, hostile_site: str) -> None:
    with visiting(browser, hostile_site) as visit:
        page = visit.page
        for extraction in page_corpus.hostile():
            page.goto(f"http://{hostile_site}/documents?document={extraction.document.id}")
            page.wait_for_selector(".reader .mention")
            settle(page)
            assert extraction.document.text.strip()[:10] in page.locator(".reader").inner_text()
            assert _harmed(page) is None
        assert visit.complaints == []


def test_no_exported_page_runs_it(browser: Browser, tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.html"
    with open_store(str(tmp_path / "store")) as store:
        for extraction in page_corpus.hostile():
            store.add(extraction)
        drawing.write_bytes(FORMATS["html"](store, store.whole_network(Filters())))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(drawing.as_uri())
    page.wait_for_selector("canvas")
    page.wait_for_timeout(1000)
    assert page.evaluate("() => window.pwned ?? null") is None
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    page.close()
