"""What every page wears: the style, the colours of the theme in force, and a fresh start of its canvases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from explore import canvas, filters, look, state, view_list

ICON = str(files("explore").joinpath("icon.svg"))

# page, text, soft text (4.5:1 on the page), line, source, target, quote: for the light and for the dark theme
_THEMES = {
    "light": ("#FFFFFF", "#1F2430", "#5B6272", "#D8DCE5", "#0B4A94", "#A8201A", "#FFF2C2", "#FFFFFF"),
    "dark": ("#14171F", "#E7E9EF", "#A3ABBC", "#363C4A", "#7CC4F5", "#FF9C8F", "#4A3F14", "#14171F"),
}
_NAMES = ("page", "text", "soft", "line", "source", "target", "quote", "on-primary")


def begin(title: str, pages: Mapping[str, Sequence[Any]]) -> None:
    """To be called by app.py before the page runs; `pages` by section, as the sidebar lists them."""
    view_list.open_linked()
    if st.session_state.get("page_open") != title:
        canvas.forget_shown()
        st.session_state["page_open"] = title
        filters.bring_along()
    if title != "Overview":
        st.session_state["been_elsewhere"] = True
    state.remember_link()
    st.logo(str(files("explore").joinpath("logo.svg")), size="large")
    st.html(_style())
    st.html(f"<style>:root {{ {_variables(theme())} }}</style>")
    with st.sidebar:
        _links(pages)
        by_path = {page.url_path: page for entries in pages.values() for page in entries}
        view_list.view_list(next(path for path, page in by_path.items() if page.title == title), by_path)
    st.title(title, anchor=False)


def _links(pages: Mapping[str, Sequence[Any]]) -> None:
    """The list of pages. Streamlit's own puts headings inside a list, which screen readers then miscount."""
    for section, entries in pages.items():
        if section:
            st.caption(section)
        with st.container(gap="xxsmall", key=f"links-{section}"):
            for page in entries:
                st.page_link(page, width="stretch")


def theme() -> str:
    """“light” or “dark”, as the browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


@cache
def _style() -> str:
    return files("explore").joinpath("page.css").read_text(encoding="utf-8")


def _variables(name: str) -> str:
    colours = [f"--{key}: {value}" for key, value in zip(_NAMES, _THEMES[name], strict=True)]
    shade = 1 if name == "dark" else 0
    colours += [f"--quad-{quad.name.replace(' ', '-')}: {quad.colour[shade]}" for quad in look.quads().values()]
    return "; ".join(colours)
