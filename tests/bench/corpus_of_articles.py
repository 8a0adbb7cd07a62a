"""Made-up articles of any number for the benchmarks: paragraphs of the samples, with names that nobody has met."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from extract.records import Document

SAMPLES = Path(__file__).parents[2] / "samples"
SYLLABLES = ("ka", "ta", "ib", "he", "zo", "lar", "min", "dor", "qas", "sul", "bar", "ven", "ost", "rel", "gha", "nim")
TEMPLATES = (
    "{0} told reporters in {1} that the talks with {2} had failed.",
    "Fighters loyal to {0} attacked a convoy of the {1} Front near {2} on Monday, officials said.",
    "The {0} Front accused {1} of breaking the truce. {2} denied it.",
)
PARAGRAPHS = 5  # 2,000 to 2,500 characters, as a news agency's article has


def paragraphs() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("[0-9]*.md")))
    bodies = (re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL) for text in texts)
    return [part.strip() for body in bodies for part in body.split("\n\n") if len(part) > 120]


def articles(count: int, seed: int = 1, length: int = PARAGRAPHS) -> Iterator[Document]:
    """`length` paragraphs each, and a sentence on nobody known; with none that sentence alone."""
    rng, known = random.Random(seed), paragraphs()
    for number in range(count):
        names = ["".join(rng.choices(SYLLABLES, k=3)).title() for _ in range(3)]
        parts = [*rng.sample(known, length), rng.choice(TEMPLATES).format(*names)]
        yield Document(f"article-{seed}-{number:07d}", "\n\n".join(parts), f"Report {number}", f"Outlet {number % 40}")


def write_articles(path: Path, count: int, seed: int = 1, length: int = PARAGRAPHS) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for one in articles(count, seed, length):
            row = {"id": one.id, "text": one.text, "title": one.title, "outlet": one.outlet}
            stream.write(json.dumps(row) + "\n")
    return path
