"""The whole network as arrays says what the rows of the same network say, on both engines."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from extract.ontology import relations
from graph.lines import QUAD_CLASSES, Lines, lines
from graph.store import Store
from graph.views import Filters, Network


def of_rows(network: Network) -> Counter[tuple[frozenset[str], str]]:
    found: Counter[tuple[frozenset[str], str]] = Counter()
    for row in network.relations:
        if row.source != row.target:
            found[frozenset((row.source, row.target)), relations()[row.relation].quad_class] += row.claims
    return found


def of_lines(found: Lines) -> Counter[tuple[frozenset[str], str]]:
    ids = [actor.id for actor in found.actors]
    ends = zip(found.one.tolist(), found.other.tolist(), found.quad.tolist(), found.claims.tolist(), strict=True)
    return Counter({(frozenset((ids[a], ids[b])), QUAD_CLASSES[quad]): claims for a, b, quad, claims in ends})


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(places=True),
        Filters(quad_classes=("material conflict",)),
        Filters(min_claims=2),
        Filters(statuses=("actual",)),
    ],
    ids=["all", "places", "class", "claims", "status"],
)
def test_lines_are_the_rows_summed(asked: Store, filters: Filters) -> None:
    network, found = asked.whole_network(filters), lines(asked, filters)
    assert of_lines(found) == of_rows(network)
    assert {actor.id for actor in found.actors} == {actor.id for actor in network.actors}
    assert found.total_relations == network.total_relations


def test_actors_stand_in_the_order_of_their_claims(asked: Store) -> None:
    claims = [actor.claims for actor in lines(asked, Filters()).actors]
    assert claims == sorted(claims, reverse=True) and len(claims) > 3


def test_a_part_keeps_what_joins_its_members_alone(asked: Store) -> None:
    found = lines(asked, Filters())
    part = found.among(np.arange(3))
    inside = {actor.id for actor in found.actors[:3]}
    assert of_lines(part) == {key: claims for key, claims in of_lines(found).items() if key[0] <= inside}


def test_a_filter_that_nothing_passes_leaves_nothing(asked: Store) -> None:
    found = lines(asked, Filters(min_claims=1000))
    assert (found.actors, len(found.one), found.total_relations) == ((), 0, 0)
