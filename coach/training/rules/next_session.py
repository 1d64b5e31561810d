"""What to do next session on one exercise: the rules of progression, RPE and breaks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from coach.training.model import Prescription, ProgressionScheme
from coach.training.rules import estimates, layoff, progression, rpe
from coach.training.rules.working_sets import Work
from coach.units import round_to_step

DEFAULT_RPE = Decimal(8)
"""Exertion aimed for when the athlete names repetitions but no RPE. Source: Helms 2018; two
repetitions in reserve."""

Decision = Literal["progress", "repeat", "reduce", "hold", "return", "rpe"]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a load moves, in kilograms."""

    increment: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class Wish:
    """What the athlete asked for in so many words."""

    reps: int | None = None
    rpe: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The next session of one exercise; loads in kilograms."""

    decision: Decision
    rule: str
    reason: str
    load_kg: Decimal | None
    sets: int
    reps: int
    reps_high: int | None = None
    target_rpe: Decimal | None = None
    increment_kg: Decimal | None = None
    failures: int = 0
    share: layoff.ReturnShare | None = None
    one_rep_max_kg: Decimal | None = None
    basis: tuple[Work, ...] = ()
    assumptions: tuple[str, ...] = ()
    coach_heuristic: bool = False


def plan_next(
    history: Sequence[Work],
    steps: Steps,
    *,
    days_since_last: int,
    prescription: Prescription | None = None,
    wish: Wish | None = None,
) -> Plan:
    """Return the next session.

    Args:
        history: Working sets of each session, newest first, at least one.
        steps: Increment and smallest step of this exercise.
        days_since_last: Days since the newest session.
        prescription: What the active programme asks for, if it holds the exercise.
        wish: Repetitions or RPE the athlete asked for.

    Source:
        Break rule first (`layoff`), then RPE where one is targeted, then double or linear
        progression (`progression`).
    """
    asked = wish or Wish()
    share = layoff.return_share(days_since_last)
    if share is not None:
        return _come_back(history[0], share, steps)
    by_rpe = prescription is not None and prescription.scheme is ProgressionScheme.RPE
    if asked.reps is not None or asked.rpe is not None or by_rpe:
        plan = _by_rpe(history, steps, prescription, asked)
        if plan is not None:
            return plan
    if prescription is None:
        return _inferred(history, steps)
    if prescription.scheme is ProgressionScheme.DOUBLE:
        return _double(history, steps, prescription)
    return _linear(history, steps, prescription)


def _come_back(last: Work, share: layoff.ReturnShare, steps: Steps) -> Plan:
    load = None if last.load is None else round_to_step(last.load * share.share, steps.step)
    return Plan(
        decision="return",
        rule="layoff.return_share",
        reason="You have not done this lift for a while, so come back lighter and with fewer sets.",
        load_kg=load,
        sets=layoff.return_sets(len(last.sets)),
        reps=last.target,
        share=None if last.load is None else share,
        basis=(last,),
        coach_heuristic=True,
    )


def _failures(history: Sequence[Work], load: Decimal | None, sets: int = 1) -> int:
    """Count the newest sessions in a row at `load` that missed their repetitions or sets."""
    count = 0
    for work in history:
        if work.load != load or (work.is_met and len(work.sets) >= sets):
            break
        count += 1
    return count


def _inferred(history: Sequence[Work], steps: Steps) -> Plan:
    last = history[0]
    said = ("No programme is active, so your last working sets are taken as the prescription.",)
    if last.load is None:
        return _bodyweight(last, said)
    plan = _move(last, _failures(history, last.load), steps, last.load)
    return replace(plan, basis=_basis(history, plan.failures), assumptions=said)


def _bodyweight(last: Work, said: tuple[str, ...]) -> Plan:
    earned = last.is_met
    return Plan(
        decision="hold" if earned else "repeat",
        rule="progression.linear",
        reason=(
            "All sets reached their repetitions, so add one to each set."
            if earned
            else "A set fell short, so repeat the session."
        ),
        load_kg=None,
        sets=len(last.sets),
        reps=last.target + 1 if earned else last.target,
        basis=(last,),
        assumptions=said,
    )


def _move(last: Work, failures: int, steps: Steps, load: Decimal) -> Plan:
    """Apply linear progression to a session that used `load`."""
    plan = Plan(
        decision="repeat",
        rule="progression.linear",
        reason="A set fell short, so repeat the load until all sets reach their repetitions.",
        load_kg=progression.linear(load, failures, steps.increment, steps.step),
        sets=len(last.sets),
        reps=last.target,
        failures=failures,
    )
    if failures >= progression.FAILURES_BEFORE_REDUCTION:
        reason = "Several sessions in a row fell short, so take a tenth off and build up again."
        return replace(plan, decision="reduce", reason=reason)
    if failures:
        return plan
    if steps.increment > progression.LARGEST_STEP * load:
        reason = (
            "The next step up is large for this load, so earn it with one more repetition first."
        )
        return replace(plan, decision="hold", reason=reason, load_kg=load, reps=last.target + 1)
    reason = "All working sets reached their repetitions, so the load goes up."
    return replace(plan, decision="progress", reason=reason, increment_kg=steps.increment)


def _basis(history: Sequence[Work], failures: int) -> tuple[Work, ...]:
    return tuple(history[: max(2, failures)])


def _linear(history: Sequence[Work], steps: Steps, prescription: Prescription) -> Plan:
    own = replace(steps, increment=prescription.increment_kg or steps.increment)
    target = prescription.reps_low
    judged = [replace(work, target=target) for work in history]
    last = judged[0]
    base = _base_load(judged, prescription)
    if base is None:
        return replace(_bodyweight(last, ()), sets=prescription.sets)
    if (last.load or Decimal(0)) < base:
        plan = _below(base, prescription, last)
    else:
        plan = _move(last, _failures(judged, last.load, prescription.sets), own, base)
    return replace(
        plan,
        sets=prescription.sets,
        target_rpe=prescription.target_rpe,
        basis=_basis(judged, plan.failures),
    )


def _base_load(history: Sequence[Work], prescription: Prescription) -> Decimal | None:
    """Return the load in force: the programme's until it was reached once, then the last one."""
    reached = max((work.load or Decimal(0) for work in history), default=Decimal(0))
    if prescription.load_kg is not None and reached < prescription.load_kg:
        return prescription.load_kg
    return history[0].load


