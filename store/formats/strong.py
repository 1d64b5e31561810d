"""Reads the workout export of Strong: iOS classic, iOS since 2023, Android, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from coach.errors import InvalidInput
from coach.training.model import MAX_REPS, ParsedLog, SetKind
from coach.units import MassUnit
from store.formats.cells import (
    BadCell,
    Cell,
    dated,
    distance_m,
    load_kg,
    mass_unit,
    name,
    note,
    rpe,
    seconds,
    session_s,
    title,
    whole,
)
from store.formats.columns import STRONG, Columns, cell, map_columns
from store.formats.content import Content
from store.formats.records import Reader, SetRecord
from store.formats.registry import Reading, unit_needed
from store.formats.sniff import Row, Sheet, header_of, read_sheet
from store.formats.workout_log import read_log

REQUIRED = frozenset({"date", "workout_name", "exercise", "set_order", "weight", "reps"})
NOT_A_SET = frozenset({"rest timer", "note"})
"""Values of Set Order, or of the exercise, on rows that hold no set."""
KINDS = {"w": SetKind.WARMUP, "d": SetKind.DROP, "f": SetKind.FAILURE}
NUMBERED_SET = re.compile(r"\d+(?P<kind>[wdf])?")


def is_strong(head: bytes) -> bool:
    """Tell whether a file has the columns every Strong export has."""
    return map_columns(header_of(head), STRONG).keys() >= REQUIRED


def read_strong(content: Content, reading: Reading) -> ParsedLog:
    """Read a Strong export.

    Raises:
        InvalidInput: Nothing in it can be used.
    """
    sheet = read_sheet(content.whole())
    return read_log(sheet, strong_reader(sheet, reading.unit), reading)


@dataclass(frozen=True, slots=True)
class StrongReader(Reader):
    """Rows of one Strong file."""

    columns: Columns
    variant: str
    unit: MassUnit | None
    """The unit of rows that name none: from the header, else from the athlete."""
    unit_origin: str
    distance_unit: str
    """Unit of distances that name none."""

    source = "strong"

    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a rest timer and for a set never done.

        Raises:
            BadCell: A cell cannot be read.
        """
        order = cell(row, self.columns, "set_order")
        if order.text.strip().casefold() in NOT_A_SET:
            return None
        unit = mass_unit(cell(row, self.columns, "weight_unit")) or self.unit
        weight = cell(row, self.columns, "weight")
        if unit is None and weight.text.strip(" 0.,"):
            raise BadCell(weight.column, weight.text, "has no unit in this row")
        record = SetRecord(
            started_at=moment(cell(row, self.columns, "date")),
            title=title(cell(row, self.columns, "workout_name").text),
            duration_s=session_s(cell(row, self.columns, "duration")),
            workout_notes=note(cell(row, self.columns, "workout_notes").text),
            exercise_name=name(cell(row, self.columns, "exercise")),
            kind=set_kind(order),
            load_kg=load_kg(weight, unit or MassUnit.KG),
            unit=unit,
            reps=whole(cell(row, self.columns, "reps"), most=MAX_REPS) or None,
            rpe=rpe(cell(row, self.columns, "rpe")),
            distance_m=distance_m(cell(row, self.columns, "distance"), self.length_unit(row)),
            seconds=seconds(cell(row, self.columns, "seconds")),
            notes=note(cell(row, self.columns, "notes").text),
        )
        return record if record.was_done else None

    def length_unit(self, row: Row) -> Cell:
        """Return the unit of this row's distance."""
        named = cell(row, self.columns, "distance_unit")
        return named if named.text.strip() else Cell(named.column, self.distance_unit)


def strong_reader(sheet: Sheet, unit: MassUnit | None) -> StrongReader:
    """Return a reader for a Strong file.

    Raises:
        InvalidInput: code `unit_needed` when neither the file nor the caller names the unit,
            `unknown_unit` when the header names one this reader does not know.
    """
    columns = map_columns(sheet.header, STRONG)
    try:
        in_header = mass_unit(Cell(columns["weight"].header, columns["weight"].unit))
    except BadCell as exc:
        raise InvalidInput(
            f"column {exc.column!r} {exc.reason}.",
            way_out="Export the log again with the app set to kg or lb.",
            code="unknown_unit",
        ) from exc
    in_rows = "weight_unit" in columns
    if in_header is None and not in_rows and unit is None:
        raise unit_needed("this Strong export")
    base = in_header or (None if in_rows else unit)
    length = columns["distance"].unit if "distance" in columns else ""
    return StrongReader(
        columns=columns,
        variant=variant_of(sheet, columns),
        unit=base,
        unit_origin="file" if in_header is not None or in_rows else "athlete",
        distance_unit=length or ("mi" if base is MassUnit.LB else "km"),
    )


def variant_of(sheet: Sheet, columns: Columns) -> str:
    """Return which of Strong's layouts a file has, in words."""
    if "workout_number" in columns:
        return "numbered"
    if "weight_unit" not in columns:
        return "iOS classic"
    return "Android" if sheet.delimiter == ";" else "iOS since 2023"


def moment(source: Cell) -> datetime:
    """Return the start of a workout as the file writes it, `2020-12-30 18:51:52`.

    Raises:
        BadCell: Another form.
    """
    try:
        return dated(source, datetime.fromisoformat(source.text.strip()))
    except ValueError as exc:
        raise BadCell(
            source.column, source.text, "is not a date such as 2026-10-05 18:51:52"
        ) from exc


def set_kind(order: Cell) -> SetKind:
    """Return the kind of set: a number is a normal one, W a warm-up, D a drop set, F to failure.

    Raises:
        BadCell: Another value.
    """
    text = order.text.strip().casefold()
    if text in KINDS:
        return KINDS[text]
    match = NUMBERED_SET.fullmatch(text)
    if match is None:
        raise BadCell(order.column, order.text, "is not a set number, W, D or F")
    return KINDS.get(match["kind"] or "", SetKind.NORMAL)
