"""What a programme is asked for over HTTP and on the command line, filled up from the profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from api.fields import Body, Day, ExerciseKey, LoadKg, Number
from coach.accounts.model import Experience, Profile
from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import InvalidInput
from coach.identity import ExerciseId, UserId
from coach.training.commands.programmes import (
    Kept,
    Order,
    plan_programme,
    resume,
    revise,
    save_programme,
)
from coach.training.model import Equipment, Programme, Region
from coach.training.ports import TrainingUnitOfWork
from coach.training.queries.programmes import recent_log, standing_of
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import (
    MAX_DAYS,
    Aim,
    Fixture,
    Injury,
    Kit,
    PlatePair,
    ProgrammeRequest,
    RecentLog,
    Severity,
    TrainingAge,
)
from coach.training.rules.programme.revisions import (
    Budget,
    Deload,
    MissedWeek,
    NewInjury,
    NextBlock,
    Revision,
    ShortWeek,
    Swap,
    Travel,
)
from tools.programme_request import AGES, AIMS, kit_of_profile

Kilograms = Annotated[Number, Field(gt=0, le=200)]
Key = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]
Muscle = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]


class PlateBody(Body):
    """Plates of one mass."""

    plate_kg: Kilograms
    pairs: int = Field(ge=1, le=20)


class KitBody(Body):
    """What can be used and loaded; body weight is always there."""

    equipment: tuple[Equipment, ...] = Field(max_length=8, examples=[["dumbbell", "band"]])
    fixtures: tuple[Fixture, ...] = Field(default=(), max_length=4)
    bar_kg: Kilograms | None = None
    plate_step_kg: Kilograms | None = None
    plates: tuple[PlateBody, ...] = Field(default=(), max_length=12)
    dumbbell_step_kg: Kilograms | None = None
    dumbbell_max_kg: Kilograms | None = None
    kettlebells_kg: tuple[LoadKg, ...] | None = Field(default=None, max_length=20)
    stack_step_kg: Kilograms | None = None


class InjuryBody(Body):
    """A region that hurts and what it rules out."""

    region: Region
    severity: Severity = Severity.AVOID


class BuildBody(Body):
    """What to build; what is left out comes from the profile and the log."""

    aim: Aim | None = None
    age: TrainingAge | None = None
    days: int | None = Field(default=None, description="Training days a week, 1 to 7.")
    minutes: int | None = Field(default=None, description="Length of a session, from 15.")
    kit: KitBody | None = None
    injuries: tuple[InjuryBody, ...] = Field(default=(), max_length=9)
    liked: tuple[ExerciseKey, ...] = Field(default=(), max_length=50)
    disliked: tuple[ExerciseKey, ...] = Field(default=(), max_length=200)
    priorities: tuple[Muscle, ...] = Field(default=(), max_length=5)
    meet_in_weeks: int | None = None
    use_log: bool = Field(default=True, description="Start from the loads and sets of the log.")
    save: bool = Field(default=False, description="Store it as the active programme.")
    key: Key | None = Field(default=None, description="The same key stores one programme.")


class MissedWeekBody(Body):
    """Nothing was trained."""

    kind: Literal["missed_week"]
    weeks: int = Field(default=1, ge=1, le=520)


class ShortWeekBody(Body):
    """Fewer days this week, or shorter sessions."""

    kind: Literal["short_week"]
    days: int | None = None
    minutes: int | None = None


class TravelBody(Body):
    """Other equipment until a day."""

    kind: Literal["travel"]
    kit: KitBody
    until: Day
    days: int | None = None
    minutes: int | None = None


class InjuredBody(Body):
    """A region hurts."""

    kind: Literal["injury"]
    region: Region
    severity: Severity = Severity.AVOID


class SwapBody(Body):
    """Another exercise in the place of one."""

    kind: Literal["swap"]
    out: ExerciseKey
    into: ExerciseKey | None = None


class DeloadBody(Body):
    """An easy week now."""

    kind: Literal["deload"]


class BudgetBody(Body):
    """Other days or minutes from now on."""

    kind: Literal["budget"]
    days: int | None = None
    minutes: int | None = None


class NextBlockBody(Body):
    """A new block from the newest log."""

    kind: Literal["next_block"]


class ResumeBody(Body):
    """Back from a short week or a trip."""

    kind: Literal["resume"]


RevisionBody = (
    MissedWeekBody
    | ShortWeekBody
    | TravelBody
    | InjuredBody
    | SwapBody
    | DeloadBody
    | BudgetBody
    | NextBlockBody
    | ResumeBody
)


class ReviseBody(Body):
    """What happened to a programme."""

    revision: RevisionBody = Field(discriminator="kind")
    key: Key | None = Field(default=None, description="The same key revises once.")


class DeskUnitOfWork(AccountsUnitOfWork, TrainingUnitOfWork, Protocol):
    """A transaction that reaches the profile and the programmes."""


def build_by(
    uow: DeskUnitOfWork, user_id: UserId, body: BuildBody, *, now: datetime
) -> tuple[Programme | None, ProgrammePlan]:
    """Build a programme as a body asks, and store it if the body says so.

    Raises:
        InvalidInput: As `request_of` and `plan_programme`.
    """
    profile = uow.profiles.get(user_id)
    log = log_of(uow, profile, now) if body.use_log else RecentLog()
    plan = plan_programme(uow, user_id, request_of(body, profile, log))
    if not body.save:
        return None, plan
    kept = save_programme(uow, user_id, plan, now=now, key=body.key)
    return kept.programme, kept.plan


def revise_by(
    uow: DeskUnitOfWork, user_id: UserId, programme_id: UUID, body: ReviseBody, *, now: datetime
) -> Kept:
    """Revise a programme as a body asks.

    Raises:
        NotFound: The athlete has no such programme.
        InvalidInput: As `revise` and `resume`.
    """
    profile = uow.profiles.get(user_id)
    log = log_of(uow, profile, now)
    revision = revision_of(body.revision, profile, log)
    programme = uow.programmes.get(user_id, programme_id)
    days = max((each.day for each in programme.prescriptions), default=1)
    usual = request_of(BuildBody(days=min(days, MAX_DAYS)), profile, log)
    if revision is None:
        return resume(uow, user_id, programme_id, now=now, key=body.key, usual=usual)
    week = standing_of(uow, user_id, programme, now=now).week
    typed = uow.programmes.plan(user_id, programme_id) is None
    order = Order(revision, week, body.key, usual if typed else None)
    return revise(uow, user_id, programme_id, order, now=now)


def log_of(uow: TrainingUnitOfWork, profile: Profile, now: datetime) -> RecentLog:
    """Return what the athlete's log gives a programme."""
    return recent_log(uow, profile.user_id, now=now, zone=ZoneInfo(profile.time_zone))


