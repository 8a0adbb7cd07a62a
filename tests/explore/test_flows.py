"""What a reader does on each page, in a real browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import networkx as nx
import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.explore import page_corpus
from tests.explore.app_server import (
    Visit,
    download,
    go_to,
    on_edge,
    point,
    running_app,
    select_row,
    settle,
    visiting,
)
from tests.explore.conftest import filled
from tests.neo4j.wiped import emptied

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Browser, small_site: str) -> Iterator[Visit]:
    """For what a page does without asking the store anything that another page does not ask, too."""
    with visiting(browser, small_site) as made:
        yield made
        assert made.complaints == []


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on each store in turn, with what is in `small` and two spellings of one name."""
    folder = tmp_path_factory.mktemp("flows")
    embedded = request.param == "embedded"
    store = str(folder / "store") if embedded else emptied(request.getfixturevalue("server_url"))
    filled(store, (*page_corpus.small(), *page_corpus.doubles()))
    with running_app(store, folder / "log", XDG_DATA_HOME=str(folder)) as host:
        yield host


@pytest.fixture
def stored(browser: Browser, site: str) -> Iterator[Visit]:
    """A visit to the app on each store."""
    with visiting(browser, site) as made:
        yield made
        assert made.complaints == []


def open_page(visit: Visit, name: str, query: str = "") -> Page:
    visit.page.goto(f"http://{visit.host}/{name}?{query}")
    visit.page.wait_for_selector("h1")
    settle(visit.page)
    return visit.page


def drawn(page: Page) -> set[str]:
    return set(page.locator(".canvas").evaluate("(frame) => frame.network.body.data.nodes.getIds()"))


def places(page: Page) -> dict[str, object]:
    return page.locator(".canvas").evaluate("(frame) => frame.network.getPositions()")


def test_expand_hide_pin_undo_redo(visit: Visit) -> None:
    page = open_page(visit, "network", "actor=mira-olt")
    canvas = page.locator(".canvas")
    assert drawn(page) == {"mira-olt", "sundria"}
    before = places(page)
    page.mouse.dblclick(*point(canvas, "network.getPosition('sundria')"))
    settle(page)
    assert {"norvania", "harbour-league"} <= drawn(page)
    after = places(page)
    assert {actor: after[actor] for actor in before} == before  # nothing moved

    page.mouse.click(*point(canvas, "network.getPosition('norvania')"))
    settle(page)
    canvas.get_by_role("button", name="Pin where it stands").click()
    canvas.get_by_role("button", name="Hide (H)").click()
    assert "norvania" not in drawn(page)
    canvas.get_by_role("button", name="Undo").click()
    assert "norvania" in drawn(page)
    canvas.get_by_role("button", name="Redo").click()
    assert "norvania" not in drawn(page)
    canvas.get_by_role("button", name="Show everything hidden").click()
    assert "norvania" in drawn(page)


def test_the_legend_filters(visit: Visit) -> None:
    page = open_page(visit, "network", "actor=norvania")
    canvas = page.locator(".canvas")
    lines = "(frame) => frame.network.body.data.edges.length"
    all_lines = canvas.evaluate(lines)
    canvas.get_by_role("button", name="Conflict in deeds").click()
    assert canvas.evaluate(lines) < all_lines
    canvas.get_by_role("button", name="International organization").click()
    assert "harbour-league" not in drawn(page)
    canvas.get_by_role("button", name="Undo").click()
    canvas.get_by_role("button", name="Undo").click()
    assert canvas.evaluate(lines) == all_lines


def test_the_drawing_by_keyboard(visit: Visit) -> None:
    page = open_page(visit, "network", "actor=norvania")
    stage = page.locator(".canvas .stage")
    stage.focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    settle(page)
    assert page.locator(".canvas .said").inner_text() in {"Sundria", "Harbour League", "Norvania"}
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    assert "norvania" in drawn(page)  # nothing chosen, nothing hidden


def test_a_click_sends_little(visit: Visit) -> None:
    page = visit.page
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    open_page(visit, "network", "actor=norvania")
    canvas = page.locator(".canvas")
    sizes.clear()
    page.mouse.click(*point(canvas, "network.getPosition('sundria')"))
    settle(page)
    assert sum(sizes) <= 20_000
    sizes.clear()
    page.mouse.click(*point(canvas, on_edge("norvania", "ASSAULT", "sundria")))
    page.wait_for_selector("article.claim")
    settle(page)
    assert sum(sizes) <= 20_000


