"""The weights behind a claim's confidence: python -m training.confidence, or make train-confidence.

Learns from the claims that are read in the articles of tests/bench/gold and tests/bench/sentences which of them are
right; the articles of tests/bench/held_out teach nothing and tell how well it went. Prints log loss, calibration error
and the area under the ROC curve there, of the priors that the wordings come with and of the shares that are learned,
and writes extract/data/calibration.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from extract.calibration import Feature, Grounds, Weights, log_odds, share
from extract.parsing import parse
from extract.pipeline import Extractor, read_uncalibrated
from extract.records import Claim, Extraction
from tests.bench.score_calibration import expected_calibration_error, reliability
from tests.bench.score_gold import GOLD, Article, judge, read_gold
from tests.bench.score_sentences import HELD_OUT, SENTENCES, judged_claims, read_sentences

Annotated = TypeVar("Annotated", bound=Article)
OUT = Path(__file__).resolve().parents[1] / "extract" / "data" / "calibration.toml"
# Half the squared weights, divided by this, are added to the loss, so that what few claims have counts for little. Any
# from .03 to 1 does nearly as well.
SPREAD = 0.3
HEAD = """\
# How much surer a claim is for what it rests on, in log-odds: the bias of any claim, the weight of its wording's
# prior, and the weights of the rule that read it, of its relation, and of how its ends are named and of what kind.
# Learned by `python -m training.confidence` from annotated articles of tests/bench; do not edit.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's prior in log-odds, what it rests on, and whether the annotators made it too."""

    prior: float
    features: tuple[Feature, ...]
    right: bool


def main() -> int:
    extractor = Extractor.load()
    # dense/ and wires/ leave out what people without a name do, so they would teach that such claims are wrong
    taught = [*_of_gold(extractor, GOLD), *_of_sentences(extractor, SENTENCES)]
    learned = learn(taught)
    held_out = _of_sentences(extractor, HELD_OUT)
    right = [claim.right for claim in held_out]
    print(f"learned from {len(taught)} claims; of the {len(held_out)} held out")
    print(describe("priors", [1 / (1 + np.exp(-claim.prior)) for claim in held_out], right))
    print(describe("shares", [share(claim.prior, iter(claim.features), learned) for claim in held_out], right))
    OUT.write_text(HEAD + written(learned), encoding="utf-8")
    return 0


def _of_gold(extractor: Extractor, folder: Path) -> list[Judged]:
    return _judged(extractor, read_gold(folder), lambda article, extraction: judge(article, extraction).judged)


def _of_sentences(extractor: Extractor, folder: Path) -> list[Judged]:
    return _judged(extractor, read_sentences(folder), judged_claims)


def _judged(
    extractor: Extractor,
    articles: Sequence[Annotated],
    judging: Callable[[Annotated, Extraction], Iterable[tuple[Claim, bool]]],
) -> list[Judged]:
    documents = [article.document() for article in articles]
    found: list[Judged] = []
    for article, document, doc in zip(articles, documents, parse(extractor.nlp, documents), strict=True):
        extraction = read_uncalibrated(doc, document, extractor.gazetteer, extractor.made_by)
        grounds = Grounds(extraction)
        found += [
            Judged(log_odds(claim.confidence), tuple(grounds.of(claim)), right)
            for claim, right in judging(article, extraction)
        ]
    return found


def learn(claims: Sequence[Judged]) -> Weights:
    """The weights with the least log loss, large ones held back (ridge)."""
    names = sorted({feature for claim in claims for feature in claim.features})
    column = {name: number for number, name in enumerate(names, 2)}
    rows = np.zeros((len(claims), len(names) + 2))
    for row, claim in zip(rows, claims, strict=True):
        row[:2] = 1.0, claim.prior
        row[[column[feature] for feature in claim.features]] = 1.0
    right = np.array([claim.right for claim in claims], dtype=float)
    held_back = np.array([0.0, *[1.0 / SPREAD] * (len(names) + 1)])

    def loss(found: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ found
        total = np.logaddexp(0.0, odds).sum() - right @ odds + held_back @ found**2 / 2
        return float(total), rows.T @ (1 / (1 + np.exp(-odds)) - right) + held_back * found

    best = minimize(loss, np.zeros(len(names) + 2), jac=True, method="L-BFGS-B").x
    return Weights(float(best[0]), float(best[1]), {name: float(best[number]) for name, number in column.items()})


def describe(name: str, confidences: Sequence[float], right: Sequence[bool]) -> str:
    """One line: log loss, expected calibration error, area under the ROC curve."""
    given, true = np.clip(confidences, 0.01, 0.99), np.array(right)
    log_loss = -np.mean(np.where(true, np.log(given), np.log(1 - given)))
    above = given[true][:, None] - given[~true][None, :]
    area = np.mean((above > 0) + (above == 0) / 2)
    error = expected_calibration_error(reliability(zip(map(float, given), right, strict=True)))
    return f"{name}: log loss {log_loss:.3f}, calibration error {error:.3f}, area under ROC {area:.3f}"


def written(known: Weights) -> str:
    """The weights as TOML, a table for each sort of feature; weights that round to nothing are left out."""
    tables = sorted({table for table, _ in known.features})
    lines = [f"bias = {known.bias:.2f}", f"prior = {known.prior:.2f}"]
    for table in tables:
        entries = sorted((entry, w) for (name, entry), w in known.features.items() if name == table)
        lines += ["", f"[{table}]"]
        lines += [f'"{entry}" = {w:.2f}' for entry, w in entries if abs(w) >= 0.005]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
