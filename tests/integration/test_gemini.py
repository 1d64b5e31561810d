"""Gemini over real HTTP: streams, tools, thought signatures, and everything that goes wrong."""

import base64
import time
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from agents.calls import ATTEMPTS
from agents.stream import Coach, Turn
from agents.voices import FALLBACK_NOTICE
from coach.errors import ExternalFailure, SetupError
from coach.runs.events import EventBody, Text
from coach.settings import ModelSettings
from tests.fakes.gemini_server import Answer, FakeGemini, failure, text, tool_call
from tests.fixtures.coach import Athlete, listen

KEY = "AIza-secret-key-for-tests"
NEXT_LOAD = tool_call("next_load", {"exercise": "squat"}, signature="thought-1")

MakeCoach = Callable[[ModelSettings], Coach]


@pytest.fixture
def gemini() -> Iterator[FakeGemini]:
    with FakeGemini() as server:
        yield server


@pytest.fixture
def gemini_coach(gemini: FakeGemini, make_coach: MakeCoach) -> Coach:
    return make_coach(
        ModelSettings(
            name="google_genai:gemini-3.5-flash",
            google_api_key=SecretStr(KEY),
            base_url=gemini.url,
            timeout_s=5,
        )
    )


@pytest.fixture
def squatter(lifter: Athlete) -> Athlete:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    return lifter


async def collect(coach: Coach, turn: Turn, seen: list[EventBody]) -> None:
    """Run a turn and keep what it said before it failed."""
    async for event in coach.stream(turn):
        seen.append(event)  # noqa: PERF401 - kept when the stream fails


