"""What the answers about health limit, in words and for the engines."""

from __future__ import annotations

from datetime import date

from coach.accounts.model import Profile
from coach.safety.rules.screening import Limits, limits_of


def limits_for(profile: Profile, day: date) -> Limits:
    """Return the limits of an athlete on a day."""
    return limits_of(profile.screening, age_years=profile.age_on(day))


def limits_in_words(limits: Limits) -> list[str]:
    """Return the limits as short sentences without their ends."""
    told = (
        (limits.clearance_first, "a clinician should agree before you train harder than a walk"),
        (limits.no_vigorous, "nothing harder than moderate: stop every set well before failure"),
        (limits.no_max_tests, "no maximal tests"),
        (limits.no_heart_rate_targets, "effort by feel instead of heart rate"),
        (limits.no_deficit, "no energy deficit"),
        (limits.supervised, "train with somebody qualified beside you"),
    )
    return [words for holds, words in told if holds]
