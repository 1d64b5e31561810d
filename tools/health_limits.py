"""What the answers about health limit, in words and for the engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from coach.accounts.model import Profile
from coach.errors import ToolUnavailable
from coach.safety.rules.screening import Limits, limits_of
from coach.training.rules.next_session import Plan

NEAR_MAX_REPS: Final = 2
"""Repetitions from which on a load asked for is nearly maximal. Source: NSCA 2016, 95 % of 1RM."""
NEAR_MAX_RPE: Final = Decimal("9.5")
"""Source: own choice; no repetition in reserve for sure."""


def limits_for(profile: Profile, day: date) -> Limits:
    """Return the limits of an athlete on a day."""
    return limits_of(profile.screening, age_years=profile.age_on(day))


def limits_in_words(limits: Limits) -> list[str]:
    """Return the limits as short sentences without their ends."""
    told = (
        (limits.clearance_first, "a clinician should agree before you train harder than a walk"),
        (limits.no_vigorous, "nothing harder than moderate: stop every set well before failure"),
        (limits.no_max_tests, "no maximal tests"),
        (limits.no_heart_rate_targets, "effort by feel instead of heart rate"),
        (limits.no_deficit, "no energy deficit"),
        (limits.supervised, "train with somebody qualified beside you"),
    )
    return [words for holds, words in told if holds]


def check_load_wish(limits: Limits, reps: int | None, rpe: Decimal | None) -> None:
    """Refuse a load that the athlete's health does not allow.

    Raises:
        ToolUnavailable: A clinician has to agree first (code `clearance_first`), or a nearly
            maximal set was asked for (code `no_max_tests`).
    """
    why = ", ".join(limits.reasons)
    if limits.clearance_first:
        raise ToolUnavailable(
            f"no load is set before a clinician has agreed, because of {why}.",
            way_out="Walk or move gently until then, and say when you are cleared.",
            code="clearance_first",
        )
    heavy = (reps is not None and reps <= NEAR_MAX_REPS) or (
        rpe is not None and rpe >= NEAR_MAX_RPE
    )
    if limits.no_max_tests and heavy:
        raise ToolUnavailable(
            f"no maximal or nearly maximal set is planned, because of {why}.",
            way_out="Ask for a set of five to ten with several repetitions in reserve.",
            code="no_max_tests",
        )


def kept_moderate(plan: Plan, last_kg: Decimal | None, limits: Limits) -> Plan:
    """Return the plan without a step up where nothing vigorous is allowed.

    Args:
        plan: For the next session.
        last_kg: Load of the session before.
        limits: Of the athlete.
    """
    if not limits.no_vigorous or plan.load_kg is None or last_kg is None:
        return plan
    said = (
        f"Held to moderate work because of {', '.join(limits.reasons)}: stop well before failure."
    )
    said_so = (*plan.assumptions, said)
    if plan.load_kg <= last_kg:
        return replace(plan, assumptions=said_so, target_rpe=None)
    reason = "The load stays until a clinician has agreed to harder work."
    return replace(
        plan,
        decision="hold",
        rule="health_limit",
        reason=reason,
        load_kg=last_kg,
        increment_kg=None,
        target_rpe=None,
        assumptions=said_so,
    )
