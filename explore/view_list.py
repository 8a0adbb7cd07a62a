"""The list of saved views in the sidebar: keep the page as it stands under a name, open, rename and delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from explore import filters, state
from explore.escape import to_markdown
from explore.saved_views import MAX_NAME, SavedView, ViewError, drop_view, keep_view, read_views, rename_view

_MARK = "view"  # in the address of a view that is just being opened


def open_linked() -> None:
    """To be called where a page begins: a saved view is all of what is chosen, nothing of before is left beside it."""
    name = st.query_params.get(_MARK)
    if name is None:
        return
    del st.query_params[_MARK]
    try:
        view = next((view for view in read_views(state.store().url) if view.name == name), None)
    except ViewError:
        return  # the list says so
    if view is None:
        st.toast("That view is not kept in this store any more.", icon=":material/bookmark_remove:")
        return
    asked: dict[str, list[str]] = {}
    for key, value in view.query:
        asked.setdefault(key, []).append(value)
    filters.take(asked)
    rest = {key: values[0] for key, values in asked.items() if key not in filters.KEYS}
    state.take_choices(rest)
    for key, value in rest.items():  # tabs and switches are widgets that the address is bound to
        st.session_state[key] = value == "true" if value in ("true", "false") else value


def view_list(page: str, pages: Mapping[str, Any]) -> None:
    """`page` is the path of the one that is shown, `pages` all of them by path."""
    try:
        views = read_views(state.store().url)
    except ViewError as error:
        st.warning(to_markdown(str(error), 300))
        return
    st.caption("Saved views")
    with st.container(gap="xxsmall", key="views"):
        for view in views:
            if view.page in pages:
                _link(view, pages)
    if not state.read_only():
        _keep(page)
        if views:
            _care(views)
    failure = st.session_state.pop("view_failure", None)
    if failure:
        st.warning(to_markdown(failure, 300), icon=":material/error:")


def _link(view: SavedView, pages: Mapping[str, Any]) -> None:
    st.page_link(
        pages[view.page], label=to_markdown(view.name, MAX_NAME), icon=":material/bookmark:", width="stretch",
        query_params={_MARK: view.name},
    )  # fmt: skip


def _keep(page: str) -> None:
    with (
        st.popover("Save this view", icon=":material/bookmark_add:", width="stretch", type="tertiary"),
        st.form("view-keep", border=False, clear_on_submit=True),
    ):
        st.text_input("Name of the view", key="view-name", max_chars=MAX_NAME)
        st.form_submit_button("Save", icon=":material/save:", on_click=_try, args=(_keep_now, page))


def _keep_now(page: str) -> None:
    query = [(key, value) for key in st.query_params for value in st.query_params.get_all(key) if key != _MARK]
    keep_view(state.store().url, SavedView(st.session_state["view-name"] or "", page, tuple(query)))


def _care(views: tuple[SavedView, ...]) -> None:
    with st.popover("Rename or delete", icon=":material/edit:", width="stretch", type="tertiary"):
        chosen = st.selectbox(
            "View", [view.name for view in views], key="view-chosen", format_func=lambda name: to_markdown(name, 60)
        )
        name = st.text_input("New name", chosen, key=f"view-renamed-{chosen}", max_chars=MAX_NAME)
        url = state.store().url
        with st.container(horizontal=True):
            st.button("Rename", key="view-rename", on_click=_try, args=(rename_view, url, chosen, name))
            st.button("Delete", key="view-drop", icon=":material/delete:", on_click=_try, args=(drop_view, url, chosen))


def _try(act: Callable[..., None], *arguments: str) -> None:
    try:
        act(*arguments)
    except ViewError as error:
        st.session_state["view_failure"] = str(error)
