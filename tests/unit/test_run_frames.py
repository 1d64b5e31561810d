"""Run events become AG-UI frames that are valid from any cursor on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sse import Frame, Framer
from coach.errors import InvalidInput
from coach.evidence import Fact, FactId, Formula, LogRow
from coach.identity import MessageId, RunId, ThreadId
from coach.runs.events import (
    RUN_EVENT,
    EventBody,
    Evidence,
    Failed,
    Finished,
    Interrupted,
    Progress,
    RunEvent,
    Safety,
    Started,
    Step,
    Text,
    ToolCalled,
    ToolReturned,
)
from coach.runs.rules import Cursor, parse_cursor, replies

pytestmark = pytest.mark.unit

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
FACT = Fact(
    FactId("c.1"),
    "load",
    Decimal("102.5"),
    "kg",
    "squat",
    date(2026, 1, 2),
    source=LogRow("sets", "1"),
)
START = Started("bundle", "builtin:coach", no_language_model=True)
END = Finished("success")


def text(delta: str, message: str = "m1") -> Text:
    return Text(MessageId(message), delta)


def events_of(*epochs: list[EventBody]) -> list[RunEvent]:
    """Number the bodies as a recorder does: the sequence goes on across epochs."""
    numbered: list[RunEvent] = []
    for epoch, bodies in enumerate(epochs, start=1):
        for body in bodies:
            numbered.append(RunEvent(RunId("r"), epoch, len(numbered) + 1, AT, body))
    return numbered


def frames_of(*epochs: list[EventBody]) -> list[Frame]:
    framer = Framer(ThreadId("t"))
    return [frame for event in events_of(*epochs) for frame in framer.frames(event)]


def types_of(*epochs: list[EventBody]) -> list[str]:
    return [frame.payload["type"] for frame in frames_of(*epochs)]


def test_an_open_message_and_step_are_closed_before_the_end() -> None:
    assert types_of([START, Step("planner", "started"), text("Hi"), END])[-4:] == [
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "STEP_FINISHED",
        "RUN_FINISHED",
    ]


def test_a_second_message_closes_the_first() -> None:
    assert types_of([START, text("a"), text("b", "m2"), END])[2:] == [
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "RUN_FINISHED",
    ]


def test_a_takeover_closes_what_was_open_and_withdraws_the_unfinished_message() -> None:
    frames = frames_of(
        [START, Step("planner", "started"), text("Squat 1")],
        [START, Step("planner", "started"), text("Squat 100 kg", "m2"), END],
    )
    second = [frame.payload for frame in frames if frame.cursor.epoch == 2]
    assert [payload["type"] for payload in second] == [
        "TEXT_MESSAGE_END",
        "STEP_FINISHED",
        "CUSTOM",
        "STEP_STARTED",
        "CUSTOM",
        "TEXT_MESSAGE_START",
        "TEXT_MESSAGE_CONTENT",
        "TEXT_MESSAGE_END",
        "STEP_FINISHED",
        "RUN_FINISHED",
    ]
    assert second[4]["name"] == "superseded"
    assert second[4]["value"] == {"messageId": "m1", "by": "m2"}


def test_the_run_starts_once_however_often_it_is_taken_over() -> None:
    assert types_of([START], [START], [START, END]).count("RUN_STARTED") == 1


def test_a_tool_call_that_a_takeover_repeats_is_shown_once() -> None:
    call, answer = ToolCalled("c", "next_load", "{}"), ToolReturned("c", "100 kg", (FACT,))
    kinds = types_of([START, call], [START, call, answer, answer, END])
    assert kinds.count("TOOL_CALL_START") == kinds.count("TOOL_CALL_RESULT") == 1


def test_a_run_that_fails_before_it_starts_is_only_an_error() -> None:
    assert types_of([Failed("internal", "Sorry.")]) == ["RUN_ERROR"]


def test_facts_and_evidence_travel_as_custom_events_without_nulls() -> None:
    frames = frames_of(
        [
            START,
            ToolCalled("c", "next_load", ""),
            ToolReturned("c", "100 kg", (FACT,)),
            text("102.5 kg"),
            Evidence(MessageId("m1"), 0, 8, ("c.1",)),
            Safety("none", "out", ()),
            Progress("video", 3, 9),
            END,
        ]
    )
    custom: dict[str, Any] = {
        frame.payload["name"]: frame.payload["value"]
        for frame in frames
        if frame.payload["type"] == "CUSTOM"
    }
    assert custom["facts"]["facts"][0]["value"] == "102.5"
    assert custom["evidence"] == {"messageId": "m1", "start": 0, "end": 8, "factIds": ["c.1"]}
    assert custom["progress"] == {"what": "video", "done": 3, "total": 9}
    assert b"null" not in b"".join(frame.encode() for frame in frames)


def test_an_interrupt_is_the_outcome_of_the_run() -> None:
    frames = frames_of([START, Interrupted("i", "confirm", "{}", AT), Finished("interrupt")])
    assert frames[-1].payload["outcome"]["interrupts"][0]["id"] == "i"


def test_a_cancelled_run_ends_with_a_result_that_says_so() -> None:
    assert frames_of([START, Finished("cancelled", 1, 2)])[-1].payload == {
        "type": "RUN_FINISHED",
        "threadId": "t",
        "runId": "r",
        "result": {"cancelled": True},
        "usage": [{"inputTokens": 1, "outputTokens": 2}],
    }


def test_a_frame_is_one_event_with_lf_lines() -> None:
    frame = frames_of([START, text("a\r\nb\u2028")])[-1]
    encoded = frame.encode()
    head, data, *rest = encoded.split(b"\n")
    assert (head, rest) == (b"id: 1-2.1", [b"", b""])
    assert orjson.loads(data.removeprefix(b"data: "))["delta"] == "a\r\nb\u2028"


bodies = st.one_of(
    st.builds(text, st.text(max_size=5), st.sampled_from(["m1", "m2"])),
    st.builds(
        Step, st.sampled_from(["router", "planner"]), st.sampled_from(["started", "finished"])
    ),
    st.builds(ToolCalled, st.sampled_from(["c1", "c2"]), st.just("t"), st.just("{}")),
    st.builds(ToolReturned, st.sampled_from(["c1", "c2", "c3"]), st.just("done")),
)
epoch = st.lists(bodies, max_size=12).map(lambda found: [START, *found])


@given(st.lists(epoch, min_size=1, max_size=3), st.data())
def test_every_cut_of_every_run_continues_with_each_frame_once(
    epochs: list[list[EventBody]], data: st.DataObject
) -> None:
    frames = frames_of(*epochs, [END])
    assert frames == sorted(frames, key=lambda frame: frame.cursor)
    assert len({frame.id for frame in frames}) == len(frames)
    cut = data.draw(st.integers(0, len(frames) - 1))
    after = parse_cursor(frames[cut].id)
    assert [frame for frame in frames if frame.cursor > after] == frames[cut + 1 :]
    assert_valid([frame.payload for frame in frames])


def assert_valid(payloads: list[dict[str, Any]]) -> None:
    """Check the protocol's rules: one open message at most, nothing open at the end."""
    message: str | None = None
    steps: set[str] = set()
    assert payloads[0]["type"] == "RUN_STARTED"
    for payload in payloads:
        match payload["type"]:
            case "TEXT_MESSAGE_START":
                assert message is None
                message = payload["messageId"]
            case "TEXT_MESSAGE_CONTENT":
                assert payload["messageId"] == message
                assert payload["delta"]
            case "TEXT_MESSAGE_END":
                assert payload["messageId"] == message
                message = None
            case "STEP_STARTED":
                assert payload["stepName"] not in steps
                steps.add(payload["stepName"])
            case "STEP_FINISHED":
                steps.remove(payload["stepName"])
            case _:
                continue
    assert message is None
    assert steps == set()
    assert [payload["type"] for payload in payloads].index("RUN_FINISHED") == len(payloads) - 1


