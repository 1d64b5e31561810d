"""Progress only if load and all sets reached the prescription."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from coach.training.rules.next_session import Plan, Steps, plan_next
from coach.training.rules.programme.request import Kit
from coach.training.rules.programme.session import Past, prescribed_next
from coach.training.rules.working_sets import Session, Work, work_of

pytestmark = pytest.mark.unit

START = datetime(2026, 10, 5, 18, tzinfo=UTC)
STEPS = Steps(Decimal("2.5"), Decimal("2.5"))
LINEAR = Prescription(
    day=1,
    position=0,
    exercise_id=ExerciseId("bench_press"),
    sets=3,
    reps_low=5,
    reps_high=5,
    scheme=ProgressionScheme.LINEAR,
    load_kg=Decimal(100),
    since=START,
)
DOUBLE = replace(LINEAR, scheme=ProgressionScheme.DOUBLE, reps_low=8, reps_high=12)


def a_session(text: str, number: int = 0) -> Work:
    """Read "100x5 100x5d 60x5w": load, repetitions, and d, f or w for drop, failure, warm-up."""
    kinds = {"d": SetKind.DROP, "w": SetKind.WARMUP, "f": SetKind.FAILURE}
    sets: list[PerformedSet] = []
    for position, word in enumerate(text.split()):
        load, reps = word.rstrip("dwf").split("x")
        sets.append(
            PerformedSet(
                set_id=SetId(new_uuid()),
                workout_id=WorkoutId(new_uuid()),
                exercise_id=LINEAR.exercise_id,
                started_at=START + timedelta(days=3 * number),
                position=position,
                kind=kinds.get(word[-1], SetKind.NORMAL),
                load_kg=None if load == "bw" else Decimal(load),
                reps=int(reps),
                rpe=None,
            )
        )
    work = work_of(Session(sets[0].started_at, tuple(sets)))
    assert work is not None
    return work


def after(prescription: Prescription, *sessions: str) -> Plan:
    """Plan after sessions in their order."""
    history = [a_session(text, number) for number, text in enumerate(sessions)]
    return plan_next(history[::-1], STEPS, days_since_last=3, prescription=prescription)


@pytest.mark.parametrize(
    ("done", "decision", "load"),
    [
        ("100x5 100x5 100x5", "progress", "102.5"),
        ("100x5 100x5 100x8", "progress", "102.5"),
        ("60x5w 80x3w 100x5 100x5 100x5", "progress", "102.5"),
        ("20x10 60x5 80x3 100x5 100x5 100x5", "progress", "102.5"),
        ("100x5 100x5 100x5 90x8 90x8 90x8", "progress", "102.5"),
        ("100x5 100x5 100x5 100x3", "progress", "102.5"),
        ("102.5x5 102.5x5 102.5x5", "progress", "105.0"),
        ("105x5 100x5 100x5", "progress", "102.5"),
        ("102.5x5 102.5x5 100x5", "progress", "102.5"),
        ("100x5 100x5", "repeat", "100"),
        ("100x5 100x5 95x5", "repeat", "100"),
        ("97.5x5 97.5x5 97.5x5", "repeat", "100"),
        ("97.5x8 97.5x8 97.5x8", "repeat", "100"),
        ("100x5 100x5 90x5 90x5 90x5", "repeat", "100"),
        ("100x5 100x5 100x4", "repeat", "100"),
        ("100x4 100x5 100x5 100x5", "repeat", "100"),
        ("100x5 100x5 100x4f", "repeat", "100"),
        ("100x5 100x5 100x5d", "repeat", "100"),
        ("100x5 100x5 80x5d 70x5d", "repeat", "100"),
        ("100x5w 100x5 100x5", "repeat", "100"),
        ("110x3 100x5 100x5", "repeat", "100"),
        ("100x10", "repeat", "100"),
    ],
)
def test_a_linear_load_goes_up_only_after_all_sets_at_the_load(
    done: str, decision: str, load: str
) -> None:
    plan = after(LINEAR, done)
    assert (plan.decision, plan.load_kg, plan.sets) == (decision, Decimal(load), 3)


@pytest.mark.parametrize(
    ("done", "decision", "load", "reps"),
    [
        ("100x12 100x12 100x12", "progress", "102.5", 8),
        ("100x12 100x12 100x11", "hold", "100", 12),
        ("100x9 100x9 100x8", "hold", "100", 9),
        ("100x12 100x12", "hold", "100", 8),
        ("97.5x12 97.5x12 97.5x12", "hold", "100", 8),
        ("100x12 100x12 90x12 90x12", "hold", "100", 8),
        ("100x12 100x12 100x12d", "hold", "100", 8),
        ("100x7 100x6 100x5", "hold", "100", 8),
    ],
)
def test_a_double_progression_starts_over_only_from_the_top_of_every_set(
    done: str, decision: str, load: str, reps: int
) -> None:
    plan = after(DOUBLE, done)
    assert (plan.decision, plan.load_kg, plan.reps) == (decision, Decimal(load), reps)


def test_a_lighter_session_does_not_make_the_lighter_load_the_prescription() -> None:
    plan = after(LINEAR, "100x5 100x5 100x5", "102.5x4 92.5x5 92.5x5 92.5x5")
    assert (plan.decision, plan.load_kg) == ("repeat", Decimal("102.5"))


def test_three_sessions_below_the_prescription_take_a_tenth_off_it() -> None:
    missed = "100x5 100x5 100x4"
    plan = after(LINEAR, missed, "100x5 100x5", missed)
    assert (plan.decision, plan.load_kg, plan.failures) == ("reduce", Decimal(90), 3)
    again = after(LINEAR, missed, missed, missed, "90x5 90x5 90x5")
    assert (again.decision, again.load_kg) == ("progress", Decimal("92.5"))


def test_easy_sessions_far_below_the_load_are_no_failures() -> None:
    easy = "70x5 70x5"
    plan = after(LINEAR, easy, easy, "100x5 100x5 100x4")
    assert (plan.decision, plan.load_kg) == ("repeat", Decimal(100))


def test_a_heavy_single_before_the_sets_does_not_hide_them() -> None:
    plan = after(LINEAR, "120x1 100x5 100x5 100x5")
    assert (plan.decision, plan.load_kg) == ("progress", Decimal("102.5"))


def test_a_large_step_is_earned_once_and_then_taken() -> None:
    bar = replace(LINEAR, load_kg=Decimal(20))
    first = after(bar, "20x5 20x5 20x5")
    assert (first.decision, first.load_kg, first.reps) == ("hold", Decimal(20), 6)
    missed = after(bar, "20x5 20x5 20x5", "20x6 20x5 20x5")
    assert (missed.load_kg, missed.reps, missed.failures) == (Decimal(20), 6, 0)
    earned = after(bar, "20x5 20x5 20x5", "20x6 20x6 20x6")
    assert (earned.decision, earned.load_kg, earned.reps) == ("progress", Decimal("22.5"), 5)


def test_a_heavier_load_within_the_range_becomes_the_load_of_a_double_progression() -> None:
    plan = after(DOUBLE, "110x9 110x8 110x8")
    assert (plan.decision, plan.load_kg, plan.reps) == ("hold", Decimal(110), 9)


def test_sessions_within_the_range_are_no_failures_of_a_double_progression() -> None:
    held = after(DOUBLE, *["100x9 100x9 100x9"] * 4)
    assert (held.decision, held.load_kg) == ("hold", Decimal(100))
    failed = after(DOUBLE, *["100x7 100x7 100x6"] * 3)
    assert (failed.decision, failed.load_kg, failed.reps) == ("reduce", Decimal(90), 8)


def test_sessions_before_the_programme_are_not_judged_by_it() -> None:
    before = a_session("140x5 140x5 140x5", number=-1)
    plan = plan_next([before], STEPS, days_since_last=3, prescription=LINEAR)
    assert (plan.decision, plan.load_kg) == ("hold", Decimal(100))
    assert "first session" in plan.reason


def test_body_weight_goes_up_in_repetitions_and_then_asks_for_a_harder_variation() -> None:
    push_up = replace(DOUBLE, load_kg=None)
    assert after(push_up, "bwx9 bwx9 bwx8").reps == 9
    assert after(push_up, "bwx12 bwx12").decision == "repeat"
    done = after(push_up, "bwx12 bwx12 bwx12")
    assert (done.decision, done.reps) == ("progress", 8)
    assert "harder variation" in done.reason


def test_a_wave_does_not_listen_to_the_last_session() -> None:
    wave = replace(LINEAR, scheme=ProgressionScheme.WAVE, load_kg=Decimal(85))
    plan = after(wave, "100x5 100x5 100x5")
    assert (plan.load_kg, plan.sets) == (Decimal(85), 1)


BY_RPE = replace(
    LINEAR,
    scheme=ProgressionScheme.RPE,
    sets=4,
    reps_low=3,
    load_kg=Decimal("142.5"),
    target_rpe=Decimal(8),
)


def test_sets_by_rpe_that_were_done_as_asked_and_not_rated_do_not_lower_the_load() -> None:
    done = "142.5x3 142.5x3 142.5x3 142.5x3"
    assert after(BY_RPE, done).load_kg == Decimal("142.5")
    assert after(BY_RPE, *[done] * 4).load_kg == Decimal("142.5")
    assert after(BY_RPE, done, "142.5x5 142.5x5").load_kg == Decimal("152.5")
    plan = after(BY_RPE, done)
    assert plan.estimate == "rpe_table"
    assert "effort asked for" in plan.assumptions[0]


def test_an_easy_week_does_not_lower_the_loads_by_rpe_after_it() -> None:
    assert after(BY_RPE, "142.5x3 142.5x3", "100x3 100x3", "100x6").load_kg == Decimal("142.5")


def test_what_was_lifted_before_a_break_is_not_asked_for_after_it() -> None:
    before, back = a_session("142.5x3 142.5x3"), a_session("100x3 100x3", number=40)
    plan = plan_next([back, before], STEPS, days_since_last=3, prescription=BY_RPE)
    assert plan.load_kg == Decimal(100)


SETS = st.lists(
    st.tuples(st.sampled_from(["90", "97.5", "100", "102.5"]), st.integers(1, 9)),
    min_size=1,
    max_size=6,
)


@given(SETS)
def test_progress_means_load_and_all_sets_whatever_was_done(sets: list[tuple[str, int]]) -> None:
    plan = after(LINEAR, " ".join(f"{load}x{reps}" for load, reps in sets))
    at_load = [reps for load, reps in sets if load == "100" or (load == "102.5" and reps >= 5)]
    reached = len(at_load) >= 3 and min(at_load[:3]) >= 5
    assert (plan.decision == "progress") is reached


def test_a_heavier_load_than_the_one_to_be_earned_needs_the_target_only() -> None:
    small = replace(LINEAR, load_kg=None, since=None, increment_kg=Decimal(5))
    held = after(small, "45x5 45x5 45x5")
    assert (held.decision, held.load_kg, held.reps) == ("hold", Decimal(45), 6)
    taken = after(small, "45x5 45x5 45x5", "47.5x5 47.5x5 47.5x5")
    assert (taken.decision, taken.load_kg, taken.reps) == ("hold", Decimal("47.5"), 6)
    earned = after(small, "45x5 45x5 45x5", "45x6 45x6 45x6")
    assert (earned.decision, earned.load_kg, earned.reps) == ("progress", Decimal(50), 5)


def test_a_typed_in_line_without_a_step_takes_the_usual_one() -> None:
    squat = Exercise(
        ExerciseId("back_squat"), "Squat", Pattern.SQUAT, Equipment.BARBELL, ("quads",), ()
    )
    line = replace(LINEAR, exercise_id=squat.id, load_kg=None, since=None)
    past = Past((a_session("100x5 100x5 100x5"),), 3)
    for novice, load in ((True, Decimal(105)), (False, Decimal("102.5"))):
        found = prescribed_next(line, squat, Kit(), past, novice=novice)
        assert found.sets[0].load_kg == load
