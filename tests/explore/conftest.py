"""Stores for the pages: empty, small, hostile; each in a folder of its own and named by DRAMATIS_DB."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, expect, sync_playwright

from extract.records import Extraction
from graph.store import open_store
from tests.explore import page_corpus
from tests.explore.app_server import CHROMIUM_FLAGS, running_app

Factory = pytest.TempPathFactory
expect.set_options(timeout=15_000)  # a busy build machine takes its time


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: Factory) -> Path:
    return filled(tmp_path_factory.mktemp("small") / "store", page_corpus.small())


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: Factory) -> Path:
    return filled(tmp_path_factory.mktemp("hostile") / "store", page_corpus.hostile())


def filled(store: Path | str, extractions: Iterable[Extraction]) -> Path:
    with open_store(str(store)) as opened:
        opened.bulk_add(extractions)
    return Path(store)


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _served(tmp_path / "store", monkeypatch)


@pytest.fixture
def small_store(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _served(shutil.copytree(small_folder, tmp_path / "store"), monkeypatch)


@pytest.fixture
def hostile_store(hostile_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _served(shutil.copytree(hostile_folder, tmp_path / "store"), monkeypatch)


def _served(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("DRAMATIS_DB", str(store))
    yield str(store)
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def small_site(small_folder: Path, tmp_path_factory: Factory) -> Iterator[str]:
    """The app on the small store; all tests share it and what they judge."""
    yield from _site(tmp_path_factory.mktemp("small-site"), small_folder)


@pytest.fixture(scope="session")
def hostile_site(hostile_folder: Path, tmp_path_factory: Factory) -> Iterator[str]:
    yield from _site(tmp_path_factory.mktemp("hostile-site"), hostile_folder)


def _site(folder: Path, store: Path) -> Iterator[str]:
    with running_app(str(shutil.copytree(store, folder / "store")), folder / "log") as host:
        yield host
