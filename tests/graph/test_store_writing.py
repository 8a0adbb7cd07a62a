"""What every engine does when documents come, come again, change and go."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.store import NotInStoreError, ReadOnlyError, Store, StoreError, open_store
from graph.views import Filters
from tests.graph.extractions import CRIMSON, MARA, OSTREN, VALDORIA, Said, article, everything, raid, rename, threat
from tests.graph.shown import shown


def test_a_new_store_is_empty_and_in_order(store: Store) -> None:
    found = store.statistics()
    assert (found.documents, found.actors, found.claims, found.relations) == (0, 0, 0, 0)
    assert store.network(Filters()).relations == ()
    assert store.verify() == ()


def test_adding_tells_what_happened(store: Store) -> None:
    assert store.add(raid()) == "added"
    assert store.add(raid()) == "unchanged"
    assert store.add(replace(raid(), version="hand 2")) == "replaced"


def test_a_document_comes_back_exactly(store: Store) -> None:
    for extraction in everything():
        store.add(extraction)
    assert list(store.extractions()) == sorted(everything(), key=lambda extraction: extraction.document.id)


def test_adding_twice_changes_nothing(filled: Store) -> None:
    before = shown(filled)
    for extraction in everything():
        assert filled.add(extraction) == "unchanged"
    assert shown(filled) == before


def test_relations_are_the_sum_of_their_claims(filled: Store) -> None:
    rows = {(row.source, row.relation, row.target): row for row in filled.network(Filters(places=True)).relations}
    bombed = rows[VALDORIA.id, "ASSAULT", CRIMSON.id]
    assert (bombed.claims, bombed.documents, bombed.outlets, bombed.confidence) == (2, 2, 2, 0.95)
    assert (str(bombed.first_date), str(bombed.last_date)) == ("2024-03-04", "2024-04-10")
    talks = rows[VALDORIA.id, "CONSULT", OSTREN.id]
    assert (talks.claims, talks.actual, talks.negated) == (2, 1, 1)
    assert (OSTREN.id, "CONSULT", VALDORIA.id) not in rows
    assert filled.verify() == ()


def test_what_comes_while_a_store_is_verified_is_no_difference(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *more = everything()
    store.add(first)
    living = store.engine.living

    def meanwhile() -> Iterator[str]:
        yield from list(living())
        if more:
            store.add(more.pop())

    monkeypatch.setattr(store.engine, "living", meanwhile)
    assert store.verify() == ()
    assert store.statistics().documents == 3


def test_a_new_extractor_version_replaces_the_claims_of_its_document(filled: Store) -> None:
    better = replace(raid(), claims=raid().claims[:1], attributions=(), version="hand 2")
    assert filled.add(better) == "replaced"
    assert len(filled.document(raid().document.id).claims) == 1
    assert filled.claims_between(OSTREN.id, CRIMSON.id).total == 0
    assert filled.verify() == ()


def test_changed_metadata_of_the_same_text_replaces(filled: Store) -> None:
    dated = replace(raid(), document=replace(raid().document, outlet="Selm Gazette"))
    assert filled.add(dated) == "replaced"
    assert filled.document(raid().document.id).document.outlet == "Selm Gazette"
    assert "Selm Courier" not in filled.outlets()
    assert filled.verify() == ()


def test_removing_takes_claims_relations_and_actors_that_lived_by_the_document(filled: Store) -> None:
    filled.remove(rename().document.id)
    with pytest.raises(NotInStoreError):
        filled.actor("crimson-front-of-ostren")
    with pytest.raises(NotInStoreError):
        filled.document(rename().document.id)
    assert filled.actor(MARA.id).documents == 1
    assert filled.verify() == ()


def test_removing_all_leaves_nothing(filled: Store) -> None:
    for extraction in everything():
        filled.remove(extraction.document.id)
    found = filled.statistics()
    assert (found.documents, found.actors, found.claims, found.relations, found.mentions) == (0, 0, 0, 0, 0)


def test_removing_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotInStoreError, match="no document 'nope'"):
        store.remove("nope")


def test_a_removed_document_can_come_again(filled: Store) -> None:
    before = shown(filled)
    filled.remove(raid().document.id)
    assert filled.add(raid()) == "added"
    assert shown(filled) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_the_order_of_documents_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    for place in order:
        store.add(everything()[place])
    assert store.verify() == ()
    first = store.whole_network(Filters(places=True))
    assert [row.claims for row in first.relations] == [2, 2, 1, 1, 1, 1]
    assert {row.id: (row.claims, row.documents) for row in first.actors}[VALDORIA.id] == (6, 3)


def test_bulk_and_single_writing_show_the_same(filled: Store) -> None:
    one_by_one = shown(filled)
    for extraction in everything():
        filled.remove(extraction.document.id)
    tally = filled.bulk_add(everything())
    assert (tally.added, tally.claims, tally.failed) == (3, 8, ())
    assert shown(filled) == one_by_one
    assert filled.verify() == ()


def test_bulk_counts_added_unchanged_and_replaced(store: Store) -> None:
    store.add(raid())
    tally = store.bulk_add([raid(), threat(), replace(threat(), version="hand 2"), threat()])
    assert (tally.added, tally.unchanged, tally.replaced) == (1, 1, 2)
    assert store.document(threat().document.id).document.version == "hand 1"
    assert store.verify() == ()


def test_bulk_tells_its_progress(store: Store) -> None:
    seen: list[int] = []
    store.bulk_add(everything(), seen.append)
    assert seen[-1] == 3


def test_many_documents_in_bulk(store: Store) -> None:
    said = Said("Valdoria", "ASSAULT", "Ostren", "Valdoria struck Ostren")
    many = [article(f"Valdoria struck Ostren, report {number}.", said) for number in range(150)]
    assert store.bulk_add(many).added == 150
    row = store.network(Filters(actors=(VALDORIA.id,))).relations[0]
    assert (row.claims, row.documents) == (150, 150)
    assert store.bulk_add(many).unchanged == 150
    assert store.verify() == ()


def test_a_quote_that_is_not_in_the_text_is_refused_whole(store: Store) -> None:
    claim = raid().claims[0]
    wrong = replace(raid(), claims=(replace(claim, evidence=replace(claim.evidence, quote="something else")),))
    with pytest.raises(StoreError, match="its quote is not what stands"):
        store.add(wrong)
    assert store.statistics().documents == 0


def test_a_claim_about_an_actor_that_the_document_lacks_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="not among the actors"):
        store.add(replace(raid(), actors=raid().actors[:1], mentions=()))


def test_an_unknown_relation_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="unknown relation 'HATES'"):
        store.add(replace(raid(), claims=(replace(raid().claims[0], relation="HATES"),)))


def test_a_claim_of_another_document_is_refused(filled: Store) -> None:
    text = raid().document.text + " "
    stolen = replace(raid(), document=replace(raid().document, id="other", text=text))
    with pytest.raises(StoreError, match="is already one of document"):
        filled.add(stolen)
    assert filled.verify() == ()


def test_bulk_names_what_it_refuses_and_does_the_rest(store: Store) -> None:
    wrong = replace(threat(), claims=(replace(threat().claims[0], relation="HATES"),))
    tally = store.bulk_add([raid(), wrong])
    assert tally.added == 1
    assert tally.failed[0][0] == threat().document.id
    assert "HATES" in tally.failed[0][1]
    assert store.verify() == ()


def test_the_shown_name_is_what_most_documents_say(store: Store) -> None:
    renamed = {"Valdoria": replace(VALDORIA, name="Valdoria", kind="Group"), "Ostren": OSTREN}
    for number in range(2):
        store.add(article(f"Valdoria rose {number}.", actors={"Valdoria": VALDORIA}))
    store.add(article("Valdoria fell.", actors=renamed))
    assert store.actor(VALDORIA.id).actor.kind == "State"
    store.add(article("Valdoria slept.", actors=renamed))
    store.add(article("Valdoria woke.", actors=renamed))
    assert store.actor(VALDORIA.id).actor.kind == "Group"
    assert store.verify() == ()


def test_the_version_changes_with_every_write(store: Store) -> None:
    before = store.version
    store.add(raid())
    between = store.version
    store.reject(raid().claims[0].id, "ann")
    assert len({before, between, store.version}) == 3


def test_a_read_only_store_refuses_writes(url: str) -> None:
    with open_store(url) as store:
        store.add(raid())
    with open_store(url, read_only=True) as store:
        assert store.statistics().documents == 1
        with pytest.raises(ReadOnlyError):
            store.add(threat())
        with pytest.raises(ReadOnlyError):
            store.bulk_add([threat()])
        with pytest.raises(ReadOnlyError):
            store.reject(raid().claims[0].id, "ann")


def test_what_was_written_is_there_when_opened_again(url: str) -> None:
    with open_store(url) as store:
        store.bulk_add(everything())
        store.rename(VALDORIA.id, "Kingdom of Valdoria", "ann")
    with open_store(url) as store:
        assert store.statistics().documents == 3
        assert store.actor(VALDORIA.id).actor.name == "Kingdom of Valdoria"
        assert store.verify() == ()


def test_rebuilding_changes_nothing(filled: Store) -> None:
    filled.merge(CRIMSON.id, "crimson-front-of-ostren", "ann")
    filled.reject(raid().claims[0].id, "ann")
    before = shown(filled)
    filled.rebuild()
    assert shown(filled) == before
    assert filled.verify() == ()


def test_two_handles_on_one_store_see_each_other(url: str) -> None:
    with open_store(url) as one, open_store(url) as other:
        one.add(raid())
        assert other.statistics().documents == 1
        other.add(threat())
        assert one.statistics().documents == 2
        assert one.verify() == ()
