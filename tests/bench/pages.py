"""How long pages take on a large store: python -m tests.bench.pages [--actors N] [--claims N] [--store FOLDER].

First content is the time from opening a page's address, Streamlit's own start in the browser included, to the first of
what a reader comes to the page for (`_WANTED`); whole, until the page stands still. Interaction is the time from what a
reader does to the last word of the server's answer.
One server is started anew, so that the first of each pair is the first that anybody asks of it.
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
from tests.explore.app_server import CHROMIUM_FLAGS, go_to, on_edge, point, running_app, select_row, settle, visiting

ACTORS, CLAIMS = 100_000, 1_000_000
FIRST_CONTENT, INTERACTION = 2.0, 1.0  # seconds at most
CLICK = 20 * 1024  # bytes at most that a click brings over the socket
LONGEST = 10.0  # seconds that anything is waited for
_STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
_QUERY = "actor=actor-0&from=actor-0&to=actor-900&compared=actor-0~actor-1"
_TABLE, _CHART, _DRAWING = "[data-testid=stDataFrame] canvas", "[data-testid=stVegaLiteChart] canvas", ".canvas canvas"
_WANTED = {
    "overview": "[data-testid=stMetric]",
    "network": _DRAWING,
    "actor": _TABLE,
    "compare": _TABLE,
    "paths": _DRAWING,
    "timeline": _CHART,
    "claims": _TABLE,
    "documents": _TABLE,
    "add": "textarea",
    "resolve": "article.claim",
    "query": "textarea",
    "export": "[data-testid=stDownloadButton]",
    "about": _TABLE,
}

# Components of ours draw in a root of their own.
_SEEN = """(css) => {
    const find = (root) => root.querySelector(css)
        ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
    return (find(document)?.getBoundingClientRect().height ?? 0) > 0;
}"""

Act = Callable[[Page], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=ACTORS)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--store", type=Path, help="kept and used again; without it one is made and thrown away")
    parser.add_argument("--only", choices=("first", "interactions"))
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {', '.join(f'{part:.1f}' for part in os.getloadavg())}", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        store = given.store or Path(folder) / "store"
        make(store, given.actors, given.claims)
        missed = measure(browser, store, Path(folder), given.only)
        browser.close()
    print("every bar is met" if not missed else "missed: " + "; ".join(missed))
    return 1 if missed else 0


def make(store: Path, actors: int = ACTORS, claims: int = CLAIMS) -> None:
    if store.exists():
        return
    began = time.monotonic()
    with open_store(str(store)) as opened:
        opened.bulk_add(corpus(claims, actors))
    print(f"\nstore of {actors:,} actors and {claims:,} claims made in {time.monotonic() - began:.0f} s", flush=True)


def measure(browser: Browser, store: Path, folder: Path, only: str | None = None) -> list[str]:
    """Prints the times and returns the bars that were missed, in words."""
    began = time.monotonic()
    with running_app(str(store), folder / "pages-log") as host, visiting(browser, host) as visit:
        print(f"\nthe server answers after {time.monotonic() - began:.1f} s", flush=True)
        visit.page.set_default_timeout(LONGEST * 1000)
        missed = _pages(visit.page, host) if only != "interactions" else []
        missed += _interactions(visit.page, host) if only != "first" else []
        return missed + visit.complaints


def _pages(page: Page, host: str) -> list[str]:
    print(f"\n{'page':24}{'first content':>15}{'whole':>9}{'again: first content':>24}{'whole':>9}", flush=True)
    missed = []
    for name in _WANTED:
        times = [_opened(page, host, name) for _ in range(2)]
        (first, whole), (second, all_again) = times
        print(f"{name:24}{first:>13.2f} s{whole:>7.2f} s{second:>22.2f} s{all_again:>7.2f} s", flush=True)
        if first > FIRST_CONTENT:
            missed.append(f"{name} takes {first:.1f} s to its first content, above {FIRST_CONTENT} s")
    return missed


def _opened(page: Page, host: str, name: str) -> tuple[float, float]:
    """Seconds to the first content and to the whole page."""
    began = time.monotonic()
    try:
        page.goto(f"http://{host}/{'' if name == 'overview' else name}?{_QUERY}")
        _there(page, _WANTED[name])
        first = time.monotonic() - began
        _there(page, _STILL)
    except PlaywrightTimeout:
        return float("inf"), float("inf")
    return first, time.monotonic() - began


def _there(page: Page, css: str) -> None:
    """Until something of the kind is seen, looked for every 20 ms: playwright's own waiting looks twice a second."""
    page.wait_for_function(_SEEN, arg=css, polling=20)


