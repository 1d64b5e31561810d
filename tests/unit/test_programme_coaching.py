"""What a strength coach looks for: choices, order, loads, and reasons that are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise, Pattern, Region
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.checks import violations
from coach.training.rules.programme.loading import step_of, training_max
from coach.training.rules.programme.plan import Method, Phase, PlannedExercise, ProgrammePlan
from coach.training.rules.programme.request import (
    BODY_WEIGHT,
    Aim,
    Injury,
    Kit,
    KnownLift,
    ProgrammeRequest,
    RecentLog,
    Severity,
    TrainingAge,
    gym_in,
)
from coach.training.rules.programme.revise import Moment, revise_programme
from coach.training.rules.programme.revisions import MissedWeek, NewInjury, NextBlock
from coach.training.rules.programme.session import (
    NextExercise,
    Past,
    next_exercise,
    prescriptions_of,
)
from coach.training.rules.working_sets import Work
from coach.units import MassUnit, kg_from, mass_in
from store.catalogue import exercises

pytestmark = pytest.mark.unit

CATALOGUE = tuple(entry.exercise for entry in exercises())
START = datetime(2026, 2, 2, 18, tzinfo=UTC)
KNOWN = {each.id: each for each in CATALOGUE}
LOG = RecentLog(
    tuple(
        KnownLift(ExerciseId(name), Decimal(load), 5, Decimal(maximum))
        for name, load, maximum in (
            ("back_squat", 140, 165),
            ("bench_press", 100, 117),
            ("deadlift", 170, 200),
            ("overhead_press", 60, 70),
        )
    ),
    days_since_last=3,
)


def a_plan(
    aim: Aim = Aim.FITNESS,
    age: TrainingAge = TrainingAge.INTERMEDIATE,
    days: int = 3,
    minutes: int = 60,
    *,
    kit: Kit | None = None,
    injuries: tuple[Injury, ...] = (),
    log: RecentLog | None = None,
) -> ProgrammePlan:
    """Return the programme of an athlete."""
    request = ProgrammeRequest(
        aim,
        age,
        days,
        minutes,
        kit=kit or Kit(),
        injuries=injuries,
        log=log or RecentLog(),
    )
    return build_programme(request, CATALOGUE)


def lifts(plan: ProgrammePlan) -> list[PlannedExercise]:
    """Return every exercise of the week."""
    return [each for day in plan.days for each in day.exercises]


def held(plan: ProgrammePlan) -> list[Exercise]:
    """Return every exercise of the week, as the catalogue has it."""
    return [KNOWN[each.exercise_id] for each in lifts(plan)]


def test_a_shoulder_to_be_spared_gets_no_press_and_nothing_overhead() -> None:
    plan = a_plan(injuries=(Injury(Region.SHOULDER),))
    patterns = {each.pattern for each in held(plan)}
    overhead = {Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH, Pattern.VERTICAL_PULL}
    assert not patterns & overhead
    assert "back_squat" not in {each.id for each in held(plan)}


def test_a_knee_to_be_spared_gets_no_squat_lunge_extension_or_curl() -> None:
    plan = a_plan(Aim.MUSCLE, injuries=(Injury(Region.KNEE),))
    assert not {each.pattern for each in held(plan)} & {Pattern.SQUAT, Pattern.LUNGE}
    assert not any("quadriceps" in each.primary_muscles for each in held(plan))
    assert not any("leg_curl" in each.id for each in held(plan))
    note = next(each.note for each in plan.volume if each.muscle == "quadriceps")
    assert "injuries" in note


def test_a_shoulder_that_is_limited_gets_presses_that_seldom_hurt() -> None:
    plan = a_plan(injuries=(Injury(Region.SHOULDER, Severity.LIMIT),))
    presses = [each for each in held(plan) if each.pattern is Pattern.HORIZONTAL_PUSH]
    assert presses
    assert not any(Region.SHOULDER in each.avoid_with for each in presses)


def test_a_reason_never_calls_a_stand_in_the_best_that_is_possible() -> None:
    plan = a_plan(Aim.MUSCLE, TrainingAge.ADVANCED, 6, 75)
    assert not any("the best that is possible" in each.reason for each in lifts(plan))


def test_body_weight_is_told_no_load_to_put_up_and_no_half_repetition_to_leave() -> None:
    plan = a_plan(age=TrainingAge.NOVICE, minutes=20, kit=BODY_WEIGHT)
    for each in lifts(plan):
        assert "load goes up" not in each.reason
        assert "2.5" not in each.reason + each.find_load
        assert "easier variation" in each.find_load


def test_kettlebells_are_pressed_and_squatted_with_before_body_weight() -> None:
    plan = a_plan(minutes=40, kit=Kit(equipment=(Equipment.KETTLEBELL,), fixtures=()))
    ids = {each.id for each in held(plan)}
    assert "kettlebell_press" in ids
    assert not ids & {"pike_push_up", "bodyweight_squat"}


def after_sessions(plan: ProgrammePlan, week: int, *loads: str, ago: int = 3) -> NextExercise:
    """Return the squat of a week after sessions of three sets of five, oldest first."""
    squat = KNOWN[ExerciseId("back_squat")]
    history = [
        Work(START + timedelta(days=3 * n), Decimal(load), (), 5) for n, load in enumerate(loads)
    ]
    past = Past(history[::-1], ago)
    return next_exercise(plan, (0, 0), plan.weeks[week - 1], squat, past, START)


def test_the_second_session_of_a_deload_is_as_light_as_the_first() -> None:
    plan = a_plan(Aim.STRENGTH, log=LOG)
    first = after_sessions(plan, 6, "140", "140")
    second = after_sessions(plan, 6, "140", "140", "97.5")
    assert first.sets == second.sets
    assert (first.sets[0].load_kg, first.sets[0].target_rpe) == (Decimal("97.5"), Decimal(6))


def test_a_week_of_return_lowers_the_load_once_and_is_far_from_failure() -> None:
    plan = a_plan(Aim.STRENGTH, log=replace(LOG, days_since_last=150))
    first = after_sessions(plan, 1, "140", ago=150)
    again = after_sessions(plan, 1, "97.5")
    assert (first.sets[0].load_kg, again.sets[0].load_kg) == (Decimal("97.5"), Decimal("97.5"))
    assert first.sets[0].target_rpe == Decimal(6)


def test_nothing_is_said_to_undulate_where_every_day_is_heavy() -> None:
    assert not any("undulate" in said for said in a_plan(Aim.STRENGTH, days=1).statements)
    assert not any("undulate" in said for said in a_plan(Aim.STRENGTH, days=4).statements)
    assert any("undulate" in said for said in a_plan(Aim.STRENGTH, days=3).statements)


def test_a_wave_counts_every_set_from_one_rounded_training_max_and_warms_up_to_the_first() -> None:
    plan = a_plan(Aim.STRENGTH, days=4, minutes=75, log=LOG)
    day, squat = next(
        (day, each)
        for day in plan.days
        for each in day.exercises
        if each.exercise_id == "back_squat"
    )
    place = (day.number - 1, day.exercises.index(squat))
    loads: list[list[str]] = []
    for week in plan.weeks:
        session = next_exercise(plan, place, week, KNOWN[squat.exercise_id], Past((), None), START)
        loads.append([str(each.load_kg) for each in session.sets])
    # 90 % of 165 kg is 148.5, rounded to 147.5
    assert loads == [
        ["95.0", "110.0", "125.0"],
        ["102.5", "117.5", "132.5"],
        ["110.0", "125.0", "140.0"],
        ["60.0", "75.0", "87.5"],
    ]
    asked = [
        str(each.load_kg)
        for each in prescriptions_of(plan, 3)
        if each.exercise_id == squat.exercise_id
    ]
    assert asked == ["140.0"]
    assert max(each.load_kg or 0 for each in squat.warm_ups) < Decimal(95)


def test_the_training_max_of_the_next_cycle_rises_by_its_step() -> None:
    plan = a_plan(Aim.STRENGTH, days=4, minutes=75, log=LOG)
    stronger = replace(
        LOG, lifts=tuple(replace(each, one_rep_max_kg=Decimal(220)) for each in LOG.lifts)
    )
    after = revise_programme(plan, NextBlock(stronger), CATALOGUE, Moment(5, START.date()))
    maxima = {each.exercise_id: each.one_rep_max_kg for each in lifts(after)}
    rounded = {
        name: training_max(after.request.kit, maxima[ExerciseId(name)] or Decimal(0))
        for name in ("back_squat", "bench_press")
    }
    assert rounded == {"back_squat": Decimal("152.5"), "bench_press": Decimal("107.5")}


def test_a_maximum_from_before_a_long_break_is_no_base_for_percentages() -> None:
    plan = a_plan(Aim.STRENGTH, days=4, log=replace(LOG, days_since_last=150))
    assert not any(each.method is Method.WAVE for each in lifts(plan))
    hurt = NewInjury(Injury(Region.ELBOW))
    revised = revise_programme(plan, hurt, CATALOGUE, Moment(2, START.date()))
    squat = next(each for each in lifts(revised) if each.exercise_id == "back_squat")
    assert squat.load_kg is not None
    assert squat.load_kg < Decimal("0.75") * Decimal(140)


def test_a_push_day_gets_no_pull_up_and_a_leg_day_no_chest_fly() -> None:
    six = a_plan(Aim.MUSCLE, TrainingAge.ADVANCED, 6, 75)
    for day in six.days:
        patterns = {KNOWN[each.exercise_id].pattern for each in day.exercises}
        if day.name.startswith("Push"):
            assert Pattern.VERTICAL_PULL not in patterns
        if day.name.startswith("Legs"):
            assert not any("fly" in each.exercise_id for each in day.exercises)
    assert all(
        each.dose.reps_high <= 10
        for each in lifts(six)
        if each.exercise_id in {"pull_up", "chin_up"}
    )


def test_an_injury_during_the_return_keeps_the_return_and_lists_no_sets_it_did_not_change() -> None:
    plan = a_plan(Aim.STRENGTH, days=4, log=replace(LOG, days_since_last=150))
    moment = Moment(1, START.date())
    hurt = revise_programme(plan, NewInjury(Injury(Region.ELBOW)), CATALOGUE, moment)
    assert hurt.weeks[0].phase is Phase.RETURN
    assert not any(each.method is Method.WAVE for each in lifts(hurt))
    missed = revise_programme(plan, MissedWeek(1), CATALOGUE, moment)
    assert not any(each.kind == "sets" for each in missed.changes)


def test_a_light_load_is_not_warmed_up_to_in_steps_of_nothing() -> None:
    light = replace(
        LOG, lifts=(KnownLift(ExerciseId("bench_press"), Decimal(30), 5, Decimal("34.5")),)
    )
    plan = a_plan(Aim.STRENGTH, log=light)
    bench = next(each for each in lifts(plan) if each.exercise_id == "bench_press")
    assert bench.load_kg == Decimal(30)
    assert [each.load_kg for each in bench.warm_ups] == [Decimal(20), Decimal(25)]


def test_a_deadlift_is_not_warmed_up_with_an_empty_bar_on_the_floor() -> None:
    plan = a_plan(Aim.STRENGTH, log=LOG)
    pull = next(each for each in lifts(plan) if each.exercise_id == "deadlift")
    assert pull.warm_ups[0].load_kg == Decimal("70.0")


def test_an_athlete_who_lifts_pounds_gets_a_pound_bar_pound_plates_and_steps_of_five() -> None:
    squat = KnownLift(ExerciseId("back_squat"), Decimal(140), 5, kg_from(Decimal(365), MassUnit.LB))
    plan = a_plan(Aim.STRENGTH, kit=gym_in(MassUnit.LB), log=RecentLog((squat,), days_since_last=3))
    found = next(each for each in lifts(plan) if each.exercise_id == squat.exercise_id)
    in_pounds = [
        mass_in(each, MassUnit.LB)
        for each in (
            found.load_kg,
            found.increment_kg,
            *found.plates_per_side,
            *(each.load_kg for each in found.warm_ups),
        )
        if each is not None
    ]
    # 86.3 % of 365 lb for three at RPE 8 is 315 lb: three plates a side
    assert in_pounds == [315, 5, 45, 45, 45, 45, 125, 190, 250, 285]
    assert violations(plan, CATALOGUE) == []
    pulldown = KNOWN[ExerciseId("lat_pulldown")]
    assert step_of(pulldown, plan.request.kit) == kg_from(Decimal(5), MassUnit.LB)
    assert "lb" in next(each.find_load for each in lifts(plan) if each.exercise_id == "bench_press")


def test_strength_for_endurance_trains_calves_and_trunk_and_single_legs() -> None:
    plan = a_plan(Aim.ENDURANCE, days=2, minutes=45)
    found = held(plan)
    assert any(each.primary_muscles == ("calves",) for each in found)
    assert {Pattern.LUNGE, Pattern.CORE} <= {each.pattern for each in found}


def to_meet(weeks: int) -> ProgrammePlan:
    """Return the preparation of a lifter for a meet."""
    request = ProgrammeRequest(
        Aim.POWERLIFTING, TrainingAge.ADVANCED, 4, 90, log=LOG, meet_in_weeks=weeks
    )
    return build_programme(request, CATALOGUE)


def test_the_last_weeks_before_a_meet_are_heavy_and_their_loads_fit_their_repetitions() -> None:
    last = to_meet(1)
    squat = next(each for each in lifts(last) if each.exercise_id == "back_squat")
    # two repetitions at RPE 8 are 89.2 % of 165 kg
    assert (last.weeks[0].phase, squat.load_kg) == (Phase.TAPER, Decimal("147.5"))
    assert [week.phase for week in to_meet(3).weeks] == [
        Phase.INTENSIFICATION,
        Phase.INTENSIFICATION,
        Phase.TAPER,
    ]


def test_no_preparation_goes_on_for_more_than_eight_weeks_without_an_easy_one() -> None:
    for weeks in range(1, 21):
        hard = 0
        for week in to_meet(weeks).weeks:
            hard = 0 if week.phase in {Phase.DELOAD, Phase.TAPER} else hard + 1
            assert hard <= 8, weeks
