"""Confirmations: a call that waits for the athlete's yes is kept in the thread's state.

The node reads the next message, or the answer a client gives to the interrupt. Whatever else the
athlete says drops the call and is answered as usual, so a thread never hangs on a question.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from langchain_core.messages import AIMessage, HumanMessage, ToolCall
from langgraph.runtime import Runtime

from agents.binding import run_call
from agents.consenting import Answer, read_answer
from agents.history import aside
from agents.repeats import entry
from agents.state import CoachState, HandOff, Pending, dump_facts, messages_of
from agents.turn import Turn, TurnContext
from coach.errors import Conflict
from coach.identity import RunId, new_uuid
from coach.runs.events import Interrupted, Step, Text, ToolCalled, ToolReturned
from tools.catalog import AgentName

OPEN_FOR: Final = timedelta(hours=24)
"""How long a question waits. Source: own choice; a day later the data behind it has moved on."""
KEPT: Final = "Fine, I left everything as it was."
DROPPED: Final = "I have not changed anything, since you did not confirm it."
STILL_OPEN: Final = "Nothing has changed yet: yes carries it out, no leaves everything as it is."
LAPSED: Final = (
    "That question is more than a day old, so I did not act on it and nothing has changed. Ask me "
    "for it again and I check it against what you have logged since."
)
RESPONSE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"approved": {"type": "boolean"}},
    "required": ["approved"],
}
"""JSON Schema of a client's answer."""


def asked(call: ToolCall, question: str, agent: AgentName, turn: Turn) -> Pending:
    """Return a call as it waits for the athlete's answer."""
    return Pending(
        interrupt_id=str(new_uuid()),
        tool=call["name"],
        args=call["args"],
        call_id=call["id"] or "call",
        agent=agent,
        said=turn.text,
        run_id=str(turn.run_id),
        asked_in=str(turn.run_id),
        question=question,
        expires_at=turn.clock.now() + OPEN_FOR,
    )


def interrupt_of(state: CoachState, run_id: str) -> Interrupted | None:
    """Return the question that this run ends with, if it ends with one."""
    pending = state.get("pending")
    if pending is None or pending["asked_in"] != run_id:
        return None
    return Interrupted(
        pending["interrupt_id"],
        "tool_call",
        json.dumps(RESPONSE),
        pending["expires_at"],
        message=pending["question"],
        tool_call_id=pending["call_id"],
    )


async def confirmation(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Run the call that waited, leave it, or drop it, as the athlete says.

    Raises:
        Conflict: A client answers a question that is not open (code `no_interrupt`) or no longer
            (code `interrupt_expired`).
    """
    context = runtime.context
    runtime.stream_writer(Step("confirmation", "started"))
    pending = state.get("pending")
    answer = _answer(pending, context.turn)
    if pending is None:
        update: CoachState = {}
    elif context.turn.clock.now() > pending["expires_at"]:
        said = LAPSED if answer.kind != "other" else ""
        update = _said(said, pending["agent"], runtime, done=bool(said))
    elif answer.kind == "yes":
        update = await _carried_out(pending, answer, state, runtime)
    elif answer.kind == "about":
        again = f"{pending['question']} {STILL_OPEN}"
        runtime.stream_writer(Step("confirmation", "finished"))
        kept_open = Pending({**pending, "asked_in": str(context.turn.run_id)})
        return {**_said(again, pending["agent"], runtime, done=True), "pending": kept_open}
    else:
        kept = answer.kind == "no"
        update = _said(KEPT if kept else DROPPED, pending["agent"], runtime, done=kept)
    runtime.stream_writer(Step("confirmation", "finished"))
    return {**update, "pending": None}


def _answer(pending: Pending | None, turn: Turn) -> Answer:
    decision = turn.decision
    if decision is None:
        return read_answer(turn.text)
    if pending is None or pending["interrupt_id"] != decision.interrupt_id:
        raise Conflict(
            "that question is not open any more; nothing was changed.",
            way_out="Ask for it again.",
            code="no_interrupt",
        )
    if turn.clock.now() > pending["expires_at"]:
        raise Conflict(
            "that question is more than a day old; nothing was changed.",
            way_out="Ask for it again.",
            code="interrupt_expired",
        )
    return Answer("yes" if decision.approved else "no")


def _said(text: str, agent: AgentName, runtime: Runtime[TurnContext], *, done: bool) -> CoachState:
    """Say a fixed text; if that is the whole reply, it is the agent's who asked."""
    if not text:
        return {}
    if done:
        runtime.stream_writer(Step(agent, "started"))
    runtime.stream_writer(Text(runtime.context.turn.reply_id, text))
    if done:
        runtime.stream_writer(Step(agent, "finished"))
    return {"reply": text, "break_at": len(text), "done": done}


async def _carried_out(
    pending: Pending, answer: Answer, state: CoachState, runtime: Runtime[TurnContext]
) -> CoachState:
    """Run the call with the words that asked for it, under the key it would have had then."""
    context, agent = runtime.context, pending["agent"]
    call = ToolCall(name=pending["tool"], args=pending["args"], id=pending["call_id"])
    args_json = json.dumps(call["args"], ensure_ascii=False)
    runtime.stream_writer(ToolCalled(pending["call_id"], call["name"], args_json, resumed=True))
    bench = replace(context.workbench(), said=pending["said"], run_id=RunId(pending["run_id"]))
    specs = context.specs_of(agent)
    result = await run_call(call, specs, bench, nth=0, confirmed=True)
    runtime.stream_writer(
        ToolReturned(pending["call_id"], result.summary, result.facts, result.error)
    )
    added = entry(call, specs, result, context.turn)
    return {
        "messages": [
            *messages_of(state),
            HumanMessage(pending["said"], additional_kwargs=aside()),
            AIMessage(content="", tool_calls=[call]),
            result.message,
        ],
        "said": f"{pending['said']}\n{context.turn.text}",
        "agent": agent,
        "agents": [agent],
        "handoffs": _besides(answer.rest, context),
        "facts": dump_facts(result.facts),
        "written": [*state.get("written", []), *([added] if added else [])],
        "tool_calls": 1,
    }


def _besides(rest: str, context: TurnContext) -> list[HandOff]:
    """Return what the athlete wants beside the yes, for the agent that owns it."""
    if not rest:
        return []
    return [HandOff(to=context.router.route(rest, has_video=False, before=None).agent, about=rest)]
