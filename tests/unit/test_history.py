"""Whatever a crash left of a thread, every provider takes it; old turns become lines."""

from collections.abc import Sequence
from typing import Any

import pytest
from google.genai.types import Content
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
from langchain_core.messages.utils import count_tokens_approximately
from langchain_google_genai.chat_models import (
    _parse_chat_history,  # pyright: ignore[reportPrivateUsage] - what Gemini is really sent
)

from agents.history import (
    LINES_KEPT,
    TOKENS_KEPT,
    TURNS_KEPT,
    aside,
    compacted,
    spoken,
    with_system,
)
from agents.order import repaired

pytestmark = pytest.mark.unit

words = st.text("ab 1", max_size=4)


def call(call_id: str | None, name: str = "next_load") -> Any:
    return {"name": name, "args": {}, "id": call_id, "type": "tool_call"}


def calling(text: str, made: list[Any]) -> AIMessage:
    return AIMessage(text, tool_calls=made)


def question(text: str, marks: dict[str, bool]) -> HumanMessage:
    return HumanMessage(text, additional_kwargs=marks)


ids = st.sampled_from(["c1", "c2", None])
messages = st.lists(
    st.one_of(
        st.builds(question, words, st.sampled_from([{}, {}, aside()])),
        st.builds(AIMessage, words),
        words.map(spoken),
        st.builds(AIMessage, words.map(lambda w: [{"type": "text", "text": w or "x"}])),
        st.builds(calling, words, st.lists(ids.map(call), min_size=1, max_size=3)),
        st.sampled_from(["c1", "c2", "c9"]).map(lambda i: ToolMessage("{}", tool_call_id=i)),
    ),
    max_size=14,
)


def told(history: Sequence[BaseMessage]) -> list[Content]:
    """Return what Gemini is sent."""
    return _parse_chat_history([SystemMessage("p"), *history], model="gemini-3.5-flash")[1]


def kinds(content: Content) -> list[str]:
    """Return the kind of each part, with the name of what is called or answered."""
    found: list[str] = []
    for part in content.parts or []:
        if part.function_call:
            found.append(f"call {part.function_call.name}")
        elif part.function_response:
            found.append(f"result {part.function_response.name}")
        else:
            found.append("text" if (part.text or "").strip() else "nothing")
    return found


def problems(contents: Sequence[Content]) -> list[str]:
    """Return what Gemini would refuse, by its documented rules and no code of ours.

    Source: Gemini API reference, "Function calling" and the errors of `generateContent`.
    """
    found: list[str] = []
    wanted: list[str] = []
    before = "model"
    for content in contents:
        parts = kinds(content)
        calls = [p.removeprefix("call ") for p in parts if p.startswith("call ")]
        answers = [p.removeprefix("result ") for p in parts if p.startswith("result ")]
        if not parts or "nothing" in parts:
            found.append("an empty message")
        if answers != wanted:
            found.append(f"called {wanted}, answered {answers}")
        if answers and "text" in parts:
            found.append("words beside results")
        if content.role == before:
            found.append(f"two turns of {before}")
        if calls and content.role != "model":
            found.append("a call that is not the model's")
        wanted, before = calls, str(content.role)
    if before != "user" and contents:
        found.append("nothing to answer")
    return [*found, *(f"{name} is never answered" for name in wanted)]


def test_the_checker_finds_what_gemini_refuses() -> None:
    lone = ToolMessage("{}", tool_call_id="c1", name="next_load")
    asks = AIMessage("", tool_calls=[call("c1")])
    wrong: list[list[BaseMessage]] = [
        [AIMessage("hi"), HumanMessage("q")],
        [HumanMessage("q"), HumanMessage("q")],
        [HumanMessage("q"), asks, HumanMessage("q")],
        [HumanMessage("q"), AIMessage("a"), asks, lone],
        [HumanMessage("q"), AIMessage("a")],
        [HumanMessage("q"), asks, lone, HumanMessage("q")],
        [HumanMessage("")],
        [HumanMessage("q"), AIMessage("", tool_calls=[call("c1"), call("c1")]), lone],
    ]
    assert all(problems(told(history)) for history in wrong)
    assert problems(told([HumanMessage("q"), asks, lone])) == []


@given(messages)
def test_whatever_is_left_of_a_thread_is_in_an_order_that_gemini_takes(
    history: list[BaseMessage],
) -> None:
    assert problems(told(repaired(history))) == []


