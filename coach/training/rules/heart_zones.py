"""The five zones of watches and running plans, from whatever heart rate is known."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from coach.errors import InvalidInput
from coach.ranges import within
from coach.training.rules import aerobic

Method = Literal["reserve", "maximum", "threshold"]
FIVE: Final = ((0.50, 0.60), (0.60, 0.70), (0.70, 0.80), (0.80, 0.90), (0.90, 1.00))
"""Shares of the reserve, or of the maximum where no resting rate is known. Source: the convention
of heart rate watches (Polar, Garmin manuals 2023); no physiological borders."""
OF_THRESHOLD: Final = ((0.65, 0.84), (0.85, 0.89), (0.90, 0.94), (0.95, 0.99), (1.00, 1.06))
"""Shares of the heart rate at the lactate threshold. Source: Friel 2009, The Triathlete's Training
Bible (running), coaching practice."""


EASY_RPE: Final = (3, 4)
HARD_RPE: Final = 7
"""On the scale of 10. Source: ACSM's Guidelines, 11th edition (2021), moderate is 3 to 4; 7 for
hard is coaching practice."""
FIRST_SESSION: Final = "20 to 30 min"
"""Source: ACSM's Guidelines 2021, 20 to 60 min of exercise a day; the lower end to begin."""


class HeartZone(NamedTuple):
    """One of five zones in bpm, the easiest first."""

    number: int
    low_bpm: float
    high_bpm: float


class HeartRates(NamedTuple):
    """What is known of an athlete's heart rates in bpm."""

    highest: float | None = None
    rest: float | None = None
    threshold: float | None = None


def method_for(known: HeartRates) -> Method:
    """Return which rates the zones stand on: threshold, then reserve, then maximum."""
    if known.threshold is not None:
        return "threshold"
    return "maximum" if known.rest is None else "reserve"


def at_share(known: HeartRates, share: float) -> float:
    """Return the heart rate at a share of what the zones stand on, in bpm.

    Args:
        known: At least a threshold or a maximum.
        share: 0 to 1.1.

    Raises:
        InvalidInput: A rate is missing (code `heart_rate_missing`) or out of range.

    Source:
        Karvonen 1957 for the reserve; plain shares of maximum or threshold otherwise.
    """
    fraction = within("share", share, 0, 1.1)
    if known.threshold is not None:
        return fraction * within("threshold heart rate", known.threshold, 80, 220, "bpm")
    if known.highest is None:
        raise InvalidInput(
            "no heart rate is known.",
            way_out="Ask for the age, a measured maximum or the threshold heart rate.",
            code="heart_rate_missing",
        )
    highest = within("maximal heart rate", known.highest, 100, 240, "bpm")
    if known.rest is None:
        return fraction * highest
    rest = within("resting heart rate", known.rest, 25, min(120, highest - 20), "bpm")
    return rest + fraction * (highest - rest)


def five_zones(known: HeartRates) -> tuple[HeartZone, ...]:
    """Return the five zones in bpm; with an expected maximum each limit is 5 to 10 bpm off.

    Args:
        known: At least a threshold or a maximum.

    Raises:
        InvalidInput: As `at_share`.

    Source:
        Convention of heart rate watches; Friel 2009 for the threshold.
    """
    shares = OF_THRESHOLD if method_for(known) == "threshold" else FIVE
    return tuple(
        HeartZone(number, at_share(known, low), at_share(known, high))
        for number, (low, high) in enumerate(shares, start=1)
    )


def highest_for(age: float | None, measured: float | None) -> float | None:
    """Return the measured maximum, else the expected one of the age, else None; bpm."""
    if measured is not None:
        return measured
    return None if age is None else aerobic.max_heart_rate(age)
