"""`fitholic audit`: what a training log says, in the terminal, as a page, or as JSON."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.athlete_store import athlete_store
from cli.options import DataDir
from cli.output_file import check_target, written
from coach.identity import UserId
from coach.training.queries.audit import Athlete, Audit, WeekColumn, audit_log

if TYPE_CHECKING:
    from store.engine import Store

BARS = " ▁▂▃▄▅▆▇█"
MUSCLES = 8
"""Muscles that the terminal draws; `--json` and `--html` have all."""
WIDTH = 24
SESSIONS = 16
"""Newest sessions of a lift that the terminal draws."""


def run(
    html: Annotated[
        Path | None,
        typer.Option(help="Write a page with charts to this file.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Say what your training log holds, where your lifts go, what is missing and what is next."""
    if html is not None:
        check_target(html, force=True)
    with athlete_store(data_dir) as (store, athlete):
        audit = audit_of(store, athlete)
    if html is not None:
        from cli.audit_page import page

        with written(html, force=True) as file:
            file.write(page(audit).encode())
    if as_json:
        from api.audit import AuditView

        sys.stdout.write(AuditView.model_validate(audit).model_dump_json(indent=2) + "\n")
        return
    show_audit(audit)
    if html is not None:
        sys.stdout.write(f"The charts are in {html}.\n")


def audit_of(store: Store, athlete: UserId, *, now: datetime | None = None) -> Audit:
    """Return the audit of an athlete's log, in their unit and time zone."""
    with store.read_only() as uow:
        profile = uow.profiles.get(athlete)
        reader = Athlete(
            athlete, now or datetime.now(UTC), ZoneInfo(profile.time_zone), profile.mass_unit
        )
        return audit_log(uow, reader)


def show_audit(audit: Audit, *, console: Console | None = None) -> None:
    """Print the audit with small charts; names of files are shown as they are, not as markup."""
    out = console or Console(highlight=False)
    for section in audit.sections:
        out.print(f"\n[bold]{escape(section.title)}[/bold]")
        for each in section.remarks:
            out.print(f"- {each.text}", markup=False)
        if section.name == "overview" and audit.weeks:
            out.print(_weeks_line(audit.weeks), markup=False)
        if section.name == "strength" and audit.lifts:
            out.print(_lifts_table(audit))
        if section.name == "volume" and audit.weeks:
            out.print(_muscles_table(audit.weeks))
    out.print("\n[bold]Next[/bold]")
    for number, step in enumerate(audit.next_steps, start=1):
        out.print(f"{number}. {step.text}", markup=False)


def spark(values: list[float]) -> str:
    """Return a row of bars from the lowest to the highest value; equal values are half bars."""
    if not values:
        return ""
    low, high = min(values), max(values)
    if high == low:
        return BARS[4] * len(values)
    return "".join(BARS[1 + round((value - low) / (high - low) * 7)] for value in values)


def _weeks_line(weeks: tuple[WeekColumn, ...]) -> str:
    most = max(week.workouts for week in weeks)
    bars = "".join(BARS[0 if not week.workouts else max(1, round(week.workouts / most * 8))]
                   for week in weeks)  # fmt: skip
    return f"  workouts a week |{bars}| from {weeks[0].monday:%-d %b %Y}, at most {most}"


def _lifts_table(audit: Audit) -> Table:
    table = Table("lift", "measure", "last sessions", "from", "to", box=box.SIMPLE)
    for lift in audit.lifts:
        values = list(lift.values[-SESSIONS:])
        table.add_row(
            escape(lift.exercise),
            lift.measure,
            spark(values),
            f"{values[0]:g} {audit.unit.value}",
            f"{values[-1]:g} {audit.unit.value}",
        )
    return table


def _muscles_table(weeks: tuple[WeekColumn, ...]) -> Table:
    trained = [week for week in weeks if week.sets_by_muscle]
    totals: dict[str, float] = {}
    for week in trained:
        for muscle, sets in week.sets_by_muscle.items():
            totals[muscle] = totals.get(muscle, 0.0) + sets / len(trained)
    most = sorted(totals.items(), key=lambda item: -item[1])[:MUSCLES]
    table = Table("muscle", "sets a week", "", box=box.SIMPLE)
    for muscle, sets in most:
        bar = "█" * max(1, round(sets / most[0][1] * WIDTH))
        table.add_row(escape(muscle.replace("_", " ")), f"{sets:.1f}", bar)
    return table
