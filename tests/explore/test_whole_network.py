"""The whole network in a real browser: on request, clicked, filtered, walked by keyboard, and without WebGL."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bench.corpus_of_claims import corpus
from tests.explore.app_server import Visit, point, running_app, settle, visiting
from tests.explore.conftest import filled
from tests.explore.test_pages import open_page, words

pytestmark = pytest.mark.browser
_CLICK = 20 * 1024  # bytes that a click may bring over the socket
_NO_WEBGL = """
const ask = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.includes("webgl") ? null : ask.call(this, kind, ...more);
};
"""


@pytest.fixture
def visit(browser: Browser, small_site: str) -> Iterator[Visit]:
    with visiting(browser, small_site) as made:
        yield made
        assert made.complaints == []


def drawn(page: Page) -> Locator:
    page.locator(".whole[data-drawn]").wait_for()
    settle(page)
    return page.locator(".whole")


def whole(visit: Visit, query: str = "") -> Locator:
    visit.page.goto(f"http://{visit.host}/network?scope=Whole+network{query}")
    return drawn(visit.page)


def place(canvas: Locator, name: str) -> tuple[float, float]:
    """Where on the screen an actor is."""
    x, y = canvas.evaluate(
        """(frame, name) => {
            const { drawing } = frame;
            const [x, y] = drawing.overlay.at(drawing.look(), drawing.net.names.indexOf(name));
            const box = drawing.stage.getBoundingClientRect();
            return [box.left + x, box.top + y];
        }""",
        name,
    )
    return x, y


def within(canvas: Locator, name: str) -> list[float]:
    """Where in the drawing an actor is, to the pixel."""
    return canvas.evaluate(
        "({ drawing }, name) => drawing.overlay.at(drawing.look(), drawing.net.names.indexOf(name)).map(Math.round)",
        name,
    )


def picked(canvas: Locator) -> list[str]:
    return canvas.evaluate("({ drawing }) => drawing.picked.map((actor) => drawing.net.names[actor])")


def test_it_is_drawn_on_request_and_a_click_tells_who(visit: Visit) -> None:
    page = visit.page
    page.goto(f"http://{visit.host}/network?actor=norvania")
    page.locator(".canvas").wait_for()
    assert page.locator(".whole").count() == 0
    page.get_by_role("radio", name="Whole network").click()
    canvas = drawn(page)
    expect(page.get_by_text("4 of 4 actors")).to_be_visible()
    received: list[int] = []
    counting = page.context.new_cdp_session(page)
    counting.send("Network.enable")
    counting.on("Network.webSocketFrameReceived", lambda frame: received.append(len(frame["response"]["payloadData"])))
    page.mouse.click(*place(canvas, "Sundria"))
    settle(page)
    expect(page.get_by_role("heading", name="Sundria")).to_be_visible()
    settle(page)  # on a busy machine the heading comes before the rest
    assert picked(canvas) == ["Sundria"]
    assert 0 < sum(received) * 3 / 4 < _CLICK  # payloads are told in base64

    page.keyboard.down("Control")
    page.mouse.click(*place(canvas, "Norvania"))
    page.keyboard.up("Control")
    settle(page)
    expect(page.locator("article.claim").first).to_be_visible()
    assert set(picked(canvas)) == {"Sundria", "Norvania"}

    page.mouse.dblclick(*place(canvas, "Mira Olt"))
    page.locator(".canvas:not(.whole)").wait_for()
    settle(page)
    expect(page.get_by_role("heading", name="Mira Olt")).to_be_visible()


def test_places_are_the_same_under_a_filter_and_the_legend_hides(visit: Visit) -> None:
    canvas = whole(visit)
    before = within(canvas, "Sundria"), within(canvas, "Norvania")
    visit.page.get_by_role("button", name="Person").click()
    hidden = canvas.evaluate("({ drawing }) => drawing.net.names.filter((_, actor) => drawing.look().hidden(actor))")
    assert hidden == ["Mira Olt"]
    canvas = whole(visit, "&class=material+conflict")
    assert canvas.evaluate("({ drawing }) => drawing.net.size") < 4
    assert (within(canvas, "Sundria"), within(canvas, "Norvania")) == before


def test_pointing_lights_the_partners_and_a_search_shows_where_somebody_stands(visit: Visit) -> None:
    canvas = whole(visit)
    visit.page.mouse.move(*place(canvas, "Mira Olt"))
    expect(canvas.locator(".tip")).to_contain_text("Mira Olt")
    expect(canvas.locator(".tip")).to_contain_text("1 partner drawn")
    named = canvas.evaluate("({ drawing }) => drawing.overlay.named.map((actor) => drawing.net.names[actor])")
    assert set(named) == {"Mira Olt", "Sundria"}
    visit.page.get_by_label("Search an actor").fill("norv")
    visit.page.get_by_role("button", name="Norvania").first.click()
    settle(visit.page)
    assert picked(canvas) == ["Norvania"]
    expect(visit.page.get_by_role("heading", name="Norvania")).to_be_visible()


def test_the_keyboard_walks_zooms_and_opens(visit: Visit) -> None:
    page = visit.page
    canvas = whole(visit)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
    canvas.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    first = picked(canvas)
    assert len(first) == 1
    expect(page.get_by_role("heading", name=first[0])).to_be_visible()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert len(picked(canvas)) == 1
    ratio = "({ drawing }) => drawing.sigma.getCamera().getState().ratio"
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    assert canvas.evaluate(ratio) < 1
    page.keyboard.press("Escape")
    assert picked(canvas) == []
    page.keyboard.press("ArrowRight")
    settle(page)
    page.keyboard.press("Enter")
    page.locator(".canvas:not(.whole)").wait_for()
    settle(page)


def test_without_webgl_the_same_is_drawn_another_way(visit: Visit) -> None:
    visit.page.add_init_script(_NO_WEBGL)
    visit.page.goto(f"http://{visit.host}/network?scope=Whole+network")
    canvas = visit.page.locator(".canvas:not(.whole)")
    canvas.wait_for()
    settle(visit.page)
    assert canvas.evaluate("(frame) => frame.network.body.nodeIndices.length") == 4


def test_hostile_names_are_painted_and_not_run(browser: Browser, hostile_site: str) -> None:
    with visiting(browser, hostile_site, "dark") as made:
        made.page.on("dialog", lambda dialog: made.complaints.append(f"dialog: {dialog.message}"))
        canvas = whole(made)
        assert canvas.evaluate("({ drawing }) => drawing.theme.dark")
        for actor in range(canvas.evaluate("({ drawing }) => Math.min(drawing.net.size, 12)")):
            canvas.evaluate("({ drawing }, actor) => drawing.point(actor, { x: 200, y: 200 })", actor)
        canvas.evaluate("({ drawing }) => drawing.select([0])")
        settle(made.page)
        assert canvas.evaluate("(frame) => frame.querySelectorAll('img, script, iframe, a, object').length") == 0
        assert made.complaints == []


# ---- communities


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some eighty actors."""
    return filled(tmp_path_factory.mktemp("crowd") / "store", corpus(400, 80))


