"""The gold articles hold together, and the scores count what they say they count."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from extract.ontology import KINDS, relations
from extract.records import Actor, Attribution, Claim, Document, Evidence, Extraction, Mention, claim_id
from tests.bench import scores
from tests.bench.score_calibration import draw_reliability, expected_calibration_error, reliability
from tests.bench.score_coref import score_coreference
from tests.bench.score_corpora import Corpus, ScoringError, score_corpus
from tests.bench.score_gold import DENSE, GOLD, PLAIN, WIRES, GoldArticle, GoldRelation, fold, judge, read_gold
from tests.bench.score_history import Line, add_line, fallen, last_figures, read_history

ARTICLES = read_gold()
DENSE_ARTICLES = read_gold(DENSE)
WIRE_ARTICLES = read_gold(WIRES)
PLAIN_ARTICLES = read_gold(PLAIN)
STATUSES = {"actual", "planned", "hypothetical", "negated"}


def perfect(article: GoldArticle) -> Extraction:
    """What an extractor would write that found everything in the gold and nothing else."""
    kinds = {known.key: known.kind for known in article.actors}
    mentions = [
        Mention(article.id, at.start(), at.end(), at.group(), known.key, "name")
        for known in article.actors
        for form in known.forms
        for at in re.finditer(re.escape(form), article.text)
    ]
    return Extraction(
        Document(article.id, article.text),
        tuple(Actor(known.key, known.name, kinds[known.key]) for known in article.actors),  # type: ignore[arg-type]
        tuple(mentions),
        tuple(_claim(article, known) for known in article.relations),
        (),
        "gold",
    )


def _claim(article: GoldArticle, known: GoldRelation) -> Claim:
    start = article.text.index(known.evidence)
    evidence = Evidence(article.id, start, start + len(known.evidence), known.evidence)
    said = None
    if known.speaker is not None:
        speaker_id = known.speaker if known.speaker in {a.key for a in article.actors} else None
        said = Attribution(speaker_id, known.speaker, None, "said", (0, 0), (0, 0))
    ends = (known.source, known.types[0], known.target)
    return Claim(
        claim_id(article.id, *ends, (0, 0), (0, 0), (start, evidence.end_char)),
        *ends,
        (0, 0),
        (0, 0),
        known.status,
        evidence,
        said,
        None,
        None,
        None,
        0.9,
        "by_hand",
    )


def only(extraction: Extraction, **changes: object) -> Extraction:
    """The extraction with its first claim alone, changed."""
    return dataclasses.replace(extraction, claims=(dataclasses.replace(extraction.claims[0], **changes),))  # type: ignore[arg-type]


def test_there_are_enough_of_them() -> None:
    assert len(ARTICLES) >= 12
    assert sum(len(article.relations) for article in ARTICLES) >= 200
    assert sum(len(article.traps) for article in ARTICLES) >= 40


def test_ids_are_file_names() -> None:
    read = ((ARTICLES, GOLD), (DENSE_ARTICLES, DENSE), (WIRE_ARTICLES, WIRES), (PLAIN_ARTICLES, PLAIN))
    for articles, folder in read:
        assert [article.id for article in articles] == sorted(path.stem for path in folder.glob("*.json"))


@pytest.mark.parametrize(
    "article", [*ARTICLES, *DENSE_ARTICLES, *WIRE_ARTICLES, *PLAIN_ARTICLES], ids=lambda article: article.id
)
class TestArticle:
    def test_is_an_article_of_ordinary_length(self, article: GoldArticle) -> None:
        assert 250 <= len(article.text.split()) <= 650
        assert article.text.startswith(article.title)

    def test_every_evidence_and_surface_form_stands_in_the_text(self, article: GoldArticle) -> None:
        quotes = [known.evidence for known in article.relations] + [trap.evidence for trap in article.traps]
        # The name in full need not stand there: forms[0].
        forms = [form for known in article.actors for form in known.forms[1:]]
        assert [words for words in quotes + forms if words not in article.text] == []
        assert [known.key for known in article.actors if not known.forms[1:]] == []

    def test_no_surface_form_stands_for_two_actors(self, article: GoldArticle) -> None:
        owners = Counter(form for known in article.actors for form in {fold(form) for form in known.forms})
        assert [form for form, count in owners.items() if count > 1] == []

    def test_relations_follow_the_codebook(self, article: GoldArticle) -> None:
        kinds = {known.key: known.kind for known in article.actors}
        assert set(kinds.values()) <= set(KINDS)
        for known in article.relations:
            assert known.types and known.status in STATUSES and known.source != known.target
            allowed = [relations()[label].allows(kinds[known.source], kinds[known.target]) for label in known.types]
            assert all(allowed), known

    def test_speakers_are_actors_or_words_of_the_text(self, article: GoldArticle) -> None:
        keys = {known.key for known in article.actors}
        strangers = {known.speaker for known in article.relations if known.speaker} - keys
        assert [words for words in strangers if words not in article.text] == []

    def test_traps_are_no_facts_of_the_gold(self, article: GoldArticle) -> None:
        facts = {
            (known.source, label, known.target)
            for known in article.relations
            if known.status == "actual"
            for label in known.types
        }
        assert [trap.wrong for trap in article.traps if trap.wrong in facts] == []

    def test_the_gold_itself_scores_full_marks(self, article: GoldArticle) -> None:
        verdict = judge(article, perfect(article))
        assert not verdict.missed
        assert not verdict.sprung
        assert {name: tally.recall for name, tally in verdict.tallies.items()} == dict.fromkeys(verdict.tallies, 1.0)
        assert verdict.tallies["typed"].f1 == verdict.tallies["pairs"].f1 == verdict.tallies["actors"].f1 == 1.0


ARTICLE = ARTICLES[0]  # its first relation: the European Union sanctions a company


def test_a_claim_the_wrong_way_round_is_wrong_and_its_relation_missed() -> None:
    right = only(perfect(ARTICLE))
    turned = only(perfect(ARTICLE), source=right.claims[0].target, target=right.claims[0].source)
    assert judge(ARTICLE, right).tallies["typed"].precision == 1.0
    assert judge(ARTICLE, turned).tallies["typed"].precision == 0.0
    assert ARTICLE.relations[0] in judge(ARTICLE, turned).missed


def test_a_symmetric_claim_may_stand_either_way() -> None:
    ally = next(known for known in ARTICLE.relations if known.types == ("ALLIED_WITH",))
    turned = dataclasses.replace(ally, source=ally.target, target=ally.source)
    extraction = dataclasses.replace(perfect(ARTICLE), claims=(_claim(ARTICLE, turned),))
    assert judge(ARTICLE, extraction).tallies["typed"].right == 1


def test_another_relation_between_the_same_two_is_a_pair_alone() -> None:
    tallies = judge(ARTICLE, only(perfect(ARTICLE), relation="AID")).tallies
    assert (tallies["typed"].right, tallies["pairs"].right) == (0, 1)


def test_status_and_speaker_count_among_the_hits_alone() -> None:
    right = judge(ARTICLE, only(perfect(ARTICLE))).tallies
    assert (right["status"].recall, right["speaker"].recall, right["status"].gold) == (1.0, 1.0, 1)
    spoken = Attribution("belarus", "Minsk", None, "said", (0, 0), (0, 0))
    wrong = judge(ARTICLE, only(perfect(ARTICLE), status="negated", attribution=spoken)).tallies
    assert (wrong["status"].recall, wrong["speaker"].recall, wrong["typed"].right) == (0.0, 0.0, 1)


def test_a_trap_is_sprung_by_a_fact_only() -> None:
    trap = ARTICLE.traps[0]
    source, relation, target = trap.wrong
    fact = only(perfect(ARTICLE), source=source, relation=relation, target=target)
    supposed = only(perfect(ARTICLE), source=source, relation=relation, target=target, status="hypothetical")
    assert judge(ARTICLE, fact).sprung == (trap,)
    assert judge(ARTICLE, supposed).sprung == ()


def test_one_actor_in_two_costs_precision() -> None:
    whole = perfect(ARTICLE)
    name = whole.actors[0].name
    half = Mention(ARTICLE.id, 0, len(name), name, "half", "name")
    split = dataclasses.replace(
        whole, actors=(*whole.actors, Actor("half", name, "Group")), mentions=(*whole.mentions, half)
    )
    tally = judge(ARTICLE, split).tallies["actors"]
    assert tally.recall == 1.0
    assert tally.precision == len(whole.actors) / (len(whole.actors) + 1)


@pytest.mark.parametrize(
    ("form", "folded"),
    [("The Émirates’", "emirates"), ("Iran's Quds Force", "iran quds force"), ("an envoy,", "envoy"), ("Thea", "thea")],
)
def test_surface_forms_are_folded(form: str, folded: str) -> None:
    assert fold(form) == folded


def test_calibration_is_the_weighted_distance_between_stated_and_right() -> None:
    sure = [(0.8, True)] * 3 + [(0.8, False)]
    assert expected_calibration_error(reliability(sure)) == pytest.approx(0.05)
    mixed = sure + [(0.3, True)] * 4
    bins = reliability(mixed)
    assert [(b.low, b.high, b.claims) for b in bins] == [(0.2, 0.3, 4), (0.7, 0.8, 4)]
    assert expected_calibration_error(bins) == pytest.approx((4 * 0.7 + 4 * 0.05) / 8)
    assert "0.7 to 0.8       4   0.800  0.750" in draw_reliability(bins)
    assert expected_calibration_error([]) == 0.0


def test_coreference_wants_every_mention_under_one_actor() -> None:
    gold = [
        {
            "id": "1",
            "entities": [
                {"start": 0, "end": 9, "label": "person", "cluster": 1},
                {"start": 20, "end": 22, "label": "person", "cluster": 1},
                {"start": 30, "end": 40, "label": "place", "cluster": 2},
                {"start": 50, "end": 52, "label": "place", "cluster": 2},
            ],
        }
    ]
    name, pronoun, place = ({"start_char": s, "end_char": e} for s, e in ((4, 9), (20, 22), (30, 40)))
    one = {"1": {"actors": [{"id": "a", "mentions": [name, pronoun]}, {"id": "b", "mentions": [place]}]}}
    two = {"1": {"actors": [{"id": "a", "mentions": [name]}, {"id": "b", "mentions": [pronoun]}]}}
    assert score_coreference(gold, one).f1 == 1.0
    assert score_coreference(gold, two).f1 == 0.5
    assert score_coreference(gold, {}).recall == 0.0


def test_a_figure_has_fallen_when_it_lost_more_than_the_tolerance() -> None:
    history = [
        Line("2024-01-01", "v1", "abc", {"ner": 0.9, "typed": 0.5, "gold: calibration error": 0.05}),
        Line("2024-01-02", "v2", "abd", {"typed": 0.6}),
    ]
    assert last_figures(history) == {"ner": 0.9, "typed": 0.6, "gold: calibration error": 0.05}
    assert fallen({"ner": 0.89, "typed": 0.7, "gold: calibration error": 0.01, "new": 0.0}, history) == []
    assert fallen({"ner": 0.889}, history) == ["ner"]
    assert fallen({"gold: calibration error": 0.2}, history) == ["gold: calibration error"]


def test_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert read_history(path) == []
    lines = [Line("2024-01-01", "v1", "abc", {"ner": 0.9}), Line("2024-01-02", "v1", "abd+", {"ner": 0.91})]
    for line in lines:
        add_line(line, path)
    assert read_history(path) == lines
    path.write_text('{"date": "2024-01-01"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_history(path)


def test_what_is_recorded_can_be_read() -> None:
    for line in read_history():
        assert line.figures and all(0.0 <= value <= 1.0 for value in line.figures.values())


def test_scores_of_the_gold_set_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure that no extractor reaches was recorded: the table shows the fall, and --check fails for it alone."""
    path = tmp_path / "history.jsonl"
    add_line(Line("2024-01-01", "v0", "abc", {"gold: typed": 1.0, "gold: traps": 0.0}), path)
    nowhere = str(tmp_path / "nowhere")
    status = scores.main(["--corpora", nowhere, "--history", str(path), "--check", "--rules", "--misses"])
    printed = capsys.readouterr()
    assert status == 1
    assert "fell since they were last recorded: gold: typed\n" in printed.err
    assert nowhere in printed.err
    assert re.search(r"^gold: typed +0\.\d{3} +1\.000 +-0\.\d{3}  human coders about \.6$", printed.out, re.MULTILINE)
    assert "expected calibration error" in printed.out
    assert len(read_history(path)) == 1, "recorded without --record"


