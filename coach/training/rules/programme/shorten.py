"""Fits one session into fewer minutes: small exercises go first, main lifts stay."""

from __future__ import annotations

from collections.abc import Mapping

from coach.identity import ExerciseId
from coach.training.model import Exercise
from coach.training.rules.programme import session_time
from coach.training.rules.programme.plan import ProgrammePlan, Tier, Week

FEWEST = 2
"""Sets a smaller exercise keeps before it goes altogether. Source: Iversen 2021 (Sports Med
51:2079): in short sessions few sets of compound lifts, accessories last."""


def shortened(
    plan: ProgrammePlan,
    week: Week,
    day: int,
    minutes: int,
    known: Mapping[ExerciseId, Exercise],
) -> tuple[int, ...]:
    """Return the sets of each exercise of one day that fit into the minutes; 0 leaves one out.

    Args:
        plan: The programme.
        week: The week it is in.
        day: Number of the day, from 0.
        minutes: What there is.
        known: The exercises of the programme.
    """
    counts = list(week.sets[day])
    tiers = [each.tier for each in plan.days[day].exercises]
    while _minutes(plan, day, counts, known) > minutes:
        place = _next_to_cut(counts, tiers)
        if place is None:
            break
        counts[place] = counts[place] - 1 if counts[place] > FEWEST else 0
    return tuple(counts)


def minutes_of(
    plan: ProgrammePlan, day: int, counts: tuple[int, ...], known: Mapping[ExerciseId, Exercise]
) -> int:
    """Return how long a day with these sets takes, rounded up to full minutes."""
    return _minutes(plan, day, list(counts), known)


def _next_to_cut(counts: list[int], tiers: list[Tier]) -> int | None:
    """Return the place to take from: sets of the least important, then whole exercises."""
    order = list(Tier)
    left = [place for place, count in enumerate(counts) if count]
    if len(left) < 2:
        return None
    rank = [(order.index(tiers[place]), place) for place in left[1:]]
    spare = [each for each in rank if counts[each[1]] > FEWEST]
    return max(spare or rank)[1]


def _minutes(
    plan: ProgrammePlan, day: int, counts: list[int], known: Mapping[ExerciseId, Exercise]
) -> int:
    seconds = (
        session_time.exercise_seconds(known[each.exercise_id], sets, each.dose, len(each.warm_ups))
        for each, sets in zip(plan.days[day].exercises, counts, strict=True)
    )
    return session_time.minutes_of(session_time.session_seconds(plan.request, seconds))
