"""The reads of actors, and what those of claims and documents share. Each takes kept ids: `kept` follows merges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import accumulate

from extract.ontology import relations
from extract.records import Actor
from graph import cypher, rows
from graph.engine import Engine, NotInStoreError, Row
from graph.journal import Review
from graph.projection import Sentences, Tallies, recall_some
from graph.relations import Relations
from graph.selection import Selection, select_claims
from graph.views import (
    MAX_ROWS,
    ActorPage,
    ActorProfile,
    ActorRow,
    CoMention,
    DocumentRow,
    Filters,
    RelationRow,
    Statistics,
    StoredMention,
    TimelineRow,
)

FIRST_DAY = dt.date.min


def bounded(limit: int, offset: int = 0) -> dict[str, int]:
    return {"limit": max(0, min(limit, MAX_ROWS)), "offset": max(0, offset)}


def found_actors(engine: Engine, actors: Iterable[str]) -> list[Row]:
    """Those that the store has, in no order."""
    wanted = sorted(set(actors))
    return engine.read(cypher.GET_ACTORS, ids=wanted) if wanted else []


def kept(engine: Engine, actor: str) -> str:
    """The actor that this one was judged to be. Raises NotInStoreError."""
    return str(_row(engine, actor)["kept"])


def kept_row(engine: Engine, actor: str) -> Row:
    """As it is shown. Raises NotInStoreError."""
    found = _row(engine, actor)
    return found if found["kept"] == found["id"] else _row(engine, found["kept"])


def row_of(engine: Engine, actor: str) -> ActorRow:
    """As it is shown. Raises NotInStoreError."""
    return rows.actor_row(kept_row(engine, actor))


def _row(engine: Engine, actor: str) -> Row:
    found = found_actors(engine, [actor])
    if not found:
        raise NotInStoreError(f"no actor {actor!r} in the store")
    return found[0]


def kept_all(engine: Engine, actors: Iterable[str]) -> list[str]:
    """The kept ones of those that the store has."""
    found = found_actors(engine, actors)
    return sorted({str(row["kept"]) for row in found})


def actor_rows(engine: Engine, actors: Iterable[str]) -> tuple[ActorRow, ...]:
    """In the order of their number of claims."""
    wanted = sorted(set(actors))
    found = engine.read(cypher.ACTOR_ROWS, ids=wanted) if wanted else []
    return tuple(sorted(map(rows.actor_row, found), key=lambda row: (-row.claims, row.id)))


def shown_actors(engine: Engine, actors: Iterable[str]) -> dict[str, Actor]:
    """The actors that are shown for ids as documents use them."""
    found = found_actors(engine, actors)
    known = {row["id"]: rows.actor(row) for row in found}
    more = sorted({row["kept"] for row in found} - known.keys())
    if more:
        known |= {row["id"]: rows.actor(row) for row in found_actors(engine, more)}
    return {row["id"]: known[row["kept"]] for row in found}


def profile(
    engine: Engine, known: Relations | None, asked: str, review: Review, limit: int, offset: int
) -> ActorProfile:
    """`known` are the relations, where they are in memory; else the engine is asked for the actor's."""
    found = kept_row(engine, asked)
    actor = str(found["id"])
    page = bounded(limit, offset)
    cluster = review.cluster(actor)
    outgoing, incoming = (_relations(engine, known, end, actor, page) for end in ("source", "target"))
    others = {end for row in (*outgoing[0], *incoming[0]) for end in (row.source, row.target)} - {actor}
    number = {"limit": page["limit"]}
    speakers = engine.read(cypher.ACTOR_SPEAKERS, id=actor, **number)
    named = {row.id: row for row in actor_rows(engine, others.union(row["id"] for row in speakers))}
    outlets = engine.read(cypher.actor_outlets(len(cluster) > 1), id=actor, **number)
    return ActorProfile(
        actor=rows.actor(found),
        names=_names(engine, cluster),
        merged=tuple(member for member in cluster if member != actor),
        claims=found["claims"],
        documents=found["documents"],
        speaks=total(engine, cypher.COUNT_SPOKEN, actor),
        outgoing=outgoing[0],
        incoming=incoming[0],
        total_outgoing=outgoing[1],
        total_incoming=incoming[1],
        others=tuple(row for row in named.values() if row.id in others),
        mentions=_mentions(engine, actor, set(cluster), page),
        total_mentions=total(engine, cypher.COUNT_MENTIONS, actor),
        outlets=tuple((row["name"], row["number"]) for row in outlets),
        speakers=tuple((named[row["id"]], row["number"]) for row in speakers),
        notes=rows.notes(entry for member in cluster for entry in review.notes.get(member, ())),
    )


