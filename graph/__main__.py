"""The command line of the claim graph: ``python -m graph COMMAND … [--db URL]``.

Exit status 0 done, 1 some input failed (each named on standard error, the rest done), 2 usage.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import getpass
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph import care, journal, publishing
from graph.intake import arrivals, read_extractions
from graph.store import Store, StoreError, open_store

EVERY = 1000  # documents between two lines of progress


def load(store: Store, args: argparse.Namespace) -> int:
    failed: list[tuple[str, str]] = []  # grows as they are found: a stop at any moment knows of them
    if not args.watch:
        _load(store, args.files, failed)
        return 1 if failed else 0
    if len(args.files) != 1 or not Path(args.files[0]).is_dir():
        print("--watch takes one folder", file=sys.stderr)
        return 2
    stopped = threading.Event()

    def stop(*_signal: object) -> None:
        stopped.set()  # an exception is lost where it meets a finalizer, this is not
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    with contextlib.suppress(KeyboardInterrupt):
        for files in arrivals(Path(args.files[0]), args.every, stopped):
            _load(store, [str(path) for path in files], failed)
    print("stopped watching", file=sys.stderr)
    return 1 if failed else 0


def _load(store: Store, files: list[str], failed: list[tuple[str, str]]) -> None:
    """Names what failed, and adds it to `failed`."""
    earlier = len(failed)
    tally = store.bulk_add(read_extractions(files, lambda *found: failed.append(found)), _progress())
    failed += [(f"document {document}", why) for document, why in tally.failed]
    for where, why in failed[earlier:]:
        print(f"{where}: {why}", file=sys.stderr)
    print(
        f"{tally.added} documents added, {tally.replaced} replaced, {tally.unchanged} unchanged, "
        f"{tally.claims} claims written, {len(failed) - earlier} failed",
        flush=True,
    )


def stats(store: Store, args: argparse.Namespace) -> int:
    found = store.statistics()
    if args.json:
        parts = {name: getattr(found, name) for name in found.__slots__}
        parts |= {name: dict(value) for name, value in parts.items() if name.startswith("by_")}
        print(json.dumps(parts, default=dt.date.isoformat, indent=1))
        return 0
    for name in ("documents", "actors", "claims", "relations", "mentions", "rejected", "judgements"):
        print(f"{name:<12}{getattr(found, name):>10}")
    print(f"{'dates':<12}{found.first_date or 'none'} to {found.last_date or 'none'}")
    for title in ("by_relation", "by_status", "by_kind", "by_outlet"):
        print(f"\n{title.replace('_', ' ')}")
        for name, number in getattr(found, title)[:30]:
            print(f"  {name:<30}{number:>8}")
    return 0


def query(store: Store, args: argparse.Namespace) -> int:
    if not args.cypher:
        print(store.schema())
        return 0
    table = store.query(args.cypher, seconds=args.seconds, rows=args.rows)
    print("\t".join(table.columns))
    for row in table.rows:
        print("\t".join(_cell(value) for value in row))
    if table.truncated:
        print(f"only the first {args.rows} rows are shown; --rows shows more", file=sys.stderr)
    return 0


def search(store: Store, args: argparse.Namespace) -> int:
    for hit in store.search(" ".join(args.text), limit=args.limit):
        actor = hit.actor
        print(f"{hit.score:5.1f}  {actor.id:<24} {_cell(actor.name)}  [{actor.kind}]  {actor.claims} claims")
    return 0


def verify(store: Store, args: argparse.Namespace) -> int:
    differences = store.verify()
    for difference in differences:
        print(f"{difference.kind} {difference.subject}: {difference.expected} expected, {difference.found} found")
    print(f"{len(differences)} differences between the records and the database", file=sys.stderr)
    return 1 if differences else 0


def rebuild(store: Store, args: argparse.Namespace) -> int:
    store.rebuild()
    print("the database was made anew from the records", file=sys.stderr)
    return 0


def resolve(store: Store, args: argparse.Namespace) -> int:
    for found in store.suggestions(args.limit):
        print(f"{found.score:.2f}  {found.first.id}  {found.second.id}  {_cell('; '.join(found.reasons))}")
    return 0


def judge(store: Store, args: argparse.Namespace) -> int:
    print(store.judge(args.first, args.second, args.verdict, args.who, args.note))
    return 0


def undo(store: Store, args: argparse.Namespace) -> int:
    print(store.undo(args.judgement, args.who))
    return 0


def journal_lines(store: Store, args: argparse.Namespace) -> int:
    if args.load:
        lines = args.load.read_text(encoding="utf-8").splitlines()
        entries = [journal.from_json(json.loads(line)) for line in lines if line.strip()]
        print(f"{store.import_journal(entries)} judgements added", file=sys.stderr)
        return 0
    for entry in store.journal():
        print(json.dumps(journal.to_json(entry)))
    return 0


def backup(store: Store, args: argparse.Namespace) -> int:
    store.backup(args.folder)
    with open_store(args.folder, read_only=True) as copied:
        print(f"{copied.statistics().documents} documents are in {args.folder}", file=sys.stderr)
    return 0


def copy(args: argparse.Namespace) -> int:
    with open_store(args.source, read_only=True) as source, open_store(args.target) as target:
        found = care.copy(source, target, _progress())
        counts = f"{found.documents} documents, {found.claims} claims and {found.judgements} judgements"
        print(f"{counts} are in {target.url}")
    return 0


def restore(args: argparse.Namespace) -> int:
    with open_store(args.folder, read_only=True) as store:
        store.backup(args.target)
    with open_store(args.target, read_only=True) as restored:
        print(f"{restored.statistics().documents} documents are in {args.target}", file=sys.stderr)
    return 0


def _progress() -> Callable[[int], None]:
    """A line for every thousand, also where they come in larger steps."""
    told = 0

    def tell(number: int) -> None:
        nonlocal told
        if number // EVERY > told:
            told = number // EVERY
            print(f"{number} documents", file=sys.stderr)

    return tell


def _cell(value: Any) -> str:
    """One line, without characters that steer a terminal."""
    text = "" if value is None else str(value)
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m graph", description="The claim graph: load, ask, review, export.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", metavar="URL", help="folder, or bolt:// of a server; default DRAMATIS_DB or ./store")
    reviewer = argparse.ArgumentParser(add_help=False)
    reviewer.add_argument("--who", default=_user(), help="who judges")

    def command(
        name: str, run: Callable[..., int], about: str, read_only: bool = True, parents: tuple[Any, ...] = (shared,)
    ) -> argparse.ArgumentParser:
        entry = commands.add_parser(name, help=about, description=about, parents=list(parents))
        entry.set_defaults(run=run, read_only=read_only)
        return entry

    about = "add extractions from JSON Lines or Parquet files, folders of them, or the folder of a corpus run"
    entry = command("load", load, about, read_only=False)
    entry.add_argument("files", nargs="+", metavar="FILE", help="file or folder; - is standard input")
    entry.add_argument("--watch", action="store_true", help="load what comes into one folder, until Ctrl-C")
    entry.add_argument("--every", type=_seconds, default=2.0, metavar="SECONDS", help="between two looks (default: 2)")
    command("stats", stats, "how much of what is in the store").add_argument("--json", action="store_true")
    entry = command("query", query, "a read-only Cypher query; without one, the schema")
    entry.add_argument("cypher", nargs="?")
    entry.add_argument("--seconds", type=float, default=10.0)
    entry.add_argument("--rows", type=int, default=1000)
    publishing.add_commands(command)
    entry = command("search", search, "find actors by name")
    entry.add_argument("text", nargs="+")
    entry.add_argument("--limit", type=int, default=10)
    command("verify", verify, "compare the database with the records")
    command("rebuild", rebuild, "make the database anew from the records", read_only=False)
    entry = command("resolve", resolve, "suggest which actors may be one")
    entry.add_argument("--limit", type=int, default=50)
    entry = command("judge", judge, "say whether two actors are one", False, (shared, reviewer))
    entry.add_argument("first")
    entry.add_argument("second")
    entry.add_argument("verdict", choices=("same", "different", "unsure"))
    entry.add_argument("--note", default="")
    command("undo", undo, "take a judgement back", False, (shared, reviewer)).add_argument("judgement")
    entry = command("journal", journal_lines, "print the judgements, or add those of a file", read_only=False)
    entry.add_argument("--load", type=Path, metavar="FILE")
    command("backup", backup, "copy an embedded store to a new folder, while it is in use").add_argument("folder")
    entry = command("restore", restore, "make a store from a backup", parents=())
    entry.add_argument("folder")
    entry.add_argument("target")
    entry = command("copy", copy, "move everything into another, empty store", parents=())
    entry.add_argument("source", metavar="FROM")
    entry.add_argument("target", metavar="TO")
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def main(arguments: list[str] | None = None) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    args = _parser().parse_args(arguments)
    try:
        if args.run in (copy, restore):
            return int(args.run(args))
        with open_store(args.db, read_only=args.read_only) as store:
            return int(args.run(store, args))
    except (StoreError, OSError, ValueError, KeyError) as error:
        print(f"{type(error).__name__ if isinstance(error, KeyError) else ''}{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was committed is kept", file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
