"""Names of other apps find the catalogue's exercise, and never a different one."""

from __future__ import annotations

import pytest

from coach.identity import ExerciseId
from coach.training.commands.matching import match_names

pytestmark = pytest.mark.unit

ALIASES = [
    (name, ExerciseId(exercise_id))
    for name, exercise_id in (
        ("back squat", "back_squat"),
        ("squat (barbell)", "back_squat"),
        ("bench press (barbell)", "bench_press"),
        ("bench press (dumbbell)", "dumbbell_bench_press"),
        ("incline bench press (barbell)", "incline_bench_press"),
        ("leg curl", "leg_curl"),
        ("snatch balance", "snatch_balance"),
        ("push press", "push_press"),
    )
]


def match(name: str) -> tuple[str | None, str]:
    (found,) = match_names([name], ALIASES)
    return found.exercise_id, found.how


@pytest.mark.parametrize(
    ("name", "exercise_id", "how"),
    [
        ("Squat (Barbell)", "back_squat", "exact"),
        ("BARBELL  squat", "back_squat", "exact"),
        ("Bench-Press (Barbell)", "bench_press", "exact"),
        ("Dumbbell Bench Press", "dumbbell_bench_press", "exact"),
        ("Leg Curls", "leg_curl", "exact"),
        ("Snatch Ballance", "snatch_balance", "close"),
        ("Bench Press Incline (Barbell)", "incline_bench_press", "close"),
    ],
)
def test_spellings_of_one_exercise_match(name: str, exercise_id: str, how: str) -> None:
    assert match(name) == (exercise_id, how)


@pytest.mark.parametrize(
    "name",
    [
        "Bench Press (Cable)",
        "Decline Bench Press (Barbell)",
        "Leg Curl (Machine)",
        "Front Squat (Barbell)",
        "Push Jerk",
        "Underwater Basket Press",
        "深蹲",
    ],
)
def test_another_exercise_never_matches(name: str) -> None:
    assert match(name) == (None, "new")


def test_a_near_miss_names_the_exercise_it_is_near_to() -> None:
    (found,) = match_names(["Decline Bench Press (Barbell)"], ALIASES)
    assert found.near == "incline_bench_press"
