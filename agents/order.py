"""Puts messages into an order that every provider takes, whatever a crash left of them.

Gemini is the strictest: the athlete comes first and last, a call follows the athlete or a result,
every call is answered at once, and no message is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolCall, ToolMessage

NO_REPLY: Final = "(This reply was interrupted.)"
NO_WORDS: Final = "(A message without words.)"
NO_RESULT: Final = '{"error": "The call was interrupted; call the tool again if it is needed."}'
HANDED_ON: Final = "(The next part of the message is yours.)"
ASIDE: Final = "hand_off"
"""Mark of words of the athlete that stand in the thread a second time: a part that was handed on,
or a request that is carried out after it was confirmed."""


def repaired(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """Return messages in an order every provider takes; what is in order stays as it is.

    Each call is followed at once by one result, a made-up one if it was interrupted; results
    without a call, empty messages and what was said before any question are dropped; two questions
    are parted by a note; two messages of the model become one; a draft at the end is dropped,
    because there is nothing to answer behind it.
    """
    results = {m.tool_call_id: m for m in messages if isinstance(m, ToolMessage)}
    used: Counter[str] = Counter()
    out: list[BaseMessage] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            if out and not _is_text(out[-1]):
                out.append(_note(message))
            out.append(message if str(message.text).strip() else _filled(message))
        elif isinstance(message, AIMessage) and out and not _is_empty(message):
            before = cast("AIMessage", out.pop()) if _is_text(out[-1]) else None
            merged = _bare(message) if before is None else _joined(before, message)
            out.extend(_with_results(merged, results, used))
    while out and _is_text(out[-1]):
        out.pop()
    return out


def _is_text(message: BaseMessage) -> bool:
    return isinstance(message, AIMessage) and not message.tool_calls


def _is_empty(message: AIMessage) -> bool:
    return not message.tool_calls and not str(message.text).strip()


def _note(question: HumanMessage) -> AIMessage:
    """Return what stands between a question and a question or result before it."""
    return AIMessage(HANDED_ON if question.additional_kwargs.get(ASIDE) else NO_REPLY)


def _filled(message: HumanMessage) -> HumanMessage:
    return message.model_copy(update={"content": NO_WORDS})


def _bare(message: AIMessage) -> AIMessage:
    """Return a message without text that is white space alone."""
    blank = isinstance(message.content, str) and message.content.isspace()
    return message.model_copy(update={"content": ""}) if blank else message


def _joined(before: AIMessage, after: AIMessage) -> AIMessage:
    """Return two messages of the model as one; whatever else the second holds stays."""
    lead = {"type": "text", "text": f"{before.text}\n\n"}
    rest = after.content
    content = f"{before.text}\n\n{rest}".rstrip() if isinstance(rest, str) else [lead, *rest]
    return after.model_copy(update={"content": content})


def _with_results(
    message: AIMessage, results: dict[str, ToolMessage], used: Counter[str]
) -> list[BaseMessage]:
    """Return a message and one result for each of its calls; a call id that comes again is renamed.

    The client of Gemini pairs by id, so a second call of the same id would find no result.
    """
    calls: list[ToolCall] = []
    found: list[BaseMessage] = []
    for call in message.tool_calls:
        known = call["id"] or ""
        used[known] += 1
        fresh = known if known and used[known] == 1 else f"{known}~{used[known]}"
        result = results.get(known) or ToolMessage(
            NO_RESULT, tool_call_id=fresh, name=call["name"], status="error"
        )
        same = result.tool_call_id == fresh
        found.append(result if same else result.model_copy(update={"tool_call_id": fresh}))
        calls.append(call if call["id"] == fresh else ToolCall({**call, "id": fresh}))
    same_calls = calls == message.tool_calls
    return [message if same_calls else message.model_copy(update={"tool_calls": calls}), *found]
