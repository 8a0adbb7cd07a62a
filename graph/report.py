"""Reports that stand on their own: who an actor is, with whom it has to do, what is claimed of it, and by whom. Every
statement ends with the numbers of its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version

import pandas as pd

from extract.records import Actor
from graph.analysis.claims import stored_table
from graph.analysis.dyads import dyad_balance
from graph.analysis.sensitivity import variants
from graph.figures import Drawing, ego_figure, timeline_figure
from graph.statements import (
    Sources,
    bare_sentence,
    chosen,
    class_of_claim,
    counted,
    day_of,
    days_of,
    in_documents,
    marked,
    number_of,
    span_of,
    speaker_of,
    statement,
)
from graph.store import Store
from graph.views import ActorProfile, Filters, StoredClaim
from graph.wording import sentence, status, verb

PAGE = 500  # claims read at a time
MOST_CLAIMS = 2000  # of an actor; a report of more is read by nobody
MOST_QUOTES = 60  # in the lists of claims
MOST_LEADING = 3  # names that share a first place
WHOLE = {"as chosen": "all of this report"}
FEW_CLAIMS = 20  # below these no number is compared
CLASSES = {"conflict": "Conflict", "cooperation": "Cooperation and alliance", "tie": "Affiliation"}
READING = (
    "A claim is what one sentence of a document says of two actors. Numbers in brackets are those of the sources at "
    "the end."
)
METHOD = (
    f"This report was made by Dramatis {version('dramatis')}, a program in which rules read claims off single "
    "sentences: who is said to have done what to whom, when, and who says so. A claim is what a source says, not what "
    "happened; that one is listed does not mean that it is true, and rules misread some sentences and miss others. "
    "Names in brackets within a quote are the program's reading of a pronoun or another name.",
    "A day marked as reported is that of publication, where the text gives none; a year or month in the text stands as "
    "its first day. Claims that are announced, possible or denied are marked so and are counted unless a table leaves "
    "them out. Confidence, from 0 to 1, is how often a rule was right on articles that people annotated.",
    "News covers conflict more than cooperation, and some places more than others; that something is absent here does "
    "not mean that it did not happen.",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, a table (its first row the heading), entries of a list, and a figure."""

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


def dossier(store: Store, actor: str, filters: Filters | None = None, texts: bool = True) -> Report:
    """Everything about one actor. Raises NotInStoreError."""
    profile = store.actor(actor, limit=100)
    own = profile.actor
    claims = all_claims(store, own.id, None, filters)
    sources = Sources()
    network = store.network(replace(filters or Filters(), actors=(own.id,), limit=500))
    sections = [
        Section("In short", (*_in_short(own, claims, sources), *chosen(filters))),
        Section("Who", _who(profile, sources), entries=_affiliations(claims, sources)),
        Section("With whom", (), _partners(own, claims, sources), figure=ego_figure(network, own.id, "png")),
        Section("Over time", _over_time(claims, sources),
                figure=timeline_figure(store.timeline(own.id, filters=filters), "png")),
        *_by_class(claims, sources, texts),
        Section("Who says so", _who_says(claims), entries=_speakers(claims, sources)),
        Section("How far the numbers hold", _warnings(claims),
                _moved(claims, "Most claims with", lambda claim: _other(own.id, claim).name)),
        Section("Method and limits", METHOD),
        Section("Sources", entries=sources.entries()),
    ]  # fmt: skip
    about = own.description or own.kind
    return Report(
        own.name, f"Dossier · {about} · {counted(claims, 'claim')} in {in_documents(claims)}", tuple(sections)
    )


def dyad(store: Store, first: str, second: str, filters: Filters | None = None, texts: bool = True) -> Report:
    """How two actors stand to each other. Raises NotInStoreError."""
    one, other = store.actor(first, limit=1).actor, store.actor(second, limit=1).actor
    claims = all_claims(store, one.id, other.id, filters)
    sources = Sources()
    timeline = store.timeline(one.id, other.id, filters)
    sections = (
        Section("In short", (*_between(one, other, claims, sources), *chosen(filters)),
                entries=_done(one, other, claims, sources)),
        Section("Over time", _over_time(claims, sources), _balance(one.id, other.id, claims),
                figure=timeline_figure(timeline, "png")),
        *_by_class(claims, sources, texts),
        Section("Who says so", _who_says(claims), entries=_speakers(claims, sources)),
        Section("How far the numbers hold", _warnings(claims), _moved(claims, "Most claims", bare_sentence)),
        Section("Method and limits", METHOD),
        Section("Sources", entries=sources.entries()),
    )  # fmt: skip
    title = f"{one.name} and {other.name}"
    return Report(title, f"Report on two actors · {counted(claims, 'claim')} in {in_documents(claims)}", sections)


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


