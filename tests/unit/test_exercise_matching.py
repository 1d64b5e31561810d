"""Names of other apps find the catalogue's exercise, and never a different one."""

from __future__ import annotations

import pytest

from coach.identity import ExerciseId
from coach.training.commands.matching import match_names
from coach.training.model import Equipment
from evals.measures.exercise_names import catalogue_matcher, counts, measure, shipped_names
from store import catalogue
from tests.builders import an_exercise

pytestmark = pytest.mark.unit

ENTRIES = catalogue.exercises()
MATCH_SHIPPED = catalogue_matcher()
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
        ("Bench Press Incline (Barbell)", "incline_bench_press", "exact"),
        ("Dumbel Bench Press", "dumbbell_bench_press", "exact"),
        ("Bench Press, Barbell", "bench_press", "exact"),
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
        "Squat with Chairs (Barbell)",
        "Bench Press with Bands",
        "Snatch Balanced on a Ball",
        "Underwater Basket Press",
        "深蹲",
    ],
)
def test_another_exercise_never_matches(name: str) -> None:
    assert match(name) == (None, "new")


def test_a_near_miss_names_the_exercise_it_is_near_to() -> None:
    (found,) = match_names(["Decline Bench Press (Barbell)"], ALIASES)
    assert found.near == "incline_bench_press"


def test_a_short_slip_is_asked_about() -> None:
    (found,) = match_names(["Leg Crul"], ALIASES)
    assert (found.exercise_id, found.how, found.near) == (None, "confirm", "leg_curl")


def test_a_name_without_its_equipment_is_asked_about_where_one_exercise_has_it() -> None:
    (found, unclear) = match_names(["Incline Bench Press", "Bench Press"], ALIASES)
    assert (found.how, found.near) == ("confirm", "incline_bench_press")
    assert unclear.exercise_id is None


def test_the_equipment_of_an_exercise_goes_without_saying() -> None:
    curl = an_exercise("leg_curl", equipment=Equipment.MACHINE)
    (found,) = match_names(["Leg Curl (Machine)"], ALIASES, exercises=[curl])
    assert (found.exercise_id, found.how) == ("leg_curl", "close")


def test_the_word_of_the_athlete_counts() -> None:
    chosen = {"Bench Pull": ExerciseId("back_squat"), "Push Press": None}
    found = match_names([*chosen, "Leg Curl"], ALIASES, chosen=chosen)
    assert [(each.exercise_id, each.how) for each in found] == [
        ("back_squat", "chosen"),
        (None, "new"),
        ("leg_curl", "exact"),
    ]


@pytest.mark.parametrize("name", ["", " ", "()", "\u0000", "\U0001f4aa", "-" * 3_000, "a" * 3_000])
def test_a_name_without_words_or_end_matches_nothing(name: str) -> None:
    assert match(name) == (None, "new")


def test_names_of_other_apps_find_the_catalogue_and_none_finds_a_wrong_exercise() -> None:
    answers = measure(shipped_names(), MATCH_SHIPPED)
    assert [each.name for each in answers if each.verdict == "wrong"] == []
    assert counts(answers)["all"]["right"] >= 0.98 * len(answers)


def test_every_shipped_name_finds_its_own_exercise() -> None:
    named = {
        name: entry.exercise.id
        for entry in ENTRIES
        for name in (entry.exercise.name, *entry.aliases)
    }
    found = MATCH_SHIPPED([*named])
    assert {each.name: each.exercise_id for each in found} == named


def test_a_slip_never_makes_another_exercise_of_a_shipped_name() -> None:
    named = [
        (name, entry.exercise.id)
        for entry in ENTRIES
        for name in (entry.exercise.name, *entry.aliases)
    ]
    slips = {slip(name, seed): exercise_id for seed, (name, exercise_id) in enumerate(named[::5])}
    found = MATCH_SHIPPED([*slips, "Dumbbell rPess"])
    wrong = [each for each in found if each.exercise_id not in {None, slips.get(each.name)}]
    assert wrong == []
    assert sum(each.exercise_id is not None for each in found) > 0.5 * len(found)


def slip(name: str, seed: int) -> str:
    """Return a name with two neighbouring letters swapped, one doubled, or one left out."""
    at = 1 + 7 * seed % (len(name) - 2)
    before, here, after = name[:at], name[at], name[at + 1 :]
    swapped = before + after[:1] + here + after[1:]
    return (swapped, before + here + here + after, before + after)[seed % 3]
