"""Reads the workout export of FitNotes, old and new, and mends names with unquoted commas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from coach.training.model import MAX_REPS, ParsedLog, SetKind
from coach.units import MassUnit
from store.formats.cells import (
    MASS_UNITS,
    MAX_SECONDS,
    METRES,
    BadCell,
    Cell,
    dated,
    distance_m,
    duration_s,
    load_kg,
    mass_unit,
    name,
    note,
    number,
    whole,
)
from store.formats.columns import Columns, cell, map_columns
from store.formats.content import Content
from store.formats.records import Reader, SetRecord
from store.formats.registry import Reading, unit_needed
from store.formats.sniff import Row, Sheet, header_of, read_sheet
from store.formats.workout_log import read_log

ALIASES: Mapping[str, str] = {
    "date": "date",
    "exercise": "exercise",
    "category": "category",
    "weight": "weight",
    "weight unit": "weight_unit",
    "reps": "reps",
    "distance": "distance",
    "distance unit": "distance_unit",
    "time": "time",
    "comment": "comment",
}
REQUIRED = frozenset({"date", "exercise", "category", "weight", "reps", "distance", "time"})
NOON = time(12)
"""The file has days only; noon keeps the day in every zone the athlete may move to."""
NUMBER_FIELDS = ("weight", "reps", "distance")


def is_fitnotes(head: bytes) -> bool:
    """Tell whether a file has the columns every FitNotes export has."""
    return map_columns(header_of(head), ALIASES).keys() >= REQUIRED


def read_fitnotes(content: Content, reading: Reading) -> ParsedLog:
    """Read a FitNotes export; all sets of a day are one workout.

    Raises:
        InvalidInput: Nothing in it can be used; `unit_needed` when it names no unit.
    """
    sheet = read_sheet(content.whole())
    return read_log(sheet, fitnotes_reader(sheet, reading.unit), reading)


def fitnotes_reader(sheet: Sheet, unit: MassUnit | None) -> FitNotesReader:
    """Return a reader for a FitNotes file.

    Raises:
        InvalidInput: Neither the file nor the caller names the unit (code `unit_needed`).
    """
    columns = map_columns(sheet.header, ALIASES)
    in_header = MASS_UNITS.get(columns["weight"].unit)
    in_rows = "weight_unit" in columns
    if in_header is None and not in_rows and unit is None:
        raise unit_needed("this FitNotes export")
    return FitNotesReader(
        columns=columns,
        variant="with units in rows" if in_rows else "with the unit in the header",
        unit=in_header or (None if in_rows else unit),
        unit_origin="file" if in_header is not None or in_rows else "athlete",
    )


@dataclass(frozen=True, slots=True)
class FitNotesReader(Reader):
    """Rows of one FitNotes file."""

    columns: Columns
    variant: str
    unit: MassUnit | None
    unit_origin: str

    source = "fitnotes"

    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a set never done.

        Raises:
            BadCell: A cell cannot be read.
        """
        weight = cell(row, self.columns, "weight")
        unit = mass_unit(cell(row, self.columns, "weight_unit")) or self.unit
        if unit is None and weight.text.strip(" 0.,"):
            raise BadCell(weight.column, weight.text, "has no unit in this row")
        time_cell = cell(row, self.columns, "time")
        held = duration_s(time_cell)
        if held is not None and held > MAX_SECONDS:
            raise BadCell(time_cell.column, time_cell.text, "is above two days")
        record = SetRecord(
            started_at=day_at_noon(cell(row, self.columns, "date")),
            title="",
            workout_notes="",
            exercise_name=name(cell(row, self.columns, "exercise")),
            kind=SetKind.NORMAL,
            load_kg=load_kg(weight, unit or MassUnit.KG),
            unit=unit,
            reps=whole(cell(row, self.columns, "reps"), most=MAX_REPS) or None,
            rpe=None,
            distance_m=self.distance(row),
            seconds=Decimal(held) if held else None,
            notes=note(cell(row, self.columns, "comment").text),
        )
        return record if record.was_done else None

    def distance(self, row: Row) -> Decimal | None:
        """Return the distance of a row in metres; kilometres where it names no unit.

        Raises:
            BadCell: It is no distance.
        """
        named = cell(row, self.columns, "distance_unit")
        unit = named if named.text.strip() else Cell(named.column, "km")
        return distance_m(cell(row, self.columns, "distance"), unit)

    def repaired(self, row: Row, width: int) -> Row | None:
        """Return a row whose exercise or comment holds unquoted commas, put together again.

        The surplus cells are given to the exercise and the comment in the one way that leaves
        numbers, a unit and a time where they belong; most to the exercise.

        Source:
            99 of 1,624 rows (6 %) of a real export have an exercise with an unquoted comma.
        """
        surplus = len(row.cells) - width
        at = self.columns["exercise"].index
        last = self.columns["comment"].index if "comment" in self.columns else None
        for in_name in range(surplus, -1, -1):
            cells = joined(row.cells, at, in_name)
            if in_name < surplus:
                if last is None:
                    return None
                cells = joined(cells, last, surplus - in_name)
            if self.is_aligned(Row(row.line, cells)):
                return Row(row.line, cells, row.text)
        return None

    def is_aligned(self, row: Row) -> bool:
        """Tell whether numbers, units and times stand under their headers."""
        try:
            for field in NUMBER_FIELDS:
                number(cell(row, self.columns, field), most=Decimal(1_000_000))
            duration_s(cell(row, self.columns, "time"))
        except BadCell:
            return False
        length = cell(row, self.columns, "distance_unit").text.strip().casefold()
        mass = cell(row, self.columns, "weight_unit").text.strip().casefold()
        return length in {"", *METRES} and mass in {"", *MASS_UNITS}


def joined(cells: tuple[str, ...], at: int, more: int) -> tuple[str, ...]:
    """Return cells with the one at `at` and the `more` behind it put together by commas."""
    return (*cells[:at], ",".join(cells[at : at + more + 1]), *cells[at + more + 1 :])


def day_at_noon(source: Cell) -> datetime:
    """Return `2026-10-05` as noon of that day.

    Raises:
        BadCell: Another form, or no such day.
    """
    try:
        return dated(source, datetime.combine(datetime.fromisoformat(source.text.strip()), NOON))
    except ValueError as exc:
        raise BadCell(source.column, source.text, "is not a date such as 2026-10-05") from exc
