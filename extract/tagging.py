"""The attribute ruler of an English pipeline, with a memory: its 180 patterns took a twelfth of all extraction.

Nearly all of them look at one token: its tag, word and dependency. What they give is the same wherever these three are
the same, so each such token is matched once; the result is the ruler's own to the letter.
"""

from __future__ import annotations

from typing import Any

from spacy.attrs import DEP, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

NAME = "dramatis_tagging"
_REMEMBERED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # white space is so by its word
_MOST = 200_000  # tokens that are told apart; a corpus of news has some 100,000 words


class Tagging:
    """Takes the place of an attribute ruler."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._rules: list[tuple[int, dict[Any, Any]]] = list(zip(ruler.indices, ruler.attrs, strict=True))
        self._single, self._others = Matcher(ruler.vocab, validate=False), Matcher(ruler.vocab, validate=False)
        for number, rule in enumerate(ruler.patterns):
            patterns: list[list[dict[str, Any]]] = rule["patterns"]  # type: ignore[assignment]
            simple = all(len(pattern) == 1 and _REMEMBERED.issuperset(pattern[0]) for pattern in patterns)
            (self._single if simple else self._others).add(str(number), patterns)
        self._known: dict[tuple[int, int, int], tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[Any, Any]] = {}

    def __call__(self, doc: Doc) -> Doc:
        strings = doc.vocab.strings
        others: dict[int, list[int]] = {}
        for match, start, _ in self._others(doc, allow_missing=True) if len(self._others) else ():
            number = int(strings[match])
            others.setdefault(start + self._rules[number][0], []).append(number)
        # All are matched before any is applied, as a rule may change what another looks at.
        found = [self._numbers(doc, i, *key) for i, key in enumerate(doc.to_array([TAG, LOWER, DEP]).tolist())]
        for i, numbers in enumerate(found):
            if i in others:
                numbers = tuple(sorted((*numbers, *others[i])))
            if numbers:
                set_token_attrs(doc[i], self._attributes(numbers))
        return doc

    def _numbers(self, doc: Doc, i: int, tag: int, lower: int, dep: int) -> tuple[int, ...]:
        numbers = self._known.get((tag, lower, dep))
        if numbers is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            matches = self._single(doc[i : i + 1], allow_missing=True)
            numbers = tuple(sorted(int(doc.vocab.strings[match]) for match, _, _ in matches))
            self._known[tag, lower, dep] = numbers
        return numbers

    def _attributes(self, numbers: tuple[int, ...]) -> dict[Any, Any]:
        """Later rules have precedence."""
        if numbers not in self._merged:
            self._merged[numbers] = {key: value for n in numbers for key, value in self._rules[n][1].items()}
        return self._merged[numbers]


@Language.factory(NAME)
def make_tagging(nlp: Language, name: str) -> Tagging:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return Tagging(ruler)


def remember_tagging(nlp: Language) -> None:
    """Replaces the attribute ruler of a pipeline that has one."""
    if "attribute_ruler" in nlp.pipe_names:
        nlp.add_pipe(NAME, after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