def test_from_the_first_page_to_a_relation_and_its_filters(stored: Visit) -> None:
    page = open_page(stored, "")
    expect(page.get_by_text("1. Search an actor")).to_be_visible()
    page.get_by_role("button", name="Norvania ·").click()
    expect(page.get_by_role("heading", name="Network", level=1)).to_be_visible()
    settle(page)
    lines = "(frame) => frame.network.body.data.edges.length"
    all_lines = page.locator(".canvas").evaluate(lines)
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("combobox", name="Status").fill("negated")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    chip = page.locator(".st-key-filterbar").get_by_role("button", name="denied or did not happen")
    chip.wait_for()
    settle(page)
    assert "status=negated" in page.url
    assert page.locator(".canvas").evaluate(lines) == 1
    go_to(page, "Claims")  # the filter holds there, too
    expect(page.get_by_text("Claims 1 to 1 of 1")).to_be_visible()
    assert "status=negated" in page.url
    page.locator(".st-key-filterbar").get_by_role("button", name="denied or did not happen").click()
    expect(page.get_by_text("of 9, newest first")).to_be_visible()
    settle(page)
    assert "status" not in page.url
    go_to(page, "Network")
    assert page.locator(".canvas").evaluate(lines) == all_lines


def test_the_page_of_an_actor(stored: Visit) -> None:
    page = open_page(stored, "actor", "actor=mira-olt")
    expect(page.locator(".posts")).to_contain_text("leads Sundria (1 claim, 9 Jul 2023)")
    page.get_by_role("tab", name="Claims").click()
    expect(page.locator("article.claim")).to_contain_text("Mira Olt leads Sundria.")
    page.get_by_role("tab", name="Over time").click()
    expect(page.get_by_text("Named in the same documents")).to_be_visible()
    page.get_by_role("tab", name="Documents").click()
    expect(page.get_by_text("How the texts name it")).to_be_visible()
    settle(page)
    select_row(page, 0)
    page.get_by_role("link", name="Read “After the talks”").click()
    expect(page.locator(".reader")).to_be_visible()


def test_claims_are_searched_judged_together_and_downloaded(stored: Visit) -> None:
    page = open_page(stored, "claims")
    page.get_by_label("Words in the sentence").fill("attacked")
    expect(page.get_by_text("Claims 1 to 2 of 2")).to_be_visible()
    settle(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    table = pd.read_csv(coming.value.path())
    assert set(table["quote"]) == {"Norvania attacked Sundria again.", "Norvania attacked Sundria on Tuesday."}
    assert set(table["relation"]) == {"ASSAULT"}
    settle(page)
    select_row(page, 0, box=True)
    select_row(page, 1, box=True)
    expect(page.locator("article.claim")).to_have_count(2)
    page.get_by_role("button", name="Accept 2").click()
    expect(page.locator("article.claim .tag-accepted")).to_have_count(2)
    settle(page)
    page.get_by_role("button", name="Reject 2").click()
    expect(page.locator("article.claim.rejected")).to_have_count(2)
    settle(page)
    for left in ("tag-accepted", "claim"):  # both rejections are one step back, both acceptances another
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("article.claim.rejected")).to_have_count(0)
        expect(page.locator(f"article.claim .{left}")).to_have_count(2 if left == "tag-accepted" else 0)
        settle(page)
    page.get_by_label("Words in the sentence").fill("nothing of the kind")
    expect(page.get_by_text("No claim passes.")).to_be_visible()


def test_a_brushed_period_is_a_filter_and_the_timeline_plays(stored: Visit) -> None:
    page = open_page(stored, "timeline", "actor=norvania")
    bars = page.locator("[data-testid=stVegaLiteChart] canvas")
    _brush(page, bars, 0.55, 0.98)
    page.locator(".st-key-filterbar").get_by_role("button", name="until").wait_for()
    settle(page)
    assert "until=" in page.url and "since=" in page.url
    expect(page.locator("article.claim")).not_to_have_count(0)
    page.get_by_text("By class of relation").click()
    settle(page)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play again")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("heading", name="Jul 2023")).to_be_visible()  # the last of three months
    settle(page)
    page.get_by_role("button", name="Use this period everywhere").click()
    expect(page.get_by_text("The claims of the period")).to_be_visible()
    settle(page)
    assert "since=2023-07-01" in page.url and "until=2023-07-31" in page.url


def _brush(page: Page, bars: Locator, first: float, last: float) -> None:
    """Draws the mouse over a chart, from one share of its width to another."""
    bars.wait_for()
    box = bars.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * first, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * last, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    settle(page)


def test_a_view_is_saved_and_opened_again(stored: Visit) -> None:
    page = open_page(stored, "network", "actor=norvania&status=negated")
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name of the view").fill("What was <b>denied</b>")
    page.get_by_role("button", name="Save", exact=True).click()
    settle(page)
    page.keyboard.press("Escape")
    go_to(page, "Documents")
    page.get_by_role("link", name="What was <b>denied</b>").click()
    page.locator(".st-key-filterbar").get_by_role("button", name="denied or did not happen").wait_for()
    settle(page)
    assert "/network" in page.url and "actor=norvania" in page.url and "status=negated" in page.url
    page.get_by_role("button", name="Rename or delete").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("link", name="What was <b>denied</b>")).to_have_count(0)


