"""Attribution: who says what, and how they stand to it.

Works on one spaCy Doc of a whole article and on nothing else; coreference and linking turn the speakers that come out
of here into actors. The constructions follow the annotation manual of PolNeAR (Newell, Margolin & Ruths, “An
attribution relations corpus for political news”, LREC 2018): source, cue and content, beliefs and demands included.
"""

from extract.attribution.contents import Reported
from extract.attribution.find import attribution_of, find_attributions

__all__ = ["Reported", "attribution_of", "find_attributions"]
