"""Who stands between others: Burt's structural holes and the roles of Gould and Fernandez, by sparse algebra.

Each measure sums products over triples of actors of which two are tied. The product of two sparse matrices holds far
more triples than those, so it is made in slices of rows and masked at once: memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp

from graph.analysis.ties import Graph, compact

SLICE = 2_000_000  # products that a slice of rows may hold, about 40 MB
ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def structural_holes(graph: Graph, weight: str | None = "weight") -> pd.DataFrame:
    """Constraint: how much of an actor's ties lead to others who are tied to each other,
    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² with p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki); low for a broker, NaN without ties.
    Effective size: the number of an actor's contacts less what they have in common,
    e_i = Σ_j (1 - Σ_q p_iq m_jq) with m_jq = (a_jq + a_qj) / max_k (a_jk + a_kj); efficiency is e_i by contact.

    Burt, Structural Holes, Harvard University Press 1992, chapter 2; Burt, Structural holes and good ideas, American J.
    Sociology 110 (2004).
    """
    view = compact(graph, weight)
    mutual = view.either
    contacts = np.diff(mutual.indptr)
    share = _scaled(mutual, mutual.sum(axis=1))
    relative = _scaled(mutual, _row_maxima(mutual))
    mask = pattern(mutual)
    indirect = masked_product(share, share, mask)
    constraint = (share + indirect).power(2).sum(axis=1)
    redundancy = masked_product(share, sp.csr_array(relative.T), mask).sum(axis=1)
    size = np.where(contacts > 0, contacts - redundancy, np.nan)
    columns = {
        "constraint": np.where(contacts > 0, constraint, np.nan),
        "effective_size": size,
        "efficiency": np.divide(size, contacts, out=np.full(len(contacts), np.nan), where=contacts > 0),
        "contacts": contacts,
    }
    return pd.DataFrame(columns, index=pd.Index(view.nodes, name="actor", tupleize_cols=False))


def gould_fernandez(graph: Graph, groups: Mapping[Any, object]) -> pd.DataFrame:
    """How often an actor stands between two others, i → actor → j without i → j, by the groups of the three: all the
    same (coordinator); i and j the same, the actor not (itinerant); i from outside (gatekeeper); j outside
    (representative); three different groups (liaison). `groups` is the kind or state of each node, None for unknown:
    such a node belongs to a group of its own with nobody else.

    Gould and Fernandez, Structures of mediation, Sociological Methodology 19 (1989).
    """
    view = compact(graph, None)
    ties = pattern(view.weights)
    labels = _labels([groups.get(node) for node in view.nodes])
    same, other = _split(ties, labels)
    parts = {
        "coordinator": (same, same, same),
        "itinerant": (other, other, same),
        "gatekeeper": (other, same, other),
        "representative": (same, other, other),
        "liaison": (other, other, other),
    }
    two_paths = _two_paths(ties, same, other, labels)
    columns = {role: two_paths[role] - _closed(*parts[role]) for role in ROLES}
    table = pd.DataFrame(columns, index=pd.Index(view.nodes, name="actor", tupleize_cols=False)).round().astype(int)
    return table.assign(total=table.sum(axis=1))


def masked_product(left: sp.csr_array, right: sp.csr_array, mask: sp.csr_array) -> sp.csr_array:
    """(left @ right) where `mask` is not zero. The paths through the few actors with very many ties, most of all paths,
    are summed tie by tie of the mask; the others by a sparse product."""
    through = np.diff(sp.csc_array(left).indptr) * np.diff(right.indptr)
    hub = through > max(mask.nnz / 4, 1)
    few = _sliced(_columns(left, ~hub), right, mask)
    return sp.csr_array(few + _through_hubs(left, right, mask, np.flatnonzero(hub))) if hub.any() else few


def _sliced(left: sp.csr_array, right: sp.csr_array, mask: sp.csr_array) -> sp.csr_array:
    cost = np.concatenate([[0], np.cumsum(left.astype(bool) @ np.diff(right.indptr))])
    slices, start = [], 0
    while start < left.shape[0]:
        end = max(int(np.searchsorted(cost, cost[start] + SLICE, side="right")) - 1, start + 1)
        slices.append((left[start:end] @ right).multiply(mask[start:end]).tocsr())
        start = end
    return sp.csr_array(sp.vstack(slices, format="csr")) if slices else sp.csr_array(left.shape)


def _through_hubs(left: sp.csr_array, right: sp.csr_array, mask: sp.csr_array, hubs: Any) -> sp.csr_array:
    coo = mask.tocoo()
    values = np.zeros(coo.nnz)
    for start in range(0, len(hubs), 64):  # so many columns of 100,000 actors are 50 MB
        some = hubs[start : start + 64]
        into, out = left[:, some].toarray(), np.ascontiguousarray(right[some].toarray().T)
        for first in range(0, coo.nnz, SLICE // 10):
            part = slice(first, first + SLICE // 10)
            values[part] += np.einsum("ij,ij->i", into[coo.row[part]], out[coo.col[part]])
    return sp.csr_array((values, (coo.row, coo.col)), shape=mask.shape)


def _columns(matrix: sp.csr_array, keep: Any) -> sp.csr_array:
    """The matrix with all other columns empty."""
    chosen = keep[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return sp.csr_array((matrix.data[chosen], (rows[chosen], matrix.indices[chosen])), shape=matrix.shape)


def _two_paths(ties: Any, same: Any, other: Any, labels: Any) -> dict[str, Any]:
    """i → actor → j with i ≠ j, before those with i → j are taken away."""
    mutual_same = _mutual(same)
    mutual_other = _mutual(other)
    into_same, out_same = same.sum(axis=0), same.sum(axis=1)
    into_other, out_other = other.sum(axis=0), other.sum(axis=1)
    member = sp.csr_array((np.ones(len(labels)), (np.arange(len(labels)), labels)))
    by_group = (sp.csr_array(other.T) @ member).multiply(other @ member).sum(axis=1)
    return {
        "coordinator": into_same * out_same - mutual_same,
        "itinerant": by_group - mutual_other,
        "gatekeeper": into_other * out_same,
        "representative": into_same * out_other,
        "liaison": into_other * out_other - by_group,
    }


def _closed(into: sp.csr_array, out: sp.csr_array, across: sp.csr_array) -> Any:
    """For each v the number of (i, j) with i → v in `into`, v → j in `out` and i → j in `across`."""
    return masked_product(sp.csr_array(into.T), across, out).sum(axis=1)


def _mutual(ties: sp.csr_array) -> Any:
    return ties.multiply(sp.csr_array(ties.T)).sum(axis=1)


def _split(ties: sp.csr_array, labels: Any) -> tuple[sp.csr_array, sp.csr_array]:
    coo = ties.tocoo()
    within = labels[coo.row] == labels[coo.col]

    def part(keep: Any) -> sp.csr_array:
        return sp.csr_array((coo.data[keep], (coo.row[keep], coo.col[keep])), shape=ties.shape)

    return part(within), part(~within)


def _labels(groups: list[object]) -> Any:
    alone = [group if group is not None else ("alone", place) for place, group in enumerate(groups)]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(alone))}
    return np.array([numbers[group] for group in alone], dtype=int)


def _scaled(matrix: sp.csr_array, divisors: Any) -> sp.csr_array:
    factors = np.divide(1.0, divisors, out=np.zeros(len(divisors)), where=np.asarray(divisors) != 0)
    return sp.csr_array(sp.diags_array(factors) @ matrix)


def _row_maxima(matrix: sp.csr_array) -> Any:
    return matrix.max(axis=1).toarray().ravel() if matrix.shape[0] else np.array([])


def pattern(matrix: sp.csr_array) -> sp.csr_array:
    return sp.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
