"""What a fixture says of the programme: its days, exercises, scheme, steps and rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from coach.training.model import ProgressionScheme
from evals.cases.fields import (
    Amount,
    Load,
    Reps,
    Rpe,
    Said,
    Strict,
    Text,
    Texts,
    Whole,
    also,
    first_word,
    listed,
    mapping,
    no_number,
)

SCHEMES: Mapping[str, ProgressionScheme] = {
    **dict.fromkeys(
        ("linear", "linear progression", "lp", "novice linear", "step", "straight sets"),
        ProgressionScheme.LINEAR,
    ),
    **dict.fromkeys(
        ("double", "double progression", "dp", "dynamic double progression", "rep range"),
        ProgressionScheme.DOUBLE,
    ),
    **dict.fromkeys(
        (
            "rpe",
            "rir",
            "rpe based",
            "autoregulated",
            "autoregulation",
            "top set",
            "top set backoff",
        ),
        ProgressionScheme.RPE,
    ),
    **dict.fromkeys(
        ("wave", "531", "5 3 1", "wendler", "training max", "percentage", "percent", "percentages"),
        ProgressionScheme.WAVE,
    ),
}
"""Words for schemes; another word is kept as the reason of the prescription."""


def _scheme(value: object) -> object:
    if not isinstance(value, str):
        return value
    known = first_word(value, {word: scheme.value for word, scheme in SCHEMES.items()})
    return known or value


def _interval(value: object) -> object:
    """Read 5, "5", "8-12" and [8, 12] as a range."""
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d+)\s*(?:(?:-|to|\u2013)\s*(\d+)\s*)?\+?", value)
        return (found[1], found[2] or found[1]) if found else value
    if isinstance(value, int) and not isinstance(value, bool):
        return (value, value)
    ends = listed(value)
    return (*ends, *ends) if ends is not None and len(ends) == 1 else value


RepRange = Annotated[tuple[Reps, Reps], BeforeValidator(_interval)]
Scheme = Annotated[str, BeforeValidator(_scheme)]


class PrescriptionFixture(Strict):
    """One line of the active programme."""

    exercise: str = Field(validation_alias=also("exercise", "name", "lift"))
    day: Whole | None = Field(default=None, ge=1, le=31)
    sets: Whole | None = Field(default=None, ge=1, le=100)
    rep_range: RepRange | None = Field(default=None, validation_alias=also("rep_range", "reps"))
    scheme: Scheme | None = Field(default=None, validation_alias=also("scheme", "progression"))
    increment_kg: Load | None = Field(
        default=None, validation_alias=also("increment_kg", "increment")
    )
    load_kg: Load | None = Field(
        default=None, validation_alias=also("load_kg", "load", "kg", "weight_kg")
    )
    target_rpe: Rpe | None = Field(default=None, validation_alias=also("target_rpe", "rpe"))
    target_rir: Amount | None = Field(
        default=None, le=9, validation_alias=also("target_rir", "rir")
    )
    training_max_kg: Load | None = Field(
        default=None, validation_alias=also("training_max_kg", "tm_kg")
    )
    percent: Amount | None = Field(default=None, le=200, validation_alias=also("percent", "pct"))
    rest_s: Whole | None = Field(default=None, ge=0, le=86_400)
    rules: Said = Field(default=(), validation_alias=also("rules", "rule"))
    notes: Texts = Field(default=(), validation_alias=also("notes", "reason", "note"))

    kilograms = ("kg", "increment_kg", "load_kg", "training_max_kg")

    @model_validator(mode="before")
    @classmethod
    def _open_ended(cls, data: object) -> object:
        """Keep the plus of "5+" as a note."""
        row = mapping(data)
        if row is None or not str(row.get("reps", row.get("rep_range"))).strip().endswith("+"):
            return data
        return {
            **row,
            "rules": (*_rules_of(row), "as many repetitions as possible in the last set"),
        }

    @model_validator(mode="after")
    def _in_order(self) -> PrescriptionFixture:
        if self.rep_range is not None and self.rep_range[0] > self.rep_range[1]:
            msg = f"the repetition range runs from {self.rep_range[0]} down to {self.rep_range[1]}"
            raise ValueError(msg)
        if self.target_rpe is not None and self.target_rir is not None:
            msg = "give `target_rpe` or `target_rir`, not both"
            raise ValueError(msg)
        return self


def _rules_of(row: dict[str, Any]) -> list[Any]:
    told = row.pop("rules", row.pop("rule", None))
    return [] if told is None else listed(told) or [told]


class DayFixture(Strict):
    """One day of the programme."""

    name: Text = Field(default="", validation_alias=also("name", "title"))
    day: Text = ""
    """Its number within the week, or another word for it."""
    exercises: tuple[PrescriptionFixture, ...] = Field(
        min_length=1, validation_alias=also("exercises", "prescriptions", "lifts")
    )
    notes: Texts = ()


def _days(value: object) -> object:
    """Read `{A: [...], B: [...]}` and `[[...], [...]]` as days with their exercises."""
    named, days = mapping(value), listed(value)
    if named is not None:
        return tuple(
            {"name": str(key), **(mapping(day) or {"exercises": day})} for key, day in named.items()
        )
    if days is not None:
        return tuple(day if listed(day) is None else {"exercises": day} for day in days)
    return value


def _with_scheme_of_template(row: dict[str, Any]) -> dict[str, Any]:
    """Read `template: 5/3/1` as its scheme where none is told."""
    template = row.get("template")
    known = {word: scheme.value for word, scheme in SCHEMES.items()}
    meant = first_word(template, known) if isinstance(template, str) else None
    told = {"scheme", "progression"} & row.keys()
    return row if meant is None or told else {**row, "scheme": meant}


def _with_week_of_lines(row: dict[str, Any]) -> dict[str, Any]:
    """Read the week told by the lines as the programme's, where all tell the same."""
    lines = [mapping(each) for each in listed(row.get("exercises")) or ()]
    weeks = {line["week"] for line in lines if line is not None and "week" in line}
    if len(weeks) != 1 or "week" in row:
        return row
    bare = [{key: line[key] for key in line if key != "week"} if line else line for line in lines]
    return {**row, "week": weeks.pop(), "exercises": bare}