def _below(base: Decimal, prescription: Prescription, last: Work) -> Plan:
    return Plan(
        decision="repeat",
        rule="progression.linear",
        reason="The last session stayed below the prescribed load, so that load still stands.",
        load_kg=base,
        sets=prescription.sets,
        reps=prescription.reps_low,
        basis=(last,),
    )


def _double(history: Sequence[Work], steps: Steps, prescription: Prescription) -> Plan:
    last = history[0]
    base = _base_load(history, prescription)
    if base is None:
        return replace(_bodyweight(last, ()), sets=prescription.sets)
    increment = prescription.increment_kg or steps.increment
    asked = progression.Range(
        base, prescription.sets, prescription.reps_low, prescription.reps_high
    )
    result = progression.double_progression(last.load or Decimal(0), last.reps, asked, increment)
    return Plan(
        decision="progress" if result.earned else "hold",
        rule="progression.double_progression",
        reason=(
            "Every set reached the top of the range at the prescribed load, so the load goes up "
            "and the repetitions start over."
            if result.earned
            else "Not every set is at the top of the range, so keep the load and add repetitions."
        ),
        load_kg=result.load,
        sets=prescription.sets,
        reps=result.reps,
        reps_high=prescription.reps_high,
        target_rpe=prescription.target_rpe,
        increment_kg=increment if result.earned else None,
        basis=_basis(history, 0),
    )


def _by_rpe(
    history: Sequence[Work], steps: Steps, prescription: Prescription | None, asked: Wish
) -> Plan | None:
    """Return a plan from an estimated maximum; None where no set allows an estimate."""
    last = history[0]
    reps = asked.reps or (prescription.reps_low if prescription else last.target)
    planned = prescription.target_rpe if prescription else None
    target = asked.rpe or planned or DEFAULT_RPE
    maximum = best_estimate_kg(last)
    if maximum is None or reps > estimates.MAX_REPS_BY_RPE:
        return None
    said: list[str] = []
    if asked.rpe is None and planned is None:
        said.append("No RPE was named, so two repetitions in reserve are aimed for.")
    if all(done.rpe is None for done in last.sets):
        said.append("No RPE was logged, so the estimate takes the sets as close to failure.")
    load = rpe.load_at_rpe(float(maximum), reps, float(target), float(steps.step))
    return Plan(
        decision="rpe",
        rule="rpe.load_at_rpe",
        reason="The load follows from your estimated maximum and the exertion aimed for.",
        load_kg=Decimal(str(load)),
        sets=prescription.sets if prescription else len(last.sets),
        reps=reps,
        reps_high=prescription.reps_high if prescription and asked.reps is None else None,
        target_rpe=target,
        one_rep_max_kg=maximum,
        basis=(last,),
        assumptions=tuple(said),
    )


def best_estimate_kg(work: Work) -> Decimal | None:
    """Return the best estimated maximum of the working sets; None where no set allows one.

    Source:
        `estimates.best_of`, the rule of every reader of the log.
    """
    best = estimates.best_of(work.sets)
    return None if best is None else Decimal(str(round(best.estimate.value, 2)))
