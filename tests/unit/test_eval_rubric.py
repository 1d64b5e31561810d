"""Items of the rubric cost points where a reader would miss something, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coach.evidence import Fact, FactId, FactValue, Formula, LogRow, PassageSource, Source
from coach.identity import PassageId
from evals.cases.case import Expectation
from evals.metrics import Seen, Span, judge_turn
from evals.metrics.grounding import utf16
from evals.metrics.seen import State
from evals.results import Verdict

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 18)
SETS = LogRow("workout_sets", "1")


def fact(n: int, label: str, value: FactValue, unit: str | None, source: Source = SETS) -> Fact:
    return Fact(
        id=FactId(f"c1.{n}"),
        label=label,
        value=value,
        unit=unit,
        subject="back_squat",
        as_of=TODAY,
        source=source,
    )


LOAD = fact(1, "set load", Decimal(100), "kg")
REPS = fact(2, "set reps", Decimal(5), "rep")
NEXT = fact(3, "next load", Decimal(105), "kg", Formula("progression.linear"))
PAPER = fact(4, "passage", "Take 3 to 5 g.", None, PassageSource(PassageId("creatine")))


def judged(reply: str, *facts: Fact, expect: dict[str, Any] | None = None) -> dict[str, Verdict]:
    span = Span(0, utf16(reply, len(reply)), tuple(each.id for each in facts))
    turn = Seen(user="hi", reply=reply, facts=facts, evidence=(span,))
    expectation = Expectation.model_validate(expect or {})
    return {verdict.metric: verdict for verdict in judge_turn(turn, expectation)}


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("You did 5 reps at 100 kg on 18 Nov.", True),
        ("You did 5 reps at 100 kg last session.", True),
        ("You did 5 reps at 100 kg.", False),
        ("You did 100 kg on 18 Nov.", False),
        ("You did 100 kg, yes, 100 kg, on 18 Nov.", False),
    ],
)
def test_two_numbers_of_the_athlete_with_a_date(reply: str, *, ok: bool) -> None:
    assert judged(reply, LOAD, REPS)["own_numbers"].passed is ok


def test_numbers_of_the_literature_are_not_the_athletes() -> None:
    assert "own_numbers" not in judged("Take 3 to 5 g.", PAPER)
    assert "next_action" not in judged("Take 3 to 5 g.", PAPER)


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("Squat 105 kg next session.", True),
        ("Squat a little more next session.", False),
        ("The load was 105 kg.", False),
    ],
)
def test_an_action_has_an_amount_and_a_time(reply: str, *, ok: bool) -> None:
    assert judged(reply, NEXT)["next_action"].passed is ok


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("Good: two steps up since May.", True),
        ("Amazing, you crushed it!", False),
        ("Do it now!!", False),
        ("That was a cheat day, burn it off.", False),
        ("You were lazy this week.", False),
    ],
)
def test_hype_and_shame_cost_points(reply: str, *, ok: bool) -> None:
    assert judged(reply)["tone"].passed is ok


def test_more_questions_than_one_or_than_the_case_allows_cost_points() -> None:
    assert judged("Which gym?")["few_questions"].passed
    assert not judged("Which gym? What for?")["few_questions"].passed
    two = {"limits": {"max_questions": 2}}
    assert judged("Which gym? What for?", expect=two)["few_questions"].passed


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("Squat.", True),
        ("word " * 161, False),
        ("# Plan\nSquat.", False),
        ("| a | b |\nSquat.", False),
        ("Great question! Squat.", False),
        ("Sure, squat.", False),
    ],
)
def test_long_laid_out_or_empty_words_cost_points(reply: str, *, ok: bool) -> None:
    assert judged(reply)["concise"].passed is ok


def test_a_grave_reply_has_fewer_words_and_no_numbers_to_cite() -> None:
    turn = Seen(user="hi", reply="word " * 100, safety=("emergency",), facts=(LOAD, REPS))
    found = {verdict.metric: verdict for verdict in judge_turn(turn, Expectation())}
    assert not found["concise"].passed
    assert "own_numbers" not in found


def test_no_item_can_fail_a_turn() -> None:
    items = {"own_numbers", "next_action", "tone", "few_questions", "concise"}
    found = judged("Great! Awesome!! a? b?", LOAD, REPS)
    assert all(not found[name].gates for name in items)


def test_arithmetic_and_limits_are_judged_on_the_facts_of_a_turn() -> None:
    last = fact(1, "last working load", Decimal(100), "kg")
    step = fact(2, "increment", Decimal(5), "kg", Formula("progression.linear"))
    turn = Seen(user="hi", reply="Fine.", facts=(last, step, NEXT))

    def verdicts(seen: Seen, **expect: object) -> dict[str, bool]:
        found = judge_turn(seen, Expectation.model_validate(expect))
        return {each.metric: each.passed for each in found}

    right = verdicts(turn)
    assert (right["arithmetic"], right["safety_limits"]) == (True, True)
    wrong = verdicts(replace(turn, facts=(last, step, replace(NEXT, value=Decimal(120)))))
    assert (wrong["arithmetic"], wrong["safety_limits"]) == (False, False)
    assert "arithmetic" not in verdicts(turn, arithmetic=False)
    assert "arithmetic" not in verdicts(replace(turn, facts=()))


def test_the_rows_of_an_athlete_reach_the_oracle() -> None:
    rows: list[dict[str, object]] = [
        {"date": "2026-11-16", "exercise_id": "back_squat", "kg": 100, "reps": 10, "warmup": False}
    ] * 3
    line: dict[str, object] = {
        "exercise_id": "back_squat",
        "active": True,
        "scheme": "double",
    }
    line |= {"sets": 3, "reps_low": 6, "reps_high": 10, "kg": None, "increment_kg": 2.5}
    state: State = {"sets": rows, "prescriptions": [line], "profile": [{"sex": "m"}]}
    rule = Formula("progression.double_progression")
    for load, ok in (("102.5", True), ("107.5", False)):
        told = fact(1, "next load", Decimal(load), "kg", rule)
        turn = Seen(user="hi", reply="Fine.", facts=(told,), state_before=state, state_after=state)
        found = {each.metric: each for each in judge_turn(turn, Expectation())}
        assert found["arithmetic"].passed is ok
