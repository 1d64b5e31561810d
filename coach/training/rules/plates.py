"""What can be put on a bar, and how to warm up to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.training.model import Equipment
from coach.units import MassUnit, mass_in, round_to_step

BAR = {MassUnit.KG: Decimal(20), MassUnit.LB: Decimal(45)}
"""Mass of a men's bar. Source: IWF technical rules (20 kg); 45 lb in American gyms."""
PLATES = {
    MassUnit.KG: tuple(map(Decimal, ("25", "20", "15", "10", "5", "2.5", "1.25"))),
    MassUnit.LB: tuple(map(Decimal, ("45", "35", "25", "10", "5", "2.5"))),
}
"""Common plates, heaviest first. Source: IWF and IPF technical rules; American gym sets."""
WARM_UP = ((Decimal("0.40"), 8), (Decimal("0.60"), 5), (Decimal("0.80"), 3), (Decimal("0.90"), 1))
"""Shares of the working load and repetitions after the empty bar. Source: coaching practice
(Rippetoe & Kilgore 2011), 40 to 90 % in falling repetitions."""
HEAVY_REPS = 5
"""Up to this many repetitions a set is heavy enough for the last single. Source: same."""


class Loaded(NamedTuple):
    """Plates of one side, and what of the target could not be loaded."""

    per_side: tuple[Decimal, ...]
    unloaded: Decimal


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
        InvalidInput: The target is lighter than the bar.

    Source:
        Greedy choice; exact for these plates in unlimited pairs.
    """
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


def warm_up(
    work: Decimal,
    reps: int = HEAVY_REPS,
    bar: Decimal = BAR[MassUnit.KG],
    step: Decimal = Decimal("2.5"),
) -> tuple[WarmUp, ...]:
    """Return the warm-up sets of a barbell lift: the bar, then 40, 60, 80 and 90 %.

    Args:
        work: Working load, any mass unit.
        reps: Repetitions of the working sets; above 5 the single at 90 % is left out.
        bar: Same unit.
        step: Same unit; loads are rounded to it, half up.

    Returns:
        Sets from light to heavy, none at or below the one before or at the working load.

    Source:
        Coaching practice (Rippetoe & Kilgore 2011).
    """
    sets = [WarmUp(bar, 10)] if bar < work else []
    for share, count in WARM_UP:
        load = round_to_step(work * share, step)
        heavy_single = count == 1 and reps > HEAVY_REPS
        if sets and sets[-1].load < load < work and not heavy_single:
            sets.append(WarmUp(load, count))
    return tuple(sets)


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
