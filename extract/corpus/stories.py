"""Near-duplicate news: wire copy that many outlets reprint is one story, so that fifty reprints are not fifty reports.

MinHash over shingles of words, candidates by locality-sensitive hashing: Broder, "On the resemblance and containment
of documents" (1997); Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Signatures = NDArray[np.uint32]

SHINGLE = 5  # words: shorter ones are shared by texts on the same event, longer ones break at every edit
HASHES = 64  # the resemblance is estimated to ±0.06
ROWS = 4  # to a band: of two texts that resemble each other by 0.7, 99 % meet in one of the 16 bands
ALIKE = 0.7  # agency copy with another heading, another last paragraph; reports of one event written anew are below 0.3
_WORD = re.compile(r"\w+")
_FACTORS, _ADDENDS = np.random.default_rng(1997).integers(1, 2**63, size=(2, HASHES, 1), dtype=np.uint64)
_FACTORS |= np.uint64(1)


def signature(text: str) -> bytes:
    """The MinHash of a text: `HASHES` numbers of four bytes, least significant first."""
    found = _WORD.findall(text.lower())
    count = max(len(found) - SHINGLE + 1, 1)
    shingles = {zlib.crc32(" ".join(found[at : at + SHINGLE]).encode()) for at in range(count)}
    hashed = np.fromiter(sorted(shingles), np.uint64, len(shingles))
    # In slices, as a book has as many shingles as words.
    least: list[NDArray[np.uint64]] = [_mixed(hashed[at : at + 4096]) for at in range(0, len(hashed), 4096)]
    lowest: NDArray[np.uint32] = np.min(least, axis=0).astype("<u4")
    return lowest.tobytes()


def _mixed(hashed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Multiply-shift hashing (Dietzfelbinger and others, 1997), the least for each function."""
    lowest: NDArray[np.uint64] = ((_FACTORS * hashed + _ADDENDS) >> np.uint64(32)).min(axis=1)
    return lowest


def find_stories(signatures: Sequence[bytes]) -> list[int]:
    """For each document the number of the first document of its story: its own where nothing before it is alike."""
    if not signatures:
        return []
    rows = np.frombuffer(b"".join(signatures), "<u4").reshape(len(signatures), HASHES)
    first = list(range(len(rows)))

    def leader(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for one, other in _alike(rows):
        low, high = sorted((leader(one), leader(other)))
        first[high] = low
    return [leader(number) for number in range(len(rows))]


def _alike(rows: Signatures) -> Iterator[tuple[int, int]]:
    """Pairs of alike documents: each with its neighbour, and with the first, of those that share a band."""
    for band in range(0, HASHES, ROWS):
        keys = np.ascontiguousarray(rows[:, band : band + ROWS]).view(np.dtype((np.void, 4 * ROWS))).ravel()
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        start = 0
        for at in np.flatnonzero(same):
            if at == 0 or not same[at - 1]:
                start = int(order[at])
            number = int(order[at + 1])
            for other in {start, int(order[at])}:
                if np.count_nonzero(rows[other] == rows[number]) >= ALIKE * HASHES:
                    yield other, number
