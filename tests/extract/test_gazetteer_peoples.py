"""Peoples and religious communities as actors: where their name means them and where it means a language, a thing, a
person or an organisation."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from extract.gazetteer import Gazetteer, fold
from extract.peoples import is_people
from tests.extract.readings import claims, extraction, mentions, names


def actor_ids(text: str) -> set[str]:
    return {actor.id for actor in extraction(text).actors}


def meant(text: str, surface: str) -> list[str]:
    """The ids of the actors that a phrase of the text means."""
    return [mention.actor_id for mention in extraction(text).mentions if mention.text == surface]


def peoples() -> list[dict[str, Any]]:
    path = files("extract").joinpath("data/actors/peoples.toml")
    listed: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["actor"]
    return listed


def test_the_peoples_of_the_world_are_there() -> None:
    gazetteer = Gazetteer.load()
    assert len(peoples()) >= 300
    assert all(is_people(gazetteer[people["id"]].actor, gazetteer) for people in peoples())
    assert all(10 <= len(people["description"]) <= 80 for people in peoples())


def test_no_form_means_two_peoples() -> None:
    owners: dict[str, set[str]] = {}
    for people in peoples():
        for form in (people["name"], *people.get("aliases", ()), *people["demonyms"]):
            owners.setdefault(fold(form), set()).add(people["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_names_that_are_more_than_names_of_a_people_have_context() -> None:
    gazetteer = Gazetteer.load()
    alone = {people["id"] for people in peoples() if people.get("short") and not people.get("context")}
    assert alone == set()
    assert {"karens", "moros", "roma", "han-chinese"} <= {i for i in gazetteer if gazetteer[i].short}


@pytest.mark.parametrize(
    ("text", "surface", "actor_id"),
    [
        ("Kurds criticized Turkey on Monday.", "Kurds", "kurds"),
        ("The Rohingya sought asylum in Norway.", "Rohingya", "rohingya"),
        ("China detained Uighurs in the spring.", "Uighurs", "uyghurs"),
        ("The police attacked ethnic Karens near the border of Myanmar.", "Karens", "karens"),
        ("The Hausa accused the governor.", "Hausa", "hausa"),
        ("Peuls fled from Mali.", "Peuls", "fulani"),
        ("The Chechens attacked a Russian convoy.", "Chechens", "chechens"),
        ("Crimean Tatars protested against Russia.", "Crimean Tatars", "crimean-tatars"),
        ("Coptic Christians praised the court.", "Coptic Christians", "copts"),
        ("Kosovo Albanians accused Serbia.", "Kosovo Albanians", "kosovo-albanians"),
        ("Sunni tribes fought the Islamic State.", "Sunni tribes", "sunnis"),
        ("The Druze community condemned Israel.", "Druze community", "druze"),
        ("Kurdish elders met the governor.", "Kurdish elders", "kurds"),
        ("Hausa leaders condemned Nigeria.", "Hausa", "hausa"),
        ("Myanmar accused the Karen people of treason.", "Karen people", "karens"),
        ("Myanmar's junta said the Shan fled to Thailand.", "Shan", "shan-people"),
        ("The junta of Myanmar arrested ethnic Chin villagers.", "Chin villagers", "chin-people-villager"),
        ("Burmese Rohingya fled to Malaysia.", "Burmese Rohingya", "rohingya"),
        ("China's Muslim Uyghur minority accused the officials.", "Uyghur minority", "uyghurs"),
    ],
)
def test_a_people_is_an_actor(text: str, surface: str, actor_id: str) -> None:
    assert meant(text, surface) == [actor_id]


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("The envoy learned the Kurdish language in Norway.", "kurds"),
        ("The minister spoke in Kurdish to Iran's envoy.", "kurds"),
        ("The poem was read in Hausa.", "hausa"),
        ("The judge speaks Tamil.", "tamils"),
        ("A Tamil-language newspaper criticized Sri Lanka.", "tamils"),
        ("The Kurdish region exported oil to Turkey.", "kurds"),
        ("Kurdistan exported oil to Turkey.", "kurds"),
        ("Sunni Islam spread in Indonesia.", "sunnis"),
        ("Pro-Kurdish lawmakers condemned Turkey.", "kurds"),
        ("The police arrested an Igbo in Nigeria.", "igbo"),
        ("Tamil Nadu condemned Sri Lanka.", "tamils"),
        ("Muslim countries condemned France.", "muslims"),
        ("Karen Bass said California would sue. Karen criticized Iran.", "karens"),
        ("Myanmar's envoy met Karen Holt. Karen praised the envoy.", "karens"),
        ("Christian Wulff praised Germany. Christian criticized Iran.", "christians"),
        ("Aldo Moro met the officials of the Philippines.", "moros"),
        ("Han Zheng visited Xinjiang in China.", "han-chinese"),
        ("Shan State borders Thailand and Myanmar.", "shan-people"),
        ("The Kurdistan Workers' Party attacked Turkey.", "kurds"),
        ("The Kurdistan Democratic Party praised Turkey.", "kurds"),
        ("The Arakan Rohingya Salvation Army attacked a post.", "rohingya"),
        ("The Tamil Tigers attacked the army.", "tamils"),
        ("The Muslim Brotherhood condemned Israel.", "muslims"),
    ],
)
def test_a_language_a_thing_a_person_or_an_organisation_is_no_people(text: str, not_meant: str) -> None:
    assert not_meant in Gazetteer.load()
    assert not_meant not in actor_ids(text)


def test_some_of_a_people_are_a_collective_of_theirs() -> None:
    assert names("Kurdish fighters attacked Turkish soldiers.")["Kurdish fighters"] == "Armed group"
    assert meant("Kurdish fighters attacked a post.", "Kurdish fighters") == ["kurds-fighter"]
    assert meant("Shia militias attacked troops in Iraq.", "Shia militias") == ["shiites-militia"]
    assert names("Shia militias attacked troops in Iraq.")["Shia militias"] == "Armed group"
    assert names("Jewish settlers attacked Palestinians.")["Jewish settlers"] == "Group"
    assert ("Jewish settlers", "ASSAULT", "Palestine") in claims("Jewish settlers attacked Palestinians.", "actual")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Iraqi Kurds sought refuge in Austria.", "Iraqi Kurds"),
        ("Iraq's Kurds condemned Turkey.", "Kurds"),
        ("Iraqi Kurdish leaders accused Turkey.", "Iraqi Kurdish"),
        ("Iraq's Kurdish minority condemned Iran.", "Kurdish minority"),
    ],
)
def test_a_people_within_a_state_is_an_actor_of_its_own(text: str, surface: str) -> None:
    assert meant(text, surface) == ["iraqi-kurds"]
    (kurds,) = [actor for actor in extraction(text).actors if actor.id == "iraqi-kurds"]
    assert (kurds.name, kurds.kind, kurds.country) == ("Iraqi Kurds", "Group", "IRQ")


def test_fighters_of_a_people_within_a_state() -> None:
    text = "Iraqi Shia militias attacked U.S. troops."
    assert meant(text, "Iraqi Shia militias") == ["iraqi-shiites-militia"]
    assert names(text)["Iraqi Shia militias"] == "Armed group"


def test_a_known_part_of_a_people_keeps_its_entry() -> None:
    assert meant("Israel's Arabs criticized the cabinet.", "Arabs") == ["israeli-arabs"]


def test_peoples_act_and_are_acted_upon() -> None:
    assert ("Kurds", "ACCUSE", "Turkey") in claims("Kurds condemned Turkey on Monday.", "actual")
    assert ("China", "COERCE", "Uyghurs") in claims("China detained Uyghurs in Xinjiang.", "actual")
    assert ("Iraqi Kurds", "ACCUSE", "Turkey") in claims("Iraq's Kurds condemned Turkey.", "actual")
    assert ("Karim Khalili", "LEADS", "Hazaras") in claims("The Hazara leader Karim Khalili spoke.", "actual")


def test_ways_of_meaning_a_people() -> None:
    text = "Kurds met the envoy. Kurdish leaders praised the Kurdish people."
    assert mentions(text, "Kurds") == [
        ("Kurds", "name"),
        ("Kurdish", "demonym"),
        ("Kurdish people", "alias"),
    ]
