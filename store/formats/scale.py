"""Reads files of weigh-ins: the body tracker of FitNotes, the scale weights of MacroFactor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from coach.errors import InvalidInput
from coach.imports import LeftOut, ParsedWeighIn, RowError, SourceRow, source_row
from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats.cells import (
    BadCell,
    Cell,
    body_mass_kg,
    dated,
    find_zone,
    in_zone,
    mass_unit,
    not_future,
)
from store.formats.columns import Columns, cell, map_columns
from store.formats.content import Content
from store.formats.registry import Reading, unit_needed
from store.formats.sniff import EXPORT_AGAIN, Row, header_of, read_sheet
from store.formats.source_keys import key_of

FITNOTES: Mapping[str, str] = {
    "date": "date",
    "time": "time",
    "measurement": "measurement",
    "value": "weight",
    "unit": "weight_unit",
}
MACROFACTOR: Mapping[str, str] = {
    "date": "date",
    "scale weight": "weight",
    "weight": "weight",
    "trend weight": "trend",
}
BODY_WEIGHT_NAMES = frozenset({"bodyweight", "body weight", "weight"})
MORNING = time(7)
"""A day without a time. Source: coaching practice; people weigh themselves after getting up."""
OTHER_MEASURES = "measurements other than body weight"
DAYS_WITHOUT = "days without a weigh-in"


def is_fitnotes_body(head: bytes) -> bool:
    """Tell whether a file has the columns of FitNotes' body tracker."""
    return map_columns(header_of(head), FITNOTES).keys() >= set(FITNOTES.values())


def is_macrofactor_scale(head: bytes) -> bool:
    """Tell whether a file holds dates and scale weights, and nothing that was eaten or lifted."""
    header = header_of(head)
    found = map_columns(header, MACROFACTOR)
    named = "trend" in found or ("weight" in found and "scale" in found["weight"].header.casefold())
    return named and found.keys() >= {"date", "weight"} and len(found) == len(header)


def read_fitnotes_body(content: Content, reading: Reading) -> ParsedLog:
    """Read the body tracker of FitNotes.

    Raises:
        InvalidInput: Nothing in it can be used.
    """
    return read_scale(content, reading, "fitnotes", FITNOTES)


def read_macrofactor_scale(content: Content, reading: Reading) -> ParsedLog:
    """Read the scale weights of MacroFactor.

    Raises:
        InvalidInput: Nothing in it can be used; `unit_needed` when it names no unit.
    """
    return read_scale(content, reading, "macrofactor", MACROFACTOR)


@dataclass(frozen=True, slots=True)
class ScaleReader:
    """Rows of one file of weigh-ins."""

    columns: Columns
    unit: MassUnit | None
    zone: ZoneInfo
    latest: datetime
    source: str

    def weigh_in(self, row: Row) -> ParsedWeighIn | LeftOut:
        """Return the weigh-in of a row, or why it holds none.

        Raises:
            BadCell: A cell cannot be read.
        """
        measured = cell(row, self.columns, "measurement").text.strip().casefold()
        if measured and measured not in BODY_WEIGHT_NAMES:
            return LeftOut(OTHER_MEASURES, 1)
        weight = cell(row, self.columns, "weight")
        if not weight.text.strip():
            return LeftOut(DAYS_WITHOUT, 1)
        unit = mass_unit(cell(row, self.columns, "weight_unit")) or self.unit
        if unit is None:
            raise BadCell(weight.column, weight.text, "has no unit in this row")
        local = local_moment(cell(row, self.columns, "date"), cell(row, self.columns, "time"))
        at = in_zone(local, self.zone)
        not_future(cell(row, self.columns, "date"), at, self.latest)
        key = key_of(self.source, "weigh_in", local.isoformat())
        return ParsedWeighIn(at, body_mass_kg(weight, unit), key, (row.line,))


def read_scale(
    content: Content, reading: Reading, source: str, aliases: Mapping[str, str]
) -> ParsedLog:
    """Return the weigh-ins of a file.

    Raises:
        InvalidInput: Nothing in it can be used.
    """
    sheet = read_sheet(content.whole())
    columns = map_columns(sheet.header, aliases)
    in_header = mass_unit(Cell(columns["weight"].header, columns["weight"].unit))
    if in_header is None and "weight_unit" not in columns and reading.unit is None:
        raise unit_needed("this file")
    reader = ScaleReader(
        columns=columns,
        unit=in_header or reading.unit,
        zone=find_zone(reading.time_zone),
        latest=reading.latest,
        source=source,
    )
    found = collect(sheet.rows, reader.weigh_in)
    errors = sorted([*found.errors, *(error for _, error in sheet.damaged)], key=lambda e: e.line)
    if not found.weigh_ins:
        raise InvalidInput(
            "the file holds no weigh-in that can be read.",
            way_out=EXPORT_AGAIN,
            code="no_readable_rows" if errors else "no_workouts",
        )
    named = in_header is not None or "weight_unit" in columns
    left_out = tuple(LeftOut(reason, count) for reason, count in found.left_out.items())
    return ParsedLog(
        source=source,
        variant="weigh-ins",
        unit_origin="file" if named else "athlete",
        units=frozenset({reader.unit} if reader.unit else ()),
        rows=len(sheet.rows) + len(sheet.damaged),
        skipped=sum(found.left_out.values()),
        workouts=(),
        errors=tuple(errors),
        weigh_ins=tuple(sorted(found.weigh_ins.values(), key=lambda each: each.at)),
        left_out=left_out,
        raw=(*found.raw, *(source_row(row.line, row.text) for row, _ in sheet.damaged)),
    )


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of the rows."""

    weigh_ins: dict[str, ParsedWeighIn]
    errors: list[RowError]
    left_out: dict[str, int]
    raw: list[SourceRow]


def collect(rows: tuple[Row, ...], read: Callable[[Row], ParsedWeighIn | LeftOut]) -> Collected:
    """Return what became of each row; of two weigh-ins at one moment the last counts."""
    found = Collected({}, [], {}, [])
    for row in rows:
        try:
            result = read(row)
        except BadCell as exc:
            found.errors.append(exc.at(row.line))
        else:
            if isinstance(result, LeftOut):
                found.left_out[result.reason] = found.left_out.get(result.reason, 0) + 1
                continue
            found.weigh_ins[result.source_key] = result
        found.raw.append(source_row(row.line, row.text))
    return found


def local_moment(day: Cell, clock: Cell) -> datetime:
    """Return a day and a time of day, seven in the morning where there is none.

    Raises:
        BadCell: No such day or time.
    """
    try:
        date = datetime.fromisoformat(day.text.strip())
        text = clock.text.strip()
        at = time.fromisoformat(text.zfill(5) if len(text) < 5 else text) if text else MORNING
    except ValueError as exc:
        raise BadCell(day.column, f"{day.text} {clock.text}".strip(), "is not a date") from exc
    return dated(day, datetime.combine(date, at))
