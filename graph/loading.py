"""Bringing a corpus into an embedded store: every document is written down and goes into a new database file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable

from extract.records import Extraction
from graph.archive import Archive
from graph.bulk import Filling
from graph.projection import check, clean, dump
from graph.views import Outcome, Tally


class Load:
    """The documents in force first, then the new ones. A document that replaces one cannot go into the same file:
    then `complete` is False, everything is in the archive, and the file is to be made from there."""

    def __init__(self, filling: Filling, archive: Archive) -> None:
        self.complete = True
        self._filling = filling
        self._archive = archive
        self._digests: dict[str, str] = {}
        self._outcomes: Counter[Outcome] = Counter()
        self._failed: list[tuple[str, str]] = []
        self._claims = 0

    def keep_old(self) -> None:
        for reference in self._archive.living():
            line = self._archive.line(reference)
            document = self._filling.add_line(line, reference)
            self._digests[document] = _digest(line)

    def add_new(self, extractions: Iterable[Extraction], progress: Callable[[int], None]) -> None:
        with self._archive.appending() as append:
            for number, extraction in enumerate(extractions, 1):
                self._add(extraction, append)
                progress(number)

    def tally(self) -> Tally:
        counts = self._outcomes
        failed = tuple(self._failed)
        return Tally(counts["added"], counts["unchanged"], counts["replaced"], self._claims, failed)

    def _add(self, extraction: Extraction, append: Callable[[str], str]) -> None:
        wrong = check(extraction)
        if wrong:
            self._failed.append((extraction.document.id, wrong))
            return
        line, document = dump(extraction), clean(extraction.document.id)
        digest, known = _digest(line), self._digests.get(document)
        if known == digest:
            self._outcomes["unchanged"] += 1
            return
        taken = self._filling.taken(extraction, document)
        if taken:
            self._failed.append((document, f"claim {taken} is already one of another document"))
            return
        reference = append(line)
        self._digests[document] = digest
        self._claims += len(extraction.claims)
        self._outcomes["replaced" if known else "added"] += 1
        self.complete = self.complete and known is None
        if self.complete:
            self._filling.add(extraction, reference, digest)


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode("ascii")).hexdigest()
