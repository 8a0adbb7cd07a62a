"""The JSON line is the seam: what is written comes back equal."""

from __future__ import annotations

import json

from extract.records import from_json, hash_text, to_json
from tests.extract.readings import extraction


def test_an_extraction_survives_its_json_line() -> None:
    found = extraction(
        "“Iran attacked Israel,” French officials said on Monday.\n\nOman urged Iran to stop — “now”. 🙂"
    )
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_the_id_of_a_text_ignores_white_space_and_composition() -> None:
    assert hash_text("a  caf\u00e9\n") == hash_text("a cafe\u0301")


def test_the_id_of_a_text_changes_with_its_words() -> None:
    assert hash_text("one") != hash_text("two")