def test_part_of_the_figures_is_not_recorded() -> None:
    with pytest.raises(SystemExit) as ended:
        scores.main(["--only", "gold", "--record"])
    assert ended.value.code == 2


CORPUS = Corpus("plover", "tiny.jsonl", ("events",))


def test_a_scorer_gets_the_corpus_and_what_was_extracted_from_it(tmp_path: Path) -> None:
    (tmp_path / "tiny.jsonl").write_text('{"id": "1", "text": "Norway thanked Chile."}\n', encoding="utf-8")
    (tmp_path / "score_public.py").write_text(
        "import json, sys\n"
        "task, gold, predicted = sys.argv[1:4]\n"
        "same = json.loads(open(gold).read())['id'] == json.loads(open(predicted).read())['id']\n"
        "print(json.dumps({name: {'f1': float(same)} for name in ('category', 'dyad', 'typed')}))\n",
        encoding="utf-8",
    )
    figures = score_corpus(CORPUS, tmp_path, tmp_path)
    assert figures == {"plover: category": 1.0, "plover: dyad": 1.0, "plover: typed": 1.0}


def test_a_scorer_that_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "tiny.jsonl").write_text('{"id": "1", "text": "Norway thanked Chile."}\n', encoding="utf-8")
    (tmp_path / "score_public.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    with pytest.raises(ScoringError, match=r"score_public\.py ended with status 3"):
        score_corpus(CORPUS, tmp_path, tmp_path)
