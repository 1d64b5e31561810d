"""Logged meals and the totals of a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, status
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.consents import require_consent
from api.fields import NO_NUL, Body, Day, Moment, Name, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts.model import ConsentPurpose
from coach.errors import InvalidInput, NotFound
from coach.identity import FoodId, UserId, new_uuid
from coach.nutrition.model import Food, Meal, MealItem
from coach.nutrition.ports import NutritionUnitOfWork

router = APIRouter(prefix="/v1/meals", tags=["meals"], responses=PROBLEMS)

PER_GRAM = Decimal(1) / Decimal(100)
"""Food tables give amounts per 100 g."""
GRAIN = Decimal("0.01")
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

    food_id: str
    name: str
    grams: Number
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
        since = datetime.combine(day, time.min, zone)
        until = datetime.combine(day + timedelta(days=1), time.min, zone)
        found = uow.meals.list(principal.user_id, since=since, until=until)
    items = [item for meal in found for item in meal.items]
    return DayTotals(
        day=day,
        meals=len(found),
        partial=any(meal.partial for meal in found),
        kcal=sum((item.kcal for item in items), Decimal(0)),
        protein_g=sum((item.protein_g for item in items), Decimal(0)),
        carbohydrate_g=sum((item.carbohydrate_g for item in items), Decimal(0)),
        fat_g=sum((item.fat_g for item in items), Decimal(0)),
    )


@router.post("", status_code=status.HTTP_201_CREATED, operation_id="log_meal", summary="Log a meal")
def log_meal(principal: PrincipalDep, services: ServicesDep, body: MealBody) -> MealView:
    """Store one meal with the amounts its foods have now; needs the consent `nutrition`."""
    with services.store.unit_of_work() as uow:
        require_consent(uow, principal.user_id, ConsentPurpose.NUTRITION)
        meal = Meal(
            id=new_uuid(),
            user_id=principal.user_id,
            eaten_at=body.eaten_at,
            name=body.name,
            partial=body.partial,
            items=tuple(
                _item(_food(uow, principal.user_id, one.food_id), one.grams) for one in body.items
            ),
        )
        uow.meals.add(meal)
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


def _item(food: Food, grams: Decimal) -> MealItem:
    def amount(per_100_g: Decimal) -> Decimal:
        return (per_100_g * grams * PER_GRAM).quantize(GRAIN)

    return MealItem(
        food_id=food.id,
        name=food.name,
        grams=grams,
        kcal=amount(food.kcal),
        protein_g=amount(food.protein_g),
        carbohydrate_g=amount(food.carbohydrate_g),
        fat_g=amount(food.fat_g),
    )
