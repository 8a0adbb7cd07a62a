"""From proposals to claims: the codebook's constraints, one claim per pair and wording, evidence, ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from extract.actor_index import ActorIndex
from extract.attribution import Reported, attribution_of
from extract.claims.anaphora import denied_charge
from extract.claims.proposals import Proposal
from extract.claims.verbs import is_told_already
from extract.dates import event_date
from extract.ontology import Relation, relations
from extract.records import Attribution, Claim, Document, Evidence, Span, Status, claim_id
from extract.status import status_of

# Below this more claims are wrong than right on the articles that the rules were written with.
LEAST_CONFIDENCE = 0.3
# A title is read with its name; the state that it implies may stand anywhere else in the sentence.
_TITLE_REACH = 80
_IN_PASSING = frozenset({"acl", "relcl", "amod", "appos", "compound", "nmod"})
# Ties that no verb makes or breaks by what it does to one of their ends.
_STANDING = frozenset({"BASED_IN", "LEADS", "MEMBER_OF", "PART_OF"})
_DONE_TO = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})
# Rules that say the same again each time a name recurs: one claim a document is enough.
_ONCE = frozenset(
    {"affiliation_in_name", "body_of_state", "home_before", "nationality", "possessive_affiliation", "title"}
)


def code_claims(
    document: Document,
    index: ActorIndex,
    proposals: Iterable[Proposal],
    attributions: list[tuple[Reported, Attribution]],
) -> list[Claim]:
    """The claims of a document in the order of their evidence, each wording of a relation between two actors once."""
    best: dict[tuple[str, str, str, int], Claim] = {}
    found = [proposal for proposal in _ordered(proposals) if _allowed(proposal)]
    wholes = [proposal for proposal in found if proposal.complement is not None]
    for proposal in found:
        if is_told_already(proposal, wholes) or _confidence(proposal) < LEAST_CONFIDENCE:
            continue
        claim = _claim(document, index, proposal, attributions)
        if claim.status == "hypothetical" and _is_content_of_noun(proposal):
            continue
        key = (claim.source, claim.relation, claim.target, _place(proposal))
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    unique = {claim.id: claim for claim in best.values()}
    return sorted(unique.values(), key=lambda claim: (claim.evidence.start_char, claim.id))


def _place(proposal: Proposal) -> int:
    """Where a claim counts once: in the document, the sentence, or, of a denial beside the charge, where it stands."""
    if proposal.extractor in _ONCE:
        return 0
    denies = proposal.extractor == denied_charge.__name__
    return -1 - proposal.predicate.i if denies else proposal.predicate.sent.start


def _ordered(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """A symmetric relation is one claim: whoever stands first in the text is its source."""
    for proposal in proposals:
        if relations()[proposal.relation].symmetric and proposal.target.span.start < proposal.source.span.start:
            yield replace(proposal, source=proposal.target, target=proposal.source)
        else:
            yield proposal


def _allowed(proposal: Proposal) -> bool:
    source, target = proposal.source.span.actor, proposal.target.span.actor
    relation: Relation = relations()[proposal.relation]
    return source.id != target.id and relation.allows(source.kind, target.kind)


def _claim(
    document: Document, index: ActorIndex, proposal: Proposal, attributions: list[tuple[Reported, Attribution]]
) -> Claim:
    source_span, target_span = (
        index.chars(index.named(proposal.source.span)),
        index.chars(index.named(proposal.target.span)),
    )
    evidence = _evidence(document, proposal, source_span, target_span)
    span = (evidence.start_char, evidence.end_char)
    predicate = proposal.predicate
    date = event_date(predicate, document.published)
    source, target = proposal.source.span.actor.id, proposal.target.span.actor.id
    return Claim(
        id=claim_id(document.id, source, proposal.relation, target, source_span, target_span, span),
        source=source,
        relation=proposal.relation,
        target=target,
        source_span=source_span,
        target_span=target_span,
        status=_status(proposal),
        evidence=evidence,
        attribution=_attribution(predicate.idx, predicate.idx + len(predicate), attributions),
        mode=proposal.mode,
        role=proposal.role,
        event_date=date.date if date else None,
        confidence=_confidence(proposal),
        extractor=proposal.extractor,
    )


def _is_content_of_noun(proposal: Proposal) -> bool:
    """ "rejected an offer to host a summit": what the offer is of is nobody's act yet."""
    predicate = proposal.predicate
    return proposal.extractor == "participle" and any(t.dep_ == "aux" and t.lower_ == "to" for t in predicate.children)


def _confidence(proposal: Proposal) -> float:
    return round(proposal.confidence * proposal.source.weight * proposal.target.weight, 3)


def _status(proposal: Proposal) -> Status:
    """A tie told in passing ("to strike militias operating in Iraq", "banned X's youth wing") holds, whatever comes of
    the strike; not so one that would only come about ("a bill that would place them under the army", "a plan to arm
    them")."""
    if proposal.status is not None:
        return proposal.status
    predicate = proposal.predicate
    own_clause = any(
        t.tag_ == "MD" or (t.dep_ in ("aux", "mark") and t.lower_ in ("to", "that")) for t in predicate.lefts
    )
    in_passing = not relations()[proposal.relation].event and predicate.dep_ in _IN_PASSING and not own_clause
    if in_passing or (proposal.relation in _STANDING and _is_named_by(predicate)):
        return "negated" if any(t.dep_ == "neg" or t.lower_ == "no" for t in predicate.children) else "actual"
    return status_of(predicate)[0]


def _is_named_by(predicate: Token) -> bool:
    """ "X's youth wing" that something is done to; "was named as head of X" tells of what it comes to be."""
    return predicate.pos_ in ("NOUN", "PROPN") and predicate.dep_ in _DONE_TO and predicate.head.lower_ != "as"


def _evidence(document: Document, proposal: Proposal, source_span: Span, target_span: Span) -> Evidence:
    """From the first to the last of source, predicate with its object, and target, as far as they stand in the
    predicate's sentence."""
    predicate = proposal.predicate
    sentence = predicate.sent
    said = [predicate, *(t for t in predicate.children if t.dep_ in ("dobj", "attr", "prt", "acomp", "oprd"))]
    spans = [(token.idx, token.idx + len(token)) for token in said]
    reach = len(document.text) if relations()[proposal.relation].event else _TITLE_REACH
    inside = [
        span
        for span in (source_span, target_span)
        if sentence.start_char <= span[0]
        and span[1] <= sentence.end_char
        and min(abs(span[0] - predicate.idx), abs(predicate.idx - span[1])) <= reach
    ]
    start = min(span[0] for span in (*spans, *inside))
    end = max(span[1] for span in (*spans, *inside))
    return Evidence(document.id, start, end, document.text[start:end])


def _attribution(start: int, end: int, attributions: list[tuple[Reported, Attribution]]) -> Attribution | None:
    reported = attribution_of((start, end), [found for found, _ in attributions])
    if reported is None:
        return None
    return next(attribution for found, attribution in attributions if found is reported)
