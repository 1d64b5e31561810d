"""Nobody reads in a draft case who wrote it, and what they trained stays readable."""

from __future__ import annotations

import pytest

from evals.feedback.scrub import scrub

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("mail me at anna.b+gym@example.org please", "mail me at [email] please"),
        ("My name is Anna Brown, what should I squat?", "My name is [name], what should I squat?"),
        ("my coach Bob says 5x5", "my coach [name] says 5x5"),
        ("see https://example.org/u/anna?id=3", "see [link]"),
        ("it is @anna_lifts here", "it is [handle] here"),
        ("call +44 20 7946 0958 or text", "call [phone] or text"),
        ("my number is 020 7946 0958", "my number is [phone]"),
        ("I live at 12 Mill Hill Road and run", "I live at [address] and run"),
        ("born 12/03/1990, 80 kg", "born [birth date], 80 kg"),
        ("member 123456789", "member [number]"),
        ("That load is too much. Thanks, Anna", "That load is too much. Thanks, [name]"),
    ],
)
def test_what_says_who_wrote_is_taken_out(said: str, kept: str) -> None:
    assert scrub(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "did 5x5 squat at 102.5 kg, 2021-09-02, RPE 8",
        "225 315 405 for triples",
        "I'm sore after Romanian Deadlift 3x8 140kg",
        "5,000 m in 21:30, 400 kcal, 1,850 kcal a day",
        "Thanks, that helps",
        "my coach said no",
    ],
)
def test_what_they_trained_stays_as_it_was(said: str) -> None:
    assert scrub(said) == said
