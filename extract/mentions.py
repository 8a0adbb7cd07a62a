"""Where the text names somebody: gazetteer hits and spaCy's names, reconciled into non-overlapping phrases.

A phrase is a name without its article, titles and descriptors; which actor it means is decided in linking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from extract.gazetteer import Gazetteer, fold
from extract.layout import Block, blocks_of
from extract.lexicon import words
from extract.naming import kind_of_name
from extract.overlooked import overlooked
from extract.peoples import is_ambiguous, is_people, meant_by
from extract.records import Actor
from extract.short_names import Phrase, named_after_days, named_in_other_languages, short_bodies, with_acronyms
from extract.titles import is_title
from extract.vocabulary import vocabulary

_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
# Names of these sorts may contain the name of an actor ("the Gulf War") without being about it.
_TITLE_LABELS = frozenset({"EVENT", "WORK_OF_ART", "LAW", "PRODUCT"})
# Shorter words repeat by chance ("Li", "May").
_SHORTEST_REPEATED = 4
_YEAR_AFTER = re.compile(r",? ?(?:of |in )?\(?(?:19|20)\d\d")


def find_phrases(doc: Doc, gazetteer: Gazetteer) -> list[Phrase]:
    """Every name in the document, in order, none overlapping another."""
    blocks = blocks_of(doc)
    hits = list(_gazetteer_phrases(doc, gazetteer))
    known = [phrase for phrase in hits if phrase.actor_ids]
    nobody = {(phrase.start, phrase.end) for phrase in hits if not phrase.actor_ids}  # "Kurdish" of a language
    recognised = [name for name in _recognised_phrases(doc, blocks) if (name.start, name.end) not in nobody]
    phrases = _without_overlap(
        [*named_after_days(doc), *named_in_other_languages(doc), *_reconcile(doc, known, recognised, gazetteer)]
    )
    phrases = _without_elections(doc, list(_joined(doc, phrases)))
    phrases = list(_with_body_words(doc, phrases, gazetteer))
    phrases = _without_overlap([*phrases, *_believed(overlooked(doc, phrases), doc, blocks)])
    phrases = _without_overlap([*phrases, *_repeated(doc, phrases)])
    phrases = _without_overlap([*phrases, *short_bodies(doc, phrases)])
    return with_acronyms(doc, [phrase for phrase in phrases if not _in_byline(doc[phrase.start], blocks)])


def _gazetteer_phrases(doc: Doc, gazetteer: Gazetteer) -> Iterator[Phrase]:
    text = doc.text
    for hit in gazetteer.find(text):
        span = doc.char_span(hit.start_char, hit.end_char, alignment_mode="expand")
        if span is None or fold(span.text) != fold(text[hit.start_char : hit.end_char]):
            continue
        start = span.start
        possessive = next((token.i for token in span if token.tag_ == "POS" and token.i < span.end - 1), None)
        if possessive is not None and (owners := gazetteer.lookup(doc[span.start : possessive].text)):
            yield Phrase(span.start, possessive, owners[0].how, "", owners[0].actor_ids)
            start = possessive + 1  # "Lebanon's Hezbollah" is two actors, although it tells which Hezbollah
        if span.end < len(doc) and doc[span.end].tag_ == "POS" and (of := _of_inside(doc[start : span.end])):
            span = doc[start:of]  # "the Quds Force of Iran's Revolutionary Guards"
        how, actor_ids = meant_by(hit, doc[start : span.end], gazetteer)
        if actor_ids or not any(is_ambiguous(fold(span.text), gazetteer[actor_id]) for actor_id in hit.actor_ids):
            yield Phrase(start, span.end, how, "", actor_ids)


def _of_inside(span: Span) -> int | None:
    return next((token.i for token in span if token.lower_ == "of"), None)


def _recognised_phrases(doc: Doc, blocks: list[Block]) -> Iterator[Phrase]:
    for ent in doc.ents:
        if ent.label_ in _NAME_LABELS or ent.label_ in _TITLE_LABELS:
            names = (Phrase(span.start, span.end, "name", ent.label_) for span in _trimmed(ent))
            yield from _believed(names, doc, blocks)


def _believed(names: Iterable[Phrase], doc: Doc, blocks: list[Block]) -> Iterator[Phrase]:
    """In title case every word looks like a name: there only the gazetteer is believed."""
    parts = {block.start: block.part for block in blocks}
    starts = sorted(parts)
    for name in names:
        at = doc[name.start].idx
        if parts[max((s for s in starts if s <= at), default=starts[0])] not in ("title case", "byline"):
            yield name


def _trimmed(ent: Span) -> Iterator[Span]:
    """The name alone: "the late Prime Minister Rafik Hariri's" -> "Rafik Hariri"."""
    start, end = ent.start, ent.end
    while start < end and _is_outside_name(ent.doc[start], ent.label_):
        start += 1
    while end > start and (ent.doc[end - 1].tag_ == "POS" or ent.doc[end - 1].is_punct or ent.doc[end - 1].is_space):
        end -= 1
    while ent.label_ == "PERSON" and 0 < start < end and _goes_back(ent.doc[start]):
        start -= 1
    line_break = next((i for i in range(start, end) if ent.doc[i].is_space or ent.doc[i].text == "by"), None)
    end = line_break if line_break is not None else end
    if end - start == 1 and ent.doc[start].lower_ in words("collective", "modifiers"):
        return
    if ent.doc[start:end].text.lower() in words("name", "ideas"):
        return
    if start < end and ent.label_ == "PERSON" and _is_of_many(ent.doc[end - 1], end - start == 1):
        return
    if end - start == 1 and ent.doc[start].is_sent_start and ent.doc[start].tag_ == "VBG":
        return  # "Shelling went on"
    if start < end and all(map(is_title, ent.doc[start:end])):
        return  # "Rear Admiral"
    if start < end and any(token.text[:1].isupper() for token in ent.doc[start:end]):
        yield ent.doc[start:end]


def _goes_back(article: Token) -> bool:
    """ "bin Nasser" is some other part of "Turki bin Nasser"."""
    before = article.nbor(-1)
    is_name = before.tag_ == "NNP" and before.text[:1].isupper() and before.is_alpha and not is_title(before)
    return is_name and article.lower_ in words("name", "articles")


def _is_of_many(last: Token, alone: bool) -> bool:
    """ "MPs", "Renewal deputies", "Killings": the recogniser took them for a person."""
    if last.tag_ not in ("NNS", "NNPS"):
        return False
    lemma = last.lemma_.lower()
    return lemma in vocabulary().roles or lemma in vocabulary().collectives or (alone and last.tag_ == "NNS")


def _is_outside_name(token: Token, label: str) -> bool:
    if token.is_punct or token.is_space or token.pos_ in ("DET", "NUM", "ADP", "PRON"):
        return True
    if token.lower_ in words("name", "outside"):
        return True
    if token.lower_.rstrip(".") in ("mr", "mrs", "ms"):
        return True
    if label != "PERSON":
        return False
    return is_title(token) or (not token.text[:1].isupper() and token.lower_ not in words("name", "particles"))


def _reconcile(doc: Doc, known: list[Phrase], recognised: list[Phrase], gazetteer: Gazetteer) -> Iterator[Phrase]:
    inside: dict[int, list[Phrase]] = {}
    for phrase in known:
        for i in range(phrase.start, phrase.end):
            inside.setdefault(i, []).append(phrase)
    dropped: set[Phrase] = set()
    for name in recognised:
        overlapping = list(dict.fromkeys(p for i in range(name.start, name.end) for p in inside.get(i, ())))
        if name.label in _TITLE_LABELS:
            dropped.update(p for p in overlapping if _is_part(p, name))
            continue
        chosen = _choose(doc, name, overlapping, gazetteer)
        if chosen is None:
            continue
        dropped.update(overlapping)
        yield chosen
    yield from (phrase for phrase in known if phrase not in dropped)


def _choose(doc: Doc, name: Phrase, known: list[Phrase], gazetteer: Gazetteer) -> Phrase | None:
    """The phrase that replaces the known ones it overlaps, or None where those stay."""
    if not known:
        return name
    if any(p.start < name.start or p.end > name.end for p in known):
        return None
    longest = max(known, key=lambda p: p.end - p.start)
    if longest.end - longest.start == name.end - name.start:
        return replace(longest, label=name.label)
    if name.label == "GPE" and kind_of_name(doc[name.end - 1].text) not in (None, "Place"):
        return replace(name, label="ORG")  # "Levant Centre"
    if name.label in ("GPE", "NORP", "LOC"):
        return None
    rest = [i for i in range(name.start, name.end) if not any(p.start <= i < p.end for p in known)]
    # In "Parliament of Norway" the parliament is part of the name; the Government of Norway is Norway.
    is_body = name.label == "ORG" and any(token.lower_ == "of" for token in doc[name.start : name.end])
    is_called = name.label == "ORG" and kind_of_name(doc[name.end - 1].text) not in (None, "Place")  # "Elbe Monitor"
    named = [i for i in rest if doc[i].text[:1].isupper() and (is_body or is_called or not is_title(doc[i]))]
    named = [i for i in named if not is_body or not _is_state_itself(doc[i])]
    last_known = max(known, key=lambda p: p.end)
    if is_body and not named and any(_is_state_itself(doc[i]) for i in rest):
        return replace(last_known, start=name.start, end=name.end)
    owned = any(token.tag_ == "POS" for token in doc[name.start : name.end])
    ends_with = gazetteer[last_known.actor_ids[0]].actor
    if is_people(ends_with, gazetteer) and last_known.end == name.end and not named:
        return None  # "Iraqi Kurds"
    ends_in_body = ends_with.kind not in ("State", "Place")
    if ends_in_body and last_known is not known[0] and _is_of_others(known[0], ends_with, gazetteer):
        return name  # "Ugandan Ministry of Defence" is not the British one, "Sahel Observatory" not the Syrian
    if (
        last_known.how in ("name", "alias")
        and last_known.end == name.end
        and last_known is not known[0]
        and ends_in_body
    ):
        return replace(last_known, start=known[0].start, label=name.label) if not named and not owned else None
    if not named and len(known) > 1 and name.label == "ORG" and not owned:
        return name  # "Communist Party of Greece" is neither the party of that name nor Greece
    if not named or name.label == "FAC":
        return None
    if name.label == "PERSON" and known[0].how == "demonym" and known[0].start == name.start:
        return replace(name, start=known[0].end)
    return name


def _is_of_others(before: Phrase, body: Actor, gazetteer: Gazetteer) -> bool:
    owner = gazetteer[before.actor_ids[0]].actor
    return owner.kind in ("State", "Place") and body.country not in (None, owner.country)


def _is_state_itself(noun: Token) -> bool:
    collective = vocabulary().collectives.get(noun.lower_)
    return collective is not None and collective.state_itself


def _is_part(phrase: Phrase, name: Phrase) -> bool:
    inside = name.start <= phrase.start and phrase.end <= name.end
    return inside and phrase.end - phrase.start < name.end - name.start


def _without_overlap(phrases: Iterable[Phrase]) -> list[Phrase]:
    """In order; where two overlap, the one that starts first, then the longer."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _joined(doc: Doc, phrases: list[Phrase]) -> Iterator[Phrase]:
    """ "Communist Party" + of + "Greece" is one name; "government of Greece" is not a name at all."""
    current: Phrase | None = None
    for phrase in phrases:
        if current is not None and _goes_on_as(doc, current, phrase):
            current = Phrase(current.start, phrase.end, "name", "ORG")
            continue
        if current is not None:
            yield current
        current = phrase
    if current is not None:
        yield current


