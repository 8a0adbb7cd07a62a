"""The organisations of the built-in gazetteer: how many, none written like another, found as the news writes them."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import pytest

from extract.gazetteer import Gazetteer, fold
from extract.records import Kind

MIDDLE_EAST = {
    "IRQ",
    "IRN",
    "SYR",
    "LBN",
    "JOR",
    "YEM",
    "SAU",
    "ARE",
    "QAT",
    "KWT",
    "BHR",
    "OMN",
    "ISR",
    "PSE",
    "TUR",
    "EGY",
}
KINDS = {"Armed group", "Political party", "Military", "Government body", "Company", "Group"}


@cache
def tables() -> dict[str, list[dict[str, Any]]]:
    """The tables of every file of actors, by the file's stem."""
    return {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))["actor"]
        for path in files("extract").joinpath("data/actors").iterdir()
        if path.name.endswith(".toml")
    }


def organizations() -> list[dict[str, Any]]:
    return [actor for stem, listed in tables().items() if stem.startswith("organizations-") for actor in listed]


def found(text: str) -> dict[str, tuple[str, ...]]:
    """Whom each surface in `text` may mean."""
    return {text[hit.start_char : hit.end_char]: hit.actor_ids for hit in Gazetteer.load().find(text)}


def full_names(actor: dict[str, Any]) -> list[str]:
    """The spellings that mean this actor whatever the text is about."""
    return [actor["name"], *actor.get("aliases", []), *actor.get("metonyms", [])]


def test_there_are_enough_organizations_of_each_region() -> None:
    countries = Counter(actor.get("country") for actor in organizations())
    middle_east = sum(countries[country] for country in MIDDLE_EAST)
    assert middle_east >= 500
    assert middle_east + countries["USA"] >= 600
    assert sum(countries.values()) - middle_east - countries["USA"] >= 700
    assert min(countries[country] for country in ("IRQ", "IRN", "SYR", "LBN", "ISR", "PSE", "TUR", "YEM")) >= 10


def test_most_kinds_of_organization_are_well_filled() -> None:
    kinds = Counter(actor["kind"] for actor in organizations())
    assert set(kinds) <= set(get_args(Kind)) - {"State", "Person", "Place"}
    assert all(kinds[kind] >= 50 for kind in KINDS), kinds


def test_every_id_stands_once_in_the_whole_folder() -> None:
    ids = Counter(actor["id"] for listed in tables().values() for actor in listed)
    assert [actor_id for actor_id, count in ids.items() if count > 1] == []
    assert all(re.fullmatch(r"Q[1-9]\d*|[a-z0-9]+(-[a-z0-9]+)*", actor["id"]) for actor in organizations())


def test_no_identifier_of_wikidata_is_given_to_two_actors() -> None:
    known = [
        a.get("wikidata") or a["id"]
        for listed in tables().values()
        for a in listed
        if a["id"][0] == "Q" or "wikidata" in a
    ]
    assert [identifier for identifier, count in Counter(known).items() if count > 1] == []


