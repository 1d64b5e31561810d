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
from coach.errors import InvalidInput
from coach.identity import Principal
from coach.runs.model import Thread

router = APIRouter(prefix="/v1/account", tags=["account"], responses=PROBLEMS)

ALL = 1_000_000


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
    """Delete every row, every raw video and every event and checkpoint of the athlete.

    Raises:
        InvalidInput: The confirmation is missing.
    """
    if confirm is None:
        raise InvalidInput(
            "deleting an account needs a confirmation.",
            way_out="Send the header `Confirm: delete`.",
            code="confirmation_missing",
        )
    threads = await anyio.to_thread.run_sync(_delete, services, principal)
    for thread in threads:
        await forget_said(services, principal.user_id, thread.id)


def _delete(services: Services, principal: Principal) -> Sequence[Thread]:
    """Delete rows and raw files; return the threads there were."""
    with services.store.unit_of_work() as uow:
        videos = uow.videos.list(principal.user_id, limit=ALL)
        threads = uow.threads.list(principal.user_id, limit=ALL)
        uow.accounts.delete(principal.user_id)
    for video in videos:
        if video.blob_key is not None:
            services.blobs.delete(video.blob_key)
    return threads
