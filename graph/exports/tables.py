"""Tables: CSV of nodes and edges, CSV for Neo4j's bulk import, Excel, Parquet, and event rows like PLOVER's."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from extract.ontology import relations
from graph.exports.bundle import Bundle, plain, quotes
from graph.views import StoredClaim

Row = dict[str, Any]
MOST_CELL = 32_767  # characters that a cell of Excel holds
MOST_WIDE = 48  # letters of a column as it opens
MOST_ROWS = 1_048_575  # rows of a sheet below its heading
_DAY = dt.datetime(1980, 1, 1).timetuple()[:6]  # of the files in an archive: the same input gives the same bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
ACTORS = ("id", "name", "kind", "country", "claims", "documents")
RELATIONS = (
    "source", "source_name", "relation", "target", "target_name", "quad_class", "intensity", "symmetric", "claims",
    "documents", "outlets", "first_date", "last_date", "actual", "planned", "hypothetical", "negated", "confidence",
)  # fmt: skip
CLAIMS = (
    "claim", "source", "source_name", "relation", "target", "target_name", "status", "date", "mode", "role",
    "confidence", "speaker", "cue", "stance", "quote", "sentence", "title", "outlet", "published", "url", "document",
    "start_char", "end_char", "extractor",
)  # fmt: skip
EVENTS = (
    "event_id", "event_date", "source_name", "source_id", "source_country", "source_kind", "target_name", "target_id",
    "target_country", "target_kind", "event_type", "event_mode", "quad_class", "intensity", "status", "speaker",
    "confidence", "headline", "publisher", "publication_date", "url", "sentence",
)  # fmt: skip
MEANINGS = {
    "id": "Wikidata item where known, else a name in small letters",
    "claims": "sentences that say so, one a document and place",
    "documents": "documents with such a claim, or that mention the actor",
    "outlets": "publishers with such a claim",
    "first_date": "of the event, else of publication",
    "intensity": "-10 hostile to 10 cooperative, after Goldstein (1992), one value a relation",
    "actual": "claims of what is said to have happened",
    "planned": "claims of what is announced or intended",
    "hypothetical": "claims under a condition, or of what may happen",
    "negated": "claims that it did not happen",
    "confidence": "of the rule that read the claim, 0 to 1; of a relation, its surest claim",
    "speaker": "who says so; empty where the outlet says it in its own words",
    "quote": "the words that the claim was read from",
    "start_char": "where the quote begins in the text of the document",
    "extractor": "the rule that found the claim",
}


def actor_rows(bundle: Bundle) -> list[Row]:
    return [{name: getattr(actor, name) for name in ACTORS} for actor in bundle.network.actors]


def relation_rows(bundle: Bundle) -> list[Row]:
    rows = []
    for row in bundle.network.relations:
        entry = relations()[row.relation]
        names = {"source_name": bundle.names[row.source], "target_name": bundle.names[row.target]}
        meaning = {"quad_class": entry.quad_class, "intensity": entry.intensity, "symmetric": entry.symmetric}
        counts = {name: getattr(row, name) for name in RELATIONS if hasattr(row, name)}
        rows.append({name: (names | meaning | counts)[name] for name in RELATIONS})
    return rows


def claim_rows(bundle: Bundle) -> list[Row]:
    return [_claim(bundle, claim) for claim in bundle.claims]


def _claim(bundle: Bundle, stored: StoredClaim) -> Row:
    claim, document = stored.claim, stored.document
    attribution = claim.attribution
    values = (
        claim.id, stored.source.id, stored.source.name, stored.relation, stored.target.id, stored.target.name,
        claim.status, stored.date, claim.mode, claim.role, claim.confidence, bundle.speaker(stored),
        attribution.cue if attribution else None, attribution.stance if attribution else None,
        bundle.quote(stored) or None, bundle.sentence(stored) or None, document.title, document.outlet,
        document.published, document.url, document.id, claim.evidence.start_char, claim.evidence.end_char,
        claim.extractor,
    )  # fmt: skip
    return dict(zip(CLAIMS, values, strict=True))


def event_rows(bundle: Bundle) -> list[Row]:
    """One row an event, with columns named as in PLOVER and POLECAT; states of affairs are no events."""
    rows = []
    for stored in bundle.claims:
        entry, claim, document = relations()[stored.relation], stored.claim, stored.document
        if not entry.event:
            continue
        values = (
            claim.id, stored.date, stored.source.name, stored.source.id, stored.source.country, stored.source.kind,
            stored.target.name, stored.target.id, stored.target.country, stored.target.kind, stored.relation,
            claim.mode, entry.quad_class, entry.intensity, claim.status, bundle.speaker(stored), claim.confidence,
            document.title, document.outlet, document.published, document.url, bundle.sentence(stored) or None,
        )  # fmt: skip
        rows.append(dict(zip(EVENTS, values, strict=True)))
    return rows


def events_csv(bundle: Bundle) -> bytes:
    return written_csv(EVENTS, event_rows(bundle))


def nodes_and_edges(bundle: Bundle) -> bytes:
    """A zip with nodes.csv, edges.csv (Id, Label, Source, Target, Type, Weight as Gephi wants them), claims.csv and a
    note."""
    nodes = [{"Id": row["id"], "Label": row["name"]} | row for row in actor_rows(bundle)]
    edges = [
        {"Source": row["source"], "Target": row["target"], "Type": "Undirected" if row["symmetric"] else "Directed",
         "Weight": row["claims"], "Label": row["relation"]} | row
        for row in relation_rows(bundle)
    ]  # fmt: skip
    return zipped(
        {
            "nodes.csv": written_csv(("Id", "Label", *ACTORS[2:]), nodes),
            "edges.csv": written_csv(("Source", "Target", "Type", "Weight", "Label", *RELATIONS[5:]), edges),
            "claims.csv": written_csv(CLAIMS, claim_rows(bundle)),
            "README.txt": bundle.note().encode(),
        }
    )


def neo4j_import(bundle: Bundle) -> bytes:
    """A zip for `neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv
    --relationships=relationships.csv`: the headings say types, each relation is a type of relationship."""
    nodes = [
        {"id:ID": row["id"], "name": row["name"], ":LABEL": "Actor;" + row["kind"].replace(" ", ""),
         "kind": row["kind"], "country": row["country"], "claims:long": row["claims"],
         "documents:long": row["documents"]}
        for row in actor_rows(bundle)
    ]  # fmt: skip
    edges = [
        {":START_ID": row["source"], ":END_ID": row["target"], ":TYPE": row["relation"],
         "claims:long": row["claims"], "documents:long": row["documents"], "first_date:date": row["first_date"],
         "last_date:date": row["last_date"], "confidence:double": row["confidence"], "evidence": evidence}
        for row, evidence in zip(relation_rows(bundle), _evidence(bundle), strict=True)
    ]  # fmt: skip
    node_columns = ("id:ID", "name", ":LABEL", "kind", "country", "claims:long", "documents:long")
    edge_columns = (
        ":START_ID", ":END_ID", ":TYPE", "claims:long", "documents:long", "first_date:date", "last_date:date",
        "confidence:double", "evidence",
    )  # fmt: skip
    return zipped(
        {
            "nodes.csv": written_csv(node_columns, nodes, spreadsheet=False),
            "relationships.csv": written_csv(edge_columns, edges, spreadsheet=False),
            "README.txt": bundle.note().encode(),
        }
    )


def _evidence(bundle: Bundle) -> list[str | None]:
    return [quotes(bundle, bundle.claims_of(row)) or None for row in bundle.network.relations]


def excel(bundle: Bundle) -> bytes:
    """Sheets of actors, relations, claims and events, with a codebook of relations and columns."""
    book = Workbook()
    book.properties.creator = "Dramatis"
    book.properties.created = book.properties.modified = dt.datetime(1980, 1, 1)
    book.remove(book.active)
    _sheet(book, "Actors", ACTORS, actor_rows(bundle))
    _sheet(book, "Relations", RELATIONS, relation_rows(bundle))
    _sheet(book, "Claims", CLAIMS, claim_rows(bundle))
    _sheet(book, "Events", EVENTS, event_rows(bundle))
    codes = [
        {"term": entry.name, "meaning": f"the source {entry.meaning}" if entry.event else entry.meaning,
         "wording": entry.wording, "quad_class": entry.quad_class, "intensity": entry.intensity}
        for entry in relations().values()
    ]  # fmt: skip
    codes += [{"term": name, "meaning": meaning} for name, meaning in MEANINGS.items()]
    codes.append({"term": "about", "meaning": bundle.note()})
    _sheet(book, "Codebook", ("term", "meaning", "wording", "quad_class", "intensity"), codes)
    buffer = BytesIO()
    book.save(buffer)
    return restamped(buffer.getvalue())


def parquet(bundle: Bundle) -> bytes:
    """The claims, typed; the note stands in the metadata of the schema."""
    dates = {"date", "published"}
    kinds = {name: pa.date32() for name in dates} | {
        "confidence": pa.float64(),
        "start_char": pa.int64(),
        "end_char": pa.int64(),
    }
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in CLAIMS], metadata={"note": bundle.note()})
    rows = [
        {name: plain(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in claim_rows(bundle)
    ]
    buffer = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), buffer)
    return buffer.getvalue()


def written_csv(columns: Iterable[str], rows: Iterable[Row], spreadsheet: bool = True) -> bytes:
    """UTF-8; for spreadsheets with a mark, and with an apostrophe before what they would run as a formula."""
    buffer = StringIO()
    writer = csv.DictWriter(buffer, list(columns), extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value, spreadsheet) for name, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8", "replace")


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def restamped(content: bytes) -> bytes:
    """The same archive with one time for all files in it; the time of saving is left out of the properties."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = files["docProps/core.xml"].decode()
    start, end = core.find("<dcterms:modified"), core.find("</dcterms:modified>")
    if start >= 0:
        files["docProps/core.xml"] = (core[:start] + core[end + len("</dcterms:modified>") :]).encode()
    return zipped(files)


def _cell(value: Any, spreadsheet: bool) -> Any:
    if not isinstance(value, str):
        return value
    value = value.replace("\x00", "\ufffd")
    return f"'{value}" if spreadsheet and value.startswith(_FORMULA) else value


def _sheet(book: Workbook, title: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    names = list(columns)
    sheet.append(names)
    widths = [len(name) + 4 for name in names]  # with the button of the filter
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise ValueError(f"a sheet of Excel holds {MOST_ROWS:,} rows; export as CSV or Parquet")
        for place, name in enumerate(names, 1):
            value = row.get(name)
            if isinstance(value, str):
                # set as text, so that nothing is run as a formula
                cell = sheet.cell(number, place)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", plain(value))[:MOST_CELL]
                cell.data_type = "s"
            else:
                sheet.cell(number, place, value)
            widths[place - 1] = max(widths[place - 1], min(len(str(value or "")) + 2, MOST_WIDE))
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # as wide as the paper when printed
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
