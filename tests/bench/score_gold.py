"""The gold articles, and how far extracted claims agree with them.

An extracted actor is a gold actor when most of its mentions are surface forms of that one. From there on both sides
speak of the same keys, and everything counted is a set of keys or of (source, relation, target). Counts add up over
articles, so that every figure is a micro average.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.ontology import relations
from extract.records import Actor, Claim, Document, Extraction, Mention, Status

GOLD = Path(__file__).parent / "gold"
DENSE = Path(__file__).parent / "dense"
WIRES = Path(__file__).parent / "wires"
PLAIN = Path(__file__).parent / "plain"
Triple = tuple[str, str, str]
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʿʾ`", "'"))
_LEADING = re.compile(r"^(?:the|an?) ")


@dataclass(frozen=True, slots=True)
class GoldActor:
    """`key` stands for the actor within its article; `forms` are its name and all its surface forms."""

    key: str
    name: str
    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """Any of `types` is a right label. `speaker` is a key, the words for one who is no actor, or None: the outlet."""

    source: str
    types: tuple[str, ...]
    target: str
    status: Status
    speaker: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Trap:
    """A claim that the wording tempts a reader to make, and that the text does not make as a fact."""

    wrong: Triple
    evidence: str
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """`date` is written as in ISO 8601."""

    id: str
    title: str
    date: str
    text: str

    def document(self) -> Document:
        """What the extractor reads."""
        return Document(self.id, self.text, self.title, published=dt.date.fromisoformat(self.date))


@dataclass(frozen=True, slots=True)
class GoldArticle(Article):
    actors: tuple[GoldActor, ...]
    relations: tuple[GoldRelation, ...]
    traps: tuple[Trap, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Right ones among the extracted, and found ones among the gold; a mere share has no extracted side."""

    right: int = 0
    extracted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.extracted + other.extracted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        return self.right / self.extracted if self.extracted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What agrees in one article. `judged` holds every claim between two different actors and whether it is right."""

    tallies: dict[str, Tally]
    missed: tuple[GoldRelation, ...]
    sprung: tuple[Trap, ...]
    judged: tuple[tuple[Claim, bool], ...] = field(repr=False)


def read_gold(folder: Path = GOLD) -> list[GoldArticle]:
    """The articles of a folder, by file name. Raises OSError, ValueError or KeyError where a file is not one."""
    return [_article(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def _article(entry: dict[str, object]) -> GoldArticle:
    def rows(name: str) -> Iterator[dict[str, object]]:
        found = entry.get(name, [])
        assert isinstance(found, list)
        yield from found

    return GoldArticle(
        id=str(entry["id"]),
        title=str(entry["title"]),
        date=str(entry["date"]),
        text=str(entry["text"]),
        actors=tuple(
            GoldActor(str(a["key"]), str(a["name"]), str(a["kind"]), (str(a["name"]), *_words(a["aliases"])))
            for a in rows("actors")
        ),
        relations=tuple(
            GoldRelation(
                str(r["source"]),
                _words(r["types"]),
                str(r["target"]),
                r["status"],  # type: ignore[arg-type]  # one of four words; a test of the gold set sees to it
                str(r["attributed_to"]) if r.get("attributed_to") else None,
                str(r["evidence"]),
            )
            for r in rows("relations")
        ),
        traps=tuple(Trap(_triple(_words(t["wrong"])), str(t["evidence"]), str(t["why"])) for t in rows("traps")),
    )


def _words(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(map(str, value))


def _triple(words: tuple[str, ...]) -> Triple:
    source, relation, target = words
    return ordered(source, relation, target)


def fold(form: str) -> str:
    """A surface form without what writers vary: case, accents, apostrophes, article, possessive, outer punctuation."""
    plain = unicodedata.normalize("NFKD", form.translate(_APOSTROPHES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("'s ", " ")
    plain = _LEADING.sub("", " ".join(plain.split()).strip(' .,;:"“”'))
    return plain.removesuffix("'s").removesuffix("'")


def ordered(source: str, relation: str, target: str) -> Triple:
    """The triple, its ends in alphabetical order where the relation has no direction."""
    if relation in relations() and relations()[relation].symmetric and source > target:
        return target, relation, source
    return source, relation, target


def align(gold: GoldArticle, actors: Iterable[Actor], mentions: Iterable[Mention]) -> dict[str, str]:
    """Gold keys by actor id. Each mention votes; the actor's name breaks a tie or stands for want of mentions."""
    keys: dict[str, str] = {}
    for known in gold.actors:
        for form in known.forms:
            keys.setdefault(fold(form), known.key)
    votes: dict[str, Counter[str]] = {actor.id: Counter() for actor in actors}
    for mention in mentions:
        if (key := keys.get(fold(mention.text))) and mention.actor_id in votes:
            votes[mention.actor_id][key] += 2
    for actor in actors:
        if key := keys.get(fold(actor.name)):
            votes[actor.id][key] += 1
    return {actor_id: counted.most_common(1)[0][0] for actor_id, counted in votes.items() if counted}


