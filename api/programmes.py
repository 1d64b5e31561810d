"""Programmes: plans of which at most one is active."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field, model_validator

from api.auth import PrincipalDep
from api.fields import Body, ExerciseKey, LoadKg, Name, Number, Rpe, View, Words, known_exercises
from api.problems import PROBLEMS
from api.programme_requests import BuildBody, ReviseBody, build_by, kit_of, revise_by
from api.programme_views import BuiltProgramme, NextSessionView, built
from api.services import ServicesDep
from coach.errors import NotFound
from coach.identity import ExerciseId, new_uuid
from coach.training.model import Prescription, Programme, ProgressionScheme
from coach.training.queries.programmes import next_session

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], responses=PROBLEMS)


class PrescriptionBody(Body):
    """What the plan asks for on one exercise of one day."""

    day: int = Field(ge=1, le=14, description="Training day within the week, from 1.")
    exercise_id: ExerciseKey = Field(examples=["back_squat"])
    sets: int = Field(ge=1, le=20, examples=[3])
    reps_low: int = Field(ge=1, le=100, examples=[5])
    reps_high: int = Field(ge=1, le=100, examples=[5])
    scheme: ProgressionScheme = ProgressionScheme.LINEAR
    load_kg: LoadKg | None = Field(default=None, examples=[100])
    target_rpe: Rpe | None = None
    increment_kg: Annotated[Number, Field(gt=0, le=50)] | None = Field(default=None, examples=[2.5])
    rest_s: int | None = Field(default=None, ge=0, le=1_800)

    @model_validator(mode="after")
    def _range_is_in_order(self) -> Self:
        if self.reps_low > self.reps_high:
            msg = "reps_low must not be above reps_high"
            raise ValueError(msg)
        return self


class ProgrammeBody(Body):
    """A plan to store."""

    name: Name = Field(examples=["Three days, full body"])
    active: bool = Field(default=True, description="An active plan retires the one before.")
    reason: Words = ""
    prescriptions: tuple[PrescriptionBody, ...] = Field(min_length=1, max_length=150)


class PrescriptionView(View):
    """One stored prescription."""

    day: int
    position: int
    exercise_id: str
    sets: int
    reps_low: int
    reps_high: int
    scheme: ProgressionScheme
    load_kg: Number | None
    target_rpe: Number | None
    increment_kg: Number | None
    rest_s: int | None
    reason: str


class ProgrammeView(View):
    """One stored plan."""

    id: UUID
    name: str
    created_at: datetime
    active: bool
    reason: str
    predecessor_id: UUID | None
    prescriptions: tuple[PrescriptionView, ...]


class Programmes(View):
    """Plans, newest first."""

    programmes: tuple[ProgrammeView, ...]


@router.get("", operation_id="list_programmes", summary="List programmes, newest first")
def list_programmes(principal: PrincipalDep, services: ServicesDep) -> Programmes:
    """Return every programme."""
    with services.store.read_only() as uow:
        found = uow.programmes.list(principal.user_id)
    return Programmes(programmes=tuple(ProgrammeView.model_validate(one) for one in found))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    operation_id="add_programme",
    summary="Store a programme",
)
def add_programme(
    principal: PrincipalDep, services: ServicesDep, body: ProgrammeBody
) -> ProgrammeView:
    """Store one programme; prescriptions keep the order sent."""
    programme = Programme(
        id=new_uuid(),
        user_id=principal.user_id,
        name=body.name,
        created_at=datetime.now(UTC),
        active=body.active,
        reason=body.reason,
        prescriptions=tuple(
            _prescription(position, one) for position, one in enumerate(body.prescriptions)
        ),
    )
    with services.store.unit_of_work() as uow:
        known_exercises(
            uow, principal.user_id, {one.exercise_id for one in programme.prescriptions}
        )
        uow.programmes.put(programme)
    return ProgrammeView.model_validate(programme)


@router.delete(
    "/{programme_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_programme",
    summary="Delete one programme",
)
def delete_programme(principal: PrincipalDep, services: ServicesDep, programme_id: UUID) -> None:
    """Delete one programme."""
    with services.store.unit_of_work() as uow:
        uow.programmes.delete(principal.user_id, programme_id)


@router.post("/build", operation_id="build_programme", summary="Build a programme")
def build(principal: PrincipalDep, services: ServicesDep, body: BuildBody) -> BuiltProgramme:
    """Return a programme built for the athlete; stored as the active one if `save` is true."""
    with services.store.unit_of_work() as uow:
        programme, plan = build_by(uow, principal.user_id, body, now=datetime.now(UTC))
    return built(programme, plan)


@router.get("/next", operation_id="next_session", summary="Say the next session")
def get_next_session(principal: PrincipalDep, services: ServicesDep) -> NextSessionView:
    """Return the next session of the active programme."""
    now, user_id = datetime.now(UTC), principal.user_id
    with services.store.read_only() as uow:
        profile = uow.profiles.get(user_id)
        kit, novice = kit_of(None, profile), profile.takes_novice_steps
        found = next_session(uow, user_id, now=now, kit=kit, novice=novice)
    if found is None:
        raise NotFound(
            "no programme is active.", way_out="Build one first.", code="programme_not_found"
        )
    return NextSessionView.model_validate(found)


@router.get("/{programme_id}/plan", operation_id="get_programme_plan", summary="Return a plan")
def get_plan(principal: PrincipalDep, services: ServicesDep, programme_id: UUID) -> BuiltProgramme:
    """Return the whole plan of a programme that was built."""
    with services.store.read_only() as uow:
        programme = uow.programmes.get(principal.user_id, programme_id)
        plan = uow.programmes.plan(principal.user_id, programme_id)
    if plan is None:
        raise NotFound(
            f"{programme.name} was typed in and has no plan.",
            way_out="Its prescriptions are listed by GET /v1/programmes.",
            code="plan_not_found",
        )
    return built(programme, plan)


@router.post(
    "/{programme_id}/revise", operation_id="revise_programme", summary="Revise a programme"
)
def revise_one(
    principal: PrincipalDep, services: ServicesDep, programme_id: UUID, body: ReviseBody
) -> BuiltProgramme:
    """Store the successor of a programme as the active one, and say what changed and why."""
    with services.store.unit_of_work() as uow:
        kept = revise_by(uow, principal.user_id, programme_id, body, now=datetime.now(UTC))
    return built(kept.programme, kept.plan)


def _prescription(position: int, body: PrescriptionBody) -> Prescription:
    return Prescription(
        day=body.day,
        position=position,
        exercise_id=ExerciseId(body.exercise_id),
        sets=body.sets,
        reps_low=body.reps_low,
        reps_high=body.reps_high,
        scheme=body.scheme,
        load_kg=body.load_kg,
        target_rpe=body.target_rpe,
        increment_kg=body.increment_kg,
        rest_s=body.rest_s,
    )
