"""A whole network for the eye: where its actors stand, which lines are drawn, and the bytes that the browser draws."""

from __future__ import annotations

import gzip
import json
import logging
import struct
import threading
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explore import layout, look
from explore.beside import write_whole
from explore.escape import plain
from graph.lines import Lines

log = logging.getLogger(__name__)

MAX_ACTORS = 50_000  # drawn one by one; more are drawn as communities
MAX_LINES = 150_000  # drawn; more take a browser without a graphics card beyond 15 s and cannot be told apart


def strongest(lines: Lines, most: int = MAX_LINES) -> Lines:
    """At most `most` lines, of which every actor keeps its strongest; the weakest first, to be drawn below."""
    order = np.argsort(-lines.claims, kind="stable")
    best = np.zeros(len(order), bool)
    for ends in (lines.one, lines.other):
        _, first = np.unique(ends[order], return_index=True)
        best[order[first]] = True
    kept = np.lexsort((-lines.claims, ~best))[:most]
    kept = kept[np.argsort(lines.claims[kept], kind="stable")]
    return Lines(
        lines.actors, lines.one[kept], lines.other[kept], lines.quad[kept], lines.claims[kept],
        lines.total_actors, lines.total_relations,
    )  # fmt: skip


class Ground:
    """Where the actors of one store stand. Who has a place keeps it, whatever is filtered out or added later; `kept` is
    the file that remembers it, for this server and the next."""

    def __init__(self, kept: Path | None = None, read_only: bool = False) -> None:
        self._kept = kept
        self._read_only = read_only
        self._places = _read_places(kept) if kept else {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._places)

    def points(self, lines: Lines) -> layout.Points:
        """A row for each actor of `lines`; those new to this ground are placed among the others."""
        ids = [actor.id for actor in lines.actors]
        with self._lock:
            if any(actor not in self._places for actor in ids):
                nowhere = (float("nan"), float("nan"))
                known = np.array([self._places.get(actor, nowhere) for actor in ids])
                from explore.crowd import spread  # what it computes with takes a quarter of a second to load

                at = spread(lines, known)
                self._places |= dict(zip(ids, map(tuple, at.tolist()), strict=True))
                if self._kept and not self._read_only:
                    _write_places(self._kept, self._places)
            return np.array([self._places[actor] for actor in ids]).reshape(-1, 2)

    def extent(self) -> list[float]:
        """Left, right, lowest and highest of all places: the frame of every drawing on this ground."""
        at = np.array(list(self._places.values())).reshape(-1, 2)
        if not len(at):
            return [0.0, 1.0, 0.0, 1.0]
        (left, low), (right, high) = at.min(axis=0).tolist(), at.max(axis=0).tolist()
        return [left, max(right, left + 1), low, max(high, low + 1)]


def _read_places(kept: Path) -> dict[str, layout.Point]:
    """None from a file that is not there or not whole: everybody is then placed anew."""
    try:
        listed = json.loads(kept.read_text(encoding="utf-8"))
        return {str(actor): (float(x), float(y)) for actor, x, y in zip(*listed, strict=True)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError) as error:
        log.warning("%s does not say where actors stand (%s); they are placed anew", kept, error)
        return {}


def _write_places(kept: Path, places: Mapping[str, layout.Point]) -> None:
    """Where nothing can be written, places hold as long as this server runs."""
    x, y = ([round(point[axis], 3) for point in places.values()] for axis in (0, 1))
    try:
        write_whole(kept, json.dumps([list(places), x, y]))
    except OSError as error:
        log.warning("where actors stand is not kept: %s", error)


def pack(lines: Lines, points: layout.Points, extent: Sequence[float]) -> bytes:
    """As network.js reads it."""
    kinds = {kind: number for number, kind in enumerate(look.kinds())}
    arrays: dict[str, NDArray[np.generic]] = {
        "x": points[:, 0].astype("<f4"),
        "y": points[:, 1].astype("<f4"),
        "claims": np.array([actor.claims for actor in lines.actors], "<u4"),
        "one": lines.one.astype("<u4"),
        "other": lines.other.astype("<u4"),
        "lineClaims": lines.claims.astype("<u4"),
        "kind": np.array([kinds[actor.kind] for actor in lines.actors], "u1"),
        "quad": lines.quad.astype("u1"),
    }
    listed = [[name, f"{array.dtype.kind}{array.dtype.itemsize}", len(array)] for name, array in arrays.items()]
    header = json.dumps({"arrays": listed, "extent": list(extent)}).encode()
    packed = bytearray(struct.pack("<I", len(header)) + header)
    for array in arrays.values():
        packed += bytes(-len(packed) % 4) + array.tobytes()
    packed += "\n".join(_label(actor.name) for actor in lines.actors).encode()
    return gzip.compress(bytes(packed), compresslevel=4, mtime=0)


def _label(name: str) -> str:
    """`plain`, which takes its time, is spared names that are so already."""
    return name if len(name) <= 60 and name.isascii() and name.isprintable() else plain(name, 60)


def fingerprint(lines: Lines) -> str:
    """Tells one network from another, so that one already drawn is neither packed nor sent again."""
    made = blake2b(digest_size=12)
    for array in (lines.one, lines.other, lines.quad, lines.claims):
        made.update(array.tobytes())
    made.update("\n".join(f"{actor.id}\t{actor.name}\t{actor.kind}\t{actor.claims}" for actor in lines.actors).encode())
    return made.hexdigest()
