"""A made-up corpus of any size for the benchmarks: few actors in most claims, most actors in few, as in news."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path

from extract.ontology import relations
from extract.records import (
    Actor,
    Attribution,
    Claim,
    Document,
    Evidence,
    Extraction,
    Mention,
    Span,
    claim_id,
    to_json,
)

CLAIMS = 10  # in a document
KINDS = ("State", "Armed group", "Person", "Government body", "Group")
OUTLETS = tuple(f"Outlet {number}" for number in range(60))
FIRST = dt.date(2003, 1, 1)
SYLLABLES = ("ka", "ta", "ib", "he", "zo", "lar", "min", "dor", "qas", "sul", "bar", "ven", "ost", "rel", "gha", "nim")


def actor(number: int) -> Actor:
    rng = random.Random(number)
    name = " ".join("".join(rng.choices(SYLLABLES, k=3)).title() for _ in range(2)) + f" {number}"
    return Actor(f"actor-{number}", name, KINDS[number % len(KINDS)], None, (f"{name.split()[0]} {number}",))


def corpus(claims: int, actors: int, seed: int = 1, each: int = CLAIMS) -> Iterator[Extraction]:
    """Documents of `each` claims; actor n is drawn with weight 1 / (n + 10)."""
    rng = random.Random(seed)
    weights = list(accumulate(1 / (number + 10) for number in range(actors)))
    names = [actor(number) for number in range(actors)]
    verbs = list(relations())
    verbs.remove("BASED_IN")
    for number in range(claims // each):
        cast = list({bisect(weights, rng.random() * weights[-1]): None for _ in range(12)})
        if len(cast) < 2:
            cast = [0, 1]
        yield document(rng, f"doc-{seed}-{number:08d}", [names[min(place, actors - 1)] for place in cast], verbs, each)


def write_run(folder: Path, documents: int, actors: int, each: int = CLAIMS, shard: int = 1000) -> Counter[str]:
    """The folder of a corpus run that found these claims; what a store should hold of it in the end."""
    folder.mkdir(parents=True)
    counts: Counter[str] = Counter()
    found, seen = corpus(documents * each, actors, each=each), set()
    shards = []
    while extractions := list(islice(found, shard)):
        for extraction in extractions:
            seen |= {actor.id for actor in extraction.actors}
            counts.update(documents=1, claims=len(extraction.claims))
        content = "".join(json.dumps(to_json(extraction)) + "\n" for extraction in extractions).encode()
        name = f"shard-{len(shards):05d}.jsonl"
        (folder / name).write_bytes(content)
        shards.append({"shard": len(shards), "file": name, "sha256": hashlib.sha256(content).hexdigest()})
    (folder / "manifest.json").write_text(json.dumps({"dramatis_manifest": 1, **counts, "shards": shards}))
    counts["actors"] = len(seen)
    return counts


def document(rng: random.Random, doc_id: str, cast: list[Actor], verbs: list[str], each: int = CLAIMS) -> Extraction:
    parts: list[str] = []
    mentions: list[Mention] = []
    claims: list[Claim] = []
    place = 0
    for _ in range(each):
        source, target = rng.sample(cast, 2)
        verb = rng.choice(verbs)
        words = f"{source.name} did {verb.lower()} to {target.name}"
        ends = (place, place + len(source.name)), (place + len(words) - len(target.name), place + len(words))
        evidence = place, place + len(words)
        speaker = rng.choice(cast) if rng.random() < 0.3 else None
        mentions += [
            Mention(doc_id, *ends[0], source.name, source.id, "name"),
            Mention(doc_id, *ends[1], target.name, target.id, "name"),
        ]
        claims.append(_claim(rng, doc_id, source, verb, target, ends, evidence, words, speaker))
        sentence = f"{words}, officials at the border said late on Monday after a day of talks in the capital. "
        parts.append(sentence)
        place += len(sentence)
    published = FIRST + dt.timedelta(days=rng.randrange(7600))
    text = "".join(parts)
    known = Document(doc_id, text, f"Report {doc_id}", rng.choice(OUTLETS), None, published)
    attributions = tuple(claim.attribution for claim in claims if claim.attribution)
    return Extraction(known, tuple(cast), tuple(mentions), tuple(claims), attributions, "bench 1")


def _claim(
    rng: random.Random,
    doc_id: str,
    source: Actor,
    verb: str,
    target: Actor,
    ends: tuple[Span, Span],
    evidence: Span,
    words: str,
    speaker: Actor | None,
) -> Claim:
    said = None
    if speaker:
        said = Attribution(speaker.id, speaker.name, None, "said", (evidence[1] + 2, evidence[1] + 6), evidence)
    return Claim(
        claim_id(doc_id, source.id, verb, target.id, *ends, evidence),
        source.id,
        verb,
        target.id,
        *ends,
        "planned" if rng.random() < 0.1 else "actual",
        Evidence(doc_id, *evidence, words),
        said,
        None,
        None,
        None,
        round(rng.uniform(0.3, 1), 2),
        "bench",
    )
