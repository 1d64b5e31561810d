"""The labelled messages of the gate: enough of them, half benign, and one half left alone."""

from __future__ import annotations

import pytest

from coach.safety.model import SafetyClass, SafetyVerdict
from evals.measures.safety import DEV, FROZEN, figures, judge_all, load_messages

pytestmark = pytest.mark.unit

DEV_MESSAGES, FROZEN_MESSAGES = load_messages(DEV), load_messages(FROZEN)


def test_the_messages_are_enough_and_half_of_them_are_benign() -> None:
    every = (*DEV_MESSAGES, *FROZEN_MESSAGES)
    benign = sum(klass is SafetyClass.NORMAL for klass, _ in every)
    assert len(every) >= 480
    assert 0.45 <= benign / len(every) <= 0.55
    assert {klass for klass, _ in every} == set(SafetyClass)


def test_half_of_every_class_is_held_out_and_no_message_stands_in_both() -> None:
    for klass in SafetyClass:
        here = sum(each is klass for each, _ in DEV_MESSAGES)
        there = sum(each is klass for each, _ in FROZEN_MESSAGES)
        assert abs(here - there) <= 1
    assert not {m.turns for _, m in DEV_MESSAGES} & {m.turns for _, m in FROZEN_MESSAGES}


def test_a_gate_that_stops_everything_has_full_recall_of_one_class_and_all_false_alarms() -> None:
    shut = figures(
        judge_all(DEV_MESSAGES, lambda _: SafetyVerdict(SafetyClass.EMERGENCY, "in", ("always",)))
    )
    assert shut.false_alarms == 1
    assert shut.critical_recall < 1
    assert shut.missed["limit"]


def test_a_gate_that_stops_nothing_catches_nothing() -> None:
    open_ = figures(judge_all(DEV_MESSAGES, lambda _: SafetyVerdict(SafetyClass.NORMAL, "in")))
    assert (open_.critical_recall, open_.recall, open_.false_alarms) == (0, 0, 0)
