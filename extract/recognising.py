"""The decoder of spaCy's name recogniser in matrices: the same names in a tenth of the time.

The recogniser reads a text word by word: begin a name of some label, go on, end it, a name of this one word, or none.
It asks for every label at every word whether the step is allowed, and each question takes and releases Python's lock
(spaCy 3.8), which cost a fifth of all extraction. Outside a name, however, what it thinks of a word depends on that
word alone, so all words are judged in one product of matrices; only inside a name one step follows the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

NAME = "dramatis_recogniser"
Floats = NDArray[np.float32]


class Recogniser:
    """Takes the place of a recogniser that decides greedily."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model: Any = recogniser.model
        self._tok2vec = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        features, hidden, pieces, inputs = lower.get_param("W").shape
        self._shape = features, hidden, pieces
        self._ops = model.ops  # in one thread, as everything of spaCy's
        self._lower: Floats = lower.get_param("W").reshape(-1, inputs)
        self._bias: Floats = lower.get_param("b")
        # What stands for the first word of a name, and for the word before, where no name has begun.
        self._none: Floats = lower.get_param("pad")[0]
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")
        moves = [recogniser.moves.get_class_name(number).partition("-") for number in range(recogniser.moves.n_moves)]
        self._moves = [move for move, _, _ in moves]
        self._labels = [label for _, _, label in moves]
        self._outside = np.array([move in "BUO" and (bool(label) or move == "O") for move, _, label in moves])
        self._beginning = np.array([move == "B" for move in self._moves])
        self._starting = np.array([move in "BU" for move in self._moves])
        number = {(move, label): n for n, (move, _, label) in enumerate(moves)}
        self._inside = {label: (number["I", label], number["L", label]) for move, _, label in moves if move == "B"}

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        for docs in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            self._name(list(filter(len, docs)))
            yield from docs

    def _name(self, docs: list[Doc]) -> None:
        if not docs:
            return
        judged = self._ops.gemm(self._tok2vec.predict(docs), self._lower, trans2=True).reshape(-1, *self._shape)
        start = 0
        for doc in docs:
            doc.set_ents(list(self._names(doc, judged[start : start + len(doc)])), default="outside")
            start += len(doc)

    def _names(self, doc: Doc, judged: Floats) -> Iterator[Span]:
        joined = np.array([*(not token.is_sent_start for token in doc[1:]), False])  # to the next word
        best = self._best_outside(doc, judged, joined)
        end = 0
        for start in np.flatnonzero(best >= 0).tolist():
            if start >= end:
                label = self._labels[best[start]]
                end = start + 1
                if self._moves[best[start]] == "B":
                    end = self._end(start, label, judged, joined)
                yield Span(doc, start, end, label=label)

    def _best_outside(self, doc: Doc, judged: Floats, joined: NDArray[np.bool_]) -> NDArray[np.int64]:
        """For each word the step that begins a name there, -1 for none."""
        scores = self._scores(judged[:, 0] + self._none[1] + self._none[2])
        scores[:, ~self._outside] = -np.inf
        scores[np.ix_(~joined, self._beginning)] = -np.inf
        space = np.array([token.is_space for token in doc])
        scores[np.ix_(space, self._starting)] = -np.inf
        best: NDArray[np.int64] = scores.argmax(axis=1)
        best[~self._starting[best]] = -1
        return best

    def _end(self, start: int, label: str, judged: Floats, joined: NDArray[np.bool_]) -> int:
        """Where a name ends that has begun at `start`: no later than its sentence."""
        inside, last = self._inside[label]
        at = start + 1
        while joined[at]:
            scores = self._scores((judged[at, 0] + judged[start, 1] + judged[at - 1, 2])[None])[0]
            if scores[last] > scores[inside] or (scores[last] == scores[inside] and last < inside):
                break
            at += 1
        return at + 1

    def _scores(self, summed: Floats) -> Floats:
        hidden, _ = self._ops.maxout(summed + self._bias)
        scores: Floats = self._ops.gemm(hidden, self._upper, trans2=True)
        return scores + self._upper_bias


@Language.factory(NAME, assigns=["doc.ents"])
def make_recogniser(nlp: Language, name: str) -> Recogniser:
    return Recogniser(_recogniser_of(nlp))


def decode_at_once(nlp: Language) -> None:
    """Replaces the recogniser of a pipeline if it is of the kind that is read here, and nothing sets names before."""
    recogniser = _recogniser_of(nlp)
    earlier = nlp.pipe_names[: nlp.pipe_names.index("ner")]
    if any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in earlier):
        return
    attributes = recogniser.model.attrs
    if recogniser.cfg["beam_width"] == 1 and attributes["has_upper"] and not attributes["unseen_classes"]:
        nlp.add_pipe(NAME, after="ner")
        nlp.disable_pipe("ner")


def _recogniser_of(nlp: Language) -> EntityRecognizer:
    recogniser = nlp.get_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer)
    return recogniser
