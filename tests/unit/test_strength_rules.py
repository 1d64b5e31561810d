"""Loads, repetitions and sets: what the rules of training say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.identity import ExerciseId, SetId, WorkoutId, new_uuid
from coach.training.model import (
    Equipment,
    Exercise,
    Pattern,
    PerformedSet,
    Prescription,
    ProgressionScheme,
    SetKind,
)
from coach.training.rules import layoff, one_rep_max, plates, progression, rpe, volume
from coach.training.rules.estimates import estimated_max
from coach.training.rules.next_session import Plan, Steps, Wish, plan_next
from coach.training.rules.one_rep_max import median_of_five
from coach.training.rules.working_sets import Session, Work, sessions, without_ramp, work_of
from coach.units import MassUnit

pytestmark = pytest.mark.unit

SQUAT = ExerciseId("back_squat")
STEPS = Steps(Decimal(5), Decimal("2.5"))
AT = datetime(2026, 11, 2, 18, tzinfo=UTC)


def a_set(position: int, load: str | None, reps: int, rated: str | None = None) -> PerformedSet:
    return PerformedSet(
        set_id=SetId(new_uuid()),
        workout_id=WorkoutId(UUID(int=1)),
        exercise_id=SQUAT,
        started_at=AT,
        position=position,
        kind=SetKind.NORMAL,
        load_kg=None if load is None else Decimal(load),
        reps=reps,
        rpe=None if rated is None else Decimal(rated),
    )


def a_session(*sets: tuple[str | None, int]) -> Session:
    return Session(AT, tuple(a_set(n, load, reps) for n, (load, reps) in enumerate(sets)))


def some_work(*sets: tuple[str | None, int]) -> Work:
    work = work_of(a_session(*sets))
    assert work is not None
    return work


def a_prescription(
    scheme: ProgressionScheme, low: int, high: int, load: str | None
) -> Prescription:
    return Prescription(
        day=1,
        position=0,
        exercise_id=SQUAT,
        sets=3,
        reps_low=low,
        reps_high=high,
        scheme=scheme,
        load_kg=None if load is None else Decimal(load),
    )


def planned(
    history: Sequence[Work],
    *,
    days: int = 3,
    prescription: Prescription | None = None,
    wish: Wish | None = None,
) -> Plan:
    return plan_next(history, STEPS, days_since_last=days, prescription=prescription, wish=wish)


def test_ramp_and_top_single_are_not_the_working_sets() -> None:
    work = some_work(
        ("60", 5), ("80", 3), ("90", 1), ("110", 3), ("110", 3), ("110", 3), ("110", 3), ("120", 1)
    )
    assert (work.load, work.reps, work.target) == (Decimal(110), (3, 3, 3, 3), 3)


def test_back_off_sets_after_the_top_set_are_the_work() -> None:
    work = some_work(("100", 3), ("140", 1), ("100", 5), ("100", 5), ("100", 5))
    assert (work.load, work.reps) == (Decimal(100), (5, 5, 5))


def test_a_lone_heaviest_set_of_several_repetitions_is_the_work() -> None:
    work = some_work(("60", 5), ("100", 5), ("140", 5))
    assert (work.load, work.reps) == (Decimal(140), (5,))


def test_marked_warm_ups_never_count() -> None:
    warm = replace(a_set(0, "100", 5), kind=SetKind.WARMUP)
    working = a_set(1, "100", 5)
    assert without_ramp([warm, working]) == [working]


def test_sessions_come_newest_first_with_sets_in_order() -> None:
    later = replace(
        a_set(0, "100", 5), workout_id=WorkoutId(UUID(int=2)), started_at=AT.replace(day=5)
    )
    grouped = sessions([a_set(1, "90", 5), a_set(0, "80", 5), later])
    assert [len(group.sets) for group in grouped] == [1, 2]
    assert [done.position for done in grouped[1].sets] == [0, 1]


def test_load_goes_up_when_all_sets_reached_their_repetitions() -> None:
    plan = planned([some_work(("110", 3), ("110", 3), ("110", 3))])
    assert (plan.decision, plan.load_kg, plan.sets, plan.reps) == ("progress", Decimal(115), 3, 3)
    assert plan.assumptions


def test_a_missed_repetition_repeats_the_load() -> None:
    plan = planned([some_work(("100", 5), ("100", 5), ("100", 4))])
    assert (plan.decision, plan.load_kg, plan.reps) == ("repeat", Decimal(100), 5)


def test_repetitions_that_fall_from_set_to_set_are_a_target_missed() -> None:
    plan = planned([some_work(("100", 5), ("100", 4), ("100", 4))])
    assert (plan.decision, plan.load_kg, plan.reps) == ("repeat", Decimal(100), 5)


def test_a_last_set_beyond_the_target_does_not_raise_it() -> None:
    plan = planned([some_work(("100", 5), ("100", 5), ("100", 8))])
    assert (plan.decision, plan.reps) == ("progress", 5)


def test_three_failures_in_a_row_take_a_tenth_off() -> None:
    failed = some_work(("100", 5), ("100", 5), ("100", 4))
    plan = planned([failed, failed, failed])
    assert (plan.decision, plan.load_kg, plan.failures) == ("reduce", Decimal(90), 3)


def test_failures_at_another_load_are_not_counted() -> None:
    now = some_work(("100", 5), ("100", 5), ("100", 4))
    before = some_work(("95", 5), ("95", 5), ("95", 4))
    assert planned([now, before, before]).decision == "repeat"


def test_a_step_of_more_than_a_tenth_is_earned_with_repetitions_first() -> None:
    plan = planned([some_work(("20", 10), ("20", 10), ("20", 10))])
    assert (plan.decision, plan.load_kg, plan.reps) == ("hold", Decimal(20), 11)


def test_body_weight_exercises_gain_a_repetition() -> None:
    plan = planned([some_work((None, 10), (None, 10))])
    assert (plan.decision, plan.load_kg, plan.reps) == ("hold", None, 11)


@pytest.mark.parametrize(
    ("days", "share"),
    [(13, None), (14, 90), (28, 90), (29, 80), (91, 80), (92, 70), (182, 70), (183, 55)],
)
def test_return_share_follows_the_length_of_the_break(days: int, share: int | None) -> None:
    found = layoff.return_share(days)
    assert (None if found is None else found.share * 100) == share


def test_after_a_break_the_load_is_lower_and_the_sets_are_halved() -> None:
    plan = planned([some_work(*[("110", 3)] * 5)], days=60)
    assert (plan.decision, plan.load_kg, plan.sets) == ("return", Decimal("87.5"), 3)
    assert plan.coach_heuristic


def test_programme_load_stands_until_it_was_reached() -> None:
    asked = a_prescription(ProgressionScheme.LINEAR, 5, 5, "30")
    below = some_work(("27.5", 5), ("27.5", 5), ("27.5", 5))
    plan = planned([below], prescription=asked)
    assert (plan.decision, plan.load_kg) == ("repeat", Decimal(30))


def test_fewer_sets_than_the_programme_asks_for_is_no_success() -> None:
    asked = a_prescription(ProgressionScheme.LINEAR, 5, 5, "30")
    plan = planned([some_work(("30", 5), ("30", 5))], prescription=asked)
    assert (plan.decision, plan.load_kg, plan.sets) == ("repeat", Decimal(30), 3)


def test_double_progression_moves_on_only_when_every_set_is_at_the_top() -> None:
    asked = a_prescription(ProgressionScheme.DOUBLE, 8, 12, "60")
    full = planned([some_work(*[("60", 12)] * 3)], prescription=asked)
    short = planned([some_work(("60", 12), ("60", 12), ("60", 11))], prescription=asked)
    assert (full.decision, full.load_kg, full.reps, full.reps_high) == (
        "progress",
        Decimal(65),
        8,
        12,
    )
    assert (short.decision, short.load_kg) == ("hold", Decimal(60))


def test_a_wanted_rpe_gives_a_load_from_the_estimated_maximum() -> None:
    plan = planned([some_work(*[("100", 5)] * 3)], wish=Wish(reps=3, rpe=Decimal(9)))
    assert (plan.decision, plan.target_rpe, plan.reps) == ("rpe", Decimal(9), 3)
    assert plan.load_kg == Decimal(105)


def test_the_first_set_off_target_changes_the_next_by_two_percent_a_half_point() -> None:
    assert rpe.next_set_load(100, 9, 8, 0.5) == 96
    assert rpe.next_set_load(100, 8.25, 8, 0.5) == 100


@given(st.floats(20, 400), st.integers(2, 15))
def test_estimates_lie_between_their_bounds_and_above_the_load(load: float, reps: int) -> None:
    estimate = one_rep_max.median_of_five(load, reps)
    assert load < estimate.value
    assert estimate.low <= estimate.value <= estimate.high


def test_estimates_say_when_they_are_weak_and_end_at_fifteen() -> None:
    assert one_rep_max.median_of_five(100, 1).value == 100
    assert one_rep_max.median_of_five(60, 10).confidence == "normal"
    assert one_rep_max.median_of_five(60, 11).confidence == "low"
    with pytest.raises(InvalidInput):
        one_rep_max.median_of_five(60, 16)


@given(st.integers(8, 120))
def test_plates_add_up_to_the_load(steps: int) -> None:
    target = Decimal(steps) * Decimal("2.5")
    loaded = plates.per_side(target)
    assert 20 + 2 * sum(loaded.per_side, Decimal(0)) + loaded.unloaded == target
    assert loaded.unloaded == 0


def test_a_load_below_the_bar_cannot_be_plated() -> None:
    with pytest.raises(InvalidInput):
        plates.per_side(Decimal(15))


@given(st.integers(9, 120), st.integers(1, 12))
def test_warm_ups_climb_and_stay_below_the_work(steps: int, reps: int) -> None:
    work = Decimal(steps) * Decimal("2.5")
    loads = [each.load for each in plates.warm_up(work, reps)]
    assert loads == sorted(set(loads))
    assert all(load < work for load in loads)


def test_increments_follow_the_lift_the_gear_and_the_training_age() -> None:
    def increment(pattern: Pattern, gear: Equipment, *, novice: bool) -> Decimal:
        return progression.increment_for(
            pattern, gear, MassUnit.KG, novice=novice, step=Decimal("2.5")
        )

    assert increment(Pattern.SQUAT, Equipment.BARBELL, novice=True) == 5
    assert increment(Pattern.HORIZONTAL_PUSH, Equipment.BARBELL, novice=True) == Decimal("2.5")
    assert increment(Pattern.SQUAT, Equipment.BARBELL, novice=False) == Decimal("2.5")
    assert increment(Pattern.LUNGE, Equipment.DUMBBELL, novice=True) == Decimal("2.5")


def test_pounds_move_in_fives() -> None:
    step = plates.smallest_step(
        Equipment.BARBELL,
        MassUnit.LB,
        plate_step_kg=Decimal("2.5"),
        dumbbell_step_kg=Decimal(2),
    )
    assert step == 5


def test_sets_count_whole_for_primary_and_half_for_secondary_muscles() -> None:
    squat = Exercise(SQUAT, "Squat", Pattern.SQUAT, Equipment.BARBELL, ("quads",), ("glutes",))
    done = [a_set(0, "100", 5), a_set(1, "100", 5), a_set(2, "100", 5, "5")]
    assert volume.fractional_sets(done, {SQUAT: squat}) == {"quads": 2, "glutes": 1}


@pytest.mark.parametrize("rated", ["6", "6.5", "7", "8", "10"])
@pytest.mark.parametrize("reps", [1, 5, 11, 12])
def test_every_rated_set_has_an_estimate_within_its_band(reps: int, rated: str) -> None:
    estimate, _ = estimated_max(60.0, reps, Decimal(rated))
    assert 60 <= estimate.low <= estimate.value <= estimate.high


def test_a_set_without_a_telling_rpe_is_estimated_by_its_repetitions() -> None:
    for rated in (None, Decimal(5)):
        assert estimated_max(100.0, 5, rated) == (median_of_five(100.0, 5), "median_of_five")
    assert estimated_max(100.0, 5, Decimal(8))[1] == "rpe_table"
