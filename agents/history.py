"""What later turns see of a thread: the newest turns whole, and a line about each one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
)
from langchain_core.messages.utils import count_tokens_approximately

from agents.order import ASIDE, NO_REPLY, repaired
from agents.sentences import sentences_of

TURNS_KEPT: Final = 12
"""Earlier turns a model sees. Source: own choice; a turn is about 250 tokens once compacted."""
TOKENS_KEPT: Final = 6_000
"""Tokens of earlier turns, at about four characters each. Source: own choice; twice what 12 usual
turns take, so that only pasted logs push a turn out before its time."""
LINES_KEPT: Final = 24
"""Summarised turns. Source: own choice; with the lines' length at most about 1,500 tokens."""
ASKED_CHARS: Final = 90
DECIDED_CHARS: Final = 140
"""Of a line. Source: own choice; the first sentence of a reply is its decision."""
SPOKEN: Final = "spoken"
"""Mark of a message that holds what the athlete was shown."""
EARLIER: Final = "What did we talk about before?"


class History(NamedTuple):
    """What the turns that have ended leave behind."""

    messages: list[AnyMessage]
    """The newest turns, as question and reply."""
    earlier: list[str]
    """A line about each turn before them, oldest first."""


def spoken(text: str) -> AIMessage:
    """Return the message that stands for a turn's reply in later turns."""
    return AIMessage(content=text or NO_REPLY, additional_kwargs={SPOKEN: True})


def aside() -> dict[str, bool]:
    """Return the mark of a message that only this turn needs."""
    return {ASIDE: True}


def compacted(messages: Sequence[AnyMessage], earlier: Sequence[str] = ()) -> History:
    """Return finished turns as question and reply; the oldest become lines, whole turns at a time.

    Tool results are dropped: a later turn must call the tool again, because only facts of its own
    explain its numbers.

    Args:
        messages: Those of the thread, each turn as it ended.
        earlier: The lines so far.
    """
    turns = list(_turns(messages))
    kept: list[list[AnyMessage]] = []
    tokens = 0
    for turn in reversed(turns[-TURNS_KEPT:]):
        tokens += count_tokens_approximately(turn)
        if tokens > TOKENS_KEPT:
            break
        kept.insert(0, turn)
    gone = turns[: len(turns) - len(kept)]
    lines = [*earlier, *map(_line, gone)][-LINES_KEPT:]
    return History([message for turn in kept for message in turn], lines)


def with_system(
    prompt: str, messages: Sequence[BaseMessage], earlier: Sequence[str] = ()
) -> list[BaseMessage]:
    """Return repaired messages under the system prompt, and below it what was said long ago.

    The lines hold words of the athlete, so they are no part of the system's.
    """
    return [SystemMessage(prompt), *repaired([*_recalled(earlier), *messages])]


def _recalled(earlier: Sequence[str]) -> list[BaseMessage]:
    if not earlier:
        return []
    return [HumanMessage(EARLIER, additional_kwargs=aside()), AIMessage("\n".join(earlier))]


def _turns(messages: Sequence[AnyMessage]) -> Iterator[list[AnyMessage]]:
    """Yield what stays of each turn: the athlete's message, and the reply if there was one."""
    turn: list[AnyMessage] = []
    for message in messages:
        if isinstance(message, HumanMessage) and not message.additional_kwargs.get(ASIDE):
            if turn:
                yield turn
            turn = [message]
        elif isinstance(message, AIMessage) and message.additional_kwargs.get(SPOKEN) and turn:
            turn.append(message)
    if turn:
        yield turn


def _line(turn: Sequence[AnyMessage]) -> str:
    """Return what a turn asked and what was decided: the first sentence of the reply."""
    question, *replies = turn
    asked = _cut(str(question.text), ASKED_CHARS)
    sentences = sentences_of(str(replies[-1].text)) if replies else []
    decided = _cut(sentences[0], DECIDED_CHARS) if sentences else "no reply"
    return f"- Asked \u201c{asked}\u201d: {decided}"


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}\u2026"
