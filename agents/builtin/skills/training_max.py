"""Says a one-repetition maximum: tested, lifted, estimated from the log or from a set told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

from agents.builtin.intents import by_rule
from agents.builtin.json_values import json_number, without_none
from agents.builtin.said_work import work_in
from agents.builtin.say_max import goal_reached, one_rep_max
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.training_log import NOT_STORED
from agents.builtin.slots import SaidSet, exercises_in
from agents.builtin.wants import Intent
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.training import ExerciseHistory, OneRepMax

MOST_LIFTS: Final = 4
"""Maxima told in one reply. Source: own choice, so that the reply fits a phone screen."""


@dataclass(frozen=True, slots=True)
class MaxWish:
    """The maximum that is asked for."""

    lifts: tuple[str, ...]
    told: SaidSet | None = None
    kept_out: bool = False
    """The athlete asked not to have the set stored."""
    goal: SaidSet | None = None
    """A load that they ask whether they could lift."""
    odds: bool = False
    """They want a chance in percent."""


_COULD = re.compile(
    r"\b(?:could|can|would|will|might) i (?:\w+ ){0,2}?(?:hit|get|do|make|lift|manage|squat|bench"
    r"|deadlift|press|pull|row|single|double|triple)\b|\b(?:do i|think i|got|have i got|is there)\b"
    r".{0,20}\b(?:have|shot|in me|chance|got)\b|\brealistic\b|\b(?:chance|odds|likely|likelihood)\b"
    r"|\b(?:on|in) the cards\b"
    r"|\b(?:ready|strong enough) (?:for|to)\b|\bam i close\b|\bhow (?:close|far)\b"
    r"|\bin me\b|\b(?:try|attempt\w*|going for|opener|third attempt|yes or no)\b"
    r"|\bwhen (?:will|can|do) i\b"
    r"|\bhow long (?:til|till|until|before|to)\b|\bgoal\b"
)
_ODDS = re.compile(r"%|\b(?:percent|chance|odds|probability|likelihood|likely)\b")
_GOAL_LOAD = re.compile(
    r"(?<![\d.,/x])(\d{2,3}(?:[.,]\d)?)\s?(kgs?|kilos?|lbs?|pounds?)?(?:\s?(?:x|for)\s?(\d{1,2})\b)?"
    r"(?! ?(?:%|percent|weeks?|days?|months?|years?|reps?|min|sets?|kcal|cm))"
)
_PLATES_GOAL = re.compile(r"\b([1-6]) ?plates?\b")
_GOAL_REPS = re.compile(r"\b(\d{1,2}) ?reps? (?:with|at|of|on)\b|\b(single|double|triple)\b")
_WORDED: Final = {"single": 1, "double": 2, "triple": 3}
_MAX = re.compile(r"\b(?:e?1 ?rm|one[- ]rep(?:etition)?[- ]max\w*|max(?:es)?|maximum)\b")
_NOT = re.compile(
    r"%|\bpercent\b|\btraining max\b|\bheart\b|\bhr\b|\b(?:max|maximum) (?:reps|effort|heart|of)\b"
    r"|\btest(?:ing)? (?:my|a)\b|\bshould i (?:test|max)\b|\bvo2\b|\btoday\b.{0,20}\bmax out\b"
)


def read(heard: Heard) -> MaxWish | None:
    """Return the maximum a message asks for; None if it asks for none."""
    plain = heard.plain
    asked = by_rule(plain, heard.exercise, None) is Intent.ONE_REP_MAX or (
        _MAX.search(plain) and (heard.exercise or "?" in plain)
    )
    if (goal := _goal_in(plain)) is not None and not _MAX.search(plain):
        named = exercises_in(heard.text) or exercises_in(heard.whole)
        if named:
            return MaxWish(named[:1], goal=goal, odds=_ODDS.search(plain) is not None)
    kept_out = NOT_STORED.search(folded(heard.whole)) is not None
    if not (asked or kept_out) or _NOT.search(plain):
        return None
    lifts = exercises_in(heard.text) or exercises_in(heard.whole)
    told = next((one for lift in work_in(heard.whole, heard.today).lifts for one in lift.sets
                 if one.load is not None), None)  # fmt: skip
    if kept_out and (told is None or not lifts):
        return None
    if not lifts and told is None:
        name = heard.exercise_before()
        return None if name is None else MaxWish((name,))
    return MaxWish(lifts[:MOST_LIFTS], told, kept_out=kept_out)


def _goal_in(plain: str) -> SaidSet | None:
    """Return the load, and the repetitions of it, that an athlete asks whether they could do."""
    if not _COULD.search(plain):
        return None
    if (plates := _PLATES_GOAL.search(plain)) is not None:
        return SaidSet(1, 1, plates=int(plates[1]))
    found = _GOAL_LOAD.search(plain)
    if found is None:
        return None
    reps = int(found[3]) if found[3] else 1
    if (told := _GOAL_REPS.search(plain)) is not None and found[3] is None:
        reps = int(told[1]) if told[1] else _WORDED[told[2]]
    unit: Literal["kg", "lb"] | None = None
    if found[2]:
        unit = "kg" if found[2].startswith("k") else "lb"
    load = Decimal(found[1].replace(",", "."))
    return SaidSet(1, reps, load, unit) if 1 <= reps <= MOST_GOAL_REPS else None


MOST_GOAL_REPS: Final = 12
"""Repetitions up to which a goal is compared with a maximum. Source: formulas drift apart above
about ten (LeSuer 1997)."""


def default(heard: Heard) -> MaxWish:
    """Return the maximum that a message may ask for: of a set told, of a goal, or of the log."""
    plain = heard.plain
    lifts = exercises_in(heard.text) or exercises_in(heard.whole)
    if not lifts:
        name = heard.exercise_before()
        lifts = (name,) if name else ()
    goal = _goal_in(plain)
    odds = _ODDS.search(plain) is not None
    if goal is not None:
        return MaxWish(lifts[:1], goal=goal, odds=odds)
    told = next((one for lift in work_in(heard.text, heard.today).lifts for one in lift.sets
                 if one.load is not None), None)  # fmt: skip
    return MaxWish(lifts[:MOST_LIFTS] or BIG_THREE, told, odds=odds)


BIG_THREE: Final = ("squat", "bench press", "deadlift")
"""What "my maxes" are where no lift is named. Source: the lifts of powerlifting."""


def follow(heard: Heard, before: MaxWish) -> MaxWish | None:
    """Return the same for another lift, another load or a triple."""
    lifts = exercises_in(heard.text)
    goal = _goal_in(heard.plain)
    bare = _GOAL_LOAD.search(heard.plain)
    if goal is None and bare is not None and before.goal is not None:
        goal = replace(before.goal, load=Decimal(bare[1].replace(",", ".")))
    if lifts:
        return MaxWish(lifts[:MOST_LIFTS], goal=goal)
    return None if goal is None else replace(before, goal=goal, told=None)


def calls(wish: MaxWish, found: Found) -> Sequence[Call]:
    """Ask for the estimate of the set told, or of each lift."""
    del found
    if wish.goal is not None:
        return _goal_calls(wish, wish.goal)
    if wish.told is None:
        return [Call("estimate_one_rep_max", {"exercise": lift}) for lift in wish.lifts]
    args: dict[str, Any] = {
        "load": json_number(wish.told.load),
        "reps": wish.told.reps,
        "unit": wish.told.unit,
        "rpe": json_number(wish.told.rpe),
        "exercise": wish.lifts[0] if wish.lifts else None,
    }
    return [Call("estimate_one_rep_max", without_none(args))]


def _goal_calls(wish: MaxWish, goal: SaidSet) -> list[Call]:
    """Compare a goal with the maximum, and look at where the lift is going."""
    if not wish.lifts:
        return []
    plates = None if goal.plates is None else FULL_PLATES.get(goal.plates)
    args = {
        "exercise": wish.lifts[0],
        "goal": json_number(goal.load) if plates is None else plates,
        "goal_reps": None if goal.reps == 1 else goal.reps,
        "goal_unit": goal.unit if plates is None else "kg",
    }
    return [
        Call("estimate_one_rep_max", without_none(args)),
        Call("exercise_history", {"exercise": wish.lifts[0], "sessions": 6}),
    ]


FULL_PLATES: Final = {1: 60, 2: 100, 3: 140, 4: 180, 5: 220, 6: 260}
"""Kilograms of a bar of 20 kg with so many plates of 20 kg on each side. Source: gyms' usage."""


