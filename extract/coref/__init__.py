"""Pronouns and descriptions: whom "he", "they", "the group", "both countries" go back to.

A salience ranking after Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (Computational Linguistics
20, 1994), cut down to what a news text needs: recency, grammatical function, frequency, and agreement in kind, number
and sex. Where a thing without a name would be the better antecedent, or where two actors fit, nobody is meant.
"""

from extract.coref.kinds import body_of
from extract.coref.memory import UNNAMED
from extract.coref.reading import with_coreference
from extract.coref.speaking import with_speakers

__all__ = ["UNNAMED", "body_of", "with_coreference", "with_speakers"]
