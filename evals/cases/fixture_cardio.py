"""What a fixture says of endurance: sessions, and the kilometres of weeks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from evals.cases.fields import (
    Amount,
    Dated,
    Rpe,
    Strict,
    Whole,
    also,
    listed,
    mapping,
    no_truth_value,
)


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


def _is_up_to(value: object, most: int) -> bool:
    return isinstance(value, int | float) and value <= most


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
        """Read distances in km and miles, and times in minutes.

        A bare `distance` up to 300 is km and beyond m; a bare `time` up to 600 is minutes and
        beyond seconds. Source: own choice; nobody runs 300 km or rides for 10 hours in one session
        of a log, and 300 m or 10 minutes in the smaller unit would be no session.
        """
        row = mapping(data)
        if row is None:
            return data
        if "distance" in row:
            told = row.pop("distance")
            row["distance_km" if _is_up_to(told, 300) else "distance_m"] = _metres(told)
        for key in ("time", "duration"):
            if key in row:
                told = row.pop(key)
                row["time_min" if _is_up_to(told, 600) else "time_s"] = _seconds(told)
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
        several = listed(data)
        if several is not None:
            rows = [mapping(each) or {"km": each} for each in several]
            ordered = sorted(rows, key=lambda row: str(row.get("week", row.get("date", ""))))
            unknown = {key for row in rows for key in row} - {"week", "date", "km"}
            if unknown:
                msg = f"unknown keys {sorted(unknown)} of a week: there are `week` and `km`"
                raise ValueError(msg)
            return {"km": [row.get("km") for row in ordered]}
        told = mapping(data)
        if told is None or "km" in told:
            return data
        return {"km": [told[key] for key in sorted(told, key=str)]}
