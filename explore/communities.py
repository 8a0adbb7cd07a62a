"""What is too large to draw is drawn as communities, each of which can be opened, and is split again if it must be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explore.escape import plain
from explore.whole import strongest
from graph.lines import QUAD_CLASSES, Lines, Numbers
from graph.views import ActorRow

MOST = 40  # drawn side by side, the largest first
_MOST_LINES = 120  # between them; more are a tangle
_FINER = 4.0  # resolution of a second attempt, where the first found a single community


@dataclass(frozen=True, slots=True, eq=False)
class Community:
    """`members` are numbers of actors, most claims first; `within` and `out` are claims."""

    name: str
    members: Numbers
    within: int
    out: int


def split(lines: Lines) -> tuple[tuple[Community, ...], Lines]:
    """The communities, largest first, and the MOST largest as the actors of a small network of their own. A network
    that does not fall into parts has one community or none."""
    labels = _labels(lines)
    ends = labels[lines.one], labels[lines.other]
    found = int(labels.max(initial=-1)) + 1
    within = np.bincount(ends[0][ends[0] == ends[1]], weights=lines.claims[ends[0] == ends[1]], minlength=found)
    both = sum(np.bincount(end, weights=lines.claims, minlength=found) for end in ends)
    order = np.argsort(labels, kind="stable")[(labels < 0).sum() :]  # -1 has no line to anybody
    parts = np.split(order, np.cumsum(np.bincount(labels[order], minlength=found))[:-1]) if found else []
    made = tuple(
        Community(_name(lines, members), members, int(inside), int(all_ends - 2 * inside))
        for members, inside, all_ends in zip(parts, within, both, strict=True)
    )
    return made, _between(made[:MOST], *ends, lines)


def _labels(lines: Lines) -> Numbers:
    # here, since they take two seconds that a page without communities need not wait
    import scipy.sparse as sp

    from graph.analysis import Compact, communities

    size = len(lines.actors)
    ends = np.concatenate((lines.one, lines.other)), np.concatenate((lines.other, lines.one))
    matrix = sp.csr_array(sp.coo_array((np.tile(lines.claims.astype(float), 2), ends), shape=(size, size)))
    for resolution in (1.0, _FINER):
        table = communities(Compact(tuple(range(size)), matrix, directed=False), resolution, seeds=1)
        if table.attrs["communities"] > 1:
            break
    return table["community"].to_numpy(dtype=np.int64)


def _name(lines: Lines, members: Numbers) -> str:
    """By its actor with most claims, and how many others there are."""
    first = plain(lines.actors[members[0]].name, 40)
    return f"{first} +{len(members) - 1:,}" if len(members) > 1 else first


def _between(drawn: tuple[Community, ...], one: Numbers, other: Numbers, lines: Lines) -> Lines:
    """One line a pair of communities and class of relation, the strongest, of which each community keeps one."""
    apart = (one != other) & (np.maximum(one, other) < len(drawn))
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    keys, place = np.unique((low * MOST + high) * len(QUAD_CLASSES) + lines.quad[apart], return_inverse=True)
    claims = np.bincount(place, weights=lines.claims[apart], minlength=len(keys)).astype(np.int64)
    pairs = keys // len(QUAD_CLASSES)
    actors = tuple(
        ActorRow(str(number), part.name, "Community", None, len(part.members), 0) for number, part in enumerate(drawn)
    )
    every = Lines(actors, pairs // MOST, pairs % MOST, keys % len(QUAD_CLASSES), claims, len(actors), len(keys))
    return strongest(every, _MOST_LINES)
