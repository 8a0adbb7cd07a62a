"""Plain networks for programs of network analysis: Pajek, UCINET, Graphviz, Mermaid, Cytoscape.js, node-link JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import Any

from extract.ontology import relations
from graph.exports.bundle import Bundle, quotes
from graph.views import RelationRow

MOST_LABEL = 18  # letters of a label that UCINET keeps
MOST_DRAWN = 200  # relations that Mermaid and Graphviz still lay out to something one can read
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def pajek(bundle: Bundle) -> bytes:
    """One vertex an actor with its id as label is unreadable in Pajek, so labels are names; a name that two actors bear
    gets its id behind it. Arcs are directed relations, edges symmetric ones, weighted by claims, each relation a
    relation of Pajek (`:1 "ASSAULT"`). Letters beyond ASCII are written by code, `&#1603;`: Pajek reads these in any
    file, UTF-8 only behind a byte order mark, at which other programs stop."""
    labels, place = unique_names(bundle), _places(bundle)
    used = sorted({row.relation for row in bundle.network.relations}, key=list(relations()).index)
    lines = [f"*Vertices {len(place)}"]
    lines += [f'{place[actor]} "{labels[actor]}"' for actor in place]
    for number, relation in enumerate(used, 1):
        heading = "*Edges" if relations()[relation].symmetric else "*Arcs"
        lines.append(f'{heading} :{number} "{relation}"')
        rows = [row for row in bundle.network.relations if row.relation == relation]
        lines += [f"{place[row.source]} {place[row.target]} {row.claims}" for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode("ascii", "xmlcharrefreplace")


def ucinet(bundle: Bundle) -> bytes:
    """DL of UCINET, edge lists of numbered actors, one matrix a quad class; symmetric ties both ways. UCINET knows
    neither quotes nor non-Latin labels of its own, so labels are the actors' ids; the names stand in the tables. All
    labels stand on one line, since Gephi reads no second one."""
    places = _places(bundle)
    classes = list(dict.fromkeys(relations()[row.relation].quad_class for row in bundle.network.relations))
    weights: dict[str, Counter[tuple[int, int]]] = {name: Counter() for name in classes}
    for row in bundle.network.relations:
        entry = relations()[row.relation]
        ends = [(row.source, row.target)] + ([(row.target, row.source)] if entry.symmetric else [])
        for one, other in ends:
            weights[entry.quad_class][places[one], places[other]] += row.claims
    lines = [f"DL N={len(places)} NM={max(len(classes), 1)} FORMAT=EDGELIST1"]
    lines += ["LABELS:", ",".join(_dl_labels(places))]
    lines += ["MATRIX LABELS:", ",".join(_dl_labels(classes))] if classes else []
    lines.append("DATA:")
    for number, name in enumerate(classes):
        lines += ["!"] if number else []
        lines += [f"{one} {other} {weight}" for (one, other), weight in sorted(weights[name].items())]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def dot(bundle: Bundle) -> bytes:
    """Graphviz; the strongest relations, with their quotes as what a pointer shows."""
    shown = bundle.network.relations[:MOST_DRAWN]
    lines = [
        f"// {_comment(bundle.note())}",
        "digraph dramatis {",
        '  graph [overlap=false, splines=true, charset="UTF-8"];',
        "  node [shape=box];",
    ]
    lines += [
        f"  {_quoted(actor.id)} [label={_quoted(actor.name)}, kind={_quoted(actor.kind)}];"
        for actor in _ends(bundle, shown)
    ]
    for row in shown:
        style = ', dir="none"' if relations()[row.relation].symmetric else ""
        days = "".join(f", {name}={_quoted(str(day))}" for name, day in _dated(row))
        words = quotes(bundle, bundle.claims_of(row))
        hint = f", tooltip={_quoted(words)}" if words else ""
        label = _quoted(f"{row.relation} ({row.claims})")
        ends = f"{_quoted(row.source)} -> {_quoted(row.target)}"
        lines.append(f"  {ends} [label={label}, weight={row.claims}{style}{days}{hint}];")
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def mermaid(bundle: Bundle) -> bytes:
    """A flowchart for Markdown pages; the strongest relations, their quotes in comments."""
    shown = bundle.network.relations[:MOST_DRAWN]
    short = {actor.id: f"a{number}" for number, actor in enumerate(_ends(bundle, shown))}
    lines = ["flowchart LR", f"  %% {_comment(bundle.note())}"]
    lines += [f'  {short[actor.id]}["{_escaped(actor.name)}"]' for actor in _ends(bundle, shown)]
    for row in shown:
        arrow = "---" if relations()[row.relation].symmetric else "-->"
        days = " – ".join(dict.fromkeys(str(day) for _, day in _dated(row)))
        label = f"{row.relation} ({row.claims}) {days}".strip()
        lines.append(f'  {short[row.source]} {arrow}|"{label}"| {short[row.target]}')
        lines += [f"  %% {_comment(quote)}" for quote in quotes(bundle, bundle.claims_of(row)).splitlines()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def node_link(bundle: Bundle) -> bytes:
    """What networkx.node_link_graph(…, edges="links") and D3 read: a directed multigraph, keyed by relation."""
    graph = {
        "directed": True,
        "multigraph": True,
        "graph": {"note": bundle.note()},
        "nodes": [
            {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "claims": actor.claims,
             "documents": actor.documents}
            for actor in bundle.network.actors
        ],
        "links": [
            {"source": row.source, "target": row.target, "key": row.relation} | _numbers(row, bundle)
            for row in bundle.network.relations
        ],
    }  # fmt: skip
    return _json(graph)


def cytoscape(bundle: Bundle) -> bytes:
    """Elements JSON of Cytoscape.js, which Cytoscape desktop opens as a network too."""
    nodes = [
        {"data": {"id": actor.id, "value": actor.id, "name": actor.name, "kind": actor.kind,
                  "country": actor.country or "", "claims": actor.claims, "documents": actor.documents}}
        for actor in bundle.network.actors
    ]  # fmt: skip
    edges = [
        {
            "data": {
                "id": f"r{number}",
                "source": row.source,
                "target": row.target,
                "key": f"r{number}",
                "interaction": row.relation,
            }
            | {name: value for name, value in _numbers(row, bundle).items() if value is not None}
        }
        for number, row in enumerate(bundle.network.relations)
    ]
    about = {"name": "Dramatis", "note": bundle.note()}
    return _json({"data": about, "directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}})


def unique_names(bundle: Bundle) -> dict[str, str]:
    """Names on one line without double quotes, told apart by the id where two are alike."""
    names = {actor.id: _one_line(actor.name) for actor in bundle.network.actors}
    counts = Counter(names.values())
    return {actor: name if counts[name] == 1 else f"{name} [{_one_line(actor)}]" for actor, name in names.items()}


def _numbers(row: RelationRow, bundle: Bundle) -> dict[str, Any]:
    entry = relations()[row.relation]
    return {
        "weight": row.claims,
        "documents": row.documents,
        "outlets": row.outlets,
        "first_date": row.first_date.isoformat() if row.first_date else None,
        "last_date": row.last_date.isoformat() if row.last_date else None,
        "actual": row.actual,
        "planned": row.planned,
        "hypothetical": row.hypothetical,
        "negated": row.negated,
        "confidence": row.confidence,
        "quad_class": entry.quad_class,
        "intensity": entry.intensity,
        "symmetric": entry.symmetric,
        "evidence": quotes(bundle, bundle.claims_of(row)),
    }


def _places(bundle: Bundle) -> dict[str, int]:
    return {actor.id: number for number, actor in enumerate(bundle.network.actors, 1)}


def _ends(bundle: Bundle, shown: tuple[RelationRow, ...]) -> list[Any]:
    ends = {end for row in shown for end in (row.source, row.target)}
    return [actor for actor in bundle.network.actors if actor.id in ends]


def _dl_labels(names: Iterable[str]) -> list[str]:
    """UCINET cuts a label after 18 characters and knows only capitals: what would then be the same gets a number."""
    known: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name) or "-"
        label = plain[:MOST_LABEL]
        for number in count(2):
            if label.upper() not in known:
                break
            label = f"{plain[: MOST_LABEL - 1 - len(str(number))]}-{number}"
        known[label.upper()] = label
    return list(known.values())


def _one_line(text: str) -> str:
    """Pajek ends a label at a double quote and an entry at a line end, and knows no escape for either."""
    return _CONTROL.sub(" ", text).replace('"', "”").strip()


def _dated(row: RelationRow) -> list[tuple[str, dt.date]]:
    days = (("first_date", row.first_date), ("last_date", row.last_date))
    return [(name, day) for name, day in days if day]


def _comment(text: str) -> str:
    """Braces in a comment would be directives to Mermaid."""
    return _CONTROL.sub(" ", text).replace("{", "(").replace("}", ")")


def _quoted(text: str) -> str:
    """Graphviz: a backslash before a quote escapes it; a backslash of the text's own would start one of its own."""
    clean = _CONTROL.sub(" ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def _escaped(text: str) -> str:
    """Mermaid takes HTML and its own entity codes in labels; everything that is neither letter nor digit is coded."""
    return "".join(
        letter if letter.isalnum() or letter == " " else f"#{ord(letter)};" for letter in _CONTROL.sub(" ", text)
    )


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=True, indent=1).encode("ascii")
