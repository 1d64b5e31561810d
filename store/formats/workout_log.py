"""Turns the rows of a delimited training log into workouts and row errors."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Literal, cast
from zoneinfo import ZoneInfo

from coach.errors import InvalidInput
from coach.imports import LeftOut, RowError, SourceRow, source_row
from coach.training.model import MAX_SETS, ParsedLog, ParsedSet, ParsedWorkout
from store.formats.cells import (
    BadCell,
    Cell,
    elapsed_s,
    find_zone,
    in_zone,
    later_in_zone,
    not_future,
)
from store.formats.records import Reader, SetRecord
from store.formats.registry import Reading
from store.formats.sniff import EXPORT_AGAIN, Row, Sheet

ERRORS_NAMED = 3
NO_SET = "rows without a set: rest timers, notes and sets never done"
REPEATED = "rows that stand in the file twice"


@dataclass(frozen=True, slots=True)
class Placed:
    """A set and the line of the file it stands on."""

    line: int
    record: SetRecord


@dataclass(slots=True)
class Rows:
    """What became of the rows of a sheet."""

    placed: list[Placed] = field(default_factory=list["Placed"])
    errors: list[RowError] = field(default_factory=list[RowError])
    raw: list[SourceRow] = field(default_factory=list[SourceRow])
    empty: int = 0


def read_log(sheet: Sheet, reader: Reader, reading: Reading) -> ParsedLog:
    """Return the workouts of a sheet; a row that cannot be read costs itself only.

    Raises:
        InvalidInput: Nothing in it can be used; codes `no_workouts`, `no_readable_rows`,
            `unknown_time_zone`.
    """
    zone = find_zone(reading.time_zone)
    rows = read_rows(sheet, reader, reading.latest, zone)
    total = len(sheet.rows) + len(sheet.damaged) + len(sheet.headers)
    if not rows.placed:
        raise nothing_read(rows.errors, total)
    blocks, repeated = distinct_blocks(rows.placed, sheet.headers)
    workouts, surplus = group(blocks, reader.source, zone)
    errors = sorted([*rows.errors, *surplus], key=lambda error: error.line)
    left_out = (LeftOut(NO_SET, rows.empty), LeftOut(REPEATED, repeated + len(sheet.headers)))
    used = (each.record for each in rows.placed)
    return ParsedLog(
        source=reader.source,
        variant=reader.variant,
        unit_origin=cast("Literal['file', 'athlete']", reader.unit_origin),
        units=frozenset(record.unit for record in used if record.unit and record.load_kg),
        rows=total,
        skipped=sum(each.count for each in left_out),
        workouts=workouts,
        errors=tuple(errors),
        left_out=tuple(each for each in left_out if each.count),
        raw=tuple(rows.raw),
    )


def read_rows(sheet: Sheet, reader: Reader, latest: datetime, zone: ZoneInfo) -> Rows:
    """Return every row of a sheet as a set, an error, or neither."""
    found = Rows()
    for row, error in sheet.damaged:
        found.errors.append(error)
        found.raw.append(source_row(row.line, row.text))
    width = len(sheet.header)
    for row in sheet.rows:
        try:
            record = reader.record(fitting(reader, row, width))
            if record is not None:
                refuse_future(record, latest, zone)
        except BadCell as exc:
            found.errors.append(exc.at(row.line))
        else:
            if record is None:
                found.empty += 1
                continue
            found.placed.append(Placed(row.line, record))
        found.raw.append(source_row(row.line, row.text))
    return found


def fitting(reader: Reader, row: Row, width: int) -> Row:
    """Return a row as wide as the header.

    Raises:
        BadCell: It is wider, and its reader knows no reason for it.
    """
    if len(row.cells) <= width:
        return row
    repaired = reader.repaired(row, width)
    if repaired is None:
        raise BadCell("", row.cells[-1], f"has {len(row.cells)} cells under {width} columns")
    return repaired


def refuse_future(record: SetRecord, latest: datetime, zone: ZoneInfo) -> None:
    """Refuse a set that did not happen yet.

    Raises:
        BadCell: It starts after `latest`.
    """
    start = record.started_at
    aware = start if start.tzinfo is not None else start.replace(tzinfo=zone)
    not_future(Cell("Date", start.isoformat(sep=" ")), aware, latest)


def nothing_read(errors: Sequence[RowError], rows: int) -> InvalidInput:
    """Return the error for a file with no set in it."""
    if not errors:
        return InvalidInput(
            "the file holds no workout, only its header.",
            way_out="Export the log again once it has a finished workout.",
            code="no_workouts",
        )
    named = "; ".join(
        f"line {error.line}: {error.column} {error.value!r} {error.reason}"
        for error in errors[:ERRORS_NAMED]
    )
    return InvalidInput(
        f"none of {rows} rows can be read ({named}).", way_out=EXPORT_AGAIN, code="no_readable_rows"
    )


def distinct_blocks(
    placed: Sequence[Placed], headers: Sequence[int]
) -> tuple[dict[tuple[str, str], list[Placed]], int]:
    """Return the rows of each session, and how many rows only repeat another block of theirs.

    Apps write a session as one block. When an equal block of the same session stands elsewhere in
    the file, two exports were pasted together; when a different one does, it belongs to it.
    """

    def block_key(each: Placed) -> tuple[tuple[str, str], int]:
        return session_key(each), bisect(headers, each.line)

    blocks: dict[tuple[str, str], list[Placed]] = {}
    seen: dict[tuple[str, str], list[list[SetRecord]]] = {}
    repeated = 0
    for (key, _), rows in groupby(placed, block_key):
        block = list(rows)
        records = [each.record for each in block]
        if records in seen.setdefault(key, []):
            repeated += len(block)
            continue
        seen[key].append(records)
        blocks.setdefault(key, []).extend(block)
    return blocks, repeated


def session_key(placed: Placed) -> tuple[str, str]:
    """Return what all rows of one workout share."""
    return placed.record.started_at.isoformat(), placed.record.title


def group(
    blocks: dict[tuple[str, str], list[Placed]], source: str, zone: ZoneInfo
) -> tuple[tuple[ParsedWorkout, ...], list[RowError]]:
    """Return workouts, oldest first, and errors for sets beyond the most a workout may have."""
    workouts: list[ParsedWorkout] = []
    surplus: list[RowError] = []
    for placed in blocks.values():
        workouts.append(workout(placed[:MAX_SETS], source, zone))
        surplus.extend(
            RowError(each.line, "", each.record.exercise_name, f"is beyond {MAX_SETS} sets a day")
            for each in placed[MAX_SETS:]
        )
    return tuple(sorted(workouts, key=lambda each: each.started_at.timestamp())), surplus


def workout(placed: Sequence[Placed], source: str, zone: ZoneInfo) -> ParsedWorkout:
    """Return one workout; a note that the file repeats on every row is kept once."""
    records = [each.record for each in placed]
    first = records[0]
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
        lines=tuple(each.line for each in placed),
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
