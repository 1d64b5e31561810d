"""The food table and the athlete's own foods."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import NO_NUL, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep

router = APIRouter(prefix="/v1/foods", tags=["foods"], responses=PROBLEMS)

Wanted = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=NO_NUL, strip_whitespace=True)
]


class PortionView(View):
    """A household measure and its mass."""

    name: str
    grams: Number


class FoodView(View):
    """One food; amounts are per 100 g of the edible part."""

    id: str
    name: str
    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    fibre_g: Number | None
    portions: tuple[PortionView, ...]
    source: str = Field(description="`usda`, `own` or `custom`.")


class Foods(View):
    """Foods, best match first."""

    foods: tuple[FoodView, ...]


@router.get("", operation_id="search_foods", summary="Search the food table")
def search_foods(
    principal: PrincipalDep,
    services: ServicesDep,
    query: Annotated[Wanted, Query(examples=["rolled oats"])],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Foods:
    """Return the foods whose names fit the words best."""
    with services.store.read_only() as uow:
        found = uow.foods.search(principal.user_id, query, limit=limit)
    return Foods(foods=tuple(FoodView.model_validate(one) for one in found))