def request_of(body: BuildBody, profile: Profile, log: RecentLog) -> ProgrammeRequest:
    """Return the request that a body and the profile make together.

    Raises:
        InvalidInput: The days are named nowhere (code `days_needed`).
    """
    days = profile.days_per_week if body.days is None else body.days
    if days is None:
        raise InvalidInput(
            "how many days a week is not known.",
            way_out="Give the days, or set them in the profile.",
            code="days_needed",
        )
    minutes = profile.minutes_per_session if body.minutes is None else body.minutes
    return ProgrammeRequest(
        aim=body.aim or (Aim.FITNESS if profile.goal is None else AIMS[profile.goal]),
        age=body.age or AGES[profile.experience or Experience.NOVICE],
        days=days,
        minutes=60 if minutes is None else minutes,
        kit=kit_of(body.kit, profile),
        injuries=tuple(Injury(each.region, each.severity) for each in body.injuries),
        liked=tuple(map(ExerciseId, body.liked)),
        disliked=tuple(map(ExerciseId, body.disliked)),
        priorities=body.priorities,
        log=log,
        meet_in_weeks=body.meet_in_weeks,
    )


def kit_of(body: KitBody | None, profile: Profile) -> Kit:
    """Return the kit of a body; without one that of the profile, or a full gym."""
    usual = kit_of_profile(profile)
    if body is None:
        return usual
    given = body.model_dump(
        include={"bar_kg", "plate_step_kg", "dumbbell_step_kg", "dumbbell_max_kg", "stack_step_kg"},
        exclude_none=True,
    )
    return replace(
        usual,
        equipment=body.equipment,
        fixtures=body.fixtures,
        plates=tuple(PlatePair(each.plate_kg, each.pairs) for each in body.plates),
        kettlebells_kg=usual.kettlebells_kg if body.kettlebells_kg is None else body.kettlebells_kg,
        **given,
    )


def revision_of(body: RevisionBody, profile: Profile, log: RecentLog) -> Revision | None:
    """Return the revision a body asks for; None for going back to the programme before."""
    match body:
        case MissedWeekBody():
            return MissedWeek(body.weeks)
        case ShortWeekBody():
            return ShortWeek(body.days, body.minutes)
        case TravelBody():
            return Travel(kit_of(body.kit, profile), body.until, body.days, body.minutes)
        case InjuredBody():
            return NewInjury(Injury(body.region, body.severity))
        case SwapBody():
            return Swap(ExerciseId(body.out), None if body.into is None else ExerciseId(body.into))
        case DeloadBody():
            return Deload()
        case BudgetBody():
            return Budget(body.days, body.minutes)
        case NextBlockBody():
            return NextBlock(log)
        case ResumeBody():
            return None
