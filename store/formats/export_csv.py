"""What the two CSV exports share: cells in the athlete's unit that read back as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from coach.training.model import Workout, WorkoutSet
from coach.units import M_PER_MILE, MassUnit, kg_from, mass_in
from store.formats.cells import (
    LOAD_PLACES,
    MAX_NAME_CHARS,
    MAX_NOTE_CHARS,
    cut,
    one_line,
    plain,
    visible,
)
from store.formats.spreadsheet import guarded

METRE_PLACES = Decimal("0.01")
MAX_PLACES = 6
"""Decimal places tried; 0.0001 kg and 0.01 m need at most five in either unit."""
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows need beside the workouts."""

    names: Mapping[str, str]
    """Name of every exercise, by id."""
    unit: MassUnit
    zone: ZoneInfo
    """Zone whose wall clock the times are written in."""

    def name(self, performed: WorkoutSet) -> str:
        """Return the name of a set's exercise."""
        return heading(self.names[performed.exercise_id])

    def load(self, performed: WorkoutSet) -> str:
        """Return the load in the athlete's unit; empty for body weight only."""
        if not performed.load_kg:
            return ""
        kilograms = plain(performed.load_kg.quantize(LOAD_PLACES, ROUND_HALF_UP))
        return shortest(
            mass_in(kilograms, self.unit),
            lambda shown: plain(kg_from(shown, self.unit).quantize(LOAD_PLACES)) == kilograms,
        )

    def distance(self, performed: WorkoutSet) -> str:
        """Return the distance in kilometres or miles; empty for none."""
        if not performed.distance_m:
            return ""
        metres = plain(performed.distance_m.quantize(METRE_PLACES, ROUND_HALF_UP))
        factor = Decimal(1000) if self.unit is MassUnit.KG else M_PER_MILE
        return shortest(
            metres / factor,
            lambda shown: plain((shown * factor).quantize(METRE_PLACES)) == metres,
        )


def shortest(value: Decimal, reads_back: Callable[[Decimal], bool]) -> str:
    """Return the shortest decimal that a reader takes for the same amount: 225, not 225.0001."""
    shown = value
    for places in range(MAX_PLACES + 1):
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if reads_back(shown):
            break
    return f"{plain(shown):f}"


def number(value: Decimal | None) -> str:
    """Return a number without trailing zeros; empty for none and for zero."""
    return f"{plain(value):f}" if value else ""


def rating(value: Decimal | None) -> str:
    """Return a rating of perceived exertion, to the nearest half; empty for none."""
    if not value:
        return ""
    return f"{plain((value / HALF).quantize(Decimal(1), ROUND_HALF_UP) * HALF):f}"


def titled(workouts: Iterable[Workout], start: Callable[[Workout], str]) -> Iterator[Workout]:
    """Yield workouts with sets that were done, no two of one start and title.

    These files tell workouts apart by start and title, so a second one gets a number; those of one
    start are put in the order of their titles, which is the order in which they are read.

    Args:
        workouts: In the order of their start, or in the reverse of it.
        start: The start as the file writes it.
    """
    for _, together in groupby(workouts, start):
        named: dict[str, Workout] = {}
        for workout in sorted(together, key=_title):
            sets = tuple(each for each in workout.sets if was_done(each))
            if sets:
                name = _unused(_title(workout), named)
                named[name] = replace(workout, title=name, sets=sets)
        yield from (workout for _, workout in sorted(named.items()))


def heading(text: str) -> str:
    """Return a name on one line, as a cell that no spreadsheet runs."""
    return guarded(cut(one_line(text), MAX_NAME_CHARS))


def remark(text: str) -> str:
    """Return a note, as a cell that no spreadsheet runs."""
    return guarded(cut(visible(text).strip(), MAX_NOTE_CHARS))


def was_done(performed: WorkoutSet) -> bool:
    """Tell whether a set says that anything was performed."""
    return any((performed.load_kg, performed.reps, performed.distance_m, performed.seconds))


def notes_once(sets: Iterable[WorkoutSet]) -> Iterator[tuple[WorkoutSet, str]]:
    """Yield sets with their note; one that a set repeats from the set before is not written."""
    last: tuple[str, str] | None = None
    for performed in sets:
        said = remark(performed.notes)
        yield performed, "" if (performed.exercise_id, said) == last else said
        last = (performed.exercise_id, said)


def numbered(sets: Iterable[tuple[WorkoutSet, str]]) -> Iterator[tuple[int, WorkoutSet, str]]:
    """Yield sets with their number, from 0, within a run of sets of one exercise."""
    exercise, index = "", 0
    for performed, said in sets:
        index = index + 1 if performed.exercise_id == exercise else 0
        exercise = performed.exercise_id
        yield index, performed, said


def line(cells: Iterable[str]) -> str:
    """Return one line of a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _title(workout: Workout) -> str:
    return cut(one_line(workout.title), MAX_NAME_CHARS) or "Workout"


def _unused(name: str, taken: Container[str]) -> str:
    """Return a title, or the first of `title (2)`, `title (3)`, ... that is not taken."""
    shown, number = name, 1
    while shown in taken:
        number += 1
        suffix = f" ({number})"
        shown = name[: MAX_NAME_CHARS - len(suffix)].rstrip() + suffix
    return shown
