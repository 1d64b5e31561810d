"""Writes what the athlete weighs and eats: weigh-ins, days, meals, targets and own foods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rapidfuzz import process

from coach.errors import InvalidInput
from coach.identity import FoodId
from coach.nutrition.model import Food, Meal, MealItem, Portion, Target
from coach.training.model import BodyWeight
from evals.cases.fixture import Told
from evals.cases.fixture_intake import (
    FoodFixture,
    IntakeDay,
    IntakeSummary,
    Macros,
    MealFixture,
    MealItemFixture,
    TargetFixture,
    WeightSummary,
)
from evals.seeding.place import Place

MORNING, NOON, EVENING = time(7), time(12), time(20)
SWING = Decimal("0.04")
"""Share by which expanded days lie above or below their mean, in pairs. Source: own choice; equal
days would be no log, and the swing stays below the 10 % that mark a day as odd."""
PROTEIN_SHARE, FAT_SHARE = Decimal("0.20"), Decimal("0.30")
"""Of the energy where the grams are not told, the rest is carbohydrate. Source: middle of the
acceptable ranges of the Institute of Medicine, 2005 (protein 10-35 %, fat 20-35 %)."""
KCAL_PER_G = {"protein_g": Decimal(4), "carbohydrate_g": Decimal(4), "fat_g": Decimal(9)}
"""Source: Atwater general factors (FAO, 2003)."""
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
GOOD_FIT = 0.5
"""Share of the words of a fixture's food that the table's name has at least."""


class Weighed(NamedTuple):
    """One weigh-in of an expanded fixture."""

    at: datetime
    kg: Decimal


class Eaten(NamedTuple):
    """One day of an expanded food log."""

    day: date
    amounts: Macros
    partial: bool


def weigh_ins(told: Told, now: datetime, before_kg: Decimal | None) -> list[Weighed]:
    """Return the weigh-ins a fixture tells, oldest first, with the profile's weight on its day.

    Args:
        told: Fixture or update.
        now: In the athlete's time zone.
        before_kg: Newest weight known before; a summary without a start begins there.

    Raises:
        InvalidInput: A summary has nowhere to start from (code `bad_case`).
    """
    told_kg = told.profile.weight_kg
    found: list[Weighed] = []
    if isinstance(told.body_weights, WeightSummary):
        # The profile's weight is that of the day: the line arrives there.
        begun = before_kg if told_kg is None else told_kg - told.body_weights.change_kg
        found += _line(told.body_weights, now, begun)
    else:
        found += [Weighed(row.moment(now, MORNING), row.kg) for row in told.body_weights]
    if told_kg is not None:
        at = datetime.combine(now.date(), MORNING, now.tzinfo)
        found.append(Weighed(min(at, now - timedelta(minutes=1)), told_kg))
    return sorted(found)


def _line(summary: WeightSummary, now: datetime, known: Decimal | None) -> list[Weighed]:
    start = summary.start_kg if summary.start_kg is not None else known
    if start is None:
        raise InvalidInput(
            f"body_weights tells a change of {summary.change_kg} kg and no weight to start from.",
            way_out="Give `start_kg`, or `weight_kg` in the profile.",
            code="bad_case",
        )
    steps = max(summary.days - 1, 1)
    return [
        Weighed(
            datetime.combine(now.date() - timedelta(days=summary.days - n), MORNING, now.tzinfo),
            (start + summary.change_kg * n / steps).quantize(HUNDREDTH, ROUND_HALF_UP),
        )
        for n in range(summary.days)
    ]


def days_eaten(told: Told, now: datetime) -> list[Eaten]:
    """Return the days of food log a fixture tells, oldest first."""
    if isinstance(told.intake_days, IntakeSummary):
        return _days(told.intake_days, now.date())
    rows = [Eaten(row.day(now), row, row.partial) for row in told.intake_days]
    return sorted(rows, key=lambda each: each.day)


def _days(summary: IntakeSummary, today: date) -> list[Eaten]:
    """Return days that end yesterday; those without a log lie evenly between the others."""
    logged = summary.days if summary.days_logged is None else summary.days_logged
    numbers = [round((n + 0.5) * summary.days / logged - 0.5) for n in range(logged)]
    means = {
        "kcal": summary.mean_kcal,
        "protein_g": summary.mean_protein_g,
        "carbohydrate_g": summary.mean_carbohydrate_g,
        "fat_g": summary.mean_fat_g,
    }
    found: list[Eaten] = []
    for n, number in enumerate(numbers):
        # Days come in pairs that lie as far above as below; a last one alone is the mean itself.
        sign = 0 if n == logged - 1 and logged % 2 else (-1) ** n
        amounts = {
            key: mean + sign * (mean * SWING).quantize(TENTH if key != "kcal" else Decimal(1))
            for key, mean in means.items()
            if mean is not None
        }
        found.append(
            Eaten(
                today - timedelta(days=summary.days - number),
                Macros.model_validate(amounts),
                partial=n >= logged - summary.partial_days,
            )
        )
    return found


def completed(told: Macros) -> tuple[dict[str, Decimal], str]:
    """Return energy and all macronutrients in g, and what had to be assumed."""
    given = {key: getattr(told, key) for key in KCAL_PER_G}
    known = {key: grams for key, grams in given.items() if grams is not None}
    missing = [key for key in KCAL_PER_G if key not in known]
    left = max(told.kcal - sum(known[key] * KCAL_PER_G[key] for key in known), Decimal(0))
    shares = {"protein_g": PROTEIN_SHARE, "fat_g": FAT_SHARE}
    shares["carbohydrate_g"] = 1 - PROTEIN_SHARE - FAT_SHARE
    whole = sum(shares[key] for key in missing)
    for key in missing:
        known[key] = (left * shares[key] / whole / KCAL_PER_G[key]).quantize(TENTH, ROUND_HALF_UP)
    said = f"not told: {', '.join(key.removesuffix('_g') for key in missing)}" if missing else ""
    return {"kcal": told.kcal, **known}, said


def seed_intake(place: Place, told: Told) -> None:
    """Write all rows of nutrition, and the weigh-ins."""
    foods = [_food(place, n, food) for n, food in enumerate(told.foods)]
    place.uow.foods.put_many(foods)
    before = place.uow.body_weights.list(place.user_id)
    last = before[-1].weight_kg if before else None
    for n, (at, kg) in enumerate(weigh_ins(told, place.now, last)):
        place.uow.body_weights.add(BodyWeight(place.id("weight", n), place.user_id, at, kg))
    meals = [_day_as_meal(place, n, day) for n, day in enumerate(days_eaten(told, place.now))]
    meals += [_meal(place, n, meal) for n, meal in enumerate(told.meals)]
    if meals:
        place.uow.meals.add_many(meals)
    for n, target in enumerate(told.targets):
        place.uow.targets.add(_target(place, n, target))


def _food(place: Place, n: int, told: FoodFixture) -> Food:
    return Food(
        id=FoodId(f"custom:{place.id('food', n)}"),
        name=told.name,
        kcal=told.kcal,
        protein_g=told.protein_g,
        carbohydrate_g=told.carbohydrate_g,
        fat_g=told.fat_g,
        fibre_g=told.fibre_g,
        portions=tuple(Portion(name, grams) for name, grams in told.portions.items()),
        source="custom",
        owner_id=place.user_id,
    )


def _day_as_meal(place: Place, n: int, eaten: Eaten) -> Meal:
    amounts, assumed = completed(eaten.amounts)
    notes = eaten.amounts.notes if isinstance(eaten.amounts, IntakeDay) else ""
    item = MealItem(
        food_id=None,
        name=notes or "whole day",
        grams=None,
        assumption=assumed,
        fibre_g=eaten.amounts.fibre_g,
        **amounts,
    )
    at = datetime.combine(eaten.day, NOON, place.now.tzinfo)
    if eaten.day == place.now.date():
        at = min(at, place.now - timedelta(minutes=1))
    return Meal(
        place.id("intake", n), place.user_id, at, "whole day", (item,), partial=eaten.partial
    )


def _meal(place: Place, n: int, told: MealFixture) -> Meal:
    return Meal(
        id=place.id("meal", n),
        user_id=place.user_id,
        eaten_at=told.moment(place.now, NOON),
        name=told.name,
        items=tuple(_item(place, item) for item in told.items),
        partial=told.partial,
    )


def _item(place: Place, told: MealItemFixture) -> MealItem:
    """Return an item with its own amounts, or with those of the food table for its grams.

    Raises:
        InvalidInput: The table has no such food (code `unknown_food`).
    """
    if told.kcal is not None:
        given = told.model_dump(include={"kcal", *KCAL_PER_G})
        amounts, assumed = completed(Macros.model_validate(given))
        return MealItem(
            None, told.food, told.grams, assumption=assumed, fibre_g=told.fibre_g, **amounts
        )
    grams = told.grams or Decimal(0)
    food = _known_food(place, told.food)
    share = grams / 100
    return MealItem(
        food_id=food.id,
        name=food.name,
        grams=grams,
        kcal=food.kcal * share,
        protein_g=food.protein_g * share,
        carbohydrate_g=food.carbohydrate_g * share,
        fat_g=food.fat_g * share,
        fibre_g=None if food.fibre_g is None else food.fibre_g * share,
    )


def _known_food(place: Place, name: str) -> Food:
    found = place.uow.foods.match(place.user_id, name)
    own: Sequence[Food] = [
        each.food
        for each in found
        if each.food.owner_id is not None and each.food.name.casefold() == name.casefold()
    ]
    if own:
        return own[0]
    if found and found[0].fit >= GOOD_FIT and not found[0].corrected:
        return found[0].food
    near = [each for each, _, _ in process.extract(name, [each.food.name for each in found])]
    raise InvalidInput(
        f"the fixture's food {name!r} is not in the food table"
        f"{'; the nearest are ' + ', '.join(near) if near else ''}.",
        way_out="Give its `kcal`, or add it under `foods`.",
        code="unknown_food",
    )


def _target(place: Place, n: int, told: TargetFixture) -> Target:
    amounts, assumed = completed(told)
    return Target(
        id=place.id("target", n),
        user_id=place.user_id,
        from_day=date.min.replace(year=2000) if told.since is None else told.since.day(place.now),
        reason="; ".join([*told.reason, *([assumed] if assumed else [])]),
        maintenance_kcal=told.maintenance_kcal,
        **amounts,
    )
