"""What can be put on a bar, and how to warm up to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import above, whole, within
from coach.training.model import Equipment
from coach.units import MassUnit, mass_in, round_to_step

BAR = {MassUnit.KG: Decimal(20), MassUnit.LB: Decimal(45)}
"""Mass of a men's bar. Source: IWF technical rules (20 kg); 45 lb in American gyms."""
PLATES = {
    MassUnit.KG: tuple(map(Decimal, ("25", "20", "15", "10", "5", "2.5", "1.25"))),
    MassUnit.LB: tuple(map(Decimal, ("45", "35", "25", "10", "5", "2.5"))),
}
"""Common plates, heaviest first. Source: IWF and IPF technical rules; American gym sets."""
FULL_PLATE = {MassUnit.KG: Decimal(20), MassUnit.LB: Decimal(45)}
"""What lifters mean by "a plate". Source: usage of gyms; the largest plate most of them stock."""
WARM_UP = ((Decimal("0.40"), 8), (Decimal("0.60"), 5), (Decimal("0.80"), 3), (Decimal("0.90"), 1))
"""Shares of the working load and repetitions after the empty bar. Source: coaching practice
(Rippetoe & Kilgore 2011), 40 to 90 % in falling repetitions."""
BAR_REPS = 10
"""Repetitions with the empty bar. Source: same."""
HEAVY_REPS = 5
"""Up to this many repetitions a set is heavy enough for the last single. Source: same."""


class Loaded(NamedTuple):
    """Plates of one side, and what of the target could not be loaded."""

    per_side: tuple[Decimal, ...]
    unloaded: Decimal


class Nearest(NamedTuple):
    """What comes nearest to a target with a finite set of plates."""

    per_side: tuple[Decimal, ...]
    load: Decimal
    """With the bar."""
    off: Decimal
    """Load minus target."""


class WarmUp(NamedTuple):
    """One warm-up set."""

    load: Decimal
    reps: int