def test_a_cursor_reads_back_as_it_was_written() -> None:
    assert parse_cursor("2-17.3") == Cursor(2, 17, 3)
    assert parse_cursor("2-17") > parse_cursor("2-17.999999")


@pytest.mark.parametrize(
    "wrong", ["", "1", "1-", "-1", "a-b", "1-2.", "1-2.3.4", " 1-2", "1-2\n", "\u0661-\u0662"]
)
def test_what_is_no_cursor_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInput):
        parse_cursor(wrong)


def test_the_reply_of_a_run_that_was_taken_over_is_that_of_the_last_process() -> None:
    (reply,) = replies(
        events_of(
            [START, ToolReturned("c", "", (FACT,)), text("Squat 1")],
            [text("Squat 102.5 kg", "m2"), Evidence(MessageId("m2"), 6, 14, ("c.1",)), END],
        )
    )
    assert (reply.message_id, reply.text) == ("m2", "Squat 102.5 kg")
    assert orjson.loads(reply.facts_json)[0]["id"] == "c.1"


def test_a_run_that_said_nothing_leaves_no_message() -> None:
    assert replies(events_of([START, END])) == ()


def test_an_event_survives_the_log() -> None:
    for event in events_of([START, text("a"), Evidence(MessageId("m1"), 0, 1, ("c.1",)), END]):
        assert RUN_EVENT.validate_json(RUN_EVENT.dump_json(event)) == event


instants = st.datetimes(timezones=st.none() | st.just(UTC)).map(lambda at: at.replace(fold=0))
moments = st.dates() | instants
numbers = st.decimals(allow_nan=False, allow_infinity=False)
facts = st.builds(
    Fact,
    id=st.just(FactId("c.1")),
    label=st.text(),
    value=numbers | moments | st.booleans() | st.text() | moments.map(str) | numbers.map(str),
    unit=st.none() | st.just("kg"),
    subject=st.text(),
    as_of=moments,
    source=st.just(LogRow("sets", "1")) | st.just(Formula("epley", (FactId("c.0"),))),
    low=st.none() | numbers,
    high=st.none() | numbers,
    derived_from=st.just(()) | st.just((FactId("c.0"),)),
)


@given(st.lists(facts, max_size=3))
def test_a_fact_comes_back_from_the_log_as_it_went_in(written: list[Fact]) -> None:
    (event,) = events_of([ToolReturned("c", "", tuple(written))])
    read = RUN_EVENT.validate_json(RUN_EVENT.dump_json(event))
    assert read == event
    assert isinstance(read.body, ToolReturned)
    assert repr(read.body.facts) == repr(tuple(written))


def test_a_client_reads_a_value_as_a_plain_string() -> None:
    dated = replace(FACT, value=date(2021, 9, 2))
    frame = frames_of([START, ToolReturned("c", "", (FACT, dated))])[-1]
    assert [fact["value"] for fact in frame.payload["value"]["facts"]] == ["102.5", "2021-09-02"]


def test_a_confirmed_call_is_answered_under_the_id_of_the_run_that_asked() -> None:
    called = ToolCalled("c1", "build_programme", "{}", resumed=True)
    frames = frames_of([START, called, ToolReturned("c1", "built"), END])
    kinds = [frame.payload["type"] for frame in frames]
    assert "TOOL_CALL_START" not in kinds
    (result,) = [f.payload for f in frames if f.payload["type"] == "TOOL_CALL_RESULT"]
    assert result["toolCallId"] == "c1"
