"""Which movements the days of a week hold, most important first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from coach.training.rules.programme.plan import Stress, Tier
from coach.training.rules.programme.request import Aim, ProgrammeRequest, Template, TrainingAge


class Slot(NamedTuple):
    """A movement of one day."""

    movement: str
    tier: Tier
    stress: Stress = Stress.HEAVY


@dataclass(frozen=True, slots=True)
class DayTemplate:
    """One day: its movements in order of importance."""

    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The days of a week and why there are these."""

    name: str
    days: tuple[DayTemplate, ...]
    reason: str


def _day(name: str, main: str, secondary: str = "", accessory: str = "") -> DayTemplate:
    slots = [
        Slot(word.split(":")[0], tier, Stress(word.split(":")[1]) if ":" in word else Stress.HEAVY)
        for tier, words in (
            (Tier.MAIN, main),
            (Tier.SECONDARY, secondary),
            (Tier.ACCESSORY, accessory),
        )
        for word in words.split()
    ]
    return DayTemplate(name, tuple(slots))


FULL_A = _day(
    "Full body A",
    "squat horizontal_push horizontal_pull",
    "hinge_variation vertical_pull",
    "abs side_delts calves biceps triceps",
)
FULL_B = _day(
    "Full body B",
    "hinge vertical_push vertical_pull",
    "squat_variation incline_push row_variation",
    "triceps biceps leg_curl rear_delts abs calves",
)
FULL_C = _day(
    "Full body C",
    "squat:volume horizontal_push:volume horizontal_pull:volume",
    "hinge_variation vertical_pull",
    "side_delts calves biceps triceps abs rear_delts",
)
FULL_ONLY = _day(
    "Full body",
    "squat horizontal_push horizontal_pull hinge",
    "vertical_push vertical_pull",
    "abs side_delts biceps triceps calves leg_curl",
)
UPPER_1 = _day(
    "Upper 1",
    "horizontal_push horizontal_pull",
    "vertical_push vertical_pull",
    "side_delts triceps biceps rear_delts chest_fly",
)
LOWER_1 = _day(
    "Lower 1", "squat", "hinge_variation single_leg", "leg_curl calves abs leg_extension"
)
UPPER_2 = _day(
    "Upper 2",
    "vertical_push vertical_pull",
    "incline_push row_variation",
    "biceps triceps side_delts rear_delts chest_fly",
)
LOWER_2 = _day("Lower 2", "hinge", "squat_variation glutes", "leg_curl calves abs leg_extension")
PUSH = _day(
    "Push", "horizontal_push", "vertical_push incline_push", "side_delts triceps chest_fly abs"
)
PULL = _day("Pull", "horizontal_pull", "vertical_pull row_variation", "rear_delts biceps abs")
LEGS = _day("Legs", "squat", "hinge_variation single_leg", "leg_curl calves abs leg_extension")
PUSH_2 = _day(
    "Push 2", "vertical_push", "incline_push horizontal_push", "side_delts triceps chest_fly"
)
PULL_2 = _day("Pull 2", "vertical_pull", "row_variation", "biceps rear_delts abs")
LEGS_2 = _day("Legs 2", "hinge", "squat_variation glutes", "leg_curl calves abs leg_extension")
SUPPORT_A = _day(
    "Strength A",
    "squat horizontal_push horizontal_pull",
    "hinge_variation",
    "calves abs",
)
SUPPORT_B = _day(
    "Strength B",
    "hinge vertical_push vertical_pull",
    "single_leg",
    "calves abs leg_curl",
)
SUPPORT_ONLY = _day(
    "Strength",
    "squat hinge horizontal_pull horizontal_push",
    "single_leg",
    "calves abs",
)
EASY = _day("Easy day", "", "", "abs calves side_delts rear_delts biceps triceps")

LIFT_1 = _day(
    "Squat and bench",
    "squat horizontal_push",
    "row_variation hinge_variation",
    "abs triceps rear_delts",
)
LIFT_2 = _day(
    "Deadlift and bench",
    "hinge bench_variation",
    "vertical_pull squat_variation",
    "biceps abs rear_delts calves",
)
LIFT_3 = _day(
    "Squat and bench, volume",
    "squat:volume horizontal_push:volume",
    "horizontal_pull vertical_push",
    "leg_curl triceps abs",
)
LIFT_UPPER = _day(
    "Bench, upper body",
    "horizontal_push:moderate horizontal_pull",
    "vertical_push vertical_pull",
    "triceps biceps rear_delts side_delts",
)

