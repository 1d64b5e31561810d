"""Logged meals and the totals of a day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, status
from pydantic import Field, StringConstraints, model_validator

from api.auth import PrincipalDep
from api.fields import NO_NUL, Body, Day, Moment, Name, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.errors import InvalidInput, NotFound
from coach.identity import FoodId, UserId
from coach.nutrition import commands, queries
from coach.nutrition.model import Food, MealItem
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.helpings import item_of
from coach.nutrition.rules.meal_text import LONGEST

router = APIRouter(prefix="/v1/meals", tags=["meals"], responses=PROBLEMS)

Grams = Annotated[Number, Field(gt=0, le=20_000, max_digits=7, decimal_places=2)]
FoodKey = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=NO_NUL)]


class ItemBody(Body):
    """One food and how much of it."""

    food_id: FoodKey = Field(description="As GET /v1/foods gives it.", examples=["usda:173904"])
    grams: Grams = Field(description="Grams of the edible part.", examples=[80])


Told = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST, pattern=NO_NUL, strip_whitespace=True)
]


class MealBody(Body):
    """One meal to log: its foods, or the words for them."""

    eaten_at: Moment = Field(examples=["2026-11-20T12:30:00+01:00"])
    name: Name = Field(default="Meal", examples=["Lunch"])
    partial: bool = Field(default=False, description="The day's log is known to be incomplete.")
    items: tuple[ItemBody, ...] = Field(
        default=(), max_length=50, examples=[[{"food_id": "usda:173904", "grams": 80}]]
    )
    text: Told | None = Field(
        default=None,
        description="Instead of `items`: the meal in words; POST /v1/meals/preview shows how it "
        "is read.",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.items) == (self.text is not None):
            msg = "give either items or text"
            raise ValueError(msg)
        return self


class TextBody(Body):
    """A meal in words."""

    text: Told = Field(examples=["200 g cooked chicken breast and a tablespoon of olive oil"])


class ItemView(View):
    """One food of a meal, with its amounts as they were when it was logged."""

    food_id: str | None = Field(description="Null: an entry of an imported food log.")
    name: str
    grams: Number | None = Field(description="Null: the food log gave no mass.")
    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    fibre_g: Number | None = Field(description="Null: the food table does not say.")
    grams_low: Number | None = Field(description="Low end of assumed grams; null: named exactly.")
    grams_high: Number | None
    assumption: str


class ReadItemView(View):
    """One part of a meal's text: a food, or why it cannot be logged."""

    text: str
    item: ItemView | None
    problem: str = Field(description="Empty when the part is clear.")
    nearest: tuple[str, ...] = Field(description="Foods that may be meant.")


class ReadingView(View):
    """A meal as its text was read; nothing is stored."""

    items: tuple[ReadItemView, ...]
    left_out: tuple[str, ...] = Field(description='Said not to be eaten, as in "no butter".')
    kcal: Number
    kcal_low: Number = Field(description="The least, where grams were assumed.")
    kcal_high: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    complete: bool = Field(description="Every part is clear, so that the text can be logged.")


class MealView(View):
    """One stored meal."""

    id: UUID
    eaten_at: datetime
    name: str
    partial: bool
    items: tuple[ItemView, ...]


class Meals(View):
    """Meals, oldest first."""

    meals: tuple[MealView, ...]


class DayTotals(View):
    """What was logged on one day, in the athlete's time zone."""

    day: Day
    meals: int
    partial: bool = Field(description="A meal of the day says that its log is incomplete.")
    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number


@router.get("", operation_id="list_meals", summary="List the meals of a period")
def list_meals(
    principal: PrincipalDep,
    services: ServicesDep,
    since: Annotated[Moment, Query(examples=["2026-11-20T00:00:00+01:00"])],
    until: Annotated[Moment, Query(examples=["2026-11-21T00:00:00+01:00"])],
) -> Meals:
    """Return the meals eaten from `since` until just before `until`."""
    with services.store.read_only() as uow:
        found = uow.meals.list(principal.user_id, since=since, until=until)
    return Meals(meals=tuple(MealView.model_validate(one) for one in found))


