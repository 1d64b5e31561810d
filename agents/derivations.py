"""Numbers a sentence works out from others in it: differences, sums, shares, products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from agents.matching import Stated, fits
from agents.numbers import Quantity
from coach.evidence import FactId

Explained = tuple[Quantity, tuple[FactId, ...]]


def derived(quantity: Quantity, explained: Sequence[Explained]) -> tuple[FactId, ...]:
    """Return the facts behind the numbers that `quantity` follows from, or nothing.

    Both operands must stand in the same sentence: a derivation counts only when it is stated.
    """
    for value, dimension, ids in _results(explained):
        if quantity.dimension in {dimension, None} and fits(
            quantity, Stated(value, dimension if quantity.dimension else None), ""
        ):
            return ids
    return ()


def _results(
    explained: Sequence[Explained],
) -> Iterator[tuple[Decimal, str | None, tuple[FactId, ...]]]:
    for (one, one_ids), (other, other_ids) in permutations(explained, 2):
        ids = tuple(dict.fromkeys((*one_ids, *other_ids)))
        if one.dimension == other.dimension and one.base >= other.base:
            yield one.base - other.base, one.dimension, ids
            yield one.base + other.base, one.dimension, ids
        if one.dimension == other.dimension and other.base:
            yield abs(one.base - other.base) / other.base * 100, "percent", ids
        if one.dimension == "set" and other.dimension == "rep":
            yield one.value * other.value, "rep", ids
            for load, load_ids in explained:
                if load.dimension == "mass":
                    total = one.value * other.value * load.base
                    yield total, "mass", tuple(dict.fromkeys((*ids, *load_ids)))
        if one.dimension == "percent" and other.dimension in {"mass", "energy"}:
            yield one.value * other.base / 100, other.dimension, ids
