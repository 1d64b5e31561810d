r"""The graph of a chat turn: safety, routing, agents with their tools, grounding, safety again.

safety_in -> router -> planner | form_critic | nutrition -> grounding -> safety_out
    \-> confirmation -^ ^ \- tools -/   ^                       |
                                        \------- hand_off <-----/
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import structlog
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from agents.builtin.transcript import exchanges_of
from agents.bundle import Bundle, bundle_of
from agents.confirming import confirmation
from agents.form_critic import form_critic
from agents.handing import go_on, only_hands_off
from agents.models import GEMINI, Voice, make_voices
from agents.nutrition import nutrition
from agents.planner import planner
from agents.releases import make_releases
from agents.repair import grounding
from agents.router import Router
from agents.safety import safety_in, safety_out
from agents.state import CoachState, agent_of, messages_of
from agents.stream import Coach, CoachGraph
from agents.tool_round import run_tools
from agents.toolsets import check_prompts
from agents.topology import topology_of
from agents.turn import CoachDeps, TurnContext
from coach.runs.events import Step
from prompts.registry import PromptRegistry

_LOG = structlog.stdlib.get_logger(__name__)

OpenSaver = Callable[[], BaseCheckpointSaver[str]]
AGENT_NODES: Final = ("planner", "form_critic", "nutrition")


class Node(Protocol):
    """One step of the graph."""

    async def __call__(self, state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
        """Return what changes in the state."""
        ...


def build_coach(deps: CoachDeps, checkpoints: OpenSaver) -> Coach:
    """Compile the graph once and return the coach that runs turns on it.

    Args:
        deps: Adapters, settings and prompts.
        checkpoints: Makes one saver a run.

    Raises:
        SetupError: The model or a prompt is not set up.
    """
    voices = make_voices(deps.model_settings, deps.embedder, deps.transport)
    graph = _compiled()

    def identify(prompts: PromptRegistry) -> Bundle:
        check_prompts(prompts)
        _compare_models(prompts, voices[0])
        return bundle_of(
            prompts, voices, topology=topology_of(graph), embedder_id=deps.embedder.model_id
        )

    return Coach(
        graph=graph,
        checkpoints=checkpoints,
        deps=deps,
        voices=voices,
        router=Router(deps.embedder),
        releases=make_releases(deps.prompts, deps.experiments, identify),
    )


def _compare_models(prompts: PromptRegistry, voice: Voice) -> None:
    """Say when a prompt speaks through another model than the one it was written for."""
    for prompt in prompts.champions.values():
        pinned = f"{GEMINI}{prompt.front.model}"
        if not voice.no_language_model and voice.name != pinned:
            _LOG.warning("prompt_of_other_model", prompt=prompt.key, pinned=pinned, used=voice.name)


async def route(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Choose the agent; no model is asked."""
    context = runtime.context
    runtime.stream_writer(Step("router", "started"))
    chosen = context.router.route(
        state.get("said", context.turn.text),
        has_video=bool(context.turn.video_ids),
        before=state.get("agent"),
        exchanges=exchanges_of(messages_of(state)),
    )
    runtime.stream_writer(Step("router", "finished"))
    return {"agent": chosen.agent, "agents": [chosen.agent]}


NODES: Final[dict[str, Node]] = {
    "safety_in": safety_in,
    "confirmation": confirmation,
    "router": route,
    "planner": planner,
    "form_critic": form_critic,
    "nutrition": nutrition,
    "tools": run_tools,
    "grounding": grounding,
    "hand_off": go_on,
    "safety_out": safety_out,
}


def _compiled() -> CoachGraph:
    graph = StateGraph(CoachState, context_schema=TurnContext)
    for name, node in NODES.items():
        graph.add_node(name, node)  # pyright: ignore[reportUnknownMemberType] - langgraph leaves parts of its overloads untyped
    graph.add_edge(START, "safety_in")
    graph.add_conditional_edges(
        "safety_in", _after_safety_in, ["confirmation", "router", "safety_out"]
    )
    graph.add_conditional_edges(
        "confirmation", _after_confirmation, ["router", *AGENT_NODES, "safety_out"]
    )
    graph.add_conditional_edges("router", agent_of, list(AGENT_NODES))
    for name in AGENT_NODES:
        graph.add_conditional_edges(name, _after_agent, ["tools", "grounding"])
    graph.add_conditional_edges("tools", _after_tools, [*AGENT_NODES, "grounding"])
    graph.add_conditional_edges("grounding", _after_grounding, ["hand_off", "safety_out"])
    graph.add_conditional_edges("hand_off", agent_of, list(AGENT_NODES))
    graph.add_edge("safety_out", END)
    return graph.compile()  # pyright: ignore[reportUnknownMemberType] - see above


def _after_safety_in(state: CoachState) -> str:
    if state.get("done"):
        return "safety_out"
    return "confirmation" if state.get("pending") or state.get("decided") else "router"


def _after_confirmation(state: CoachState) -> str:
    """Let the agent speak from what it had asked about; answer any other message as usual."""
    if state.get("done"):
        return "safety_out"
    was_run = isinstance(messages_of(state)[-1], ToolMessage)
    return agent_of(state) if was_run else "router"


def _after_agent(state: CoachState) -> str:
    """Go to the tools as long as the model calls any and nothing stopped the draft."""
    newest = messages_of(state)[-1]
    wants_tools = isinstance(newest, AIMessage) and bool(newest.tool_calls)
    return "tools" if wants_tools and not state.get("stopped") else "grounding"


def _after_tools(state: CoachState) -> str:
    """Let the agent read the results; with nothing but hand-offs it has no part of its own left."""
    return "grounding" if only_hands_off(state) else agent_of(state)


def _after_grounding(state: CoachState) -> str:
    waits = bool(state.get("handoffs")) and not state.get("stopped")
    return "hand_off" if waits else "safety_out"
