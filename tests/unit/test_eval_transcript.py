"""A turn's row holds what its events say: calls and results, calls of the model, times."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from coach.evidence import Fact, FactId, Formula, LogRow
from coach.identity import MessageId
from coach.runs.events import (
    EventBody,
    Evidence,
    Failed,
    Finished,
    Safety,
    Started,
    Step,
    Text,
    ToolCalled,
    ToolReturned,
)
from evals.results import TurnRow
from evals.runs.transcript import Recording, turn_row

pytestmark = pytest.mark.unit

NOW = datetime(2026, 3, 18, tzinfo=UTC)
M1 = MessageId("m1")
RANDOM = "b54d162b-6002-4c9b-8a74-3bed9680a9df"


def fact(name: str, **more: object) -> Fact:
    source = more.pop("source", LogRow("workout_sets", "s1"))
    return Fact(FactId(name), "load", Decimal(65), "kg", "back_squat", NOW, source=source, **more)  # pyright: ignore[reportArgumentType] - keywords of a test


def row_of(*bodies: EventBody, turn: int = 1) -> TurnRow:
    recording = Recording(turn)
    for body in bodies:
        recording.add(body)
    return turn_row("next squat?", recording)


def turn_with_tools(call_id: str = "c1") -> tuple[EventBody, ...]:
    return (
        Started("b1", "google_genai:gemini", no_language_model=False),
        Step("safety_in", "started"),
        Step("router", "started"),
        Step("planner", "started"),
        ToolCalled(call_id, "next_load", '{"exercise": "squat"}'),
        ToolCalled(f"{call_id}x", "next_load", "{}"),
        ToolReturned(call_id, "65 kg", (fact(f"{call_id}.1"),)),
        ToolReturned(f"{call_id}x", "exercise is missing", error="invalid_arguments"),
        Step("planner", "started"),
        Text(M1, "Take "),
        Text(M1, "65 kg."),
        Evidence(M1, 5, 7, (f"{call_id}.1",)),
        Finished("success", 900, 40),
    )


def test_a_call_stands_with_its_arguments_and_what_came_back() -> None:
    good, bad = row_of(*turn_with_tools()).tools
    assert (good.arguments, good.result) == (
        {"exercise": "squat"},
        {"summary": "65 kg", "facts": ["c1.1"]},
    )
    assert bad.result == {"error": "exercise is missing", "code": "invalid_arguments"}


def test_nodes_model_calls_and_tokens_are_counted() -> None:
    row = row_of(*turn_with_tools())
    assert (row.steps, row.llm_calls, row.input_tokens, row.output_tokens) == (5, 2, 900, 40)


def test_a_repair_is_one_more_call_of_the_model() -> None:
    repaired = (*turn_with_tools(), Safety("normal", "out", ("grounding.repaired",)))
    assert row_of(*repaired).llm_calls == 3


def test_the_reply_is_its_pieces_and_the_first_of_them_has_a_time() -> None:
    row = row_of(*turn_with_tools())
    assert (row.reply, row.agent) == ("Take 65 kg.", "planner")
    assert row.first_text_ms == next(e.at_ms for e in row.events if e.kind == "text")
    assert row.latency_ms >= row.events[-1].at_ms


def test_a_call_that_never_returned_has_no_result() -> None:
    row = row_of(ToolCalled("c1", "next_load", "{}"), Failed("run_timeout", "too long"))
    assert (row.tools[0].result, row.tools[0].ended_ms, row.error) == (None, None, "run_timeout")


def test_ids_that_a_client_made_up_are_replaced_by_the_order_of_the_calls() -> None:
    one, other = (
        row_of(*turn_with_tools(RANDOM)),
        row_of(*turn_with_tools(RANDOM.replace("b", "c"))),
    )
    assert one.facts == other.facts
    assert (one.tools[0].id, one.evidence[0]["fact_ids"]) == ("call_1_1", ["call_1_1.1"])


def test_what_a_fact_was_worked_out_from_is_renamed_with_it() -> None:
    derived = fact(
        f"{RANDOM}.2",
        source=Formula("epley", (FactId(f"{RANDOM}.1"),)),
        derived_from=(FactId(f"{RANDOM}.1"),),
    )
    row = row_of(
        ToolCalled(RANDOM, "estimate_one_rep_max", "{}"),
        ToolReturned(RANDOM, "", (fact(f"{RANDOM}.1"), derived)),
        turn=2,
    )
    assert row.facts[1]["source"]["inputs"] == ["call_2_1.1"]
    assert row.facts[1]["derived_from"] == ["call_2_1.1"]


def test_ids_of_the_seed_stay_as_they_are() -> None:
    assert row_of(*turn_with_tools("call_ab12")).tools[0].id == "call_ab12"
