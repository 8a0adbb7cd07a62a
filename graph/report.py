"""Reports that stand on their own: who an actor is, with whom it has to do, what is claimed of it, and by whom. Every
statement ends with the numbers of its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from extract.ontology import relations
from graph.figures import Drawing, ego_figure, timeline_figure
from graph.shown import CLASSES
from graph.store import Store
from graph.views import ActorProfile, DocumentRow, Filters, StoredClaim

PAGE = 500  # claims read at a time
MOST_CLAIMS = 2000  # of an actor; a report of more is read by nobody
MOST_QUOTES = 60  # in the list of claims
STATUS = {"planned": "announced", "hypothetical": "conditional or possible", "negated": "denied"}
UNNAMED = "an unnamed speaker"
# How a relation reads between its two actors.
VERBS = {
    "AGREE": "agrees with", "CONSULT": "meets", "SUPPORT": "supports", "CONCEDE": "gives way to",
    "COOPERATE": "cooperates with", "AID": "aids", "RETREAT": "withdraws from or releases", "REQUEST": "asks of",
    "ACCUSE": "accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests against",
    "SANCTION": "sanctions", "MOBILIZE": "mobilizes against", "COERCE": "coerces", "ASSAULT": "attacks",
    "LEADS": "leads", "MEMBER_OF": "belongs to", "PART_OF": "is part of", "BACKS": "backs",
    "ALLIED_WITH": "is allied with", "RIVAL_OF": "is a rival of", "BASED_IN": "is based in",
    "SPLIT_FROM": "split from", "MERGED_WITH": "merged with", "FOUNDED": "founded",
}  # fmt: skip
METHOD = (
    "This report was made by Dramatis. Rules read claims off single sentences: who is said to have done what to whom, "
    "when, and who says so. A claim is what a source says, not what happened. Rules miss claims and misread some; the "
    "confidence of a claim is that of its rule. News covers conflict more than cooperation, and some places more than "
    "others; that something is absent here does not mean that it did not happen. Numbers in brackets are the sources "
    "at the end."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, a table (its first row the heading), items of a list, and a figure."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    entries: tuple[str, ...] = ()
    figure: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    subtitle: str
    sections: tuple[Section, ...]


@dataclass(slots=True)
class Sources:
    """Documents in the order in which they are first cited."""

    numbers: dict[str, int] = field(default_factory=dict)
    documents: list[DocumentRow] = field(default_factory=list)

    def cite(self, claims: Iterable[StoredClaim]) -> str:
        """“[1, 3]”"""
        found = set()
        for claim in claims:
            document = claim.document
            if document.id not in self.numbers:
                self.documents.append(document)
                self.numbers[document.id] = len(self.documents)
            found.add(self.numbers[document.id])
        return f"[{', '.join(map(str, sorted(found)))}]" if found else ""

    def entries(self) -> tuple[str, ...]:
        return tuple(_reference(document) for document in self.documents)


def dossier(store: Store, actor: str, filters: Filters | None = None, texts: bool = True) -> Report:
    """Everything about one actor. Raises NotInStoreError."""
    profile = store.actor(actor, limit=100)
    claims = all_claims(store, profile.actor.id, None, filters)
    sources = Sources()
    name = profile.actor.name
    network = store.network(Filters(actors=(profile.actor.id,), limit=500))
    sections = [
        Section("Who", _who(profile, claims, sources)),
        Section("With whom", (), _partners(profile.actor.id, claims, sources),
                figure=ego_figure(network, profile.actor.id, "png")),
        Section("Over time", _over_time(claims, sources),
                figure=timeline_figure(store.timeline(profile.actor.id, filters=filters), "png")),
        *_by_class(profile.actor.id, claims, sources, texts),
        Section("Who says so", _who_says(claims, sources)),
        Section("Method and limits", (METHOD, *_warnings(claims))),
        Section("Sources", entries=sources.entries()),
    ]  # fmt: skip
    about = profile.actor.description or profile.actor.kind
    return Report(name, f"Dossier · {about} · {_count(claims, 'claim')} in {_documents(claims)}", tuple(sections))


def dyad(store: Store, first: str, second: str, filters: Filters | None = None, texts: bool = True) -> Report:
    """How two actors stand to each other. Raises NotInStoreError."""
    one, other = store.actor(first, limit=1).actor, store.actor(second, limit=1).actor
    claims = all_claims(store, one.id, other.id, filters)
    sources = Sources()
    summary = [f"{one.name} and {other.name} are linked by {_count(claims, 'claim')} {sources.cite(claims)}."]
    for source, target in ((one, other), (other, one)):
        done = [claim for claim in claims if claim.source.id == source.id and not relations()[claim.relation].symmetric]
        if done:
            what = ", ".join(f"{VERBS[relation]} ({number})" for relation, number in _relations(done))
            summary.append(f"{source.name}, of {target.name}: {what} {sources.cite(done)}.")
    timeline = store.timeline(one.id, other.id, filters)
    sections = (
        Section("In short", tuple(summary)),
        Section("Over time", _over_time(claims, sources), figure=timeline_figure(timeline, "png")),
        *_by_class(one.id, claims, sources, texts),
        Section("Who says so", _who_says(claims, sources)),
        Section("Method and limits", (METHOD, *_warnings(claims))),
        Section("Sources", entries=sources.entries()),
    )
    return Report(f"{one.name} and {other.name}", f"Dyad report · {_count(claims, 'claim')}", sections)


def all_claims(store: Store, actor: str, other: str | None, filters: Filters | None) -> list[StoredClaim]:
    """Oldest first, undated ones last, up to `MOST_CLAIMS`."""
    found: list[StoredClaim] = []
    while len(found) < MOST_CLAIMS:
        if other is None:
            page = store.claims_of(actor, filters, limit=PAGE, offset=len(found))
        else:
            page = store.claims_between(actor, other, filters, limit=PAGE, offset=len(found))
        found += page.claims
        if not page.claims or len(found) >= page.total:
            break
    return sorted(found, key=lambda claim: (claim.date is None, claim.date or 0, claim.claim.id))


def _who(profile: ActorProfile, claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    actor = profile.actor
    names = [name for name, _ in profile.names if name != actor.name][:8]
    article = "an" if actor.kind[0] in "AI" else "a"
    known = f"{actor.name} is {article} {actor.kind.lower()}"
    lines = [f"{known}{f' ({actor.description})' if actor.description else ''}."]
    if names:
        lines.append(f"Also called {', '.join(names)}.")
    if actor.wikidata:
        lines.append(f"Wikidata: {actor.wikidata}.")
    named = _number(profile.documents, "document")
    lines.append(f"Named in {named}, and in {_count(claims, 'claim')} {sources.cite(claims)}.")
    for claim in claims:
        if relations()[claim.relation].quad_class == "affiliation":
            lines.append(f"{sentence(claim)} {sources.cite([claim])}.")
    return tuple(dict.fromkeys(lines))


def _partners(actor: str, claims: list[StoredClaim], sources: Sources) -> tuple[tuple[str, ...], ...]:
    by_other: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        other = claim.target if claim.source.id == actor else claim.source
        by_other.setdefault(other.id, []).append(claim)
    rows = [("Actor", "Claims", "What", "Since", "Sources")]
    for _, part in sorted(by_other.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:25]:
        other = part[0].target if part[0].source.id == actor else part[0].source
        what = ", ".join(
            f"{'→' if claim.source.id == actor else '←'} {VERBS[claim.relation]}"
            for claim in {(c.relation, c.source.id): c for c in part}.values()
        )
        first = min((claim.date for claim in part if claim.date), default=None)
        rows.append((other.name, str(len(part)), what, str(first or "undated"), sources.cite(part)))
    return tuple(rows)


def _over_time(claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    dated = [claim for claim in claims if claim.date]
    if not dated:
        return ("No claim is dated.",)
    first, last = dated[0], dated[-1]
    return (
        f"The first dated claim is of {first.date} {sources.cite([first])}, the last of {last.date} "
        f"{sources.cite([last])}. A claim without a date of its own bears that of its document.",
    )


def _by_class(actor: str, claims: list[StoredClaim], sources: Sources, texts: bool) -> list[Section]:
    """One section a class of relations, claims oldest first."""
    sections = []
    left = MOST_QUOTES
    for name, title in (("conflict", "Conflict"), ("cooperation", "Cooperation and alliance"), ("tie", "Affiliation")):
        part = [claim for claim in claims if _class(claim) == name]
        shown = list(islice(part, left))
        left -= len(shown)
        if part:
            more = (f"{len(part) - len(shown)} more are not listed.",) if len(shown) < len(part) else ()
            entries = tuple(_entry(claim, sources, texts) for claim in shown)
            sections.append(Section(f"{title} ({len(part)})", more, entries=entries))
    return sections


def _entry(claim: StoredClaim, sources: Sources, texts: bool) -> str:
    says = claim.speaker.name if claim.speaker else None
    attribution = claim.claim.attribution
    says = says or (attribution.speaker_text or UNNAMED if attribution else None)
    voice = f", says {says}" if says else ""
    status = f" ({STATUS[claim.claim.status]})" if claim.claim.status in STATUS else ""
    quote = f": “{' '.join(claim.claim.evidence.quote.split())}”" if texts else ""
    return f"{claim.date or 'undated'} – {sentence(claim)}{status}{voice}{quote} {sources.cite([claim])}"


def sentence(claim: StoredClaim) -> str:
    """“A attacks B (drone)”"""
    entry = relations()[claim.relation]
    detail = f" ({claim.claim.role or claim.claim.mode})" if claim.claim.role or claim.claim.mode else ""
    return f"{claim.source.name} {VERBS[entry.name]} {claim.target.name}{detail}"


def _who_says(claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    outlets = Counter(claim.document.outlet or "unnamed outlets" for claim in claims)
    own = [claim for claim in claims if claim.claim.attribution is None]
    lines = [f"Published by {', '.join(f'{name} ({number})' for name, number in outlets.most_common(8))}."]
    if own:
        lines.append(f"In the outlets' own words: {_count(own, 'claim')} {sources.cite(own)}.")
    by_speaker: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        if claim.claim.attribution:
            by_speaker.setdefault(_speaker(claim), []).append(claim)
    for name, part in sorted(by_speaker.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:10]:
        lines.append(f"According to {name}: {_count(part, 'claim')} {sources.cite(part)}.")
    return tuple(lines)


def _speaker(claim: StoredClaim) -> str:
    attribution = claim.claim.attribution
    return claim.speaker.name if claim.speaker else (attribution.speaker_text if attribution else "") or UNNAMED


def _warnings(claims: list[StoredClaim]) -> tuple[str, ...]:
    found = []
    if len(claims) < 20:
        found.append(f"There are only {_count(claims, 'claim')}: no number in this report carries a comparison.")
    if len({claim.document.outlet for claim in claims}) == 1:
        found.append("All claims come from one outlet.")
    unsure = sum(claim.claim.confidence < 0.7 for claim in claims)
    if unsure:
        found.append(f"{_number(unsure, 'claim')} of {len(claims)} have a confidence below 0.7.")
    return tuple(found)


def _relations(claims: list[StoredClaim]) -> list[tuple[str, int]]:
    return Counter(claim.relation for claim in claims).most_common()


def _class(claim: StoredClaim) -> str:
    entry = relations()[claim.relation]
    if entry.quad_class == "affiliation":
        return "tie"
    return "cooperation" if entry.intensity > 0 else "conflict"


def _reference(document: DocumentRow) -> str:
    parts = (document.outlet, f"“{document.title}”" if document.title else None, document.published, document.url)
    return ", ".join(str(part) for part in parts if part) or f"Document {document.id[:12]}"


def _count(claims: list[StoredClaim], noun: str) -> str:
    return _number(len(claims), noun)


def _documents(claims: list[StoredClaim]) -> str:
    return _number(len({claim.document.id for claim in claims}), "document")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


__all__ = ["CLASSES", "Report", "Section", "Sources", "dossier", "dyad"]
