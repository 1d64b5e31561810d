"""The first conversation: what is open follows from what is stored, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from coach.accounts.model import Activity, Experience, Goal, Memory, MemoryKind, Profile, Sex
from coach.accounts.rules.onboarding import Progress, Topic, progress_of, skip_text
from coach.identity import UserId

pytestmark = pytest.mark.unit

ATHLETE = UserId(uuid4())
EMPTY = Profile(ATHLETE)
FULL = replace(
    EMPTY,
    goal=Goal.STRENGTH,
    experience=Experience.NOVICE,
    equipment=("dumbbell",),
    days_per_week=3,
    sex=Sex.MALE,
    birth_date=date(1990, 1, 1),
    height_cm=Decimal(180),
    activity=Activity.LIGHT,
)


def a_note(kind: MemoryKind, text: str) -> Memory:
    return Memory(uuid4(), ATHLETE, kind, text, datetime(2026, 11, 1, tzinfo=UTC))


def progress(profile: Profile, *notes: Memory, weighed: bool, screened: bool) -> Progress:
    return progress_of(profile, notes, has_weight=weighed, screened=screened)


def test_an_empty_profile_is_asked_everything_beginning_with_the_goal() -> None:
    found = progress(EMPTY, weighed=False, screened=False)
    assert found.open == tuple(Topic)
    assert found.next is Topic.GOAL


def test_nothing_is_open_once_everything_was_told() -> None:
    barrier = a_note(MemoryKind.BARRIER, "kids")
    found = progress(FULL, barrier, weighed=True, screened=True)
    assert found.next is None
    assert found.told == tuple(Topic)


def test_a_skipped_question_is_not_asked_again_until_it_is_told() -> None:
    skipped = a_note(MemoryKind.OTHER, skip_text(Topic.GOAL))
    found = progress(EMPTY, skipped, weighed=False, screened=False)
    assert found.skipped == (Topic.GOAL,)
    assert found.next is Topic.BARRIERS
    told = progress(replace(EMPTY, goal=Goal.HEALTH), skipped, weighed=False, screened=False)
    assert (told.skipped, Topic.GOAL in told.told) == ((), True)


def test_answers_may_come_in_any_order() -> None:
    found = progress(replace(EMPTY, days_per_week=4), weighed=False, screened=True)
    assert {Topic.TIME, Topic.HEALTH} <= set(found.told)
    assert found.next is Topic.GOAL


def test_body_data_without_a_weight_is_still_open() -> None:
    found = progress(FULL, weighed=False, screened=True)
    assert Topic.BODY in found.open
