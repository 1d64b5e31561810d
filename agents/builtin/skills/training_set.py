"""Sets the next set of a session from how the last one went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.json_values import json_number, without_none
from agents.builtin.set_words import Feel, feel_in
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.training_load import LoadWish
from agents.builtin.slots import exercises_in
from agents.builtin.wording import counted, lower, num, paragraph, reply
from tools.results.training import AdjustedSet


@dataclass(frozen=True, slots=True)
class SetDone:
    """How a set went, told in the middle of a session."""

    exercise: str | None
    reps: int | None = None
    load: Decimal | None = None
    unit: str | None = None
    feel: Feel = field(default_factory=Feel)
    aim_reps: int | None = None
    aim_rpe: Decimal | None = None


_NEXT_SET = re.compile(
    r"\b(?:next|following|second|2nd|other|remaining|rest of (?:the|my)) sets?\b|\bthe next one\b"
    r"|\bwhat now\b|\bnow what\b|\bmid[- ]?(?:workout|session)\b|\b(?:drop|lower|raise|change|keep)"
    r" the (?:weight|load)\b|\bfor (?:set|the) (?:2|two|3|three)\b"
    r"|\b(?:last|final|next|other|remaining) (?:two|three|2|3|few) sets?\b|\bkeep it\b"
    r"|\b(?:same|stay|keep \w+) for the rest\b|\b(?:plan|programme|program) (?:says|said|is)\b"
    r"|\bsupposed to be\b|\b(?:first|1st|opening) set\b|\badd (?:weight|more|some)\b"
)
_FELT = re.compile(
    r"\b(?:was|is|felt|feels|like|at|moved|more like|bang on|about|around)"
    r"(?: (?:slow|fast|like|bang on|more like|about|an?|rpe|exactly))*"
    r" (?:rpe ?)?(10|[5-9](?:[.,]5)?)(?![\d.,])(?! ?(?:kg|lbs?|reps?|x|%|sets?))"
    r"|(?:,|\s)(?:easily |solid |maybe |prob(?:ably)? )?(10|[6-9](?:[.,]5)?)"
    r" (?:for sure|easily|tops"
    r"|max|maybe|i think|probably)\b"
)
_AIM = re.compile(
    r"\b(?:plan|programme|program|coach|sheet|target|aim\w*|supposed to be"
    r"|should(?:'ve| have)? be\w*"
    r"|meant to be|goal)\b[^.?!,]{0,14}?\b(?:rpe ?)?(10|[5-9](?:[.,]5)?)(?![\d.,])(?! ?(?:kg|lb|x))"
    r"|\d ?x ?\d{1,2} ?@ ?(?:rpe ?)?(10|[5-9](?:[.,]5)?)(?![\d.,])(?! ?(?:kg|lb))"
)
_BARE = re.compile(
    r"(?:\b(?:set|did|ok(?:ay)?|so|done|got|hit|the|then|and|with|at)\s|^)(\d{2,3}(?:[.,]\d{1,2})?)()"
    r"(?= (?:for|was|moved|felt|went|at|flew)\b)"
)
_FOR = re.compile(r"\bfor (\d{1,2})\b(?! ?(?:sets?|kg|lb|weeks?))")
_MISSED = re.compile(r"\b(?:miss\w*|fail\w*) (?:the )?(?:last|(\d{1,2})(?:st|nd|rd|th))\b")
_ON_THAT = re.compile(
    r"\b(?:got|hit|did|managed|made|only got|could only (?:get|do)) (?:only |just )?(\d{1,2})"
    r"(?: ?reps?)?(?: on (?:that|it|the first(?: set)?|set (?:one|1)))?\W*$"
    r"|\b(?:got|hit|did|managed|made|only got) (?:only |just )?(\d{1,2})(?: ?reps?)? "
    r"(?:on|with|at|for) (?:that|it|those|the first|set|my first|the \d+)"
    r"|\b(\d{1,2}) reps? (?:on|with) (?:that|it|those|the first)"
)
_REPS = re.compile(r"\b(?:got|hit|did|managed|made|only) (?:only |just )?(\d{1,2})(?: ?reps?)?\b")
_LOAD = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s?(kgs?|kilos?|lbs?|pounds?)\b")
_X = re.compile(r"(\d{2,4}(?:[.,]\d{1,2})?)\s?(kg|lb|lbs)?\s?x\s?(\d{1,2})\b")


def read(heard: Heard) -> SetDone | None:
    """Return how the last set went, if the words ask for the next one or refer back to it."""
    plain = heard.plain
    lifts = exercises_in(heard.text)
    planned = heard.before.slots if heard.before is not None else None
    refers = isinstance(planned, (LoadWish, SetDone)) and not lifts
    aimed = _AIM.search(plain)
    feel = _felt(plain, aimed)
    reps = _reps_in(plain)
    asks = bool(_NEXT_SET.search(plain)) or aimed is not None
    back = refers and (reps is not None or feel.is_told) and len(plain.split()) <= LONGEST
    if not (back or (asks and (reps is not None or feel.is_told))):
        return None
    exercise = lifts[0] if lifts else _exercise_of(planned) or heard.exercise_before()
    load, unit = _load_in(plain)
    if load is None and isinstance(planned, LoadWish) and planned.available:
        load = planned.available[0]
    if load is None and isinstance(planned, SetDone) and not lifts:
        load, unit = planned.load, planned.unit
    wish = planned if isinstance(planned, LoadWish) and not lifts else None
    aim = (None, None) if wish is None else (wish.reps, wish.rpe)
    if isinstance(planned, SetDone) and not lifts:
        aim = (planned.aim_reps, planned.aim_rpe)
    if aimed:
        aim = (aim[0], Decimal((aimed[1] or aimed[2]).replace(",", ".")))
    return SetDone(exercise, reps, load, unit, feel, *aim)


LONGEST: Final = 12
"""Words up to which a report without a lift is about the set just planned. Source: own choice."""


def follow(heard: Heard, before: SetDone) -> SetDone | None:
    """Return how the set after it went: "did 87.5 for 5 at 8.5", "last one was a 10"."""
    plain = heard.plain
    feel, reps = _any_feel(plain, None), _reps_in(plain) or _first_count(plain)
    load, unit = _load_in(plain)
    if not (feel.is_told or reps is not None or load is not None):
        return None
    return replace(
        before,
        reps=reps if reps is not None else before.reps,
        load=load or before.load,
        unit=unit if load is not None else before.unit,
        feel=feel,
    )


_HARD = re.compile(
    r"\b(?:heavy|hard(?:er)?|brutal|slow(?:ed|er|ing)?|shaking|cooked|dying|died|rough|tough|awful"
    r"|struggl\w*|ground|barely|creeping|grip (?:failed|is going|gave)|off|lost balance)\b"
)
_EASY = re.compile(
    r"\b(?:eas(?:y|ier|ily)|joke|flew|fast|quick|light(?:er)?|no problem|nothing|warm-?up|better"
    r"|not even close|more in (?:me|the tank)|could (?:have|'ve)? ?(?:done|do) more)\b"
)
_BARE_RPE = re.compile(
    r"^\W*(?:that (?:was|felt)|it was|was|felt)?\W*(?:an? )?(10|[5-9](?:[.,]5)?)\W*$"
)


def default(heard: Heard) -> SetDone:
    """Return how the last set went, as far as any words tell."""
    plain = heard.plain
    planned = heard.before.slots if heard.before is not None else None
    lifts = exercises_in(heard.text)
    aimed = _AIM.search(plain)
    feel = _any_feel(plain, aimed)
    load, unit = _load_in(plain)
    reps = _reps_in(plain) or _first_count(plain)
    if load is None and isinstance(planned, LoadWish) and planned.available:
        load = planned.available[0]
    if load is None and isinstance(planned, SetDone) and not lifts:
        load, unit = planned.load, planned.unit
    exercise = lifts[0] if lifts else _exercise_of(planned) or heard.exercise_before()
    aim = None if aimed is None else Decimal((aimed[1] or aimed[2]).replace(",", "."))
    return SetDone(exercise, reps, load, unit, feel, None, aim)


_COUNT = re.compile(
    r"\b(\d{1,2}) (?:reps?|easy|clean|good|only)\b|\b(?:got|did|hit|went|only|managed|just)"
    r"(?: only| just)? (\d{1,2})\b(?! ?(?:kg|lb|sets?))|^(\d{1,2}) (?:reps?|on|of|and|with)\b"
)


def _first_count(plain: str) -> int | None:
    told = _COUNT.search(plain)
    return int(next(group for group in told.groups() if group)) if told else None


def _any_feel(plain: str, aimed: re.Match[str] | None) -> Feel:
    """Return how hard a set was from a rating, or from any word about it."""
    if bare := _BARE_RPE.match(plain):
        return Feel(rpe=(Decimal(bare[1].replace(",", ".")),))
    told = _felt(plain, aimed)
    if told.is_told:
        return told
    if _HARD.search(plain):
        return Feel(effort="grinder")
    return Feel(effort="easy") if _EASY.search(plain) else told


def _felt(plain: str, aimed: re.Match[str] | None) -> Feel:
    """Return how hard the set was, apart from how hard it should have been."""
    rest = plain if aimed is None else f"{plain[: aimed.start()]} {plain[aimed.end() :]}"
    if told := _FELT.search(rest):
        return Feel(rpe=(Decimal((told[1] or told[2]).replace(",", ".")),))
    if _MISSED.search(rest):
        return Feel(effort="failure")
    return feel_in(rest, load_told=True)


def _exercise_of(planned: object) -> str | None:
    if isinstance(planned, LoadWish):
        return planned.lifts[0]
    return planned.exercise if isinstance(planned, SetDone) else None


def _reps_in(plain: str) -> int | None:
    if pair := _X.search(plain):
        return int(pair[3])
    if (missed := _MISSED.search(plain)) and missed[1]:
        return max(int(missed[1]) - 1, 1)
    if (told := _FOR.search(plain)) and _BARE.search(plain):
        return int(told[1])
    if on_that := _ON_THAT.search(plain):
        return int(next(group for group in on_that.groups() if group))
    if _NEXT_SET.search(plain) and (told := _REPS.search(plain)):
        return int(told[1])
    return None


def _load_in(plain: str) -> tuple[Decimal | None, str | None]:
    pair = _X.search(plain)
    match = pair or _LOAD.search(plain) or _BARE.search(plain)
    if match is None:
        return None, None
    unit = None if not match[2] else "kg" if match[2].startswith("k") else "lb"
    return Decimal(match[1].replace(",", ".")), unit


def calls(done: SetDone, found: Found) -> Sequence[Call]:
    """Ask for the next set; nothing where it was not told how the last one went."""
    del found
    if done.reps is None and not done.feel.is_told:
        return ()
    args: dict[str, Any] = {
        "exercise": done.exercise,
        "reps": done.reps,
        "load": json_number(done.load),
        "unit": done.unit,
        "rpe": json_number(done.feel.rpe[-1]) if done.feel.rpe else None,
        "rir": done.feel.rir,
        "effort": done.feel.effort,
        "target_reps": done.aim_reps,
        "target_rpe": json_number(done.aim_rpe),
    }
    return [Call("adjust_set", without_none(args))]


def say(done: SetDone, found: Found) -> str | None:
    """Say the next set, why, and what to watch, or ask how the last one went."""
    if done.reps is None and not done.feel.is_told:
        lift = f" of {done.exercise}" if done.exercise else ""
        return (
            f"How did that set{lift} go: how many repetitions, and how hard out of ten? Then I "
            "set the next one."
        )
    data = found.read("adjust_set", AdjustedSet)
    if data is None:
        failed = found.error("adjust_set")
        if failed is not None and failed.code == "load_needed":
            lift = f" of {done.exercise}" if done.exercise else ""
            return f"Which load was that set{lift}? Then I set the next one."
        if failed is not None and failed.code == "exercise_missing":
            return "Which lift was that set? Name it with the load, and I set the next one."
        return None
    name = lower(data.exercise)
    reps = str(data.reps) if data.reps_high == data.reps else f"{data.reps}-{data.reps_high}"
    load = f"{num(data.load)} {data.unit}"
    lead = {
        "keep": f"Keep {load} for the next set of {reps} on the {name}.",
        "lighter": f"Go down to {load} for the next set of {reps} on the {name}.",
        "heavier": f"Go up to {load} for the next set of {reps} on the {name}.",
    }[data.decision]
    return reply(
        lead,
        paragraph(_done(data), data.reason, f"The aim is RPE {num(data.target_rpe)}."),
        "Stop the set when a repetition slows down or form goes. Nothing is logged yet: tell me "
        "all sets with their load when you are done.",
    )


def _done(data: AdjustedSet) -> str:
    reps = "" if data.done_reps is None else f"{counted(data.done_reps, 'rep')} "
    rpe = "" if data.done_rpe is None else f", RPE {num(data.done_rpe)}"
    planned = ", the load I had planned" if data.from_plan else ""
    return f"That set was {reps}at {num(data.done_load)} {data.unit}{rpe}{planned}."


ADJUST: Final = Skill(
    name="training_set",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"adjust_set"}),
    covers=frozenset({"training_load", "training_log", "next_load", "log_sets"}),
    reason="rating of perceived exertion and repetitions in reserve",
)
