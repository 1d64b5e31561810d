"""Maxima, RPE, progression, plates, rest, deloads, blocks and breaks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from math import inf, nan
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InvalidInput
from coach.form.rules import speed_loss
from coach.training.rules import (
    deload,
    layoff,
    one_rep_max,
    plates,
    progression,
    rest,
    rpe,
    schemes,
    volume,
)
from coach.training.rules.deload import Signs
from coach.training.rules.progression import Range
from coach.units import MassUnit

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("formula", "five", "single"),
    [
        (one_rep_max.epley, 116.667, 100),
        (one_rep_max.brzycki, 112.5, 100),
        (one_rep_max.lombardi, 117.462, 100),
        (one_rep_max.mayhew, 119.010, 108.864),
        (one_rep_max.wathan, 116.583, 101.304),
    ],
)
def test_five_formulas_of_the_maximum(
    formula: Callable[[float, int], float], five: float, single: float
) -> None:
    assert formula(100, 5) == pytest.approx(five, abs=0.002)
    assert formula(100, 1) == pytest.approx(single, abs=0.002)


def test_the_median_of_five_has_the_others_as_its_band() -> None:
    found = one_rep_max.median_of_five(100, 5)
    assert (found.low, found.value, found.high) == pytest.approx(
        (112.5, 116.667, 119.010), abs=0.01
    )


@pytest.mark.parametrize("bad", [nan, inf, -100, 0, True, "100"])
def test_no_maximum_from_an_impossible_set(bad: object) -> None:
    x = cast("float", bad)
    for call in (
        lambda: one_rep_max.epley(x, 5),
        lambda: one_rep_max.median_of_five(100, cast("int", x)),
        lambda: rpe.one_rep_max(x, 5, 8),
        lambda: rpe.percent_of_max(5, x),
        lambda: rpe.load_at_rpe(x, 5, 8, 2.5),
        lambda: rpe.load_at_rpe(100, 5, 8, x),
        lambda: rpe.next_set_load(x, 8, 8, 2.5),
        lambda: progression.wave_sets(x, 1, 2.5),
        lambda: progression.training_max(x, 2.5),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_the_rpe_table_is_read_by_halves() -> None:
    assert rpe.percent_of_max(1, 10) == 100
    assert rpe.percent_of_max(5, 8) == 81.1
    assert rpe.percent_of_max(5, 8.5) == 82.4
    assert rpe.percent_of_max(3, 9.5) == 90.7
    assert rpe.percent_of_max(12, 6.5) == 58.6
    assert rpe.percent_of_max(5, 8.25) == rpe.percent_of_max(5, 8.5)
    assert rpe.percent_of_max(5, 8.75) == rpe.percent_of_max(5, 9)
    for reps, rated in ((12, 6), (16, 10), (5, 4.5), (0, 8)):
        with pytest.raises(InvalidInput):
            rpe.percent_of_max(reps, rated)


def test_loads_and_reserve_follow_from_rpe() -> None:
    assert rpe.load_at_rpe(150, 5, 8, 2.5) == 122.5
    assert rpe.one_rep_max(100, 5, 8) == pytest.approx(123.3, abs=0.01)
    assert rpe.reps_in_reserve(7.5) == 2.5
    assert rpe.next_set_load(100, 7, 8, 0.5) == 104
    assert rpe.next_set_load(100, 8.5, 8, 0.5) == 98
    assert rpe.next_set_load(100, 8.4, 8, 0.5) == 100


def test_linear_progression_repeats_twice_and_then_takes_a_tenth_off() -> None:
    loads = [progression.linear(Decimal(97), n, Decimal(5)) for n in range(5)]
    assert loads == [102, 97, 97, Decimal("87.5"), Decimal("87.5")]
    for bad in (-1, 1.5, True):
        with pytest.raises(InvalidInput):
            progression.linear(Decimal(80), cast("int", bad), Decimal(5))


@pytest.mark.parametrize(
    ("load", "reps", "earned", "following", "aim"),
    [
        ("30", (10, 10, 10), True, "32.5", 6),
        ("27.5", (10, 10, 10), False, "30", 6),
        ("30", (10, 10, 9), False, "30", 10),
        ("30", (7, 8, 7), False, "30", 8),
        ("30", (10, 10), False, "30", 6),
        ("30", (10, 10, 10, 4), True, "32.5", 6),
        ("30", (10, 9, 10, 10), False, "30", 10),
        ("32.5", (10, 11, 10), True, "35.0", 6),
        ("30", (4, 4, 4), False, "30", 6),
    ],
)
def test_double_progression_asks_for_the_load_and_every_set(
    load: str, reps: tuple[int, ...], earned: object, following: str, aim: int
) -> None:
    asked = Range(Decimal(30), 3, 6, 10)
    found = progression.double_progression(Decimal(load), reps, asked, Decimal("2.5"))
    assert (found.earned, found.load, found.reps) == (earned, Decimal(following), aim)


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(InvalidInput):
        progression.double_progression(Decimal(30), (8,), Range(Decimal(30), 1, 10, 6), Decimal(2))
    with pytest.raises(InvalidInput):
        progression.double_progression(Decimal(30), (-1,), Range(Decimal(30), 1, 6, 10), Decimal(2))


def test_cycles_of_five_three_one_start_from_ninety_percent_and_grow() -> None:
    assert progression.training_max(142, 2.5) == 127.5
    press = progression.next_training_max(Decimal(60), lower_body=False)
    squat = progression.next_training_max(Decimal(120), lower_body=True)
    pounds = progression.next_training_max(Decimal(200), lower_body=True, unit=MassUnit.LB)
    assert (press, squat, pounds) == (Decimal("62.5"), 125, 210)
    assert progression.wave_sets(120, 1, 2.5) == [77.5, 90, 102.5]
    assert progression.wave_sets(120, 3, 2.5) == [90, 102.5, 115]
    third, light = progression.wave_plan(100, 3, 2.5), progression.wave_plan(100, 4, 2.5)
    assert [(each.reps, each.or_more) for each in third] == [(5, False), (3, False), (1, True)]
    assert [each.or_more for each in light] == [False] * 3
    for week in (0, 5, 1.5):
        with pytest.raises(InvalidInput):
            progression.wave_sets(100, cast("int", week), 2.5)


PAIRS = st.dictionaries(
    st.sampled_from([Decimal(each) for each in ("25", "20", "15", "10", "5", "2.5", "1.25")]),
    st.integers(0, 2),
    max_size=5,
)


@given(PAIRS, st.integers(0, 120))
def test_a_finite_inventory_gives_the_nearest_load_there_is(
    pairs: dict[Decimal, int], steps: int
) -> None:
    target = Decimal(steps) * Decimal("2.5")
    found = plates.nearest_loadable(target, Decimal(20), pairs)
    stock = [plate for plate, count in pairs.items() for _ in range(count)]
    every = {20 + 2 * sum(c, Decimal(0)) for n in range(len(stock) + 1) for c in combinations(stock, n)}  # fmt: skip  # noqa: E501
    assert found.load in every
    assert abs(found.off) == min(abs(each - target) for each in every)
    assert found.load == 20 + 2 * sum(found.per_side, Decimal(0))
    assert all(found.per_side.count(plate) <= pairs[plate] for plate in found.per_side)
    assert list(found.per_side) == sorted(found.per_side, reverse=True)


def test_a_finite_inventory_beats_the_greedy_choice() -> None:
    found = plates.nearest_loadable(Decimal(80), Decimal(20), {Decimal(20): 1, Decimal(15): 2})
    assert found == ((15, 15), 80, 0)
    pounds = plates.nearest_loadable(Decimal(185), Decimal(45), {Decimal(45): 1, Decimal(25): 1})
    assert (pounds.load, pounds.off) == (185, 0)
    tie = plates.nearest_loadable(Decimal(25), Decimal(20), {Decimal(5): 1})
    assert tie.load == 20
    fewest = plates.nearest_loadable(Decimal(60), Decimal(20), {Decimal(10): 2, Decimal(20): 1})
    assert fewest.per_side == (20,)


def test_greedy_plates_of_other_bars_and_what_is_left_over() -> None:
    assert plates.per_side(Decimal(61)) == ((20,), 1)
    pounds = plates.per_side(Decimal(225), Decimal(45), plates.PLATES[MassUnit.LB])
    assert pounds == ((45, 45), 0)
    for bad in (Decimal("NaN"), Decimal(-5), Decimal(9000)):
        with pytest.raises(InvalidInput):
            plates.per_side(bad)


def test_warm_ups_follow_the_ramp_and_are_skipped_on_isolation() -> None:
    assert plates.warm_up(Decimal(100)) == ((20, 10), (40, 8), (60, 5), (80, 3), (90, 1))
    assert plates.warm_up(Decimal(100), 6)[-1] == (80, 3)
    assert plates.warm_up(Decimal(40)) == ((20, 10), (25, 5), (Decimal("32.5"), 3), (35, 1))
    assert plates.warm_up(Decimal(100), isolation=True) == ()
    for light in (Decimal(15), Decimal(20)):
        assert plates.warm_up(light) == ()
    coarse = plates.warm_up(Decimal(28), bar=Decimal(5), step=Decimal(10))
    assert [each.load for each in coarse] == [5, 10, 20]
    assert plates.ramp(Decimal(40))[1] == (15, 8)


@pytest.mark.parametrize(
    ("purpose", "seconds"),
    [("heavy", (180, 300)), ("compound", (120, 180)), ("isolation", (60, 90))],
)
def test_rest_follows_the_kind_of_set(
    purpose: rest.SetPurpose, seconds: tuple[float, float]
) -> None:
    assert rest.rest_between_sets(purpose) == seconds


def test_unknown_kinds_of_set_have_no_rest() -> None:
    with pytest.raises(InvalidInput):
        rest.rest_between_sets(cast("rest.SetPurpose", "easy"))


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        (Signs(weekly_best=(100, 99, 98)), ("regressing",)),
        (Signs(weekly_best=(99, 98)), ()),
        (Signs(weekly_best=(100, 99, 99)), ()),
        (Signs(weekly_best=(98, 101, 99, 98)), ("regressing",)),
        (Signs(rpe_at_same_load=(7.5, 8, 8.5)), ("rpe_creep",)),
        (Signs(rpe_at_same_load=(7.5, 8)), ()),
        (Signs(poor_recovery_days=7), ("recovery",)),
        (Signs(poor_recovery_days=6), ()),
        (Signs(weeks_since_deload=8, by_percentage=True), ("planned",)),
        (Signs(weeks_since_deload=7, by_percentage=True), ()),
        (Signs(weeks_since_deload=20), ()),
    ],
)
def test_a_deload_is_due_for_a_reason(signs: Signs, found: tuple[str, ...]) -> None:
    assert deload.reasons(signs) == found


def test_a_deload_halves_the_sets_and_lowers_the_load() -> None:
    assert deload.deload(5, Decimal(100), 5) == deload.EasyWeek(3, Decimal(70), 5)
    assert deload.deload(1, Decimal(100), 5, share=0.8) == deload.EasyWeek(1, Decimal(80), 5)
    for share in (0.5, 0.9):
        with pytest.raises(InvalidInput):
            deload.deload(3, Decimal(100), 5, share=share)


@pytest.mark.parametrize(
    ("weeks", "phases"), [(8, (4, 3, 1)), (10, (6, 3, 1)), (11, (6, 4, 1)), (12, (6, 4, 2))]
)
def test_blocks_rise_before_they_taper(weeks: int, phases: tuple[int, int, int]) -> None:
    plan = schemes.block_plan(weeks)
    names = ("accumulation", "intensification", "taper")
    assert tuple(plan.count(name) for name in names) == phases
    assert list(plan) == sorted(plan, key=names.index)


def test_blocks_tapers_and_undulating_days_keep_their_ranges() -> None:
    for weeks in (7, 13):
        with pytest.raises(InvalidInput):
            schemes.block_plan(weeks)
    assert [block.percent for block in schemes.BLOCKS] == [(65, 75), (75, 90), (75, 90)]
    assert (schemes.taper_sets(10), schemes.taper_sets(10, 0.6), schemes.taper_sets(1)) == (5, 4, 1)
    kinds = [schemes.undulating_day(day).kind for day in (1, 2, 3)]
    assert kinds == ["hypertrophy", "strength", "power"]
    with pytest.raises(InvalidInput):
        schemes.undulating_day(4)


@pytest.mark.parametrize(
    ("sets", "level"),
    [("3.5", "little"), ("4", "maintains"), ("6", "maintains"), ("6.5", "in_between"),
     ("10", "grows"), ("20", "grows"), ("20.5", "very_high")],
)  # fmt: skip
def test_weekly_sets_are_read_against_landmarks(sets: str, level: str) -> None:
    assert volume.landmark(Decimal(sets)).level == level


def test_more_than_eight_sets_of_a_muscle_crowd_a_session() -> None:
    assert [volume.is_crowded(Decimal(each)) for each in ("8", "8.5")] == [False, True]


def test_speed_loss_compares_the_fastest_with_the_slowest_repetition() -> None:
    assert speed_loss.speed_loss_pct([0.8, 0.9, 1.0]) == pytest.approx(20)
    assert speed_loss.rpe_from_loss("back_squat", 40) == (9, 10)
    assert speed_loss.rpe_from_loss("bench_press", 39.9) is None
    for bad in ([0.8], [0.8, nan], [0.8, 0], [0.8, inf]):
        with pytest.raises(InvalidInput):
            speed_loss.speed_loss_pct(bad)


def test_breaks_of_no_length_are_refused() -> None:
    for bad in (-1, 1.5, True):
        with pytest.raises(InvalidInput):
            layoff.return_share(cast("int", bad))
    assert [layoff.return_sets(each) for each in (1, 4, 5)] == [1, 2, 3]
    with pytest.raises(InvalidInput):
        layoff.return_sets(0)
