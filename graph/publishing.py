"""The commands that take something out of a store for a reader: export, figure, report, measure."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.engine import NotInStoreError
from graph.exports import FORMATS
from graph.names import fold
from graph.store import Store
from graph.views import Filters

TOP = 20  # rows that a measure prints


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """`command(name, run, about)` makes a parser of a subcommand."""
    entry = command("export", export, "write the network for other programs")
    entry.add_argument("--format", required=True, choices=sorted(FORMATS))
    _add_out(entry, "with any name")
    _add_filters(entry)
    entry.add_argument("--without-texts", action="store_true", help="leave quotes and sentences out")
    entry = command("figure", figure, "draw a figure for print or a slide")
    entry.add_argument("kind", choices=("network", "ego", "timeline", "matrix", "states", "periods"))
    _add_out(entry, "ending in .svg, .pdf or .png")
    entry.add_argument("--of", metavar="ID", help="the actor of an ego figure or a timeline")
    entry.add_argument("--and", dest="other", metavar="ID", help="the other actor of a timeline")
    entry.add_argument("--size", default="a4", choices=("a4", "a4-wide", "slide"))
    entry.add_argument("--title", default="")
    entry.add_argument("--periods", type=int, default=3, help="into how many spans the time is parted (default 3)")
    _add_filters(entry)
    entry = command("report", report, "write a dossier of an actor, or a report on two")
    entry.add_argument("actor", metavar="ACTOR")
    entry.add_argument("other", metavar="OTHER", nargs="?")
    _add_out(entry, "ending in .md, .html or .docx")
    _add_filters(entry, seeds=False)
    entry.add_argument("--without-texts", action="store_true", help="leave quotes out")
    entry = command("measure", measure, "measure the network, and how far the numbers hold")
    entry.add_argument("name", help="degree, strength, betweenness …; an unknown name lists them")
    entry.add_argument("--out", type=Path, metavar="FILE.csv", help="all rows, with the value under every other choice")
    entry.add_argument("--top", type=int, default=TOP, help=f"rows to print (default {TOP})")
    _add_filters(entry, seeds=False)


def export(store: Store, args: argparse.Namespace) -> int:
    from graph.export import write_export

    args.around = [_meant(store, actor) for actor in args.around]
    network = write_export(store, args.format, args.out, _filters(args), texts=not args.without_texts)
    print(f"{len(network.actors)} actors and {len(network.relations)} relations written to {args.out}", file=sys.stderr)
    return 0


def figure(store: Store, args: argparse.Namespace) -> int:
    from graph.downloads import FIGURE_FORMS, figure_file

    form = args.out.suffix.lower().lstrip(".")
    if form not in FIGURE_FORMS:
        raise ValueError(f"--out names the form by its ending: {', '.join(FIGURE_FORMS)}")
    args.around = [_meant(store, actor) for actor in args.around]
    args.of, args.other = (actor and _meant(store, actor) for actor in (args.of, args.other))
    made = figure_file(
        store, args.kind, form, args.size, _filters(args), args.of, args.other, periods=args.periods, title=args.title
    )
    args.out.write_bytes(made.content)
    print(made.alt)  # belongs beside the figure
    return 0


def report(store: Store, args: argparse.Namespace) -> int:
    from graph.downloads import REPORT_FORMS, report_file

    form = args.out.suffix.lower().lstrip(".")
    if form not in REPORT_FORMS:
        raise ValueError(f"--out names the form by its ending: {', '.join(REPORT_FORMS)}")
    actor, other = _meant(store, args.actor), args.other and _meant(store, args.other)
    made = report_file(store, actor, other, form, _filters(args), texts=not args.without_texts)
    args.out.write_bytes(made.content)
    print(f"{made.alt}: written to {args.out}", file=sys.stderr)
    return 0


def measure(store: Store, args: argparse.Namespace) -> int:
    from graph import analysis
    from graph.downloads import measure_file

    filters = _filters(args)
    found = analysis.measured(analysis.claims_table(store, filters), args.name, analysis.actors_table(store))
    print(f"{found.name}: {found.about}\n")
    _print_table(found.numbers.head(args.top))
    print("\nHow far it holds\n")
    _print_table(found.variants)
    for warning in found.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if args.out:
        args.out.write_bytes(measure_file(store, args.name, filters).content)
    return 0


def _meant(store: Store, given: str) -> str:
    """The id of the actor that was named by its id, or by a name that nobody else has. Raises NotInStoreError, with the
    names that resemble it."""
    try:
        store.actor(given, limit=1)
    except NotInStoreError as error:
        hits = store.search(given, limit=5)
        named = {hit.actor.id for hit in hits if fold(hit.matched) == fold(given)}
        if len(named) == 1:
            return named.pop()
        near = ", ".join(f"{hit.actor.name} ({hit.actor.id})" for hit in hits)
        raise NotInStoreError(f"{error}; near it: {near}" if near else str(error)) from None
    return given


def _print_table(table: Any) -> None:
    print("\t".join(["", *map(str, table.columns)]))
    for name, row in table.iterrows():
        print("\t".join([_cell(name), *map(_cell, row)]))


def _cell(value: object) -> str:
    """Four digits that count; one line, without characters that steer a terminal."""
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _add_out(entry: argparse.ArgumentParser, how: str) -> None:
    entry.add_argument("--out", required=True, type=Path, metavar="FILE", help=how)


def _add_filters(entry: argparse.ArgumentParser, seeds: bool = True) -> None:
    if seeds:
        entry.add_argument("--actor", dest="around", action="append", default=[], metavar="ID",
                           help="only around it; repeatable")  # fmt: skip
        entry.add_argument("--hops", type=int, default=1)
    entry.add_argument("--relation", action="append", default=[], metavar="NAME", help="only this one; repeatable")
    entry.add_argument(
        "--status",
        action="append",
        default=[],
        metavar="STATUS",
        choices=("actual", "planned", "hypothetical", "negated"),
        help="only this one; repeatable",
    )
    entry.add_argument("--outlet", action="append", default=[], metavar="NAME", help="only this one; repeatable")
    entry.add_argument("--since", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    entry.add_argument("--until", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    entry.add_argument("--min-confidence", type=float, default=0.0, metavar="0–1", help="of a relation's surest claim")
    entry.add_argument("--places", action="store_true", help="with places")  # fmt: skip


def _filters(args: argparse.Namespace) -> Filters:
    return Filters(
        actors=tuple(getattr(args, "around", ())),
        relations=tuple(args.relation),
        statuses=tuple(args.status),
        outlets=tuple(args.outlet),
        since=args.since,
        until=args.until,
        min_confidence=args.min_confidence,
        places=args.places,
        hops=getattr(args, "hops", 1),
        limit=10_000,
    )
