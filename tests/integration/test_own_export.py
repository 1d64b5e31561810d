"""Our own export comes back as it left, for its owner and for nobody else's rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from coach.accounts.model import Profile
from coach.errors import InvalidInput
from coach.identity import ExerciseId, FoodId, UserId
from coach.nutrition.model import Portion
from coach.training.model import SetKind
from coach.training.rules.programme.plan import ProgrammePlan
from coach.units import MassUnit
from store.engine import Store
from store.formats.export_json import json_export
from store.formats.export_rows import Snapshot
from store.formats.own_json import read_own_export
from store.formats.own_restore import RestoreReport, restore
from tests import builders
from tests.builders import NOW, TODAY, a_user_id, days_ago

WALL = ExerciseId("custom:0198a000-0000-7000-8000-000000000001")
DAL = FoodId("custom:0198a000-0000-7000-8000-000000000002")


def plan_with(own: ExerciseId) -> ProgrammePlan:
    """Return a plan in which an exercise of the athlete's own stands."""
    plan = builders.a_programme_plan()
    first = plan.days[0]
    named = replace(first.exercises[0], exercise_id=own)
    return replace(plan, days=(replace(first, exercises=(named,)), *plan.days[1:]))


@pytest.fixture
def athlete(store: Store) -> UserId:
    """An athlete who owns something of every kind that an import brings back."""
    user_id = a_user_id()
    sets = (
        builders.a_set(0, kind=SetKind.WARMUP, load_kg=Decimal("40.0"), reps=10, rpe=None),
        builders.a_set(1, load_kg=Decimal("102.05828325"), reps=5, rpe=Decimal("8.5")),
        builders.a_set(2, exercise_id=WALL, load_kg=None, reps=None, seconds=Decimal(45)),
    )
    wall = builders.an_exercise(
        WALL, name='Wall "sit", 45°', owner_id=user_id, substitutes=("back_squat",)
    )
    dal = builders.a_food(
        DAL, name="Own dal", owner_id=user_id, portions=(Portion("bowl", Decimal("350.0")),)
    )
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        uow.exercises.put(builders.an_exercise("back_squat"), ["squat (barbell)"])
        uow.foods.put_many([builders.a_food(), dal])
        uow.exercises.put(wall, ["wall sit"])
        uow.exercises.learn_name(user_id, "Grandpa Squat", ExerciseId("back_squat"))
        uow.profiles.put(
            Profile(user_id, MassUnit.LB, "DE", "Europe/Berlin", screening={"chest_pain": False})
        )
        uow.memories.add(builders.a_memory(user_id))
        uow.workouts.add(builders.a_workout(user_id, sets=sets, source_key="strong:1"))
        uow.workouts.add(builders.a_workout(user_id, started_at=days_ago(40), notes='=1+1\n"x"'))
        uow.recovery.add_cardio(builders.a_cardio_session(user_id))
        uow.recovery.add_sleep(builders.a_sleep_report(user_id))
        uow.recovery.add_pain(builders.a_pain_report(user_id))
        uow.recovery.add_test(builders.a_strength_test(user_id, exercise_id=WALL))
        uow.body_weights.add(builders.a_body_weight(user_id))
        entries = (builders.a_prescription(exercise_id=WALL),)
        programme = builders.a_programme(user_id, prescriptions=entries)
        uow.programmes.put(programme)
        uow.programmes.keep_plan(user_id, programme.id, plan_with(WALL))
        uow.meals.add(
            builders.a_meal(
                user_id, items=(builders.a_meal_item(), builders.a_meal_item(food_id=DAL))
            )
        )
        uow.targets.add(builders.a_target(user_id))
        uow.targets.add(builders.a_target(user_id, reason="corrected on the same day"))
        uow.consents.add(builders.a_consent(user_id))
    return user_id


def exported(store: Store, user_id: UserId, **options: Any) -> str:
    since: date | None = options.pop("since", None)
    with store.read_only() as uow:
        return "".join(json_export(Snapshot(uow.connection, user_id, since), **options))


