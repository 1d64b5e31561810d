"""Races: what time to expect, and what a goal asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_race
from agents.builtin.endurance_words import Length, unit_in
from agents.builtin.said_running import Running, races_in, said_of, told_in
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.endurance import RacePrediction

_PREDICTS: Final = re.compile(
    r"\b(?:predict\w*|equivalent|estimate[sd]?"
    r"|what (?:can|could|would|will|should|time|is my|might)"
    r"|how (?:fast|long)|expect\w*|could i run|can i run|am i (?:capable|able|on track)|riegel"
    r"|what(?:'s| is) (?:my|a realistic)|realistic|projected?|potential|translate\w*"
    r"|worth|what'?s that|as a)\b"
)
_NOT_RUN: Final = re.compile(
    r"\b(?:heart|hr|bpm|kg|lbs?|kcal|carbs?|gels?|eat|drink|breakfast|row\w*|erg|swim\w*|swam"
    r"|bike|ride|cycl\w+)\b"
)
_NEEDED: Final = re.compile(
    r"\b(?:what|which)\b.{0,25}\b(?:need|means?|suggests?|equals?|shot)\b|means? what"
)
_USUAL: Final[tuple[tuple[float, str], ...]] = (
    (5, "km"), (10, "km"), (21.0975, "km"), (42.195, "km"),
)  # fmt: skip
"""Races told where none was asked for. Source: World Athletics, the road distances."""
_METRES: Final = {"km": 1000.0, "mi": 1609.344, "m": 1.0, "yd": 0.9144}


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments, the other distances to tell, and the words."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    text: str = ""
    more: tuple[tuple[float, str], ...] = ()
    """Distances to predict beside the one in `args`."""


def read_race(heard: Heard) -> Slots | None:
    """Return a question about a race time: from a known result, or towards a goal."""
    plain = heard.plain
    if heard.exercise is not None or _NOT_RUN.search(plain):
        return None
    said = said_of(plain, heard.today)
    if said.goal and said.target is not None:
        return None if said.weeks is not None and not said.known else default(heard)
    if said.known and said.target is not None and _PREDICTS.search(plain):
        return default(heard)
    asks = said.target is not None and _PREDICTS.search(plain) and _is_race(plain, said.target)
    return default(heard) if asks and said.weeks is None and said.week_distance is None else None


def _is_race(plain: str, said: Length) -> bool:
    """Tell whether a distance without a time is one to race."""
    asks = re.search(
        r"\b(?:predict|race|time|how fast|fast|finish|marathon|half|run a|run my|expect)\b", plain
    )
    return asks is not None and said.value >= 1 and not re.search(r"\bweek\b", plain)


def default(heard: Heard) -> Slots:
    """Return the race of this message, with the result and the goal told in the thread."""
    plain = heard.plain
    said = told_in(heard)
    unit = unit_in(plain, unit_in(" ".join(heard.earlier[-2:]).casefold()))
    swapped = _asked_back(plain, said)
    if swapped is not None:
        return Slots(swapped | {"unit": unit}, plain)
    target = said.target
    same = target is not None and said.known and _is_same(target, said.known)
    if target is None or (same and not said.goal):
        return _over_all(said, unit, plain)
    goal = {"goal_time": said.goal} if said.goal else {}
    return Slots(said.known | target.target | goal | {"unit": unit}, plain)


def _asked_back(plain: str, said: Running) -> dict[str, Any] | None:
    """Read "what 5k do I need for a sub 45 10k": the goal's time is the result."""
    lengths = races_in(plain)
    if not said.goal or said.target is None or len(lengths) < 2 or not _NEEDED.search(plain):
        return None
    other = next((each for each in lengths if each.args != said.target.args), None)
    if other is None:
        return None
    return said.target.args | {"time": said.goal} | other.target


def _is_same(target: Length, known: dict[str, Any]) -> bool:
    return target.args["distance"] == known["distance"] and target.unit == known["distance_unit"]


def _over_all(said: Running, unit: str, plain: str) -> Slots:
    """Return the usual distances, or the one to which a bare goal can belong."""
    if said.goal:
        long = re.match(r"[2-9]( h|:[0-5]\d$)", said.goal) is not None
        far = _USUAL[3] if long else _USUAL[1]
        args = {"target": far[0], "target_unit": far[1], "goal_time": said.goal, "unit": unit}
        return Slots(said.known | args, plain)
    others = [far for far in _USUAL if not _near(far, said.known)]
    (far, far_unit), more = others[0], tuple(others[1:])
    args = {"target": far, "target_unit": far_unit, "unit": unit}
    return Slots(said.known | args, plain, more)


def _near(far: tuple[float, str], known: dict[str, Any]) -> bool:
    if not known:
        return False
    metres = float(known["distance"]) * _METRES[known["distance_unit"]]
    return abs(metres - far[0] * 1000) < 1


def race_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Predict, and set the goal beside it."""
    del found
    more = ({"target": far, "target_unit": unit} for far, unit in slots.more)
    return tuple(Call("race_prediction", slots.args | each) for each in ({}, *more))


def say_race_part(slots: Slots, found: Found) -> str | None:
    """Say the time or the goal's pace first, then how sure it is, then the next step."""
    del slots
    many = found.every("race_prediction", RacePrediction)
    if not many:
        failed = found.error("race_prediction")
        return say_race.NO_RESULT if failed is not None and failed.code == "no_result" else None
    first, *others = many
    if others:
        return say_race.predictions(many)
    return say_race.goal(first) if first.goal else say_race.prediction(first)


RACE = Skill(
    name="race_prediction",
    agents=("planner",),
    read=read_race,
    calls=race_calls,
    say=say_race_part,
    default=default,
    tools=frozenset({"race_prediction"}),
    reason="predicting race times",
    covers=frozenset({"convert_pace", "log_cardio"}),
)
