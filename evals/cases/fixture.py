"""Fixtures: the athlete before the first turn, and what happens between turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, Discriminator, Field, Tag

from coach.accounts.model import ConsentPurpose
from evals.cases.fields import Dated, Moment, Strict, also, listed, mapping, rows
from evals.cases.fixture_cardio import CardioFixture, WeeklyKm
from evals.cases.fixture_form import FormFixture
from evals.cases.fixture_health import MemoryFixture, NightFixture, PainFixture, SleepSummary
from evals.cases.fixture_intake import (
    BodyWeightFixture,
    FoodFixture,
    IntakeDay,
    IntakeSummary,
    MealFixture,
    TargetFixture,
    WeightSummary,
)
from evals.cases.fixture_profile import ProfileFixture
from evals.cases.fixture_programme import ProgrammeFixture
from evals.cases.fixture_training import TestFixture, WorkoutFixture

DEFAULT_NOW = datetime(2026, 10, 25, 18, tzinfo=UTC)
"""When a case takes place that does not say; with later days in it, the day after the last."""
EVENING = time(18)
_PURPOSES = {"video": "form_video", "form": "form_video", "food": "nutrition", "diet": "nutrition"}


def _kind(value: object) -> str:
    return "summary" if isinstance(value, Mapping) or hasattr(value, "days") else "rows"


def _rows_or_summary(value: object) -> object:
    """Read one row, days by date, or bare daily numbers as rows; leave a summary."""
    told = listed(value)
    if told is not None:
        if all(isinstance(each, int | float) and not isinstance(each, bool) for each in told):
            return [{"days_ago": len(told) - n, "kg": kg} for n, kg in enumerate(told)]
        return told
    row = mapping(value)
    if row is None or "days" in row or "nights" in row:
        return value
    if {"date", "days_ago", "day", "at", "on", "when"} & row.keys():
        return [row]
    if row and not any(isinstance(each, Mapping | list | str) for each in row.values()):
        return [{"date": key, "kg": row[key]} for key in row]
    return value


def _by_name(key: str, amount: str) -> BeforeValidator:
    """Return a reader of `{name: row}` or `{name: amount}` as rows that carry their name."""

    def read(value: object) -> object:
        told = mapping(value)
        if told is None or key in told:
            return value if told is None else (told,)
        return tuple({key: name, **(mapping(row) or {amount: row})} for name, row in told.items())

    return BeforeValidator(read)


def _consents(value: object) -> object:
    """Read all, none, a list of what is granted, or a mapping of purposes."""
    if isinstance(value, bool | str):
        word = str(value).casefold()
        if word in {"all", "true", "yes", "none", "false", "no"}:
            return dict.fromkeys(ConsentPurpose, word in {"all", "true", "yes"})
        value = [value]
    named = listed(value)
    if named is not None:
        granted = {_PURPOSES.get(str(each), str(each)) for each in named}
        unknown = granted - set(ConsentPurpose)
        if unknown:
            msg = f"no such purpose: {sorted(unknown)}; there are {', '.join(ConsentPurpose)}"
            raise ValueError(msg)
        return {purpose: purpose in granted for purpose in ConsentPurpose}
    told = mapping(value)
    if told is None:
        return value
    return {_PURPOSES.get(key, key): granted for key, granted in told.items()}


Rows = BeforeValidator(rows)
BodyWeights = Annotated[
    Annotated[tuple[BodyWeightFixture, ...], Tag("rows")]
    | Annotated[WeightSummary, Tag("summary")],
    Discriminator(_kind),
    BeforeValidator(_rows_or_summary),
]
IntakeDays = Annotated[
    Annotated[tuple[IntakeDay, ...], Tag("rows")] | Annotated[IntakeSummary, Tag("summary")],
    Discriminator(_kind),
    BeforeValidator(_rows_or_summary),
]
Sleep = Annotated[
    Annotated[tuple[NightFixture, ...], Tag("rows")] | Annotated[SleepSummary, Tag("summary")],
    Discriminator(_kind),
    BeforeValidator(_rows_or_summary),
]


class Told(Strict):
    """What can be told before a turn; a key left out changes nothing."""

    told_now: Moment | None = Field(default=None, alias="now")
    profile: ProfileFixture = ProfileFixture()
    programme: ProgrammeFixture | None = Field(
        default=None, validation_alias=also("programme", "program", "plan")
    )
    workouts: Annotated[tuple[WorkoutFixture, ...], Rows] = ()
    tests: Annotated[tuple[TestFixture, ...], _by_name("exercise", "kg")] = ()
    cardio_sessions: Annotated[tuple[CardioFixture, ...], Rows] = Field(
        default=(), validation_alias=also("cardio_sessions", "cardio", "runs")
    )
    weekly_km: WeeklyKm | None = None
    body_weights: BodyWeights = ()
    intake_days: IntakeDays = Field(default=(), validation_alias=also("intake_days", "intake"))
    meals: Annotated[tuple[MealFixture, ...], Rows] = ()
    targets: Annotated[tuple[TargetFixture, ...], Rows] = ()
    foods: Annotated[tuple[FoodFixture, ...], _by_name("name", "kcal")] = ()
    sleep: Sleep = ()
    pain_reports: Annotated[tuple[PainFixture, ...], Rows] = Field(
        default=(), validation_alias=also("pain_reports", "pain")
    )
    memories: Annotated[tuple[MemoryFixture, ...], BeforeValidator(rows)] = ()
    form_analyses: Annotated[tuple[FormFixture, ...], Rows] = ()
    form_history: Annotated[tuple[FormFixture, ...], Rows] = ()
    """Videos analysed earlier, oldest first; without a day one a week, the last a week ago."""
    consents: Annotated[dict[ConsentPurpose, bool], BeforeValidator(_consents)] = Field(
        default_factory=dict[ConsentPurpose, bool]
    )
    """What is not named is granted."""


class Update(Told):
    """What happened between two turns; `now` may move the clock."""

    @property
    def passed(self) -> timedelta:
        """How long its summaries say that things went on."""
        told = (self.body_weights, self.intake_days, self.sleep)
        days = (0 if isinstance(each, tuple) else each.days for each in told)
        return timedelta(days=max(days))


class Fixture(Told):
    """The athlete before the first turn."""

    @property
    def now(self) -> datetime:
        """When the case takes place; aware."""
        if self.told_now is not None:
            return self.told_now
        latest = max((day for day in self._days()), default=DEFAULT_NOW.date())
        if latest < DEFAULT_NOW.date():
            return DEFAULT_NOW
        days = (latest - DEFAULT_NOW.date()).days
        return DEFAULT_NOW + timedelta(days=days + 1 if days else 0)

    def _days(self) -> Iterator[Any]:
        """Yield every day that the fixture names."""
        for value in vars(self).values():
            if isinstance(value, tuple):
                for row in cast("tuple[object, ...]", value):
                    if isinstance(row, Dated) and row.when is not None:
                        yield row.day(DEFAULT_NOW)
