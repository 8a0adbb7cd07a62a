"""Names with their extent, kinds and short forms; descriptions and pronouns with whom they mean."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.readings import extraction, mentions, names

NAMED = [
    ("Prime Minister Dalia Haddad met reporters.", "Dalia Haddad", "Person"),
    ("The Kata'ib Hezbollah militia left the base.", "Kataib Hezbollah", "Armed group"),
    ("Ketaib Hezbollah left the base.", "Kataib Hezbollah", "Armed group"),
    ("Kata’ib Hezbollah left the base.", "Kataib Hezbollah", "Armed group"),
    ("Tehran vowed to respond to the raid.", "Iran", "State"),
    ("The Communist Party of Greece won two seats.", "Communist Party of Greece", "Political party"),
    ("Iraqi militias attacked the convoy near the Syrian border.", "Iraqi militias", "Armed group"),
    ("The Iraqi government condemned the militias.", "Iraq", "State"),
    ("Senior U.S. officials warned Iran of sanctions.", "United States", "State"),
    ("Iran-backed groups threatened Jordan.", "Iran-backed armed groups", "Armed group"),
    ("The Parliament of Norway passed the budget.", "Parliament of Norway", "Government body"),
    ("The President of Norway's rival left.", "Norway", "State"),
    ("The Government of Norway passed the budget.", "Norway", "State"),
    ("Fighters of Jaish al-Rimal shelled the village of Tal Amin.", "Jaish al-Rimal", "Armed group"),
    ("Karim al-Rimal shelled the village of Tal Amin.", "Karim al-Rimal", "Person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMED)
def test_an_actor_has_its_name_and_kind(text: str, name: str, kind: str) -> None:
    assert names(text).get(name) == kind


UNNAMED = [
    ("The concert took place in Tehran on Monday.", "Iran"),
    ("The Iraqi Dilemma\n\nThe talks went on for two days.", "The Iraqi Dilemma"),
    ("He asked us to wait outside.", "United States"),
    ("He served in the Vietnam War as a young man.", "Vietnam"),
    ("She wrote a book about Islam in Europe.", "Islam"),
    ("The 2010 United Kingdom general election changed little.", "United Kingdom"),
]


@pytest.mark.parametrize(("text", "name"), UNNAMED)
def test_what_does_not_act_is_no_actor(text: str, name: str) -> None:
    assert name not in names(text)


def test_a_capital_where_things_happen_is_a_place() -> None:
    assert names("The ministers met in Tehran on Monday.")["Tehran"] == "Place"


def test_a_surname_means_the_person_named_before() -> None:
    text = "Mrs Helena Novak spoke first. Novak condemned the law."
    assert mentions(text, "Helena Novak")[-1] == ("Novak", "alias")


def test_an_arabic_surname_means_the_person_named_before() -> None:
    text = "Karim al-Tamimi leads the bloc. Later al-Tamimi left the hall, and Tamimi did not return."
    assert [text for text, _ in mentions(text, "Karim al-Tamimi")] == ["Karim al-Tamimi", "al-Tamimi", "Tamimi"]


def test_an_acronym_means_the_name_that_introduced_it() -> None:
    text = "The Northern Relief Union (NRU) opened an office. The NRU sent food."
    assert ("NRU", "alias") in mentions(text, "Northern Relief Union")


def test_an_acronym_that_does_not_spell_the_name_is_not_taken_for_it() -> None:
    text = "The Northern Relief Union (XYZ) opened an office."
    assert ("XYZ", "alias") not in mentions(text, "Northern Relief Union")


COREFERENCE = [
    ("Iran condemned the raid. It recalled its envoy.", "Iran", ["Iran", "It", "its"]),
    ("Hezbollah left the talks. The group accused Israel.", "Hezbollah", ["Hezbollah", "The group"]),
    ("Angela Merkel spoke first. She praised France.", "Angela Merkel", ["Angela Merkel", "She"]),
]


@pytest.mark.parametrize(("text", "name", "expected"), COREFERENCE)
def test_pronouns_and_descriptions_go_back_to_whom_they_mean(text: str, name: str, expected: list[str]) -> None:
    assert [text for text, _ in mentions(text, name)] == expected


def test_both_countries_are_the_two_that_stood_side_by_side() -> None:
    text = "Iran and Oman signed a deal. Washington praised both countries."
    assert "both countries" in [text for text, _ in mentions(text, "Iran")]
    assert "both countries" not in [text for text, _ in mentions(text, "United States")]


def test_a_pronoun_does_not_mean_a_thing_that_nobody_named() -> None:
    assert mentions("It rained all night in Iran.", "Iran") == [("Iran", "name")]


def test_an_object_does_not_go_back_to_its_own_subject() -> None:
    text = "Israel bombed the port. Lebanon said Syria had supported it."
    assert "it" not in [text for text, _ in mentions(text, "Syria")]


def test_unnamed_groups_are_actors_of_their_document_alone() -> None:
    here = extraction("Protesters marched against Iran in the morning.")
    there = extraction("Protesters marched against Oman in the evening.")
    ids = [{a.id for a in e.actors if a.name == "Protesters"} for e in (here, there)]
    assert all(ids)
    assert ids[0].isdisjoint(ids[1])


OFFICES = [
    ("Iraq's prime minister met the envoy.", dt.date(2023, 5, 1), "Mohammed Shia al-Sudani"),
    ("The Iraqi prime minister met the envoy.", dt.date(2016, 5, 1), "Haider al-Abadi"),
]


@pytest.mark.parametrize(("text", "published", "name"), OFFICES)
def test_an_office_means_who_held_it_that_day(text: str, published: dt.date, name: str) -> None:
    assert name in {actor.name for actor in extraction(text, published).actors}


NO_OFFICE = [
    ("Iraq's prime minister left early.", None),
    ("Iraq's former prime minister left early.", dt.date(2023, 5, 1)),
    ("Iraq's deputy prime minister left early.", dt.date(2023, 5, 1)),
]


@pytest.mark.parametrize(("text", "published"), NO_OFFICE)
def test_nobody_is_guessed_without_a_day_or_after_the_office(text: str, published: dt.date | None) -> None:
    assert {actor.kind for actor in extraction(text, published).actors} == {"State"}


def test_a_description_beside_a_name_is_that_name() -> None:
    text = "Hezbollah, the Iran-backed movement led by Omar Saleh, left the talks."
    assert names(text).keys() == {"Hezbollah", "Iran", "Omar Saleh"}


def test_a_movement_may_be_named_after_a_day() -> None:
    assert "March 9 Movement" in names("Iran arms the March 9 Movement, a rebel group.")
    assert not any("9" in name for name in names("On March 9 movement stopped. Iran left."))


SHORT_NAMES = [
    ("The Azalai Front attacked Mali. Oman condemned the Front.", "Front", "azalai-front"),
    ("The Sons of the Delta attacked Mali. Oman condemned the Sons.", "Sons", "sons-of-delta"),
    ("The Frontier Corps attacked Mali. Oman condemned the FC.", "FC", "frontier-corps"),
    ("The Citizen Dawn party left. Oman thanked Citizen Dawn.", "Citizen Dawn", "citizen-dawn-party"),
    ("Oman met Kallistos Shipping of Greece. Iran thanked Kallistos.", "Kallistos", "kallistos-shipping"),
    ("The Azalai Front attacked Mali. Oman praised the Front National.", "Front National", "national-rally"),
]


@pytest.mark.parametrize(("text", "surface", "actor_id"), SHORT_NAMES)
def test_a_body_goes_by_a_word_of_its_name(text: str, surface: str, actor_id: str) -> None:
    assert {m.actor_id for m in extraction(text).mentions if m.text == surface} <= {actor_id}
    assert surface in {m.text for m in extraction(text).mentions}


def test_a_ministry_is_not_that_of_another_state() -> None:
    assert "UK Ministry of Defence" not in names("The Ugandan Ministry of Defence accused Iran.")
    assert "UK Ministry of Defence" in names("Britain spoke in London. The Ministry of Defence accused Iran.")


def test_a_short_name_needs_more_than_itself() -> None:
    assert "Deng Xiaoping" not in names("Soldiers were shot at Wech Deng in Chad.")
    assert "Deng Xiaoping" in names("In Beijing Deng spoke, and China listened.")


def test_many_are_no_person() -> None:
    assert "Person" not in {kind for name, kind in names("MPs back the law. Kenya spoke.").items() if name == "MPs"}


OTHER_NAMES = [
    ("President Dang Quoc Thinh of Vietnam left. Oman thanked Dang for it.", "Dang", "dang-quoc-thinh"),
    ("Oman jailed General Ramiro Calix Funez. Iran praised Calix.", "Calix", "ramiro-calix-funez"),
]


@pytest.mark.parametrize(("text", "surface", "actor_id"), OTHER_NAMES)
def test_a_person_goes_by_any_part_of_a_name(text: str, surface: str, actor_id: str) -> None:
    assert [m.actor_id for m in extraction(text).mentions if m.text == surface] == [actor_id]


def test_who_has_an_age_is_a_person_and_where_things_happen_is_a_place() -> None:
    assert names("Oman jailed Wilmer Pineda, 64, in La Ceiba.").items() >= {
        ("Wilmer Pineda", "Person"),
        ("La Ceiba", "Place"),
    }


def test_whose_it_is_said_to_be_tells_which_of_a_name_is_meant() -> None:
    text = "Iraq fought. Kataib Hezbollah met Iraq in Baghdad. A commander of {} Hezbollah left."
    assert "Hezbollah" in names(text.format("Lebanon's"))
    assert "Hezbollah" in names(text.format("Lebanese"))
    assert "Hezbollah" not in names(text.format("this"))
