"""The same message sent twice within a thread logs once, unless it was done once more."""

from datetime import UTC, datetime, timedelta

import pytest

from agents.stream import Coach
from tests.fixtures.coach import NOW, Athlete, listen

WEIGHED = "I weighed 82.4 kg this morning"
SETS = "did 3x5 at 100 kg squat"


def weigh_ins(athlete: Athlete) -> int:
    with athlete.store.read_only() as uow:
        return len(uow.body_weights.list(athlete.user_id, until=datetime(2100, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("text", "after", "kept"),
    [
        (WEIGHED, timedelta(minutes=2), 1),
        ("weighed myself again, 82.4 kg this morning", timedelta(minutes=2), 2),
        (WEIGHED, timedelta(minutes=11), 2),
        ("I weighed 82.5 kg this morning", timedelta(minutes=2), 2),
    ],
)
async def test_a_weigh_in_sent_twice_counts_once(
    coach: Coach, lifter: Athlete, text: str, after: timedelta, kept: int
) -> None:
    await listen(coach, lifter.turn(WEIGHED))
    said = await listen(coach, lifter.turn(text, now=NOW + after))
    assert weigh_ins(lifter) == kept
    assert ("already" in said.reply) == (kept == 1)


async def test_sets_sent_twice_count_once_and_the_reply_says_so(
    coach: Coach, lifter: Athlete
) -> None:
    await listen(coach, lifter.turn(SETS))
    said = await listen(coach, lifter.turn(SETS))
    with lifter.store.read_only() as uow:
        assert uow.workouts.count(lifter.user_id) == 1
    assert "already" in said.reply
    assert said.uncovered_digits() == ""
