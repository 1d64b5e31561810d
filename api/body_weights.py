"""Weigh-ins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status
from pydantic import Field

from api.auth import PrincipalDep
from api.fields import Body, Moment, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.identity import new_uuid
from coach.training.model import BodyWeight

router = APIRouter(prefix="/v1/body-weights", tags=["body weights"], responses=PROBLEMS)


class BodyWeightBody(Body):
    """One weigh-in."""

    at: Moment = Field(examples=["2026-11-20T07:10:00+01:00"])
    weight_kg: Annotated[Number, Field(ge=20, le=650, max_digits=6, decimal_places=3)] = Field(
        description="Kilograms; the range covers every adult on record.", examples=[82.4]
    )


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
    weighed = BodyWeight(
        id=new_uuid(), user_id=principal.user_id, at=body.at, weight_kg=body.weight_kg
    )
    with services.store.unit_of_work() as uow:
        uow.body_weights.add(weighed)
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
