"""Words about injuries, equipment and exercises, read into what a programme is built from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coach.identity import ExerciseId
from coach.training.model import Equipment, Region
from coach.training.rules.programme.request import Fixture, Kit, Severity
from coach.training.rules.programme.told import (
    Note,
    exercises_in,
    injuries_in,
    kit_in,
    regions_in,
)
from tests.builders import an_exercise

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("my left knee is cranky", {Region.KNEE}),
        ("upper back gets sore", {Region.UPPER_BACK}),
        ("bad back and a dodgy shoulder", {Region.LOWER_BACK, Region.SHOULDER}),
        ("ACL surgery last year", {Region.KNEE}),
        ("I came back from holiday", {Region.LOWER_BACK}),
        ("nothing at all", set[Region]()),
    ],
)
def test_regions_are_read_from_an_athletes_words(text: str, regions: set[Region]) -> None:
    assert set(regions_in(text)) == regions


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("My left knee hurts.", Severity.AVOID),
        ("Torn rotator cuff", Severity.AVOID),
        ("left shoulder is a bit cranky", Severity.LIMIT),
        ("tight hips sometimes", Severity.LIMIT),
    ],
)
def test_mild_words_limit_a_region_and_plain_pain_rules_it_out(
    text: str, severity: Severity
) -> None:
    (found,) = injuries_in([Note("injury", text)])
    assert found.injury.severity is severity


def test_pain_on_one_named_exercise_only_limits_the_region() -> None:
    note = Note("injury", "left knee hurts on deep lunges")
    (found,) = injuries_in([note], (ExerciseId("lunge"),))
    assert found.injury.severity is Severity.LIMIT


def test_an_injury_that_is_over_and_other_kinds_of_notes_do_not_count() -> None:
    notes = [Note("injury", "the knee is fine now"), Note("dislike", "hates knee raises")]
    assert injuries_in(notes) == ()


def test_only_dumbbells_up_to_a_size_is_a_kit_without_the_rest() -> None:
    kit = kit_in("home gym with dumbbells up to 30 kg and a bench", Kit())
    assert kit is not None
    assert kit.equipment == (Equipment.DUMBBELL,)
    assert kit.fixtures == (Fixture.BENCH,)
    assert kit.dumbbell_max_kg == Decimal(30)


def test_what_a_gym_lacks_leaves_the_rest() -> None:
    kit = kit_in("my gym has no cables", Kit())
    assert kit is not None
    assert Equipment.CABLE not in kit.equipment
    assert Equipment.BARBELL in kit.equipment


@pytest.mark.parametrize("text", ["full gym", "a normal commercial gym"])
def test_a_full_gym_has_everything(text: str) -> None:
    home = Kit(equipment=(Equipment.BAND,), fixtures=())
    kit = kit_in(text, home)
    assert kit is not None
    assert kit.equipment == Kit().equipment


def test_words_without_equipment_tell_of_no_kit() -> None:
    assert kit_in("I like mornings", Kit()) is None


def test_the_dumbbells_of_a_list_give_their_largest_and_their_step() -> None:
    kit = kit_in("dumbbells: 10, 12, 14, 24", Kit())
    assert kit is not None
    assert (kit.dumbbell_max_kg, kit.dumbbell_step_kg) == (Decimal(24), Decimal(2))


def test_a_full_name_means_one_exercise_and_a_plain_word_all_that_have_it() -> None:
    squats = [
        an_exercise(id=ExerciseId("back_squat"), name="Back squat"),
        an_exercise(id=ExerciseId("goblet_squat"), name="Goblet squat"),
    ]
    aliases = [("back squat", squats[0].id), ("squat", squats[0].id)]
    assert exercises_in("sick of back squats", aliases, squats) == ("back_squat",)
    assert set(exercises_in("no squats please", aliases, squats)) == {"back_squat", "goblet_squat"}
    assert exercises_in("I like rows", aliases, squats) == ()
