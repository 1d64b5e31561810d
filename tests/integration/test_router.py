"""Messages reach the agent that owns them, by rule or by meaning."""

import pytest

from agents.builtin.transcript import Exchange
from agents.router import Router
from store.embedder import MiniLmEmbedder
from tools.catalog import AgentName


@pytest.fixture(scope="module")
def router(embedder: MiniLmEmbedder) -> Router:
    return Router(embedder)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("What should I squat next session?", "planner"),
        ("did 3x5 at 100 kg squat", "planner"),
        ("how heavy tomorrow", "planner"),
        ("legs tomorrow, what weights?", "planner"),
        ("Remember that I train at home", "planner"),
        ("How was my depth in the clip?", "form_critic"),
        ("did I go low enough", "form_critic"),
        ("how does my squat look?", "form_critic"),
        ("how do I film my squat?", "form_critic"),
        ("am I progressing on squats?", "planner"),
        ("remember that my knees cave in", "planner"),
        ("Does creatine work, and how much should I take?", "nutrition"),
        ("how many calories in 200 g chicken breast", "nutrition"),
        ("is my trunk too far forward", "form_critic"),
        ("I weighed 82.4 kg this morning", "nutrition"),
        ("Set my calories and macros", "nutrition"),
        ("should I eat before", "nutrition"),
    ],
)
def test_a_message_reaches_its_agent(router: Router, text: str, agent: AgentName) -> None:
    assert router.route(text, has_video=False, before=None).agent == agent


def test_a_message_with_a_video_goes_to_the_form_critic(router: Router) -> None:
    assert router.route("what do you think?", has_video=True, before="planner").reason == "video"


def test_a_follow_up_stays_where_it_was(router: Router) -> None:
    asked = Exchange("how deep was my squat in the video?", "Your hips went below your knees.")
    route = router.route(
        "and the last rep?", has_video=False, before="form_critic", exchanges=(asked,)
    )
    assert route.agent == "form_critic"
    assert router.route("why?", has_video=False, before="nutrition").agent == "nutrition"


def test_a_follow_up_that_names_another_field_moves_on(router: Router) -> None:
    assert router.route("and my protein?", has_video=False, before="planner").agent == "nutrition"


@pytest.mark.parametrize(
    "text", ["yes", "?????", "\u05e9\u05dc\u05d5\u05dd", "nice weather", "tell me a joke"]
)
def test_what_belongs_to_nobody_stays_in_its_thread(router: Router, text: str) -> None:
    route = router.route(text, has_video=False, before="nutrition")
    assert (route.agent, route.reason) == ("nutrition", "default")
    assert router.route(text, has_video=False, before=None).agent == "planner"


def test_a_greeting_at_the_start_is_the_planners(router: Router) -> None:
    assert router.route("hello there", has_video=False, before=None).agent == "planner"
