"""Which actors fill the slots of a predicate (slots are named in extract/vocabulary.py)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from extract.actor_index import ActorIndex
from extract.claims.companions import companions
from extract.claims.complements import clause_subjects, complements, is_statement
from extract.claims.constructions import Ends, agents, ends_of, is_passive
from extract.claims.objects import datives_of
from extract.claims.proposals import Argument
from extract.collectives import is_prefixed
from extract.lexicon import words
from extract.ontology import relations
from extract.titles import is_title
from extract.vocabulary import vocabulary

# What a slot is worth when its filler only belongs to the actor. Set by reading samples: "members of X" are nearly X,
# "X's position" stands for X in about two claims of three.
_APPOSED = 0.95
_PART = 0.85
_OWNER = 0.6
# A preposition that the parser hung on the object instead of the verb.
_ATTACHMENT = 0.9
_OWNING = ("poss", "compound", "amod", "nmod", "npadvmod")


class Arguments:
    """Reads the fillers of slots off the parse."""

    def __init__(self, index: ActorIndex) -> None:
        self.index = index

    def fill(self, slot: str, predicate: Token, noun: Token | None, ends: Ends | None) -> list[Argument]:
        """The actors in a slot of `predicate`; of a verb and its object noun the slot may hang on either."""
        return list(self._fill(slot, predicate, noun, ends))

    def actors(self, token: Token) -> list[Argument]:
        """Who the noun phrase that `token` heads means, with its conjuncts."""
        found = self._meant(token)
        found.extend(argument for other in companions(token) for argument in self._meant(other) if found)
        for conjunct in token.conjuncts:
            if conjunct.i > token.i and conjunct.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
                found.extend(self._meant(conjunct))
        return _without_repeats(found)

    def of_all(self, tokens: tuple[Token, ...]) -> list[Argument]:
        """The actors of several heads."""
        return _without_repeats([argument for token in tokens for argument in self.actors(token)])

    def after(self, noun: Token, preposition: str) -> list[Argument]:
        """What a preposition right behind a noun governs, wherever the parser hung it."""
        following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
        if following.dep_ != "prep" or following.lower_ != preposition:
            return []
        return self.of_all(tuple(t for t in following.children if t.dep_ == "pobj"))

    def _fill(self, slot: str, predicate: Token, noun: Token | None, ends: Ends | None) -> Iterator[Argument]:
        heads = (predicate, noun) if noun is not None else (predicate,)
        if slot in ("subject", "subject_plural") and ends is None:
            yield from self.of_all(said_of(predicate))
        elif slot in ("subject", "subject_plural"):
            yield from self.of_all(ends.subjects if ends else ())
        elif slot == "object" and ends is not None:
            # "the text, drafted by X": X stands for the text, but is no object of the drafting
            doers = {argument.span for argument in self.of_all(ends.subjects)}
            objects = self.of_all(tuple(t for t in ends.objects if t != noun and noun not in t.conjuncts))
            if _is_given(predicate):
                objects = [argument for argument in objects if argument.span.how != "description"]
            yield from (argument for argument in objects if argument.span not in doers)
        elif slot == "dative":
            yield from self.of_all(tuple(datives_of(predicate)))
        elif slot == "clause":
            yield from self.of_all(tuple(clause_subjects(predicate, ends))) or self._inside_clause(predicate)
        elif slot in ("possessive", "compound"):
            deps = ("poss",) if slot == "possessive" else ("compound", "amod", "nmod", "npadvmod")
            for head in heads:
                yield from self._modifying(head, deps)
        else:
            for head in heads:
                yield from self._governed(head, slot)

    def _governed(self, head: Token, preposition: str) -> Iterator[Argument]:
        for child in head.children:
            out = child.lower_ == "out" and child.dep_ in ("advmod", "prep")
            if (child.dep_ == "advmod" or out) and head.pos_ == "VERB":  # "broke away from X", "out of X"
                yield from self._governed_by(child, "of" if out and preposition == "from" else preposition)
            if child.dep_ in ("prep", "agent", "dative") and child.lower_ == preposition:
                governed = tuple(t for t in child.children if t.dep_ == "pobj")
                if not governed and is_passive(head) and child.dep_ == "prep":  # "was shot at"
                    governed = ends_of(head).objects
                yield from self.of_all(governed)
        if head.pos_ == "NOUN" and preposition in ("with", "against", "on", "from", "by"):
            for noun in (t for of in head.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"):
                for argument in self._governed(noun, preposition):  # "a suspension of links with X"
                    yield Argument(argument.span, argument.weight * _ATTACHMENT)
        if head.pos_ in ("VERB", "AUX"):
            for noun in head.children:
                if noun.dep_ in ("dobj", "nsubjpass") and not self.index[noun] and preposition not in ("of", "in"):
                    for argument in self._governed(noun, preposition):
                        yield Argument(argument.span, argument.weight * _ATTACHMENT)

    def _governed_by(self, noun: Token, preposition: str) -> list[Argument]:
        heads = [p for p in noun.children if p.dep_ == "prep" and p.lower_ == preposition]
        heads += [c for p in heads for c in p.children if c.dep_ == "conj" and c.lower_ == preposition]
        return self.of_all(tuple(t for p in heads for t in p.children if t.dep_ == "pobj"))

    def _standing_in(self, site: Token) -> list[Argument]:
        """ "targets in Jericho" stand for the town, "the government in Damascus" for Syria; "targets in Syria" may be
        anybody's."""
        places = [a for preposition in ("in", "near", "around") for a in self._governed_by(site, preposition)]
        return [a for a in places if a.span.actor.kind == "Place" or a.span.how == "metonym"]

    def _inside_clause(self, predicate: Token) -> list[Argument]:
        """ "demanded that control be taken from X": the clause asks X for something although X is not its subject."""
        clauses = (verb for verb in complements(predicate) if verb.dep_ == "ccomp" and not is_statement(verb))
        inside = (t for verb in clauses for t in verb.children)
        governed = tuple(
            t for prep in inside if prep.dep_ in ("prep", "agent") for t in prep.children if t.dep_ == "pobj"
        )
        return [Argument(a.span, a.weight * _OWNER) for a in self.of_all(governed)]

    def _modifying(self, noun: Token, deps: tuple[str, ...]) -> Iterator[Argument]:
        for child in noun.lefts:
            if child.tag_ == "WP$":  # "Haddad, whose removal they demand"
                clause = next((t for t in child.ancestors if t.dep_ == "relcl"), None)
                yield from self.actors(clause.head) if clause is not None and "poss" in deps else ()
            elif child.dep_ == "amod" and child.lower_ in words("argument", "handing_participles"):
                yield from (Argument(span) for t in child.lefts for span in self.index[t])
            elif child.dep_ in deps and not is_prefixed(child):
                inner = (t for t in child.lefts if t.dep_ == "compound" and not self.index[child])  # "US drone strikes"
                for token in (*inner, child, *(c for c in child.conjuncts if child.i < c.i < noun.i)):
                    yield from (Argument(span) for span in self.index[token])

    def _meant(self, token: Token) -> list[Argument]:
        direct = [Argument(span) for span in self.index[token]]
        if direct:
            return direct
        if token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.dep_ in ("nsubj", "nsubjpass", "dobj")):
            clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
            if clause is None or clause.head == token:
                return self.of_all(_cleft(token.head)) if clause is None else []
            if token.lower_ == "who":
                named = self._held_by(_holding(clause.head)) or self.actors(clause.head)
                return [a for a in named if a.span.actor.kind == "Person"] or self._person_of(clause.head) or named
            return (token.lower_ == "which" and self._body_of(clause.head)) or self.actors(clause.head)
        if token.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ"):
            return []
        return (
            self._held_by(token)
            or self._set_beside(token)
            or self._apposed(token)
            or self._examples(token)
            or self._owning(token)
            or self._doers(token)
        )

    def _person_of(self, place: Token) -> list[Argument]:
        """ "Ann Wexler of a bank in Oslo, who left": the parser hangs the clause on the last name."""
        around = place.doc[place.sent.start : place.i]
        if place.pos_ != "PROPN" or place.dep_ != "pobj" or not any(s.actor.kind == "Place" for s in self.index[place]):
            return []
        before = [span for token in around for span in self.index[token] if span.how in ("name", "alias")]
        return [Argument(s, _APPOSED) for s in before if s.actor.kind == "Person"][-1:]

    def _held_by(self, noun: Token) -> list[Argument]:
        """ "Ann Wexler, head of the bank, who left", "she is the head of a bank, who" mean Wexler."""
        if noun.dep_ not in ("appos", "attr") or noun.pos_ != "NOUN" or noun.i < noun.head.i:
            return []
        return [Argument(s, _APPOSED) for t in said_of(noun) for s in self.index[t] if s.actor.kind == "Person"]

    def _set_beside(self, noun: Token) -> list[Argument]:
        """ "the Wexler Group, a sugar maker that has sued Iran"; "bought it from Iran, a purchase that" names none."""
        beside = noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.i > noun.head.i and noun.head.pos_ == "PROPN"
        entries = vocabulary().nouns.get(noun.lemma_.lower(), ())
        beside = beside and all(frame.source == ("subject",) for *_, frame in entries)
        return [Argument(span, _APPOSED) for span in self.index[noun.head]] if beside else []

    def _body_of(self, person: Token) -> list[Argument]:
        """ "Ann Wexler of the Greens, which": no person is a thing."""
        if not any(span.actor.kind == "Person" for span in self.index[person]):
            return []
        return [argument for preposition in ("of", "from", "at") for argument in self._governed_by(person, preposition)]

    def _apposed(self, noun: Token) -> list[Argument]:
        """ "the group's leader, Hassan Nasrallah" means Nasrallah."""
        if noun.lemma_.lower() not in vocabulary().roles:
            beside = tuple(c for t in named_beside(noun) for c in (t, *(d for d in t.conjuncts if d.i > t.i)))
            return [Argument(span, _APPOSED) for t in beside for span in self.index[t]]
        beside = (*named_beside(noun), *listed_beside(noun))
        found = [Argument(span, _APPOSED) for t in beside for span in self.index[t]]
        return [a for a in found if a.span.actor.kind == "Person"]

    def _examples(self, noun: Token) -> list[Argument]:
        """ "firms including X and Y", "among the firms were X and Y": what is said of the firms is said of X and Y."""
        named = [t for p in noun.children if p.lower_ in ("including", "like") for t in p.children if t.dep_ == "pobj"]
        named += [t for p in noun.children if p.lower_ == "as" for t in p.children if t.dep_ == "pobj" and _has_such(p)]
        if noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be":
            named += [t for t in noun.head.head.children if t.dep_ in ("nsubj", "attr")]
        direct = [t for token in named for t in (token, *token.conjuncts)]
        return [Argument(span, _PART) for token in direct for span in self.index[token]]

    def _doers(self, noun: Token) -> list[Argument]:
        """ "crimes committed by X", "an attack claimed by X": who did the thing stands for it."""
        doers = tuple(t for clause in noun.rights if clause.dep_ == "acl" for t in agents(clause))
        return [Argument(a.span, a.weight * _OWNER) for a in self.of_all(doers)]

    def _owning(self, noun: Token) -> list[Argument]:
        """ "members of X", "X's forces", "Iraqi cities": who stands behind a noun that is no actor itself."""
        lemma = noun.lemma_.lower()
        is_part = lemma in words("argument", "partitives") or noun.pos_ in ("NUM", "DET", "PRON")
        is_part = is_part or (noun.dep_ == "nsubj" and lemma in words("argument", "arms"))
        weight = _PART if is_part else _OWNER
        is_fate = lemma in words("argument", "fates")  # "his release", "the arrest of X": none of his doing
        owners = [] if is_fate else list(self._modifying(noun, _OWNING))
        if lemma in words("argument", "kin"):  # "his brother was killed"
            owners = [owner for owner in owners if owner.span.actor.kind != "Person"]
        if is_fate or (not owners and not is_part and _tells_event(lemma)):
            owners = self._doing(noun, lemma)
        elif not owners and not (noun.head.lower_ == "to" and lemma in words("argument", "effects")):
            owning = ("with",) if lemma in ("border", "frontier") else ("of", "from")
            owners = [argument for preposition in owning for argument in self._governed_by(noun, preposition)]
            if lemma in words("argument", "sites"):
                owners += self._standing_in(noun)
        return [Argument(owner.span, owner.weight * weight) for owner in owners]

    def _doing(self, event: Token, lemma: str) -> list[Argument]:
        """ "condemned the attack by X", "the attacks of X on Y": who condemns the deed means X; "the killing of X" is
        none of X's doing, and who looks into "a charge by X" means another."""
        frames = [frame for modifier, _, frame in vocabulary().nouns.get(lemma, ()) if modifier is None]
        if not any(relations()[frame.relation].quad_class.startswith("material") for frame in frames):
            return []
        verb = event.head  # "deplored the bombardment of Kyiv by Russia": the parser hangs Russia on the deploring
        astray = self._governed_by(verb, "by") if event.dep_ == "dobj" and not is_passive(verb) else []
        if doers := self._governed_by(event, "by") or astray:
            return doers
        of_doer = any("of" in frame.source for frame in frames) and not any("of" in frame.target for frame in frames)
        parted = any(t.lower_ in ("on", "against") for t in event.children if t.dep_ == "prep")
        return self._governed_by(event, "of") if of_doer or parted else []


