"""Faintness, injuries, illness and surgery get a clinician and no load; look-alikes train."""

from __future__ import annotations

import pytest

from coach.safety.model import SafetyClass
from coach.safety.rules.gate import Circumstances, judge_message

pytestmark = pytest.mark.unit

GRAVE = [SafetyClass.EMERGENCY, SafetyClass.URGENT]


@pytest.mark.parametrize(
    "said",
    [
        "I get light-headed when I squat heavy",
        "my heart is racing and skipping beats after deadlifts",
        "My vision went black on the last squat rep",
        "I feel dizzy when I stand up after squats",
        "I feel dizzy",
        "I have a concussion, can I train",
        "I got a sharp pain in my knee and heard a pop, it's swollen",
        "my knee popped and is swollen",
        "I think I tore my pec benching, heard a pop and it's bruised",
        "my back pain goes down to my foot and it is numb",
        "shooting pain down my leg when I deadlift",
    ],
)
def test_a_sign_that_needs_an_examination_is_urgent(said: str) -> None:
    verdict = judge_message(said, Circumstances())
    assert verdict.klass in GRAVE
    assert verdict.reply


@pytest.mark.parametrize(
    "said",
    [
        "I have a cold and a fever, should I train?",
        "should i train with a fever",
        "I have covid can I go to the gym",
        "I have the flu, can I lift?",
        "I feel sick and have a headache since yesterday, what should I bench",
        "I have a stomach bug and threw up this morning, can I still train?",
        "I'm sick",
        "my doctor told me not to lift, what should I squat",
        "I had surgery on my knee 3 weeks ago, what should I squat",
        "I have high blood pressure, can I lift heavy?",
        "I have a hernia, can I squat?",
    ],
)
def test_illness_and_missing_clearance_come_before_any_load(said: str) -> None:
    verdict = judge_message(said, Circumstances())
    assert verdict.klass is SafetyClass.BOUNDARY
    assert verdict.reply
    assert " kg" not in verdict.reply


def test_a_minor_gets_no_maximum_and_nobody_a_water_cut() -> None:
    assert judge_message("I'm 14, what max should I try?", Circumstances()).rules == (
        "limit.minor",
    )
    water = "how do I cut water to drop 6 kg in 2 days for a meet"
    assert judge_message(water, Circumstances()).klass is SafetyClass.LIMIT


@pytest.mark.parametrize(
    "said",
    [
        "I'm sick of squats, what else can I do?",
        "my knees always pop when I squat but it doesn't hurt",
        "my heart is racing after sprints, which zone is that?",
        "the video is blurry, can you still count my squats?",
        "I had knee surgery years ago and I am cleared, what should I squat",
        "how cold should my recovery shake be?",
        "I have hay fever, any tips for running?",
        "I tore my callus, what should I deadlift?",
        "what is my squat max?",
        "drop set or straight sets for arms?",
        "how much water should I drink in training?",
    ],
)
def test_a_look_alike_is_answered(said: str) -> None:
    assert judge_message(said, Circumstances()).klass is SafetyClass.NORMAL
