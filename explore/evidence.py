"""Claims with the sentences they stand in: what every relation on every page opens into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import streamlit as st

from explore import look
from explore.escape import plain, safe_url, to_html, to_markdown
from extract.records import Span
from graph.views import DocumentRow, Note, StoredClaim, StoredMention

_STANCES = {"asserts": "", "denies": "denies it", "demands": "demands it", "doubts": "doubts it"}


class Mark(NamedTuple):
    """A span of the document with the part it plays: quote, source, target, speaker or cue."""

    span: Span
    part: str
    title: str = ""


def mark_text(text: str, start: int, marks: Iterable[Mark]) -> str:
    """`text`, which begins at character `start` of its document, as safe HTML with the marks drawn in.

    Marks may overlap: the text is cut at every end of a mark and each piece carries all the parts it plays.
    """
    inside = [mark for mark in marks if mark.span[0] < start + len(text) and mark.span[1] > start]
    cuts = {0, len(text)}
    for mark in inside:
        cuts |= {max(mark.span[0] - start, 0), min(mark.span[1] - start, len(text))}
    ends = sorted(cuts)
    return "".join(_piece(text, start, a, b, inside) for a, b in pairwise(ends))


def _piece(text: str, start: int, first: int, last: int, marks: Sequence[Mark]) -> str:
    playing = [mark for mark in marks if mark.span[0] <= start + first and start + last <= mark.span[1]]
    body = to_html(text[first:last])
    if not playing:
        return body
    titles = to_html(" · ".join(dict.fromkeys(plain(mark.title, 80) for mark in playing if mark.title)))
    parts = " ".join(dict.fromkeys(f"part-{mark.part}" for mark in playing))
    return f'<span class="{parts}" title="{titles}">{body}</span>'


def claim_marks(claim: StoredClaim) -> list[Mark]:
    """The parts of a claim in its document."""
    said, evidence = claim.claim, claim.claim.evidence
    marks = [
        Mark((evidence.start_char, evidence.end_char), "quote"),
        Mark(said.source_span, "target" if "flipped" in claim.states else "source", f"source: {claim.source.name}"),
        Mark(said.target_span, "source" if "flipped" in claim.states else "target", f"target: {claim.target.name}"),
    ]
    if said.attribution:
        marks.append(Mark(said.attribution.cue_span, "cue", "the word that says who claims this"))
        if said.attribution.speaker_span:
            marks.append(Mark(said.attribution.speaker_span, "speaker", f"speaker: {said.attribution.speaker_text}"))
    return marks


def claim_html(claim: StoredClaim, focused: bool = False) -> str:
    """One claim as a card: who does what to whom, the sentence, who says so, where, when, and by which rule."""
    quad = look.quad_of(claim.relation)
    status = look.statuses()[claim.claim.status]
    tags = [f'<span class="tag tag-{status.name}" title="{to_html(status.help)}">{to_html(status.label)}</span>']
    tags += [f'<span class="tag tag-{state}">{state}</span>' for state in claim.states if state != "extracted"]
    if claim.claim.role:
        tags.append(f'<span class="tag">as {to_html(plain(claim.claim.role, 60))}</span>')
    if claim.claim.mode:
        tags.append(f'<span class="tag">{to_html(plain(claim.claim.mode, 40))}</span>')
    return (
        f'<article class="{_classes(claim, focused)}" style="--quad: var(--{css_name(quad.name)})">'
        f'<p class="sum">{actor_html(claim.source.name)} <b class="verb">{to_html(look.verb(claim.relation))}</b> '
        f"{actor_html(claim.target.name)} {' '.join(tags)}</p>"
        f'<blockquote dir="auto">{mark_text(claim.context, claim.context_start, claim_marks(claim))}</blockquote>'
        f'<p class="by">{_voice(claim)}</p><p class="by">{_origin(claim)}</p>{_notes(claim)}</article>'
    )


def _classes(claim: StoredClaim, focused: bool) -> str:
    return " ".join(["claim", *(["rejected"] if claim.rejected else []), *(["focused"] if focused else [])])


def _notes(claim: StoredClaim) -> str:
    return "".join(note_html(note) for note in claim.notes)


def note_html(note: Note) -> str:
    text = to_html(plain(note.text, 400))
    return f'<p class="by note">“{text}” {actor_html(note.who)}, {show_date(note.when.date())}</p>'


def mention_html(stored: StoredMention, origin: str) -> str:
    """A mention in its sentence; `origin` is safe HTML."""
    mention = stored.mention
    marks = [Mark((mention.start_char, mention.end_char), "source", f"by {mention.how}")]
    body = mark_text(stored.context, stored.context_start, marks)
    return (
        f'<article class="claim" style="--quad: var(--line)"><blockquote dir="auto">{body}</blockquote>'
        f'<p class="by">{origin}</p></article>'
    )


def actor_html(name: str) -> str:
    return f"<bdi>{to_html(plain(name, 80))}</bdi>"


def css_name(quad: str) -> str:
    return "quad-" + quad.replace(" ", "-")


def _voice(claim: StoredClaim) -> str:
    attribution = claim.claim.attribution
    if attribution is None:
        return "<b>In the outlet’s own words</b>"
    name = claim.speaker.name if claim.speaker else attribution.speaker_text
    stance = _STANCES[attribution.stance]
    literal = (
        "" if plain(name) == plain(attribution.speaker_text) else f" (“{to_html(plain(attribution.speaker_text))}”)"
    )
    cue = f"“{to_html(plain(attribution.cue, 40))}”"
    return f"<b>Says who:</b> {actor_html(name)}{literal}, cue {cue}{', ' + stance if stance else ''}"


def _origin(claim: StoredClaim) -> str:
    pieces = [document_html(claim.document)]
    if claim.claim.event_date and claim.claim.event_date != claim.document.published:
        pieces.append(f"event of {show_date(claim.claim.event_date)}")
    pieces.append(f"rule <code>{to_html(plain(claim.claim.extractor, 60))}</code>")
    pieces.append(f"confidence {claim.claim.confidence:.0%}")
    return " · ".join(pieces)


def document_html(document: DocumentRow) -> str:
    """Outlet, title and date; the title links to the page it was read from, if that is a web address."""
    title = to_html(plain(document.title or "untitled", 90))
    url = safe_url(document.url)
    if url:
        title = f'<a href="{to_html(url)}" target="_blank" rel="noopener noreferrer nofollow">{title}</a>'
    outlet = to_html(plain(document.outlet or "unknown outlet", 50))
    return f"<bdi>{outlet}</bdi>, <cite>{title}</cite>, {show_date(document.published)}"


def show_date(day: dt.date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else "undated"


def name_relation(source: str, relation: str, target: str) -> str:
    """“**X** sanctions **Y**” as Markdown."""
    return f"**{to_markdown(source, 60)}** {look.verb(relation)} **{to_markdown(target, 60)}**"


def show_key() -> None:
    """What the marks in a sentence mean."""
    st.html(
        '<p class="key"><span class="part-source">source</span> <span class="part-target">target</span> '
        '<span class="part-speaker">speaker</span> <span class="part-cue">cue</span> '
        '<span class="part-quote">evidence</span></p>'
    )
