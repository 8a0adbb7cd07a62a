"""What is drawn around an actor."""

from __future__ import annotations

from explore.neighbourhood import MOST_PARALLEL, neighbourhood, strongest, strongest_of_pairs
from graph.views import ActorRow, Filters, Network, RelationRow


def row(source: str, target: str, claims: int, relation: str = "AID") -> RelationRow:
    return RelationRow(source, relation, target, claims, 1, 1, None, None, claims, 0, 0, 0, 0.9)


def store(*rows: RelationRow):
    """The reads of a store with these relations."""

    def read(filters: Filters) -> Network:
        inside = any if filters.hops else all
        found = [r for r in rows if inside(end in filters.actors for end in (r.source, r.target))]
        found.sort(key=lambda r: -r.claims)
        ids = sorted({end for r in found for end in (r.source, r.target)} | set(filters.actors))
        actors = tuple(ActorRow(one, one.upper(), "Group", None, 1, 1) for one in ids)
        return Network(actors, tuple(found), len(actors), len(found))

    return read


_STAR = [row("hub", f"p{n}", n + 1) for n in range(40)]


def test_the_best_attested_partners_come_first() -> None:
    rows, near = strongest([row("a", "b", 1), row("c", "a", 2), row("a", "d", 3), row("b", "a", 4)], "a", 2)
    assert near == {"b", "d"}
    assert [(r.source, r.target) for r in rows] == [("a", "b"), ("a", "d"), ("b", "a")]


def test_thirty_of_forty_are_shown() -> None:
    found = neighbourhood(store(*_STAR), "hub", (), Filters())
    assert (found.shown, found.total) == (30, 40)
    assert found.network.actors[0].id == "hub"
    assert "p0" not in {actor.id for actor in found.network.actors}


def test_an_expanded_actor_brings_its_own_partners() -> None:
    found = neighbourhood(store(*_STAR, row("p39", "far", 1)), "hub", ("p39",), Filters())
    assert "far" in {actor.id for actor in found.network.actors}
    assert ("p39", "far") in {(r.source, r.target) for r in found.network.relations}


def test_links_among_partners_only_if_asked() -> None:
    read = store(row("hub", "a", 2), row("hub", "b", 2), row("a", "b", 1))
    assert len(neighbourhood(read, "hub", (), Filters()).network.relations) == 2
    assert len(neighbourhood(read, "hub", (), Filters(), among=True).network.relations) == 3


def test_parallel_relations_are_bounded() -> None:
    many = [
        row("a", "b", n, name)
        for n, name in enumerate(("AID", "ASSAULT", "BACKS", "ACCUSE", "REJECT", "CONSULT", "AGREE"), 1)
    ]
    kept = strongest_of_pairs([*many, row("b", "c", 1)])
    assert len(kept) == MOST_PARALLEL + 1
    assert "AID" not in {r.relation for r in kept if r.target == "b"}
