"""Reads the wished rate of change of body weight from the athlete's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from coach.units import MassUnit

Way = Literal["lose", "gain"]
AMOUNT = (
    r"(?P<amount>\d+(?:[.,]\d+)?|half an?|an? half|a quarter of an?|a quarter|an?|one|two|three)"
)
UNIT = r"(?P<unit>kgs?|kilos?|kilograms?|lbs?|pounds?|stones?|st|%|percent|per ?cent)"
RATE = re.compile(
    rf"{AMOUNT}[ -]?{UNIT}(?![a-z])[^.,;\d]{{0,20}}?\b(?:a|per|every|each|/) ?(?:week|wk)\b"
    rf"|{AMOUNT.replace('amount', 'amount2')}[ -]?{UNIT.replace('unit', 'unit2')}\.? ?(?:/|p)wk?\b"
    rf"|(?:weekly|each week|per week|every week).{{0,12}}?{AMOUNT.replace('amount', 'amount3')}"
    rf"[ -]?{UNIT.replace('unit', 'unit3')}"
)
WORDS = {
    "half a": "0.5",
    "half an": "0.5",
    "a half": "0.5",
    "an half": "0.5",
    "a quarter": "0.25",
    "a quarter of a": "0.25",
    "a": "1",
    "an": "1",
    "one": "1",
    "two": "2",
    "three": "3",
}
SPAN = re.compile(
    r"\b(?:in|within|over|by|for|next|the next) (?:the )?(?:next )?"
    r"(?P<count>\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|ten|twelve)"
    r"[ -]?(?P<span>days?|weeks?|wks?|months?)\b"
)
COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
}
WEEKS_OF = {"d": Decimal(1) / 7, "w": Decimal(1), "m": Decimal("4.345")}
"""Weeks in a day, a week and a month. Source: Gregorian calendar, 365.2425 / 12 / 7."""
VERB = r"\b(?:lose|losing|drop|dropping|shed|gain|gaining|put on|cut|add|burn|loose|loosing)\b"
TOTAL = re.compile(
    rf"(?:{VERB}[^.;?!\d]{{0,24}}?|(?=[^.;?!]{{0,40}}\b(?:in|within) ))"
    rf"\b{AMOUNT}[ -]?{UNIT}(?![a-z])"
)
PERCENT = frozenset({"%", "percent", "per cent"})
POUNDS_PER_STONE = 14
"""Source: Weights and Measures Act 1985."""
LOSE = re.compile(
    r"\b(?:lose|loose|losing|loosing|cut|cutting|cuts|lean(?:er)?(?: out)?|drop|dropping|deficit"
    r"|fat ?loss|weight ?loss|slim\w*|shred\w*|diet(?:ing)?|get lighter|mini[- ]?cut|shed)\b"
)
GAIN = re.compile(
    r"\b(?:gain|gaining|bulk\w*|put on|surplus|bigger|mass|build muscle|put weight on|grow)\b"
)
KEEP = re.compile(
    r"\b(?:maintain\w*|maintenance|hold my weight|keep my weight|stay (?:at|the same)|recomp\w*"
    r"|body ?recomposition|hold(?:ing)? weight|stay at my weight|keep weight)\b"
)


@dataclass(frozen=True, slots=True)
class RateSaid:
    """A rate of change a week as it was said."""

    amount: Decimal
    unit: MassUnit | None
    """None: percent of body weight."""


@dataclass(frozen=True, slots=True)
class TotalSaid:
    """A change of body weight within a time, as it was said."""

    amount: Decimal
    unit: MassUnit
    weeks: Decimal


def rate_said(text: str) -> RateSaid | None:
    """Return the rate a text names ("half a kilo a week"), or None.

    Args:
        text: Words in lower case.
    """
    found = RATE.search(text)
    if found is None:
        return None
    groups = [(found[f"amount{n}"], found[f"unit{n}"]) for n in ("2", "3")]
    amount, unit = next(
        (pair for pair in [(found["amount"], found["unit"]), *groups] if pair[0]), ("", "")
    )
    value = _number(amount)
    if unit in PERCENT:
        return RateSaid(value, None)
    mass, factor = _unit(unit)
    return RateSaid(value * factor, mass)


def total_said(text: str) -> TotalSaid | None:
    """Return a change within a time ("10 kg in 4 weeks"), or None.

    Args:
        text: Words in lower case.
    """
    total, span = TOTAL.search(text), SPAN.search(text)
    if total is None or span is None or total["unit"] in PERCENT:
        return None
    mass, factor = _unit(total["unit"])
    count = COUNTS.get(span["count"])
    weeks = Decimal(count) if count else Decimal(span["count"].replace(",", "."))
    weeks *= WEEKS_OF[span["span"][0]]
    return TotalSaid(_number(total["amount"]) * factor, mass, weeks) if weeks > 0 else None


_LEAN_GAIN = re.compile(
    r"\blean(?:er)? (?:bulk\w*|gain\w*|mass)\b|\b(?:gain|build|add|put on) (?:some )?lean\b"
)
"""Wants muscle with little fat, which is no wish to weigh less."""


def way_said(text: str) -> Literal["lose", "maintain", "gain"] | None:
    """Return whether a text wants to lose, keep or gain weight; None where it does not tell.

    Args:
        text: Words in lower case.
    """
    if re.search(r"\brecomp\w*\b", text):
        return "maintain"
    if _LEAN_GAIN.search(text):
        return "gain"
    if LOSE.search(text) and not re.search(
        r"\b(?:not|don'?t want to|without) (?:lose|losing)", text
    ):
        return "lose"
    if GAIN.search(text) and not re.search(r"\bwithout gaining\b", text):
        return "gain"
    return "maintain" if KEEP.search(text) else None


def _number(word: str) -> Decimal:
    return Decimal(WORDS.get(word, word.replace(",", ".")))


def _unit(word: str) -> tuple[MassUnit, int]:
    if word.startswith("st"):
        return MassUnit.LB, POUNDS_PER_STONE
    return (MassUnit.KG if word.startswith("k") else MassUnit.LB), 1
