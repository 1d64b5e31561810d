"""Units as people write them, and the dimension that each measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from coach.units import CM_PER_IN, KG_PER_LB, M_PER_MILE

_D = Decimal
_KM_PER_H: Final = _D(1) / _D("3.6")
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), ("mass", _D(1))),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("mass", KG_PER_LB)),
    **dict.fromkeys(("g", "gram", "grams"), ("mass", _D("0.001"))),
    **dict.fromkeys(("mg", "milligrams"), ("mass", _D("0.000001"))),
    **dict.fromkeys(("mcg", "\u00b5g", "\u03bcg"), ("mass", _D("0.000000001"))),
    **dict.fromkeys(("oz", "ounce", "ounces"), ("mass", KG_PER_LB / 16)),
    "iu": ("international unit", _D(1)),
    **dict.fromkeys(("kcal", "kcals", "cal", "cals", "calorie", "calories"), ("energy", _D(1))),
    "kj": ("energy", _D(1) / _D("4.184")),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), ("volume", _D(1))),
    "dl": ("volume", _D("0.1")),
    "ml": ("volume", _D("0.001")),
    "cm": ("length", _D("0.01")),
    "mm": ("length", _D("0.001")),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("length", _D(1))),
    **dict.fromkeys(("km", "k", "kilometre", "kilometres", "kilometer"), ("length", _D(1000))),
    **dict.fromkeys(("inch", "inches"), ("length", CM_PER_IN / 100)),
    **dict.fromkeys(("ft", "feet", "foot"), ("length", CM_PER_IN * 12 / 100)),
    **dict.fromkeys(("mi", "mile", "miles"), ("length", M_PER_MILE)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("time", _D(1))),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("time", _D(60))),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("time", _D(3600))),
    **dict.fromkeys(("day", "days"), ("days", _D(1))),
    **dict.fromkeys(("week", "weeks"), ("days", _D(7))),
    **dict.fromkeys(("month", "months"), ("days", _D("30.44"))),
    **dict.fromkeys(("year", "years"), ("days", _D("365.25"))),
    **dict.fromkeys(("%", "percent", "per cent"), ("percent", _D(1))),
    **dict.fromkeys(("\u00b0", "deg", "degree", "degrees"), ("angle", _D(1))),
    "m/s": ("speed", _D(1)),
    **dict.fromkeys(("km/h", "kph", "kmh"), ("speed", _KM_PER_H)),
    "mph": ("speed", M_PER_MILE / 3600),
    **dict.fromkeys(("min/km", "min per km", "minutes per kilometre"), ("pace", _D("0.06"))),
    **dict.fromkeys(("min/mile", "min/mi", "min per mile"), ("pace", 60 / M_PER_MILE)),
    **dict.fromkeys(("s/km", "sec/km"), ("pace", _D("0.001"))),
    **dict.fromkeys(("s/mile", "s/mi", "sec/mile"), ("pace", 1 / M_PER_MILE)),
    **dict.fromkeys(("g/kg", "g per kg", "g per kilo", "grams per kilo"), ("mass a kg", _D(1))),
    **dict.fromkeys(("grams per kilogram", "grams per kg"), ("mass a kg", _D(1))),
    **dict.fromkeys(("mg/kg", "mg per kg", "mg per kilo"), ("mass a kg", _D("0.001"))),
    **dict.fromkeys(("kcal/kg", "kcal per kg"), ("energy a kg", _D(1))),
    **dict.fromkeys(("w", "watt", "watts"), ("power", _D(1))),
    **dict.fromkeys(("w/kg", "watts per kilo"), ("power a kg", _D(1))),
    **dict.fromkeys(("bpm", "beat", "beats", "beats per minute"), ("heart_rate", _D(1))),
    "mmhg": ("pressure", _D(1)),
    "/10": ("score", _D(1)),
    **dict.fromkeys(("rep", "reps", "repetition", "repetitions"), ("rep", _D(1))),
    **dict.fromkeys(("set", "sets"), ("set", _D(1))),
    **dict.fromkeys(("session", "sessions", "workout", "workouts"), ("session", _D(1))),
    **dict.fromkeys(("meal", "meals"), ("meal", _D(1))),
    **dict.fromkeys(("weigh-in", "weigh-ins"), ("weigh-in", _D(1))),
    **dict.fromkeys(("night", "nights"), ("night", _D(1))),
    **dict.fromkeys(("step", "steps"), ("step", _D(1))),
    "rpe": ("rpe", _D(1)),
    "rir": ("rir", _D(1)),
    "au": ("plain", _D(1)),
}
"""Unit as written, lower case -> dimension and factor to the dimension's base unit."""
COUNTS: Final = frozenset(
    ("plain", "rep", "set", "session", "meal", "weigh-in", "night", "step", "rpe", "rir", "score")
)
"""Dimensions that are stated exactly, and that a bare number may stand for."""
NOUNS: Final = tuple(
    unit
    for unit, (dimension, _) in UNITS.items()
    if dimension in {"rep", "set", "session", "meal", "night", "weigh-in"}
    or unit in {"day", "days"}
)
"""Units that a word may part from their number: "5 prescribed reps"."""
_RATES: Final = ("/h", "/hr", "/hour", "/day", "/d", "/week", "/wk", "/session", "/meal", "/set")


def dimension_of(unit: str | None) -> tuple[str, Decimal]:
    """Return the dimension and base factor of a fact's unit; an unknown unit is its own.

    A rate is of the dimension of what it counts: the sentence says "60 g an hour".
    """
    if unit is None or not unit.strip():
        return "plain", _D(1)
    name = unit.casefold()
    if name not in UNITS:
        rate = next((each for each in _RATES if name.endswith(each)), "")
        name = name.removesuffix(rate)
    return UNITS.get(name, (name, _D(1)))
