"""What a fixture says of training: programme, workouts, tests and cardio."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from coach.training.model import ProgressionScheme
from evals.fields import (
    Amount,
    Dated,
    Load,
    Reps,
    Rpe,
    Signed,
    Strict,
    Text,
    Texts,
    Whole,
    also,
    first_word,
    listed,
    mapping,
    no_number,
    no_truth_value,
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
        found = re.fullmatch(r"\s*(\d+)\s*(?:(?:-|to|\u2013)\s*(\d+)\s*)?", value)
        return (found[1], found[2] or found[1]) if found else value
    if isinstance(value, int) and not isinstance(value, bool):
        return (value, value)
    ends = listed(value)
    return (*ends, *ends) if ends is not None and len(ends) == 1 else value


def _texts(value: object) -> object:
    """Read rules told as text, list or mapping as texts."""
    told, several = mapping(value), listed(value)
    if told is not None:
        return tuple(f"{key}: {rule}" for key, rule in told.items())
    if several is not None:
        return tuple(map(str, several))
    return (value,) if isinstance(value, str) else value


Rules = Annotated[tuple[str, ...], BeforeValidator(_texts)]
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
    rules: Rules = Field(default=(), validation_alias=also("rules", "rule"))
    notes: Texts = Field(default=(), validation_alias=also("notes", "reason", "note"))

    kilograms = ("kg", "increment_kg", "load_kg", "training_max_kg")

    @model_validator(mode="after")
    def _in_order(self) -> PrescriptionFixture:
        if self.rep_range is not None and self.rep_range[0] > self.rep_range[1]:
            msg = f"the repetition range runs from {self.rep_range[0]} down to {self.rep_range[1]}"
            raise ValueError(msg)
        if self.target_rpe is not None and self.target_rir is not None:
            msg = "give `target_rpe` or `target_rir`, not both"
            raise ValueError(msg)
        return self


class DayFixture(Strict):
    """One day of the programme."""

    name: Text = Field(default="", validation_alias=also("name", "title", "day"))
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
    rules: Rules = ()
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
        return data if row is None else row

    @model_validator(mode="after")
    def _some(self) -> ProgrammeFixture:
        if not self.days and not self.exercises:
            msg = "a programme needs `exercises`, or `days` with theirs"
            raise ValueError(msg)
        return self


class SetFixture(Strict):
    """One performed set; without a load it was body weight."""

    kg: Load | None = Field(
        default=None, validation_alias=also("kg", "load_kg", "weight_kg", "load")
    )
    reps: Reps | None = Field(default=None, validation_alias=also("reps", "repetitions"))
    rpe: Rpe | None = None
    rir: Amount | None = Field(default=None, le=9)
    """Repetitions in reserve; 10 minus it is the RPE."""
    warmup: bool = Field(default=False, validation_alias=also("warmup", "warm_up", "is_warmup"))
    failure: bool = False
    drop: bool = False
    seconds: Amount | None = Field(
        default=None, le=604_800, validation_alias=also("seconds", "duration_s", "time_s")
    )
    distance_m: Amount | None = Field(default=None, le=5_000_000)
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    kilograms = ("kg", "load_kg", "weight_kg")

    @model_validator(mode="after")
    def _something(self) -> SetFixture:
        if self.reps is None and self.seconds is None and self.distance_m is None:
            msg = "a set needs `reps`, `seconds` or `distance_m`"
            raise ValueError(msg)
        if self.rpe is not None and self.rir is not None:
            msg = "give `rpe` or `rir`, not both"
            raise ValueError(msg)
        if self.warmup + self.failure + self.drop > 1:
            msg = "a set is a warm-up, to failure or a drop set, only one of them"
            raise ValueError(msg)
        return self

    @property
    def effort(self) -> Decimal | None:
        """The RPE told, or the one that the repetitions in reserve mean (Zourdos 2016)."""
        return self.rpe if self.rir is None else 10 - self.rir


SET_KEYS = frozenset({"kg", "lb", "reps", "rpe", "rir", "seconds", "distance_m", "load_kg"})


class PerformedFixture(Strict):
    """One exercise of a workout."""

    exercise: str = Field(validation_alias=also("exercise", "name", "lift"))
    sets: tuple[SetFixture, ...] = Field(min_length=1)
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    @model_validator(mode="before")
    @classmethod
    def _from_count(cls, data: object) -> object:
        return _sets_counted(data)


def _sets_counted(data: object) -> object:
    """Read `sets: 3, kg: 60, reps: 5` as three equal sets, and `reps: [5, 5, 4]` one by one."""
    row = mapping(data)
    if row is None or listed(row.get("sets")) is not None or not SET_KEYS & row.keys():
        return data
    shared = {key: row.pop(key) for key in SET_KEYS & row.keys()}
    reps = listed(shared.get("reps"))
    count = no_truth_value(row.get("sets", 1 if reps is None else len(reps)))
    if not isinstance(count, int) or count < 1 or (reps is not None and len(reps) != count):
        msg = "`sets` has to be a list of sets, or their number with `reps` of as many"
        raise ValueError(msg)
    row["sets"] = [shared if reps is None else {**shared, "reps": reps[n]} for n in range(count)]
    return row


class WorkoutFixture(Dated):
    """One session: one exercise, or several under `exercises`."""

    needs_day = True
    exercise: str | None = Field(default=None, validation_alias=also("exercise", "lift"))
    sets: tuple[SetFixture, ...] = ()
    exercises: tuple[PerformedFixture, ...] = ()
    title: str = Field(default="", validation_alias=also("title", "name"))
    notes: str = Field(default="", validation_alias=also("notes", "note"))
    duration_min: Amount | None = Field(
        default=None, le=10_080, validation_alias=also("duration_min", "minutes")
    )

    @model_validator(mode="before")
    @classmethod
    def _from_count(cls, data: object) -> object:
        return _sets_counted(data)

    @model_validator(mode="after")
    def _one_form(self) -> WorkoutFixture:
        if (self.exercise is None) == (not self.exercises):
            msg = "give `exercise` with its `sets`, or `exercises`"
            raise ValueError(msg)
        if self.exercise is not None and not self.sets:
            msg = f"{self.exercise!r} needs at least one set"
            raise ValueError(msg)
        if self.exercises and self.sets:
            msg = "`sets` beside `exercises`: put them under their exercise"
            raise ValueError(msg)
        return self

    @property
    def performed(self) -> tuple[PerformedFixture, ...]:
        """Its exercises in order."""
        if self.exercise is None:
            return self.exercises
        return (PerformedFixture(exercise=self.exercise, sets=self.sets),)


class TestFixture(Dated):
    """A tested one-repetition maximum."""

    __test__ = False
    """No test of pytest, whatever its name looks like."""
    exercise: str = Field(validation_alias=also("exercise", "lift"))
    one_rm_kg: Load = Field(
        gt=0,
        validation_alias=also(
            "one_rm_kg", "one_rm", "1rm", "1RM", "1rm_kg", "one_rep_max_kg", "kg"
        ),
    )
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    kilograms = ("one_rm_kg", "1rm_kg", "kg")


def _metres(value: object) -> object:
    """Read "5 km", "400 m" and "3.1 mi" as metres; a bare number up to 1,000 is kilometres."""
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(km|m|mi|miles?)\s*", value.casefold())
        if not found:
            return value
        factor = {"km": "1000", "m": "1"}.get(found[2], "1609.344")
        return Decimal(found[1]) * Decimal(factor)
    return value


def _seconds(value: object) -> object:
    """Read "25:30", "1:45:00", "40 min" and "1.5 h" as seconds."""
    if not isinstance(value, str):
        return value
    clock = re.fullmatch(r"\s*(?:(\d+):)?(\d{1,3}):(\d{2})\s*", value)
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    span = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(s|sec|min|minutes|h|hours?)\s*", value.casefold())
    if not span:
        return value
    return Decimal(span[1]) * {"s": 1, "h": 3600}.get(span[2][0], 60)


_DISTANCES = {
    "distance_km": 1000,
    "km": 1000,
    "distance_mi": Decimal("1609.344"),
    "miles": Decimal("1609.344"),
}
_TIMES = {"minutes": 60, "time_min": 60, "duration_min": 60, "min": 60, "hours": 3600}


class CardioFixture(Dated):
    """One endurance session."""

    needs_day = True
    kind: str = Field(default="run", validation_alias=also("kind", "activity", "sport", "type"))
    distance_m: Annotated[Amount, Field(le=5_000_000)] | None = Field(
        default=None, validation_alias=also("distance_m", "metres")
    )
    time_s: Annotated[Amount, Field(le=604_800)] | None = Field(
        default=None, validation_alias=also("time_s", "seconds", "duration_s")
    )
    heart_rate_bpm: Whole | None = Field(
        default=None,
        ge=1,
        le=480,
        validation_alias=also(
            "heart_rate_bpm",
            "heart_rate",
            "hr",
            "mean_heart_rate",
            "avg_hr",
            "mean_heart_rate_bpm",
            "bpm",
        ),
    )
    rpe: Rpe | None = None
    notes: str = Field(default="", validation_alias=also("notes", "note", "title"))

    @model_validator(mode="before")
    @classmethod
    def _in_metres_and_seconds(cls, data: object) -> object:
        """Read distances in km and miles and times in minutes; bare `distance` km, `time` min."""
        row = mapping(data)
        if row is None:
            return data
        if "distance" in row:
            told = row.pop("distance")
            row["distance_km" if not isinstance(told, str) else "distance_m"] = _metres(told)
        for key in ("time", "duration"):
            if key in row:
                told = row.pop(key)
                row["time_min" if not isinstance(told, str) else "time_s"] = _seconds(told)
        for table, into in ((_DISTANCES, "distance_m"), (_TIMES, "time_s")):
            told = [key for key in table if key in row]
            if len(told) + (into in row) > 1:
                msg = f"tells the same twice: {', '.join(sorted([*told, into]))}"
                raise ValueError(msg)
            for key in told:
                row[into] = Decimal(str(no_truth_value(row.pop(key)))) * table[key]
        return row

    @model_validator(mode="after")
    def _something(self) -> CardioFixture:
        if self.time_s is None and self.distance_m is None:
            msg = "a cardio session needs a time or a distance"
            raise ValueError(msg)
        return self


class WeeklyKm(Strict):
    """Running distance of weeks, oldest first; the last week ends the day before the case."""

    km: tuple[Amount, ...] = Field(min_length=1, max_length=260)

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: object) -> object:
        """Read a number as one week, a list as weeks, a mapping by date as weeks in order."""
        if isinstance(data, int | float | Decimal) and not isinstance(data, bool):
            return {"km": [data]}
        if listed(data) is not None:
            return {"km": data}
        told = mapping(data)
        if told is None or "km" in told:
            return data
        return {"km": [told[key] for key in sorted(told, key=str)]}


Change = Annotated[Signed, Field(ge=-200, le=200)]
