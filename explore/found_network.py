"""The network in the answer to a reader's query: the actors it names and what the store says between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from extract.ontology import relations
from graph.views import Filters, Network, RelationRow, Table

MOST_ACTORS = 60  # more cannot be read in one drawing
_RELATIONS = 3000  # read around them; those between them are drawn

Pair = frozenset[str]


def found_network(table: Table, read: Callable[[Filters], Network]) -> Network | None:
    """None where no row names two actors. A row names them as nodes, as a claim, or in columns source_id, target_id.

    Lines are the store's own sums between the actors of a row, of the relations that the row names, if it names any:
    a query's answer alone does not tell on both engines who acts on whom.
    """
    wanted: dict[Pair, set[str]] = {}
    for row in table.rows:
        actors, verbs = _named(dict(zip(table.columns, row, strict=True)))
        for pair in combinations(actors, 2):
            wanted.setdefault(frozenset(pair), set()).update(verbs or relations())
        if len({actor for pair in wanted for actor in pair}) >= MOST_ACTORS:
            break
    if not wanted:
        return None
    ids = {actor for pair in wanted for actor in pair}
    around = read(Filters(actors=tuple(sorted(ids)), places=True, limit=_RELATIONS))
    rows = [row for row in around.relations if _asked(row, wanted)]
    shown = [actor for actor in around.actors if actor.id in ids]
    return Network(tuple(shown), tuple(rows), len(shown), len(rows))


def _asked(row: RelationRow, wanted: Mapping[Pair, set[str]]) -> bool:
    return row.relation in wanted.get(frozenset((row.source, row.target)), ())


def _named(row: Mapping[str, Any]) -> tuple[list[str], set[str]]:
    """The actors of one row, in order, and the relations it names."""
    actors: dict[str, None] = {}
    verbs: set[str] = set()
    for node in _nodes(row):
        if "kind" in node and "name" in node and "id" in node:
            actors[str(node["id"])] = None
        for end in ("source_id", "target_id"):
            if isinstance(node.get(end), str):
                actors[node[end]] = None
        if node.get("relation") in relations():
            verbs.add(node["relation"])
    return list(actors)[:MOST_ACTORS], verbs


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every table of names and values in a value, itself included."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _nodes(inner)


def in_words(value: object) -> object:
    """A cell of the answer: an actor by its name, a relation by its verb, a list by its members."""
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("name", "title", "quote", "relation") if value.get(key)), None)
        return str(named) if named else ", ".join(f"{k}: {v}" for k, v in value.items() if not str(k).startswith("_"))
    if isinstance(value, list | tuple):
        return ", ".join(str(in_words(each)) for each in value)
    return value
