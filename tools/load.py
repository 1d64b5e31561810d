"""The tool over training load: what the last weeks hold, described and never turned into a risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from coach.days import midnight
from coach.errors import InvalidInput
from coach.evidence import Formula
from coach.training.queries.endurance import WeekDistance, endurance_sessions, weeks_of
from coach.training.queries.recovery import (
    FEWEST_WEEKS,
    SessionLoad,
    daily_loads,
    hard_sets_of,
    has_weeks_before,
    session_loads,
)
from coach.training.rules import strain
from tools.arguments.recovery import TrainingLoadArgs
from tools.distances import dated, mint_distance
from tools.minting import HUNDREDTH, TENTH, WHOLE, Measure, Minter, counted, number, today, zone_of
from tools.results.recovery import LoadWeek, TrainingLoad
from tools.spec import ToolContext, ToolResult

WEEKS: Final = 4
DAYS: Final = 28


def training_load(ctx: ToolContext, args: TrainingLoadArgs) -> ToolResult:
    """Return load, hard sets and kilometres of four weeks, and how the last one differs."""
    del args
    now, day, user_id, zone = ctx.clock.now(), today(ctx), ctx.principal.user_id, zone_of(ctx)
    first = midnight(day - timedelta(days=DAYS - 1), zone)
    with ctx.readers() as desk:
        done = session_loads(desk, user_id, until=now, zone=zone, days=DAYS)
        sets = desk.workouts.sets_between(user_id, since=first, until=now)
        runs = endurance_sessions(desk, user_id, until=now, days=DAYS, activity="run")
    facts = Minter(ctx)
    loads = daily_loads(done, today=day, days=DAYS)
    weeks: list[LoadWeek] = []
    for ago, week in enumerate(weeks_of(runs, today=day, zone=zone, weeks=WEEKS)):
        inside = [s for s in sets if week.start <= s.started_at.astimezone(zone).date() <= week.end]
        share = None if loads is None else loads[DAYS - 7 * (ago + 1) : DAYS - 7 * ago]
        weeks.append(_week(facts, week, done, share, hard_sets_of(inside)))
    unrated = sum(each.rpe is None for each in done)
    guessed = sum(each.minutes_guessed for each in done)
    source = Formula("endurance.sum")
    facts.mint("unrated sessions", Measure(Decimal(unrated), "session"), dated(day), source)
    facts.mint("guessed lengths", Measure(Decimal(guessed), "session"), dated(day), source)
    data = TrainingLoad(
        weeks=weeks,
        unrated_sessions=unrated,
        guessed_minutes=guessed,
        assumptions=_assumptions(done),
    )
    data = _compared(facts, data, loads if has_weeks_before(done, day) else None, day)
    return facts.result(data, f"load of {counted(WEEKS, 'week')}")


def _week(
    facts: Minter,
    week: WeekDistance,
    done: Sequence[SessionLoad],
    loads: Sequence[float] | None,
    hard_sets: int,
) -> LoadWeek:
    about, source = dated(week.end), Formula("endurance.sum")
    sessions = sum(week.start <= each.day <= week.end for each in done)
    load = None if loads is None else number(sum(loads), WHOLE)
    facts.mint("week start", Measure(week.start), about, source)
    facts.mint("week end", Measure(week.end), about, source)
    facts.mint("sessions", Measure(Decimal(sessions), "session"), about, source)
    facts.mint("hard sets", Measure(Decimal(hard_sets), "set"), about, source)
    if load is not None:
        facts.mint("load of the week", Measure(load), about, Formula("strain.session_load"))
    return LoadWeek(
        start=week.start,
        end=week.end,
        sessions=sessions,
        load=load,
        hard_sets=hard_sets,
        run_km=mint_distance(facts, "week distance", week.metres, "km", about, source),
    )


def _compared(
    facts: Minter, data: TrainingLoad, loads: Sequence[float] | None, day: date
) -> TrainingLoad:
    """Compare the last seven days with the weeks before, in load, else km, else hard sets."""
    columns: dict[str, list[Decimal]] = {
        "load": [week.load or Decimal(0) for week in data.weeks],
        "km": [week.run_km for week in data.weeks],
        "sets": [Decimal(week.hard_sets) for week in data.weeks],
    }
    units = {"load": None, "km": "km", "sets": "set"}
    name = next((key for key, column in columns.items() if any(column)), None)
    if name is None:
        return data
    new, *before = columns[name]
    chronic = number(float(sum(before, Decimal(0)) / len(before)), TENTH)
    about, source = dated(day), Formula("strain.acute_to_chronic")
    facts.mint("last seven days", Measure(new, units[name]), about, source)
    facts.mint("weekly mean before", Measure(chronic, units[name]), about, source)
    update: dict[str, object] = {"unit": name, "acute": new, "chronic": chronic}
    if sum(bool(each) for each in before) >= FEWEST_WEEKS:
        percent = number(float(new / chronic - 1) * 100, WHOLE)
        facts.mint("load change", Measure(percent, "%"), about, source)
        update["change_percent"] = percent
    if loads is not None:
        update |= _ratios(facts, loads, day)
    return data.model_copy(update=update)


def _ratios(facts: Minter, loads: Sequence[float], day: date) -> dict[str, object]:
    about = dated(day)
    found: dict[str, object] = {}
    if any(loads[:21]):
        ratio = strain.acute_to_chronic(loads)
        for name, value in (("coupled", ratio.coupled), ("uncoupled", ratio.uncoupled)):
            rounded = number(value, HUNDREDTH)
            label = f"acute to chronic, {name}"
            facts.mint(label, Measure(rounded), about, Formula("strain.acute_to_chronic"))
            found[f"ratio_{name}"] = rounded
    try:
        week = strain.monotony(loads[-7:])
    except InvalidInput:
        return found
    for name, value, grain in (
        ("monotony", week.monotony, TENTH),
        ("strain", week.strain, WHOLE),
    ):
        rounded = number(value, grain)
        facts.mint(name, Measure(rounded), about, Formula("strain.monotony"))
        found[name] = rounded
    return found


def _assumptions(done: Sequence[SessionLoad]) -> list[str]:
    notes: list[str] = []
    if any(each.rpe_from_sets for each in done):
        notes.append("sessions without a rating of their own count with the mean RPE of their sets")
    if any(each.minutes_guessed for each in done):
        notes.append("sessions without a length count with a few minutes a set")
    return notes