def per_side(
    target: Decimal,
    bar: Decimal = BAR[MassUnit.KG],
    plates: Sequence[Decimal] = PLATES[MassUnit.KG],
) -> Loaded:
    """Return the plates of each side, heaviest first, chosen greedily.

    Args:
        target: Whole load with the bar, any mass unit.
        bar: Same unit.
        plates: Same unit, heaviest first, each in unlimited pairs.

    Raises:
        InvalidInput: A mass is out of range, or the target is lighter than the bar.

    Source:
        Greedy choice; exact for these plates in unlimited pairs.
    """
    within("target", target, 0, 5000)
    _check_gear(bar, plates)
    if target < bar:
        raise InvalidInput(
            f"{target} is lighter than the bar of {bar}.", way_out="Use dumbbells or a lighter bar."
        )
    left = (target - bar) / 2
    chosen: list[Decimal] = []
    for plate in plates:
        count = int(left // plate)
        chosen += [plate] * count
        left -= plate * count
    return Loaded(tuple(chosen), left * 2)


def _check_gear(bar: Decimal, plates: Iterable[Decimal]) -> None:
    within("bar", bar, 0, 200)
    for plate in plates:
        above("plate", plate, 0, 200)


def nearest_loadable(target: Decimal, bar: Decimal, pairs: Mapping[Decimal, int]) -> Nearest:
    """Return the loadable mass nearest to a target with the plates that there are.

    Greedy choice fails once plates run out (with one pair of 20 and two of 15 it misses 30 a side),
    so every sum of one side is weighed.

    Args:
        target: Whole load with the bar, any mass unit, 0 to 5,000.
        bar: Same unit, 0 to 200.
        pairs: Pairs of each plate mass that exist, each 0 to 50.

    Returns:
        The nearest load; of two equally near the lighter, of two ways the one with fewer plates.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Exact search over all sums (subset sum).
    """
    within("target", target, 0, 5000)
    _check_gear(bar, pairs)
    for count in pairs.values():
        whole("pairs", count, 0, 50)
    side = (target - bar) / 2
    sums = side_sums(pairs, reach=side + max(pairs, default=Decimal(0)))
    best = min(sums, key=lambda mass: (abs(mass - side), mass))
    load = bar + 2 * best
    return Nearest(sums[best], load, load - target)


def side_sums(
    pairs: Mapping[Decimal, int], *, reach: Decimal | None = None
) -> dict[Decimal, tuple[Decimal, ...]]:
    """Return every mass one side can have with the plates that there are, and its plates.

    Args:
        pairs: Pairs of each plate mass that exist.
        reach: Heavier sums are left out; None keeps all.

    Returns:
        Of several ways the one with the fewest plates, heaviest first.
    """
    sums: dict[Decimal, tuple[Decimal, ...]] = {Decimal(0): ()}
    for plate in sorted(pairs, reverse=True):
        for mass, held in list(sums.items()):
            for count in range(1, pairs[plate] + 1):
                total = mass + plate * count
                if reach is not None and total > reach:
                    break
                chosen = (*held, *[plate] * count)
                if total not in sums or len(chosen) < len(sums[total]):
                    sums[total] = chosen
    return sums


def ramp(
    work: Decimal,
    bar: Decimal = BAR[MassUnit.KG],
    step: Decimal = Decimal("2.5"),
    shares: Sequence[tuple[Decimal, int]] = WARM_UP,
) -> tuple[WarmUp, ...]:
    """Return every warm-up set by the book: the bar for 10, then each share of the working load.

    Args:
        work: Working load, any mass unit, above 0 to 5,000.
        bar: Same unit, 0 to 200.
        step: Same unit, above 0 to 100; loads are rounded to it, half up.
        shares: Share of the working load and repetitions of each set.

    Returns:
        All sets, also those that a light working load makes pointless; `warm_up` drops them.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Coaching practice (Rippetoe & Kilgore 2011).
    """
    above("working load", work, 0, 5000)
    within("bar", bar, 0, 200)
    above("step", step, 0, 100)
    sets = [WarmUp(bar, BAR_REPS)]
    sets += [WarmUp(round_to_step(work * share, step), count) for share, count in shares]
    return tuple(sets)


def warm_up(
    work: Decimal,
    reps: int = HEAVY_REPS,
    bar: Decimal = BAR[MassUnit.KG],
    step: Decimal = Decimal("2.5"),
    *,
    isolation: bool = False,
) -> tuple[WarmUp, ...]:
    """Return the warm-up sets of a barbell lift: the bar, then 40, 60, 80 and 90 %.

    Args:
        work: Working load, any mass unit, above 0 to 5,000.
        reps: Repetitions of the working sets, 1 to 1,000; above 5 the single at 90 % is left out.
        bar: Same unit, 0 to 200.
        step: Same unit, above 0 to 100; loads are rounded to it, half up.
        isolation: True for single-joint lifts, which need no ramp after the first lifts.

    Returns:
        Sets from light to heavy, none at or below the one before or at the working load; none at
        all where the bar is the working load.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Coaching practice (Rippetoe & Kilgore 2011).
    """
    heavy = whole("repetitions", reps, 1, 1000) <= HEAVY_REPS
    sets = ramp(work, bar, step)
    if isolation or work <= bar:
        return ()
    kept: list[WarmUp] = []
    for each in sets:
        climbs = not kept or kept[-1].load < each.load
        if climbs and each.load < work and (heavy or each.reps > 1):
            kept.append(each)
    return tuple(kept)


def smallest_step(
    equipment: Equipment, unit: MassUnit, *, plate_step_kg: Decimal, dumbbell_step_kg: Decimal
) -> Decimal:
    """Return the smallest change of load the equipment allows, in `unit`.

    Pounds come in multiples of 5, halves of which do not exist on common plates and dumbbells.

    Source:
        The athlete's own plates and dumbbells; 2.5 kg or 5 lb by convention.
    """
    hand = equipment in {Equipment.DUMBBELL, Equipment.KETTLEBELL}
    step_kg = dumbbell_step_kg if hand else plate_step_kg
    if unit is MassUnit.KG:
        return step_kg
    return max(Decimal(5), round_to_step(mass_in(step_kg, unit), Decimal(5)))
