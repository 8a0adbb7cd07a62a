"""How long pages take on a large store: python -m tests.bench.pages [--actors N] [--claims N] [--store FOLDER].

First content is the time from opening a page's address, Streamlit's own start in the browser included, to its content
standing still; interaction the time from what a reader does to the last word of the server's answer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from graph.store import open_store
from tests.bench.corpus_of_claims import corpus
from tests.explore.app_server import CHROMIUM_FLAGS, on_edge, point, running_app, settle, visiting
from tests.explore.test_pages import PAGES

ACTORS, CLAIMS = 100_000, 1_000_000
FIRST_CONTENT, INTERACTION = 2.0, 1.0  # seconds at most
CLICK = 20 * 1024  # bytes at most that a click brings over the socket
_STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
_QUERY = "actor=actor-0&from=actor-0&to=actor-900&compared=actor-0~actor-1"

Act = Callable[[Page], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=ACTORS)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--store", type=Path, help="kept and used again; without it one is made and thrown away")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {', '.join(f'{part:.1f}' for part in os.getloadavg())}", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        store = given.store or Path(folder) / "store"
        missed = measure(browser, store, Path(folder), given.actors, given.claims)
        browser.close()
    print("every bar is met" if not missed else "missed: " + "; ".join(missed))
    return 1 if missed else 0


def measure(browser: Browser, store: Path, folder: Path, actors: int = ACTORS, claims: int = CLAIMS) -> list[str]:
    """Prints the times and returns the bars that were missed, in words."""
    if not store.exists():
        began = time.monotonic()
        with open_store(str(store)) as opened:
            opened.bulk_add(corpus(claims, actors))
        print(
            f"\nstore of {actors:,} actors and {claims:,} claims made in {time.monotonic() - began:.0f} s", flush=True
        )
    with running_app(str(store), folder / "pages-log") as host, visiting(browser, host) as visit:
        visit.page.set_default_timeout(180_000)
        print(f"\n{'server and first page, cold':36}{_timed(lambda: _open(visit.page, host, 'overview')):6.2f} s")
        print(f"{'page':36}{'first content':>14}{'again':>10}", flush=True)
        missed = []
        for name in PAGES:
            times = [_timed(lambda name=name: _open(visit.page, host, name)) for _ in range(2)]
            print(f"{name:36}{times[0]:>12.2f} s{times[1]:>8.2f} s", flush=True)
            if times[0] > FIRST_CONTENT:
                missed.append(f"{name} takes {times[0]:.1f} s to its first content, above {FIRST_CONTENT} s")
        print(f"\n{'interaction':36}{'time':>14}{'over the socket':>18}", flush=True)
        missed += _interactions(visit.page, host)
        _whole_network(visit.page, host)
        return missed + visit.complaints


def _interactions(page: Page, host: str) -> list[str]:
    wire = _Wire(page)
    missed = []
    for name, steps in _steps().items():
        _open(page, host, name)
        if name == "network":
            page.locator(".canvas").wait_for()
            page.wait_for_timeout(1000)
        for step, act in steps.items():
            try:
                seconds, received = wire.during(lambda act=act: act(page))
            except PlaywrightTimeout:
                seconds, received = float("inf"), wire.received
            print(f"{f'{name}: {step}':36}{seconds:>12.2f} s{received / 1024:>15.1f} KB", flush=True)
            if seconds > INTERACTION:
                missed.append(f"{name}: {step} takes {seconds:.1f} s, above {INTERACTION} s")
            if step.startswith("click") and received > CLICK:
                missed.append(f"{name}: {step} brings {received / 1024:.0f} KB, above {CLICK // 1024} KB")
    return missed


def _steps() -> dict[str, dict[str, Act]]:
    return {
        "network": {
            "click an actor": lambda page: page.mouse.click(*_partner(page)),
            "click a line": lambda page: page.mouse.click(*point(_canvas(page), on_edge(*_relation(page)))),
            "expand an actor": lambda page: page.mouse.dblclick(*_partner(page)),
            "search": _search,
        },
        "actor": {"second tab": _second_tab},
        "compare": {"second tab": _second_tab},
        "claims": {"search": lambda page: _type(page, "Kata")},
        "documents": {"search": lambda page: _type(page, "report doc-1-0000012")},
        "query": {"an example": lambda page: page.get_by_role("button", name="Who attacks whom most").click()},
        "export": {"second tab": _second_tab},
    }


def _canvas(page: Page) -> Locator:
    return page.locator(".canvas")


def _relation(page: Page) -> list[str]:
    return _canvas(page).evaluate("({ network }) => Object.values(network.body.edges)[3].id.split('\\u001f')")


def _partner(page: Page) -> tuple[float, float]:
    ends = _relation(page)
    partner = ends[0] if ends[0] != "actor-0" else ends[2]
    return point(_canvas(page), f"network.getPosition({partner!r})")


def _search(page: Page) -> None:
    page.get_by_label("Search an actor").fill("kata")
    page.locator(".st-key-network-search-hits button").first.wait_for()


def _second_tab(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()


def _type(page: Page, text: str) -> None:
    page.get_by_test_id("stMain").get_by_role("searchbox").or_(
        page.get_by_test_id("stMain").get_by_role("textbox")
    ).first.fill(text)
    page.keyboard.press("Enter")


def _whole_network(page: Page, host: str) -> None:
    """What the store's size allows: communities, since it is larger than can be drawn one by one. No bar."""
    for step in ("read, split and drawn", "again"):
        page.goto(f"http://{host}/network?scope=Whole+network")
        began = time.monotonic()
        _canvas(page).wait_for()
        page.wait_for_selector(_STILL)
        print(f"{f'whole network: {step}':36}{time.monotonic() - began:>12.2f} s", flush=True)


class _Wire:
    """What the server sends over the socket, and when."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.received = 0
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._on_frame)

    def _on_frame(self, frame: dict) -> None:
        payload = frame["response"]["payloadData"]
        binary = frame["response"]["opcode"] == 2  # told in base64
        self.received += len(payload) * 3 // 4 if binary else len(payload)

    def during(self, act: Callable[[], object]) -> tuple[float, int]:
        """Seconds until the last word of the answer, and bytes; no seconds where the browser answers itself."""
        self.page.wait_for_timeout(700)
        self.received = 0
        began = self.page.evaluate("performance.now()")
        act()
        settle(self.page)
        return max(0.0, self.page.evaluate("window.wire.heard") - began) / 1000, self.received


def _open(page: Page, host: str, name: str) -> None:
    page.goto(f"http://{host}/{'' if name == 'overview' else name}?{_QUERY}")
    page.wait_for_selector("h1")
    page.wait_for_selector(_STILL)


def _timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