_SPLITS: dict[int, Split] = {
    1: Split("full body", (FULL_ONLY,), "One day holds the main movements."),
    2: Split(
        "full body", (FULL_A, FULL_B), "With two days each trains the whole body, so nothing waits."
    ),
    3: Split(
        "full body",
        (FULL_A, FULL_B, FULL_C),
        "With three days each trains the whole body, which gives every muscle three sessions.",
    ),
    4: Split(
        "upper and lower",
        (UPPER_1, LOWER_1, UPPER_2, LOWER_2),
        "With four days upper and lower body take turns, so each is trained twice.",
    ),
    5: Split(
        "upper, lower, push, pull, legs",
        (UPPER_1, LOWER_1, PUSH, PULL, LEGS_2),
        "With five days push, pull and legs follow an upper-lower pair: every muscle twice.",
    ),
    6: Split(
        "push, pull, legs twice",
        (PUSH, PULL, LEGS, PUSH_2, PULL_2, LEGS_2),
        "With six days push, pull and legs come twice, so each muscle rests at least two days.",
    ),
    7: Split(
        "push, pull, legs twice and an easy day",
        (PUSH, PULL, LEGS, PUSH_2, PULL_2, LEGS_2, EASY),
        "Six days carry the work; the seventh is easy, because a week needs a day without heavy "
        "lifts.",
    ),
}
"""Source: coaching practice; with equal weekly sets, frequency and split matter little
(Schoenfeld 2019, J Sports Sci 37:1286), so a split is chosen for what fits the days."""
_EASY_BETWEEN = (
    "Four days carry the competition lifts; the others are easy, because heavy lifts need the rest "
    "between them."
)
_POWERLIFTING: dict[int, Split] = {
    1: _SPLITS[1],
    2: Split("squat, bench, deadlift", (LIFT_1, LIFT_2), "Each competition lift comes every week."),
    3: Split(
        "squat, bench, deadlift",
        (LIFT_1, LIFT_2, LIFT_3),
        "Squat twice, bench three times, deadlift once a week: each lift as often as it recovers.",
    ),
    4: Split(
        "squat, bench, deadlift",
        (LIFT_1, LIFT_2, LIFT_UPPER, LIFT_3),
        "Squat and bench come more than once, the deadlift once because it recovers slowest.",
    ),
    5: Split("squat, bench, deadlift", (LIFT_1, LIFT_UPPER, LIFT_2, EASY, LIFT_3), _EASY_BETWEEN),
    6: Split(
        "squat, bench, deadlift", (LIFT_1, LIFT_UPPER, LIFT_2, EASY, LIFT_3, EASY), _EASY_BETWEEN
    ),
    7: Split(
        "squat, bench, deadlift",
        (LIFT_1, EASY, LIFT_UPPER, LIFT_2, EASY, LIFT_3, EASY),
        _EASY_BETWEEN,
    ),
}
"""Source: coaching practice of competitive lifters."""


_SPREAD: dict[int, Split] = {
    days: Split(
        "full body and easy days",
        days_of_week,
        "Three days train the whole body; the others are easy, with small exercises and a walk or "
        "a ride, because little volume does not get better by being cut into many heavy days.",
    )
    for days, days_of_week in (
        (5, (FULL_A, EASY, FULL_B, EASY, FULL_C)),
        (6, (FULL_A, EASY, FULL_B, EASY, FULL_C, EASY)),
        (7, (FULL_A, EASY, FULL_B, EASY, FULL_C, EASY, EASY)),
    )
}
"""Source: coaching practice; the guidelines of WHO 2020 want most days active, two with strength
work."""


_SUPPORT: dict[int, Split] = {
    1: Split("legs, trunk and upper body", (SUPPORT_ONLY,), "One day holds the main movements."),
    2: Split(
        "legs, trunk and upper body",
        (SUPPORT_A, SUPPORT_B),
        "Two days beside the endurance training: heavy legs with one press and one pull each day, "
        "then calves and trunk.",
    ),
}
"""Source: two sessions a week of heavy leg work improve economy (Ronnestad & Mujika 2014, Scand J
Med Sci Sports 24:603; Blagrove 2018, Sports Med 48:1117); the choice is coaching practice."""


def _asked(name: str, *weeks: tuple[DayTemplate, ...]) -> dict[int, Split]:
    return {
        len(days): Split(name, days, f"{name.capitalize()}, as you asked for.") for days in weeks
    }


_ASKED: dict[Template, dict[int, Split]] = {
    Template.FULL_BODY: _asked(
        "full body",
        (FULL_ONLY,),
        (FULL_A, FULL_B),
        (FULL_A, FULL_B, FULL_C),
        (FULL_A, FULL_B, FULL_C, FULL_B),
    ),
    Template.UPPER_LOWER: _asked(
        "upper and lower",
        (UPPER_1, LOWER_1),
        (UPPER_1, LOWER_1, UPPER_2),
        (UPPER_1, LOWER_1, UPPER_2, LOWER_2),
        (UPPER_1, LOWER_1, UPPER_2, LOWER_2, EASY),
    ),
    Template.PUSH_PULL_LEGS: _asked(
        "push, pull, legs",
        (PUSH, PULL, LEGS),
        (PUSH, PULL, LEGS, UPPER_2),
        (PUSH, PULL, LEGS, UPPER_2, LOWER_2),
        (PUSH, PULL, LEGS, PUSH_2, PULL_2, LEGS_2),
    ),
}
"""Layouts that can be asked for, by days; for other days the usual split stands. Source: coaching
practice."""


def split_for(request: ProgrammeRequest) -> Split:
    """Return the split for the days of a request."""
    asked = _ASKED.get(request.template, {}).get(request.days)
    if asked is not None:
        return asked
    light = request.aim in {Aim.FITNESS, Aim.ENDURANCE} or request.age is TrainingAge.NOVICE
    if request.aim is Aim.ENDURANCE and request.days in _SUPPORT:
        return _SUPPORT[request.days]
    if light and request.days in _SPREAD:
        return _SPREAD[request.days]
    if request.aim is Aim.POWERLIFTING and request.days in _POWERLIFTING:
        return _POWERLIFTING[request.days]
    return _SPLITS[request.days]
