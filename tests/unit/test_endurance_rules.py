"""Heart rate, aerobic capacity, running, energy of exercise, scores and training load."""

from __future__ import annotations

from math import inf, nan
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InvalidInput, NotFound
from coach.training.rules import aerobic, mets, running, scores, strain

pytestmark = pytest.mark.unit

BAD_NUMBERS = [nan, inf, -1, True, "5", 1e9]


def test_zones_are_shares_of_the_heart_rate_reserve() -> None:
    by_name = {zone.name: zone for zone in aerobic.zones(40, 60)}
    assert by_name["moderate"][1:] == pytest.approx((108, 130.8), abs=0.1)
    assert by_name["vigorous"][1:] == pytest.approx((132, 166.8), abs=0.1)
    measured = {zone.name: zone for zone in aerobic.zones(40, 60, 200)}
    assert measured["vigorous"].low_bpm == pytest.approx(144)


def test_heart_rates_of_the_worked_numbers() -> None:
    assert aerobic.max_heart_rate(30) == 187
    assert aerobic.target_heart_rate(30, 60, 0.7) == pytest.approx(148.9)
    with pytest.raises(InvalidInput):
        aerobic.target_heart_rate(110, 120, 0.5, 110)


def test_aerobic_capacity_by_six_roads() -> None:
    assert aerobic.vo2max_cooper(2800) == pytest.approx(51.3, abs=0.05)
    assert aerobic.vo2max_rockport(160, 35, 1, 14, 130) == pytest.approx(47.2, abs=0.05)
    assert aerobic.vo2max_rockport(160, 35, 0, 14, 130) == pytest.approx(40.9, abs=0.05)
    assert aerobic.vo2max_jackson(5, 30, 24, 1) == pytest.approx(47.4, abs=0.05)
    assert aerobic.vo2max_mile_and_half(12) == pytest.approx(43.75)
    assert aerobic.vo2max_uth(190, 50) == pytest.approx(58.14)


def test_training_paces_of_a_known_runner() -> None:
    paces = {pace.name: pace for pace in running.training_paces(50)}
    assert list(paces) == ["easy", "marathon", "threshold", "interval", "repetition"]
    assert paces["marathon"].fast_s_per_km == pytest.approx(271, abs=1)
    assert paces["threshold"].fast_s_per_km == pytest.approx(255, abs=1)
    assert paces["interval"].fast_s_per_km == pytest.approx(230, abs=1)
    fast = [pace.fast_s_per_km for pace in paces.values()]
    assert fast == sorted(fast, reverse=True)
    assert all(pace.fast_s_per_km <= pace.slow_s_per_km for pace in paces.values())


@given(st.floats(25, 85), st.sampled_from([1500, 5000, 10000, 21097.5, 42195]))
def test_a_race_time_solved_from_vdot_gives_that_vdot(value: float, metres: float) -> None:
    assert running.vdot(metres, running.race_minutes(value, metres)) == pytest.approx(
        value, abs=0.1
    )


def test_vdot_of_the_worked_races() -> None:
    assert running.vdot(5000, 20) == pytest.approx(49.8, abs=0.05)
    assert running.vdot(10000, 50) == pytest.approx(40.0, abs=0.05)
    assert running.fraction_held(20) == pytest.approx(0.9530, abs=0.0001)


def test_riegel_and_its_exponent() -> None:
    assert running.race_time(20, 5, 10) == pytest.approx(41.7, abs=0.05)
    assert running.race_time(20, 5, 10, 1.15) == pytest.approx(44.38, abs=0.01)


def test_weeks_grow_by_a_tenth_or_a_few_kilometres() -> None:
    assert running.next_week_km(40) == pytest.approx((40, 44))
    assert running.next_week_km(10) == (12, 14)
    assert running.longest_run_km(40) == 12


def test_energy_of_exercise_gross_and_net() -> None:
    assert mets.met_kcal(9.3, 70, 30) == pytest.approx(341.8, abs=0.1)
    assert mets.met_kcal_net(9.3, 70, 30) == pytest.approx(341.8 * 8.3 / 9.3, abs=0.1)


