"""What every export is made of: the network, the claims behind it, and whether texts go along."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from graph.views import Network, RelationRow, StoredClaim

TEXTS_LEFT_OUT = "quotes and sentences are left out; documents are named by title, outlet, date and address"
ABOUT = (
    "Made by Dramatis. A claim is what one sentence of one document says, read by rules; a relation is the sum of its "
    "claims, not a fact. Cite the documents, and this program for how they were read."
)


@dataclass(frozen=True)
class Bundle:
    """`texts` False leaves out quotes and sentences, which may be under copyright."""

    network: Network
    claims: tuple[StoredClaim, ...]
    texts: bool = True

    @cached_property
    def names(self) -> dict[str, str]:
        return {actor.id: actor.name for actor in self.network.actors}

    @cached_property
    def by_relation(self) -> dict[tuple[str, str, str], list[StoredClaim]]:
        found: dict[tuple[str, str, str], list[StoredClaim]] = {}
        for claim in self.claims:
            found.setdefault((claim.source.id, claim.relation, claim.target.id), []).append(claim)
        return found

    @cached_property
    def spans(self) -> dict[str, tuple[dt.date, dt.date]]:
        """The first and last day of each actor with dated relations."""
        found: dict[str, tuple[dt.date, dt.date]] = {}
        for row in self.network.relations:
            if row.first_date and row.last_date:
                for end in (row.source, row.target):
                    first, last = found.get(end, (row.first_date, row.last_date))
                    found[end] = min(first, row.first_date), max(last, row.last_date)
        return found

    def claims_of(self, row: RelationRow) -> list[StoredClaim]:
        return self.by_relation.get((row.source, row.relation, row.target), [])

    def quote(self, claim: StoredClaim) -> str:
        return claim.claim.evidence.quote if self.texts else ""

    def sentence(self, claim: StoredClaim) -> str:
        return claim.context if self.texts else ""

    def note(self) -> str:
        return ABOUT if self.texts else f"{ABOUT} In this file {TEXTS_LEFT_OUT}."

    def speaker(self, claim: StoredClaim) -> str | None:
        attribution = claim.claim.attribution
        return claim.speaker.name if claim.speaker else attribution.speaker_text if attribution else None


# What XML 1.0 cannot hold; other programs choke on it elsewhere too.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """Without characters that no file of text may hold, each replaced."""
    return _NOT_XML.sub("\ufffd", text)


def quotes(bundle: Bundle, claims: Iterable[StoredClaim], most: int = 20) -> str:
    """The first quotes of a relation, one a line, each with outlet and day; nothing where texts are left out."""
    if not bundle.texts:
        return ""
    return "\n".join(map(_quoted, islice(claims, most)))


def _quoted(claim: StoredClaim) -> str:
    where = ", ".join(str(part) for part in (claim.document.outlet, claim.date) if part)
    return f"“{' '.join(claim.claim.evidence.quote.split())}”" + (f" ({where})" if where else "")
