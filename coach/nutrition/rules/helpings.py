"""What an amount of food holds, and what is assumed where the athlete's words are vague."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from coach.errors import InvalidInput
from coach.nutrition.model import Food, FoodMatch, MealItem
from coach.nutrition.rules.amount_words import UNITS, Amount
from coach.nutrition.rules.portions import GUESS_BAND, MOST_G, Portioned, plain, portioned

GRAIN = Decimal("0.01")
SURE = 0.999
"""A name that has every word of the search was meant."""
STATE_SAID = re.compile(
    r"cook|raw|dry|dried|boil|bak|roast|grill|fri|steam|poach|scrambl|toast|brais|stew|fry|smoked"
)
COOKED_NAME = re.compile(r"\b(?:cooked|boiled|grilled|roast|baked)\b", re.IGNORECASE)
WEIGHED_EITHER_WAY = re.compile(
    r"chicken|turkey|beef|pork|lamb|mince|steak|fish|salmon|cod|tuna|prawn|rice|pasta|spaghetti"
    r"|noodle|couscous|quinoa|lentil|chickpea|bean|potato",
    re.IGNORECASE,
)
"""Foods weighed raw by some and cooked by others: 100 g of dry rice are about 280 g cooked."""


@dataclass(frozen=True, slots=True)
class Helping:
    """How much of a food the athlete says they had."""

    grams: Decimal | None = None
    quantity: Decimal | None = None
    portion: str = ""


def item_of(food: Food, grams: Decimal, assumption: str = "") -> MealItem:
    """Return a food's amounts for `grams`, rounded to hundredths.

    Raises:
        InvalidInput: The mass is not above 0, or not finite.
    """
    if not grams.is_finite() or grams <= 0:
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
        fibre_g=None if food.fibre_g is None else (food.fibre_g * share).quantize(GRAIN),
    )


def banded_item(food: Food, amount: Portioned) -> MealItem:
    """Return a food's amounts for a portion, with the band of its grams.

    Raises:
        InvalidInput: It is more than anybody eats (code `too_much`).
    """
    if amount.grams > MOST_G:
        raise InvalidInput(
            f"{plain(amount.grams)} g of {food.name} is more than {plain(MOST_G)} g.",
            way_out="Check the amount and its unit.",
            code="too_much",
        )
    item = item_of(food, max(amount.grams, GRAIN), amount.assumption)
    low, high = amount.low.quantize(GRAIN), amount.high.quantize(GRAIN)
    return item if low == high else replace(item, grams_low=low, grams_high=high)


def helping_of(food: Food, helping: Helping) -> MealItem:
    """Return a food's amounts for what the athlete said, with the assumption that was needed.

    A mass counts as it is; a portion is looked up by name among the food's own, else its first
    one is taken.

    Raises:
        InvalidInput: The food has no portions, so that grams are needed (code `grams_needed`).
    """
    if helping.grams is not None:
        return item_of(food, helping.grams)
    count = helping.quantity or Decimal(1)
    wanted = helping.portion.casefold().strip()
    amount = Amount(count, count, count, UNITS.get(wanted, ""), f"{plain(count)} {wanted}".strip())
    found = portioned(food, amount, wanted)
    if found is None:
        if not food.portions:
            raise InvalidInput(
                f"no portion of {food.name} is known.",
                way_out="Ask how many grams it was.",
                code="grams_needed",
            )
        grams = food.portions[0].grams
        said = f"the portion was taken as {plain(grams)} g"
        low, high = (count * grams * (1 + side * GUESS_BAND) for side in (-1, 1))
        found = Portioned(count * grams, low, high, said)
    said = f"{food.name}: {found.assumption}" if found.assumption else ""
    return banded_item(food, replace(found, assumption=said))


def taken_for(words: str, match: FoodMatch, *, weighed: bool) -> str:
    """Return what was assumed about which food is meant, or nothing.

    Args:
        words: The food as it was named.
        match: The food it was taken for.
        weighed: A mass or a volume was said, so that raw or cooked makes a difference.
    """
    food = match.food
    if match.corrected or match.fit < SURE:
        return f"{words!r} was taken as {food.name}"
    if (
        weighed
        and COOKED_NAME.search(food.name)
        and WEIGHED_EITHER_WAY.search(food.name)
        and not STATE_SAID.search(words.casefold())
    ):
        return f"the amount of {words} was taken as cooked"
    return ""
