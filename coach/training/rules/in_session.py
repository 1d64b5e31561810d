"""The load of the next set, from how the last one went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from coach.ranges import above, whole, within
from coach.training.rules import progression, rpe
from coach.training.rules.load_choice import PERCENT_PER_REP
from coach.units import round_to_step


@dataclass(frozen=True, slots=True)
class Aim:
    """What a set was meant to be."""

    reps: int
    reps_high: int
    rpe: float
    step: Decimal
    """Smallest change of the load, same unit."""


@dataclass(frozen=True, slots=True)
class NextSet:
    """The next set of the same session."""

    load: Decimal
    decision: Literal["keep", "lighter", "heavier"]
    reason: str


def next_set(load: Decimal, reps: int | None, rated: float | None, aim: Aim) -> NextSet:
    """Return the next set's load.

    Args:
        load: Load of the set just done, any mass unit, above 0 to 5,000.
        reps: Repetitions done; None where they were as planned.
        rated: RPE of the set, 1 to 10; None where only the repetitions were told.
        aim: What it was meant to be.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        With an RPE: 2 % for half a point off the aim (RTS practice, Tuchscherer 2008), a
        repetition more or less counting as one point (Zourdos 2016). Without: 2.5 % for each
        repetition below the range (RTS table), and more load only next session, because one set
        beyond the range earns it (ACSM 2009).
    """
    above("load", load, 0, 5000)
    done = aim.reps if reps is None else whole("repetitions", reps, 1, 500)
    if rated is None:
        return _by_reps(load, done, aim)
    within("RPE", rated, 1, 10)
    short = aim.reps - done if done < aim.reps else min(0, aim.reps_high - done)
    felt = min(10.0, max(1.0, rated + short))
    exact = rated + short
    new = Decimal(str(rpe.next_set_load(float(load), felt, aim.rpe, float(aim.step))))
    if exact > felt:
        new = min(new, _lowered(new, Decimal(str(exact - felt)), aim.step))
    return _judged(load, new, aim)


def _by_reps(load: Decimal, done: int, aim: Aim) -> NextSet:
    if done < aim.reps:
        lower = _lowered(load, Decimal(aim.reps - done), aim.step)
        reason = "The set fell short of its repetitions, so a little less load keeps the next ones."
        return NextSet(lower, "lighter", reason)
    if done > aim.reps_high:
        reason = (
            "That is above the range: keep the load today, and the next session starts heavier."
        )
        return NextSet(load, "keep", reason)
    return NextSet(load, "keep", "The repetitions are where they should be, so keep the load.")


def _lowered(load: Decimal, reps: Decimal, step: Decimal) -> Decimal:
    share = load * (100 - PERCENT_PER_REP * reps) / 100
    steps = (share / step).to_integral_value(ROUND_FLOOR)
    return max(step, min(steps * step, load - step))


def _judged(load: Decimal, new: Decimal, aim: Aim) -> NextSet:
    if new == load:
        return NextSet(load, "keep", "The effort is where it should be, so keep the load.")
    if new < load:
        return NextSet(new, "lighter", "It was harder than planned, so the next set is lighter.")
    most = round_to_step(load * (1 + progression.LARGEST_STEP), aim.step)
    found = NextSet(new, "heavier", "It was easier than planned, so the next set can be heavier.")
    return replace(found, load=min(new, max(most, load + aim.step)))
