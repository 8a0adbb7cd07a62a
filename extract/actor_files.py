"""Files of actors: the built-in data/actors/*.toml and the user's own .toml or .csv, read, checked and merged."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from extract.ontology import KINDS
from extract.records import Actor

MAX_SPELLING = 200  # characters: longer than any name, short enough that matching stays linear
MAX_BYTES = 64 * 1024 * 1024  # half a million actors; more is a mistake in the path rather than a gazetteer
_TEXTS = ("id", "name", "kind", "country", "wikidata", "description")
_LISTS = ("aliases", "acronyms", "demonyms", "metonyms", "short", "context")
_COLUMNS = ("name", "kind", "country", "aliases", "wikidata")
_POST_KEYS = ("title", "of", "relation", "since", "until")
_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")


@dataclass(frozen=True, slots=True)
class Post:
    """The post `title` of the actor `of`. `since` and `until` are YYYY, YYYY-MM or YYYY-MM-DD, both days included;
    empty where open or unknown."""

    title: str
    of: str
    relation: Literal["LEADS", "MEMBER_OF"]
    since: str = ""
    until: str = ""

    def held(self, on: dt.date | None) -> bool:
        """Whether it was held on that day; without a day, whether nobody has ended it."""
        if on is None:
            return not self.until
        day = on.isoformat()
        return self.since <= day and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor with the other ways it is written. `short` names and shared surfaces are decided by context, for which
    `context` lists words that speak for this actor. A Group with demonyms is a people or a religious community."""

    actor: Actor
    acronyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()


def built_in_entries() -> list[Entry]:
    """The actors that ship with Dramatis. Raises ValueError where two files define the same id."""
    entries: dict[str, Entry] = {}
    for name, content in built_in_sources().items():
        for entry in _entries(name, _parsed(name, content)):
            if entry.actor.id in entries:
                raise ValueError(f"{name}: the id {entry.actor.id!r} is taken already; merge the two entries")
            entries[entry.actor.id] = entry
    return list(entries.values())


def built_in_sources() -> dict[str, bytes]:
    """The files of actors that ship with Dramatis, sorted by name."""
    folder = files("extract").joinpath("data/actors")
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith(".toml")}
    return dict(sorted(found.items()))


