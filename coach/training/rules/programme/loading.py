"""Loads that the athlete's bars, dumbbells and stacks allow, and how a first load is found."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from coach.training.model import Equipment, Exercise
from coach.training.rules import plates as bars
from coach.training.rules import rpe
from coach.training.rules.estimates import MAX_REPS_BY_RPE
from coach.training.rules.programme.plan import Dose, Method, WarmUpSet
from coach.training.rules.programme.request import Kit, KnownLift, PlatePair
from coach.training.rules.progression import increment_for
from coach.units import MassUnit, kg_from, mass_in, round_to_step

TRAINING_MAX = Decimal("0.90")
"""Share of the estimated maximum that 5/3/1 counts from. Source: Wendler 2009."""
WAVE_TOP = Decimal("0.85")
"""Heaviest share of the first 5/3/1 week. Source: same."""


def step_of(exercise: Exercise, kit: Kit) -> Decimal | None:
    """Return the smallest change of load; None where no load is counted or sizes are uneven."""
    if not exercise.loadable or exercise.equipment in {Equipment.BAND, Equipment.KETTLEBELL}:
        return None
    if exercise.equipment is Equipment.BARBELL:
        return 2 * min(each.plate_kg for each in kit.plates) if kit.plates else kit.plate_step_kg
    if exercise.equipment is Equipment.DUMBBELL:
        return kit.dumbbell_step_kg
    stack = exercise.equipment in {Equipment.MACHINE, Equipment.CABLE}
    usual = kit.stack_step_kg if stack else kit.plate_step_kg
    return usual if exercise.step_kg is None else _marked(exercise.step_kg, kit.unit)


def _marked(step_kg: Decimal, unit: MassUnit) -> Decimal:
    """Return a step of the catalogue as gyms of a unit have it: pounds in multiples of five."""
    if unit is MassUnit.KG:
        return step_kg
    five = kg_from(Decimal(5), unit)
    return max(five, round_to_step(step_kg, five))


def loadable(exercise: Exercise, kit: Kit, wanted: Decimal) -> Decimal | None:
    """Return the load nearest to `wanted` that can be put together; None where none is counted.

    Of two equally near the lighter of a finite set of plates; multiples of a step are rounded
    half up, and nothing is heavier than what there is.
    """
    if exercise.equipment is Equipment.KETTLEBELL and exercise.loadable:
        sizes = kit.kettlebells_kg
        return min(sizes, key=lambda each: (abs(each - wanted), each)) if sizes else None
    step = step_of(exercise, kit)
    if step is None:
        return None
    if exercise.equipment is Equipment.BARBELL:
        return on_bar(kit, wanted)
    steps = (wanted / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    load = max(Decimal(1), steps) * step
    if exercise.equipment is Equipment.DUMBBELL:
        return min(load, kit.dumbbell_max_kg // step * step or kit.dumbbell_max_kg)
    return load


def next_heavier(exercise: Exercise, kit: Kit, load: Decimal) -> Decimal | None:
    """Return the next load above `load`; None at the end of what there is."""
    if exercise.equipment is Equipment.KETTLEBELL:
        return min((each for each in kit.kettlebells_kg if each > load), default=None)
    if exercise.equipment is Equipment.BARBELL and kit.plates:
        totals = (kit.bar_kg + 2 * side for side in sides(kit.plates))
        return min((each for each in totals if each > load), default=None)
    step = step_of(exercise, kit)
    if step is None:
        return None
    higher = (load // step + 1) * step
    top = kit.dumbbell_max_kg
    return None if exercise.equipment is Equipment.DUMBBELL and higher > top else higher


def on_bar(kit: Kit, wanted: Decimal) -> Decimal:
    """Return the load of a barbell nearest to `wanted`, as `loadable`."""
    if kit.plates:
        totals = [kit.bar_kg + 2 * side for side in sides(kit.plates)]
        return min(totals, key=lambda each: (abs(each - wanted), each))
    over = max(Decimal(0), wanted - kit.bar_kg)
    steps = (over / kit.plate_step_kg).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return kit.bar_kg + steps * kit.plate_step_kg


@cache
def sides(pairs: tuple[PlatePair, ...]) -> dict[Decimal, tuple[Decimal, ...]]:
    """Return every mass one side can have, as `plates.side_sums`; worked out once for a set."""
    held: Counter[Decimal] = Counter()
    for each in pairs:
        held[each.plate_kg] += each.pairs
    return bars.side_sums(held)


def plates_for(exercise: Exercise, kit: Kit, load: Decimal | None) -> tuple[Decimal, ...]:
    """Return the plates of each side of a barbell, heaviest first."""
    if load is None or exercise.equipment is not Equipment.BARBELL or load < kit.bar_kg:
        return ()
    if kit.plates:
        return sides(kit.plates).get((load - kit.bar_kg) / 2, ())
    smallest = kit.plate_step_kg / 2
    stock = {smallest, *(kg_from(plate, kit.unit) for plate in bars.PLATES[kit.unit])}
    usable = sorted((each for each in stock if each % smallest == 0), reverse=True)
    return bars.per_side(load, kit.bar_kg, usable).per_side


def warm_up_loads(
    exercise: Exercise, kit: Kit, load: Decimal | None, ramp: tuple[WarmUpSet, ...]
) -> tuple[WarmUpSet, ...]:
    """Return warm-up sets with loads, light to heavy, at least two steps apart.

    Source:
        Coaching practice: with a light working load most of the ramp is nearly the same set again.
    """
    if load is None:
        return ramp
    gap = 2 * (step_of(exercise, kit) or Decimal(0))
    kept: list[WarmUpSet] = []
    last = Decimal(0)
    for each in ramp:
        empty_bar = exercise.equipment is Equipment.BARBELL and each.share == 0
        found = kit.bar_kg if empty_bar else loadable(exercise, kit, load * each.share)
        if found is not None and last < found < load and last + gap <= found <= load - gap:
            kept.append(WarmUpSet(each.share, each.reps, found))
            last = found
    return tuple(kept)


def first_load(
    exercise: Exercise, kit: Kit, known: KnownLift | None, dose: Dose, method: Method
) -> Decimal | None:
    """Return the load of the first session; None where the log does not tell.

    Source:
        Share of the estimated maximum from the table of RPE (Tuchscherer 2008); 85 % of the
        training max for 5/3/1 (Wendler 2009).
    """
    if known is None or known.one_rep_max_kg is None:
        return None
    if method is Method.WAVE:
        return on_bar(kit, training_max(kit, known.one_rep_max_kg) * WAVE_TOP)
    return load_for(exercise, kit, known.one_rep_max_kg, dose)


def training_max(kit: Kit, maximum: Decimal) -> Decimal:
    """Return the training max of 5/3/1, rounded half up to what can be loaded.

    Source:
        Wendler 2009: 90 % of the maximum; every set of the cycle is counted from it.
    """
    return round_to_step(maximum * TRAINING_MAX, kit.plate_step_kg)


def load_for(exercise: Exercise, kit: Kit, maximum: Decimal, dose: Dose) -> Decimal | None:
    """Return the load for the lower end of the repetitions at the effort aimed for."""
    reps = min(dose.reps_low, MAX_REPS_BY_RPE)
    effort = float(dose.target_rpe)
    if not rpe.is_in_table(reps, effort):
        return None
    share = Decimal(str(rpe.percent_of_max(reps, effort))) / 100
    return loadable(exercise, kit, maximum * share)


def increment_of(exercise: Exercise, kit: Kit, *, novice: bool) -> Decimal | None:
    """Return what is added after success, in kilograms; None where no load is counted."""
    step = step_of(exercise, kit)
    if step is None:
        return None
    shown = mass_in(step, kit.unit)
    added = increment_for(exercise.pattern, exercise.equipment, kit.unit, novice=novice, step=shown)
    wanted = kg_from(added, kit.unit)
    steps = (wanted / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return max(Decimal(1), steps) * step


def in_reserve(target_rpe: Decimal) -> str:
    """Return the repetitions an effort leaves, in words: "about 2" or "2 to 3"."""
    spare = 10 - target_rpe
    low = int(spare)
    return f"about {low}" if spare == low else f"{low} to {low + 1}"


def how_to_find(exercise: Exercise, dose: Dose, unit: MassUnit = MassUnit.KG) -> str:
    """Return how to find the first working load, or what to do where none is counted."""
    left = in_reserve(dose.target_rpe)
    goal = f"{dose.reps_low} repetitions leave {left} more in you"
    if not exercise.loadable:
        return (
            f"No load is counted: stop each set when {left} repetitions are left. If that is "
            f"before {dose.reps_low}, take an easier variation, such as hands or feet higher; when "
            f"all sets reach {dose.reps_high}, a harder one, or slow the way down."
        )
    if exercise.equipment is Equipment.BAND:
        return f"Take the band with which {goal}."
    if exercise.equipment is Equipment.BODYWEIGHT:
        return f"Begin with body weight; add load once all sets reach {dose.reps_high} repetitions."
    jump = "5 to 10 kg" if unit is MassUnit.KG else "10 to 20 lb"
    start = {
        Equipment.BARBELL: f"Start with the empty bar and add {jump} a set",
        Equipment.DUMBBELL: "Start with light dumbbells and take the next pair each set",
        Equipment.KETTLEBELL: "Start with the lightest bell and take the next size each set",
    }.get(exercise.equipment, "Start with a light setting and go up one step a set")
    return f"{start} until {goal}; that is the first working load."
