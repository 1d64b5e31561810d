"""Reads Garmin FIT files: endurance sessions, strength sets and scale weights."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import cast

from fitdecode import CrcCheck, ErrorHandling, FitError, FitReader
from fitdecode.profile import FIELD_TYPES
from fitdecode.records import FitCRC, FitDataMessage
from fitdecode.types import FieldData

from coach.errors import InvalidInput
from coach.imports import ParsedCardio, ParsedWeighIn, RowError, source_row
from coach.training.model import MAX_REPS, ParsedLog, ParsedSet, ParsedWorkout
from coach.training.rules.garmin_names import garmin_name
from coach.units import MassUnit
from store.formats.cells import (
    MAX_DISTANCE_M,
    MAX_SECONDS,
    BadCell,
    Cell,
    body_mass_kg,
    dated,
    load_kg,
    not_future,
    number,
    whole,
)
from store.formats.content import Content
from store.formats.health_records import MAX_BPM
from store.formats.registry import Reading
from store.formats.sessions import Sessions
from store.formats.source_keys import moment_key
from store.formats.workout_log import content_hash

MAGIC_AT, MAGIC = 8, b".FIT"
"""Source: FIT protocol, file header: bytes 8 to 11."""
WANTED = frozenset({"session", "set", "weight_scale"})
UNNAMED = "Unnamed exercise"
REST = "rests between sets"
EMPTY = "sets never done"
DAMAGE = (
    *(FitError, struct.error, AssertionError, AttributeError),
    *(ValueError, ArithmeticError, LookupError, TypeError),
)
"""What fitdecode 0.11 raises on damaged files: it holds its own state with assertions."""
Message = Mapping[str, object]
Taker = Callable[[Sessions, Reading, int, Message], None]


def is_fit(head: bytes) -> bool:
    """Tell whether a file has the header of a FIT file."""
    return head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC


def read_fit(content: Content, reading: Reading) -> ParsedLog:
    """Read a FIT file.

    Raises:
        InvalidInput: It holds nothing that is stored, or no message can be read.
    """
    found = Sessions("garmin", "FIT file")
    kinds: dict[str, list[tuple[int, Message]]] = {name: [] for name in WANTED}
    for at, name, message in messages(content, found):
        found.rows += 1
        found.raw.append(source_row(at, json.dumps([name, message], default=str)))
        kinds[name].append((at, message))
    add_sets(found, reading, kinds["set"], kinds["session"])
    takers: tuple[tuple[str, Taker], ...] = (("weight_scale", weigh), ("session", session))
    for name, take in takers:
        for at, message in kinds[name]:
            try:
                take(found, reading, at, message)
            except BadCell as exc:
                found.errors.append(exc.at(at))
    return found.log()


def messages(content: Content, found: Sessions) -> list[tuple[int, str, Message]]:
    """Return the messages that matter, numbered from 1 in the order of the file.

    A file that is cut or damaged gives the messages before the damage, and an error.

    Raises:
        InvalidInput: Not one message can be read (code `broken_fit`).
    """
    taken: list[tuple[int, str, Message]] = []
    at = 0
    try:
        with (
            content.open() as file,
            FitReader(
                file, check_crc=CrcCheck.READONLY, error_handling=ErrorHandling.IGNORE
            ) as frames,
        ):
            for frame in frames:
                at += 1
                if isinstance(frame, FitCRC) and not frame.matched:
                    found.errors.append(damage(at, "the checksum does not fit the data"))
                if isinstance(frame, FitDataMessage):
                    name = str(frame.name)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - fitdecode has no types
                    if name in WANTED:
                        taken.append((at, name, fields_of(frame)))
    except DAMAGE as exc:
        if not taken:
            raise InvalidInput(
                "the FIT file cannot be read: it is cut short or damaged.",
                way_out="Export it again and import that file unchanged.",
                code="broken_fit",
            ) from exc
        found.errors.append(damage(at, "the file is cut short or damaged here"))
    return taken


def fields_of(frame: FitDataMessage) -> Message:
    """Return the fields of a message that have a value."""
    named: dict[str, object] = {}
    for field in cast("list[FieldData]", frame.fields):
        if field.value is not None:  # pyright: ignore[reportUnknownMemberType] - no types
            named[str(field.name)] = field.value  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - no types
    return named


def damage(at: int, reason: str) -> RowError:
    """Return the error for bytes that are not what they should be."""
    return RowError(at, "", "", reason)


def weigh(found: Sessions, reading: Reading, at: int, message: Message) -> None:
    """Take one weigh-in.

    Raises:
        BadCell: A field cannot be used.
    """
    moment = moment_of(message, "timestamp", reading)
    weight = body_mass_kg(cell(message, "weight"), MassUnit.KG)
    key = moment_key("garmin", "weigh_in", moment)
    found.weigh_ins.append(ParsedWeighIn(moment, weight, key, (at,)))


def session(found: Sessions, reading: Reading, at: int, message: Message) -> None:
    """Take one endurance session; one with sets was taken already.

    Raises:
        BadCell: A field cannot be used.
    """
    start = moment_of(message, "start_time", reading)
    if any(workout.started_at == start for workout in found.workouts):
        return
    sport, sub_sport = str(message.get("sport", "")), str(message.get("sub_sport", ""))
    activity = found.activity(sub_sport, sport) if sub_sport != "generic" else found.activity(sport)
    if activity is None:
        return
    timer = cell(message, "total_timer_time")
    seconds = number(timer, most=MAX_SECONDS)
    seconds = seconds or number(cell(message, "total_elapsed_time"), most=MAX_SECONDS)
    if not seconds or seconds < 1:
        raise BadCell(timer.column, timer.text, "is not a duration")
    rate = whole(cell(message, "avg_heart_rate"), most=int(MAX_BPM))
    found.cardio.append(
        ParsedCardio(
            started_at=start,
            activity=activity,
            duration_s=int(seconds),
            source_key=moment_key("garmin", "cardio", start),
            distance_m=number(cell(message, "total_distance"), most=MAX_DISTANCE_M) or None,
            mean_heart_rate_bpm=rate or None,
            lines=(at,),
        )
    )


def add_sets(
    found: Sessions,
    reading: Reading,
    sets: Sequence[tuple[int, Message]],
    sessions: Sequence[tuple[int, Message]],
) -> None:
    """Take the strength sets of a file as one workout."""
    done: list[tuple[int, ParsedSet]] = []
    first: datetime | None = None
    for at, message in sets:
        if message.get("set_type") == "rest":
            found.left_out[REST] += 1
            continue
        try:
            parsed = strength_set(message)
            start = moment_of(message, "start_time", reading)
        except BadCell as exc:
            found.errors.append(exc.at(at))
            continue
        if not (parsed.reps or parsed.seconds):
            found.left_out[EMPTY] += 1
            continue
        first = start if first is None else min(first, start)
        done.append((at, parsed))
    if first is None:
        return
    length: Decimal | None = None
    try:
        if sessions:
            first = moment_of(sessions[0][1], "start_time", reading)
            length = number(cell(sessions[0][1], "total_elapsed_time"), most=MAX_SECONDS)
    except BadCell as exc:
        found.errors.append(exc.at(sessions[0][0]))
    parsed = ParsedWorkout(
        started_at=first,
        title="Strength",
        sets=tuple(each for _, each in done),
        source_key="",
        duration_s=None if length is None else int(length),
        lines=tuple(at for at, _ in done),
    )
    key = content_hash(parsed, "garmin", first.isoformat())
    found.workouts.append(
        ParsedWorkout(first, "Strength", parsed.sets, key, parsed.duration_s, "", parsed.lines)
    )


def strength_set(message: Message) -> ParsedSet:
    """Return one set.

    Raises:
        BadCell: A field cannot be used.
    """
    seconds = number(cell(message, "duration"), most=MAX_SECONDS)
    reps = whole(cell(message, "repetitions"), most=MAX_REPS)
    return ParsedSet(
        exercise_name=exercise_name(message),
        load_kg=load_kg(cell(message, "weight"), MassUnit.KG),
        reps=reps or None,
        seconds=None if reps else seconds,
    )


def exercise_name(message: Message) -> str:
    """Return the name of the exercise of a set in words: "Barbell Bench Press".

    Source:
        FIT profile: `category_subtype` counts in the list `<category>_exercise_name`; a set can
        name several guesses, the first is the likeliest.
    """
    category = first_of(message.get("category"))
    if not isinstance(category, str):
        return UNNAMED
    names = FIELD_TYPES.get(f"{category}_exercise_name")
    listed = cast("Mapping[object, str]", getattr(names, "enum", None) or {})
    return garmin_name(category, listed.get(first_of(message.get("category_subtype"))))


def first_of(value: object) -> object:
    """Return a value, or the first of several."""
    if isinstance(value, list | tuple):
        several = cast("Sequence[object]", value)
        return several[0] if several else None
    return value


def cell(message: Message, name: str) -> Cell:
    """Return a field as the text of a cell."""
    value = first_of(message.get(name))
    return Cell(name, "" if value is None else str(value))


def moment_of(message: Message, name: str, reading: Reading) -> datetime:
    """Return a moment of a message.

    Raises:
        BadCell: There is none, or it is still to come.
    """
    value = message.get(name)
    source = cell(message, name)
    if not isinstance(value, datetime):
        raise BadCell(name, source.text, "is not a time")
    moment = dated(source, value if value.tzinfo is not None else value.replace(tzinfo=UTC))
    not_future(source, moment, reading.latest)
    return moment - timedelta(microseconds=moment.microsecond)
