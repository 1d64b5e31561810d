"""Prints programmes and sessions as tables."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.programme_views import (
    BuiltProgramme,
    DoseView,
    NextExerciseView,
    NextSessionView,
    NextSetView,
    PlannedExerciseView,
    PlanView,
    WarmUpView,
)
from coach.training.rules.programme.dosing import reps_in
from coach.training.rules.programme.plan import Method
from coach.units import MassUnit, mass_in


def show_plan(built: BuiltProgramme) -> None:
    """Print a whole programme: days, sets by week, sets a muscle, and why."""
    console, plan = Console(highlight=False), built.plan
    console.print(f"[bold]{escape(plan.name)}[/bold]")
    if plan.until is not None:
        console.print(f"Until {plan.until.isoformat()}; after that: programme revise resume.")
    for said in plan.statements:
        console.print(f"- {said}", markup=False)
    weeks = ", ".join(f"{week.number} {week.phase.value}" for week in plan.weeks)
    console.print(f"Weeks: {weeks}", markup=False)
    for number in range(len(plan.days)):
        console.print(_day_table(plan, number))
    console.print(_volume_table(plan))
    for note, muscles in _notes(plan).items():
        console.print(f"- {', '.join(muscles)}: {note}", markup=False)
    if built.id is None:
        console.print("A preview: add --save to store it.")


def _day_table(plan: PlanView, number: int) -> Table:
    day = plan.days[number]
    minutes = max(week.minutes[number] for week in plan.weeks)
    table = Table(
        title=escape(f"Day {day.number}: {day.name}, up to {minutes} min"), box=box.SIMPLE
    )
    for heading in ("exercise", "sets by week", "reps", "RPE", "rest", "load", "why"):
        table.add_column(heading)
    for position, each in enumerate(day.exercises):
        sets = " ".join(str(week.sets[number][position]) for week in plan.weeks)
        load = "find it" if each.load_kg is None else _mass(each.load_kg, plan.unit)
        wave = each.method is Method.WAVE
        table.add_row(
            escape(each.name),
            sets,
            _reps_of(each, plan),
            "" if wave else _plain(each.dose.target_rpe),
            f"{each.dose.rest_s} s",
            f"to {load}" if wave else load,
            escape(each.reason.split(". ")[0] + "."),
        )
    return table


def _reps_of(each: PlannedExerciseView, plan: PlanView) -> str:
    if each.method is Method.WAVE:
        return "5, 3, 1"
    if each.method is not Method.BLOCK:
        return _reps(each.dose)
    phases = dict.fromkeys(week.phase for week in plan.weeks)
    found = [reps for reps in map(reps_in, phases) if reps is not None]
    return ", ".join(f"{low}-{high}" for low, high in found) or _reps(each.dose)


def _reps(dose: DoseView) -> str:
    low, high = dose.reps_low, dose.reps_high
    return str(low) if low == high else f"{low}-{high}"


def _volume_table(plan: PlanView) -> Table:
    table = Table(title="Sets a week by muscle", box=box.SIMPLE)
    for heading in ("muscle", "first week", "fullest week", "range"):
        table.add_column(heading)
    for each in plan.volume:
        table.add_row(
            each.muscle.replace("_", " "),
            f"{_plain(each.first_week)}",
            f"{_plain(each.sets)}",
            f"{_plain(each.low)}-{_plain(each.high)}",
        )
    return table


def _notes(plan: PlanView) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in plan.volume:
        if each.note:
            found.setdefault(each.note, []).append(each.muscle.replace("_", " "))
    return found


def show_changes(built: BuiltProgramme) -> None:
    """Print what a revision changed, then the programme."""
    console = Console(highlight=False)
    console.print(built.plan.revision, markup=False)
    table = Table(title="What changed", box=box.SIMPLE)
    for heading in ("what", "where", "was", "is", "why"):
        table.add_column(heading)
    for each in built.plan.changes:
        table.add_row(
            each.kind.replace("_", " "),
            escape(each.where),
            escape(each.old),
            escape(each.new),
            escape(each.reason),
        )
    console.print(table)
    show_plan(built)


def show_session(session: NextSessionView) -> None:
    """Print the next session, set by set."""
    console = Console(highlight=False)
    minutes = "" if session.minutes is None else f", about {session.minutes} min"
    title = f"{session.programme}: week {session.week}, {session.day_name}{minutes}"
    table = Table(title=escape(title), box=box.SIMPLE)
    for heading in ("exercise", "warm-up", "work", "rest", "a side", "why"):
        table.add_column(heading)
    for each in session.exercises:
        table.add_row(
            escape(each.name),
            ", ".join(_warm_up(one, session.unit) for one in each.warm_ups) or "none",
            _work(each, session.unit),
            "" if each.rest_s is None else f"{each.rest_s} s",
            " + ".join(_number(plate, session.unit) for plate in each.plates_per_side),
            escape(each.find_load or each.reason),
        )
    console.print(table)
    for note in session.notes:
        console.print(f"- {note}", markup=False)


def _warm_up(one: WarmUpView, unit: MassUnit) -> str:
    if one.load_kg is not None:
        return f"{_number(one.load_kg, unit)}x{one.reps}"
    return f"bar x{one.reps}" if one.share == 0 else f"{one.share:.0%} x{one.reps}"


def _work(each: NextExerciseView, unit: MassUnit) -> str:
    groups = [(one, len(list(same))) for one, same in groupby(each.sets)]
    return ", ".join(_set(one, count, unit) for one, count in groups)


def _set(one: NextSetView, count: int, unit: MassUnit) -> str:
    reps = f"{one.reps}-{one.reps_high}" if one.reps_high else str(one.reps)
    more = "+" if one.open_ended else ""
    load = "" if one.load_kg is None else f" at {_mass(one.load_kg, unit)}"
    effort = "" if one.target_rpe is None else f", RPE {_plain(one.target_rpe)}"
    return f"{count} x {reps}{more}{load}{effort}"


def _mass(kg: Decimal, unit: MassUnit) -> str:
    return f"{_number(kg, unit)} {unit.value}"


def _number(kg: Decimal, unit: MassUnit) -> str:
    return _plain(round(mass_in(kg, unit), 2))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
