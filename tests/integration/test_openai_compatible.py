"""Models behind OpenAI's chat completions, as Ollama and vLLM serve them: faked at the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from pydantic import SecretStr

from agents.calls import ATTEMPTS
from agents.stream import Coach
from agents.voices import FALLBACK_NOTICE, OTHER_NOTICE
from coach.errors import SetupError
from coach.settings import ModelSettings
from tests.fakes.openai_server import (
    Answer,
    FakeOpenAI,
    failure,
    half_a_call,
    text,
    tool_calls,
)
from tests.fixtures.coach import Athlete, listen

MakeCoach = Callable[[ModelSettings], Coach]
NEXT = ("next_load", {"exercise": "squat"})


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as fake:
        yield fake


@pytest.fixture
def local_coach(server: FakeOpenAI, make_coach: MakeCoach) -> Coach:
    return make_coach(ModelSettings(name="openai:llama3.1:8b", base_url=server.url, timeout_s=5))


@pytest.fixture
def squatter(lifter: Athlete) -> Athlete:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    return lifter


async def test_parallel_calls_streamed_in_pieces_reach_their_tools(
    server: FakeOpenAI, local_coach: Coach, squatter: Athlete
) -> None:
    history = ("exercise_history", {"exercise": "squat", "sessions": 3})
    server.script = [tool_calls(NEXT, history), text("Squat 3 x 5 at ", "105 kg.")]
    said = await listen(local_coach, squatter.turn("What should I squat next?"))
    assert said.tools == ["next_load", "exercise_history"]
    assert said.reply == "Squat 3 x 5 at 105 kg."
    assert said.uncovered_digits() == ""
    roles = [message["role"] for message in server.requests[1]["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "tool"]
    assert set(server.paths) == {"/v1/chat/completions"}


async def test_tokens_are_counted_and_a_local_model_has_no_known_price(
    server: FakeOpenAI, local_coach: Coach, squatter: Athlete
) -> None:
    server.script = [tool_calls(NEXT), text("Squat 105 kg.")]
    said = await listen(local_coach, squatter.turn("What should I squat next?"))
    (use,) = said.finished.models
    assert (use.model, use.calls) == ("openai:llama3.1:8b", 2)
    assert (use.input_tokens, use.output_tokens, use.cost_usd) == (1800, 80, None)


@pytest.mark.parametrize(
    "broken", [failure(503), Answer(cut=True), text(""), half_a_call("next_load", '{"exerc')]
)
async def test_an_answer_that_breaks_off_is_asked_for_again(
    server: FakeOpenAI, local_coach: Coach, lifter: Athlete, broken: Answer
) -> None:
    server.script = [broken, text("Hello there.")]
    said = await listen(local_coach, lifter.turn("What should I squat next?"))
    assert said.reply == "Hello there."


async def test_a_second_model_takes_over_and_the_athlete_is_told(
    server: FakeOpenAI, make_coach: MakeCoach, squatter: Athlete
) -> None:
    coach = make_coach(
        ModelSettings(name="openai:big", fallback="openai:small", base_url=server.url, timeout_s=5)
    )
    server.script = [*[failure(503)] * ATTEMPTS, tool_calls(NEXT), text("Squat 105 kg.")]
    said = await listen(coach, squatter.turn("What should I squat next?"))
    assert said.reply == f"{OTHER_NOTICE}Squat 105 kg."
    asked = [request["model"] for request in server.requests]
    assert asked == ["big"] * ATTEMPTS + ["small"] * 2
    assert [use.model for use in said.finished.models] == ["openai:small"]


async def test_the_built_in_coach_is_the_last_to_take_over_and_costs_nothing(
    server: FakeOpenAI, make_coach: MakeCoach, squatter: Athlete
) -> None:
    coach = make_coach(
        ModelSettings(name="openai:big", fallback="openai:small", base_url=server.url, timeout_s=5)
    )
    server.script = [failure(429, retry_after_s=90), failure(429, retry_after_s=90)]
    said = await listen(coach, squatter.turn("What should I squat next session?"))
    assert said.reply.startswith(FALLBACK_NOTICE)
    assert "105 kg" in said.reply
    assert len(server.requests) == 2
    assert said.finished.cost_usd == Decimal(0)


def test_a_model_of_openai_needs_a_key_or_an_address(make_coach: MakeCoach) -> None:
    with pytest.raises(SetupError, match="needs a key or an address") as caught:
        make_coach(ModelSettings(name="openai:gpt"))
    assert "FITHOLIC_MODEL_BASE_URL" in caught.value.way_out
    assert make_coach(ModelSettings(name="openai:gpt", api_key=SecretStr("k"))).model_name
