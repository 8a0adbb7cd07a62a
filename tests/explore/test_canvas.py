"""What the canvas is told: positions that stay, lines that do not cover each other, and little to send."""

from __future__ import annotations

import filecmp
import gzip
import hashlib
import json
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyvis

from explore import communities, layout, whole
from explore.canvas import bend_parallels, main_status
from graph.lines import Lines
from graph.views import ActorRow, RelationRow

_ASSETS = Path(__file__).parents[2] / "explore" / "canvas_assets"
_LABELS = {f"a{n}": f"Actor number {n} of the neighbourhood" for n in range(31)}
_STAR = [("a0", other) for other in _LABELS if other != "a0"]


def _row(actual: int = 0, planned: int = 0, hypothetical: int = 0, negated: int = 0) -> RelationRow:
    total = actual + planned + hypothetical + negated
    return RelationRow("a", "AID", "b", total, 1, 1, None, None, actual, planned, hypothetical, negated, 0.5)


def test_placed_actors_never_move() -> None:
    before = layout.place(_LABELS, _STAR, {}, "a0")
    wider = _LABELS | {"b1": "New one", "b2": "Another"}
    after = layout.place(wider, [*_STAR, ("a3", "b1"), ("a3", "b2")], before, "a0")
    assert {actor: after[actor] for actor in before} == before
    assert set(after) == set(wider)


def test_layout_is_the_same_every_time() -> None:
    assert layout.place(_LABELS, _STAR, {}, "a0") == layout.place(_LABELS, _STAR, {}, "a0")


def test_shapes_do_not_lie_on_each_other() -> None:
    points = list(layout.place(_LABELS, _STAR, {}, "a0").values())
    gaps = [max(abs(ax - bx), abs(ay - by)) for i, (ax, ay) in enumerate(points) for bx, by in points[:i]]
    assert min(gaps) > 30  # pixels; the largest shape is 70 wide


def test_one_actor_and_none() -> None:
    assert layout.place({}, [], {}) == {}
    assert layout.place({"a": "A"}, [], {}, "a") == {"a": (0.0, 0.0)}


def test_a_single_line_is_straight_and_parallels_part() -> None:
    assert bend_parallels([("a", "AID", "b")]) == [0.0]
    there, back, third = bend_parallels([("a", "AID", "b"), ("b", "AID", "a"), ("a", "BACKS", "b")])
    # Seen from a: the line back is drawn from b, so its side turns round.
    assert len({there, -back, third}) == 3


def test_status_of_a_line() -> None:
    assert main_status(_row(actual=1, negated=9)) == "actual"
    assert main_status(_row(planned=2, negated=3)) == "negated"


def test_vis_network_is_the_file_of_the_installed_pyvis() -> None:
    installed = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    assert filecmp.cmp(installed, _ASSETS / "vis-network.min.js", shallow=False)


def test_assets_ask_no_other_host() -> None:
    libraries = ("vis-network.min.js", "libraries.min.js")
    own = [
        path for folder in (_ASSETS, _ASSETS / "whole") for path in folder.iterdir() if path.suffix in (".js", ".css")
    ]
    own = [path for path in own if path.name not in libraries]
    assert len(own) >= 8
    for path in own:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text and "innerHTML" not in text and "insertAdjacentHTML" not in text, path.name
    built = (_ASSETS / "whole" / "libraries.min.js").read_text(encoding="utf-8")
    assert "://" not in built and "innerHTML" not in built and "eval(" not in built


