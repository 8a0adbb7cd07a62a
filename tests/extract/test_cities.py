"""Which state a city lies in."""

from __future__ import annotations

import pytest

from extract.cities import country_of_city
from tests.extract.readings import extraction

CITIES = [
    ("Kharkiv", {}, "UKR"),
    ("Tripoli", {}, "LBY"),  # a million people against two hundred thousand
    ("Tripoli", {"LBN": 2}, "LBN"),  # where the text is about Lebanon
    ("Valencia", {}, None),  # in Spain or in Venezuela
    ("Kiev", {}, "UKR"),  # an older spelling
    ("Nowheresville", {}, None),
]


@pytest.mark.parametrize(("name", "told", "country"), CITIES)
def test_a_city_lies_where_the_text_is_or_where_the_largest_of_its_name_is(
    name: str, told: dict[str, int], country: str | None
) -> None:
    assert country_of_city(name, told) == country


def test_a_town_that_no_gazetteer_holds_has_its_country() -> None:
    assert {a.name: a.country for a in extraction("Gunmen left Maiduguri on Monday.").actors}["Maiduguri"] == "NGA"
