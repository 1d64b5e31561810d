"""Training logs and health exports: a preview first, then the import, each at most once."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

import anyio.to_thread
from fastapi import APIRouter, Request
from pydantic import Field, Json

from api.auth import PrincipalDep
from api.fields import Body, View
from api.import_fields import (
    LIMIT,
    SHOWN_ERRORS,
    SKIP_ERRORS,
    UNIT,
    LeftOutView,
    RowErrorView,
    content_of,
    stamp_of,
)
from api.problems import PROBLEMS
from api.services import Services, ServicesDep
from api.uploads import Upload, multipart_body, received
from coach.errors import InvalidInput
from coach.identity import ExerciseId, Principal
from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    Wishes,
    import_workouts,
    preview_import,
)
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats.archives import read_parts
from store.formats.content import UploadContent
from store.formats.known import TRAINING
from store.formats.known_food import is_food_log
from store.formats.own_json import is_own_export
from store.formats.registry import Reading, Recognised, recognise

router = APIRouter(prefix="/v1/imports", tags=["imports"], responses=PROBLEMS)

SAME = {
    "type": "string",
    "description": "JSON object: names in the file to exercise ids; null: one of your own.",
}


class PreviewFields(Body):
    """What may be sent beside a file to look at."""

    unit: MassUnit | None = None
    same: Json[dict[str, ExerciseId | None]] = Field(default_factory=dict)


class ImportFields(PreviewFields):
    """What may be sent beside a file to import."""

    skip_errors: bool = False


class MatchView(View):
    """A name of the file and the exercise it stands for."""

    name: str
    exercise_id: str | None = Field(description="Null: it becomes an exercise of your own.")
    how: Literal["exact", "close", "confirm", "new", "chosen"]
    near: str | None = Field(description="For `confirm`: the exercise it may mean.")


class TallyView(View):
    """How many of one kind there are, and how many of them would be stored."""

    in_file: int
    to_store: int


class OverlapView(View):
    """A session of the file at the time of one from elsewhere."""

    started_at: datetime
    title: str
    other_source: str
    other_started_at: datetime
    stored: bool = Field(description="False: both record the same session.")


class DoubtfulView(View):
    """A set whose load looks like a typing error."""

    exercise_name: str
    started_at: datetime
    load_kg: Decimal
    reps: int | None


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
    cardio: TallyView
    weigh_ins: TallyView
    nights: TallyView
    exercises: tuple[MatchView, ...]
    overlaps: tuple[OverlapView, ...]
    doubtful: tuple[DoubtfulView, ...] = Field(description="Imported, and left out of estimates.")
    left_out: tuple[LeftOutView, ...]
    food_log: bool = Field(description="The archive also holds one: send it to food-log too.")
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
    cardio_added: int
    weigh_ins_added: int
    nights_added: int
    error_count: int


class SourceRowView(View):
    """One row of a file, as it was written."""

    line: int
    text: str
    sha256: str


class ImportedFileView(View):
    """One file that was imported."""

    id: UUID
    name: str
    sha256: str
    size_bytes: int
    source: str
    variant: str
    imported_at: datetime


class ImportedFiles(View):
    """Imported files, newest first."""

    files: tuple[ImportedFileView, ...]


class OriginView(View):
    """A file and the rows something came from."""

    file: ImportedFileView
    rows: tuple[SourceRowView, ...]


class Origins(View):
    """Where something stored came from; empty for what was logged here."""

    origins: tuple[OriginView, ...]


@router.post(
    "/preview",
    operation_id="preview_import",
    summary="Look at a training log before importing it",
    openapi_extra=multipart_body({"unit": UNIT, "same": SAME}, limit=LIMIT),
)
async def preview(principal: PrincipalDep, services: ServicesDep, request: Request) -> PreviewView:
    """Say what importing the file would do; nothing is stored."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        fields = upload.form(PreviewFields)
        return await anyio.to_thread.run_sync(_preview, services, principal, upload, fields)


@router.post(
    "",
    operation_id="import_workouts",
    summary="Import a training log",
    openapi_extra=multipart_body(
        {"unit": UNIT, "same": SAME, "skip_errors": SKIP_ERRORS}, limit=LIMIT
    ),
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
        cardio_added=report.cardio_added,
        weigh_ins_added=report.weigh_ins_added,
        nights_added=report.nights_added,
        error_count=len(report.preview.errors),
    )


@router.get("", operation_id="list_imports", summary="List the files you imported")
def list_imports(principal: PrincipalDep, services: ServicesDep) -> ImportedFiles:
    """Return the imported files, newest first."""
    with services.store.read_only() as uow:
        files = uow.imports.files(principal.user_id)
    return ImportedFiles(files=tuple(ImportedFileView.model_validate(each) for each in files))


@router.get(
    "/origin/{entity_id}",
    operation_id="import_origin",
    summary="Show which file and rows something came from",
)
def origin(principal: PrincipalDep, services: ServicesDep, entity_id: UUID) -> Origins:
    """Return files and rows behind a workout, endurance session, weigh-in, night or meal."""
    with services.store.read_only() as uow:
        found = uow.imports.origin(principal.user_id, entity_id)
    return Origins(origins=tuple(OriginView.model_validate(each) for each in found))


def _parsed(
    services: Services, principal: Principal, upload: Upload, unit: MassUnit | None
) -> ParsedLog:
    with services.store.read_only() as uow:
        zone = uow.profiles.get(principal.user_id).time_zone
    parts = _recognised(content_of(upload))
    log, *others = read_parts(parts, Reading(unit, zone, datetime.now(UTC)))
    if others:
        apps = ", ".join(sorted({log.source, *(each.source for each in others)}))
        raise InvalidInput(
            f"the archive holds files of several apps: {apps}.",
            way_out="Import the files of each app by themselves.",
            code="several_apps",
        )
    return log


def _recognised(content: UploadContent) -> tuple[Recognised[ParsedLog], ...]:
    if is_own_export(content.head()):
        raise InvalidInput(
            "this is an export of fitholic, not a training log.",
            way_out="Send it to /v1/imports/fitholic.",
            code="own_export",
        )
    try:
        return recognise(content, TRAINING)
    except InvalidInput as exc:
        if exc.code != "unknown_format" or not is_food_log(content):
            raise
        raise InvalidInput(
            "this is a food log, not a training log.",
            way_out="Send it to /v1/imports/food-log.",
            code="food_log",
        ) from exc


def _preview(
    services: Services, principal: Principal, upload: Upload, fields: PreviewFields
) -> PreviewView:
    log = _parsed(services, principal, upload, fields.unit)
    with services.store.read_only() as uow:
        found = preview_import(uow, principal.user_id, log, Wishes(chosen=fields.same))
    return _preview_view(found, food_log=is_food_log(content_of(upload)))


def _import(
    services: Services, principal: Principal, upload: Upload, fields: ImportFields
) -> ImportReport:
    log = _parsed(services, principal, upload, fields.unit)
    wishes = Wishes(skip_errors=fields.skip_errors, chosen=fields.same)
    stamp = stamp_of(upload)
    with services.store.unit_of_work() as uow:
        return import_workouts(uow, principal.user_id, log, wishes, file=stamp)


def _preview_view(found: ImportPreview, *, food_log: bool) -> PreviewView:
    return PreviewView.model_validate(
        {
            **{name: getattr(found, name) for name in _COPIED},
            "units": sorted(found.units),
            "food_log": food_log,
            "error_count": len(found.errors),
            "errors": found.errors[:SHOWN_ERRORS],
        }
    )


_COPIED = tuple(PreviewView.model_fields.keys() - {"units", "food_log", "error_count", "errors"})
