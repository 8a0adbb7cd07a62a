"""The sample corpus: what README.md in samples/ promises about it."""

import datetime as dt
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLES = sorted(SAMPLES.glob("[0-9][0-9]-*.md"))


def split_article(path: Path) -> tuple[dict[str, str], str]:
    """Front matter as key and value, and the text below it."""
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return dict(line.split(": ", 1) for line in front.splitlines()), body.strip()


def test_twelve_articles_numbered_without_a_gap() -> None:
    assert [path.name[:2] for path in ARTICLES] == [f"{number:02}" for number in range(1, 13)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_front_matter_names_title_date_and_outlet(path: Path) -> None:
    front, _ = split_article(path)
    assert set(front) == {"title", "published", "outlet"}
    assert front["outlet"] == "Dramatis samples"
    assert len(front["title"].split()) >= 5
    assert 2003 <= dt.date.fromisoformat(front["published"]).year <= 2024


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_are_short_and_plain(path: Path) -> None:
    _, text = split_article(path)
    assert 250 <= len(text.split()) <= 600
    assert text.isascii()
    assert len(text.split("\n\n")) >= 6


def test_articles_stand_in_the_order_of_their_events() -> None:
    dates = [split_article(path)[0]["published"] for path in ARTICLES]
    assert dates == sorted(dates)
    assert len(set(dates)) == len(dates)


def test_readme_states_the_licence_and_what_the_dates_mean() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "MIT" in readme
    assert "written for Dramatis" in readme
    assert "date of the event" in readme
