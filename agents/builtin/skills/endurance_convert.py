"""Paces, speeds and distances in other units, and the time or the distance they lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.endurance_words import (
    Length,
    heart_rate_in,
    lengths_in,
    pace_in,
    speed_in,
    times_in,
)
from agents.builtin.said_running import pace_before, told_in
from agents.builtin.say_endurance import length
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.endurance import ConvertedPace

_CONVERTS: Final = re.compile(
    r"\b(?:convert|in (?:min(?:utes)?(?: ?/ ?| per )(?:km|mi)\w*|km/?h|kmh|kph|mph|miles?|km)\b"
    r"|(?:per|to|a|each) (?:mile|km|kilomet\w+)|to (?:min|km/?h|mph|miles?|km)"
    r"|what(?:'s| is)? (?:that|the)? ?pace|(?:what|which) pace (?:is|do|for|to)|average pace"
    r"|pace (?:is|for|do i need|to)|is what pace|how fast is|treadmill)\b"
)
_THAT_PACE: Final = re.compile(
    r"\bpace\b|\b(?:per|a|each|in) (?:mile|miles|mi|km|kms|k|kilomet\w+)\b|\bmin/(?:mi\w*|km)\b"
    r"|\bhow fast (?:is|was) (?:that|it)\b|\b(?:mph|km/?h|kmh|kph|treadmill|speed)\b"
)
_SPLIT: Final = re.compile(
    r"(?<![\d:])(\d{1,2}:\d\d)(?: ?(?:/|per|a) ?(500|100)(?: ?m)?| split\b(?!s))"
)
_SLOW_SPORT: Final = (
    ("swim", re.compile(r"\b(?:swim\w*|swam|css|pool|/ ?100|per 100)\b")),
    ("row", re.compile(r"\b(?:row\w*|erg|ergo|/ ?500|per 500|500m? split|split for (?:a )?\d)\b")),
)
_FAR_IN: Final = re.compile(
    r"\b(?:how (?:many|far|long is)|in (?:km|k|miles?|mi)\b|to (?:km|k|mi\w*)\b|is (?:what|how))|="
)
SHORT: Final = 8
"""Words up to which "whats that per km" goes on from what was told before. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments of the conversion, the sport, and the words."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    sport: str = ""
    text: str = ""


def read(heard: Heard) -> Slots | None:
    """Return a pace or a speed to convert, or the pace of a time over a distance."""
    plain = heard.plain
    before = heard.before
    if before is not None and before.name == "log_cardio" and _points_at_it(plain):
        return default(heard)
    if not (_CONVERTS.search(plain) or _is_split(plain)) or heart_rate_in(plain) is not None:
        return None
    has_pace = pace_in(plain) is not None or speed_in(plain) is not None
    timed = bool(lengths_in(plain) and times_in(plain)) and "pace" in plain
    timed = timed or _is_split(plain)
    return default(heard) if has_pace or timed else None


def _is_split(plain: str) -> bool:
    """Tell whether the split of a row or a swim is asked for: "2k in 7:24, what split"."""
    told = lengths_in(plain) and times_in(plain)
    return bool(told) and re.search(r"\bsplits?\b", plain) is not None and bool(_sport_in(plain))


def _sport_in(plain: str) -> str:
    return next((name for name, rule in _SLOW_SPORT if rule.search(plain)), "")


def _points_at_it(plain: str) -> bool:
    short = len(plain.split()) <= SHORT and not lengths_in(plain)
    return short and _THAT_PACE.search(plain) is not None


def default(heard: Heard) -> Slots:
    """Return what to convert: told here, else the pace or the result spoken of before."""
    plain = heard.plain
    texts = (plain, *map(folded, reversed(heard.earlier[-2:])))
    run = re.search(r"\b(?:run\w*|km/?h|mile|treadmill)\b", plain) is not None
    sport = "" if run else next((found for found in map(_sport_in, texts) if found), "")
    return Slots(_args(heard, sport), sport, plain)


