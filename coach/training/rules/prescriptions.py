"""Judges sessions by what was prescribed: load and all sets, or it was not done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from coach.training.model import Prescription
from coach.training.rules import progression
from coach.training.rules.working_sets import Work

EASY_SHARE = Decimal("0.80")
"""Up to this share of its load a session was meant to be easy. Source: coaching practice; deloads
lift 60 to 80 % (Bell 2022), failed loads are lowered by less."""
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
    all reached the target. Sets at a lower load, warm-ups, drop sets and sets beyond the prescribed
    number neither help nor hurt.

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

    A session far below the load is an easy one and no failure.

    Source:
        Rippetoe & Kilgore 2011: all sets at the load, else repeat; a tenth off after the third
        failure in a row.
    """
    load = _first_load(history, prescription)
    if load is None:
        return None
    failures = 0
    found: Standing | None = None
    for work in reversed(history):
        asked = load
        done = _at_load(work, asked)[: prescription.sets]
        reps = tuple(count for _, count in done)
        outcome = _outcome(reps, prescription.sets, target)
        within = outcome == "missed" and len(reps) >= prescription.sets
        held = within and min(reps) >= (target if floor is None else floor)
        easy = outcome == "lighter" and (work.load or asked) <= EASY_SHARE * asked
        failures = 0 if outcome == "met" or held else failures + (not easy)
        if outcome == "met":
            load = max(asked, min(mass for mass, _ in done)) + increment
        elif not easy and failures >= progression.FAILURES_BEFORE_REDUCTION:
            load, outcome = progression.linear(asked, failures, increment, step), "reduced"
        found = Standing(load, asked, outcome, failures, reps)
        if outcome == "reduced":
            failures = 0
    return found


def _outcome(reps: Sequence[int], sets: int, target: int) -> Outcome:
    if not reps:
        return "lighter"
    return "met" if len(reps) >= sets and min(reps) >= target else "missed"


def _at_load(work: Work, load: Decimal) -> list[tuple[Decimal, int]]:
    sets = work.counted or work.sets
    return [
        (done.load_kg, done.reps or 0)
        for done in sets
        if done.load_kg is not None and done.load_kg >= load
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
