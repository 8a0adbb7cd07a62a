"""A document's text on the page: mentions and claims in it can be clicked, and a claim can be scrolled to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from explore.components import component
from explore.escape import plain
from extract.records import Mention
from graph.views import StoredDocument

WINDOW = 12_000  # characters shown at once: some six pages, sent in one piece of about 30 KB


@dataclass(frozen=True, slots=True)
class Pick:
    """What was clicked in the text: a mention's actor, a claim (its index in the document), or both."""

    actor: str | None = None
    claim: int | None = None


def read_document(
    document: StoredDocument, key: str, part: int = 0, wish: tuple[int | None, int] = (None, 0), height: int = 640
) -> Pick:
    """Draws part `part` of the text, scrolls to a claim, and returns what the reader clicked last.

    `wish` is the claim to scroll to and the number of this wish: what the reader clicks in the text is not sent back,
    so that a click leaves Streamlit nothing to send again.
    """
    start = part * WINDOW
    result = component("reader")(
        key=key,
        data={
            "version": f"{document.document.id}:{part}",
            "pieces": pieces(document, start, start + WINDOW),
            "claim": wish[0],
            "wish": wish[1],
            "height": height,
            "description": f"Text of the document: {plain(document.document.title or 'untitled', 100)}",
        },
        default={"picked": None},
        on_picked_change=lambda: None,
        height="content",
    )
    picked = result.get("picked") or {}
    index, actor = picked.get("claim"), picked.get("actor")
    known = {other.id for other in document.actors}
    return Pick(
        actor if actor in known else None,
        index if isinstance(index, int) and 0 <= index < len(document.claims) else None,
    )


def pieces(document: StoredDocument, first: int, last: int) -> list[list[Any]]:
    """The text from `first` to `last`, cut wherever a mention or a claim begins or ends: text, actor or None, title,
    and the indices of the claims whose evidence it belongs to."""
    last = min(last, len(document.text))
    names = {actor.id: actor.name for actor in document.actors}
    mentions = [m for m in document.mentions if m.start_char < last and m.end_char > first]
    spans = enumerate((c.claim.evidence.start_char, c.claim.evidence.end_char) for c in document.claims)
    quotes = [(index, start, end) for index, (start, end) in spans if start < last and end > first]
    cuts = {first, last}
    for start, end in [(m.start_char, m.end_char) for m in mentions] + [quote[1:] for quote in quotes]:
        cuts |= {min(max(start, first), last), min(max(end, first), last)}
    ends = sorted(cuts)
    by_start = sorted(mentions, key=lambda m: m.start_char)
    starts = [m.start_char for m in by_start]
    made = []
    for a, b in pairwise(ends):
        mention = _at(by_start, starts, a)
        claims = [index for index, start, end in quotes if start <= a and b <= end]
        title = f"{plain(names.get(mention.actor_id, mention.actor_id), 80)} ({mention.how})" if mention else ""
        made.append([document.text[a:b], mention.actor_id if mention else None, title, claims])
    return made


def _at(mentions: Sequence[Mention], starts: list[int], position: int) -> Mention | None:
    """The mention that covers the position; of several the one that began last."""
    for index in range(bisect_right(starts, position) - 1, max(-1, bisect_right(starts, position) - 6), -1):
        if mentions[index].end_char > position:
            return mentions[index]
    return None
