"""Persons, bodies and places told apart by a whole text, on sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.readings import claims, extraction, names

TOLD: list[tuple[str, str, str]] = [
    # Who has a commander is a body.
    ("A drone killed Torvane's commander. Torvane denied it.", "Torvane", "Group"),
    # What things happen in is a place.
    ("Two people died in Kalumbre on Friday. Traders from Kalumbre fled to the hills.", "Kalumbre", "Place"),
    # Who has a brother is a person.
    ("Tarkani's brother was held. Tarkani, 41, denied the charge.", "Tarkani", "Person"),
    # A name of a body stays one, whatever stands before it.
    ("He taught law at Merove University for years.", "Merove University", "Group"),
    ("He was treated at the Sefton Institute in Oslo.", "Sefton Institute", "Group"),
    # What others call it beside the name, in front of it or in its first word.
    ("Its youth wing, Selka Nord, goes its own way.", "Selka Nord", "Group"),
    ("A reporter of the daily Velmar was beaten.", "Velmar", "Group"),
    ("The Movimiento Cantor won the vote in May.", "Movimiento Cantor", "Political party"),
    ("The court outlawed Ruvan Tesk over a donation.", "Ruvan Tesk", "Group"),
    ("He indicted three members of Grey Torvane.", "Grey Torvane", "Group"),
    ("Ms Amaral spoke. The police shut down Ms Amaral's radio.", "Amaral", "Person"),
]
UNTOLD: list[tuple[str, str, str]] = [
    ("Supporters of Jorund Maskel met in Oslo.", "Jorund Maskel", "Person"),
    (
        "Jorund Maskel won again. Jorund Maskel thanked those who kept their faith in Jorund Maskel.",
        "Jorund Maskel",
        "Person",
    ),
    ("Jorund Maskel, a grain exporter and donor, was questioned.", "Jorund Maskel", "Person"),
    ("Alhassan ag Boulane led the column.", "Alhassan ag Boulane", "Person"),
    ("The speaker of the rump parliament, Jorund Maskel, refused.", "Jorund Maskel", "Person"),
    ('"It failed," said Jorund Maskel of the Orlan Centre, a think tank.', "Jorund Maskel", "Person"),
    ("A group around the party's treasurer, Jorund Maskel, left.", "Jorund Maskel", "Person"),
    ("The Jorund Maskel government fell in May.", "Jorund Maskel", "Person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), [*TOLD, *UNTOLD])
def test_sort_of_a_name_is_told_by_the_text(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind


def test_last_name_with_a_hyphen_or_a_particle_goes_on_for_the_person() -> None:
    read = names("Carla Holm-Berger met Selim Ben Yedder. Ben Yedder thanked Holm-Berger.")
    assert set(read) == {"Carla Holm-Berger", "Selim Ben Yedder"}
    assert "Ben Torvald" in names("Selim Haddar met Ben Torvald.")


def test_who_heads_a_place_heads_its_government() -> None:
    read = names("Selma Oktar, the mayor of Izmir, thanked Germany. Berlin had sent money to people in Izmir.")
    assert read["Government of Izmir"] == "Government body"
    assert read["Izmir"] == "Place"
    assert "Government of Izmir" not in names("The people of Izmir thanked Selma Oktar.")


def test_realm_is_the_state_that_the_text_speaks_of() -> None:
    told = "Saudi Arabia spoke to lenders. Saudi Arabia was grateful. Egypt thanked the Kingdom for its help."
    assert ("Egypt", "SUPPORT", "Saudi Arabia") in claims(told, "actual")
    assert "Kingdom" in names("Italy spoke to lenders. Egypt thanked the Kingdom for its help.")


def test_short_name_is_that_of_the_body_which_the_text_names() -> None:
    assert "Warsame Defence League" in names("Italy armed the Warsame Defence League. The League thanked Italy.")
    assert "Lega" not in names("Italy armed the Warsame Defence League. The League thanked Italy.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Its commander, Colonel Saw Htoo Khaing, takes rent from the miners.", "Saw Htoo Khaing", "Person"),
        ("The group's trade union confederation, the KTU, went on strike.", "KTU", "Group"),
        ("Two traders, Wade Tolliver and Jim Okafor, were seized.", "Jim Okafor", "Person"),
        ("Mirvat Haddin of the Levant Centre in Amman said so.", "Levant Centre", "Group"),
        ("The tally is kept by the Euphrates Monitor.", "Euphrates Monitor", "Group"),
        ("Thereupon Colonel Tarik Maswan left.", "Tarik Maswan", "Person"),
        ("It met under His Highness Prince Turki bin Nasser Al Mishari.", "Turki bin Nasser Al Mishari", "Person"),
    ],
)
def test_name_that_its_sentence_introduces_is_found(text: str, name: str, kind: str) -> None:
    assert names(text)[name] == kind


def test_gerund_that_begins_a_sentence_is_no_name() -> None:
    assert "Shelling" not in names("Oman met Egypt. Shelling went on in Oman.")
    assert "Lions" in names("The Lions attacked Oman. Knights of the Lions fled.")


@pytest.mark.parametrize("text", ["The Member States met.", "He spoke in the Press Briefing Room.", "The bridge fell."])
def test_words_written_large_are_nobody(text: str) -> None:
    assert not {"States", "Briefing Room", "Member States"} & set(names(text))


def test_name_of_a_body_mentions_its_state() -> None:
    read = extraction("The Turkish Armed Forces shelled a village. The African Union protested.")
    mentions = {(mention.text, mention.actor_id, mention.how) for mention in read.mentions}
    states = {actor.id: actor.name for actor in read.actors if actor.kind == "State"}
    assert {(text, states[i]) for text, i, how in mentions if i in states and how == "demonym"} == {
        ("Turkish", "Turkey")
    }


def test_body_goes_by_the_name_that_it_is_called_after() -> None:
    told = "They cut off the allowance of the Fajr Organisation. He quarrelled with the head of Fajr."
    assert "Fajr" not in names(told)
    assert "Izmir" in names("They met the Izmir Chamber. He fled from Izmir.")


def test_body_goes_by_the_end_of_its_name() -> None:
    assert "Desert Army" not in names("The Libyan Desert Army fled. They drove the Desert Army out of two towns.")
    assert "Second Army" in names("The Libyan Desert Army fled. They drove the Second Army out of two towns.")


def test_capital_whose_clause_acts_is_the_state() -> None:
    assert "Pakistan" in names("It comes at a bad time for Islamabad, which is negotiating a loan with Italy.")
    assert "Pakistan" not in names("It comes from Islamabad, which lies in the hills.")
