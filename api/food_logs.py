"""Food logs of other apps, and our own export: a preview first, then the import, at most once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import anyio.to_thread
from fastapi import APIRouter, Request
from pydantic import Field

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
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.identity import UserId
from coach.imports import require_agreement
from coach.nutrition.commands.imports import (
    FoodLogPreview,
    FoodLogReport,
    preview_food_log,
)
from coach.nutrition.model import ParsedFoodLog
from coach.units import MassUnit
from store.food_logs import store_food_log
from store.formats.known_food import read_food_log
from store.formats.own_json import read_own_export
from store.formats.own_restore import RestoreReport, restore
from store.formats.registry import Reading

router = APIRouter(prefix="/v1/imports", tags=["imports"], responses=PROBLEMS)


class FoodPreviewFields(Body):
    """What may be sent beside a file to look at."""

    unit: MassUnit | None = None


class FoodImportFields(FoodPreviewFields):
    """What may be sent beside a file to import."""

    skip_errors: bool = False


class OwnImportFields(Body):
    """Nothing may be sent beside our own export."""


class FoodPreviewView(View):
    """What an import would do."""

    source: str
    variant: str
    rows: int
    days: int
    first: date | None
    last: date | None
    meals: int
    weigh_ins: int
    new: int
    changed: int
    unchanged: int
    removed: int = Field(description="Meals that the app no longer has on a day of the file.")
    unfinished_days: int = Field(description="Days that do not count for adaptive expenditure.")
    days_kept: tuple[date, ...] = Field(description="They have meals from elsewhere and stay.")
    left_out: tuple[LeftOutView, ...]
    error_count: int
    errors: tuple[RowErrorView, ...] = Field(description="The first hundred.")


class FoodImportView(View):
    """What an import did."""

    source: str
    meals: int = Field(description="Meals in the file.")
    added: int
    replaced: int
    removed: int
    unchanged: int
    weigh_ins_added: int
    error_count: int


class SectionView(View):
    """What became of one kind of rows."""

    name: str
    added: int
    kept: int = Field(description="Rows that were there already and stay as they are.")


class OwnImportView(View):
    """What an import of our own export did."""

    added: int
    kept: int
    sections: tuple[SectionView, ...]
    left_out: dict[str, int] = Field(description="Rows of tables that no file may fill.")


@router.post(
    "/food-log/preview",
    operation_id="preview_food_log",
    summary="Look at a food log before importing it",
    openapi_extra=multipart_body({"unit": UNIT}, limit=LIMIT),
)
async def preview(
    principal: PrincipalDep, services: ServicesDep, request: Request
) -> FoodPreviewView:
    """Say what importing the file would do; nothing is stored."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        fields = upload.form(FoodPreviewFields)
        found = await anyio.to_thread.run_sync(
            _preview, services, principal.user_id, upload, fields.unit
        )
    return FoodPreviewView.model_validate(
        {
            **{name: getattr(found, name) for name in _COPIED},
            "error_count": len(found.errors),
            "errors": found.errors[:SHOWN_ERRORS],
        }
    )


@router.post(
    "/food-log",
    operation_id="import_food_log",
    summary="Import a food log",
    openapi_extra=multipart_body({"unit": UNIT, "skip_errors": SKIP_ERRORS}, limit=LIMIT),
)
async def run_import(
    principal: PrincipalDep, services: ServicesDep, request: Request
) -> FoodImportView:
    """Store the meals and weigh-ins that are not there yet; needs the consent `nutrition`."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        fields = upload.form(FoodImportFields)
        report = await anyio.to_thread.run_sync(
            _import, services, principal.user_id, upload, fields
        )
    return FoodImportView(
        source=report.preview.source,
        meals=report.preview.meals,
        added=report.meals_added,
        replaced=report.meals_replaced,
        removed=report.meals_removed,
        unchanged=report.preview.unchanged,
        weigh_ins_added=report.weigh_ins_added,
        error_count=len(report.preview.errors),
    )


@router.post(
    "/fitholic",
    operation_id="import_own_export",
    summary="Import an export of ours",
    openapi_extra=multipart_body({}, limit=LIMIT),
)
async def run_own_import(
    principal: PrincipalDep, services: ServicesDep, request: Request
) -> OwnImportView:
    """Add what the athlete does not have; what is there stays, consents are never taken over."""
    limit = services.settings.limits.import_bytes
    async with received(request, limit_bytes=limit) as upload:
        upload.form(OwnImportFields)
        report = await anyio.to_thread.run_sync(_restore, services, principal.user_id, upload)
    return OwnImportView(
        added=report.added,
        kept=report.kept,
        sections=tuple(
            SectionView(name=each.name, added=each.added, kept=each.kept)
            for each in report.sections
            if each.added or each.kept
        ),
        left_out=dict(report.left_out),
    )


def _parsed(
    services: Services, user_id: UserId, upload: Upload, unit: MassUnit | None
) -> tuple[ParsedFoodLog, ZoneInfo]:
    with services.store.read_only() as uow:
        zone = uow.profiles.get(user_id).time_zone
    log = read_food_log(content_of(upload), Reading(unit, zone, datetime.now(UTC)))
    return log, ZoneInfo(zone)


def _preview(
    services: Services, user_id: UserId, upload: Upload, unit: MassUnit | None
) -> FoodLogPreview:
    log, zone = _parsed(services, user_id, upload, unit)
    with services.store.read_only() as uow:
        return preview_food_log(uow, user_id, log, zone)


def _import(
    services: Services, user_id: UserId, upload: Upload, fields: FoodImportFields
) -> FoodLogReport:
    log, _ = _parsed(services, user_id, upload, fields.unit)
    if not fields.skip_errors:
        require_agreement(log.errors, log.rows)
    stamp = stamp_of(upload)
    with services.store.unit_of_work() as uow:
        return store_food_log(uow, user_id, log, stamp)


def _restore(services: Services, user_id: UserId, upload: Upload) -> RestoreReport:
    found = read_own_export(content_of(upload).whole())
    with services.store.unit_of_work() as uow:
        if found.holds_nutrition:
            require_consent(uow, user_id, ConsentPurpose.NUTRITION)
        return restore(uow.connection, user_id, found, now=datetime.now(UTC))


_COPIED = tuple(FoodPreviewView.model_fields.keys() - {"error_count", "errors"})
