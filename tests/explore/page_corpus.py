"""Hand-made extractions for the pages: a small honest one, and one whose every string is an attack."""

from __future__ import annotations

import datetime as dt

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

ATTACKS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    "<svg onload=window.pwned=3><a xlink:href='javascript:window.pwned=4'>x</a></svg>",
    "[click](javascript:window.pwned=5) ![i](x)",
    "{{constructor.constructor('window.pwned=6')()}} ${7*7} :red[x] $x^2$ :material/bolt: :smile:",
    "'\"><iframe srcdoc='<script>parent.pwned=7</script>'></iframe>",
    "Abu \u202etxet desrever\u202c \u2066isolate \u200bzero",
    "</style><style>*{display:none}</style><!--",
    "MATCH (n) DETACH DELETE n; ' OR 1=1 --",
    "`code` **bold** | table | # heading\n\n- list\n> quote",
)


def small() -> tuple[Extraction, ...]:
    """Two documents about three invented and one real state; every status and an attribution occur."""
    first = _Text("Harbour talks", "Test Courier", dt.date(2023, 5, 4))
    first.say("Norvania attacked Sundria on Tuesday.", "Norvania", "ASSAULT", "Sundria")
    first.say("Norvania did not sanction Sundria.", "Norvania", "SANCTION", "Sundria", status="negated")
    first.say("Sundria will meet the Harbour League.", "Sundria", "CONSULT", "Harbour League", status="planned")
    first.say(
        "Norvania backs the Harbour League, Mira Olt said.", "Norvania", "BACKS", "Harbour League", speaker="Mira Olt",
        cue="said",
    )  # fmt: skip
    second = _Text("After the talks", "Second Gazette", dt.date(2023, 7, 9))
    second.say("Mira Olt leads Sundria.", "Mira Olt", "LEADS", "Sundria")
    second.say("Norvania attacked Sundria again.", "Norvania", "ASSAULT", "Sundria")
    second.say("Sundria might threaten Norvania.", "Sundria", "THREATEN", "Norvania", status="hypothetical")
    return first.extraction(), second.extraction()


def doubles() -> tuple[Extraction, ...]:
    """One person under two spellings: what the Resolve page is for. Older than the documents of `small`."""
    made = []
    for day, name in ((2, "Ilmar Vestergaad"), (3, "Ilmar Vestergaard")):
        text = _Text(f"Visit of {name}", "Test Courier", dt.date(2022, 3, day))
        text.say(f"{name} visited Sundria.", name, "CONSULT", "Sundria")
        made.append(text.extraction())
    return tuple(made)


def hostile() -> tuple[Extraction, ...]:
    """Names, titles, outlets, addresses, speakers, cues, roles and sentences that try to become markup or code."""
    made = []
    for number, attack in enumerate(ATTACKS):
        text = _Text(
            f"{attack} {number}", f"Outlet {attack}", dt.date(2024, 1, 1 + number), url="javascript:window.pwned=9"
        )
        other = f"{ATTACKS[(number + 1) % len(ATTACKS)]}!"
        text.say(f"{attack} attacked {other} yesterday.", attack, "ASSAULT", other)
        text.say(
            f"{other} backs {attack}, {attack} <b>said</b>.", other, "BACKS", attack, speaker=attack, cue="<b>said</b>"
        )
        made.append(text.extraction())
    return tuple(made)


_KINDS = {
    "Norvania": "State",
    "Sundria": "State",
    "Harbour League": "International organization",
    "Mira Olt": "Person",
} | dict.fromkeys(("Ilmar Vestergaad", "Ilmar Vestergaard"), "Person")


class _Text:
    """A document that grows by sentences, with what is read off each."""

    def __init__(self, title: str, outlet: str, published: dt.date, url: str | None = None) -> None:
        self.title, self.outlet, self.published, self.url = title, outlet, published, url
        self.text = ""
        self.actors: dict[str, Actor] = {}
        self.spans: list[tuple[Span, str]] = []
        self.claims: list[dict[str, object]] = []

    def say(
        self,
        sentence: str,
        source: str,
        relation: str,
        target: str,
        *,
        status: Status = "actual",
        speaker: str | None = None,
        cue: str | None = None,
    ) -> None:
        start = len(self.text)
        self.text += sentence + " "
        ends = {"source": self._mention(source, start), "target": self._mention(target, start)}
        attribution = None
        if speaker and cue:
            span = self._mention(speaker, start, last=True)
            cue_at = self.text.index(cue, start)
            attribution = Attribution(
                _slug(speaker), speaker, span, cue, (cue_at, cue_at + len(cue)), (start, span[0]), "asserts"
            )  # fmt: skip
        self.claims.append(
            {"ends": ends, "names": (source, relation, target), "status": status, "attribution": attribution,
             "evidence": (start, start + len(sentence))}
        )  # fmt: skip

    def _mention(self, name: str, start: int, last: bool = False) -> Span:
        at = self.text.rindex(name, start) if last else self.text.index(name, start)
        span = (at, at + len(name))
        self.actors.setdefault(name, Actor(_slug(name), name, _KINDS.get(name, "Group")))
        if (span, name) not in self.spans:
            self.spans.append((span, name))
        return span

    def extraction(self) -> Extraction:
        doc_id = hash_text(self.text)
        document = Document(doc_id, self.text, self.title, self.outlet, self.url, self.published)
        mentions = tuple(
            Mention(doc_id, *span, self.text[slice(*span)], _slug(name), "name") for span, name in sorted(self.spans)
        )
        claims = tuple(self._claim(doc_id, row) for row in self.claims)
        attributions = tuple(claim.attribution for claim in claims if claim.attribution)
        return Extraction(document, tuple(self.actors.values()), mentions, claims, attributions, "test 1")

    def _claim(self, doc_id: str, row: dict) -> Claim:
        source, relation, target = row["names"]
        span, ends = row["evidence"], row["ends"]
        return Claim(
            id=claim_id(doc_id, _slug(source), relation, _slug(target), ends["source"], ends["target"], span),
            source=_slug(source),
            relation=relation,
            target=_slug(target),
            source_span=ends["source"],
            target_span=ends["target"],
            status=row["status"],
            evidence=Evidence(doc_id, *span, self.text[slice(*span)]),
            attribution=row["attribution"],
            mode=None,
            role=None,
            event_date=None,
            confidence=0.8,
            extractor="active_verb",
        )


def _slug(name: str) -> str:
    """Test ids keep the name, attacks included: ids are as hostile as the rest."""
    return name.replace(" ", "-").lower()
