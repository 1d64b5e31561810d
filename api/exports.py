"""Leaving with one's data: our own JSON, everything an account holds, or CSV of other apps."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import IO, Annotated

import anyio.to_thread
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.auth import PrincipalDep
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from coach.identity import UserId
from coach.units import MassUnit
from store.formats.exports import ExportFormat, ExportRequest, export

router = APIRouter(prefix="/v1/exports", tags=["exports"], responses=PROBLEMS)

CHUNK_BYTES = 65_536
SPOOL_BYTES = 1_000_000
"""Held in memory up to this, then on disk."""
_DOCUMENT: dict[str, object] = {
    "type": "object",
    "description": "docs/reference/export-format.md describes it.",
    "required": ["format", "version"],
    "properties": {"format": {"type": "string"}, "version": {"type": "integer"}},
}


@router.get(
    "/{format}",
    operation_id="export",
    summary="Export the log or the whole account",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file.",
            "content": {
                "application/json": {"schema": _DOCUMENT},
                "text/csv": {"schema": {"type": "string"}},
            },
        }
    },
)
async def get_export(
    principal: PrincipalDep,
    services: ServicesDep,
    format: ExportFormat,  # noqa: A002 - the name in the address
    since: Annotated[date | None, Query(description="First day of what has a day.")] = None,
    unit: Annotated[MassUnit | None, Query(description="Of a CSV file's loads.")] = None,
) -> StreamingResponse:
    """Send a file; it is complete before its first byte leaves, so a failure is never half a file.

    It holds no database connection while it is sent, however slowly it is taken.
    """
    request = ExportRequest(format, since, unit)
    file = await anyio.to_thread.run_sync(_spooled, services, principal.user_id, request)
    return StreamingResponse(
        _chunks(file),
        media_type=format.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{format.file_name}"',
            "Cache-Control": "no-store",
        },
    )


def _spooled(services: Services, user_id: UserId, request: ExportRequest) -> IO[bytes]:
    with ExitStack() as on_failure:
        file = on_failure.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES))
        with services.store.read_only() as uow:
            for piece in export(uow.connection, user_id, request):
                file.write(piece)
        file.seek(0)
        on_failure.pop_all()
    return file


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
