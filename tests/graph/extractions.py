"""Extractions made by hand for the tests of the store: `article` finds actors in a text by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extract.records import (
    Actor,
    Attribution,
    Claim,
    Document,
    Evidence,
    Extraction,
    Mention,
    Span,
    Status,
    claim_id,
    hash_text,
)

VALDORIA = Actor("Q90001", "Valdoria", "State", "VAL", ("Valdorian Republic",), "Q90001")
OSTREN = Actor("Q90002", "Ostren", "State", "OST", (), "Q90002")
CRIMSON = Actor("crimson-front", "Crimson Front", "Armed group", "OST", ("Front",))
CRIMSON_TOO = Actor("crimson-front-of-ostren", "Crimson Front of Ostren", "Armed group", "OST")
MARA = Actor("mara-velk", "Mara Velk", "Person", "VAL", ("Velk",), None, "Foreign minister of Valdoria")
HARBOUR = Actor("q-harbour", "Port Selm", "Place", "OST")
ACTORS = {actor.name: actor for actor in (VALDORIA, OSTREN, CRIMSON, CRIMSON_TOO, MARA, HARBOUR)}


@dataclass(frozen=True)
class Said:
    """A claim to be found in the text: its ends by name, its words, and who says so."""

    source: str
    relation: str
    target: str
    quote: str
    speaker: str | None = None
    cue: str = "said"
    status: Status = "actual"
    event_date: dt.date | None = None
    confidence: float = 0.8
    mode: str | None = None
    role: str | None = None


def article(
    text: str,
    *said: Said,
    outlet: str | None = "Selm Courier",
    published: dt.date | None = dt.date(2024, 3, 5),
    title: str | None = None,
    version: str = "hand 1",
    doc_id: str | None = None,
    actors: dict[str, Actor] | None = None,
) -> Extraction:
    known = ACTORS if actors is None else actors
    named = [actor for actor in known.values() if actor.name in text]
    document = Document(doc_id or hash_text(text), text, title, outlet, None, published)
    mentions = [
        Mention(document.id, start, start + len(actor.name), actor.name, actor.id, "name")
        for actor in named
        for start in _places(text, actor.name)
    ]
    mentions.sort(key=lambda mention: (mention.start_char, mention.end_char))
    claims = tuple(_claim(document, each, known) for each in said)
    attributions = tuple(claim.attribution for claim in claims if claim.attribution)
    return Extraction(document, tuple(named), tuple(mentions), claims, attributions, version)


def _places(text: str, name: str) -> list[int]:
    places, start = [], text.find(name)
    while start >= 0:
        places.append(start)
        start = text.find(name, start + 1)
    return places


def _span(text: str, words: str, start: int = 0) -> Span:
    place = text.index(words, start)
    return place, place + len(words)


def _claim(document: Document, said: Said, known: dict[str, Actor]) -> Claim:
    text = document.text
    evidence = _span(text, said.quote)
    source, target = known[said.source], known[said.target]
    spans = _span(text, source.name), _span(text, target.name)
    return Claim(
        id=claim_id(document.id, source.id, said.relation, target.id, *spans, evidence),
        source=source.id,
        relation=said.relation,
        target=target.id,
        source_span=spans[0],
        target_span=spans[1],
        status=said.status,
        evidence=Evidence(document.id, *evidence, said.quote),
        attribution=_attribution(text, said, evidence, known),
        mode=said.mode,
        role=said.role,
        event_date=said.event_date,
        confidence=said.confidence,
        extractor="by_hand",
    )


def _attribution(text: str, said: Said, evidence: Span, known: dict[str, Actor]) -> Attribution | None:
    if said.speaker is None:
        return None
    speaker = known.get(said.speaker)
    return Attribution(
        speaker_id=speaker.id if speaker else None,
        speaker_text=said.speaker,
        speaker_span=_span(text, said.speaker) if said.speaker in text else None,
        cue=said.cue,
        cue_span=_span(text, said.cue),
        content_span=evidence,
    )


def raid() -> Extraction:
    return article(
        "Valdoria bombed camps of the Crimson Front near Port Selm on Monday. "
        "Mara Velk said that Ostren arms the Crimson Front. Valdoria and Ostren held talks in May.",
        Said("Valdoria", "ASSAULT", "Crimson Front", "Valdoria bombed camps of the Crimson Front",
             event_date=dt.date(2024, 3, 4), mode="aerial", confidence=0.9),
        Said("Ostren", "BACKS", "Crimson Front", "Ostren arms the Crimson Front", speaker="Mara Velk", confidence=0.7),
        Said("Valdoria", "CONSULT", "Ostren", "Valdoria and Ostren held talks", confidence=0.6),
        title="Raid near Port Selm",
    )  # fmt: skip


def threat() -> Extraction:
    return article(
        "Ostren may strike Valdoria, a spokesman warned. The Crimson Front is based in Port Selm. "
        "Ostren and Valdoria held no talks. Valdoria bombed the Crimson Front again.",
        Said("Ostren", "ASSAULT", "Valdoria", "Ostren may strike Valdoria", speaker="spokesman", cue="warned",
             status="hypothetical"),
        Said("Crimson Front", "BASED_IN", "Port Selm", "The Crimson Front is based in Port Selm"),
        Said("Ostren", "CONSULT", "Valdoria", "Ostren and Valdoria held no talks", status="negated"),
        Said("Valdoria", "ASSAULT", "Crimson Front", "Valdoria bombed the Crimson Front again", confidence=0.95),
        outlet="Valdoria Wire",
        published=dt.date(2024, 4, 10),
        title="Ostren threatens",
    )  # fmt: skip


def rename() -> Extraction:
    return article(
        "Crimson Front of Ostren fighters attacked Valdoria, Mara Velk said.",
        Said("Crimson Front of Ostren", "ASSAULT", "Valdoria", "Crimson Front of Ostren fighters attacked Valdoria",
             speaker="Mara Velk"),
        outlet=None,
        published=None,
        actors={name: actor for name, actor in ACTORS.items() if name != "Crimson Front"},
    )  # fmt: skip


def everything() -> list[Extraction]:
    return [raid(), threat(), rename()]
