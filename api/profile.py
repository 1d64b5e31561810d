"""The athlete's profile: what plans, units and safety answers are cut to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import available_timezones

from fastapi import APIRouter
from pydantic import AfterValidator, Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import Body, Day, Name, Number, Slug, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts.commands import save_profile
from coach.accounts.model import UNKNOWN_COUNTRY, Activity, Experience, Goal, Profile, Sex
from coach.accounts.queries import profile_of
from coach.units import MassUnit

router = APIRouter(prefix="/v1/profile", tags=["profile"], responses=PROBLEMS)


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        msg = "not an IANA time zone, such as Europe/Berlin"
        raise ValueError(msg)
    return name


def _born(day: date) -> date:
    if day > datetime.now(UTC).date():
        msg = "not in the future"
        raise ValueError(msg)
    return day


BirthDate = Annotated[Day, AfterValidator(_born)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
TimeZone = Annotated[
    str, StringConstraints(min_length=1, max_length=64), AfterValidator(_time_zone)
]
Language = Annotated[
    str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
]
HeightCm = Annotated[Number, Field(ge=50, le=272, max_digits=5, decimal_places=2)]
StepKg = Annotated[Number, Field(gt=0, le=50, max_digits=5, decimal_places=3)]
Equipment = Annotated[tuple[Name, ...], Field(max_length=50)]
Screening = Annotated[dict[Slug, bool], Field(max_length=50)]


class ProfileBody(Body):
    """A whole profile; what is left out falls back to its default."""

    mass_unit: MassUnit = Field(default=MassUnit.KG, description="The unit loads are read in.")
    country: Country = Field(
        default=UNKNOWN_COUNTRY,
        description="ISO 3166-1 alpha-2; `ZZ` when not told.",
        examples=["DE"],
    )
    time_zone: TimeZone = Field(
        default="UTC",
        description="IANA name; days and weeks are cut in this zone.",
        examples=["Europe/Berlin"],
    )
    language: Language = Field(default="en", description="BCP 47.")
    sex: Sex | None = Field(default=None, description="As the energy formulas use it.")
    birth_date: BirthDate | None = Field(default=None, examples=["1994-05-17"])
    height_cm: HeightCm | None = Field(default=None, examples=[178])
    goal: Goal | None = None
    experience: Experience | None = None
    activity: Activity | None = None
    days_per_week: int | None = Field(default=None, ge=1, le=7)
    minutes_per_session: int | None = Field(default=None, ge=10, le=300)
    equipment: Equipment = Field(default=(), examples=[["barbell", "rack"]])
    diet: Name | None = Field(default=None, examples=["vegetarian"])
    plate_step_kg: StepKg = Field(
        default=Decimal("2.5"), description="Smallest change of a barbell's load, in kilograms."
    )
    dumbbell_step_kg: StepKg = Field(
        default=Decimal(2), description="Difference between neighbouring dumbbells, in kilograms."
    )
    screening: Screening = Field(
        default_factory=dict[str, bool],
        description="Answers to the pre-exercise questions by question id.",
    )


class ProfileChange(Body):
    """The fields to change; what is left out stays."""

    mass_unit: MassUnit | None = None
    country: Country | None = None
    time_zone: TimeZone | None = None
    language: Language | None = None
    sex: Sex | None = None
    birth_date: BirthDate | None = None
    height_cm: HeightCm | None = None
    goal: Goal | None = None
    experience: Experience | None = None
    activity: Activity | None = None
    days_per_week: int | None = Field(default=None, ge=1, le=7)
    minutes_per_session: int | None = Field(default=None, ge=10, le=300)
    equipment: Equipment | None = None
    diet: Name | None = None
    plate_step_kg: StepKg | None = None
    dumbbell_step_kg: StepKg | None = None
    screening: Screening | None = None


NULLABLE = frozenset({
    "sex", "birth_date", "height_cm", "goal", "experience", "activity",
    "days_per_week", "minutes_per_session", "diet",
})  # fmt: skip
"""Fields that a null clears; on the others a null changes nothing."""


class ProfileView(View):
    """The stored profile; null means not told."""

    mass_unit: MassUnit
    country: str
    time_zone: str
    language: str
    sex: Sex | None
    birth_date: Day | None
    height_cm: Number | None
    goal: Goal | None
    experience: Experience | None
    activity: Activity | None
    days_per_week: int | None
    minutes_per_session: int | None
    equipment: tuple[str, ...]
    diet: str | None
    plate_step_kg: Number
    dumbbell_step_kg: Number
    screening: dict[str, bool]


@router.get("", operation_id="get_profile", summary="Read the profile")
def get_profile(principal: PrincipalDep, services: ServicesDep) -> ProfileView:
    """Return the profile, with defaults where nothing was told."""
    with services.store.read_only() as uow:
        return ProfileView.model_validate(profile_of(uow, principal.user_id))


@router.put("", operation_id="put_profile", summary="Replace the profile")
def put_profile(principal: PrincipalDep, services: ServicesDep, body: ProfileBody) -> ProfileView:
    """Replace the whole profile."""
    profile = Profile(user_id=principal.user_id, **dict(body))
    with services.store.unit_of_work() as uow:
        save_profile(uow, profile)
    return ProfileView.model_validate(profile)


@router.patch("", operation_id="change_profile", summary="Change some fields of the profile")
def change_profile(
    principal: PrincipalDep, services: ServicesDep, body: ProfileChange
) -> ProfileView:
    """Change the fields that were sent; a null clears a fact that may be untold."""
    with services.store.unit_of_work() as uow:
        profile = changed(profile_of(uow, principal.user_id), body)
        save_profile(uow, profile)
    return ProfileView.model_validate(profile)


def changed(profile: Profile, body: ProfileChange) -> Profile:
    """Return the profile with the fields that were sent; a null clears what may be untold."""
    changes = {
        name: getattr(body, name)
        for name in body.model_fields_set
        if name in NULLABLE or getattr(body, name) is not None
    }
    return replace(profile, **changes)
