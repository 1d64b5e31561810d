"""Writes workouts as Strong exports them on iOS since 2023, units in every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach.training.model import SetKind, Workout, WorkoutSet
from coach.units import MassUnit
from store.formats.export_csv import (
    Told,
    heading,
    line,
    notes_once,
    number,
    numbered,
    rating,
    remark,
    titled,
)

HEADER = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Weight Unit",
    "Reps",
    "RPE",
    "Distance",
    "Distance Unit",
    "Seconds",
    "Notes",
    "Workout Notes",
)
LETTERS = {SetKind.WARMUP: "W", SetKind.DROP: "D", SetKind.FAILURE: "F"}


def strong_export(workouts: Iterable[Workout], told: Told) -> Iterator[str]:
    """Yield the lines of the file.

    Args:
        workouts: Oldest first, as Strong writes them.
        told: Names, unit and zone.
    """
    yield line(HEADER)
    for workout in titled(workouts, lambda each: _start(each, told)):
        head = [_start(workout, told), heading(workout.title), duration(workout.duration_s)]
        said = remark(workout.notes)
        for index, performed, about in numbered(notes_once(workout.sets)):
            cells = _cells(performed, told)
            order = LETTERS.get(performed.kind, str(index + 1))
            yield line([*head, told.name(performed), order, *cells, about, said])


def duration(seconds: int | None) -> str:
    """Return a duration as `1h 10m`; seconds only where there are some."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "m"), (rest % 60, "s"))
    return " ".join(f"{amount}{letter}" for amount, letter in parts if amount)


def _start(workout: Workout, told: Told) -> str:
    return f"{workout.started_at.astimezone(told.zone):%Y-%m-%d %H:%M:%S}"


def _cells(performed: WorkoutSet, told: Told) -> list[str]:
    """Return weight to seconds; Strong writes 0 where a number does not apply."""
    pounds = told.unit is MassUnit.LB
    return [
        told.load(performed) or "0",
        "lbs" if pounds else "kg",
        str(performed.reps or 0),
        rating(performed.rpe),
        told.distance(performed) or "0",
        "mi" if pounds else "km",
        number(performed.seconds) or "0",
    ]