async def test_a_model_that_calls_a_tool_answers_with_grounded_numbers(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [
        NEXT_LOAD,
        text("Squat 3 x 5 at ", "105 kg. On 2 Sep 2021 you did ", "100 kg."),
    ]
    said = await listen(gemini_coach, squatter.turn("What should I squat next?"))
    assert said.tools == ["next_load"]
    assert said.reply == "Squat 3 x 5 at 105 kg. On 2 Sep 2021 you did 100 kg."
    assert said.uncovered_digits() == ""
    assert said.finished.input_tokens == 22
    assert said.finished.output_tokens == 14


async def test_a_thought_signature_comes_back_with_the_next_request(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [NEXT_LOAD, text("Squat 105 kg.")]
    await listen(gemini_coach, squatter.turn("What should I squat next?"))
    parts = [p for content in gemini.requests[1]["contents"] for p in content["parts"]]
    (call,) = [p for p in parts if "functionCall" in p]
    assert base64.urlsafe_b64decode(call["thoughtSignature"]) == b"thought-1"
    assert [p["functionResponse"]["name"] for p in parts if "functionResponse" in p] == [
        "next_load"
    ]


async def test_the_prompt_is_a_system_instruction_and_the_tools_are_declared(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [text("Hello.")]
    await listen(gemini_coach, lifter.turn("What should I squat next?"))
    (request,) = gemini.requests
    assert "AGENT: planner" in request["systemInstruction"]["parts"][0]["text"]
    names = [f["name"] for tool in request["tools"] for f in tool["functionDeclarations"]]
    assert "next_load" in names
    assert "log_meal" not in names
    assert request["generationConfig"]["thinkingConfig"] == {"thinking_level": "LOW"}


async def test_the_first_sentence_leaves_before_the_model_has_finished(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [text("Warm up well. ", "Then ", "squat.", pause_s=0.3)]
    started = time.monotonic()
    events = gemini_coach.stream(lifter.turn("How do I begin squat day?"))
    seen = [(time.monotonic() - started, event) async for event in events]
    texts = [(at, e.delta) for at, e in seen if isinstance(e, Text)]
    assert [delta for _, delta in texts] == ["Warm up well. ", "Then squat."]
    assert texts[1][0] - texts[0][0] > 0.2


async def test_an_ungrounded_number_is_repaired_once(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [
        NEXT_LOAD,
        text("You did 100 kg on 2 Sep 2021. Squat 140 kg next."),
        text("Squat 105 kg next."),
    ]
    said = await listen(gemini_coach, squatter.turn("What should I squat next?"))
    assert said.reply == "You did 100 kg on 2 Sep 2021. Squat 105 kg next."
    assert "140 kg" in gemini.requests[2]["contents"][-1]["parts"][0]["text"]
    assert [s.rules for s in said.safety] == [("grounding.repaired",)]


async def test_a_number_that_stays_ungrounded_is_dropped_and_flagged(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [NEXT_LOAD, text("Squat 140 kg."), text("Squat 150 kg. Rest well.")]
    said = await listen(gemini_coach, squatter.turn("What should I squat next?"))
    assert said.reply == "Rest well."
    assert said.safety[0].rules == ("grounding.repaired", "grounding.dropped")


async def test_a_rate_limit_is_waited_for_as_long_as_the_server_asks(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [failure(429, retry_delay_s=0.9), text("Hello there.")]
    started = time.monotonic()
    said = await listen(gemini_coach, lifter.turn("What should I squat next?"))
    assert said.reply == "Hello there."
    assert time.monotonic() - started >= 0.9


@pytest.mark.parametrize("broken", [failure(500), Answer(cut=True), text("", finish="SAFETY")])
async def test_a_failure_before_any_text_is_tried_again(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete, broken: Answer
) -> None:
    gemini.script = [broken, text("Hello there.")]
    said = await listen(gemini_coach, lifter.turn("What should I squat next?"))
    assert said.reply == "Hello there."


async def test_the_built_in_coach_takes_over_when_the_model_stays_down(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [failure(500)] * ATTEMPTS
    said = await listen(gemini_coach, squatter.turn("What should I squat next session?"))
    assert said.reply.startswith(FALLBACK_NOTICE)
    assert "105 kg" in said.reply
    assert said.uncovered_digits() == ""
    assert len(gemini.requests) == ATTEMPTS


async def test_a_rate_limit_of_minutes_is_not_waited_for(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [failure(429, retry_delay_s=120)]
    said = await listen(gemini_coach, squatter.turn("What should I squat next session?"))
    assert said.reply.startswith(FALLBACK_NOTICE)
    assert len(gemini.requests) == 1


async def test_a_stream_cut_after_a_sentence_fails_the_run(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [text("Warm up well. ", "Then sq", cut=True)]
    seen: list[EventBody] = []
    with pytest.raises(ExternalFailure) as caught:
        await collect(gemini_coach, lifter.turn("How do I begin squat day?"), seen)
    assert caught.value.code == "model_unavailable"
    assert [e.delta for e in seen if isinstance(e, Text)] == ["Warm up well. "]
    assert len(gemini.requests) == 1


async def test_a_refused_key_is_the_operators_to_fix_and_never_shown(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [failure(401)]
    seen: list[EventBody] = []
    with capture_logs() as logs, pytest.raises(ExternalFailure) as caught:
        await collect(gemini_coach, lifter.turn("What should I squat next?"), seen)
    assert caught.value.code == "model_rejected"
    assert gemini.keys == [KEY]
    assert KEY not in f"{caught.value!r}{caught.value}{seen!r}{logs!r}{gemini_coach!r}"


async def test_an_unknown_tool_and_wrong_arguments_come_back_as_results(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [
        tool_call("drop_tables", {}),
        tool_call("next_load", {"exercise": "squat", "user_id": "someone"}),
        text("I could not look that up."),
    ]
    said = await listen(gemini_coach, lifter.turn("What should I squat next?"))
    assert said.reply == "I could not look that up."
    responses = [
        p["functionResponse"]["response"]
        for content in gemini.requests[2]["contents"]
        for p in content["parts"]
        if "functionResponse" in p
    ]
    assert "no tool" in str(responses[0])
    assert "user_id" in str(responses[1])


async def test_a_write_of_numbers_the_athlete_never_said_is_refused(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [
        tool_call("log_body_weight", {"weight": 70, "unit": "kg"}),
        text("What did the scale show?"),
    ]
    await listen(gemini_coach, lifter.turn("log my body weight"))
    with lifter.store.read_only() as uow:
        assert list(uow.body_weights.list(lifter.user_id)) == []


async def test_a_model_that_never_stops_calling_tools_is_made_to_answer(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [tool_call("get_profile", {})] * 2 + [text("That is all I know.")]
    said = await listen(gemini_coach, lifter.turn("What should I squat next?"))
    assert said.reply == "That is all I know."
    assert "tools" not in gemini.requests[-1]


async def test_gemini_without_a_key_says_what_to_set(make_coach: MakeCoach) -> None:
    with pytest.raises(SetupError, match="GOOGLE_API_KEY"):
        make_coach(ModelSettings(name="google_genai:gemini-3.5-flash"))


@pytest.mark.parametrize("name", ["builtin:other", "nonsense", "no_such_provider:x"])
async def test_an_unknown_model_says_so(make_coach: MakeCoach, name: str) -> None:
    with pytest.raises(SetupError) as caught:
        make_coach(ModelSettings(name=name))
    assert caught.value.code == "unknown_model"


async def test_a_model_is_offered_the_same_tools_in_each_turn(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [NEXT_LOAD, text("Warm up well."), NEXT_LOAD, text("Rest well.")]
    for _ in range(2):
        await listen(gemini_coach, squatter.turn("What should I squat next?"))
    offered = [request["tools"] for request in gemini.requests]
    assert len(offered) == 4
    assert all(tools == offered[0] for tools in offered)
