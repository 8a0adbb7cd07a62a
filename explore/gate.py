"""Who may come in: everybody by default, as on one's own machine; on a shared server, who knows the password in
DRAMATIS_PASSWORD, or whom the identity provider in .streamlit/secrets.toml knows (Streamlit's own OpenID Connect)."""

from __future__ import annotations

import hmac
import os
import time

import streamlit as st

_PAUSE = 1.0  # seconds after a wrong password: guessing a thousand takes a quarter of an hour


def admit() -> None:
    """Ends the page with a way to sign in until the visitor has."""
    if _has_provider():
        if not st.user.is_logged_in:
            _title()
            st.button("Sign in", icon=":material/login:", type="primary", on_click=st.login)
            st.stop()
        return
    password = os.environ.get("DRAMATIS_PASSWORD")
    if password and not st.session_state.get("admitted"):
        _ask(password)


def _has_provider() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _ask(password: str) -> None:
    _title()
    with st.form("sign-in", width=360):
        given = st.text_input("Password", type="password", key="password-given", max_chars=200)
        if st.form_submit_button("Sign in", type="primary", icon=":material/login:"):
            if hmac.compare_digest((given or "").encode(), password.encode()):
                st.session_state["admitted"] = True
                st.rerun()
            time.sleep(_PAUSE)
            st.error("That is not the password of this server.", icon=":material/lock:")
    st.stop()


def _title() -> None:
    st.title("Dramatis", anchor=False)
    st.caption("Who did what to whom, and who says so")


def visitor() -> str | None:
    """The name under which the identity provider knows the visitor."""
    if not _has_provider():
        return None
    return str(st.user.get("email") or st.user.get("name") or "") or None