def test_the_table_of_activities_is_in_order_and_holds_the_known_codes() -> None:
    codes = [each.code for each in mets.ACTIVITIES]
    assert codes == sorted(set(codes))
    known = {"02050": 6.0, "02052": 5.0, "02054": 3.5, "12020": 7.5, "12030": 8.5, "12050": 9.3,
             "12080": 11.8, "17160": 3.5, "17200": 4.8, "02022": 3.8}  # fmt: skip
    assert {code: mets.activity(code).met for code in known} == known
    with pytest.raises(NotFound):
        mets.activity("99999")


def test_scores_of_the_worked_numbers_and_beyond_the_fitted_range() -> None:
    assert scores.wilks_1994(500, 82.5, "m") == pytest.approx(334.95, abs=0.05)
    assert scores.wilks_1994(300, 60, "f") == pytest.approx(334.47, abs=0.05)
    assert scores.wilks_2020(500, 82.5, "m") == pytest.approx(402.22, abs=0.05)
    assert scores.dots(300, 60, "f") == pytest.approx(332.56, abs=0.05)
    assert scores.ipf_gl_classic(500, 82.5, "m") == pytest.approx(69.43, abs=0.05)
    assert scores.wilks_2020(300, 60, "f") == pytest.approx(395.71, abs=0.05)
    assert scores.dots(500, 82.5, "m") == pytest.approx(338.7, abs=0.05)
    assert scores.ipf_gl_classic(300, 60, "f") == pytest.approx(67.81, abs=0.05)
    assert scores.dots(500, 230, "m") == scores.dots(500, 210, "m")
    assert scores.dots(300, 160, "f") == scores.dots(300, 150, "f")
    assert scores.wilks_2020(500, 30, "m") == scores.wilks_2020(500, 40, "m")
    with pytest.raises(InvalidInput):
        scores.dots(500, 80, cast("scores.SexCode", "x"))


def test_monotony_strain_and_the_load_ratio() -> None:
    week = strain.monotony([400, 0, 500, 300, 0, 600, 0])
    assert week == pytest.approx((1.0, 1799), abs=0.6)
    assert strain.session_load(7, 60) == 420
    ratio = strain.acute_to_chronic([100] * 21 + [200] * 7)
    assert ratio == pytest.approx((1.6, 2.0))
    rising = strain.acute_to_chronic([0] * 7 + [100] * 7 + [200] * 7 + [300] * 7)
    assert rising == pytest.approx((2.0, 3.0))
    for bad in ([300] * 7, [300], []):
        with pytest.raises(InvalidInput):
            strain.monotony(bad)
    for bad in ([100] * 27, [0] * 21 + [5] * 7):
        with pytest.raises(InvalidInput):
            strain.acute_to_chronic(bad)


@pytest.mark.parametrize("bad", BAD_NUMBERS)
def test_impossible_numbers_are_refused_everywhere(bad: object) -> None:
    x = cast("float", bad)
    for call in (
        lambda: aerobic.max_heart_rate(x),
        lambda: aerobic.target_heart_rate(30, x, 0.5),
        lambda: aerobic.vo2max_cooper(x),
        lambda: aerobic.vo2max_rockport(x, 35, 1, 14, 130),
        lambda: aerobic.vo2max_rockport(160, 35, 1, 14, x),
        lambda: aerobic.vo2max_jackson(5, x, 24, 1),
        lambda: running.vdot(x, 20),
        lambda: running.vdot(5000, x),
        lambda: running.race_time(20, x, 10),
        lambda: mets.met_kcal(9.3, x, 30),
        lambda: scores.dots(x, 80, "m"),
        lambda: scores.wilks_1994(500, x, "m"),
        lambda: strain.monotony([1, 2, x]),
        lambda: strain.session_load(5, x),
    ):
        with pytest.raises(InvalidInput):
            call()
