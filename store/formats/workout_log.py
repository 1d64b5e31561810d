"""Reads a training-log file of any known app: bytes in, workouts and row errors out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import groupby
from typing import Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.errors import InvalidInput
from coach.training.model import MAX_SETS, ParsedLog, ParsedSet, ParsedWorkout, RowError
from coach.units import MassUnit
from store.formats.cells import BadCell, elapsed_s, in_zone, later_in_zone
from store.formats.hevy import hevy_reader, is_hevy
from store.formats.records import Reader, SetRecord
from store.formats.sniff import Row, Sheet, read_sheet
from store.formats.strong import is_strong, strong_reader

MAX_BAD_SHARE = 0.10
"""Share of unreadable rows above which a whole file is refused. Source: the worst real export of
any app had 6 % (99 of 1,624 rows, FitNotes, a quirk of that app); Strong and Hevy have none."""
ERRORS_NAMED = 3


def parse_workout_log(data: bytes, *, unit: MassUnit | None, time_zone: str) -> ParsedLog:
    """Read a Strong or Hevy export.

    Args:
        data: The file.
        unit: Unit of the loads, for files that do not name it; a file's own unit wins.
        time_zone: IANA name of the zone whose wall clock the file's times were read from.

    Raises:
        InvalidInput: The file as a whole cannot be used; codes `empty_file`, `utf16_file`,
            `binary_file`, `line_too_long`, `broken_quotes`, `truncated_file`, `unknown_format`,
            `unknown_unit`, `unit_needed`, `no_workouts`, `too_many_bad_rows`, `too_many_sets`,
            `unknown_time_zone`.
    """
    zone = find_zone(time_zone)
    sheet = read_sheet(data)
    reader = find_reader(sheet, unit)
    records: list[SetRecord] = []
    errors: list[RowError] = []
    skipped = 0
    for row in sheet.rows:
        try:
            record = read_row(reader, row, len(sheet.header))
        except BadCell as exc:
            errors.append(exc.at(row.line))
            continue
        if record is None:
            skipped += 1
        else:
            records.append(record)
    check_share(errors, len(sheet.rows))
    if not records:
        raise InvalidInput(
            "the file holds no workout, only its header.",
            way_out="Export the log again once it has a finished workout.",
            code="no_workouts",
        )
    return ParsedLog(
        source=reader.source,
        variant=reader.variant,
        unit_origin=cast("Literal['file', 'athlete']", reader.unit_origin),
        units=frozenset(record.unit for record in records if record.unit and record.load_kg),
        rows=len(sheet.rows),
        skipped=skipped,
        workouts=group(records, reader.source, zone),
        errors=tuple(errors),
    )


def find_zone(time_zone: str) -> ZoneInfo:
    """Return the zone of an IANA name.

    Raises:
        InvalidInput: code `unknown_time_zone`.
    """
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise InvalidInput(
            f"there is no time zone {time_zone!r}.",
            way_out="Use an IANA name such as Europe/Berlin.",
            code="unknown_time_zone",
        ) from exc


def find_reader(sheet: Sheet, unit: MassUnit | None) -> Reader:
    """Return the reader whose columns a file has.

    Raises:
        InvalidInput: code `unknown_format`, or `unit_needed`.
    """
    if is_hevy(sheet.header):
        return hevy_reader(sheet)
    if is_strong(sheet.header):
        return strong_reader(sheet, unit)
    seen = ", ".join(sheet.header)
    raise InvalidInput(
        f"the columns are not those of a Strong or Hevy export: {seen[:200]!r}.",
        way_out="Import a CSV export of Strong or Hevy, made with the app set to English.",
        code="unknown_format",
    )


def read_row(reader: Reader, row: Row, width: int) -> SetRecord | None:
    """Return the set of a row.

    Raises:
        BadCell: A cell cannot be read, or the row is wider than the header.
    """
    if len(row.cells) > width:
        raise BadCell("", row.cells[-1], f"has {len(row.cells)} cells under {width} columns")
    return reader.record(row)


def check_share(errors: list[RowError], rows: int) -> None:
    """Refuse a file with too many unreadable rows.

    Raises:
        InvalidInput: code `too_many_bad_rows`.
    """
    if len(errors) <= MAX_BAD_SHARE * rows:
        return
    named = "; ".join(
        f"line {error.line}: {error.column} {error.value!r} {error.reason}"
        for error in errors[:ERRORS_NAMED]
    )
    raise InvalidInput(
        f"{len(errors)} of {rows} rows cannot be read ({named}).",
        way_out="Export the log again with the app set to English, and import that file unchanged.",
        code="too_many_bad_rows",
    )


def group(records: list[SetRecord], source: str, zone: ZoneInfo) -> tuple[ParsedWorkout, ...]:
    """Return workouts, oldest first: sets of one start and title, in the order of the file."""
    in_order = sorted(records, key=session_key)
    workouts = (workout(list(sets), source, zone) for _, sets in groupby(in_order, session_key))
    return tuple(sorted(workouts, key=lambda each: each.started_at.timestamp()))


def session_key(record: SetRecord) -> tuple[str, str]:
    """Return what all rows of one workout share."""
    return record.started_at.isoformat(), record.title


def workout(records: list[SetRecord], source: str, zone: ZoneInfo) -> ParsedWorkout:
    """Return one workout; a note that the file repeats on every row is kept once.

    Raises:
        InvalidInput: code `too_many_sets`.
    """
    first = records[0]
    if len(records) > MAX_SETS:
        raise InvalidInput(
            f"the workout of {first.started_at} has {len(records)} sets; {MAX_SETS} is the limit.",
            way_out="Export the log again; every workout needs its own start time.",
            code="too_many_sets",
        )
    started_at = in_zone(first.started_at, zone)
    sets: list[ParsedSet] = []
    last_note: tuple[str, str] | None = None
    for record in records:
        this_note = (record.exercise_name, record.notes)
        sets.append(
            ParsedSet(
                exercise_name=record.exercise_name,
                kind=record.kind,
                load_kg=record.load_kg,
                reps=record.reps,
                rpe=record.rpe,
                distance_m=record.distance_m,
                seconds=record.seconds,
                notes="" if this_note == last_note else record.notes,
            )
        )
        last_note = this_note
    duration = first.duration_s
    if duration is None and first.ended_at is not None:
        duration = elapsed_s(started_at, later_in_zone(first.ended_at, started_at, zone))
    parsed = ParsedWorkout(
        started_at=started_at,
        title=first.title or "Workout",
        sets=tuple(sets),
        source_key="",
        duration_s=duration,
        notes=next((record.workout_notes for record in records if record.workout_notes), ""),
    )
    return replace(parsed, source_key=content_hash(parsed, source, first.started_at.isoformat()))


def content_hash(parsed: ParsedWorkout, source: str, local_start: str) -> str:
    """Return sha256 over all that a workout says, its wall-clock start included.

    The wall clock rather than the moment: an athlete who changes the time zone of the profile
    still re-imports nothing.
    """
    sets = [
        [
            each.exercise_name,
            each.kind,
            *(str(value) for value in (each.load_kg, each.reps, each.rpe)),
            *(str(value) for value in (each.distance_m, each.seconds, each.notes)),
        ]
        for each in parsed.sets
    ]
    content = [source, local_start, parsed.title, parsed.duration_s, parsed.notes, sets]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
