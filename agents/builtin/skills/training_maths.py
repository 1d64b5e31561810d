"""Shares of a maximum, and the weeks of 5/3/1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.json_values import json_number, without_none
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.training import PercentLine, PercentOfMax

_N = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_U = r"\s?(kgs?|kilos?|kilograms?|lbs?|pounds?)"


@dataclass(frozen=True, slots=True)
class ShareWish:
    """Shares of a maximum that an athlete asks for."""

    exercise: str | None
    percents: tuple[Decimal, ...] = ()
    maximum: Decimal | None = None
    unit: str | None = None
    training_max: bool = False
    is_training_max: bool = False
    """The maximum told is the training max itself."""
    week: int | None = None


_PERCENT = re.compile(
    r"((?:\d{2,3}%?(?:\s?,\s?|\s?/\s?|\s?and\s?|\s?or\s?))*\d{2,3}(?:[.,]\d)?)"
    r"\s?(?:%|percent|per cent)"
)
_OF_MAX = re.compile(r"\b(?:max\w*|1 ?rm|e1rm|one rep|tm|training max)\b")
_TRAINING_MAX = re.compile(r"\b(?:training max\w*|tm)\b")
_WAVE = re.compile(r"\b(?:5/3/1|531|wendler)\b|\b5s week\b|\b3s week\b|\b5 ?3 ?1\b")
_WEEK = re.compile(
    r"\b(?:week|wk|w)\s?(\d|one|two|three|four)\b"
    r"|\b(first|second|third|fourth|deload|5'?s|3'?s|5/3/1) (?:week|wk)\b"
)
_WEEKS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "deload": 4, "one": 1, "two": 2, "three": 3,
    "four": 4, "5s": 1, "5's": 1, "3s": 2, "3's": 2, "5/3/1": 3,
}  # fmt: skip
_TOLD_MAX = re.compile(
    rf"\b(?:max(?:im\w+|es)?|1 ?rm|tms?)\b (?:is|of|=|at|was|were|from|on|squat|bench|deadlift|ohp"
    rf"|press|i set|now|:)*\s?(?:about |around |roughly |a )?{_N}(?:{_U})?"
    rf"|{_N}(?:{_U})? (?:\w+ )?(?:max|1 ?rm|tm|training max)\b|\bof (?:a )?{_N}(?:{_U})?(?! ?%)"
    rf"(?= *(?:$|[?.,!]|on|for|max|\w+ week))"
)
_TOLD_TM = re.compile(
    rf"\b(?:training max\w*|tms?)\b[^.?!]{{0,20}}?{_N}|{_N}(?:{_U})? (?:\w+ )?(?:tm|training max)\b"
)
_ALREADY_TM = re.compile(
    r"\b(?:is|that's|thats|was|already|meant)\b.{0,20}\b(?:tm|training max)\b"
    r"|\b(?:tm|training max),? not\b|\bnot (?:my |a |the )?(?:1 ?rm|real max|true max|max)\b"
)
_TABLE = re.compile(r"\b(?:percentages?|percent table|% table|table of|percentage chart)\b")


def read_share(heard: Heard) -> ShareWish | None:
    """Return the shares of a maximum a message asks for; None if it asks for none."""
    plain = heard.plain
    percents = tuple(
        _dec(one) for run in _PERCENT.findall(plain) for one in re.findall(r"\d+(?:[.,]\d)?", run)
    )
    wave = bool(_WAVE.search(folded(heard.whole))) and bool(
        _WEEK.search(plain) or re.search(r"\b(?:weights?|loads?|sets?|numbers)\b", plain)
    )
    training_max = bool(_TRAINING_MAX.search(plain))
    mine = re.search(r"\bmy \d{2,3} ?(?:%|percent)", plain)
    asked = percents and (_OF_MAX.search(plain) or heard.exercise or mine)
    if not (asked or wave or training_max or (_TABLE.search(plain) and _OF_MAX.search(plain))):
        return None
    if re.search(r"\b(?:body ?fat|protein|carbs?|fat|kcal|calor\w+|heart rate|hr)\b", plain):
        return None
    maximum, unit, own = _maximum(plain)
    exercise = heard.exercise or (None if maximum is not None else _spoken_of(heard))
    if exercise is None and maximum is None:
        return None
    week = _WEEK.search(plain)
    number = None
    if wave and not percents:
        number = 1 if week is None else _week_of(week)
    return ShareWish(
        exercise,
        tuple(each for each in percents if each <= _MOST),
        maximum,
        unit,
        training_max or wave,
        own,
        number if number is None or 1 <= number <= 4 else None,
    )


def _maximum(plain: str) -> tuple[Decimal | None, str | None, bool]:
    """Return the maximum told, its unit, and whether it is the training max itself."""
    rest = _WEEK.sub(" ", _WAVE.sub(" ", plain))
    told = _TOLD_MAX.search(rest)
    if told is None:
        return None, None, False
    value = next(each for each in (told[1], told[3], told[5]) if each)
    unit = next((each for each in (told[2], told[4], told[6]) if each), None)
    own = _TOLD_TM.search(rest)
    from_max = re.search(r"\b(?:true|real|1 ?rm)\b", rest)
    return _dec(value), _unit(unit), own is not None and from_max is None


def share_default(heard: Heard) -> ShareWish:
    """Return the shares that a message may ask for: a week, percents, or a table of them."""
    found = read_share(heard)
    if found is not None:
        return found
    plain = heard.plain
    maximum, unit, own = _maximum(plain)
    wave = _WAVE.search(folded(heard.whole)) or any(
        _WAVE.search(folded(each)) for each in heard.earlier[-3:]
    )
    week = _WEEK.search(plain)
    percents = tuple(
        _dec(one) for run in _PERCENT.findall(plain) for one in re.findall(r"\d+(?:[.,]\d)?", run)
    )
    return ShareWish(
        heard.exercise or (None if maximum is not None else _spoken_of(heard)),
        tuple(each for each in percents if each <= _MOST),
        maximum,
        unit,
        bool(wave) or _TRAINING_MAX.search(plain) is not None,
        own,
        _week_of(week) if week is not None and not percents else None,
    )


_BARE_PERCENT = re.compile(r"(?<![\d.,])([4-9]\d|10\d)\b(?! ?(?:kg|lbs?|reps?|x|min|m\b|km))")


def share_on(heard: Heard, before: ShareWish) -> ShareWish | None:
    """Return the same maximum for "n week 2", "and 85" or another lift."""
    plain = heard.plain
    exercise = heard.exercise or before.exercise
    if before.maximum is not None and _ALREADY_TM.search(plain):
        return replace(before, training_max=True, is_training_max=True)
    told, unit, own = _maximum(plain)
    if told is not None:
        week = _WEEK.search(plain)
        number = before.week if week is None else _week_of(week)
        own = own or before.is_training_max
        return replace(
            before, exercise=exercise, maximum=told, unit=unit, is_training_max=own, week=number
        )
    maximum = before.maximum if heard.exercise in {None, before.exercise} else None
    week = _WEEK.search(plain) or (_NEXT.search(plain) if before.week is not None else None)
    if week is not None and (before.training_max or before.week is not None):
        number = (before.week or 0) % 4 + 1 if week.re is _NEXT else _week_of(week)
        return replace(before, exercise=exercise, maximum=maximum, week=number, percents=())
    percents = tuple(_dec(one) for one in _BARE_PERCENT.findall(plain))
    if percents and before.week is None:
        return replace(before, exercise=exercise, maximum=maximum, percents=percents)
    return replace(before, exercise=exercise, maximum=maximum) if heard.exercise else None


_NEXT = re.compile(r"^(?:and |n |so |ok )*(?:the )?(?:next (?:week|one)|week after|after that)\b")


def _week_of(week: re.Match[str]) -> int:
    said = week[1] or week[2]
    return min(max(int(said), 1), 4) if said.isdigit() else _WEEKS[said]


def _spoken_of(heard: Heard) -> str | None:
    """Return the lift that another part of the message names, or the one spoken of before."""
    return exercise_in(heard.whole) or heard.exercise_before()


_MOST: Final = Decimal(110)
"""Largest share that is one of a maximum. Source: own choice; overload holds go that far."""


def calls_share(wish: ShareWish, found: Found) -> Sequence[Call]:
    """Ask for the loads."""
    del found
    args: dict[str, Any] = {
        "exercise": wish.exercise,
        "maximum": json_number(wish.maximum),
        "unit": wish.unit if wish.maximum is not None else None,
        "training_max": True if wish.training_max and not _is_own(wish) else None,
        "is_training_max": True if _is_own(wish) else None,
        "week": wish.week,
    }
    if wish.percents and wish.week is None:
        args["percents"] = [json_number(each) for each in wish.percents]
    return [Call("percent_of_max", without_none(args))]


def _is_own(wish: ShareWish) -> bool:
    return wish.is_training_max and wish.maximum is not None


def say_share(wish: ShareWish, found: Found) -> str | None:
    """Say the loads, and which maximum they are shares of."""
    data = found.read("percent_of_max", PercentOfMax)
    if data is None:
        failed = found.error("percent_of_max")
        if failed is None or failed.code != "nothing_logged":
            return None
        lift = f" on the {wish.exercise}" if wish.exercise else ""
        return (
            f"I know no maximum{lift} to take a share of. Tell me one, or a recent hard set with "
            "its load and repetitions, and I name the loads."
        )
    return reply(_lead(data), _stands_on(data), _use(data))


def _lead(data: PercentOfMax) -> str:
    on = f" on the {lower(data.exercise)}" if data.exercise else ""
    if data.week is not None:
        sets = listed(_wave_set(line, data.unit) for line in data.lines)
        return f"Week {data.week} of 5/3/1{on}: {sets}."
    if data.training_max is not None and not data.lines:
        return f"Your training max{on} is {num(data.training_max)} {data.unit}."
    loads = listed(f"{num(line.percent)}% is {num(line.load)} {data.unit}" for line in data.lines)
    of = "training max" if data.training_max is not None else "maximum"
    return f"Of your {of}{on}, {loads}."


def _wave_set(line: PercentLine, unit: str) -> str:
    more = " or more" if line.or_more else ""
    return f"{num(line.load)} {unit} x {line.reps}{more}"


def _stands_on(data: PercentOfMax) -> str:
    on = f" on the {lower(data.exercise)}" if data.exercise else ""
    top = f"{num(data.maximum)} {data.unit}"
    if data.training_max is not None and data.training_max_pct is None:
        return f"It stands on the training max of {top} you told me, with nothing taken off it."
    source = {
        "tested": f"It stands on your tested {top}{on} of {day(data.day)}.",
        "estimated": (
            f"It stands on an estimated maximum of {top}{on} from your sets of {day(data.day)}, "
            "which a test may move a little either way."
        ),
    }.get(data.method, f"It stands on the {top} you told me.")
    own = (
        f"The training max is {num(data.training_max_pct)}% of that, "
        f"{num(data.training_max)} {data.unit}."
        if data.training_max is not None and data.training_max_pct is not None
        else None
    )
    return paragraph(source, own)


def _use(data: PercentOfMax) -> str:
    if data.week is not None:
        return "Stop the last set before form goes, and tell me its repetitions."
    return "Loads are rounded to what fits the bar. Tell me how the sets felt and I adjust."


def _dec(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unit(text: str | None) -> str | None:
    if not text:
        return None
    return "kg" if text.startswith("k") else "lb"


SHARES: Final = Skill(
    name="training_shares",
    agents=("planner",),
    read=read_share,
    calls=calls_share,
    say=say_share,
    default=share_default,
    follow=share_on,
    tools=frozenset({"percent_of_max"}),
    covers=frozenset({"programme_build"}),
    reason="percentage based programmes and the training max",
)
