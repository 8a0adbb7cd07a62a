"""Lines as what they are: headings, bylines, bullets, datelines, wrapped text."""

from __future__ import annotations

import pytest

from extract.layout import find_blocks

LINES = [
    ("The Price of Peace", "title case"),
    ("Rebels take border town", "headline"),
    ("The rebels took the border town on Monday.", "body"),
    ("“We will not leave,” the mayor said.", "body"),
    ("By Nora Feld", "byline"),
    ("Photo: the harbour at dawn", "byline"),
    ("Reporting by Nora Feld; editing by Omar Saleh", "byline"),
    ("nf/os (AFP, dpa)", "byline"),
    ("By Friday the rebels had left the town.", "body"),
]


@pytest.mark.parametrize(("line", "part"), LINES)
def test_each_line_is_seen_for_what_it_is(line: str, part: str) -> None:
    assert [block.part for block in find_blocks(line)] == [part]


def test_a_dateline_stands_outside_the_sentence() -> None:
    text = "AMMAN, May 3 (Wire) — Jordan closed the crossing."
    (block,) = find_blocks(text)
    assert text[block.body_start :] == "Jordan closed the crossing."


def test_a_dash_inside_a_sentence_is_no_dateline() -> None:
    text = "Jordan closed the crossing — and opened it again."
    (block,) = find_blocks(text)
    assert block.body_start == 0


def test_a_bullet_loses_its_label() -> None:
    text = "- Next Steps: Jordan will close the crossing."
    (block,) = find_blocks(text)
    assert text[block.body_start :] == "Jordan will close the crossing."


def test_lines_wrapped_by_hand_are_one_block() -> None:
    text = "The army said that it had taken the two villages on the\nriver after a night of shelling.\nTalks go on."
    assert [text[block.start : block.end].count("\n") for block in find_blocks(text)] == [1, 0]


def test_an_empty_line_ends_a_block() -> None:
    assert len(find_blocks("The army said that it had taken\n\nthe town")) == 2
