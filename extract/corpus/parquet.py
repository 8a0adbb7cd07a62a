"""Extractions as Parquet: the columns are the keys of the JSON lines, with their lists and structures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.corpus.pieces import Record

_ROWS = 256  # to a row group: some megabytes
_TEXT, _NUMBER = pa.string(), pa.int64()
_SPAN = pa.list_(_NUMBER)


def _struct(**fields: Any) -> pa.StructType:
    return pa.struct(list(fields.items()))


_MENTION = _struct(start_char=_NUMBER, end_char=_NUMBER, text=_TEXT, how=_TEXT)
_ACTOR = _struct(
    id=_TEXT, name=_TEXT, kind=_TEXT, country=_TEXT, aliases=pa.list_(_TEXT), wikidata=_TEXT, description=_TEXT,
    mentions=pa.list_(_MENTION),
)  # fmt: skip
_ATTRIBUTION = _struct(
    speaker=_TEXT, speaker_text=_TEXT, speaker_span=_SPAN, cue=_TEXT, cue_span=_SPAN, content_span=_SPAN, stance=_TEXT
)
_CLAIM = _struct(
    id=_TEXT, source=_TEXT, relation=_TEXT, target=_TEXT, source_span=_SPAN, target_span=_SPAN, status=_TEXT,
    confidence=pa.float64(), extractor=_TEXT, mode=_TEXT, role=_TEXT, event_date=_TEXT,
    evidence=_struct(start_char=_NUMBER, end_char=_NUMBER, quote=_TEXT), attribution=_ATTRIBUTION,
)  # fmt: skip
SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "title", "published", "outlet", "url", "language", "version", "text")),
        ("actors", pa.list_(_ACTOR)),
        ("claims", pa.list_(_CLAIM)),
        ("attributions", pa.list_(_ATTRIBUTION)),
    ]
)


class ParquetRows:
    """Writes records into a Parquet file, a row group at a time."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, record: Record) -> None:
        self._rows.append(json.loads(record.line))
        if len(self._rows) == _ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
        self._rows = []
