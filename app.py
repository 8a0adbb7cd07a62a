"""Dramatis in the browser: streamlit run app.py (or: make app)."""

import streamlit as st
from starlette.middleware import Middleware

from explore import chrome, gate, warming

PAGES = {
    "": [
        ("overview", "Overview", "dashboard"),
        ("network", "Network", "hub"),
        ("actor", "Actor", "badge"),
        ("compare", "Compare", "compare_arrows"),
        ("paths", "Paths", "route"),
        ("timeline", "Timeline", "timeline"),
    ],
    "Evidence": [
        ("claims", "Claims", "fact_check"),
        ("documents", "Documents", "article"),
    ],
    "Work": [
        ("add", "Add documents", "note_add"),
        ("resolve", "Resolve", "merge"),
        ("query", "Query", "terminal"),
        ("export", "Export", "download"),
        ("about", "About", "help"),
    ],
}


def draw() -> None:
    # An icon of ours: Streamlit fetches named ones from the web.
    st.set_page_config("Dramatis", chrome.ICON, layout="wide", initial_sidebar_state=216)
    pages = {
        section: [
            st.Page(f"explore/pages/{name}.py", title=title, icon=f":material/{icon}:", default=name == "overview")
            for name, title, icon in entries
        ]
        for section, entries in PAGES.items()
    }
    page = st.navigation(pages, position="hidden")
    gate.admit()
    chrome.begin(page.title, pages)
    page.run()


if __name__ == "__main__":  # whenever a page is drawn
    draw()
else:  # when the server starts
    app = st.App(__file__, lifespan=warming.lifespan, middleware=[Middleware(warming.Attentive)])
