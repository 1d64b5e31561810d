"""`fitholic bench analytics`: how long each read of a ten-year log takes."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer
from pydantic import BaseModel, TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from cli.bench.scratch import scratch_store
from cli.options import DataDir
from coach.identity import ExerciseId, FoodId, UserId
from coach.nutrition.model import Food
from coach.training.model import Equipment, Exercise, Pattern
from coach.training.rules.summaries import Wanted
from evals.measures.timing import percentile

if TYPE_CHECKING:
    from store.engine import Store
    from store.unit_of_work import StoreUnitOfWork

LIMIT_MS = 20.0
"""What a read may take on ten years of training."""
YEARS = 10
NEIGHBOURS = 12
"""Other athletes in the same tables, with ten years of training more seldom."""
EATERS = 5
"""Of them, with the athlete, log a meal a day and film a set a week."""
LIFTS = tuple(ExerciseId(f"bench_lift_{number}") for number in range(10))
END = datetime(2026, 1, 5, tzinfo=UTC)
FOOD = Food(FoodId("bench_food"), "Lentils", Decimal(116), Decimal(9), Decimal(20), Decimal("0.4"))
WEEKS = 12
HISTORY = timedelta(days=366)
"""How far back a history is read in detail; records look at all ten years."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a query is asked about."""

    uow: StoreUnitOfWork
    athlete: UserId

    def starts(self, weeks: int) -> Sequence[datetime]:
        """Return the beginnings of the last weeks."""
        return [END - timedelta(weeks=back) for back in range(weeks, 0, -1)]


Query = Callable[[Reader], object]
QUERIES: Mapping[str, Query] = {
    "log span": lambda r: r.uow.analytics.span(r.athlete, until=END),
    "exercises": lambda r: r.uow.analytics.exercises(r.athlete, until=END),
    "exercise history": lambda r: r.uow.analytics.sessions(
        r.athlete, Wanted(LIFTS[0], since=END - HISTORY), until=END
    ),
    "heaviest sets": lambda r: r.uow.analytics.peaks(r.athlete, LIFTS[0], until=END),
    "records by repetitions": lambda r: r.uow.analytics.rep_records(
        r.athlete, Wanted(LIFTS[0]), until=END
    ),
    "best set": lambda r: r.uow.analytics.best_set(r.athlete, Wanted(LIFTS[0]), until=END),
    "most volume": lambda r: r.uow.analytics.most_volume(r.athlete, Wanted(LIFTS[0]), until=END),
    "workouts by week": lambda r: r.uow.analytics.workouts_by(
        r.athlete, starts=r.starts(WEEKS), until=END
    ),
    "hard sets by week": lambda r: r.uow.analytics.hard_sets_by(
        r.athlete, starts=r.starts(WEEKS), until=END
    ),
    "gaps": lambda r: r.uow.analytics.gaps(r.athlete, until=END, days=14),
    "weigh-ins": lambda r: r.uow.body_weights.list(
        r.athlete, since=END - timedelta(weeks=WEEKS), until=END
    ),
    "intake by day": lambda r: r.uow.meals.totals_by(
        r.athlete, starts=[END - timedelta(days=back) for back in range(28, 0, -1)], until=END
    ),
    "form trend": lambda r: r.uow.findings.measured(r.athlete, "back_squat", "metric_0"),
}
"""Every read of the log, by what it answers."""


class Timing(BaseModel):
    """One query; milliseconds on one connection, the rows read into Python included."""

    query: str
    rows: int
    median_ms: float
    p95_ms: float
    limit_ms: float = LIMIT_MS


def run(
    repeats: Annotated[int, typer.Option(min=5, max=1000, help="Times each query runs.")] = 40,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Time every read of the training log on ten years of one athlete among twelve others."""
    with scratch_store(data_dir) as store:
        athlete = write_ten_years(store)
        timings = [measure(store, athlete, name, repeats) for name in QUERIES]
    _print(timings, as_json=as_json)


def write_ten_years(store: Store) -> UserId:
    """Write the athlete, the neighbours and ten exercises; return the athlete."""
    from store.sample_log import (
        MEALS,
        VIDEOS,
        SampleLog,
        copy_rows,
        settle_statistics,
        write_meals,
        write_sample,
        write_videos,
    )

    athlete = UserId(uuid4())
    first = END - timedelta(days=round(YEARS * 365.25))
    with store.unit_of_work() as uow:
        for lift in LIFTS:
            uow.exercises.put(
                Exercise(lift, lift, Pattern.SQUAT, Equipment.BARBELL, ("quadriceps",)), []
            )
        logs = [SampleLog(athlete, first, YEARS)]
        logs += [
            SampleLog(UserId(uuid4()), first, YEARS, workouts_a_year=30) for _ in range(NEIGHBOURS)
        ]
        for log in logs:
            uow.accounts.ensure(log.user_id, first)
            write_sample(uow.connection, log, LIFTS)
        uow.foods.put_many([FOOD])
        write_meals(uow.connection, athlete, FOOD, first, round(YEARS * 365.25))
        write_videos(uow.connection, athlete, first, round(YEARS * 52.18))
        for log in logs[1:EATERS]:
            copy_rows(uow.connection, (*MEALS, *VIDEOS), athlete, log.user_id)
        settle_statistics(uow.connection)
    return athlete


def measure(store: Store, athlete: UserId, name: str, repeats: int) -> Timing:
    """Time one query after one run that warms the cache."""
    taken: list[float] = []
    rows = 0
    for _ in range(repeats + 1):
        with store.read_only() as uow:
            begun = time.perf_counter()
            found = QUERIES[name](Reader(uow, athlete))
            taken.append((time.perf_counter() - begun) * 1000)
            rows = len(found) if isinstance(found, list) else 1  # pyright: ignore[reportUnknownArgumentType] - rows of any read model
    taken = taken[1:]
    return Timing(
        query=name,
        rows=rows,
        median_ms=round(statistics.median(taken), 2),
        p95_ms=round(percentile(taken, 0.95), 2),
    )


def _print(timings: list[Timing], *, as_json: bool) -> None:
    if as_json:
        document = TypeAdapter(list[Timing]).dump_json(timings, indent=2)
        sys.stdout.write(document.decode() + "\n")
        return
    table = Table("query", "rows", "median", "p95", "limit", box=box.SIMPLE)
    for row in timings:
        table.add_row(
            row.query,
            str(row.rows),
            f"{row.median_ms:.1f} ms",
            f"{row.p95_ms:.1f} ms",
            f"{row.limit_ms:.0f} ms",
        )
    Console(highlight=False).print(table)