@cache
def _tells_event(lemma: str) -> bool:
    """Is what stands behind this noun's "of" its doer or victim ("the attack of", not "the offices of")?"""
    entries = vocabulary().nouns.get(lemma, ())
    return any(modifier is None and relations()[frame.relation].event for modifier, _, frame in entries)


def _is_given(verb: Token) -> bool:
    """ "sent 1,200 soldiers", "offered two doctors": those are what is given; not so "supplied the rebels"."""
    return verb.lemma_ != "supply" and verb.lemma_.lower() in words("argument", "giving")


def _cleft(verb: Token) -> tuple[Token, ...]:
    """ "It was Iran that attacked Oman" """
    is_cleft = verb.dep_ == "ccomp" and verb.head.lemma_ == "be" and any(t.lower_ == "it" for t in verb.head.lefts)
    return tuple(t for t in verb.head.children if t.dep_ == "attr" and t.i < verb.i) if is_cleft else ()


def _has_such(preposition: Token) -> bool:
    return any(t.lower_ == "such" for t in (*preposition.children, *preposition.head.children))


def _holding(body: Token) -> Token:
    """ "the head of Fatah, who": the parser hangs the clause on Fatah."""
    return body.head.head if body.dep_ == "pobj" and body.head.lower_ in ("of", "for", "at") else body


