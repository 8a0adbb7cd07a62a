"""Judgements: what reviewers decided, as records that are appended and never changed.

The review of a store is the fold of its journal: an undone judgement counts as if it had never been made, so any
judgement can be undone in any order, and an undo can itself be undone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast, get_args

Verb = Literal["judge", "unmerge", "rename", "kind", "accept", "reject", "relabel", "flip", "note", "undo"]
VERBS: tuple[str, ...] = get_args(Verb)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`who` decided `verb` on `subject` at `when` (UTC). `other` is the second actor of a judge (a kept actor is the
    subject) or, for undo, None: its subject is a judgement. `value` is the verdict, name, kind, relation or note text;
    `note` says why. `undone` is not part of the record: it is set by `marked`."""

    id: str
    verb: Verb
    subject: str
    other: str | None
    value: str | None
    who: str
    when: dt.datetime
    note: str = ""
    undone: bool = False


@dataclass(slots=True)
class Review:
    """What the judgements in force amount to. `kept` maps an actor to the one it was merged into, `members` the kept
    one to all of its cluster. Claims and actors that the store does not hold may occur: they wait."""

    kept: dict[str, str] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: dict[frozenset[str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    relations: dict[str, str] = field(default_factory=dict)
    flipped: set[str] = field(default_factory=set)
    notes: dict[str, list[Judgement]] = field(default_factory=dict)

    def actor(self, actor: str) -> str:
        return self.kept.get(actor, actor)

    def cluster(self, actor: str) -> tuple[str, ...]:
        kept = self.actor(actor)
        return self.members.get(kept, (kept,))

    def on_claim(self, claim: str) -> tuple[object, ...]:
        """All that was decided on a claim, for telling whether a review changes it."""
        return claim in self.accepted, claim in self.rejected, self.relations.get(claim), claim in self.flipped

    def claims(self) -> set[str]:
        """Those that something was decided on."""
        return self.accepted | self.rejected | self.relations.keys() | self.flipped


def make(
    verb: Verb, subject: str, who: str, other: str | None = None, value: str | None = None, note: str = ""
) -> Judgement:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return Judgement(uuid.uuid4().hex, verb, subject, other, value, who, now, note)


def marked(journal: Iterable[Judgement]) -> list[Judgement]:
    """The journal with every judgement that is undone marked so."""
    entries = list(journal)
    undone: set[str] = set()
    for entry in reversed(entries):
        if entry.verb == "undo" and entry.id not in undone:
            undone.add(entry.subject)
    return [replace(entry, undone=entry.id in undone) for entry in entries]


def review(journal: Iterable[Judgement]) -> Review:
    """The fold of a journal, oldest judgement first."""
    result = Review()
    merges: dict[frozenset[str], str] = {}
    for entry in marked(journal):
        if not entry.undone:
            _apply(entry, result, merges)
    _join(merges, result)
    return result


def contradiction(state: Review, first: str, second: str) -> frozenset[str] | None:
    """The pair judged different that would become one actor if `first` and `second` did."""
    for one in state.cluster(first):
        for other in state.cluster(second):
            if state.verdicts.get(frozenset((one, other))) == "different":
                return frozenset((one, other))
    return None


def _apply(entry: Judgement, result: Review, merges: dict[frozenset[str], str]) -> None:
    subject, value = entry.subject, entry.value or ""
    if entry.verb == "judge" and entry.other:
        pair = frozenset((subject, entry.other))
        merges.pop(pair, None)
        result.verdicts[pair] = value
        if value == "same" and len(pair) == 2:
            merges[pair] = subject
    elif entry.verb == "unmerge":
        for pair in [pair for pair in merges if subject in pair]:
            del merges[pair]
            del result.verdicts[pair]
    elif entry.verb == "rename":
        result.names[subject] = value
    elif entry.verb == "kind":
        result.kinds[subject] = value
    elif entry.verb == "accept":
        result.accepted.add(subject)
        result.rejected.discard(subject)
    elif entry.verb == "reject":
        result.rejected.add(subject)
        result.accepted.discard(subject)
    elif entry.verb == "relabel":
        result.relations[subject] = value
    elif entry.verb == "flip":
        result.flipped ^= {subject}
    elif entry.verb == "note":
        result.notes.setdefault(subject, []).append(entry)


def _join(merges: Mapping[frozenset[str], str], result: Review) -> None:
    """Clusters of the pairs judged the same, in the order of judging. A pair that would join two actors judged
    different is passed over. The kept actor is the one that the youngest merge of the cluster kept."""
    cluster: dict[str, set[str]] = {}
    kept: dict[int, str] = {}
    for pair, keep in merges.items():
        one, other = (cluster.get(actor, {actor}) for actor in sorted(pair))
        if _apart(one, other, result):
            continue
        joined = one | other
        for actor in joined:
            cluster[actor] = joined
        kept[id(joined)] = keep
    for actor, joined in cluster.items():
        result.kept[actor] = kept[id(joined)]
    for actor, keep in result.kept.items():
        result.members[keep] = tuple(sorted((*result.members.get(keep, ()), actor)))


def _apart(one: set[str], other: set[str], result: Review) -> bool:
    return any(result.verdicts.get(frozenset((a, b))) == "different" for a in one for b in other if a != b)


def to_json(entry: Judgement) -> dict[str, Any]:
    """One line of the journal."""
    return {
        "id": entry.id,
        "verb": entry.verb,
        "subject": entry.subject,
        "other": entry.other,
        "value": entry.value,
        "who": entry.who,
        "when": entry.when.isoformat(),
        "note": entry.note,
    }


def from_json(line: Mapping[str, Any]) -> Judgement:
    """The judgement that `to_json` wrote. Raises KeyError, TypeError or ValueError where the line is not one."""
    if line["verb"] not in VERBS:
        raise ValueError(f"unknown verb {line['verb']!r}")
    texts = {key: line[key] for key in ("id", "subject", "who")} | {"note": line.get("note", "")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("id, subject, who and note are texts")
    return Judgement(
        verb=cast(Verb, line["verb"]),
        other=line.get("other"),
        value=line.get("value"),
        when=dt.datetime.fromisoformat(line["when"]),
        **texts,
    )
