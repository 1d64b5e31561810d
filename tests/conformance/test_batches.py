"""Any store takes many rows at once, and says what imports compare."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from coach.errors import Conflict, InvalidInput
from coach.identity import ExerciseId, UserId
from tests.builders import (
    TODAY,
    a_body_weight,
    a_cardio_session,
    a_set,
    a_sleep_report,
    a_user_id,
    a_workout,
    days_ago,
)
from tests.fixtures.stores import AnyStore


def test_many_workouts_are_read_back_as_they_were_given(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    sets = (a_set(0), a_set(1, exercise_id=ExerciseId("bench_press"), notes="tab\t and \\N"))
    first = a_workout(known_athlete, started_at=days_ago(2), sets=sets, source_key="a")
    second = a_workout(known_athlete, started_at=days_ago(1), sets=(), source_key=None, title="\\.")
    with either_store.unit_of_work() as uow:
        uow.workouts.add_many([first, second])
        uow.workouts.add_many([])
    with either_store.read_only() as uow:
        assert uow.workouts.list(known_athlete) == [second, first]
        seen = uow.workouts.sessions(known_athlete)
    assert [(each.id, each.source_key) for each in seen] == [(first.id, "a"), (second.id, None)]
    assert sorted(seen[0].exercise_ids) == ["back_squat", "bench_press"]
    assert seen[1].exercise_ids == ()


def test_many_workouts_with_a_key_that_is_taken_are_refused_as_a_whole(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.workouts.add(a_workout(known_athlete, source_key="a"))
    again = [a_workout(known_athlete, source_key=key) for key in ("b", "a")]
    with pytest.raises(Conflict), either_store.unit_of_work() as uow:
        uow.workouts.add_many(again)
    with either_store.read_only() as uow:
        assert uow.workouts.count(known_athlete) == 1


def test_many_workouts_name_exercises_the_athlete_sees(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    stray = a_workout(known_athlete, sets=(a_set(0, exercise_id=ExerciseId("custom:theirs")),))
    with pytest.raises(InvalidInput), either_store.unit_of_work() as uow:
        uow.workouts.add_many([stray])


def test_workouts_of_others_are_passed_over_when_many_are_deleted(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    kept, gone = a_workout(known_athlete), a_workout(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.workouts.add_many([kept, gone])
        uow.workouts.delete_many(a_user_id(), [kept.id])
        uow.workouts.delete_many(known_athlete, [gone.id])
    with either_store.read_only() as uow:
        assert [each.id for each in uow.workouts.list(known_athlete)] == [kept.id]


def test_weigh_ins_sessions_and_nights_are_replaced_by_their_keys(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    weight = a_body_weight(known_athlete, source="apple_health", source_key="w")
    session = a_cardio_session(known_athlete, source="garmin", source_key="c")
    night = a_sleep_report(known_athlete, source="apple_health")
    with either_store.unit_of_work() as uow:
        uow.body_weights.put_many([weight])
        uow.recovery.put_cardio([session])
        uow.recovery.put_sleep([night])
        uow.body_weights.put_many([replace(weight, weight_kg=Decimal(81))])
        uow.recovery.put_cardio([replace(session, duration_s=60)])
        uow.recovery.put_sleep([replace(night, hours=Decimal(5))])
    with either_store.read_only() as uow:
        assert [each.weight_kg for each in uow.body_weights.list(known_athlete)] == [81]
        sessions = uow.recovery.cardio(known_athlete, since=days_ago(99))
        assert [(each.duration_s, each.source) for each in sessions] == [(60, "garmin")]
        nights = uow.recovery.sleep(known_athlete, since=TODAY.replace(year=2000))
        assert [(each.hours, each.source) for each in nights] == [(5, "apple_health")]
