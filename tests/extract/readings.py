"""Short ways to ask what the real pipeline reads off a sentence."""

from __future__ import annotations

import datetime as dt
from functools import cache

from extract.pipeline import extract_documents
from extract.records import Document, Extraction, hash_text

ClaimKey = tuple[str, str, str]


@cache
def extraction(text: str, published: dt.date | None = None) -> Extraction:
    """The extraction of one text."""
    return next(iter(extract_documents([Document(hash_text(text), text, published=published)])))


def names(text: str) -> dict[str, str]:
    """Actor name → kind."""
    return {actor.name: actor.kind for actor in extraction(text).actors}


def claims(text: str, status: str) -> set[ClaimKey]:
    """(source name, relation, target name) of every claim with that status."""
    found = extraction(text)
    by_id = {actor.id: actor.name for actor in found.actors}
    return {
        (by_id[claim.source], claim.relation, by_id[claim.target]) for claim in found.claims if claim.status == status
    }


def claims_by(text: str, extractor: str) -> set[ClaimKey]:
    """The claims that one rule made."""
    found = extraction(text)
    by_id = {actor.id: actor.name for actor in found.actors}
    return {
        (by_id[claim.source], claim.relation, by_id[claim.target])
        for claim in found.claims
        if claim.extractor == extractor
    }


def mentions(text: str, name: str) -> list[tuple[str, str]]:
    """(text, how) of the mentions of the actor called `name`, in order."""
    found = extraction(text)
    ids = {actor.id for actor in found.actors if actor.name == name}
    return [(mention.text, mention.how) for mention in found.mentions if mention.actor_id in ids]
