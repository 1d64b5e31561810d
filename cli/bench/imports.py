"""`fitholic bench imports`: 100,000 rows into a fresh database, and 200 MB of XML as a stream."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel, TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from cli.athlete_store import athlete_store
from cli.bench.import_files import write_health_file, write_strong_file
from cli.import_training import FileParts, ImportRequest, import_file, read_file
from coach.identity import UserId

if TYPE_CHECKING:
    from store.engine import Store

MB = 1_000_000
MAX_SECONDS = 60.0
"""What 100,000 rows may take, from the file to the commit. Source: the goal of this measurement."""


class ImportFigure(BaseModel):
    """One measured import."""

    what: str
    rows: int
    megabytes: float
    seconds: float
    processor_s: float
    """Processor time of this process in them; the rest is the database, and other work here."""
    rows_per_s: float
    reading_mb: float
    """How much the peak memory rose while the file was read, before anything was stored."""
    peak_mb: float
    """Peak memory of the process after that."""
    stored: int
    """Workouts, weigh-ins and nights."""
    again_s: float
    """Seconds of importing the same file again, which stores nothing."""


def run(
    rows: Annotated[int, typer.Option(min=1_000, help="Sets of the Strong export.")] = 100_000,
    megabytes: Annotated[int, typer.Option(min=1, help="Size of the Apple Health export.")] = 210,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
) -> None:
    """Measure imports from the file to the commit; exit 1 when 100,000 rows take over 60 s."""
    with TemporaryDirectory(prefix="fitholic-bench-") as folder:
        health, strong = Path(folder) / "export.xml", Path(folder) / "strong.csv"
        write_health_file(health, megabytes * MB)
        write_strong_file(strong, rows)
        # The stream first, and before the servers: the peak of a process only rises.
        grown = {path: reading_mb(path) for path in (health, strong)}
        with athlete_store(Path(folder) / "data") as (store, athlete):
            figures = [measure(store, athlete, *each) for each in grown.items()]
    show(figures, as_json=as_json)
    slow = figures[1].seconds * 100_000 / rows > MAX_SECONDS
    if slow:
        raise typer.Exit(1)


def reading_mb(path: Path) -> tuple[float, float]:
    """Return by how much reading a file raises the peak memory of this process, and to what."""
    file = opened(path)
    before = peak_mb()
    read_file(file, ImportRequest(None, yes=True, as_json=True), "Europe/Berlin")
    return peak_mb() - before, peak_mb()


def measure(store: Store, athlete: UserId, path: Path, memory: tuple[float, float]) -> ImportFigure:
    """Import a file twice and return how the first went."""
    begun, busy = time.perf_counter(), time.process_time()
    rows, stored = import_once(store, athlete, path)
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    begun = time.perf_counter()
    import_once(store, athlete, path)
    return ImportFigure(
        what=path.name,
        rows=rows,
        megabytes=path.stat().st_size / MB,
        seconds=seconds,
        processor_s=busy,
        rows_per_s=rows / seconds,
        reading_mb=memory[0],
        peak_mb=memory[1],
        stored=stored,
        again_s=time.perf_counter() - begun,
    )


def import_once(store: Store, athlete: UserId, path: Path) -> tuple[int, int]:
    """Import a file and return its rows, and how many things were stored."""
    request = ImportRequest(None, yes=True, as_json=True)
    (result,) = import_file(store, athlete, opened(path), request)
    stored = result.added + result.cardio_added + result.weigh_ins_added + result.nights_added
    return result.preview.rows, stored


def opened(path: Path) -> FileParts:
    """Return a file, recognised as `fitholic import` does."""
    from store.formats.content import FileContent
    from store.formats.known import TRAINING
    from store.formats.registry import recognise

    content = FileContent(path)
    return FileParts(content, recognise(content, TRAINING))


def peak_mb() -> float:
    """Return the peak resident memory of this process in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MB if sys.platform == "darwin" else peak * 1024 / MB


def show(figures: Sequence[ImportFigure], *, as_json: bool) -> None:
    """Print the figures."""
    if as_json:
        document = TypeAdapter(list[ImportFigure]).dump_json([*figures], indent=2)
        sys.stdout.write(document.decode() + "\n")
        return
    table = Table(
        "file",
        "MB",
        "rows",
        "s",
        "cpu s",
        "rows/s",
        "+MB",
        "peak",
        "stored",
        "again",
        box=box.SIMPLE,
    )
    for each in figures:
        table.add_row(
            each.what,
            f"{each.megabytes:.0f}",
            f"{each.rows:,}",
            f"{each.seconds:.1f}",
            f"{each.processor_s:.1f}",
            f"{each.rows_per_s:,.0f}",
            f"{each.reading_mb:.0f}",
            f"{each.peak_mb:.0f}",
            f"{each.stored:,}",
            f"{each.again_s:.1f}",
        )
    Console(highlight=False).print(table)
