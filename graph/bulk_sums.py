"""The relations of a whole corpus as sums of its claims, by columns: what `graph.sums` does document by document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph.schema import RELATION_COLUMNS
from graph.sums import STATUSES

Numbers = NDArray[Any]
_EPOCH = dt.date(1970, 1, 1).toordinal()
_UNDATED = np.iinfo(np.int32).max


class Numbering(dict[Any, int]):
    """Texts by the order in which they first came."""

    def __missing__(self, text: Any) -> int:
        self[text] = len(self)
        return self[text]

    def places(self, texts: Iterable[Any]) -> Numbers:
        return np.fromiter(map(self.__getitem__, texts), np.int64)


class Columns:
    """What of claims makes relations and counts, as numbers. An absent text is -1."""

    def __init__(self, actors: Numbering) -> None:
        self.documents, self.outlets, self.relations = Numbering(), Numbering(), Numbering()
        self._days = _Days()
        self._numbered: dict[str, tuple[str, Numbering, type]] = {
            "source": ("source", actors, np.int32),
            "target": ("target", actors, np.int32),
            "speaker": ("speaker", actors, np.int32),
            "document": ("doc_id", self.documents, np.int32),
            "outlet": ("outlet", self.outlets, np.int32),
            "relation": ("relation", self.relations, np.int16),
        }
        self.taken = {*(column for column, _, _ in self._numbered.values()), "status", "date", "confidence", "rejected"}
        self._actors = actors
        self._parts: dict[str, list[Numbers]] = {}

    def append(self, columns: Mapping[str, Sequence[Any]]) -> None:
        for name, (column, numbering, kind) in self._numbered.items():
            values = columns[column]
            if name in ("speaker", "outlet"):
                numbers = [numbering[value] if value is not None else -1 for value in values]
                self._add(name, np.array(numbers, kind))
            else:
                self._add(name, numbering.places(values).astype(kind))
        self._add("status", np.array([STATUSES.index(status) for status in columns["status"]], np.int8))
        self._add("date", np.fromiter(map(self._days.__getitem__, columns["date"]), np.int32))
        self._add("confidence", np.array(columns["confidence"], np.float64))
        self._add("counted", ~np.array(columns["rejected"], bool))

    def __getitem__(self, name: str) -> Numbers:
        parts = self._parts[name]
        if len(parts) > 1:
            parts[:] = [np.concatenate(parts)]
        return parts[0]

    def claims(self) -> Numbers:
        """How many claims each actor is an end of; one that is both ends counts once."""
        counted, source, target = self["counted"], self["source"], self["target"]
        size = len(self._actors)
        other = counted & (source != target)
        return np.bincount(source[counted], minlength=size) + np.bincount(target[other], minlength=size)

    def _add(self, name: str, numbers: Numbers) -> None:
        self._parts.setdefault(name, []).append(numbers)


class _Days(dict[str, int]):
    """Days since 1970 of dates as written."""

    def __missing__(self, text: str) -> int:
        self[text] = dt.date.fromisoformat(text).toordinal() - _EPOCH if text else _UNDATED
        return self[text]


def relation_table(claims: Columns, actors: pa.Array) -> pa.Table:
    """RELATES as the engine copies it."""
    keep = np.flatnonzero(claims["counted"] & (claims["source"] != claims["target"]))
    key = [claims[name][keep] for name in ("target", "relation", "source")]
    order = np.lexsort(key)  # stable: within a relation, the claims of a document still stand together
    keep, key = keep[order], [part[order] for part in key]
    first = np.ones(len(keep), bool)
    first[1:] = np.any([part[1:] != part[:-1] for part in key], axis=0)
    starts = np.flatnonzero(first)
    group = np.cumsum(first) - 1
    target, relation, source = (part[starts] for part in key)
    names = _outlet_names(claims, keep, group, len(starts))
    columns = {
        "relation": pa.array(list(claims.relations), pa.string()).take(pa.array(relation)),
        "claims": pa.array(np.diff(np.append(starts, len(keep)))),
        "documents": pa.array(_changes(claims["document"][keep], first, starts)),
        "outlets": pa.array(np.diff(names.offsets.to_numpy()).astype(np.int64)),
        "outlet_names": names,
        "confidence": pa.array(_reduced(np.maximum, claims["confidence"][keep], starts)),
        **_statuses(claims["status"][keep], starts),
        **_dates(claims["date"][keep], starts),
    }
    ends = {"from": actors.take(pa.array(source)), "to": actors.take(pa.array(target))}
    return pa.table(ends | {name: columns[name] for name in RELATION_COLUMNS})


def _reduced(operation: np.ufunc, values: Numbers, starts: Numbers) -> Numbers:
    return operation.reduceat(values, starts) if len(starts) else values


def _changes(values: Numbers, first: Numbers, starts: Numbers) -> Numbers:
    """How many runs of equal values each group has."""
    fresh = first.copy()
    fresh[1:] |= values[1:] != values[:-1]
    return _reduced(np.add, fresh.astype(np.int64), starts)


def _statuses(status: Numbers, starts: Numbers) -> dict[str, pa.Array]:
    return {
        name: pa.array(_reduced(np.add, (status == place).astype(np.int64), starts))
        for place, name in enumerate(STATUSES)
    }


def _dates(days: Numbers, starts: Numbers) -> dict[str, pa.Array]:
    earliest = _reduced(np.minimum, days, starts)
    latest = _reduced(np.maximum, np.where(days == _UNDATED, -_UNDATED, days), starts)
    found = {"first_date": (earliest, _UNDATED), "last_date": (latest, -_UNDATED)}
    return {
        name: pa.array(values.astype(np.int32), mask=values == none).cast(pa.date32())
        for name, (values, none) in found.items()
    }


def _outlet_names(claims: Columns, keep: Numbers, group: Numbers, groups: int) -> pa.ListArray:
    """The different outlets of each group, in the order of their names."""
    names = sorted(claims.outlets)
    rank = {name: place for place, name in enumerate(names)}
    ranks = np.array([rank[name] for name in claims.outlets] or [0], np.int64)
    outlet = claims["outlet"][keep]
    said = outlet >= 0
    size = max(len(names), 1)
    pairs = np.unique(group[said].astype(np.int64) * size + ranks[outlet[said]])
    offsets = np.searchsorted(pairs // size, np.arange(groups + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(names, pa.string()).take(pa.array(pairs % size)))
