"""The actors known by name, and where their names stand in a text.

A surface is one way to write an actor: its name, an alias, an acronym, a metonym, a demonym or a short name. Surfaces
and texts are cut into the same folded tokens, so that “Kata’ib”, “Kataib” and “KATAIB” meet. Which of several actors a
shared surface means is decided by context, elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extract import actor_files
from extract.actor_files import Entry, Post, built_in_entries, built_in_sources, merged, user_entries
from extract.cache import digest, keep, kept
from extract.records import Actor

__all__ = ["Entry", "Gazetteer", "Hit", "Post", "fold"]

# Apostrophes, hamza and ayn as transliterations have them.
_APOSTROPHES = "'’‘‛`´ʼʻʽʾʿˈ′ʹ"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS_FOLDED = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_FOLDED = str.maketrans(_LETTERS_FOLDED | dict.fromkeys(_APOSTROPHES + _INVISIBLE))
_PLAIN = str.maketrans(dict.fromkeys(_APOSTROPHES + _INVISIBLE + ". \u00a0"))
_SAME_WORD = {"el": "al", "&": "and"}
# Words that a name may have small or large, whichever the gazetteer has.
_SMALL_WORDS = (
    "the of for and in on to at by with s al ahl bin ibn bint ben abu de la le les du des del da di do dos e y von van"
    " der den ul ur ad an ar as ash at az wa wal fi li"
)
_PARTICLES = frozenset(_SMALL_WORDS.split())
_LETTER = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_TOKEN = re.compile(
    rf"""(?P<dotted> (?<!\w)[A-ZÀ-Þ] (?: (?:\.[ \u00a0]?[A-ZÀ-Þ])+\.(?!\w) | (?:\.[A-ZÀ-Þ])+\b ) )  # “U.S.”, “J. D.”
      | (?P<abbreviated> (?<!\w)(?:[A-ZÀ-Þ]|St|Mt|Ft|Dr|Jr|Sr) ) \.(?=\s|$)   # the dot does not end a sentence
      | (?P<currency> (?<!\w)[A-Z]{{1,3}}\$ )   # “US$5m” means no state
      | (?P<possessive> (?<={_LETTER})['’ʼ][sS]\b )
      | (?P<word> \w(?: {_LETTER} | [{_APOSTROPHES}](?![sS]\b)(?=\w) )* )
      | (?P<mark> \n\s*\n | [^\s\-‐‑–{_APOSTROPHES}] )""",  # what else parts tokens leaves no trace; an empty line does
    re.VERBOSE,
)


class _Token(NamedTuple):
    key: str  # folded
    plain: str  # case kept, dots and apostrophes dropped: what acronyms are compared by
    capital: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """`actor_ids` are all the actors that text[start_char:end_char] may mean, best first; `how` tells of the first.
    `short`: the first is meant by a short name only (mostly a surname), so that nothing but context can decide."""

    start_char: int
    end_char: int
    how: Literal["name", "alias", "metonym", "demonym"]
    actor_ids: tuple[str, ...]
    short: bool = False


@dataclass(frozen=True, slots=True)
class _Surface:
    actor_id: str
    way: Literal["name", "alias", "acronym", "metonym", "demonym", "short"]
    plain: str
    capitals: tuple[bool, ...]  # which tokens must begin with a capital

    @property
    def rank(self) -> int:
        return _WAYS.index(self.way)

    def fits(self, tokens: list[_Token]) -> bool:
        if self.way == "acronym":
            return self.plain == _plain(tokens)
        needed = zip(tokens, self.capitals, strict=True)
        return any(token.capital for token in tokens) and all(token.capital or not must for token, must in needed)


_WAYS = ("name", "alias", "acronym", "metonym", "demonym", "short")  # where two actors share a surface: best first


def fold(text: str) -> str:
    """`text` as surfaces are compared: lower case; no accents, apostrophes, dots in acronyms; hyphens are spaces, “el”
    is “al”, “&” is “and”. Other punctuation is a token of its own."""
    return _fold_name(text) if len(text) <= actor_files.MAX_SPELLING else _key(_tokens(text))


@lru_cache(maxsize=20_000)  # 5 MB at most; a document asks for the same names again and again
def _fold_name(text: str) -> str:
    return _key(_tokens(text))


class Gazetteer:
    """Actors by id, and by the surfaces they are written as."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.actor.id: entry for entry in entries}
        self._surfaces: dict[str, list[_Surface]] = {}
        self._longest: dict[str, int] = {}  # first token of a surface -> tokens in the longest that begins with it
        self._posts: dict[tuple[str, str], list[tuple[Post, str]]] = {}
        for actor_id, entry in self._entries.items():
            self._add_surfaces(entry)
            for post in entry.posts:
                self._posts.setdefault((post.of, fold(post.title)), []).append((post, actor_id))

    @staticmethod
    def load(extra: tuple[Path, ...] = ()) -> Gazetteer:
        """The built-in actors and those of the user's own .toml or .csv files; an id known already is extended.

        Raises ValueError naming the file, the line or entry, and what to do about it."""
        if not extra:
            return _built_in()
        return Gazetteer(merged(built_in_entries(), [(path, entry) for path in extra for entry in user_entries(path)]))

    def __getitem__(self, actor_id: str) -> Entry:
        return self._entries[actor_id]

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str) -> list[Hit]:
        """Where surfaces stand in `text`: left to right, the longest first, none overlapping another."""
        tokens = list(_tokens(text))
        hits: list[Hit] = []
        at = 0
        while at < len(tokens):
            window, surfaces = self._longest_at(tokens, at)
            if surfaces and tokens[at].key == "the" and self._reaches(tokens, at + 1) > len(window) - 1:
                window, surfaces = [], []  # “the West” gives way to “West Bank”
            if surfaces:
                hits.append(_hit(window, surfaces))
            at += len(window) or 1
        return hits

    def lookup(self, name: str) -> tuple[Hit, ...]:
        """What the whole of `name` may mean: one hit for each way of writing (name, alias, acronym …), best first."""
        tokens = list(_tokens(name))
        surfaces = self._fitting(tokens)
        ranks = sorted({surface.rank for surface in surfaces})
        return tuple(_hit(tokens, [surface for surface in surfaces if surface.rank == rank]) for rank in ranks)

    def holders(self, of: str, title: str, on: dt.date | None) -> tuple[str, ...]:
        """Who held the post `title` of the actor `of` on that day, latest first; without a day, who holds it now."""
        held = [(post, actor_id) for post, actor_id in self._posts.get((of, fold(title)), ()) if post.held(on)]
        held.sort(key=lambda pair: pair[0].since, reverse=True)
        return tuple(dict.fromkeys(actor_id for _, actor_id in held))

    def _add_surfaces(self, entry: Entry) -> None:
        actor = entry.actor
        self._add(actor.id, "name", (actor.name,))
        self._add(actor.id, "alias", (alias for alias in actor.aliases if alias not in entry.acronyms))
        self._add(actor.id, "acronym", entry.acronyms)
        self._add(actor.id, "metonym", entry.metonyms)
        self._add(actor.id, "demonym", entry.demonyms)
        self._add(actor.id, "short", entry.short)

    def _add(
        self,
        actor_id: str,
        way: Literal["name", "alias", "acronym", "metonym", "demonym", "short"],
        spellings: Iterable[str],
    ) -> None:
        for spelling in spellings:
            tokens = list(_tokens(spelling))
            if not tokens:
                continue
            capitals = tuple(token.capital and token.key not in _PARTICLES for token in tokens)
            surface = _Surface(actor_id, way, _plain(tokens), capitals)
            known = self._surfaces.setdefault(_key(tokens), [])
            if surface not in known:
                known.append(surface)
            self._longest[tokens[0].key] = max(self._longest.get(tokens[0].key, 0), len(tokens))

    def _fitting(self, tokens: list[_Token]) -> list[_Surface]:
        return [surface for surface in self._surfaces.get(_key(tokens), ()) if surface.fits(tokens)]

    def _reaches(self, tokens: list[_Token], at: int) -> int:
        return len(self._longest_at(tokens, at)[0]) if at < len(tokens) else 0

    def _longest_at(self, tokens: list[_Token], at: int) -> tuple[list[_Token], list[_Surface]]:
        for length in range(min(self._longest.get(tokens[at].key, 0), len(tokens) - at), 0, -1):
            window = tokens[at : at + length]
            if surfaces := self._fitting(window):
                return window, surfaces
        return [], []


@cache
def _built_in() -> Gazetteer:
    """Reading and cutting thousands of names takes longer than all else that Dramatis does to start, so it is kept."""
    code = (Path(module).read_bytes() for module in (__file__, actor_files.__file__))
    made_from = digest((*code, *built_in_sources().values()))
    if known := kept("gazetteer", made_from):
        try:
            return _from_json(known)
        except (KeyError, TypeError, ValueError):
            pass  # not what was kept
    gazetteer = Gazetteer(built_in_entries())
    keep("gazetteer", made_from, _to_json(gazetteer))
    return gazetteer


def _to_json(gazetteer: Gazetteer) -> dict[str, Any]:
    return {
        "entries": [_entry_to_json(entry) for entry in gazetteer._entries.values()],
        "surfaces": {
            key: [[s.actor_id, s.way, s.plain, s.capitals] for s in surfaces]
            for key, surfaces in gazetteer._surfaces.items()
        },
        "longest": gazetteer._longest,
        "posts": [
            [*key, [[_post_to_json(post), actor_id] for post, actor_id in held]]
            for key, held in gazetteer._posts.items()
        ],
    }


def _from_json(known: dict[str, Any]) -> Gazetteer:
    gazetteer = Gazetteer(())
    gazetteer._entries = {row[0][0]: _entry_from_json(row) for row in known["entries"]}
    gazetteer._surfaces = {
        key: [_Surface(actor_id, way, plain, tuple(capitals)) for actor_id, way, plain, capitals in surfaces]
        for key, surfaces in known["surfaces"].items()
    }
    gazetteer._longest = known["longest"]
    gazetteer._posts = {
        (of, title): [(Post(*post), actor_id) for post, actor_id in held] for of, title, held in known["posts"]
    }
    return gazetteer


def _entry_to_json(entry: Entry) -> list[Any]:
    actor = entry.actor
    of_actor = [actor.id, actor.name, actor.kind, actor.country, actor.aliases, actor.wikidata, actor.description]
    lists = [entry.acronyms, entry.demonyms, entry.metonyms, entry.short, entry.context]
    return [of_actor, *lists, [_post_to_json(post) for post in entry.posts]]


def _entry_from_json(row: list[Any]) -> Entry:
    (actor_id, name, kind, country, aliases, wikidata, description), *lists, posts = row
    acronyms, demonyms, metonyms, short, context = map(tuple, lists)
    actor = Actor(actor_id, name, kind, country, tuple(aliases), wikidata, description)
    return Entry(actor, acronyms, demonyms, metonyms, short, context, tuple(Post(*post) for post in posts))


def _post_to_json(post: Post) -> list[str]:
    return [post.title, post.of, post.relation, post.since, post.until]


def _hit(tokens: list[_Token], surfaces: list[_Surface]) -> Hit:
    plain = _plain(tokens)
    shouted = plain.isupper()  # then what is written so by itself goes first: “GAO” is the office before the town
    ordered = sorted(surfaces, key=lambda surface: (shouted and surface.plain != plain, surface.rank))
    way = ordered[0].way
    how = "alias" if way == "acronym" or way == "short" else way
    actor_ids = tuple(dict.fromkeys(surface.actor_id for surface in ordered))
    return Hit(tokens[0].start, tokens[-1].end, how, actor_ids, short=way == "short")


def _key(tokens: Iterable[_Token]) -> str:
    return " ".join(token.key for token in tokens)


def _plain(tokens: Iterable[_Token]) -> str:
    return " ".join(token.plain for token in tokens)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "mark"
        written = match[group]
        bare = group == "mark" or (written.isascii() and written.isalnum())
        plain = written if bare else written.translate(_PLAIN)
        key = _folded(plain)
        if key:
            start, end = match.span(group)
            yield _Token(_SAME_WORD.get(key, key), plain, plain[:1].isupper(), start, end)


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFKD", word.casefold()).translate(_FOLDED)
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
