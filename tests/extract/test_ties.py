"""What nouns and names say of who belongs to whom, on sentences of our own, each with one that says nothing."""

from __future__ import annotations

import pytest

from tests.extract.readings import names

USED: list[tuple[str, str, str]] = [
    ("A drone killed Maroud's commander, Selim Tarok.", "Maroud", "Group"),
    ("The Maroud said it would fight on.", "Maroud", "Group"),
    ("Ilmar Kerrin, a grain dealer who lives in Graz, spoke.", "Ilmar Kerrin", "Person"),
]
UNUSED: list[tuple[str, str, str]] = [
    ("A drone killed Selim Tarok's driver.", "Selim Tarok", "Person"),
    ("The late Selim Tarok was her friend.", "Selim Tarok", "Person"),
    ("That of President Selim Tarok, which fell in May, was weak.", "Selim Tarok", "Person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), [*USED, *UNUSED])
def test_kind_of_a_name_is_told_by_its_use(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind
