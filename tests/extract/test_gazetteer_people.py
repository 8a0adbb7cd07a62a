"""The people of the built-in gazetteer: that their posts hold together, and that the news finds them."""

import datetime as dt
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from extract.gazetteer import Gazetteer, fold

MIDDLE_EAST = {"people-iraq", "people-iran", "people-levant", "people-gulf-yemen", "people-us"}
WORLD = {"people-europe", "people-world"}


@cache
def people() -> dict[str, list[dict[str, Any]]]:
    """The tables of every file of people, by the file's stem."""
    folder = files("extract").joinpath("data/actors")
    return {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))["actor"]
        for path in folder.iterdir()
        if path.name.startswith("people-")
    }


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def everybody() -> list[dict[str, Any]]:
    return [person for tables in people().values() for person in tables]


def whole(date: str, last: bool) -> dt.date:
    """The first or last day that a date of a year, a month or a day may mean."""
    parts = [int(part) for part in date.split("-")]
    year, month, day = [*parts, *(12, 28)[len(parts) - 1 :]] if last else [*parts, *(1, 1)[len(parts) - 1 :]]
    return dt.date(year, month, day)


def found(text: str) -> dict[str, str]:
    """What the gazetteer means first by each surface in `text`."""
    return {text[hit.start_char : hit.end_char]: hit.actor_ids[0] for hit in gazetteer().find(text)}


def test_there_are_enough_people_of_the_middle_east_and_of_the_world() -> None:
    sizes = {stem: len(tables) for stem, tables in people().items()}
    assert sum(sizes[stem] for stem in MIDDLE_EAST) >= 200
    assert sum(sizes[stem] for stem in WORLD) >= 150


def test_everybody_is_a_person_with_a_short_description() -> None:
    for person in everybody():
        assert person["kind"] == "Person", person["id"]
        assert 10 <= len(person["description"]) <= 80, person["id"]


def test_no_two_people_share_an_id_or_a_full_name() -> None:
    ids = Counter(person["id"] for person in everybody())
    names = Counter(fold(name) for person in everybody() for name in (person["name"], *person.get("aliases", ())))
    assert [actor_id for actor_id, times in ids.items() if times > 1] == []
    assert [name for name, times in names.items() if times > 1] == []


def test_people_without_a_wikidata_id_are_called_by_their_name() -> None:
    for person in everybody():
        assert person["id"].startswith("Q") or (person["id"].isascii() and person["id"] == person["id"].lower())


def test_aliases_say_more_than_folding_does() -> None:
    for person in everybody():
        folded = [fold(name) for name in (person["name"], *person.get("aliases", ()), *person.get("short", ()))]
        assert len(folded) == len(set(folded)), person["id"]


def test_shared_surnames_have_words_that_decide_between_their_owners() -> None:
    owners = Counter(fold(short) for person in everybody() for short in person.get("short", ()))
    for person in everybody():
        if any(owners[fold(short)] > 1 for short in person.get("short", ())):
            assert person.get("context"), person["id"]


def test_posts_begin_before_they_end() -> None:
    for person in everybody():
        for post in person.get("posts", ()):
            since, until = post.get("since", ""), post.get("until", "")
            first = whole(since, last=False) if since else dt.date.min
            end = whole(until, last=True) if until else dt.date.max
            assert first <= end, (person["id"], post)
            assert first.year <= 2025 or not since, (person["id"], post)


def test_posts_are_posts_of_actors_that_exist() -> None:
    dangling = {
        post["of"] for person in everybody() for post in person.get("posts", ()) if post["of"] not in gazetteer()
    }
    assert dangling == set()


def test_titles_are_lower_case_but_for_names() -> None:
    titles = {post["title"] for person in everybody() for post in person.get("posts", ())}
    assert {"President", "Prime Minister", "Foreign Minister", "Leader", "Commander"}.isdisjoint(titles)
    assert {"president", "prime minister", "foreign minister", "supreme leader", "spokesperson"} <= titles


@pytest.mark.parametrize(
    ("of", "title", "on", "holder"),
    [
        ("Q796", "prime minister", dt.date(2022, 12, 1), "mohammed-shia-al-sudani"),
        ("Q796", "prime minister", dt.date(2014, 6, 10), "nouri-al-maliki"),
        ("Q796", "president", dt.date(2003, 3, 20), "Q1316"),
        ("Q794", "supreme leader", dt.date(1988, 7, 20), "Q38823"),
        ("Q794", "foreign minister", dt.date(2020, 1, 3), "mohammad-javad-zarif"),
        ("Q30", "president", dt.date(2011, 12, 18), "Q76"),
        ("Q30", "secretary of state", dt.date(2019, 4, 22), "mike-pompeo"),
        ("us-central-command", "commander", dt.date(2003, 4, 9), "tommy-franks"),
        ("quds-force", "commander", dt.date(2019, 12, 31), "qassem-soleimani"),
        ("quds-force", "commander", dt.date(2020, 1, 4), "esmail-qaani"),
        ("hezbollah", "secretary-general", dt.date(2006, 7, 12), "hassan-nasrallah"),
        ("asaib-ahl-al-haq", "leader", dt.date(2017, 12, 9), "qais-al-khazali"),
        ("Q183", "chancellor", dt.date(2015, 9, 5), "Q567"),
        ("Q1065", "secretary-general", dt.date(2003, 8, 19), "Q1254"),
    ],
)
def test_posts_tell_who_held_them_on_a_day(of: str, title: str, on: dt.date, holder: str) -> None:
    assert gazetteer().holders(of, title, on)[0] == holder


def test_posts_do_not_outlive_their_holders_terms() -> None:
    assert "qassem-soleimani" not in gazetteer().holders("quds-force", "commander", dt.date(2020, 6, 1))
    assert gazetteer().holders("Q30", "president", dt.date(2023, 6, 1)) == ("Q6279",)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Qasem Suleimani", "qassem-soleimani"),
        ("Moqtada Sadr", "muqtada-al-sadr"),
        ("Nuri Kamal al-Maliki", "nouri-al-maliki"),
        ("Adel Abdel Mahdi", "adil-abdul-mahdi"),
        ("Abu Mahdi al-Mohandes", "abu-mahdi-al-muhandis"),
        ("Qays al-Khaz'ali", "qais-al-khazali"),
        ("Recep Tayyip Erdoğan", "Q39259"),
        ("Moammar Gadhafi", "Q19878"),
        ("Hemedti", "mohamed-hamdan-dagalo"),
        ("Mullah Omar", "mohammed-omar"),
        ("MBS", "mohammed-bin-salman"),
        ("Volodymyr Zelenskyy", "Q3874799"),
    ],
)
def test_spellings_of_the_news_lead_to_the_person(text: str, person: str) -> None:
    assert found(f"On Monday {text} spoke.").get(text) == person


def test_a_surname_alone_is_a_short_name_of_all_who_bear_it() -> None:
    (hit,) = gazetteer().find("Barzani spoke.")
    assert hit.short
    assert {"masoud-barzani", "nechirvan-barzani", "masrour-barzani"} <= set(hit.actor_ids)


def test_a_militia_is_not_mistaken_for_its_leader() -> None:
    assert "abdul-malik-al-houthi" not in found("The Houthis spoke. A Houthi drone fell.").values()
