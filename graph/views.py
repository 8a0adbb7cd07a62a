"""What the reads of a store return. Frozen, bounded, and already reviewed: merges, renamings and rejections of the
journal are applied; what the extractor wrote stays visible beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from extract.records import Actor, Claim, Mention, Status

Outcome = Literal["added", "unchanged", "replaced"]
Verdict = Literal["same", "different", "unsure"]
ClaimOrder = Literal["newest", "oldest", "surest", "doubtful", "relation", "outlet"]
ReviewState = Literal["extracted", "accepted", "rejected", "relabelled", "flipped"]

MAX_ROWS = 10_000  # no read returns more rows than this, whatever its limit says


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims a network is the sum of. Empty tuples and None do not filter.

    `actors` are the seeds, `hops` how far from them relations are followed, 0 for those among
    the seeds alone; without seeds the strongest relations of
    the whole graph are returned. `since` and `until` are inclusive and compare with the date of a claim: its event
    date, else the day its document was published; an undated claim passes only without both. `outlet_voice` keeps what
    outlets say in their own words. Places are left out unless `places` or `kinds` asks for them. `min_claims` and
    `min_confidence` are asked of a relation: its number of claims and its surest claim.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    quad_classes: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    outlets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    outlet_voice: bool = False
    places: bool = False
    min_claims: int = 1
    min_confidence: float = 0.0
    hops: int = 1
    limit: int = 200


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor with the number of claims it is source or target of, and of documents that mention it."""

    id: str
    name: str
    kind: str
    country: str | None
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class RelationRow:
    """The sum of the claims that `source` did `relation` to `target`. The two ends of a symmetric relation stand in
    the order of their ids. `confidence` is that of the surest claim; dates are None where no claim is dated."""

    source: str
    relation: str
    target: str
    claims: int
    documents: int
    outlets: int
    first_date: dt.date | None
    last_date: dt.date | None
    actual: int
    planned: int
    hypothetical: int
    negated: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Network:
    """Relations, strongest first, and their actors (seeds included even if nothing relates to them). The totals say
    how many there were before the limit."""

    actors: tuple[ActorRow, ...]
    relations: tuple[RelationRow, ...]
    total_actors: int
    total_relations: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document without its text."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    language: str
    version: str
    actors: int
    claims: int


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote on an actor or a claim; `judgement` is the journal entry, for `undo`."""

    text: str
    who: str
    when: dt.datetime
    judgement: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as its reviewers left it, with what the extractor wrote in `claim`.

    `relation`, `source`, `target` and `speaker` are as reviewed: merged, re-labelled, turned round. `context` is the
    text around the evidence; it starts at character `context_start` of the document, so the evidence is
    ``context[claim.evidence.start_char - context_start : claim.evidence.end_char - context_start]``.
    """

    claim: Claim
    relation: str
    source: Actor
    target: Actor
    speaker: Actor | None
    document: DocumentRow
    context: str
    context_start: int
    date: dt.date | None
    states: tuple[ReviewState, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def accepted(self) -> bool:
        return "accepted" in self.states

    @property
    def rejected(self) -> bool:
        return "rejected" in self.states


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention with the text around it, which starts at character `context_start` of the document."""

    mention: Mention
    document: DocumentRow
    context: str
    context_start: int


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """Everything about one actor: one page of each list, with the totals. `merged` are the ids that were judged to be
    this actor; `names` counts the documents that call it so; `speaks` counts the claims attributed to it."""

    actor: Actor
    names: tuple[tuple[str, int], ...]
    merged: tuple[str, ...]
    claims: int
    documents: int
    speaks: int
    outgoing: tuple[RelationRow, ...]
    incoming: tuple[RelationRow, ...]
    total_outgoing: int
    total_incoming: int
    others: tuple[ActorRow, ...]
    mentions: tuple[StoredMention, ...]
    total_mentions: int
    outlets: tuple[tuple[str, int], ...]
    speakers: tuple[tuple[ActorRow, int], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with its text, and its mentions and claims in text order."""

    document: DocumentRow
    text: str
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claims: tuple[StoredClaim, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    actors: tuple[ActorRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    documents: tuple[DocumentRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """`matched` is the name that was found, `score` 0 to 100."""

    actor: ActorRow
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The claims of one month (its first day) or day."""

    date: dt.date
    claims: int
    documents: int
    cooperation: int
    conflict: int
    ties: int


@dataclass(frozen=True, slots=True)
class PathStep:
    """From `source` to `target` of the walk; `relations` are the rows between the two, in whichever direction."""

    source: ActorRow
    target: ActorRow
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class CoMention:
    """Two actors named in the same documents."""

    actor: ActorRow
    documents: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Sizes of the whole store; the pairs are (name, number), largest first."""

    documents: int
    actors: int
    claims: int
    relations: int
    mentions: int
    rejected: int
    judgements: int
    first_date: dt.date | None
    last_date: dt.date | None
    by_relation: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str, int], ...]
    by_outlet: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query of the user's own; `truncated` if rows were left off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    truncated: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, with the reasons; `score` 0 to 1. Nothing is merged before somebody judges."""

    first: ActorRow
    second: ActorRow
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the database holds and the records do not say, or the other way round."""

    kind: str
    subject: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What an `add` of many did; `failed` names each input that did not load, and why."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    claims: int = 0
    failed: tuple[tuple[str, str], ...] = field(default=())