def imported(store: Store, user_id: UserId, text: str) -> RestoreReport:
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        return restore(uow.connection, user_id, read_own_export(text.encode()), now=NOW)


def changed(text: str, **sections: object) -> str:
    return json.dumps(json.loads(text) | sections)


def test_a_fresh_athlete_who_imports_an_export_exports_the_same_bytes(
    store: Store, athlete: UserId
) -> None:
    first = exported(store, athlete)
    other = a_user_id()
    report = imported(store, other, first)
    assert (report.added, report.kept) == (16, 0)
    with store.read_only() as uow:
        called = uow.exercises.by_alias(other, "grandpa squat")
    assert called is not None
    assert called.id == "back_squat"
    assert exported(store, other) == first
    assert exported(store, athlete) == first


def test_the_plan_of_a_programme_names_the_exercises_of_its_new_owner(
    store: Store, athlete: UserId
) -> None:
    other = a_user_id()
    imported(store, other, exported(store, athlete))
    with store.read_only() as uow:
        (own,) = [each.id for each in uow.exercises.list(other) if each.owner_id == other]
        programme = uow.programmes.active(other)
        assert programme is not None
        plan = uow.programmes.plan(other, programme.id)
    assert plan is not None
    assert own in {each.exercise_id for day in plan.days for each in day.exercises}


def test_importing_the_same_export_again_adds_nothing(store: Store, athlete: UserId) -> None:
    first = exported(store, athlete)
    report = imported(store, athlete, first)
    assert (report.added, report.kept) == (0, 16)
    assert exported(store, athlete) == first


def test_amounts_are_written_as_they_are_stored(store: Store, athlete: UserId) -> None:
    document = json.loads(exported(store, athlete))
    loads = [each.get("load_kg") for each in document["workouts"][1]["sets"]]
    assert loads == ["40.0", "102.05828325", None]


def test_no_id_of_the_athlete_and_no_global_id_of_theirs_is_in_the_file(
    store: Store, athlete: UserId
) -> None:
    text = exported(store, athlete, with_records=True)
    assert str(athlete) not in text
    assert WALL not in text
    assert DAL not in text


def test_what_only_the_account_export_holds_is_left_out_on_import(
    store: Store, athlete: UserId
) -> None:
    text = exported(store, athlete, with_records=True)
    other = a_user_id()
    assert imported(store, other, text).left_out == {"accounts": 1, "consents": 1}
    with store.read_only() as uow:
        assert uow.consents.ledger(other) == []


def test_an_own_exercise_of_the_same_name_is_taken_instead_of_made(
    store: Store, athlete: UserId
) -> None:
    other = a_user_id()
    own = builders.an_exercise("custom:mine", name="Wall Sit", owner_id=other)
    with store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.exercises.put(own, ['wall "sit", 45°'])
    imported(store, other, exported(store, athlete))
    with store.read_only() as uow:
        mine = [each for each in uow.exercises.list(other) if each.owner_id == other]
        newest = uow.workouts.list(other, limit=1)[0]
    assert mine == [own]
    assert newest.sets[2].exercise_id == own.id


def test_the_profile_of_an_athlete_who_has_logged_something_stays(
    store: Store, athlete: UserId
) -> None:
    other = a_user_id()
    with store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.profiles.put(Profile(other, MassUnit.KG, "FR", "Europe/Paris"))
        uow.workouts.add(builders.a_workout(other))
        uow.programmes.put(builders.a_programme(other, name="Mine"))
    imported(store, other, exported(store, athlete))
    with store.read_only() as uow:
        assert uow.profiles.get(other).country == "FR"
        active = uow.programmes.active(other)
    assert active is not None
    assert active.name == "Mine"


def test_since_leaves_out_what_happened_before(store: Store, athlete: UserId) -> None:
    document = json.loads(exported(store, athlete, since=TODAY - timedelta(days=30)))
    assert len(document["workouts"]) == 1
    assert len(document["exercises"]) == 1


def _row(text: str, section: str, cells: Mapping[str, object]) -> Mapping[str, object]:
    row: dict[str, object] = json.loads(text)[section][0]
    return {**row, **cells}


