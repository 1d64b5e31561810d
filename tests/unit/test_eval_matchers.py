"""Matchers tell a number from its text, roles find their tools, and slips are refused."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from evals.cases.matchers import AnyMatcher, Matcher, fits
from evals.cases.roles import tools_covering, tools_filling, tools_forbidden_by

pytestmark = pytest.mark.unit
READ: TypeAdapter[AnyMatcher] = TypeAdapter(Matcher)


@pytest.mark.parametrize(
    ("told", "value", "fit"),
    [
        (3, 3.0, True),
        ("3", 3, False),
        (3, "3", False),
        (True, 1, False),
        (None, None, True),
        ({"any": True}, 0, True),
        ({"any": True}, None, False),
        ({"regex": "bench"}, "Bench press", True),
        ({"regex": "3"}, 3, False),
        ({"between": [1, 2]}, 2, True),
        ({"between": [1, 2]}, True, False),
        ({"in": ["a", {"between": [1, 2]}]}, 1.5, True),
        ({"approx": 100, "tol": 0.5}, 100.5, True),
        ({"approx": 100, "tol": 0.5}, 100.6, False),
        ([{"load": {"approx": 60, "tol": 1}}], [{"load": 60.5}], True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
    ],
)
def test_a_matcher_fits_by_value_and_type(told: object, value: object, *, fit: bool) -> None:
    assert fits(READ.validate_python(told), value) is fit


@pytest.mark.parametrize(
    "told",
    [
        {"between": [2, 1]},
        {"regx": "a"},
        {"any": False},
        {"in": []},
        {"regex": "a", "approx": 1},
    ],
)
def test_a_slip_of_a_matcher_is_refused(told: object) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(told)


@pytest.mark.parametrize(
    ("role", "tool"),
    [
        ("profile", "get_profile"),
        ("intake_summary", "day_totals"),
        ("get_exercise_history", "exercise_history"),
        ("Knowledge-Search", "search_knowledge"),
        ("estimate_1rm", "estimate_one_rep_max"),
        ("food_search", "food_lookup"),
        ("log_sets", "log_sets"),
        ("intake_summary", "intake_summary"),
        ("protein_gaps", "day_totals"),
    ],
)
def test_a_role_is_filled_by_the_tool_of_that_work(role: str, tool: str) -> None:
    assert tool in tools_filling(role)


def test_a_forbidden_tool_bans_none_of_those_that_could_stand_in_for_it() -> None:
    assert tools_forbidden_by("caffeine_dose") == ("caffeine_dose",)
    assert set(tools_forbidden_by("hr_zones")) == {"heart_rate_zones", "training_paces"}


def test_a_tool_that_returns_anothers_work_covers_its_role_but_does_not_fill_it() -> None:
    assert "next_load" in tools_covering("exercise_history")
    assert "next_load" not in tools_filling("exercise_history")


def test_groups_of_tools_are_roles_and_strangers_are_not() -> None:
    assert {"log_sets", "log_meal", "forget_memory"} <= set(tools_filling("write"))
    assert "next_load" not in tools_filling("write")
    with pytest.raises(ValueError, match="nearest are next_load"):
        tools_filling("nxt_load")
