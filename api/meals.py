"""Logged meals and the totals of a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, status
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import NO_NUL, Body, Day, Moment, Name, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.errors import InvalidInput, NotFound
from coach.identity import FoodId, UserId
from coach.nutrition import commands, queries
from coach.nutrition.model import Food
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.helpings import item_of

router = APIRouter(prefix="/v1/meals", tags=["meals"], responses=PROBLEMS)

Grams = Annotated[Number, Field(gt=0, le=20_000, max_digits=7, decimal_places=2)]
FoodKey = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=NO_NUL)]


class ItemBody(Body):
    """One food and how much of it."""

    food_id: FoodKey = Field(description="As GET /v1/foods gives it.", examples=["usda:173904"])
    grams: Grams = Field(description="Grams of the edible part.", examples=[80])


class MealBody(Body):
    """One meal to log."""

    eaten_at: Moment = Field(examples=["2026-11-20T12:30:00+01:00"])
    name: Name = Field(default="Meal", examples=["Lunch"])
    partial: bool = Field(default=False, description="The day's log is known to be incomplete.")
    items: tuple[ItemBody, ...] = Field(min_length=1, max_length=50)


class ItemView(View):
    """One food of a meal, with its amounts as they were when it was logged."""

    food_id: str | None = Field(description="Null: an entry of an imported food log.")
    name: str
    grams: Number | None = Field(description="Null: the food log gave no mass.")
    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    assumption: str


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
    """Store one meal with the amounts its foods have now; needs the consent `nutrition`."""
    with services.store.unit_of_work() as uow:
        require_consent(uow, principal.user_id, ConsentPurpose.NUTRITION)
        items = tuple(
            item_of(_food(uow, principal.user_id, one.food_id), one.grams) for one in body.items
        )
        entry = commands.MealEntry(body.eaten_at, body.name, items, body.partial)
        meal, _ = commands.log_meal(uow, principal.user_id, entry)
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


def _food(uow: NutritionUnitOfWork, user_id: UserId, food_id: str) -> Food:
    try:
        return uow.foods.get(user_id, FoodId(food_id))
    except NotFound as exc:
        raise InvalidInput(
            f"unknown food {food_id!r}.",
            way_out="GET /v1/foods?query=... lists the ids that can be used.",
            code="unknown_food",
        ) from exc
