"""Units of mass and length, by definition."""

from __future__ import annotations

KG_PER_LB = 0.45359237
"""Exact. Source: International Yard and Pound Agreement, 1959."""


def kg_of(value: float, unit: str | None) -> float:
    """Return a mass in kilograms; a unit that is no pound is taken for kilograms."""
    return value * KG_PER_LB if unit == "lb" else value


def mass_in(kg: float, unit: str | None) -> float:
    """Return kilograms in `unit`."""
    return kg / KG_PER_LB if unit == "lb" else kg