def _args(heard: Heard, sport: str) -> dict[str, Any]:
    plain = heard.plain
    lengths = [each for each in lengths_in(plain) if each.value != 1]
    times = times_in(plain)
    if split := _SPLIT.search(plain):
        per = split[2] or ("100" if sport == "swim" else "500")
        far = _first(lengths, {"pace": split[1]})
        return {"pace": split[1], "given": f"min/{per}m"} | far
    pace, speed = pace_in(plain), speed_in(plain)
    if pace is not None or speed is not None:
        args = pace_before(heard)
        timed = {"time": times[0].text} if times and not lengths else {}
        return args | _first(lengths, args) | timed
    if lengths and times:
        return lengths[0].args | {"time": times[0].text}
    goal = told_in(heard)
    if goal.goal and goal.target is not None and (times or not lengths):
        return goal.target.args | {"time": goal.goal}
    if lengths and re.search(
        r"\b(?:how (?:many|far)|= ?|in (?:km|k|miles?|mi)|to (?:km|k|mi\w*))", plain
    ):
        return lengths[0].args
    return _of_before(heard, lengths)


def _first(lengths: list[Length], args: dict[str, Any]) -> dict[str, Any]:
    return lengths[0].args if lengths and args else {}


def _of_before(heard: Heard, lengths: list[Length]) -> dict[str, Any]:
    """Return the session, the pace or the result that was spoken of before."""
    before = heard.before
    own: dict[str, Any] = getattr(before.slots, "args", {}) if before is not None else {}
    if before is not None and before.name == "log_cardio" and {"distance", "time"} <= own.keys():
        return {k: own[k] for k in ("distance", "distance_unit", "time") if k in own}
    if before is not None and before.name == "convert_pace" and own:
        return own | _first(lengths, own)
    pace = pace_before(heard)
    if pace:
        return pace | _first(lengths, pace)
    return told_in(heard).known


def calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Convert it."""
    del found
    return (Call("convert_pace", slots.args),) if slots.args else ()


def say(slots: Slots, found: Found) -> str | None:
    """Say the pace in both units, as speed, and the time over the distance."""
    if not slots.args:
        return "Which pace, or which distance and time, shall I convert?"
    data = found.read("convert_pace", ConvertedPace)
    if data is None:
        return None
    if not data.per_km:
        return _only_far(data)
    return reply(_lead(slots, data), _laps(slots, data), _next(slots))


def _lead(slots: Slots, data: ConvertedPace) -> str:
    pace = f"{data.per_km}, or {data.per_mile}"
    if slots.sport == "row":
        pace = f"{data.per_500m} for 500 m"
    elif slots.sport == "swim":
        pace = f"{data.per_100m} for 100 m"
    if data.distance is None or data.distance_unit is None:
        return f"That is {pace}: {data.speed}."
    far = length(data.distance, data.distance_unit)
    if "pace" not in slots.args:
        return f"{far.capitalize()} in {data.time} is an even pace of {pace} ({data.speed})."
    if "distance" not in slots.args:
        return f"In {data.time} you cover {far} at {pace} ({data.speed})."
    return f"{far.capitalize()} at that pace take {data.time}. It is {pace} ({data.speed})."


def _laps(slots: Slots, data: ConvertedPace) -> str | None:
    if re.search(r"\b(?:lap|track|400|200|800)s?\b", slots.text):
        return f"One lap of 400 m takes {data.lap}."
    return None


def _only_far(data: ConvertedPace) -> str | None:
    if data.distance is None or data.distance_unit is None or data.other_distance is None:
        return None
    other = "km" if data.distance_unit in {"mi", "yd"} else "mi"
    return reply(
        f"{length(data.distance, data.distance_unit).capitalize()} are "
        f"{length(data.other_distance, other)}.",
        "Tell me the time with it, and I give you the pace.",
    )


def _next(slots: Slots) -> str:
    if slots.sport:
        return "Tell me the session when it is done, with distance and time, and I log it."
    if re.search(r"\b(?:treadmill|mph|km/?h|kmh|kph)\b", slots.text):
        return "Set the belt to that speed and let breath decide: easy means full sentences."
    return (
        "Tell me a recent race with its time and I say whether that is your easy, threshold or "
        "race pace."
    )


CONVERT = Skill(
    name="convert_pace",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    tools=frozenset({"convert_pace"}),
)