@pytest.mark.parametrize(
    ("section", "cells", "code"),
    [
        ("workouts", {"surprise": 1}, "broken_export"),
        ("workouts", {"started_at": "2026-10-05T18:00:00"}, "broken_export"),
        ("workouts", {"started_at": "2199-10-05T18:00:00Z"}, "in_future"),
        ("body_weights", {"weight_kg": 80.5}, "broken_export"),
        ("body_weights", {"weight_kg": "NaN"}, "broken_export"),
        ("body_weights", {"weight_kg": "-80"}, "out_of_range"),
        ("body_weights", {"weight_kg": "1e999"}, "out_of_range"),
        ("body_weights", {"weight_kg": True}, "broken_export"),
        ("body_weights", {"weight_kg": "1e-400"}, "broken_export"),
        ("body_weights", {"weight_kg": "80." + "0" * 100 + "1"}, "broken_export"),
        ("cardio_sessions", {"notes": "\0"}, "invalid_text"),
        ("cardio_sessions", {"duration_s": 2**70}, "out_of_range"),
        ("strength_tests", {"exercise_id": "mine:9"}, "unknown_exercise"),
        ("strength_tests", {"exercise_id": WALL}, "unknown_exercise"),
        ("sleep_reports", {"day": "2199-01-01"}, "in_future"),
        ("profile", {"sex": "x"}, "broken_export"),
        ("profile", {"time_zone": "Mars/Base"}, "unknown_time_zone"),
        ("profile", {"time_zone": "../../etc/passwd"}, "unknown_time_zone"),
        ("profile", {"diet": "x" * 201}, "broken_export"),
        ("profile", {"birth_date": "0001-01-01"}, "out_of_range"),
        ("profile", {"birth_date": "2199-01-01"}, "in_future"),
        ("workouts", {"started_at": "0001-01-01T00:00:00Z"}, "out_of_range"),
        ("exercises", {"pattern": ""}, "broken_export"),
        ("exercise_names", {"exercise_id": "moon_squat"}, "unknown_exercise"),
        ("exercise_names", {"alias": "\0"}, "invalid_text"),
        ("programmes", {"plan": {"name": "made up"}}, "broken_export"),
        ("memories", {"text": "x" * 501}, "too_many_memories"),
    ],
)
def test_a_row_that_no_export_holds_is_refused_and_nothing_stays(
    store: Store, athlete: UserId, section: str, cells: dict[str, object], code: str
) -> None:
    text = exported(store, athlete)
    other = a_user_id()
    with pytest.raises(InvalidInput) as refused:
        imported(store, other, changed(text, **{section: [_row(text, section, cells)]}))
    assert refused.value.code == code
    with store.read_only() as uow:
        assert uow.accounts.exists(other) is False


def test_an_export_from_before_there_were_names_of_ones_own_is_read(
    store: Store, athlete: UserId
) -> None:
    document = json.loads(exported(store, athlete))
    del document["exercise_names"]
    assert imported(store, a_user_id(), json.dumps(document)).added == 15


def test_a_plan_with_a_number_that_cannot_be_is_refused(store: Store, athlete: UserId) -> None:
    text = exported(store, athlete)
    programme = json.loads(text)["programmes"][0]
    programme["plan"]["days"][0]["exercises"][0]["load_kg"] = "1e40"
    with pytest.raises(InvalidInput) as refused:
        read_own_export(changed(text, programmes=[programme]).encode())
    assert refused.value.code == "out_of_range"


def test_a_newer_version_is_refused_by_name(store: Store, athlete: UserId) -> None:
    text = exported(store, athlete)
    with pytest.raises(InvalidInput, match="version 2; this fitholic reads up to 1") as refused:
        read_own_export(changed(text, version=2, colours=["new"]).encode())
    assert refused.value.code == "newer_export"


def test_a_file_cannot_touch_the_rows_of_the_athlete_who_wrote_it(
    store: Store, athlete: UserId
) -> None:
    text = exported(store, athlete)
    workout = _row(text, "workouts", {"title": "overwritten"})
    imported(store, a_user_id(), changed(text, workouts=[workout]))
    assert exported(store, athlete) == text
