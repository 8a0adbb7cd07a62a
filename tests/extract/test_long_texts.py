"""A long text takes no longer for each of its sentences than a short one."""

from __future__ import annotations

import time

from extract.parsing import parse
from extract.pipeline import Extractor, read_document
from extract.records import Document


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    """Parsing aside: every name, title and "we" is weighed against the whole text, yet not each against all others."""
    extractor = Extractor.load()
    told = "President Omar Kelu left Peru. We thanked the Elm Front in Lima. Judges in Peru jailed Maria Lund. "

    def seconds(copies: int) -> float:
        document = Document("of-some-length", told * copies)
        (doc,) = parse(extractor.nlp, [document])
        start = time.process_time()
        read_document(doc, document, extractor.gazetteer, extractor.made_by)
        return time.process_time() - start

    seconds(2)
    assert seconds(480) < 2 * 8 * max(seconds(60), seconds(60))
