"""Training logs of other apps: a preview first, then the import, each at most once."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import anyio.to_thread
from fastapi import APIRouter, Request
from pydantic import Field

from api.auth import PrincipalDep
from api.fields import Body, View
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from api.uploads import Upload, multipart_body, received
from coach.identity import Principal
from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    import_workouts,
    preview_import,
)
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats import parse_workout_log

router = APIRouter(prefix="/v1/imports", tags=["imports"], responses=PROBLEMS)

SHOWN_ERRORS = 100
"""Rows with errors that an answer lists; `error_count` counts them all."""
LIMIT = "FITHOLIC_IMPORT_BYTES (20 MB)"
UNIT = {
    "type": "string",
    "enum": ["kg", "lb"],
    "description": "Unit of the loads, for files that do not name it; a file's own unit wins.",
}
SKIP_ERRORS = {
    "type": "boolean",
    "description": "Import the rest when some rows cannot be read.",
}


class PreviewFields(Body):
    """What may be sent beside a file to look at."""

    unit: MassUnit | None = None


class ImportFields(PreviewFields):
    """What may be sent beside a file to import."""

    skip_errors: bool = False


class RowErrorView(View):
    """One row that cannot be read."""

    line: int
    column: str
    value: str
    reason: str


class MatchView(View):
    """A name of the file and the exercise it stands for."""

    name: str
    exercise_id: str | None = Field(description="Null: it becomes an exercise of your own.")


class PreviewView(View):
    """What an import would do."""

    source: str
    variant: str
    units: tuple[MassUnit, ...]
    unit_origin: Literal["file", "athlete"]
    rows: int
    skipped: int
    workouts: int
    sets: int
    first: datetime
    last: datetime
    new: int
    changed: int
    unchanged: int
    exercises: tuple[MatchView, ...]
    error_count: int
    errors: tuple[RowErrorView, ...] = Field(description="The first hundred.")


class ImportView(View):
    """What an import did."""

    source: str
    workouts: int = Field(description="Workouts in the file.")
    added: int
    replaced: int
    unchanged: int
    sets_added: int
    exercises_created: tuple[str, ...]
    error_count: int


@router.post(
    "/preview",
    operation_id="preview_import",
    summary="Look at a training log before importing it",
    openapi_extra=multipart_body({"unit": UNIT}, limit=LIMIT),
)
async def preview(principal: PrincipalDep, services: ServicesDep, request: Request) -> PreviewView:
    """Say what importing the file would do; nothing is stored."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        fields = upload.form(PreviewFields)
        found = await anyio.to_thread.run_sync(_preview, services, principal, upload, fields)
    return _preview_view(found)


@router.post(
    "",
    operation_id="import_workouts",
    summary="Import a training log",
    openapi_extra=multipart_body({"unit": UNIT, "skip_errors": SKIP_ERRORS}, limit=LIMIT),
)
async def run_import(
    principal: PrincipalDep, services: ServicesDep, request: Request
) -> ImportView:
    """Store the workouts that are not there yet; the same file again adds nothing."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        fields = upload.form(ImportFields)
        report = await anyio.to_thread.run_sync(_import, services, principal, upload, fields)
    return ImportView(
        source=report.preview.source,
        workouts=report.preview.workouts,
        added=report.added,
        replaced=report.replaced,
        unchanged=report.unchanged,
        sets_added=report.sets_added,
        exercises_created=tuple(exercise.name for exercise in report.exercises_created),
        error_count=len(report.preview.errors),
    )


def _parsed(
    services: Services, principal: Principal, upload: Upload, unit: MassUnit | None
) -> ParsedLog:
    with services.store.read_only() as uow:
        zone = uow.profiles.get(principal.user_id).time_zone
    return parse_workout_log(b"".join(upload.chunks()), unit=unit, time_zone=zone)


def _preview(
    services: Services, principal: Principal, upload: Upload, fields: PreviewFields
) -> ImportPreview:
    log = _parsed(services, principal, upload, fields.unit)
    with services.store.read_only() as uow:
        return preview_import(uow, principal.user_id, log)


def _import(
    services: Services, principal: Principal, upload: Upload, fields: ImportFields
) -> ImportReport:
    log = _parsed(services, principal, upload, fields.unit)
    with services.store.unit_of_work() as uow:
        return import_workouts(uow, principal.user_id, log, skip_errors=fields.skip_errors)


def _preview_view(found: ImportPreview) -> PreviewView:
    return PreviewView.model_validate(
        {
            **{name: getattr(found, name) for name in _COPIED},
            "units": sorted(found.units),
            "error_count": len(found.errors),
            "errors": found.errors[:SHOWN_ERRORS],
        }
    )


_COPIED = tuple(PreviewView.model_fields.keys() - {"units", "error_count", "errors"})
