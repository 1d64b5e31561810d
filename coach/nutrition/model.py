"""Foods, meals and daily targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from coach.identity import FoodId, UserId
from coach.imports import LeftOut, ParsedWeighIn, RowError, SourceRow


@dataclass(frozen=True, slots=True)
class Portion:
    """A household measure of one food and its mass."""

    name: str
    grams: Decimal


@dataclass(frozen=True, slots=True)
class Food:
    """One food; amounts are per 100 g of the edible part."""

    id: FoodId
    name: str
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    fibre_g: Decimal | None = None
    portions: tuple[Portion, ...] = ()
    source: str = "usda"
    """`usda`, `own`, or `custom`."""
    owner_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class FoodMatch:
    """A food that a search found."""

    food: Food
    fit: float
    """Share of the words of the search that the name has, 0 to 1; telling words weigh more."""
    corrected: bool = False
    """A word of the search was taken for another one that it resembles."""


@dataclass(frozen=True, slots=True)
class MealItem:
    """One food of a meal, with its amounts as they were when it was logged."""

    food_id: FoodId | None
    """None: an entry of an imported food log, which names no food of ours."""
    name: str
    grams: Decimal | None
    """None: the food log gave the amounts and no mass."""
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    assumption: str = ""
    """What was assumed where the athlete's words were vague."""
    fibre_g: Decimal | None = None
    """None: the food table does not say."""
    grams_low: Decimal | None = None
    """Low end of the grams where they were assumed; None: they were named."""
    grams_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Meal:
    """One logged meal."""

    id: UUID
    user_id: UserId
    eaten_at: datetime
    name: str
    items: tuple[MealItem, ...]
    partial: bool = False
    """The athlete said that the day's log is incomplete."""
    source: str = "app"
    """`app`, or the app a food log was imported from: `cronometer`, ..."""


@dataclass(frozen=True, slots=True)
class Target:
    """Daily targets from a date on; the newest not in the future counts."""

    id: UUID
    user_id: UserId
    from_day: date
    kcal: Decimal
    protein_g: Decimal
    carbohydrate_g: Decimal
    fat_g: Decimal
    reason: str = ""
    maintenance_kcal: Decimal | None = None
    """Expenditure that a check-in measured; None: the target was not set by one."""


@dataclass(frozen=True, slots=True)
class ParsedMeal:
    """One meal of an imported food log, or the totals of one day."""

    eaten_at: datetime
    """Aware; where the file gives no time, the hour its kind of meal is usually eaten at."""
    name: str
    items: tuple[MealItem, ...]
    source_key: str
    """Names app, day and meal: the same meal has the same key in every export."""
    day: date
    """As the file dates it."""
    whole_day: bool = False
    """The day's totals: they count only where the app's own meals of the day are not known."""
    lines: tuple[int, ...] = ()
    """Lines of the file it came from."""


@dataclass(frozen=True, slots=True)
class ParsedFoodLog:
    """What a food-log file says, before anything is stored."""

    source: str
    """App that wrote it: `myfitnesspal`, `cronometer` or `macrofactor`."""
    variant: str
    """Which of the app's files, in words."""
    rows: int
    """Rows below the header."""
    meals: tuple[ParsedMeal, ...] = ()
    """Oldest first."""
    weigh_ins: tuple[ParsedWeighIn, ...] = ()
    unfinished: frozenset[date] = frozenset()
    """Days the app says are not completely logged."""
    finished: frozenset[date] = frozenset()
    """Days the app says are completely logged."""
    left_out: tuple[LeftOut, ...] = ()
    errors: tuple[RowError, ...] = ()
    raw: tuple[SourceRow, ...] = ()
    """Every row as the file writes it, for audit."""
