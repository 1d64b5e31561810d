"""Reads the workout export of Hevy, in kilograms or pounds, with either way of writing dates."""

from __future__ import annotations

import re
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
    load_kg,
    name,
    note,
    rpe,
    seconds,
    title,
    whole,
)
from store.formats.columns import HEVY, Columns, cell, map_columns
from store.formats.content import Content
from store.formats.records import Reader, SetRecord
from store.formats.registry import Reading
from store.formats.sniff import Row, Sheet, header_of, read_sheet
from store.formats.workout_log import read_log

REQUIRED = frozenset({"workout_name", "date", "exercise", "set_type", "weight", "reps"})
KINDS = {
    "normal": SetKind.NORMAL,
    "warmup": SetKind.WARMUP,
    "warm_up": SetKind.WARMUP,
    "failure": SetKind.FAILURE,
    "dropset": SetKind.DROP,
    "drop_set": SetKind.DROP,
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2}) (?P<mon>[a-z]+)\.? (?P<y>\d{4}), (?P<h>\d{1,2}):(?P<m>\d\d)"
)
MONTH_FIRST = re.compile(
    r"(?P<mon>[a-z]+)\.? (?P<d>\d{1,2}), (?P<y>\d{4}), (?P<h>\d{1,2}):(?P<m>\d\d) ?(?P<half>[ap]m)?"
)


def is_hevy(head: bytes) -> bool:
    """Tell whether a file has the columns every Hevy export has."""
    return map_columns(header_of(head), HEVY).keys() >= REQUIRED


def read_hevy(content: Content, reading: Reading) -> ParsedLog:
    """Read a Hevy export.

    Raises:
        InvalidInput: Nothing in it can be used.
    """
    sheet = read_sheet(content.whole())
    return read_log(sheet, hevy_reader(sheet), reading)


@dataclass(frozen=True, slots=True)
class HevyReader(Reader):
    """Rows of one Hevy file."""

    columns: Columns
    unit: MassUnit
    distance_unit: Cell

    source = "hevy"
    unit_origin = "file"

    @property
    def variant(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] - derived
        """The layout in words."""
        return f"weights in {self.unit}"

    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a set never done.

        Raises:
            BadCell: A cell cannot be read.
        """
        end = cell(row, self.columns, "end")
        record = SetRecord(
            started_at=moment(cell(row, self.columns, "date")),
            ended_at=moment(end) if end.text.strip() else None,
            title=title(cell(row, self.columns, "workout_name").text),
            workout_notes=note(unescape(cell(row, self.columns, "workout_notes").text)),
            exercise_name=name(cell(row, self.columns, "exercise")),
            kind=set_kind(cell(row, self.columns, "set_type")),
            load_kg=load_kg(cell(row, self.columns, "weight"), self.unit),
            unit=self.unit,
            reps=whole(cell(row, self.columns, "reps"), most=MAX_REPS) or None,
            rpe=rpe(cell(row, self.columns, "rpe")),
            distance_m=distance_m(cell(row, self.columns, "distance"), self.distance_unit),
            seconds=seconds(cell(row, self.columns, "seconds")),
            notes=note(unescape(cell(row, self.columns, "notes").text)),
        )
        return record if record.was_done else None


def hevy_reader(sheet: Sheet) -> HevyReader:
    """Return a reader for a Hevy file; its header names the units."""
    columns = map_columns(sheet.header, HEVY)
    distance = columns.get("distance")
    return HevyReader(
        columns=columns,
        unit=MASS_UNITS[columns["weight"].unit],
        distance_unit=Cell(distance.header, distance.unit) if distance else Cell("distance", "km"),
    )


def unescape(text: str) -> str:
    r"""Return a note with Hevy's literal `\n` as a line end."""
    return text.replace("\\n", "\n")


def set_kind(source: Cell) -> SetKind:
    """Return the kind of set.

    Raises:
        BadCell: A type this reader does not know.
    """
    kind = KINDS.get(source.text.strip().casefold())
    if kind is None:
        raise BadCell(source.column, source.text, "is not normal, warmup, failure or dropset")
    return kind


def moment(source: Cell) -> datetime:
    """Return `5 Oct 2026, 18:00`, `May 15, 2026, 7:26 PM` or an ISO time.

    Raises:
        BadCell: Another form, or no such day.
    """
    text = " ".join(source.text.casefold().split())
    match = DAY_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text)
    try:
        if match is None:
            return dated(source, datetime.fromisoformat(source.text.strip()))
        month = MONTHS.index(match["mon"][:3]) + 1
        hour = hour_of(int(match["h"]), match.groupdict().get("half"))
        local = datetime(int(match["y"]), month, int(match["d"]), hour, int(match["m"]))  # noqa: DTZ001 - the zone is the athlete's, added later
        return dated(source, local)
    except ValueError as exc:
        raise BadCell(
            source.column, source.text, "is not a date such as 5 Oct 2026, 18:00"
        ) from exc


def hour_of(hour: int, half: str | None) -> int:
    """Return the hour of the day, 0 to 23, from a clock of 24 or of twice 12 hours.

    Raises:
        ValueError: The hour does not exist on that clock.
    """
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        msg = f"no hour {hour} on a twelve-hour clock"
        raise ValueError(msg)
    return hour % 12 + (12 if half == "pm" else 0)
