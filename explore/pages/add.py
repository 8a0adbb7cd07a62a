"""Reads pasted text and uploaded files into the store, one document after the other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from explore import look, state, tables, warming
from explore.escape import plain, to_markdown
from explore.uploads import ENDINGS, MAX_ENTRIES, read_upload
from extract.read import ReadError, read_bytes
from extract.records import Document, Extraction
from graph.store import StoreError

_MAX_PASTED = 200_000  # characters: a long report; a book belongs in a file
_OUTCOMES = {"added": "added", "unchanged": "was there already", "replaced": "read anew"}


@dataclass(slots=True)
class Reading:
    """One visit's work: what waits, what was done, what failed. Lives in the session, seen by nobody else."""

    waiting: list[Document]
    total: int
    done: list[dict[str, object]] = field(default_factory=list)
    failed: list[ReadError] = field(default_factory=list)
    stopped: bool = False


def draw() -> None:
    if state.read_only():
        st.info("This server shows a store that cannot be changed here.", icon=":material/lock:")
        return
    reading: Reading | None = st.session_state.get("reading")
    if reading is None:
        _ask()
        warming.load("extract.pipeline")  # a second that the form need not wait for
    else:
        _show(reading)


def _ask() -> None:
    st.markdown(
        "Give an article: its actors, what they do to each other, and the sentence behind each relation go into the "
        "store. Texts in English; the original stays as it is, and nothing leaves this machine."
    )
    paste, upload = st.tabs(["Paste a text", "Upload files"])
    with paste, st.form("paste", border=False):
        _paste()
    with upload, st.form("upload", border=False):
        _upload()


def _paste() -> None:
    st.text_area("Text of the article", key="paste-text", height=260, max_chars=_MAX_PASTED)
    title, outlet, day = st.columns([0.5, 0.3, 0.2])
    title.text_input("Title", key="paste-title", max_chars=300)
    outlet.text_input("Outlet", key="paste-outlet", max_chars=100, help="Who published it: a newspaper, an agency")
    day.date_input("Published", None, key="paste-date", min_value=dt.date(1900, 1, 1))
    if st.form_submit_button("Read it", type="primary", icon=":material/play_arrow:"):
        _start_paste()


def _start_paste() -> None:
    held = st.session_state
    text = held["paste-text"] or ""
    if not text.strip():
        st.warning("Paste a text first.", icon=":material/edit_note:")
        return
    failed: list[ReadError] = []
    found = list(read_bytes("pasted text.txt", text.encode("utf-8", "surrogatepass"), failed.append))
    given = {
        "title": plain(held["paste-title"] or "", 300) or None,
        "outlet": plain(held["paste-outlet"] or "", 100) or None,
        "published": held["paste-date"],
    }
    _start([_described(document, given) for document in found], failed)


def _described(document: Document, given: dict[str, object]) -> Document:
    """The document with what the reader says about it; what was not said stays as the text had it."""
    return Document(
        id=document.id,
        text=document.text,
        title=given["title"] or document.title,
        outlet=given["outlet"] or document.outlet,
        url=document.url,
        published=given["published"] or document.published,
        language=document.language,
    )


def _upload() -> None:
    files = st.file_uploader(
        "Articles, saved web pages, PDF or Word files, CSV or JSON Lines with many documents, or a folder as .zip",
        type=[ending.lstrip(".") for ending in ENDINGS], accept_multiple_files=True, key="upload-files",
    )  # fmt: skip
    st.caption(
        f"Up to {st.get_option('server.maxUploadSize')} MB a file; {', '.join(ENDINGS)}. An archive holds at most "
        f"{MAX_ENTRIES:,} files. More belongs on the command line: python -m extract, python -m graph load."
    )
    if st.form_submit_button("Read them", type="primary", icon=":material/play_arrow:"):
        if not files:
            st.warning("Choose at least one file first.", icon=":material/attach_file:")
            return
        failed: list[ReadError] = []
        found = [document for file in files for document in read_upload(file.name, file.getvalue(), failed.append)]
        _start(found, failed)


