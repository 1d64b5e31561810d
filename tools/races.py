"""Tools for races: what to expect of one, the splits of a goal, and the weeks that lead to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from coach.errors import RetryableToolError
from coach.evidence import Formula
from coach.training.queries.endurance import endurance_sessions, weeks_of
from coach.training.rules import race_goals
from coach.training.rules.activities import fastest_s
from coach.training.rules.durations import clock
from tools.arguments.endurance import LengthUnit, LongUnit, RacePlanArgs, RacePredictionArgs
from tools.distances import (
    FACT_UNITS,
    M_PER,
    dated,
    metres_of,
    mint_distance,
    mint_text,
    pace_text,
    seconds_said,
)
from tools.minting import TENTH, WHOLE, Measure, Minter, counted, number, today, zone_of
from tools.paces import assumptions_of, performance
from tools.results.endurance import PlanWeek, RacePlan, RacePrediction, SplitLine
from tools.spec import ToolContext, ToolResult

MARKS_KM: Final = {15_000.0: 2, 30_000.0: 5, 500_000.0: 10}
"""Longest race in m to the km between two splits. Source: own choice, what fits a phone."""
WEEKS_READ: Final = 4
NAMED_M: Final = {"marathon": 42_195.0, "half marathon": 21_097.5}
"""Source: World Athletics."""


def race_prediction(ctx: ToolContext, args: RacePredictionArgs) -> ToolResult:
    """Return what time to expect, and what a goal asks for: pace, splits, and how far off it is."""
    facts = Minter(ctx)
    target = float(metres_of(args.target, args.target_unit))
    about = dated(today(ctx))
    distance = mint_distance(
        facts,
        "race distance",
        metres_of(args.target, args.target_unit),
        args.target_unit,
        about,
        Formula("statement.said"),
    )
    data = RacePrediction(
        target=distance, target_unit=args.target_unit, unit=args.unit, assumptions=[]
    )
    if args.goal_time:
        data = _with_goal(ctx, facts, data, args)
    try:
        run = performance(ctx, facts, args)
    except RetryableToolError as exc:
        if exc.code != "no_result" or not args.goal_time:
            raise
        return facts.result(data, "goal pace")
    said = race_goals.predicted(run.metres, run.seconds / 60, target)
    source = Formula("race_goals.predicted")

    name = race_name(target)

    def time(label: str, minutes: float) -> str:
        return mint_text(facts, f"{name}{label}", clock(minutes * 60), about, source)

    data = data.model_copy(
        update={
            "result": run.data,
            "predicted": time("predicted time", said.minutes),
            "predicted_low": time("predicted time, fast end", said.low),
            "predicted_high": time("predicted time, slow end", said.high),
            "by_riegel": time("predicted time by Riegel", said.riegel),
            "by_vdot": time("predicted time by VDOT", said.vdot),
            "predicted_pace": mint_text(
                facts,
                f"{name}predicted pace",
                pace_text(race_goals.pace_needed(target, said.minutes), args.unit),
                about,
                source,
            ),
            "assumptions": [*assumptions_of(run), "you have trained for the distance"],
        }
    )
    data = _with_verdict(ctx, facts, data, said, args)
    return facts.result(data, f"{data.predicted} expected")


def race_name(metres: float) -> str:
    """Return the name of a race as it leads a label: "marathon " or nothing."""
    return next((f"{name} " for name, far in NAMED_M.items() if abs(far - metres) < 1), "")


def _goal_seconds(args: RacePredictionArgs) -> int:
    metres = float(metres_of(args.target, args.target_unit))
    return seconds_said(args.goal_time, fastest_s=fastest_s("run", metres))


def _with_goal(
    ctx: ToolContext, facts: Minter, data: RacePrediction, args: RacePredictionArgs
) -> RacePrediction:
    metres = float(metres_of(args.target, args.target_unit))
    seconds = _goal_seconds(args)
    pace = race_goals.pace_needed(metres, seconds / 60)
    about, source = dated(today(ctx)), Formula("race_goals.pace_needed")
    other: LongUnit = "mi" if args.unit == "km" else "km"
    return data.model_copy(
        update={
            "goal": mint_text(facts, "goal time", clock(seconds), about, Formula("statement.said")),
            "goal_pace": mint_text(facts, "goal pace", pace_text(pace, args.unit), about, source),
            "other_pace": mint_text(facts, "goal pace", pace_text(pace, other), about, source),
            "key_session": mint_text(
                facts,
                "key session",
                race_goals.key_session(metres),
                about,
                Formula("race_goals.key_session"),
            ),
            "splits": _splits(ctx, facts, metres, pace, args.unit),
        }
    )


def _splits(
    ctx: ToolContext, facts: Minter, metres: float, pace: float, unit: LongUnit
) -> list[SplitLine]:
    """Return the times of an even race at its marks and half way."""
    step = next(km for most, km in MARKS_KM.items() if metres <= most)
    per = float(M_PER[unit])
    about, source = dated(today(ctx)), Formula("race_goals.pace_needed")
    marks = [Decimal(mark) for mark in range(step, 500, step) if mark * per < metres]
    if metres > MARATHON_MARK:
        marks = sorted({*marks, number(metres / per / 2, TENTH)})
    lines: list[SplitLine] = []
    for mark in marks:
        facts.mint("split", Measure(mark, FACT_UNITS[unit]), about, source)
        time = clock(pace * float(mark) * per / 1000)
        lines.append(SplitLine(at=mark, time=mint_text(facts, "split time", time, about, source)))
    return lines


MARATHON_MARK: Final = 20_000.0
"""From here on half way is a mark of its own. Source: own choice, half marathon and beyond."""


def _with_verdict(
    ctx: ToolContext,
    facts: Minter,
    data: RacePrediction,
    said: race_goals.Prediction,
    args: RacePredictionArgs,
) -> RacePrediction:
    if not args.goal_time:
        return data
    goal = _goal_seconds(args) / 60
    verdict = "faster" if goal < said.low else "slower" if goal > said.high else "within"
    gap = int(abs(said.minutes - goal) * 60 + 0.5)
    about, source = dated(today(ctx)), Formula("trend.difference")
    facts.mint("gap to the goal", Measure(Decimal(gap), "s"), about, source)
    text = mint_text(facts, "gap to the goal", clock(gap), about, source)
    return data.model_copy(update={"verdict": verdict, "gap_seconds": gap, "gap": text})


def race_plan(ctx: ToolContext, args: RacePlanArgs) -> ToolResult:
    """Return week by week how far to run up to a race, its taper included."""
    metres = float(metres_of(args.race, args.race_unit))
    facts = Minter(ctx)
    week_m, from_log = _week_now(ctx, args)
    plan = race_goals.build_up(float(week_m) / 1000, args.weeks, metres)
    about, source = dated(today(ctx)), Formula("race_goals.build_up")
    facts.mint("weeks to the race", Measure(Decimal(args.weeks), "week"), about, source)
    taper = sum(week.kind in {"taper", "race"} for week in plan)
    facts.mint("taper", Measure(Decimal(taper), "week"), about, source)

    def far(label: str, km: float, unit: LengthUnit = args.unit) -> Decimal:
        whole = number(km * 1000 / float(M_PER[unit]), WHOLE)
        facts.mint(label, Measure(whole, FACT_UNITS[unit]), about, source)
        return whole

    weeks: list[PlanWeek] = []
    for week in plan:
        facts.mint("week", Measure(Decimal(week.number)), about, source)
        weeks.append(
            PlanWeek.model_validate(
                {
                    "number": week.number,
                    "distance": far("week distance planned", week.km),
                    "long_run": far("long run planned", week.long_km),
                    "kind": week.kind,
                }
            )
        )
    peak = max(plan, key=lambda week: week.km)
    longest = max(week.long_km for week in plan)
    data = RacePlan(
        race=mint_distance(
            facts,
            "race distance",
            metres_of(args.race, args.race_unit),
            args.race_unit,
            about,
            Formula("statement.said"),
        ),
        race_unit=args.race_unit,
        weeks=args.weeks,
        unit=args.unit,
        start_distance=far("week distance now", float(week_m) / 1000),
        from_log=from_log,
        peak_distance=far("largest week", peak.km),
        longest_run=far("longest run planned", longest),
        plan=weeks,
        taper_weeks=taper,
        is_short=args.weeks > TOO_FEW_TO_BUILD
        and longest < min(race_goals.longest_before(metres), metres / 1000) * ENOUGH,
        assumptions=["the week grows by about a tenth, with every fourth week lighter"],
    )
    return facts.result(data, f"{counted(args.weeks, 'week')} to the race")


TOO_FEW_TO_BUILD: Final = 4
"""Weeks that only freshen up: nothing is built in them. Source: own choice."""
ENOUGH: Final = 0.75
"""A longest run below this share of what the race asks for is told. Source: own choice."""


def _week_now(ctx: ToolContext, args: RacePlanArgs) -> tuple[Decimal, bool]:
    """Return what is run a week, in m: as told, else the mean of the last four weeks."""
    if args.week_distance is not None:
        return metres_of(args.week_distance, args.unit), False
    now = ctx.clock.now()
    with ctx.readers() as desk:
        runs = endurance_sessions(
            desk, ctx.principal.user_id, until=now, days=7 * WEEKS_READ + 1, activity="run"
        )
    weeks = weeks_of(runs, today=today(ctx), zone=zone_of(ctx), weeks=WEEKS_READ)
    ran = [week.metres for week in weeks if week.metres]
    return (sum(ran, Decimal(0)) / len(ran), True) if ran else (Decimal(0), False)
