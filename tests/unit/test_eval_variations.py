"""Variations ask the same in other words: as many as wanted, the same ones every time."""

from __future__ import annotations

import pytest

from coach.errors import InvalidInput
from evals.cases.case import Case
from evals.runs.variations import REWRITES, Rewrite, may_vary, varied

pytestmark = pytest.mark.unit


def case(name: str, text: str = "What is my next squat?", **more: object) -> Case:
    return Case.model_validate({"id": name, "turns": [{"user": text}], **more})


def test_variations_fill_up_to_the_number_wanted_and_keep_the_originals() -> None:
    cases = (case("one"), case("two", "I am 80 kg. How much protein?"))
    found = varied(cases, 30, seed=0)
    assert (len(found), found[:2]) == (30, cases)
    assert len({each.id for each in found}) == 30
    assert len({each.turns[0].user for each in found}) == 30


def test_equal_seeds_give_equal_variations_and_others_do_not() -> None:
    cases = (case("one"),)
    assert varied(cases, 12, seed=3) == varied(cases, 12, seed=3)
    assert varied(cases, 12, seed=3) != varied(cases, 12, seed=4)


def test_a_variation_counts_to_the_cluster_of_its_original() -> None:
    found = varied((case("one"), case("two", cluster="ana")), 10, seed=0)
    assert {each.cluster for each in found} == {"one", "ana"}


def test_a_variation_keeps_what_is_expected() -> None:
    expect = {"must": [{"fact": "a load", "any_of": ["kg"]}]}
    original = case("one", turns=[{"user": "Next squat?", "expect": expect}])
    for each in varied((original,), 8, seed=0):
        assert each.turns[0].expect == original.turns[0].expect
        assert each.fixture == original.fixture


@pytest.mark.parametrize(
    "expect",
    [
        {"tools": {"expected": [{"name": "remember", "args": {"text": "I hate burpees"}}]}},
        {"state": {"exist": [{"table": "memories", "where": {"text": "I hate burpees"}}]}},
    ],
)
def test_a_case_that_hangs_on_the_very_words_is_left_alone(expect: dict[str, object]) -> None:
    turn = {"user": "Remember that I hate burpees", "expect": expect}
    assert not may_vary(case("one", turns=[turn]))


def test_a_case_that_says_so_is_left_alone() -> None:
    assert not may_vary(case("one", template=False))


def test_more_than_can_be_derived_is_refused_with_how_many_can() -> None:
    with pytest.raises(InvalidInput, match="Ask for at most"):
        varied((case("one"),), 5000, seed=0)


@pytest.mark.parametrize("rewrite", REWRITES)
def test_no_rewrite_touches_a_number_or_a_unit(rewrite: Rewrite) -> None:
    text = rewrite("I did 3x5 at 102.5 kg, RPE 8. Don't know my 1RM - what is it?")
    for token in ("3x5", "102.5 kg", "RPE 8", "1RM"):
        assert token in text
