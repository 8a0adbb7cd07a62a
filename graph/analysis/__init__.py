"""Measures of a claim network: a graph or a table of claims goes in, a table comes out (pandas), with the formula and
the paper in the docstring. `claims_table(store, filters)` is where everything starts."""

from graph.analysis.balance import Blocks, Frustration, blocks, frustration, triads
from graph.analysis.brokerage import gould_fernandez, structural_holes
from graph.analysis.centrality import (
    betweenness,
    centralities,
    cores,
    degree,
    eigenvector,
    pagerank,
    strength_by,
)
from graph.analysis.claims import FEW, actors_table, claims_table, few, select, stored_table
from graph.analysis.communities import adjusted_rand, cohesion, communities, modularity
from graph.analysis.comparison import differences, parts, pictures, similarity
from graph.analysis.dyads import changed_ties, dyad_balance, dyad_census, dyads, reciprocity
from graph.analysis.measures import MEASURES, Measure, Measured, measured
from graph.analysis.sensitivity import sensitivity, variants
from graph.analysis.ties import Compact, compact, signed_graph, tie_graph, ties, undirected_graph

__all__ = [
    "FEW", "MEASURES", "Blocks", "Compact", "Frustration", "Measure", "Measured", "actors_table", "adjusted_rand",
    "betweenness", "blocks", "centralities", "changed_ties", "claims_table", "cohesion", "communities", "compact",
    "cores", "degree", "differences", "dyad_balance", "dyad_census", "dyads", "eigenvector", "few", "frustration",
    "gould_fernandez", "measured", "modularity", "pagerank", "parts", "pictures", "reciprocity", "select",
    "sensitivity", "signed_graph", "similarity", "stored_table", "strength_by", "structural_holes", "tie_graph",
    "ties", "triads", "undirected_graph", "variants",
]  # fmt: skip
