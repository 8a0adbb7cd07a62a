"""The list of all claims, and claims that a reviewer accepted, on every engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from graph import journal
from graph.store import NotInStoreError, Store, StoreError
from graph.views import ClaimOrder, Filters, StoredClaim
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, MARA, OSTREN, VALDORIA, raid, threat
from tests.graph.shown import shown


def quotes(store: Store, filters: Filters | None = None, text: str = "") -> set[str]:
    page = store.claims(filters, text=text)
    assert page.total == len(page.claims)
    return {claim.claim.evidence.quote for claim in page.claims}


def test_all_claims_newest_first_and_undated_last(asked: Store) -> None:
    page = asked.claims()
    assert page.total == 8
    dates = [claim.date or dt.date.min for claim in page.claims]
    assert dates == sorted(dates, reverse=True)
    assert page.claims[-1].date is None
    assert {claim.claim.id for claim in page.claims} == {
        claim.id for extraction in asked.extractions() for claim in extraction.claims
    }


def test_pages_of_all_claims_make_up_the_whole(asked: Store) -> None:
    whole = asked.claims().claims
    pages = [asked.claims(limit=3, offset=place) for place in (0, 3, 6)]
    assert [claim for page in pages for claim in page.claims] == list(whole)
    assert {page.total for page in pages} == {8}
    assert asked.claims(offset=8).claims == ()


TALKS_HELD, NO_TALKS = "Valdoria and Ostren held talks", "Ostren and Valdoria held no talks"
BASED = "The Crimson Front is based in Port Selm"
ARMS, ATTACKED = "Ostren arms the Crimson Front", "Crimson Front of Ostren fighters attacked Valdoria"


@pytest.mark.parametrize(
    ("filters", "text", "expected"),
    [
        (Filters(relations=("CONSULT",)), "", {TALKS_HELD, NO_TALKS}),
        (Filters(statuses=("negated",)), "", {NO_TALKS}),
        (Filters(kinds=("Place",)), "", {BASED}),
        (Filters(speakers=(MARA.id,)), "", {ARMS, ATTACKED}),
        (Filters(outlets=("Valdoria Wire",), quad_classes=("verbal cooperation",)), "", {NO_TALKS}),
        (Filters(actors=(CRIMSON_TOO.id,)), "", {ATTACKED}),
        (Filters(actors=("nobody",)), "", set()),
        (Filters(min_confidence=0.95), "", {"Valdoria bombed the Crimson Front again"}),
        (None, "held TALKS", {TALKS_HELD, NO_TALKS}),
        (Filters(statuses=("actual",)), "held talks", {TALKS_HELD}),
        (None, "% _ ' \\ $word0", set()),
    ],
)
def test_filters_of_claims(asked: Store, filters: Filters | None, text: str, expected: set[str]) -> None:
    assert quotes(asked, filters, text) == expected


def test_more_words_than_a_query_bears_are_refused(asked: Store) -> None:
    with pytest.raises(StoreError, match="at most 30 words"):
        asked.claims(text="word " * 31)


def test_rejected_claims_are_listed_on_request(filled: Store) -> None:
    filled.reject(raid().claims[0].id, "ann")
    assert filled.claims().total == 7
    page = filled.claims(rejected=True)
    assert (page.total, sum(claim.rejected for claim in page.claims)) == (8, 1)


def test_claims_of_a_merged_actor_are_found_by_either_id(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    assert filled.claims(Filters(actors=(CRIMSON_TOO.id,))).total == 5


def test_accepting_and_its_undo(filled: Store) -> None:
    before = shown(filled)
    judgement = filled.accept(raid().claims[0].id, "ann", "checked")
    stored = filled.claim(raid().claims[0].id)
    assert (stored.accepted, stored.rejected, stored.states) == (True, False, ("accepted",))
    assert filled.query("MATCH (c:Claim) WHERE c.accepted = true RETURN c.id").rows == ((raid().claims[0].id,),)
    assert filled.verify() == ()
    filled.undo(judgement, "ann")
    assert shown(filled) == before
    assert filled.verify() == ()


def test_of_accepting_and_rejecting_the_later_counts(filled: Store) -> None:
    claim = raid().claims[1].id
    rejected = filled.reject(claim, "ann")
    accepted = filled.accept(claim, "bob")
    assert filled.claim(claim).states == ("accepted",)
    assert any(row.relation == "BACKS" for row in filled.network(Filters()).relations)
    filled.undo(accepted, "bob")
    assert filled.claim(claim).states == ("rejected",)
    filled.undo(rejected, "ann")
    assert filled.claim(claim).states == ()
    filled.accept(claim, "ann")
    filled.reject(claim, "bob")
    assert filled.claim(claim).states == ("rejected",)
    assert filled.verify() == ()


def test_an_accepted_claim_is_one_in_the_journal_and_after_a_rebuild(filled: Store) -> None:
    filled.accept(threat().claims[0].id, "ann")
    (entry,) = filled.journal()
    assert (entry.verb, entry.subject, entry.who) == ("accept", threat().claims[0].id, "ann")
    assert journal.from_json(journal.to_json(entry)) == entry
    filled.rebuild()
    assert filled.claim(threat().claims[0].id).accepted
    assert filled.verify() == ()


def test_a_claim_that_is_not_there_cannot_be_accepted(filled: Store) -> None:
    with pytest.raises(NotInStoreError):
        filled.accept(OSTREN.id, "ann")


@pytest.mark.parametrize(
    ("order", "key", "falls"),
    [
        ("oldest", lambda found: found.date or dt.date.max, False),
        ("surest", lambda found: found.claim.confidence, True),
        ("doubtful", lambda found: found.claim.confidence, False),
        ("relation", lambda found: found.relation, False),
        ("outlet", lambda found: found.document.outlet or "~", False),
    ],
)
def test_claims_are_sorted_before_they_are_parted_into_pages(
    asked: Store, order: ClaimOrder, key: Callable[[StoredClaim], Any], falls: bool
) -> None:
    whole = asked.claims(order=order).claims
    assert {found.claim.id for found in whole} == {found.claim.id for found in asked.claims().claims}
    newest = [found.claim.id for found in asked.claims().claims]
    assert list(whole) == sorted(sorted(whole, key=lambda found: newest.index(found.claim.id)), key=key, reverse=falls)
    parts = [asked.claims(limit=3, offset=place, order=order).claims for place in (0, 3, 6)]
    assert [found.claim.id for part in parts for found in part] == [found.claim.id for found in whole][:9]


@pytest.mark.parametrize("order", ["oldest", "surest", "relation"])
def test_claims_of_one_actor_and_of_two_are_sorted_alike(asked: Store, order: ClaimOrder) -> None:
    every = [found.claim.id for found in asked.claims(order=order).claims]
    for page in (asked.claims_of(OSTREN.id, order=order), asked.claims_between(OSTREN.id, VALDORIA.id, order=order)):
        found = [one.claim.id for one in page.claims]
        assert len(found) > 1 and found == sorted(found, key=every.index)
