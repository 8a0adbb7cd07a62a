"""The gazetteer on sentences of our own, the files it reads, and what the built-in actors must hold."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest

from extract.gazetteer import Entry, Gazetteer, Post, fold
from extract.records import Actor

ACTORS = Gazetteer(
    [
        Entry(
            Actor("norland", "Norland", "State", "NRL", ("Kingdom of Norland",)),
            acronyms=("KN", "Norla"),
            demonyms=("Norlander", "Norlanders"),
            metonyms=("Port Ayn", "White Tower"),
        ),
        Entry(
            Actor("southland", "Republic of Southland", "State", "STL", ("St. Anne and Southland",)),
            demonyms=("Norlander",),
        ),
        Entry(
            Actor("league", "Kata'ib League", "Armed group", None, ("Ketaib League", "League of al-Sharqiya's Sons")),
            short=("League",),
        ),
        Entry(Actor("old-league", "League", "Political party")),
        Entry(Actor("sidqi", "Mustafa al-Sidqi", "Person"), short=("al-Sidqi", "Sidqi"), posts=()),
        Entry(Actor("sidqi-2", "Layla El-Sidqi", "Person"), short=("al-Sidqi", "Sidqi")),
    ]
)


def found(text: str, gazetteer: Gazetteer = ACTORS) -> list[tuple[str, str, str]]:
    """(text of the hit, how, first actor) of every hit."""
    return [(text[h.start_char : h.end_char], h.how, h.actor_ids[0]) for h in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata’ib", "Kata'ib"),
        ("Kata‘ib", "KATAIB"),
        ("Kataʾib", "kataib"),
        ("Ra\u0301fi\u0301q", "Ráfíq"),
        ("Erdoğan", "Erdogan"),
        ("el-Sidqi", "Al Sidqi"),
        ("Deir\u00a0ez-Zor", "deir  ez zor"),
        ("U.N.", "UN"),
        ("J. D. Marsh", "JD Marsh"),
        ("Ships & Docks", "Ships and Docks"),
        ("Hez\u00adbollah\u200b", "Hezbollah"),
    ],
)
def test_spellings_that_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Kataib", "Ketaib"), ("Iran", "Iraq"), ("Oman", "O, man"), ("Al", "All")])
def test_spellings_that_fold_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("The Kingdom of Norland’s fleet sailed.", [("Kingdom of Norland", "alias", "norland")]),
        ("NORLAND MOURNS", [("NORLAND", "name", "norland")]),
        ("A Norland-backed militia and the Norlander coast", [
            ("Norland", "name", "norland"),
            ("Norlander", "demonym", "norland"),
        ]),
        ("Port Ayn denied it.", [("Port Ayn", "metonym", "norland")]),
        ("Port\n‘Ayn denied it.", [("Port\n‘Ayn", "metonym", "norland")]),
        ("K.N. ships, K.N ships and KN.", [(k, "alias", "norland") for k in ("K.N.", "K.N", "KN")]),
        ("Fighters of kata’ib league and of Kata’ib League", [("Kata’ib League", "name", "league")]),
        ("KETAIB LEAGUE", [("KETAIB LEAGUE", "alias", "league")]),
        ("St. Anne & Southland voted.", [("St. Anne & Southland", "alias", "southland")]),
        ("the league of Al-Sharqiya’s Sons", []),
        ("the League of el Sharqiya’s Sons", [("League of el Sharqiya’s Sons", "alias", "league")]),
        ("No\u0301rland spoke", [("No\u0301rland", "name", "norland")]),
    ],
)  # fmt: skip
def test_find(text: str, hits: list[tuple[str, str, str]]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "norland and port ayn in small letters",
        "kn, k.n. and Kn",
        "NORLA",
        "Norlandia, XNorland and Norland_GOV",
        "Port. Ayn",
        "Port, Ayn",
        "Port\n\nAyn",
        "in port Ayn",
        "KN$20 million",
        "",
        "’ - .",
    ],
)
def test_find_nothing(text: str) -> None:
    assert found(text) == []


def test_longest_hit_wins_and_hits_do_not_overlap() -> None:
    assert found("Republic of Southland Norland") == [
        ("Republic of Southland", "name", "southland"),
        ("Norland", "name", "norland"),
    ]


def test_shared_surfaces_give_every_candidate_the_best_first() -> None:
    (hit,) = ACTORS.find("the League said")
    assert (hit.actor_ids, hit.how, hit.short) == (("old-league", "league"), "name", False)
    (hit,) = ACTORS.find("a Norlander")
    assert (hit.actor_ids, hit.how) == (("norland", "southland"), "demonym")


def test_an_acronym_goes_before_a_name_in_capitals() -> None:
    gazetteer = Gazetteer(
        [Entry(Actor("town", "Eps", "Place")), Entry(Actor("party", "X", "Group"), acronyms=("EPS",))]
    )
    assert [hit.actor_ids for hit in gazetteer.find("EPS in Eps")] == [("party", "town"), ("town",)]


def test_short_names_are_marked() -> None:
    (hit,) = ACTORS.find("Al-Sidqi resigned")
    assert (hit.actor_ids, hit.how, hit.short) == (("sidqi", "sidqi-2"), "alias", True)
    (hit,) = ACTORS.find("Mustafa Al Sidqi resigned")
    assert (hit.actor_ids, hit.how, hit.short) == (("sidqi",), "name", False)


def test_lookup_tells_the_ways_apart() -> None:
    hits = ACTORS.lookup("League")
    assert [(hit.actor_ids, hit.short) for hit in hits] == [(("old-league",), False), (("league",), True)]
    assert ACTORS.lookup("the League") == ()
    assert ACTORS.lookup("") == ()


def test_entries_by_id() -> None:
    assert "norland" in ACTORS
    assert "atlantis" not in ACTORS
    assert ACTORS["norland"].demonyms == ("Norlander", "Norlanders")
    assert len(ACTORS) == len(list(ACTORS)) == 6
    with pytest.raises(KeyError):
        ACTORS["atlantis"]


def person(actor_id: str, *posts: Post) -> Entry:
    return Entry(Actor(actor_id, actor_id.title(), "Person"), posts=posts)


HOLDERS = Gazetteer(
    [
        Entry(Actor("norland", "Norland", "State")),
        person("ada", Post("prime minister", "norland", "LEADS", "2001-05-02", "2009-03-01")),
        person("bo", Post("Prime Minister", "norland", "LEADS", "2009-03-01", "2011")),
        person("cy", Post("prime minister", "norland", "LEADS", "2012-01", "")),
        person("di", Post("deputy prime minister", "norland", "MEMBER_OF", "2001-05-02", "")),
    ]
)


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        (dt.date(2001, 5, 1), ()),
        (dt.date(2001, 5, 2), ("ada",)),
        (dt.date(2009, 3, 1), ("bo", "ada")),
        (dt.date(2011, 12, 31), ("bo",)),
        (dt.date(2012, 1, 1), ("cy",)),
        (None, ("cy",)),
    ],
)
def test_holders_of_a_post(day: dt.date | None, holders: tuple[str, ...]) -> None:
    assert HOLDERS.holders("norland", "Prime-Minister", day) == holders


def test_holders_of_an_unknown_post() -> None:
    assert HOLDERS.holders("norland", "harbour master", None) == ()
    assert HOLDERS.holders("southland", "prime minister", None) == ()


# -- files of the user


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_adds_actors(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv",
        "\ufeffname,kind,country,aliases,wikidata\n"
        'Harbour Brigade,Armed group,IRQ,"Liwa’ al-Mina; Dockers’ Brigade",\n'
        "Tidal Bank,Company,,,Q999999999\n",
    )
    gazetteer = Gazetteer.load((path,))
    assert gazetteer["harbour-brigade"].actor.aliases == ("Liwa’ al-Mina", "Dockers’ Brigade")
    assert gazetteer["Q999999999"].actor.wikidata == "Q999999999"
    assert found("Liwa al-Mina attacked Tidal Bank in Norway.", gazetteer) == [
        ("Liwa al-Mina", "alias", "harbour-brigade"),
        ("Tidal Bank", "name", "Q999999999"),
        ("Norway", "name", "Q20"),
    ]
    assert "harbour-brigade" not in Gazetteer.load()


def test_toml_extends_a_known_actor(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.toml",
        '[[actor]]\nid = "Q796"\nname = "Land of the Two Rivers"\nkind = "State"\nmetonyms = ["Palm Palace"]\n',
    )
    gazetteer = Gazetteer.load((path,))
    assert gazetteer["Q796"].actor.name == "Iraq"
    assert gazetteer["Q796"].actor.country == "IRQ"
    assert [hit[1:] for hit in found("Palm Palace and the Land of the Two Rivers and Iraq", gazetteer)] == [
        ("metonym", "Q796"),
        ("alias", "Q796"),
        ("name", "Q796"),
    ]


ENTRY = '[[actor]]\nid = "x"\nname = "X Y"\nkind = "Group"\n'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.toml", "[[actor]\n", "not valid TOML"),
        ("a.toml", "answer = 42\n", r"\[\[actor\]\] tables"),
        ("a.toml", '[[actor]]\nid = "x"\nkind = "Group"\n', r"actor 1 \(x\): no name"),
        ("a.toml", ENTRY + 'colour = "red"\n', "unknown key 'colour'"),
        ("a.toml", ENTRY + 'aliases = "Z"\n', "aliases must be a list"),
        ("a.toml", ENTRY + 'country = "Iraq"\n', "country 'Iraq'"),
        ("a.toml", ENTRY + f'aliases = ["{"Z" * 300}"]\n', "longer than 200 characters"),
        ("a.toml", ENTRY.replace("Group", "Gang"), "kind 'Gang' is none of"),
        ("a.toml", ENTRY + 'posts = [{ title = "head", of = "x", relation = "OWNS" }]\n', "must be LEADS or MEMBER_OF"),
        ("a.toml", ENTRY + 'posts = [{ title = "head", of = "nobody", relation = "LEADS" }]\n', "defines 'nobody'"),
        (
            "a.toml",
            ENTRY + 'posts = [{ title = "head", of = "x", relation = "LEADS", since = "2022-13-01" }]\n',
            "since '2022-13-01'",
        ),
        ("a.toml", ENTRY.replace('"x"', '"Q796"'), "kind 'Group', but 'State' is known"),
        ("a.csv", "title,kind\nX,Group\n", "line 1: no column 'name'"),
        ("a.csv", "name,kind,country,aliases,wikidata\nX,Group,,,\nY,,,,\n", "line 3: no kind"),
        ("a.csv", "name,kind,country,aliases,wikidata\nX,Group,,,P31\n", "wikidata 'P31'"),
        ("a.csv", 'name,kind\n"X,Group\n', "check the quotes"),
        ("a.xlsx", "", "neither .toml nor .csv"),
    ],
)
def test_unreadable_files_say_where_and_what_to_do(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(ValueError, match=told) as error:
        Gazetteer.load((path,))
    assert str(path) in str(error.value)


def test_missing_and_undecodable_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        Gazetteer.load((tmp_path / "absent.toml",))
    path = tmp_path / "latin.csv"
    path.write_bytes("name,kind\nCôte,Place\n".encode("latin-1"))
    with pytest.raises(ValueError, match="not UTF-8 at byte"):
        Gazetteer.load((path,))


# -- the actors that ship


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (
            "The U.S. and the EU told us that Britons, Poles and Thais were safe.",
            [("U.S.", "Q30"), ("EU", "Q458"), ("Britons", "Q145"), ("Poles", "Q36"), ("Thais", "Q869")],
        ),
        ("US, USA, U.S, U.S.A. but not us or usa", [(us, "Q30") for us in ("US", "USA", "U.S", "U.S.A.")]),
        (
            "Kyiv, Kiev, Élysée, Elysee, Downing Street and the Kremlin were silent",
            [
                ("Kyiv", "Q212"),
                ("Kiev", "Q212"),
                ("Élysée", "Q142"),
                ("Elysee", "Q142"),
                ("Downing Street", "Q145"),
                ("Kremlin", "Q159"),
            ],
        ),
        ("Türkiye and Turkiye, not turkey", [("Türkiye", "Q43"), ("Turkiye", "Q43")]),
        ("South Sudan left Sudan", [("South Sudan", "Q958"), ("Sudan", "Q1049")]),
        ("Cote d’Ivoire and Guinea Bissau", [("Cote d’Ivoire", "Q1008"), ("Guinea Bissau", "Q1007")]),
        ("in the Gulf of Oman", [("Gulf of Oman", "gulf-of-oman")]),
        ("South American ports", [("South American", "south-america")]),
        ("The West and the West Bank", [("The West", "western-states"), ("West Bank", "west-bank")]),
        ("the Guardian", [("the Guardian", "the-guardian")]),
        ("the Guardian Council", [("Guardian Council", "guardian-council")]),
        ("in The Hague", [("The Hague", "Q55")]),
        ("WHO staff asked who called", [("WHO", "Q7817")]),
        ("Unifil and UNIFIL", [("Unifil", "unifil"), ("UNIFIL", "unifil")]),
        ("Deir Ezzor, Dayr al-Zawr", [("Deir Ezzor", "deir-ez-zor")]),
        ("Al Asad Airbase in Anbar", [("Al Asad Airbase", "ain-al-asad-air-base"), ("Anbar", "anbar")]),
        ("OPEC+ and OPEC", [("OPEC+", "opec-plus"), ("OPEC", "Q7795")]),
    ],
)  # fmt: skip
def test_built_in_actors(text: str, hits: list[tuple[str, str]]) -> None:
    assert [(surface, actor_id) for surface, _, actor_id in found(text, Gazetteer.load())] == hits


def test_names_that_two_states_share() -> None:
    gazetteer = Gazetteer.load()
    for text, both in {"Congo": {"Q974", "Q971"}, "Koreans": {"Q884", "Q423"}, "Brussels": {"Q458", "Q31"}}.items():
        (hit,) = gazetteer.find(text)
        assert set(hit.actor_ids) == both


def states() -> list[Entry]:
    gazetteer = Gazetteer.load()
    return [gazetteer[actor_id] for actor_id in gazetteer if gazetteer[actor_id].actor.kind == "State"]


def test_every_member_of_the_united_nations_is_there() -> None:
    countries = Counter(entry.actor.country for entry in states() if entry.actor.country)
    assert len(countries) == 193 + len({"PSE", "TWN", "VAT", "XKX"})
    assert set(countries.values()) == {1}


def test_states_have_identifiers_and_people() -> None:
    for entry in states():
        if entry.actor.country:
            assert entry.actor.wikidata == entry.actor.id
            assert entry.demonyms or entry.actor.country == "VAT", entry.actor.name


def test_every_country_of_an_actor_is_a_state_or_territory() -> None:
    territories = {"ESH", "HKG", "GUM", "PRI", "GRL", "ASM", "FLK", "IOT"}
    countries = {entry.actor.country for entry in states()} | territories | {None}
    gazetteer = Gazetteer.load()
    assert [a for a in gazetteer if gazetteer[a].actor.country not in countries] == []


def test_every_post_belongs_to_a_known_actor() -> None:
    gazetteer = Gazetteer.load()
    homeless = {(a, post.of) for a in gazetteer for post in gazetteer[a].posts if post.of not in gazetteer}
    assert homeless == set()


def test_every_actor_is_found_by_its_own_name() -> None:
    gazetteer = Gazetteer.load()
    lost = [a for a in gazetteer if not any(a in hit.actor_ids for hit in gazetteer.lookup(gazetteer[a].actor.name))]
    assert lost == []


def test_descriptions_are_short() -> None:
    gazetteer = Gazetteer.load()
    assert [a for a in gazetteer if len(gazetteer[a].actor.description or "") > 80] == []


def test_find_takes_time_in_proportion_to_the_text() -> None:
    gazetteer = Gazetteer.load()
    text = "The Al-Al the of U.S. United Nations Islamic Republic of " * 100

    def seconds(copies: int) -> float:
        start = time.process_time()
        gazetteer.find(text * copies)
        return time.process_time() - start

    assert min(seconds(16) for _ in range(3)) < 4 * 16 * max(min(seconds(1) for _ in range(5)), 0.001)
