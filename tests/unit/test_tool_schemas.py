"""The catalogue: names, schemas a model accepts, and declared facts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

import pytest
from langchain_core.tools import StructuredTool
from langchain_google_genai._function_utils import (
    convert_to_genai_function_declarations,  # pyright: ignore[reportUnknownVariableType] - partly typed
)
from pydantic import ValidationError

from tools.arguments.training import LogSetsArgs, NextLoadArgs
from tools.catalog import ALL_TOOLS, CATALOGUE, tools_for
from tools.spec import ToolSpec

pytestmark = pytest.mark.unit

NAMES = {
    "get_profile", "correct_sets", "delete_sets", "adjust_set", "session_loads",
    "plate_math", "percent_of_max",
    "log_sets", "log_body_weight", "exercise_history", "next_load",
    "estimate_one_rep_max", "weekly_volume", "active_programme", "energy_targets", "food_lookup",
    "log_meal", "day_totals", "weight_trend", "form_findings", "form_history", "form_trend",
    "search_knowledge",
    "log_cardio", "cardio_history", "training_paces", "race_prediction", "convert_pace",
    "heart_rate_zones", "race_plan", "log_sleep", "log_soreness", "recovery", "training_load",
    "remember", "list_memories", "forget_memory", "hand_off",
    "intake_summary", "adaptive_expenditure", "set_targets", "protein_gaps", "food_ideas",
    "repeat_meal", "correct_meal", "race_fuelling", "sweat_rate", "caffeine_dose",
    "supplement_facts", "macro_energy",
    "build_programme", "revise_programme", "find_exercises", "swap_exercise", "update_profile",
    "update_memory", "onboarding_status", "skip_question", "answer_screening",
    "export_data", "delete_account_data",
}  # fmt: skip
UNSUPPORTED = {"anyOf", "oneOf", "allOf", "const", "format", "patternProperties"}
"""Words of JSON Schema that Gemini's function declarations refuse or that its client drops."""


def keys(schema: Any) -> Iterator[str]:
    """Yield every key of a schema, the names of properties left out."""
    if isinstance(schema, list):
        for item in cast("list[Any]", schema):
            yield from keys(item)
    elif isinstance(schema, dict):
        for name, value in cast("dict[str, Any]", schema).items():
            yield name
            children = list(value.values()) if name in {"properties", "$defs"} else value
            yield from keys(children)


def test_the_catalogue_holds_every_tool_once() -> None:
    assert {spec.name for spec in ALL_TOOLS} == NAMES
    assert len(ALL_TOOLS) == len(NAMES)
    assert all(tools_for(agent) == specs for agent, specs in CATALOGUE.items())


@pytest.mark.parametrize("spec", ALL_TOOLS, ids=lambda spec: spec.name)
def test_schemas_keep_to_what_gemini_takes(
    spec: ToolSpec, caplog: pytest.LogCaptureFixture
) -> None:
    schema = spec.args.model_json_schema()
    assert not UNSUPPORTED & set(keys(schema))
    assert schema["additionalProperties"] is False
    tool = StructuredTool.from_function(
        lambda: "", name=spec.name, description=spec.description, args_schema=spec.args
    )
    with caplog.at_level(logging.ERROR):
        (declaration,) = convert_to_genai_function_declarations([tool])
    (function,) = declaration.function_declarations or []
    properties = function.parameters.properties if function.parameters else {}
    assert set(properties or {}) == set(spec.args.model_fields)


@pytest.mark.parametrize("spec", ALL_TOOLS, ids=lambda spec: spec.name)
def test_every_tool_says_what_comes_back(spec: ToolSpec) -> None:
    assert spec.data is not None
    assert spec.returns or spec.name == "hand_off"
    assert len(spec.description) > 40
    assert all(info.description for info in spec.args.model_fields.values())
    assert all(row.meaning for row in spec.returns)


def test_tools_that_change_something_say_so() -> None:
    effects = {spec.name: spec.effect for spec in ALL_TOOLS if spec.effect != "read"}
    assert effects == {
        "log_sets": "write",
        "correct_sets": "write",
        "delete_sets": "destructive",
        "log_body_weight": "write",
        "log_meal": "write",
        "log_cardio": "write",
        "log_sleep": "write",
        "log_soreness": "write",
        "repeat_meal": "write",
        "correct_meal": "write",
        "set_targets": "write",
        "remember": "write",
        "update_memory": "write",
        "update_profile": "write",
        "skip_question": "write",
        "answer_screening": "write",
        "build_programme": "write",
        "revise_programme": "write",
        "swap_exercise": "write",
        "delete_account_data": "destructive",
        "forget_memory": "destructive",
    }


def test_no_tool_takes_an_owner_or_a_clock() -> None:
    taken = {name for spec in ALL_TOOLS for name in spec.args.model_fields}
    assert not taken & {"user_id", "athlete_id", "now", "clock", "run_id"}


def test_loads_stay_exact_and_unknown_arguments_are_refused() -> None:
    args = LogSetsArgs.model_validate_json(
        '{"exercise": "squat", "sets": [{"reps": 3, "load": 72.5}]}'
    )
    assert args.sets[0].load == Decimal("72.5")
    with pytest.raises(ValidationError):
        NextLoadArgs.model_validate({"exercise": "squat", "user_id": "someone"})
