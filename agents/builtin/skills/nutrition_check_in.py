"""The check-in: what food log and scale say together, and the target that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_check_in, say_nutrition
from agents.builtin.body import rate_args
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.nutrition.rules.wishes import way_said
from tools.results.eating import AdaptiveExpenditure, IntakeSummary
from tools.results.nutrition import EnergyTargets, WeightTrend

_STALL = re.compile(
    r"\b(?:have|has|had|did|am|is|are|do|does|was|were)(?:n'?t| not)\b.{0,24}\b(?:lost|lose|losing"
    r"|los(?:t|ing) anything|moved|move|moving|budged?|budging|dropped|dropping|changed|changing"
    r"|gained|gain|gaining)\b|\b(?:lost|losing) (?:nothing|no weight|zero)\b|\bnot (?:losing"
    r"|gaining"
    r"|dropping|lost|budging|moving)\b|\bno (?:weight|fat) (?:loss|lost|gain)\b|\bcan'?t (?:lose"
    r"|gain)"
    r"|\bwon'?t (?:budge|move|go down|go up|drop)\b|\b(?:scale|weight)\b.{0,30}\b(?:stuck|stalled"
    r"|flat"
    r"|not mov\w+|same|plateau\w*|steady|stays?|hasn'?t|won'?t|doesn'?t)\b"
    r"|\b(?:weight|fat|diet|scale)[- ](?:loss )?(?:plateau|stall)\w*\b|\bplateau\w*\b.{0,30}"
    r"\b(?:weight|diet|cut|calories|kcal|scale|\d+ ?(?:kg|lb))\b|\b(?:stuck"
    r"|stalled) at \d{2,3}(?:[.,]\d)?(?: ?(?:kg|lbs?|kilos?|pounds?)\b|(?=.{0,30}\b(?:weeks?|wks?"
    r"|months?|eating|cals?|kcal)\b))"
    r"|\bscale\b.{0,30}\b(?:hasn ?t|havent|wont|doesnt|isnt)\b|\b(?:hasn|haven|won)t (?:budged?"
    r"|moved?|shift\w*)\b|\bnothing'?s? (?:is )?(?:moving|happening|budging|coming off)\b"
    r"|\b(?:slow|broken|damaged) metabolism\b|\bmetabolism\b.{0,20}\b(?:slow|broken|damaged|shut)"
    r"|\bstarvation mode\b"
)
_REVIEW = re.compile(
    r"\b(?:weekly |time for (?:a|my) |do (?:a|my) |my )?check[- ]?in\b(?! (?:on|with) my)"
    r"|\b(?:adjust|recalc\w*|correct|re-?check|update|review|change)\b.{0,20}\b(?:calories|kcal"
    r"|macros?|targets?|tdee|maintenance|intake|deficit)\b"
    r"|\b(?:real|actual|true|measured|adaptive)\b.{0,14}\b(?:tdee|maintenance|expenditure|burn)\b"
    r"|\b(?:tdee|maintenance|expenditure)\b.{0,30}\b(?:from my|based on my|by my|according to)\b"
    r"|\bwhat (?:do )?i (?:actually |really )?(?:burn|spend)\b(?! (?:in|on|per|running))"
    r"|\bhow (?:many calories|many cals|much) (?:am|do) i (?:actually |really )?(?:burn|burning"
    r"|spend\w*)\b(?! (?:in|on|per|running))"
    r"|\bexpenditure\b|\bis my (?:deficit|surplus|cut|bulk|diet) (?:working|on track|ok|right)\b"
    r"|\bam i (?:really |actually )?(?:in|on) (?:a |track|course)?(?: )?(?:deficit|surplus|track)\b"
    r"|\b(?:losing|gaining|dropping|lost|gained)\b.{0,20}\btoo (?:fast|quick\w*|slow\w*|much)\b"
    r"|\bis (?:that|this|it|my (?:loss|gain|cut|rate)) too (?:fast|quick|slow)\b"
    r"|\b(?:should|do) i (?:eat (?:less|more)|cut (?:more|calories|further|harder)|lower|raise"
    r"|drop)\b"
    r"(?!.{0,24}\b(?:make up|today|tomorrow|tmrw|weight on|protein|carbs|fat|before|after"
    r"|the bar|squat|bench)\b)"
)
_SPAN = re.compile(
    r"\b(\d{1,2}|a|one|two|three|four|five|six|past|last|this|couple of) (day|week|month|wk)s?\b"
)
_NUMBERS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
                   "past": 1, "last": 1, "this": 1, "couple of": 2}  # fmt: skip
_KCAL = re.compile(r"(?<![\d.,])(\d[.,]\d{3}|\d{4}|\d(?:[.,]\d)?k)\b(?! ?(?:steps|m\b|g\b))")
_LIFT = re.compile(r"\b(?:bench|squat|deadlift|press|lift|reps?|strength|bar|1rm|sets?)\b")
USUAL_DAYS: Final = 21
LONGEST_DAYS: Final = 28
"""Days of food looked at where none were named, and at most. Source: own choice; from three weeks
on the measured expenditure stands alone."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a check-in is asked about."""

    days: int
    args: dict[str, Any] = field(default_factory=dict[str, Any])
    said_kcal: str = ""
    text: str = ""
    goes_on: bool = False
    """Asked again about the same weeks: the formula serves where nothing is measured."""


