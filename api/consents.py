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
from coach.accounts.model import Consent, ConsentPurpose
from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import ConsentMissing
from coach.identity import UserId, new_uuid

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


def require_consent(uow: AccountsUnitOfWork, user_id: UserId, purpose: ConsentPurpose) -> None:
    """Check that the athlete consented to a use of their data.

    Raises:
        ConsentMissing: Never asked, refused or withdrawn.
    """
    if not uow.consents.is_granted(user_id, purpose):
        raise ConsentMissing(
            f"there is no consent to use your data for {purpose.value!r}.",
            way_out=f'POST /v1/consents with {{"purpose": "{purpose.value}", "granted": true}}.',
        )


@router.get("", operation_id="list_consents", summary="Read the consent ledger")
def list_consents(principal: PrincipalDep, services: ServicesDep) -> Consents:
    """Return what is granted now and the ledger."""
    with services.store.read_only() as uow:
        ledger = uow.consents.ledger(principal.user_id)
    newest = {entry.purpose: entry.granted for entry in ledger}
    return Consents(
        granted={purpose: newest.get(purpose, False) for purpose in ConsentPurpose},
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
    consent = Consent(
        id=new_uuid(),
        user_id=principal.user_id,
        purpose=body.purpose,
        granted=body.granted,
        text_version=body.text_version,
        at=datetime.now(UTC),
    )
    with services.store.unit_of_work() as uow:
        uow.consents.add(consent)
    return ConsentView.model_validate(consent)