def judge(gold: GoldArticle, extraction: Extraction) -> Verdict:
    """One article's counts: actors, pairs, typed claims, status, speaker and traps."""
    keys = align(gold, extraction.actors, extraction.mentions)
    claimed: dict[Triple, list[Claim]] = {}
    for claim in extraction.claims:
        source, target = (keys.get(end, f"?{end}") for end in (claim.source, claim.target))
        if source != target:
            claimed.setdefault(ordered(source, claim.relation, target), []).append(claim)
    hits = {number: found for number, known in enumerate(gold.relations) if (found := _claims_of(known, claimed))}
    right = {triple for known in gold.relations for triple in _triples(known)}
    facts = {triple for triple, found in claimed.items() if any(c.status == "actual" for c in found)}
    sprung = tuple(trap for trap in gold.traps if trap.wrong in facts)
    met = [(gold.relations[number], found) for number, found in hits.items()]
    tallies = {
        "actors": _actors(gold, extraction, set(keys.values()), keys),
        "related": _related(gold, set(keys.values())),
        "pairs": _pairs(gold, claimed),
        "typed": Tally(sum(t in right for t in claimed), len(claimed), len(hits), len(gold.relations)),
        "status": Tally(found=sum(any(c.status == g.status for c in found) for g, found in met), gold=len(met)),
        "speaker": Tally(found=sum(any(_same_speaker(g, c, keys) for c in found) for g, found in met), gold=len(met)),
        "traps": Tally(found=len(gold.traps) - len(sprung), gold=len(gold.traps)),
    }
    missed = tuple(known for number, known in enumerate(gold.relations) if number not in hits)
    judged = tuple((claim, triple in right) for triple, found in claimed.items() for claim in found)
    return Verdict(tallies, missed, sprung, judged)


def _triples(known: GoldRelation) -> list[Triple]:
    return [ordered(known.source, label, known.target) for label in known.types]


def _claims_of(known: GoldRelation, claimed: dict[Triple, list[Claim]]) -> list[Claim] | None:
    return next((claimed[triple] for triple in _triples(known) if triple in claimed), None)


def _actors(gold: GoldArticle, extraction: Extraction, found: set[str], keys: dict[str, str]) -> Tally:
    """Two extracted actors for one cost precision; places that do not act are left out unless the gold has them."""
    counted = sum(actor.id in keys or actor.kind != "Place" for actor in extraction.actors)
    return Tally(len(found), counted, len(found), len(gold.actors))


def _related(gold: GoldArticle, found: set[str]) -> Tally:
    acting = {end for known in gold.relations for end in (known.source, known.target)}
    return Tally(found=len(found & acting), gold=len(acting))


def _pairs(gold: GoldArticle, claimed: dict[Triple, list[Claim]]) -> Tally:
    """Who does something to whom, whatever it is. Ends swap where the gold has the pair both ways."""
    known = {(g.source, g.target) for g in gold.relations}
    known |= {(g.target, g.source) for g in gold.relations if any(relations()[t].symmetric for t in g.types)}

    def canonical(pair: tuple[str, str]) -> tuple[str, str]:
        swapped = pair[::-1]
        return min(pair, swapped) if {pair, swapped} <= known else pair

    wanted = set(map(canonical, known))
    extracted = {canonical((source, target)) for source, _, target in claimed}
    return Tally(len(wanted & extracted), len(extracted), len(wanted & extracted), len(wanted))


def _same_speaker(known: GoldRelation, claim: Claim, keys: dict[str, str]) -> bool:
    """The same actor, or the same words for somebody who is none; None is the outlet."""
    said = claim.attribution
    if known.speaker is None or said is None:
        return known.speaker is None and said is None
    if said.speaker_id and keys.get(said.speaker_id) == known.speaker:
        return True
    ours, theirs = fold(said.speaker_text), fold(known.speaker)
    return bool(ours) and (ours in theirs or theirs in ours)
