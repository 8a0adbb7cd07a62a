"""Confidence is a share of claims that are right: it rises with the prior of a wording and what the claim rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calibration import Grounds, Weights, calibrated, log_odds, share, weights
from extract.ontology import relations
from tests.extract.readings import extraction
from training.confidence import Judged, learn, written

TABLES = {"relation", "rule", "source_how", "source_kind", "target_how", "target_kind"}


def nothing() -> Iterator[tuple[str, str]]:
    return iter(())


@given(st.floats(0, 1), st.floats(0, 1))
def test_it_never_falls_with_the_prior(one: float, other: float) -> None:
    low, high = (share(log_odds(prior), nothing(), weights()) for prior in sorted((one, other)))
    assert 0 < low <= high < 1


def test_it_is_the_logistic_function_of_what_the_claim_rests_on() -> None:
    known = Weights(0.0, 1.0, {("relation", "AID"): 1.0986})  # the logarithm of 3
    assert share(log_odds(0.5), nothing(), known) == 0.5
    assert share(log_odds(0.5), iter([("relation", "AID")]), known) == 0.75
    assert share(log_odds(0.5), iter([("relation", "SUPPORT")]), known) == 0.5


def test_a_claim_rests_on_its_rule_its_relation_and_its_ends() -> None:
    read = extraction("Oman condemned Chad.")
    assert set(Grounds(read).of(read.claims[0])) == {
        ("rule", "active_verb"),
        ("relation", "ACCUSE"),
        ("source_kind", "State"),
        ("source_how", "name"),
        ("target_kind", "State"),
        ("target_how", "name"),
    }


def test_names_are_surer_than_pronouns() -> None:
    by_name = extraction("Oman condemned Chad. Oman condemned Mali.").claims
    by_pronoun = extraction("Oman condemned Chad. Later Mali condemned it.").claims
    assert len(by_name) == len(by_pronoun) == 2
    assert by_pronoun[1].confidence < by_name[1].confidence


def test_nothing_else_of_an_extraction_changes() -> None:
    read = extraction("Oman condemned Chad.")
    again = calibrated(read)
    assert (again.actors, again.mentions, again.document) == (read.actors, read.mentions, read.document)
    assert [claim.id for claim in again.claims] == [claim.id for claim in read.claims]


def test_the_weights_name_what_there_is() -> None:
    assert {table for table, _ in weights().features} == TABLES
    assert {entry for table, entry in weights().features if table == "relation"} <= set(relations())


@pytest.mark.parametrize(("right", "surer"), [("AID", "AID"), ("SUPPORT", "SUPPORT")])
def test_what_is_right_more_often_is_learned_to_be_surer(right: str, surer: str) -> None:
    claims = [
        Judged(log_odds(0.7), (("relation", label),), label == right) for label in ("AID", "SUPPORT") for _ in range(20)
    ]
    found = learn(claims)
    assert max(found.features, key=lambda feature: found.features[feature]) == ("relation", surer)
    assert f'"{surer}" = ' in written(found)
    assert learn(claims) == found
