"""The reads of documents, on any engine: lists, and one with its text."""

from __future__ import annotations

from extract.records import Actor, Mention
from graph import cypher, rows
from graph.claim_pages import stored_claims
from graph.engine import Engine, NotInStoreError
from graph.journal import Review
from graph.projection import clean
from graph.reading import bounded, shown_actors
from graph.views import DocumentPage, StoredDocument


def documents(engine: Engine, outlets: tuple[str, ...], text: str, limit: int, offset: int) -> DocumentPage:
    page, total = cypher.list_documents(bool(outlets), bool(text))
    wanted: dict[str, object] = {"outlets": list(outlets)} if outlets else {}
    if text:
        wanted["text"] = text.lower()
    found = engine.read(page, **wanted, **bounded(limit, offset))
    return DocumentPage(tuple(map(rows.document_row, found)), engine.read(total, **wanted)[0]["total"])


def document(engine: Engine, document: str, review: Review) -> StoredDocument:
    found = engine.read(cypher.GET_RECORDS, ids=[document])
    if not found:
        raise NotInStoreError(f"no document {document!r} in the store")
    extraction = engine.recall(found[0]["record"])
    named = shown_actors(engine, {clean(actor.id) for actor in extraction.actors})
    return StoredDocument(
        document=rows.document_row(found[0]),
        text=extraction.document.text,
        actors=tuple({actor.id: actor for actor in named.values()}.values()),
        mentions=tuple(
            sorted((_shown(m, named) for m in extraction.mentions), key=lambda m: (m.start_char, m.end_char))
        ),
        claims=stored_claims(engine, engine.read(cypher.CLAIMS_OF_DOCUMENT, id=document), review),
    )


def _shown(mention: Mention, named: dict[str, Actor]) -> Mention:
    """The mention as one of the actor that is shown for it."""
    actor = named[clean(mention.actor_id)].id
    return Mention(mention.doc_id, mention.start_char, mention.end_char, mention.text, actor, mention.how)
