"""Writes workouts as Hevy exports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

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

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_MIN = 2 * 24 * 60
"""Two days: a reader of these files takes a longer one for a wrong date."""
KINDS = {
    SetKind.NORMAL: "normal",
    SetKind.WARMUP: "warmup",
    SetKind.DROP: "dropset",
    SetKind.FAILURE: "failure",
}


def hevy_export(workouts: Iterable[Workout], told: Told) -> Iterator[str]:
    """Yield the lines of the file.

    Args:
        workouts: Newest first, as Hevy writes them.
        told: Names, unit and zone.
    """
    yield line(header(told.unit))
    for workout in titled(workouts, lambda each: _moment(each.started_at, told)):
        head = [
            heading(workout.title),
            _moment(workout.started_at, told),
            _end(workout, told),
            _escaped(remark(workout.notes)),
        ]
        for index, performed, about in numbered(notes_once(workout.sets)):
            cells = _cells(performed, told)
            yield line([*head, told.name(performed), "", _escaped(about), str(index), *cells])


def header(unit: MassUnit) -> tuple[str, ...]:
    """Return the columns; two of them name the unit."""
    pounds = unit is MassUnit.LB
    return (
        "title",
        "start_time",
        "end_time",
        "description",
        "exercise_title",
        "superset_id",
        "exercise_notes",
        "set_index",
        "set_type",
        "weight_lbs" if pounds else "weight_kg",
        "reps",
        "distance_miles" if pounds else "distance_km",
        "duration_seconds",
        "rpe",
    )


def _cells(performed: WorkoutSet, told: Told) -> list[str]:
    """Return type to RPE; Hevy leaves empty what does not apply."""
    return [
        KINDS[performed.kind],
        told.load(performed),
        str(performed.reps or ""),
        told.distance(performed),
        number(performed.seconds),
        rating(performed.rpe),
    ]


def _moment(moment: datetime, told: Told) -> str:
    """Return `5 Oct 2026, 18:00`, whatever the language of the machine is."""
    local = moment.astimezone(told.zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local:%Y, %H:%M}"


def _end(workout: Workout, told: Told) -> str:
    """Return when a workout ended, to the minute like its start; empty when nobody knows."""
    minutes = round((workout.duration_s or 0) / 60)
    if not 0 < minutes <= LONGEST_MIN:
        return ""
    return _moment(workout.started_at.astimezone(UTC) + timedelta(minutes=minutes), told)


def _escaped(text: str) -> str:
    r"""Return a note with its line ends as Hevy writes them, a literal `\n`."""
    return text.replace("\n", "\\n")
