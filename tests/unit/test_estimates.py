"""One lift has one estimate, and what looks like a typing error has none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.identity import ExerciseId, SetId, WorkoutId, new_uuid
from coach.training.model import Equipment, Exercise, Pattern, PerformedSet, SetKind
from coach.training.rules.doubtful import doubtful_sets
from coach.training.rules.estimates import best_of, estimated_max
from coach.training.rules.working_sets import Session, work_of
from coach.training.rules.working_strength import best_estimate_kg

pytestmark = pytest.mark.unit

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
BENCH = Exercise(
    ExerciseId("bench_press"), "Bench press", Pattern.HORIZONTAL_PUSH, Equipment.BARBELL, ("chest",)
)
CURL = Exercise(ExerciseId("curl"), "Curl", Pattern.ISOLATION, Equipment.DUMBBELL, ("biceps",))


def session(day: int, *sets: tuple[str | None, int], rpe: str = "", kind: str = "") -> Session:
    workout_id = WorkoutId(new_uuid())
    started = START + timedelta(days=day)
    return Session(
        started,
        tuple(
            PerformedSet(
                set_id=SetId(new_uuid()),
                workout_id=workout_id,
                exercise_id=BENCH.id,
                started_at=started,
                position=position,
                kind=SetKind(kind or "normal"),
                load_kg=None if load is None else Decimal(load),
                reps=reps,
                rpe=Decimal(rpe) if rpe else None,
            )
            for position, (load, reps) in enumerate(sets)
        ),
    )


def loads(found: list[PerformedSet]) -> list[str]:
    return [str(done.load_kg) for done in found]


def test_a_rated_set_is_estimated_by_its_rating_and_beats_a_harder_looking_one() -> None:
    rated = session(0, ("100", 5), rpe="7").sets
    unrated = session(0, ("100", 6)).sets
    best = best_of([*unrated, *rated])
    assert best is not None
    assert (best.done, best.method) == (rated[0], "rpe_table")


def test_a_set_of_many_repetitions_counts_only_where_no_other_does() -> None:
    many, few = session(0, ("80", 15)).sets, session(0, ("80", 3)).sets
    best = best_of([*many, *few])
    assert best is not None
    assert best.done == few[0]
    alone = best_of(many)
    assert alone is not None
    assert alone.estimate.confidence == "low"


def test_warm_ups_body_weight_and_long_sets_give_no_estimate() -> None:
    assert best_of(session(0, ("100", 5), kind="warmup").sets) is None
    assert best_of(session(0, (None, 5), ("40", 16), ("0", 5)).sets) is None


def test_the_next_load_stands_on_the_same_estimate_as_the_history() -> None:
    work = work_of(session(0, ("100", 5), ("100", 5), rpe="8"))
    best = best_of(session(0, ("100", 5), ("100", 5), rpe="8").sets)
    assert work is not None
    assert best is not None
    assert best_estimate_kg(work) == Decimal(str(round(best.estimate.value, 2)))


@given(st.integers(1, 15), st.none() | st.integers(100, 1000).map(lambda n: Decimal(n) / 100))
def test_an_estimate_is_the_load_times_a_factor(reps: int, rated: Decimal | None) -> None:
    one, _ = estimated_max(1.0, reps, rated)
    hundred, _ = estimated_max(100.0, reps, rated)
    assert hundred.value == pytest.approx(100 * one.value)
    assert one.value >= 1


def test_a_slipped_digit_is_doubted() -> None:
    log = [session(day, ("100", 5), ("100", 5)) for day in range(0, 70, 7)]
    log[4] = session(28, ("100", 5), ("1000", 5))
    assert loads(doubtful_sets(log, BENCH)) == ["1000"]


def test_pounds_taken_for_kilograms_are_doubted() -> None:
    log = [session(day, ("100", 5), ("102.5", 5)) for day in range(0, 70, 7)]
    log[9] = session(63, ("225", 5), ("225", 5), ("225", 4))
    assert loads(doubtful_sets(log, BENCH)) == ["225", "225", "225"]


def test_no_load_above_the_heaviest_bench_press_is_believed_even_alone() -> None:
    assert loads(doubtful_sets([session(0, ("1000", 1))], BENCH)) == ["1000"]


def test_a_short_log_doubts_a_slipped_digit_and_no_climb_from_the_empty_bar() -> None:
    climb = session(0, ("20", 10), ("20", 10), ("60", 5), ("100", 3))
    assert doubtful_sets([climb], BENCH) == []
    slip = session(0, ("12", 10), ("12", 10), ("120", 10))
    assert loads(doubtful_sets([slip], CURL)) == ["120"]


def test_a_new_level_that_two_sessions_confirm_is_believed() -> None:
    log = [session(day, ("20", 10)) for day in range(0, 35, 7)]
    log += [session(day, ("45", 10)) for day in (35, 42)]
    assert doubtful_sets(log, CURL) == []


@given(
    st.lists(st.sampled_from(("0.60", "0.75", "0.85", "1")), min_size=5, max_size=60),
    st.floats(0, 0.02),
)
def test_light_days_and_steady_progress_are_never_doubted(shares: list[str], rate: float) -> None:
    log = [
        session(week * 7, (str(round(100 * (1 + rate) ** week * float(share), 1)), 5))
        for week, share in enumerate(shares)
    ]
    assert doubtful_sets(log, BENCH) == []
