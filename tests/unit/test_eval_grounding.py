"""A number is grounded when a fact it cites has that value, and not because it cites one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.evidence import Fact, FactId, FactValue, Formula, LogRow, Source
from evals.cases.case import Expectation
from evals.metrics import Seen, Span
from evals.metrics.grounding import numbers_grounded, utf16
from evals.metrics.numbers import days_in, numbers_in
from evals.metrics.sums import stated_sums

pytestmark = pytest.mark.unit
DAY = date(2026, 11, 16)


def fact(
    value: FactValue, unit: str | None = "kg", label: str = "set load", source: Source | None = None
) -> Fact:
    return Fact(
        id=FactId(f"c1.{label}.{value}"),
        label=label,
        value=value,
        unit=unit,
        subject="back_squat",
        as_of=DAY,
        source=source or LogRow("workout_sets", "1"),
    )


def complaint(reply: str, *facts: Fact) -> str:
    """Return what grounding says of a reply whose every character cites the facts."""
    span = Span(0, utf16(reply, len(reply)), tuple(each.id for each in facts))
    turn = Seen(user="", reply=reply, facts=facts, evidence=(span,))
    (verdict,) = numbers_grounded(turn, Expectation())
    return "" if verdict.passed else verdict.reason


LOAD = fact(Decimal(105))


@pytest.mark.parametrize(
    ("reply", "facts"),
    [
        ("Squat 105 kg.", (LOAD,)),
        ("Squat 231.5 lb.", (LOAD,)),
        ("Squat about 230 lb.", (LOAD,)),
        ("It was 102 kg.", (fact(Decimal("102.4")),)),
        ("It was 102.4 kg.", (fact(Decimal("102.36")),)),
        ("You did three sets.", (fact(Decimal(3), "set"),)),
        ("All three were fine, one of them slow.", ()),
        ("On 16 Nov you squatted.", (LOAD,)),
        ("On November 16, 2026 you squatted.", (LOAD,)),
        ("3 x 5 at 105 kg", (LOAD, fact(Decimal(3), "set"), fact(Decimal(5), "rep", "set reps"))),
        ("Put 25, 15 and 2.5 kg on.", tuple(fact(Decimal(p)) for p in ("25", "15", "2.5"))),
        ("That is 6.5 kg down.", (fact(Decimal("-6.5"), label="1RM change"),)),
        ("You are down 6.5 kg.", (fact(Decimal("-6.5"), label="1RM change"),)),
        ("That is 5 kg more.", (LOAD, fact(Decimal(100)))),
        ("That is 5% more.", (LOAD, fact(Decimal(100)))),
        ("Take 3 to 5 g.", (fact("Take 3 to 5 g a day.", None),)),
        ("Your 1RM and 5/3/1 are names.", ()),
        ("1. Squat\n2. Bench", ()),
        ("Squat 1,908 days ago.", (fact(Decimal(1908), "day"),)),
        ("That is 8% more.", (fact(Decimal(26)), fact(Decimal(24)))),
        ("Grab the 26s.", (fact(Decimal(26)),)),
        ("Eat 2.2k kcal.", (fact(Decimal(2210), "kcal", "target"),)),
        ("Eat 2 210 kcal.", (fact(Decimal(2210), "kcal", "target"),)),
        ("Eat 2,210 kcal.", (fact(Decimal(2210), "kcal/day", "target"),)),
        ("That is 1.8 g/kg.", (fact(Decimal(144), "g", "protein"), fact(Decimal(80)))),
        ("Rep 4 took 2.2 s.", (fact(Decimal("2.2"), "s"),)),
        ("You did 1,575 kg.", (LOAD, fact(Decimal(3), "set"), fact(Decimal(5), "rep"))),
        ("More than five years ago.", (fact(Decimal("5.2"), "year"),)),
        ("Run easy at 5:15 min/km.", (fact("5:15 min/km", None, "easy pace"),)),
        ("Run easy at 8:27 a mile.", (fact("5:15 min/km", None, "easy pace"),)),
        ("You ran 52:30, so 5:15 each.", (fact("52:30", None), fact("5:15 min/km", None, "pace"))),
        ("Expect 1 h 45 min.", (fact("1:45:10", None, "predicted time"),)),
        ("Expect 1h45.", (fact(Decimal(105), "min"),)),
        ("That is 1:45.", (fact(Decimal(105), "min"),)),
        ("You slept 6 h 30 min.", (fact(Decimal("6.5"), "h"),)),
        ("Last coffee by 14:30.", (fact("14:30", None, "last caffeine at"),)),
        ("That is 10 s a km faster.", (fact("5:15 min/km", None), fact("5:05 min/km", None))),
        ("That is 11.4 km/h.", (fact(Decimal("11.43"), "km/h"),)),
        ("Take 3 mg/kg.", (fact(Decimal(3), "mg/kg"),)),
        ("Take 240 mg.", (fact(Decimal(3), "mg/kg"), fact(Decimal(80), "kg", "body weight"))),
        ("That is 30 kcal/kg.", (fact(Decimal(2400), "kcal"), fact(Decimal(80)))),
        ("You sweat 1.2 litres an hour.", (fact(Decimal("1.2"), "L/h"),)),
        ("Take 120 g in all.", (fact(Decimal(60), "g/h"), fact(Decimal(120), "min"))),
        ("Stay below 124 beats.", (fact(Decimal(124), "bpm"),)),
        ("The 10k is 6.2 miles.", (fact(Decimal(10), "km"),)),
    ],
)
def test_a_number_with_its_value_is_grounded(reply: str, facts: tuple[Fact, ...]) -> None:
    assert complaint(reply, *facts) == ""


@pytest.mark.parametrize(
    ("reply", "facts", "named"),
    [
        ("Squat 110 kg.", (LOAD,), "110"),
        ("Squat 105 lb.", (LOAD,), "105"),
        ("Squat 105 reps.", (LOAD,), "105"),
        ("Squat 105 kg.", (), "no evidence"),
        ("You did four sets.", (fact(Decimal(3), "set"),), "four"),
        ("It was 2 kg.", (fact(Decimal("2.4")),), "2"),
        ("It was 102.5 kg.", (fact(Decimal("102.36")),), "102.5"),
        ("On 17 Nov you squatted.", (LOAD,), "17 Nov"),
        ("On 16 Nov 2025 you squatted.", (LOAD,), "2025"),
        ("You are up 6.5 kg.", (fact(Decimal("-6.5"), label="1RM change"),), "6.5"),
        ("That is 7 kg more.", (LOAD, fact(Decimal(100))), "7"),
        ("Do 4 sets.", (fact(Decimal(12), "rep"), fact(Decimal(8), "rep")), "4"),
        ("Do 6 reps.", (fact(Decimal(3), "set"), fact(Decimal(2))), "6"),
        ("You slowed by 49%.", (fact(Decimal(7), "rpe"), fact(Decimal(7), "deg")), "49"),
        ("You are gaining 0.5 kg.", (fact(Decimal("-0.5"), label="weight change"),), "0.5"),
        ("Take 30 g.", (fact("Take 3 to 5 g a day.", None),), "30"),
        ("1. Squat\n3. Bench", (), "3"),
        ("Run at 5:25 min/km.", (fact("5:15 min/km", None),), "5:25"),
        ("Run at 5:15 a mile.", (fact("5:15 min/km", None),), "5:15"),
        ("Expect 52:40.", (fact("52:30", None),), "52:40"),
        ("Lift 30 kg.", (fact("52:30", None),), "30"),
        ("That is 12 km/h.", (fact(Decimal("11.43"), "km/h"),), "12"),
        ("Take 3 g/kg.", (fact(Decimal(3), "mg/kg"),), "3"),
        ("Drink 1.2 kg.", (fact(Decimal("1.2"), "L/h"),), "1.2"),
    ],
)
def test_a_number_with_another_value_unit_or_day_is_not(
    reply: str, facts: tuple[Fact, ...], named: str
) -> None:
    assert named in complaint(reply, *facts)


def test_offsets_count_utf16_and_an_unknown_fact_grounds_nothing() -> None:
    reply = "💪 Squat 105 kg next."
    start = utf16(reply, reply.index("105"))
    for span, ok in (
        (Span(start, start + 6, (LOAD.id,)), True),
        (Span(start - 1, start + 2, (LOAD.id,)), False),
        (Span(0, 99, (LOAD.id, "unknown")), False),
        (Span(0, 99, ()), False),
    ):
        turn = Seen(user="", reply=reply, facts=(LOAD,), evidence=(span,))
        assert [v.passed for v in numbers_grounded(turn, Expectation())] == [ok]


def test_a_case_may_leave_grounding_out() -> None:
    turn = Seen(user="", reply="Squat 999 kg.")
    assert list(numbers_grounded(turn, Expectation(numbers_grounded=False))) == []


@settings(max_examples=25, deadline=None)
@given(st.decimals(1, 500, places=2), st.integers(0, 2))
def test_every_rounding_of_a_value_is_grounded_and_a_step_away_is_not(
    value: Decimal, decimals: int
) -> None:
    step = Decimal(1).scaleb(-decimals)
    written = value.quantize(step)
    if decimals or abs(written - value) <= value * Decimal("0.03"):
        assert complaint(f"It was {written} kg.", fact(value)) == ""
    assert complaint(f"It was {written + 2 * step} kg.", fact(value)) != ""


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_the_reader_takes_any_text(text: str) -> None:
    for number in numbers_in(text):
        assert text[number.start : number.end].casefold() == number.text.casefold()
    for day in days_in(text):
        assert text[day.start : day.end] == day.text


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("100 kg (220 lb)", True),
        ("100 kg (230 lb)", False),
        ("225 lb (102 kg)", True),
        ("225 lb (100 kg)", False),
        ("up from 128 kg to 135 kg, up 7 kg", True),
        ("from 128 kg to 135 kg, up 9 kg", False),
        ("from 135 kg to 128 kg, up 7 kg", False),
        ("from 100 kg to 105 kg, up 5%", True),
        ("3 x 5 = 15", True),
        ("3 x 5 = 16", False),
        ("2,200 - 500 = 1,700", True),
        ("2000 kcal: 150 g protein, 200 g carbs and 67 g fat", True),
        ("2000 kcal: 150 g protein, 250 g carbs and 90 g fat", False),
    ],
)
def test_sums_of_a_reply_are_worked_out_again(reply: str, *, ok: bool) -> None:
    (verdict,) = stated_sums(Seen(user="", reply=reply), Expectation())
    assert verdict.passed is ok


def test_a_reply_without_a_sum_is_not_judged_and_a_food_keeps_its_own_factors() -> None:
    assert list(stated_sums(Seen(user="", reply="Squat 105 kg."), Expectation())) == []
    reply = "330 kcal with 62 g protein, 1 g carbs and 9 g fat"
    energy = Fact(
        id=FactId("c1.1"),
        label="energy",
        value=Decimal(330),
        unit="kcal",
        subject="food:1",
        as_of=DAY,
        source=Formula("nutrition.total"),
    )
    turn = Seen(user="", reply=reply, facts=(energy,), evidence=(Span(0, 8, ("c1.1",)),))
    assert list(stated_sums(turn, Expectation())) == []