def _goes_on_as(doc: Doc, name: Phrase, owner: Phrase) -> bool:
    between = [token.lower_ for token in doc[name.end : owner.start]]
    if between not in (["of"], ["of", "the"]) or name.label != "ORG" or owner.how == "demonym":
        return False
    if owner.end < len(doc) and doc[owner.end].tag_ == "POS":
        return False  # "the Quds Force of Iran's Revolutionary Guards"
    head = doc[name.end - 1]
    return head.text[:1].isupper() and head.lower_ in words("name", "bodies_of") and owner.label != "PERSON"


def _with_body_words(doc: Doc, phrases: list[Phrase], gazetteer: Gazetteer) -> Iterator[Phrase]:
    """ "the Levant Centre": a place that a body is called after."""
    for phrase in phrases:
        places = [gazetteer[i].actor.kind == "Place" for i in phrase.actor_ids] or [phrase.label in ("GPE", "LOC")]
        called = all(places) and phrase.how != "demonym" and _goes_on_as_body(doc[phrase.end - 1])
        yield Phrase(phrase.start, phrase.end + 1, "name", "ORG") if called else phrase


def _goes_on_as_body(last: Token) -> bool:
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    is_name = after.tag_ == "NNP" and after.text[:1].isupper() and last.head == after
    return is_name and kind_of_name(after.text) not in (None, "Place")


