"""Reviewing claims: every decision is a judgement in the store, with who and when, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from explore import look, state
from explore.escape import to_markdown
from extract.ontology import KINDS, relations
from graph.store import StoreError
from graph.views import ActorProfile, StoredClaim


def review_bar(claim: StoredClaim, key: str) -> None:
    """The buttons that judge one claim. Keys: A accept, X reject, F flip, U undo; the rest by Tab."""
    if state.read_only():
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key=f"{key}-review"):
        _button("Accept", "check", "A", key, lambda: write("accept", claim.claim.id), claim.accepted)
        if claim.rejected:
            _button("Restore", "settings_backup_restore", "X", key, lambda: _restore(claim.claim.id))
        else:
            _button("Reject", "close", "X", key, lambda: write("reject", claim.claim.id))
        _button("Flip", "swap_horiz", "F", key, lambda: write("flip", claim.claim.id))
        with st.popover("Re-label or note", icon=":material/edit:"):
            _edit(claim, key)
        if state.judgements_made():
            _button("Undo", "undo", "U", key, undo_last)
    say_failure()


def _button(label: str, icon: str, shortcut: str, key: str, act: Callable[[], None], done: bool = False) -> None:
    st.button(label, icon=f":material/{icon}:", shortcut=shortcut, key=f"{key}-{label}", on_click=act, disabled=done)


def _edit(claim: StoredClaim, key: str) -> None:
    names = list(relations())
    with st.form(f"{key}-edit", border=False):
        relation = st.selectbox(
            "Relation", names, names.index(claim.relation), format_func=lambda name: f"{name} · {look.verb(name)}",
            key=f"{key}-relation-{claim.claim.id}",
        )  # fmt: skip
        text = st.text_area("Note", key=f"{key}-note-{claim.claim.id}", max_chars=2000, height=80)
        if st.form_submit_button("Keep", icon=":material/save:"):
            if relation != claim.relation:
                write("relabel", claim.claim.id, relation)
            if text.strip():
                write("note", claim.claim.id, text.strip())
            st.rerun()


def correct_actor(profile: ActorProfile) -> None:
    """Corrections of the actor itself: judgements like those of claims, undone the same way."""
    actor = profile.actor.id
    with st.popover("Correct", icon=":material/edit:"):
        with st.form("actor-correct", border=False):
            name = st.text_input("Name", profile.actor.name, key=f"actor-name-{actor}", max_chars=200)
            kind = st.selectbox("Kind", KINDS, KINDS.index(profile.actor.kind), key=f"actor-kind-{actor}")
            note = st.text_area("Note", key=f"actor-note-{actor}", max_chars=2000, height=80)
            if st.form_submit_button("Keep", icon=":material/save:"):
                _correct(profile, name.strip(), kind, note.strip())
                st.rerun()
        for other in profile.merged:
            label = f"Take {to_markdown(other, 50)} apart again"
            st.button(
                label, icon=":material/call_split:", key=f"unmerge-{other}", on_click=write, args=("unmerge", other)
            )
        if state.judgements_made():
            st.button("Undo the last judgement", icon=":material/undo:", key="actor-undo", on_click=undo_last)


def _correct(profile: ActorProfile, name: str, kind: str, note: str) -> None:
    if name and name != profile.actor.name:
        write("rename", profile.actor.id, name)
    if kind != profile.actor.kind:
        write("change_kind", profile.actor.id, kind)
    if note:
        write("note", profile.actor.id, note)


def write(verb: str, *arguments: str) -> None:
    """One judgement; remembered so that Undo finds it."""
    write_all([(verb, *arguments)])


def write_all(judgements: Iterable[tuple[str, ...]]) -> None:
    """Judgements that one Undo takes back together. The first that fails ends them; those before it stand."""
    made: list[str] = []
    try:
        for verb, *arguments in judgements:
            made.append(getattr(state.store(), verb)(*arguments, who=state.reviewer()))
    except StoreError as error:
        st.session_state["review_failure"] = str(error)
    if made:
        state.judgements_made().append(tuple(made))


def _restore(claim: str) -> None:
    """Takes back the rejection in force, whoever made it."""
    judgements = [j for j in state.store().journal() if j.verb == "reject" and j.subject == claim and not j.undone]
    if judgements:
        write("undo", judgements[-1].id)


def undo_last() -> None:
    """Takes back what this session judged last."""
    done = state.judgements_made()
    if not done:
        return
    try:
        for judgement in reversed(done.pop()):
            state.store().undo(judgement, who=state.reviewer())
    except StoreError as error:
        st.session_state["review_failure"] = str(error)


def say_failure() -> None:
    """What the last judgement could not do, once."""
    failure = st.session_state.pop("review_failure", None)
    if failure:
        st.warning(to_markdown(failure, 300), icon=":material/error:")