def user_entries(path: Path) -> list[Entry]:
    """The actors of one .toml or .csv file. Raises ValueError that says where it is wrong and what to do."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"{path}: larger than {MAX_BYTES // 2**20} MiB; split it or give the right file")
        content = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    match path.suffix.lower():
        case ".toml":
            return _entries(str(path), _parsed(str(path), content))
        case ".csv":
            return _csv_entries(path, content)
    raise ValueError(f"{path}: neither .toml nor .csv; save the actors in one of these formats")


def merged(entries: Iterable[Entry], additions: Iterable[tuple[Path, Entry]]) -> list[Entry]:
    """`entries` with the additions and the files they come from. An addition whose id or Wikidata identifier is known
    extends that entry, and its name becomes an alias.

    Raises ValueError where an addition contradicts the kind or has a post of an actor that nobody defines."""
    known = {entry.actor.id: entry for entry in entries}
    ids = {entry.actor.wikidata: entry.actor.id for entry in known.values() if entry.actor.wikidata}
    added = list(additions)
    for path, entry in added:
        actor_id = entry.actor.id if entry.actor.id in known else ids.get(entry.actor.wikidata or "", entry.actor.id)
        known[actor_id] = _extended(known[actor_id], entry, path) if actor_id in known else entry
    for path, entry in added:
        for post in entry.posts:
            if post.of not in known:
                raise ValueError(
                    f"{path}: actor {entry.actor.id!r}: no file defines {post.of!r}, whose post it has; add it"
                )
    return list(known.values())


def _extended(before: Entry, entry: Entry, path: Path) -> Entry:
    old, new = before.actor, entry.actor
    if old.kind != new.kind:
        raise ValueError(
            f"{path}: actor {new.id!r}: kind {new.kind!r}, but {old.kind!r} is known; mend the kind or the id"
        )
    names = [name for name in (*old.aliases, new.name, *new.aliases) if name != old.name]
    actor = replace(
        old,
        aliases=tuple(dict.fromkeys(names)),
        country=new.country or old.country,
        wikidata=new.wikidata or old.wikidata,
        description=new.description or old.description,
    )
    lists = {key: _union(getattr(before, key), getattr(entry, key)) for key in (*_LISTS[1:], "posts")}
    return Entry(actor, **lists)


def _union(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _parsed(name: str, content: bytes) -> list[Any]:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(f"{name}: not valid TOML: {error}; see https://toml.io") from error
    entries = table.pop("actor", None)
    if table or not isinstance(entries, list):
        raise ValueError(f"{name}: expected [[actor]] tables and nothing else")
    return entries


def _entries(name: str, tables: list[Any]) -> list[Entry]:
    entries = []
    for number, table in enumerate(tables, start=1):
        label = table.get("id") or table.get("name") if isinstance(table, dict) else None
        where = f"{name}: actor {number}" + (f" ({label})" if label else "")
        entries.append(_entry(table, where))
    return entries


def _csv_entries(path: Path, content: bytes) -> list[Entry]:
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = rows.fieldnames or ()
        if missing := [column for column in _COLUMNS[:2] if column not in header]:
            raise ValueError(f"{path}: line 1: no column {missing[0]!r}; the columns are {', '.join(_COLUMNS)}")
        return [_entry(_csv_table(row), f"{path}: line {rows.line_num}") for row in rows]
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except csv.Error as error:
        raise ValueError(f"{path}: line {rows.line_num}: {error}; check the quotes there") from error


def _csv_table(row: Mapping[str, str | None]) -> dict[str, Any]:
    cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    aliases = [alias.strip() for alias in cells.pop("aliases").split(";") if alias.strip()]
    given = {column: cell for column, cell in cells.items() if cell}
    return given | {"id": cells["wikidata"] or _slug(cells["name"]), "aliases": aliases}


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = "-".join(re.findall(r"[a-z0-9]+", ascii_only))
    return words or ("actor-" + hashlib.sha256(name.encode()).hexdigest()[:12] if name else "")


def _entry(table: Any, where: str) -> Entry:
    """One checked entry; `where` opens the message of every ValueError."""
    if not isinstance(table, dict):
        raise ValueError(f"{where}: not a table; write [[actor]] above its keys")
    for key, given in table.items():
        _check_type(key, given, where)
    for key in ("id", "name", "kind"):
        if not table.get(key, "").strip():
            raise ValueError(f"{where}: no {key}; every actor needs one")
    if table["kind"] not in KINDS:
        raise ValueError(f"{where}: kind {table['kind']!r} is none of {', '.join(KINDS)}")
    if not re.fullmatch("[A-Z]{3}", table.get("country", "XXX")):
        raise ValueError(f"{where}: country {table['country']!r}; give the three letters of ISO 3166-1, such as IRQ")
    for spelling in (table["name"], *(spelling for key in _LISTS for spelling in table.get(key, ()))):
        if len(spelling) > MAX_SPELLING:
            raise ValueError(f"{where}: {spelling[:40]!r}… is longer than {MAX_SPELLING} characters; shorten it")
    lists = {key: tuple(table.get(key, ())) for key in _LISTS[1:]}
    posts = tuple(_post(post, where) for post in table.get("posts", ()))
    return Entry(_actor(table, where), **lists, posts=posts)


def _check_type(key: str, given: Any, where: str) -> None:
    if key in _TEXTS:
        right = isinstance(given, str)
    elif key in _LISTS:
        right = isinstance(given, list) and all(isinstance(word, str) for word in given)
    elif key == "posts":
        right = isinstance(given, list)
    else:
        raise ValueError(f"{where}: unknown key {key!r}; known are {', '.join((*_TEXTS, *_LISTS, 'posts'))}")
    if not right:
        shape = "a text" if key in _TEXTS else "a list of tables" if key == "posts" else "a list of texts"
        raise ValueError(f"{where}: {key} must be {shape}")


def _actor(table: Mapping[str, Any], where: str) -> Actor:
    actor_id = table["id"]
    wikidata = table.get("wikidata") or (actor_id if re.fullmatch(r"Q\d+", actor_id) else None)
    if wikidata and not re.fullmatch(r"Q[1-9]\d*", wikidata):
        raise ValueError(f"{where}: wikidata {wikidata!r} is not an identifier such as Q796")
    return Actor(
        id=actor_id,
        name=table["name"],
        kind=table["kind"],
        country=table.get("country"),
        aliases=_union(tuple(table.get("aliases", ())), tuple(table.get("acronyms", ()))),
        wikidata=wikidata,
        description=table.get("description"),
    )


def _post(table: Any, where: str) -> Post:
    if not isinstance(table, dict) or not all(isinstance(given, str) for given in table.values()):
        raise ValueError(f"{where}: a post is a table of texts, with the keys {', '.join(_POST_KEYS)}")
    if unknown := [key for key in table if key not in _POST_KEYS]:
        raise ValueError(f"{where}: unknown key {unknown[0]!r} in a post; known are {', '.join(_POST_KEYS)}")
    if not table.get("title") or not table.get("of"):
        raise ValueError(f"{where}: a post needs a title and the actor that it is a post of")
    if table.get("relation") not in ("LEADS", "MEMBER_OF"):
        raise ValueError(f"{where}: the relation of the post {table['title']!r} must be LEADS or MEMBER_OF")
    for key in ("since", "until"):
        if not _is_date(table.get(key, "")):
            raise ValueError(f"{where}: {key} {table[key]!r}; write 2022-10-27, 2022-10 or 2022, or leave it empty")
    return Post(**table)


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return not text
    year, month, day = found.groups()
    try:
        dt.date.fromisoformat(year + (month or "-01") + (day or "-01"))
    except ValueError:
        return False
    return True
