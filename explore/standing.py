"""How an actor stands: its posts, its partners, whom it is close to and whom it opposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from explore import look, state, tables
from explore.escape import plain, to_html, to_markdown
from explore.evidence import actor_html, css_name, show_date
from extract.ontology import quad_classes, relations
from graph.views import ActorProfile, ClaimPage, Filters, RelationRow, StoredClaim

_POSTS = ("LEADS", "MEMBER_OF", "FOUNDED")
_CLAIMS = 200  # of posts, the newest
_PARTNERS = 12
_CLOSEST = 5


@dataclass(slots=True)
class _Partner:
    """What the claims say happened between the actor and this one; `balance` weighs it by intensity."""

    claims: int = 0
    cooperation: int = 0
    conflict: int = 0
    balance: float = 0.0


@dataclass(slots=True)
class _Post:
    dates: list[dt.date] = field(default_factory=list)
    claims: int = 0


def show_posts(profile: ActorProfile) -> None:
    """What it leads, belongs to or founded, with the days of the first and the last claim that says so."""
    asked = Filters(relations=_POSTS, statuses=("actual",))
    page: ClaimPage = state.read("claims_of", profile.actor.id, asked, limit=_CLAIMS)
    posts: dict[tuple[str, str, str], _Post] = {}
    for claim in page.claims:
        if claim.source.id == profile.actor.id:
            post = posts.setdefault(_name_of(claim), _Post())
            post.claims += 1
            if claim.date:
                post.dates.append(claim.date)
    if posts:
        lines = [_post_html(name, post) for name, post in sorted(posts.items(), key=lambda pair: -pair[1].claims)]
        st.html(f'<p class="facts"><span>posts and ties</span></p><ul class="posts">{"".join(lines[:12])}</ul>')


def _name_of(claim: StoredClaim) -> tuple[str, str, str]:
    return claim.relation, claim.claim.role or "", claim.target.name


def _post_html(name: tuple[str, str, str], post: _Post) -> str:
    relation, role, target = name
    what = f"{to_html(plain(role, 60))}, " if role else ""
    when = ""
    if post.dates:
        first, last = min(post.dates), max(post.dates)
        when = f", {show_date(first)}" if first == last else f", {show_date(first)} to {show_date(last)}"
    claims = look.plural(post.claims, "claim")
    return f"<li>{what}{to_html(look.verb(relation))} {actor_html(target)} <span>({claims}{when})</span></li>"


def show_partners(profile: ActorProfile) -> None:
    names = {other.id: other.name for other in profile.others} | {profile.actor.id: profile.actor.name}
    partners = _partners(profile)
    if not partners:
        return
    ranked = sorted((partner.balance, other) for other, partner in partners.items() if partner.balance)
    left, right, table = st.columns([0.24, 0.24, 0.52])
    _names_of(left, "Closest", "handshake", [other for score, other in reversed(ranked) if score > 0], names)
    _names_of(right, "Most opposed", "bolt", [other for score, other in ranked if score < 0], names)
    with table:
        most = sorted(partners, key=lambda other: (-partners[other].claims, other))[:_PARTNERS]
        rows = [
            {
                "Partner": plain(names.get(other, other), 60),
                "Claims": partners[other].claims,
                "Cooperation": partners[other].cooperation,
                "Conflict": partners[other].conflict,
            }
            for other in most
        ]
        tables.table(pd.DataFrame(rows), "actor-partners", "Those it has most to do with")


def _partners(profile: ActorProfile) -> dict[str, _Partner]:
    partners: dict[str, _Partner] = {}
    for row in (*profile.outgoing, *profile.incoming):
        entry = relations()[row.relation]
        partner = partners.setdefault(row.target if row.source == profile.actor.id else row.source, _Partner())
        partner.claims += row.claims
        partner.balance += entry.intensity * row.actual
        if "conflict" in entry.quad_class:
            partner.conflict += row.claims
        elif "cooperation" in entry.quad_class:
            partner.cooperation += row.claims
    return partners


def _names_of(column: object, title: str, icon: str, others: Sequence[str], names: dict[str, str]) -> None:
    """By the balance of intensities of everything that happened between the two."""
    with column.container(border=True, height="stretch"):  # type: ignore[attr-defined]
        st.markdown(f":material/{icon}: **{title}**")
        for other in others[:_CLOSEST]:
            st.caption(to_markdown(names.get(other, other), 50))
        if not others:
            st.caption("Nobody, by what the claims say happened.")


def by_class(rows: Sequence[RelationRow]) -> str:
    """Claims by class of relation, as safe HTML."""
    counts = dict.fromkeys(quad_classes(), 0)
    for row in rows:
        counts[relations()[row.relation].quad_class] += row.claims
    parts = [
        f'<span class="class" style="--quad: var(--{css_name(name)})">{to_html(look.quads()[name].label)} '
        f"<b>{number:,}</b></span>"
        for name, number in counts.items()
        if number
    ]
    return f'<p class="facts">{"".join(parts)}</p>'
