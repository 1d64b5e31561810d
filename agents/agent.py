"""The loop every agent runs: the model speaks or calls tools, until it is done."""

from __future__ import annotations

import asyncio
import json

from langchain_core.messages import AIMessage, BaseMessage
from langgraph.runtime import Runtime

from agents.budget import (
    BROKE_OFF,
    NO_END,
    NO_TIME,
    SPENT,
    Spent,
    may_close,
    must_answer,
    seconds_left,
    spent_before,
)
from agents.calls import call_model
from agents.grounding import Grounder
from agents.history import with_system
from agents.metering import metered
from agents.speaking import Speaker
from agents.state import CoachState, dump_facts, load_facts, messages_of
from agents.turn import TurnContext
from agents.voices import first_to_answer, notice_of
from coach.runs.events import Step, ToolCalled
from tools.catalog import AgentName


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
    spent = spent_before(state, context.turn)
    answered = await _asked(agent, state, context, speaker) if spent is None else spent
    if isinstance(answered, str):
        return await _closed(agent, state, context, speaker, answered)
    return answered


async def _asked(
    agent: AgentName, state: CoachState, context: TurnContext, speaker: Speaker
) -> CoachState | Spent:
    """Return what the model's message changes, or the budget that it used up."""
    prompt = context.prompts.prompt_of(agent)
    specs = context.specs_of(agent)
    offered = () if must_answer(state) else specs
    at = state.get("voice", 0)
    speaker.opening = notice_of(context.voices, at)
    try:
        async with asyncio.timeout(seconds_left(context.turn)):
            answer, at = await first_to_answer(
                context.voices,
                at,
                lambda voice: voice.bound(
                    specs if voice.no_language_model else offered, prompt.front.params
                ),
                _prompted(agent, state, context),
                speaker,
            )
    except TimeoutError:
        return "time"
    if answer.tool_calls and not offered and not context.voices[at].no_language_model:
        return "calls"
    speaker.finish()
    used = metered(state.get("used", []), context.voices[at].name, answer)
    return {**_update(state, answer, speaker), "voice": at, "used": used}


async def _closed(
    agent: AgentName, state: CoachState, context: TurnContext, speaker: Speaker, spent: Spent
) -> CoachState:
    """Let the built-in coach end the turn: it looks up once more, then says what was found.

    Parts that wait for other agents are left. The built-in coach keeps its tools throughout,
    because they tell it what it serves; it calls none a second time.
    """
    closing = state.get("spent", [])
    left: CoachState = {
        "voice": len(context.voices) - 1,
        "spent": [*closing, spent],
        "called": [],
        "handoffs": [],
    }
    speaker.begin()
    fixed = BROKE_OFF if speaker.has_left else "" if may_close(context.turn) else NO_TIME
    if fixed:
        speaker.say_fixed(fixed)
        return {**_update(state, AIMessage(fixed), speaker), **left}
    speaker.opening = SPENT[spent]
    params = context.prompts.prompt_of(agent).front.params
    model = context.voices[-1].bound(context.specs_of(agent), params)
    answer = await call_model(model, _prompted(agent, state, context), speaker)
    if answer.tool_calls and closing:
        speaker.say_fixed(NO_END)
        answer = AIMessage(NO_END)
    speaker.finish()
    return {**_update(state, answer, speaker), **left}


def _prompted(agent: AgentName, state: CoachState, context: TurnContext) -> list[BaseMessage]:
    return with_system(system_prompt(agent, context), messages_of(state), state.get("earlier", []))


def _update(state: CoachState, answer: AIMessage, speaker: Speaker) -> CoachState:
    for call in answer.tool_calls:
        args_json = json.dumps(call["args"], ensure_ascii=False)
        speaker.emit(ToolCalled(call["id"] or "call", call["name"], args_json))
    return {
        "messages": [*messages_of(state), answer],
        "facts": dump_facts((*load_facts(state.get("facts", [])), *speaker.minted)),
        "reply": speaker.reply,
        "held": speaker.held,
        "stopped": speaker.stopped,
        "spans": speaker.spans,
        "model_calls": state.get("model_calls", 0) + 1,
    }
