"""Tools that log, correct, plan and work out loads, on a real database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from coach.accounts.model import Memory, MemoryKind
from coach.errors import RetryableToolError
from tests.fixtures.tools import Toolbox
from tests.integration.test_tools_training import log_day
from tools.arguments.training import DeleteSetsArgs
from tools.results.training import (
    AdjustedSet,
    ExerciseHistory,
    LoggedSets,
    NextLoad,
    PercentOfMax,
    PlateMath,
    SessionLoads,
    SetsChanged,
    WeeklyVolume,
)
from tools.set_changes import deletion_question

SETS = [{"reps": 5, "load": 100}] * 3


def loads(changed: SetsChanged | LoggedSets) -> list[tuple[int, int, Decimal | None]]:
    return [(group.sets, group.reps, group.load) for group in changed.groups]


def test_words_about_effort_and_plates_are_stored_as_figures(toolbox: Toolbox) -> None:
    sets = [{"reps": 5, "plates": 2}, {"reps": 5, "plates": 2, "effort": "grinder"}]
    data: LoggedSets = toolbox.data("log_sets", exercise="squat", sets=sets)
    assert loads(data) == [(2, 5, Decimal(100))]
    assert data.groups[0].rpe == Decimal("9.5")
    assert len(data.assumptions) == 2


def test_a_load_beyond_belief_is_asked_about_and_not_stored(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as asked:
        toolbox.call("log_sets", exercise="squat", sets=[{"reps": 5, "load": 1000}])
    assert asked.value.code == "doubtful_load"
    with toolbox.store.read_only() as uow:
        assert uow.workouts.count(toolbox.user_id) == 0


def test_equal_sets_of_a_day_are_kept_once_unless_they_come_on_top(toolbox: Toolbox) -> None:
    toolbox.call("log_sets", exercise="squat", sets=SETS)
    told_twice: LoggedSets = toolbox.data("log_sets", exercise="squat", sets=SETS)
    on_top: LoggedSets = toolbox.data("log_sets", exercise="squat", sets=SETS, again=True)
    assert (told_twice.already_logged, on_top.already_logged) == (True, False)


def test_the_same_as_last_time_repeats_the_newest_sets(toolbox: Toolbox) -> None:
    log_day(toolbox, toolbox.now - timedelta(days=3), "bench_press", ("80", 5), ("80", 4))
    data: LoggedSets = toolbox.data("log_sets", exercise="bench", same_as_last=True)
    assert loads(data) == [(1, 5, Decimal(80)), (1, 4, Decimal(80))]


def test_a_wrong_load_is_put_right_in_the_sets_that_had_it(toolbox: Toolbox) -> None:
    toolbox.call("log_sets", exercise="bench", sets=[{"reps": 5, "load": 90}] * 3)
    data: SetsChanged = toolbox.data("correct_sets", exercise="bench", load=80, was_load=90)
    assert (data.changed, loads(data)) == (3, [(3, 5, Decimal(80))])
    again: SetsChanged = toolbox.data("correct_sets", exercise="bench", which="last", reps=4)
    assert loads(again) == [(2, 5, Decimal(80)), (1, 4, Decimal(80))]


def test_a_correction_moves_sets_to_another_day_and_lift(toolbox: Toolbox) -> None:
    toolbox.call("log_sets", exercise="bench", sets=SETS)
    before = toolbox.now.date() - timedelta(days=1)
    data: SetsChanged = toolbox.data(
        "correct_sets", exercise="bench", new_exercise="incline bench", new_day=before
    )
    assert (data.exercise, data.day) == ("Incline bench press", before)


def test_a_correction_of_what_was_never_logged_says_so(toolbox: Toolbox) -> None:
    toolbox.call("log_sets", exercise="bench", sets=SETS)
    with pytest.raises(RetryableToolError) as refused:
        toolbox.call("correct_sets", exercise="bench", load=80, was_load=95)
    assert refused.value.code == "nothing_to_change"


def test_the_last_set_goes_at_once_and_a_session_asks_first(toolbox: Toolbox) -> None:
    toolbox.call("log_sets", exercise="bench", sets=SETS)
    ctx = toolbox.context()
    assert deletion_question(ctx, DeleteSetsArgs(exercise="bench")) is None
    question = deletion_question(ctx, DeleteSetsArgs(exercise="bench", whole_session=True))
    assert question is not None
    assert "3 sets" in question.text
    data: SetsChanged = toolbox.data("delete_sets", exercise="bench")
    assert loads(data) == [(2, 5, Decimal(100))]
    gone: SetsChanged = toolbox.data("delete_sets", exercise="bench", whole_session=True)
    assert gone.groups == []


def test_a_set_harder_than_planned_lowers_the_next_one(toolbox: Toolbox) -> None:
    log_day(toolbox, toolbox.now - timedelta(days=3), "back_squat", *[("95", 5)] * 3, rpe="8")
    data: AdjustedSet = toolbox.data("adjust_set", exercise="squat", load=100, reps=5, rpe=9.5)
    assert (data.decision, data.load, data.from_plan) == ("lighter", Decimal(95), False)
    kept: AdjustedSet = toolbox.data("adjust_set", exercise="squat", load=100, reps=5)
    assert (kept.decision, kept.load) == ("keep", Decimal(100))


def test_a_week_of_531_stands_on_ninety_percent_of_the_maximum(toolbox: Toolbox) -> None:
    data: PercentOfMax = toolbox.data("percent_of_max", maximum=133, week=1)
    assert data.training_max == Decimal(120)
    assert [line.load for line in data.lines] == [77.5, 90, Decimal("102.5")]
    assert data.lines[-1].or_more
    share: PercentOfMax = toolbox.data("percent_of_max", maximum=180, percents=[75])
    assert [line.load for line in share.lines] == [135]


def test_plates_come_in_the_unit_of_the_load(toolbox: Toolbox) -> None:
    kilograms: PlateMath = toolbox.data("plate_math", load=82.5, bar=20)
    assert kilograms.per_side == [25, 5, Decimal("1.25")]
    pounds: PlateMath = toolbox.data("plate_math", load=225, unit="lb")
    assert (pounds.converted, pounds.per_side) == (Decimal("102.1"), [45, 45])


def test_a_missing_dumbbell_gives_more_repetitions_below_or_fewer_above(toolbox: Toolbox) -> None:
    day = toolbox.now - timedelta(days=3)
    log_day(toolbox, day, "dumbbell_bench_press", *[("24", 12)] * 3, rpe="8")
    data: NextLoad = toolbox.data(
        "next_load", exercise="db bench", not_available=[26], available=[28]
    )
    assert data.lower is not None
    assert data.higher is not None
    assert (data.lower.load, data.higher.load) == (24, 28)
    assert data.lower.reps > 12 > data.higher.reps_high


def test_nothing_left_last_time_holds_the_load(toolbox: Toolbox) -> None:
    log_day(toolbox, toolbox.now - timedelta(days=3), "deadlift", ("95", 3), rpe="10")
    data: NextLoad = toolbox.data("next_load", exercise="deadlift")
    assert (data.decision, data.load) == ("hold", 95)


def test_a_noted_injury_holds_the_load_and_leaves_the_day_out(toolbox: Toolbox) -> None:
    log_day(toolbox, toolbox.now - timedelta(days=3), "back_squat", *[("95", 5)] * 3)
    memory = Memory(
        uuid4(), toolbox.user_id, MemoryKind.INJURY, "left knee hurts on squats", toolbox.now
    )
    with toolbox.store.unit_of_work() as uow:
        uow.memories.add(memory)
    data: NextLoad = toolbox.data("next_load", exercise="squat")
    assert (data.decision, data.load) == ("hold", 95)
    assert [each.kind for each in data.cautions] == ["injury"]
    day: SessionLoads = toolbox.data("session_loads", focus="legs")
    assert day.spared == ["knee"]


def test_three_sessions_without_a_gain_are_a_standstill(toolbox: Toolbox) -> None:
    for days in (21, 14, 7, 1):
        log_day(toolbox, toolbox.now - timedelta(days=days), "bench_press", *[("80", 5)] * 3)
    data: ExerciseHistory = toolbox.data("exercise_history", exercise="bench")
    assert data.stalled
    assert (data.deload_sets, data.deload_load) == (2, Decimal(55))


def test_a_plan_of_many_sets_is_judged_against_the_ranges(toolbox: Toolbox) -> None:
    data: WeeklyVolume = toolbox.data("weekly_volume", planned_sets=20, planned_sessions=2)
    assert (data.planned_weekly, data.planned_level, data.planned_crowded) == (
        40,
        "very_high",
        True,
    )


def test_the_day_of_a_set_stays_that_of_the_athlete(toolbox: Toolbox) -> None:
    data: LoggedSets = toolbox.data("log_sets", exercise="squat", sets=SETS, day="2026-11-21")
    assert data.day == date(2026, 11, 21)
