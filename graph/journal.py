"""Judgements: what reviewers decided, as records that are appended and never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Verb = Literal["judge", "unmerge", "rename", "kind", "reject", "relabel", "flip", "note", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`who` decided `verb` on `subject` at `when` (UTC). `other` is the second actor of judge (kept is `subject`) or the
    judgement that undo takes back; `value` the verdict, name, kind, relation or note. `note` says why."""

    id: str
    verb: Verb
    subject: str
    other: str | None
    value: str | None
    who: str
    when: dt.datetime
    note: str = ""
    undone: bool = False
