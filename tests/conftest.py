"""What every test may rely on.

A test that needs a browser or a Neo4j server says so by its mark, and is skipped with the reason where there is none.
On the build machine (CI=true) nothing is skipped: what is missing there is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of the installed Chromium; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def _no_browser() -> str | None:
    return None if chromium() else "no Chromium on this machine"


def _no_neo4j() -> str | None:
    absent = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"a Neo4j server needs {' and '.join(absent)} on this machine" if absent else None


_NEEDS: dict[str, Callable[[], str | None]] = {"browser": _no_browser, "neo4j": _no_neo4j}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, missing in _NEEDS.items():
        reason = missing() if item.get_closest_marker(mark) else None
        if reason and os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        if reason:
            pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that tests with the mark `browser` drive."""
    path = chromium()
    assert path, "only for tests with the mark browser"
    return path
