"""The audit of the athlete's training log."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter

from api.auth import PrincipalDep
from api.fields import Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.training.queries.audit import Athlete, audit_log
from coach.units import MassUnit

router = APIRouter(prefix="/v1/audit", tags=["audit"], responses=PROBLEMS)


class FigureView(View):
    """One number or day of a sentence, and where it comes from."""

    value: Number | date
    unit: str | None
    source: str
    rows: tuple[str, ...]


class RemarkView(View):
    """One or two sentences with their figures."""

    text: str
    figures: tuple[FigureView, ...]


class SectionView(View):
    """Remarks on one subject."""

    name: str
    title: str
    remarks: tuple[RemarkView, ...]


class LiftCurveView(View):
    """What the chart of one lift shows, in the athlete's unit."""

    exercise: str
    measure: str
    days: tuple[date, ...]
    values: tuple[float, ...]
    confident: tuple[bool, ...]
    line: tuple[tuple[date, float, float, float], ...]


class WeekColumnView(View):
    """Workouts and sets by muscle of one week."""

    monday: date
    workouts: int
    sets_by_muscle: dict[str, float]


class AuditView(View):
    """What a log says on the day it is read."""

    as_of: date
    unit: MassUnit
    sections: tuple[SectionView, ...]
    next_steps: tuple[RemarkView, ...]
    lifts: tuple[LiftCurveView, ...]
    weeks: tuple[WeekColumnView, ...]


@router.get("", operation_id="get_audit", summary="Audit the training log")
def get_audit(principal: PrincipalDep, services: ServicesDep) -> AuditView:
    """Return span, trends, records, volume, gaps and next steps, each figure with its source."""
    with services.store.read_only() as uow:
        profile = uow.profiles.get(principal.user_id)
        athlete = Athlete(
            principal.user_id, datetime.now(UTC), ZoneInfo(profile.time_zone), profile.mass_unit
        )
        found = audit_log(uow, athlete)
    return AuditView.model_validate(found)
