"""Prompts are versioned, hashed, rendered strictly, and never edited under a locked version."""

import pytest

from agents.toolsets import AGENTS
from coach.errors import SetupError
from prompts.document import Prompt, parse_prompt
from prompts.library import Library, load_prompt
from prompts.lock import Locked, check_lock, updated_lock, written
from prompts.registry import load_registry

pytestmark = pytest.mark.unit

TEXT = """---
id: demo
version: 1.0.0
agent: demo
model: gemini-3.5-flash
variables: {unit: str}
tools: []
owner: coaching
changelog: First.
---
Say {{ unit }}.
"""


def locked(*prompts: Prompt) -> str:
    return written({prompt.key: Locked(sha256=prompt.sha256) for prompt in prompts})


def library(*prompts: Prompt) -> Library:
    return Library({prompt.key: prompt for prompt in prompts}, {})


def no_schemas(_: Prompt) -> None:
    return None


def test_every_prompt_in_use_is_locked_and_belongs_to_its_agent() -> None:
    registry = load_registry()
    assert {"planner", "form_critic", "nutrition", "repair"} == set(registry.champions)
    assert len(registry.locks) == 4


def test_the_first_line_names_the_agent() -> None:
    for agent in AGENTS:
        prompt = load_registry().prompt_of(agent)
        assert prompt.body.startswith(f"AGENT: {agent}\n")


def test_an_edited_prompt_without_a_new_version_is_refused() -> None:
    before, after = parse_prompt(TEXT), parse_prompt(TEXT.replace("Say", "Tell"))
    with pytest.raises(SetupError) as caught:
        check_lock([after], locked(before))
    assert caught.value.code == "prompt_edited"
    with pytest.raises(SetupError, match="edited"):
        updated_lock(library(after), locked(before), no_schemas)


def test_a_new_version_is_added_to_the_lock_beside_the_old_one() -> None:
    before, after = parse_prompt(TEXT), parse_prompt(TEXT.replace("1.0.0", "1.1.0"))
    text = updated_lock(library(before, after), locked(before), no_schemas)
    assert text.count("demo@") == 2


def test_a_changelog_edit_keeps_the_hash() -> None:
    assert parse_prompt(TEXT).sha256 == parse_prompt(TEXT.replace("First.", "Other.")).sha256


def test_a_prompt_that_is_not_locked_is_refused() -> None:
    with pytest.raises(SetupError, match="is not in"):
        check_lock([parse_prompt(TEXT)], "")


@pytest.mark.parametrize("variables", [{}, {"unit": "kg", "more": "x"}, {"unit": 3}])
def test_missing_unknown_or_mistyped_variables_are_refused(variables: dict[str, str | int]) -> None:
    with pytest.raises(SetupError):
        parse_prompt(TEXT).render(variables)


def test_a_template_cannot_leave_its_sandbox() -> None:
    prompt = parse_prompt(TEXT.replace("{{ unit }}", "{{ unit.__class__.__mro__ }}"))
    with pytest.raises(SetupError):
        prompt.render({"unit": "kg"})


@pytest.mark.parametrize(
    "endless",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ 'x' * 10000000000 }}",
        "{{ unit | center(10000000000) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include self %}",
    ],
)
def test_a_template_that_would_never_end_is_refused_before_it_runs(endless: str) -> None:
    prompt = parse_prompt(TEXT.replace("{{ unit }}", endless + "{{ unit }}"))
    with pytest.raises(SetupError) as caught:
        prompt.render({"unit": "kg"})
    assert caught.value.code == "prompt_template"


def test_an_alias_of_a_model_is_refused() -> None:
    with pytest.raises(SetupError, match="alias"):
        parse_prompt(TEXT.replace("gemini-3.5-flash", "gemini-flash-latest"))


@pytest.mark.parametrize("text", ["no front matter", "---\nid: x\n---\nbody", "---\n[\n---\nx"])
def test_a_file_without_proper_front_matter_is_refused(text: str) -> None:
    with pytest.raises(SetupError):
        parse_prompt(text)


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SetupError, match="does not exist"):
        load_prompt("planner", "0.0.1")
