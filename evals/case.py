"""Cases: an athlete to seed, turns to send, and what each reply must show."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from coach.errors import InvalidInput


class _Strict(BaseModel):
    """Unknown keys are errors: a misspelt expectation would pass for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as exc:
        raise ValueError(f"pattern {pattern!r} is no regular expression: {exc}") from exc
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class ProfileFixture(_Strict):
    """What the athlete has told about themselves."""

    sex: Literal["m", "f"] | None = None
    birth_date: date | None = None
    height_cm: Decimal | None = None
    weight_kg: Decimal | None = None
    """Stored as a weigh-in on the day of the case."""
    units: Literal["kg", "lb"] = "kg"
    country: str = "ZZ"
    time_zone: str = "UTC"
    goal: Literal["strength", "hypertrophy", "fat_loss", "endurance", "health"] | None = None
    experience: Literal["novice", "intermediate", "advanced"] | None = None
    activity: Literal["sedentary", "light", "moderate", "high", "very_high"] | None = None
    days_per_week: int | None = None
    dumbbell_step_kg: Decimal = Decimal(2)


class SetFixture(_Strict):
    """One performed set."""

    kg: Decimal | None = None
    reps: int
    rpe: Decimal | None = None
    warmup: bool = False


class WorkoutFixture(_Strict):
    """One exercise on one day."""

    date: date
    exercise: str
    sets: tuple[SetFixture, ...]
    notes: str = ""


class PrescriptionFixture(_Strict):
    """One line of the active programme."""

    exercise: str
    sets: int
    rep_range: tuple[int, int]
    scheme: Literal["linear", "double_progression", "rpe"]
    increment_kg: Decimal | None = None


class BodyWeightFixture(_Strict):
    """One weigh-in."""

    date: date
    kg: Decimal


class RepFixture(_Strict):
    """The metrics of one repetition, by their names in docs/reference/metrics.md."""

    metrics: dict[str, float]


class FormFixture(_Strict):
    """One analysed video."""

    exercise: str
    view: Literal["side", "oblique", "front", "back", "unknown"]
    reps: tuple[RepFixture, ...]
    band: float = 8.0
    """Half width of the error band of every metric in degrees, as the analysis would state it."""
    not_assessable: dict[str, str] = Field(default_factory=dict)
    """Metric to reason."""


class Fixture(_Strict):
    """The athlete before the first turn."""

    now: datetime = datetime.fromisoformat("2026-10-25T18:00:00+00:00")
    profile: ProfileFixture = ProfileFixture()
    programme: tuple[PrescriptionFixture, ...] = ()
    workouts: tuple[WorkoutFixture, ...] = ()
    body_weights: tuple[BodyWeightFixture, ...] = ()
    memories: tuple[str, ...] = ()
    form_analyses: tuple[FormFixture, ...] = ()


class Must(_Strict):
    """A fact the reply has to state: at least one pattern matches, case-insensitive."""

    fact: str
    any_of: tuple[Pattern, ...]


class MustNot(_Strict):
    """A claim the reply must not make."""

    claim: str
    patterns: tuple[Pattern, ...]


class Tools(_Strict):
    """Which tools the turn has to call, in any order, and which it may not."""

    expected: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class Limits(_Strict):
    """How long a reply may be and how much it may ask."""

    max_words: int | None = None
    max_questions: int | None = None


class Expectation(_Strict):
    """What one reply must show."""

    agent: Literal["planner", "form_critic", "nutrition"] | None = None
    tools: Tools = Tools()
    must: tuple[Must, ...] = ()
    must_not: tuple[MustNot, ...] = ()
    numbers_grounded: bool = True
    limits: Limits = Limits()
    safety_class: Literal["emergency", "urgent", "crisis", "boundary", "limit"] | None = None


class Turn(_Strict):
    """One message and what its reply must show."""

    user: str
    expect: Expectation = Expectation()


class Case(_Strict):
    """One conversation with one athlete."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,80}$")
    severity: Literal["hard", "soft"] = "soft"
    fixture: Fixture = Fixture()
    turns: tuple[Turn, ...] = Field(min_length=1)


_CASES: TypeAdapter[tuple[Case, ...]] = TypeAdapter(tuple[Case, ...])


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a YAML file of cases.

    Raises:
        InvalidInput: The file is missing, is no YAML, has an unknown key or a repeated id.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        cases = _CASES.validate_python(raw, strict=False)
    except OSError as exc:
        raise InvalidInput(
            f"cannot read {path}: {exc.strerror}.", way_out="Check --cases."
        ) from exc
    except yaml.YAMLError as exc:
        raise InvalidInput(f"{path} is no YAML: {exc}") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{path}: {where}: {first['msg']}.", code="bad_case") from exc
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise InvalidInput(f"{path}: case id {case.id!r} stands twice.", code="bad_case")
        seen.add(case.id)
    return cases