def test_the_bundle_is_the_one_that_was_built() -> None:
    built = (_ASSETS / "whole" / "libraries.min.js").read_bytes()
    assert hashlib.sha256(built).hexdigest() == "4f3d99342f9cafb203af870c7673554c272f21d5eaf113f111820554e6918ff8"
    licences = (_ASSETS / "whole" / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(
        name in licences for name in ("sigma 3.0.3", "graphology 0.26.0", "graphology-utils 2.5.2", "events 3.3.0")
    )


# ---- the whole network


def _clusters(size: int = 30) -> Lines:
    """Two rings of actors, each tied within in three ways round, and one tie between the two."""
    ring = np.arange(size)
    ends = [(half + ring, half + (ring + step) % size) for half in (0, size) for step in (1, 2, 5)]
    one = np.concatenate([end[0] for end in ends] + [np.array([0])])
    other = np.concatenate([end[1] for end in ends] + [np.array([size])])
    low, high = np.minimum(one, other), np.maximum(one, other)
    actors = tuple(ActorRow(f"a{n}", f"Actor {n}", "Group", None, 100 - n, 1) for n in range(2 * size))
    claims = np.arange(1, len(one) + 1)
    return Lines(actors, low, high, np.arange(len(one)) % 6, claims, len(actors), len(one))


def test_clusters_stand_apart() -> None:
    at = whole.Ground().points(_clusters())
    middles = at[:30].mean(axis=0), at[30:].mean(axis=0)
    within = np.linalg.norm(at[:30] - middles[0], axis=1).mean()
    assert np.linalg.norm(middles[0] - middles[1]) > 2 * within


def test_who_stands_on_the_ground_stays_there() -> None:
    lines = _clusters()
    ground = whole.Ground()
    first = ground.points(lines.among(np.arange(50)))
    extent = ground.extent()
    later = ground.points(lines)
    assert np.array_equal(later[:50], first)
    assert np.isfinite(later).all() and len(np.unique(later, axis=0)) == 60
    assert np.array_equal(ground.points(lines.among(np.arange(20))), first[:20])
    assert extent[0] < extent[1] and extent[2] < extent[3]
    assert np.array_equal(whole.Ground().points(lines), whole.Ground().points(lines))


def test_where_actors_stand_outlasts_the_server(tmp_path: Path) -> None:
    kept, lines = tmp_path / "places.json", _clusters()
    first = whole.Ground(kept).points(lines.among(np.arange(50)))
    assert np.allclose(whole.Ground(kept).points(lines)[:50], first, atol=0.001)
    everybody = whole.Ground(kept, read_only=True)
    assert len(everybody) == 60
    everybody.points(replace(lines, actors=tuple(replace(actor, id=f"b{actor.id}") for actor in lines.actors)))
    assert len(whole.Ground(kept)) == 60  # a server that only reads writes nothing


def test_what_does_not_say_where_actors_stand_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept = tmp_path / "places.json"
    for damaged in ("{", "[1]", '[["a"], [0], []]', '[["a"], ["x"], [0]]'):
        kept.write_text(damaged)
        assert len(whole.Ground(kept)) == 0
    assert len(caplog.records) == 4 and "placed anew" in caplog.text
    assert whole.Ground(kept).points(_clusters()).shape == (60, 2)
    assert len(whole.Ground(kept)) == 60


def test_nobody_and_one_have_a_place() -> None:
    nobody = np.arange(0)
    assert whole.Ground().points(_clusters().among(nobody)).shape == (0, 2)
    assert np.isfinite(whole.Ground().points(_clusters().among(np.arange(1)))).all()


def test_everybody_keeps_the_strongest_line() -> None:
    lines = _clusters()
    kept = whole.strongest(lines, 70)
    assert len(kept.one) == 70
    best = {n: lines.claims[(lines.one == n) | (lines.other == n)].max() for n in range(60)}
    held = {n: kept.claims[(kept.one == n) | (kept.other == n)].max() for n in range(60)}
    assert held == best
    assert (np.diff(kept.claims) >= 0).all()


def test_packed_is_read_as_it_was() -> None:
    """As network.js does: the header, then arrays at multiples of four, then a name a line."""
    lines = _clusters()
    hostile = "<img src=x onerror=alert(1)>\nsecond\u202eline"
    lines = replace(lines, actors=(replace(lines.actors[0], name=hostile), *lines.actors[1:]))
    points = whole.Ground().points(lines)
    packed = gzip.decompress(whole.pack(lines, points, [0, 1, 2, 3]))
    at = 4 + struct.unpack_from("<I", packed)[0]
    header = json.loads(packed[4:at])
    read = {}
    for name, kind, count in header["arrays"]:
        at += -at % 4
        read[name] = np.frombuffer(packed, f"<{kind}", count, at)
        at += read[name].nbytes
    names = packed[at:].decode().split("\n")
    assert header["extent"] == [0, 1, 2, 3]
    assert np.allclose(read["x"], points[:, 0]) and np.allclose(read["y"], points[:, 1])
    assert np.array_equal(read["one"], lines.one) and np.array_equal(read["lineClaims"], lines.claims)
    assert len(names) == 60 and names[1] == "Actor 1"
    assert names[0] == "<img src=x onerror=alert(1)> secondline"


def test_names_and_numbers_tell_networks_apart() -> None:
    lines = _clusters()
    renamed = replace(lines, actors=(replace(lines.actors[0], name="Another"), *lines.actors[1:]))
    stronger = replace(lines, claims=lines.claims + 1)
    assert len({whole.fingerprint(one) for one in (lines, renamed, stronger)}) == 3
    assert whole.fingerprint(_clusters()) == whole.fingerprint(lines)


def test_communities_are_the_clusters() -> None:
    lines = _clusters()
    parts, between = communities.split(lines)
    found = {frozenset(member // 30 for member in part.members.tolist()) for part in parts}
    assert found <= {frozenset({0}), frozenset({1})} and len(found) == 2
    assert sorted(member for part in parts for member in part.members.tolist()) == list(range(60))
    assert sum(part.within for part in parts) + sum(part.out for part in parts) // 2 == lines.claims.sum()
    assert between.claims.sum() == sum(part.out for part in parts) // 2
    assert len(between.actors) == len(parts)


def test_actors_without_a_line_are_in_no_community() -> None:
    lines = replace(_clusters(), actors=(*_clusters().actors, ActorRow("z", "Alone", "Group", None, 1, 1)))
    parts, _ = communities.split(lines)
    assert all(60 not in part.members for part in parts)
