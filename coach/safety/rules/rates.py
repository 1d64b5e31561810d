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
_SOON: Final = re.compile(
    r"\b(?:los(?:e|ing)|drop(?:ping)?|shed(?:ding)?|cut(?:ting)?|get rid of|shift|burn"
    r"|sweat(?:ing)?"
    rf" (?:out|off))\b[^.\d]{{0,24}}?{_N} ?{_MASS}\b[^.]{{0,30}}?\b(?:this week\b|(?:by|before"
    rf"|for|until"
    r"|till) (?:this |the |next |my )?(?:weekend|week|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|mon|tues?|weds?|thurs?|fri|sat|sun|tomorrow|weigh[- ]?in)\b|overnight)"
)
_OFF_A_LIFT: Final = re.compile(
    r"\b(?:on|off|from|for) (?:my |the )?(?:\w+ )?(?:squats?|bench|dead\w*|press|rows?|lifts?|total"
    r"|working (?:weight|sets?)|bar)\b"
)
_FROM_TO: Final = re.compile(
    rf"\b(\d{{2,3}}(?:[.,]\d)?) ?{_MASS}? ?(?:down )?(?:to|->|-) ?(\d{{2,3}}(?:[.,]\d)?) ?{_MASS}\b"
    r"[^.]{0,20}?\b(?:in|within|over)"
    rf" (?:the next |about |just |only |like )?(?:{_N} )?{_TIME}\b"
)
_BESIDE: Final = 16
"""Characters between a height and the body weight told with it. Source: own choice."""
_BODY: Final = re.compile(r"\b(\d{1,3}(?:[.,]\d)?) ?(kgs?|kilos?|lbs?|pounds|stone|st)\b")
_LIFT: Final = re.compile(r"\b(?:squat|bench|dead\w*|press|row|lift|clean|snatch|curl|for|x)\b")
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
    height = _HEIGHT.search(plain)
    if height is None:
        return None
    weight_kg = said_weight_kg(plain) or _weight_beside(plain, height)
    if weight_kg is None:
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
    kg = None if _OFF_A_LIFT.search(plain) else _wanted_kg_per_week(plain)
    return None if kg is None else Rate(kg, kg / weight * 100)


def _wanted_kg_per_week(plain: str) -> float | None:
    found = _RATE.search(plain)
    if found is not None:
        return _kg(found[1], found[2]) / _weeks(found[3], found[4])
    soon = _SOON.search(plain)
    if soon is not None:
        return _kg(soon[1], soon[2])
    span = _FROM_TO.search(plain)
    if span is None:
        return None
    lost = _kg(span[1], span[2] or span[4]) - _kg(span[3], span[4])
    return lost / _weeks(span[5], span[6]) if lost > 0 else None


def _weeks(count: str | None, unit: str) -> float:
    return max((_number(count) if count else 1.0) * _DAYS[unit[0]], 1 / 7)


def _weight_beside(plain: str, height: re.Match[str]) -> float | None:
    """Return the body weight that stands right before or behind a height."""
    start = max(height.start() - _BESIDE, 0)
    part = plain[start : height.end() + _BESIDE]
    for found in _BODY.finditer(part):
        at = start + found.start()
        between = plain[height.end() : at] if at >= height.end() else plain[at : height.start()]
        if not _LIFT.search(between):
            return _kg(found[1], found[2])
    return None


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
