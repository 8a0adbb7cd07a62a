"""The words of reports, read once from wording.toml, and whether a name is one or several."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.records import Actor
from graph.views import StoredClaim

_ONE = ("State", "Person", "Company", "International organization", "Place")
_BEHIND = re.compile(r"\s+(?:of|in|from|for|against|at|on|with|who|that|loyal|backed|close)\s.*|[,(].*")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("graph").joinpath("wording.toml").read_text(encoding="utf-8"))


def verb(relation: str, actor: Actor, turned: bool = False) -> str:
    """What stands behind the actor's name; `turned` where the actor is the target: "is attacked by"."""
    forms: list[str] = _table()["verbs"][relation]
    return forms[2 * turned + is_several(actor)]


def is_several(actor: Actor) -> bool:
    """A name takes the verb of its head: "U.S. jets attack", "the Ministry of Foreign Affairs meets"."""
    if actor.kind in _ONE:
        return False
    head = _BEHIND.sub("", actor.name).split()[-1:] or [""]
    word = head[0].lower()
    described = head[0] == word and word.endswith("s") and not word.endswith(("ss", "us", "is", "ps"))
    return word in _table()["plural"]["heads"] or described


def manner(claim: StoredClaim) -> str:
    """“ (with a drone)”, “ (as commander)”, or nothing."""
    if claim.claim.role:
        return f" (as {claim.claim.role})"
    mode = claim.claim.mode
    return f" ({_table()['modes'].get(mode, mode)})" if mode else ""


def status(claim: StoredClaim) -> str | None:
    """How the text tells what it does not tell as a fact."""
    found: str | None = _table()["statuses"].get(claim.claim.status)
    return found


def sentence(claim: StoredClaim) -> str:
    """“A attacks B (with a drone)”"""
    return f"{claim.source.name} {verb(claim.relation, claim.source)} {claim.target.name}{manner(claim)}"


def quotation(claim: StoredClaim, most: int = 420) -> str:
    """The sentence that says so on one line, with the name of an actor in brackets where no words show it. Of a very
    long sentence only the words that the claim was read from."""
    evidence = claim.claim.evidence
    whole = len(claim.context.strip()) <= most
    text, start = (claim.context, claim.context_start) if whole else (evidence.quote, evidence.start_char)
    for (_, end), name in sorted(_unnamed(claim, text, start), reverse=True):
        text = f"{text[:end]} [{name}]{text[end:]}"
    return " ".join(text.split())


def _unnamed(claim: StoredClaim, text: str, start: int) -> list[tuple[tuple[int, int], str]]:
    ends = (claim.source, claim.target)
    if "flipped" in claim.states:
        ends = ends[::-1]
    found = []
    for actor, span in zip(ends, (claim.claim.source_span, claim.claim.target_span), strict=True):
        first, last = span[0] - start, span[1] - start
        words, name = text[max(first, 0) : max(last, 0)].casefold(), actor.name.casefold()
        if 0 <= first < last <= len(text) and words not in name and name not in text.casefold():
            found.append(((first, last), actor.name))
    return found