def say(wish: MaxWish, found: Found) -> str | None:
    """Say each maximum with its spread, or why none can be named."""
    known = found.every("estimate_one_rep_max", OneRepMax)
    if wish.goal is not None:
        if not wish.lifts:
            return "Which lift is that goal for? Name it, and I compare it with your log."
        history = found.read("exercise_history", ExerciseHistory)
        return goal_reached(known[0], history, odds=wish.odds) if known else None
    failed = found.error("estimate_one_rep_max")
    if not known:
        if wish.told is None or failed is None or failed.code == "unknown_exercise":
            return None
        return reply(
            f"A set of {wish.told.reps} repetitions is too long to estimate a maximum from: it "
            "shows endurance, and the formulas drift apart.",
            "Do a heavier set of about five after a warm-up, stop with one left, and tell me load "
            "and repetitions. I estimate it from that, and nothing of this set is logged.",
        )
    kept = "Nothing is logged, as you asked." if wish.kept_out else None
    return reply(kept, *(one_rep_max(each) for each in known))


MAXIMUM: Final = Skill(
    name="training_max",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"estimate_one_rep_max", "exercise_history"}),
    covers=frozenset({"training_log", "log_sets", "one_rep_max", "next_load"}),
    reason="estimating a one repetition maximum from submaximal sets",
)