def _in_short(own: Actor, claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    if not claims:
        return (f"No claim in the store is about {own.name}.",)
    lines = [f"{counted(claims, 'claim')} about {own.name} in {in_documents(claims)}, {span_of(claims)} "
             f"{sources.cite(claims)}."]  # fmt: skip
    for name, title in CLASSES.items():
        part = [claim for claim in claims if class_of_claim(claim) == name]
        if part:
            counts = Counter(_other(own.id, claim).name for claim in part).most_common(5)
            others = ", ".join(f"{other} ({number})" for other, number in counts)
            lines.append(f"{title}: {counted(part, 'claim')}, with {others} {sources.cite(part)}.")
    return tuple(lines) + _certainty(claims)


def _certainty(claims: list[StoredClaim]) -> tuple[str, ...]:
    told = Counter(status(claim) or "told as fact" for claim in claims)
    voices = sum(claim.claim.attribution is not None for claim in claims)
    how = ", ".join(f"{number} {'is' if number == 1 else 'are'} {name}" for name, number in told.most_common())
    whose = f"{len(claims) - voices} in the outlets' own words, {voices} attributed to a speaker"
    few = " With so few claims, read each; no count here carries a comparison." if len(claims) < FEW_CLAIMS else ""
    return f"Of these claims {how}; {whose}.{few}", READING


def _who(profile: ActorProfile, sources: Sources) -> tuple[str, ...]:
    actor = profile.actor
    article = "an" if actor.kind[0] in "AI" else "a"
    country = f", country code {actor.country}" if actor.country else ""
    about = f": {actor.description}" if actor.description else ""
    known = f", Wikidata {actor.wikidata}" if actor.wikidata else ""
    lines = [f"In the program's list of actors {actor.name} is {article} {actor.kind.lower()}{country}{known}{about}."]
    used = Counter(
        " ".join(mention.mention.text.split()) for mention in profile.mentions if mention.mention.how == "name"
    )
    if used:
        names = ", ".join(f"“{name}” ({number})" for name, number in used.most_common(6))
        cited = sources.cite_documents(mention.document for mention in profile.mentions)
        lines.append(f"Called in the documents {names} {cited}.")
    others = [name for name in actor.aliases if name not in used and name != actor.name][:8]
    if others:
        lines.append(f"The list also knows the names {', '.join(others)}.")
    return tuple(lines)


def _affiliations(claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    found: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        if class_of_claim(claim) == "tie":
            found.setdefault(sentence(claim) + marked(claim), []).append(claim)
    return tuple(f"{text} {sources.cite(part)}" for text, part in found.items())


def _partners(own: Actor, claims: list[StoredClaim], sources: Sources) -> tuple[tuple[str, ...], ...]:
    by_other: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        by_other.setdefault(_other(own.id, claim).id, []).append(claim)
    rows = [(f"{own.name} …", "Actor", "Claims", "First to last", "Sources")]
    for _, part in sorted(by_other.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:25]:
        what = "; ".join(dict.fromkeys(verb(c.relation, own, c.source.id != own.id) + marked(c) for c in part))
        rows.append((what, _other(own.id, part[0]).name, str(len(part)), days_of(part), sources.cite(part)))
    return tuple(rows)


def _between(one: Actor, other: Actor, claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    if not claims:
        return (f"No claim in the store links {one.name} and {other.name}.",)
    lines = (
        f"{counted(claims, 'claim')} in {in_documents(claims)} about the two, {span_of(claims)} {sources.cite(claims)}."
    )
    return (lines, *_certainty(claims))


def _done(one: Actor, other: Actor, claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    """“United States aids Iran: 1 claim [2]”, each direction and status apart."""
    found: dict[str, list[StoredClaim]] = {}
    for source in (one, other):
        for claim in claims:
            if claim.source.id == source.id:
                found.setdefault(bare_sentence(claim) + marked(claim), []).append(claim)
    return tuple(f"{text}: {counted(part, 'claim')} {sources.cite(part)}" for text, part in found.items())


def _balance(first: str, second: str, claims: list[StoredClaim]) -> tuple[tuple[str, ...], ...]:
    """Year by year, with a mean intensity only where there are claims enough to bear one."""
    rows = [("Year", "Claims", "Cooperation", "Conflict", "Mean intensity (-10 to 10)", "Warning")]
    for year, row in dyad_balance(stored_table(claims), first, second, "Y").iterrows():
        if row["claims"]:
            mean = "" if pd.isna(row["intensity"]) else f"{row['intensity']:.1f}"
            counts = (str(row[name]) for name in ("claims", "cooperation", "conflict"))
            rows.append((str(year), *counts, mean, row["warning"]))
    return tuple(rows)


def _over_time(claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    dated = [claim for claim in claims if claim.date]
    if not dated:
        return ("No claim is dated.",)
    first, last = dated[0], dated[-1]
    return (
        f"The first: {day_of(first)} – {sentence(first)}{marked(first)} {sources.cite([first])}. "
        f"The last: {day_of(last)} – {sentence(last)}{marked(last)} {sources.cite([last])}.",
    )


def _by_class(claims: list[StoredClaim], sources: Sources, texts: bool) -> list[Section]:
    """One section a class of relations, claims oldest first."""
    sections = []
    left = MOST_QUOTES
    for name, title in CLASSES.items():
        part = [claim for claim in claims if class_of_claim(claim) == name]
        shown = part[:left]
        left -= len(shown)
        if part:
            more = (f"{len(part) - len(shown)} more are not listed.",) if len(shown) < len(part) else ()
            entries = tuple(statement(claim, sources, texts) for claim in shown)
            sections.append(Section(f"{title} ({len(part)})", more, entries=entries))
    return sections


def _who_says(claims: list[StoredClaim]) -> tuple[str, ...]:
    outlets = Counter(claim.document.outlet or "unnamed outlets" for claim in claims)
    return (f"Published by {', '.join(f'{name} ({number})' for name, number in outlets.most_common(8))}.",)


def _speakers(claims: list[StoredClaim], sources: Sources) -> tuple[str, ...]:
    by_speaker: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        name = f"According to {speaker_of(claim)}" if claim.claim.attribution else "In the outlets' own words"
        by_speaker.setdefault(name, []).append(claim)
    order = sorted(by_speaker.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:11]
    return tuple(f"{name}: {counted(part, 'claim')} {sources.cite(part)}" for name, part in order)


def _moved(
    claims: list[StoredClaim], title: str, named: Callable[[StoredClaim], str]
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """The counts of this report with claims left out: less sure ones, ones that are not told as fact, an outlet's."""
    known = {claim.claim.id: claim for claim in claims}
    rows = [("Claims counted", "Number", *CLASSES.values(), title)]
    for name, part in variants(stored_table(claims)).items():
        kept = [known[one] for one in part["claim"]]
        classes = Counter(class_of_claim(claim) for claim in kept)
        row = (WHOLE.get(name, name), str(len(kept)), *(str(classes[one]) for one in CLASSES))
        rows.append((*row, _leading(Counter(map(named, kept)))))
    return tuple(rows)


def _leading(counts: Counter[str]) -> str:
    """“Iran, Iraq (2 each)”: all with the highest count, while they are few."""
    most = max(counts.values(), default=0)
    first = sorted(name for name, count in counts.items() if count == most)
    if not first or len(first) > MOST_LEADING:
        return f"{len(first)} with {most} each" if first else ""
    return f"{', '.join(first)} ({most}{' each' if len(first) > 1 else ''})"


def _warnings(claims: list[StoredClaim]) -> tuple[str, ...]:
    found = ["Each row counts the claims of this report once more, with some left out."]
    if len(claims) < FEW_CLAIMS:
        found.append(f"There are only {counted(claims, 'claim')}: no number in this report carries a comparison.")
    if len({claim.document.outlet for claim in claims}) == 1:
        found.append("All claims come from one outlet, so none can be left out to see what depends on it.")
    unsure = sum(claim.claim.confidence < 0.5 for claim in claims)
    if unsure:
        found.append(f"{number_of(unsure, 'claim')} of {len(claims)} have a confidence below 0.5.")
    return tuple(found)


def _other(own: str, claim: StoredClaim) -> Actor:
    return claim.target if claim.source.id == own else claim.source


__all__ = ["Report", "Section", "Sources", "dossier", "dyad"]
