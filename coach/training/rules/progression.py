"""How a load moves from one session to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.ranges import above, whole, within
from coach.training.model import Equipment, Pattern
from coach.units import MassUnit, round_to_step

FAILURES_BEFORE_REDUCTION = 3
"""Sessions in a row below the prescription before the load comes down.

Source: Rippetoe & Kilgore 2011, Practical Programming (three attempts, then back off).
"""
REDUCTION = Decimal("0.90")
"""Share kept after repeated failure. Source: same, a reset of about 10 %."""
LOWER_BODY = frozenset({Pattern.SQUAT, Pattern.HINGE, Pattern.LUNGE})
INCREMENT = {MassUnit.KG: (Decimal(5), Decimal("2.5")), MassUnit.LB: (Decimal(10), Decimal(5))}
"""Novice steps for the lower and the upper body. Source: Rippetoe & Kilgore 2011."""
LARGEST_STEP = Decimal("0.10")
"""Largest sensible step as a share of the load. Source: ACSM 2009 position stand, 2 to 10 %."""
WAVES = {
    1: ((Decimal("0.65"), 5), (Decimal("0.75"), 5), (Decimal("0.85"), 5)),
    2: ((Decimal("0.70"), 3), (Decimal("0.80"), 3), (Decimal("0.90"), 3)),
    3: ((Decimal("0.75"), 5), (Decimal("0.85"), 3), (Decimal("0.95"), 1)),
    4: ((Decimal("0.40"), 5), (Decimal("0.50"), 5), (Decimal("0.60"), 5)),
}
"""Shares of the training max and repetitions by week. Source: Wendler 2009, 5/3/1."""
LIGHT_WEEK = 4
"""Week of a cycle whose last set is not taken further. Source: same."""
TRAINING_MAX_SHARE = Decimal("0.90")
"""Share of the maximum a cycle starts from. Source: Wendler 2009, 5/3/1."""


@dataclass(frozen=True, slots=True)
class DoubleProgression:
    """What double progression says about the next session."""

    load: Decimal
    reps: int
    """Repetitions to start from."""
    earned: bool
    """True when the load went up and the repetitions start over."""


@dataclass(frozen=True, slots=True)
class WaveSet:
    """One working set of a 5/3/1 week."""

    load: Decimal
    reps: int
    or_more: bool
    """True for the last set, taken as far as form holds."""


@dataclass(frozen=True, slots=True)
class Range:
    """What was prescribed: sets of a load within a range of repetitions."""

    load: Decimal
    sets: int
    low: int
    high: int


def linear(
    load: Decimal, failures: int, increment: Decimal, step: Decimal = Decimal("2.5")
) -> Decimal:
    """Return the next load of a linear progression.

    Args:
        load: Load of the last session, any mass unit, 0 to 5,000.
        failures: Sessions in a row in which the load or a set missed the prescription; 0 means
            the last one met it.
        increment: Same unit, added after success.
        step: Same unit, what the reduced load is rounded to, half up.

    Returns:
        Load plus increment after success, the same load after one or two failures, 90 % after
        three.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Rippetoe & Kilgore 2011, Practical Programming for Strength Training.
    """
    within("load", load, 0, 5000)
    within("increment", increment, 0, 500)
    above("step", step, 0, 100)
    if whole("failures", failures, 0, 10_000) == 0:
        return load + increment
    if failures < FAILURES_BEFORE_REDUCTION:
        return load
    return round_to_step(load * REDUCTION, step)


def double_progression(
    done_load: Decimal, reps: Sequence[int], prescribed: Range, increment: Decimal
) -> DoubleProgression:
    """Return the next session of a double progression.

    Args:
        done_load: Load the athlete used, same unit as the prescription.
        reps: Repetitions of each set at that load or above, in order; those beyond the prescribed
            sets do not count.
        prescribed: What was asked for.
        increment: Same unit, added once every set reached the top at the prescribed load.

    Returns:
        More load and the bottom of the range when it was earned, else the prescribed load and one
        repetition more than the weakest set, within the range.

    Raises:
        InvalidInput: A value is out of range, or the range is upside down.

    Source:
        ACSM 2009 position stand: raise the load once the target repetitions are exceeded.
    """
    _check_range(done_load, reps, prescribed, increment)
    counted = reps[: prescribed.sets]
    complete = done_load >= prescribed.load and len(counted) == prescribed.sets
    if complete and min(counted) >= prescribed.high:
        return DoubleProgression(done_load + increment, prescribed.low, earned=True)
    aim = min(counted) + 1 if complete else prescribed.low
    aim = min(prescribed.high, max(prescribed.low, aim))
    return DoubleProgression(prescribed.load, aim, earned=False)


def _check_range(
    done_load: Decimal, reps: Sequence[int], prescribed: Range, increment: Decimal
) -> None:
    within("load", done_load, 0, 5000)
    within("prescribed load", prescribed.load, 0, 5000)
    within("increment", increment, 0, 500)
    whole("sets", prescribed.sets, 1, 100)
    low = whole("lower end of the range", prescribed.low, 1, 1000)
    whole("upper end of the range", prescribed.high, low, 1000)
    for count in reps:
        whole("repetitions", count, 0, 5000)


def increment_for(
    pattern: Pattern, equipment: Equipment, unit: MassUnit, *, novice: bool, step: Decimal
) -> Decimal:
    """Return the step to add after success, in `unit`.

    Args:
        pattern: Movement pattern of the exercise.
        equipment: What is loaded.
        unit: Unit of the answer.
        novice: True for novices and where the training age is unknown.
        step: Smallest change the equipment allows, in `unit`.

    Returns:
        5 kg (10 lb) for novices' lower-body barbell and machine lifts, 2.5 kg (5 lb) for their
        upper body, else the smallest step; never below `step`.

    Source:
        Rippetoe & Kilgore 2011 for novices; ACSM 2009 (2 to 10 %) for the rest.
    """
    lower, upper = INCREMENT[unit]
    single_jump = equipment in {Equipment.DUMBBELL, Equipment.KETTLEBELL}
    small = pattern in {Pattern.ISOLATION, Pattern.CORE} or not novice or single_jump
    if small:
        return step
    return max(step, lower if pattern in LOWER_BODY else upper)


def training_max(one_rep_max: float, step: float) -> float:
    """Return the training max of 5/3/1, rounded half up.

    Args:
        one_rep_max: Tested or estimated maximum, any mass unit, above 0 to 5,000.
        step: Same unit, above 0 to 100.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wendler 2009, 5/3/1: 90 % of the maximum.
    """
    above("maximum", one_rep_max, 0, 5000)
    above("step", step, 0, 100)
    share = Decimal(str(one_rep_max)) * TRAINING_MAX_SHARE
    return float(round_to_step(share, Decimal(str(step))))


def next_training_max(
    training_max: Decimal, *, lower_body: bool, unit: MassUnit = MassUnit.KG
) -> Decimal:
    """Return the training max of the next cycle.

    Args:
        training_max: That of the last cycle in `unit`, above 0 to 5,000.
        lower_body: True for squats and deadlifts, False for presses.
        unit: Unit of both.

    Returns:
        5 kg (10 lb) more for the lower, 2.5 kg (5 lb) more for the upper body.

    Raises:
        InvalidInput: The training max is out of range.

    Source:
        Wendler 2009, 5/3/1.
    """
    above("training max", training_max, 0, 5000)
    lower, upper = INCREMENT[unit]
    return training_max + (lower if lower_body else upper)


def wave_sets(training_max: float, week: int, step: float) -> list[float]:
    """Return the three working loads of a 5/3/1 week, rounded half up.

    Args:
        training_max: 90 % of the maximum, any mass unit, above 0 to 5,000.
        week: 1 to 4; 4 is the light week.
        step: Same unit, above 0 to 100.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wendler 2009, 5/3/1.
    """
    return [float(each.load) for each in wave_plan(training_max, week, step)]


def wave_plan(training_max: float, week: int, step: float) -> tuple[WaveSet, ...]:
    """Return the working sets of a 5/3/1 week with their repetitions, loads rounded half up.

    Args:
        training_max: 90 % of the maximum, any mass unit, above 0 to 5,000.
        week: 1 to 4; 4 is the light week.
        step: Same unit, above 0 to 100.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Wendler 2009, 5/3/1: the last set of weeks 1 to 3 goes as far as form holds.
    """
    above("training max", training_max, 0, 5000)
    above("step", step, 0, 100)
    number = whole("week", week, min(WAVES), max(WAVES))
    size, top = Decimal(str(step)), Decimal(str(training_max))
    last = len(WAVES[number]) - 1
    return tuple(
        WaveSet(round_to_step(top * share, size), reps, number != LIGHT_WEEK and position == last)
        for position, (share, reps) in enumerate(WAVES[number])
    )