def read(heard: Heard) -> Review | None:
    """Return the check-in a message wants, with the wish of the thread; None if none."""
    plain = heard.plain
    if heard.exercise is not None or _LIFT.search(plain):
        return None
    if not _STALL.search(plain) and not _REVIEW.search(plain):
        return None
    kcal = _KCAL.search(plain)
    return Review(
        days=_days(plain),
        args=wish_of(heard),
        said_kcal=kcal[0] if kcal else "",
        text=plain,
    )


def follow(heard: Heard, before: Review) -> Review | None:
    """Return the same weeks, looked at again for another question to them."""
    if heard.exercise is not None:
        return None
    args = before.args | wish_of(heard)
    return Review(days=before.days, args=args, text=heard.plain, goes_on=True)


def wish_of(heard: Heard) -> dict[str, Any]:
    """Return direction and rate that this message, or the newest before it, asked for."""
    found: dict[str, Any] = {}
    for message in (heard.whole, *reversed(heard.earlier)):
        plain = message.casefold()
        rate = rate_args(plain)
        if rate and "change_total" not in rate:
            found |= rate
        way = None if _MAINTENANCE.search(plain) else way_said(plain)
        if way is not None and (rate or not found):
            found.setdefault("direction", way)
        if rate:
            break
    return found


_MAINTENANCE: Final = re.compile(
    r"\b(?:real|actual|true|measured|what'?s|whats|what is|my)\b.{0,20}\b(?:maintenance|tdee)\b"
)
"""Asks what is spent, which is no wish to hold the weight."""


def _days(plain: str) -> int:
    span = _SPAN.search(plain)
    if span is None:
        return USUAL_DAYS
    amount = _NUMBERS.get(span[1]) or int(span[1])
    days = amount * {"d": 1, "w": 7, "m": 30}[span[2][0]]
    return max(3, min(LONGEST_DAYS, days))


def calls(review: Review, found: Found) -> Sequence[Call]:
    """Read the log's means, the trend and what both say is spent."""
    del found
    intake = Call("intake_summary", {"days": review.days})
    by_formula = (Call("energy_targets", review.args),) if review.goes_on else ()
    return (
        intake,
        Call("weight_trend", {"days": max(review.days, LONGEST_DAYS)}),
        Call("adaptive_expenditure", review.args),
        *by_formula,
    )


def say(review: Review, found: Found) -> str | None:
    """Say the mean, the trend and the new target; or what is missing."""
    intake = found.read("intake_summary", IntakeSummary)
    if intake is None:
        return None
    trend = found.read("weight_trend", WeightTrend)
    spent = found.read("adaptive_expenditure", AdaptiveExpenditure)
    by_formula = found.read("energy_targets", EnergyTargets)
    if by_formula is not None and (spent is None or spent.measured_kcal is None):
        return say_nutrition.targets(by_formula, review.text)
    failed = found.error("adaptive_expenditure")
    lacking = failed.error if failed is not None and failed.code == "profile_incomplete" else ""
    return say_check_in.check_in(
        say_check_in.Weeks(intake, trend, spent, review.said_kcal, lacking),
        review.text,
        spending_first=_MAINTENANCE.search(review.text) is not None,
    )


CHECK_IN: Final = Skill(
    name="check_in",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"intake_summary", "weight_trend", "adaptive_expenditure"}),
    default=lambda heard: Review(_days(heard.plain), wish_of(heard), text=heard.plain),
    follow=follow,
    covers=frozenset({"weight_trend", "targets", "day_totals", "topic", "form_look"}),
    reason="when fat loss stalls: check the log before you cut",
)
