"""What every engine answers."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.network import _asked
from graph.store import NotInStoreError, ReadOnlyError, Store, StoreError
from graph.views import Filters, Network
from tests.graph.extractions import CRIMSON, HARBOUR, MARA, OSTREN, VALDORIA, raid, rename, threat

Edge = tuple[str, str, str]


def edges(network: Network) -> set[Edge]:
    return {(row.source, row.relation, row.target) for row in network.relations}


BOMBED = (VALDORIA.id, "ASSAULT", CRIMSON.id)
TALKS = (VALDORIA.id, "CONSULT", OSTREN.id)
BACKS = (OSTREN.id, "BACKS", CRIMSON.id)
STRIKE = (OSTREN.id, "ASSAULT", VALDORIA.id)
BASED = (CRIMSON.id, "BASED_IN", HARBOUR.id)
ATTACK = ("crimson-front-of-ostren", "ASSAULT", VALDORIA.id)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {BOMBED, TALKS, BACKS, STRIKE, ATTACK}),
        (Filters(places=True), {BOMBED, TALKS, BACKS, STRIKE, ATTACK, BASED}),
        (Filters(kinds=("State",)), {TALKS, STRIKE}),
        (Filters(kinds=("Armed group", "Place")), {BASED}),
        (Filters(relations=("BACKS",)), {BACKS}),
        (Filters(relations=("BACKS", "CONSULT")), {BACKS, TALKS}),
        (Filters(quad_classes=("verbal cooperation",)), {TALKS}),
        (Filters(relations=("BACKS",), quad_classes=("verbal cooperation",)), set()),
        (Filters(statuses=("hypothetical",)), {STRIKE}),
        (Filters(statuses=("negated", "hypothetical")), {STRIKE, TALKS}),
        (Filters(since=dt.date(2024, 4, 1)), {STRIKE, TALKS, BOMBED}),
        (Filters(until=dt.date(2024, 3, 4)), {BOMBED}),
        (Filters(since=dt.date(2024, 3, 5), until=dt.date(2024, 3, 5)), {BACKS, TALKS}),
        (Filters(outlets=("Selm Courier",)), {BOMBED, BACKS, TALKS}),
        (Filters(speakers=(MARA.id,)), {BACKS, ATTACK}),
        (Filters(speakers=("nobody",)), set()),
        (Filters(outlet_voice=True), {BOMBED, TALKS}),
        (Filters(min_claims=2), {BOMBED, TALKS}),
        (Filters(min_claims=2, outlets=("Selm Courier",)), set()),
        (Filters(min_confidence=0.9), {BOMBED}),
        (Filters(min_confidence=0.85, statuses=("actual",)), {BOMBED}),
        (Filters(actors=(CRIMSON.id,)), {BOMBED, BACKS}),
        (Filters(actors=(CRIMSON.id,), hops=2), {BOMBED, BACKS, TALKS, STRIKE, ATTACK}),
        (Filters(actors=(CRIMSON.id,), relations=("BACKS",), hops=2), {BACKS}),
        (Filters(actors=(CRIMSON.id,), kinds=("State",)), {BOMBED, BACKS}),
        (Filters(actors=(CRIMSON.id,), statuses=("actual",), since=dt.date(2024, 4, 1)), {BOMBED}),
        (Filters(actors=(CRIMSON.id, MARA.id)), {BOMBED, BACKS}),
        (Filters(actors=(CRIMSON.id, MARA.id, OSTREN.id), hops=0), {BACKS}),
        (Filters(actors=(CRIMSON.id, VALDORIA.id), hops=0, statuses=("actual",)), {BOMBED}),
        (Filters(actors=("nobody",)), set()),
    ],
)
def test_filters_of_a_network(asked: Store, filters: Filters, expected: set[Edge]) -> None:
    network = asked.network(filters)
    assert edges(network) == expected
    assert network.total_relations == len(expected)
    assert {end for source, _, target in expected for end in (source, target)} <= {row.id for row in network.actors}


def test_relations_among_actors_are_the_same_from_the_engine_and_from_memory(asked: Store) -> None:
    among = Filters(actors=(CRIMSON.id, VALDORIA.id, OSTREN.id), hops=0)
    asked_of_engine = _asked(asked.engine, among, sorted(among.actors), among.limit)
    asked.every_relation()
    assert asked.network(among) == asked_of_engine
    assert len(asked_of_engine.relations) > 2


def test_sums_of_a_filtered_network_are_of_the_claims_that_pass(asked: Store) -> None:
    row = next(
        iter(asked.network(Filters(outlets=("Valdoria Wire",), relations=("ASSAULT",), min_confidence=0.9)).relations)
    )
    assert (row.claims, row.documents, row.outlets, row.first_date) == (1, 1, 1, dt.date(2024, 4, 10))


def test_a_limit_keeps_the_strongest_and_tells_the_total(asked: Store) -> None:
    network = asked.network(Filters(limit=2))
    assert edges(network) == {BOMBED, TALKS}
    assert (network.total_relations, network.total_actors) == (5, 4)
    assert len(network.actors) == 3


def test_a_limit_of_nothing_and_one_below(asked: Store) -> None:
    assert asked.network(Filters(limit=0)).relations == ()
    assert asked.network(Filters(limit=-5)).relations == ()


def test_a_seed_without_relations_is_shown(asked: Store) -> None:
    network = asked.network(Filters(actors=(MARA.id,)))
    assert [actor.id for actor in network.actors] == [MARA.id]


def test_a_profile(asked: Store) -> None:
    profile = asked.actor(VALDORIA.id)
    assert profile.actor.name == "Valdoria"
    assert profile.actor.aliases == ("Valdorian Republic",)
    assert (profile.claims, profile.documents, profile.speaks) == (6, 3, 0)
    assert edges(Network((), profile.outgoing, 0, 0)) == {BOMBED, TALKS}
    assert edges(Network((), profile.incoming, 0, 0)) == {STRIKE, ATTACK}
    assert {actor.id for actor in profile.others} == {CRIMSON.id, OSTREN.id, "crimson-front-of-ostren"}
    assert profile.outlets == (("Selm Courier", 1), ("Valdoria Wire", 1))
    assert profile.speakers[0][0].id == MARA.id
    assert profile.names == (("Valdoria", 3), ("Valdorian Republic", 3))


def test_mentions_of_a_profile_stand_in_their_context(asked: Store) -> None:
    profile = asked.actor(VALDORIA.id)
    assert profile.total_mentions == len(profile.mentions) == 6
    for stored in profile.mentions:
        start = stored.mention.start_char - stored.context_start
        assert stored.context[start : start + len("Valdoria")] == "Valdoria"
    assert profile.mentions[0].document.published == dt.date(2024, 4, 10)


def test_a_profile_is_paged(asked: Store) -> None:
    first, second = asked.actor(VALDORIA.id, limit=1), asked.actor(VALDORIA.id, limit=1, offset=1)
    assert (len(first.outgoing), first.total_outgoing) == (1, 2)
    assert first.outgoing != second.outgoing
    everything = asked.actor(VALDORIA.id).mentions
    assert [asked.actor(VALDORIA.id, 1, place).mentions[0] for place in range(6)] == list(everything)


def test_a_speaker_and_what_she_says(asked: Store) -> None:
    assert asked.actor(MARA.id).speaks == 2
    page = asked.claims_by(MARA.id)
    assert {claim.claim.evidence.quote for claim in page.claims} == {
        "Ostren arms the Crimson Front",
        "Crimson Front of Ostren fighters attacked Valdoria",
    }
    assert page.total == 2


def test_claims_between_two_in_both_directions_newest_first(asked: Store) -> None:
    page = asked.claims_between(OSTREN.id, VALDORIA.id)
    assert [(claim.relation, str(claim.date)) for claim in page.claims] == [
        *sorted([("ASSAULT", "2024-04-10"), ("CONSULT", "2024-04-10")], key=lambda pair: _claim_id(asked, pair[0])),
        ("CONSULT", "2024-03-05"),
    ]
    assert page == asked.claims_between(VALDORIA.id, OSTREN.id)


def _claim_id(store: Store, relation: str) -> str:
    return next(claim.id for claim in threat().claims if claim.relation == relation)


def test_claims_are_paged(asked: Store) -> None:
    whole = asked.claims_between(OSTREN.id, VALDORIA.id)
    pages = [asked.claims_between(OSTREN.id, VALDORIA.id, limit=1, offset=place) for place in range(3)]
    assert [page.claims[0] for page in pages] == list(whole.claims)
    assert {page.total for page in pages} == {3}
    assert asked.claims_between(OSTREN.id, VALDORIA.id, offset=3).claims == ()


def test_claims_between_take_filters(asked: Store) -> None:
    page = asked.claims_between(OSTREN.id, VALDORIA.id, Filters(statuses=("negated",)))
    assert [claim.claim.evidence.quote for claim in page.claims] == ["Ostren and Valdoria held no talks"]


def test_a_claim_comes_back_as_extracted(asked: Store) -> None:
    for extraction in (raid(), threat(), rename()):
        for claim in extraction.claims:
            assert asked.claim(claim.id).claim == claim


def test_a_claim_shows_its_evidence_in_its_sentence(asked: Store) -> None:
    stored = asked.claim(raid().claims[1].id)
    evidence = stored.claim.evidence
    start, end = evidence.start_char - stored.context_start, evidence.end_char - stored.context_start
    assert stored.context[start:end] == evidence.quote
    assert stored.context == "Mara Velk said that Ostren arms the Crimson Front."
    assert stored.speaker is not None
    assert stored.speaker.name == "Mara Velk"
    assert stored.document.title == "Raid near Port Selm"


def test_a_speaker_without_a_name_is_told_in_words(asked: Store) -> None:
    stored = asked.claim(threat().claims[0].id)
    assert stored.speaker is None
    assert stored.claim.attribution is not None
    assert stored.claim.attribution.speaker_text == "spokesman"


def test_the_date_of_a_claim_is_its_event_else_its_document(asked: Store) -> None:
    assert asked.claim(raid().claims[0].id).date == dt.date(2024, 3, 4)
    assert asked.claim(raid().claims[1].id).date == dt.date(2024, 3, 5)
    assert asked.claim(rename().claims[0].id).date is None


def test_claims_of_an_actor(asked: Store) -> None:
    assert asked.claims_of(CRIMSON.id).total == 4
    assert asked.claims_of(CRIMSON.id, Filters(relations=("BASED_IN",))).total == 1


def test_a_document_with_its_text_mentions_and_claims(asked: Store) -> None:
    found = asked.document(raid().document.id)
    assert found.text == raid().document.text
    assert set(found.mentions) == set(raid().mentions)
    assert [claim.claim for claim in found.claims] == sorted(raid().claims, key=lambda c: c.evidence.start_char)
    assert {actor.id for actor in found.actors} == {actor.id for actor in raid().actors}


def test_documents_newest_first_by_outlet_and_title(asked: Store) -> None:
    page = asked.documents()
    assert [document.title for document in page.documents] == ["Ostren threatens", "Raid near Port Selm", None]
    assert [document.title for document in asked.documents(outlets=("Selm Courier",)).documents] == [
        "Raid near Port Selm"
    ]
    assert asked.documents(text="THREAT").total == 1
    assert [document.title for document in asked.documents(limit=1, offset=1).documents] == ["Raid near Port Selm"]


def test_actors_by_kind_and_order(asked: Store) -> None:
    page = asked.actors()
    assert page.actors[0].id == VALDORIA.id
    assert page.total == 6
    assert {actor.id for actor in asked.actors(kinds=("Person",)).actors} == {MARA.id}
    assert [actor.name for actor in asked.actors(order="name", limit=2).actors] == [
        "Crimson Front",
        "Crimson Front of Ostren",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crimson Front", CRIMSON.id),
        ("crimson", CRIMSON.id),
        ("front of", "crimson-front-of-ostren"),
        ("VELK", MARA.id),
        ("Krimson Frunt", CRIMSON.id),
        ("valdorian republic", VALDORIA.id),
        ("Váldoria", VALDORIA.id),
        ("Osdren", OSTREN.id),
    ],
)
def test_search(asked: Store, text: str, expected: str) -> None:
    assert asked.search(text)[0].actor.id == expected


def test_search_by_kind_limit_and_nothing(asked: Store) -> None:
    assert asked.search("crimson", kinds=("State",)) == ()
    assert len(asked.search("crimson", limit=1)) == 1
    assert asked.search("") == asked.search("  '\n ") == ()
    assert asked.search("zzqxj") == ()


def test_search_finds_what_was_just_added(store: Store) -> None:
    assert store.search("Valdoria") == ()
    store.add(raid())
    assert store.search("Valdorja")[0].actor.id == VALDORIA.id


def test_timeline_by_month_and_day(asked: Store) -> None:
    march, april = asked.timeline()
    assert (march.date, march.claims, march.documents) == (dt.date(2024, 3, 1), 3, 1)
    assert (march.cooperation, march.conflict, march.ties) == (1, 1, 1)
    assert (april.claims, april.documents) == (4, 1)
    assert [row.date.day for row in asked.timeline(VALDORIA.id, by_day=True)] == [4, 5, 10]


def test_timeline_of_two_and_with_filters(asked: Store) -> None:
    assert [row.claims for row in asked.timeline(VALDORIA.id, OSTREN.id)] == [1, 2]
    assert [row.claims for row in asked.timeline(filters=Filters(statuses=("negated",)))] == [1]


def test_paths_shortest_first_with_their_relations(asked: Store) -> None:
    found = asked.paths(OSTREN.id, CRIMSON.id)
    assert [[step.target.id for step in path] for path in found] == [[CRIMSON.id], [VALDORIA.id, CRIMSON.id]]
    assert [row.relation for row in found[0][0].relations] == ["BACKS"]
    assert found[1][0].source.id == OSTREN.id


def test_paths_with_filters_and_without_any(asked: Store) -> None:
    only = asked.paths(OSTREN.id, CRIMSON.id, filters=Filters(relations=("ASSAULT",)))
    assert [len(path) for path in only] == [2]
    assert asked.paths(OSTREN.id, MARA.id) == ()
    assert asked.paths(OSTREN.id, OSTREN.id) == ()
    assert asked.paths("crimson-front-of-ostren", CRIMSON.id, max_steps=1) == ()


def test_co_mentions(asked: Store) -> None:
    found = {row.actor.id: row.documents for row in asked.co_mentions(CRIMSON.id)}
    assert found == {VALDORIA.id: 2, OSTREN.id: 2, HARBOUR.id: 2, MARA.id: 1}


def test_statistics(asked: Store) -> None:
    found = asked.statistics()
    assert (found.documents, found.actors, found.claims, found.relations) == (3, 6, 8, 6)
    assert found.mentions == sum(len(each.mentions) for each in (raid(), threat(), rename()))
    assert dict(found.by_relation) == {"ASSAULT": 4, "CONSULT": 2, "BACKS": 1, "BASED_IN": 1}
    assert dict(found.by_status) == {"actual": 6, "hypothetical": 1, "negated": 1}
    assert (found.first_date, found.last_date) == (dt.date(2024, 3, 4), dt.date(2024, 4, 10))
    assert asked.outlets() == ("Selm Courier", "Valdoria Wire")
    assert asked.extractors() == (("by_hand", 8),)


@pytest.mark.parametrize("read", ["actor", "claim", "document", "claims_of", "claims_by", "co_mentions"])
def test_what_is_not_there_is_told(asked: Store, read: str) -> None:
    with pytest.raises(NotInStoreError, match="nobody"):
        getattr(asked, read)("nobody")


def test_the_console_answers_with_parameters_and_a_row_limit(asked: Store) -> None:
    query = "MATCH (a:Actor) WHERE a.kind = $kind RETURN a.id AS id ORDER BY id"
    table = asked.query(query, {"kind": "State"})
    assert (table.columns, table.rows, table.truncated) == (("id",), ((VALDORIA.id,), (OSTREN.id,)), False)
    table = asked.query("MATCH (a:Actor) RETURN a.id ORDER BY a.id", rows=2)
    assert (len(table.rows), table.truncated) == (2, True)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:Actor {id: 'x'})",
        "MATCH (a:Actor) SET a.name = 'x'",
        "MATCH (a:Actor) DETACH DELETE a",
        "MERGE (:Actor {id: 'x'})",
        "MATCH (a:Actor) WITH a LIMIT 1 CREATE (:Actor {id: 'x'}) RETURN 1",
        "/* MATCH */ CREATE (:Actor {id: 'x'})",
    ],
)
def test_the_console_refuses_writes(asked: Store, query: str) -> None:
    with pytest.raises(ReadOnlyError):
        asked.query(query)
    assert asked.verify() == ()


def test_the_console_tells_the_engines_complaint(asked: Store) -> None:
    with pytest.raises(StoreError, match=r"(?i)invalid input"):
        asked.query("MATCH (a:Actor) RETURN a.id ODER BY a.id")


def test_the_console_stops_in_time(asked: Store) -> None:
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 1000000) AS y WITH x * y % 7 AS z RETURN max(z)"
    with pytest.raises(StoreError, match="did not finish"):
        asked.query(slow, seconds=0.5)


def test_the_schema_names_every_type(asked: Store) -> None:
    for name in (
        "Actor",
        "Document",
        "Claim",
        "SOURCE",
        "TARGET",
        "ATTRIBUTED_TO",
        "EVIDENCED_BY",
        "MENTIONS",
        "RELATES",
    ):
        assert name in asked.schema()