def total(engine: Engine, query: str, actor: str) -> int:
    found = engine.read(query, id=actor)
    return int(found[0]["total"] or 0) if found else 0


def _relations(
    engine: Engine, known: Relations | None, end: str, actor: str, page: dict[str, int]
) -> tuple[tuple[RelationRow, ...], int]:
    """A page of those with the actor at that end, and how many there are."""
    if known is not None and actor in known.places:
        found = known.at(end, known.places[actor])
        shown = known.strongest(found, page["offset"] + page["limit"])[page["offset"] :]
        return tuple(known.rows(shown)), len(found)
    selection = Selection([f"{'a' if end == 'source' else 'b'}.id = $id"], parameters={"id": actor})
    found_rows, number = strongest(engine, selection, **page)
    return tuple(map(rows.relation_row, found_rows)), number


def strongest(engine: Engine, selection: Selection, limit: int, offset: int = 0) -> tuple[list[Row], int]:
    """A page of the best attested relations, and how many there are. The engine, which would read every relation whole
    to sort them, is told how many claims the last one of the page has."""
    counts = engine.read(cypher.strengths(selection.conditions), **selection.parameters)
    number = sum(row["number"] for row in counts)
    wanted = min(limit + offset, number)
    if wanted <= offset:
        return [], number
    least = _least({row["claims"]: row["number"] for row in counts}, wanted)
    page = cypher.relations_page(["r.claims >= $least", *selection.conditions])
    return engine.read(page, **selection.parameters, least=least, limit=limit, offset=offset), number


def _least(counts: dict[int, int], wanted: int) -> int:
    """Of so many numbers, each with how often it is there, the last one of those wanted."""
    strengths = sorted(counts, reverse=True)
    reached = accumulate(counts[claims] for claims in strengths)
    return next(claims for claims, there in zip(strengths, reached, strict=True) if there >= wanted)


