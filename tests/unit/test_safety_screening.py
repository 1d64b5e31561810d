"""Screening: free-text answers are read, and what they say limits the engines."""

from __future__ import annotations

import pytest

from coach.safety.rules.screening import (
    AT_ONCE,
    QUESTIONS,
    Limits,
    answered,
    is_bare_yes,
    limits_of,
    next_question,
    read_answer,
    reported,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "said",
    ["no", "None", "nope nothing", "nah all good", "no health issues", "I'm healthy", "n/a",
     "none of those", "no heart problems, no medication and no injuries"],
)  # fmt: skip
def test_an_answer_that_denies_all_settles_all(said: str) -> None:
    answers = read_answer(AT_ONCE, said)
    assert answers is not None
    assert not any(answers.values())
    assert not limits_of(answers).any
    assert next_question(answers) is None


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("high blood pressure", {"high_blood_pressure"}),
        ("yes I've got high bp, on bisoprolol", {"high_blood_pressure", "heart_rate_medicine"}),
        ("only a bad knee", {"bone_or_joint"}),
        ("no heart stuff but i am type 1 diabetic", {"diabetes"}),
        ("14 weeks pregnant, midwife says fine", {"pregnant"}),
        ("i get dizzy on hard sets", {"fainting"}),
        ("asthma, otherwise healthy", {"other_condition"}),
        ("chronic kidney disease", {"kidney_disease", "other_condition"}),
        ("had anorexia, still hard sometimes", {"eating_disorder"}),
        ("broke my wrist years ago", set[str]()),
    ],
)
def test_what_is_named_is_reported(said: str, topics: set[str]) -> None:
    answers = read_answer(AT_ONCE, said)
    assert answers is not None
    assert reported(answers) == topics


@pytest.mark.parametrize("said", ["yes", "yeah a bit", "what do you mean?", "give me the plan", ""])
def test_an_answer_that_does_not_tell_settles_nothing(said: str) -> None:
    assert read_answer(AT_ONCE, said) is None
    assert is_bare_yes(said) is said.startswith("y")


def test_questions_follow_each_other_until_all_are_settled() -> None:
    answers: dict[str, bool] = {}
    for question in QUESTIONS:
        assert next_question(answers) is question
        answers |= read_answer(question, "no") or {}
    assert next_question(answers) is None


def test_symptoms_need_clearance_whoever_has_them() -> None:
    limits = limits_of({"chest_pain": True, "active": True})
    assert limits.clearance_first
    assert limits.no_vigorous
    assert limits.no_max_tests
    assert "chest pain" in limits.reasons


def test_disease_allows_the_active_moderate_work_and_clearance_lifts_it() -> None:
    active = limits_of({"heart_condition": True, "active": True})
    assert (active.clearance_first, active.no_vigorous) == (False, True)
    assert limits_of({"heart_condition": True, "active": False}).clearance_first
    assert limits_of({"heart_condition": True, "cleared": True}) == Limits()


def test_pregnancy_outlasts_clearance_where_it_has_to() -> None:
    limits = limits_of({"pregnant": True, "cleared": True})
    assert (limits.no_vigorous, limits.no_max_tests, limits.no_deficit) == (False, True, True)


@pytest.mark.parametrize("key", ["hypertension", "History of diabetes (type 2)?", "renal_disease"])
def test_keys_that_others_chose_are_understood(key: str) -> None:
    assert limits_of({key: True}).no_vigorous
    assert not limits_of({key: False}).any


def test_age_and_weight_limit_without_any_answer() -> None:
    minor = limits_of({}, age_years=15)
    assert (minor.no_deficit, minor.no_max_tests, minor.supervised) == (True, True, True)
    assert limits_of({}, bmi=17.9).no_deficit
    assert not limits_of({}, age_years=30, bmi=22.0).any


def test_beta_blockers_leave_heart_rates_out_and_nothing_else() -> None:
    limits = limits_of({"metoprolol": True})
    assert limits.no_heart_rate_targets
    assert not limits.no_vigorous


@pytest.mark.parametrize(
    ("said", "vigorous"),
    [
        ("stent last year, my cardiologist cleared me for moderate exercise", "no"),
        ("stent last year, cleared for light walking only", "no"),
        ("stent last year, my cardiologist cleared me for everything", "yes"),
    ],
)
def test_a_go_ahead_reaches_as_far_as_it_was_given(said: str, vigorous: str) -> None:
    limits = limits_of(answered({}, said) or {})
    assert limits.no_vigorous is (vigorous == "no")
