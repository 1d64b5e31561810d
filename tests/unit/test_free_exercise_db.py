"""Files of free-exercise-db: facts are taken over, and every bad entry is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coach.errors import InvalidInput
from coach.muscles import Muscle
from coach.training.model import Equipment, Exercise, Pattern
from store.free_exercise_db import parse_free_exercise_db

pytestmark = pytest.mark.unit


def an_entry(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": "Stone_Press",
        "name": "Stone Press",
        "force": "push",
        "mechanic": "compound",
        "equipment": "other",
        "primaryMuscles": ["shoulders"],
        "secondaryMuscles": ["triceps"],
        "category": "strength",
        "instructions": ["A text that is not ours."],
        "images": ["a.jpg"],
    }
    return plain | changes


def parsed(*entries: object) -> tuple[list[Exercise], list[str]]:
    found = parse_free_exercise_db(json.dumps(entries).encode())
    return list(found.exercises), [f"{e.line} {e.column} {e.reason}" for e in found.errors]


def test_the_facts_of_an_entry_become_an_exercise() -> None:
    ((exercise,), errors) = parsed(an_entry(name="Single-Arm Stone Press"))
    assert errors == []
    assert (exercise.id, exercise.source) == ("free:stone_press", "free-exercise-db")
    assert (exercise.pattern, exercise.equipment) == (Pattern.VERTICAL_PUSH, Equipment.OTHER)
    assert exercise.primary_muscles == (Muscle.FRONT_DELTS,)
    assert exercise.secondary_muscles == (Muscle.TRICEPS,)
    assert (exercise.unilateral, exercise.cues) == (True, ())
    assert "ours" not in repr(exercise)


@pytest.mark.parametrize(
    ("changes", "pattern", "muscles"),
    [
        ({"name": "Stone Lateral Raise", "mechanic": "isolation"}, "isolation", ("side_delts",)),
        ({"name": "Stone Rear Fly", "mechanic": "isolation"}, "isolation", ("rear_delts",)),
        ({"category": "stretching"}, "conditioning", ()),
        ({"category": "cardio", "primaryMuscles": []}, "conditioning", ()),
        ({"primaryMuscles": ["abdominals"]}, "core", ("abs",)),
        ({"primaryMuscles": ["middle back"], "force": "pull"}, "horizontal_pull", ("upper_back",)),
        ({"primaryMuscles": ["quadriceps"], "name": "Stone Lunge"}, "lunge", ("quadriceps",)),
        ({"primaryMuscles": ["neck"], "mechanic": None}, "isolation", ("neck",)),
    ],
)
def test_pattern_and_muscles_follow_from_what_the_entry_says(
    changes: dict[str, object], pattern: str, muscles: tuple[str, ...]
) -> None:
    ((exercise,), _) = parsed(an_entry(**changes))
    assert (exercise.pattern, exercise.primary_muscles) == (pattern, muscles)


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (an_entry(primaryMuscles=["wing"]), "2 muscles is not known"),
        (an_entry(equipment="spaceship"), "2 equipment is not known"),
        (an_entry(name="Stone\u0000Press"), "2 name holds control characters"),
        (an_entry(name="Stone\u202ePress"), "2 name holds control characters"),
        (an_entry(name=""), "2 name string should have at least 1 character"),
        (an_entry(name=7), "2 name input should be a valid string"),
        (an_entry(id="../x"), "2 id string should match pattern"),
        (an_entry(force="fling"), "2 force input should be 'push', 'pull' or 'static'"),
        ({"name": "Stone"}, "2 id field required"),
        ("Stone", "2  input should be a valid dictionary"),
        (None, "2  input should be a valid dictionary"),
        (an_entry(id="Good", name="Another"), "2 name is in the file twice"),
        (an_entry(id="Another", name="good"), "2 name is in the file twice"),
    ],
)
def test_a_bad_entry_is_told_and_the_good_ones_stay(entry: object, error: str) -> None:
    good = an_entry(id="Good", name="Good")
    exercises, errors = parsed(good, entry)
    assert [each.name for each in exercises] == ["Good"]
    assert len(errors) == 1
    assert errors[0].startswith(error)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b"{", "bad_json"),
        (b"NaN", "bad_json"),
        (b"{}", "bad_catalogue"),
        (b"[]", "bad_catalogue"),
        (b'"exercises"', "bad_catalogue"),
        (b"[" + b"1," * 20_000 + b"1]", "bad_catalogue"),
    ],
)
def test_a_file_that_is_no_list_of_exercises_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_free_exercise_db(data)
    assert caught.value.code == code
