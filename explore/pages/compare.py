"""Two to four actors side by side: what each does, whom they share, how they stand to each other over time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from explore import charts, look, panels, state, tables
from explore.escape import plain, to_markdown
from explore.filters import filter_bar
from explore.search import search_actor
from extract.ontology import quad_classes, relations
from graph.store import NotInStoreError
from graph.views import ActorProfile, Filters, Network, RelationRow

_MOST = 4  # columns that a laptop's width can hold
_ROWS = 500  # relations of one actor compared


def draw() -> None:
    chosen = _chosen()
    if len(chosen) < _MOST:
        search_actor("compare-search", _add, "Add an actor to compare", shown=True)
    filters = filter_bar()
    profiles = _profiles(chosen)
    if len(profiles) < 2:
        _invite(profiles)
        return
    networks = [_network(profile, filters) for profile in profiles]
    for column, profile, network in zip(st.columns(len(profiles)), profiles, networks, strict=True):
        with column.container(border=True, height="stretch"):
            _card(profile, network)
    titles = ["Shared partners", "Between them", "Over time"]
    shared, between, time = st.tabs(titles, key="comparison", bind="query-params")
    if shared.open:
        with shared:
            _shared(profiles, networks)
    if between.open:
        with between:
            _between(profiles, filters)
    if time.open:
        with time:
            _time(profiles, filters)


def _chosen() -> list[str]:
    """The actors compared, as the URL names them; at first the one chosen elsewhere."""
    first = state.chosen_actor()
    if first and state.never_chosen("compared"):
        state.keep("compared", first)
    named = state.shared("compared")
    return [actor for actor in (named or "").split("~") if actor][:_MOST]


def _add(actor: str) -> None:
    state.keep("compared", "~".join(dict.fromkeys([*_chosen(), actor])))


def _drop(actor: str) -> None:
    state.keep("compared", "~".join(other for other in _chosen() if other != actor) or None)


def _profiles(chosen: list[str]) -> list[ActorProfile]:
    profiles = []
    for actor in chosen:
        try:
            profiles.append(state.read("actor", actor, limit=_ROWS))
        except NotInStoreError:
            continue
    return profiles


def _invite(profiles: list[ActorProfile]) -> None:
    if profiles:
        st.info(f"Add at least one more actor to compare with {to_markdown(profiles[0].actor.name, 60)}.")
    panels.offer_examples("Search the actors to compare, or take some of these:", _add)


def _network(profile: ActorProfile, filters: Filters) -> Network:
    return state.read("network", replace(filters, actors=(profile.actor.id,), limit=_ROWS))


def _card(profile: ActorProfile, network: Network) -> None:
    st.markdown(f"{look.kind_icon(profile.actor.kind)} **{to_markdown(profile.actor.name, 60)}**")
    st.html(panels.actor_facts(profile))
    counts = dict.fromkeys(quad_classes(), 0)
    for row in network.relations:
        counts[relations()[row.relation].quad_class] += row.claims
    lines = [f"{look.quads()[name].label}: **{number:,}**" for name, number in counts.items() if number]
    st.markdown("  \n".join(lines))
    st.button("Remove", icon=":material/close:", type="tertiary", key=f"compare-drop-{profile.actor.id}",
              on_click=_drop, args=(profile.actor.id,))  # fmt: skip


def _partners(actor: str, network: Network) -> dict[str, list[RelationRow]]:
    partners: dict[str, list[RelationRow]] = {}
    for row in network.relations:
        other = row.target if row.source == actor else row.source
        partners.setdefault(other, []).append(row)
    return partners


def _shared(profiles: list[ActorProfile], networks: list[Network]) -> None:
    ids = [profile.actor.id for profile in profiles]
    by_actor = [_partners(actor, network) for actor, network in zip(ids, networks, strict=True)]
    names = {row.id: row.name for network in networks for row in network.actors}
    everyone = {other for partners in by_actor for other in partners}
    with_whom = {other: sum(other in partners for partners in by_actor) for other in everyone}
    common = [other for other, number in with_whom.items() if number > 1]
    if not common:
        st.caption("No partner is shared by any two of them under these filters.")
        return
    weight = {other: sum(row.claims for partners in by_actor for row in partners.get(other, ())) for other in common}
    rows = []
    for other in sorted(common, key=lambda one: (-with_whom[one], -weight[one], one)):
        row: dict[str, object] = {"Partner": plain(names.get(other, other), 80)}
        for profile, partners in zip(profiles, by_actor, strict=True):
            row[plain(profile.actor.name, 40)] = _ties(partners.get(other, []), profile.actor.id)
        rows.append(row | {"Claims": weight[other]})
    tables.table(pd.DataFrame(rows), "compare-shared", "Partners that at least two of them have, with what links each")


def _ties(rows: list[RelationRow], actor: str) -> str:
    """“attacks → (3), ← backs (1)”"""
    strongest = sorted(rows, key=lambda row: -row.claims)[:4]
    return ", ".join(_tie(row, row.source == actor) for row in strongest)


def _tie(row: RelationRow, outgoing: bool) -> str:
    verb = look.verb(row.relation)
    return f"{verb} → ({row.claims})" if outgoing else f"← {verb} ({row.claims})"


def _between(profiles: list[ActorProfile], filters: Filters) -> None:
    pairs = [(a, b) for i, a in enumerate(profiles) for b in profiles[i + 1 :]]
    labels = [f"{to_markdown(a.actor.name, 40)} and {to_markdown(b.actor.name, 40)}" for a, b in pairs]
    index = st.radio("Pair", range(len(pairs)), format_func=lambda at: labels[at], horizontal=True, key="compare-pair")
    first, second = pairs[min(index or 0, len(pairs) - 1)]
    panels.show_relation((first.actor.id, "", second.actor.id), filters, key="compare-evidence")


def _time(profiles: list[ActorProfile], filters: Filters) -> None:
    for profile in profiles:
        st.markdown(f"**{to_markdown(profile.actor.name, 60)}**")
        rows = state.read("timeline", actor=profile.actor.id, filters=filters)
        if rows:
            charts.balance_chart(rows, f"compare-time-{profile.actor.id}", height=150)
        else:
            st.caption("No dated claim.")


draw()