def _interactions(page: Page, host: str) -> list[str]:
    print(f"\n{'interaction':44}{'time':>10}{'over the socket':>18}", flush=True)
    wire = _Wire(page)
    missed = []
    for name, steps in _STEPS.items():
        if _opened(page, host, name)[1] == float("inf"):
            missed.append(f"{name} does not open")
            continue
        if name == "network":
            page.wait_for_timeout(1000)
        for step, act in steps.items():
            try:
                seconds, received = wire.during(lambda act=act: act(page))
            except PlaywrightTimeout:
                seconds, received = float("inf"), wire.received
            print(f"{f'{name}: {step}':44}{seconds:>8.2f} s{received / 1024:>15.1f} KB", flush=True)
            if seconds > INTERACTION:
                missed.append(f"{name}: {step} takes {seconds:.1f} s, above {INTERACTION} s")
            if step.startswith("click") and received > CLICK:
                missed.append(f"{name}: {step} brings {received / 1024:.0f} KB, above {CLICK // 1024} KB")
    return missed


def _canvas(page: Page) -> Locator:
    return page.locator(".canvas")


def _relation(page: Page) -> list[str]:
    """That with most claims."""
    return _canvas(page).evaluate("""({ network }) => Object.values(network.body.edges)
        .reduce((one, other) => (other.options.width > one.options.width ? other : one)).id.split("\\u001f")""")


def _partner(page: Page) -> tuple[float, float]:
    ends = _relation(page)
    partner = ends[0] if ends[0] != "actor-0" else ends[2]
    return point(_canvas(page), f"network.getPosition({partner!r})")


def _click_line(page: Page) -> None:
    page.mouse.click(*point(_canvas(page), on_edge(*_relation(page))))


def _search(page: Page) -> None:
    page.get_by_label("Search an actor").fill("kata")
    page.locator(".st-key-network-search-hits button").first.wait_for()


def _open_filters(page: Page) -> None:
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("combobox", name="Status").wait_for()


def _filter(page: Page) -> None:
    page.get_by_role("combobox", name="Status").fill("negated")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator(".st-key-filterbar").get_by_role("button", name="denied or did not happen").wait_for()


def _press(name: str) -> Act:
    return lambda page: page.get_by_test_id("stMain").get_by_role("button", name=name).first.click()


def _choose(name: str) -> Act:
    return lambda page: page.get_by_role("radio", name=name).click()


def _words(name: str) -> Act:
    return lambda page: page.get_by_text(name, exact=True).click()


def _tab(name: str) -> Act:
    return lambda page: page.get_by_role("tab", name=name).click()


def _link(title: str) -> Act:
    return lambda page: go_to(page, title)


def _type(page: Page, text: str) -> None:
    main = page.get_by_test_id("stMain")
    main.get_by_role("searchbox").or_(main.get_by_role("textbox")).last.fill(text)
    page.keyboard.press("Enter")


def _row(page: Page) -> None:
    select_row(page, 0, box=True)


def _read_document(page: Page) -> None:
    page.locator("[data-testid=stDataFrame] .dvn-scroller").first.click(position={"x": 420, "y": 52})
    page.locator(".reader").wait_for()


# What readers do, page by page, each step after the one before. What is judged is taken back at once.
_STEPS: dict[str, dict[str, Act]] = {
    "overview": {"an actor to begin with": lambda page: page.locator(".st-key-examples button").nth(2).click()},
    "network": {
        "click an actor": lambda page: page.mouse.click(*_partner(page)),
        "click a line": _click_line,
        "next claim": _press("Next"),
        "reject a claim": _press("Reject"),
        "undo it": _press("Undo"),
        "expand an actor": lambda page: page.mouse.dblclick(*_partner(page)),
        "show 30 more": _press("Show 30 more"),
        "links between partners": _words("Links between partners"),
        "search": _search,
        "open the filters": _open_filters,
        "filter by status": _filter,
    },
    "actor": {
        "its claims": _tab("Claims"),
        "its documents": _tab("Documents"),
        "over time": _tab("Over time"),
    },
    "compare": {"between them": _tab("Between them"), "over time": _tab("Over time")},
    "timeline": {"by class": _words("By class of relation"), "by actor": _words("By actor")},
    "claims": {
        "search": lambda page: _type(page, "Kata"),
        "no search": lambda page: _type(page, ""),
        "select one": _row,
        "accept it": _press("Accept 1"),
        "undo": _press("Undo"),
        "second page": lambda page: page.get_by_role("button", name="Next page").click(),
    },
    "documents": {
        "search": lambda page: _type(page, "report doc-1-0000012"),
        "no search": lambda page: _type(page, ""),
        "open one": _read_document,
        "a claim of it": lambda page: page.locator("[class*=st-key-documents-claim] button").first.click(),
    },
    "resolve": {"next": _press("Next"), "different": _press("Different"), "undo": _press("Undo the last judgement")},
    "query": {"an example": _press("Who attacks whom most")},
    "export": {
        "figures": _tab("Figures"),
        "reports": _tab("Reports"),
        "measures": _tab("Measures"),
        "files": _tab("Networks and tables"),
        "what would be in it": _words("What would be in it"),
    },
    "about": {
        "to Overview by its link": _link("Overview"),
        "to Timeline by its link": _link("Timeline"),
        "to Claims by its link": _link("Claims"),
        "to Network by its link": _link("Network"),
        "communities there": _choose("Communities"),  # last: a large store is split for long after who asked has gone
    },
}


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


if __name__ == "__main__":
    sys.exit(main())
