"""Deleting an account with everything it owns."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Header, status

from api.auth import PrincipalDep
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.errors import InvalidInput

router = APIRouter(prefix="/v1/account", tags=["account"], responses=PROBLEMS)

ALL = 1_000_000


@router.delete(
    "",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_account",
    summary="Delete the account and everything it owns",
)
def delete_account(
    principal: PrincipalDep,
    services: ServicesDep,
    confirm: Annotated[
        Literal["delete"] | None, Header(description="Must say `delete`: this cannot be undone.")
    ] = None,
) -> None:
    """Delete every row and every raw video of the athlete.

    Raises:
        InvalidInput: The confirmation is missing.
    """
    if confirm is None:
        raise InvalidInput(
            "deleting an account needs a confirmation.",
            way_out="Send the header `Confirm: delete`.",
            code="confirmation_missing",
        )
    with services.store.unit_of_work() as uow:
        videos = uow.videos.list(principal.user_id, limit=ALL)
        uow.accounts.delete(principal.user_id)
    for video in videos:
        if video.blob_key is not None:
            services.blobs.delete(video.blob_key)
