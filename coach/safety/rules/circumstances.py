"""What the gate knows of an athlete besides the message, and the limits that follow from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from coach.safety.model import SafetyClass
from coach.safety.rules import limits
from coach.safety.rules.boundaries import HEART_RATE, SLOW_HEART
from coach.safety.rules.rates import FAST_PCT, SAFE_PCT, said_bmi, wanted_rate
from coach.safety.rules.screening import ADULT_AGE, UNDERWEIGHT_BMI

DISORDERED_EATING: Final = "disordered_eating"
PREGNANCY: Final = "pregnancy"
MINOR: Final = "minor"
UNDERWEIGHT: Final = "underweight"
SLOW_HEART_RATE: Final = "slow_heart_rate"
DRUGS: Final = "drugs"
OPEN: Final = "open:"
"""Beginning of a disclosure that stands until somebody has seen the athlete, or they are safe."""

_OF_TOPIC: Final = {
    "pregnant": PREGNANCY,
    "postpartum": PREGNANCY,
    "eating_disorder": DISORDERED_EATING,
    "heart_rate_medicine": SLOW_HEART_RATE,
}
_DOSE_ASK: Final = re.compile(
    r"\b(?:how (?:much|many (?:mg|ml|iu|weeks))|what dose|which dose|that dose|dos(?:e|age|ing)"
    r"|per week"
    r"|a week|how long|cycle length|is it safe|safer|pct)\b"
)
_ABOUT_DOSES: Final = 9
"""Words of a message that may go on about a drug without naming it. Source: own choice."""
_OTHER_AMOUNT: Final = re.compile(
    r"\b(?:protein|weight|squat\w*|bench\w*|deadlift\w*|press|sets?|reps|volume|carbs|calories"
    r"|water|rest"
    r"|sleep|run\w*|km|miles|sessions?|creatine|caffeine|coffee|train\w*)\b"
)
_HARD: Final = re.compile(
    rf"(?:{limits.MAXIMAL})|\b(?:hiit|all[- ]out|sprints?|crossfit|as hard as|to failure|amrap)\b"
)
_QUESTION: Final = re.compile(r"\?|\b(?:what|how|can|should|which|is|are|give|plan|set|want)\b")
_GO_AHEAD: Final = re.compile(
    r"\b(?:cleared|go-?ahead|signed off|(?:midwife|ob|doctor|gp) (?:is|says|said|has) (?:\w+ ){0,3}"
    r"(?:fine|ok|okay|happy|good))\b"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the gate knows about the athlete besides the text."""

    country: str = "ZZ"
    """ISO 3166-1 alpha-2."""
    age_years: int | None = None
    disclosed: frozenset[str] = frozenset()
    """What was disclosed earlier in the thread."""
    reported: frozenset[str] = frozenset()
    """Topics of the screening that were answered with yes."""
    no_vigorous: bool = False
    """The screening allows nothing harder than moderate work before a clinician agrees."""
    weight_kg: float | None = None
    bmi: float | None = None
    """kg/m2, of the newest weigh-in."""
    earlier: tuple[str, ...] = ()
    """The athlete's messages before this one, oldest first."""
    answers: bool = False
    """The coach's last reply ended with a question."""

    @property
    def binding(self) -> frozenset[str]:
        """What limits advice: disclosed in the thread, or known from the profile."""
        found = set(self.disclosed) | {tag for t, tag in _OF_TOPIC.items() if t in self.reported}
        if self.age_years is not None and self.age_years < ADULT_AGE:
            found.add(MINOR)
        if self.bmi is not None and self.bmi < UNDERWEIGHT_BMI:
            found.add(UNDERWEIGHT)
        return frozenset(found)


class Limit(NamedTuple):
    """A limit that applies to a message."""

    klass: SafetyClass
    rule: str
    reply: str | None
    """Key of the fixed reply; None: the coach answers, and its engines hold the limit."""


def told(plain: str) -> frozenset[str]:
    """Return what a message discloses about its author for the rest of the thread."""
    found: set[str] = set()
    if is_pregnant(plain):
        found.add(PREGNANCY)
    if re.search(limits.YOUNG, plain) and not re.search(limits.NOT_YOUNG, plain):
        found.add(MINOR)
    if re.search(SLOW_HEART, plain) and not re.search(limits.SOMEBODY_ELSES, plain):
        found.add(SLOW_HEART_RATE)
    bmi = said_bmi(plain)
    if bmi is not None and bmi < UNDERWEIGHT_BMI:
        found.add(UNDERWEIGHT)
    return frozenset(found)


