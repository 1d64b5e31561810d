"""One message with wishes for two agents is answered by both, in one reply."""

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from agents.stream import Coach
from coach.runs.events import Step
from coach.settings import ModelSettings
from tests.fakes.gemini_server import Answer, FakeGemini, text
from tests.fixtures.coach import Athlete, Said, listen

BOTH = "What should I squat next session? And how many calories are in 100 g of rice?"
RICE = "what is in 100 g of rice?"


def calls(*made: tuple[str, dict[str, object]]) -> Answer:
    """Script an answer that calls several tools at once."""
    return Answer(chunks=[[{"functionCall": {"name": name, "args": args}} for name, args in made]])


def agents(said: Said) -> list[str]:
    names = [e.name for e in said.events if isinstance(e, Step) and e.phase == "started"]
    return [name for name in names if name in {"planner", "form_critic", "nutrition"}]


@pytest.fixture
def squatter(lifter: Athlete) -> Athlete:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    return lifter


@pytest.fixture
def gemini() -> Iterator[FakeGemini]:
    with FakeGemini() as server:
        yield server


@pytest.fixture
def gemini_coach(gemini: FakeGemini, make_coach: Callable[[ModelSettings], Coach]) -> Coach:
    return make_coach(
        ModelSettings(
            name="google_genai:gemini-3.5-flash",
            google_api_key=SecretStr("key"),
            base_url=gemini.url,
            timeout_s=5,
        )
    )


async def test_the_built_in_coach_answers_two_wishes_with_two_agents_in_four_calls(
    coach: Coach, squatter: Athlete
) -> None:
    said = await listen(coach, squatter.turn(BOTH))
    assert set(said.tools) == {"next_load", "hand_off", "food_lookup"}
    assert set(agents(said)) == {"planner", "nutrition"}
    assert "105 kg" in said.reply
    assert "130 kcal" in said.reply
    assert said.uncovered_digits() == ""
    assert said.finished.model_calls == len(agents(said)) <= 4


async def test_the_next_turn_sees_the_message_whole_and_once(
    coach: Coach, squatter: Athlete
) -> None:
    await listen(coach, squatter.turn(BOTH))
    said = await listen(coach, squatter.turn("What should I squat for 3 reps?"))
    assert said.tools == ["next_load"]
    assert said.uncovered_digits() == ""


async def test_a_model_that_hands_on_beside_its_own_call_is_followed_by_the_next_agent(
    gemini: FakeGemini, gemini_coach: Coach, squatter: Athlete
) -> None:
    gemini.script = [
        calls(
            ("next_load", {"exercise": "squat"}), ("hand_off", {"to": "nutrition", "about": RICE})
        ),
        text("Squat 3 x 5 at 105 kg."),
        calls(("food_lookup", {"query": "rice", "grams": 100})),
        text("You did well to ask."),
    ]
    said = await listen(gemini_coach, squatter.turn(f"What should I squat next? And {RICE}"))
    assert agents(said) == ["planner", "planner", "nutrition", "nutrition"]
    assert said.reply == "Squat 3 x 5 at 105 kg.\n\nYou did well to ask."
    assert said.finished.model_calls == 4
    prompts = [r["systemInstruction"]["parts"][0]["text"] for r in gemini.requests]
    assert "AGENT: nutrition" in prompts[2]
    assert gemini.requests[2]["contents"][-1] == {"role": "user", "parts": [{"text": RICE}]}


async def test_a_message_of_hand_offs_alone_goes_straight_to_the_next_agent(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    gemini.script = [
        calls(("hand_off", {"to": "nutrition", "about": "everything about my rice"})),
        text("Rice is fine."),
    ]
    said = await listen(gemini_coach, lifter.turn("squat question? and is rice ok"))
    assert agents(said) == ["planner", "nutrition"]
    assert said.reply == "Rice is fine."
    asked = gemini.requests[1]["contents"][-1]["parts"][0]["text"]
    assert asked == "squat question? and is rice ok"
    assert [content["role"] for content in gemini.requests[1]["contents"]] == [
        "user", "model", "user", "model", "user",
    ]  # fmt: skip


async def test_nobody_hands_on_to_who_has_spoken(
    gemini: FakeGemini, gemini_coach: Coach, lifter: Athlete
) -> None:
    to_nutrition = calls(("hand_off", {"to": "nutrition", "about": "is rice ok"}))
    gemini.script = [
        to_nutrition,
        calls(("hand_off", {"to": "planner", "about": "squat question"})),
        text("Rice is fine."),
    ]
    said = await listen(gemini_coach, lifter.turn("squat question? and is rice ok"))
    assert agents(said) == ["planner", "nutrition", "nutrition"]
    assert said.reply == "Rice is fine."
