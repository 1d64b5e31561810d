"""Says a one-repetition maximum: tested, lifted, estimated from the log or from a set told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agents.builtin.intents import by_rule
from agents.builtin.json_values import json_number, without_none
from agents.builtin.said_work import work_in
from agents.builtin.say_progress import one_rep_max
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.training_log import NOT_STORED
from agents.builtin.slots import SaidSet, exercises_in
from agents.builtin.wants import Intent
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.training import OneRepMax

MOST_LIFTS: Final = 4
"""Maxima told in one reply. Source: own choice, so that the reply fits a phone screen."""


@dataclass(frozen=True, slots=True)
class MaxWish:
    """The maximum that is asked for."""

    lifts: tuple[str, ...]
    told: SaidSet | None = None
    kept_out: bool = False
    """The athlete asked not to have the set stored."""


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


def calls(wish: MaxWish, found: Found) -> Sequence[Call]:
    """Ask for the estimate of the set told, or of each lift."""
    del found
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


def say(wish: MaxWish, found: Found) -> str | None:
    """Say each maximum with its spread, or why none can be named."""
    known = found.every("estimate_one_rep_max", OneRepMax)
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
    tools=frozenset({"estimate_one_rep_max"}),
    covers=frozenset({"training_log", "log_sets", "one_rep_max", "next_load"}),
    reason="estimating a one repetition maximum from submaximal sets",
)
