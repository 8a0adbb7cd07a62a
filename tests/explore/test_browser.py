"""The whole journey in a real browser: an article is added, searched, drawn, clicked, and its sentence read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.explore.app_server import CHROMIUM_FLAGS, actor_named, on_edge, point, running_app, settle

pytestmark = pytest.mark.browser

_ARTICLE = """Jordan and Syria quarrel over the border crossing

Jordan condemned Syria on Monday after smugglers crossed the frontier near the town of Ramtha.
"Syria attacked Jordan with drones last week," the Jordanian foreign ministry said in a statement.
Turkey will meet Syria in Ankara next month. Russia supplied weapons to Syria in March.
"""


@dataclass
class Visit:
    """A page and everything in it that should not have happened."""

    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", lambda request: self._on_request(request.url))
        self.page.on("response", lambda response: self._on_response(response.url, response.status))
        self.page.on("websocket", lambda socket_: self._on_request(socket_.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        # What did not load is listed with its address by _on_response.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _on_response(self, url: str, status: int) -> None:
        # A link to a page makes Streamlit look for its server beside the page first, and find it at the root.
        if status >= 400 and not url.endswith(("/_stcore/health", "/_stcore/host-config")):
            self.complaints.append(f"answer {status}: {url}")

    def _on_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.complaints.append(f"request to another host: {url}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The app on an empty store of its own."""
    with running_app(str(tmp_path / "store"), tmp_path / "log") as host:
        yield host


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.set_default_timeout(30_000)
    made = Visit(page, server)
    made.watch()
    yield made
    page.close()


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
