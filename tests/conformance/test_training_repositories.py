from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from coach.errors import Conflict, InvalidInput, NotFound
from coach.identity import ExerciseId, UserId, new_uuid
from coach.training.model import Cue, Region, SetKind
from tests.builders import (
    NOW,
    TODAY,
    a_body_weight,
    a_cardio_session,
    a_pain_report,
    a_prescription,
    a_programme,
    a_programme_plan,
    a_set,
    a_sleep_report,
    a_strength_test,
    a_user_id,
    a_workout,
    an_exercise,
    days_ago,
)
from tests.fixtures.stores import AnyStore

SQUAT, BENCH = ExerciseId("back_squat"), ExerciseId("bench_press")


@pytest.mark.parametrize("name", ["back squat", "BACK  SQUAT", "Back-Squat", "squat (barbell)"])
def test_an_exercise_is_found_by_name_or_alias_however_it_is_written(
    either_store: AnyStore, known_athlete: UserId, name: str
) -> None:
    with either_store.read_only() as uow:
        found = uow.exercises.by_alias(known_athlete, name)
        assert found == an_exercise("back_squat")
        assert uow.exercises.get(known_athlete, SQUAT) == found
        assert uow.exercises.by_alias(known_athlete, "front squat") is None


def test_own_exercises_are_seen_by_their_owner_only_and_go_first(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    own = an_exercise("custom:1", name="Bench", owner_id=known_athlete)
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.exercises.put(own, ["my bench"])
        assert uow.exercises.by_alias(known_athlete, "bench") == own
        assert uow.exercises.by_alias(other, "bench") == an_exercise("bench_press")
        assert [one.id for one in uow.exercises.list(known_athlete)] == [SQUAT, own.id, BENCH]
        assert [one.id for one in uow.exercises.list(other)] == [SQUAT, BENCH]
        assert ("my bench", own.id) in uow.exercises.aliases(known_athlete)
        assert uow.exercises.aliases(other) == [
            ("back squat", SQUAT),
            ("bench", BENCH),
            ("bench press", BENCH),
            ("squat (barbell)", SQUAT),
        ]
        with pytest.raises(NotFound):
            uow.exercises.get(other, own.id)


def test_putting_an_exercise_again_replaces_it_and_its_aliases(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    changed = an_exercise(
        "bench_press",
        name="Bench Press",
        unilateral=True,
        avoid_with=(Region.SHOULDER, Region.WRIST),
        substitutes=(SQUAT,),
        step_kg=Decimal("2.5"),
        cues=(Cue("short_lockout", "Press until the elbows are straight."),),
        source="elsewhere",
    )
    with either_store.unit_of_work() as uow:
        uow.exercises.put(changed, ["flat bench"])
        assert uow.exercises.get(known_athlete, BENCH) == changed
        assert uow.exercises.by_alias(known_athlete, "flat bench") == changed
        assert uow.exercises.by_alias(known_athlete, "bench") is None


def test_an_alias_names_one_exercise(either_store: AnyStore, known_athlete: UserId) -> None:
    with pytest.raises(Conflict), either_store.unit_of_work() as uow:
        uow.exercises.put(an_exercise("floor_press"), ["bench"])
    with either_store.read_only() as uow:
        assert uow.exercises.by_alias(known_athlete, "bench") is not None


def test_a_name_an_athlete_uses_is_theirs_alone(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        for athlete in (known_athlete, other, other):
            uow.exercises.learn_name(athlete, "The Big One", SQUAT)
        uow.exercises.put(an_exercise("back_squat"), ["Squat (Barbell)"])
        assert uow.exercises.by_alias(known_athlete, "the-big one") == an_exercise("back_squat")
        assert ("the big one", SQUAT) in uow.exercises.aliases(other)
        assert uow.exercises.by_alias(other, "my squat") is None
        uow.exercises.learn_name(known_athlete, "My squat", SQUAT)
        assert uow.exercises.by_alias(other, "my squat") is None
        with pytest.raises(Conflict) as caught:
            uow.exercises.learn_name(known_athlete, "My Squat", BENCH)
        assert caught.value.code == "name_taken"
        with pytest.raises(InvalidInput):
            uow.exercises.learn_name(known_athlete, "x", ExerciseId("moon_walk"))


def test_merging_an_own_exercise_moves_all_that_was_done_with_it(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    own = ExerciseId("custom:1")
    workout = a_workout(known_athlete, sets=(a_set(0, exercise_id=own), a_set(1)))
    programme = a_programme(known_athlete, prescriptions=(a_prescription(exercise_id=own),))
    test = a_strength_test(known_athlete, exercise_id=own)
    with either_store.unit_of_work() as uow:
        uow.exercises.put(an_exercise(own, name="Big Bench", owner_id=known_athlete), ["bb"])
        uow.workouts.add(workout)
        uow.programmes.put(programme)
        uow.recovery.add_test(test)
        assert uow.exercises.merge(known_athlete, own, BENCH) == 1
        stored = uow.workouts.get(known_athlete, workout.id)
        assert [each.exercise_id for each in stored.sets] == [BENCH, SQUAT]
        (entry,) = uow.programmes.get(known_athlete, programme.id).prescriptions
        assert entry.exercise_id == BENCH
        assert [one.exercise_id for one in uow.recovery.tests(known_athlete, BENCH)] == [BENCH]
        for name in ("Big Bench", "bb"):
            assert uow.exercises.by_alias(known_athlete, name) == an_exercise("bench_press")
        with pytest.raises(NotFound):
            uow.exercises.get(known_athlete, own)


def test_only_ones_own_exercise_can_be_merged(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    own, strange = ExerciseId("custom:1"), ExerciseId("custom:2")
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.exercises.put(an_exercise(own, name="One", owner_id=known_athlete), [])
        uow.exercises.put(an_exercise(strange, name="Two", owner_id=other), [])
        for shared_or_strange in (SQUAT, strange):
            with pytest.raises(NotFound):
                uow.exercises.merge(known_athlete, shared_or_strange, BENCH)
        for nowhere in (strange, own):
            with pytest.raises(InvalidInput):
                uow.exercises.merge(known_athlete, own, nowhere)
        assert uow.exercises.get(other, strange).name == "Two"


def test_an_exercise_id_of_the_catalogue_cannot_be_made_ones_own(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with pytest.raises(Conflict) as caught, either_store.unit_of_work() as uow:
        uow.exercises.put(an_exercise("back_squat", owner_id=known_athlete), [])
    assert caught.value.code == "id_taken"


def test_a_workout_comes_back_with_its_sets_in_order(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    sets = (
        a_set(0, kind=SetKind.WARMUP, load_kg=Decimal(60), rpe=None),
        a_set(1, load_kg=None, notes="body weight"),
        a_set(2, distance_m=Decimal("20.5"), seconds=Decimal("31.25"), reps=None),
    )
    workout = a_workout(known_athlete, sets=sets, notes="Felt heavy.")
    with either_store.unit_of_work() as uow:
        assert uow.workouts.add(replace(workout, sets=(sets[2], sets[0], sets[1])))
    with either_store.read_only() as uow:
        assert uow.workouts.get(known_athlete, workout.id) == workout
        assert uow.workouts.list(known_athlete) == [workout]


def test_an_imported_workout_is_stored_once(either_store: AnyStore, known_athlete: UserId) -> None:
    workout = a_workout(known_athlete, source="strong", source_key="k1")
    again = a_workout(known_athlete, source="strong", source_key="k1")
    other = a_user_id()
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        assert uow.workouts.add(workout)
        assert not uow.workouts.add(again)
        assert uow.workouts.add(replace(again, user_id=other))
        assert uow.workouts.count(known_athlete) == 1
        assert len(uow.workouts.sets_between(known_athlete, since=NOW, until=NOW)) == 2


def test_a_workout_with_an_unknown_exercise_stores_nothing(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.exercises.put(an_exercise("custom:1", name="Yoke", owner_id=other), [])
    for exercise_id in ("no_such", "custom:1"):
        sets = (a_set(0), a_set(1, exercise_id=ExerciseId(exercise_id)))
        with pytest.raises(InvalidInput) as caught, either_store.unit_of_work() as uow:
            uow.workouts.add(a_workout(known_athlete, sets=sets))
        assert caught.value.code == "unknown_exercise"
    with either_store.read_only() as uow:
        assert uow.workouts.count(known_athlete) == 0


def test_workouts_are_listed_newest_first_before_a_moment(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    workouts = [a_workout(known_athlete, started_at=days_ago(day)) for day in range(4)]
    with either_store.unit_of_work() as uow:
        for workout in reversed(workouts):
            uow.workouts.add(workout)
        assert uow.workouts.list(known_athlete) == workouts
        assert uow.workouts.list(known_athlete, before=days_ago(1), limit=1) == [workouts[2]]
        assert uow.workouts.last_started_at(known_athlete, until=days_ago(0.5)) == days_ago(1)
        assert uow.workouts.last_started_at(known_athlete, until=days_ago(9)) is None


def test_sets_of_an_exercise_come_newest_workout_first_in_their_order(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    new = a_workout(known_athlete, sets=(a_set(0), a_set(1, exercise_id=BENCH), a_set(2)))
    old = a_workout(known_athlete, started_at=days_ago(7), sets=(a_set(0),))
    with either_store.unit_of_work() as uow:
        uow.workouts.add(old)
        uow.workouts.add(new)
        found = uow.workouts.sets_of(known_athlete, SQUAT, until=NOW)
        assert [one.set_id for one in found] == [new.sets[0].id, new.sets[2].id, old.sets[0].id]
        assert found[0].workout_id == new.id
        assert found[0].started_at == NOW
        assert found[0].load_kg == Decimal("102.5")
        recent = uow.workouts.sets_of(known_athlete, SQUAT, until=NOW, since=days_ago(1), limit=1)
        assert [one.set_id for one in recent] == [new.sets[0].id]
        past = uow.workouts.sets_of(known_athlete, SQUAT, until=days_ago(1))
        assert [one.set_id for one in past] == [old.sets[0].id]
        everything = uow.workouts.sets_between(known_athlete, since=days_ago(7), until=NOW)
        assert [one.set_id for one in everything] == [
            old.sets[0].id,
            *(one.id for one in new.sets),
        ]


def test_a_deleted_workout_takes_its_sets(either_store: AnyStore, known_athlete: UserId) -> None:
    workout = a_workout(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.workouts.add(workout)
        uow.workouts.delete(known_athlete, workout.id)
        assert uow.workouts.sets_of(known_athlete, SQUAT, until=NOW) == []
        with pytest.raises(NotFound):
            uow.workouts.delete(known_athlete, workout.id)
        with pytest.raises(NotFound):
            uow.workouts.get(known_athlete, workout.id)


def test_storing_an_active_programme_retires_the_one_before(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    first = a_programme(known_athlete, created_at=days_ago(30))
    second = a_programme(known_athlete)
    with either_store.unit_of_work() as uow:
        assert uow.programmes.active(known_athlete) is None
        uow.programmes.put(first)
        uow.programmes.put(second)
        assert uow.programmes.active(known_athlete) == second
        assert uow.programmes.get(known_athlete, first.id) == replace(first, active=False)
        assert [one.id for one in uow.programmes.list(known_athlete)] == [second.id, first.id]


def test_a_replaced_programme_has_its_new_prescriptions_in_order(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    entries = (a_prescription(1, 0), a_prescription(1, 1, exercise_id=BENCH), a_prescription(2, 0))
    programme = a_programme(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.programmes.put(programme)
        uow.programmes.put(replace(programme, prescriptions=entries[::-1], reason="Less volume."))
        assert uow.programmes.get(known_athlete, programme.id) == replace(
            programme, prescriptions=entries, reason="Less volume."
        )
        uow.programmes.delete(known_athlete, programme.id)
        with pytest.raises(NotFound):
            uow.programmes.get(known_athlete, programme.id)


def test_the_plan_of_a_programme_comes_back_as_it_was_kept(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    typed, built = a_programme(known_athlete, active=False), a_programme(known_athlete)
    plan = a_programme_plan(until=NOW.date(), resumes_week=3)
    with either_store.unit_of_work() as uow:
        uow.programmes.put(typed)
        uow.programmes.put(replace(built, predecessor_id=typed.id))
        uow.programmes.keep_plan(known_athlete, built.id, plan)
        uow.programmes.put(replace(built, predecessor_id=typed.id, reason="renamed"))
        assert uow.programmes.plan(known_athlete, built.id) == plan
        assert uow.programmes.plan(known_athlete, typed.id) is None
        assert uow.programmes.get(known_athlete, built.id).predecessor_id == typed.id
        with pytest.raises(NotFound):
            uow.programmes.plan(known_athlete, new_uuid())
        with pytest.raises(NotFound):
            uow.programmes.keep_plan(known_athlete, new_uuid(), plan)


def test_a_programme_with_an_unknown_exercise_is_invalid(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    unknown = a_prescription(exercise_id=ExerciseId("no_such"))
    with pytest.raises(InvalidInput), either_store.unit_of_work() as uow:
        uow.programmes.put(a_programme(known_athlete, prescriptions=(unknown,)))


def test_weigh_ins_come_oldest_first_within_both_bounds(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    weights = [a_body_weight(known_athlete, at=days_ago(day)) for day in (3, 2, 1)]
    with either_store.unit_of_work() as uow:
        for weight in reversed(weights):
            uow.body_weights.add(weight)
        assert uow.body_weights.list(known_athlete) == weights
        within = uow.body_weights.list(known_athlete, since=days_ago(2), until=days_ago(2))
        assert within == [weights[1]]
        uow.body_weights.delete(known_athlete, weights[0].id)
        assert uow.body_weights.list(known_athlete) == weights[1:]
        with pytest.raises(NotFound):
            uow.body_weights.delete(known_athlete, weights[0].id)


def test_short_reports_come_oldest_first_since_a_moment(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    cardio = [a_cardio_session(known_athlete, started_at=days_ago(day)) for day in (9, 1, 0)]
    pain = [a_pain_report(known_athlete, at=days_ago(day)) for day in (9, 1, 0)]
    with either_store.unit_of_work() as uow:
        for one in reversed(cardio):
            uow.recovery.add_cardio(one)
        for report in reversed(pain):
            uow.recovery.add_pain(report)
        assert uow.recovery.cardio(known_athlete, since=days_ago(1)) == cardio[1:]
        assert uow.recovery.pain(known_athlete, since=days_ago(1)) == pain[1:]


def test_a_second_report_of_a_night_replaces_the_first(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    before = a_sleep_report(known_athlete, day=TODAY - timedelta(days=1))
    later = a_sleep_report(known_athlete, hours=Decimal("6.25"), quality=None)
    with either_store.unit_of_work() as uow:
        uow.recovery.add_sleep(a_sleep_report(known_athlete))
        uow.recovery.add_sleep(later)
        uow.recovery.add_sleep(before)
        found = uow.recovery.sleep(known_athlete, since=TODAY - timedelta(days=1))
        assert found == [before, later]
        assert uow.recovery.sleep(known_athlete, since=TODAY) == [later]


def test_tested_maxima_come_oldest_first_and_of_one_exercise(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    old = a_strength_test(known_athlete, day=TODAY - timedelta(days=90))
    new = a_strength_test(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.recovery.add_test(new)
        uow.recovery.add_test(old)
        uow.recovery.add_test(a_strength_test(known_athlete, exercise_id=BENCH))
        assert uow.recovery.tests(known_athlete, SQUAT) == [old, new]
        with pytest.raises(InvalidInput):
            uow.recovery.add_test(
                a_strength_test(known_athlete, id=new_uuid(), exercise_id=ExerciseId("no_such"))
            )
