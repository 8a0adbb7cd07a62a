"""Pictures of every page, light and dark: python -m tests.bench.screenshots --store FOLDER --out FOLDER PAGE …"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.explore.app_server import CHROMIUM_FLAGS, ROOT, running_app, settle

PAGES = sorted(path.stem for path in (ROOT / "explore" / "pages").glob("*.py") if path.stem != "__init__")
SIZE = {"width": 1280, "height": 860}  # the smallest laptop that the pages are made for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default="store", help="the store shown (default: ./store, as make app fills it)")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "dramatis-screenshots")
    parser.add_argument("--query", default="", help="added to each page's address, such as actor=Q796")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both")
    parser.add_argument("pages", nargs="*", default=PAGES)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    themes = ("light", "dark") if given.theme == "both" else (given.theme,)
    with running_app(given.store, given.out / "server.log") as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        for theme in themes:
            page = browser.new_page(viewport=SIZE, color_scheme=theme)
            for name in given.pages:
                picture = given.out / f"{name}-{theme}.png"
                _show(page, f"http://{host}/{'' if name == 'overview' else name}?{given.query}")
                page.screenshot(path=picture)
                print(picture)
        browser.close()


def _show(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1", timeout=60_000)
    settle(page)
    page.wait_for_timeout(1500)  # charts and drawings come after the page


if __name__ == "__main__":
    main()
