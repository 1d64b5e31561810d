"""Tools that turn fitness into paces and heart rates: training paces, conversions, zones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow, Source
from coach.training.model import CardioSession
from coach.training.queries.endurance import best_effort, endurance_sessions
from coach.training.rules import heart_zones, running
from coach.training.rules.activities import fastest_s
from coach.training.rules.durations import clock
from coach.units import M_PER_MILE
from tools.arguments.endurance import (
    HeartRateZonesArgs,
    LongUnit,
    ResultArgs,
    TrainingPacesArgs,
)
from tools.distances import (
    dated,
    metres_of,
    mint_distance,
    mint_session,
    mint_text,
    pace_text,
    seconds_said,
)
from tools.minting import TENTH, WHOLE, Measure, Minter, day_of, number, plain, today
from tools.pace_conversion import as_clock
from tools.results.endurance import (
    HeartRateZones,
    PaceLine,
    RaceResult,
    TrainingPaces,
    ZoneLine,
)
from tools.spec import Desk, ToolContext, ToolResult

RECENT_DAYS: Final = 84
"""Older runs say little of today's fitness. Source: Mujika & Padilla 2000 (Sports Med 30:79 and
145): aerobic fitness falls within weeks of less training; twelve weeks is an own choice."""
FITTED_MIN: Final = (3.5, 240.0)
"""Minutes the formula was fitted on. Source: Daniels & Gilbert 1979."""
BLOCKERS: Final = re.compile(
    r"\b(?:beta[- ]?blockers?|\w{3,}olol|bystolic|coreg|lopressor|toprol|inderal)\b", re.IGNORECASE
)
"""Medicines that keep the heart rate down, by class, ending or brand."""
SLOWED: Final = "a medicine you named keeps the heart rate down"


@dataclass(frozen=True, slots=True)
class Performance:
    """The run that fitness is read from."""

    metres: float
    seconds: int
    told: bool
    """Told in this message, else taken from the log."""
    data: RaceResult


def performance(ctx: ToolContext, facts: Minter, args: ResultArgs) -> Performance:
    """Return the race the arguments tell, else the best timed run of the last weeks, as facts.

    Raises:
        RetryableToolError: Neither is known (code `no_result`), or the time is none.
    """
    if args.distance is not None and args.time:
        metres = metres_of(args.distance, args.distance_unit)
        seconds = seconds_said(args.time, fastest_s=fastest_s("run", float(metres)))
        told = dated(today(ctx)), Formula("statement.said")
        distance = mint_distance(facts, "race distance", metres, args.distance_unit, *told)
        time = mint_text(facts, "race time", clock(seconds), *told)
        result = RaceResult(distance=distance, unit=args.distance_unit, time=time)
        return Performance(float(metres), seconds, told=True, data=result)
    with ctx.readers() as desk:
        run = _of_log(ctx, desk)
    if run is None:
        raise RetryableToolError(
            "the log holds no timed run of the last twelve weeks.",
            way_out="Ask for a recent race or a hard run: its distance and its time.",
            code="no_result",
        )
    mint_session(ctx, facts, run, args.unit)
    about, row = dated(day_of(ctx, run.started_at)), LogRow("cardio_sessions", str(run.id))
    metres = run.distance_m or Decimal(0)
    result = RaceResult(
        distance=mint_distance(facts, "race distance", metres, args.unit, about, row),
        unit=args.unit,
        time=mint_text(facts, "race time", clock(run.duration_s), about, row),
        day=day_of(ctx, run.started_at),
    )
    return Performance(float(metres), run.duration_s, told=False, data=result)


def _of_log(ctx: ToolContext, desk: Desk) -> CardioSession | None:
    now, user_id = ctx.clock.now(), ctx.principal.user_id
    return best_effort(endurance_sessions(desk, user_id, until=now, days=RECENT_DAYS))


def assumptions_of(run: Performance) -> list[str]:
    """Return what a figure from this run takes for granted."""
    notes: list[str] = []
    if not run.told:
        notes.append("your best timed run of late was a full effort")
    if not FITTED_MIN[0] <= run.seconds / 60 <= FITTED_MIN[1]:
        notes.append("the formula was fitted on shorter races, so this is a rough guess")
    return notes


def training_paces(ctx: ToolContext, args: TrainingPacesArgs) -> ToolResult:
    """Return the training paces that a race or the log points to."""
    facts = Minter(ctx)
    run = performance(ctx, facts, args)
    about = dated(today(ctx))
    ability = _checked(lambda: running.vdot(run.metres, run.seconds / 60))
    vdot = number(ability, TENTH)
    facts.mint("VDOT", Measure(vdot), about, Formula("running.vdot"))
    known = _checked(lambda: running.training_paces(ability))
    data = TrainingPaces(
        result=run.data,
        vdot=vdot,
        unit=args.unit,
        paces=[_line(ctx, facts, pace, args.unit) for pace in known],
        assumptions=assumptions_of(run),
    )
    if args.asked_pace:
        data = _with_asked(ctx, facts, data, next(p for p in known if p.name == args.kind), args)
    return facts.result(data, f"paces for a VDOT of {vdot}")


def _line(ctx: ToolContext, facts: Minter, pace: running.PaceRange, unit: LongUnit) -> PaceLine:
    """Return a training pace with its speed and its lap as facts."""
    about, source = dated(today(ctx)), Formula("running.training_paces")

    def speed(s_per_km: float) -> str:
        value = number(3600 / s_per_km / (1 if unit == "km" else float(M_PER_MILE) / 1000), TENTH)
        name = "km/h" if unit == "km" else "mph"
        facts.mint(f"{pace.name} speed", Measure(value, name), about, source)
        return f"{value} {name}"

    def lap(s_per_km: float) -> str:
        facts.mint("lap", Measure(Decimal(400), "m"), about, source)
        return mint_text(facts, f"{pace.name} lap", clock(s_per_km * 0.4), about, source)

    ends = {"fast": pace.fast_s_per_km, "slow": pace.slow_s_per_km}
    values = {
        name: _mint_pace(facts, pace.name, s_per_km, unit, source, ctx)
        for name, s_per_km in ends.items()
    }
    speeds = {f"{name}_speed": speed(s_per_km) for name, s_per_km in ends.items()}
    laps = {f"{name}_lap": lap(s_per_km) for name, s_per_km in ends.items()}
    return PaceLine.model_validate({"name": pace.name} | values | speeds | laps)


def _with_asked(
    ctx: ToolContext,
    facts: Minter,
    data: TrainingPaces,
    pace: running.PaceRange,
    args: TrainingPacesArgs,
) -> TrainingPaces:
    """Judge a pace the athlete runs by the pace of its kind."""
    per = 1.0 if args.asked_unit == "km" else float(M_PER_MILE) / 1000
    seconds = float(seconds_said(as_clock(args.asked_pace))) / per
    about, source = dated(today(ctx)), Formula("statement.said")
    verdict = (
        "faster" if seconds < pace.fast_s_per_km - SAME_S
        else "slower" if seconds > pace.slow_s_per_km + SAME_S
        else "within"
    )  # fmt: skip
    asked = mint_text(facts, "pace asked about", pace_text(seconds, args.unit), about, source)
    return data.model_copy(update={"asked": asked, "asked_verdict": verdict})


SAME_S: Final = 3.0
"""Paces this many s/km apart count as one. Source: own choice, less than a watch shows."""


def _mint_pace(
    facts: Minter, name: str, s_per_km: float, unit: LongUnit, source: Source, ctx: ToolContext
) -> str:
    return mint_text(facts, f"{name} pace", pace_text(s_per_km, unit), dated(today(ctx)), source)


R = TypeVar("R")


def _checked(compute: Callable[[], R]) -> R:
    """Return what a formula gives.

    Raises:
        RetryableToolError: A value is outside what it was fitted on.
    """
    try:
        return compute()
    except InvalidInput as exc:
        raise RetryableToolError(
            exc.message, way_out="Check distance and time with the athlete.", code="out_of_range"
        ) from exc


def heart_rate_zones(ctx: ToolContext, args: HeartRateZonesArgs) -> ToolResult:
    """Return five heart rate zones, or say why heart rate is no guide for this athlete."""
    with ctx.readers() as desk:
        user_id = ctx.principal.user_id
        age = args.age if args.age is not None else desk.profiles.get(user_id).age_on(today(ctx))
        slowed = args.slowed_by_medicine or any(
            BLOCKERS.search(each.text) for each in desk.memories.list(user_id)
        )
    facts = Minter(ctx)
    if slowed:
        return facts.result(_by_effort(ctx, facts), "heart rate is no guide")
    measured = None if args.maximum is None else float(args.maximum)
    known = heart_zones.HeartRates(
        highest=heart_zones.highest_for(age, measured),
        rest=None if args.resting is None else float(args.resting),
        threshold=None if args.threshold is None else float(args.threshold),
    )
    if known.highest is None and known.threshold is None:
        raise RetryableToolError(
            "no age and no heart rate is known.",
            way_out="Ask for the age, a measured maximum or the threshold heart rate.",
            code="heart_rate_missing",
        )
    data = _zones(ctx, facts, known, age, args)
    return facts.result(data, "heart rate zones")


def _by_effort(ctx: ToolContext, facts: Minter) -> HeartRateZones:
    """Return what guides instead of heart rate."""
    about, source = dated(today(ctx)), Formula("heart_zones.effort")
    for label, value in (
        ("easy effort", heart_zones.EASY_RPE[0]),
        ("easy effort", heart_zones.EASY_RPE[1]),
        ("hard effort", heart_zones.HARD_RPE),
    ):
        facts.mint(label, Measure(Decimal(value), "RPE"), about, source)
    return HeartRateZones(
        use_heart_rate=False,
        reason=SLOWED,
        easy_rpe_low=Decimal(heart_zones.EASY_RPE[0]),
        easy_rpe_high=Decimal(heart_zones.EASY_RPE[1]),
        hard_rpe=Decimal(heart_zones.HARD_RPE),
        first_session=mint_text(facts, "first session", heart_zones.FIRST_SESSION, about, source),
    )


def _zones(
    ctx: ToolContext,
    facts: Minter,
    known: heart_zones.HeartRates,
    age: int | None,
    args: HeartRateZonesArgs,
) -> HeartRateZones:
    method = heart_zones.method_for(known)
    source = Formula("heart_zones.five_zones")
    about = dated(today(ctx))
    notes: list[str] = []
    if age is not None:
        facts.mint("age", Measure(Decimal(age), "year"), about, Formula("statement.said"))
    if method != "threshold" and args.maximum is None:
        facts.mint("error of the maximum", Measure(Decimal(10), "bpm"), about, source)
        notes.append("the maximum is an estimate from your age and can be 10 bpm off")

    def bpm(label: str, value: float | None) -> int | None:
        if value is None:
            return None
        whole = number(value, WHOLE)
        facts.mint(label, Measure(whole, "bpm"), about, source)
        return int(whole)

    def percent(label: str, value: Decimal | None) -> Decimal | None:
        if value is not None:
            facts.mint(label, Measure(plain(value), "%"), about, Formula("statement.said"))
        return value

    zones = _checked(lambda: heart_zones.five_zones(known))
    lines: list[ZoneLine] = []
    for zone in zones:
        facts.mint("zone", Measure(Decimal(zone.number)), about, source)
        low, high = bpm("zone low", zone.low_bpm), bpm("zone high", zone.high_bpm)
        lines.append(ZoneLine(number=zone.number, low=low or 0, high=high or 0))
    asked = {
        name: None if share is None else bpm(f"{name} asked for", _share(known, share))
        for name, share in (("low", args.low_percent), ("high", args.high_percent))
    }
    return HeartRateZones(
        use_heart_rate=True,
        method=method,
        maximum=None if method == "threshold" else bpm("maximal heart rate", known.highest),
        maximum_is_measured=args.maximum is not None,
        resting=bpm("resting heart rate", known.rest),
        threshold=bpm("threshold heart rate", known.threshold),
        zones=lines,
        low_percent=percent("low percent", args.low_percent),
        high_percent=percent("high percent", args.high_percent),
        low=asked["low"],
        high=asked["high"],
        assumptions=notes,
    )


def _share(known: heart_zones.HeartRates, percent: Decimal) -> float:
    return _checked(lambda: heart_zones.at_share(known, float(percent) / 100))
