"""What every page wears: the style, the colours of the theme in force, and a fresh start of its canvases."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import streamlit as st

from explore import canvas, look

# page, text, soft text (4.5:1 on the page), line, source, target, quote: for the light and for the dark theme
_THEMES = {
    "light": ("#FFFFFF", "#1F2430", "#5B6272", "#D8DCE5", "#0B4A94", "#A8201A", "#FFF2C2"),
    "dark": ("#14171F", "#E7E9EF", "#A3ABBC", "#363C4A", "#7CC4F5", "#FF9C8F", "#4A3F14"),
}
_NAMES = ("page", "text", "soft", "line", "source", "target", "quote")


def begin(title: str) -> None:
    """To be called by app.py before the page runs."""
    if st.session_state.get("page_open") != title:
        canvas.forget_shown()
        st.session_state["page_open"] = title
    st.logo(str(files("explore").joinpath("logo.svg")), size="large")
    st.html(_style())
    st.html(f"<style>:root {{ {_variables(theme())} }}</style>")
    st.title(title)


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
