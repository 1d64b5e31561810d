"""What the audit says about maxima, records and lifts that stand still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from coach.training.model import Pattern
from coach.training.queries.audit.document import (
    Figure,
    LiftCurve,
    Remark,
    Section,
    count,
    day,
    masses,
    plain,
    remark,
    rounded,
    words,
)
from coach.training.queries.audit.reading import MostReps, Reading
from coach.training.queries.lifts import HEAVIEST_LOAD, LiftReport
from coach.training.rules.estimates import FORMULA_OF, TEST_NOISE_PCT
from coach.training.rules.strength_trend import CONFIDENCE, StrengthPoint, StrengthTrend
from coach.units import MassUnit, mass_in

Mass = Callable[..., Figure]
TREND_RULE = "strength_trend.strength_trend"
RECENT = timedelta(days=28)
RECORDS_SHOWN = 3


def strength(reading: Reading) -> Section:
    """Return the trend of each main lift."""
    mass = masses(reading.athlete.unit)
    told = [_lift(lift, mass) for lift in reading.lifts if lift.points]
    return Section("strength", "Strength of the main lifts", tuple(told))


def _lift(lift: LiftReport, mass: Mass) -> Remark:
    end = lift.points[-1].day
    recent = [point for point in lift.points if point.day > end - RECENT]
    best = max(recent, key=lambda point: (point.confident, point.kg))
    figures = {
        "best": mass(best.kg, best.formula, (best.row,)),
        "day": day(best.day, rows=(best.row,)),
    }
    sure = "" if best.confident else " (from a long set, so only roughly)"
    head = (
        f"{words(lift.exercise.name)}: {_measure(lift, best)} {{best}} on {{day}}{sure}, the best "
        "of its last {recent}"
    )
    figures |= {"recent": _four_weeks()}
    if lift.trend is None:
        return remark(f"{head}; too few weeks for a trend.", **figures)
    figures |= _trend_figures(lift.trend, mass)
    return remark(f"{head}; {_direction(lift.trend)}.", **figures)


def _four_weeks() -> Figure:
    return count(RECENT.days // 7, "week", "stalls.stall_of")


def _measure(lift: LiftReport, best: StrengthPoint) -> str:
    if lift.exercise.pattern is Pattern.OLYMPIC:
        return HEAVIEST_LOAD
    return "a single of" if best.kg == best.lifted_kg else "estimated maximum"


def _direction(trend: StrengthTrend) -> str:
    if trend.low == trend.high == 0:
        return "no change over {weeks}"
    rate = "{rate} a week ({sure} band {low} to {high}) over {weeks}"
    if trend.direction == "rising":
        return f"it was rising by {rate}"
    if trend.direction == "falling":
        return f"it was falling, by {rate}"
    return f"no clear change: {rate}"


def _trend_figures(trend: StrengthTrend, mass: Mass) -> dict[str, Figure]:
    if trend.low == trend.high == 0:
        return {"weeks": count(trend.weeks, "week", TREND_RULE)}
    return {
        "rate": mass(trend.per_week_kg, TREND_RULE),
        "low": mass(trend.low, TREND_RULE),
        "high": mass(trend.high, TREND_RULE),
        "sure": plain(CONFIDENCE * 100, "%", TREND_RULE),
        "weeks": count(trend.weeks, "week", TREND_RULE),
    }


def records(reading: Reading) -> Section:
    """Return the best sets of the main lifts, and of exercises without load."""
    mass = masses(reading.athlete.unit)
    told = [_records(lift, reading, mass) for lift in reading.lifts]
    told += [_most_reps(each) for each in reading.unloaded]
    return Section("records", "Best sets", tuple(each for each in told if each is not None))


def _most_reps(best: MostReps) -> Remark:
    row = (f"workouts:{best.workout_id}",)
    return remark(
        f"{words(best.exercise.name)}: {{reps}} in one set on {{day}}.",
        reps=count(best.reps, "rep", "log", row),
        day=day(best.day, rows=row),
    )


def _records(lift: LiftReport, reading: Reading, mass: Mass) -> Remark | None:
    by_reps = lift.records.by_reps
    if not by_reps:
        return None
    figures: dict[str, Figure] = {}
    parts: list[str] = []
    for number, record in enumerate(by_reps[:RECORDS_SHOWN]):
        row = (f"workout_sets:{record.set_id}",)
        figures[f"reps{number}"] = count(record.reps, "rep", "log", row)
        figures[f"load{number}"] = mass(record.load_kg, "log", row)
        figures[f"day{number}"] = day(reading.athlete.day_of(record.started_at), rows=row)
        parts.append(f"{{reps{number}}} with {{load{number}}} on {{day{number}}}")
    text = f"{words(lift.exercise.name)}: {', '.join(parts)}"
    best = lift.records.best
    if best is not None and lift.exercise.pattern is not Pattern.OLYMPIC:
        estimate, method = best.best
        row = (f"workout_sets:{best.set_id}",)
        figures["best"] = mass(estimate.value, FORMULA_OF[method], row)
        figures["when"] = day(reading.athlete.day_of(best.started_at), rows=row)
        text += "; highest estimated maximum {best}, from {when}"
    return remark(f"{text}.", **figures)


def stalled(reading: Reading) -> Section:
    """Return the lifts that stand still."""
    mass = masses(reading.athlete.unit)
    told: list[Remark] = []
    for lift in reading.lifts:
        if lift.stall is None:
            continue
        stall = lift.stall
        told.append(
            remark(
                f"{words(lift.exercise.name)}: {{sessions}} in its last {{weeks}} without a gain "
                "beyond the error of a test ({noise}): {best} at best, against {before} in the "
                "{cycle} before.",
                sessions=count(stall.sessions, "session"),
                weeks=_four_weeks(),
                noise=plain(TEST_NOISE_PCT, "%", "estimates.best_of"),
                best=_point(stall.best, mass),
                before=_point(stall.before, mass),
                cycle=count(12, "week", "stalls.stall_of"),
            )
        )
    return Section("stalled", "Lifts without a gain at the end of the log", tuple(told))


def _point(point: StrengthPoint, mass: Mass) -> Figure:
    return mass(point.kg, point.formula, (point.row,))


def curve(lift: LiftReport, unit: MassUnit) -> LiftCurve:
    """Return what the chart shows of one lift."""
    return LiftCurve(
        lift.exercise.name,
        HEAVIEST_LOAD if lift.exercise.pattern is Pattern.OLYMPIC else "estimated 1RM",
        tuple(point.day for point in lift.points),
        tuple(_shown(point.kg, unit) for point in lift.points),
        tuple(point.confident for point in lift.points),
        () if lift.trend is None else _line(lift.trend, unit),
    )


def _line(trend: StrengthTrend, unit: MassUnit) -> tuple[tuple[date, float, float, float], ...]:
    """Return the trend at its ends and its middle, about which the band of its slope turns."""
    weeks = (trend.last - trend.first).days / 7
    middle = (trend.start_kg + trend.end_kg) / 2
    ends: list[tuple[date, float, float, float]] = []
    halfway = trend.first + (trend.last - trend.first) / 2
    for at, side in ((trend.first, -0.5), (halfway, 0.0), (trend.last, 0.5)):
        values = [
            middle + slope * weeks * side for slope in (trend.per_week_kg, trend.low, trend.high)
        ]
        value, one, other = (_shown(each, unit) for each in values)
        ends.append((at, value, min(one, other), max(one, other)))
    return tuple(ends)


def _shown(kg: float, unit: MassUnit) -> float:
    return float(rounded(mass_in(rounded(kg), unit)))
