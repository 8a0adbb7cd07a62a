"""Definite descriptions: "the group", "his party", "the army", "the group known as X"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from extract.collectives import armed_clients, collective_noun
from extract.coref.grammar import is_plural
from extract.coref.home import Home, body_of_state, is_home_noun
from extract.coref.memory import FAR_REACH, Memory, Seen, number_agrees
from extract.coref.pairs import companion, is_pair, pair_meant
from extract.coref.unnamed import one_person, stands_alone, unnamed_collective, unnamed_other, unnamed_person
from extract.describing import is_naming
from extract.lexicon import section_names, words
from extract.linking import ActorSpan
from extract.places import REGION
from extract.records import Actor
from extract.titles import is_title
from extract.vocabulary import vocabulary

_DETERMINERS = frozenset({"the", "this", "these", "that", "those", "such", "both"})
_MODIFYING = ("amod", "compound", "nmod", "poss", "nummod")
# Whoever leads one of these has its people: "his men".
_FOLLOWED = ("Armed group", "Military", "Political party")


class Descriptions:
    """Resolves noun phrases without a name of their own."""

    def __init__(self, memory: Memory, home: Home, bare: frozenset[int]) -> None:
        self.memory = memory
        self.home = home
        self.bare = bare

    def resolve(self, noun: Token) -> tuple[ActorSpan, ...]:
        if noun.lemma_.lower() in words("collective", "client_nouns"):
            return self._clients(noun)
        if noun.dep_ == "compound":
            return self._of_post(noun)
        named = self._named_later(noun) if noun.n_rights else None
        if named is not None:
            return (ActorSpan(_start(noun), noun.i + 1, named, "description"),)
        apposed = self._apposed(noun) if noun.n_rights and is_plural(noun) else ()
        if len(apposed) > 1:
            return self._of_actors(noun, apposed)
        if is_pair(noun):
            return self._of_actors(noun, pair_meant(self.memory, noun))
        before = list(noun.lefts) if noun.n_lefts else []
        owner = next((t for t in before if t.dep_ == "poss"), None)
        if owner is not None:
            return self._owned(noun, owner)
        determiner = next((t for t in before if t.dep_ in ("det", "predet")), None)
        if determiner is not None and determiner.lower_ not in _DETERMINERS:
            return self._unnamed(noun, _start(noun))
        if determiner is None:
            return self._bare_plural(noun)
        return self._definite(noun, _start(noun))

    def _of_actors(self, noun: Token, actors: tuple[Actor, ...]) -> tuple[ActorSpan, ...]:
        start = min((t.i for t in noun.lefts), default=noun.i)
        return tuple(ActorSpan(start, noun.i + 1, actor, "description") for actor in actors)

    def _of_post(self, noun: Token) -> tuple[ActorSpan, ...]:
        """ "The army chief, X": chief of the army of the state that the text is about."""
        post = noun.head
        of_post = post.tag_ in ("NN", "NNP") and post.lemma_.lower() in vocabulary().roles and not noun.n_lefts
        actor = self._of_home(noun) if of_post else None
        return (ActorSpan(noun.i, noun.i + 1, actor, "description"),) if actor is not None else ()

    def _apposed(self, noun: Token) -> tuple[Actor, ...]:
        """ "The clerks, Karl Berg and Maria Lund, left": those two."""
        first = next((t for t in noun.rights if t.dep_ == "appos"), None)
        names = [self.memory.at[t.i] for t in (first, *first.conjuncts) if t.i in self.memory.at] if first else []
        return tuple(dict.fromkeys(span.actor for span in names if span.how in ("name", "alias")))

    def _definite(self, noun: Token, start: int) -> tuple[ActorSpan, ...]:
        role = self._role(noun, start)
        if role:
            return role
        if noun.lemma_.lower() in words("pair", "state") and is_plural(noun) and noun.lemma_.lower() == "neighbour":
            return self._of_actors(noun, pair_meant(self.memory, noun))
        actor = self._called(noun) or self._of_home(noun) or self._told_of(noun)
        if actor is not None:
            return (ActorSpan(start, noun.i + 1, actor, "description"),)
        return self._unnamed(noun, start)

    def _called(self, noun: Token) -> Actor | None:
        """Who was called by this very noun: "a drone maker", "the maker"."""
        if noun.lemma_.lower() not in self.memory.nouns or _has_complement(noun):
            return None
        return self._best(noun, frozenset())

    def _told_of(self, noun: Token) -> Actor | None:
        """Who is of a kind that is called so; a ministry or a court only where it was called one."""
        lemma = noun.lemma_.lower()
        if lemma in words("anaphor", "regions") and not is_plural(noun):
            region, _ = self.memory.best(noun, lambda seen: seen.span.actor.description == REGION, FAR_REACH)
            return region.span.actor if region is not None else None
        if _has_complement(noun) or lemma not in section_names("description") or lemma in words("anaphor", "exact"):
            return None
        return self._best(noun, words("description", lemma))

    def _best(self, noun: Token, kinds: frozenset[str]) -> Actor | None:
        memory, lemma = self.memory, noun.lemma_.lower()
        telling = [t for t in noun.lefts if t.dep_ in _MODIFYING and _tells_apart(t)]
        before = {t.lower_ for t in noun.lefts}

        def agrees(seen: Seen) -> bool:
            actor = seen.span.actor
            fits = lemma in memory.called[actor.id] if not kinds else bool(memory.kinds(actor) & kinds)
            if lemma in words("anaphor", "bodies_of_state") and actor.kind in ("Armed group", "Group", "Person"):
                return False  # "the army" is not the "National Liberation Army" of rebels
            second = actor.kind == "Person" and bool(memory.told[actor.id] & words("anaphor", "seconds") - before)
            return fits and not second and number_agrees(noun, seen) and all(self._is_told(t, actor) for t in telling)

        best, _ = memory.best(noun, agrees, FAR_REACH)
        return best.span.actor if best is not None else None

    def _is_told(self, modifier: Token, actor: Actor) -> bool:
        """ "the Lebanese group" is one of Lebanon, "the centrist party" one that was called centrist."""
        if modifier.lemma_.lower() in self.memory.told[actor.id]:
            return True
        state = self.memory.at.get(modifier.i)
        return state is not None and bool(state.actor.country) and state.actor.country == actor.country

    def _of_home(self, noun: Token) -> Actor | None:
        """ "The air force" of the state that the text is about; "the army of rebels" is none."""
        if not is_home_noun(noun) or _has_complement(noun):
            return None
        between = [t for t in noun.lefts if t.dep_ in _MODIFYING]
        if any(t.lower_ not in words("collective", "modifiers") for t in between):
            return None
        seat = next((c for t in noun.rights if t.lower_ in ("in", "at") for c in t.children), None)
        state = self.home.seated(self.memory.at.get(seat.i)) if seat is not None else None
        state = state or self.home.of(noun)
        return body_of_state((*between, noun), state) if state is not None else None

    def _named_later(self, noun: Token) -> Actor | None:
        """ "a militia called X", "the group, known as X"."""
        naming = next((t for t in noun.rights if is_naming(t)), None)
        if naming is None or (is_plural(noun) and naming.dep_ == "acl"):
            return None
        after = range(naming.i + 1, naming.right_edge.i + 1)
        found = next((self.memory.at[i] for i in after if i in self.memory.at), None)
        if found is None or found.how not in ("name", "alias") or found.actor.kind in ("State", "Place"):
            return None
        return found.actor

    def _owned(self, noun: Token, owner: Token) -> tuple[ActorSpan, ...]:
        """ "his party", "its army", "the city's elders"."""
        found = self._owner(noun, owner)
        pronoun = owner.tag_ in ("PRP$", "WP$")
        if found is None:
            return () if pronoun else self._somebody_owned(noun, owner, None)
        if found.actor.kind == "State" and pronoun and (actor := self._body_owned(noun, owner, found.actor)):
            return (ActorSpan(owner.i, noun.i + 1, actor, "description"),)
        if found.actor.kind == "Person" and (actor := self._body_led(noun, found.actor)):
            return (ActorSpan(owner.left_edge.i, noun.i + 1, actor, "description"),)
        return self._somebody_owned(noun, owner, found)

    def _owner(self, noun: Token, owner: Token) -> ActorSpan | None:
        """Who is meant by "his", by "the city's" or by "whose"."""
        if owner.tag_ == "WP$":
            clause = next((t for t in noun.ancestors if t.dep_ == "relcl"), None)
            return self.memory.at.get(clause.head.i) if clause is not None else None
        return self.memory.at.get(owner.i)

    def _body_led(self, noun: Token, person: Actor) -> Actor | None:
        """ "Her party" is the party that she leads, "his men" are the men of his militia."""
        body = self.memory.bodies.get(person.id) or self.home.by_country.get(person.country)
        lemma, collective = noun.lemma_.lower(), collective_noun(noun)
        if body is None:
            return None
        if body.kind == "State" and collective is not None and collective.kind in ("State", "Government body"):
            return body_of_state((noun,), body)
        if lemma in words("collective", "followings"):
            return body if body.kind in _FOLLOWED and collective is not None else None
        kinds = words("description", lemma) if lemma in section_names("description") else frozenset()
        fits = lemma in self.memory.called[body.id] or self.memory.kinds(body) & kinds
        return body if fits and not is_plural(noun) else None

    def _body_owned(self, noun: Token, owner: Token, state: Actor) -> Actor | None:
        """ "its army" is the same as "the Iraqi army"."""
        between = [t for t in noun.lefts if t.i > owner.i]
        known = [t for t in between if t.dep_ in _MODIFYING and t.lower_ in words("collective", "modifiers")]
        if is_home_noun(noun):
            actor = body_of_state((*known, noun), state) if known == between else state
            return actor if actor != state else None
        ours = collective_noun(noun) is not None and noun.i in self.bare
        if not ours or noun.lemma_.lower() in words("argument", "partitives") | words("collective", "nobodies"):
            return None
        return body_of_state((*known, noun), state)

    def _somebody_owned(self, noun: Token, owner: Token, found: ActorSpan | None) -> tuple[ActorSpan, ...]:
        """ "its rival" is another, "her finance minister" somebody; "its fighters", "his bloc" are rather theirs."""
        if noun.lemma_.lower() in words("collective", "others"):
            return self._other(noun, owner, found)
        start = owner.right_edge.i + 1
        return self._unnamed(noun, start) if found is None else self._unnamed_person(noun, start, found.actor)

    def _other(self, noun: Token, owner: Token, found: ActorSpan | None) -> tuple[ActorSpan, ...]:
        """ "Its neighbour": the one that it is spoken of with, else somebody called so."""
        modified = any(t.i in self.memory.at for t in noun.lefts if t != owner)  # "his Iraqi counterpart"
        if found is None or modified or is_plural(noun) or not stands_alone(self.memory, noun):
            return ()
        actor = companion(self.memory, noun, found.actor)
        if actor is None:
            actor = unnamed_other(self.memory, noun.doc[owner.right_edge.i + 1 : noun.i + 1], found.actor)
        return (ActorSpan(owner.left_edge.i, noun.i + 1, actor, "description"),)

    def _bare_plural(self, noun: Token) -> tuple[ActorSpan, ...]:
        """ "Militants" are those told of before, "police" the state's, "protesters" somebody."""
        if noun.i not in self.bare:
            return ()
        start = min((t.i for t in noun.lefts if t.dep_ in ("amod", "compound", "nummod")), default=noun.i)
        lemma = noun.lemma_.lower()
        if start == noun.i and is_plural(noun) and lemma in ("militia", "militant"):
            best, _ = self.memory.best(noun, _is_armed_collective, FAR_REACH)
            if best is not None:
                return (ActorSpan(start, noun.i + 1, best.span.actor, "description"),)
        if start == noun.i and (noun.tag_ == "NN" or lemma == "police"):
            if lemma == "force":
                return ()
            actor = self._of_home(noun)
            if actor is not None:
                return (ActorSpan(start, noun.i + 1, actor, "description"),)
        return self._unnamed(noun, start)

    def _clients(self, noun: Token) -> tuple[ActorSpan, ...]:
        """ "Iran and its proxies" -> the armed groups that Iran backs."""
        owner = next((t for t in noun.lefts if t.dep_ == "poss"), None)
        patron = self.memory.at.get(owner.i) if owner is not None else None
        if patron is None or patron.actor.kind != "State":
            return ()
        return (ActorSpan(noun.left_edge.i, noun.i + 1, armed_clients(patron.actor), "description"),)

    def _role(self, noun: Token, start: int) -> tuple[ActorSpan, ...]:
        """ "the minister", "the general": the last person who was introduced with that title."""
        if not is_title(noun) or any(t.dep_ == "appos" and t.i > noun.i for t in noun.children):
            return ()
        title = {noun.lower_, *(t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound"))}
        for seen in reversed(self.memory.seen):
            borne = _titles_before(self.memory.doc, seen)
            second = (borne - title) & words("anaphor", "seconds")
            if seen.span.actor.kind == "Person" and title <= borne and not second:
                return (ActorSpan(start, noun.i + 1, seen.span.actor, "role"),)
        return ()

    def _unnamed(self, noun: Token, start: int) -> tuple[ActorSpan, ...]:
        """ "Protesters", "a tribunal", "a surgeon"."""
        if noun.i not in self.bare:
            return self._unnamed_person(noun, start, None)
        phrase = _without_article(noun, start)
        actor = unnamed_collective(self.memory, phrase)
        return (ActorSpan(phrase.start, phrase.end, actor, "description"),) if actor is not None else ()

    def _unnamed_person(self, noun: Token, start: int, owner: Actor | None) -> tuple[ActorSpan, ...]:
        """ "A surgeon", "its treasurer"."""
        if noun.i in self.bare or not one_person(self.memory, noun, owner is not None and owner.kind == "Person"):
            return ()
        phrase = _without_article(noun, start)
        actor = unnamed_person(self.memory, phrase, owner.name if owner is not None else "")
        return (ActorSpan(phrase.start, phrase.end, actor, "description"),)


def _without_article(noun: Token, start: int) -> Span:
    """The noun with what stands before it from `start` on."""
    doc = noun.doc
    while start < noun.i and (doc[start].dep_ in ("det", "predet", "punct") or doc[start].is_space):
        start += 1
    return doc[start : noun.i + 1]


def _start(noun: Token) -> int:
    return min((t.i for t in noun.lefts if t.i <= noun.i), default=noun.i)


def _is_armed_collective(seen: Seen) -> bool:
    return seen.span.actor.kind == "Armed group" and seen.span.how == "description"


def _has_complement(noun: Token) -> bool:
    """ "the group of experts", "the group led by X": described by more than the noun."""
    return any(
        t.dep_ in ("prep", "relcl", "acl") and t.lower_ in ("of", "led", "called", "known", "named")
        for t in noun.rights
    )


def _tells_apart(modifier: Token) -> bool:
    return modifier.lower_ not in words("anaphor", "harmless_modifiers")


def _titles_before(doc: Doc, seen: Seen) -> frozenset[str]:
    """The words right before a person's name, and of the description that follows it."""
    before = {t.lower_ for t in doc[max(seen.span.start - 5, 0) : seen.span.start]}
    after = {t.lower_ for child in seen.root.rights if child.dep_ == "appos" for t in (child, *child.lefts)}
    return frozenset(before | after)