def _names(engine: Engine, cluster: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How many documents call the actor so."""
    together = Tallies()
    for row in engine.read(cypher.GET_TALLIES, ids=list(cluster)):
        together += Tallies.load(row["tallies"])
    counts = together.names + together.aliases
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _mentions(engine: Engine, actor: str, cluster: set[str], page: dict[str, int]) -> tuple[StoredMention, ...]:
    """Newest documents first, each with its mentions in text order."""
    first, last = page["offset"], page["offset"] + page["limit"]
    chosen: list[str] = []
    skipped = reached = 0
    for row in engine.read(cypher.mentioning(len(cluster) > 1), id=actor, limit=last):
        before, reached = reached, reached + int(row["mentions"])
        if reached <= first:
            skipped = reached
        elif before < last:
            chosen.append(row["id"])
    found = {row["id"]: row for row in engine.read(cypher.GET_RECORDS, ids=chosen)} if chosen else {}
    stored = [mention for document in chosen for mention in _mentions_in(engine, found[document], cluster)]
    return tuple(stored[first - skipped : last - skipped])


def _mentions_in(engine: Engine, found: Row, cluster: set[str]) -> list[StoredMention]:
    extraction, shown = recall_some(engine.line(found["record"]), cluster), rows.document_row(found)
    sentences = Sentences(extraction.document.text)
    return [
        StoredMention(each, shown, *sentences.around(each.start_char, each.end_char)) for each in extraction.mentions
    ]


def document_rows(engine: Engine, documents: Iterable[str]) -> dict[str, DocumentRow]:
    wanted = sorted(set(documents))
    found = engine.read(cypher.GET_DOCUMENTS, ids=wanted) if wanted else []
    return {row["id"]: rows.document_row(row) for row in found}


def actors(engine: Engine, kinds: tuple[str, ...], limit: int, offset: int, order: str) -> ActorPage:
    page, total = cypher.list_actors(bool(kinds), order)
    wanted = {"kinds": list(kinds)} if kinds else {}
    found = engine.read(page, **wanted, **bounded(limit, offset))
    return ActorPage(tuple(map(rows.actor_row, found)), engine.read(total, **wanted)[0]["total"])


def co_mentions(engine: Engine, actor: str, limit: int, offset: int) -> tuple[CoMention, ...]:
    found = engine.read(cypher.CO_MENTIONS, id=actor, **bounded(limit, offset))
    named = {row.id: row for row in actor_rows(engine, (row["id"] for row in found))}
    return tuple(CoMention(named[row["id"]], row["shared"]) for row in found)


def select_timeline(filters: Filters | None, actor: str | None, other: str | None) -> Selection:
    selection = select_claims(filters, rejected=True)  # the query itself leaves rejected claims out
    if actor is not None and other is not None:
        selection.require("a.id IN $pair AND b.id IN $pair AND a.id <> b.id", pair=[actor, other])
    elif actor is not None:
        selection.parameters["id"] = actor
    return selection


def timeline(engine: Engine, selection: Selection, of_actor: bool, by_day: bool) -> tuple[TimelineRow, ...]:
    by_relation, by_document = cypher.timeline("date" if by_day else "month", selection.conditions, of_actor)
    counts: dict[str, dict[str, int]] = {}
    for row in engine.read(by_relation, **selection.parameters):
        count = counts.setdefault(str(row["period"]), {"claims": 0})
        side = _side(row["relation"])
        count["claims"] += row["claims"]
        count[side] = count.get(side, 0) + row["claims"]
    for row in engine.read(by_document, **selection.parameters):
        counts[str(row["period"])]["documents"] = row["documents"]
    return tuple(
        TimelineRow(
            date=dt.date.fromisoformat(period if by_day else f"{period}-01"),
            claims=count["claims"],
            documents=count["documents"],
            cooperation=count.get("cooperation", 0),
            conflict=count.get("conflict", 0),
            ties=count.get("ties", 0),
        )
        for period, count in sorted(counts.items())
    )


def _side(relation: str) -> str:
    entry = relations()[relation]
    if not entry.event:
        return "ties"
    return "cooperation" if "cooperation" in entry.quad_class else "conflict"


def shares(engine: Engine, name: str) -> tuple[tuple[str, int], ...]:
    """(name, number), largest first."""
    found = engine.read(cypher.SHARES[name])
    return tuple(sorted(((row["name"], row["number"]) for row in found), key=lambda pair: (-pair[1], pair[0])))


def statistics(engine: Engine) -> Statistics:
    dates = engine.read(cypher.DATE_RANGE)[0]
    totals = {name: int(engine.read(query)[0]["total"]) for name, query in cypher.TOTALS.items()}
    return Statistics(
        documents=totals["documents"],
        actors=totals["actors"],
        claims=totals["claims"],
        relations=totals["relations"],
        mentions=totals["mentions"],
        rejected=totals["rejected"],
        judgements=totals["judgements"],
        first_date=rows.date(dates["first_date"]),
        last_date=rows.date(dates["last_date"]),
        by_relation=shares(engine, "by_relation"),
        by_status=shares(engine, "by_status"),
        by_kind=shares(engine, "by_kind"),
        by_outlet=shares(engine, "by_outlet"),
    )
