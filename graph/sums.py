"""Relations as sums of claims, outside the database: rows as SET_RELATIONS takes them."""

from __future__ import annotations

from graph.engine import Row

STATUSES = ("actual", "planned", "hypothetical", "negated")


def sum_document(claims: list[Row], sums: dict[tuple[str, str, str], Row]) -> None:
    """Adds the claims of one document, which counts once for each relation that it claims."""
    fresh: dict[tuple[str, str, str], Row] = {}
    for row in claims:
        if not row["rejected"] and row["source"] != row["target"]:
            key = row["source"], row["relation"], row["target"]
            fresh[key] = joined(fresh.get(key), claim_sum(row))
    for key, row in fresh.items():
        sums[key] = joined(sums.get(key), row | {"documents": 1})


def claim_sum(row: Row) -> Row:
    """The relation that one claim makes."""
    return {
        "source": row["source"],
        "relation": row["relation"],
        "target": row["target"],
        "claims": 1,
        "documents": 1,
        "outlets": int(row["outlet"] is not None),
        "outlet_names": [row["outlet"]] if row["outlet"] is not None else [],
        "first_date": row["date"],
        "last_date": row["date"],
        **{status: int(row["status"] == status) for status in STATUSES},
        "confidence": row["confidence"],
    }


def joined(one: Row | None, other: Row) -> Row:
    if one is None:
        return other
    names = sorted({*one["outlet_names"], *other["outlet_names"]})
    numbers = {name: one[name] + other[name] for name in ("claims", "documents", *STATUSES)}
    return {
        **one,
        **numbers,
        "outlets": len(names),
        "outlet_names": names,
        "first_date": min(filter(None, (one["first_date"], other["first_date"])), default=""),
        "last_date": max(one["last_date"], other["last_date"]),
        "confidence": max(one["confidence"], other["confidence"]),
    }


def relation_row(found: Row) -> Row:
    """A row of SUM_* or RELATIONS_AMONG as SET_RELATIONS takes it, its keys in the order of `claim_sum`: the rows of a
    batch must agree in that."""
    names = sorted(found["outlet_names"] or [])
    return {
        "source": found["source"],
        "relation": found["relation"],
        "target": found["target"],
        "claims": int(found["claims"]),
        "documents": int(found["documents"]),
        "outlets": len(names),
        "outlet_names": names,
        "first_date": str(found["first_date"])[:10] if found["first_date"] else "",
        "last_date": str(found["last_date"])[:10] if found["last_date"] else "",
        **{status: int(found[status]) for status in STATUSES},
        "confidence": found["confidence"],
    }
