"""Names that resemble a text: most are ruled out by their letters alone, a whole array at once.

A name's letters are 64 bits: which of 32 classes of letters it has, and which it has twice. To put a letter in or to
take one out changes at most one of those bits, so two names are at least as many such steps apart as their bits differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Numbers = NDArray[Any]
CLASSES = 32
BLOCK = 100_000  # names whose letters are counted at once, in 50 MB


class Likeness:
    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._lengths = np.fromiter(map(len, names), np.int32, len(names))
        blocks = [_letters(names[start : start + BLOCK]) for start in range(0, len(names), BLOCK)]
        self._letters = np.concatenate([np.empty(0, np.uint64), *blocks])

    def nearest(self, text: str, limit: int, cutoff: float) -> list[tuple[float, int]]:
        """The scores, of 100, and the places of the names that come nearest: as to compare all of them."""
        apart = np.bitwise_count(self._letters ^ _letters([text])[0])
        most = (1 - cutoff / 100) * (self._lengths + len(text)) + 1e-6
        places = np.flatnonzero(apart <= most).tolist()
        few = [self._names[place] for place in places]
        found = process.extract(text, few, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
        return [(score, places[at]) for _, score, at in found]


def _letters(names: Sequence[str]) -> Numbers:
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    codes = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), np.uint32)
    letter = np.repeat(np.arange(len(names)) * CLASSES, lengths) + codes % CLASSES
    counts = np.bincount(letter, minlength=len(names) * CLASSES).reshape(-1, CLASSES)
    bits: Numbers = np.packbits(np.concatenate((counts >= 1, counts >= 2), axis=1), axis=1)
    return bits.view(np.uint64).ravel()