def test_no_full_name_means_two_actors() -> None:
    owners: dict[str, set[str]] = {}
    for actor in organizations():
        for name in full_names(actor):
            owners.setdefault(fold(name), set()).add(actor["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_organization_says_what_it_is_and_where() -> None:
    without_country = {actor["id"] for actor in organizations() if "country" not in actor}
    assert len(without_country) < 20  # the transnational: al-Qaeda, Islamic State, coalitions, tribunals
    assert {"islamic-state", "al-qaeda", "saudi-led-coalition"} <= without_country
    assert [actor["id"] for actor in organizations() if not 10 <= len(actor.get("description", "")) <= 80] == []


def test_acronyms_have_no_small_letters_alone() -> None:
    acronyms = [(actor["id"], acronym) for actor in organizations() for acronym in actor.get("acronyms", [])]
    assert [pair for pair in acronyms if pair[1].islower() and pair[1] != "dpa"] == []


@pytest.mark.parametrize(
    ("text", "surface", "actor_id"),
    [
        ("Kata'ib Hizballah said nothing.", "Kata'ib Hizballah", "kataib-hezbollah"),
        ("He joined the Popular Mobilisation Forces.", "Popular Mobilisation Forces", "popular-mobilization-forces"),
        ("Fighters of the Hashd al-Sha’abi withdrew.", "Hashd al-Sha’abi", "popular-mobilization-forces"),
        (
            "The Islamic Revolutionary Guards Corps denied it.",
            "Islamic Revolutionary Guards Corps",
            "islamic-revolutionary-guard-corps",
        ),
        ("Speedboats of the Revolutionary Guards' navy came.", "Revolutionary Guards' navy", "irgc-navy"),
        ("Iraq’s foreign ministry summoned him.", "Iraq’s foreign ministry", "iraqi-foreign-ministry"),
        ("The Turkish Ministry of Defence counted two.", "Turkish Ministry of Defence", "turkish-defense-ministry"),
        (
            "The Foreign Ministry of Russia is quiet, the Russian foreign ministry is not.",
            "Russian foreign ministry",
            "russian-foreign-ministry",
        ),
        ("The Israeli army and the IDF are one.", "Israeli army", "israel-defense-forces"),
        ("The Israeli army and the IDF are one.", "IDF", "israel-defense-forces"),
        ("The Pentagon and Foggy Bottom disagree.", "Pentagon", "us-department-of-defense"),
        ("The Pentagon and Foggy Bottom disagree.", "Foggy Bottom", "us-department-of-state"),
        ("U.S. Central Command struck first.", "U.S. Central Command", "us-central-command"),
        ("The Baath party lost, said Izzat.", "Baath party", "baath-party-iraq"),
        ("Jabhat an-Nusra renamed itself.", "Jabhat an-Nusra", "al-nusra-front"),
        ("The Partiya Karkerên Kurdistanê dissolved itself.", "Partiya Karkerên Kurdistanê", "pkk"),
        ("Harakat al-Shabaab al-Mujahideen left the town.", "Harakat al-Shabaab al-Mujahideen", "al-shabaab"),
        ("Two Tamil Tigers surrendered.", "Tamil Tigers", "ltte"),
        ("Germany's CDU/CSU would talk to the SPD.", "SPD", "Q49768"),
        (
            "They fought the Fuerzas Armadas Revolucionarias de Colombia.",
            "Fuerzas Armadas Revolucionarias de Colombia",
            "farc",
        ),
        ("Rosneft and Saudi Aramco signed.", "Saudi Aramco", "saudi-aramco"),
        ("Xi addressed the Chinese Communist Party.", "Chinese Communist Party", "Q17427"),
    ],
)
def test_an_organization_is_found_as_the_news_writes_it(text: str, surface: str, actor_id: str) -> None:
    assert actor_id in found(text)[surface]


@pytest.mark.parametrize(
    ("text", "surface", "actor_ids"),
    [
        ("Hezbollah replied.", "Hezbollah", {"hezbollah", "kataib-hezbollah"}),
        ("Fatah replied.", "Fatah", {"fatah", "fatah-alliance"}),
        ("Congress has adjourned.", "Congress", {"us-congress", "Q10225"}),
        ("Labour lost.", "Labour", {"Q9630", "israeli-labor-party", "new-zealand-labour-party"}),
        (
            "The Supreme Court ruled.",
            "Supreme Court",
            {"us-supreme-court", "supreme-court-of-israel", "supreme-court-of-india"},
        ),
        (
            "The Republican Guard fled.",
            "Republican Guard",
            {"republican-guard-iraq", "republican-guard-syria", "republican-guard-yemen"},
        ),
        ("The SDF advanced.", "SDF", {"syrian-democratic-forces", "japan-self-defense-forces"}),
    ],
)
def test_a_shared_name_means_all_who_bear_it(text: str, surface: str, actor_ids: set[str]) -> None:
    assert actor_ids <= set(found(text)[surface])


@pytest.mark.parametrize("surface", ["Hezbollah", "Fatah"])
def test_the_better_known_bearer_of_a_name_comes_first(surface: str) -> None:
    assert found(f"{surface} replied.")[surface][0] == surface.lower()


@pytest.mark.parametrize(
    "text",
    [
        "They told us forces were moving, and the guards left the house.",
        "The treasury is empty, said a conservative member of the senate of his college.",
        "The foreign ministry did not reply, nor did the army or the parliament.",
        "He is in labour law, she in apple farming; a fed lamb sleeps.",
    ],
)
def test_plain_words_name_no_organization(text: str) -> None:
    assert found(text) == {}


def test_who_backs_a_group_is_no_part_of_its_name() -> None:
    """Otherwise “Iran-backed” and “Yemen's”, which say something about it, would be lost in the mention."""
    assert found("Iran-backed Houthis")["Houthis"] == ("houthi-movement",)
    assert found("Yemen's Houthis and Israel's Mossad").keys() == {"Yemen", "Houthis", "Israel", "Mossad"}