def _without_elections(doc: Doc, phrases: list[Phrase]) -> list[Phrase]:
    """ "the 2010 United Kingdom general election" names an election, not the United Kingdom."""

    def in_election(phrase: Phrase) -> bool:
        following = [token.lower_ for token in doc[phrase.end : phrase.end + 4]]
        dated = phrase.start > 0 and doc[phrase.start - 1].like_num and len(doc[phrase.start - 1]) == 4
        near = [i for i, word in enumerate(following) if word in ("election", "elections", "referendum")]
        if not near or any(word in (",", ".", "and") for word in following[: near[0]]):
            return False
        after = doc[phrase.end + near[0] + 1 : phrase.end + near[0] + 3].text
        return dated or bool(_YEAR_AFTER.match(after))

    return [phrase for phrase in phrases if not in_election(phrase)]


def _repeated(doc: Doc, phrases: list[Phrase]) -> Iterator[Phrase]:
    """The recogniser sees a name in one sentence and not in the next: once found, a name is found everywhere, and so is
    the last word of a person's name."""
    surfaces: dict[tuple[str, ...], Phrase] = {}
    for phrase in phrases:
        tokens = tuple(token.text for token in doc[phrase.start : phrase.end])
        if phrase.label in ("PERSON", "ORG") and len(tokens[-1]) >= _SHORTEST_REPEATED and not phrase.actor_ids:
            surfaces.setdefault(tokens, phrase)
        if phrase.label == "PERSON" and len(tokens) > 1 and len(tokens[-1]) >= _SHORTEST_REPEATED:
            surfaces.setdefault(tokens[-1:], replace(phrase, actor_ids=()))
    taken = {i for phrase in phrases for i in range(phrase.start, phrase.end)}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for tokens in surfaces:
        by_first.setdefault(tokens[0], []).append(tokens)
    for token in doc:
        for tokens in by_first.get(token.text, ()):
            end = token.i + len(tokens)
            stands = tuple(t.text for t in doc[token.i : end]) == tokens and taken.isdisjoint(range(token.i, end))
            if stands and (token.pos_ == "PROPN" or len(tokens) > 1):
                yield Phrase(token.i, end, "name", surfaces[tokens].label)


def _in_byline(token: Token, blocks: list[Block]) -> bool:
    block = next((b for b in blocks if b.start <= token.idx < b.end), None)
    if block is None:
        return False
    return block.part == "byline" or token.idx < block.body_start
