"""The consent ledger: what health data may be used for, asked one purpose at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import Body, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts.commands import Decision, record_consent
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import consent_ledger, granted_purposes

router = APIRouter(prefix="/v1/consents", tags=["consents"], responses=PROBLEMS)


class ConsentBody(Body):
    """One decision."""

    purpose: ConsentPurpose
    granted: bool = Field(description="False withdraws an earlier consent.")
    text_version: Annotated[
        str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._\-]+$")
    ] = Field(description="Version of the words the athlete read.", examples=["page-1"])


class ConsentView(View):
    """One entry of the ledger."""

    id: UUID
    purpose: ConsentPurpose
    granted: bool
    text_version: str
    at: datetime


class Consents(View):
    """What holds now, and every decision that led there."""

    granted: dict[ConsentPurpose, bool] = Field(
        description="By purpose; never asked counts as false."
    )
    ledger: tuple[ConsentView, ...] = Field(description="Oldest first.")


@router.get("", operation_id="list_consents", summary="Read the consent ledger")
def list_consents(principal: PrincipalDep, services: ServicesDep) -> Consents:
    """Return what is granted now and the ledger."""
    with services.store.read_only() as uow:
        ledger = consent_ledger(uow, principal.user_id)
        granted = granted_purposes(uow, principal.user_id)
    return Consents(
        granted={purpose: purpose in granted for purpose in ConsentPurpose},
        ledger=tuple(ConsentView.model_validate(entry) for entry in ledger),
    )


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    operation_id="decide_consent",
    summary="Grant or withdraw a consent",
)
def decide_consent(
    principal: PrincipalDep, services: ServicesDep, body: ConsentBody
) -> ConsentView:
    """Append one decision; earlier ones stay in the ledger."""
    decision = Decision(body.purpose, body.granted, body.text_version)
    with services.store.unit_of_work() as uow:
        consent = record_consent(uow, principal.user_id, decision, at=datetime.now(UTC))
    return ConsentView.model_validate(consent)
