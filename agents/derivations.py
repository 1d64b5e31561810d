"""Numbers a sentence works out from others in it: differences, sums, shares, products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, permutations, product
from typing import Final

from agents.matching import Stated, fits
from agents.numbers import Quantity, Worded
from coach.evidence import Fact, FactId

Explained = tuple[Quantity, tuple[FactId, ...]]


SHARE_ERROR: Final = Decimal("0.025")
"""Largest error of a share told in words. Source: own choice; 65 of 100 are two thirds."""
MULTIPLE_ERROR: Final = Decimal("0.06")
"""The same of a multiple: 1.25 times may be told as 1.3, 1.5 times never as twice."""
LEAST_RATIO: Final = 20
"""Body mass to a dose at least. Source: own choice; 50 g a kilogram are no dose."""
_CHANGED: Final = re.compile(
    r"\b(?:up|down|more|less|fell|fall\w*|rose|ris\w*|gain\w*|los\w*|lost|above|below|gr[eo]w\w*"
    r"|stronger|weaker|drop\w*|increas\w*|decreas\w*|heavier|lighter|faster|slower|higher|lower"
    r"|off|change\w*|jump\w*|short)\b",
    re.IGNORECASE,
)
"""Words that make a per cent a change and no share."""
_CHANGES: Final = re.compile(
    r"^ (?:less|more|fewer|lower|higher|off|stronger|heavier|lighter|above|below|faster|slower)"
)


def derived(
    quantity: Quantity,
    explained: Sequence[Explained],
    before: Sequence[Explained] = (),
    sentence: str = "",
) -> tuple[FactId, ...]:
    """Return the facts behind the numbers that `quantity` follows from, or nothing.

    A derivation counts only when it is stated: one operand stands in the same sentence, the other
    there or in the one before.
    """
    around = sentence[max(0, quantity.start - 24) : quantity.end + 24]
    shares = _CHANGED.search(around) is None
    for value, dimension, ids in _results(explained, before, shares=shares):
        if quantity.dimension in {dimension, None} and fits(
            quantity, Stated(value, dimension if quantity.dimension else None), ""
        ):
            return ids
    return ()


def part_ids(
    part: Worded, behind: str, explained: Sequence[Explained], facts: Iterable[Fact]
) -> tuple[FactId, ...] | None:
    """Return the facts behind a share or a multiple; None where nothing bears it out.

    Empty where nothing in the sentence can be compared and the words may mean something else: half
    a plate, twice a week.

    Args:
        part: The share or multiple.
        behind: The words behind it.
        explained: The other numbers of the sentence.
        facts: Those of the turn: one may state the share itself.
    """
    error = SHARE_ERROR if part.kind == "share" else MULTIPLE_ERROR * part.value
    changes = part.kind == "share" and _CHANGES.match(behind) is not None
    compared = False
    for (one, one_ids), (other, other_ids) in permutations(explained, 2):
        if one.dimension != other.dimension or not other.base:
            continue
        compared = True
        ratio = one.base / other.base
        share = abs(1 - ratio) if changes else ratio
        if abs(share - part.value) <= error:
            return tuple(dict.fromkeys((*one_ids, *other_ids)))
    for fact in facts:
        if isinstance(fact.value, Decimal) and fact.unit in {"%", None}:
            value = abs(fact.value) / 100 if fact.unit == "%" else fact.value
            if abs(value - part.value) <= error:
                return (fact.id,)
    return None if compared or not part.loose else ()


def _results(
    explained: Sequence[Explained], before: Sequence[Explained], *, shares: bool
) -> Iterator[tuple[Decimal, str | None, tuple[FactId, ...]]]:
    yield from _doses(explained)
    pairs = chain(
        permutations(explained, 2), product(explained, before), product(before, explained)
    )
    for (one, one_ids), (other, other_ids) in pairs:
        ids = tuple(dict.fromkeys((*one_ids, *other_ids)))
        if one.dimension == other.dimension and one.base >= other.base:
            yield one.base - other.base, one.dimension, ids
            yield one.base + other.base, one.dimension, ids
        if one.dimension == other.dimension and other.base:
            yield abs(one.base - other.base) / other.base * 100, "percent", ids
            if one.base <= other.base and shares:
                yield one.base / other.base * 100, "percent", ids
        if one.dimension == other.dimension == "pace":
            yield abs(one.base - other.base) / one.factor, "time", ids
        if one.dimension == "set" and other.dimension == "rep":
            yield one.value * other.value, "rep", ids
            for load, load_ids in explained:
                if load.dimension == "mass":
                    total = one.value * other.value * load.base
                    yield total, "mass", tuple(dict.fromkeys((*ids, *load_ids)))
        if one.dimension == "percent" and other.dimension in {"mass", "energy"}:
            yield one.value * other.base / 100, other.dimension, ids


def _doses(
    explained: Sequence[Explained],
) -> Iterator[tuple[Decimal, str | None, tuple[FactId, ...]]]:
    """Yield grams of one number by kilograms of another: 147 g at 92 kg are 1.6 g/kg."""
    for (one, one_ids), (other, other_ids) in permutations(explained, 2):
        if one.dimension == other.dimension == "mass" and other.base > LEAST_RATIO * one.base:
            ids = tuple(dict.fromkeys((*one_ids, *other_ids)))
            yield one.base / other.base * 1000, "mass a kg", ids
