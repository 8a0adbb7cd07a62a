"""Folding of names, suggestions of merges, and shortest walks, each against what a reader would say."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from graph.likeness import Likeness
from graph.names import fold, skeleton
from graph.paths import k_shortest, make_edges
from graph.projection import CONTEXT, Sentences
from graph.resolve import compare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata'ib", "Ketaib"),
        ("Hezbollah", "Hizballah"),
        ("al-Sadr", "Al Sadr"),
        ("Qasim", "Kasem"),
        ("Soudani", "Sudani"),
    ],
)
def test_transliterations_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Badr", "Sadr"), ("Basra", "Mosul")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.lists(st.text("abcdeABC e\u0301\U0001f600", min_size=1, max_size=14)), st.text("abcdeABC e", max_size=14))
@settings(max_examples=100, deadline=None)
def test_letters_rule_out_no_name_that_resembles(names: list[str], text: str) -> None:
    compared = process.extract(text, names, scorer=fuzz.ratio, limit=5, score_cutoff=60)
    assert Likeness(names).nearest(text, 5, 60) == [(score, at) for _, score, at in compared]


def test_folding() -> None:
    assert fold("Kata’ib  HEZBOLLÁH-Front") == "kataib hezbollah front"
    assert fold("'''") == ""


def row(name: str, kind: str = "Person", **more: object) -> dict[str, object]:
    return {"id": name, "name": name, "kind": kind, "country": None, "wikidata": None, "aliases": [], **more}


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        (row("a", wikidata="Q1"), row("b", wikidata="Q1"), True),
        (row("Same", wikidata="Q1"), row("Same", wikidata="Q2"), False),
        (row("Qasim Rahal"), row("Kasem Rahaal"), True),
        (row("Rahal"), row("Qasim Rahal"), True),
        (row("ABC", "Group"), row("Alliance of Border Clans", "Armed group"), True),
        (row("Jordan", "Person"), row("Jordan", "State"), False),
        (row("Omar", country="IRQ"), row("Omar", country="SYR"), False),
        (row("Omar Badri"), row("Leyla Haddad"), False),
    ],
)
def test_what_speaks_for_a_merge_and_what_against(
    one: dict[str, object], other: dict[str, object], likely: bool
) -> None:
    score, reasons = compare(one, other)
    assert (score >= 0.5) is likely or (likely and score >= 0.45)
    assert bool(reasons) is likely


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=25)


@given(pairs=pairs, k=st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_walks_are_as_short_as_networkx_finds(pairs: list[tuple[int, int]], k: int) -> None:
    names = [(f"n{one}", f"n{other}") for one, other in pairs]
    ids = sorted({name for pair in names for name in pair})
    one, other = (np.array([ids.index(pair[end]) for pair in names]) for end in (0, 1))
    edges = make_edges(ids, one, other, np.ones(len(names)))
    found = k_shortest(edges, "n0", "n9", k, max_steps=9)
    graph = nx.Graph(names)
    expected: list[int] = []
    if "n0" in graph and "n9" in graph and nx.has_path(graph, "n0", "n9"):
        for path in nx.shortest_simple_paths(graph, "n0", "n9"):
            expected.append(len(path))
            if len(expected) == k:
                break
    assert [len(path) for path in found] == expected
    assert all(len(set(path)) == len(path) for path in found)
    assert all(nx.is_path(graph, path) for path in found)
    assert len({tuple(path) for path in found}) == len(found)


def test_the_context_is_the_sentence_within_bounds() -> None:
    text = "First one. Second, with the words, ends here. Third."
    start = text.index("the words")
    assert Sentences(text).around(start, start + 9) == ("Second, with the words, ends here.", 11)
    long = "x" * 5000
    around, place = Sentences(long).around(2000, 2010)
    assert (len(around), place) == (10 + 2 * CONTEXT, 2000 - CONTEXT)


@given(text=st.text(max_size=80), start=st.integers(0, 80), length=st.integers(0, 80))
@settings(max_examples=300, deadline=None)
def test_the_context_holds_the_evidence(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    around, place = Sentences(text).around(start, end)
    assert around[start - place : end - place] == text[start:end]
