"""The value types that request and response models share: bounded text, numbers and moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, TypeVar, cast

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from coach.errors import InvalidInput, NotFound
from coach.identity import ExerciseId, UserId
from coach.training.model import MAX_LOAD_KG
from coach.training.ports import TrainingUnitOfWork

NO_NUL = r"^[^\u0000]*$"
"""PostgreSQL's text cannot hold U+0000; everything else may be said."""

NUMBER = re.compile(r"\s*[+-]?[\d.]+\s*")
FIRST_YEAR = 1900
LAST_YEAR = 2200

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=NO_NUL, strip_whitespace=True)
]
"""A short text that must say something."""
Words = Annotated[str, StringConstraints(max_length=4_000, pattern=NO_NUL)]
"""Free text, possibly empty."""
Slug = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
"""A name of ours: lower case, digits and underscores."""
ExerciseKey = Annotated[
    str, StringConstraints(min_length=1, max_length=128, pattern=r"^[a-z0-9][a-z0-9_:.\-]*$")
]
"""An exercise id: a slug of the catalogue or `custom:<uuid>`."""


def _within_years(value: datetime) -> datetime:
    if not FIRST_YEAR < value.year < LAST_YEAR:
        msg = f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}"
        raise ValueError(msg)
    return value.astimezone(UTC)


def _day_within_years(value: date) -> date:
    if not FIRST_YEAR < value.year < LAST_YEAR:
        msg = f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}"
        raise ValueError(msg)
    return value


def _no_count_of_seconds(value: object) -> object:
    """Refuse a bare number, which pydantic takes for seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value)):
        msg = "must be written as in ISO 8601, such as 2026-11-23"
        raise ValueError(msg)
    return value


Moment = Annotated[
    AwareDatetime, BeforeValidator(_no_count_of_seconds), AfterValidator(_within_years)
]
"""A point in time with its offset, kept in UTC; a year from 1901 to 2199."""
Day = Annotated[date, BeforeValidator(_no_count_of_seconds), AfterValidator(_day_within_years)]
"""A calendar day; a year from 1901 to 2199."""

Number = Annotated[
    Decimal,
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number"}, mode="serialization"),
]
"""A decimal that is written to JSON as a number."""
LoadKg = Annotated[Number, Field(ge=0, le=MAX_LOAD_KG, max_digits=8, decimal_places=3)]
"""Kilograms of external load."""
Rpe = Annotated[Number, Field(ge=1, le=10, multiple_of=0.5)]
"""Rating of perceived exertion, 1 to 10 in halves."""


class Body(BaseModel):
    """A request body: unknown fields are refused, so that a typing error is not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_truth_for_a_number(cls, sent: object) -> object:
        """Refuse true where a whole number belongs, which pydantic takes for 1."""
        body = sent
        values = cast("dict[str, object]", body) if isinstance(body, dict) else {}
        for name, field in cls.model_fields.items():
            kind = cast("object", field.annotation)
            if isinstance(values.get(name), bool) and kind in (int, int | None):
                msg = f"{name} must be a number, not true or false"
                raise ValueError(msg)
        return sent


class View(BaseModel):
    """A response body, read from a domain object by attribute names."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


V = TypeVar("V", bound=View)


def known_exercises(uow: TrainingUnitOfWork, user_id: UserId, ids: set[ExerciseId]) -> None:
    """Check that the athlete may use each exercise.

    Raises:
        InvalidInput: One of them is neither in the catalogue nor the athlete's own.
    """
    for exercise_id in sorted(ids):
        try:
            uow.exercises.get(user_id, exercise_id)
        except NotFound as exc:
            raise InvalidInput(
                f"unknown exercise {exercise_id!r}.",
                way_out="GET /v1/exercises?query=... lists the ids that can be used.",
                code="unknown_exercise",
            ) from exc
