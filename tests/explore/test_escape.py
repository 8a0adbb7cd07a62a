"""What strangers write, on its way to the page."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from explore.escape import plain, safe_url, to_html, to_markdown
from tests.explore.page_corpus import ATTACKS


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_renders_the_name_itself(attack: str) -> None:
    rendered = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).renderInline(to_markdown(attack))
    )
    assert html.unescape(rendered) == plain(attack)


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_has_no_markup(attack: str) -> None:
    assert "<" not in to_html(attack) and '"' not in to_html(attack)


def test_direction_and_control_characters_go() -> None:
    assert plain("Abu \u202etxet\u202c\x00\x07 al-\u2067X\u2069\nY") == "Abu txet al-XY".replace("XY", "X Y")


def test_long_names_are_cut() -> None:
    assert plain("x" * 500, 20) == "x" * 19 + "…"


@given(st.text())
def test_plain_is_one_line_within_its_limit(text: str) -> None:
    line = plain(text, 30)
    assert len(line) <= 30 and line.splitlines() in ([], [line])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://a b", 'https://x"onx=', None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_web_addresses_stay() -> None:
    assert safe_url("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