def _start(documents: list[Document], failed: list[ReadError]) -> None:
    st.session_state["reading"] = Reading(documents, len(documents), failed=failed)
    st.rerun()


def _show(reading: Reading) -> None:
    head = st.container()
    if reading.waiting and not reading.stopped:
        stop = st.button("Stop", icon=":material/stop:", on_click=_stop, args=(reading,))
        with head:
            _work(reading)
        if not stop:
            st.rerun()
    with head:
        _tell(reading)
    _results(reading)
    with st.container(horizontal=True):
        if reading.waiting:
            st.button(
                f"Go on with the other {len(reading.waiting):,}", on_click=_go_on, args=(reading,), type="primary"
            )
        st.button("Add more", icon=":material/note_add:", on_click=_finish)
        if reading.done:
            st.page_link("explore/pages/network.py", label="See the network", icon=":material/hub:")


def _work(reading: Reading) -> None:
    """Document by document: each is stored as soon as it is read, so that stopping or failing loses none before it."""
    bar = st.progress(0.0, "Loading the language model …")
    from extract.pipeline import extract_documents

    while reading.waiting:
        document = reading.waiting[0]
        number = reading.total - len(reading.waiting) + 1
        title = plain(document.title or document.text, 60)
        bar.progress((number - 1) / reading.total, f"{number:,} of {reading.total:,}: {to_markdown(title)}")
        try:
            for extraction in extract_documents([document]):
                _store(extraction, reading)
        except ValueError as error:  # a model that is not there, a text that no rule can stand
            reading.failed.append(ReadError(title, None, plain(str(error), 300), "see the log of this server"))
        reading.waiting.pop(0)


def _store(extraction: Extraction, reading: Reading) -> None:
    document = extraction.document
    name = plain(document.title or document.text, 80)
    try:
        outcome = state.store().add(extraction)
    except StoreError as error:
        reading.failed.append(ReadError(name, None, plain(str(error), 300), "try again"))
        return
    reading.done.append(
        {
            "Document": name,
            "Outlet": plain(document.outlet or "", 60),
            "Published": document.published,
            "Actors": len(extraction.actors),
            "Claims": len(extraction.claims),
            "Result": _OUTCOMES[outcome],
        }
    )


def _tell(reading: Reading) -> None:
    actors = sum(row["Actors"] for row in reading.done)
    claims = sum(row["Claims"] for row in reading.done)
    if reading.done:
        st.success(
            f"{look.plural(len(reading.done), 'document')} read: {look.plural(actors, 'actor')} and "
            f"{look.plural(claims, 'claim')} found.",
            icon=":material/check_circle:",
        )
    if reading.stopped and reading.waiting:
        st.warning(f"Stopped; {look.plural(len(reading.waiting), 'document')} not read yet.", icon=":material/pause:")
    if reading.failed:
        st.error(f"{look.plural(len(reading.failed), 'file')} could not be read:", icon=":material/error:")
        st.table(pd.DataFrame([_failure(error) for error in reading.failed]), hide_index=True)
    if not reading.done and not reading.failed:
        st.info("There was no document in what you gave.", icon=":material/inbox:")


def _failure(error: ReadError) -> dict[str, str]:
    """One line of the table, whose cells Streamlit reads as Markdown."""
    return {
        "File": to_markdown(error.file, 120),
        "Line": str(error.line or ""),
        "Why": to_markdown(error.reason, 300),
        "What to do": to_markdown(error.advice, 300),
    }


def _results(reading: Reading) -> None:
    if reading.done:
        tables.table(pd.DataFrame(reading.done), "add-results", "Documents read")


def _stop(reading: Reading) -> None:
    reading.stopped = True


def _go_on(reading: Reading) -> None:
    reading.stopped = False


def _finish() -> None:
    st.session_state.pop("reading", None)


draw()
