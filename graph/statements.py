"""Statements of reports: claims in words, counted, dated, marked for what they are, and with their sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.ontology import relations
from graph.views import DocumentRow, Filters, StoredClaim
from graph.wording import quotation, sentence, status, verb

UNNAMED = "an unnamed speaker"


@dataclass(slots=True)
class Sources:
    """Documents in the order in which they are first cited."""

    numbers: dict[str, int] = field(default_factory=dict)
    documents: list[DocumentRow] = field(default_factory=list)

    def cite(self, claims: Iterable[StoredClaim]) -> str:
        return self.cite_documents(claim.document for claim in claims)

    def cite_documents(self, documents: Iterable[DocumentRow]) -> str:
        """“[1, 3]”"""
        found = set()
        for document in documents:
            if document.id not in self.numbers:
                self.documents.append(document)
                self.numbers[document.id] = len(self.documents)
            found.add(self.numbers[document.id])
        return f"[{', '.join(map(str, sorted(found)))}]" if found else ""

    def entries(self) -> tuple[str, ...]:
        return tuple(reference(document) for document in self.documents)


def statement(claim: StoredClaim, sources: Sources, texts: bool) -> str:
    says = f", according to {speaker_of(claim)}" if claim.claim.attribution else ""
    quote = f": “{quotation(claim)}”" if texts else ""
    return f"{day_of(claim)} – {sentence(claim)}{marked(claim)}{says}{quote} {sources.cite([claim])}"


def bare_sentence(claim: StoredClaim) -> str:
    return f"{claim.source.name} {verb(claim.relation, claim.source)} {claim.target.name}"


def marked(claim: StoredClaim) -> str:
    return f" ({status(claim)})" if status(claim) else ""


def day_of(claim: StoredClaim) -> str:
    if claim.date is None:
        return "undated"
    return str(claim.date) if claim.claim.event_date else f"reported {claim.date}"


def days_of(claims: list[StoredClaim]) -> str:
    days = sorted({claim.date for claim in claims if claim.date})
    return "undated" if not days else str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]}"


def span_of(claims: list[StoredClaim]) -> str:
    days: list[dt.date] = sorted({claim.date for claim in claims if claim.date})
    return f"dated {days[0]} to {days[-1]}" if days else "none of them dated"


def speaker_of(claim: StoredClaim) -> str:
    attribution = claim.claim.attribution
    return claim.speaker.name if claim.speaker else (attribution.speaker_text if attribution else "") or UNNAMED


def class_of_claim(claim: StoredClaim) -> str:
    entry = relations()[claim.relation]
    if entry.quad_class == "affiliation":
        return "tie"
    return "cooperation" if entry.intensity > 0 else "conflict"


def chosen(filters: Filters | None) -> tuple[str, ...]:
    """What a reader has to know of a report on a part of the claims: “Counted are only claims that are actual.”"""
    if filters is None:
        return ()
    lists = (
        ("that are", filters.statuses), ("with the relation", filters.relations),
        ("of the class", filters.quad_classes), ("published by", filters.outlets),
        ("of the speaker", filters.speakers), ("between the kinds", filters.kinds),
    )  # fmt: skip
    parts = [f"{words} {' or '.join(values)}" for words, values in lists if values]
    parts += [f"from {filters.since} on"] * (filters.since is not None)
    parts += [f"until {filters.until}"] * (filters.until is not None)
    parts += ["in the outlets' own words"] * filters.outlet_voice
    parts += [f"of relations with at least {filters.min_claims}"] * (filters.min_claims > 1)
    parts += [f"of relations with a confidence of at least {filters.min_confidence:g}"] * (filters.min_confidence > 0)
    return (f"Counted are only claims {', '.join(parts)}.",) if parts else ()


def counted(claims: list[StoredClaim], noun: str) -> str:
    return number_of(len(claims), noun)


def in_documents(claims: list[StoredClaim]) -> str:
    return number_of(len({claim.document.id for claim in claims}), "document")


def number_of(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def reference(document: DocumentRow) -> str:
    parts = (document.outlet, f"“{document.title}”" if document.title else None, document.published, document.url)
    return ", ".join(str(part) for part in parts if part) or f"Document {document.id[:12]}"
