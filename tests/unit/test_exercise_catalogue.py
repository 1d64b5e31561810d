"""The exercise catalogue serves every equipment, every injured region and every fault."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import product

import pytest

from coach.form.model import FaultCode
from coach.identity import ExerciseId
from coach.muscles import Muscle
from coach.training.model import Equipment, Exercise, Pattern, Region
from store import catalogue

pytestmark = pytest.mark.unit

EXERCISES = {entry.exercise.id: entry.exercise for entry in catalogue.exercises()}
MAIN = (
    *(Pattern.SQUAT, Pattern.HINGE, Pattern.LUNGE),
    *(Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH),
    *(Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL, Pattern.CORE, Pattern.CONDITIONING),
)
"""Patterns that a week of training covers."""
KITS: dict[str, frozenset[Equipment]] = {
    name: frozenset({Equipment.BODYWEIGHT, *extra})
    for name, extra in {
        "body weight": (),
        "bands": (Equipment.BAND,),
        "dumbbells": (Equipment.DUMBBELL,),
        "kettlebells": (Equipment.KETTLEBELL,),
        "barbell": (Equipment.BARBELL,),
        "machines": (Equipment.MACHINE, Equipment.CABLE),
        "gym": tuple(Equipment),
    }.items()
}
"""Body weight is always there."""
WITHOUT_MACHINES = frozenset(KITS) - {"machines", "gym"}
EXCEPTIONS: dict[tuple[Pattern, Region], frozenset[str]] = {
    (Pattern.LUNGE, Region.KNEE): frozenset(KITS),
    (Pattern.VERTICAL_PUSH, Region.SHOULDER): frozenset(KITS) - {"barbell", "gym"},
    (Pattern.VERTICAL_PUSH, Region.WRIST): frozenset({"body weight"}),
    (Pattern.VERTICAL_PUSH, Region.ELBOW): frozenset({"body weight"}),
    (Pattern.VERTICAL_PUSH, Region.NECK): frozenset({"body weight"}),
    (Pattern.VERTICAL_PULL, Region.SHOULDER): WITHOUT_MACHINES - {"bands"},
    (Pattern.VERTICAL_PULL, Region.ELBOW): WITHOUT_MACHINES - {"bands"},
}
"""What no exercise can be: a lunge without a loaded knee; pressing or pulling overhead with a bad
shoulder, but for the landmine, a neutral-grip pulldown and a band; a pike push-up without wrist,
elbow and neck; a pull-up without the elbow. A plan trains the muscles in another pattern then."""


def usable(pattern: Pattern, kit: Iterable[Equipment], region: Region | None) -> list[ExerciseId]:
    kit = frozenset(kit)
    return [
        one.id
        for one in EXERCISES.values()
        if one.pattern is pattern and one.equipment in kit and region not in one.avoid_with
    ]


def test_every_pattern_can_be_trained_with_every_equipment() -> None:
    for pattern, kit in product(MAIN, KITS):
        count = len(usable(pattern, KITS[kit], None))
        sys.stdout.write(f"{pattern:16} {kit:12} {count}\n")
        assert count >= 2, (pattern, kit)


def test_every_pattern_can_be_trained_around_every_injury_but_for_known_exceptions() -> None:
    missing: dict[tuple[Pattern, Region], set[str]] = {}
    for pattern, region in product(MAIN, Region):
        counts = {name: len(usable(pattern, kit, region)) for name, kit in KITS.items()}
        row = ", ".join(f"{name} {count}" for name, count in counts.items())
        sys.stdout.write(f"{pattern:16} {region:10} {row}\n")
        if not all(counts.values()):
            missing[pattern, region] = {name for name, count in counts.items() if not count}
    assert missing == EXCEPTIONS


def test_exercises_name_known_muscles_and_each_once() -> None:
    for one in EXERCISES.values():
        muscles = (*one.primary_muscles, *one.secondary_muscles)
        assert set(muscles) <= set(Muscle), one.id
        assert len(muscles) == len(set(muscles)), one.id
        assert one.primary_muscles or one.pattern is Pattern.CONDITIONING, one.id


def test_a_substitute_trains_the_same_pattern_or_the_same_muscle() -> None:
    for one in EXERCISES.values():
        assert one.id not in one.substitutes
        assert len(one.substitutes) == len(set(one.substitutes)) <= 5, one.id
        for other in (EXERCISES[substitute] for substitute in one.substitutes):
            shared = set(one.primary_muscles) & set(other.primary_muscles)
            assert other.pattern is one.pattern or shared, (one.id, other.id)


def test_a_main_lift_has_two_substitutes_on_other_equipment_and_one_without_any() -> None:
    for one in EXERCISES.values():
        if one.pattern not in MAIN or one.pattern is Pattern.CONDITIONING:
            continue
        others = [EXERCISES[substitute] for substitute in one.substitutes]
        assert len(others) >= 2, one.id
        on_other = {other.equipment for other in others} - {one.equipment}
        assert on_other or one.pattern is Pattern.CORE, one.id
        assert any(
            each.equipment is Equipment.BODYWEIGHT and each.pattern is one.pattern
            for each in (one, *others)
        ), one.id


def test_a_lift_that_takes_load_says_its_smallest_step() -> None:
    for one in EXERCISES.values():
        counted = one.loadable and one.equipment is not Equipment.BAND
        assert (one.step_kg is not None and one.step_kg > 0) is counted, one.id


def test_cues_are_short_and_speak_of_faults_the_analysis_knows() -> None:
    for one in EXERCISES.values():
        faults = [cue.fault for cue in one.cues]
        assert set(faults) <= set(FaultCode), one.id
        assert len(faults) == len(set(faults)), one.id
        assert all(20 <= len(cue.text) <= 200 for cue in one.cues), one.id
    assert {cue.fault for one in EXERCISES.values() for cue in one.cues} == set(FaultCode)


def avoided(exercise_id: str) -> set[Region]:
    return set(EXERCISES[ExerciseId(exercise_id)].avoid_with)


@pytest.mark.parametrize(
    ("exercise_id", "regions"),
    [
        ("deadlift", {Region.LOWER_BACK}),
        ("overhead_press", {Region.SHOULDER}),
        ("dip", {Region.SHOULDER, Region.ELBOW}),
        ("push_up", {Region.WRIST}),
        ("front_squat", {Region.KNEE, Region.WRIST, Region.ANKLE}),
        ("skullcrusher", {Region.ELBOW}),
        ("barbell_shrug", {Region.NECK}),
        ("sumo_deadlift", {Region.HIP}),
        ("jump_rope", {Region.ANKLE, Region.KNEE}),
    ],
)
def test_a_movement_is_ruled_out_where_it_would_hurt(
    exercise_id: str, regions: set[Region]
) -> None:
    assert regions <= avoided(exercise_id)


def patterns_of(exercises: Iterable[Exercise]) -> set[Pattern]:
    return {one.pattern for one in exercises}


def test_every_pattern_has_exercises() -> None:
    assert patterns_of(EXERCISES.values()) == set(Pattern)
