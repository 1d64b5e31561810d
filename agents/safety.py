"""The gate as the first and the last node of the graph; it outranks the model."""

from __future__ import annotations

from langchain_core.messages import AnyMessage, HumanMessage
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


async def safety_in(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Begin the turn; answer grave messages from fixed replies, before any model is asked."""
    context = runtime.context
    turn = context.turn
    runtime.stream_writer(Step("safety_in", "started"))
    known = context.circumstances(state.get("disclosed", []))
    verdict = judge_message(turn.text, known)
    fresh: CoachState = {
        "messages": [*_before(state, turn.run_id), HumanMessage(turn.text)],
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
        runtime.stream_writer(Text(turn.reply_id, verdict.reply))
        fresh["reply"] = verdict.reply
        fresh["done"] = True
    runtime.stream_writer(Step("safety_in", "finished"))
    return fresh


def _before(state: CoachState, run_id: str) -> list[AnyMessage]:
    """Return the turns before this one; a first try at this very run is not one of them."""
    earlier = compacted(messages_of(state))
    if state.get("run_id") == run_id and earlier and isinstance(earlier[-1], HumanMessage):
        return earlier[:-1]
    return earlier


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
    messages = [*state.get("messages", []), spoken(reply)]
    return {"messages": messages, "reply": reply, "flags": flags, "done": True}
