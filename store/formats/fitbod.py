"""Reads the workout export of Fitbod."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coach.training.model import MAX_REPS, ParsedLog, SetKind
from coach.units import MassUnit
from store.formats.cells import (
    MASS_UNITS,
    BadCell,
    Cell,
    dated,
    distance_m,
    flag,
    load_kg,
    name,
    note,
    seconds,
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
    "reps": "reps",
    "weight": "weight",
    "duration": "seconds",
    "distance": "distance",
    "iswarmup": "warmup",
    "note": "notes",
}
REQUIRED = frozenset({"date", "exercise", "reps", "weight", "warmup"})
OFFSET = re.compile(r"\s*([+-]\d\d):?(\d\d)$")


def is_fitbod(head: bytes) -> bool:
    """Tell whether a file has the columns every Fitbod export has."""
    return map_columns(header_of(head), ALIASES).keys() >= REQUIRED


def read_fitbod(content: Content, reading: Reading) -> ParsedLog:
    """Read a Fitbod export.

    Raises:
        InvalidInput: Nothing in it can be used; `unit_needed` when it names no unit.
    """
    sheet = read_sheet(content.whole())
    return read_log(sheet, fitbod_reader(sheet, reading.unit), reading)


def fitbod_reader(sheet: Sheet, unit: MassUnit | None) -> FitbodReader:
    """Return a reader for a Fitbod file; its header names the units.

    Raises:
        InvalidInput: Neither the file nor the caller names the unit (code `unit_needed`).
    """
    columns = map_columns(sheet.header, ALIASES)
    in_header = MASS_UNITS.get(columns["weight"].unit)
    if in_header is None and unit is None:
        raise unit_needed("this Fitbod export")
    length = columns["distance"].unit if "distance" in columns else ""
    return FitbodReader(
        columns=columns,
        unit=in_header or unit or MassUnit.KG,
        unit_origin="athlete" if in_header is None else "file",
        distance_unit=length or "m",
    )


@dataclass(frozen=True, slots=True)
class FitbodReader(Reader):
    """Rows of one Fitbod file."""

    columns: Columns
    unit: MassUnit
    unit_origin: str
    distance_unit: str

    source = "fitbod"
    variant = "workout export"

    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a set never done.

        Raises:
            BadCell: A cell cannot be read.
        """
        distance = cell(row, self.columns, "distance")
        warmup = flag(cell(row, self.columns, "warmup"))
        record = SetRecord(
            started_at=moment(cell(row, self.columns, "date")),
            title="",
            workout_notes="",
            exercise_name=name(cell(row, self.columns, "exercise")),
            kind=SetKind.WARMUP if warmup else SetKind.NORMAL,
            load_kg=load_kg(cell(row, self.columns, "weight"), self.unit),
            unit=self.unit,
            reps=whole(cell(row, self.columns, "reps"), most=MAX_REPS) or None,
            rpe=None,
            distance_m=distance_m(distance, Cell(distance.column, self.distance_unit)),
            seconds=seconds(cell(row, self.columns, "seconds")),
            notes=note(cell(row, self.columns, "notes").text),
        )
        return record if record.was_done else None


def moment(source: Cell) -> datetime:
    """Return `2026-10-05 18:51:52 +0000`, or an ISO time.

    Raises:
        BadCell: Another form.
    """
    text = OFFSET.sub(r"\1:\2", source.text.strip())
    try:
        return dated(source, datetime.fromisoformat(text))
    except ValueError as exc:
        raise BadCell(
            source.column, source.text, "is not a date such as 2026-10-05 18:51:52 +0000"
        ) from exc
