"""`fitholic bench exports`: how long exports of a large log take, and how much memory they add."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer
from psutil import Process
from pydantic import BaseModel, TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from cli.bench.analytics import END, LIFTS, YEARS
from cli.bench.scratch import scratch_store
from cli.options import DataDir
from coach.identity import UserId
from coach.training.model import Equipment, Exercise, Pattern

if TYPE_CHECKING:
    from store.engine import Store
    from store.formats.exports import ExportFormat

SETS = (10_000, 100_000)
"""Two sizes, so that memory which grows with the log shows."""
PIECES_A_LOOK = 200
"""Pieces between two looks at the memory."""


class ExportTiming(BaseModel):
    """One export of one log."""

    sets: int
    format: str
    seconds: float
    first_byte_ms: float
    megabytes: float
    memory_added_mb: float
    """Most memory the process had during this export above what it had before (RSS)."""


class ImportTiming(BaseModel):
    """Our own export read into a fresh account."""

    sets: int
    seconds: float
    same_bytes: bool
    """Whether the fresh account exports the same bytes."""


def run(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Export 10,000 and 100,000 sets in every format, and import our own export again."""
    from store.formats.exports import ExportFormat

    with scratch_store(data_dir) as store:
        athletes = {sets: write_log(store, sets) for sets in SETS}
        timings = [
            measure(store, athlete, each, sets)
            for sets, athlete in athletes.items()
            for each in ExportFormat
        ]
        back = measure_import(store, athletes[SETS[-1]], SETS[-1])
    show(timings, back, as_json=as_json)


def write_log(store: Store, sets: int) -> UserId:
    """Write an athlete with so many sets in ten years; return the athlete."""
    from store.sample_log import (
        EXERCISES_A_WORKOUT,
        SETS_OF_EXERCISE,
        SampleLog,
        settle_statistics,
        write_sample,
    )

    athlete = UserId(uuid4())
    first = END - timedelta(days=round(YEARS * 365.25))
    workouts = sets // (EXERCISES_A_WORKOUT * SETS_OF_EXERCISE)
    with store.unit_of_work() as uow:
        for lift in LIFTS:
            uow.exercises.put(
                Exercise(lift, lift, Pattern.SQUAT, Equipment.BARBELL, ("quadriceps",)), []
            )
        uow.accounts.ensure(athlete, first)
        log = SampleLog(athlete, first, YEARS, workouts_a_year=workouts // YEARS)
        write_sample(uow.connection, log, LIFTS)
        settle_statistics(uow.connection)
    return athlete


def measure(store: Store, athlete: UserId, wanted: ExportFormat, sets: int) -> ExportTiming:
    """Time one export, its bytes thrown away."""
    from store.formats.exports import ExportRequest, export

    process = Process()
    before = most = process.memory_info().rss
    begun = time.perf_counter()
    first, size = 0.0, 0
    with store.read_only() as uow:
        for number, piece in enumerate(export(uow.connection, athlete, ExportRequest(wanted))):
            first = first or time.perf_counter() - begun
            size += len(piece)
            if number % PIECES_A_LOOK == 0:
                most = max(most, process.memory_info().rss)
    seconds = time.perf_counter() - begun
    return ExportTiming(
        sets=sets,
        format=wanted,
        seconds=round(seconds, 2),
        first_byte_ms=round(first * 1000, 1),
        megabytes=round(size / 1e6, 2),
        memory_added_mb=round((most - before) / 1e6, 1),
    )


def measure_import(store: Store, athlete: UserId, sets: int) -> ImportTiming:
    """Time the way back of our own export into a fresh account."""
    from store.formats.exports import ExportFormat, ExportRequest, export
    from store.formats.own_json import read_own_export
    from store.formats.own_restore import restore

    request = ExportRequest(ExportFormat.JSON)
    with store.read_only() as uow:
        text = b"".join(export(uow.connection, athlete, request))
    fresh = UserId(uuid4())
    begun = time.perf_counter()
    with store.unit_of_work() as uow:
        uow.accounts.ensure(fresh, END)
        restore(uow.connection, fresh, read_own_export(text), now=END)
    seconds = time.perf_counter() - begun
    with store.read_only() as uow:
        again = b"".join(export(uow.connection, fresh, request))
    return ImportTiming(sets=sets, seconds=round(seconds, 2), same_bytes=again == text)


def show(timings: list[ExportTiming], back: ImportTiming, *, as_json: bool) -> None:
    """Print the measurements."""
    if as_json:
        found = {"exports": timings, "import": back}
        document = TypeAdapter(dict[str, list[ExportTiming] | ImportTiming]).dump_json(found)
        sys.stdout.write(document.decode() + "\n")
        return
    table = Table("sets", "format", "time", "first byte", "size", "memory added", box=box.SIMPLE)
    for row in timings:
        table.add_row(
            f"{row.sets:,}",
            row.format,
            f"{row.seconds:.2f} s",
            f"{row.first_byte_ms:.0f} ms",
            f"{row.megabytes:.1f} MB",
            f"{row.memory_added_mb:.1f} MB",
        )
    console = Console(highlight=False)
    console.print(table)
    same = "the same bytes" if back.same_bytes else "OTHER bytes"
    console.print(
        f"our own export of {back.sets:,} sets into a fresh account: {back.seconds:.1f} s; it "
        f"exports {same}"
    )
