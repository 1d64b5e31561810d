"""Names of a FIT file, read within their category, find the right exercise or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from fitdecode.profile import FIELD_TYPES

from coach.training.rules.garmin_names import CATEGORY_SAYS, MEANT, garmin_name
from evals.measures.exercise_names import catalogue_matcher

pytestmark = pytest.mark.unit

MATCH = catalogue_matcher()


@pytest.mark.parametrize(
    ("category", "name", "exercise_id"),
    [
        ("bench_press", "barbell_bench_press", "bench_press"),
        ("bench_press", "neutral_grip_dumbbell_bench_press", None),
        ("squat", "barbell_back_squat", "back_squat"),
        ("squat", None, None),
        ("sandbag", "front_squat", None),
        ("sandbag", "curl", None),
        ("banded_exercises", "squat", "band_squat"),
        ("banded_exercises", "deadlift", None),
        ("suspension", "push_up", None),
        ("suspension", "inverted_row", "suspension_row"),
        ("battle_rope", "jumping_jacks", None),
        ("core", "swimming", None),
        ("crunch", "leg_extensions", None),
        ("triceps_extension", "cable_kickback", "triceps_kickback_cable"),
        ("sled", "push", "sled_push"),
        ("sled", "row", None),
        ("tire", "flip", "tire_flip"),
        ("bike", "sprint", None),
        ("run", "sprint", "sprint"),
        ("olympic_lift", "barbell_hang_power_clean", "hang_power_clean"),
        ("pull_up", "weighted_pull_up", "pull_up"),
    ],
)
def test_a_name_is_read_within_its_category(
    category: str, name: str | None, exercise_id: str | None
) -> None:
    (found,) = MATCH([garmin_name(category, name)])
    assert found.exercise_id == exercise_id


def listed(name: str) -> set[str]:
    values = cast("Mapping[int, str]", FIELD_TYPES[name].enum or {})  # pyright: ignore[reportUnknownMemberType] - fitdecode has no types
    return set(values.values())


def test_categories_and_names_are_those_of_the_profile() -> None:
    categories = listed("exercise_category")
    assert set(CATEGORY_SAYS) | {category for category, _ in MEANT} <= categories
    for category, name in MEANT:
        assert name in listed(f"{category}_exercise_name")