def test_two_spellings_become_one_by_keyboard_and_two_again(stored: Visit) -> None:
    page = open_page(stored, "resolve")
    expect(page.get_by_role("heading", name="Ilmar Vestergaad")).to_be_visible()
    page.wait_for_timeout(1000)  # keys are listened for a moment after their buttons stand there
    page.keyboard.press("s")
    expect(page.get_by_text("Nothing to resolve")).to_be_visible()
    settle(page)
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="Ilmar Vestergaad")).to_be_visible()


def test_a_document_and_its_claims_point_at_each_other(stored: Visit) -> None:
    page = open_page(stored, "documents")
    page.get_by_text("4 documents, newest first").wait_for()
    page.locator("[data-testid=stDataFrame] .dvn-scroller").first.click(position={"x": 420, "y": 52})
    reader = page.locator(".reader")
    reader.wait_for()
    settle(page)
    reader.get_by_text("again.", exact=False).last.click()
    settle(page)
    expect(page.locator("article.claim")).to_contain_text("Norvania attacked Sundria again.")
    page.get_by_role("button", name="Mira Olt leads Sundria").click()
    expect(reader.locator(".chosen").first).to_contain_text("Mira Olt")
    settle(page)
    page.get_by_role("link", name="See it in the network").click()
    expect(page.locator("h1")).to_have_text("Network")
    expect(page.locator("article.claim")).to_contain_text("Mira Olt leads Sundria.")


def test_paths_show_the_way_and_its_evidence(stored: Visit) -> None:
    page = open_page(stored, "paths", "actor=mira-olt")
    page.get_by_label("To", exact=True).fill("harbour")
    page.get_by_role("button", name="Harbour League").click()
    settle(page)
    expect(page.get_by_text("Mira Olt —leads→ Sundria —consults— Harbour League")).to_be_visible()
    expect(page.locator("article.claim")).to_contain_text("Mira Olt leads Sundria.")


def test_compare_finds_shared_partners(stored: Visit) -> None:
    page = open_page(stored, "compare", "actor=norvania")
    page.get_by_role("button", name="Sundria").first.click()
    settle(page)
    page.get_by_role("tab", name="Between them").click()
    expect(page.locator("article.claim").first).to_be_visible()


def test_a_query_answers_and_refuses_to_write(stored: Visit) -> None:
    page = open_page(stored, "query")
    page.get_by_role("button", name="Who attacks whom most").click()
    expect(page.get_by_text("1 row in")).to_be_visible()
    field = page.get_by_label("Query", exact=True)
    field.fill("MATCH (n) DETACH DELETE n")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("The query was not answered.")).to_be_visible()
    assert "0 documents" not in open_page(stored, "documents").inner_text("main, [data-testid=stMain]")


def test_an_answer_with_actors_is_drawn(stored: Visit) -> None:
    page = open_page(stored, "query")
    query = "MATCH (a:Actor)-[r:RELATES {relation: 'ASSAULT'}]->(b:Actor) RETURN a, r, b"
    page.get_by_label("Query", exact=True).fill(query)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("radio", name="Network").click()
    page.locator(".canvas").wait_for()
    settle(page)
    assert drawn(page) == {"norvania", "sundria"}
    page.mouse.click(*point(page.locator(".canvas"), on_edge("norvania", "ASSAULT", "sundria")))
    expect(page.locator("article.claim")).to_have_count(2)


def test_exports_are_what_the_filters_let_pass(stored: Visit) -> None:
    page = open_page(stored, "export", "around=norvania&status=negated")
    graph = nx.read_gexf(download(page, "GEXF").path())
    assert [names["label"] for _, _, names in graph.edges(data=True)] == ["SANCTION"]
    page.get_by_role("tab", name="Figures").click()
    expect(page.get_by_text("The network", exact=True)).to_be_visible()
    settle(page)
    assert Path(download(page, "SVG").path()).read_bytes().startswith(b"<?xml")
    assert Path(download(page, "PDF").path()).read_bytes().startswith(b"%PDF")
    assert Path(download(page, "PNG").path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_role("tab", name="Reports").click()
    settle(page)
    sourced = "\n".join(part.text for part in docx.Document(download(page, "Word").path()).paragraphs)
    assert "Norvania" in sourced and "did not sanction Sundria" in sourced
    page.get_by_text("With quotes and sentences").click()
    settle(page)
    bare = Path(download(page, "Markdown").path()).read_text(encoding="utf-8")
    assert "Norvania" in bare and "did not sanction" not in bare
    page.get_by_text("With quotes and sentences").click()
    settle(page)
    page.get_by_role("tab", name="Whole project").click()
    whole = Path(download(page, "Download the project").path()).read_bytes()
    assert len(zipfile.ZipFile(io.BytesIO(whole)).read("extractions.jsonl").splitlines()) == 4
