"""Deleting an account with everything it owns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import anyio.to_thread
from fastapi import APIRouter, Header, status

from api.auth import PrincipalDep
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from api.threads import forget_said
from coach.accounts.commands import delete_account as delete_owned
from coach.errors import InvalidInput
from coach.identity import UserId
from coach.runs.model import Run
from coach.runs.rules import account_prefix, log_key

router = APIRouter(prefix="/v1/account", tags=["account"], responses=PROBLEMS)

ALL = 1_000_000
"""More threads than an athlete starts."""


@router.delete(
    "",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_account",
    summary="Delete the account and everything it owns",
)
async def delete_account(
    principal: PrincipalDep,
    services: ServicesDep,
    confirm: Annotated[
        Literal["delete"] | None, Header(description="Must say `delete`: this cannot be undone.")
    ] = None,
) -> None:
    """Delete every raw video, every row and every event and checkpoint of the athlete.

    Each step can be repeated: after a failure, asking again deletes what is left.

    Raises:
        InvalidInput: The confirmation is missing.
    """
    if confirm is None:
        raise InvalidInput(
            "deleting an account needs a confirmation.",
            way_out="Send the header `Confirm: delete`.",
            code="confirmation_missing",
        )
    active = await anyio.to_thread.run_sync(_delete, services, principal.user_id)
    for run in active:
        await services.event_log.request_cancel(log_key(run))
    await services.event_log.forget(account_prefix(principal.user_id))
    for run in active:
        await forget_said(services, principal.user_id, run.thread_id)


def _delete(services: Services, user_id: UserId) -> Sequence[Run]:
    """Delete raw files and rows; return the runs that were active."""
    with services.store.unit_of_work() as uow:
        threads = uow.threads.list(user_id, limit=ALL)
        active = [uow.runs.active(user_id, thread.id) for thread in threads]
        delete_owned(uow, services.blobs, user_id)
    return [run for run in active if run is not None]