class ProgrammeFixture(Strict):
    """The active programme; what its lines leave out they take from here."""

    name: str = "Fixture"
    days: Annotated[tuple[DayFixture, ...], BeforeValidator(_days)] = ()
    days_per_week: Whole | None = Field(default=None, ge=1, le=7)
    exercises: tuple[PrescriptionFixture, ...] = Field(
        default=(), validation_alias=also("exercises", "prescriptions", "lifts")
    )
    """All of day 1, or of the day each names."""
    sets: Whole | None = Field(default=None, ge=1, le=100)
    rep_range: RepRange | None = Field(default=None, validation_alias=also("rep_range", "reps"))
    scheme: Scheme | None = Field(default=None, validation_alias=also("scheme", "progression"))
    increments: dict[str, Load] = Field(
        default_factory=dict[str, Decimal],
        validation_alias=also("increments", "increments_kg"),
    )
    """By exercise, or `upper`, `lower` and `default`, in kg."""
    increment_kg: Load | None = Field(
        default=None, validation_alias=also("increment_kg", "increment")
    )
    rules: Said = ()
    template: str | None = None
    training_max_pct: Amount | None = Field(default=None, gt=0, le=100)
    """Percent of the tested maximum that loads are taken from."""
    training_maxes: dict[str, Load] = Field(
        default_factory=dict[str, Decimal],
        validation_alias=also("training_maxes", "training_max", "training_max_kg", "tm"),
    )
    """By exercise, in kg."""
    week: Whole | None = Field(default=None, ge=1, le=104)
    weeks: Whole | None = Field(default=None, ge=1, le=104)
    started: Annotated[date, BeforeValidator(no_number)] | None = Field(
        default=None, validation_alias=also("started", "start", "start_date")
    )
    notes: Texts = Field(default=(), validation_alias=also("notes", "reason", "note"))

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, data: object) -> object:
        """Read a plain list of lines as the exercises, and `days: 3` as how many days a week."""
        if listed(data) is not None:
            return {"exercises": data}
        row = mapping(data)
        if row is not None and isinstance(row.get("days"), int):
            row.setdefault("days_per_week", row.pop("days"))
        return data if row is None else _with_scheme_of_template(_with_week_of_lines(row))

    @model_validator(mode="after")
    def _some(self) -> ProgrammeFixture:
        if not self.days and not self.exercises:
            msg = "a programme needs `exercises`, or `days` with theirs"
            raise ValueError(msg)
        return self
