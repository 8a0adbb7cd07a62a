"""Everybody can use it: axe-core finds nothing serious on any page, and a claim is reviewed by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.explore.app_server import settle, visiting
from tests.explore.test_pages import PAGES

pytestmark = pytest.mark.browser

_EDGE = "actor=norvania&edge=norvania~ASSAULT~sundria"


def _open(page: Page, host: str, name: str, query: str = _EDGE) -> None:
    page.goto(f"http://{host}/{'' if name == 'overview' else name}?{query}")
    page.wait_for_selector("h1")
    settle(page)
    page.wait_for_timeout(700)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, small_site: str, name: str, theme: str) -> None:
    with visiting(browser, small_site, theme) as visit:
        _open(visit.page, small_site, name)
        found = Axe().run(visit.page).response["violations"]
        serious = [
            f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
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
        page.keyboard.press("j")
        expect(cards.nth(1)).to_have_class("claim focused")
        settle(page)
        page.keyboard.press("x")
        expect(page.locator("article.claim")).to_have_count(1)
        settle(page)
        page.keyboard.press("u")
        expect(page.locator("article.claim")).to_have_count(2)
        assert visit.complaints == []
