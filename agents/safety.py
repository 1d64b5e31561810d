"""The gate as the first and the last node of the graph; it outranks the model."""

from __future__ import annotations

from typing import Final

from langchain_core.messages import HumanMessage
from langgraph.runtime import Runtime

from agents.history import compacted, spoken
from agents.speaking import utf16_length
from agents.state import CoachState, messages_of
from agents.turn import TurnContext
from coach.runs.events import Safety, Step, Text
from coach.safety.model import SafetyClass
from coach.safety.rules.gate import disclosures, judge_draft, judge_message
from coach.safety.rules.replies import fixed_reply

NOTHING_LEFT = (
    "I could not back my answer with your data, so I leave it out. Ask again with the exercise, "
    "meal or day you mean, and I will look that up."
)
"""Said when grounding left nothing of a draft."""
SAFETY_CALL: Final = "safety"
"""Id under which the facts of a fixed reply are returned."""


async def safety_in(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Begin the turn; answer grave messages from fixed replies, before any model is asked."""
    context = runtime.context
    turn = context.turn
    runtime.stream_writer(Step("safety_in", "started"))
    known = context.circumstances(state.get("disclosed", []))
    verdict = judge_message(turn.text, known)
    fresh: CoachState = {
        "messages": [*compacted(messages_of(state)), HumanMessage(turn.text)],
        "disclosed": sorted(disclosures(turn.text, known)),
        "run_id": turn.run_id,
        "said": turn.text,
        "facts": [],
        "reply": "",
        "held": "",
        "stopped": [],
        "flags": [],
        "spans": [],
        "fell_back": False,
        "done": False,
        "model_calls": 0,
        "tool_calls": 0,
        "input_tokens": 0,
        "output_tokens": 0,
    }
    if verdict.klass is not SafetyClass.NORMAL:
        runtime.stream_writer(Safety(verdict.klass.value, "in", verdict.rules))
    if verdict.reply is not None:
        fresh |= _said_fixed(verdict.reply, known.country, context, runtime.stream_writer)
    runtime.stream_writer(Step("safety_in", "finished"))
    return fresh


async def safety_out(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """End the turn: replace what was stopped, judge the whole reply again, record it."""
    context = runtime.context
    write = runtime.stream_writer
    write(Step("safety_out", "started"))
    reply = state.get("reply", "")
    flags = list(state.get("flags", []))
    if not state.get("done"):
        known = context.circumstances(state.get("disclosed", []))
        rules = tuple(state.get("stopped", [])) or judge_draft(reply, known).rules
        extra = ""
        if rules:
            write(Safety(SafetyClass.LIMIT.value, "out", rules))
            flags.extend(rules)
            extra = fixed_reply("draft", known.country)
        elif not reply.strip():
            extra = NOTHING_LEFT
        if extra:
            lead = "\n\n" if utf16_length(reply.strip()) else ""
            write(Text(context.turn.reply_id, lead + extra))
            reply += lead + extra
    write(Step("safety_out", "finished"))
    messages = [*messages_of(state), spoken(reply)]
    return {"messages": messages, "reply": reply, "flags": flags, "done": True}
