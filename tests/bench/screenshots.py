"""Pictures of pages, light and dark: python -m tests.bench.screenshots --store FOLDER --out FOLDER [PAGE[?QUERY] …]

A query is what stands after the ? of the page's address; {newest} in it is the id of the newest document.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from graph.store import open_store
from tests.conftest import chromium
from tests.explore.app_server import CHROMIUM_FLAGS, ROOT, running_app, settle, visiting

PAGES = sorted(path.stem for path in (ROOT / "explore" / "pages").glob("*.py") if path.stem != "__init__")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default="store", help="the store shown (default: ./store, as make app fills it)")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "dramatis-screenshots")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both")
    parser.add_argument("pages", nargs="*", default=PAGES)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with open_store(given.store, read_only=True) as store:
        newest = next((row.id for row in store.documents(limit=1).documents), "")
    wanted = [page.replace("{newest}", newest).partition("?") for page in given.pages]
    themes = ("light", "dark") if given.theme == "both" else (given.theme,)
    with running_app(given.store, given.out / "server.log") as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for theme in themes:
            with visiting(browser, host, theme) as visit:
                for name, _, query in wanted:
                    picture = given.out / f"{name}-{theme}.png"
                    _show(visit.page, f"http://{host}/{'' if name == 'overview' else name}?{query}")
                    visit.page.screenshot(path=picture)
                    print(picture, *visit.complaints)
        browser.close()


def _show(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1", timeout=60_000)
    settle(page)
    page.wait_for_timeout(1500)  # charts and drawings come after the page
    settle(page)


if __name__ == "__main__":
    main()
