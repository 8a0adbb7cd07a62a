"""A network as one HTML page that works offline, drawn by pyvis: nothing is loaded from elsewhere, and no text of a
document can become HTML."""

from __future__ import annotations

import math
import re

import networkx as nx
from pyvis.network import Network as Page

from extract.ontology import relations
from graph.views import ActorRow, Network, RelationRow

MOST = 500  # relations on a page; more is a hairball and slow to lay out
# Okabe and Ito's palette, which the colour-blind can tell apart.
KIND_COLOURS = {
    "State": "#0072b2",
    "Government body": "#56b4e9",
    "Military": "#009e73",
    "Armed group": "#d55e00",
    "Political party": "#cc79a7",
    "International organization": "#f0e442",
    "Company": "#999999",
    "Person": "#e69f00",
    "Group": "#b8b8b8",
    "Place": "#dddddd",
}
CONFLICT, COOPERATION, TIE = "#b2381f", "#1b7a43", "#8a8a8a"
_ELSEWHERE = re.compile(
    r"<(?:link|script)\b[^>]*\b(?:href|src)\s*=\s*[\"'](?!data:)[^>]*>(?:\s*</script>)?", re.IGNORECASE
)
_HEADINGS = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:\">"
)


def draw_html(network: Network, positions: dict[str, tuple[float, float]] | None = None) -> str:
    """A stand-alone page of the strongest relations. `positions` are of any scale; without them a layout is made that
    is the same every time."""
    shown = network.relations[:MOST]
    ends = {end for row in shown for end in (row.source, row.target)}
    actors = [actor for actor in network.actors if actor.id in ends] or list(network.actors[:MOST])
    places = positions or layout(actors, shown)
    page = Page(height="100vh", width="100%", directed=True, cdn_resources="in_line", bgcolor="#ffffff")
    page.toggle_physics(False)
    for actor in actors:
        _draw_actor(page, actor, places[actor.id])
    for row in shown:
        _draw_relation(page, row)
    page.options.edges.smooth.enabled = True
    return _stand_alone(page.generate_html(notebook=False))


def layout(actors: list[ActorRow], shown: tuple[RelationRow, ...]) -> dict[str, tuple[float, float]]:
    graph = nx.Graph()
    graph.add_nodes_from(actor.id for actor in actors)
    graph.add_edges_from((row.source, row.target) for row in shown)
    places = nx.spring_layout(graph, seed=7, k=2 / math.sqrt(max(len(actors), 1)), iterations=60, method="force")
    scale = 220 * math.sqrt(max(len(actors), 1))
    return {actor: (float(x) * scale, float(y) * scale) for actor, (x, y) in places.items()}


def _draw_actor(page: Page, actor: ActorRow, place: tuple[float, float]) -> None:
    page.add_node(
        actor.id,
        label=_plain(actor.name),
        title=_plain(f"{actor.name}\n{actor.kind}\n{actor.claims} claims in {actor.documents} documents"),
        color=KIND_COLOURS.get(actor.kind, TIE),
        shape="dot",
        size=8 + 4 * math.log1p(actor.claims),
        x=round(place[0], 1),
        y=round(place[1], 1),
        physics=False,
    )


def _draw_relation(page: Page, row: RelationRow) -> None:
    dates = " – ".join(str(date) for date in (row.first_date, row.last_date) if date)
    page.add_edge(
        row.source,
        row.target,
        title=f"{row.relation}\n{row.claims} claims in {row.documents} documents\n{dates}".strip(),
        color=_colour(row.relation),
        width=1 + math.log1p(row.claims),
        dashes=row.actual == 0,
        arrows="" if relations()[row.relation].symmetric else "to",
    )


def _colour(relation: str) -> str:
    entry = relations()[relation]
    if not entry.event:
        return TIE
    return COOPERATION if "cooperation" in entry.quad_class else CONFLICT


def _plain(text: str) -> str:
    """pyvis turns a title with “href” in it into HTML; a joiner within the word, which nobody sees, keeps it text."""
    return re.sub("href", "h\u2060ref", text, flags=re.IGNORECASE).encode("utf-8", "replace").decode()


def _stand_alone(html: str) -> str:
    html = _HEADINGS.sub("", _ELSEWHERE.sub("", html))
    return html.replace("<head>", f"<head>{_POLICY}<title>Dramatis</title>", 1)
