"""Shares of a maximum, weeks of 5/3/1, plates a side, and kilograms in pounds."""

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
from tools.results.training import PercentLine, PercentOfMax, PlateMath

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
    week: int | None = None


_PERCENT = re.compile(
    r"((?:\d{2,3}%?(?:\s?,\s?|\s?/\s?|\s?and\s?|\s?or\s?))*\d{2,3}(?:[.,]\d)?)"
    r"\s?(?:%|percent|per cent)"
)
_OF_MAX = re.compile(r"\b(?:max\w*|1 ?rm|e1rm|one rep|tm|training max)\b")
_TRAINING_MAX = re.compile(r"\b(?:training max\w*|tm)\b")
_WAVE = re.compile(r"\b(?:5/3/1|531|wendler)\b|\b5s week\b|\b3s week\b|\b5 ?3 ?1\b")
_WEEK = re.compile(r"\b(?:week|wk|w)\s?(\d)\b|\b(first|second|third|fourth|deload) week\b")
_WEEKS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "deload": 4}
_TOLD_MAX = re.compile(
    rf"\b(?:max\w*|1 ?rm|tm)\b (?:is|of|=|at|was)?\s?(?:about |around |roughly )?{_N}(?:{_U})?"
    rf"|{_N}{_U}? (?:max|1 ?rm)\b"
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
    told = _TOLD_MAX.search(plain)
    maximum = _dec(told[1] or told[3]) if told else None
    unit = _unit((told[2] or told[4]) if told else None)
    exercise = heard.exercise or (None if maximum is not None else _spoken_of(heard))
    if exercise is None and maximum is None:
        return None
    week = _WEEK.search(plain)
    number = None
    if wave and not percents:
        number = 1 if week is None else int(week[1]) if week[1] else _WEEKS[week[2]]
    return ShareWish(
        exercise,
        tuple(each for each in percents if each <= _MOST),
        maximum,
        unit,
        training_max or wave,
        number if number is None or 1 <= number <= 4 else None,
    )


_BARE_PERCENT = re.compile(r"(?<![\d.,])([4-9]\d|10\d)\b(?! ?(?:kg|lbs?|reps?|x|min|m\b|km))")


def share_on(heard: Heard, before: ShareWish) -> ShareWish | None:
    """Return the same maximum for "n week 2", "and 85" or another lift."""
    plain = heard.plain
    exercise = heard.exercise or before.exercise
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
    return min(max(int(week[1]), 1), 4) if week[1] else _WEEKS[week[2]]


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
        "training_max": True if wish.training_max else None,
        "week": wish.week,
    }
    if wish.percents and wish.week is None:
        args["percents"] = [json_number(each) for each in wish.percents]
    return [Call("percent_of_max", without_none(args))]


def say_share(wish: ShareWish, found: Found) -> str | None:
    """Say the loads, and which maximum they are shares of."""
    del wish
    data = found.read("percent_of_max", PercentOfMax)
    if data is None:
        return None
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


@dataclass(frozen=True, slots=True)
class PlateWish:
    """A load to convert, or to put on a bar."""

    load: Decimal
    unit: str | None
    bar: Decimal | None = None
    convert: bool = False


_CONVERT = re.compile(
    rf"(?:\b(?:what'?s|what is|how (?:much|many) (?:is|are)|convert)\b)?.{{0,12}}?{_N}(?:{_U})?"
    r"(?: \w+){0,2}? (?:in|to|into|as) (?:an? )?(kgs?|kilos?|kilograms?|lbs?|pounds?)\b"
)
_HOW_MANY = re.compile(rf"\bhow many (kgs?|kilos?|lbs?|pounds?) (?:is|are|in) {_N}(?:{_U})\b")
_PLATES = re.compile(
    r"\b(?:which|what) plates\b|\bplates? (?:for|to|on|per|a side|each side|do i)\b"
    r"|\bhow (?:do|should) i load\b|\bload (?:up )?the bar\b|\b(?:plate|bar) math\b"
    r"|\bper side\b|\beach side\b|\ba side\b|\bside for\b"
)
_BAR = re.compile(rf"{_N}(?:{_U})? ?(?:bar|barbell)\b|\b(?:bar|barbell) (?:is|of|weighs) {_N}")
_LOAD = re.compile(rf"{_N}(?:{_U})?")


def read_plates(heard: Heard) -> PlateWish | None:
    """Return a load to convert or to put on a bar; None if none is asked about."""
    plain = heard.plain
    many = _HOW_MANY.search(plain)
    if many:
        return PlateWish(_dec(many[2]), _unit(many[3]), convert=True)
    found = _CONVERT.search(plain)
    if found and not re.search(r"\b(?:did|logged|got|weigh\w*|lose|gain|drop)\b", plain):
        told = _unit(found[2]) or ("lb" if _unit(found[3]) == "kg" else "kg")
        return PlateWish(_dec(found[1]), told, convert=True)
    if not _PLATES.search(plain):
        return None
    bar = _BAR.search(plain)
    rest = plain if bar is None else plain[: bar.start()] + plain[bar.end() :]
    load = _LOAD.search(rest)
    if load is None:
        return None
    return PlateWish(_dec(load[1]), _unit(load[2]), _dec(bar[1] or bar[3]) if bar else None)


def calls_plates(wish: PlateWish, found: Found) -> Sequence[Call]:
    """Ask for the plates and the other unit."""
    del found
    args = {"load": json_number(wish.load), "unit": wish.unit, "bar": json_number(wish.bar)}
    return [Call("plate_math", without_none(args))]


def say_plates(wish: PlateWish, found: Found) -> str | None:
    """Say the plates of each side, or the load in the other unit."""
    data = found.read("plate_math", PlateMath)
    if data is None:
        return None
    same = f"{num(data.load)} {data.unit} is {num(data.converted)} {data.other_unit}."
    side = listed(num(each) for each in data.per_side)
    bar = f"a {num(data.bar)} {data.unit} bar" if data.bar is not None else "the bar"
    plates = (
        f"Put {side} {data.unit} on each side of {bar} for {num(data.load)} {data.unit}."
        if side
        else f"That is {bar} alone, with no plates."
        if data.bar is not None
        else None
    )
    short = (
        f"Common plates miss it by {num(data.left_over)} {data.unit}."
        if data.left_over is not None
        else None
    )
    ask = "Ask me for the next load of a lift, and its plates come with it."
    if wish.convert:
        return reply(same, ask)
    return reply(paragraph(plates, short), same, ask)


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
    follow=share_on,
    tools=frozenset({"percent_of_max"}),
    covers=frozenset({"programme_build"}),
    reason="percentage based programmes and the training max",
)
PLATES: Final = Skill(
    name="training_plates",
    agents=("planner",),
    read=read_plates,
    calls=calls_plates,
    say=say_plates,
    tools=frozenset({"plate_math"}),
)
