"""Any history, however a crash left it, is one that every provider takes."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)

from agents.history import TURNS_KEPT, compacted, repaired, spoken, with_system

pytestmark = pytest.mark.unit

CALL: dict[str, Any] = {"name": "next_load", "args": {}, "id": "c1", "type": "tool_call"}

messages = st.lists(
    st.one_of(
        st.builds(HumanMessage, st.text(min_size=1, max_size=4)),
        st.builds(AIMessage, st.text(max_size=4)),
        st.sampled_from(["c1", "c2"]).map(
            lambda i: AIMessage("", tool_calls=[{**CALL, "id": i}])  # pyright: ignore[reportArgumentType] - a tool call as a dict
        ),
        st.sampled_from(["c1", "c2", "c9"]).map(lambda i: ToolMessage("{}", tool_call_id=i)),
    ),
    max_size=12,
)


def pairs(out: list[BaseMessage]) -> list[tuple[BaseMessage, BaseMessage]]:
    return list(itertools.pairwise(out))


@given(messages)
def test_each_call_is_followed_at_once_by_its_results_and_no_result_stands_alone(
    history: list[BaseMessage],
) -> None:
    out = repaired(history)
    for index, message in enumerate(out):
        if isinstance(message, AIMessage) and message.tool_calls:
            after = out[index + 1 : index + 1 + len(message.tool_calls)]
            assert [getattr(m, "tool_call_id", None) for m in after] == [
                call["id"] for call in message.tool_calls
            ]
        if isinstance(message, ToolMessage):
            assert isinstance(out[index - 1], (AIMessage, ToolMessage))


@given(messages)
def test_the_first_message_is_a_question_and_no_two_questions_touch(
    history: list[BaseMessage],
) -> None:
    out = repaired(history)
    assert not out or isinstance(out[0], HumanMessage)
    assert not any(
        isinstance(a, HumanMessage) and isinstance(b, HumanMessage) for a, b in pairs(out)
    )


@given(messages)
def test_repairing_twice_changes_nothing_more(history: list[BaseMessage]) -> None:
    once = repaired(history)
    assert [m.model_dump() for m in repaired(once)] == [m.model_dump() for m in once]


def test_old_turns_are_cut_at_a_question() -> None:
    history: list[AnyMessage] = []
    for n in range(TURNS_KEPT + 5):
        history += [HumanMessage(f"q{n}"), spoken(f"a{n}")]
    kept = compacted(history)
    assert kept[0].text == "q5"
    assert len(kept) == 2 * TURNS_KEPT


def test_tool_results_of_finished_turns_are_left_out() -> None:
    history: list[AnyMessage] = [
        HumanMessage("q"),
        AIMessage("", tool_calls=[CALL]),  # pyright: ignore[reportArgumentType] - a tool call as a dict
        ToolMessage("{}", tool_call_id="c1"),
        AIMessage("draft"),
        spoken("reply"),
    ]
    assert [m.text for m in compacted(history)] == ["q", "reply"]


def test_the_prompt_is_the_only_system_message() -> None:
    out = with_system("prompt", [HumanMessage("q")])
    assert [type(m) for m in out] == [SystemMessage, HumanMessage]
