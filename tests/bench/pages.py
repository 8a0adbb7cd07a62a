"""How long pages take on a large store: python -m tests.bench.pages [--actors N] [--claims N] [--store FOLDER].

First content is the time from opening a page's address to its content standing still; interaction the time from a
click to the page standing still again.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from graph.store import open_store
from tests.bench.corpus_of_claims import corpus
from tests.explore.app_server import CHROMIUM_FLAGS, on_edge, point, running_app, visiting
from tests.explore.test_pages import PAGES

_STILL = "[data-testid=stApp][data-test-script-state=notRunning]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="kept and used again; without it one is made and thrown away")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "store"
        if not store.exists():
            began = time.monotonic()
            with open_store(str(store)) as opened:
                opened.bulk_add(corpus(given.claims, given.actors))
            print(
                f"store of {given.actors:,} actors and {given.claims:,} claims made in {time.monotonic() - began:.0f} s"
            )
        _measure(store, Path(folder))


def _measure(store: Path, folder: Path) -> None:
    with running_app(str(store), folder / "log") as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        with visiting(browser, host) as visit:
            visit.page.set_default_timeout(180_000)
            print(f"{'server and first page, cold':36}{_timed(lambda: _open(visit.page, host, 'overview')):6.2f} s")
            for name in PAGES:
                print(f"{name + ', first content':36}{_timed(lambda name=name: _open(visit.page, host, name)):6.2f} s")
            _interactions(visit.page, host)
        browser.close()


def _interactions(page: Page, host: str) -> None:
    _open(page, host, "network")
    canvas = page.locator(".canvas")
    canvas.wait_for()
    page.wait_for_timeout(1500)
    relation = canvas.evaluate(
        "(frame) => { const e = Object.values(frame.network.body.edges)[3]; return e.id.split('\\u001f'); }"
    )
    partner = relation[0] if relation[0] != "actor-0" else relation[2]
    steps: dict[str, Callable[[], object]] = {
        "click an actor": lambda: page.mouse.click(*point(canvas, f"network.getPosition({partner!r})")),
        "click a line": lambda: page.mouse.click(*point(canvas, on_edge(*relation))),
        "expand an actor": lambda: page.mouse.dblclick(*point(canvas, f"network.getPosition({partner!r})")),
        "search": lambda: page.get_by_label("Search an actor").fill("kata"),
    }
    for name, act in steps.items():
        print(f"{name:36}{_timed(lambda act=act: _act(page, act)):6.2f} s")
        page.wait_for_timeout(700)


def _open(page: Page, host: str, name: str) -> None:
    query = "actor=actor-0&from=actor-0&to=actor-900&compared=actor-0~actor-1"
    page.goto(f"http://{host}/{'' if name == 'overview' else name}?{query}")
    page.wait_for_selector("h1")
    page.wait_for_selector(_STILL)


def _act(page: Page, act: Callable[[], object]) -> None:
    act()
    page.wait_for_timeout(120)  # until the browser has told the server
    page.wait_for_selector(_STILL)


def _timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
