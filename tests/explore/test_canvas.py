"""What the canvas is told: positions that stay, lines that do not cover each other, and little to send."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pyvis

from explore import layout
from explore.canvas import bend_parallels, main_status
from graph.views import RelationRow

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
    own = [path for path in _ASSETS.iterdir() if path.suffix in (".js", ".css") and not path.name.startswith("vis-")]
    assert len(own) >= 5
    for path in own:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text and "innerHTML" not in text and "insertAdjacentHTML" not in text, path.name
