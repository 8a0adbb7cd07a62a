"""Actors that may be one: suggestions with their evidence side by side, judged by a person, and always undoable."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from explore import look, panels, state
from explore.escape import to_html, to_markdown
from explore.evidence import mention_html
from explore.review import say_failure, undo_last, write
from explore.search import pick_actor
from graph.store import NotInStoreError
from graph.views import ActorProfile, Suggestion


@dataclass(slots=True)
class Pile:
    """The suggestions of one visit, kept while they are judged: all names of a large store are compared only once."""

    waiting: list[Suggestion]
    judged: list[tuple[int, Suggestion, tuple[str, ...]]] = field(default_factory=list)


def draw() -> None:
    say_failure()
    if state.judgements_made() and not state.read_only():
        st.button("Undo the last judgement", icon=":material/undo:", shortcut="U", key="resolve-undo", on_click=_undo)
    if not state.read_only():
        with st.expander("Merge two actors yourself", icon=":material/merge:"):
            _merge()
    with st.spinner("Comparing names …"):
        pile = _pile()
        at, sides = _next(pile)
    if sides is None:
        _nothing(pile)
        return
    suggestion = pile.waiting[at]
    _walk(at, len(pile.waiting))
    st.markdown(f"Likeness **{suggestion.score:.0%}**: {'; '.join(to_markdown(r, 120) for r in suggestion.reasons)}")
    if not state.read_only():
        _judge(suggestion, at)
    for column, profile in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column.container(border=True, height="stretch"):
            _side(profile)


def _pile() -> Pile:
    if "resolve-pile" not in st.session_state:
        st.session_state["resolve-pile"] = Pile(list(state.read("suggestions", limit=state.SUGGESTIONS)))
    return st.session_state["resolve-pile"]


def _next(pile: Pile) -> tuple[int, list[ActorProfile] | None]:
    """The suggestion looked at and its two actors; what became one meanwhile, by whomever, is dropped."""
    while pile.waiting:
        at = min(st.session_state.get("resolve-at", 0), len(pile.waiting) - 1)
        pair = pile.waiting[at].first, pile.waiting[at].second
        try:
            sides: list[ActorProfile] = [state.read("actor", row.id, limit=6) for row in pair]
        except NotInStoreError:
            sides = []
        if len({side.actor.id for side in sides}) == 2:
            return at, sides
        pile.waiting.pop(at)
    return 0, None


def _nothing(pile: Pile) -> None:
    if pile.judged:
        st.info("Nothing to resolve any more among these.", icon=":material/done_all:")
        st.button("Look for more", icon=":material/refresh:", on_click=_look_again)
    else:
        st.info("Nothing to resolve: no two actors of this store look like one.", icon=":material/done_all:")


def _look_again() -> None:
    st.session_state.pop("resolve-pile", None)


def _decide(at: int, first: str, second: str, verdict: str) -> None:
    number = len(state.judgements_made())
    write("judge", first, second, verdict)
    if len(state.judgements_made()) > number:
        pile: Pile = st.session_state["resolve-pile"]
        pile.judged.append((at, pile.waiting.pop(at), state.judgements_made()[-1]))


def _undo() -> None:
    undone = state.judgements_made()[-1]
    undo_last()
    pile: Pile | None = st.session_state.get("resolve-pile")
    if pile and pile.judged and pile.judged[-1][2] == undone:
        at, suggestion, _ = pile.judged.pop()
        pile.waiting.insert(at, suggestion)
        st.session_state["resolve-at"] = at


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
    _look_again()
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


def _judge(suggestion: Suggestion, at: int) -> None:
    first, second = suggestion.first, suggestion.second
    if second.claims > first.claims:
        first, second = second, first
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            f"Same: keep “{to_markdown(first.name, 40)}”", icon=":material/merge:", shortcut="S", type="primary",
            key="resolve-same", on_click=_decide, args=(at, first.id, second.id, "same"),
        )  # fmt: skip
        st.button(
            "Different", icon=":material/call_split:", shortcut="D", key="resolve-different", on_click=_decide,
            args=(at, first.id, second.id, "different"),
        )  # fmt: skip
        st.button(
            "Unsure", icon=":material/help:", shortcut="N", key="resolve-unsure", on_click=_decide,
            args=(at, first.id, second.id, "unsure"),
        )  # fmt: skip


def _side(profile: ActorProfile) -> None:
    st.markdown(f"## {look.kind_icon(profile.actor.kind)} {to_markdown(profile.actor.name, 80)}")
    st.html(panels.actor_facts(profile))
    names = ", ".join(f"{to_markdown(name, 50)} ({count})" for name, count in profile.names[:8])
    st.caption(f"Named: {names}")
    for stored in profile.mentions[:4]:
        st.html(mention_html(stored, to_html(stored.document.outlet or "unknown outlet")))


draw()
