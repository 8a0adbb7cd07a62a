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
    ("nf/os (dpa) Editor: Nora Feld", "byline"),
    ("and/or whatever the council decides, said the mayor.", "body"),
    ("By Friday the rebels had left the town.", "body"),
]


@pytest.mark.parametrize(("line", "part"), LINES)
def test_each_line_is_seen_for_what_it_is(line: str, part: str) -> None:
    assert [block.part for block in find_blocks(line)] == [part]


def test_a_dateline_stands_outside_the_sentence() -> None:
    text = "AMMAN, May 3 (Wire) — Jordan closed the crossing."
    (block,) = find_blocks(text)
    assert text[block.body_start :] == "Jordan closed the crossing."


def test_a_place_in_small_letters_is_a_dateline_with_a_date() -> None:
    dated = "Port Sudan, 3 March 2021 — Jordan closed the crossing."
    (block,) = find_blocks(dated)
    assert dated[block.body_start :] == "Jordan closed the crossing."
    (undated,) = find_blocks("Port Sudan, a town by the sea — Jordan closed the crossing.")
    assert undated.body_start == 0


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


SIGNED = [
    ("The army left the town on Monday. nf/os (AFP, dpa)", "nf/os (AFP, dpa)"),
    ("“We will stay,” the mayor said. nf/dpa/AP", "nf/dpa/AP"),
    ("The army left the town on Monday. (Reuters)", "(Reuters)"),
]


@pytest.mark.parametrize(("text", "signature"), SIGNED)
def test_the_desk_signs_after_the_last_sentence(text: str, signature: str) -> None:
    body, foot = find_blocks(text)
    assert (body.part, foot.part, text[foot.start : foot.end]) == ("body", "byline", signature)


UNSIGNED = ["The army left the town. (It came back on Friday)", "The army and/or the police left. The mayor stayed"]


@pytest.mark.parametrize("text", UNSIGNED)
def test_an_aside_after_a_sentence_is_no_signature(text: str) -> None:
    assert len(find_blocks(text)) == 1