def said_of(noun: Token) -> tuple[Token, ...]:
    """What a noun is said of: "Egypt, an old ally of the army", "Egypt is an ally", "its ally, Egypt"."""
    if noun.dep_ == "conj" and noun.head.dep_ in ("appos", "attr") and not named_beside(noun):
        noun = noun.head
    if noun.dep_ == "appos":
        return (noun.head,)
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become", "remain"):
        if any(t.dep_ == "neg" for t in noun.head.children):
            return ()
        return tuple(t for t in noun.head.children if t.dep_ == "nsubj") or ends_of(noun.head).subjects
    return named_beside(noun) or _names_equated(noun)


def _names_equated(noun: Token) -> tuple[Token, ...]:
    """ "The leader of Hamas is Omar Saleh"; "is no Omar Saleh" and "was a teacher" name nobody."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or any(t.dep_ == "neg" for t in verb.children):
        return ()
    named = (t for t in verb.children if t.dep_ == "attr" and t.pos_ == "PROPN")
    return tuple(t for t in named if not any(d.lower_ in ("a", "an", "no") for d in t.lefts))


def listed_beside(noun: Token) -> tuple[Token, ...]:
    """ "the president of Mali, X, fled": the parser sometimes reads a name after a comma as the next of a list, or
    hangs it on the verb: "dismissed the head of the bank, General X, who"."""
    owned = [t for of in noun.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"]
    listed = tuple(
        t
        for owner in owned
        for t in owner.children
        if t.dep_ == "conj" and not any(c.dep_ == "cc" for c in owner.children)
    )
    return listed or tuple(_after_comma(noun, owned))


def _after_comma(noun: Token, owned: list[Token]) -> Iterator[Token]:
    last = max((t.right_edge.i for t in owned if not t.n_rights), default=noun.i)
    following = noun.doc[last + 1 : last + 8]
    if noun.dep_ not in ("dobj", "pobj", "nsubjpass") or len(following) < 3 or following[0].text != ",":
        return
    name = [t for t in following[1:] if t.ent_type_ == "PERSON"]
    before = following[1].i
    while before < following[-1].i and is_title(noun.doc[before]):
        before += 1
    if name and name[0].i == before and before + len(name) < len(noun.doc) and name[-1].dep_ == "npadvmod":
        yield name[-1]


def named_beside(noun: Token) -> tuple[Token, ...]:
    """The appositions of a noun."""
    owned = (t for of in noun.children if of.lower_ in ("of", "for", "in") for t in of.children if t.dep_ == "pobj")
    # "the leader of Hamas, Omar Saleh", "its chief in Oslo, X": the parser sets the name beside Hamas
    return tuple(t for holder in (noun, *owned) for t in holder.children if t.dep_ == "appos")


def _without_repeats(found: list[Argument]) -> list[Argument]:
    best: dict[tuple[str, int], Argument] = {}
    for argument in found:
        key = (argument.span.actor.id, argument.span.start)
        if key not in best or best[key].weight < argument.weight:
            best[key] = argument
    return list(best.values())
