"""Puts the files of one archive together: 500 FIT files of one watch are one log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from coach.errors import InvalidInput
from coach.imports import LeftOut, RowError, source_row
from coach.training.model import ParsedLog
from store.formats.registry import Reading, Recognised


def read_parts(parts: Sequence[Recognised[ParsedLog]], reading: Reading) -> tuple[ParsedLog, ...]:
    """Return what the parts of a file say, one log for each app.

    A part of several that cannot be read is a row error of the others.

    Raises:
        InvalidInput: No part can be read; the first one's reason.
    """
    if len(parts) == 1:
        return (parts[0].format.read(parts[0].content, reading),)
    logs: dict[str, list[tuple[str, ParsedLog]]] = {}
    refused: list[tuple[str, InvalidInput]] = []
    for part in parts:
        name = part.content.name
        try:
            log = part.format.read(part.content, reading)
        except InvalidInput as exc:
            if exc.code == "unit_needed":
                raise
            refused.append((name, exc))
        else:
            logs.setdefault(log.source, []).append((name, log))
    if not logs:
        raise refused[0][1]
    together = [merged(several) for several in logs.values()]
    return (with_refused(together[0], refused), *together[1:])


def with_refused(log: ParsedLog, refused: Sequence[tuple[str, InvalidInput]]) -> ParsedLog:
    """Return a log that also reports files of the archive that cannot be read."""
    last = max((row.line for row in log.raw), default=0)
    errors = [
        RowError(last + number, name, "", exc.message)
        for number, (name, exc) in enumerate(refused, start=1)
    ]
    return replace(log, errors=(*log.errors, *errors), rows=log.rows + len(errors))


def merged(logs: Sequence[tuple[str, ParsedLog]]) -> ParsedLog:
    """Return logs of one app as one; rows are numbered through and name their file."""
    moved: list[ParsedLog] = []
    offset = 0
    for name, log in logs:
        moved.append(renumbered(log, name, offset))
        offset += max((row.line for row in log.raw), default=0)
    first = moved[0]
    left_out: dict[str, int] = {}
    for log in moved:
        for each in log.left_out:
            left_out[each.reason] = left_out.get(each.reason, 0) + each.count
    origin: Literal["file", "athlete"] = (
        "athlete" if any(log.unit_origin == "athlete" for log in moved) else "file"
    )
    workouts = {each.source_key: each for log in moved for each in log.workouts}
    cardio = {each.source_key: each for log in moved for each in log.cardio}
    weigh_ins = {each.source_key: each for log in moved for each in log.weigh_ins}
    nights = {each.day: each for log in moved for each in log.nights}
    return ParsedLog(
        source=first.source,
        variant=first.variant if len(moved) == 1 else f"{len(moved)} files",
        unit_origin=origin,
        units=frozenset(unit for log in moved for unit in log.units),
        rows=sum(log.rows for log in moved),
        skipped=sum(log.skipped for log in moved),
        workouts=tuple(sorted(workouts.values(), key=lambda each: each.started_at)),
        errors=tuple(error for log in moved for error in log.errors),
        cardio=tuple(sorted(cardio.values(), key=lambda each: each.started_at)),
        weigh_ins=tuple(sorted(weigh_ins.values(), key=lambda each: each.at)),
        nights=tuple(sorted(nights.values(), key=lambda each: each.day)),
        left_out=tuple(LeftOut(reason, count) for reason, count in left_out.items()),
        raw=tuple(row for log in moved for row in log.raw),
    )


def renumbered(log: ParsedLog, name: str, offset: int) -> ParsedLog:
    """Return a log whose lines begin behind `offset` and whose rows name their file."""

    def moved(lines: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(line + offset for line in lines)

    return replace(
        log,
        workouts=tuple(replace(each, lines=moved(each.lines)) for each in log.workouts),
        cardio=tuple(replace(each, lines=moved(each.lines)) for each in log.cardio),
        weigh_ins=tuple(replace(each, lines=moved(each.lines)) for each in log.weigh_ins),
        nights=tuple(replace(each, lines=moved(each.lines)) for each in log.nights),
        errors=tuple(
            replace(each, line=each.line + offset, column=f"{name} {each.column}".strip())
            for each in log.errors
        ),
        raw=tuple(
            source_row(row.line + offset, f"{name}:{row.line}: {row.text}") for row in log.raw
        ),
    )
