"""What a reader does on each page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explore.app_server import Visit, on_edge, point, settle, visiting

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Browser, small_site: str) -> Iterator[Visit]:
    with visiting(browser, small_site) as made:
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


def test_filters_are_in_the_address(visit: Visit) -> None:
    page = open_page(visit, "network", "actor=norvania&status=negated")
    chip = page.locator(".st-key-filterbar").get_by_role("button", name="denied or did not happen")
    expect(chip).to_be_visible()
    lines = "(frame) => frame.network.body.data.edges.length"
    assert page.locator(".canvas").evaluate(lines) == 1
    chip.click()
    settle(page)
    assert "status" not in page.url
    assert page.locator(".canvas").evaluate(lines) > 1


def test_a_document_and_its_claims_point_at_each_other(visit: Visit) -> None:
    page = open_page(visit, "documents")
    page.get_by_text("2 documents, newest first").wait_for()
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


def test_paths_show_the_way_and_its_evidence(visit: Visit) -> None:
    page = open_page(visit, "paths", "actor=mira-olt")
    page.get_by_label("To", exact=True).fill("harbour")
    page.get_by_role("button", name="Harbour League").click()
    settle(page)
    expect(page.get_by_text("Mira Olt —leads→ Sundria —consults— Harbour League")).to_be_visible()
    expect(page.locator("article.claim")).to_contain_text("Mira Olt leads Sundria.")


def test_compare_finds_shared_partners(visit: Visit) -> None:
    page = open_page(visit, "compare", "actor=norvania")
    page.get_by_role("button", name="Sundria").first.click()
    settle(page)
    page.get_by_role("tab", name="Between them").click()
    expect(page.locator("article.claim").first).to_be_visible()


def test_a_query_answers_and_refuses_to_write(visit: Visit) -> None:
    page = open_page(visit, "query")
    page.get_by_role("button", name="Who attacks whom most").click()
    expect(page.get_by_text("1 row in")).to_be_visible()
    field = page.get_by_label("Query", exact=True)
    field.fill("MATCH (n) DETACH DELETE n")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("The query was not answered.")).to_be_visible()
    assert "0 documents" not in open_page(visit, "documents").inner_text("main, [data-testid=stMain]")


def test_an_export_is_what_the_filters_let_pass(visit: Visit) -> None:
    page = open_page(visit, "export", "status=negated")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download").first.click()
    graph = nx.read_gexf(coming.value.path())
    assert [names["label"] for _, _, names in graph.edges(data=True)] == ["SANCTION"]
