"""The prompts a request names: those in use, those on trial, or the newest there are."""

from __future__ import annotations

from coach.errors import InvalidInput
from evals.runs.request import RunRequest
from prompts.library import package, read_library
from prompts.registry import PromptRegistry, load_registry


def chosen_prompts(request: RunRequest) -> PromptRegistry:
    """Return the prompts of the request's arm, with what it names in place of theirs.

    `worktree` is the newest version of every prompt that lies in the tree.

    Raises:
        SetupError: A prompt is missing, wrong, or was edited under a locked version; or there is
            no challenger.
    """
    if request.bundle != "worktree":
        return load_registry(request.bundle, request.prompts)
    return load_registry("champion", _newest() | request.prompts)


def parse_prompt_option(text: str) -> tuple[str, str]:
    """Return agent and version of `<agent>@<version>`.

    Raises:
        InvalidInput: It is none.
    """
    agent, at, version = text.partition("@")
    if not (agent and at and version):
        raise InvalidInput(
            f"--prompt {text!r} is not <agent>@<version>.",
            way_out="Such as planner@1.1.0; `fitholic prompts list` shows them.",
            code="bad_option",
        )
    return agent, version


def _newest() -> dict[str, str]:
    newest: dict[str, str] = {}
    for prompt in read_library(package()).prompts.values():
        agent, version = prompt.front.agent, prompt.front.version
        if agent not in newest or _order(version) > _order(newest[agent]):
            newest[agent] = version
    return newest


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