@router.get("/totals", operation_id="get_day_totals", summary="Add up one day")
def get_day_totals(
    principal: PrincipalDep,
    services: ServicesDep,
    day: Annotated[Day, Query(examples=["2026-11-20"])],
) -> DayTotals:
    """Return what was logged on one day of the athlete's time zone."""
    with services.store.read_only() as uow:
        zone = ZoneInfo(uow.profiles.get(principal.user_id).time_zone)
        found = queries.day_log(uow, principal.user_id, day, zone)
    return DayTotals(
        day=day,
        meals=found.meals,
        partial=found.partial,
        kcal=found.eaten.kcal,
        protein_g=found.eaten.protein_g,
        carbohydrate_g=found.eaten.carbohydrate_g,
        fat_g=found.eaten.fat_g,
    )


@router.post("", status_code=status.HTTP_201_CREATED, operation_id="log_meal", summary="Log a meal")
def log_meal(principal: PrincipalDep, services: ServicesDep, body: MealBody) -> MealView:
    """Store one meal with the amounts its foods have now; needs the consent `nutrition`.

    A meal in words is stored if every part of it is clear, and refused with `unclear_meal`
    otherwise. A meal that is still to come is refused with `eaten_in_future`.
    """
    with services.store.unit_of_work() as uow:
        require_consent(uow, principal.user_id, ConsentPurpose.NUTRITION)
        entry = _entry(uow, principal.user_id, body)
        meal, _ = commands.log_meal(uow, principal.user_id, entry, now=datetime.now(UTC))
    return MealView.model_validate(meal)


@router.post("/preview", operation_id="preview_meal", summary="Show how a meal's text is read")
def preview_meal(principal: PrincipalDep, services: ServicesDep, body: TextBody) -> ReadingView:
    """Return foods and grams of a text, what was assumed and what is not clear; store nothing."""
    with services.store.read_only() as uow:
        reading = queries.read_meal_text(uow, principal.user_id, body.text)
    eaten = queries.total(reading.clear)
    return ReadingView(
        items=tuple(ReadItemView.model_validate(each) for each in reading.items),
        left_out=reading.left_out,
        kcal=eaten.kcal,
        kcal_low=queries.total(reading.clear, "low").kcal,
        kcal_high=queries.total(reading.clear, "high").kcal,
        protein_g=eaten.protein_g,
        carbohydrate_g=eaten.carbohydrate_g,
        fat_g=eaten.fat_g,
        complete=not reading.unclear,
    )


@router.put("/{meal_id}", operation_id="correct_meal", summary="Correct one meal")
def correct_meal(
    principal: PrincipalDep, services: ServicesDep, meal_id: UUID, body: MealBody
) -> MealView:
    """Put a corrected meal in the place of one that was logged; its id stays."""
    with services.store.unit_of_work() as uow:
        require_consent(uow, principal.user_id, ConsentPurpose.NUTRITION)
        entry = _entry(uow, principal.user_id, body)
        now = datetime.now(UTC)
        meal = commands.replace_meal(uow, principal.user_id, meal_id, entry, now=now)
    return MealView.model_validate(meal)


@router.delete(
    "/{meal_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_meal",
    summary="Delete one meal",
)
def delete_meal(principal: PrincipalDep, services: ServicesDep, meal_id: UUID) -> None:
    """Delete one meal."""
    with services.store.unit_of_work() as uow:
        uow.meals.delete(principal.user_id, meal_id)


def _entry(uow: NutritionUnitOfWork, user_id: UserId, body: MealBody) -> commands.MealEntry:
    return commands.MealEntry(body.eaten_at, body.name, _items(uow, user_id, body), body.partial)


def _items(uow: NutritionUnitOfWork, user_id: UserId, body: MealBody) -> tuple[MealItem, ...]:
    if body.text is not None:
        return queries.read_meal_text(uow, user_id, body.text).required()
    return tuple(item_of(_food(uow, user_id, one.food_id), one.grams) for one in body.items)


def _food(uow: NutritionUnitOfWork, user_id: UserId, food_id: str) -> Food:
    try:
        return uow.foods.get(user_id, FoodId(food_id))
    except NotFound as exc:
        raise InvalidInput(
            f"unknown food {food_id!r}.",
            way_out="GET /v1/foods?query=... lists the ids that can be used.",
            code="unknown_food",
        ) from exc
