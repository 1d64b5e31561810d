"""Builds, saves and revises programmes; the same key does it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from coach.errors import InvalidInput, NotFound
from coach.identity import UserId, new_uuid
from coach.training.model import Programme
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.programme.adopt import adopted, up_to_date
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import ProgrammeRequest
from coach.training.rules.programme.revise import Moment, resume_programme, revise_programme
from coach.training.rules.programme.revisions import Revision
from coach.training.rules.programme.session import prescriptions_of, with_ids_of

NAMESPACE = UUID("a3a6c2a7-5b1f-4a0e-8a57-6c1b6f3ad0c4")
"""Seed of the ids of programmes that carry an idempotency key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored programme with its plan."""

    programme: Programme
    plan: ProgrammePlan


@dataclass(frozen=True, slots=True)
class Order:
    """What happened to a programme, and where it stands."""

    revision: Revision
    week: int
    """Week it is in, from 1, as `standing_of` tells."""
    key: str | None = None
    """Idempotency key: the same key revises once."""
    usual: ProgrammeRequest | None = None
    """What the athlete is known to want; by it a programme that was typed in is read as a plan."""


def plan_programme(
    uow: TrainingUnitOfWork, user_id: UserId, request: ProgrammeRequest
) -> ProgrammePlan:
    """Return the programme for a request; nothing is stored.

    Raises:
        InvalidInput: As `build_programme`.
    """
    return build_programme(request, uow.exercises.list(user_id))


def save_programme(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    plan: ProgrammePlan,
    *,
    now: datetime,
    key: str | None = None,
    predecessor_id: UUID | None = None,
) -> Kept:
    """Store a plan as the active programme; a repeated key returns what was stored first."""
    programme_id = new_uuid() if key is None else uuid5(NAMESPACE, f"{user_id}:{key}")
    stored = _stored(uow, user_id, programme_id)
    if stored is not None:
        return stored
    programme = Programme(
        id=programme_id,
        user_id=user_id,
        name=plan.name,
        created_at=now,
        active=True,
        prescriptions=prescriptions_of(plan, 1),
        reason=plan.revision or plan.statements[0],
        predecessor_id=predecessor_id,
    )
    uow.programmes.put(programme)
    uow.programmes.keep_plan(user_id, programme_id, plan)
    return Kept(programme, plan)


def _stored(uow: TrainingUnitOfWork, user_id: UserId, programme_id: UUID) -> Kept | None:
    try:
        programme = uow.programmes.get(user_id, programme_id)
    except NotFound:
        return None
    plan = uow.programmes.plan(user_id, programme_id)
    return None if plan is None else Kept(programme, plan)


def revise(
    uow: TrainingUnitOfWork, user_id: UserId, programme_id: UUID, order: Order, *, now: datetime
) -> Kept:
    """Store the successor of a programme as the active one; the one before is kept.

    Raises:
        NotFound: The athlete has no such programme.
        InvalidInput: As `revise_programme`, or the programme was typed in and nothing says how to
            read it (code `no_plan`).
    """
    done = _done(uow, user_id, order.key)
    if done is not None:
        return done
    plan = _kept(uow, user_id, programme_id, order.usual).plan
    if order.usual is not None:
        plan = up_to_date(plan, order.usual)
    week = min(order.week, len(plan.weeks) + 1)
    catalogue = uow.exercises.list(user_id)
    successor = revise_programme(plan, order.revision, catalogue, Moment(week, now.date()))
    return save_programme(
        uow, user_id, successor, now=now, key=order.key, predecessor_id=programme_id
    )


def resume(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    programme_id: UUID,
    *,
    now: datetime,
    key: str | None = None,
    usual: ProgrammeRequest | None = None,
) -> Kept:
    """Go back from a temporary programme to the one before it, where that stopped.

    Raises:
        NotFound: The athlete has no such programme, or the one before was deleted.
        InvalidInput: The programme is not temporary (code `not_temporary`).
    """
    done = _done(uow, user_id, key)
    if done is not None:
        return done
    kept = _kept(uow, user_id, programme_id, usual)
    origin, temporary = kept.programme, kept.plan
    plan = temporary
    while plan.until is not None and origin.predecessor_id is not None:
        origin = uow.programmes.get(user_id, origin.predecessor_id)
        plan = _kept(uow, user_id, origin.id, usual).plan
    if temporary.until is None or plan.until is not None:
        raise InvalidInput(
            f"{kept.programme.name} is no temporary programme.",
            way_out="Only a short week or a trip is gone back from.",
            code="not_temporary",
        )
    moment = Moment(temporary.resumes_week or 1, now.date())
    successor = resume_programme(plan, temporary, uow.exercises.list(user_id), moment)
    return save_programme(uow, user_id, successor, now=now, key=key, predecessor_id=programme_id)


def _done(uow: TrainingUnitOfWork, user_id: UserId, key: str | None) -> Kept | None:
    return None if key is None else _stored(uow, user_id, uuid5(NAMESPACE, f"{user_id}:{key}"))


def _kept(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    programme_id: UUID,
    usual: ProgrammeRequest | None,
) -> Kept:
    programme = uow.programmes.get(user_id, programme_id)
    plan = uow.programmes.plan(user_id, programme_id)
    if plan is None and usual is not None:
        return Kept(programme, adopted(programme, usual, uow.exercises.list(user_id)))
    if plan is None:
        raise InvalidInput(
            f"{programme.name} was typed in, so nothing is known of why it is as it is.",
            way_out="Build a programme first, or store a changed one.",
            code="no_plan",
        )
    return Kept(programme, with_ids_of(plan, programme.prescriptions))