@pytest.fixture
def served(crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DRAMATIS_DB", str(shutil.copytree(crowd, tmp_path / "store")))
    yield
    st.cache_resource.clear()


def test_communities_are_opened_and_left_again(browser: Browser, crowd: Path, tmp_path: Path) -> None:
    with running_app(str(crowd), tmp_path / "log") as host, visiting(browser, host) as made:
        page = made.page
        page.goto(f"http://{host}/network?scope=Communities")
        canvas = page.locator(".canvas:not(.whole)")
        canvas.wait_for()
        settle(page)
        assert canvas.evaluate("(frame) => frame.network.body.nodeIndices.length") > 1
        page.mouse.click(*point(canvas, "network.getPosition('0')"))
        settle(page)
        expect(page.get_by_text("Its actors with most claims")).to_be_visible()
        page.get_by_role("button", name="Open this community").click()
        inside = drawn(page)
        assert 1 < inside.evaluate("({ drawing }) => drawing.net.size") < 80
        assert "community=0" in page.url
        page.get_by_role("button", name="Everybody").click()
        page.locator(".canvas:not(.whole)").wait_for()
        settle(page)
        assert made.complaints == []


def test_a_network_too_large_to_draw_is_drawn_by_communities(served: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explore.whole.MAX_ACTORS", 60)
    every = open_page("network", scope="Whole network")
    assert not every.exception
    found = re.search(r"\*\*(\d+) of \1\*\* communities shown, with \*\*(\d+) of \2\*\*", words(every))
    assert found and int(found[1]) > 1 and int(found[2]) > 60
    part = open_page("network", scope="Whole network", community="0")
    shown = re.search(r"\*\*(\d+) of \1\*\* actors", words(part))
    assert shown and 1 < int(shown[1]) < int(found[2])


@pytest.mark.parametrize("path", ["99", "x.-1"])
def test_a_community_that_is_not_there_ends_where_it_can(served: None, path: str) -> None:
    app = open_page("network", scope="Whole network", community=path)
    assert not app.exception and "actors" in words(app)
