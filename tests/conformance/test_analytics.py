"""The aggregates in SQL give what the rules give, set by set."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal

import pytest

from coach.identity import ExerciseId, SetId, UserId, new_uuid
from coach.nutrition.queries.intake import intake_summary
from coach.training.model import SetKind, Workout
from coach.training.ports import TrainingAnalytics
from coach.training.rules.summaries import Wanted
from store.engine import Store
from tests.builders import (
    NOW,
    a_meal,
    a_meal_item,
    a_set,
    a_user_id,
    a_workout,
    an_exercise,
    days_ago,
)
from tests.fakes.unit_of_work import FakeStore
from tests.fixtures.stores import AnyStore

LIFTS = (ExerciseId("back_squat"), ExerciseId("bench_press"))
RPES = (None, None, "4.5", "6", "7.5", "8", "9.25", "10")
LOADS = (None, "0", "20", "60", "80", "97.5", "100", "105")


def a_log(user_id: UserId, seed: int, workouts: int) -> list[Workout]:
    """Return workouts with every kind of set: no load, no repetitions, any RPE, unordered ramps."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable log, no secret
    return [
        a_workout(
            user_id,
            id=new_uuid(),
            started_at=days_ago(draw.randrange(0, 120) + draw.random()),
            sets=tuple(
                a_set(
                    position,
                    id=SetId(new_uuid()),
                    exercise_id=draw.choice(LIFTS),
                    kind=draw.choice([*SetKind, SetKind.NORMAL, SetKind.NORMAL]),
                    load_kg=None if (load := draw.choice(LOADS)) is None else Decimal(load),
                    reps=draw.choice([None, 0, 1, 3, 5, 8, 10, 12, 15, 20]),
                    rpe=None if (rpe := draw.choice(RPES)) is None else Decimal(rpe),
                )
                for position in range(draw.randrange(1, 9))
            ),
        )
        for _ in range(workouts)
    ]


def write(store: AnyStore, user_id: UserId, log: list[Workout]) -> None:
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        for lift in LIFTS:
            uow.exercises.put(an_exercise(lift), [])
        for workout in log:
            uow.workouts.add(workout)


def everything(
    analytics: TrainingAnalytics, user_id: UserId, left_out: list[SetId]
) -> list[object]:
    starts = [days_ago(7 * week) for week in range(12, 0, -1)]
    until = days_ago(1)
    found: list[object] = [
        analytics.span(user_id, until=until),
        analytics.exercises(user_id, until=until),
        analytics.workouts_by(user_id, starts=starts, until=until),
        analytics.hard_sets_by(user_id, starts=starts, until=until),
        analytics.gaps(user_id, until=until, days=3),
    ]
    for lift in LIFTS:
        found += [
            [
                (peak.workout_id, peak.load_kg, round(peak.size_kg, 6))
                for peak in analytics.peaks(user_id, lift, until=until)
            ],
            *(
                read(user_id, wanted, until=until)
                for wanted in (
                    Wanted(lift),
                    Wanted(lift, since=days_ago(60), left_out=tuple(left_out)),
                )
                for read in (
                    analytics.sessions,
                    analytics.rep_records,
                    analytics.best_set,
                    analytics.most_volume,
                )
            ),
        ]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_sql_and_the_rules_read_the_same_log_alike(store: Store, seed: int) -> None:
    user_id, fake = a_user_id(), FakeStore()
    log = a_log(user_id, seed, workouts=40)
    left_out = [one.id for one in log[3].sets]
    write(store, user_id, log)
    write(store, other := a_user_id(), a_log(other, seed + 100, workouts=5))
    write(fake, user_id, log)
    with store.read_only() as real, fake.read_only() as memory:
        expected = everything(memory.analytics, user_id, left_out)
        assert everything(real.analytics, user_id, left_out) == expected
        assert any(expected)


def test_a_summary_of_intake_takes_its_means_from_complete_days(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    full = a_meal_item(kcal=Decimal(2000), protein_g=Decimal(120))
    with either_store.unit_of_work() as uow:
        for back, item, partial in (
            (1, full, False),
            (1, replace(full, kcal=Decimal(500)), False),
            (2, full, True),
            (9, full, False),
        ):
            meal = a_meal(known_athlete, eaten_at=days_ago(back), items=(item,), partial=partial)
            uow.meals.add(meal)
        uow.meals.add(a_meal(known_athlete, eaten_at=days_ago(3), items=()))
    with either_store.read_only() as uow:
        last = (NOW - timedelta(days=1)).date()
        found = intake_summary(uow, known_athlete, last=last, days=7, zone=UTC)
        nothing = intake_summary(uow, a_user_id(), last=last, days=7, zone=UTC)
    assert (found.days, found.days_logged, found.days_partial) == (7, 3, 1)
    assert (found.kcal, found.protein_g) == (1250, 120)
    assert (nothing.days_logged, nothing.kcal) == (0, None)


def test_an_empty_log_has_no_rows_and_no_days(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.read_only() as uow:
        span = uow.analytics.span(known_athlete, until=NOW)
        assert (span.workouts, span.sets, span.first, span.last) == (0, 0, None, None)
        assert uow.analytics.exercises(known_athlete, until=NOW) == []
        assert uow.analytics.sessions(known_athlete, Wanted(LIFTS[0]), until=NOW) == []
        assert uow.analytics.best_set(known_athlete, Wanted(LIFTS[0]), until=NOW) is None
        assert uow.analytics.most_volume(known_athlete, Wanted(LIFTS[0]), until=NOW) is None
        assert uow.analytics.workouts_by(known_athlete, starts=[], until=NOW) == []
        assert uow.analytics.hard_sets_by(known_athlete, starts=[], until=NOW) == []


def test_the_best_set_of_a_session_is_the_one_its_rating_makes_best(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    easy = a_set(0, load_kg=Decimal(100), reps=5, rpe=Decimal(7))
    hard = a_set(1, load_kg=Decimal(100), reps=6, rpe=Decimal(10))
    with either_store.unit_of_work() as uow:
        uow.workouts.add(a_workout(known_athlete, sets=(easy, hard)))
        (session,) = uow.analytics.sessions(known_athlete, Wanted(LIFTS[0]), until=NOW)
    assert session.best_set_id == easy.id
    assert (session.top_load_kg, session.top_reps) == (hard.load_kg, hard.reps)
    assert session.best is not None
    assert session.best[1] == "rpe_table"
    assert session.started_at + timedelta(0) == NOW
