"""The tool that turns paces, speeds and distances into each other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from coach.evidence import Formula
from coach.training.rules.activities import fastest_s
from coach.training.rules.durations import clock
from coach.units import M_PER_MILE
from tools.arguments.endurance import ConvertPaceArgs, LongUnit
from tools.distances import dated, metres_of, mint_distance, mint_text, pace_text, seconds_said
from tools.minting import TENTH, WHOLE, Measure, Minter, number, today
from tools.results.endurance import ConvertedPace
from tools.spec import ToolContext, ToolResult


def convert_pace(ctx: ToolContext, args: ConvertPaceArgs) -> ToolResult:
    """Return a pace for a kilometre and a mile, as speed, and the time over a distance."""
    facts = Minter(ctx)
    if args.distance is not None and not args.pace and not args.time:
        return facts.result(_far(ctx, facts, args, ConvertedPace()), "distance converted")
    s_per_km = _pace_said(args)
    about, source = dated(today(ctx)), Formula("running.pace")
    km_h = number(3600 / s_per_km, TENTH)
    mph = number(3600_000 / (s_per_km * float(M_PER_MILE)), TENTH)
    facts.mint("speed", Measure(km_h, "km/h"), about, source)
    facts.mint("speed", Measure(mph, "mph"), about, source)

    def over(metres: int) -> str:
        facts.mint("split distance", Measure(Decimal(metres), "m"), about, source)
        return mint_text(
            facts, f"time of {metres} m", clock(s_per_km * metres / 1000), about, source
        )

    data = ConvertedPace(
        per_km=mint_text(facts, "pace", pace_text(s_per_km, "km"), about, source),
        per_mile=mint_text(facts, "pace", pace_text(s_per_km, "mi"), about, source),
        per_500m=over(500),
        per_100m=over(100),
        lap=over(400),
        km_h=km_h,
        mph=mph,
        speed=mint_text(facts, "speed", f"{km_h} km/h, {mph} mph", about, source),
    )
    if args.distance is not None:
        metres = metres_of(args.distance, args.distance_unit)
        time = clock(s_per_km * float(metres) / 1000)
        data = _far(ctx, facts, args, data)
        data = data.model_copy(update={"time": mint_text(facts, "time", time, about, source)})
    elif args.time:
        data = _covered(ctx, facts, args, data, s_per_km)
    return facts.result(data, "pace converted")


def _far(
    ctx: ToolContext, facts: Minter, args: ConvertPaceArgs, data: ConvertedPace
) -> ConvertedPace:
    """Add the distance that was told, in its own and in the other unit."""
    about, source = dated(today(ctx)), Formula("running.pace")
    metres = metres_of(args.distance or Decimal(0), args.distance_unit)
    other: LongUnit = "km" if args.distance_unit in {"mi", "yd"} else "mi"
    update = {
        "distance": mint_distance(facts, "distance", metres, args.distance_unit, about, source),
        "distance_unit": args.distance_unit,
        "other_distance": mint_distance(facts, "distance", metres, other, about, source),
    }
    return data.model_copy(update=update)


def _covered(
    ctx: ToolContext, facts: Minter, args: ConvertPaceArgs, data: ConvertedPace, s_per_km: float
) -> ConvertedPace:
    """Add how far the pace leads in the time that was told."""
    about, source = dated(today(ctx)), Formula("running.pace")
    seconds = seconds_said(args.time)
    unit: LongUnit = "mi" if args.given in {"mph", "min/mile"} else "km"
    metres = number(seconds * 1000 / s_per_km, WHOLE)
    other: LongUnit = "km" if unit == "mi" else "mi"
    update = {
        "distance": mint_distance(facts, "distance covered", metres, unit, about, source),
        "distance_unit": unit,
        "other_distance": mint_distance(facts, "distance covered", metres, other, about, source),
        "time": mint_text(facts, "time", clock(seconds), about, source),
    }
    return data.model_copy(update=update)


METRES_PER: Final = {"min/km": 1000.0, "min/mile": float(M_PER_MILE), "min/500m": 500.0,
                     "min/100m": 100.0}  # fmt: skip


def _pace_said(args: ConvertPaceArgs) -> float:
    """Return the pace in s/km that the arguments tell.

    Raises:
        RetryableToolError: They tell none (code `unclear_time`).
    """
    if not args.pace and args.distance is not None and args.time:
        metres = float(metres_of(args.distance, args.distance_unit))
        return seconds_said(args.time, fastest_s=fastest_s("run", metres)) * 1000 / metres
    if args.given in {"km/h", "mph"}:
        speed = re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?", args.pace.strip())
        if speed and float(speed[0].replace(",", ".")) > 0:
            per_h = float(speed[0].replace(",", "."))
            return 3600 / per_h / (1 if args.given == "km/h" else float(M_PER_MILE) / 1000)
    seconds = float(seconds_said(as_clock(args.pace)))
    return seconds * 1000 / METRES_PER.get(args.given, 1000.0)


def as_clock(pace: str) -> str:
    """Return "5.30" and "5" as "5:30" and "5:00"."""
    bare = re.fullmatch(r"\s*(\d{1,2})(?:[.,](\d{2}))?\s*", pace)
    return f"{bare[1]}:{bare[2] or '00'}" if bare else pace
