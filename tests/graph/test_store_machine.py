"""Random sequences of writes and judgements: after each, what is shown is what records and journal say."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graph.store import NotInStoreError, Store, StoreError, open_store
from tests.graph.extractions import ACTORS, everything

ARTICLES = everything()
IDS = sorted(actor.id for actor in ACTORS.values())
CLAIMS = sorted(claim.id for extraction in ARTICLES for claim in extraction.claims)
RELATIONS = ("ASSAULT", "AID", "ALLIED_WITH")


class StoreMachine(RuleBasedStateMachine):
    """`url` is set by a subclass for each engine."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.judgements: list[str] = []

    def url(self) -> str:
        raise NotImplementedError

    @initialize()
    def open(self) -> None:
        self.store = open_store(self.url())

    @rule(place=st.integers(0, 2), version=st.integers(1, 2), claims=st.integers(0, 4))
    def add(self, place: int, version: int, claims: int) -> None:
        whole = ARTICLES[place]
        kept = whole.claims[:claims]
        said = tuple(claim.attribution for claim in kept if claim.attribution)
        self.store.add(replace(whole, version=f"hand {version}", claims=kept, attributions=said))
        self.known.add(whole.document.id)

    @rule(places=st.lists(st.integers(0, 2), max_size=4))
    def bulk_add(self, places: list[int]) -> None:
        self.store.bulk_add(ARTICLES[place] for place in places)
        self.known |= {ARTICLES[place].document.id for place in places}

    @rule(place=st.integers(0, 2))
    def remove(self, place: int) -> None:
        document = ARTICLES[place].document.id
        if document in self.known:
            self.store.remove(document)
            self.known.discard(document)

    @rule(
        first=st.sampled_from(IDS),
        second=st.sampled_from(IDS),
        verdict=st.sampled_from(("same", "different", "unsure")),
    )
    def judge(self, first: str, second: str, verdict: str) -> None:
        self._try(lambda: self.store.judge(first, second, verdict, "machine"))  # type: ignore[arg-type]

    @rule(kept=st.sampled_from(IDS), absorbed=st.sampled_from(IDS))
    def merge(self, kept: str, absorbed: str) -> None:
        self._try(lambda: self.store.merge(kept, absorbed, "machine"))

    @rule(actor=st.sampled_from(IDS))
    def unmerge(self, actor: str) -> None:
        self._try(lambda: self.store.unmerge(actor, "machine"))

    @rule(actor=st.sampled_from(IDS), name=st.sampled_from(("Alpha", "Beta", "Valdoria")))
    def rename(self, actor: str, name: str) -> None:
        self._try(lambda: self.store.rename(actor, name, "machine"))

    @rule(claim=st.sampled_from(CLAIMS))
    def accept(self, claim: str) -> None:
        self._try(lambda: self.store.accept(claim, "machine"))

    @rule(claim=st.sampled_from(CLAIMS))
    def reject(self, claim: str) -> None:
        self._try(lambda: self.store.reject(claim, "machine"))

    @rule(claim=st.sampled_from(CLAIMS), relation=st.sampled_from(RELATIONS))
    def relabel(self, claim: str, relation: str) -> None:
        self._try(lambda: self.store.relabel(claim, relation, "machine"))

    @rule(claim=st.sampled_from(CLAIMS))
    def flip(self, claim: str) -> None:
        self._try(lambda: self.store.flip(claim, "machine"))

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if self.judgements:
            judgement = data.draw(st.sampled_from(self.judgements))
            self._try(lambda: self.store.undo(judgement, "machine"))

    @rule()
    def rebuild(self) -> None:
        self.store.rebuild()

    @invariant()
    def the_database_says_what_the_records_say(self) -> None:
        if hasattr(self, "store"):
            assert self.store.verify() == ()
            assert self.store.statistics().documents == len(self.known)

    def _try(self, act: object) -> None:
        """What cannot be judged is refused; the invariant then tells whether that left a trace."""
        with contextlib.suppress(NotInStoreError, StoreError):
            self.judgements.append(act())  # type: ignore[operator]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


def _run(machine: type[StoreMachine], examples: int) -> None:
    limits = settings(
        max_examples=examples,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(machine, settings=limits)


def test_embedded_store_machine(tmp_path: Path) -> None:
    class Embedded(StoreMachine):
        def url(self) -> str:
            return str(Path(tempfile.mkdtemp(dir=tmp_path)) / "store")

    _run(Embedded, 25)


@pytest.mark.neo4j
def test_server_store_machine(server_url: str) -> None:
    from tests.graph.conftest import emptied

    class Server(StoreMachine):
        def url(self) -> str:
            return emptied(server_url)

    _run(Server, 8)
