"""What energy, macronutrients and rates should be."""

from __future__ import annotations

from typing import Literal

from evals.oracle import energy
from evals.oracle.claims import Claim, Expected, Ledger, about
from evals.oracle.units import kg_of, mass_in

GRAIN = 5.1
"""Half of the 10 kcal in which energy is shown, with a little for rounded inputs."""


def resting(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return resting energy after Mifflin-St Jeor."""
    bodies = _bodies(claim, ledger)
    if claim.label != "resting energy" or not bodies:
        return None
    options = [energy.mifflin_st_jeor(body) for body in bodies]
    how = f"Mifflin-St Jeor of {bodies[0].weight_kg:.1f} kg, {bodies[0].height_cm:g} cm"
    return Expected(tuple((each - GRAIN, each + GRAIN) for each in options), how)


def maintenance(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return maintenance and its band, or the activity factor."""
    factors = _factors(claim, ledger)
    if claim.label == "activity factor":
        return Expected(tuple((f - 0.001, f + 0.001) for f in factors), "factor of the activity")
    share = {
        "maintenance energy": 1.0,
        "maintenance energy low": 1 - energy.BAND,
        "maintenance energy high": 1 + energy.BAND,
    }.get(claim.label)
    if share is None:
        return None
    options = [
        energy.mifflin_st_jeor(body) * factor * share
        for body in _bodies(claim, ledger)
        for factor in factors
    ]
    if not options:
        return None
    return Expected(
        tuple((each - GRAIN, each + GRAIN) for each in options), "resting energy times activity"
    )


def target(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the daily target, its difference from maintenance, or the rate it makes."""
    kept = ledger.number(claim, "maintenance energy")
    change = ledger.number(claim, "energy change")
    if claim.label == "energy change":
        aim = ledger.number(claim, "target energy")
        return (
            None if aim is None or kept is None else about(aim - kept, 0.6, "target - maintenance")
        )
    if claim.label == "rate":
        return None if change is None else _rate(claim, ledger, change)
    if claim.label == "target energy":
        return _target(claim, ledger)
    return None


def _rate(claim: Claim, ledger: Ledger, change: float) -> Expected | None:
    kg = _weight_kg(claim, ledger)
    if kg is None:
        return None
    pct = energy.rate_of(kg, change)
    error = abs(energy.rate_of(kg, 2 * GRAIN)) + 0.006
    if claim.unit == "%":
        return about(pct, error, f"{change:+g} kcal a day on {kg:.1f} kg")
    value = mass_in(pct / 100 * kg, claim.unit)
    return about(value, mass_in(error / 100 * kg, claim.unit) + 0.051, f"{change:+g} kcal a day")


def _target(claim: Claim, ledger: Ledger) -> Expected | None:
    direction = _direction(claim, ledger)
    if direction is None:
        return None
    options: list[tuple[float, float]] = []
    for body in _bodies(claim, ledger):
        for factor in _factors(claim, ledger):
            spent = energy.mifflin_st_jeor(body) * factor
            rates = _wanted(claim, ledger, body, direction)
            ends = [energy.target(body, spent, direction, rate) for rate in rates]
            options.append((min(ends) - GRAIN, max(ends) + GRAIN))
            if direction == "lose" and (ledger.athlete.may_be_refused or energy.no_deficit(body)):
                options.append((spent - GRAIN, spent + GRAIN))
    if not options:
        return None
    return Expected(tuple(options), f"to {direction} weight")


def _wanted(
    claim: Claim,
    ledger: Ledger,
    body: energy.Body,
    direction: Literal["lose", "maintain", "gain"],
) -> tuple[float, ...]:
    pct = ledger.argument(claim, "rate_pct_per_week")
    mass = ledger.argument(claim, "rate_per_week")
    if isinstance(pct, int | float):
        return (float(pct),)
    if isinstance(mass, int | float):
        unit = _unit(claim, ledger)
        return (kg_of(float(mass), unit) / body.weight_kg * 100,)
    return (0.5, 1.0) if direction == "lose" else (0.25, 0.5)


def _unit(claim: Claim, ledger: Ledger) -> str | None:
    given = ledger.argument(claim, "unit")
    own = next((each.unit for each in ledger.of_call(claim, "body weight")), "kg")
    return given if isinstance(given, str) else own


def _direction(claim: Claim, ledger: Ledger) -> Literal["lose", "maintain", "gain"] | None:
    match ledger.argument(claim, "direction"):
        case "lose":
            return "lose"
        case "gain":
            return "gain"
        case "maintain":
            return "maintain"
        case _:
            return ledger.athlete.direction


def _weight_kg(claim: Claim, ledger: Ledger) -> float | None:
    found = next(iter(ledger.of_call(claim, "body weight")), None)
    if found is None or not isinstance(found.value, float):
        return None
    return kg_of(found.value, found.unit)


def _bodies(claim: Claim, ledger: Ledger) -> list[energy.Body]:
    """Return the body the claims beside this one tell; one for each sex where it is not known."""
    kg = _weight_kg(claim, ledger)
    height, age = ledger.number(claim, "height"), ledger.number(claim, "age")
    if kg is None or height is None or age is None:
        return []
    match ledger.argument(claim, "sex") or ledger.athlete.sex:
        case "m":
            return [energy.Body(kg, height, age, "m")]
        case "f":
            return [energy.Body(kg, height, age, "f")]
        case _:
            return [energy.Body(kg, height, age, "m"), energy.Body(kg, height, age, "f")]


def _factors(claim: Claim, ledger: Ledger) -> list[float]:
    told = ledger.argument(claim, "activity") or ledger.athlete.activity
    known = energy.FACTORS.get(told) if isinstance(told, str) else None
    return list(energy.FACTORS.values()) if known is None else [known]


def macros(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return protein by body weight, carbohydrate as the remainder, fibre by energy."""
    kcal = ledger.number(claim, "target energy")
    weight = _protein_weight(claim, ledger)
    low, high = energy.PROTEIN_G_PER_KG
    match claim.label:
        case "protein target low" if weight:
            return about(weight * low, 0.6, f"{low} g for each of {weight:.1f} kg")
        case "protein target high" if weight:
            return about(weight * high, 0.6, f"{high} g for each of {weight:.1f} kg")
        case "protein target" if weight:
            return Expected(((weight * low - 0.6, weight * high + 0.6),), "1.6 to 2.2 g per kg")
        case "carbohydrate target" if kcal:
            return _remainder(claim, ledger, kcal)
        case "fibre target" if kcal:
            return about(kcal / 1000 * energy.FIBRE_G_PER_1000, 0.6, "14 g for each 1,000 kcal")
        case _:
            return None


def _remainder(claim: Claim, ledger: Ledger, kcal: float) -> Expected | None:
    protein, fat = ledger.number(claim, "protein target"), ledger.number(claim, "fat target")
    if protein is None or fat is None:
        return None
    left = (kcal - energy.kcal_of(protein, 0, fat)) / 4
    error = energy.ATWATER_TOLERANCE * kcal / 4
    return about(max(0.0, left), error, f"what 4/4/9 leaves of {kcal:g} kcal")


def _protein_weight(claim: Claim, ledger: Ledger) -> float | None:
    kg, height = _weight_kg(claim, ledger), ledger.number(claim, "height")
    return None if kg is None or height is None else energy.protein_weight_kg(kg, height)


def totals(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what remains of a target, or the sum of a meal's foods."""
    when, _, what = claim.label.partition(" ")
    if when == "remaining":
        aim, eaten = ledger.number(claim, f"target {what}"), ledger.number(claim, f"day {what}")
        return None if aim is None or eaten is None else about(aim - eaten, 1.1, "target - eaten")
    if when == "day":
        meal = ledger.number(claim, f"meal {what}")
        return None if meal is None else Expected(((meal - 1.1, 1e6),), "at least the meal")
    return None


def meal_total(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the sum of the foods of a meal."""
    when, _, what = claim.label.partition(" ")
    parts = [
        each.value
        for each in ledger.claims
        if each.call == claim.call
        and each.label == what
        and each.subject.startswith("food:")
        and isinstance(each.value, float)
    ]
    if when != "meal" or not parts:
        return None
    return about(sum(parts), 0.6 * len(parts) + 0.6, f"sum of {len(parts)} foods")


def limits(claim: Claim, ledger: Ledger) -> tuple[bool, str] | None:
    """Tell whether a target keeps to the floor and a rate to what is safe."""
    if not isinstance(claim.value, float):
        return None
    kept = ledger.number(claim, "maintenance energy")
    if claim.label == "target energy":
        bodies = _bodies(claim, ledger)
        floor = min((energy.FLOOR_KCAL[body.sex] for body in bodies), default=1200.0)
        low = min(floor, kept or floor)
        deep = kept is not None and claim.value < kept * (1 - energy.LARGEST_DEFICIT) - 2 * GRAIN
        ok = claim.value >= low - GRAIN and not deep
        return ok, f"target {claim.value:g} kcal, floor {floor:g}, maintenance {kept}"
    if claim.label == "rate" and claim.unit == "%":
        ok = -energy.FASTEST_LOSS_PCT - 0.02 <= claim.value <= energy.FASTEST_GAIN_PCT + 0.02
        return ok or (kept is not None and claim.value > 0), f"rate {claim.value:+g} % a week"
    return None
