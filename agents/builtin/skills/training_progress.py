"""Says where a lift is going: stronger, standing still, falling, or due for an easy week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from agents.builtin.intents import by_rule
from agents.builtin.say_loads import until_back, why_load
from agents.builtin.say_progress import progress
from agents.builtin.say_standing import deload, falling, no_odds, standstill
from agents.builtin.say_training import next_load
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.training_log import read as is_report
from agents.builtin.slots import exercises_in
from agents.builtin.wants import Intent
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.nutrition import WeightTrend
from tools.results.training import ExerciseHistory, NextLoad

Mode = Literal["progress", "stall", "deload", "falling", "why", "when", "switch", "risk"]
MOST_LIFTS: Final = 3
"""Lifts compared in one reply. Source: own choice, so that the reply fits a phone screen."""


@dataclass(frozen=True, slots=True)
class ProgressWish:
    """What an athlete wants to know about a lift over time."""

    lifts: tuple[str, ...]
    mode: Mode
    said: str
    cutting: bool = False


_DELOAD = re.compile(
    r"\b(?:should|shall|do|must|need|time|ready|think|due|is it|can) .{0,30}\b(?:deload|easy week"
    r"|back[- ]?off(?: week)?|light(?:er)? week|week off)\b|\bdeload\?|\bneed (?:a|to) deload\b"
    r"|\bdeload (?:now|yet|time)\b"
)
_STALL = re.compile(
    r"\b(?:stuck|stall\w*|plateau\w*|hit a wall|no progress|not progressing|isn'?t progressing"
    r"|not (?:going|moving) (?:up|anywhere)|won'?t (?:go up|move|budge)|hasn'?t (?:moved|gone up"
    r"|improved|budged)|same weights? (?:for|since|again)|going nowhere)\b"
)
_FALLING = re.compile(
    r"\b(?:weaker|losing strength|lost strength|strength (?:is )?(?:dropping|falling|tanking"
    r"|going down|down|loss)|(?:is |are |has |have |keeps? |been )?(?:dropping|falling|tanking"
    r"|going down|gone down|went down|dropped|regress\w*|down)(?! to parallel))\b"
)
_CUT = re.compile(
    r"\b(?:cut|cutting|diet\w*|deficit|losing weight|lose weight|weight loss|lost \d+|leaner"
    r"|eating less)\b"
)
_VIDEO = re.compile(r"\b(?:video|clip|form|depth|technique|film\w*)\b")
_NOT_LIFTS = re.compile(r"\b(?:pace|run\w*|race|5k|10k|marathon|weight trend|scale|calories)\b")
_GENERAL = re.compile(
    r"\b(?:am i|i'?m|have i|did i|getting|got) (?:\w+ ){0,2}(?:stronger|weaker)\b|\bany (?:new )?"
    r"(?:prs?|pbs?|records?)\b|\bmy (?:strength )?progress\b|\bmy prs?\b"
)


SHORT: Final = 7
"""Words up to which a question without a lift is about the one spoken of. Source: own choice."""
_OTHER = re.compile(r"\b(?:sleep\w*|weight|eat\w*|ate|kcal|calor\w+|protein|run\w*|meals?|video)\b")


def read(heard: Heard) -> ProgressWish | None:
    """Return what is asked of a lift over time; None if nothing."""
    plain = heard.plain
    if _VIDEO.search(plain) or (_NOT_LIFTS.search(plain) and not exercises_in(heard.text)):
        return None
    mode = _mode(heard)
    if mode is None or is_report(heard) is not None:
        return None
    lifts = (exercises_in(heard.text) or exercises_in(heard.whole))[:MOST_LIFTS]
    if not lifts:
        name = heard.exercise_before()
        if (
            name is None
            and not _GENERAL.search(plain)
            and mode not in {"stall", "falling", "switch", "progress"}
        ):
            return None
        lifts = (name or "",)
    cutting = bool(_CUT.search(folded(heard.whole)))
    return ProgressWish(lifts, mode, heard.text, cutting)


def _mode(heard: Heard) -> Mode | None:
    plain = heard.plain
    if _SWITCH.search(plain):
        return "switch"
    if RISK.search(plain):
        return "risk"
    lifts = bool(exercises_in(heard.whole))
    if _DELOAD.search(plain) and (lifts or heard.exercise_before()):
        return "deload"
    if _FALLING.search(plain) and (lifts or "strength" in plain or "weaker" in plain):
        return "falling"
    if _STALL.search(plain) and (lifts or re.search(r"\blifts?\b|\bstrength\b|\bpress\b", plain)):
        return "stall"
    if by_rule(plain, heard.exercise, None) is Intent.PROGRESS:
        short = len(plain.split()) <= SHORT and not _OTHER.search(plain)
        known = lifts or _GENERAL.search(plain) or (short and heard.exercise_before() is not None)
        return "progress" if known or not _OTHER.search(plain) else None
    return None


def default(heard: Heard) -> ProgressWish:
    """Return what a message may ask of a lift over time; no lift: the one they train most."""
    plain = heard.plain
    lifts = (exercises_in(heard.text) or exercises_in(heard.whole))[:MOST_LIFTS]
    if not lifts and not _ALL_LIFTS.search(plain):
        name = heard.exercise_before()
        lifts = (name,) if name else ()
    if not lifts and _ALL_LIFTS.search(plain):
        lifts = BIG_THREE
    rules: tuple[tuple[Mode, re.Pattern[str]], ...] = (
        ("switch", _SWITCH),
        ("risk", RISK),
        ("deload", _EASY_WEEK),
        ("falling", _FALLING),
        ("falling", _WEAKER),
        ("stall", _STALL),
        ("stall", _STILL),
    )
    modes: list[Mode] = [mode for mode, rule in rules if rule.search(plain)]
    cutting = bool(_CUT.search(folded(heard.whole)))
    mode: Mode = modes[0] if modes else "progress"
    return ProgressWish(lifts or ("",), mode, heard.text, cutting)


BIG_THREE: Final = ("squat", "bench press", "deadlift")
"""What "all my lifts" are at least. Source: the lifts of powerlifting."""
_ALL_LIFTS = re.compile(
    r"\b(?:lifts|all (?:of )?(?:them|lifts|my)|everything|big (?:3|three)|which (?:lift|one)s?"
    r"|overall|strength check)\b"
)
_EASY_WEEK = re.compile(
    r"\bdeload\w*|\b(?:easy|light|lighter|recovery) (?:week|wk)\b|\bovertrain\w*|\boverreach\w*"
    r"|\b(?:everything|all) (?:feels|is) heavy\b|\bweeks straight\b|\bgrinding for\b"
)
_WEAKER = re.compile(
    r"\b(?:weaker|worse|going backwards|lower than|less than (?:last|before)|set me back)\b"
    r"|\b\d+(?:\.\d)? ?(?:x ?\d+)? ?(?:->|to|then|and now|down to) ?\d+"
)
_STILL = re.compile(
    r"\b(?:break through|every (?:single )?week|same (?:reps|weight|numbers)|been (?:here|on)"
    r"|\d+ (?:weeks?|sessions|months?) (?:at|on|now|of)|for (?:\d+|a few|several|ages|months|weeks)"
    r"|(?:three|3|two|2) (?:weeks|times|sessions)|can'?t (?:get|add)|not been able|help|forever"
    r"|holding (?:me|my|it)|wrong)\b|\bfail\w*\b|\bfeels? (?:heavier|harder)\b|\brpe\b.{0,20}"
    r"\b(?:up|creep\w*|climb\w*)\b"
)
RISK = re.compile(
    r"(?:%|\b(?:percent(?:age)?|chance|odds|probability|likely|likelihood|risk)\b).{0,60}"
    r"\b(?:tear\w*|injur\w*|hurt\w*|snap\w*|herniat\w*|pop|blow out|break|get hurt)\b"
    r"|\b(?:tear\w*|injur\w*|get hurt|snap\w*)\b.{0,60}"
    r"(?:%|\b(?:percent|chance|odds|probability)\b)"
)


def calls(wish: ProgressWish, found: Found) -> Sequence[Call]:
    """Look at the sessions, and at the next load or the weight trend where they matter."""
    histories = [Call("exercise_history", _args(lift)) for lift in wish.lifts]
    if wish.mode == "falling":
        return [*histories, Call("weight_trend")]
    if wish.mode in {"stall", "deload", "why", "when", "switch"} and wish.lifts[0]:
        return [*histories, Call("next_load", _wanted(wish, wish.lifts[0]))]
    if wish.mode in {"stall", "why", "when"} and (
        data := found.read("exercise_history", ExerciseHistory)
    ):
        return [*histories, Call("next_load", _wanted(wish, data.exercise))]
    return histories


_REPS_MISSED = re.compile(
    r"\b(?:the|my|all|full|for|x ?) ?(\d{1,2})'?s?\b(?! ?(?:kg|lb|sess|week|time))"
)


def _wanted(wish: ProgressWish, lift: str) -> dict[str, Any]:
    """Return the lift, with the repetitions that the athlete says they do not get."""
    missed = _REPS_MISSED.search(folded(wish.said))
    return {"exercise": lift} | ({"reps": int(missed[1])} if missed else {})


def follow(heard: Heard, before: ProgressWish) -> ProgressWish | None:
    """Return the same lift for "why", "how long" or "when am i back at 100"."""
    if _OTHER.search(heard.plain) or len(heard.plain.split()) > LONGEST_FOLLOW:
        return None
    if exercises_in(heard.text):
        return replace(before, lifts=exercises_in(heard.text)[:MOST_LIFTS], said=heard.text)
    if RISK.search(heard.plain):
        return replace(before, mode="risk", said=heard.text)
    if _DELOAD.search(heard.plain) or re.search(r"^\W*(?:so |and )?deload", heard.plain):
        return replace(before, mode="deload", said=heard.text)
    if re.search(r"\bwhy\b", heard.plain):
        return replace(before, mode="why")
    if _WHEN.search(heard.plain):
        return replace(before, mode="when")
    return None


LONGEST_FOLLOW: Final = 14
"""Words up to which a question goes on from a stall. Source: own choice."""
_WHEN = re.compile(
    r"\b(?:when|how (?:long|soon|many (?:weeks|sessions))|back (?:at|to)|until|till)\b"
)


_SWITCH = re.compile(
    r"\b(?:should|shall|worth|time|better|just|ready)\b.{0,25}\b(?:switch|change|move|go|jump|run|do)"
    r"(?:ing)? (?:over |on )?(?:to |onto )?(?:a |the )?(?:5/?3/?1|wendler|texas method"
    r"|madcow|gzcl\w*|nsuns|starting strength|stronglifts)\b"
)


def _switching(data: ExerciseHistory, following: NextLoad | None) -> str:
    """Say when slower programmes earn their place, beside the lift that was spoken of."""
    return reply(
        "Not for one bad week. Move on when linear steps stop working even after a lighter restart "
        "with sleep and food in order; until then they are the faster way.",
        standstill(data, following),
    )


def _args(lift: str) -> dict[str, Any]:
    return {"exercise": lift, "sessions": 6} if lift else {"sessions": 6}


def say(wish: ProgressWish, found: Found) -> str | None:
    """Say the comparison, whether it is noise, and what to do."""
    histories = found.every("exercise_history", ExerciseHistory)
    if not histories:
        return None
    if wish.mode == "progress":
        return reply(*(progress(each, wish.said) for each in histories))
    return _said(wish, histories[0], found)


def _said(wish: ProgressWish, data: ExerciseHistory, found: Found) -> str:
    """Say what was asked of one lift beside how it went."""
    following = found.read("next_load", NextLoad)
    match wish.mode:
        case "deload":
            return deload(data, following, folded(wish.said))
        case "switch":
            return _switching(data, following)
        case "risk":
            return no_odds(data)
        case "why" if following is not None:
            return why_load(following)
        case "when" if following is not None:
            return until_back(following)
        case "stall" | "why" | "when" | "progress":
            if following is not None and following.decision == "reduce":
                return next_load(following, wish.said)
            return standstill(data, following)
        case "falling":
            return falling(data, found.read("weight_trend", WeightTrend))


PROGRESS: Final = Skill(
    name="training_progress",
    agents=("planner", "form_critic"),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"exercise_history"}),
    covers=frozenset({"progress", "training_load", "next_load", "note", "recovery", "knowledge"}),
    reason="progressive overload and plateaus",
)
