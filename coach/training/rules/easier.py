"""The session of a tired day or of an easy week, made from what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from coach.training.rules import deload, readiness
from coach.training.rules.held_back import LIGHTER_RULE, lighter_load
from coach.training.rules.next_session import Plan
from coach.training.rules.programme.session import DELOAD_RULE
from coach.training.rules.working_sets import Work, unbroken
from coach.training.rules.working_strength import LOOKED_BACK


def easier(
    plan: Plan, history: Sequence[Work], step: Decimal, why: Literal["tired", "deload"]
) -> Plan:
    """Return an easier session than planned; one after a break or in a light week stays as it is.

    Args:
        plan: What was planned.
        history: Working sets of each session, newest first, at least one.
        step: Smallest change of the load, kg.
        why: A tired day takes 5 % and a set off and stops at RPE 7; an easy week halves the sets
            at 70 % of the heaviest load since the last break.

    Source:
        Coaching practice (`readiness`) and one point of RPE (RTS practice, Tuchscherer 2008) for a
        tired day; Bell 2022 and 2023 for the easy week.
    """
    if plan.decision == "return" or plan.rule == DELOAD_RULE:
        return plan
    last = history[0]
    if why == "deload":
        loads = [work.load for work in unbroken(history, LOOKED_BACK) if work.load is not None]
        easy = deload.deload(plan.sets, max(loads, default=Decimal(0)), plan.reps, step)
        return _eased(
            plan,
            last,
            "reduce",
            DELOAD_RULE,
            "An easy week: half the sets, clearly lighter and far from failure.",
            load_kg=easy.load if loads else None,
            sets=easy.sets,
        )
    base = min((each for each in (plan.load_kg, last.load) if each is not None), default=None)
    return _eased(
        plan,
        last,
        "lighter",
        LIGHTER_RULE,
        "A lighter day: a little off the load and one set fewer, with repetitions in reserve.",
        load_kg=None if base is None else lighter_load(base, step),
        sets=max(1, plan.sets - readiness.SETS_CUT),
        target_rpe=Decimal(readiness.RPE_CAP),
    )


def _eased(  # noqa: PLR0913 - what differs between a tired day and an easy week
    plan: Plan,
    last: Work,
    decision: Literal["reduce", "lighter"],
    rule: str,
    reason: str,
    *,
    load_kg: Decimal | None,
    sets: int,
    target_rpe: Decimal | None = None,
) -> Plan:
    return replace(
        plan,
        decision=decision,
        rule=rule,
        reason=reason,
        load_kg=load_kg,
        sets=sets,
        target_rpe=target_rpe,
        increment_kg=None,
        failures=0,
        share=None,
        basis=(last,),
        coach_heuristic=True,
    )
