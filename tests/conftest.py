"""What every test may rely on.

A test that needs a browser, a Neo4j server or Gephi says so by its mark, and is skipped with the reason where there is
none. On the build machine (CI=true) nothing is skipped: what is missing there is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import neo4j
import pytest

from tests.neo4j.launch_neo4j import Neo4j
from tests.neo4j.wiped import auth

PASSWORD = "correct horse / battery @ staple"  # with what a URL must quote
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of the installed Chromium; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def _no_browser() -> str | None:
    return None if chromium() else "no Chromium on this machine"


def _no_java() -> str | None:
    absent = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"a Neo4j server and Gephi need {' and '.join(absent)} on this machine" if absent else None


_NEEDS: dict[str, Callable[[], str | None]] = {"browser": _no_browser, "neo4j": _no_java, "gephi": _no_java}


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


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Neo4j of our own, with a password and TLS, or the one at NEO4J_URI, which must be empty: the tests delete what
    is in it. The password stands in the environment. All tests share it."""
    given = os.environ.get("NEO4J_URI")
    if given:
        with neo4j.GraphDatabase.driver(given, auth=auth()) as driver:
            if driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]:
                pytest.fail(f"{given} is not empty; the tests would delete what is in it", pytrace=False)
        yield given
        return
    server = Neo4j(tmp_path_factory.mktemp("neo4j") / "home", PASSWORD)
    server.start()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NEO4J_PASSWORD", PASSWORD)
        yield server.url
    server.stop()
