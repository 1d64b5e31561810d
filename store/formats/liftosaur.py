"""Reads the history export of Liftosaur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coach.training.model import MAX_REPS, ParsedLog, SetKind
from coach.units import MassUnit
from store.formats.cells import (
    BadCell,
    Cell,
    dated,
    flag,
    load_kg,
    mass_unit,
    name,
    note,
    rpe,
    title,
    whole,
)
from store.formats.columns import Columns, cell, map_columns
from store.formats.content import Content
from store.formats.records import Reader, SetRecord
from store.formats.registry import Reading
from store.formats.sniff import Row, header_of, read_sheet
from store.formats.workout_log import read_log

ALIASES: Mapping[str, str] = {
    "workout datetime": "date",
    "program": "program",
    "day name": "day",
    "exercise": "exercise",
    "is warmup set?": "warmup",
    "completed reps": "reps",
    "completed rpe": "rpe",
    "completed weight value": "weight",
    "completed weight unit": "weight_unit",
    "notes": "notes",
}
REQUIRED = frozenset({"date", "exercise", "reps", "weight", "weight_unit"})
# fmt: off
EQUIPMENT = frozenset((
    "barbell", "dumbbell", "kettlebell", "cable", "band", "bodyweight", "smith", "ezbar",
    "trapbar", "leverage machine", "leveragemachine", "medicineball",
))
# fmt: on
"""What Liftosaur writes behind the comma of "Squat, Barbell"."""
WRITTEN_OUT = {
    "smith": "Smith Machine",
    "ezbar": "EZ Bar",
    "trapbar": "Trap Bar",
    "leveragemachine": "Machine",
    "leverage machine": "Machine",
    "medicineball": "Medicine Ball",
}


def is_liftosaur(head: bytes) -> bool:
    """Tell whether a file has the columns every Liftosaur export has."""
    return map_columns(header_of(head), ALIASES).keys() >= REQUIRED


def read_liftosaur(content: Content, reading: Reading) -> ParsedLog:
    """Read a Liftosaur export.

    Raises:
        InvalidInput: Nothing in it can be used.
    """
    sheet = read_sheet(content.whole())
    return read_log(sheet, LiftosaurReader(map_columns(sheet.header, ALIASES)), reading)


@dataclass(frozen=True, slots=True)
class LiftosaurReader(Reader):
    """Rows of one Liftosaur file."""

    columns: Columns

    source = "liftosaur"
    variant = "history export"
    unit_origin = "file"

    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a set never done.

        Raises:
            BadCell: A cell cannot be read.
        """
        reps = whole(cell(row, self.columns, "reps"), most=MAX_REPS)
        if not reps:
            return None  # the required load stands there although nothing was lifted
        weight = cell(row, self.columns, "weight")
        unit = mass_unit(cell(row, self.columns, "weight_unit"))
        if unit is None and weight.text.strip(" 0.,"):
            raise BadCell(weight.column, weight.text, "has no unit in this row")
        day = [cell(row, self.columns, field).text for field in ("program", "day")]
        return SetRecord(
            started_at=moment(cell(row, self.columns, "date")),
            title=title(", ".join(part for part in day if part.strip())),
            workout_notes="",
            exercise_name=bracketed(name(cell(row, self.columns, "exercise"))),
            kind=SetKind.WARMUP if flag(cell(row, self.columns, "warmup")) else SetKind.NORMAL,
            load_kg=load_kg(weight, unit or MassUnit.KG),
            unit=unit,
            reps=reps,
            rpe=rpe(cell(row, self.columns, "rpe")),
            distance_m=None,
            seconds=None,
            notes=note(cell(row, self.columns, "notes").text),
        )


def bracketed(written: str) -> str:
    """Return "Squat, Barbell" as "Squat (Barbell)", the way other apps write it."""
    core, comma, tool = written.rpartition(", ")
    if not comma or tool.casefold() not in EQUIPMENT:
        return written
    return f"{core} ({WRITTEN_OUT.get(tool.casefold(), tool)})"


def moment(source: Cell) -> datetime:
    """Return `2026-03-01T10:00:00.000Z`.

    Raises:
        BadCell: Another form.
    """
    try:
        return dated(source, datetime.fromisoformat(source.text.strip()))
    except ValueError as exc:
        raise BadCell(
            source.column, source.text, "is not a date such as 2026-03-01T10:00:00.000Z"
        ) from exc
