"""Do all mentions of one actor end up under one actor? Scored on GUM, which marks every noun phrase.

Mention-based CEAF (Luo, “On Coreference Resolution Performance Metrics”, HLT/EMNLP 2005) with a greedy alignment:
each extracted actor is paired with one gold entity, and a mention is right when its actor's partner is its entity.
Only gold entities that are people or organizations and are mentioned at least twice are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.bench.score_gold import Tally

ACTING = {"person", "organization"}


def score_coreference(gold: Iterable[Mapping[str, Any]], extracted: Mapping[str, Mapping[str, Any]]) -> Tally:
    """Counts over the lines of a corpus; `extracted` holds the command line's JSON objects by document id."""
    return sum((_score_document(line, extracted.get(line["id"], {})) for line in gold), Tally())


def _score_document(line: Mapping[str, Any], extraction: Mapping[str, Any]) -> Tally:
    entities = [e for e in line["entities"] if "cluster" in e]
    kinds = {e["cluster"]: e["label"] for e in entities}
    sizes = Counter(e["cluster"] for e in entities)
    asked = {cluster for cluster, size in sizes.items() if size > 1 and kinds[cluster] in ACTING}
    shared: Counter[tuple[str, int]] = Counter()
    answered = 0
    for actor in extraction.get("actors", ()):
        for mention in actor["mentions"]:
            cluster = _cluster_at(entities, mention["start_char"], mention["end_char"])
            if cluster in asked:
                answered += 1
                shared[actor["id"], cluster] += 1
    right = sum(_pair_greedily(shared).values())
    return Tally(right, answered, right, sum(sizes[cluster] for cluster in asked))


def _cluster_at(entities: list[Mapping[str, Any]], start: int, end: int) -> Any:
    """The entity whose noun phrase is the smallest around the span: GUM's reach from article to relative clause."""
    around = [e for e in entities if e["start"] <= start and end <= e["end"]]
    return min(around, key=lambda e: e["end"] - e["start"])["cluster"] if around else None


def _pair_greedily(shared: Counter[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Pairs of an actor and an entity, each used once, those with most mentions in common first."""
    pairs: dict[tuple[str, int], int] = {}
    for pair, count in sorted(shared.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        if not any(pair[0] == actor or pair[1] == cluster for actor, cluster in pairs):
            pairs[pair] = count
    return pairs
