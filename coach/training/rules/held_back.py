"""Takes a planned load back where a video, a rating or a pain speaks against more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from coach.ranges import above, within
from coach.training.rules.next_session import Plan, Steps
from coach.training.rules.rpe import PERCENT_PER_HALF_RPE
from coach.training.rules.working_sets import Work

LIGHTER_RULE = "held_back.lighter_load"
"""Rule of a load lowered because depth was lost, as docs/reference/formulas.md lists it."""
LIGHTER_PCT = 2 * PERCENT_PER_HALF_RPE + 1
"""Percent taken off where depth was lost on late repetitions. Source: own choice, 5 %: a point of
RPE is 4 to 5 % of load (RTS practice, Tuchscherer 2008), so the last repetitions end about one
repetition further from failure; a smaller step is lost in rounding."""
VIDEO_DAYS = 14
"""Days for which a video still says something about the next session. Source: own choice, the days
from which a lift counts as interrupted (`layoff.BREAK_DAYS`)."""
MAXIMAL_RPE = Decimal(10)
"""Rating at which nothing was left. Source: Zourdos 2016; the next step would be a miss."""
NEAR_FAILURE_RPE = 9.0
"""From this RPE of a measured speed loss on, the load is not raised. Source: Sanchez-Medina 2011
maps such a loss to one repetition left or none; coaching practice for holding the load."""
_RAISED = frozenset({"progress", "rpe"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks against more load."""

    depth_lost: bool = False
    """A video shows that late repetitions got shallower."""
    near_failure: bool = False
    """A video's speed loss points to a set close to failure."""
    painful: bool = False
    """An injury is kept in mind that the exercise loads."""


def lighter_load(load: Decimal, step: Decimal) -> Decimal:
    """Return a load lowered by 5 %, rounded down to a step, at least one step lighter.

    Args:
        load: Any mass unit, 0 to 5,000.
        step: Same unit, above 0 to 100.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Own choice: one point of RPE (RTS practice, Tuchscherer 2008).
    """
    within("load", load, 0, 5000)
    above("step", step, 0, 100)
    share = load * (100 - Decimal(str(LIGHTER_PCT))) / 100
    steps = (share / step).to_integral_value(ROUND_FLOOR)
    return max(Decimal(0), min(steps * step, load - step))


def was_maximal(work: Work) -> bool:
    """Tell whether a working set of a session was rated as all there was.

    Source:
        Zourdos 2016: RPE 10 leaves no repetition.
    """
    return any(done.rpe is not None and done.rpe >= MAXIMAL_RPE for done in work.sets)


def held_back(plan: Plan, history: Sequence[Work], steps: Steps, signs: Signs) -> Plan:
    """Return the plan with the load held or lowered where something speaks against more.

    Args:
        plan: What progression asks for.
        history: Working sets of each session, newest first, at least one.
        steps: Smallest step of this exercise.
        signs: What was found outside the log of sets.

    Source:
        Practice of coaches; lost depth is corrected with less load before it is trained in; a set
        at its limit or a painful lift is repeated before it is made heavier.
    """
    last = history[0]
    if plan.load_kg is None or last.load is None or plan.decision == "return":
        return plan
    if signs.depth_lost:
        base = plan.load_kg if plan.decision == "rpe" else min(plan.load_kg, last.load)
        return replace(
            plan,
            decision="lighter",
            rule=LIGHTER_RULE,
            reason="Depth was lost on the late repetitions, so the load comes down until it holds.",
            load_kg=lighter_load(base, steps.step),
            increment_kg=None,
            coach_heuristic=True,
        )
    reason = _reason_to_hold(plan, last, signs)
    if reason is None or plan.decision not in _RAISED or plan.load_kg <= last.load:
        return plan
    return replace(
        plan,
        decision="hold",
        reason=reason,
        load_kg=last.load,
        increment_kg=None,
        coach_heuristic=True,
    )


def _reason_to_hold(plan: Plan, last: Work, signs: Signs) -> str | None:
    """Return why the load is not raised; None if nothing speaks against it."""
    if signs.painful:
        return "You noted a pain that this lift loads, so the load is not raised."
    if signs.near_failure:
        return "The video shows a set close to failure, so the load is not raised yet."
    if plan.decision == "progress" and was_maximal(last):
        return "The last session left nothing in reserve, so repeat the load until it feels easier."
    return None
