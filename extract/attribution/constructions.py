"""The constructions that attribute, one function each. Each takes the token that may be a cue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from extract.attribution.contents import Range, Reported, contents_of, subtree
from extract.attribution.cues import cues
from extract.attribution.quotations import Quotation
from extract.attribution.speakers import agent_of, child, is_passive, noun_phrase, speaker_of, subject_of
from extract.records import Stance

OPPOSITE: dict[Stance, Stance] = {"asserts": "doubts", "denies": "asserts", "demands": "doubts", "doubts": "asserts"}
ASIDES = frozenset({"speaking", "who", "citing", "talking"})
MAX_ASIDE = 25  # tokens
DASHES = frozenset({"-", "--", "–", "—", "―"})
PREDICATIVE = frozenset({"as", "for", "of", "over", "to", "with"})  # "described it as", "criticised them for"
PARTICLE_DEPS = frozenset(
    {"prt", "advmod", "prep", "dobj", "acomp", "oprd", "dative", "agent", "ccomp", "xcomp", "attr"}
)


def lemma_of(token: Token) -> str:
    lemma = token.lemma_.lower()
    return cues().misread.get(lemma, lemma)


def verbal(verb: Token, quoted: Sequence[Quotation]) -> Reported | None:
    """ "The army said that…", "he vowed to…", "they condemned the raid", "“…,” she added"."""
    lemma = lemma_of(verb)
    frames, seconds = cues().verbs.get(lemma, {}), cues().phrases.get(lemma, {})
    if not (frames or seconds) or verb.dep_ in {"amod", "compound", "aux", "auxpass"} or _only_introduces(verb):
        return None
    second = next((kid for kid in _dependents(verb) if kid.lower_ in seconds and kid.dep_ in PARTICLE_DEPS), None)
    complements = _complements(verb, second)
    if quoted:
        complements.setdefault("quotation", [])
    subject = _inverted(verb) if quoted and subject_of(verb) is None else speaker_of(verb)
    if "object" in complements and subject is not None and lemma_of(subject) in cues().documents:
        complements["document"] = []
    stance = _stance(frames, complements)
    if stance is None and second is not None:
        stance = seconds[second.lower_]
    if stance is None:
        return None
    parts = [subtree(token) for group in complements.values() for token in group if token != subject]
    parts += [(quotation.start, quotation.end) for quotation in quoted]
    particle = second is not None and second.i == verb.i + 1
    before = second.i if second is not None and second.head == subject else None
    return _reported(verb.doc[verb.i : verb.i + 1 + particle], subject, parts, _polarity(verb, stance), before)


def _dependents(verb: Token) -> Iterator[Token]:
    """Children, and "of"-phrases that the parser hung on the agent ("was accused by Y of fraud")."""
    yield from verb.children
    agent = agent_of(verb) if is_passive(verb) else None
    if agent is not None:
        yield from (kid for kid in agent.children if kid.dep_ == "prep" and kid.lower_ == "of")


def _only_introduces(verb: Token) -> bool:
    """ "was quoted as saying", "voiced fears": the word behind is the cue."""
    for kid in verb.rights:
        if kid.lower_ == "as" and any(below.lower_ == "saying" for below in kid.children):
            return True
        if kid.dep_ == "dobj" and kid.lemma_ in cues().nouns and lemma_of(verb) in cues().light_verbs:
            return True
    return False


def _complements(verb: Token, second: Token | None) -> dict[str, list[Token]]:
    """The frames that the verb stands in, with the tokens that head the content."""
    groups: dict[str, list[Token]] = {}
    for kid in verb.children:
        if kid.dep_ in {"ccomp", "xcomp"}:
            clause = kid.dep_ == "ccomp" and not _is_infinitive(kid)
            verbal_ = kid.pos_ in {"VERB", "AUX"}
            groups.setdefault("clause" if clause else "infinitive" if verbal_ else "object", []).append(kid)
        elif kid.dep_ in {"dobj", "oprd"} or (kid.dep_ == "nsubjpass" and is_passive(verb)):
            groups.setdefault("object", []).append(kid)
    if second is not None and second.dep_ == "prep":
        groups.setdefault("preposition", []).append(second)
    if verb.dep_ in {"parataxis", "intj"} and verb.head != verb:
        groups.setdefault("clause", []).append(verb.head)
    if "clause" in groups and not is_passive(verb):
        groups.pop("object", None)  # whom one tells
    elif "object" in groups:
        groups["object"] += [kid for kid in verb.rights if kid.dep_ == "prep" and kid.lower_ in PREDICATIVE]
    return groups


def _is_infinitive(verb: Token) -> bool:
    return any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children) or verb.tag_ == "VBG"


def _stance(frames: Mapping[str, Stance], complements: Mapping[str, object]) -> Stance | None:
    for frame in ("clause", "quotation", "infinitive", "object", "document"):
        if frame in complements and frame in frames:
            return frames[frame]
    return frames.get("any")


def _polarity(verb: Token, stance: Stance) -> Stance:
    return OPPOSITE[stance] if child(verb, "neg") is not None else stance


def _inverted(verb: Token) -> Token | None:
    """ "“…,” said Salim": the parser sometimes takes the speaker for an object."""
    return next((kid for kid in verb.rights if kid.dep_ in {"dobj", "attr", "npadvmod", "oprd"}), None)


def nominal(noun: Token) -> Reported | None:
    """ "The ministry’s claim that…", "a warning by the army that…", "he voiced fears that…"."""
    stance = cues().nouns.get(noun.lemma_.lower())
    if stance is None or noun.dep_ == "compound" or (noun.lower_ == "order" and noun.head.lower_ == "in"):
        return None
    clauses = [kid for kid in noun.rights if kid.dep_ in {"acl", "ccomp"} and _reports(kid)]
    lender = noun.head if noun.dep_ in {"dobj", "nsubjpass"} and lemma_of(noun.head) in cues().light_verbs else None
    author = child(noun, "poss") or _author(noun)
    if author is None and lender is not None:
        author = speaker_of(lender)
    elif not clauses and lender is None:
        return None
    if author is None and not clauses:
        return None
    about = [
        kid for kid in noun.rights if kid.dep_ == "prep" and kid.lower_ in {"of", "about", "on", "over", "for", "to"}
    ]
    parts = [subtree(kid) for kid in (clauses or about)]
    start = lender.i if lender is not None and 0 < noun.i - lender.i <= 4 else noun.i
    return _reported(noun.doc[start : noun.i + 1], author, parts, stance)


def _reports(clause: Token) -> bool:
    """A that-clause or an infinitive; not a participle ("a report published in May")."""
    return any((kid.dep_ == "mark" and kid.lower_ in {"that", "whether"}) or kid.lower_ == "to" for kid in clause.lefts)


def _author(noun: Token) -> Token | None:
    by = next((kid for kid in noun.rights if kid.dep_ in {"prep", "agent"} and kid.lower_ in {"by", "from"}), None)
    return child(by, "pobj") if by is not None else None


def according_to(token: Token) -> Reported | None:
    """ "According to the ministry, …", "…, according to two officials"."""
    if token.lower_ != "according":
        return None
    to = next((kid for kid in token.rights if kid.lower_ == "to"), None)
    author = child(to, "pobj") if to is not None else None
    if to is None or author is None:
        return None
    return _adverbial(token, token.doc[token.i : to.i + 1], author)


def in_the_words_of(token: Token) -> Reported | None:
    """ "In the words of the envoy, …", "in Cairo’s view, …"."""
    if (
        token.dep_ != "pobj"
        or token.lemma_ not in cues().prepositional_nouns
        or token.head.lower_ not in {"in", "to", "by"}
    ):
        return None
    of = next((kid for kid in token.rights if kid.lower_ == "of"), None)
    author = child(token, "poss") or (child(of, "pobj") if of is not None else None)
    return _adverbial(token.head, token.doc[token.i : token.i + 1], author) if author is not None else None


def _adverbial(phrase: Token, cue: Span, author: Token) -> Reported:
    """What an adverbial attributes is the clause that it stands in; the phrase itself is cut out."""
    clause, (start, end) = phrase.head, subtree(phrase)
    left, right = subtree(clause)
    parts = [(left, start), (end, right)] if left <= start and end <= right else []
    return _reported(cue, author, parts, "asserts")


def adjectival(token: Token) -> Reported | None:
    """ "Officials are certain that…", "she was confident of…"."""
    if token.lower_ not in cues().adjectives or token.dep_ not in {"acomp", "xcomp", "conj", "advcl", "ROOT"}:
        return None
    holder = token if any(kid.dep_ in {"ccomp", "xcomp"} for kid in token.rights) else token.head
    parts = [
        subtree(kid) for kid in holder.rights if kid.dep_ in {"ccomp"} or (kid.dep_ == "prep" and kid.head is token)
    ]
    subject = subject_of(token.head)
    if not parts or subject is None:
        return None
    return _reported(token.doc[token.i : token.i + 1], subject, parts, _polarity(token.head, "asserts"))


def _reported(
    cue: Span, speaker: Token | None, parts: Sequence[Range], stance: Stance, before: int | None = None
) -> Reported:
    """`before`: a token that the speaker's phrase cannot reach."""
    span = noun_phrase(speaker, before) if speaker is not None else None
    if span is not None and span.start < cue.end and cue.start < span.end:
        span = None if speaker is None else speaker.doc[speaker.i : speaker.i + 1]
    return Reported(span, cue, contents_of(cue.doc, cue, _with_aside(span, cue), parts), stance)


