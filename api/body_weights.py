"""Weigh-ins."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status
from pydantic import Field

from api.auth import PrincipalDep
from api.fields import Body, Moment, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.training.commands import WeighIn
from coach.training.commands import log_body_weight as store_weight
from coach.training.model import MAX_BODY_KG, MIN_BODY_KG

router = APIRouter(prefix="/v1/body-weights", tags=["body weights"], responses=PROBLEMS)


BodyKg = Annotated[Number, Field(ge=MIN_BODY_KG, le=MAX_BODY_KG, max_digits=6, decimal_places=3)]


class BodyWeightBody(Body):
    """One weigh-in."""

    at: Moment = Field(examples=["2026-11-20T07:10:00+01:00"])
    weight_kg: Annotated[
        Number, Field(ge=MIN_BODY_KG, le=MAX_BODY_KG, max_digits=6, decimal_places=3)
    ] = Field(description="Kilograms; the range covers every adult on record.", examples=[82.4])


class BodyWeightView(View):
    """One stored weigh-in."""

    id: UUID
    at: datetime
    weight_kg: Number


class BodyWeights(View):
    """Weigh-ins, oldest first."""

    body_weights: tuple[BodyWeightView, ...]


@router.get("", operation_id="list_body_weights", summary="List weigh-ins, oldest first")
def list_body_weights(
    principal: PrincipalDep,
    services: ServicesDep,
    since: Annotated[Moment | None, Query()] = None,
    until: Annotated[Moment | None, Query()] = None,
) -> BodyWeights:
    """Return the weigh-ins of a period."""
    with services.store.read_only() as uow:
        found = uow.body_weights.list(principal.user_id, since=since, until=until)
    return BodyWeights(body_weights=tuple(BodyWeightView.model_validate(one) for one in found))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    operation_id="log_body_weight",
    summary="Log a weigh-in",
)
def log_body_weight(
    principal: PrincipalDep, services: ServicesDep, body: BodyWeightBody
) -> BodyWeightView:
    """Store one weigh-in."""
    entry = WeighIn(body.at, body.weight_kg)
    with services.store.unit_of_work() as uow:
        weighed = store_weight(uow, principal.user_id, entry, now=datetime.now(UTC))
    return BodyWeightView.model_validate(weighed)


@router.delete(
    "/{body_weight_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_body_weight",
    summary="Delete one weigh-in",
)
def delete_body_weight(
    principal: PrincipalDep, services: ServicesDep, body_weight_id: UUID
) -> None:
    """Delete one weigh-in."""
    with services.store.unit_of_work() as uow:
        uow.body_weights.delete(principal.user_id, body_weight_id)
