"""Whether a text is English: the rules of extraction would find nonsense in any other language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

# In English news a third of the words are among the commonest; in headlines and captions still a tenth.
_FEWEST_ENGLISH = 0.12
# Too little to tell one European language from another.
_SHORTEST = 40
# Per letter, sentences in other European languages are likelier by 1.4 or more, lists of foreign names by 0.8 or less;
# the difference grows with the first hundred letters, then ever slower.
_CLEAR = 1.1
_ENOUGH = 100
# Three passages of this length tell a language; a page of navigation or a quoted poem does not outweigh them.
_PASSAGE = 2_000


def foreign_language(text: str) -> str | None:
    """The language of a text that is not English, by its name or else as "another language"; None for English."""
    passages = " ".join(_passages(text))
    letters = [character for character in passages if character.isalpha()]
    if not letters:
        return None
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if latin < len(letters) / 2:
        return _nearest(passages)[0]
    words = re.findall(r"[^\W\d_]+", passages.lower())
    english = frozenset(_vocabulary()["english"])
    if len(letters) < _SHORTEST or sum(word in english for word in words) >= len(words) * _FEWEST_ENGLISH:
        return None
    language, margin = _nearest(passages)
    return language if margin > _CLEAR * min(len(letters), _ENOUGH) else None


def _passages(text: str) -> list[str]:
    middle = max(0, len(text) // 2 - _PASSAGE // 2)
    starts = {0, middle, max(0, len(text) - _PASSAGE)} if len(text) > 3 * _PASSAGE else {0}
    length = _PASSAGE if len(starts) > 1 else 3 * _PASSAGE
    return [text[start : start + length] for start in sorted(starts)]


def _nearest(text: str) -> tuple[str, float]:
    """The likeliest language by its name, and how much likelier than English it is (difference of log-likelihoods)."""
    import py3langid

    scores = dict(py3langid.rank(" ".join(re.findall(r"[^\W\d_]+", text))))
    code = max(scores, key=scores.__getitem__)
    return _vocabulary()["names"].get(code, "another language"), scores[code] - scores["en"]


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("data/languages.toml").read_text(encoding="utf-8"))
