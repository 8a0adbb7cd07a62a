"""How sure a claim is: the share of claims like it that human annotators made too.

Logistic regression (Cox 1958; used to calibrate a classifier's scores by Platt 1999) over what a claim rests on: the
prior confidence of its wording, the rule that read it, its relation, and how each of its ends is named and of what kind
it is: a claim about names is right more often than one about pronouns. `training/confidence.py` learns the weights.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, log

from extract.records import Claim, Extraction, Span

# A prior of 0 or 1 has no log-odds; no wording is as sure as that.
_SUREST = 0.99
Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: `bias` of any claim, `prior` times the log-odds of its wording, `features` for each that it has."""

    bias: float
    prior: float
    features: Mapping[Feature, float]


def calibrated(extraction: Extraction) -> Extraction:
    """The extraction with shares for the priors that its claims came with."""
    grounds = Grounds(extraction)
    claims = tuple(
        replace(claim, confidence=share(log_odds(claim.confidence), grounds.of(claim), weights()))
        for claim in extraction.claims
    )
    return replace(extraction, claims=claims)


class Grounds:
    """What the claims of an extraction rest on, as (table, entry) of the weights' file."""

    def __init__(self, extraction: Extraction) -> None:
        self.kinds = {actor.id: actor.kind for actor in extraction.actors}
        self.hows = {(m.actor_id, (m.start_char, m.end_char)): m.how for m in extraction.mentions}

    def of(self, claim: Claim) -> Iterator[Feature]:
        yield "rule", claim.extractor
        yield "relation", claim.relation
        yield from self._of_end("source", claim.source, claim.source_span)
        yield from self._of_end("target", claim.target, claim.target_span)

    def _of_end(self, end: str, actor_id: str, span: Span | None) -> Iterator[Feature]:
        yield f"{end}_kind", self.kinds[actor_id]
        if span is not None:
            yield f"{end}_how", self.hows.get((actor_id, span), "description")


def log_odds(probability: float) -> float:
    """Of a probability in [0, 1], kept away from both ends."""
    kept = min(max(probability, 1 - _SUREST), _SUREST)
    return log(kept / (1 - kept))


def share(prior: float, features: Iterator[Feature], known: Weights) -> float:
    """The share in (0, 1) for the log-odds of a prior; a feature that the weights do not know counts for nothing."""
    odds = known.bias + known.prior * prior + sum(known.features.get(feature, 0.0) for feature in features)
    return round(1 / (1 + exp(-odds)), 3)


@cache
def weights() -> Weights:
    """The weights of data/calibration.toml."""
    table = tomllib.loads(files("extract").joinpath("data/calibration.toml").read_text(encoding="utf-8"))
    features = {
        (name, entry): float(w) for name, held in table.items() if isinstance(held, dict) for entry, w in held.items()
    }
    return Weights(float(table["bias"]), float(table["prior"]), features)
