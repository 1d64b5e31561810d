"""Own exercises take over what is safe to take over, and names that can be stored."""

from __future__ import annotations

import pytest

from coach.errors import InvalidInput
from coach.training.commands.own_exercises import as_suggested, clean_name
from coach.training.model import Equipment, Pattern, Region
from tests.builders import a_user_id, an_exercise

pytestmark = pytest.mark.unit


def test_a_variant_trains_what_its_nearest_exercise_trains_and_keeps_its_own_rest() -> None:
    athlete = a_user_id()
    own = an_exercise(
        "custom:1",
        name="Board Bench Press",
        pattern=Pattern.ISOLATION,
        equipment=Equipment.OTHER,
        primary_muscles=(),
        secondary_muscles=(),
        owner_id=athlete,
    )
    near = an_exercise("bench_press", primary_muscles=("chest",), avoid_with=(Region.SHOULDER,))
    suggested = as_suggested(own, near)
    assert (suggested.id, suggested.name, suggested.owner_id) == (own.id, own.name, athlete)
    assert suggested.primary_muscles == ("chest",)
    assert suggested.avoid_with == (Region.SHOULDER,)
    assert suggested.equipment is Equipment.OTHER
    assert as_suggested(suggested, an_exercise()) == suggested


@pytest.mark.parametrize(
    "name", ["", "  ", "-", "x" * 121, "a\nb", "a\u0000b", "a\u202eb", "a\u200bb", "\ud800"]
)
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        clean_name(name)
    assert caught.value.code == "bad_name"


def test_names_of_every_script_are_kept() -> None:
    assert clean_name("  Kniebeuge (Langhantel) 深蹲 ") == "Kniebeuge (Langhantel) 深蹲"
