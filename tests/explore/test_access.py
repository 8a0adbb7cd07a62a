"""Everybody can use it: axe-core finds nothing serious on any page, and a claim is reviewed by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.explore.app_server import go_to, settle, visiting
from tests.explore.test_pages import TITLES

pytestmark = pytest.mark.browser

_EDGE = "actor=norvania&edge=norvania~ASSAULT~sundria"


def _open(page: Page, host: str, name: str) -> None:
    page.goto(f"http://{host}/{name}?{_EDGE}")
    page.wait_for_selector("h1")
    settle(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, small_site: str, theme: str) -> None:
    serious = []
    with visiting(browser, small_site, theme) as visit:
        _open(visit.page, small_site, "")
        for title in TITLES:
            go_to(visit.page, title)
            visit.page.wait_for_timeout(300)  # charts and drawings come after the page
            found = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
            serious += [
                f"{title}: {rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
                for rule in found
                if rule["impact"] in ("serious", "critical")
            ]
        assert serious == []
        assert visit.complaints == []


def test_a_claim_is_reviewed_by_keyboard(browser: Browser, small_site: str) -> None:
    with visiting(browser, small_site) as visit:
        page = visit.page
        _open(page, small_site, "network")
        cards = page.locator("article.claim")
        expect(cards).to_have_count(2)
        page.wait_for_timeout(500)  # keys are listened for a moment after their buttons stand there
        page.keyboard.press("j")
        expect(cards.nth(1)).to_have_class("claim focused")
        settle(page)
        page.keyboard.press("x")
        expect(page.locator("article.claim")).to_have_count(1)
        settle(page)
        page.keyboard.press("u")
        expect(page.locator("article.claim")).to_have_count(2)
        assert visit.complaints == []
