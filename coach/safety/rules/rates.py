"""Weights, heights and rates of loss that a message names, as far as safety asks about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

KG_PER_LB: Final = 0.45359237
"""Source: international pound, 1959."""
CM_PER_INCH: Final = 2.54
SAFE_PCT: Final = 1.0
"""Percent of body weight a week. Source: Helms et al. 2014; docs/explanation/safety.md."""
FAST_PCT: Final = 2.5
"""From here on no target is set at all; below, the engine holds the rate to what is safe. Source:
own choice, above what any reviewed diet of healthy adults reached for weeks on end."""
USUAL_KG: Final = 80.0
"""Weight of those who name none. Source: mean adult weight in North America (Walpole 2012)."""

_COUNT: Final = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "half a": 0.5,
    "half": 0.5,
    "couple of": 2.0,
    "a couple of": 2.0,
    "every": 1.0,
    "each": 1.0,
    "per": 1.0,
}
_N = r"(\d+(?:[.,]\d+)?|half an?|half|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_MASS = r"(kgs?|kilos?|kilograms?|lbs?|pounds?|stones?|st)"
_TIME = r"(days?|weeks?|wks?|months?|fortnight)"
_RATE: Final = re.compile(
    rf"\b(?:los(?:e|ing)|drop(?:ping)?|shed(?:ding)?|cut(?:ting)?|get rid"
    rf" of)\b[^.\d]{{0,24}}?{_N} ?{_MASS}\b"
    rf"(?:,? (?!eat|how|what|cal)[a-z]+){{0,3}}? ?(?:in|within|over|every|each|per|an?|/)\b"
    rf" ?(?:the next |about |just |only |like )?"
    rf"(?:{_N} )?{_TIME}\b"
)
_PCT: Final = re.compile(r"\b(\d+(?:[.,]\d+)?) ?%[^.]{0,30}\b(?:a|per|each|every) week\b")
_WEIGHT: Final = re.compile(
    r"\b(?:i (?:weigh|am)|i'?m|at|weigh(?:ing)?|currently|and|,) (?:only |about |around )?"
    r"(\d{2,3}(?:[.,]\d)?) ?(kgs?|kilos?|lbs?|pounds)\b"
)
_HEIGHT: Final = re.compile(
    r"\b(1[3-9]\d|20\d) ?cm\b|\b(1[.,][3-9]\d?) ?m\b|\b([4-6])(?:'|ft|foot)\D{0,2}(\d{1,2})?"
)
_BMI: Final = re.compile(r"\bbmi\b[^\d]{0,14}(\d{2}(?:[.,]\d+)?)|(\d{2}(?:[.,]\d+)?) ?bmi\b")
_DAYS: Final = {"d": 1 / 7, "w": 1.0, "m": 365.25 / 12 / 7, "f": 2.0}
"""Weeks of a day, a week, a month and a fortnight."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A wanted loss."""

    kg_per_week: float
    pct_per_week: float


def said_weight_kg(plain: str) -> float | None:
    """Return the body weight that a message names."""
    found = _WEIGHT.search(plain)
    return None if found is None else _kg(found[1], found[2])


def said_bmi(plain: str) -> float | None:
    """Return the body mass index that a message names, or that its height and weight give."""
    named = _BMI.search(plain)
    if named is not None:
        return _number(named[1] or named[2])
    weight_kg, height = said_weight_kg(plain), _HEIGHT.search(plain)
    if weight_kg is None or height is None:
        return None
    return weight_kg / (_cm(height) / 100) ** 2


def wanted_rate(plain: str, weight_kg: float | None) -> Rate | None:
    """Return the rate of loss that a message asks for; None where it names none.

    Args:
        plain: Folded text.
        weight_kg: Body weight, if known; the message's own comes first.
    """
    weight = said_weight_kg(plain) or weight_kg or USUAL_KG
    share = _PCT.search(plain)
    if share is not None:
        pct = _number(share[1])
        return Rate(pct * weight / 100, pct)
    found = _RATE.search(plain)
    if found is None:
        return None
    weeks = (_number(found[3]) if found[3] else 1.0) * _DAYS[found[4][0]]
    kg = _kg(found[1], found[2]) / max(weeks, 1 / 7)
    return Rate(kg, kg / weight * 100)


def _kg(amount: str, unit: str) -> float:
    if unit.startswith("k"):
        return _number(amount)
    pounds = 14 if unit.startswith("st") else 1
    return _number(amount) * KG_PER_LB * pounds


def _cm(height: re.Match[str]) -> float:
    if height[1]:
        return float(height[1])
    if height[2]:
        return _number(height[2]) * 100
    return (float(height[3]) * 12 + float(height[4] or 0)) * CM_PER_INCH


def _number(text: str) -> float:
    counted = _COUNT.get(text)
    if counted is None and text.startswith("half"):
        return 0.5
    return float(text.replace(",", ".")) if counted is None else counted
