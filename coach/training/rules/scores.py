"""Powerlifting scores: totals made comparable across body weights."""

from __future__ import annotations

import math
from typing import Literal

from coach.ranges import above, one_of, within

SexCode = Literal["f", "m"]

WILKS_1994: dict[SexCode, tuple[float, ...]] = {
    "m": (-216.0475144, 16.2606339, -0.002388645, -0.00113732, 7.01863e-06, -1.291e-08),
    "f": (
        594.31747775582,
        -27.23842536447,
        0.82112226871,
        -0.00930733913,
        4.731582e-05,
        -9.054e-08,
    ),
}
WILKS_2020: dict[SexCode, tuple[float, ...]] = {
    "m": (47.46178854, 8.472061379, 0.07369410346, -0.001395833811, 7.07665973070743e-06,
          -1.20804336482315e-08),
    "f": (-125.4255398, 13.71219419, -0.03307250631, -0.001050400051, 9.38773881462799e-06,
          -2.3334613884954e-08),
}  # fmt: skip
DOTS: dict[SexCode, tuple[float, ...]] = {
    "m": (-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -0.000001093),
    "f": (-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -0.0000010706),
}
GL_CLASSIC: dict[SexCode, tuple[float, float, float]] = {
    "m": (1199.72839, 1025.18162, 0.00921),
    "f": (610.32796, 1045.59282, 0.03048),
}
"""Coefficients of classic (raw) powerlifting. Source: IPF, GL formula, table of 2020."""
FITTED_KG: dict[str, dict[SexCode, tuple[float, float]]] = {
    "wilks_1994": {"m": (40.0, 201.9), "f": (26.51, 154.53)},
    "wilks_2020": {"m": (40.0, 200.95), "f": (40.0, 150.95)},
    "dots": {"m": (40.0, 210.0), "f": (40.0, 150.0)},
    "gl": {"m": (40.0, 250.0), "f": (35.0, 200.0)},
}
"""Body weights the polynomials were fitted on; others are clamped to them. Source: OpenPowerlifting
implementation notes (2020 to 2023) and the publications of each score."""


def wilks_1994(total_kg: float, bodyweight_kg: float, sex: SexCode) -> float:
    """Return the Wilks score of 1994, scaled by 500.

    Args:
        total_kg: Total, above 0 to 2,000.
        bodyweight_kg: 20 to 400; clamped to the fitted range.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wilks 1994 (IPF), legacy.
    """
    return _polynomial(total_kg, _clamped("wilks_1994", bodyweight_kg, sex), WILKS_1994[sex], 500)


def wilks_2020(total_kg: float, bodyweight_kg: float, sex: SexCode) -> float:
    """Return the Wilks score of 2020, scaled by 600.

    Args:
        total_kg: Total, above 0 to 2,000.
        bodyweight_kg: 20 to 400; clamped to the fitted range.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wilks 2020 (Wilks-2).
    """
    return _polynomial(total_kg, _clamped("wilks_2020", bodyweight_kg, sex), WILKS_2020[sex], 600)


def dots(total_kg: float, bodyweight_kg: float, sex: SexCode) -> float:
    """Return the DOTS score.

    Args:
        total_kg: Total, above 0 to 2,000.
        bodyweight_kg: 20 to 400; clamped to the fitted range.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Konertz 2019 (BVDK).
    """
    return _polynomial(total_kg, _clamped("dots", bodyweight_kg, sex), DOTS[sex], 500)


def ipf_gl_classic(total_kg: float, bodyweight_kg: float, sex: SexCode) -> float:
    """Return IPF GL points of classic (raw) powerlifting.

    Args:
        total_kg: Total, above 0 to 2,000.
        bodyweight_kg: 20 to 400; clamped to the fitted range.
        sex: `f` or `m`.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        IPF 2020: 100 total / (A - B e^(-C bw)).
    """
    weight = _clamped("gl", bodyweight_kg, sex)
    a, b, c = GL_CLASSIC[sex]
    return 100 * above("total", total_kg, 0, 2000, "kg") / (a - b * math.exp(-c * weight))


def _polynomial(total_kg: float, weight_kg: float, terms: tuple[float, ...], scale: float) -> float:
    divisor = sum(term * weight_kg**power for power, term in enumerate(terms))
    return scale * above("total", total_kg, 0, 2000, "kg") / divisor


def _clamped(score: str, weight_kg: float, sex: SexCode) -> float:
    one_of("sex", sex, ("f", "m"))
    low, high = FITTED_KG[score][sex]
    return min(high, max(low, within("body weight", weight_kg, 20, 400, "kg")))
