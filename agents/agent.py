"""The loop every agent runs: the model speaks or calls tools, until it is done."""

from __future__ import annotations

import json
from typing import Final

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from agents.calls import call_model
from agents.grounding import Grounder
from agents.history import with_system
from agents.speaking import Speaker
from agents.state import CoachState, dump_facts, load_facts, messages_of
from agents.turn import TurnContext
from coach.errors import ExternalFailure
from coach.runs.events import Step, ToolCalled
from tools.catalog import AgentName

MODEL_CALLS: Final = 6
"""Model calls of one turn; the last one is made without tools, so that it must answer.
Source: own choice; orchestrated designs needed 6.5 calls an answer."""
FALLBACK_NOTICE: Final = (
    "The language model is not answering right now, so the built-in coach takes this one. "
)


async def run_agent(
    agent: AgentName, state: CoachState, runtime: Runtime[TurnContext]
) -> CoachState:
    """Let one agent make one model call; its grounded sentences leave as they are written."""
    context = runtime.context
    runtime.stream_writer(Step(agent, "started"))
    speaker = speaker_of(state, runtime)
    try:
        update = await _speak(agent, state, context, speaker)
    finally:
        runtime.stream_writer(Step(agent, "finished"))
    return update


def speaker_of(state: CoachState, runtime: Runtime[TurnContext]) -> Speaker:
    """Return a speaker that goes on where the reply stands."""
    turn = runtime.context.turn
    grounder = Grounder(
        facts=load_facts(state.get("facts", [])),
        said=state.get("said", turn.text),
        message_id=turn.reply_id,
        now=turn.clock.now(),
        time_zone=turn.profile.time_zone,
    )
    return Speaker(
        emit=runtime.stream_writer,
        reply_id=turn.reply_id,
        grounder=grounder,
        known=runtime.context.circumstances(state.get("disclosed", [])),
        reply=state.get("reply", ""),
        stopped=list(state.get("stopped", [])),
        spans=list(state.get("spans", [])),
        break_at=state.get("break_at", -1),
    )


def system_prompt(agent: AgentName, context: TurnContext) -> str:
    """Return the prompt of one agent for this turn."""
    turn = context.turn
    variables: dict[str, str | int | bool] = {
        "mass_unit": turn.profile.mass_unit.value,
        "language": turn.profile.language,
        "today": turn.today.isoformat(),
        "has_video": bool(turn.video_ids),
    }
    prompt = context.prompts.prompt_of(agent)
    return prompt.render({name: variables[name] for name in prompt.front.variables})


async def _speak(
    agent: AgentName, state: CoachState, context: TurnContext, speaker: Speaker
) -> CoachState:
    fell_back = state.get("fell_back", False)
    messages = with_system(system_prompt(agent, context), messages_of(state))
    last = state.get("model_calls", 0) >= MODEL_CALLS - 1
    prompt = context.prompts.prompt_of(agent)
    specs = () if last else context.specs_of(agent)
    params = prompt.front.params
    voice = context.fallback if fell_back else context.voice
    try:
        answer = await call_model(voice.bound(specs, params), messages, speaker)
    except ExternalFailure as exc:
        if speaker.has_left or exc.code != "model_unavailable" or voice is context.fallback:
            raise
        fell_back = True
        speaker.begin()
        if not speaker.reply.strip():
            speaker.say_fixed(FALLBACK_NOTICE)
        answer = await call_model(context.fallback.bound(specs, params), messages, speaker)
    speaker.finish()
    return _update(state, answer, speaker, fell_back=fell_back)


def _update(
    state: CoachState, answer: AIMessage, speaker: Speaker, *, fell_back: bool
) -> CoachState:
    for call in answer.tool_calls:
        args_json = json.dumps(call["args"], ensure_ascii=False)
        speaker.emit(ToolCalled(call["id"] or "call", call["name"], args_json))
    usage = answer.usage_metadata
    return {
        "messages": [*messages_of(state), answer],
        "facts": dump_facts((*load_facts(state.get("facts", [])), *speaker.minted)),
        "reply": speaker.reply,
        "held": speaker.held,
        "stopped": speaker.stopped,
        "spans": speaker.spans,
        "fell_back": fell_back,
        "model_calls": state.get("model_calls", 0) + 1,
        "input_tokens": state.get("input_tokens", 0) + (usage["input_tokens"] if usage else 0),
        "output_tokens": state.get("output_tokens", 0) + (usage["output_tokens"] if usage else 0),
    }
