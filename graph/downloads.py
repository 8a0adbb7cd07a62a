"""What a reader takes away: exports, figures, reports and measures as files, each with a name, a media type and words
for who cannot see it. The command line and the pages offer these and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from graph import exports, figures
from graph.exports.tables import written_csv
from graph.paint import Drawing, Form, Places
from graph.report_forms import FORMS as REPORT_FORMS
from graph.report_forms import written as written_report
from graph.store import Store
from graph.views import Filters, Network

MOST = 10_000  # relations around seeds
MEDIA_TYPES = {
    "svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png", "md": "text/markdown", "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "csv": "text/csv",
}  # fmt: skip
# What each figure shows, and whether it is of one actor.
FIGURES = {
    "network": "the most connected actors and their relations",
    "ego": "one actor and those around it",
    "timeline": "cooperation and conflict over time, of all, of one actor, or between two",
    "matrix": "who acts on whom, with numbers",
    "states": "what goes from state to state",
    "periods": "the same actors period by period",
}
FIGURE_FORMS: tuple[Form, ...] = ("svg", "pdf", "png")
SIZES = tuple(figures.PAGES)
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Download:
    """The bytes of a file, the name to save it under, its media type, and what it shows or holds, in words."""

    content: bytes
    name: str
    media_type: str
    alt: str


def export_file(store: Store, form: str, filters: Filters | None = None, texts: bool = True) -> Download:
    """The network in a format of `exports.FORMATS`. `texts` False leaves out quotes and sentences."""
    network = chosen_network(store, filters)
    entry = exports.FORMATS[form]
    about = f"{len(network.actors)} actors and {len(network.relations)} relations, for {entry.use}"
    name = f"dramatis-{form.removesuffix('-csv').removesuffix('-zip')}.{entry.ending}"
    return Download(exports.export(store, network, form, texts), name, entry.media_type, about)


def figure_file(
    store: Store, kind: str, form: Form = "svg", size: str = "a4", filters: Filters | None = None,
    actor: str | None = None, other: str | None = None, places: Places | None = None, periods: int = 3, title: str = "",
) -> Download:  # fmt: skip
    """A figure of `FIGURES`. "ego" needs the `actor`; "timeline" takes one or two; `places` are those of the screen,
    for "network"; `periods` says into how many spans of about as many claims "periods" parts the time."""
    if form not in FIGURE_FORMS or size not in SIZES:
        raise ValueError(f"a figure is drawn as {', '.join(FIGURE_FORMS)} in the sizes {', '.join(SIZES)}")
    makers: dict[str, Callable[[], Drawing]] = {
        "network": lambda: figures.network_figure(chosen_network(store, filters), form, size, places, title),
        "ego": lambda: _ego(store, actor, form, size, filters, title),
        "timeline": lambda: figures.timeline_figure(store.timeline(actor, other, filters), form, size, title),
        "matrix": lambda: figures.matrix_figure(chosen_network(store, filters), form, size, title),
        "states": lambda: figures.states_figure(chosen_network(store, filters), form, size, title),
        "periods": lambda: figures.period_figure(_parted(store, filters, periods), form, size, title),
    }
    if kind not in makers:
        raise ValueError(f"there is no figure {kind!r}; there are {', '.join(FIGURES)}")
    drawing = makers[kind]()
    name = f"dramatis-{kind}{_part(actor)}{_part(other)}.{form}"
    return Download(drawing.content, name, MEDIA_TYPES[form], drawing.alt)


def report_file(
    store: Store, actor: str, other: str | None = None, form: str = "docx", filters: Filters | None = None,
    texts: bool = True,
) -> Download:  # fmt: skip
    """A dossier of one actor, or a report on two, in a form of `REPORT_FORMS`. Raises NotInStoreError."""
    from graph.report import dossier, dyad  # as below

    made = dyad(store, actor, other, filters, texts) if other else dossier(store, actor, filters, texts)
    content = written_report(made, form)
    return Download(content, f"dramatis-report{_part(actor)}{_part(other)}.{form}", MEDIA_TYPES[form], made.title)


def measure_file(store: Store, name: str, filters: Filters | None = None) -> Download:
    """A measure of `analysis.MEASURES` as CSV, with its values under other choices beside it."""
    from graph import analysis  # here, since it takes seconds to load that figures and files need not wait

    found = analysis.measured(analysis.claims_table(store, filters), name, analysis.actors_table(store))
    table = found.numbers.rename_axis("actor").reset_index()
    content = written_csv(list(map(str, table.columns)), table.to_dict("records"))
    return Download(content, f"dramatis-{name}.csv", MEDIA_TYPES["csv"], "; ".join((found.about, *found.warnings)))


def chosen_network(store: Store, filters: Filters | None) -> Network:
    """All that passes the filters; around the seeds where there are some."""
    if filters and filters.actors:
        return store.network(replace(filters, limit=MOST))
    return store.whole_network(filters or Filters())


def _ego(store: Store, actor: str | None, form: Form, size: str, filters: Filters | None, title: str) -> Drawing:
    if not actor:
        raise ValueError("the figure of an actor needs the actor")
    own = store.actor(actor, limit=1).actor.id
    network = store.network(replace(filters or Filters(), actors=(own,), limit=MOST))
    return figures.ego_figure(network, own, form, size, title)


def _parted(store: Store, filters: Filters | None, periods: int) -> dict[str, Network]:
    """Spans of whole years, each with about as many claims as the others: a long quiet time is one span."""
    if not 1 <= periods <= 6:
        raise ValueError("a figure has room for one to six periods")
    years: dict[int, int] = {}
    for row in store.timeline(filters=filters):
        years[row.date.year] = years.get(row.date.year, 0) + row.claims
    chosen, total, done = filters or Filters(), sum(years.values()), 0
    spans: list[list[int]] = []
    for year, claims in sorted(years.items()):
        if not spans or (done * periods >= total * len(spans) and len(spans) < periods):
            spans.append([])
        spans[-1].append(year)
        done += claims
    return {_named(span): chosen_network(store, _within(chosen, span)) for span in spans}


def _within(filters: Filters, years: list[int]) -> Filters:
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    return replace(filters, since=max(filters.since or first, first), until=min(filters.until or last, last))


def _named(span: list[int]) -> str:
    return str(span[0]) if span[0] == span[-1] else f"{span[0]}–{span[-1]}"


def _part(actor: str | None) -> str:
    """A part of a file's name that no system refuses."""
    return f"-{_NOT_IN_NAMES.sub('-', actor).strip('-')[:60]}" if actor else ""


__all__ = [
    "FIGURES", "FIGURE_FORMS", "REPORT_FORMS", "SIZES", "Download", "chosen_network", "export_file", "figure_file",
    "measure_file", "report_file",
]  # fmt: skip
