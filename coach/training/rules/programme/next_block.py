"""What a new block begins from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.model import Exercise
from coach.training.rules import progression
from coach.training.rules.programme import loading
from coach.training.rules.programme.plan import Method, ProgrammePlan
from coach.training.rules.programme.request import RecentLog


def one_step_up(plan: ProgrammePlan, log: RecentLog, catalogue: Sequence[Exercise]) -> RecentLog:
    """Let a training max of 5/3/1 rise by its step and no more, however good the last sets were.

    Source:
        Wendler 2009: 5 kg for the lower and 2.5 kg for the upper body a cycle; a maximum that fell
        lowers it.
    """
    kit = plan.request.kit
    known = {each.id: each for each in catalogue}
    most: dict[ExerciseId, Decimal] = {}
    for planned in (each for day in plan.days for each in day.exercises):
        if planned.method is Method.WAVE and planned.one_rep_max_kg is not None:
            lower = known[planned.exercise_id].pattern in progression.LOWER_BODY
            before = loading.training_max(kit, planned.one_rep_max_kg)
            after = progression.next_training_max(before, lower_body=lower)
            most[planned.exercise_id] = after / loading.TRAINING_MAX
    lifts = tuple(
        lift
        if lift.one_rep_max_kg is None
        else replace(
            lift,
            one_rep_max_kg=min(
                lift.one_rep_max_kg, most.get(lift.exercise_id, lift.one_rep_max_kg)
            ),
        )
        for lift in log.lifts
    )
    return replace(log, lifts=lifts)
