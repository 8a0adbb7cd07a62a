"""Sentences with their marks: nothing of the text is lost, and none of it becomes markup."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from explore.evidence import Mark, mark_text
from tests.explore.page_corpus import ATTACKS

_TAG = re.compile(r"<[^>]*>")


def test_parts_are_marked_where_they_stand() -> None:
    text = "Norvania attacked Sundria."
    marked = mark_text(text, 100, [Mark((100, 126), "quote"), Mark((100, 108), "source"), Mark((118, 125), "target")])
    assert '<span class="part-quote part-source" title="">Norvania</span>' in marked
    assert '<span class="part-quote part-target" title="">Sundria</span>' in marked
    assert '<span class="part-quote" title=""> attacked </span>' in marked


def test_marks_outside_the_text_leave_it_alone() -> None:
    assert mark_text("Norvania", 100, [Mark((0, 90), "quote"), Mark((200, 210), "source")]) == "Norvania"


def test_a_mark_that_begins_before_the_text_is_cut() -> None:
    assert mark_text("vania left", 103, [Mark((100, 108), "source")]) == (
        '<span class="part-source" title="">vania</span> left'
    )


def test_hostile_text_stays_text() -> None:
    for attack in ATTACKS:
        marked = mark_text(attack, 0, [Mark((0, len(attack)), "quote", attack), Mark((2, 5), "source", attack)])
        tags = _TAG.findall(marked)
        assert all(re.fullmatch(r'</span>|<span class="[a-z -]+" title="[^"<>]*">', tag) for tag in tags), tags


_ENDS = st.integers(0, 60)
_MARKS = st.builds(
    lambda a, b, part: Mark((min(a, b), max(a, b)), part), _ENDS, _ENDS, st.sampled_from(["quote", "source", "cue"])
)


@given(st.text(max_size=40), st.integers(0, 20), st.lists(_MARKS))
def test_marks_never_change_the_words(text: str, start: int, marks: list[Mark]) -> None:
    shown = html.unescape(_TAG.sub("", mark_text(text, start, marks)))
    assert shown == html.unescape(mark_text(text, start, []))
