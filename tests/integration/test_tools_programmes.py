"""Tools over programmes, exercises, the profile and memories, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from coach.accounts.model import MemoryKind
from coach.errors import RetryableToolError
from coach.identity import ExerciseId, SetId, WorkoutId, new_uuid
from coach.training.model import Workout, WorkoutSet
from coach.units import MassUnit
from tests.builders import a_prescription, a_programme
from tests.fixtures.tools import Toolbox


def log(toolbox: Toolbox, days_ago: int, *lifts: tuple[str, str, int]) -> None:
    """Store one workout with three equal sets of each lift."""
    workout = Workout(
        id=WorkoutId(new_uuid()),
        user_id=toolbox.user_id,
        started_at=toolbox.now - timedelta(days=days_ago),
        title="Workout",
        sets=tuple(
            WorkoutSet(
                id=SetId(new_uuid()),
                exercise_id=ExerciseId(exercise),
                position=3 * place + nth,
                load_kg=Decimal(load),
                reps=reps,
            )
            for place, (exercise, load, reps) in enumerate(lifts)
            for nth in range(3)
        ),
    )
    with toolbox.store.unit_of_work() as uow:
        uow.workouts.add(workout)


def change_profile(toolbox: Toolbox, **changes: Any) -> None:
    with toolbox.store.unit_of_work() as uow:
        uow.profiles.put(replace(uow.profiles.get(toolbox.user_id), **changes))


def type_in(toolbox: Toolbox, *days: tuple[str, ...]) -> None:
    """Store an active programme that was typed in, three sets of five at 50 kg each."""
    with toolbox.store.unit_of_work() as uow:
        uow.programmes.put(
            a_programme(
                toolbox.user_id,
                name="My own plan",
                created_at=toolbox.now - timedelta(days=20),
                active=True,
                prescriptions=tuple(
                    a_prescription(
                        day=day,
                        position=place,
                        exercise_id=ExerciseId(exercise),
                        load_kg=Decimal(50),
                    )
                    for day, exercises in enumerate(days, start=1)
                    for place, exercise in enumerate(exercises)
                ),
            )
        )


def exercises_in(data: Any) -> set[str]:
    return {line.exercise_id for day in data.days for line in day.exercises}


def test_a_programme_is_built_around_what_is_remembered_and_says_so(toolbox: Toolbox) -> None:
    toolbox.call("remember", kind="dislike", text="I hate bench press")
    toolbox.call("remember", kind="injury", text="My left knee hurts")
    data = toolbox.data("build_programme", goal="strength", days=3, minutes=60)
    assert data.saved
    assert not exercises_in(data) & {"bench_press", "back_squat", "leg_press"}
    assert set(data.considered) == {"I hate bench press", "My left knee hurts"}
    with toolbox.store.read_only() as uow:
        active = uow.programmes.active(toolbox.user_id)
        profile = uow.profiles.get(toolbox.user_id)
    assert active is not None
    assert active.name == data.name
    assert (profile.days_per_week, profile.minutes_per_session) == (3, 60)


def test_without_days_nothing_is_built_and_they_are_asked_for(toolbox: Toolbox) -> None:
    data = toolbox.data("build_programme", goal="muscle")
    assert (data.saved, data.missing) == (False, ["days_per_week"])


def test_replacing_an_active_programme_is_asked_about_first(toolbox: Toolbox) -> None:
    from tools.arguments.programmes import BuildProgrammeArgs
    from tools.building import replaces

    args = BuildProgrammeArgs(days=3)
    assert replaces(toolbox.context(), args) is None
    toolbox.call("build_programme", days=3)
    assert replaces(toolbox.context(), args) is None, "nobody trained by it yet"
    type_in(toolbox, ("back_squat", "bench_press"))
    assert replaces(toolbox.context(), args) is not None


def test_a_typed_programme_is_revised_for_a_trip_and_comes_back_as_it_was(
    toolbox: Toolbox,
) -> None:
    type_in(toolbox, ("back_squat", "bench_press"), ("deadlift", "overhead_press"))
    trip = toolbox.data(
        "revise_programme", what="travel", weeks=1, equipment="only dumbbells up to 20 kg"
    )
    assert trip.until == (toolbox.now + timedelta(days=6)).date()
    assert not exercises_in(trip) & {"back_squat", "bench_press", "deadlift"}
    heaviest = max(
        (line.load or Decimal(0) for day in trip.days for line in day.exercises), default=Decimal(0)
    )
    assert heaviest <= 20
    home = toolbox.data("revise_programme", what="resume")
    assert exercises_in(home) == {"back_squat", "bench_press", "deadlift", "overhead_press"}


def test_a_deload_lightens_a_typed_programme(toolbox: Toolbox) -> None:
    log(toolbox, 3, ("back_squat", "100", 5))
    type_in(toolbox, ("back_squat", "bench_press"))
    easy = toolbox.data("revise_programme", what="deload")
    squat, bench = easy.days[0].exercises
    assert (squat.load, squat.sets) == (Decimal(70), 2)
    assert bench.load == Decimal(35)


def test_fewer_days_without_a_programme_are_planned_from_the_log_and_not_stored(
    toolbox: Toolbox,
) -> None:
    log(toolbox, 4, ("back_squat", "100", 5), ("bench_press", "80", 5))
    log(toolbox, 2, ("deadlift", "140", 5))
    week = toolbox.data("revise_programme", what="short_week", days=1)
    assert len(week.days) == 1
    assert any("not stored" in each for each in week.assumptions)
    with toolbox.store.read_only() as uow:
        assert uow.programmes.active(toolbox.user_id) is None


def test_a_change_without_programme_and_log_says_what_to_do_instead(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("revise_programme", what="deload")
    assert caught.value.code == "no_programme"


def test_an_exercise_is_exchanged_in_a_typed_programme(toolbox: Toolbox) -> None:
    type_in(toolbox, ("back_squat", "leg_press"))
    data = toolbox.data("swap_exercise", out="leg press", into="hack squat")
    assert exercises_in(data) == {"back_squat", "hack_squat"}


def test_substitutes_keep_clear_of_what_hurts_and_know_the_log(toolbox: Toolbox) -> None:
    log(toolbox, 5, ("goblet_squat", "24", 10))
    data = toolbox.data("find_exercises", instead_of="back squat", equipment="dumbbells")
    goblet = next(each for each in data.exercises if each.exercise_id == "goblet_squat")
    assert (goblet.last_load, goblet.last_reps) == (Decimal(24), 10)
    assert all(each.equipment in {"dumbbell", "bodyweight"} for each in data.exercises)


def test_a_session_is_shortened_to_the_minutes_there_are(toolbox: Toolbox) -> None:
    toolbox.call("build_programme", goal="muscle", experience="intermediate", days=3, minutes=75)
    whole = toolbox.data("active_programme")
    short = toolbox.data("active_programme", minutes=25)
    assert short.session.minutes <= 25 < whole.session.minutes
    assert short.session.exercises[0].exercise_id == whole.session.exercises[0].exercise_id


def test_what_is_told_is_stored_and_read_back(toolbox: Toolbox) -> None:
    data = toolbox.data(
        "update_profile", age=34, height_ft=5, height_in=11, unit="lb", equipment="home gym, bands"
    )
    assert "34 years old" in data.changed
    with toolbox.store.read_only() as uow:
        profile = uow.profiles.get(toolbox.user_id)
    assert profile.age_on(toolbox.now.date()) == 34
    assert profile.height_cm == Decimal("180.3")
    assert (profile.mass_unit, profile.equipment) == (MassUnit.LB, ("band",))
    again = toolbox.data("update_profile", age=34)
    assert (again.changed, again.same) == ([], ["34 years old"])


def test_a_memory_keeps_the_words_it_came_from_until_it_no_longer_holds(toolbox: Toolbox) -> None:
    said = "btw my left shoulder is cranky on dips"
    toolbox.call("remember", kind="injury", text="Left shoulder is cranky", said=said)
    (line,) = toolbox.data("list_memories", kind="injury").memories
    assert line.said == said
    ended = toolbox.data("update_memory", kind="injury", about="shoulder")
    assert ended.action == "ended"
    assert toolbox.data("list_memories").memories == []


def test_a_first_conversation_ends_with_a_plan_and_targets_to_confirm(toolbox: Toolbox) -> None:
    assert toolbox.data("onboarding_status").next_topic == "goal"
    toolbox.call(
        "update_profile",
        goal="strength", experience="novice", equipment="full gym", days_per_week=3,
        sex="m", age=34, height_cm=180, activity="sedentary",
    )  # fmt: skip
    toolbox.call("skip_question", topic="barriers")
    toolbox.call("log_body_weight", weight=82)
    assert toolbox.data("onboarding_status").next_topic == "health"
    toolbox.call("answer_screening", answer="no, all fine")
    ready = toolbox.data("onboarding_status")
    assert ready.complete
    assert ready.first_session is not None
    assert ready.target_kcal is not None
    with toolbox.store.read_only() as uow:
        assert uow.programmes.active(toolbox.user_id) is None


def test_disease_without_clearance_builds_nothing_for_somebody_inactive(toolbox: Toolbox) -> None:
    answered = toolbox.data("answer_screening", answer="high blood pressure", active=False)
    assert answered.clearance_first
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("build_programme", days=3)
    assert caught.value.code == "clearance_first"


def test_deleting_asks_first_and_then_leaves_nothing_of_the_kind(toolbox: Toolbox) -> None:
    from tools.arguments.account import DeleteAccountDataArgs
    from tools.data_rights import deletes

    log(toolbox, 2, ("back_squat", "100", 5))
    change_profile(toolbox, days_per_week=3)
    assert deletes(toolbox.context(), DeleteAccountDataArgs()) is not None
    data = toolbox.data("delete_account_data", what="everything")
    assert "1 workout" in data.deleted
    export = toolbox.data("export_data")
    assert (export.workouts, export.path) == (0, "/v1/exports/json")


def test_every_kind_of_memory_can_be_kept(toolbox: Toolbox) -> None:
    for kind in MemoryKind:
        toolbox.call("remember", kind=kind.value, text=f"about my {kind.value}")
    kept = toolbox.data("list_memories").memories
    assert {each.kind for each in kept} == {kind.value for kind in MemoryKind}


def test_a_shorter_week_that_is_only_asked_about_changes_nothing(toolbox: Toolbox) -> None:
    type_in(toolbox, ("back_squat", "bench_press"), ("deadlift", "overhead_press"))
    asked = toolbox.data("active_programme", days=1)
    assert len(asked.shorter) == 1
    assert len(toolbox.data("active_programme").prescriptions) == 4


def test_a_short_week_is_cut_once_more_and_widened_again(toolbox: Toolbox) -> None:
    type_in(
        toolbox,
        ("back_squat", "bench_press"),
        ("deadlift", "overhead_press"),
        ("front_squat", "barbell_row"),
    )
    toolbox.data("revise_programme", what="short_week", days=1)
    shorter = toolbox.data("revise_programme", what="short_week", minutes=30)
    assert len(shorter.days) == 1
    assert "30 min" in shorter.cause
    wider = toolbox.data("revise_programme", what="short_week", days=2)
    assert len(wider.days) == 2


def test_exercises_muscles_and_equipment_are_wished_into_a_programme(toolbox: Toolbox) -> None:
    toolbox.call("build_programme", goal="muscle", days=3, minutes=60)
    more = toolbox.data("revise_programme", what="include", exercise="face pull")
    assert "face_pull" in exercises_in(more)
    assert "glutes" in toolbox.data("revise_programme", what="emphasis", muscle="butt").cause
    home = toolbox.data("revise_programme", what="new_kit", equipment="dumbbells and a bench")
    assert not exercises_in(home) & {"back_squat", "lat_pulldown", "leg_press"}
