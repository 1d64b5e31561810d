"""Judges sessions by what was prescribed, or by what the lift was held to before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from coach.training.model import Prescription
from coach.training.rules import progression
from coach.training.rules.working_sets import Work

EASY_SHARE = Decimal("0.80")
"""Up to this share of its load a session was meant to be easy. Source: coaching practice; deloads
lift 60 to 80 % (Bell 2022), failed loads are lowered by less."""
LOST_REPS = 2
"""Repetitions below those of the sessions before that are a shortfall and not a new plan. Source:
own choice; a plan that changes its repetitions mostly changes the load as well."""
Outcome = Literal["met", "missed", "lighter", "reduced"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force after the sessions so far."""

    load: Decimal
    """Load of the next session."""
    asked: Decimal
    """Load that the last session was asked for."""
    outcome: Outcome
    """`met`: load and all sets; `missed`: at the load, but not all sets; `lighter`: not at the
    load; `reduced`: not met for the third time in a row."""
    failures: int
    """Sessions in a row that were not met, the last one included."""
    reps: tuple[int, ...]
    """Repetitions of the prescribed sets of the last session at its load or above."""
    earn: int = 0
    """Repetitions above the target that the next session aims for at the same load, because the
    next step up is large."""


def standing(
    history: Sequence[Work],
    prescription: Prescription,
    increment: Decimal,
    step: Decimal,
    *,
    target: int,
    floor: int | None = None,
) -> Standing | None:
    """Return what load is in force, going through the sessions one by one.

    A session is met when as many sets as prescribed, the first ones at the load in force or above,
    all reached the target. Sets at a lower load, heavier sets below the target, warm-ups, drop sets
    and sets beyond the prescribed number neither help nor hurt. A session far below the load is an
    easy one and no failure. Where a step is large for the load, one repetition more earns it; who
    takes a heavier load instead needs the target only.

    Args:
        history: Working sets of each session, newest first, at least one.
        prescription: What is asked for; without a load, the oldest session's is in force first.
        increment: Added after a session that was met, kg.
        step: A reduced load is rounded to it, kg.
        target: Repetitions that every set must reach.
        floor: Repetitions below which a session counts as failed; None takes the target. Between
            both it is neither met nor failed, as within the range of a double progression.

    Returns:
        None where no load is counted, because the sets were done with body weight.

    Source:
        Rippetoe & Kilgore 2011: all sets at the load, else repeat; a tenth off after the third
        failure in a row. ACSM 2009: steps of 2 to 10 %.
    """
    load = _first_load(history, prescription)
    if load is None:
        return None
    lowest = target if floor is None else floor
    found = Standing(load, load, "lighter", 0, ())
    for work in reversed(history):
        done = _at_load(work, found.load, lowest)[: prescription.sets]
        found = _judged(found, work, done, prescription.sets, target)
        held = found.outcome == "missed" and len(done) >= prescription.sets
        if found.outcome == "met":
            load = max(found.asked, min(mass for mass, _ in done))
            if floor is None and increment > progression.LARGEST_STEP * load and not found.earn:
                found = replace(found, load=load, failures=0, earn=1)
            else:
                found = replace(found, load=load + increment, failures=0, earn=0)
        elif held and min(found.reps) >= lowest:
            heavier = found.asked if floor is None else min(mass for mass, _ in done)
            found = replace(found, load=heavier, failures=0)
        elif found.failures >= progression.FAILURES_BEFORE_REDUCTION:
            lowered = progression.linear(found.asked, found.failures, increment, step)
            found = replace(found, load=lowered, outcome="reduced", earn=0)
    return found


def _judged(
    before: Standing, work: Work, done: Sequence[tuple[Decimal, int]], sets: int, target: int
) -> Standing:
    """Return a session judged by what stood before it; an easy one leaves the failures alone."""
    asked = before.load
    reps = tuple(count for _, count in done)
    heavier = bool(done) and min(mass for mass, _ in done) > asked
    earn = 0 if heavier else before.earn
    outcome = _outcome(reps, sets, target + earn)
    easy = outcome == "lighter" and (work.load or asked) <= EASY_SHARE * asked
    failures = 0 if before.outcome == "reduced" else before.failures
    return Standing(asked, asked, outcome, failures + (not easy), reps, earn)


def _outcome(reps: Sequence[int], sets: int, target: int) -> Outcome:
    if not reps:
        return "lighter"
    return "met" if len(reps) >= sets and min(reps) >= target else "missed"


def _at_load(work: Work, load: Decimal, lowest: int) -> list[tuple[Decimal, int]]:
    """Return load and repetitions of the sets at a load, and of heavier ones that held it."""
    return [
        (done.load_kg, done.reps or 0)
        for done in work.counted or work.sets
        if done.load_kg is not None
        and (done.load_kg == load or (done.load_kg > load and (done.reps or 0) >= lowest))
    ]


def _first_load(history: Sequence[Work], prescription: Prescription) -> Decimal | None:
    """Return the load in force before the oldest session that counts.

    A programme's load stands until it was reached once. Where it is not known when the programme
    began and the oldest session was heavier, its own load is what it was done with.
    """
    own = history[-1].load
    if prescription.load_kg is None:
        return own
    if own is None or prescription.since is not None:
        return prescription.load_kg
    return max(own, prescription.load_kg)


def aims_kept(history: Sequence[Work]) -> Sequence[Work]:
    """Return the sessions with what the lift was held to, where repetitions were lost on the way.

    3 x 4 after 3 x 5 at no more load is a set of five that fell short, not a plan of fours: each
    session aims for at least what was reached before at its load or one below, up to the range in
    which a change of the plan is likelier.

    Source:
        Rippetoe & Kilgore 2011: repetitions stay while the load climbs; own choice of the range.
    """
    judged: list[Work] = []
    aim: int | None = None
    for work in reversed(history):
        if (
            aim is not None
            and work.target < aim <= work.target + LOST_REPS
            and _goes_on(judged[-1], work)
        ):
            judged.append(replace(work, target=aim))
        else:
            aim = work.target
            judged.append(work)
    return judged[::-1]


def _goes_on(before: Work, work: Work) -> bool:
    """Tell whether a session goes on from the one before: about the same load, as many sets."""
    if before.load is None or work.load is None or len(work.sets) > len(before.sets) + 1:
        return False
    return before.load <= work.load <= before.load * (1 + progression.LARGEST_STEP)
