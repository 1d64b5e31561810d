"""A bundle's id changes with what could change a reply, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, Field

from agents.bundle import bundle_of, canonical, dependencies, schemas_sha
from agents.models import Voice
from agents.toolsets import check_prompts
from coach.errors import SetupError
from prompts.document import parse_prompt
from prompts.library import package, read_text
from prompts.registry import PromptRegistry, load_registry
from tools.spec import ToolSpec
from tools.specs.training import NEXT_LOAD, WEEKLY_VOLUME

pytestmark = pytest.mark.unit

PROMPTS = load_registry()
PLANNER = read_text(package(), "planner/1.0.0.md")


class Squat(BaseModel):
    load_kg: float
    reps: int = Field(description="How  many\n times.")


class Renamed(BaseModel):
    load: float
    reps: int = Field(description="How many times.")


class Reordered(BaseModel):
    reps: int = Field(description="How many times.")
    load_kg: float


def bundle_id(
    prompts: PromptRegistry = PROMPTS,
    model: str = "google_genai:gemini-3.5-flash",
    topology: tuple[str, ...] = ("a", "b", "a -> b"),
    embedder_id: str = "minilm",
) -> str:
    voice = Voice(model, cast("BaseChatModel", None))
    return bundle_of(prompts, (voice,), topology=topology, embedder_id=embedder_id).id


def with_planner(old: str, new: str) -> PromptRegistry:
    return PROMPTS.with_prompts({"planner": parse_prompt(PLANNER.replace(old, new))})


def test_the_same_parts_are_the_same_bundle() -> None:
    assert bundle_id() == bundle_id()


@pytest.mark.parametrize(
    "changed",
    [
        {"model": "google_genai:gemini-3.6-flash"},
        {"model": "builtin:coach"},
        {"topology": ("a", "b", "b -> a")},
        {"embedder_id": "minilm-2"},
        {"prompts": with_planner("You are", "You were")},
        {"prompts": with_planner("owner:", "params: {temperature: 0.5}\nowner:")},
        {"prompts": with_planner("get_profile, ", "")},
    ],
    ids="-".join,
)
def test_each_part_changes_the_id(changed: dict[str, Any]) -> None:
    before: dict[str, Any] = {"prompts": with_planner("", "")}
    assert bundle_id(**(before | changed)) != bundle_id(**before)


def test_a_change_log_changes_no_bundle() -> None:
    said = with_planner("First version.", "The first version of all.")
    assert bundle_id(said) == bundle_id(with_planner("", ""))


def spec(args: type[BaseModel], description: str = "Store a set.") -> ToolSpec:
    return replace(NEXT_LOAD, name="store", args=args, description=description)


def test_order_and_white_space_of_tools_change_no_hash() -> None:
    before = schemas_sha([spec(Squat), WEEKLY_VOLUME])
    assert schemas_sha([WEEKLY_VOLUME, spec(Squat, "Store  a\nset. ")]) == before
    assert (
        canonical({"b": 1, "a": {"description": " x  y "}}) == '{"a":{"description":"x y"},"b":1}'
    )


def test_a_renamed_argument_or_another_description_changes_the_hash() -> None:
    hashes = {
        schemas_sha([spec(Squat)]),
        schemas_sha([spec(Renamed)]),
        schemas_sha([spec(Squat, "Keep a set.")]),
    }
    assert len(hashes) == 3


def test_dependencies_are_named_with_their_versions() -> None:
    found = dependencies()
    assert {"langgraph", "pydantic", "scipy"} <= found.keys()
    assert all(found.values())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("today: str", "today: str\n  mood: str", "prompt_variables"),
        ("tools: [", "tools: [form_findings, ", "prompt_tools"),
        ("tools: [", "tools: [no_such_tool, ", "prompt_tools"),
        ("owner:", "output_schema: {type: object}\nowner:", "prompt_output"),
    ],
)
def test_a_prompt_that_does_not_fit_its_agent_stops_the_start(
    old: str, new: str, code: str
) -> None:
    check_prompts(PROMPTS)
    with pytest.raises(SetupError) as caught:
        check_prompts(with_planner(old, new))
    assert caught.value.code == code
