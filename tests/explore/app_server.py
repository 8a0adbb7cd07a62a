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
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextlib.contextmanager
def running_app(store: str, log: Path, **environment: str) -> Iterator[str]:
    """The app on a store, at a free port; yields its address without the scheme."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as output:
        running = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output, env=os.environ | {"DRAMATIS_DB": store} | environment
        )
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


def settle(page: Page) -> None:
    """Until Streamlit has finished what the last action set off."""
    page.wait_for_timeout(300)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(300)


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