@given(messages, words)
def test_a_question_behind_it_is_the_last_thing_said(
    history: list[BaseMessage], asked: str
) -> None:
    out = repaired([*history, HumanMessage(f"q{asked}")])
    assert out[-1].text == f"q{asked}"
    assert problems(told(out)) == []


@given(messages)
def test_repairing_twice_changes_nothing_more(history: list[BaseMessage]) -> None:
    once = repaired(history)
    assert [m.model_dump() for m in repaired(once)] == [m.model_dump() for m in once]


@given(messages)
def test_no_word_of_the_athlete_and_no_call_gets_lost(history: list[BaseMessage]) -> None:
    out = repaired(history)
    asked = [m.text for m in history if isinstance(m, HumanMessage) and m.text.strip()]
    assert [m.text for m in out if isinstance(m, HumanMessage) if m.text in asked] == asked
    first = next((i for i, m in enumerate(history) if isinstance(m, HumanMessage)), len(history))
    made = sum(len(m.tool_calls) for m in history[first:] if isinstance(m, AIMessage))
    assert sum(len(m.tool_calls) for m in out if isinstance(m, AIMessage)) == made


turns = st.lists(
    st.tuples(st.text("abc ?", min_size=1, max_size=400), messages, st.text("xyz. ", max_size=400)),
    max_size=30,
)


def played(said: Sequence[tuple[str, list[AnyMessage], str]]) -> list[AnyMessage]:
    """Return a thread's messages as its turns leave them, whatever happened inside."""
    thread: list[AnyMessage] = []
    for asked, inside, reply in said:
        work = [m for m in inside if not isinstance(m, HumanMessage) or m.additional_kwargs]
        thread += [HumanMessage(asked), *work, spoken(reply)]
    return thread


@given(turns)
def test_turns_are_kept_whole_or_become_one_line_each(
    said: list[tuple[str, list[AnyMessage], str]],
) -> None:
    kept, lines = compacted(played(said))
    asked = [m.text for m in kept if isinstance(m, HumanMessage)]
    assert asked == [text for text, _, _ in said][len(said) - len(asked) :]
    assert len(asked) <= TURNS_KEPT
    assert len(lines) == min(LINES_KEPT, len(said) - len(asked))
    assert count_tokens_approximately(kept) <= TOKENS_KEPT
    assert not kept or isinstance(kept[0], HumanMessage)
    assert problems(told(with_system("p", [*kept, HumanMessage("q")], lines)[1:])) == []


@given(turns)
def test_settling_turn_by_turn_loses_no_turn(
    said: list[tuple[str, list[AnyMessage], str]],
) -> None:
    kept: list[AnyMessage] = []
    lines: list[str] = []
    for one in said:
        kept, lines = compacted([*kept, *played([one])], lines)
    assert len(lines) + sum(isinstance(m, HumanMessage) for m in kept) == min(
        len(said), LINES_KEPT + TURNS_KEPT
    )


def test_a_line_says_what_was_asked_and_what_was_decided() -> None:
    history: list[AnyMessage] = []
    for n in range(TURNS_KEPT + 2):
        history += [HumanMessage(f"What do I squat {n}?"), spoken(f"Do 3 x {n}. You did well.")]
    kept, lines = compacted(history)
    assert lines == [
        "- Asked \u201cWhat do I squat 0?\u201d: Do 3 x 0.",
        "- Asked \u201cWhat do I squat 1?\u201d: Do 3 x 1.",
    ]
    assert kept[0].text == "What do I squat 2?"


def test_pasted_logs_push_old_turns_out_before_their_time() -> None:
    history: list[AnyMessage] = []
    for n in range(4):
        history += [HumanMessage(f"{n} " + "squat 100x5 " * 800), spoken("Logged. Well.")]
    kept, lines = compacted(history)
    assert len(kept) == 4
    assert len(lines) == 2
    assert all(len(line) < 260 for line in lines)


def test_tool_results_and_parts_that_were_handed_on_are_left_out() -> None:
    history: list[AnyMessage] = [
        HumanMessage("q"),
        AIMessage("", tool_calls=[call("c1")]),
        ToolMessage("{}", tool_call_id="c1"),
        AIMessage("draft"),
        HumanMessage("a part of q", additional_kwargs=aside()),
        AIMessage("draft of another agent"),
        spoken("reply"),
    ]
    assert [m.text for m in compacted(history).messages] == ["q", "reply"]


def test_the_prompt_is_the_only_system_message() -> None:
    out = with_system("prompt", [HumanMessage("q")], ["- Asked \u201cx\u201d: y"])
    assert [type(m) for m in out] == [SystemMessage, HumanMessage, AIMessage, HumanMessage]
