"""Judgements on every engine: each changes what is shown, none what was extracted, and all can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.store import NotInStoreError, Store, StoreError
from graph.views import Filters
from tests.graph.extractions import CRIMSON, CRIMSON_TOO, MARA, OSTREN, VALDORIA, raid, rename, threat
from tests.graph.shown import shown


def test_merging_moves_claims_mentions_and_names(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann", "same group")
    profile = filled.actor(CRIMSON.id)
    assert (profile.merged, profile.claims, profile.documents) == ((CRIMSON_TOO.id,), 5, 3)
    assert "Crimson Front of Ostren" in profile.actor.aliases
    assert {mention.mention.text for mention in profile.mentions} == {"Crimson Front", "Crimson Front of Ostren"}
    assert filled.actor(CRIMSON_TOO.id).actor.id == CRIMSON.id
    assert filled.statistics().actors == 5
    assert filled.verify() == ()


def test_merging_keeps_what_was_extracted(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    stored = filled.claim(rename().claims[0].id)
    assert stored.claim == rename().claims[0]
    assert stored.source.id == CRIMSON.id
    assert rename() in list(filled.extractions())


def test_relations_of_merged_actors_are_summed(filled: Store) -> None:
    filled.merge(VALDORIA.id, OSTREN.id, "ann")
    rows = {(row.source, row.relation, row.target): row for row in filled.network(Filters()).relations}
    assert (VALDORIA.id, "CONSULT", VALDORIA.id) not in rows
    assert rows[VALDORIA.id, "BACKS", CRIMSON.id].claims == 1
    assert filled.verify() == ()


def test_undoing_a_merge_restores_everything(filled: Store) -> None:
    before = shown(filled)
    judgement = filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    assert shown(filled) != before
    filled.undo(judgement, "bob")
    assert shown(filled) == before
    assert filled.verify() == ()


def test_unmerging_restores_everything(filled: Store) -> None:
    before = shown(filled)
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    filled.unmerge(CRIMSON_TOO.id, "bob")
    assert shown(filled) == before


def test_unmerging_one_of_three_leaves_the_others(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    filled.merge(CRIMSON.id, OSTREN.id, "ann")
    filled.unmerge(OSTREN.id, "ann")
    assert filled.actor(CRIMSON.id).merged == (CRIMSON_TOO.id,)
    assert filled.actor(OSTREN.id).actor.id == OSTREN.id
    assert filled.verify() == ()


def test_unmerging_what_is_not_merged_is_told(filled: Store) -> None:
    with pytest.raises(StoreError, match="not merged"):
        filled.unmerge(OSTREN.id, "ann")


def test_judging_keeps_the_actor_known_to_wikidata(filled: Store) -> None:
    filled.judge(CRIMSON.id, OSTREN.id, "same", "ann")
    assert filled.actor(CRIMSON.id).actor.id == OSTREN.id


def test_judged_different_is_not_suggested_and_not_merged(filled: Store) -> None:
    pairs = {(found.first.id, found.second.id) for found in filled.suggestions()}
    assert (CRIMSON.id, CRIMSON_TOO.id) in pairs
    filled.judge(CRIMSON.id, CRIMSON_TOO.id, "different", "ann")
    assert filled.suggestions() == ()
    assert filled.actor(CRIMSON_TOO.id).actor.id == CRIMSON_TOO.id


def test_a_merge_that_joins_two_judged_different_is_refused(filled: Store) -> None:
    filled.judge(CRIMSON.id, OSTREN.id, "different", "ann")
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    with pytest.raises(StoreError, match="judged different"):
        filled.merge(OSTREN.id, CRIMSON_TOO.id, "ann")


def test_a_later_verdict_on_the_pair_counts(filled: Store) -> None:
    filled.judge(CRIMSON.id, CRIMSON_TOO.id, "same", "ann")
    filled.judge(CRIMSON.id, CRIMSON_TOO.id, "different", "bob")
    assert filled.actor(CRIMSON_TOO.id).merged == ()
    filled.judge(CRIMSON.id, CRIMSON_TOO.id, "same", "ann")
    assert filled.actor(CRIMSON.id).merged
    assert filled.verify() == ()


def test_renaming_and_its_undo(filled: Store) -> None:
    before = shown(filled)
    judgement = filled.rename(CRIMSON.id, "Red Front", "ann")
    assert filled.actor(CRIMSON.id).actor.name == "Red Front"
    assert "Crimson Front" in filled.actor(CRIMSON.id).actor.aliases
    assert filled.search("red front")[0].actor.id == CRIMSON.id
    filled.undo(judgement, "ann")
    assert shown(filled) == before


def test_changing_the_kind(filled: Store) -> None:
    filled.change_kind(CRIMSON.id, "Military", "ann")
    assert filled.actor(CRIMSON.id).actor.kind == "Military"
    with pytest.raises(StoreError, match="unknown kind"):
        filled.change_kind(CRIMSON.id, "Wizard", "ann")


def test_rejecting_a_claim_takes_it_out_of_its_relation(filled: Store) -> None:
    claim = raid().claims[0]
    judgement = filled.reject(claim.id, "ann", "misread")
    assert filled.claims_between(VALDORIA.id, CRIMSON.id).total == 1
    kept = filled.claims_between(VALDORIA.id, CRIMSON.id, rejected=True)
    assert [stored.rejected for stored in kept.claims].count(True) == 1
    row = next(row for row in filled.network(Filters()).relations if row.target == CRIMSON.id and row.claims == 1)
    assert row.documents == 1
    assert filled.verify() == ()
    filled.undo(judgement, "ann")
    assert filled.claims_between(VALDORIA.id, CRIMSON.id).total == 2
    assert filled.verify() == ()


def test_rejecting_the_last_claim_takes_the_relation(filled: Store) -> None:
    filled.reject(raid().claims[1].id, "ann")
    assert all(row.relation != "BACKS" for row in filled.network(Filters()).relations)


def test_relabelling_and_turning_round(filled: Store) -> None:
    claim = raid().claims[1]
    filled.relabel(claim.id, "AID", "ann")
    filled.flip(claim.id, "ann")
    stored = filled.claim(claim.id)
    assert (stored.relation, stored.source.id, stored.target.id) == ("AID", CRIMSON.id, OSTREN.id)
    assert stored.states == ("relabelled", "flipped")
    assert stored.claim == claim
    rows = {(row.source, row.relation, row.target) for row in filled.network(Filters()).relations}
    assert (CRIMSON.id, "AID", OSTREN.id) in rows
    assert (OSTREN.id, "BACKS", CRIMSON.id) not in rows
    assert filled.verify() == ()


def test_turning_round_twice_is_nothing(filled: Store) -> None:
    before = shown(filled)
    filled.flip(raid().claims[1].id, "ann")
    filled.flip(raid().claims[1].id, "ann")
    assert shown(filled) == before


def test_an_unknown_relation_cannot_be_given(filled: Store) -> None:
    with pytest.raises(StoreError, match="unknown relation"):
        filled.relabel(raid().claims[1].id, "HATES", "ann")


def test_notes_on_actors_and_claims(filled: Store) -> None:
    filled.note(MARA.id, "see also her memoir <b>", "ann")
    filled.note(raid().claims[0].id, "doubtful", "bob")
    assert [(note.text, note.who) for note in filled.actor(MARA.id).notes] == [("see also her memoir <b>", "ann")]
    note = filled.claim(raid().claims[0].id).notes[0]
    filled.undo(note.judgement, "bob")
    assert filled.claim(raid().claims[0].id).notes == ()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=str)
def test_judgements_are_undone_in_any_order(filled: Store, order: tuple[int, ...]) -> None:
    before = shown(filled)
    made = [
        filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann"),
        filled.reject(rename().claims[0].id, "ann"),
        filled.rename(CRIMSON.id, "Red Front", "ann"),
    ]
    for place in order:
        filled.undo(made[place], "bob")
        assert filled.verify() == ()
    assert shown(filled) == before


def test_an_undo_can_be_undone(filled: Store) -> None:
    judgement = filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    merged = shown(filled)
    undo = filled.undo(judgement, "ann")
    filled.undo(undo, "ann")
    assert shown(filled) == merged


def test_undoing_twice_is_told(filled: Store) -> None:
    judgement = filled.reject(raid().claims[0].id, "ann")
    filled.undo(judgement, "ann")
    with pytest.raises(StoreError, match="undone already"):
        filled.undo(judgement, "ann")


def test_judgements_survive_a_new_extraction(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    filled.reject(raid().claims[0].id, "ann")
    filled.add(replace(raid(), version="hand 2"))
    assert filled.claim(raid().claims[0].id).rejected
    assert filled.actor(CRIMSON_TOO.id).actor.id == CRIMSON.id
    assert filled.verify() == ()


def test_judgements_wait_for_documents_that_come_later(store: Store) -> None:
    store.add(raid())
    store.add(rename())
    store.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    store.remove(rename().document.id)
    assert store.actor(CRIMSON.id).documents == 1
    assert store.verify() == ()
    store.bulk_add([rename(), threat()])
    assert store.actor(CRIMSON.id).documents == 3
    assert store.verify() == ()


def test_the_journal_tells_who_and_when(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann", "same flag")
    filled.reject(raid().claims[0].id, "bob")
    first, second = filled.journal()
    assert (first.verb, first.who, first.note, first.value) == ("judge", "ann", "same flag", "same")
    assert (second.verb, second.who) == ("reject", "bob")
    assert first.when <= second.when


def test_a_journal_can_be_imported_once(filled: Store) -> None:
    filled.merge(CRIMSON.id, CRIMSON_TOO.id, "ann")
    entries = list(filled.journal())
    assert filled.import_journal(entries) == 0
    fresh = [replace(entries[0], id="another", subject=VALDORIA.id, other=OSTREN.id)]
    assert filled.import_journal(fresh) == 1
    assert filled.actor(OSTREN.id).actor.id == VALDORIA.id
    assert filled.verify() == ()


def test_who_is_asked_for(filled: Store) -> None:
    with pytest.raises(StoreError, match="needs the name"):
        filled.reject(raid().claims[0].id, "  ")


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.merge("nobody", CRIMSON.id, "ann"),
        lambda store: store.rename("nobody", "x", "ann"),
        lambda store: store.reject("nothing", "ann"),
        lambda store: store.note("nothing", "x", "ann"),
        lambda store: store.undo("nothing", "ann"),
    ],
)
def test_judging_what_is_not_there_is_told(filled: Store, act: object) -> None:
    with pytest.raises(NotInStoreError):
        act(filled)  # type: ignore[operator]
    assert list(filled.journal()) == []


def test_an_actor_is_not_merged_with_itself(filled: Store) -> None:
    with pytest.raises(StoreError, match="against itself"):
        filled.merge(CRIMSON.id, CRIMSON.id, "ann")
