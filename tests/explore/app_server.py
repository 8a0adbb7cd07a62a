"""The app in a process of its own, and the browser that looks at it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# When the page last told the server something, and when it last heard from it.
_LISTEN = """
window.wire = { sent: 0, heard: 0 };
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", () => { window.wire.heard = performance.now(); });
    }
    send(...given) { window.wire.sent = performance.now(); super.send(...given); }
};
"""
_SILENT = """() => {
    const { sent, heard } = window.wire;
    const app = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    return app && heard > sent && performance.now() - heard > 150;
}"""


def running_app(store: str, log: Path, **environment: str) -> contextlib.AbstractContextManager[str]:
    """The app on a store, at a free port; yields its address without the scheme."""
    return running_script("app.py", log, DRAMATIS_DB=store, **environment)


@contextlib.contextmanager
def running_script(script: str, log: Path, **environment: str) -> Iterator[str]:
    """A Streamlit script at a free port; yields its address without the scheme."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("wb") as output:
        running = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=os.environ | environment)
        try:
            _await(f"http://127.0.0.1:{port}/_stcore/health", running)
            yield f"127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert running.poll() is None, "the app ended at its start"
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(url)


@dataclass
class Visit:
    """A page and everything in it that should not have happened."""

    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.add_init_script(_LISTEN)
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


@contextlib.contextmanager
def visiting(browser: Browser, host: str, theme: Literal["light", "dark"] = "light") -> Iterator[Visit]:
    """A new visitor's page, at the size of a small laptop."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme=theme)
    page.set_default_timeout(30_000)
    made = Visit(page, host)
    made.watch()
    yield made
    page.close()


def settle(page: Page) -> None:
    """Until Streamlit has answered what the last action set off, and has been silent for a while since."""
    page.wait_for_timeout(60)  # what the action sends may wait for the next frame
    page.wait_for_function(_SILENT, timeout=60_000)


def go_to(page: Page, title: str) -> None:
    """By the link in the sidebar, which takes a fraction of the time of loading the page."""
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    page.get_by_role("heading", name=title, exact=True, level=1).wait_for()
    settle(page)


def point(canvas: Locator, script: str) -> tuple[float, float]:
    """Where on the screen a point of the drawing is; `script` gives it in the drawing's own coordinates."""
    x, y = canvas.evaluate(
        """(frame, script) => {
            const network = frame.network;
            const at = network.canvasToDOM(new Function("network", `return ${script}`)(network));
            const box = frame.querySelector(".stage").getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }""",
        script,
    )
    return x, y


def actor_named(canvas: Locator, name: str) -> str:
    """The id of a drawn actor."""
    return canvas.evaluate(
        "(frame, name) => frame.network.body.data.nodes.get().find((node) => node.label === name).id", name
    )


def on_edge(source: str, relation: str, target: str) -> str:
    """A point in the middle of a drawn relation, wherever its line bends."""
    key = "\u001f".join((source, relation, target))
    return f"network.body.edges[{key!r}].edgeType.getPoint(0.5)"


def select_row(page: Page, row: int, box: bool = False) -> None:
    """In the first table of the page, whose cells are painted: by where they are. `box` is the one to tick."""
    table = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    table.click(position={"x": 16 if box else 150, "y": 52 + 33 * row})
    settle(page)


def download(page: Page, button: str) -> Download:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).first.click()
    return coming.value
