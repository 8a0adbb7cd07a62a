"""Stores for the pages: empty, small, hostile; each in a folder of its own and named by DRAMATIS_DB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, sync_playwright

from extract.records import Extraction
from graph.store import open_store
from tests.explore import page_corpus
from tests.explore.app_server import CHROMIUM_FLAGS, running_app


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, ())


@pytest.fixture
def small_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, page_corpus.small())


@pytest.fixture
def hostile_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, page_corpus.hostile())


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the small store; tests of one module share it and what they judge."""
    yield from _site(tmp_path_factory.mktemp("small"), page_corpus.small())


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _site(tmp_path_factory.mktemp("hostile"), page_corpus.hostile())


def _site(folder: Path, extractions: Iterable[Extraction]) -> Iterator[str]:
    with open_store(str(folder / "store")) as store:
        for extraction in extractions:
            store.add(extraction)
    with running_app(str(folder / "store"), folder / "log") as host:
        yield host


def _store(folder: Path, monkeypatch: pytest.MonkeyPatch, extractions: Iterable[Extraction]) -> Iterator[str]:
    url = str(folder / "store")
    with open_store(url) as store:
        for extraction in extractions:
            store.add(extraction)
    monkeypatch.setenv("DRAMATIS_DB", url)
    yield url
    st.cache_resource.clear()