def is_pregnant(plain: str) -> bool:
    """Tell whether the author is pregnant or has just given birth."""
    if re.search(limits.PREGNANT, plain) is None:
        return False
    others = re.search(limits.SOMEBODY_ELSES, plain) is not None
    return not others or re.search(r"\bi'?m (?:\w+ ){0,3}?pregnant\b", plain) is not None


def limit_of(plain: str, known: Circumstances, binding: frozenset[str]) -> Limit | None:
    """Return the limit that the athlete's circumstances set on a message, the gravest first.

    Args:
        plain: The message, folded and respelt.
        known: The athlete.
        binding: What limits advice, this message's own disclosures included.
    """
    return (
        _about_eating(plain, binding)
        or _about_age(plain, binding)
        or _about_pregnancy(plain, known, binding)
        or _about_rate(plain, known)
        or _about_medicine(plain, known, binding)
    )


def wants_loss(plain: str) -> bool:
    """Tell whether a message asks for eating or weighing less, not what a food holds."""
    other = re.sub(limits.SERVED, " ", re.sub(limits.FOOD_QUESTION, " ", plain))
    return re.search(limits.WEIGHT_LOSS, other) is not None


def _about_eating(plain: str, binding: frozenset[str]) -> Limit | None:
    asks = re.search(limits.WEIGHT_LOSS, re.sub(limits.SERVED, " ", plain)) is not None
    if DISORDERED_EATING in binding and asks:
        return Limit(SafetyClass.LIMIT, "limit.eating_earlier", "eating")
    if UNDERWEIGHT in binding and wants_loss(plain):
        return Limit(SafetyClass.LIMIT, "limit.underweight", "underweight")
    return None


def _about_age(plain: str, binding: frozenset[str]) -> Limit | None:
    child = re.search(limits.CHILD, plain) is not None
    if MINOR not in binding and not child:
        return None
    wants = wants_loss(plain) or re.search(f"(?:{limits.MAXIMAL})|(?:{limits.STIMULANT})", plain)
    return Limit(SafetyClass.LIMIT, "limit.minor", "minor") if wants else None


def _about_pregnancy(plain: str, known: Circumstances, binding: frozenset[str]) -> Limit | None:
    if PREGNANCY not in binding:
        return None
    limit = Limit(SafetyClass.LIMIT, "limit.pregnancy", "pregnancy")
    if wants_loss(plain) or re.search(limits.MAXIMAL, plain):
        return limit
    if re.search(limits.KINDS_OF_TRAINING, plain):
        return Limit(SafetyClass.LIMIT, "limit.pregnancy", "pregnancy_kinds")
    is_new = PREGNANCY not in known.binding and is_pregnant(plain)
    about_training = re.search(limits.HEAVY_TRAINING, plain) or not _QUESTION.search(plain)
    return limit if is_new and about_training and not _GO_AHEAD.search(plain) else None


def _about_rate(plain: str, known: Circumstances) -> Limit | None:
    rate = wanted_rate(plain, known.weight_kg)
    if rate is None or rate.pct_per_week <= SAFE_PCT:
        return None
    reply = "fast_loss" if rate.pct_per_week >= FAST_PCT else None
    return Limit(SafetyClass.LIMIT, "limit.rate_of_loss", reply)


def _about_medicine(plain: str, known: Circumstances, binding: frozenset[str]) -> Limit | None:
    if SLOW_HEART_RATE in binding and re.search(HEART_RATE, plain):
        return Limit(SafetyClass.BOUNDARY, "boundary.heart_rate", "slow_heart")
    is_short = len(plain.split()) <= _ABOUT_DOSES
    if (
        DRUGS in binding
        and is_short
        and _DOSE_ASK.search(plain)
        and not _OTHER_AMOUNT.search(plain)
    ):
        return Limit(SafetyClass.BOUNDARY, "boundary.drugs_earlier", "drugs")
    if known.no_vigorous and _HARD.search(plain):
        return Limit(SafetyClass.BOUNDARY, "boundary.screening", "clearance")
    return None
