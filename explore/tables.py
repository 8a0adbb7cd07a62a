"""Rows of the store as tables. Cells are plain text to Streamlit, so they need no escaping, only one clean line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from explore import look
from explore.escape import plain
from graph.views import Network, RelationRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RELATION_COLUMNS = (
    "Source", "Relation", "Target", "Claims", "Happened", "Planned", "Hypothetical", "Denied", "Outlets", "First",
    "Last", "Confidence",
)  # fmt: skip


def relation_rows(relations: Iterable[RelationRow], names: dict[str, str]) -> pd.DataFrame:
    """One line a relation, in words; a status that none of them has takes no column."""
    frame = pd.DataFrame(
        [
            {
                "Source": plain(names.get(row.source, row.source), 80),
                "Relation": look.verb(row.relation),
                "Target": plain(names.get(row.target, row.target), 80),
                "Claims": row.claims,
                "Happened": row.actual,
                "Planned": row.planned,
                "Hypothetical": row.hypothetical,
                "Denied": row.negated,
                "Outlets": row.outlets,
                "First": row.first_date,
                "Last": row.last_date,
                "Confidence": row.confidence,
            }
            for row in relations
        ],
        columns=list(_RELATION_COLUMNS),
    )
    return frame.drop(columns=[name for name in ("Planned", "Hypothetical", "Denied") if not frame[name].any()])


COLUMNS = {
    "Date": st.column_config.DateColumn(format="D MMM YYYY"),
    "Published": st.column_config.DateColumn(format="D MMM YYYY"),
    "Evidence": st.column_config.TextColumn(width="large"),
    "First": st.column_config.DateColumn(format="D MMM YYYY"),
    "Last": st.column_config.DateColumn(format="D MMM YYYY"),
    "Confidence": st.column_config.NumberColumn(format="percent", help="of the surest claim"),
    "Claims": st.column_config.NumberColumn(help="sentences that say so"),
}


@contextmanager
def same_as_table(key: str) -> Iterator[bool]:
    """Beside a drawing, for who reads by ear: whether the reader opened it. Until then no browser loads its parts."""
    with st.expander("The same as a table", icon=":material/table:", on_change="rerun", key=key) as opened:
        yield bool(opened.open)


def relation_table(network: Network, key: str) -> None:
    names = {actor.id: actor.name for actor in network.actors}
    table(relation_rows(network.relations, names), key, "Relations, the best attested first")


def table(frame: pd.DataFrame, key: str, description: str, select: bool = False, whole: bool = False) -> list[int]:
    """Draws the table, all of it at once if `whole`; returns the rows that the reader selected, if `select` lets one be
    selected."""
    event = st.dataframe(
        frame, hide_index=True, column_config=COLUMNS, key=key, alt=description, height="content" if whole else "auto",
        on_select="rerun" if select else "ignore", selection_mode=["single-row", "single-cell"],
    )  # fmt: skip
    if not select:
        return []
    rows = event.selection.rows or [row for row, _ in event.selection.cells]
    return [row for row in rows if row < len(frame)]


def to_csv(frame: pd.DataFrame) -> str:
    """For a spreadsheet, which would run a cell that begins like a formula: such text is quoted as spreadsheets do."""
    return frame.map(_unformulated).to_csv(index=False)


def _unformulated(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
