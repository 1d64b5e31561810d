"""What to do next session on one exercise: the rules of progression, RPE and breaks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from coach.training.model import Prescription, ProgressionScheme
from coach.training.rules import estimates, layoff, progression, rpe
from coach.training.rules.prescriptions import Outcome, Standing, aims_kept, standing
from coach.training.rules.working_sets import Work
from coach.training.rules.working_strength import in_hundredths, strongest
from coach.units import round_to_step

DEFAULT_RPE = Decimal(8)
"""Exertion aimed for when the athlete names repetitions but no RPE. Source: Helms 2018; two
repetitions in reserve."""
Decision = Literal["progress", "repeat", "reduce", "hold", "return", "rpe", "lighter"]


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
    estimate: estimates.Method | None = None
    """What `one_rep_max_kg` was estimated with."""
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
    if prescription.scheme is ProgressionScheme.WAVE:
        return _wave(history, prescription)
    judged = _since(history, prescription)
    if not judged:
        return _first_session(history, prescription)
    if prescription.scheme is ProgressionScheme.DOUBLE:
        return _double(judged, steps, prescription)
    return _linear(judged, steps, prescription)


def _since(history: Sequence[Work], prescription: Prescription) -> Sequence[Work]:
    """Return the sessions that a prescription judges: all of them where it has no load yet."""
    if prescription.since is None or prescription.load_kg is None:
        return history
    return [work for work in history if work.started_at >= prescription.since]


def _first_session(history: Sequence[Work], prescription: Prescription) -> Plan:
    double = prescription.scheme is ProgressionScheme.DOUBLE
    return Plan(
        decision="hold",
        rule=f"progression.{'double_progression' if double else 'linear'}",
        reason="It is the first session of the programme, so its own load is used.",
        load_kg=prescription.load_kg,
        sets=prescription.sets,
        reps=prescription.reps_low,
        reps_high=prescription.reps_high if double else None,
        target_rpe=prescription.target_rpe,
        basis=(history[0],),
    )


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
    judged = aims_kept(history)
    plan = _move(judged[0], _failures(judged, last.load), steps, last.load)
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
    increment = prescription.increment_kg or steps.increment
    last = replace(history[0], target=prescription.reps_low)
    found = standing(history, prescription, increment, steps.step, target=prescription.reps_low)
    if found is None:
        return _prescribed_bodyweight(last, prescription)
    plan = Plan(
        decision=_DECISIONS[found.outcome],
        rule="progression.linear",
        reason=_REASONS[found.outcome],
        load_kg=found.load,
        sets=prescription.sets,
        reps=prescription.reps_low + found.earn,
        target_rpe=prescription.target_rpe,
        failures=found.failures,
        basis=_basis((last, *history[1:]), found.failures),
    )
    if found.outcome != "met":
        return plan
    if found.earn:
        return _earn(plan, found)
    return replace(plan, increment_kg=increment)


_DECISIONS: dict[Outcome, Decision] = {
    "met": "progress",
    "missed": "repeat",
    "lighter": "repeat",
    "reduced": "reduce",
}
_REASONS: dict[Outcome, str] = {
    "met": "All prescribed sets reached their repetitions at the load, so the load goes up.",
    "missed": "Not all sets reached their repetitions at the load, so repeat it.",
    "lighter": "The last session stayed below the prescribed load, so that load still stands.",
    "reduced": "Several sessions in a row fell short, so take a tenth off and build up again.",
}


def _earn(plan: Plan, found: Standing) -> Plan:
    return replace(
        plan,
        decision="hold",
        load_kg=found.load,
        reason=(
            "The next step up is large for this load, so earn it with one more repetition first."
        ),
    )


def _double(history: Sequence[Work], steps: Steps, prescription: Prescription) -> Plan:
    increment = prescription.increment_kg or steps.increment
    low, high = prescription.reps_low, prescription.reps_high
    found = standing(history, prescription, increment, steps.step, target=high, floor=low)
    if found is None:
        return _prescribed_bodyweight(history[0], prescription)
    earned, reduced = found.outcome == "met", found.outcome == "reduced"
    stands = found.asked if earned or reduced else found.load
    asked = progression.Range(stands, prescription.sets, low, high)
    done = stands if found.reps else Decimal(0)
    result = progression.double_progression(done, found.reps or (low,), asked, increment)
    reason = "Not every set is at the top of the range, so keep the load and add repetitions."
    if earned:
        reason = (
            "Every set reached the top of the range at the prescribed load, so the load goes up "
            "and the repetitions start over."
        )
    elif reduced or found.outcome == "lighter":
        reason = _REASONS[found.outcome]
    return Plan(
        decision="progress" if earned else "reduce" if reduced else "hold",
        rule="progression.double_progression",
        reason=reason,
        load_kg=found.load,
        sets=prescription.sets,
        reps=low if earned or reduced else result.reps,
        reps_high=high,
        failures=found.failures,
        target_rpe=prescription.target_rpe,
        increment_kg=increment if earned else None,
        basis=_basis(history, 0),
    )


def _prescribed_bodyweight(last: Work, prescription: Prescription) -> Plan:
    """Return the next session where no load is counted: repetitions up, then a harder variation."""
    low, high = prescription.reps_low, prescription.reps_high
    reps = last.reps[: prescription.sets]
    complete = len(reps) >= prescription.sets
    done = complete and min(reps) >= high
    aim = min(high, max(low, min(reps) + 1 if complete else low))
    if done:
        reason = (
            "All sets reached the top of the range: take a harder variation or add load, and start "
            "over at the bottom of the range."
        )
    elif complete:
        reason = "Not every set is at the top of the range, so add repetitions."
    else:
        reason = "Fewer sets were done than prescribed, so repeat the session."
    return Plan(
        decision="progress" if done else "hold" if complete else "repeat",
        rule="progression.double_progression",
        reason=reason,
        load_kg=None,
        sets=prescription.sets,
        reps=low if done else aim,
        reps_high=high if high > low else None,
        target_rpe=prescription.target_rpe,
        basis=(last,),
    )


def _wave(history: Sequence[Work], prescription: Prescription) -> Plan:
    """Return the heaviest set of a week of a wave; it does not depend on the last session."""
    return Plan(
        decision="hold",
        rule="progression.wave_sets",
        reason=(
            "The week of the wave sets the load, not the last session. This is its last and "
            "heaviest set, as many repetitions as form allows; lighter sets come before it."
        ),
        load_kg=prescription.load_kg,
        sets=1,
        reps=prescription.reps_low,
        target_rpe=prescription.target_rpe,
        basis=(history[0],),
    )


def _by_rpe(
    history: Sequence[Work], steps: Steps, prescription: Prescription | None, asked: Wish
) -> Plan | None:
    """Return a plan from an estimated maximum; None where no set allows an estimate."""
    last = history[0]
    reps = asked.reps or (prescription.reps_low if prescription else last.target)
    planned = prescription.target_rpe if prescription else None
    target = asked.rpe or planned or DEFAULT_RPE
    work, best = strongest(history, prescription)
    if best is None or reps > estimates.MAX_REPS_BY_RPE:
        return None
    maximum = in_hundredths(best)
    said: list[str] = []
    if asked.rpe is None and planned is None:
        said.append("No RPE was named, so two repetitions in reserve are aimed for.")
    if all(done.rpe is None for done in work.sets):
        said.append(
            "No RPE was logged, so the estimate takes the sets as done at the effort asked for."
            if best.done.rpe is not None
            else "No RPE was logged, so the estimate takes the sets as close to failure."
        )
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
        one_rep_max_kg=Decimal(repr(best.estimate.value)),
        estimate=best.method,
        basis=(last,) if work is last else (last, work),
        assumptions=tuple(said),
    )
