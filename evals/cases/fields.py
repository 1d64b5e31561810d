"""Kinds of fields in case files: strict models, plain numbers, other spellings of a key, days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar, cast

from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    model_validator,
)

from coach.training.model import MAX_BODY_KG, MAX_LOAD_KG, MAX_REPS, MIN_BODY_KG
from coach.units import KG_PER_LB

NOON = time(12)
UNITS: Mapping[str, str] = {
    **dict.fromkeys(("kg", "kgs", "kilograms", "metric"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pounds", "imperial"), "lb"),
}


def mapping(value: object) -> dict[str, Any] | None:
    """Return a copy of a mapping; None for anything else."""
    return dict(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else None


def listed(value: object) -> list[Any] | None:
    """Return the items of a list; None for a text and anything else."""
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return list(cast("Sequence[Any]", value))
    return None


class Strict(BaseModel):
    """Unknown keys are errors: a misspelt expectation would pass for ever."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kilograms: ClassVar[tuple[str, ...]] = ()
    """Keys in kg that may be told in pounds: `increment_kg` as `increment_lb`, `kg` as `lb`."""

    @model_validator(mode="before")
    @classmethod
    def _in_kg(cls, data: object) -> object:
        row = mapping(data) if cls.kilograms else None
        if row is None:
            return data
        for name in cls.kilograms:
            pounds = f"{name.removesuffix('kg')}lb"
            if pounds in row:
                if name in row:
                    msg = f"give `{name}` or `{pounds}`, not both"
                    raise ValueError(msg)
                row[name] = _decimal(pounds, row.pop(pounds)) * KG_PER_LB
        return row


def _decimal(name: str, value: object) -> Decimal:
    try:
        return Decimal(str(no_truth_value(value)))
    except InvalidOperation as exc:
        msg = f"`{name}` is {value!r}, which is no number"
        raise ValueError(msg) from exc


def also(*names: str) -> AliasChoices:
    """Return the names a key may have; the first is the field's own. Two of them at once clash."""
    return AliasChoices(*names)


def no_truth_value(value: object) -> object:
    """Refuse true and false where a number is meant; Python would take them for 1 and 0."""
    if isinstance(value, bool):
        msg = f"{str(value).lower()} is no number"
        raise ValueError(msg)  # noqa: TRY004 - pydantic turns a ValueError into an error with a path
    return value


def no_number(value: object) -> object:
    """Refuse a number where a day is meant; it would be read as seconds since 1970."""
    if isinstance(value, int | float):
        msg = f"{value!r} is no day; write 2026-10-25"
        raise ValueError(msg)  # noqa: TRY004 - pydantic turns a ValueError into an error with a path
    return value


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as exc:
        raise ValueError(f"pattern {pattern!r} is no regular expression: {exc}") from exc
    return pattern


def _aware(value: object) -> object:
    """Read a date as its noon and a time without a zone as UTC."""
    no_number(value)
    if isinstance(value, str):
        text = value.strip()
        value = datetime.fromisoformat(text) if len(text) > len("2026-10-25") else text
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, NOON, UTC) if isinstance(value, date) else value


def _one_or_more(value: object) -> object:
    """Read one text as a list of one."""
    return (value,) if isinstance(value, str) else value


def _text(value: object) -> object:
    """Read a bare number as text: an id or a title may look like one."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if plain else value


def _listed(value: object) -> object:
    """Read "barbell, bench" and `{barbell: true, rack: false, plates: 10 kg}` as lists."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    told = mapping(value)
    if told is None:
        return value
    there = {key: each for key, each in told.items() if each not in (False, None)}
    return tuple(key if each is True else f"{key}: {each}" for key, each in there.items())


def _texts(value: object) -> object:
    """Read what is told as text, list or mapping as texts."""
    told, several = mapping(value), listed(value)
    if told is not None:
        return tuple(f"{key}: {each}" for key, each in told.items())
    if several is not None:
        return tuple(map(str, several))
    return (str(value),) if isinstance(value, str | int | float) else value


Pattern = Annotated[str, AfterValidator(_compiles)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_one_or_more)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
Said = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[date | datetime, BeforeValidator(no_number)]
Moment = Annotated[AwareDatetime, BeforeValidator(_aware)]
Whole = Annotated[int, BeforeValidator(no_truth_value)]
Real = Annotated[FiniteFloat, BeforeValidator(no_truth_value)]
Amount = Annotated[Decimal, BeforeValidator(no_truth_value), Field(ge=0, allow_inf_nan=False)]
Signed = Annotated[Decimal, BeforeValidator(no_truth_value), Field(allow_inf_nan=False)]
Load = Annotated[Amount, Field(le=MAX_LOAD_KG)]
BodyMass = Annotated[Amount, Field(ge=MIN_BODY_KG, le=MAX_BODY_KG)]
Reps = Annotated[Whole, Field(ge=0, le=MAX_REPS)]
Rpe = Annotated[Amount, Field(ge=1, le=10)]


class Dated(Strict):
    """A row of a day: the day itself, or how many days before the case; left out, today."""

    needs_day: ClassVar[bool] = False
    """A row of this kind means nothing without its day."""
    when: Day | None = Field(default=None, validation_alias=also("date", "day", "at", "on", "when"))
    days_ago: Whole | None = Field(default=None, ge=0, le=36_525)
    clock: time | None = Field(default=None, validation_alias=also("time", "clock"))
    """Time of the day in the athlete's time zone."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Dated:
        if self.when is not None and self.days_ago is not None:
            msg = "give `date` or `days_ago`, not both"
            raise ValueError(msg)
        if self.clock is not None and isinstance(self.when, datetime):
            msg = "`date` tells a time, and so does `time`"
            raise ValueError(msg)
        if self.needs_day and self.when is None and self.days_ago is None:
            msg = "give `date`, or `days_ago` instead of it"
            raise ValueError(msg)
        return self

    def day(self, now: datetime) -> date:
        """Return the day, seen from `now` in the athlete's time zone."""
        if self.when is None:
            return now.date() - timedelta(days=self.days_ago or 0)
        return self.when.date() if isinstance(self.when, datetime) else self.when

    def moment(self, now: datetime, usual: time) -> datetime:
        """Return when it was: at the time told, else at the usual one, never after `now`.

        Args:
            now: In the athlete's time zone.
            usual: When such a thing is usually done.
        """
        if isinstance(self.when, datetime):
            return self.when if self.when.tzinfo else self.when.replace(tzinfo=UTC)
        day = self.day(now)
        if self.clock is not None:
            return datetime.combine(day, self.clock, now.tzinfo)
        at = datetime.combine(day, usual, now.tzinfo)
        return min(at, now - timedelta(minutes=1)) if day == now.date() else at


def first_word(text: str, table: Mapping[str, str]) -> str | None:
    """Return what a word or phrase of a closed set means, whatever its case and dashes."""
    return table.get(re.sub(r"[\s_\-/]+", " ", text.strip().casefold()))


def rows(value: object) -> object:
    """Read one mapping or text as a list of one."""
    return (value,) if isinstance(value, str) or mapping(value) is not None else value
