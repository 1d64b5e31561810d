"""What a fixture says of lifting: workouts with their sets, and tested maxima."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field, model_validator

from evals.cases.fields import (
    UNITS,
    Amount,
    Dated,
    Load,
    Reps,
    Rpe,
    Strict,
    Whole,
    also,
    first_word,
    listed,
    mapping,
    no_truth_value,
)

_SHORT = re.compile(
    r"(\d+(?:\.\d+)?)\s*(kgs?|lbs?)?\s*[x\u00d7]\s*(\d+)(?:\s*@\s*(?:rpe\s*)?(\d+(?:\.\d+)?))?"
)


def _short(value: object) -> object:
    """Read `[60, 5]`, `[60, 5, 8]`, "60x5", "135 lb x 5" and "60 kg x 5 @ 8" as load, reps, RPE."""
    if isinstance(value, str):
        found = _SHORT.fullmatch(value.strip().casefold())
        if found is None:
            return value
        unit = UNITS.get(found[2] or "kg", "kg")
        row = {unit: found[1], "reps": found[3]}
        return row if found[4] is None else {**row, "rpe": found[4]}
    told = listed(value)
    if told is None or len(told) not in {2, 3}:
        return value
    return dict(zip(("kg", "reps", "rpe"), told, strict=False))


class SetFixture(Strict):
    """One performed set; without a load it was body weight."""

    kg: Load | None = Field(
        default=None, validation_alias=also("kg", "load_kg", "weight_kg", "load", "weight")
    )
    reps: Reps | None = Field(default=None, validation_alias=also("reps", "repetitions"))
    rpe: Rpe | None = None
    rir: Amount | None = Field(default=None, le=9)
    """Repetitions in reserve; 10 minus it is the RPE."""
    warmup: bool = Field(
        default=False, validation_alias=also("warmup", "warm_up", "is_warmup", "warmup_set")
    )
    failure: bool = False
    drop: bool = False
    seconds: Amount | None = Field(
        default=None, le=604_800, validation_alias=also("seconds", "duration_s", "time_s")
    )
    distance_m: Amount | None = Field(default=None, le=5_000_000)
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    kilograms = ("kg", "load_kg", "weight_kg")

    @model_validator(mode="before")
    @classmethod
    def _in_its_unit(cls, data: object) -> object:
        """Read `load: 225, unit: lb` as pounds."""
        data = _short(data)
        row = mapping(data)
        if row is None:
            return data
        for pounds in ("weight_lb", "load_lb"):
            if pounds in row and not {"lb", "kg"} & row.keys():
                row["lb"] = row.pop(pounds)
        if row.get("type") in {"warmup", "warm_up", "warm-up", "failure", "drop", "working"}:
            row[str(row.pop("type")).replace("-", "_")] = True
            row.pop("working", None)
        unit_of_all = [key for key in ("unit", "units") if key in row]
        if not unit_of_all:
            return row
        row["unit"] = row.pop(unit_of_all[0])
        unit = first_word(str(row.pop("unit")), UNITS)
        if unit is None:
            msg = "`unit` is kg or lb"
            raise ValueError(msg)
        told = [key for key in ("load", "weight", "kg") if key in row]
        return {("lb" if unit == "lb" and key in told else key): row[key] for key in row}

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


SET_KEYS = frozenset(
    ("kg", "lb", "load_kg", "load", "weight", "unit", "reps", "rpe", "rir", "seconds", "distance_m")
)
"""Keys of a set that may stand beside the number of equal sets."""


class PerformedFixture(Strict):
    """One exercise of a workout."""

    exercise: str = Field(validation_alias=also("exercise", "name", "lift"))
    sets: tuple[SetFixture, ...] = Field(min_length=1)
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    @model_validator(mode="before")
    @classmethod
    def _from_count(cls, data: object) -> object:
        return _in_one_unit(_sets_counted(data))


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


def _in_one_unit(data: object) -> object:
    """Hand the unit of a workout down to its exercises, and that of an exercise to its sets."""
    row = mapping(data)
    told = [] if row is None else [key for key in ("unit", "units") if key in row]
    if row is None or not told:
        return data
    unit = row.pop(told[0])
    for key in ("sets", "exercises"):
        each = listed(row.get(key))
        if each is not None:
            row[key] = [_with_unit(one, unit) for one in each]
    return row


def _with_unit(value: object, unit: object) -> object:
    row = mapping(_short(value))
    if row is None or {"unit", "units", "kg", "lb"} & row.keys() - {"kg"}:
        return value
    return {**row, "unit": unit}


class WorkoutFixture(Dated):
    """One session: one exercise, or several under `exercises`."""

    needs_day = True
    exercise: str | None = Field(default=None, validation_alias=also("exercise", "lift"))
    sets: tuple[SetFixture, ...] = ()
    exercises: tuple[PerformedFixture, ...] = ()
    title: str = Field(default="", validation_alias=also("title", "name"))
    notes: str = Field(default="", validation_alias=also("notes", "note"))
    session_rpe: Rpe | None = Field(default=None, validation_alias=also("session_rpe", "srpe"))
    duration_min: Amount | None = Field(
        default=None, le=10_080, validation_alias=also("duration_min", "minutes")
    )

    @model_validator(mode="before")
    @classmethod
    def _from_count(cls, data: object) -> object:
        return _in_one_unit(_sets_counted(data))

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
            "one_rm_kg", "one_rm", "1rm", "1RM", "1rm_kg", "one_rep_max_kg", "kg", "load_kg"
        ),
    )
    reps: Whole = Field(default=1, ge=1, le=15)
    """Of a set that was tested with more than one; the maximum is then estimated (Epley 1985)."""
    notes: str = Field(default="", validation_alias=also("notes", "note"))

    @property
    def one_rep_max_kg(self) -> Decimal:
        """The maximum, estimated where more than one repetition was done."""
        return self.one_rm_kg if self.reps == 1 else self.one_rm_kg * (1 + Decimal(self.reps) / 30)

    kilograms = ("one_rm_kg", "1rm_kg", "kg")
