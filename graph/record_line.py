"""The JSON line of an extraction, written in one pass: what `json.dumps(to_json(extraction))` gives, twice as fast.

Every record of a corpus is written once, and its digest tells it from a later one; so the line is the same to the byte,
which a test holds it to. ASCII, so that every string survives every file and database.
"""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring_ascii as quoted

from extract.records import Actor, Attribution, Claim, Extraction, Span


def dump(extraction: Extraction) -> str:
    document = extraction.document
    mentions: dict[str, list[str]] = {actor.id: [] for actor in extraction.actors}
    for mention in extraction.mentions:
        mentions[mention.actor_id].append(
            f'{{"start_char":{mention.start_char},"end_char":{mention.end_char},'
            f'"text":{quoted(mention.text)},"how":{quoted(mention.how)}}}'
        )
    published = quoted(document.published.isoformat()) if document.published else "null"
    return (
        f'{{"id":{quoted(document.id)},"title":{_text(document.title)},"published":{published},'
        f'"outlet":{_text(document.outlet)},"url":{_text(document.url)},"language":{quoted(document.language)},'
        f'"version":{quoted(extraction.version)},"text":{quoted(document.text)},'
        f'"actors":{_list([_actor(actor, mentions[actor.id]) for actor in extraction.actors])},'
        f'"claims":{_list(map(_claim, extraction.claims))},'
        f'"attributions":{_list(map(_attribution, extraction.attributions))}}}'
    )


def _list(parts: Iterable[str]) -> str:
    return f"[{','.join(parts)}]"


def _text(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _span(span: Span) -> str:
    return f"[{span[0]},{span[1]}]"


def _actor(actor: Actor, mentions: list[str]) -> str:
    return (
        f'{{"id":{quoted(actor.id)},"name":{quoted(actor.name)},"kind":{quoted(actor.kind)},'
        f'"country":{_text(actor.country)},"wikidata":{_text(actor.wikidata)},'
        f'"aliases":{_list(map(quoted, actor.aliases))},"description":{_text(actor.description)},'
        f'"mentions":{_list(mentions)}}}'
    )


def _claim(claim: Claim) -> str:
    evidence = claim.evidence
    event_date = quoted(claim.event_date.isoformat()) if claim.event_date else "null"
    return (
        f'{{"id":{quoted(claim.id)},"source":{quoted(claim.source)},"relation":{quoted(claim.relation)},'
        f'"target":{quoted(claim.target)},"source_span":{_span(claim.source_span)},'
        f'"target_span":{_span(claim.target_span)},"status":{quoted(claim.status)},'
        f'"confidence":{claim.confidence!r},"extractor":{quoted(claim.extractor)},"mode":{_text(claim.mode)},'
        f'"role":{_text(claim.role)},"event_date":{event_date},"evidence":{{"start_char":{evidence.start_char},'
        f'"end_char":{evidence.end_char},"quote":{quoted(evidence.quote)}}},'
        f'"attribution":{_attribution(claim.attribution) if claim.attribution else "null"}}}'
    )


def _attribution(said: Attribution) -> str:
    speaker_span = _span(said.speaker_span) if said.speaker_span else "null"
    return (
        f'{{"speaker":{_text(said.speaker_id)},"speaker_text":{quoted(said.speaker_text)},'
        f'"speaker_span":{speaker_span},"cue":{quoted(said.cue)},"cue_span":{_span(said.cue_span)},'
        f'"content_span":{_span(said.content_span)},"stance":{quoted(said.stance)}}}'
    )
