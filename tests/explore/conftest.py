"""Stores for the pages: empty, small, hostile; each in a folder of its own and named by DRAMATIS_DB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from extract.records import Extraction
from graph.store import open_store
from tests.explore import page_corpus


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, ())


@pytest.fixture
def small_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, page_corpus.small())


@pytest.fixture
def hostile_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _store(tmp_path, monkeypatch, page_corpus.hostile())


def _store(folder: Path, monkeypatch: pytest.MonkeyPatch, extractions: Iterable[Extraction]) -> Iterator[str]:
    url = str(folder / "store")
    with open_store(url) as store:
        for extraction in extractions:
            store.add(extraction)
    monkeypatch.setenv("DRAMATIS_DB", url)
    yield url
    st.cache_resource.clear()
