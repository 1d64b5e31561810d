"""A yes is a yes, a no is a no, and a yes under a condition is neither."""

import pytest

from agents.consenting import Answer, read_answer

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "yes", "Yes.", "YES!!", "yep", "yeah", "yup", "y", "yess", "sure", "ok", "okay then",
        "yes please", "yes, do it", "yes do it please", "do it", "Go ahead", "go for it",
        "confirm", "confirmed", "I confirm", "yes replace it", "replace it", "delete everything",
        "yes, delete my account", "ok go ahead, thanks", "please do", "sounds good", "I'm sure",
        "yes I am sure", "ja", "ja bitte", "s\u00ed", "si, por favor", "oui", "\U0001f44d",
        "yes \U0001f44d", "perfect, do it", "ye", "ya do it mate", "  yes\n", "yes\u200b",
        "that's fine, go ahead",
    ],
)  # fmt: skip
def test_agreement_in_many_words_is_a_yes(text: str) -> None:
    assert read_answer(text) == Answer("yes")


@pytest.mark.parametrize(
    "text",
    [
        "no", "No.", "nope", "nah", "no thanks", "not now", "not yet", "never mind", "nevermind",
        "cancel", "cancel that", "stop", "don't", "don't do it", "no, keep my old programme",
        "leave it", "leave it as it is", "keep it", "rather not", "I'd rather not", "nein",
        "non merci", "forget it", "no way", "nooo", "\U0001f44e", "wait", "no please don't",
    ],
)  # fmt: skip
def test_refusal_in_many_words_is_a_no(text: str) -> None:
    assert read_answer(text) == Answer("no")


@pytest.mark.parametrize(
    "text",
    [
        "What should I squat next?", "what is my next bench",
        "why did my squat stall", "yes but keep the squats", "yes if it is four days",
        "yes, only the upper days", "no, make it four days", "did 3x5 at 100", "yesterday I ran 5k",
        "yes I did squats today", "none of them", "", "???",
        "sure thing what about bench", "not sure", "thanks", "no idea", "okay so how many kcal",
        "I don't know", "nothing", "\U0001f600", "yes, but not now", "maybe", "noted",
    ],
)  # fmt: skip
def test_what_is_neither_is_another_message(text: str) -> None:
    assert read_answer(text).kind == "other"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("yes, and what should I squat next?", "what should i squat next?"),
        ("Yes. Also log 80 kg", "log 80 kg"),
        ("ok do it and tell me my protein", "tell me my protein"),
    ],
)
def test_what_is_wanted_besides_a_yes_is_kept(text: str, rest: str) -> None:
    assert read_answer(text) == Answer("yes", rest)


@pytest.mark.parametrize(
    "text",
    [
        "why?", "ok what does that change", "wait what would be deleted?", "what does that change?",
        "is that permanent?", "can it be undone", "what exactly happens to my log", "are you sure",
    ],
)  # fmt: skip
def test_a_question_about_the_question_is_told_apart(text: str) -> None:
    assert read_answer(text).kind == "about"


def test_a_long_message_is_read_in_no_time() -> None:
    assert read_answer("yes " * 2_000 + "!").kind == "yes"
    assert read_answer("ok, " * 2_000 + "but no").kind == "other"
