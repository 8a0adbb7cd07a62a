"""Actors that may be one: suggestions with their evidence side by side, judged by a person, and always undoable."""

from __future__ import annotations

import streamlit as st

from explore import look, panels, state
from explore.escape import to_html, to_markdown
from explore.evidence import Mark, mark_text
from explore.review import say_failure, undo_last, write
from explore.search import pick_actor
from graph.store import NotInStoreError
from graph.views import ActorProfile, StoredMention, Suggestion

_SUGGESTIONS = 50


def draw() -> None:
    say_failure()
    suggestions: tuple[Suggestion, ...] = state.read("suggestions", limit=_SUGGESTIONS)
    if state.judgements_made() and not state.read_only():
        st.button(
            "Undo the last judgement", icon=":material/undo:", shortcut="U", key="resolve-undo", on_click=undo_last
        )
    if not state.read_only():
        with st.expander("Merge two actors yourself", icon=":material/merge:"):
            _merge()
    if not suggestions:
        st.info("Nothing to resolve: no two actors of this store look like one.", icon=":material/done_all:")
        return
    at = min(st.session_state.get("resolve-at", 0), len(suggestions) - 1)
    _walk(at, len(suggestions))
    suggestion = suggestions[at]
    st.markdown(f"Likeness **{suggestion.score:.0%}**: {'; '.join(to_markdown(r, 120) for r in suggestion.reasons)}")
    try:
        profiles = [state.read("actor", row.id, limit=6) for row in (suggestion.first, suggestion.second)]
    except NotInStoreError:
        st.info("One of the two is not in this store any more.", icon=":material/person_off:")
        return
    if not state.read_only():
        _judge(suggestion)
    for column, profile in zip(st.columns(2, gap="medium"), profiles, strict=True):
        with column.container(border=True, height="stretch"):
            _side(profile)


def _merge() -> None:
    """For what no suggestion found; the kept one gives name and id."""
    left, right, act = st.columns([0.4, 0.4, 0.2], vertical_alignment="bottom")
    with left:
        kept = pick_actor("keep", "Keep")
    with right:
        absorbed = pick_actor("absorb", "Merge into it")
    act.button(
        "Merge", icon=":material/merge:", key="resolve-merge", disabled=not kept or not absorbed or kept == absorbed,
        on_click=_merge_now, args=(kept, absorbed),
    )  # fmt: skip


def _merge_now(kept: str, absorbed: str) -> None:
    write("merge", kept, absorbed)
    state.keep("absorb", None)


def _walk(at: int, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**{at + 1} of {look.plural(total, 'suggestion')}**", width="stretch")
        st.button(
            "Previous", icon=":material/chevron_left:", shortcut="K", disabled=not at, on_click=_go, args=(at - 1,)
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            shortcut="J",
            disabled=at + 1 >= total,
            on_click=_go,
            args=(at + 1,),
        )


def _go(at: int) -> None:
    st.session_state["resolve-at"] = at


def _judge(suggestion: Suggestion) -> None:
    first, second = suggestion.first, suggestion.second
    if second.claims > first.claims:
        first, second = second, first
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            f"Same: keep “{to_markdown(first.name, 40)}”", icon=":material/merge:", shortcut="S", type="primary",
            key="resolve-same", on_click=write, args=("judge", first.id, second.id, "same"),
        )  # fmt: skip
        st.button(
            "Different", icon=":material/call_split:", shortcut="D", key="resolve-different", on_click=write,
            args=("judge", first.id, second.id, "different"),
        )  # fmt: skip
        st.button(
            "Unsure", icon=":material/help:", shortcut="N", key="resolve-unsure", on_click=write,
            args=("judge", first.id, second.id, "unsure"),
        )  # fmt: skip


def _side(profile: ActorProfile) -> None:
    st.markdown(f"## {look.kind_icon(profile.actor.kind)} {to_markdown(profile.actor.name, 80)}")
    st.html(panels.actor_facts(profile))
    names = ", ".join(f"{to_markdown(name, 50)} ({count})" for name, count in profile.names[:8])
    st.caption(f"Named: {names}")
    for stored in profile.mentions[:4]:
        st.html(_mention_html(stored))


def _mention_html(stored: StoredMention) -> str:
    mention = stored.mention
    marks = [Mark((mention.start_char, mention.end_char), "source", f"by {mention.how}")]
    body = mark_text(stored.context, stored.context_start, marks)
    outlet = to_html(stored.document.outlet or "unknown outlet")
    return (
        f'<article class="claim" style="--quad: var(--line)"><blockquote dir="auto">{body}</blockquote>'
        f'<p class="by">{outlet}</p></article>'
    )


draw()
