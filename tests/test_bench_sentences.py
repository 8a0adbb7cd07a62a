"""The articles annotated sentence by sentence can be read, and the score counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.records import Actor, Claim, Document, Evidence, Extraction, Mention, Span
from tests.bench.score_sentences import HELD_OUT, SENTENCES, AnnotatedArticle, judge_sentences, read_sentences

ARTICLE = """@ one | 2024-03-05 | Oman scolds Chad
= Oman condemned Chad and met Mali.
Oman | ACCUSE | Chad | condemned
Mali | CONSULT | Oman | met

= Chad would expel its envoy.
Chad | SANCTION | envoy | expel | planned
"""


@pytest.fixture
def article(tmp_path: Path) -> AnnotatedArticle:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return read_sentences(tmp_path)[0]


def extraction(article: AnnotatedArticle, *claims: tuple[str, str, str]) -> Extraction:
    """What an extractor would write that takes every word with a capital for an actor of that name."""
    at = {name: (article.text.index(name), article.text.index(name) + len(name)) for name in ("Oman", "Chad", "Mali")}
    return Extraction(
        Document(article.id, article.text),
        tuple(Actor(name, name, "State") for name in at),
        tuple(Mention(article.id, *span, name, name, "name") for name, span in at.items()),
        tuple(_claim(article, source, relation, target, at) for source, relation, target in claims),
        (),
        "by hand",
    )


def _claim(article: AnnotatedArticle, source: str, relation: str, target: str, at: dict[str, Span]) -> Claim:
    start, end = article.sentences[0]
    evidence = Evidence(article.id, start, end, article.text[start:end])
    ends = (source, relation, target, at[source], at[target])
    return Claim("id", *ends, "actual", evidence, None, None, None, None, 0.9, "by_hand")


def test_a_file_is_a_text_with_relations(article: AnnotatedArticle) -> None:
    assert article.text == "Oman condemned Chad and met Mali.\n\nChad would expel its envoy."
    assert [article.text[slice(*s)] for s in article.sentences] == article.text.split("\n\n")
    assert [r.types for r in article.stated] == [("ACCUSE",), ("CONSULT",), ("SANCTION",)]
    assert [r.status for r in article.stated] == ["actual", "actual", "planned"]
    assert article.text[slice(*article.stated[2].source)] == "Chad"
    assert article.stated[2].source[0] == article.sentences[1][0]  # the second Chad, that of its own sentence


def test_right_is_what_the_sentence_states(article: AnnotatedArticle) -> None:
    found = judge_sentences(article, extraction(article, ("Oman", "ACCUSE", "Chad"), ("Oman", "CONSULT", "Mali")))
    assert (found["typed"].right, found["typed"].extracted) == (2, 2)
    assert (found["typed"].found, found["typed"].gold) == (2, 3)
    assert (found["status"].found, found["status"].gold) == (2, 2)


def test_wrong_are_other_labels_other_ways_round_and_other_pairs(article: AnnotatedArticle) -> None:
    wrong = (("Oman", "AID", "Chad"), ("Chad", "ACCUSE", "Oman"), ("Chad", "ACCUSE", "Mali"))
    found = judge_sentences(article, extraction(article, *wrong))
    assert (found["typed"].right, found["typed"].extracted, found["typed"].found) == (0, 3, 0)
    assert (found["pairs"].right, found["pairs"].found) == (1, 1)


def test_what_is_amiss_is_told_with_its_line(tmp_path: Path) -> None:
    for broken, reason in (
        ("| ACCUSE | Chad | condemned", "Iran"),
        ("| DISLIKES | Chad | condemned", "DISLIKES"),
        ("| ACCUSE | Chad | condemned | maybe", "maybe"),
    ):
        source = "Iran" if reason == "Iran" else "Oman"
        (tmp_path / "one.txt").write_text(ARTICLE.replace("Oman | ACCUSE | Chad | condemned", source + broken))
        with pytest.raises(ValueError, match=f"line 3: .*{reason}"):
            read_sentences(tmp_path)


@pytest.mark.parametrize("folder", [SENTENCES, HELD_OUT])
def test_the_articles_hold_together(folder: Path) -> None:
    articles = read_sentences(folder)
    assert len(articles) >= 40
    assert sum(len(article.stated) for article in articles) >= 1000
    labels = {label for article in articles for relation in article.stated for label in relation.types}
    assert len(labels) == 26
    assert all(relation.source != relation.target for article in articles for relation in article.stated)