def _with_aside(speaker: Span | None, cue: Span) -> Span | None:
    """The speaker and how they spoke: "an official, speaking on condition of anonymity,"."""
    if speaker is None or speaker.end + 2 >= len(speaker.doc) or speaker.doc[speaker.end].text != ",":
        return speaker
    if speaker.doc[speaker.end + 1].lower_ not in ASIDES:
        return speaker
    doc, end = speaker.doc, speaker.end + 2
    limit = min(len(doc), end + MAX_ASIDE)
    while end < limit and doc[end].text not in {",", ".", ";"} and not doc[end].is_space:
        end += 1
    return speaker if speaker.end <= cue.start < end else doc[speaker.start : end]


def headed(doc: Doc, start: int, end: int) -> Reported | None:
    """ "Salim: talks will go on", in headlines and transcripts: before the first colon of a line stands a name."""
    colon = next((i for i in range(start + 1, min(start + 9, end - 2)) if doc[i].text == ":"), None)
    if colon is None:
        return None
    words = doc[start + 1 if doc[start].is_quote else start : colon]
    if not words or any(token.pos_ in {"VERB", "AUX"} or token.is_punct for token in words):
        return None
    if not (_is_name(words) or (start == 0 and _is_author(words))):
        return None
    cue = doc[colon : colon + 1]
    return Reported(words, cue, contents_of(doc, cue, words, [(colon + 1, end)]), "asserts")


def signed(doc: Doc, quotation: Quotation, end: int) -> Reported | None:
    """ "“…” — Imad Salim": a dash and a name behind the quotation."""
    dash, last = quotation.end, quotation.end + 1
    if dash >= end or doc[dash].text not in DASHES:
        return None
    while last < min(end, dash + 5) and doc[last].is_title and doc[last].is_alpha:
        last += 1
    if last == dash + 1 or (last < end and doc[last].text not in {",", ".", "(", "“", '"'} and not doc[last].is_space):
        return None
    words, cue = doc[dash + 1 : last], doc[dash : dash + 1]
    return Reported(words, cue, contents_of(doc, cue, words, [(quotation.start, quotation.end)]), "asserts")


def _is_name(words: Span) -> bool:
    return words[-1].ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or (words.text.isupper() and words[-1].is_alpha)


def _is_author(words: Span) -> bool:
    """In a headline every word may be capital: a name as the tagger sees it, or a noun that publishes."""
    return words[-1].pos_ == "PROPN" or words[-1].lower_ in cues().documents


__all__ = ["according_to", "adjectival", "headed", "in_the_words_of", "lemma_of", "nominal", "signed", "verbal"]
