"""Reads a meal told in words: which foods, how many grams, and what was assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coach.errors import InvalidInput
from coach.identity import UserId
from coach.nutrition.model import FoodMatch, MealItem
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.amount_words import GRAMS, MILLILITRES
from coach.nutrition.rules.helpings import banded_item, taken_for
from coach.nutrition.rules.meal_text import SpokenItem, read_meal
from coach.nutrition.rules.portions import portioned

CLEAR = 0.7
"""Share of the telling words a name must have; below it another food may be meant. Set on the
searches of evals/datasets/foods.yaml: of those answered below it, most are answered wrong."""
GRAMS_NEEDED = "grams are needed"
"""The problem of a food that is clear and whose amount is not."""
NEAREST = 3
"""Foods that are offered for one that was not clear."""
KINDS = frozenset(
    [
        *("meat", "fish", "curry", "cake", "cream", "stew", "pie", "sauce", "pudding", "snack"),
        *("snacks", "takeaway", "leftovers", "food", "dinner", "lunch", "breakfast", "supper"),
        *("sweets", "dessert", "casserole", "meal", "bar", "drink", "cocktail"),
    ]
)
"""Words for so many foods that any one of them would be a guess. Source: coaching practice."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One part of a meal's text: a food with its grams, or why there is none."""

    text: str
    item: MealItem | None
    problem: str = ""
    """Why it cannot be logged; empty when it can."""
    nearest: tuple[str, ...] = ()
    """Names of foods that may be meant, for an item with a problem."""


@dataclass(frozen=True, slots=True)
class MealReading:
    """A meal as it was understood; every part of the text is in it."""

    items: tuple[ReadItem, ...]
    left_out: tuple[str, ...] = ()
    """Foods the text says were not eaten."""

    @property
    def clear(self) -> tuple[MealItem, ...]:
        """The foods that can be logged."""
        return tuple(each.item for each in self.items if each.item is not None)

    @property
    def unclear(self) -> tuple[ReadItem, ...]:
        """The parts that must be asked about."""
        return tuple(each for each in self.items if each.item is None)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was assumed, in the order of the text."""
        return tuple(item.assumption for item in self.clear if item.assumption)

    def required(self) -> tuple[MealItem, ...]:
        """Return the foods if every part of the text is clear.

        Raises:
            InvalidInput: A part is not (code `unclear_meal`); the message names each.
        """
        if self.unclear:
            said = "; ".join(f"{each.text!r}: {each.problem}" for each in self.unclear)
            near = [name for each in self.unclear for name in each.nearest]
            raise InvalidInput(
                f"part of the meal is not clear: {said}.",
                way_out=f"Name it more plainly, such as {near[0]!r}." if near else "Name the food.",
                code="unclear_meal",
            )
        return self.clear


def read_meal_text(uow: NutritionUnitOfWork, user_id: UserId, text: str) -> MealReading:
    """Return what a meal's text says, with the food table's amounts.

    Raises:
        InvalidInput: The text is empty, too long or names too many foods.
    """
    spoken = read_meal(text)
    items = tuple(_read(uow, user_id, each) for each in spoken.items)
    return MealReading(items, spoken.left_out)


def _read(uow: NutritionUnitOfWork, user_id: UserId, spoken: SpokenItem) -> ReadItem:
    if spoken.problem:
        return ReadItem(spoken.text, None, spoken.problem)
    found = uow.foods.match(user_id, spoken.words, limit=NEAREST)
    if spoken.words in KINDS:
        nearest = tuple(each.food.name for each in found)
        return ReadItem(spoken.text, None, "it can be many foods; say which", nearest)
    if not found or found[0].fit < CLEAR:
        nearest = tuple(each.food.name for each in found)
        return ReadItem(spoken.text, None, "no food of the table fits", nearest)
    return _with_grams(spoken, found[0])


def _with_grams(spoken: SpokenItem, match: FoodMatch) -> ReadItem:
    portion = portioned(match.food, spoken.amount, spoken.words, spoken.size)
    if portion is None:
        return ReadItem(spoken.text, None, GRAMS_NEEDED, (match.food.name,))
    weighed = spoken.amount is not None and spoken.amount.unit in {*GRAMS, *MILLILITRES}
    meant = taken_for(spoken.words, match, weighed=weighed)
    said = "; ".join(filter(None, [portion.assumption, meant]))
    told = f"{match.food.name}: {said}" if said else ""
    try:
        item = banded_item(match.food, replace(portion, assumption=told))
    except InvalidInput as exc:
        return ReadItem(spoken.text, None, exc.message.rstrip("."))
    return ReadItem(spoken.text, item)
