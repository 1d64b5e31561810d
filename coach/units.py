"""Mass and length units, their exact factors, and rounding to what can be loaded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

KG_PER_LB = Decimal("0.45359237")
"""Exact, by definition. Source: International Yard and Pound Agreement, 1959."""
CM_PER_IN = Decimal("2.54")
"""Exact, by definition. Source: International Yard and Pound Agreement, 1959."""
M_PER_MILE = Decimal("1609.344")
"""Exact, by definition. Source: International Yard and Pound Agreement, 1959."""


class MassUnit(StrEnum):
    """The unit an athlete reads and types loads in; storage is always kilograms."""

    KG = "kg"
    LB = "lb"


def kg_from(value: Decimal, unit: MassUnit) -> Decimal:
    """Return `value` in kilograms."""
    return value if unit is MassUnit.KG else value * KG_PER_LB


def mass_in(kg: Decimal, unit: MassUnit) -> Decimal:
    """Return kilograms in the athlete's unit, unrounded."""
    return kg if unit is MassUnit.KG else kg / KG_PER_LB


def round_to_step(value: Decimal, step: Decimal) -> Decimal:
    """Return `value` rounded half up to a multiple of `step`.

    Raises:
        ValueError: `step` is not positive.
    """
    if step <= 0:
        msg = f"step must be positive, got {step!r}"
        raise ValueError(msg)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
