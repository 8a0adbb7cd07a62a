"""Two states of a store compared by all that they show."""

from __future__ import annotations

from graph.store import Store
from graph.views import Filters


def shown(store: Store) -> dict[str, object]:
    network = store.whole_network(Filters(places=True))
    documents = store.documents(limit=1000).documents
    found = store.statistics()
    return {
        "actors": network.actors,
        "relations": network.relations,
        "documents": documents,
        "claims": [store.document(document.id).claims for document in documents],
        "sizes": (found.actors, found.claims, found.mentions),
    }
