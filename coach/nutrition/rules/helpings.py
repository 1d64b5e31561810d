"""What an amount of food holds, and what is assumed where the athlete's words are vague."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from coach.errors import InvalidInput
from coach.nutrition.model import Food, MealItem

DEFAULT_PORTION_G = Decimal(100)
"""Amount taken when neither a mass nor a known portion was named. Source: food tables give values
for 100 g, so the assumption is the one a reader can check."""
GRAIN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Helping:
    """How much of a food the athlete says they had."""

    grams: Decimal | None = None
    quantity: Decimal | None = None
    portion: str = ""


def item_of(food: Food, grams: Decimal, assumption: str = "") -> MealItem:
    """Return a food's amounts for `grams`, rounded to hundredths.

    Raises:
        InvalidInput: The mass is not above 0.
    """
    if grams <= 0:
        raise InvalidInput(f"{grams} g is no amount.", way_out="Give grams above 0.")
    share = grams / 100
    return MealItem(
        food_id=food.id,
        name=food.name,
        grams=grams.quantize(GRAIN),
        kcal=(food.kcal * share).quantize(GRAIN),
        protein_g=(food.protein_g * share).quantize(GRAIN),
        carbohydrate_g=(food.carbohydrate_g * share).quantize(GRAIN),
        fat_g=(food.fat_g * share).quantize(GRAIN),
        assumption=assumption,
    )


def helping_of(food: Food, helping: Helping) -> MealItem:
    """Return a food's amounts for what the athlete said, with the assumption that was needed.

    A mass counts as it is; a portion is looked up by name among the food's own, else its first
    one is taken; without any, 100 g.
    """
    if helping.grams is not None:
        return item_of(food, helping.grams)
    count = helping.quantity or Decimal(1)
    wanted = helping.portion.casefold().strip()
    named = [each for each in food.portions if wanted and wanted in each.name.casefold()]
    if named:
        return item_of(food, named[0].grams * count)
    if food.portions:
        first = food.portions[0]
        obvious = first.name.casefold() in food.name.casefold()
        said = "" if obvious else f"the portion of {food.name} was taken as {first.name}"
        return item_of(food, first.grams * count, said)
    said = f"the amount of {food.name} was taken as one standard amount of the food table each"
    return item_of(food, DEFAULT_PORTION_G * count, said)
