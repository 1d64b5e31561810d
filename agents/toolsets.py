"""Whether a prompt fits its agent, and what it lets the agent call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast, get_args

from coach.errors import SetupError
from prompts.document import Prompt
from prompts.registry import PromptRegistry
from tools.catalog import CATALOGUE, AgentName
from tools.spec import ToolSpec

AGENTS: Final[tuple[AgentName, ...]] = get_args(AgentName)
Catalogue = Mapping[AgentName, tuple[ToolSpec, ...]]
"""Which agent may call which tool."""
VARIABLES: Final = frozenset({"mass_unit", "language", "today", "has_video"})
"""What a turn can fill in, see `agents.agent.system_prompt`."""
REPAIR: Final = "repair"
"""The prompt that asks an agent to write again what no fact explains."""
REPAIR_VARIABLES: Final = frozenset({"shown", "held", "numbers"})
"""What a repair can fill in, see `agents.repair`."""


def check_prompts(prompts: PromptRegistry) -> None:
    """Check that every agent can speak with its prompt, before any athlete asks.

    Raises:
        SetupError: An agent has no prompt, or its prompt wants a tool, a variable or a form of
            reply that the agent does not have.
    """
    for agent in AGENTS:
        prompt = prompts.prompt_of(agent)
        tools_of(prompt)
        _check_variables(prompt, VARIABLES)
        if prompt.front.output_schema is not None:
            raise SetupError(
                f"prompt {prompt.key} asks for JSON.",
                way_out="An agent that talks to athletes answers in prose: drop output_schema.",
                code="prompt_output",
            )
    _check_variables(prompts.prompt_of(REPAIR), REPAIR_VARIABLES)


def _check_variables(prompt: Prompt, offered: frozenset[str]) -> None:
    unknown = sorted(set(prompt.front.variables) - offered)
    if unknown:
        raise SetupError(
            f"prompt {prompt.key} wants the variable {unknown[0]!r}.",
            way_out=f"It can have {', '.join(sorted(offered))}.",
            code="prompt_variables",
        )


def tools_of(prompt: Prompt, catalogue: Catalogue = CATALOGUE) -> tuple[ToolSpec, ...]:
    """Return the tools a prompt names, in the order of the catalogue.

    Raises:
        SetupError: It names one that its agent may not call (code `prompt_tools`).
    """
    agent = prompt.front.agent
    allowed = catalogue[cast("AgentName", agent)] if agent in catalogue else ()
    unknown = sorted(set(prompt.front.tools) - {spec.name for spec in allowed})
    if unknown:
        raise SetupError(
            f"prompt {prompt.key} names the tool {unknown[0]!r}, which {agent} may not call.",
            way_out="Take it off the list of tools in a new version, or give the agent the tool.",
            code="prompt_tools",
        )
    return tuple(spec for spec in allowed if spec.name in prompt.front.tools)
